import { randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { fromBase64, toBase64 } from '@fadu/audit-log'
import { createKek, unwrapKey, WrappedKeyTampered, wrapKey, type Kek, type KeyBinding } from '@fadu/smcrypto'
import { BackupError } from '../backup/backup-fault.ts'

/** A passphrase is guessed offline by whoever has the file. */
export const leastPassphrase = 12
/** argon2id, RFC 9106's second recommended setting: 64 MiB, three passes, four lanes. */
const derivation = { memoryKiB: 64 * 1024, passes: 3, lanes: 4 } as const
/** Bounds of what is read: a file cannot make whoever opens it run out of memory. */
const mostMemoryKiB = 1024 * 1024

/** Something sealed by a passphrase, as it stands in a file. */
export const sealedByPassphrase = {
  derivation: z.strictObject({
    algorithm: z.literal('argon2id'),
    salt: z.base64(),
    memoryKiB: z.number().int().min(8).max(mostMemoryKiB),
    passes: z.number().int().min(1).max(100),
    lanes: z.number().int().min(1).max(64),
  }),
  /** An envelope of SM4-CTR and HMAC-SM3 under the derived key, as a wrapped key is. */
  sealed: z.base64(),
} as const

export type SealedByPassphrase = {
  readonly [Field in keyof typeof sealedByPassphrase]: z.infer<(typeof sealedByPassphrase)[Field]>
}

/** @throws {BackupError} `KEY_BACKUP_PASSPHRASE_SHORT` */
export async function sealByPassphrase(
  bytes: Uint8Array,
  binding: KeyBinding,
  passphrase: string,
): Promise<SealedByPassphrase> {
  if ([...passphrase].length < leastPassphrase) {
    throw new BackupError({ code: 'KEY_BACKUP_PASSPHRASE_SHORT', least: leastPassphrase })
  }
  const how = { algorithm: 'argon2id', salt: toBase64(randomBytes(16)), ...derivation } as const
  return { derivation: how, sealed: toBase64(wrapKey(await deriveKey(passphrase, how), binding, bytes)) }
}

/**
 * A wrong passphrase and an altered file are one and the same to whoever tries: the tag does not fit.
 *
 * @param path - Of the file, for what is said of a fault.
 * @throws {BackupError} `KEY_BACKUP_INVALID`
 */
export async function openByPassphrase(
  path: string,
  { derivation: how, sealed }: SealedByPassphrase,
  binding: KeyBinding,
  passphrase: string,
): Promise<Uint8Array> {
  try {
    return unwrapKey(await deriveKey(passphrase, how), binding, fromBase64(sealed))
  } catch (cause) {
    if (!(cause instanceof WrappedKeyTampered)) throw cause
    throw new BackupError({ code: 'KEY_BACKUP_INVALID', path, fault: 'passphrase' }, { cause })
  }
}

async function deriveKey(passphrase: string, how: SealedByPassphrase['derivation']): Promise<Kek> {
  // The library derives by argon2id unless it is told otherwise.
  const raw = await hashRaw(passphrase.normalize('NFC'), {
    salt: fromBase64(how.salt),
    memoryCost: how.memoryKiB,
    timeCost: how.passes,
    parallelism: how.lanes,
    outputLen: 32,
  })
  const key = createKek(raw, 1)
  raw.fill(0)
  return key
}
