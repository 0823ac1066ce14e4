import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Tx } from '../db/open-database.ts'
import type { DatasetKeys, Keyring } from './dataset-keys.ts'
import type { Dataset } from './dataset-store.ts'
import { indexColumn, type Column, type Layout } from './layout.ts'

/** A place in a dataset: rows are done in the order of batch and line. */
export interface Place {
  readonly batch: number
  readonly line: number
}

export interface ResealedPage {
  /** Last row of the page; undefined when there was none left. */
  readonly last: Place | undefined
  readonly resealed: number
  /** Rows that did not open: left as they are. */
  readonly tampered: readonly string[]
}

interface SealedRow {
  readonly batch: number
  readonly line: number | string
  readonly sealed: Uint8Array
}

/**
 * Seals a page of rows under the current key, with blind indexes of that key. Values stay what they are. A row that does not
 * open is passed over and named; it stays readable as what it is: tampered.
 */
export async function resealRows(
  tx: Tx,
  dataset: Dataset,
  keyring: Keyring,
  page: {
    readonly after: Place
    readonly limit: number
    /** Columns that the table keeps and the layout no longer names: they are found again when they come back. */
    readonly retired: Layout
  },
): Promise<ResealedPage> {
  if (!(await hasSealed(tx, dataset.table))) return done
  const indexed = [...dataset.layout, ...page.retired].filter((c) => c.sealed && c.identifier !== null)
  const { rows } = await sql<SealedRow>`
    select batch, line, sealed from ${sql.table(dataset.table)}
    where (batch, line) > (${page.after.batch}::integer, ${String(page.after.line)}::bigint) and sealed is not null
    order by batch, line limit ${page.limit}`.execute(tx)
  const { current } = keyring
  const tampered: string[] = []
  const batches: number[] = []
  const lines: string[] = []
  const sealed: Buffer[] = []
  const hashes = indexed.map((): (Buffer | null)[] => [])
  for (const [i, row] of rows.entries()) {
    // Lookups of this process go between: sealing holds the thread.
    if (i % breatheEvery === breatheEvery - 1) await breathe()
    const place = `${row.batch}:${row.line}`
    const opened = tryOpen(keyring, place, new Uint8Array(row.sealed))
    if (opened === undefined) {
      tampered.push(place)
      continue
    }
    batches.push(row.batch)
    lines.push(String(row.line))
    sealed.push(Buffer.from(current.sealer.seal(place, opened)))
    if (indexed.length > 0) {
      const content = JSON.parse(decodeUtf8(opened)) as Readonly<Record<string, unknown>>
      indexed.forEach((column, i) => hashes[i]!.push(hashOf(current, column, content)))
    }
  }
  if (sealed.length > 0) {
    const names = ['sealed', ...indexed.map((c) => indexColumn(c.code))]
    const more = (await hasDigest(tx, dataset.table)) ? sql`, digest = null` : sql``
    // Values in columns of arrays: one statement text whatever the page holds, so that it is planned once.
    await sql`update ${sql.table(dataset.table)} as t
      set ${sql.join(names.map((n) => sql`${sql.ref(n)} = ${sql.ref(`v.${n}`)}`))}${more}
      from unnest(${sql.join([
        sql`${batches}::integer[]`,
        sql`${lines}::bigint[]`,
        sql`${bytea(sealed)}::bytea[]`,
        ...hashes.map((column) => sql`${bytea(column)}::bytea[]`),
      ])}) as v (batch, line, ${sql.join(names.map((n) => sql.ref(n)))})
      where t.batch = v.batch and t.line = v.line`.execute(tx)
  }
  const last = rows.at(-1)
  return {
    last: last === undefined ? undefined : { batch: last.batch, line: Number(last.line) },
    resealed: sealed.length,
    tampered,
  }
}

/** Rows sealed at a stretch, some milliseconds. */
const breatheEvery = 50

const done: ResealedPage = { last: undefined, resealed: 0, tampered: [] }

