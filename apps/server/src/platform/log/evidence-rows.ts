import { randomBytes } from 'node:crypto'
import { sql, type CompiledQuery, type QueryResult, type RawBuilder } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { canonicalBytes, commitment, concatBytes, encodeUtf8, toBase64, type LogHash } from '@fadu/audit-log'
import type { Db, Tx } from '../db/open-database.ts'
import { hexOf } from '../hex.ts'
import type { AccessKeys } from './access-keys.ts'

/** Runs a statement in a transaction that is under way, whoever holds it. */
export type Run = <R>(query: RawBuilder<R>) => Promise<readonly R[]>

export const runIn =
  (tx: Tx | Db): Run =>
  async (query) =>
    (await query.execute(tx)).rows

/** For who has only the connection, as at the end of a transaction. */
export const runOn =
  (db: Db, execute: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Run =>
  async <R>(query: RawBuilder<R>) =>
    (await execute(query.compile(db))).rows as readonly R[]

/** Commitments to rows of evidence by table and key, base64; null says that the row was deleted. */
export type RowCommitments = Readonly<Record<string, Readonly<Record<string, string | null>>>>

/** Rows that one entry commits to at most; more of them are spread over entries. */
export const rowsOfEntry = 500

interface Change {
  readonly table_name: string
  readonly row_key: string
  readonly image: string | null
}

/** Commitments of one entry that is to be written under this id. */
export interface CommittingEntry {
  readonly id: string
  readonly rows: RowCommitments
}

/** What this transaction changed of the evidence since it was last asked; the notes are taken away, new salts are stored. */
export async function takeRows(run: Run, hash: LogHash): Promise<readonly CommittingEntry[]> {
  return commitTo(run, hash, await takeNotes(run, sql`xid = pg_current_xact_id_if_assigned()`))
}

/** What stood before there were commitments, or was changed by a migration: a part of it; none when all is committed to. */
export async function takeBegun(run: Run, hash: LogHash): Promise<CommittingEntry | undefined> {
  const part = sql`seq in (select seq from evidence_change where xid = '0' order by seq limit ${rowsOfEntry})`
  return (await commitTo(run, hash, await takeNotes(run, part)))[0]
}

/** Takes notes of changes away; of a row that changed several times the last one counts. */
function takeNotes(run: Run, which: RawBuilder<unknown>): Promise<readonly Change[]> {
  return run(sql<Change>`
    with taken as (delete from evidence_change where ${which} returning seq, table_name, row_key, image)
    select distinct on (table_name, row_key) table_name, row_key, image::text as image
    from taken order by table_name, row_key, seq desc`)
}

async function commitTo(run: Run, hash: LogHash, changes: readonly Change[]): Promise<readonly CommittingEntry[]> {
  if (changes.length === 0) return []
  const entries = Array.from({ length: Math.ceil(changes.length / rowsOfEntry) }, () => uuidv7())
  const rows = changes.map(({ table_name: table, row_key: key, image }, i) => {
    const entry = entries[Math.floor(i / rowsOfEntry)]!
    if (image === null) return { entry, table, key, digest: null }
    const salt = randomBytes(16)
    const digest = toBase64(rowCommitment(hash, { table, key, salt, image }))
    return { entry, table, key, salt: salt.toString('hex'), digest }
  })
  const kept = rows.flatMap((row) => (row.salt === undefined ? [] : [{ ...row, salt: row.salt }]))
  const deleted = rows.filter((row) => row.salt === undefined)
  if (kept.length > 0) {
    await run(sql`
      insert into evidence_salt (table_name, row_key, salt, entry_id)
      select t, k, decode(s, 'hex'), e from unnest(${kept.map((row) => row.table)}::text[],
        ${kept.map((row) => row.key)}::text[], ${kept.map((row) => row.salt)}::text[],
        ${kept.map((row) => row.entry)}::uuid[]) as r (t, k, s, e)
      on conflict on constraint evidence_salt_pk do update set salt = excluded.salt, entry_id = excluded.entry_id`)
  }
  if (deleted.length > 0) {
    await run(sql`
      delete from evidence_salt where (table_name, row_key) in (select * from unnest(
        ${deleted.map((row) => row.table)}::text[], ${deleted.map((row) => row.key)}::text[]))`)
  }
  return entries.map((id) => ({ id, rows: byTable(rows.filter((row) => row.entry === id)) }))
}

function byTable(
  digests: readonly { readonly table: string; readonly key: string; readonly digest: string | null }[],
): RowCommitments {
  const tables = new Map<string, Map<string, string | null>>()
  for (const { table, key, digest } of digests) {
    const rows = tables.get(table) ?? new Map<string, string | null>()
    tables.set(table, rows.set(key, digest))
  }
  return Object.fromEntries([...tables].map(([table, rows]) => [table, Object.fromEntries(rows)]))
}

/** The salted commitment to a row: to its table, its key and its columns of evidence, each as text. */
export function rowCommitment(
  hash: LogHash,
  row: {
    readonly table: string
    readonly key: string
    readonly salt: Uint8Array
    /** JSON of the columns. */
    readonly image: string
  },
): Uint8Array {
  return commitment(hash, row.salt, canonicalBytes([row.table, row.key, JSON.parse(row.image) as unknown]))
}

/** What an entry says of the keys of its access. They are keyed digests already: nobody can try values against them. */
export interface KeysSaid {
  readonly n: number
  /** What they are keys of, where it is not the dataset of the entry. */
  readonly of?: string
  /** Base64. */
  readonly digest: string
}

export function keysSaid(hash: LogHash, keys: AccessKeys): KeysSaid {
  const hexes = [...new Set(keys.digests.map(hexOf))].toSorted()
  return { n: hexes.length, digest: digestOfKeys(hash, keys.dataset, hexes) }
}

/** @param hexes - Different, in order. */
export function digestOfKeys(hash: LogHash, dataset: string, hexes: readonly string[]): string {
  return toBase64(hash.digest(concatBytes([encodeUtf8(`${dataset}\n`), Buffer.from(hexes.join(''), 'hex')])))
}
