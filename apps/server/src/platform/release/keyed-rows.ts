import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/open-database.ts'
import { hexOf } from '../hex.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { tracedGrouped } from '../telemetry/traced.ts'
import type { Keyring } from './dataset-keys.ts'
import type { Dataset } from './dataset-store.ts'
import { indexColumn, plainColumn, type Column } from './layout.ts'
import { rowCondition, type RowCondition } from './row-filter.ts'
import { inOneSnapshot } from './snapshot.ts'
import { mostRows, wantedColumns, type StoredRow } from './stored-rows.ts'

/** Current rows of a dataset by an identifier. */
export interface KeyedQuestion {
  readonly dataset: Dataset
  readonly columns: readonly Column[]
  readonly item: string
  /** Conditions a row meets besides. */
  readonly where: readonly RowCondition[]
  /** From `keysFor`. */
  readonly keys: readonly string[]
}

/** @returns In the order they were received; `mostRows` + 1 at most, which is one too many for an answer. */
export type KeyedRows = (question: KeyedQuestion) => Promise<readonly StoredRow[]>

/** Kinds of question kept ready; when full, all are forgotten and made anew. */
const mostKinds = 1_000

/** Rows by identifier: one question to the database for all calls on one dataset that arrive together. */
export function createKeyedRows(db: Db, telemetry: Telemetry | undefined): KeyedRows {
  const kinds = new Map<string, KeyedRows>()
  return (question) => {
    const kind = kindOf(question)
    const known = kinds.get(kind)
    if (known !== undefined) return known(question)
    const run = (questions: readonly KeyedQuestion[]) => rowsOf(db, questions)
    const made = tracedGrouped('lookup', { most: 200, alone: true, run }, telemetry)
    if (kinds.size >= mostKinds) kinds.clear()
    kinds.set(kind, made)
    return made(question)
  }
}

/** Questions of one kind differ in their keys alone. */
function kindOf({ dataset, columns, item, where }: KeyedQuestion): string {
  const { id, layoutVersion, keyVersion, oldestKey, custody } = dataset
  return JSON.stringify([id, layoutVersion, keyVersion, oldestKey, custody, item, columns.map((c) => c.code), where])
}

/** @throws {DatasetMoved} */
async function rowsOf(db: Db, questions: readonly KeyedQuestion[]): Promise<readonly (readonly StoredRow[])[]> {
  const { dataset, columns, item, where } = questions[0]!
  const { sealed } = dataset.layout.find((c) => c.code === item)!
  const by = sql.ref(sealed ? indexColumn(item) : plainColumn(item))
  const text = sealed ? sql`encode(${by}, 'hex')` : sql`${by}::text`
  const distinct = [...new Set(questions.flatMap((q) => q.keys))]
  const rows = await inOneSnapshot<StoredRow & { readonly by_key: string }>(
    db,
    dataset,
    sql`select ${sql.join(wantedColumns(columns).map((name) => sql.ref(name)))}, ${text} as by_key
      from ${sql.table(dataset.table)}
      where superseded_by_batch is null and ${by} = any(${sealed ? bytesOf(distinct) : distinct})
        and ${rowCondition(dataset.layout, where)}
      order by batch, line limit ${mostRows + 1}`,
  )
  if (questions.length === 1) return [rows]
  if (rows.length <= mostRows) {
    const byKey = groupBy(rows, (row) => row.by_key)
    return questions.map(({ keys }) => [...new Set(keys)].flatMap((key) => byKey.get(key) ?? []).sort(asReceived))
  }
  // Too many for all together is not yet too many for one.
  const answers = []
  for (const question of questions) answers.push(...(await rowsOf(db, [question])))
  return answers
}

function asReceived(a: StoredRow, b: StoredRow): number {
  return a.batch - b.batch || Number(a.line) - Number(b.line)
}

/** What the rows of these values are found by: hexadecimal of their indexes under every version of the key, or the values. */
export function keysFor(
  keyring: Keyring,
  dataset: Dataset,
  item: string,
  values: readonly string[],
): readonly string[] {
  if (!dataset.layout.find((c) => c.code === item)!.sealed) return values
  return keyring.versions.flatMap((version) => version.indexer(item).indexAll(values).map(hexOf))
}

/** An array of bytes from hexadecimal. One text travels alike on both engines and needs no escapes; arrays of bytes do not. */
export function bytesOf(hex: readonly string[]): RawBuilder<unknown> {
  return sql`array(select decode(h, 'hex') from unnest(string_to_array(${hex.join(',')}, ',')) as h)`
}

/** Rows that have one of these values in an identifier, under every version of the key. */
export function keyCondition(
  keyring: Keyring,
  dataset: Dataset,
  item: string,
  values: readonly string[],
): RawBuilder<unknown> {
  const found = keysFor(keyring, dataset, item, values)
  const { sealed } = dataset.layout.find((c) => c.code === item)!
  return sealed
    ? sql`${sql.ref(indexColumn(item))} = any(${bytesOf(found)})`
    : sql`${sql.ref(plainColumn(item))} = any(${[...found]})`
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}
