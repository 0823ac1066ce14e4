import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Hold } from './register.ts'

/** Somebody with an account. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** Names of account holders, by id; everybody that is asked for has an account. */
export async function accountNames(tx: Db | Tx, ids: readonly (string | null)[]): Promise<(id: string) => Named> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const rows =
    asked.length === 0 ? [] : await tx.selectFrom('account').select(['id', 'name']).where('id', 'in', asked).execute()
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (id) => ({ id, name: names.get(id)! })
}

/** What is held as a reader knows it: the code of a dataset, that of a grant with whom it was given to, an organisation by its name. */
export async function heldNames(tx: Db | Tx, holds: readonly Hold[]): Promise<(hold: Hold) => string | null> {
  const of = (scope: Hold['scope']): readonly string[] => [
    ...new Set(holds.flatMap((hold) => (hold.scope === scope && hold.id !== null ? [hold.id] : []))),
  ]
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text, code as name from dataset where id = any(${of('dataset')}::uuid[])
    union all select g.id::text, e.code || ' · ' || o.name from data_grant g join catalog_entry e on e.id = g.entry_id
      join organization o on o.id = g.applicant_id where g.id = any(${of('grant')}::uuid[])
    union all select id::text, name from organization where id = any(${of('organization')}::uuid[])`.execute(tx)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return ({ id }) => (id === null ? null : (names.get(id) ?? null))
}
