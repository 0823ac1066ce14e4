/** Numbers as they are written in data, added and compared exactly; floating point would change totals. */

/** Digits behind the point that every value is brought to: as many as an item can have. */
const digits = 20
const one = 10n ** BigInt(digits)

function scaled(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)!
  const value = BigInt(whole!) * one + BigInt(fraction.padEnd(digits, '0'))
  return sign === '-' ? -value : value
}

export function addDecimals(a: string, b: string): string {
  return written(scaled(a) + scaled(b))
}

export function compareDecimals(a: string, b: string): number {
  const difference = scaled(a) - scaled(b)
  return difference < 0n ? -1 : difference === 0n ? 0 : 1
}

function written(value: bigint): string {
  const size = value < 0n ? -value : value
  const fraction = String(size % one)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / one}${fraction === '' ? '' : `.${fraction}`}`
}
