// Keys split among custodians: the key files sealed under a master key that is nowhere, of which each custodian has a share.
//
// In force is the clear key set where there is one, else the splitting that was confirmed. A new splitting lies beside it
// until as many of its shares as are needed have opened it: no key is lost because a sheet of paper was.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { detached, toHex } from './bytes.ts'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { KeyStoreError, SmcryptoError } from './errors.ts'
import { newKek, newSigningKeys, readClearFiles } from './file-key-store.ts'
import { KEY_SET_FILE, keySetOf, later, type KeyFiles } from './key-files.ts'
import { KEY_ID_BYTES, parseShare, shareTag, type KeyShare } from './key-share.ts'
import { areSignedByTheirKeys, type KeySignature } from './key-signature.ts'
import { keyStoreOf } from './key-store.ts'
import type { KeySet, KeyStore } from './key-store.ts'
import { makePrivateDir, namesIn, publish, readPrivateFile, removeFiles, requirePrivateDir } from './private-folder.ts'
import { joinShares, splitSecret } from './shamir.ts'
import {
  generationOf,
  isCustodianName,
  isSplitFile,
  openSplitFile,
  parseSplitFile,
  sealSplitFile,
  signedBytes,
  splitFileName,
  type SplitFile,
  type SplitHead,
} from './split-file.ts'

/** Of all keys together: each that was ever added is in it. */
const MOST_BYTES = 16 * 1024 * 1024

/** A splitting that is in a folder. */
export interface SplitKeys extends SplitHead {
  readonly path: string
  readonly generation: number
}

/** How the keys of a folder are kept. */
export interface KeyCustody {
  /** Whether the keys are in the clear. */
  readonly isClear: boolean
  /** The splitting in force; none while the keys are in the clear. */
  readonly split: SplitKeys | undefined
  /** A newer one whose shares have not opened it yet. */
  readonly pending: SplitKeys | undefined
}

/** @throws {KeyStoreError} as `openFileKeyStore` */
export async function readKeyCustody(dir: string): Promise<KeyCustody> {
  await requirePrivateDir(dir)
  const names = await namesIn(dir)
  const isClear = names.includes(KEY_SET_FILE)
  const splits: SplitKeys[] = []
  for (const name of names.filter(isSplitFile)) splits.push(splitOf(dir, name, await readSplit(dir, name)))
  splits.sort((a, b) => a.generation - b.generation)
  const [oldest] = splits
  const newest = splits.at(-1)
  if (isClear || oldest === undefined) return { isClear, split: undefined, pending: newest }
  // A key added later makes a file of the same splitting: the newest of them counts.
  const split = splits.findLast((one) => one.keyId === oldest.keyId)!
  return { isClear, split, pending: newest!.keyId === split.keyId ? undefined : newest }
}

/**
 * Reads a share and tells whether it is one of this splitting.
 *
 * @throws {SmcryptoError} `SHARE_MALFORMED`; `SHARE_FOREIGN` of another splitting; `SHARE_WRONG` says it is of this one and is not.
 */
export function recogniseShare(split: SplitHead, text: string): KeyShare {
  const share = parseShare(text)
  const { keyId, index, threshold } = share
  if (keyId !== split.keyId) throw new SmcryptoError({ code: 'SHARE_FOREIGN', keyId, expected: split.keyId })
  const custodian = split.custodians[index - 1]
  const isRight =
    custodian !== undefined &&
    threshold === split.threshold &&
    timingSafeEqual(shareTag(share), Buffer.from(custodian.tag, 'hex'))
  if (!isRight) throw new SmcryptoError({ code: 'SHARE_WRONG', index })
  return share
}

/**
 * The master key of shares that were recognised. Secret; overwrite it when it is not needed any more.
 *
 * @throws {SmcryptoError} `SHARES_TOO_FEW`
 */
export function masterKeyOf(split: SplitHead, shares: readonly KeyShare[]): Uint8Array {
  const distinct = [...new Map(shares.map((share) => [share.index, share])).values()]
  const { threshold: needed } = split
  if (distinct.length < needed) throw new SmcryptoError({ code: 'SHARES_TOO_FEW', given: distinct.length, needed })
  return joinShares(distinct.slice(0, needed))
}

/** Opens a splitting of the folder. @throws {KeyStoreError} `KEYSTORE_CORRUPT` */
export async function openSplitKeyStore(dir: string, split: SplitKeys, master: Uint8Array): Promise<KeyStore> {
  return keyStoreOf(await readSplitKeySet(dir, split, master))
}

