import { sql } from 'kysely'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Ground } from '@fadu/domain'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import { settledBy, type EvidenceLog } from '../log/evidence-log.ts'
import { Refused } from '../problem/index.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { decideRelease } from './decide-release.ts'
import { plainColumn } from './layout.ts'
import { recordOf, recordRefusal, recordTampering, type RecordedRequest } from './release-record.ts'
import type { ReleaseRequest } from './release.ts'
import { openSealed, type SealedValues } from './sealed-values.ts'
import { createStandingReader, inOneSnapshot } from './snapshot.ts'

/** A row as it was received, with the batch that brought it and the one that took its place. */
export interface ExportedRow {
  readonly batch: number
  readonly line: number
  readonly supersededBy: number | null
  readonly values: SealedValues
}

export interface ExportedRows {
  /** Entry of the evidence log; durable before this is returned, and so before the first row. */
  readonly receipt: string
  readonly grounds: readonly Ground[]
  /** All versions of all rows in the order of batch and line; memory stays flat. */
  pages(): AsyncIterable<readonly ExportedRow[]>
}

export type ExportRequest = Omit<ReleaseRequest, 'action' | 'fields' | 'selection' | 'alongside'> & {
  readonly action: 'archive.package'
  /** Runs in the transaction of the record: what the run needs beside the decision. Says what the record says more. */
  readonly alongside?: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>
}

/**
 * Invariant 2, the same way out for a whole dataset: decide → record → rows, page by page, unmasked. When the dataset is sealed
 * off or destroyed while it is sent, the stream breaks off; so it does at a row that was tampered with.
 */
export type ExportRows = (request: ExportRequest) => Promise<ExportedRows>

const pageSize = 2000

export function createExportRows(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly onReleased: (action: string, rows: number) => void
}): ExportRows {
  const { db, gate, datasets, log } = deps
  return async (asked) => {
    const { dataset } = asked
    const request = { ...asked, fields: dataset.layout.map((c) => c.code) }
    const decision = await decideRelease(deps, request)
    const recorded = db.transaction().execute(async (tx) => {
      const more = await asked.alongside?.(tx)
      return log.append(tx, gate.now(), {
        ...recordOf(request),
        kind: 'access',
        outcome: 'released',
        ...settledBy(decision.because),
        detail: { ...request.detail, fields: request.fields, rows: dataset.rowCount, whole: true, ...more },
      })
    })
    const entry = await recorded.catch(async (error: unknown) => {
      throw error instanceof Refused ? await recordRefusal(deps, request, error) : error
    })
    return { receipt: entry.id, grounds: decision.because, pages: () => pagesOf(request) }
  }

  async function* pagesOf(request: RecordedRequest): AsyncIterable<readonly ExportedRow[]> {
    const reader = createStandingReader(deps, request.dataset)
    let after = { batch: -1, line: -1 }
    for (;;) {
      const from = after
      const page = await reader((dataset) => readPage(db, datasets, dataset, from)).catch(async (error: unknown) => {
        throw error instanceof EnvelopeTampered ? await recordTampering(deps, request, error) : error
      })
      if (page.length > 0) yield page
      deps.onReleased(request.action, page.length)
      const last = page.at(-1)
      if (last === undefined || page.length < pageSize) return
      after = { batch: last.batch, line: last.line }
    }
  }
}

interface StoredRow {
  readonly batch: number
  readonly line: number
  readonly superseded_by_batch: number | null
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

async function readPage(
  db: Db,
  datasets: DatasetStore,
  dataset: Dataset,
  after: { readonly batch: number; readonly line: number },
): Promise<readonly ExportedRow[]> {
  const keyring = await datasets.keyringOf(db, dataset)
  const plain = dataset.layout.filter((c) => !c.sealed)
  const wanted = [
    ...['batch', 'line', 'superseded_by_batch'].map((name) => sql.ref(name)),
    // As it was received: a decimal keeps its digits, a day is a day.
    ...plain.map(
      (c) =>
        sql`${sql.ref(plainColumn(c.code))}${c.type === 'boolean' ? sql`` : sql`::text`} as ${sql.ref(plainColumn(c.code))}`,
    ),
    ...(dataset.layout.some((c) => c.sealed) ? [sql.ref('sealed')] : []),
  ]
  const rows = await inOneSnapshot<StoredRow>(
    db,
    dataset,
    sql`select ${sql.join(wanted)} from ${sql.table(dataset.table)}
      where (batch, line) > (${after.batch}::integer, ${String(after.line)}::bigint)
      order by batch, line limit ${pageSize}`,
  )
  const opened = openSealed(keyring.openAll, rows)
  return rows.map((row, i) => {
    const cells = dataset.layout.map(({ code, sealed }) => [
      code,
      (sealed ? opened[i]![code] : row[plainColumn(code)]) ?? null,
    ])
    const values = Object.fromEntries(cells) as SealedValues
    return { batch: row.batch, line: Number(row.line), supersededBy: row.superseded_by_batch, values }
  })
}
