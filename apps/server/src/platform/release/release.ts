import type { CedarValue, Ground } from '@fadu/domain'
import { masksOf } from '@fadu/privacy'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Principal } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { AccessRecorder, Recorded } from '../log/access-recorder.ts'
import { unkeyed, type AccessKeys, type AccessTracer } from '../log/access-keys.ts'
import { settledBy, type EntryBody, type EvidenceLog } from '../log/evidence-log.ts'
import { overQuota, type GrantUse } from '../log/grant-usage.ts'
import type { Gate, Resource } from '../law/gate.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import type { ChangesSelection } from './changed-rows.ts'
import type { CorrectionTarget } from './correction-lines.ts'
import { createClearGrades } from './clear-grades.ts'
import { decideRelease, refusedOverQuota } from './decide-release.ts'
import { createKeyedRows } from './keyed-rows.ts'
import { requireShown, type PageSelection } from './page-rows.ts'
import { queryCurrent } from './query-rows.ts'
import { recordOf, recordTampering } from './release-record.ts'
import type { RowCondition } from './row-filter.ts'
import type { Row, RowPlace } from './stored-rows.ts'
import { transformRow } from './transform-row.ts'

/** Which rows are asked for. */
export type Selection =
  | {
      readonly kind: 'keys'
      readonly item: string
      readonly values: readonly string[]
      /** Conditions a row meets besides; the others are not there. */
      readonly where?: readonly RowCondition[]
    }
  | { readonly kind: 'first'; readonly limit: number }
  | PageSelection
  | ChangesSelection
  /** Every version of one row, named by an identifier or by where one of its versions stands. */
  | { readonly kind: 'versions'; readonly of: CorrectionTarget }
  /** The new values of a correction that was prepared and not applied yet. */
  | { readonly kind: 'prepared'; readonly correction: string }
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
  readonly action:
    | 'data.lookup'
    | 'data.query'
    | 'data.changes'
    | 'dataset.preview'
    | 'quarantine.read'
    | 'value.history'
    | 'correction.look'
    | 'record.read'
  readonly resource: Resource
  /** Facts of the context that many calls have in common, `entry` among them; see `Asked`. */
  readonly standing: Readonly<Record<string, CedarValue>>
  /** What this one call adds to them. */
  readonly context?: Readonly<Record<string, CedarValue>>
  readonly dataset: Dataset
  /** Item codes asked for; decided as asked, never trimmed in silence. */
  readonly fields: readonly string[]
  readonly selection: Selection
  readonly grant?: string
  /** Whether a quota limits the grant. */
  readonly limited?: true
  /** What its grant masks beyond what the grades of the items do. */
  readonly masked?: Parameters<typeof masksOf>[2]
  readonly case?: string
  /** Purpose, matter: what the record says about why. */
  readonly detail: Readonly<Record<string, unknown>>
  /** Runs in the transaction of the record, for what the first delivery sets off. */
  readonly alongside?: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>
}

export interface Released {
  readonly rows: readonly Row[]
  /** Where each row stands; of a prepared correction, which row it is about, where it is named so. */
  readonly places: readonly RowPlace[]
  /** Of a page or of changes: whether there is more than was asked for. */
  readonly hasMore: boolean
  /** Items of the rows that are not shown as they are stored. */
  readonly masked: readonly string[]
  /** Entry of the evidence log; durable before this is returned. */
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

/** Invariant 2, one way out: decide → query → transform → record → first byte. Nothing else reads a dataset's rows for anyone. */
export type Release = (request: ReleaseRequest) => Promise<Released>

export function createRelease(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly recorder: AccessRecorder
  readonly tracer: AccessTracer
  readonly onReleased: (action: string, rows: number) => void
  readonly telemetry?: Telemetry | undefined
}): Release {
  const { db, gate, datasets, log, recorder, tracer } = deps
  const sources = { db, datasets, keyed: createKeyedRows(db, deps.telemetry) }
  const clearGrades = createClearGrades(gate)
  return async (request) => {
    const { action, dataset } = request
    const decision = await decideRelease(deps, request)
    const columns = request.fields.map((code) => dataset.layout.find((c) => c.code === code)!)
    const { selection } = request
    const clear = clearGrades(request, decision, dataset.layout)
    const masks = masksOf(dataset.layout, (grade) => clear.has(grade), request.masked)
    if (selection.kind === 'page') requireShown(selection, masks)
    const read = await queryCurrent(sources, dataset, columns, selection).catch(async (error: unknown) => {
      throw error instanceof EnvelopeTampered ? await recordTampering(deps, request, error) : error
    })
    // One more than asked for is read to know whether there is more; it stays here.
    const found = isByPages(selection) ? read.slice(0, selection.limit) : read
    const rows = found.map(({ row }) => transformRow(row, columns, masks))
    const extras = { ...keysOf(request), ...useOf(request, rows.length) }
    const at = gate.now()
    const record: EntryBody = {
      ...recordOf(request),
      kind: 'access',
      outcome: 'released',
      ...settledBy(decision.because),
      detail: { ...request.detail, fields: request.fields, rows: rows.length },
    }
    const { alongside } = request
    const recorded =
      alongside === undefined
        ? await recorder.record({ at, body: record, ...extras })
        : await db.transaction().execute(async (tx): Promise<Recorded> => {
            const [over] = extras.use?.limited === true ? await overQuota(tx, [{ at, use: extras.use }]) : []
            if (over !== undefined) return { over }
            const body = { ...record, detail: { ...record.detail, ...(await alongside(tx)) } }
            const [written] = await log.appendAll(tx, [{ at, body, ...extras }])
            return { entry: written! }
          })
    if ('over' in recorded) throw await refusedOverQuota(deps, request, recorded.over)
    const { entry } = recorded
    deps.onReleased(action, rows.length)
    return {
      rows,
      places: found.map((f) => f.place),
      hasMore: read.length > found.length,
      masked: request.fields.filter((code) => masks.has(code)),
      receipt: entry.id,
      grounds: decision.because,
    }
  }

  /** By what an access is traced to the rows it read. */
  function keysOf({ dataset, selection }: ReleaseRequest): { readonly keys?: AccessKeys } {
    // A look at a quarantine or at a correction shows what was never data.
    if (selection.kind === 'prepared' || selection.kind === 'quarantine') return {}
    const by = selection.kind === 'versions' ? selection.of : selection
    const digests =
      'item' in by ? tracer.digests(dataset.id, by.item, 'values' in by ? by.values : [by.value]) : unkeyed
    return { keys: { dataset: dataset.id, digests } }
  }
}

function isByPages(selection: Selection): selection is PageSelection | ChangesSelection {
  return selection.kind === 'page' || selection.kind === 'changes'
}

/** What is counted as taken under a grant. */
function useOf({ grant, limited, selection }: ReleaseRequest, rows: number): { readonly use?: GrantUse } {
  if (grant === undefined) return {}
  const asked = selection.kind === 'keys' ? selection.values.length : 0
  return { use: { grant, asked, rows, ...(limited === true ? { limited } : {}) } }
}
