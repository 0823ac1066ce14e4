import { normalizeIdentifier } from '../identifiers/normalize.ts'
import { isCalendarDay } from '../shared/civil-date.ts'

/** What of an item decides how its values are compared. */
export interface ComparedItem {
  readonly type: 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
  readonly identifier: 'residentId' | 'creditCode' | 'other' | null
}

const numbers = /^([+-]?)0*(\d{1,30})(?:\.(\d{1,30}?)0*)?$/
const yes = new Set(['true', '1', '是'])
const no = new Set(['false', '0', '否'])

/**
 * The one form in which a claimed and a stored value are compared: what people write differently and mean alike becomes the
 * same (full-width forms, blanks around and between, `1.50` and `1.5`, `20260105` and `2026-01-05`, 是 and `true`). Nothing
 * is guessed: a name with another character is another name.
 *
 * @returns Undefined when the text can be no value of the item.
 */
export function comparableValue({ type, identifier }: ComparedItem, text: string): string | undefined {
  if (identifier === 'residentId' || identifier === 'creditCode') return present(normalizeIdentifier(text))
  const plain = text.normalize('NFKC').trim()
  switch (type) {
    case 'text':
      return present(plain.replace(/\s+/gu, ' '))
    case 'integer':
    case 'decimal':
      return comparableNumber(plain, type)
    case 'date':
      return comparableDate(plain)
    case 'boolean':
      return yes.has(plain) ? 'true' : no.has(plain) ? 'false' : undefined
  }
}

/**
 * The form in which a row is looked for: as identifiers are indexed. Of an identifier that is no 公民身份号码 and no
 * 统一社会信用代码 only the blanks around it go; of one that is a number or a day, how it is written.
 *
 * @returns Empty when the text can be no value of the item.
 */
export function keyForm(item: ComparedItem, text: string): string {
  if (item.identifier === 'residentId' || item.identifier === 'creditCode') return normalizeIdentifier(text)
  return item.type === 'text' ? text.trim() : (comparableValue(item, text) ?? '')
}

function present(text: string): string | undefined {
  return text === '' ? undefined : text
}

function comparableNumber(plain: string, type: 'integer' | 'decimal'): string | undefined {
  const found = numbers.exec(plain)
  if (found === null) return undefined
  const [, sign, whole, written = ''] = found
  const fraction = written.replace(/0+$/, '')
  if (type === 'integer' && fraction !== '') return undefined
  const digits = fraction === '' ? whole! : `${whole!}.${fraction}`
  return sign === '-' && !/^0(\.0*)?$/.test(digits) ? `-${digits}` : digits
}

function comparableDate(plain: string): string | undefined {
  const found = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/.exec(
    plain,
  )
  if (found === null) return undefined
  const [year, month, day] = found.slice(1).filter((part) => part !== undefined)
  if (!isCalendarDay(Number(year), Number(month), Number(day))) return undefined
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
}
