// The text of a key file: JSON { format, body, mac }. The MAC is HMAC-SM3 over format and body under a key derived from
// the store's root secret. It finds damage and edits, and ties later files to their store; it does not stop whoever can
// read the root secret, who has all keys anyway.
import { timingSafeEqual } from 'node:crypto'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { ED25519_KEY_BYTES, createEd25519Signer } from './ed25519.ts'
import type { KeyFileFault } from './errors.ts'
import { deriveKey } from './hkdf.ts'
import { hmacSm3 } from './hmac-sm3.ts'
import type { KeySet, SigningKeys } from './key-store.ts'
import { SM2_SCALAR_BYTES } from './sm2-encoding.ts'
import { sm2PublicKey } from './sm2.ts'
import { SM3_BYTES } from './sm3.ts'

const KEY_SET_FORMAT = 'fadu-key-set/1'
const KEK_FORMAT = 'fadu-kek/1'
const SIGNING_FORMAT = 'fadu-signing/1'

type Body = Readonly<Record<string, unknown>>

/** Said with a fault and nothing else: the text that was refused may hold keys. */
export class KeyFileRefused extends Error {
  readonly fault: KeyFileFault

  constructor(fault: KeyFileFault) {
    super(fault)
    this.fault = fault
  }
}

/** The file of the key set: everything but the keys added later. */
export function keySetText(keys: KeySet): string {
  const body = {
    kek: base64(keys.keks[0]!),
    rootSecret: base64(keys.rootSecret),
    ...signingBody(keys.signing[0]!),
  }
  return fileText(KEY_SET_FORMAT, body, keys.rootSecret)
}

/** The file of a KEK added later. */
export function kekText(rootSecret: Uint8Array, version: number, raw: Uint8Array): string {
  return fileText(KEK_FORMAT, { version, kek: base64(raw) }, rootSecret)
}

/** The file of signing keys added later. */
export function signingText(rootSecret: Uint8Array, version: number, keys: SigningKeys): string {
  return fileText(SIGNING_FORMAT, { version, ...signingBody(keys) }, rootSecret)
}

/** @throws {KeyFileRefused} */
export function parseKeySet(text: string): KeySet {
  const file = parseFile(text, KEY_SET_FORMAT)
  const rootSecret = bytesOf(file.body, 'rootSecret', HIERARCHY_KEY_BYTES)
  requireMac(file, rootSecret)
  const keys: KeySet = {
    keks: [bytesOf(file.body, 'kek', HIERARCHY_KEY_BYTES)],
    rootSecret,
    signing: [signingOf(file.body)],
  }
  return keys
}

/** @throws {KeyFileRefused} also when the file belongs to another store or is of another version. */
export function parseKek(text: string, rootSecret: Uint8Array, version: number): Uint8Array {
  const file = parseFile(text, KEK_FORMAT)
  requireMac(file, rootSecret)
  if (file.body['version'] !== version) throw new KeyFileRefused('versions')
  return bytesOf(file.body, 'kek', HIERARCHY_KEY_BYTES)
}

/** @throws {KeyFileRefused} as `parseKek`. */
export function parseSigning(text: string, rootSecret: Uint8Array, version: number): SigningKeys {
  const file = parseFile(text, SIGNING_FORMAT)
  requireMac(file, rootSecret)
  if (file.body['version'] !== version) throw new KeyFileRefused('versions')
  return signingOf(file.body)
}

function signingBody({ sm2PrivateKey, ed25519PrivateKey }: SigningKeys): Body {
  return { sm2PrivateKey: base64(sm2PrivateKey), ed25519PrivateKey: base64(ed25519PrivateKey) }
}

function signingOf(body: Body): SigningKeys {
  const keys: SigningKeys = {
    sm2PrivateKey: bytesOf(body, 'sm2PrivateKey', SM2_SCALAR_BYTES),
    ed25519PrivateKey: bytesOf(body, 'ed25519PrivateKey', ED25519_KEY_BYTES),
  }
  requireUsable(keys)
  return keys
}

interface KeyFile {
  readonly format: string
  readonly body: Body
  readonly mac: Uint8Array
}

function parseFile(text: string, format: string): KeyFile {
  const file = parseJson(text)
  if (!isObject(file) || file['format'] !== format) throw new KeyFileRefused('format')
  const body = file['body']
  if (!isObject(body)) throw new KeyFileRefused('shape')
  return { format, body, mac: bytesOf(file, 'mac', SM3_BYTES) }
}

/** The parser's own error is not passed on: it quotes the text around the fault. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KeyFileRefused('not-json')
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bytesOf(from: Body, field: string, length: number): Uint8Array {
  const text = from[field]
  if (typeof text !== 'string') throw new KeyFileRefused('shape')
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  if (bytes.length !== length || base64(bytes) !== text) throw new KeyFileRefused('shape')
  return bytes
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function fileText(format: string, body: Body, rootSecret: Uint8Array): string {
  const mac = base64(macOf(format, body, rootSecret))
  return `${JSON.stringify({ format, body, mac }, null, 2)}\n`
}

/** Over what was parsed and will be used, written out again in the order it came in; layout does not matter. */
function macOf(format: string, body: Body, rootSecret: Uint8Array): Uint8Array {
  const key = deriveKey(rootSecret, 'key-file', SM3_BYTES)
  return hmacSm3(key, Buffer.from(`${format}\0${JSON.stringify(body)}`, 'utf8'))
}

function requireMac(file: KeyFile, rootSecret: Uint8Array): void {
  if (!timingSafeEqual(macOf(file.format, file.body, rootSecret), file.mac)) throw new KeyFileRefused('mac')
}

function requireUsable(keys: SigningKeys): void {
  try {
    sm2PublicKey(keys.sm2PrivateKey)
    createEd25519Signer(keys.ed25519PrivateKey)
  } catch {
    throw new KeyFileRefused('shape')
  }
}
