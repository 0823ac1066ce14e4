import { sql, type RawBuilder } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import type { CedarValue, Ground } from '@fadu/domain'
import { defaultMaskFor, mask } from '@fadu/privacy'
import { EnvelopeTampered } from '@fadu/smcrypto'
import { sqlState } from '../db/connection.ts'
import { refusedBy } from '../acts/acts.ts'
import { organizationOf, type Principal } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { AccessRecorder } from '../log/access-recorder.ts'
import type { EntryBody, EvidenceLog } from '../log/evidence-log.ts'
import type { Gate, Resource } from '../law/gate.ts'
import { Problem, Refused } from '../problem/index.ts'
import { DatasetMoved } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { indexColumn, plainColumn, type Column } from './layout.ts'

/** Which rows are asked for. */
export type Selection =
  | { readonly kind: 'keys'; readonly item: string; readonly values: readonly string[] }
  | { readonly kind: 'first'; readonly limit: number }
  | QuarantineSelection

/** Rows of a batch that did not pass, as they were received; `#` of a row is its line. */
export interface QuarantineSelection {
  readonly kind: 'quarantine'
  /** Id and number of the batch. */
  readonly batch: string
  readonly number: number
  /** Item of each column of its file. */
  readonly columns: readonly string[]
  readonly lines: readonly number[]
}

export interface ReleaseRequest {
  readonly principal: Principal
  readonly action: 'data.lookup' | 'dataset.preview' | 'quarantine.read'
  readonly resource: Resource
  readonly context: Readonly<Record<string, CedarValue>>
  readonly dataset: Dataset
  /** Item codes asked for; decided as asked, never trimmed in silence. */
  readonly fields: readonly string[]
  readonly selection: Selection
  readonly grant?: string
  readonly case?: string
  /** Purpose, matter: what the record says about why. */
  readonly detail: Readonly<Record<string, unknown>>
  /** Runs in the transaction of the record, for what the first delivery sets off. */
  readonly alongside?: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>
}

export interface Released {
  readonly rows: readonly Row[]
  /** Entry of the evidence log; durable before this is returned. */
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

/** Invariant 2, one way out: decide → query → transform → record → first byte. Nothing else reads a dataset's rows for anyone. */
export type Release = (request: ReleaseRequest) => Promise<Released>

/** More rows than this in one answer are refused rather than cut: an answer is whole or none. */
const mostRows = 10_000

/** Grades of which values are shown as they are, by the rules; what no rule lets through is masked. */
function clearGrades(
  gate: Gate,
  { principal, action, resource }: ReleaseRequest,
  columns: readonly Column[],
): ReadonlySet<number> {
  const clear = (grade: number): boolean =>
    gate.decide({ action: 'value.clear', principal, resource, context: { grade, mode: action } }).effect === 'allow'
  return new Set([...new Set(columns.map((c) => c.grade))].filter(clear))
}

export function createRelease(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly recorder: AccessRecorder
  readonly onReleased: (action: string, rows: number) => void
}): Release {
  const { db, gate, datasets, log, recorder } = deps
  return async (request) => {
    const { principal, action, resource, context, dataset } = request
    const decision = gate.decide({ action, principal, resource, context })
    if (decision.effect === 'deny') {
      const refused = refusedBy(decision, principal)
      if (!(refused instanceof Refused)) throw refused
      const entry = await log.append(db, gate.now(), {
        ...recordOf(request),
        kind: 'refusal',
        outcome: 'refused',
        reason: refused.reason.code,
        grounds: refused.grounds.map((g) => g.rule),
      })
      refused.receipt = entry.id
      throw refused
    }
    const columns = request.fields.map((code) => dataset.layout.find((c) => c.code === code)!)
    const found = await queryCurrent(db, datasets, request, columns).catch((error: unknown) =>
      reportTampering(error, request),
    )
    const clear = clearGrades(gate, request, columns)
    const rows = found.map((row) => maskRow(row, columns, clear))
    const at = gate.now()
    const record: EntryBody = {
      ...recordOf(request),
      kind: 'access',
      outcome: 'released',
      grounds: decision.because.map((g) => g.rule),
      detail: { ...request.detail, fields: request.fields, rows: rows.length },
    }
    const { alongside } = request
    const entry =
      alongside === undefined
        ? await recorder.record(at, record)
        : await db
            .transaction()
            .execute(async (tx) =>
              log.append(tx, at, { ...record, detail: { ...record.detail, ...(await alongside(tx)) } }),
            )
    deps.onReleased(action, rows.length)
    return { rows, receipt: entry.id, grounds: decision.because }
  }

  /** A row whose tag does not fit is named in the evidence; nothing of the answer leaves. */
  async function reportTampering(error: unknown, request: ReleaseRequest): Promise<never> {
    if (!(error instanceof EnvelopeTampered)) throw error
    const { code } = request.dataset
    const found = {
      ...recordOf(request),
      kind: 'system',
      outcome: 'refused',
      reason: 'DATA_TAMPERED',
      grounds: [],
      detail: { row: error.rowId },
    } as const
    await log.append(db, gate.now(), found)
    throw new Problem({ code: 'DATA_TAMPERED', dataset: code, row: error.rowId })
  }
}

