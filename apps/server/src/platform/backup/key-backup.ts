import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { decodeUtf8, encodeUtf8, toHex } from '@fadu/audit-log'
import {
  areSignedByTheirKeys,
  checkSplitBackup,
  copySplit,
  KeyStoreError,
  openFileKeyStore,
  parseKeySignatures,
  readKeyCustody,
  restoreSplitBackup,
  sealKeysForCustodians,
  signByLogKeys,
  sm3,
  type KeyShare,
  type KeySignature,
  type SplitHead,
} from '@fadu/smcrypto'
import { openByPassphrase, sealByPassphrase, sealedByPassphrase } from '../keys/passphrase-seal.ts'
import { BackupError } from './backup-fault.ts'
import { syncFolder, writeFlushed } from './durable-files.ts'

const format = 'fadu/keys/2'
/** Without signatures, and from before there were versions of signing keys; still restored. */
const earlierFormat = 'fadu/keys/1'
const text = z.string()

const sealedKeys = z.strictObject({
  format: z.enum([earlierFormat, format]),
  /** Of the key store: whose keys these are. */
  fingerprint: text,
  /** Newest key-encryption key, and newest signing keys, in it. */
  kek: z.number().int().positive(),
  signing: z.number().int().positive().default(1),
  ...sealedByPassphrase,
  /** By the signing keys that are in it. */
  signatures: z.unknown().optional(),
})
type SealedKeys = z.infer<typeof sealedKeys>

const keyFiles = z.record(z.string().regex(/^(key-set|(kek|signing)-[1-9]\d*)\.json$/), z.string())

export interface KeysKept {
  readonly fingerprint: string
  readonly kek: number
  readonly signing: number
  /** Of a backup that custodians open. */
  readonly custodians?: { readonly threshold: number; readonly names: readonly string[]; readonly keyId: string }
}

/** What is seen of a backup of keys without opening it. */
export interface KeysChecked extends KeysKept {
  /** Public keys of the signatures, hexadecimal; none when a signature does not fit. */
  readonly signedBy: readonly Pick<KeySignature, 'algorithm' | 'publicKey'>[]
}

/**
 * Seals the key folder of an installation by a passphrase into one file, to be kept apart from the backups.
 *
 * @throws {BackupError} `KEY_BACKUP_PASSPHRASE_SHORT`, `KEY_BACKUP_EXISTS`; {KeyStoreError} `KEYSTORE_LOCKED` of split keys
 */
export async function backUpKeys(keysFolder: string, path: string, passphrase: string): Promise<KeysKept> {
  const store = await openFileKeyStore(keysFolder, { create: false })
  const about = {
    fingerprint: await store.fingerprint(),
    kek: (await store.kek()).version,
    signing: await store.signingVersions(),
  }
  const names = (await readdir(keysFolder)).filter((name) => keyFiles.safeParse({ [name]: '' }).success)
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(keysFolder, name), 'utf8')] as const)),
  )
  const sealed = await sealByPassphrase(encodeUtf8(JSON.stringify(files)), bindingOf(about.fingerprint), passphrase)
  const kept = { format, ...about, ...sealed } as const
  const signatures = await signByLogKeys(store, signedBytes(kept))
  await writeNew(path, `${JSON.stringify({ ...kept, signatures }, null, 2)}\n`)
  return about
}

/**
 * Seals the keys so that some of several custodians open them. Keys that are split already are copied as they are: their
 * custodians open the copy.
 *
 * @param sharing - For keys in the clear: how they are to be split in the backup.
 * @returns The new shares; none for a copy.
 * @throws {BackupError} `KEY_BACKUP_EXISTS`; {KeyStoreError}, {SmcryptoError} `SHARING_INVALID`
 */
export async function backUpKeysForCustodians(
  keysFolder: string,
  path: string,
  sharing: { readonly threshold: number; readonly custodians: readonly string[] } | undefined,
): Promise<{ readonly kept: KeysKept; readonly shares: readonly KeyShare[] }> {
  const { split } = await readKeyCustody(keysFolder)
  if (split !== undefined) {
    const { text, head } = await copySplit(split)
    await writeNew(path, text)
    return { kept: keptOf(head), shares: [] }
  }
  if (sharing === undefined) throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path: keysFolder })
  const { text, head, shares } = await sealKeysForCustodians(keysFolder, sharing, undefined)
  await writeNew(path, text)
  return { kept: keptOf(head), shares }
}

