import { sql } from 'kysely'
import { rawConnection } from '../db/dialect.ts'
import type { Migration } from '../db/migrate.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { BackupError } from './backup-fault.ts'
import type { TableDefinition } from './manifest.ts'

export interface StoredTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Of a dataset: no migration makes it. */
  readonly isDataset: boolean
}

/** Quoted where it must be; names come from the catalog of the database or from a signed manifest. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Tables of this database in the order of their names; those that belong to an extension are its own business. */
async function tablesIn(tx: Db | Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ name: string; columns: string[] | null }>`
    select case when n.nspname = current_schema() then c.relname else n.nspname || '.' || c.relname end as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
      and not exists (select 1 from pg_depend d where d.objid = n.oid and d.classid = 'pg_namespace'::regclass and d.deptype = 'e')
    order by 1`.execute(tx)
  return new Map(rows.map((row) => [row.name, row.columns ?? []]))
}

/** Names of the tables that stand after these migrations. */
export function tablesOfMigrations(migrations: readonly Migration[]): ReadonlySet<string> {
  const names = new Set(['schema_migration'])
  const statement = /^\s*(create|drop) table (?:if (?:not )?exists )?([a-z0-9_]+)/gim
  for (const { sql: text } of migrations) {
    for (const [, verb, name] of text.matchAll(statement)) {
      if (verb!.toLowerCase() === 'create') names.add(name!)
      else names.delete(name!)
    }
  }
  return names
}

/**
 * Every table that has to be in a backup. INVARIANT (nothing is left out): a table that neither a migration nor a dataset
 * accounts for stops the backup, and so does one that should be there and is not.
 *
 * @throws {BackupError} `BACKUP_TABLE_UNKNOWN`, `BACKUP_TABLE_MISSING`
 */
export async function tablesToKeep(tx: Tx, migrations: readonly Migration[]): Promise<readonly StoredTable[]> {
  const found = await tablesIn(tx)
  const datasets = await tx.selectFrom('dataset').select('table_name').where('custody', '<>', 'destroyed').execute()
  const ofDatasets = new Set(datasets.map((row) => row.table_name))
  const known = new Set([...tablesOfMigrations(migrations), ...ofDatasets])
  const unknown = [...found.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) throw new BackupError({ code: 'BACKUP_TABLE_UNKNOWN', tables: unknown })
  const missing = [...known].filter((name) => !found.has(name))
  if (missing.length > 0) throw new BackupError({ code: 'BACKUP_TABLE_MISSING', tables: missing })
  return [...found].map(([name, columns]) => ({ name, columns, isDataset: ofDatasets.has(name) }))
}

/** How a table is made, as the database itself tells it. */
export async function definitionOf(tx: Tx, table: string): Promise<TableDefinition> {
  const { rows: columns } = await sql<{ text: string }>`
    select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) ||
      case when a.attnotnull then ' not null' else '' end ||
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as text
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`.execute(tx)
  const { rows: constraints } = await sql<{ name: string; text: string }>`
    select conname as name, pg_get_constraintdef(oid) as text from pg_constraint
    where conrelid = ${table}::regclass and contype <> 'n' order by contype desc, conname`.execute(tx)
  const { rows: indexes } = await sql<{ text: string }>`
    select pg_get_indexdef(i.indexrelid) as text from pg_index i
    where i.indrelid = ${table}::regclass
      and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid) order by 1`.execute(tx)
  return {
    columns: columns.map((c) => c.text),
    constraints: constraints.map(({ name, text }) => ({ name, text })),
    indexes: indexes.map((i) => i.text),
  }
}

export interface SequenceState {
  readonly table: string
  readonly column: string
  readonly last: number
  readonly isCalled: boolean
}

/** Where the numbers of identity columns stand. */
export async function sequencesOf(tx: Tx): Promise<readonly SequenceState[]> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attidentity <> '' and c.relnamespace = current_schema()::regnamespace order by 1, 2`.execute(tx)
  const states: SequenceState[] = []
  for (const { table, column, sequence } of rows) {
    const { rows: state } = await sql<{ last: number; called: boolean }>`
      select last_value as last, is_called as called from ${sql.raw(sequence)}`.execute(tx)
    states.push({ table, column, last: Number(state[0]!.last), isCalled: state[0]!.called })
  }
  return states
}

/** @throws {BackupError} `BACKUP_TARGET_NOT_EMPTY` */
export async function requireEmpty(tx: Tx): Promise<void> {
  const [found] = [...(await tablesIn(tx)).keys()]
  if (found !== undefined) throw new BackupError({ code: 'BACKUP_TARGET_NOT_EMPTY', found })
}

/**
 * Takes keys, references and indexes off all tables, and gives what puts them back: rows are loaded faster without them and in
 * any order, and every reference is checked when it is made again.
 */
export async function setKeysAside(tx: Tx): Promise<() => Promise<void>> {
  const { rows: constraints } = await sql<{ table: string; name: string; kind: string; text: string }>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, contype::text as kind,
      pg_get_constraintdef(oid) as text
    from pg_constraint where contype in ('f', 'p', 'u') and connamespace = current_schema()::regnamespace
    order by 1, 2`.execute(tx)
  const { rows: indexes } = await sql<{ name: string; text: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as text
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid) order by 1`.execute(tx)
  const references = constraints.filter((c) => c.kind === 'f')
  const keys = constraints.filter((c) => c.kind !== 'f')
  const drop = (c: { table: string; name: string }): string => `alter table ${c.table} drop constraint ${c.name};`
  const add = (c: { table: string; name: string; text: string }): string =>
    `alter table ${c.table} add constraint ${c.name} ${c.text};`
  await run(tx, [...references.map(drop), ...keys.map(drop), ...indexes.map((i) => `drop index ${i.name};`)])
  return () => run(tx, [...keys.map(add), ...indexes.map((i) => `${i.text};`), ...references.map(add)])
}

/**
 * Switches the triggers of all tables off, and gives what switches them on again: rows that are loaded are as somebody wrote them
 * before, committed to by the entries that come with them.
 */
export async function setTriggersAside(tx: Tx): Promise<() => Promise<void>> {
  const { rows } = await sql<{ table: string }>`
    select distinct tgrelid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal order by 1`.execute(tx)
  const statements = (verb: string): string[] => rows.map((row) => `alter table ${row.table} ${verb} trigger user`)
  await run(tx, statements('disable'))
  return () => run(tx, statements('enable'))
}

/** One statement after the other: each has the time of a statement. */
export async function run(tx: Tx, statements: readonly string[]): Promise<void> {
  await rawConnection(tx, async (connection) => {
    for (const statement of statements) await connection.script(statement)
  })
}
