import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { sql } from 'kysely'
import { envelopeKeyVersion, openFileKeyStore } from '@fadu/smcrypto'
import { openDatabase, type Tx } from '../../../apps/server/src/platform/db/open-database.ts'
import { createDatasetStore } from '../../../apps/server/src/platform/release/dataset-store.ts'

/** What a server that was killed left in its database. */
export interface LeftBehind {
  /** Name by number of everybody who is current. */
  readonly current: ReadonlyMap<string, string>
  /** What was under way. */
  readonly underWay: 'nothing' | 'aggregation' | 'rotation' | 'both'
  /** A rotation had sealed some rows anew and not yet all. */
  readonly isMidway: boolean
}

/**
 * Looks at every row of a dataset, as no interface shows it, and expects that it is whole: of each batch all rows or none,
 * each opens under a version of the key that is there, and is indexed under that version.
 */
export async function lookAtRows(
  p: { readonly url: string | undefined; readonly dataFolder: string },
  dataset: string,
): Promise<LeftBehind> {
  // It reads every row, beside a server that starts.
  const { db, close } = await openDatabase({ ...p, patience: { statementTimeoutMs: 300_000 } })
  try {
    const keyStore = await openFileKeyStore(join(p.dataFolder, 'keys'), { create: false })
    const datasets = createDatasetStore({ keyStore })
    // One snapshot: sessions of a killed server may end a little later than it.
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) => lookAt(tx, datasets, dataset))
  } finally {
    await close()
  }
}

/** Expects that no file of a batch is left when its job has ended. */
export async function expectNothingLiesAbout(dataFolder: string): Promise<void> {
  expect(await readdir(join(dataFolder, 'spool')).catch(() => [])).toEqual([])
  expect((await readdir(join(dataFolder, 'uploads'))).filter((name) => name.endsWith('.part'))).toEqual([])
}

/** A copy of an embedded database, to be looked at: what a killed server left is recovered by the next server alone. */
export async function copyOf(dataFolder: string): Promise<{ readonly dataFolder: string; remove(): Promise<void> }> {
  const copy = await mkdtemp(join(tmpdir(), 'fadu-crash-'))
  for (const part of ['pglite', 'keys']) await cp(join(dataFolder, part), join(copy, part), { recursive: true })
  return { dataFolder: copy, remove: () => rm(copy, { recursive: true, force: true }) }
}

interface StoredRow {
  readonly batch: number
  readonly line: number
  readonly superseded: number | null
  readonly sealed: Uint8Array
  readonly bx: Uint8Array
}

async function lookAt(tx: Tx, datasets: ReturnType<typeof createDatasetStore>, code: string): Promise<LeftBehind> {
  const dataset = (await datasets.byCode(tx, code))!
  const keyring = await datasets.keyringOf(tx, dataset)
  const batches = await tx
    .selectFrom('batch')
    .select(['number', 'stored', 'job_id'])
    .where('dataset_id', '=', dataset.id)
    .where('stored', '>', 0)
    .orderBy('number')
    .execute()
  const { rows } = await sql<StoredRow>`select batch, line, superseded_by_batch as superseded, sealed,
    bx_resident_id as bx from ${sql.table(dataset.table)}`.execute(tx)

  const counted = new Map<number, number>()
  const current = new Map<string, string>()
  const wrong: string[] = []
  let doubled = 0
  for (const row of rows) {
    counted.set(row.batch, (counted.get(row.batch) ?? 0) + 1)
    const rowId = `${row.batch}:${row.line}`
    const envelope = new Uint8Array(row.sealed)
    // Throws for a row that does not open.
    const values = JSON.parse(Buffer.from(keyring.open(rowId, envelope)).toString('utf8')) as Record<string, string>
    const { resident_id: id = '', name = '' } = values
    const version = envelopeKeyVersion(envelope)
    const index = keyring.versions
      .find((k) => k.sealer.keyVersion === version)!
      .indexer('resident_id')
      .index(id)
    if (!Buffer.from(index).equals(Buffer.from(row.bx))) wrong.push(rowId)
    if (row.superseded !== null) continue
    if (current.has(id)) doubled++
    current.set(id, name)
  }
  expect(wrong, 'rows indexed under another key than they are sealed under').toEqual([])
  expect([...counted].toSorted(([a], [b]) => a - b)).toEqual(batches.map((b) => [b.number, b.stored]))
  expect(doubled).toBe(0)
  expect(current.size).toBe(dataset.rowCount)
  const jobs = batches.flatMap((b) => (b.job_id === null ? [] : [b.job_id]))
  expect(new Set(jobs).size).toBe(jobs.length)
  const stored = await tx.selectFrom('aggregation_job').select('id').where('state', '=', 'stored').execute()
  expect(stored.map((j) => j.id).toSorted()).toEqual(jobs.toSorted())
  return { current, ...(await underWay(tx, dataset.id)) }
}

async function underWay(tx: Tx, datasetId: string): Promise<Pick<LeftBehind, 'underWay' | 'isMidway'>> {
  const job = await tx
    .selectFrom('aggregation_job')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  const rotation = await tx
    .selectFrom('key_rotation')
    .select('resealed')
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  const isMidway = rotation !== undefined && Number(rotation.resealed) > 0
  if (job !== undefined && rotation !== undefined) return { underWay: 'both', isMidway }
  return { underWay: job !== undefined ? 'aggregation' : rotation !== undefined ? 'rotation' : 'nothing', isMidway }
}