/**
 * Splits the keys of a folder among custodians, anew when they are split already: under a new master key, so that earlier
 * shares do not open the new file. It counts once `confirmSplit` has been given enough of its shares.
 *
 * @param master - Of the splitting in force; undefined where the keys are in the clear.
 * @returns The splitting and its shares, by custodian. The shares are nowhere else.
 * @throws {SmcryptoError} `SHARING_INVALID`; {KeyStoreError} also `KEYSTORE_LOCKED` without the master key
 */
export async function splitFileKeys(
  dir: string,
  sharing: { readonly threshold: number; readonly custodians: readonly string[] },
  master: Uint8Array | undefined,
): Promise<{ readonly split: SplitKeys; readonly shares: readonly KeyShare[] }> {
  requireCustodians(sharing.custodians)
  const { files, keys } = await filesInForce(dir, master)
  const made = await sealForCustodians(files, keys, sharing)
  const generation = (await newestGeneration(dir)) + 1
  await publish(dir, splitFileName(generation), made.text)
  return { split: { ...made.head, generation, path: join(dir, splitFileName(generation)) }, shares: made.shares }
}

/** A backup of split keys, as it is written to a file of its own. */
export interface SplitBackup {
  readonly text: string
  readonly head: SplitHead
}

/**
 * Seals the keys of a folder for custodians of a backup, under a master key of its own.
 *
 * @param master - As for `splitFileKeys`.
 */
export async function sealKeysForCustodians(
  dir: string,
  sharing: { readonly threshold: number; readonly custodians: readonly string[] },
  master: Uint8Array | undefined,
): Promise<SplitBackup & { readonly shares: readonly KeyShare[] }> {
  const { files, keys } = await filesInForce(dir, master)
  return sealForCustodians(files, keys, sharing)
}

/** The file of the splitting in force, to be kept elsewhere: its custodians open it. */
export async function copySplit(split: SplitKeys): Promise<SplitBackup> {
  const text = await readPrivateFile(split.path, MOST_BYTES)
  return { text, head: parseSplitFile(split.path, text).head }
}

/**
 * Reads a backup of split keys without opening it.
 *
 * @returns Its head, and by which keys it is signed; none when a signature does not fit.
 * @throws {KeyStoreError} `KEYSTORE_CORRUPT`
 */
export function checkSplitBackup(
  path: string,
  text: string,
): { readonly head: SplitHead; readonly signedBy: readonly KeySignature[] } {
  const file = parseSplitFile(path, text)
  const isSigned = areSignedByTheirKeys(signedBytes(file), file.signatures)
  return { head: file.head, signedBy: isSigned ? file.signatures : [] }
}

/**
 * Puts a backup of split keys where there are none; they are locked until its custodians open them.
 *
 * @throws {KeyStoreError} `KEYSTORE_CORRUPT`, also when its signatures do not fit; `KEYSTORE_EXISTS`
 */
export async function restoreSplitBackup(path: string, text: string, dir: string): Promise<SplitHead> {
  const { head, signedBy } = checkSplitBackup(path, text)
  if (signedBy.length === 0) throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault: 'mac' })
  await makePrivateDir(dir)
  const [found] = await namesIn(dir)
  if (found !== undefined) throw new KeyStoreError({ code: 'KEYSTORE_EXISTS', path: join(dir, found) })
  await publish(dir, splitFileName(1), text)
  return head
}

async function sealForCustodians(
  files: KeyFiles,
  keys: KeySet,
  { threshold, custodians }: { readonly threshold: number; readonly custodians: readonly string[] },
): Promise<{ readonly text: string; readonly head: SplitHead; readonly shares: readonly KeyShare[] }> {
  requireCustodians(custodians)
  const master = detached(randomBytes(HIERARCHY_KEY_BYTES))
  const keyId = toHex(randomBytes(KEY_ID_BYTES))
  const points = splitSecret(master, { threshold, shares: custodians.length })
  const shares = points.map(({ index, value }) => ({ keyId, threshold, index, value }))
  const head: SplitHead = {
    ...(await aboutKeys(keys)),
    keyId,
    threshold,
    custodians: shares.map((share, i) => ({ name: custodians[i]!, tag: toHex(shareTag(share)) })),
  }
  const text = await sealSplitFile(head, files, keys, master)
  master.fill(0)
  return { text, head, shares }
}

