import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { toHex } from '@fadu/audit-log'
import { civilDateOf } from '@fadu/domain'
import type { TableFinding } from '@fadu/privacy'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import { rawConnection } from '../../platform/db/dialect.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { writtenColumns } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, indexEntry, readEntry, type Entry } from '../catalog/index.ts'
import { prepareBatch, type PreparedBatch } from './prepare-batch.ts'

export interface BatchView {
  readonly id: string
  readonly number: number
  readonly fileName: string
  readonly received: number
  readonly stored: number
  readonly quarantined: number
  /** SM3 of the bytes received, hexadecimal. */
  readonly contentHash: string
  readonly at: string
  /** True when these bytes had been stored before and nothing was added. */
  readonly repeated: boolean
}

export interface QuarantineView {
  readonly line: number
  readonly faults: readonly { readonly item: string; readonly fault: string; readonly why?: string }[]
}

export interface FoundDataset {
  readonly dataset: Dataset
  readonly entry: Entry
  readonly facts: ActFacts
}

/** A file read on a layout, under the number its rows are sealed to. */
export interface Prepared {
  readonly batch: PreparedBatch
  readonly number: number
  readonly layoutVersion: number
  /** Version of the key its rows are sealed under. */
  readonly keyVersion: number
}

/** What a batch shows of the entry it belongs to, column by column in the order of the items. */
export interface BatchSample {
  readonly entry: string
  readonly codes: readonly string[]
  readonly found: TableFinding
}

export interface AggregateService {
  /** @param tx - Of an act that is under way. */
  find(code: string, tx?: Tx): Promise<FoundDataset>
  /** Reads, checks and seals a file; nothing is stored yet. */
  prepare(dataset: Dataset, file: AsyncIterable<Uint8Array>): Promise<Prepared>
  store(code: string, prepared: Prepared & { readonly fileName: string }): Act<BatchFacts, BatchView>
  batches(datasetId: string): Promise<readonly BatchView[]>
  quarantine(datasetId: string, number: number, limit: number): Promise<readonly QuarantineView[]>
}

interface BatchFacts extends ActFacts {
  readonly dataset: Dataset
}

