// Values in the binary format of COPY (PostgreSQL, "COPY", Binary Format; the send functions of its types). Each writer puts
// a length of four bytes and the value at `at` and returns the place behind it. The caller has checked that the text is one
// of the type and that there is room.
import { isSign, numberAt } from './accept-bytes.ts'

/** Signature, no flags, no extension: what a stream of rows begins with. */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
/** A row of minus one columns: the end. */
export const copyTrailer = Buffer.from([0xff, 0xff])

export function writeInt16(out: Uint8Array, at: number, value: number): number {
  out[at] = value >> 8
  out[at + 1] = value
  return at + 2
}

export function writeInt32(out: Uint8Array, at: number, value: number): number {
  out[at] = value >> 24
  out[at + 1] = value >> 16
  out[at + 2] = value >> 8
  out[at + 3] = value
  return at + 4
}

export function writeNull(out: Uint8Array, at: number): number {
  return writeInt32(out, at, -1)
}

/** An integer of at most 2^53. */
export function writeBigint(out: Uint8Array, at: number, value: number): number {
  const high = Math.floor(value / 4_294_967_296)
  const start = writeInt32(out, writeInt32(out, at, 8), high)
  return writeInt32(out, start, value - high * 4_294_967_296)
}

/** Copies in place where that is short, and by the engine's own copy where it is long. */
export function writeBytes(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  const to = writeInt32(out, at, length)
  copyBytes(out, to, bytes, start, end)
  return to + length
}

export function copyBytes(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): void {
  if (end - start > 48) out.set(bytes.subarray(start, end), at)
  else for (let i = start, to = at; i < end; i++) out[to++] = bytes[i]!
}

export function writeIntegerText(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  const signed = isSign(bytes[start]!)
  const value = numberAt(bytes, signed ? start + 1 : start, end)
  return writeBigint(out, at, bytes[start] === 0x2d ? -value : value)
}

/** Days from 2000-01-01, of YYYY-MM-DD. */
export function writeDateText(out: Uint8Array, at: number, bytes: Uint8Array, start: number): number {
  const month = numberAt(bytes, start + 5, start + 7)
  const day = numberAt(bytes, start + 8, start + 10)
  // Years are counted from 1 March, so that the leap day is the last of its year.
  const year = numberAt(bytes, start, start + 4) - (month <= 2 ? 1 : 0)
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return writeInt32(out, writeInt32(out, at, 4), year * 365 + leaps + ofYear - marchDay2000)
}

/** 2000-01-01 counted as above: 306 days after 1 March 1999. */
const marchDay2000 = 1999 * 365 + 499 - 19 + 4 + 306

/** `true`, `1` and `是` are true; whatever else was accepted is not. */
export function writeBooleanText(out: Uint8Array, at: number, bytes: Uint8Array, start: number): number {
  const first = bytes[start]
  const to = writeInt32(out, at, 1)
  out[to] = first === 0x74 || first === 0x31 || first === 0xe6 ? 1 : 0
  return to + 1
}

const groups = new Int16Array(32)

/** Base 10,000, weight of the first group, sign, and the digits after the point that were written, trailing zeros too. */
export function writeDecimalText(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  let from = isSign(bytes[start]!) ? start + 1 : start
  let point = from
  while (point < end && bytes[point] !== 0x2e) point++
  while (from < point && bytes[from] === 0x30) from++
  const scale = Math.max(0, end - point - 1)
  const whole = Math.ceil((point - from) / 4)
  let count = 0
  for (let group = 0; group < whole; group++) {
    const last = point - (whole - 1 - group) * 4
    groups[count++] = numberAt(bytes, Math.max(from, last - 4), last)
  }
  for (let digit = point + 1; digit < end; digit += 4) {
    const last = Math.min(end, digit + 4)
    groups[count++] = numberAt(bytes, digit, last) * tens[4 - (last - digit)]!
  }
  let first = 0
  while (first < count && groups[first] === 0) first++
  while (count > first && groups[count - 1] === 0) count--
  const used = count - first
  let to = writeInt32(out, at, 8 + 2 * used)
  to = writeInt16(out, to, used)
  to = writeInt16(out, to, used === 0 ? 0 : whole - 1 - first)
  to = writeInt16(out, to, bytes[start] === 0x2d && used > 0 ? 0x4000 : 0)
  to = writeInt16(out, to, scale)
  for (let i = first; i < count; i++) to = writeInt16(out, to, groups[i]!)
  return to
}

const tens = [1, 10, 100, 1000] as const
