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

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += hexPairs[byte]
  return hex
}

/**
 * Reads lower-case hexadecimal.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` on an odd length, an upper-case digit or any other character.
 */
export function fromHex(hex: string): Uint8Array {
  const fault = hex.search(/[^0-9a-f]/)
  if (fault >= 0 || hex.length % 2 !== 0) throw malformed('hex', fault >= 0 ? fault : hex.length)
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = (nibble(hex, 2 * i) << 4) | nibble(hex, 2 * i + 1)
  return bytes
}

/** Value of a lower-case hexadecimal digit: 0 to 9 from 0x30 on, a to f from 0x61 on. */
function nibble(hex: string, at: number): number {
  const code = hex.charCodeAt(at)
  return code < 0x61 ? code - 0x30 : code - 0x57
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const base64Values = new Map([...base64Alphabet].map((character, value) => [character, value]))

/** Standard Base 64 with padding, RFC 4648 §4. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const [second, third] = [i + 1 < bytes.length, i + 2 < bytes.length]
    text += base64Alphabet.charAt(group >> 18) + base64Alphabet.charAt((group >> 12) & 63)
    text += second ? base64Alphabet.charAt((group >> 6) & 63) : '='
    text += third ? base64Alphabet.charAt(group & 63) : '='
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
  return !text.isWellFormed()
}

// Both are of every host that this package runs in, browsers and Node; it takes the types of neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string }

const utf8 = new TextEncoder()
// What it accepts is RFC 3629 exactly; it keeps a byte order mark.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * UTF-8, RFC 3629.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` on a lone surrogate, instead of replacing it as TextEncoder does.
 */
export function encodeUtf8(text: string): Uint8Array {
  // With `u` a surrogate is matched only where its partner is missing.
  if (hasLoneSurrogate(text)) throw malformed('utf-8', text.search(/\p{Surrogate}/u))
  return utf8.encode(text)
}

// RFC 3629 §3: by number of following bytes, the smallest code point they may carry.
const SMALLEST = [0, 0x80, 0x800, 0x10000] as const

/**
 * Reads UTF-8, RFC 3629, strictly: no overlong form, no surrogate, nothing above U+10FFFF, no byte order mark removed.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` with the byte position of the faulty sequence.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    throw malformed('utf-8', faultOfUtf8(bytes))
  }
}

/** Where the first faulty sequence begins. */
function faultOfUtf8(bytes: Uint8Array): number {
  let i = 0
  while (i < bytes.length) {
    const lead = bytes[i] ?? 0
    const following = followingBytes(lead)
    if (following < 0 || i + following >= bytes.length) break
    let point = following === 0 ? lead : lead & (0x3f >> following)
    const rest = bytes.subarray(i + 1, i + 1 + following)
    if (rest.some((next) => (next & 0xc0) !== 0x80)) break
    for (const next of rest) point = (point << 6) | (next & 0x3f)
    const surrogate = point >= 0xd800 && point <= 0xdfff
    if (point < (SMALLEST[following] ?? 0) || point > 0x10ffff || surrogate) break
    i += following + 1
  }
  return i
}

function followingBytes(lead: number): number {
  if (lead < 0x80) return 0
  if (lead < 0xc0 || lead > 0xf7) return -1
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
}

function malformed(encoding: 'base64' | 'hex' | 'utf-8', at: number): LogError {
  return new LogError({ code: 'LOG_ENCODING_MALFORMED', encoding, at })
}