export function createAggregateService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly spoolFolder: string
  /** Told what the rows of a batch show, in the transaction that stores them. */
  readonly sampled: (tx: Tx, sample: BatchSample) => Promise<void>
  readonly now: () => Date
}): AggregateService {
  const { db, datasets, territories, now } = deps

  const load = async (tx: Db | Tx, code: string): Promise<FoundDataset> => {
    const dataset = await datasets.byCode(tx, code)
    if (dataset === undefined) throw notFound('数据集')
    const entry = await readEntry(tx, dataset.entry)
    return { dataset, entry, facts: datasetFacts(dataset, entry, territories()) }
  }

  return {
    find: (code, tx) => load(tx ?? db, code),
    prepare: async (dataset, file) => {
      const number = await nextBatchNumber(db, dataset.id)
      const keys = await datasets.keysOf(db, dataset)
      return {
        number,
        layoutVersion: dataset.layoutVersion,
        keyVersion: dataset.keyVersion,
        batch: await prepareBatch(file, {
          dataset,
          keys,
          number,
          spoolFolder: deps.spoolFolder,
          today: civilDateOf(now()),
        }),
      }
    },
    store: (code, { batch, number, layoutVersion, keyVersion, fileName }) => ({
      action: 'dataset.aggregate',
      load: async (tx) => {
        // One batch at a time: two files for one dataset stand in order, the row count is exact, and the table stays as it is.
        await tx.selectFrom('dataset').select('id').where('code', '=', code).forUpdate().execute()
        const { dataset, facts } = await load(tx, code)
        return { ...facts, dataset }
      },
      carryOut: async (tx, { dataset }) => {
        if (dataset.layoutVersion !== layoutVersion) throw new Problem({ code: 'LAYOUT_CHANGED', dataset: code })
        // INVARIANT (nothing is added under an old key): a rotation does not look at rows that come after it began.
        if (dataset.keyVersion !== keyVersion) throw new Problem({ code: 'KEY_CHANGED', dataset: code })
        const earlier = await tx
          .selectFrom('batch')
          .selectAll()
          .where('dataset_id', '=', dataset.id)
          .where('content_hash', '=', batch.contentHash)
          .executeTakeFirst()
        if (earlier !== undefined) return toBatch(earlier, true)
        const row = {
          id: uuidv7(),
          dataset_id: dataset.id,
          number,
          content_hash: batch.contentHash,
          file_name: fileName,
          received: batch.received,
          stored: batch.good,
          quarantined: batch.quarantined,
          created_at: now(),
        }
        await tx.insertInto('batch').values(row).execute()
        await rawConnection(tx, async (connection) => {
          // Loading grows with the file; the limit on statements is for questions.
          await connection.script('set local statement_timeout = 0')
          if (batch.good > 0) await connection.copyIn(dataset.table, writtenColumns(dataset.layout), batch.rows())
          if (batch.quarantined > 0) {
            await connection.script(
              'create temporary table quarantine_load (line bigint, faults jsonb, sealed bytea) on commit drop',
            )
            await connection.copyIn('quarantine_load', ['line', 'faults', 'sealed'], batch.quarantine())
          }
        })
        if (batch.quarantined > 0) {
          await sql`insert into quarantine_row (batch_id, line, faults, sealed)
            select ${row.id}::uuid, line, faults, sealed from quarantine_load`.execute(tx)
        }
        await tx
          .updateTable('dataset')
          .set((eb) => ({ row_count: eb('row_count', '+', batch.good) }))
          .where('id', '=', dataset.id)
          .execute()
        await deps.sampled(tx, { entry: dataset.entry, found: batch.found, codes: dataset.layout.map((c) => c.code) })
        await indexEntry(tx, dataset.entry)
        return toBatch(row, false)
      },
      trace: ({ dataset }, view) => ({
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        detail: {
          batch: view.number,
          content: view.contentHash,
          received: view.received,
          stored: view.stored,
          quarantined: view.quarantined,
          repeated: view.repeated,
        },
      }),
    }),
    batches: async (datasetId) => {
      const rows = await db
        .selectFrom('batch')
        .selectAll()
        .where('dataset_id', '=', datasetId)
        .orderBy('number', 'desc')
        .limit(200)
        .execute()
      return rows.map((row) => toBatch(row, false))
    },
    quarantine: async (datasetId, number, limit) => {
      const rows = await db
        .selectFrom('quarantine_row')
        .innerJoin('batch', 'batch.id', 'quarantine_row.batch_id')
        .select(['quarantine_row.line', 'quarantine_row.faults'])
        .where('batch.dataset_id', '=', datasetId)
        .where('batch.number', '=', number)
        .orderBy('quarantine_row.line')
        .limit(limit)
        .execute()
      return rows.map((r) => ({ line: r.line, faults: r.faults as QuarantineView['faults'] }))
    },
  }
}

/** A dataset as rules see it: governed by the law of its entry's territory, with the facts of the entry. */
export function datasetFacts(dataset: Dataset, entry: Entry, tree: TerritoryTree): ActFacts {
  return {
    resource: { type: 'Dataset', id: dataset.code, territory: entry.territory, facts: { territory: entry.territory } },
    context: { entry: entryFacts(entry, tree) },
    trace: { dataset: dataset.id },
  }
}

/** Numbers are given out before a file is read, since rows are sealed to them; one that comes to nothing leaves a gap. */
async function nextBatchNumber(db: Db, datasetId: string): Promise<number> {
  const row = await db
    .updateTable('dataset')
    .set((eb) => ({ next_batch: eb('next_batch', '+', 1) }))
    .where('id', '=', datasetId)
    .returning('next_batch')
    .executeTakeFirstOrThrow()
  return row.next_batch - 1
}

function toBatch(
  row: {
    id: string
    number: number
    file_name: string
    received: number
    stored: number
    quarantined: number
    content_hash: Uint8Array
    created_at: Date
  },
  repeated: boolean,
): BatchView {
  return {
    id: row.id,
    number: row.number,
    fileName: row.file_name,
    received: row.received,
    stored: row.stored,
    quarantined: row.quarantined,
    contentHash: toHex(new Uint8Array(row.content_hash)),
    at: row.created_at.toISOString(),
    repeated,
  }
}
