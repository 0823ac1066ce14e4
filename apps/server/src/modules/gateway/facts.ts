import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { CatalogEntryTable } from '../../platform/db/tables.ts'
import { createGrouped } from '../../platform/grouped.ts'
import type { Resource } from '../../platform/law/gate.ts'
import type { Dataset, DatasetRow, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { holdsPersonal, toEntry, type Entry } from '../catalog/index.ts'
import { grantFacts, noGrant, type GrantRow, type Taken } from '../share/index.ts'

/** The grant that speaks for a call, as the rules see it and as the record names it. */
export interface GrantFacts {
  readonly id: string | undefined
  readonly case: string | undefined
  readonly delivered: boolean
  readonly facts: Readonly<Record<string, CedarValue>>
  /** What it limits and masks. */
  readonly limits: Pick<GrantRow, 'row_filter' | 'masks' | 'quota_per_day' | 'quota_total'>
}

export interface CallFacts {
  readonly dataset: Dataset
  readonly entry: Entry
  readonly grant: GrantFacts
  readonly resource: Resource
  /** What the rules may ask of the call beyond what it says itself: its entry and its grant. */
  readonly standing: Readonly<Record<string, CedarValue>>
}

/** Facts of a call, and what was taken under its grant before: counted anew for each call, and only where a quota asks for it. */
export interface FoundCall {
  readonly facts: CallFacts
  readonly taken: Taken
}

/** What a call is decided on by: who calls, what for. */
export interface CallKey {
  readonly application: string
  readonly code: string
  readonly purpose: string
}

interface CallGrant extends GrantRow {
  id: string
  case_id: string
  delivered: boolean
}

interface CallRow {
  readonly dataset: DatasetRow
  readonly entry: Selectable<CatalogEntryTable>
  readonly revision: Entry['revision']
  readonly personal: boolean
  readonly grant: CallGrant | null
}

/**
 * Everything calls are decided on, in one question for all calls that arrive together. Of several grants of one application
 * on one entry the one that fits the call best speaks: active and of this purpose before active before the newest. Asked anew
 * at every call, so that a revoked grant is refused on the next; while it reads the same, the facts are one and the same
 * object, made once.
 */
export function createCallFacts(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly today: () => CivilDate
}): (call: CallKey) => Promise<FoundCall | undefined> {
  const { db, datasets, territories, today } = deps
  const known = new Map<string, Known>()

  const factsOf = (name: string, text: string, day: CivilDate): CallFacts => {
    const tree = territories()
    const before = known.get(name)
    if (before?.text === text && before.tree === tree) return before.facts
    const row = JSON.parse(text) as CallRow
    const dataset = datasets.fromRow(row.dataset)
    const entry = {
      ...toEntry(row.entry),
      revision: row.revision,
      aggregated: dataset.rowCount > 0,
      custody: dataset.custody,
      personal: row.personal,
    }
    const grant = toGrant(row.grant, day)
    const { resource, context } = datasetFacts(dataset, entry, tree)
    const facts = { dataset, entry, grant, resource, standing: { ...context, grant: grant.facts } }
    if (known.size >= mostKnown) known.clear()
    known.set(name, { text, tree, facts })
    return facts
  }

  return createGrouped({
    most: 500,
    alone: true,
    run: async (calls: readonly CallKey[]) => {
      const day = today()
      const names = calls.map((call) => JSON.stringify([call.application, call.code, call.purpose, day]))
      const distinct = [...new Map(names.map((name, i) => [name, calls[i]!]))]
      const { rows } = await callFactsQuery(
        distinct.map(([, call]) => call),
        day,
      ).execute(db)
      const found = new Map(rows.map((row) => [distinct[row.place - 1]![0], row]))
      return names.map((name) => {
        const row = found.get(name)
        if (row === undefined) return undefined
        const taken = { today: Number(row.today), total: Number(row.total) }
        return { facts: factsOf(name, row.facts, day), taken }
      })
    },
  })
}

/** One question for many calls. A grant is found by the index of its application and entry, the newest first. */
export function callFactsQuery(calls: readonly CallKey[], day: CivilDate) {
  const columns = sql`id, case_id, application_id, course, fields, purposes, valid_until, status, modes, row_filter, masks,
    quota_per_day, quota_total, matter_required, signed_calls, delivered_at is not null as delivered`
  const newest = (fit: number, which: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select ${fit}::integer as fit, ${columns} from data_grant
      where application_id = call.application and entry_id = e.id and ${which} order by issued_at desc limit 1)`
  const valid = sql`status = 'active' and valid_until >= ${day}::date`
  return sql<{ place: number; facts: string; today: string | number; total: string | number }>`
    select call.place, taken.today, taken.total,
      jsonb_build_object('dataset', to_jsonb(d) - 'retired', 'entry', to_jsonb(e), 'grant', to_jsonb(g) - 'fit',
        'revision', coalesce((select r.state from catalog_revision r where r.entry_id = e.id), 'none'),
        'personal', ${holdsPersonal(sql`e.id`)})::text as facts
    from unnest(${calls.map((c) => c.application)}::uuid[], ${calls.map((c) => c.code)}::text[],
      ${calls.map((c) => c.purpose)}::text[]) with ordinality as call (application, code, purpose, place)
    join dataset d on d.code = call.code
    join catalog_entry e on e.id = d.entry_id
    left join lateral (
      select * from (${newest(1, sql`${valid} and call.purpose = any(purposes)`)}
        union all ${newest(2, valid)} union all ${newest(3, sql`true`)}) fitting
      order by fit limit 1) g on true
    cross join lateral (
      select coalesce(sum(u.rows) filter (where u.day = ${day}::date), 0) as today, coalesce(sum(u.rows), 0) as total
      from grant_usage u
      where u.grant_id = g.id and u.day >= case when g.quota_total is not null then '-infinity'::date
        when g.quota_per_day is not null then ${day}::date else 'infinity'::date end) taken`
}

interface Known {
  readonly text: string
  readonly tree: TerritoryTree
  readonly facts: CallFacts
}

/** Facts kept; when full, all are forgotten and made anew. */
const mostKnown = 10_000

function toGrant(row: CallGrant | null, today: CivilDate): GrantFacts {
  if (row === null) return { id: undefined, case: undefined, delivered: false, facts: noGrant, limits: noLimits }
  return {
    id: row.id,
    case: row.case_id,
    delivered: row.delivered,
    facts: grantFacts(row, today),
    limits: row,
  }
}

const noLimits = { row_filter: [], masks: {}, quota_per_day: null, quota_total: null }
