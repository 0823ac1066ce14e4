import type { Ground } from '@fadu/domain'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { ChangePlace } from '../../platform/release/changed-rows.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../platform/release/pseudonyms.ts'
import type { Release, Released, Selection } from '../../platform/release/release.ts'
import { conditionFault, type RowCondition } from '../../platform/release/row-filter.ts'
import type { Row, RowPlace } from '../../platform/release/stored-rows.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import type { Entry } from '../catalog/index.ts'
import { quotaFor } from '../share/index.ts'
import { firstDelivery } from './delivery.ts'
import { createCallFacts, type GrantFacts } from './facts.ts'
import { indexedKeys } from './indexed-keys.ts'
import {
  changesCursor,
  faultsOfQuestion,
  pageCursor,
  readChangesCursor,
  readPageCursor,
  type PageQuestion,
} from './page-request.ts'

/** What every call says: why it is made, and what it wants of each row. */
export interface CallRequest {
  readonly purpose: string
  /** Number of the matter it serves. */
  readonly matter: string
  /** Items asked for; without it every granted one. */
  readonly fields?: readonly string[] | undefined
}

export interface LookupRequest extends CallRequest {
  /** Item that identifies, e.g. the resident id. */
  readonly item: string
  readonly values: readonly string[]
}

export interface QueryRequest extends CallRequest, PageQuestion {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface ChangesRequest extends CallRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** What every answer says beside its rows. */
interface Answered {
  /** The grant reaches only some rows; the others are as if they were not there. */
  readonly filtered?: true
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

export interface LookedUp extends Answered {
  readonly rows: readonly Row[]
}

export interface ReleasedPage extends Answered {
  readonly rows: readonly Row[]
  /** Null on the last page. */
  readonly next: string | null
}

export interface ReleasedChanges extends Answered {
  /** In the order in which they happened. `row` names a row for good; a correction is a new row in the place of another. */
  readonly changes: readonly (
    | { readonly change: 'received'; readonly row: string; readonly values: Row }
    | { readonly change: 'removed'; readonly row: string }
  )[]
  /** Where the next reading begins, also when nothing has changed. */
  readonly cursor: string | null
  /** Whether there is more at once. */
  readonly more: boolean
}

/** The ways in which an application reads rows on a grant. Each call is decided, recorded and then answered. */
export interface GatewayService {
  lookup(application: ApplicationPrincipal, code: string, request: LookupRequest): Promise<LookedUp>
  /** Rows by conditions on items stored in clear, in an order, by pages. */
  query(application: ApplicationPrincipal, code: string, request: QueryRequest): Promise<ReleasedPage>
  /** What was received and what was taken away since the last reading. */
  changes(application: ApplicationPrincipal, code: string, request: ChangesRequest): Promise<ReleasedChanges>
}

/** What one way of reading adds to a call. */
interface Reading {
  readonly action: 'data.lookup' | 'data.query' | 'data.changes'
  /** Items by which rows are chosen: asking by an item is using it. */
  readonly by: readonly string[]
  /** Checks the request against the dataset. @throws {Problem} */
  readonly select: (dataset: Dataset, reach: readonly RowCondition[]) => Selection
  /** Rows it may take at most, as far as that shows before: what a quota must have room for. */
  readonly most: number
  readonly detail: Readonly<Record<string, unknown>>
}

export function createGatewayService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly release: Release
  readonly runtime: CaseRuntime
  readonly pseudonyms: Pseudonyms
  readonly territories: () => TerritoryTree
}): GatewayService {
  const { gate, release, runtime, pseudonyms } = deps
  const callFacts = createCallFacts({ ...deps, today: gate.today })

  const read = async (
    application: ApplicationPrincipal,
    code: string,
    request: CallRequest,
    { action, by, select, most, detail }: Reading,
  ): Promise<Released & { readonly dataset: Dataset; readonly filtered?: true }> => {
    const { purpose, matter } = request
    const found = await callFacts({ application: application.id, code, purpose })
    if (found === undefined) throw notFound('数据集')
    const { dataset, entry, grant, resource, standing } = found.facts
    const { row_filter: reach, masks } = grant.limits
    const fields = request.fields ?? grantedFields(grant)
    requireStanding(dataset, entry, grant, [...fields, ...by])
    requireItems(dataset, fields)
    if (action === 'data.query') requireUnmasked(by, masks)
    const selection = select(dataset, reach)
    const filtered = reach.length > 0 ? ({ filtered: true } as const) : {}
    const released = await release({
      principal: application,
      action,
      resource,
      standing,
      context: {
        purpose,
        matterGiven: matter.trim() !== '',
        fields: [...new Set([...fields, ...by])],
        mode: 'lookup',
        quota: quotaFor(grant.limits, found.taken, most),
      },
      dataset,
      fields,
      selection,
      ...(grant.id === undefined ? {} : { grant: grant.id, masked: { masks, pseudonym: pseudonyms(grant.id) } }),
      ...(grant.case === undefined ? {} : { case: grant.case }),
      detail: { purpose, matter, ...detail, ...filtered },
      ...(grant.id === undefined || grant.delivered
        ? {}
        : { alongside: (tx: Tx) => firstDelivery(tx, runtime, grant, gate.now()) }),
    })
    return { ...released, dataset, ...filtered }
  }

  return {
    lookup: async (application, code, request) => {
      const { item, values } = request
      const {
        dataset: _dataset,
        places: _places,
        hasMore: _hasMore,
        ...answer
      } = await read(application, code, request, {
        action: 'data.lookup',
        by: [item],
        select: (dataset, where) => ({ kind: 'keys', item, values: indexedKeys(dataset.layout, item, values), where }),
        most: values.length,
        detail: { by: item, asked: values.length },
      })
      return answer
    },
    query: async (application, code, request) => {
      const { limit, cursor } = request
      const { where, order } = request
      const question: PageQuestion = { where, ...(order === undefined ? {} : { order }) }
      const by = [...where.map((filter) => filter.item), ...(order === undefined ? [] : [order.item])]
      const { dataset, ...released } = await read(application, code, request, {
        action: 'data.query',
        by,
        most: limit,
        select: (dataset, reach) => {
          const faults = faultsOfQuestion(dataset, question)
          if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
          const after = cursor === undefined ? {} : { after: readPageCursor(dataset, question, cursor) }
          return { kind: 'page', where, reach, ...(order === undefined ? {} : { order }), ...after, limit }
        },
        detail: { by: [...new Set(by)] },
      })
      const { places, hasMore, ...page } = released
      return { ...page, next: hasMore ? pageCursor(dataset, question, places.at(-1)!) : null }
    },
    changes: async (application, code, request) => {
      const { limit, cursor } = request
      const { dataset, ...released } = await read(application, code, request, {
        action: 'data.changes',
        by: [],
        most: limit,
        select: (dataset, reach) => {
          const since = cursor === undefined ? {} : { since: readChangesCursor(dataset, cursor) }
          return { kind: 'changes', ...since, reach, limit }
        },
        detail: {},
      })
      const { rows, places, hasMore, ...page } = released
      const last = places.at(-1)
      return {
        ...page,
        changes: places.map((place, i) => changeOf(place, rows[i]!)),
        cursor: last === undefined ? (cursor ?? null) : changesCursor(dataset, changePlace(last)),
        more: hasMore,
      }
    },
  }
}

