import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { decodeUtf8, toHex, type NoteSigner, type NoteVerifier } from '@fadu/audit-log'
import type { Db, Tx } from '../db/open-database.ts'
import { BackupError } from './backup-fault.ts'
import { syncFolder, writeFlushed } from './durable-files.ts'
import { isSigned, signText } from './manifest.ts'

export const destroyedHeading = 'fadu/destroyed/1'

const list = z.strictObject({
  format: z.literal(destroyedHeading),
  installation: z.uuid(),
  /** Until when, and up to which size of the log, destructions are in it. */
  at: z.iso.datetime(),
  logSize: z.number().int().nonnegative(),
  datasets: z.array(
    z.strictObject({ dataset: z.uuid(), code: z.string(), at: z.iso.datetime(), certificate: z.string() }),
  ),
  /** Places of rows that were deleted for good: never who they were of. */
  rows: z.array(z.tuple([z.uuid(), z.number().int(), z.number().int()])),
})

/** What was destroyed: kept beside the backups, so that a restored one does not bring it back. */
export type DestroyedList = z.infer<typeof list>

/** The text and its signed note, in one file: they cannot part. */
const fileName = 'destroyed.json'

/** What has been destroyed until now, as the database knows it. */
export async function readDestroyed(tx: Db | Tx, now: Date): Promise<DestroyedList> {
  const { id } = await tx.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const { size } = await tx
    .selectFrom('log_checkpoint')
    .select((eb) => eb.fn.max('tree_size').as('size'))
    .executeTakeFirstOrThrow()
  const datasets = await tx
    .selectFrom('dataset as d')
    .leftJoin('destruction as x', 'x.dataset_id', 'd.id')
    .select(['d.id', 'd.code', 'd.custody_at', 'x.certificate_hash'])
    .where('d.custody', '=', 'destroyed')
    .orderBy('d.id')
    .execute()
  const rows = await tx
    .selectFrom('erased_row')
    .select(['dataset_id', 'batch', 'line'])
    .orderBy('dataset_id')
    .orderBy('batch')
    .orderBy('line')
    .execute()
  return {
    format: destroyedHeading,
    installation: id,
    at: now.toISOString(),
    logSize: Number(size ?? 0),
    datasets: datasets.map((d) => ({
      dataset: d.id,
      code: d.code,
      at: (d.custody_at ?? now).toISOString(),
      certificate: d.certificate_hash === null ? '' : toHex(new Uint8Array(d.certificate_hash)),
    })),
    rows: rows.map((r) => [r.dataset_id, r.batch, Number(r.line)]),
  }
}

/** Writes the list beside the backups, in place of the one before. */
export async function writeDestroyed(
  folder: string,
  destroyed: DestroyedList,
  signers: readonly NoteSigner[],
): Promise<void> {
  const { text, note } = await signText(destroyedHeading, destroyed, signers)
  const whole = join(folder, `${fileName}.new`)
  await rm(whole, { force: true })
  await writeFlushed(whole, JSON.stringify({ text, note }))
  await rename(whole, destroyedPath(folder))
  await syncFolder(folder)
}

/**
 * The list beside a backup, or one that was kept elsewhere.
 *
 * @param takenAt - Of the backup: an older list knows less than the backup itself.
 * @throws {BackupError} `BACKUP_DESTROYED_LIST`
 */
export async function openDestroyed(
  path: string,
  p: { readonly installation: string; readonly takenAt: string; readonly verifiers: readonly NoteVerifier[] },
): Promise<DestroyedList> {
  const fail = (fault: 'missing' | 'altered' | 'older'): never => {
    throw new BackupError({ code: 'BACKUP_DESTROYED_LIST', path, fault })
  }
  const text = await readFile(path, 'utf8').catch(() => fail('missing'))
  const found = await parse(text, p.verifiers)
  if (found?.installation !== p.installation) return fail('altered')
  return found.at < p.takenAt ? fail('older') : found
}

/**
 * Of several lists the one that knows most: beside the backups and in data folders lie copies of different age.
 *
 * @param paths - The first need not be there, the others must.
 * @throws {BackupError} `BACKUP_DESTROYED_LIST` of the last one
 */
export async function newestDestroyed(
  [own, ...others]: readonly string[],
  p: Parameters<typeof openDestroyed>[1],
): Promise<DestroyedList> {
  const named = await Promise.all(others.map((path) => openDestroyed(path, p)))
  const beside = await openDestroyed(own!, p).catch((error: unknown) => {
    if (named.length === 0) throw error
    return undefined
  })
  return [...named, ...(beside === undefined ? [] : [beside])].reduce((newest, one) =>
    one.at > newest.at ? one : newest,
  )
}

async function parse(text: string, verifiers: readonly NoteVerifier[]): Promise<DestroyedList | undefined> {
  try {
    const signed = z.strictObject({ text: z.string(), note: z.string() }).parse(JSON.parse(text))
    const bytes = Buffer.from(signed.text)
    if (!(await isSigned(destroyedHeading, bytes, signed.note, verifiers))) return undefined
    return list.parse(JSON.parse(decodeUtf8(bytes)))
  } catch {
    // Whatever it is, it is not such a list.
    return undefined
  }
}

export function destroyedPath(folder: string): string {
  return join(folder, fileName)
}
