import { sql } from 'kysely'
import { toBase64, type LogHash } from '@fadu/audit-log'
import type { Tx } from '../db/open-database.ts'
import { rowCommitment, type RowCommitments } from './evidence-rows.ts'
import { evidenceTables } from './evidence-tables.ts'

/** A row of evidence with the salt of its commitment: whoever has both sees that the entry commits to this row. */
export interface OpenedRow {
  readonly table: string
  readonly key: string
  /** Hexadecimal. */
  readonly salt: string
  /** Its columns of evidence, each as text. */
  readonly image: Readonly<Record<string, string | null>>
}

/** Tables whose rows hold a secret: they are never opened, and nobody's evidence rests on showing it. */
const closed = new Set(['account', 'dataset_key'])

/**
 * Opens what an entry commits to, as far as the rows still stand as it says: of a row that was changed since the earlier content is
 * gone, and a later entry commits to what took its place.
 *
 * @returns The opened rows, in the order of table and key; and how many of the entry's commitments are not among them.
 */
export async function openRows(
  tx: Tx,
  hash: LogHash,
  said: RowCommitments,
): Promise<{ readonly opened: readonly OpenedRow[]; readonly kept: number }> {
  // As the triggers made the images.
  await sql`set local timezone = 'UTC'`.execute(tx)
  const opened: OpenedRow[] = []
  let kept = 0
  for (const [table, digests] of Object.entries(said)) {
    const keys = Object.keys(digests)
    const standing = closed.has(table) ? [] : await standingRows(tx, table, keys)
    const fitting = standing.filter(({ key, salt, image }) => {
      const row = { table, key, salt: Buffer.from(salt, 'hex'), image }
      return toBase64(rowCommitment(hash, row)) === digests[key]
    })
    opened.push(
      ...fitting.map(({ image, ...row }) => ({ table, ...row, image: JSON.parse(image) as OpenedRow['image'] })),
    )
    kept += keys.length - fitting.length
  }
  return { opened, kept }
}

interface StandingRow {
  readonly key: string
  readonly salt: string
  readonly image: string
}

/** @param table - As an entry names it: read only when it is one of `evidenceTables`. */
async function standingRows(tx: Tx, table: string, keys: readonly string[]): Promise<readonly StandingRow[]> {
  const shape = Object.hasOwn(evidenceTables, table) ? evidenceTables[table] : undefined
  if (shape === undefined) return []
  const [first] = shape.key as [string]
  const type = await typeOf(tx, table, first)
  // The first column of the key leads to the rows by the primary key; the whole key tells them apart.
  const begins = keys.map((key) => (shape.key.length === 1 ? key : key.split('/', 1)[0]!))
  const { rows } = await sql<StandingRow>`
    select said.key, encode(z.salt, 'hex') as salt, said.image from (
      select evidence_key(to_jsonb(r), ${[...shape.key]}::text[]) as key,
        evidence_image(to_jsonb(r), ${[...shape.columns]}::text[])::text as image
      from ${sql.table(table)} r where ${sql.ref(`r.${first}`)} = any(${begins}::text[]::${sql.raw(type)}[])) said
    join evidence_salt z on z.table_name = ${table} and z.row_key = said.key
    where said.key = any(${[...keys]}::text[]) order by said.key`.execute(tx)
  return rows
}

async function typeOf(tx: Tx, table: string, column: string): Promise<string> {
  const { rows } = await sql<{ type: string }>`
    select format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attname = ${column}`.execute(tx)
  return rows[0]!.type
}