/**
 * Puts the newest splitting in force, once enough of its shares have opened it and it holds what is in force now; then clear
 * keys and earlier splittings are removed. Done again, it finishes what was broken off.
 *
 * @throws {SmcryptoError} `SHARES_TOO_FEW`; {KeyStoreError} `KEYSTORE_MISSING` nothing was split, `KEYSTORE_SPLIT_STALE` a key
 *   was added since: split again
 */
export async function confirmSplit(dir: string, shares: readonly KeyShare[]): Promise<SplitKeys> {
  const custody = await readKeyCustody(dir)
  const newest = custody.pending ?? custody.split
  if (newest === undefined) throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path: join(dir, splitFileName(1)) })
  const master = masterKeyOf(newest, shares)
  const opened = await aboutKeys(await readSplitKeySet(dir, newest, master))
  master.fill(0)
  const inForce = custody.isClear
    ? await aboutKeys(keySetOf(dir, await readClearFiles(dir)))
    : (custody.split ?? newest)
  const isSame = [inForce, newest].every(
    (one) => one.fingerprint === opened.fingerprint && one.kek === opened.kek && one.signing === opened.signing,
  )
  if (!isSame) throw new KeyStoreError({ code: 'KEYSTORE_SPLIT_STALE', path: newest.path })
  const names = await namesIn(dir)
  const earlier = names.filter((name) => isSplitFile(name) && generationOf(name) < newest.generation)
  // Earlier splittings first and the key set before what was added to it: broken off anywhere, what is in force is whole.
  await removeFiles(dir, [...earlier, ...names.filter((name) => name === KEY_SET_FILE), ...names.filter(later)])
  return newest
}

/** Adds a KEK version, or one of the signing keys, to a split key store; custodians keep their shares. */
export async function addToSplit(dir: string, what: 'kek' | 'signing', master: Uint8Array): Promise<KeyStore> {
  const { split } = await readKeyCustody(dir)
  if (split === undefined) throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path: join(dir, splitFileName(1)) })
  const { files, keys } = await filesInForce(dir, master)
  const all = new Map([...files, what === 'kek' ? newKek(keys) : newSigningKeys(keys)])
  const grown = keySetOf(split.path, all)
  const { path: _, generation: __, ...head } = split
  const text = await sealSplitFile({ ...head, ...(await aboutKeys(grown)) }, all, grown, master)
  await publish(dir, splitFileName((await newestGeneration(dir)) + 1), text)
  await removeFiles(dir, [splitFileName(split.generation)])
  return keyStoreOf(grown)
}

async function filesInForce(
  dir: string,
  master: Uint8Array | undefined,
): Promise<{ readonly files: KeyFiles; readonly keys: KeySet }> {
  const { split } = await readKeyCustody(dir)
  if (split === undefined || master === undefined) {
    const files = await readClearFiles(dir)
    return { files, keys: keySetOf(dir, files) }
  }
  const file = await readSplit(dir, splitFileName(split.generation))
  const files = openSplitFile(split.path, file, master)
  return { files, keys: keySetOf(split.path, files) }
}

async function readSplitKeySet(dir: string, split: SplitKeys, master: Uint8Array): Promise<KeySet> {
  const file = await readSplit(dir, splitFileName(split.generation))
  return keySetOf(split.path, openSplitFile(split.path, file, master))
}

async function readSplit(dir: string, name: string): Promise<SplitFile> {
  const path = join(dir, name)
  return parseSplitFile(path, await readPrivateFile(path, MOST_BYTES))
}

function splitOf(dir: string, name: string, { head }: SplitFile): SplitKeys {
  return { ...head, generation: generationOf(name), path: join(dir, name) }
}

async function newestGeneration(dir: string): Promise<number> {
  return Math.max(0, ...(await namesIn(dir)).map(generationOf))
}

async function aboutKeys(keys: KeySet): Promise<Pick<SplitHead, 'fingerprint' | 'kek' | 'signing'>> {
  return { fingerprint: await keyStoreOf(keys).fingerprint(), kek: keys.keks.length, signing: keys.signing.length }
}

function requireCustodians(custodians: readonly string[]): void {
  const isList = custodians.every(isCustodianName) && new Set(custodians).size === custodians.length
  if (!isList) throw new SmcryptoError({ code: 'SHARING_INVALID', reason: 'custodians' })
}
