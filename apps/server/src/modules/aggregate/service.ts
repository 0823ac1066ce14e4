import { uuidv7 } from 'uuidv7'
import { civilDateOf, type TerritoryCode } from '@fadu/domain'
import type { TableFinding } from '@fadu/privacy'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { Principal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Page } from '../../platform/http/page.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Layout } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, indexEntry, readEntry, type Entry } from '../catalog/index.ts'
import { keyColumns, plainAppend, requireFewFaults, type BatchOptions } from './batch-options.ts'
import { toBatch, type BatchView } from './batch-view.ts'
import { prepareBatch, type BatchSource, type PreparedBatch, type RowCounts } from './pipeline/prepare-batch.ts'
import { nextBatchNumber, pageOfBatches, readBatch, readEarlier, receiptsOf } from './queries.ts'
import type { QuarantineFault } from './quarantine/quarantine.ts'
import { loadQuarantine, settleQuarantined, type CorrectedRows } from './quarantine/settle.ts'
import { indexFirstRows, storeRows } from './store-rows.ts'

export type { BatchView } from './batch-view.ts'

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

/** What is said of a batch beside its rows. */
export interface BatchStorage extends Prepared {
  readonly fileName: string
  /** Appends when left out. */
  readonly options?: BatchOptions
  readonly sender?: Principal
  /** The rows are those of a quarantine, corrected. */
  readonly corrects?: CorrectedRows
  /** Does in the transaction of the batch what belongs to it, such as ending the job that brought it. */
  readonly job?: { readonly id: string; settle(tx: Tx, batch: BatchView): Promise<void> }
}

