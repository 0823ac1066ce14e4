import { normalizeCreditCode, normalizeResidentId } from '@fadu/privacy'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound, Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Column } from '../../platform/release/layout.ts'
import type { Release, Released } from '../../platform/release/release.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import type { Entry } from '../catalog/index.ts'
import { createCallFacts, type GrantFacts } from './facts.ts'

export interface LookupRequest {
  readonly purpose: string
  readonly matter: string
  /** Item that identifies, e.g. the resident id. */
  readonly item: string
  readonly values: readonly string[]
  /** Items asked for; without it every granted one. */
  readonly fields?: readonly string[] | undefined
}

export interface GatewayService {
  lookup(application: ApplicationPrincipal, code: string, request: LookupRequest): Promise<Released>
}

export function createGatewayService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly release: Release
  readonly runtime: CaseRuntime
  readonly territories: () => TerritoryTree
}): GatewayService {
  const { gate, release, runtime } = deps
  const callFacts = createCallFacts({ ...deps, today: gate.today })
  return {
    lookup: async (application, code, request) => {
      const found = await callFacts({ application: application.id, code, purpose: request.purpose })
      if (found === undefined) throw notFound('数据集')
      const { dataset, entry, grant, resource, standing } = found
      const fields = request.fields ?? grantedFields(grant)
      requireStanding(dataset, entry, grant, [...fields, request.item])
      const values = normalizeKeys(dataset, request, fields)
      return release({
        principal: application,
        action: 'data.lookup',
        resource,
        standing,
        context: {
          purpose: request.purpose,
          matterGiven: request.matter.trim() !== '',
          fields: [...new Set([...fields, request.item])],
          mode: 'lookup',
        },
        dataset,
        fields,
        selection: { kind: 'keys', item: request.item, values },
        ...(grant.id === undefined ? {} : { grant: grant.id }),
        ...(grant.case === undefined ? {} : { case: grant.case }),
        detail: { purpose: request.purpose, matter: request.matter, by: request.item, asked: values.length },
        ...(grant.id === undefined || grant.delivered
          ? {}
          : { alongside: (tx) => firstDelivery(tx, runtime, grant, gate.now()) }),
      })
    },
  }
}

/** Delivery means the first successful call: the grant is marked and the case moves on in the transaction of the record. */
async function firstDelivery(
  tx: Tx,
  runtime: CaseRuntime,
  grant: GrantFacts,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const marked = await tx
    .updateTable('data_grant')
    .set({ delivered_at: now })
    .where('id', '=', grant.id!)
    .where('delivered_at', 'is', null)
    .returning('case_id')
    .executeTakeFirst()
  if (marked === undefined) return {}
  const moved = await runtime.happen(tx, marked.case_id, 'grant.firstDelivery')
  return moved ? { firstDelivery: true } : {}
}

function grantedFields(grant: GrantFacts): readonly string[] {
  return grant.facts['fields'] as readonly string[]
}

/** A granted item that a later version of the entry no longer has: said so, never left out in silence. */
function requireStanding(dataset: Dataset, entry: Entry, grant: GrantFacts, asked: readonly string[]): void {
  const granted = grantedFields(grant)
  const gone = asked.filter((code) => granted.includes(code) && !dataset.layout.some((c) => c.code === code))
  if (gone.length === 0) return
  const items = [...new Set(gone)]
  throw new Problem({ code: 'ITEM_REMOVED', dataset: dataset.code, items, version: entry.publishedVersion ?? 1 })
}

/** Checks what is asked for against the dataset and brings keys into the form they were indexed in. */
function normalizeKeys(dataset: Dataset, request: LookupRequest, fields: readonly string[]): readonly string[] {
  const item = dataset.layout.find((c) => c.code === request.item)
  const faults: FieldProblem[] = [
    ...fields
      .filter((code) => !dataset.layout.some((c) => c.code === code))
      .map((code) => ({ field: 'body.fields', expected: `items of the dataset; «${code}» is none` })),
    ...(item === undefined || item.identifier === null
      ? [{ field: 'body.item', expected: 'an identifier of the dataset' }]
      : []),
  ]
  if (faults.length > 0 || item === undefined) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  const values = request.values.map((value) => normalizeKey(item, value))
  const unfit = values.flatMap((value, i) => (isFit(value) ? [] : [`body.values.${i}`]))
  if (unfit.length === 0) return values
  const expected = 'a well-formed, non-empty text'
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: unfit.map((field) => ({ field, expected })) })
}

function isFit(value: string): boolean {
  return value !== '' && !/[\0\p{Cs}]/u.test(value)
}

function normalizeKey(item: Column, value: string): string {
  if (item.identifier === 'residentId') return normalizeResidentId(value)
  return item.identifier === 'creditCode' ? normalizeCreditCode(value) : value.trim()
}
