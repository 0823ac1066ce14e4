import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { decodeUtf8, encodeUtf8 } from '@fadu/audit-log'
import { parseShare, shareText, type KeyShare } from '@fadu/smcrypto'
import { BackupError } from '../backup/backup-fault.ts'
import { writeFlushed } from '../backup/durable-files.ts'
import { openByPassphrase, sealByPassphrase, sealedByPassphrase } from './passphrase-seal.ts'

const format = 'fadu/share/1'

const sealedShare = z.strictObject({
  format: z.literal(format),
  /** Which splitting, and whose share: what its file is named for, so that it is found again. */
  keyId: z.string(),
  index: z.number().int().positive(),
  custodian: z.string(),
  ...sealedByPassphrase,
})

/**
 * Writes a custodian's share, sealed by their own passphrase.
 *
 * @throws {BackupError} `KEY_BACKUP_PASSPHRASE_SHORT`, `KEY_BACKUP_EXISTS`
 */
export async function writeShareFile(
  path: string,
  share: KeyShare,
  custodian: string,
  passphrase: string,
): Promise<void> {
  const { keyId, index } = share
  const sealed = await sealByPassphrase(encodeUtf8(shareText(share)), bindingOf(share), passphrase)
  try {
    await writeFlushed(path, `${JSON.stringify({ format, keyId, index, custodian, ...sealed }, null, 2)}\n`)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new BackupError({ code: 'KEY_BACKUP_EXISTS', path }, { cause })
  }
}

/**
 * Words of the share of a file: sealed, or typed off a sheet.
 *
 * @param passphrase - Asked for where the file is sealed.
 * @throws {BackupError} `KEY_BACKUP_INVALID`
 */
export async function readShareFile(path: string, passphrase: (custodian: string) => Promise<string>): Promise<string> {
  const text = await readFile(path, 'utf8')
  if (!text.trimStart().startsWith('{')) return text
  const sealed = parseSealedShare(path, text)
  return decodeUtf8(await openByPassphrase(path, sealed, bindingOf(sealed), await passphrase(sealed.custodian)))
}

/** The same, read. @throws {SmcryptoError} `SHARE_MALFORMED` */
export async function readShare(path: string, passphrase: (custodian: string) => Promise<string>): Promise<KeyShare> {
  return parseShare(await readShareFile(path, passphrase))
}

function parseSealedShare(path: string, text: string): z.infer<typeof sealedShare> {
  try {
    return sealedShare.parse(JSON.parse(text))
  } catch (cause) {
    throw new BackupError({ code: 'KEY_BACKUP_INVALID', path, fault: 'format' }, { cause })
  }
}

function bindingOf({ keyId, index }: Pick<KeyShare, 'keyId' | 'index'>) {
  return { keyId: `share/${keyId}/${index}`, purpose: 'key-share' }
}
