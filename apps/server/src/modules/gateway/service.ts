import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import { itemsAskedBy, type Order, type RowQuestion } from '../../platform/release/page-rows.ts'
import type { RowCondition } from '../../platform/release/row-filter.ts'
import type { Row } from '../../platform/release/stored-rows.ts'
import { indexedKeys } from './indexed-keys.ts'
import {
  changeOf,
  changesCursor,
  pageCursor,
  readChangesCursor,
  readPageCursor,
  requireAskable,
  type RowChange,
} from './page-request.ts'
import { createReadCall, type Answered, type CallRequest, type ReadCallDeps } from './read-call.ts'

export interface LookupRequest extends CallRequest {
  /** Item that identifies, e.g. the resident id. */
  readonly item: string
  readonly values: readonly string[]
}

export interface QueryRequest extends CallRequest {
  readonly where: readonly RowCondition[]
  readonly order?: Order | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface ChangesRequest extends CallRequest {
  readonly limit: number
  readonly cursor?: string | undefined
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
  /** In the order in which they happened. */
  readonly changes: readonly RowChange[]
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

export function createGatewayService(deps: ReadCallDeps): GatewayService {
  const readCall = createReadCall(deps)
  return {
    lookup: async (application, code, request) => {
      const { item, values } = request
      const { answer, rows } = await readCall(application, code, request, {
        action: 'data.lookup',
        by: [item],
        select: ({ layout }, where) => ({ kind: 'keys', item, values: indexedKeys(layout, item, values), where }),
        most: values.length,
        detail: { by: item, asked: values.length },
      })
      return { rows, ...answer }
    },
    query: async (application, code, request) => {
      const { where, order, limit, cursor } = request
      const question: RowQuestion = { where, ...(order === undefined ? {} : { order }) }
      const by = [...new Set(itemsAskedBy(question))]
      const { answer, rows, places, hasMore, dataset } = await readCall(application, code, request, {
        action: 'data.query',
        by,
        select: (dataset, reach) => {
          requireAskable(dataset, question)
          const after = cursor === undefined ? {} : { after: readPageCursor(dataset, question, cursor) }
          return { kind: 'page', ...question, reach, ...after, limit }
        },
        most: limit,
        detail: { by },
      })
      return { rows, next: hasMore ? pageCursor(dataset, question, places.at(-1)!) : null, ...answer }
    },
    changes: async (application, code, request) => {
      const { limit, cursor } = request
      const { answer, rows, places, hasMore, dataset } = await readCall(application, code, request, {
        action: 'data.changes',
        by: [],
        select: (dataset, reach) => {
          const since = cursor === undefined ? {} : { since: readChangesCursor(dataset, cursor) }
          return { kind: 'changes', ...since, reach, limit }
        },
        most: limit,
        detail: {},
      })
      const last = places.at(-1)
      return {
        changes: places.map((place, i) => changeOf(place, rows[i]!)),
        cursor: last === undefined ? (cursor ?? null) : changesCursor(dataset, last),
        more: hasMore,
        ...answer,
      }
    },
  }
}
