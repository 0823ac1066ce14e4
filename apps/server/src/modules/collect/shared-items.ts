import { itemKeys, matchScore, reasonOf, type MatchReason } from '@fadu/domain'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/open-database.ts'
import type { PlanItem } from './plan-items.ts'

/** A published item of another agency that offers what an item of a plan asks. */
export interface OfferedItem {
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly agency: string
  readonly item: string
  readonly because: MatchReason
  readonly score: number
}

/** Who would collect, and where its share requests may go: its own territory and those above. */
export interface Collector {
  readonly organization: string
  readonly territories: readonly string[]
}

/** An item that was to be collected, with the entries that refused to share it. */
export interface WantedItem extends PlanItem {
  readonly refusedBy: readonly string[]
}

/** How many entries are named for one item: enough to choose from, few enough to be read. */
const namedAtMost = 3

/**
 * Published items of other agencies, open to a share request, under the keys of each wanted item; best first. The number of
 * entries looked at for a key is bounded, so that a common name costs no more than a rare one.
 */
export async function offeredItems(
  tx: Tx,
  collector: Collector,
  wanted: readonly WantedItem[],
): Promise<ReadonlyMap<number, readonly OfferedItem[]>> {
  const asked = wanted.flatMap((item) =>
    itemKeys(item).keys.map((key) => ({
      row: item.index,
      key,
      list: item.codeList ?? null,
      subjects: item.subjects,
      refused: item.refusedBy,
    })),
  )
  if (asked.length === 0) return new Map()
  const { rows } = await sql<FoundItem>`
    select w.row, w.key, f.id, f.code, f.name, f.item, o.name as agency
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as w(row integer, key text, list text, subjects text[], refused uuid[])
    cross join lateral (
      select e.id, e.code, e.name, e.provider_id, i.name as item
      from item_key k
      join item_key_entry s on s.entry_id = k.entry_id
      join catalog_entry e on e.id = k.entry_id
      join data_item i on i.entry_id = k.entry_id and i.code = k.item_code
      where k.key = w.key
        and (k.code_list is null or w.list is null or k.code_list = w.list)
        and (cardinality(s.subjects) = 0 or cardinality(w.subjects) = 0 or s.subjects && w.subjects)
        and e.state = 'published'
        and e.fields->>'shareAttribute' in ('unconditional', 'conditional')
        and e.provider_id <> ${collector.organization}::uuid
        and e.territory_code = any(${collector.territories}::text[])
        and not (e.id = any(w.refused))
      order by k.entry_id
      limit ${namedAtMost}
    ) f
    join organization o on o.id = f.provider_id
    order by w.row, f.id`.execute(tx)
  return new Map(wanted.map(({ index }) => [index, bestOf(rows.filter((found) => found.row === index))]))
}

interface FoundItem {
  readonly row: number
  readonly key: string
  readonly id: string
  readonly code: string
  readonly name: string
  readonly item: string
  readonly agency: string
}

/** Each entry once, for its best reason. */
function bestOf(found: readonly FoundItem[]): readonly OfferedItem[] {
  const offered = found.map(({ id, code, name, agency, item, key }): OfferedItem => {
    const because = reasonOf(key)
    return { entry: { id, code, name }, agency, item, because, score: matchScore(because) }
  })
  const byScore = offered.toSorted((a, b) => b.score - a.score)
  const each = new Map(byScore.toReversed().map((one) => [one.entry.id, one]))
  return byScore.filter((one) => each.get(one.entry.id) === one).slice(0, namedAtMost)
}