/** Looks at a backup of keys without opening it. @throws {BackupError} `KEY_BACKUP_INVALID`; {KeyStoreError} */
export async function checkKeyBackup(path: string): Promise<KeysChecked> {
  const text = await readFile(path, 'utf8')
  if (isSplitBackup(text)) {
    const { head, signedBy } = checkSplitBackup(path, text)
    return { ...keptOf(head), signedBy: signedBy.map(keyOf) }
  }
  const kept = parseSealed(path, text)
  const { fingerprint, kek, signing } = kept
  const signatures = parseKeySignatures(kept.signatures) ?? []
  const signedBy = areSignedByTheirKeys(signedBytes(kept), signatures) ? signatures.map(keyOf) : []
  return { fingerprint, kek, signing, signedBy }
}

/**
 * Puts the keys of a file back where there are none. They are there whole or not at all, and opened before they are believed;
 * those that custodians open are believed by their signatures and stay locked.
 *
 * @param passphrase - Asked for where one opens the file.
 * @throws {BackupError} `KEY_BACKUP_INVALID`, `KEY_BACKUP_EXISTS`; {KeyStoreError}
 */
export async function restoreKeys(
  path: string,
  keysFolder: string,
  passphrase: () => Promise<string>,
): Promise<KeysKept> {
  const text = await readFile(path, 'utf8')
  const there = await readdir(keysFolder).catch(() => [])
  if (there.length > 0) throw new BackupError({ code: 'KEY_BACKUP_EXISTS', path: keysFolder })
  if (isSplitBackup(text)) return keptOf(await restoreSplitBackup(path, text, keysFolder))
  const kept = parseSealed(path, text)
  const files = await openSealed(path, kept, await passphrase())
  const restoring = `${keysFolder}.restoring`
  await rm(restoring, { recursive: true, force: true })
  await mkdir(restoring, { recursive: true, mode: 0o700 })
  await chmod(restoring, 0o700)
  try {
    for (const [name, text] of Object.entries(files)) await writeFlushed(join(restoring, name), text)
    const store = await openFileKeyStore(restoring, { create: false })
    if ((await store.fingerprint()) !== kept.fingerprint) {
      throw new BackupError({ code: 'KEY_BACKUP_INVALID', path, fault: 'format' })
    }
    await syncFolder(restoring)
    await rm(keysFolder, { recursive: true, force: true })
    await rename(restoring, keysFolder)
    await syncFolder(dirname(keysFolder))
    const { fingerprint } = kept
    return { fingerprint, kek: (await store.kek()).version, signing: await store.signingVersions() }
  } finally {
    await rm(restoring, { recursive: true, force: true })
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFlushed(path, text)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new BackupError({ code: 'KEY_BACKUP_EXISTS', path }, { cause })
  }
}

function isSplitBackup(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"fadu-split-keys\//.test(text)
}

function parseSealed(path: string, text: string): SealedKeys {
  try {
    return sealedKeys.parse(JSON.parse(text))
  } catch (cause) {
    throw new BackupError({ code: 'KEY_BACKUP_INVALID', path, fault: 'format' }, { cause })
  }
}

async function openSealed(path: string, kept: SealedKeys, passphrase: string): Promise<z.infer<typeof keyFiles>> {
  const opened = await openByPassphrase(path, kept, bindingOf(kept.fingerprint), passphrase)
  return keyFiles.parse(JSON.parse(decodeUtf8(opened)))
}

/** All of the file but its layout. */
function signedBytes({
  fingerprint,
  kek,
  signing,
  derivation,
  sealed,
}: Omit<SealedKeys, 'format' | 'signatures'>): Uint8Array {
  const { salt, memoryKiB, passes, lanes } = derivation
  const said = [fingerprint, kek, signing, salt, memoryKiB, passes, lanes, toHex(sm3(encodeUtf8(sealed)))]
  return encodeUtf8(`${format}\n${JSON.stringify(said)}\n`)
}

function keptOf({ fingerprint, kek, signing, threshold, custodians, keyId }: SplitHead): KeysKept {
  return { fingerprint, kek, signing, custodians: { threshold, names: custodians.map(({ name }) => name), keyId } }
}

function keyOf({ algorithm, publicKey }: KeySignature): Pick<KeySignature, 'algorithm' | 'publicKey'> {
  return { algorithm, publicKey }
}

function bindingOf(fingerprint: string) {
  return { keyId: `keys/${fingerprint}`, purpose: 'key-backup' }
}