function changeOf(place: RowPlace, values: Row): ReleasedChanges['changes'][number] {
  const row = `${place.batch}:${place.line}`
  return place.supersededBy === null ? { change: 'received', row, values } : { change: 'removed', row }
}

function changePlace({ batch, line, supersededBy }: RowPlace): ChangePlace {
  return { at: supersededBy ?? batch!, phase: supersededBy === null ? 1 : 0, batch: batch!, line: line! }
}

function grantedFields(grant: GrantFacts): readonly string[] {
  return grant.facts['fields'] as readonly string[]
}

/** A granted item that a later version of the entry no longer has: said so, never left out in silence. */
function requireStanding(dataset: Dataset, entry: Entry, grant: GrantFacts, asked: readonly string[]): void {
  const granted = grantedFields(grant)
  const gone = [
    ...asked.filter((code) => granted.includes(code) && !dataset.layout.some((c) => c.code === code)),
    // A row filter that can no longer be asked would be none.
    ...grant.limits.row_filter.flatMap((c) => (conditionFault(dataset.layout, c) === undefined ? [] : [c.item])),
  ]
  if (gone.length === 0) return
  const items = [...new Set(gone)]
  throw new Problem({ code: 'ITEM_REMOVED', dataset: dataset.code, items, version: entry.publishedVersion ?? 1 })
}

/** Rows chosen or ordered by an item would show, page by page, what its mask hides. */
function requireUnmasked(by: readonly string[], masks: GrantFacts['limits']['masks']): void {
  const masked = [...new Set(by)].filter((code) => Object.hasOwn(masks, code))
  if (masked.length === 0) return
  const faults = masked.map((code) => ({
    field: 'body.where',
    expected: `items that the grant does not mask, also to order by; «${code}» is masked`,
  }))
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

function requireItems(dataset: Dataset, fields: readonly string[]): void {
  const faults = fields
    .filter((code) => !dataset.layout.some((c) => c.code === code))
    .map((code) => ({ field: 'body.fields', expected: `items of the dataset; «${code}» is none` }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
