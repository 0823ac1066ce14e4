// 工商行政管理注册号 (GS 15—2006): 首次登记机关代码 6, 顺序码 8, 校验码 1 by ISO 7064 MOD 11,10. Replaced by the
// 统一社会信用代码 from 2015-10-01; old tables are full of it.
import { firstNonDigit, numberAt } from './digits.ts'
import { isProvincePrefix } from './provinces.ts'

/**
 * Whether fifteen digits are a 营业执照注册号: a province (or 10, the central authority) and its check digit.
 *
 * What the check digit promises (MOD 11,10): every change of one digit and nearly every swap of neighbours is noticed;
 * one in ten random numbers passes.
 */
export function isRegistrationNumber(text: string): boolean {
  if (text.length !== 15 || firstNonDigit(text, 0, 15) !== -1) return false
  const prefix = numberAt(text, 0, 2)
  return (prefix === 10 || isProvincePrefix(prefix)) && agrees(text)
}

function agrees(digits: string): boolean {
  let product = 10
  for (let i = 0; i < 14; i++) {
    const sum = (product + digits.charCodeAt(i) - 0x30) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (product + digits.charCodeAt(14) - 0x30) % 10 === 1
}
