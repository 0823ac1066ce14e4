import { sql, type RawBuilder } from 'kysely'
import { encodeUtf8 } from '@fadu/audit-log'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { AccessTracer } from '../../../platform/log/access-keys.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { CorrectionTarget, StoredValue } from '../../../platform/release/correction-lines.ts'
import type { Dataset, Keyring } from '../../../platform/release/dataset-store.ts'
import {
  indexColumn,
  layout as layoutSchema,
  plainColumn,
  sqlTypes,
  type Column,
} from '../../../platform/release/layout.ts'
import { targetCondition } from '../../../platform/release/query-rows.ts'
import { openSealed, rowIdOf } from '../../../platform/release/sealed-values.ts'
import { versionsOf, type Place } from '../../../platform/release/version-chain.ts'

/** A version that another took the place of. */
export interface Superseded {
  /** Since when it was there to be received. */
  readonly since: Date
  /** Under which keys accesses to it are traced. */
  readonly digests: readonly Uint8Array[]
}

/** The one current row a line is about. @throws {Problem} CORRECTION_UNRESOLVED when there is none, or more than one. */
export async function findTarget(
  tx: Tx,
  keys: Keyring,
  dataset: Dataset,
  target: CorrectionTarget,
  line: number,
): Promise<Place> {
  const { rows } = await sql<Place>`
    select batch, line::float8 as line from ${sql.table(dataset.table)}
    where ${targetCondition(keys, dataset, target)} and superseded_by_batch is null limit 2`.execute(tx)
  if (rows.length !== 1) throw new Problem({ code: 'CORRECTION_UNRESOLVED', line, found: rows.length })
  return rows[0]!
}

interface Writer {
  readonly keys: Keyring
  readonly dataset: Dataset
  /** Columns that left the layout: a new version keeps what they hold. */
  readonly retired: unknown
  readonly tracer: AccessTracer
}

/**
 * Writes a new version of a row: what is not corrected stands as it was received, bytes and all, also what the layout no longer
 * names. The earlier version is marked and nothing else of it is touched.
 */
export async function writeVersion(
  tx: Tx,
  writer: Writer,
  target: Place,
  next: Place & { readonly values: Readonly<Record<string, StoredValue>> },
): Promise<readonly Superseded[]> {
  const { keys, dataset } = writer
  const columns = [...dataset.layout, ...layoutSchema.parse(writer.retired)]
  const earlier = await readVersion(tx, dataset, columns, target)
  const content = openVersion(keys, earlier)
  const { values } = next
  const superseded = await receivedSince(tx, writer, columns, target, {
    content: { ...earlier.plain, ...content },
    items: Object.keys(values),
  })
  const written: [name: string, value: RawBuilder<unknown>][] = []
  for (const column of columns) {
    const { code } = column
    if (!column.sealed) {
      const name = plainColumn(code)
      written.push([name, Object.hasOwn(values, code) ? cell(column, values[code]!) : sql.ref(`o.${name}`)])
    } else if (column.identifier !== null) {
      const value = values[code]
      const name = indexColumn(code)
      written.push([
        name,
        !Object.hasOwn(values, code)
          ? sql.ref(`o.${name}`)
          : typeof value === 'string'
            ? sql`${Buffer.from(keys.current.indexer(code).index(value))}::bytea`
            : sql`null::bytea`,
      ])
    }
  }
  if (columns.some((c) => c.sealed)) {
    const sealedValues = Object.entries(values).filter(([code]) => columns.some((c) => c.code === code && c.sealed))
    const merged = { ...content, ...Object.fromEntries(sealedValues) }
    const sealed = keys.current.sealer.seal(rowIdOf(next), encodeUtf8(JSON.stringify(merged)))
    written.push(['sealed', sql`${Buffer.from(sealed)}::bytea`])
  }
  await sql`
    insert into ${sql.table(dataset.table)} (batch, line, ${sql.join(written.map(([name]) => sql.ref(name)))})
    select ${next.batch}::integer, ${String(next.line)}::bigint, ${sql.join(written.map(([, value]) => value))}
    from ${sql.table(dataset.table)} o
    where o.batch = ${target.batch}::integer and o.line = ${String(target.line)}::bigint`.execute(tx)
  await sql`
    update ${sql.table(dataset.table)} set superseded_by_batch = ${next.batch}::integer
    where batch = ${target.batch}::integer and line = ${String(target.line)}::bigint`.execute(tx)
  return superseded
}