/** The same for rows in quarantine, bound to their place there. */
export async function resealQuarantine(
  tx: Tx,
  dataset: Dataset,
  keyring: Keyring,
  page: { readonly after: Place; readonly limit: number },
): Promise<ResealedPage> {
  const { rows } = await sql<SealedRow & { readonly batch_id: string }>`
    select q.batch_id, b.number as batch, q.line, q.sealed
    from batch b join quarantine_row q on q.batch_id = b.id
    where b.dataset_id = ${dataset.id} and (b.number, q.line) > (${page.after.batch}::integer, ${String(page.after.line)}::bigint)
    order by b.number, q.line limit ${page.limit}`.execute(tx)
  const tampered: string[] = []
  const ids: string[] = []
  const lines: string[] = []
  const sealed: Buffer[] = []
  for (const row of rows) {
    const place = `quarantine/${row.batch}:${row.line}`
    const opened = tryOpen(keyring, place, new Uint8Array(row.sealed))
    if (opened === undefined) {
      tampered.push(place)
      continue
    }
    ids.push(row.batch_id)
    lines.push(String(row.line))
    sealed.push(Buffer.from(keyring.current.sealer.seal(place, opened)))
  }
  if (sealed.length > 0) {
    await sql`update quarantine_row as t set sealed = v.sealed
      from unnest(${ids}::uuid[], ${lines}::bigint[], ${bytea(sealed)}::bytea[]) as v (batch_id, line, sealed)
      where t.batch_id = v.batch_id and t.line = v.line`.execute(tx)
  }
  const last = rows.at(-1)
  return {
    last: last === undefined ? undefined : { batch: last.batch, line: Number(last.line) },
    resealed: sealed.length,
    tampered,
  }
}

/** Whether a row or a row in quarantine is still sealed under another key than the current one; those named are not asked. */
export async function hasOldEnvelope(tx: Tx, dataset: Dataset, except: readonly string[]): Promise<boolean> {
  const version = Buffer.alloc(4)
  version.writeUInt32BE(dataset.keyVersion)
  // Byte 1 is the format, bytes 2 to 5 the key version: packages/smcrypto/src/etm.ts.
  const old = sql`substring(sealed from 2 for 4) <> ${version}::bytea`
  if (await hasSealed(tx, dataset.table)) {
    const { rows } = await sql`select 1 from ${sql.table(dataset.table)}
      where sealed is not null and ${old} and not (batch || ':' || line = any(${[...except]}::text[])) limit 1`.execute(
      tx,
    )
    if (rows.length > 0) return true
  }
  const { rows } = await sql`select 1 from batch b join quarantine_row q on q.batch_id = b.id
    where b.dataset_id = ${dataset.id} and ${old}
      and not ('quarantine/' || b.number || ':' || q.line = any(${[...except]}::text[])) limit 1`.execute(tx)
  return rows.length > 0
}

function tryOpen(keyring: Keyring, place: string, envelope: Uint8Array): Uint8Array | undefined {
  try {
    return keyring.open(place, envelope)
  } catch (error) {
    if (error instanceof EnvelopeTampered) return undefined
    throw error
  }
}

function hashOf(keys: DatasetKeys, { code }: Column, content: Readonly<Record<string, unknown>>): Buffer | null {
  const value = content[code]
  return typeof value === 'string' && value !== '' ? Buffer.from(keys.indexer(code).index(value)) : null
}

/** An array of bytes as PostgreSQL writes one; both drivers would read a list of buffers as something else. */
function bytea(values: readonly (Buffer | null)[]): string {
  return `{${values.map((v) => (v === null ? 'NULL' : `"\\\\x${v.toString('hex')}"`)).join(',')}}`
}

async function hasSealed(tx: Tx, table: string): Promise<boolean> {
  return hasColumn(tx, table, 'sealed')
}

/** A keyed digest by which unchanged rows are known; under another key it would be another one. */
async function hasDigest(tx: Tx, table: string): Promise<boolean> {
  return hasColumn(tx, table, 'digest')
}

async function hasColumn(tx: Tx, table: string, column: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_attribute
    where attrelid = to_regclass(${table}) and attname = ${column} and not attisdropped`.execute(tx)
  return rows.length > 0
}