export interface AggregateService {
  /** @param tx - Of an act that is under way. */
  find(code: string, tx?: Tx): Promise<FoundDataset>
  byId(tx: Db | Tx, datasetId: string): Promise<FoundDataset>
  /** The same by code, within a transaction or not. */
  load(tx: Db | Tx, code: string): Promise<FoundDataset>
  /** Reads, checks and seals a file; nothing is stored yet. */
  prepare(
    dataset: Dataset,
    file: BatchSource,
    how?: { readonly options?: BatchOptions; readonly onProgress?: (rows: RowCounts) => void },
  ): Promise<Prepared>
  store(code: string, batch: BatchStorage): Act<BatchFacts, BatchView>
  /** Rows of a batch that did not pass, by their place among the rows it was given. */
  rejected(batchId: string, lines: readonly number[]): Promise<readonly RejectedRow[]>
  /** The latest batches. */
  batches(datasetId: string): Promise<readonly BatchView[]>
  /** All batches, latest first, with the receipts of the acts that stored them. */
  history(
    datasetId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<BatchView & { readonly receipt: string | null }>>
}

export interface RejectedRow {
  readonly row: number
  readonly line: number
  readonly faults: readonly QuarantineFault[]
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
  /** Codes that items may have, by the item's code. */
  readonly codeValues: (territory: TerritoryCode, layout: Layout) => Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** Checks the stored rows of a batch by the rules of its dataset. @returns Rows it has set aside. */
  readonly ruled: (
    tx: Tx,
    batch: {
      readonly dataset: Dataset
      readonly id: string
      readonly number: number
      readonly mode: 'append' | 'upsert' | 'snapshot'
      readonly columns: readonly string[]
    },
  ) => Promise<number>
  readonly now: () => Date
}): AggregateService {
  const { db, datasets, territories, now } = deps

  const found = async (tx: Db | Tx, dataset: Dataset | undefined): Promise<FoundDataset> => {
    if (dataset === undefined) throw notFound('数据集')
    const entry = await readEntry(tx, dataset.entry)
    return { dataset, entry, facts: datasetFacts(dataset, entry, territories()) }
  }
  const load = async (tx: Db | Tx, code: string): Promise<FoundDataset> => found(tx, await datasets.byCode(tx, code))

  /** Everything of a new batch: its row, its rows, its quarantine, its count in the dataset. */
  const write = async (tx: Tx, dataset: Dataset, storage: BatchStorage): Promise<BatchView> => {
    const { batch, number, fileName, options = plainAppend, sender, corrects, job } = storage
    const id = uuidv7()
    const key = options.mode === 'append' ? [] : keyColumns(dataset.layout, options.key).map((k) => k.code)
    await tx
      .insertInto('batch')
      .values({
        id,
        dataset_id: dataset.id,
        number,
        content_hash: batch.contentHash,
        file_name: fileName,
        mode: options.mode,
        format: batch.format,
        key_items: key,
        columns: [...batch.columns],
        received: batch.received,
        stored: 0,
        quarantined: 0,
        principal_type: sender?.type === 'Account' || sender?.type === 'Application' ? sender.type : null,
        principal_id: sender?.type === 'Account' || sender?.type === 'Application' ? sender.id : null,
        job_id: job?.id ?? null,
        corrects: corrects?.batch ?? null,
        created_at: now(),
      })
      .execute()
    const keys = await datasets.keysOf(tx, dataset)
    const { setAside, ...changes } = await storeRows(tx, { dataset, keys, batchId: id, number, batch, options })
    await indexFirstRows(tx, dataset, number)
    const quarantined = batch.quarantined + setAside
    requireFewFaults(options, { received: batch.received, quarantined })
    if (batch.quarantined > 0) await loadQuarantine(tx, id, batch.quarantine())
    if (corrects !== undefined) await settleQuarantined(tx, corrects, id)
    const { mode } = options
    const ruledOut = await deps.ruled(tx, { dataset, id, number, mode, columns: batch.columns })
    await tx
      .updateTable('batch')
      .set({
        ...changes,
        stored: changes.stored - ruledOut,
        added: changes.added - ruledOut,
        quarantined: quarantined + ruledOut,
      })
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('dataset')
      .set((eb) => ({ row_count: eb('row_count', '+', changes.stored - ruledOut - changes.superseded) }))
      .where('id', '=', dataset.id)
      .execute()
    await deps.sampled(tx, { entry: dataset.entry, found: batch.found, codes: dataset.layout.map((c) => c.code) })
    await indexEntry(tx, dataset.entry)
    return toBatch(await readBatch(tx, id), false)
  }

  return {
    load,
    find: (code, tx) => load(tx ?? db, code),
    byId: async (tx, id) => {
      const row = await tx.selectFrom('dataset').select('code').where('id', '=', id).executeTakeFirst()
      return found(tx, row === undefined ? undefined : await datasets.byCode(tx, row.code))
    },
    prepare: async (dataset, file, { options = plainAppend, onProgress } = {}) => {
      // Found before the file is read: a key that cannot be used is no reason to read a gigabyte.
      if (options.mode !== 'append') keyColumns(dataset.layout, options.key)
      const number = await nextBatchNumber(db, dataset.id)
      const keys = await datasets.keysOf(db, dataset)
      const batch = await prepareBatch(file, {
        dataset,
        keys,
        number,
        spoolFolder: deps.spoolFolder,
        today: civilDateOf(now()),
        // Also where rows are appended: a later snapshot must know them again.
        withDigest: true,
        codeLists: await deps.codeValues((await readEntry(db, dataset.entry)).territory, dataset.layout),
        ...(options.format === undefined ? {} : { format: options.format }),
        ...(onProgress === undefined ? {} : { onProgress }),
      })
      return { number, layoutVersion: dataset.layoutVersion, keyVersion: dataset.keyVersion, batch }
    },
    store: (code, storage) => ({
      action: 'dataset.aggregate',
      load: async (tx) => {
        // One batch at a time: two files for one dataset stand in order, the row count is exact, and the table stays as it is.
        await tx.selectFrom('dataset').select('id').where('code', '=', code).forUpdate().execute()
        const { dataset, facts } = await load(tx, code)
        return { ...facts, dataset }
      },
      carryOut: async (tx, { dataset }) => {
        const { layoutVersion, keyVersion, options = plainAppend, batch, job, corrects } = storage
        if (dataset.layoutVersion !== layoutVersion) throw new Problem({ code: 'LAYOUT_CHANGED', dataset: code })
        // INVARIANT (nothing is added under an old key): a rotation does not look at rows that come after it began.
        if (dataset.keyVersion !== keyVersion) throw new Problem({ code: 'KEY_CHANGED', dataset: code })
        requireOneKey(dataset, options)
        const earlier = await readEarlier(tx, dataset.id, options.mode, batch.contentHash, corrects?.batch)
        const view = earlier === undefined ? await write(tx, dataset, storage) : toBatch(earlier, true)
        await job?.settle(tx, view)
        return view
      },
      trace: ({ dataset }, view) => ({
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        detail: {
          batch: view.number,
          mode: view.mode,
          content: view.contentHash,
          received: view.received,
          stored: view.stored,
          quarantined: view.quarantined,
          superseded: view.superseded,
          repeated: view.repeated,
          ...(view.corrects === null ? {} : { corrects: view.corrects }),
          ...(storage.job === undefined ? {} : { job: storage.job.id }),
        },
      }),
    }),
    rejected: async (batchId, lines) => {
      const rows = await db
        .selectFrom('quarantine_row')
        .select(['line', 'faults'])
        .where('batch_id', '=', batchId)
        .orderBy('line')
        .execute()
      return rows.map(({ line, faults }) => ({
        row: lines.indexOf(line),
        line,
        faults: faults as readonly QuarantineFault[],
      }))
    },
    batches: async (datasetId) => {
      const rows = await pageOfBatches(db, datasetId, { limit: 200 })
      return rows.map((row) => toBatch(row, false))
    },
    history: async (datasetId, page) => receiptsOf(db, datasetId, page),
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

/** Rows of one key are met by their blind index, which is another under each version of the key: not while both are in use. */
function requireOneKey({ keyVersion, oldestKey }: Dataset, { mode }: BatchOptions): void {
  if (mode !== 'append' && oldestKey !== keyVersion) throw new Problem({ code: 'BUSY', retrySeconds: 60 })
}
