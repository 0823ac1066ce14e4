// The file of a split key store, split-N.json: who holds shares of its master key, in the clear, and the key files, sealed
// under the master key and bound to all of the former. N is the generation: a new splitting is a new file (INVARIANT (a key
// file is written once)).
import { createKek, unwrapKey, wrapKey } from './kek.ts'
import type { Kek } from './kek.ts'
import { toHex } from './bytes.ts'
import { KeyStoreError, WrappedKeyTampered } from './errors.ts'
import type { KeyFileFault } from './errors.ts'
import type { KeyFiles } from './key-files.ts'
import { parseKeySignatures, signByLogKeys, type KeySignature } from './key-signature.ts'
import { keyStoreOf } from './key-store.ts'
import type { KeySet } from './key-store.ts'
import { KEY_ID_BYTES } from './key-share.ts'
import { LEAST_THRESHOLD, MOST_SHARES } from './shamir.ts'
import { SM3_BYTES, sm3 } from './sm3.ts'

const FORMAT = 'fadu-split-keys/1'
const NAME = /^split-([1-9][0-9]{0,8})\.json$/
const MOST_NAME = 40

/** What is said of a split key store without opening it. Nothing in it is secret, and nothing is vouched for until it is open. */
export interface SplitHead {
  /** Which splitting this is, 12 hexadecimal digits; its shares name it. */
  readonly keyId: string
  /** Of the key store that is in it. */
  readonly fingerprint: string
  /** Newest key-encryption key and signing keys in it. */
  readonly kek: number
  readonly signing: number
  readonly threshold: number
  /** By index, from 1. */
  readonly custodians: readonly Custodian[]
}

export interface Custodian {
  readonly name: string
  /** By which their share is recognised (`shareTag`), hexadecimal. */
  readonly tag: string
}

export interface SplitFile {
  readonly head: SplitHead
  readonly sealed: Uint8Array
  /** By the signing keys that are in it: that it is what it was can be seen without opening it. */
  readonly signatures: readonly KeySignature[]
}

export function isSplitFile(name: string): boolean {
  return NAME.test(name)
}

export function splitFileName(generation: number): string {
  return `split-${generation}.json`
}

export function generationOf(name: string): number {
  return Number(NAME.exec(name)?.[1] ?? 0)
}

/** A custodian is named as on a list: not empty, no control characters, at most 40 characters. */
export function isCustodianName(name: string): boolean {
  return name !== '' && name === name.trim() && [...name].length <= MOST_NAME && !/\p{Cc}/u.test(name)
}

/** The text of the file. @param keys - Those of the files; they sign it. @param master - 32 bytes. */
export async function sealSplitFile(
  head: SplitHead,
  files: KeyFiles,
  keys: KeySet,
  master: Uint8Array,
): Promise<string> {
  const inside = Buffer.from(JSON.stringify(Object.fromEntries(files)), 'utf8')
  const sealed = wrapKey(kekOf(master), bindingOf(head), inside)
  inside.fill(0)
  const signatures = await signByLogKeys(keyStoreOf(keys), signedBytes({ head, sealed }))
  const file = { format: FORMAT, head, sealed: Buffer.from(sealed).toString('base64'), signatures }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** @throws {KeyStoreError} `KEYSTORE_CORRUPT` when it was sealed under another master key, or anything in it was changed. */
export function openSplitFile(path: string, { head, sealed }: SplitFile, master: Uint8Array): KeyFiles {
  try {
    const inside = unwrapKey(kekOf(master), bindingOf(head), sealed)
    return new Map(Object.entries(JSON.parse(Buffer.from(inside).toString('utf8')) as Record<string, string>))
  } catch (error) {
    if (error instanceof WrappedKeyTampered) throw corrupt(path, 'mac')
    throw error
  }
}

/** @throws {KeyStoreError} `KEYSTORE_CORRUPT` */
export function parseSplitFile(path: string, text: string): SplitFile {
  const file = object(path, parseJson(path, text))
  if (file['format'] !== FORMAT) throw corrupt(path, 'format')
  const head = object(path, file['head'])
  const custodians = head['custodians']
  if (!Array.isArray(custodians)) throw corrupt(path, 'shape')
  const parsed: SplitHead = {
    keyId: matching(path, head['keyId'], hexOf(KEY_ID_BYTES)),
    fingerprint: matching(path, head['fingerprint'], hexOf(16)),
    kek: count(path, head['kek'], 1, 0xffffffff),
    signing: count(path, head['signing'], 1, 0xffffffff),
    threshold: count(path, head['threshold'], LEAST_THRESHOLD, custodians.length),
    custodians: custodians.map((one) => custodian(path, object(path, one))),
  }
  if (custodians.length > MOST_SHARES) throw corrupt(path, 'shape')
  const sealed = matching(path, file['sealed'], /^[A-Za-z0-9+/]+={0,2}$/)
  const signatures = parseKeySignatures(file['signatures'])
  if (signatures === undefined) throw corrupt(path, 'shape')
  return { head: parsed, sealed: new Uint8Array(Buffer.from(sealed, 'base64')), signatures }
}

/** What is signed: all of the file but its layout. */
export function signedBytes({ head, sealed }: Pick<SplitFile, 'head' | 'sealed'>): Uint8Array {
  return Buffer.from(`${FORMAT}\n${bindingOf(head).keyId}\n${toHex(sm3(sealed))}\n`, 'utf8')
}

function custodian(path: string, one: Readonly<Record<string, unknown>>): Custodian {
  const { name } = one
  if (typeof name !== 'string' || !isCustodianName(name)) throw corrupt(path, 'shape')
  return { name, tag: matching(path, one['tag'], hexOf(SM3_BYTES)) }
}

function kekOf(master: Uint8Array): Kek {
  return createKek(master, 1)
}

/** Over what was parsed and will be used, written out in one order; layout does not matter. */
function bindingOf({ keyId, fingerprint, kek, signing, threshold, custodians }: SplitHead) {
  const said = [keyId, fingerprint, kek, signing, threshold, custodians.map(({ name, tag }) => [name, tag])]
  return { keyId: `split/${toHex(sm3(Buffer.from(JSON.stringify(said), 'utf8')))}`, purpose: 'split-keys' }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw corrupt(path, 'not-json')
  }
}

function object(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw corrupt(path, 'shape')
  return value as Record<string, unknown>
}

function matching(path: string, value: unknown, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value)) throw corrupt(path, 'shape')
  return value
}

function count(path: string, value: unknown, least: number, most: number): number {
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) throw corrupt(path, 'shape')
  return Number(value)
}

function hexOf(bytes: number): RegExp {
  return new RegExp(`^[0-9a-f]{${2 * bytes}}$`)
}

function corrupt(path: string, fault: KeyFileFault): KeyStoreError {
  return new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault })
}
