import { MAX_TEXT_BYTES, SmcryptoError } from './errors.ts'
import type { TextRole } from './errors.ts'

/** Joins byte strings. No separators: callers that need an unambiguous join use `lengthPrefixed`. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/** Bytes of a string in which every character is one byte (`binary` encoding of node:crypto). */
export function fromBinary(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** A plain Uint8Array with memory of its own, never a view of Node's shared Buffer pool. */
export function detached(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

/**
 * UTF-8 of a text, refusing what UTF-8 cannot carry.
 *
 * INVARIANT (one text, one encoding): a lone surrogate would become U+FFFD, so two different texts would have the same
 * bytes and the same envelope binding. Kept here and by `writeName()`.
 *
 * @throws {SmcryptoError} `TEXT_INVALID` when empty or not well-formed UTF-16.
 */
export function encodeText(text: string, what: TextRole): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length === 0) throw new SmcryptoError({ code: 'TEXT_INVALID', what, reason: 'empty' })
  if (bytes.toString('utf8') !== text) throw new SmcryptoError({ code: 'TEXT_INVALID', what, reason: 'malformed' })
  return bytes
}

/** Like `encodeText`, and at most `MAX_TEXT_BYTES` long. */
export function encodeName(text: string, what: TextRole): Uint8Array {
  const bytes = encodeText(text, what)
  if (bytes.length > MAX_TEXT_BYTES) throw new SmcryptoError({ code: 'TEXT_INVALID', what, reason: 'too-long' })
  return bytes
}

/** Four bytes, most significant first. */
export function writeUint32(target: Uint8Array, at: number, value: number): void {
  target[at] = value >>> 24
  target[at + 1] = value >>> 16
  target[at + 2] = value >>> 8
  target[at + 3] = value
}

/** Reads what `writeUint32` wrote. The caller has checked that four bytes are there. */
export function readUint32(source: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [source[at], source[at + 1], source[at + 2], source[at + 3]]
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}

/** Length (uint32, big-endian) and bytes: a sequence of these can be read back in only one way. */
export function lengthPrefixed(bytes: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(4 + bytes.length)
  writeUint32(prefixed, 0, bytes.length)
  prefixed.set(bytes, 4)
  return prefixed
}

/**
 * Writes a name, length-prefixed, without allocating when it is ASCII (row ids nearly always are).
 *
 * @param target - Must have room for 4 + MAX_TEXT_BYTES bytes from `at` on.
 * @returns The position after the last byte written.
 * @throws {SmcryptoError} `TEXT_INVALID` when empty, too long or not well-formed.
 */
export function writeName(target: Uint8Array, at: number, text: string, what: TextRole): number {
  const end = writeAscii(target, at + 4, text, MAX_TEXT_BYTES)
  if (end < 0) {
    const encoded = lengthPrefixed(encodeName(text, what))
    target.set(encoded, at)
    return at + encoded.length
  }
  writeUint32(target, at, end - at - 4)
  return end
}

/** The position after the last byte, or -1 when the text is empty, longer than `most` or not ASCII. */
export function writeAscii(target: Uint8Array, at: number, text: string, most: number): number {
  const length = text.length
  if (length === 0 || length > most) return -1
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return -1
    target[at + i] = unit
  }
  return at + length
}

/** @throws {SmcryptoError} `KEY_LENGTH` unless the key has exactly the expected number of bytes. */
export function requireKeyLength(key: Uint8Array, expectedBytes: number, what: string): void {
  if (key.length === expectedBytes) return
  throw new SmcryptoError({ code: 'KEY_LENGTH', what, expectedBytes, actualBytes: key.length })
}

/** @throws {SmcryptoError} `KEY_VERSION_INVALID` unless 1 <= version < 2^32, so that it fits its four bytes. */
export function requireKeyVersion(version: number): void {
  if (Number.isInteger(version) && version >= 1 && version <= 0xffffffff) return
  throw new SmcryptoError({ code: 'KEY_VERSION_INVALID', version })
}
