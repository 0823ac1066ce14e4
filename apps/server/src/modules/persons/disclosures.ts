import type { CivilDate } from '@fadu/domain'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import type { AccessTracer } from '../../platform/log/access-keys.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { everyColumn } from '../../platform/release/every-column.ts'
import { requireKey } from '../../platform/release/form-identifier.ts'
import type { Column, Layout } from '../../platform/release/layout.ts'
import type { Release, Released } from '../../platform/release/release.ts'
import type { AggregateService } from '../aggregate/index.ts'
import { isSameDigest } from './digests.ts'

/** Something that was disclosed to a person, as it stands in a list: what, by whom, until when. No value of it. */
export interface DisclosureView {
  readonly id: string
  readonly case: string
  readonly dataset: { readonly code: string; readonly name: string }
  readonly provider: { readonly id: string; readonly name: string }
  /** The identifier whose value opens it. */
  readonly item: { readonly code: string; readonly name: string }
  readonly disclosedAt: string
  readonly validUntil: CivilDate
  /** `ended`: its last day is over, or the dataset is sealed off or destroyed. */
  readonly state: 'open' | 'ended'
  /** Where the number also opens who asked for the data of this person: until when it counts as proven. */
  readonly proof: { readonly identifier: 'residentId' | 'creditCode'; readonly until: CivilDate } | null
}

/** Rows of a person, for that person. */
export interface OwnRecord extends Pick<Released, 'rows' | 'receipt' | 'grounds'> {
  readonly dataset: string
  readonly items: readonly Pick<Column, 'code' | 'name' | 'type'>[]
}

export interface ReadingOfOwn {
  readonly disclosure: string
  /** The number, in clear, for as long as the request lasts; never kept, never told. */
  readonly value: string
  /** Whether it is shown or taken along; the record says which. */
  readonly as: 'view' | 'csv' | 'json'
}

export interface Disclosures {
  /** What was disclosed to an account, newest first. */
  list(
    account: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<DisclosureView>>
  /**
   * The current rows of the person in clear, recorded before they are returned.
   *
   * @throws {Refused} when somebody else asks, the number is another, or its last day is over.
   */
  read(principal: AccountPrincipal, reading: ReadingOfOwn): Promise<OwnRecord>
}

export function createDisclosures(deps: {
  readonly db: Db
  readonly aggregate: Pick<AggregateService, 'byId'>
  readonly release: Release
  readonly tracer: AccessTracer
  readonly today: () => CivilDate
}): Disclosures {
  const { db, aggregate, release, tracer, today } = deps
  return {
    list: async (account, { limit, cursor }) => {
      const rows = await selectDisclosures(db)
        .where('d.account_id', '=', account)
        .where('d.id', '<', idBefore(cursor))
        .orderBy('d.id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => toView(row, today()),
      )
    },
    read: async (principal, { disclosure, value, as }) => {
      const row = await db.selectFrom('record_disclosure').selectAll().where('id', '=', disclosure).executeTakeFirst()
      if (row === undefined) throw notFound('所提供的数据')
      const { dataset, entry, facts } = await aggregate.byId(db, row.dataset_id)
      const column = dataset.layout.find((c) => c.code === row.item)
      if (column === undefined) {
        const version = entry.publishedVersion ?? 1
        throw new Problem({ code: 'ITEM_REMOVED', dataset: dataset.code, items: [row.item], version })
      }
      const key = requireKey(column, value, 'body.value')
      const [stated] = tracer.digests(dataset.id, row.item, [key])
      const released = await release({
        principal,
        action: 'record.read',
        resource: facts.resource,
        standing: facts.context!,
        context: {
          disclosure: {
            holder: row.account_id === principal.id,
            proven: isSameDigest(row.digest, stated!),
            open: row.valid_until >= today(),
          },
        },
        dataset,
        fields: dataset.layout.map((c) => c.code),
        selection: { kind: 'keys', item: row.item, values: [key] },
        case: row.case_id,
        detail: { disclosure, by: row.item, as },
      })
      return {
        dataset: dataset.code,
        items: itemsOf(dataset.layout),
        rows: released.rows,
        receipt: released.receipt,
        grounds: released.grounds,
      }
    },
  }
}

const itemsOf = (layout: Layout): OwnRecord['items'] => layout.map(({ code, name, type }) => ({ code, name, type }))

function selectDisclosures(db: Db) {
  return db
    .selectFrom('record_disclosure as d')
    .innerJoin('dataset', 'dataset.id', 'd.dataset_id')
    .innerJoin('catalog_entry as entry', 'entry.id', 'dataset.entry_id')
    .innerJoin('organization as provider', 'provider.id', 'entry.provider_id')
    .select(['d.id', 'd.case_id', 'd.item', 'd.identifier', 'd.valid_until', 'd.proven_until', 'd.disclosed_at'])
    .select(['dataset.code', 'dataset.custody', 'dataset.layout', 'dataset.retired', 'entry.name'])
    .select(['provider.id as provider_id', 'provider.name as provider_name'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDisclosures>['execute']>>[number]

function toView(row: Row, today: CivilDate): DisclosureView {
  const { identifier, proven_until: until } = row
  return {
    id: row.id,
    case: row.case_id,
    dataset: { code: row.code, name: row.name },
    provider: { id: row.provider_id, name: row.provider_name },
    item: { code: row.item, name: everyColumn(row).find((c) => c.code === row.item)?.name ?? row.item },
    disclosedAt: row.disclosed_at.toISOString(),
    validUntil: row.valid_until,
    state: row.custody === 'active' && row.valid_until >= today ? 'open' : 'ended',
    proof: identifier === null || until === null ? null : { identifier, until },
  }
}
