import { LogError } from './issues.ts'

/** The parts one after the other, in a new array. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/**
 * Whether two byte strings are equal. Every byte is looked at wherever the first difference is; the lengths are not hidden.
 * A JavaScript engine promises nothing about time, so neither does this.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

const hexDigits = '0123456789abcdef'

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15)
  return hex
}

/**
 * Reads lower-case hexadecimal.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` on an odd length, an upper-case digit or any other character.
 */
export function fromHex(hex: string): Uint8Array {
  const fault = hex.search(/[^0-9a-f]/)
  if (fault >= 0 || hex.length % 2 !== 0) throw malformed('hex', fault >= 0 ? fault : hex.length)
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const base64Values = new Map([...base64Alphabet].map((character, value) => [character, value]))

/** Standard Base 64 with padding, RFC 4648 §4. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const quad = [group >> 18, (group >> 12) & 63, (group >> 6) & 63, group & 63].map((v) => base64Alphabet.charAt(v))
    const used = Math.min(3, bytes.length - i) + 1
    text += quad.slice(0, used).join('').padEnd(4, '=')
  }
  return text
}

/**
 * Reads standard Base 64, RFC 4648 §4, and only its one canonical form: full padding, no white space, unused bits zero.
 * So a signed line cannot be altered without altering what it says.
 *
 * @throws {LogError} `LOG_ENCODING_MALFORMED` with the position of the fault.
 */
export function fromBase64(text: string): Uint8Array {
  const body = text.replace(/={1,2}$/, '')
  const fault = body.search(/[^A-Za-z0-9+/]/)
  if (fault >= 0) throw malformed('base64', fault)
  if (text.length % 4 !== 0) throw malformed('base64', text.length)
  const bytes = decodeSextets(body)
  if (toBase64(bytes) !== text) throw malformed('base64', body.length - 1)
  return bytes
}

function decodeSextets(body: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((body.length * 6) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const character of body) {
    bits = ((bits << 6) | (base64Values.get(character) ?? 0)) & 0xfff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at++] = bits >> held
  }
  return bytes
}

/** Whether the string has a surrogate without its partner, so that it is no Unicode text and has no UTF-8 form. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

/**
 * UTF-8, RFC 3629.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` on a lone surrogate, instead of replacing it as TextEncoder does.
 */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) throw malformed('utf-8', i)
    if (point > 0xffff) i++
    if (point < 0x80) bytes[length++] = point
    else {
      const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
      bytes[length++] = (LEAD_MARK[following] ?? 0) | (point >> (6 * following))
      for (let n = following - 1; n >= 0; n--) bytes[length++] = 0x80 | ((point >> (6 * n)) & 0x3f)
    }
  }
  return bytes.slice(0, length)
}

// RFC 3629 §3: by number of following bytes, the mark of the lead byte and the smallest code point it may carry.
const LEAD_MARK = [0, 0xc0, 0xe0, 0xf0] as const
const SMALLEST = [0, 0x80, 0x800, 0x10000] as const

/**
 * Reads UTF-8, RFC 3629, strictly: no overlong form, no surrogate, nothing above U+10FFFF, no byte order mark removed.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` with the byte position of the faulty sequence.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0
    const following = followingBytes(lead)
    if (following < 0 || i + following >= bytes.length) throw malformed('utf-8', i)
    let point = following === 0 ? lead : lead & (0x3f >> following)
    for (let n = 1; n <= following; n++) {
      const next = bytes[i + n] ?? 0
      if ((next & 0xc0) !== 0x80) throw malformed('utf-8', i)
      point = (point << 6) | (next & 0x3f)
    }
    const surrogate = point >= 0xd800 && point <= 0xdfff
    if (point < (SMALLEST[following] ?? 0) || point > 0x10ffff || surrogate) throw malformed('utf-8', i)
    text += String.fromCodePoint(point)
    i += following + 1
  }
  return text
}

function followingBytes(lead: number): number {
  if (lead < 0x80) return 0
  if (lead < 0xc0 || lead > 0xf7) return -1
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
}

function malformed(encoding: 'base64' | 'hex' | 'utf-8', at: number): LogError {
  return new LogError({ code: 'LOG_ENCODING_MALFORMED', encoding, at })
}
