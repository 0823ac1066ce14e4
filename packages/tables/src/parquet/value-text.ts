import { plainDecimal } from '../json-lines/plain-decimal.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A plain value as text. @throws {TypeError} for bytes that are no text, and for what is not plain. */
export function textOfValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'bigint':
      return String(value)
    case 'number':
      return plainDecimal(String(value))
    case 'boolean':
      return String(value)
    default:
      if (value instanceof Uint8Array) return strict.decode(value)
      throw new TypeError('not a plain value')
  }
}

/** A decimal that is stored as an integer, with all digits of its scale. */
export function decimalText(value: unknown, scale: number): string {
  const integer = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint)
  const sign = integer < 0n ? '-' : ''
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0')
  const point = digits.length - scale
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** Two's complement, most significant byte first. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(bytes.length * 8, value)
}
