// Encrypt-then-MAC: SM4-CTR, then HMAC-SM3 over binding, header, first counter and ciphertext, under two keys.
//
//   envelope = format (1) | key version (4, big-endian) | first counter (16) | ciphertext | tag (32)
//   tag      = HMAC-SM3(mac key, len(a) | a | len(b) | b | envelope without tag)        len: 4 bytes, big-endian
//
// The two texts a and b are what the envelope is bound to; they are not in it. Header and counter have fixed lengths,
// so the message of the MAC can be read back in only one way. Rows and keys use this one construction under keys of
// different purposes.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { concatBytes, encodeName, lengthPrefixed, readUint32, writeName, writeUint32 } from './bytes.ts'
import { MAX_TEXT_BYTES } from './errors.ts'
import type { EnvelopeFault, TextRole } from './errors.ts'
import { HmacSm3Key, MESSAGE_AT } from './hmac-sm3.ts'
import { SM3_BYTES } from './sm3.ts'
import { SHORT_CTR_BYTES, SM4_BLOCK_BYTES, Sm4ShortCtr, sm4Ctr } from './sm4.ts'

const FORMAT = 1
/** Format and key version. */
export const HEADER_BYTES = 1 + 4
/** Where the ciphertext begins. */
export const BODY_AT = HEADER_BYTES + SM4_BLOCK_BYTES

/** Bytes an envelope has beyond its plaintext: 5 header, 16 first counter, 32 tag. */
export const ENVELOPE_OVERHEAD = BODY_AT + SM3_BYTES

const LONGEST_SHORT_MESSAGE = 2 * (4 + MAX_TEXT_BYTES) + BODY_AT + SHORT_CTR_BYTES
const SLAB_BYTES = 8 * 1024

/** Reads the key version of an envelope. Not yet authenticated: use it only to choose the key to open with. */
export function keyVersionOf(envelope: Uint8Array): number | undefined {
  return faultBeforeTag(envelope) === undefined ? readUint32(envelope, 1) : undefined
}

/** A fault that shows before any key is used. */
export function faultBeforeTag(envelope: Uint8Array): EnvelopeFault | undefined {
  if (envelope.length < ENVELOPE_OVERHEAD) return 'length'
  return envelope[0] === FORMAT ? undefined : 'format'
}

/** The first text of a binding, encoded once for many envelopes. */
export function encodeBinding(text: string, what: TextRole): Uint8Array {
  return lengthPrefixed(encodeName(text, what))
}

export function writeHeader(target: Uint8Array, at: number, keyVersion: number): void {
  target[at] = FORMAT
  writeUint32(target, at + 1, keyVersion)
}

/**
 * One pair of keys and one key version, ready for many envelopes.
 *
 * INVARIANT (tag before plaintext): `open()` compares the tag, in constant time, before anything is decrypted.
 */
export class EtmCipher {
  readonly #keyVersion: number
  readonly #encKey: Uint8Array
  readonly #secondRole: TextRole
  readonly #ctr: Sm4ShortCtr
  readonly #mac: HmacSm3Key
  readonly #expected = Buffer.alloc(SM3_BYTES)
  #slab = new ArrayBuffer(0)
  #used = 0

  /** `secondRole` is what the second text of the binding stands for, named in the issue when it is refused. */
  constructor(p: {
    readonly encKey: Uint8Array
    readonly macKey: Uint8Array
    readonly keyVersion: number
    readonly secondRole: TextRole
  }) {
    this.#keyVersion = p.keyVersion
    this.#encKey = p.encKey
    this.#secondRole = p.secondRole
    this.#ctr = new Sm4ShortCtr(p.encKey)
    this.#mac = new HmacSm3Key(p.macKey, LONGEST_SHORT_MESSAGE)
  }

  /** `first` comes from `encodeBinding`. @throws {SmcryptoError} `TEXT_INVALID` for `second`. */
  seal(first: Uint8Array, second: string, plaintext: Uint8Array): Uint8Array {
    const at = this.#writeBinding(first, second)
    if (plaintext.length > SHORT_CTR_BYTES) return this.#sealLong(at, plaintext)
    const message = this.#mac.scratch
    const end = at + BODY_AT + plaintext.length
    writeHeader(message, at, this.#keyVersion)
    this.#ctr.encrypt(plaintext, message, at + HEADER_BYTES)
    const envelope = this.#allocate(plaintext.length + ENVELOPE_OVERHEAD)
    const tag = this.#mac.binaryTag(end - MESSAGE_AT)
    for (let i = at; i < end; i++) envelope[i - at] = message[i]!
    for (let i = 0; i < SM3_BYTES; i++) envelope[end - at + i] = tag.charCodeAt(i)
    return envelope
  }

  /** The plaintext, or which check was not passed. @throws {SmcryptoError} `TEXT_INVALID` for `second`. */
  open(first: Uint8Array, second: string, envelope: Uint8Array): Uint8Array | EnvelopeFault {
    const fault = faultBeforeTag(envelope)
    if (fault !== undefined) return fault
    if (readUint32(envelope, 1) !== this.#keyVersion) return 'key-version'
    const at = this.#writeBinding(first, second)
    const bodyLength = envelope.length - SM3_BYTES
    const isShort = bodyLength - BODY_AT <= SHORT_CTR_BYTES
    if (isShort) this.#shortTag(at, envelope, bodyLength)
    else this.#expected.set(this.#longTag(at, envelope.subarray(0, bodyLength)))
    if (!timingSafeEqual(this.#expected, envelope.subarray(bodyLength))) return 'tag'
    if (isShort) return this.#ctr.decrypt(envelope, HEADER_BYTES, bodyLength)
    return sm4Ctr(this.#encKey, envelope.subarray(HEADER_BYTES, BODY_AT), envelope.subarray(BODY_AT, bodyLength))
  }

  /** Begins the message of the MAC in its scratch area; returns where the envelope is to follow. */
  #writeBinding(first: Uint8Array, second: string): number {
    this.#mac.scratch.set(first, MESSAGE_AT)
    return writeName(this.#mac.scratch, MESSAGE_AT + first.length, second, this.#secondRole)
  }

  #shortTag(at: number, envelope: Uint8Array, bodyLength: number): void {
    const message = this.#mac.scratch
    for (let i = 0; i < bodyLength; i++) message[at + i] = envelope[i]!
    this.#expected.write(this.#mac.binaryTag(at + bodyLength - MESSAGE_AT), 'latin1')
  }

  #longTag(at: number, body: Uint8Array): Uint8Array {
    return this.#mac.mac(this.#mac.scratch.subarray(MESSAGE_AT, at), body)
  }

  #sealLong(at: number, plaintext: Uint8Array): Uint8Array {
    const header = new Uint8Array(HEADER_BYTES)
    writeHeader(header, 0, this.#keyVersion)
    const iv = randomBytes(SM4_BLOCK_BYTES)
    const body = concatBytes(header, iv, sm4Ctr(this.#encKey, iv, plaintext))
    return concatBytes(body, this.#longTag(at, body))
  }

  /** Envelopes are cut from a slab: creating an ArrayBuffer for each would cost 1.3 µs. Only ciphertext shares one. */
  #allocate(length: number): Uint8Array {
    if (this.#used + length > this.#slab.byteLength) {
      this.#slab = new ArrayBuffer(SLAB_BYTES)
      this.#used = 0
    }
    const bytes = new Uint8Array(this.#slab, this.#used, length)
    this.#used += length
    return bytes
  }
}