/** What the record of a way out says of who, what and why. */
export function recordOf(
  request: Pick<ReleaseRequest, 'principal' | 'dataset' | 'grant' | 'case' | 'detail' | 'fields'> & {
    readonly action: string
  },
): Pick<EntryBody, 'action' | 'actor' | 'subject' | 'dataset' | 'detail'> {
  const { principal, dataset, grant } = request
  const organization = organizationOf(principal)?.id
  return {
    action: request.action,
    actor: { type: principal.type, id: principal.id, ...(organization === undefined ? {} : { organization }) },
    subject: { type: 'Dataset', id: dataset.code },
    dataset: dataset.id,
    ...(grant === undefined ? {} : { grant }),
    ...(request.case === undefined ? {} : { case: request.case }),
    detail: { ...request.detail, fields: request.fields },
  }
}

type CellValue = string | number | boolean | null
type Row = Readonly<Record<string, CellValue>>

/** What the snapshot of the rows says of their dataset. */
interface SnapshotKeys {
  readonly at_key: number
  readonly at_oldest: number
  readonly at_custody: string
}

interface StoredRow {
  /** Null where the dataset has no such row. */
  readonly batch: number | null
  readonly line: number
  /** Null in rows from before its first sealed item. */
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

/** How often a dataset may change under one call: a rotation begins or ends, which happens days apart. */
const mostReadings = 3

/**
 * Reads the rows on the dataset as it was decided on. When a key took another's place meanwhile, it is read again with the keys
 * that hold now; when it was sealed off or destroyed, nothing leaves: the next call is refused with the clause.
 */
async function queryCurrent(
  db: Db,
  datasets: DatasetStore,
  { dataset, selection }: ReleaseRequest,
  columns: readonly Column[],
): Promise<readonly Row[]> {
  let standing = dataset
  for (let reading = 1; ; reading++) {
    try {
      return await queryRows(db, datasets, standing, columns, selection)
    } catch (error) {
      const moved = error instanceof DatasetMoved || sqlState(error) === undefinedTable
      if (!moved || reading === mostReadings) throw error
    }
    const now = await datasets.byId(db, dataset.id)
    if (now?.custody !== dataset.custody) {
      throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: now?.custody ?? 'destroyed' })
    }
    standing = now
  }
}

const undefinedTable = '42P01'

/**
 * Reads current rows, opens what is sealed. Column and table names come from the stored layout, values travel as parameters.
 *
 * INVARIANT (no row is missed while a key is replaced): the same snapshot that gives the rows says under which versions they
 * are sealed. If those are not the versions that were looked for, the answer does not count.
 *
 * @throws {DatasetMoved}
 */
