import { isCreditCode, isResidentId } from '@fadu/privacy'
import type { Column } from '../../../platform/release/layout.ts'

/**
 * Whether the bytes of a cell are surely a good value that is stored as it stands. `false` says nothing: the cell is then
 * looked at as text (`parse-rows.ts`), which alone decides what is a fault. A test holds both together.
 */
export type AcceptBytes = (bytes: Buffer, start: number, end: number) => boolean

/** The acceptor of one column, made once. */
export function acceptorOf(column: Column, codes: ReadonlySet<string> | undefined): AcceptBytes {
  switch (column.type) {
    case 'text':
      return acceptText(column, codes)
    case 'integer':
      return (bytes, start, end) => {
        const from = isSign(bytes[start]!) ? start + 1 : start
        return end - from <= 15 && allDigits(bytes, from, end)
      }
    case 'decimal':
      return acceptDecimal
    case 'date':
      return acceptDate
    case 'boolean':
      return acceptBoolean
  }
}

function acceptText(column: Column, codes: ReadonlySet<string> | undefined): AcceptBytes {
  if (codes !== undefined) return () => false
  // A character is a byte at least, so what is short in bytes is short in characters.
  const most = column.maxLength ?? Infinity
  if (column.identifier === 'residentId' || column.identifier === 'creditCode') {
    // Both take the form alone in which an identifier is stored.
    const isNormal = column.identifier === 'residentId' ? isResidentId : isCreditCode
    return (bytes, start, end) => end - start === 18 && most >= 18 && isNormal(bytes.toString('latin1', start, end))
  }
  return (bytes, start, end) => end - start <= most && !hasBlankEnds(bytes, start, end)
}

/** `+12.50`; as many digits as the text form takes. */
function acceptDecimal(bytes: Buffer, start: number, end: number): boolean {
  let at = isSign(bytes[start]!) ? start + 1 : start
  const whole = at
  while (at < end && isDigit(bytes[at]!)) at++
  if (at === whole || at - whole > 20) return false
  if (at === end) return true
  return bytes[at] === 0x2e && end - at - 1 <= 20 && allDigits(bytes, at + 1, end)
}

const daysBefore = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function acceptDate(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return false
  if (!allDigits(bytes, start, start + 4) || !allDigits(bytes, start + 5, start + 7)) return false
  if (!allDigits(bytes, start + 8, end)) return false
  const year = numberAt(bytes, start, start + 4)
  const month = numberAt(bytes, start + 5, start + 7)
  const day = numberAt(bytes, start + 8, end)
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 && isLeap ? 29 : daysBefore[month - 1]!)
}

const booleans = new Set(['true', 'false', '1', '0', '是', '否'])

function acceptBoolean(bytes: Buffer, start: number, end: number): boolean {
  if (end - start === 1) return bytes[start] === 0x30 || bytes[start] === 0x31
  return end - start <= 5 && booleans.has(bytes.toString('utf8', start, end))
}

/** ASCII digits as a number. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) value = value * 10 + (bytes[i]! - 0x30)
  return value
}

export function isSign(byte: number): boolean {
  return byte === 0x2b || byte === 0x2d
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function allDigits(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end) return false
  for (let i = start; i < end; i++) if (!isDigit(bytes[i]!)) return false
  return true
}

/** Whether a text may begin or end with what `trim` takes away, a NUL or another control character. */
function hasBlankEnds(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    bytes[start]! <= 0x20 ||
    bytes[end - 1]! <= 0x20 ||
    isWideBlank(bytes, start, end) ||
    isWideBlank(bytes, end - 3, end) ||
    (end - start >= 2 && bytes[end - 2] === 0xc2 && bytes[end - 1] === 0xa0)
  )
}

/** White space beyond ASCII at a place, in UTF-8: U+00A0, U+1680, U+2000 to U+205F, U+3000, U+FEFF. */
function isWideBlank(bytes: Uint8Array, at: number, end: number): boolean {
  const [a, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]]
  if (a === 0xc2) return b === 0xa0
  if (at + 2 >= end) return false
  if (a === 0xe3) return b === 0x80 && c === 0x80
  if (a === 0xef) return b === 0xbb && c === 0xbf
  return (a === 0xe2 && (b === 0x80 || b === 0x81)) || (a === 0xe1 && b === 0x9a)
}
