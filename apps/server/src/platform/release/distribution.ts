import { sql } from 'kysely'
import type { Db, Tx } from '../db/open-database.ts'
import { indexColumn, plainColumn, type Layout } from './layout.ts'

/**
 * What spreads the table of a dataset over the machines of a Citus cluster. Lookups go by an identifier, so rows are placed
 * by one; it must be there in every row, or the row has no place, and be part of every unique constraint. A dataset without
 * such an item is placed by batch. The key is made here and not after the first rows, since it names that item.
 */
export function distributeTableSql(table: string, layout: Layout): string {
  const key = layout.find((c) => c.identifier !== null && !c.nullable)
  if (key === undefined) {
    return [
      `alter table ${table} add constraint ${table}_pk primary key (batch, line);`,
      `select create_distributed_table('${table}', 'batch');`,
    ].join('\n')
  }
  const column = key.sealed ? indexColumn(key.code) : plainColumn(key.code)
  return [
    `alter table ${table} alter column ${column} set not null;`,
    `alter table ${table} add constraint ${table}_pk primary key (${column}, batch, line);`,
    `create index ${table}_place on ${table} (batch, line);`,
    `select create_distributed_table('${table}', '${column}');`,
  ].join('\n')
}

/** Whether this database is a Citus cluster; elsewhere tables stay as they are. */
export async function isDistributed(tx: Db | Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_extension where extname = 'citus'`.execute(tx)
  return rows.length > 0
}