async function queryRows(
  db: Db,
  datasets: DatasetStore,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly Row[]> {
  const keyring = await datasets.keyringOf(db, dataset)
  const wanted = [
    'batch',
    'line',
    ...columns.filter((c) => !c.sealed).map((c) => plainColumn(c.code)),
    ...(columns.some((c) => c.sealed) ? ['sealed'] : []),
  ]
  const from = sql`select ${sql.join(wanted.map((name) => sql.ref(name)))} from ${sql.table(dataset.table)}`
  const current = sql`superseded_by_batch is null`
  const query = ((): RawBuilder<unknown> => {
    switch (selection.kind) {
      case 'first':
        return sql`${from} where ${current} order by batch, line limit ${selection.limit}`
      case 'keys':
        return sql`${from} where ${current} and ${keyCondition(selection)} order by batch, line limit ${mostRows + 1}`
      case 'quarantine':
        return sql`select ${selection.number}::integer as batch, line, sealed from quarantine_row
          where batch_id = ${selection.batch} and line = any(${[...selection.lines]}::bigint[])`
    }
  })()
  const { rows: answered } = await sql<StoredRow & SnapshotKeys>`
    select d.key_version as at_key, d.oldest_key as at_oldest, d.custody as at_custody, t.*
    from dataset d left join (${query}) t on true
    where d.id = ${dataset.id} order by t.batch, t.line`.execute(db)
  const [first] = answered
  if (
    first?.at_key !== dataset.keyVersion ||
    first.at_oldest !== dataset.oldestKey ||
    first.at_custody !== dataset.custody
  ) {
    throw new DatasetMoved(dataset.code)
  }
  const rows = answered.filter((row) => row.batch !== null)
  if (rows.length > mostRows) {
    const faults = [{ field: 'body.values', expected: `keys of at most ${mostRows} rows; ask with fewer` }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  if (selection.kind === 'quarantine') return rows.map((row) => quarantined(row, selection))
  return rows.map((row) => {
    const opened = row.sealed === undefined || row.sealed === null ? {} : openSealed(row, row.sealed)
    const valueOf = ({ code, sealed }: Column): CellValue =>
      sealed ? (opened[code] ?? null) : ((row[plainColumn(code)] ?? null) as CellValue)
    return Object.fromEntries(columns.map((c) => [c.code, valueOf(c)]))
  })

  function openSealed({ batch, line }: StoredRow, sealed: Uint8Array): Row {
    return JSON.parse(decodeUtf8(keyring.open(`${batch}:${line}`, new Uint8Array(sealed)))) as Row
  }

  /** Cells as they were received, by the items of the columns of their file. */
  function quarantined({ line, sealed }: StoredRow, { number, columns: order }: QuarantineSelection): Row {
    const opened = keyring.open(`quarantine/${number}:${line}`, new Uint8Array(sealed!))
    const cells = JSON.parse(decodeUtf8(opened)) as readonly string[]
    return { '#': Number(line), ...Object.fromEntries(order.map((code, i) => [code, cells[i] ?? null])) }
  }

  function keyCondition({ item, values }: Extract<Selection, { kind: 'keys' }>) {
    const key = dataset.layout.find((c) => c.code === item)!
    if (!key.sealed) return sql`${sql.ref(plainColumn(item))} = any(${[...values]})`
    const hashes = keyring.versions.flatMap((keys) => {
      const indexer = keys.indexer(item)
      return values.map((value) => Buffer.from(indexer.index(value)))
    })
    return sql`${sql.ref(indexColumn(item))} in (${sql.join(hashes)})`
  }
}

function maskRow(row: Row, columns: readonly Column[], clear: ReadonlySet<number>): Row {
  const shown = columns.map((c): [string, CellValue] => {
    const value = row[c.code] ?? null
    return [c.code, clear.has(c.grade) ? value : maskValue(c, value)]
  })
  return Object.fromEntries(row['#'] === undefined ? shown : [['#', row['#']], ...shown])
}

/** A value above the clear grade is masked as its category says; one without a category is hidden whole. */
function maskValue(column: Column, value: CellValue): CellValue {
  if (value === null) return null
  const text = String(value)
  return column.mask === 'none' ? mask({ kind: 'full', with: '*' }, text) : mask(defaultMaskFor(column.mask), text)
}
