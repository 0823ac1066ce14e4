import { writeCsv } from '@fadu/tables'
import type { ActFacts } from '../../../platform/acts/acts.ts'
import type { Principal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import { notFound } from '../../../platform/problem/index.ts'
import type { Dataset } from '../../../platform/release/dataset-store.ts'
import type { Release } from '../../../platform/release/release.ts'
import type { RowFault } from '../pipeline/parse-rows.ts'

export type QuarantineFault = Omit<RowFault, 'fault'> & {
  readonly fault: RowFault['fault'] | 'duplicateKey' | 'keyMissing'
  /** Of a duplicate: the line that stands. */
  readonly line?: number
}

export interface QuarantineView {
  readonly line: number
  readonly faults: readonly QuarantineFault[]
  /** Number of the batch that brought the row corrected. */
  readonly settledBy: number | null
  /** Values of the row, where they were asked for. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** Whether values come along: masked by grade as in a preview, or as they were received, for whoever corrects them. */
export type ShownValues = 'none' | 'masked' | 'full'

export interface QuarantinedBatch {
  readonly id: string
  readonly number: number
  readonly mode: 'append' | 'upsert' | 'snapshot'
  readonly format: string
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** Rows that did not pass: why, and what they are. */
export interface Quarantine {
  /** @throws {Problem} `NOT_FOUND` */
  batch(datasetId: string, number: number): Promise<QuarantinedBatch>
  list(
    asked: {
      readonly principal: Principal
      readonly dataset: Dataset
      readonly facts: ActFacts
      readonly number: number
    },
    page: { readonly limit: number; readonly after: number; readonly values: ShownValues },
  ): Promise<{ readonly items: readonly QuarantineView[]; readonly receipt: string | null }>
}

export function createQuarantine(deps: { readonly db: Db; readonly release: Release }): Quarantine {
  const { db, release } = deps

  const batch: Quarantine['batch'] = async (datasetId, number) => {
    const row = await db
      .selectFrom('batch')
      .selectAll()
      .where('dataset_id', '=', datasetId)
      .where('number', '=', number)
      .executeTakeFirst()
    if (row === undefined) throw notFound('批次')
    const { id, format, key_items: key, columns } = row
    const mode = row.mode === 'upsert' || row.mode === 'snapshot' ? row.mode : 'append'
    return { id, number, mode, format, key, columns: columns ?? [] }
  }

  return {
    batch,
    list: async ({ principal, dataset, facts, number }, { limit, after, values }) => {
      const { id, columns } = await batch(dataset.id, number)
      const rows = await db
        .selectFrom('quarantine_row')
        .leftJoin('batch as settling', 'settling.id', 'quarantine_row.settled_by')
        .select(['quarantine_row.line', 'quarantine_row.faults', 'settling.number as settled_by'])
        .where('quarantine_row.batch_id', '=', id)
        .where('quarantine_row.line', '>', after)
        .orderBy('quarantine_row.line')
        .limit(limit)
        .execute()
      const items = rows.map((r) => ({
        line: r.line,
        faults: r.faults as readonly QuarantineFault[],
        settledBy: r.settled_by,
      }))
      if (values === 'none' || items.length === 0) return { items, receipt: null }
      // Even a masked value leaves only through release(): decided and recorded before it is sent.
      const released = await release({
        principal,
        action: values === 'full' ? 'quarantine.read' : 'dataset.preview',
        resource: facts.resource,
        standing: facts.context!,
        dataset,
        fields: dataset.layout.map((c) => c.code),
        selection: { kind: 'quarantine', batch: id, number, columns, lines: items.map((i) => i.line) },
        detail: { batch: number, quarantine: true },
      })
      const byLine = new Map(released.rows.map(({ '#': line, ...row }) => [line, row]))
      return {
        items: items.map((item) => ({ ...item, values: byLine.get(item.line) ?? {} })),
        receipt: released.receipt,
      }
    },
  }
}

/** A report that can be opened in a spreadsheet program: nothing in it runs there. */
export function quarantineCsv(dataset: Dataset, items: readonly QuarantineView[]): AsyncIterable<Uint8Array> {
  const withValues = items.some((i) => i.values !== undefined)
  const columns = withValues ? dataset.layout : []
  const nameOf = (code: string): string => dataset.layout.find((c) => c.code === code)?.name ?? code
  const header = ['行号', '数据项', '原因', '已由批次更正', ...columns.map((c) => c.name)]
  const rows = items.map((item) => [
    String(item.line),
    item.faults.map((f) => nameOf(f.item)).join('；'),
    item.faults.map(faultText).join('；'),
    item.settledBy === null ? '' : String(item.settledBy),
    ...columns.map((c) => textOf(item.values?.[c.code])),
  ])
  return writeCsv([header, ...rows], { bom: true })
}

function faultText({ fault, why, line }: QuarantineFault): string {
  const more = why ?? (line === undefined ? undefined : String(line))
  return more === undefined ? fault : `${fault} ${more}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
