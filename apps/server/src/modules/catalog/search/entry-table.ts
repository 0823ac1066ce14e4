import type { CivilDate } from '@fadu/domain'
import type { EntryState } from '../../../platform/db/tables.ts'
import { columnNames, createColumns, type Columns } from './columns.ts'
import { freshnessOf, type Freshness } from './freshness.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'
import { keyOf } from './words.ts'

/** What an entry is found by, as a row of `catalog_search` holds it. */
export interface EntryTexts {
  readonly name: string
  /** Name and code of each item, in their order. */
  readonly items: readonly string[]
  readonly rest: readonly string[]
}

/** A row of `catalog_search`. */
export interface EntryRow {
  readonly entry_id: string
  readonly territory_code: string
  readonly provider_id: string
  readonly code: string
  readonly state: EntryState
  readonly level: string
  readonly category: string | null
  readonly share_attribute: string | null
  readonly open_attribute: string | null
  readonly grade: number | null
  readonly update_cycle: string | null
  readonly fresh_through: CivilDate | null
  readonly system_name: string | null
  readonly system_code: string | null
  readonly texts: EntryTexts
  /** Number of the transaction that wrote the row. */
  readonly written: string
}

/** An entry as it is looked through. Its texts stand one after the other: the name, then the items, then the rest. */
export interface TableEntry {
  readonly id: string
  readonly code: string
  readonly codeKey: string
  readonly nameKey: string
  readonly updateCycle: string | null
  readonly freshThrough: CivilDate | null
  readonly written: string
  /** Where its values stand in the columns. */
  readonly slot: number
  /** Where its name stands among the texts; its items begin after it. */
  readonly nameAt: number
  readonly restAt: number
  readonly end: number
}

/** Every entry of the catalog, in the order of their codes; values and texts by number, so that all of it is passed quickly. */
export interface EntryTable {
  readonly vocabulary: Vocabulary
  readonly columns: Columns
  readonly size: number
  /** Whether most of what is kept belongs to no entry any more. */
  readonly isStale: boolean
  /** Numbers of texts; see {@link TableEntry}. Another array after a change. */
  readonly texts: Uint32Array
  /** Whether the entry is there as that transaction wrote it. */
  holds(id: string, written: string): boolean
  /** @param today - What the freshness in the columns is of. */
  inOrder(today: CivilDate): readonly TableEntry[]
  put(rows: readonly EntryRow[]): void
  /** Lets go of every entry that is not among these. */
  keepOnly(ids: ReadonlySet<string>): void
}

/** Texts of no use that are kept at least, before the table is made anew. */
const uselessTexts = 1_000_000

export function createEntryTable(): EntryTable {
  const vocabulary = createVocabulary()
  const columns = createColumns()
  const entries = new Map<string, TableEntry>()
  const free: number[] = []
  let slots = 0
  let ordered: readonly TableEntry[] | undefined = []
  let freshOn: CivilDate | undefined
  let texts = new Uint32Array(1024)
  let end = 0
  let used = 0

  const append = (own: readonly string[]): void => {
    if (end + own.length > texts.length) {
      const longer = new Uint32Array(2 * (end + own.length))
      longer.set(texts)
      texts = longer
    }
    for (const text of own) texts[end++] = vocabulary.idOf(text)
  }
  const forget = (entry: TableEntry | undefined): void => {
    if (entry === undefined) return
    used -= entry.end - entry.nameAt
    free.push(entry.slot)
  }
  const setFreshness = ({ slot, updateCycle, freshThrough }: TableEntry, today: CivilDate): void => {
    const freshness: Freshness = freshnessOf(updateCycle ?? undefined, freshThrough ?? undefined, today)
    columns.set(slot, 'freshness', freshness)
  }
  const putOne = (row: EntryRow): void => {
    forget(entries.get(row.entry_id))
    const slot = free.pop() ?? slots++
    for (const name of columnNames) columns.set(slot, name, valueIn(row, name))
    const { name, items, rest } = row.texts
    const nameAt = end
    append([name])
    append(items)
    const restAt = end
    append(rest)
    used += end - nameAt
    const keys = { codeKey: keyOf(row.code), nameKey: keyOf(name) }
    const shown = { updateCycle: row.update_cycle, freshThrough: row.fresh_through, written: row.written }
    entries.set(row.entry_id, { id: row.entry_id, code: row.code, ...keys, ...shown, slot, nameAt, restAt, end })
  }

  return {
    vocabulary,
    columns,
    get size() {
      return entries.size
    },
    get isStale() {
      return end > 3 * used + uselessTexts
    },
    get texts() {
      return texts
    },
    holds: (id, written) => entries.get(id)?.written === written,
    inOrder: (today) => {
      ordered ??= [...entries.values()].toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
      if (freshOn !== today) for (const entry of ordered) setFreshness(entry, today)
      freshOn = today
      return ordered
    },
    put: (rows) => {
      for (const row of rows) putOne(row)
      if (rows.length === 0) return
      ordered = undefined
      freshOn = undefined
    },
    keepOnly: (ids) => {
      for (const [id, entry] of entries) {
        if (ids.has(id)) continue
        entries.delete(id)
        forget(entry)
        ordered = undefined
      }
    },
  }
}

function valueIn(row: EntryRow, name: (typeof columnNames)[number]): string | null {
  switch (name) {
    case 'provider':
      return row.provider_id
    case 'category':
      return row.category
    case 'level':
      return row.level
    case 'shareAttribute':
      return row.share_attribute
    case 'openAttribute':
      return row.open_attribute
    case 'grade':
      return row.grade === null ? null : String(row.grade)
    case 'freshness':
      return null // of the day that is asked
    case 'state':
      return row.state
    case 'territory':
      return row.territory_code
    case 'systemName':
      return row.system_name
    case 'systemCode':
      return row.system_code
  }
}
