import type { Ground } from '@fadu/domain'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../platform/release/pseudonyms.ts'
import type { Release, Released, Selection } from '../../platform/release/release.ts'
import type { RowCondition } from '../../platform/release/row-filter.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { quotaFor } from '../share/index.ts'
import { firstDelivery } from './delivery.ts'
import { createCallFacts, type GrantFacts } from './facts.ts'
import { requireItems } from './named-items.ts'

/** What every call says: why it is made, and what it wants of each row. */
export interface CallRequest {
  readonly purpose: string
  /** Number of the matter it serves. */
  readonly matter: string
  /** Items asked for; without it every granted one. */
  readonly fields?: readonly string[] | undefined
}

/** What one way of reading adds to a call. */
export interface Reading {
  readonly action: 'data.lookup' | 'data.query' | 'data.changes'
  /** Items by which rows are chosen: asking by an item is using it. */
  readonly by: readonly string[]
  /** Checks the request against the dataset. @throws {Problem} */
  readonly select: (dataset: Dataset, reach: readonly RowCondition[]) => Selection
  /** Rows it may take at most, as far as that shows before: what a quota must have room for. */
  readonly most: number
  readonly detail: Readonly<Record<string, unknown>>
}

/** What every answer says beside its rows. */
export interface Answered {
  /** The grant reaches only some rows; the others are as if they were not there. */
  readonly filtered?: true
  /** Items that are not shown as they are stored; absent when every value is. */
  readonly masked?: readonly string[]
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

export interface CallRead extends Pick<Released, 'rows' | 'places' | 'hasMore'> {
  readonly answer: Answered
  readonly dataset: Dataset
}

/** One call from its question to its rows: find what it is decided on, check what it names, and release. */
export type ReadCall = (
  application: ApplicationPrincipal,
  code: string,
  request: CallRequest,
  reading: Reading,
) => Promise<CallRead>

export interface ReadCallDeps {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly release: Release
  readonly runtime: CaseRuntime
  readonly pseudonyms: Pseudonyms
  readonly territories: () => TerritoryTree
}

export function createReadCall(deps: ReadCallDeps): ReadCall {
  const { gate, release, runtime, pseudonyms } = deps
  const callFacts = createCallFacts({ ...deps, today: gate.today })

  /** What a grant adds to a release: whose it is, what it masks, and what its first delivery sets off. */
  const underGrant = ({ id, case: caseId, delivered, limits }: GrantFacts) =>
    id === undefined
      ? {}
      : {
          grant: id,
          ...(limits.quota_per_day === null && limits.quota_total === null ? {} : { limited: true as const }),
          case: caseId!,
          masked: { masks: limits.masks, pseudonym: pseudonyms(id) },
          ...(delivered ? {} : { alongside: (tx: Tx) => firstDelivery(tx, runtime, { id }, gate.now()) }),
        }

  return async (application, code, request, { action, by, select, most, detail }) => {
    const { purpose, matter } = request
    const found = await callFacts({ application: application.id, code, purpose })
    if (found === undefined) throw notFound('数据集')
    const { dataset, entry, grant, resource, standing } = found.facts
    const { row_filter: reach } = grant.limits
    const granted = grant.facts['fields'] as readonly string[]
    const fields = request.fields ?? granted
    requireItems(dataset, entry, { granted, rowFilter: reach, fields, by })
    const selection = select(dataset, reach)
    const filtered = reach.length > 0 ? ({ filtered: true } as const) : {}
    const { rows, places, hasMore, masked, receipt, grounds } = await release({
      principal: application,
      action,
      resource,
      standing,
      context: {
        purpose,
        matterGiven: matter.trim() !== '',
        signed: application.signed !== undefined,
        fields: [...new Set([...fields, ...by])],
        mode: 'lookup',
        quota: quotaFor(grant.limits, found.taken, most),
      },
      dataset,
      fields,
      selection,
      detail: { purpose, matter, ...detail, ...filtered },
      ...underGrant(grant),
    })
    const hidden = masked.length > 0 ? { masked } : {}
    return { answer: { receipt, grounds, ...filtered, ...hidden }, rows, places, hasMore, dataset }
  }
}