/**
 * From when on the values that change now were there to be received, by version and its keys. A value is older than its row when
 * another item was corrected since, or when the same row was sent again: all versions count back to the last correction of one
 * of these items. Of a row that was sent again with another value this tells too many rather than too few.
 */
async function receivedSince(
  tx: Tx,
  writer: Writer,
  columns: readonly Column[],
  target: Place,
  { content, items }: { readonly content: Content; readonly items: readonly string[] },
): Promise<readonly Superseded[]> {
  const { dataset, keys } = writer
  const identifiers = dataset.layout.filter((c) => c.identifier !== null && typeof content[c.code] === 'string')
  const key = identifiers.find((c) => c.identifier !== 'other') ?? identifiers[0]
  const places = await versionsOf(tx, dataset, targetCondition(keys, dataset, target))
  const sameKey =
    key === undefined
      ? []
      : await versionsOf(
          tx,
          dataset,
          targetCondition(keys, dataset, { item: key.code, value: content[key.code] as string }),
        )
  const versions = new Map([...places, ...sameKey].map((place) => [rowIdOf(place), place]))
  const read = []
  for (const place of versions.values()) read.push(await readVersion(tx, dataset, columns, place))
  const corrected = read.filter((v) => v.corrected.some((code) => items.includes(code)))
  const from = Math.max(0, ...corrected.map((v) => v.since.getTime()))
  return read
    .filter((v) => v.since.getTime() >= from)
    .map((v) => ({ since: v.since, digests: tracedBy(writer, { ...v.plain, ...openVersion(keys, v) }) }))
}

type Content = Readonly<Record<string, StoredValue>>

/** The keys by which anybody could have asked for this version. */
function tracedBy({ dataset, tracer }: Writer, content: Content): readonly Uint8Array[] {
  return dataset.layout
    .filter((c) => c.identifier !== null)
    .flatMap(({ code }) => {
      const value = content[code]
      return typeof value === 'string' ? tracer.digests(dataset.id, code, [value]) : []
    })
}

interface Version {
  readonly place: Place
  readonly sealed: Uint8Array | null
  readonly plain: Content
  readonly since: Date
  /** Items that this version corrected. */
  readonly corrected: readonly string[]
}

function openVersion(keys: Keyring, { place, sealed }: Version): Content {
  return openSealed(keys.openAll, [{ ...place, sealed }])[0]!
}

async function readVersion(
  tx: Tx,
  dataset: Dataset,
  columns: readonly Column[],
  { batch, line }: Place,
): Promise<Version> {
  const identifiers = columns.filter((c) => !c.sealed && c.identifier !== null)
  const wanted = [
    sql`b.created_at as since`,
    sql`coalesce(l.items, '{}') as corrected`,
    columns.some((c) => c.sealed) ? sql`o.sealed` : sql`null::bytea as sealed`,
    ...identifiers.map(({ code }) => sql`${sql.ref(`o.${plainColumn(code)}`)}::text as ${sql.ref(plainColumn(code))}`),
  ]
  const { rows } = await sql<{
    since: Date | string
    corrected: string[]
    sealed: Uint8Array | null
    [column: string]: unknown
  }>`
    select ${sql.join(wanted)} from ${sql.table(dataset.table)} o
    join batch b on b.dataset_id = ${dataset.id}::uuid and b.number = o.batch
    left join correction c on c.batch_id = b.id
    left join correction_line l on l.correction_id = c.id and l.line = o.line
    where o.batch = ${batch}::integer and o.line = ${String(line)}::bigint`.execute(tx)
  const row = rows[0]!
  const plain = Object.fromEntries(identifiers.map(({ code }) => [code, row[plainColumn(code)] as StoredValue]))
  const { sealed, corrected, since } = row
  return { place: { batch, line }, sealed, plain, since: new Date(since), corrected }
}

function cell(column: Column, value: StoredValue): RawBuilder<unknown> {
  const text = value === null ? null : String(value)
  return sql`${text}::text::${sql.raw(sqlTypes[column.type])}`
}
