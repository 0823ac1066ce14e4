import pg from 'pg'
import { detectColumn, detectedIn } from '@fadu/privacy'
import type { DescribedColumn, DescribedTable } from './described.ts'
import { SourceFault, type TableChoice } from './source-fault.ts'

const timeoutMs = 30_000

/**
 * Reads the schema of a PostgreSQL: names, comments, types. Only the catalog of the database is asked, in a transaction that
 * can write nothing.
 *
 * @param url - May leave the password to `PGPASSWORD`.
 * @throws {SourceFault} when it cannot be reached or does not permit it.
 */
export async function readPostgres(url: string, choice: TableChoice): Promise<readonly DescribedTable[]> {
  const client = new pg.Client({
    connectionString: url,
    statement_timeout: timeoutMs,
    connectionTimeoutMillis: timeoutMs,
  })
  // A connection that breaks between two questions is said by the next of them.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows } = await client.query<Row>(columnsSql, [choice.schema ?? null, choice.table ?? null])
    await client.query('rollback')
    return tablesOf(rows)
  } catch (error) {
    throw new SourceFault('PostgreSQL', error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

interface Row {
  readonly table_name: string
  readonly table_comment: string | null
  readonly column_name: string
  readonly column_comment: string | null
  readonly type: string
  readonly modifier: number
  readonly required: boolean
}

/** Parts of a partitioned table are no tables of their own; a domain is what it is made of. */
const columnsSql = `
  select c.relname as table_name, obj_description(c.oid, 'pg_class') as table_comment,
    a.attname as column_name, col_description(c.oid, a.attnum) as column_comment,
    coalesce(base.typname, t.typname) as type,
    case when t.typtype = 'd' then t.typtypmod else a.atttypmod end as modifier,
    a.attnotnull or t.typnotnull as required
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_catalog.pg_type t on t.oid = a.atttypid
  left join pg_catalog.pg_type base on base.oid = t.typbasetype
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and ($1::text is null or n.nspname = $1) and ($2::text is null or c.relname = $2)
  order by n.nspname, c.relname, a.attnum`

function tablesOf(rows: readonly Row[]): readonly DescribedTable[] {
  const tables = new Map<string, { name: string; comment: string | null; columns: DescribedColumn[] }>()
  for (const row of rows) {
    const table = tables.get(row.table_name) ?? { name: row.table_name, comment: row.table_comment, columns: [] }
    tables.set(row.table_name, table)
    table.columns.push(columnOf(row))
  }
  return [...tables.values()]
}

function columnOf({ column_name: name, column_comment: comment, type, modifier, required }: Row): DescribedColumn {
  const found = detectColumn({ header: comment ?? name, code: name, values: [] })
  return { name, comment, ...typeOf(type, modifier), nullable: !required, category: detectedIn(found)[0] ?? null }
}

/** A length is kept with four bytes more, a number as digits and decimals in one. */
function typeOf(type: string, modifier: number): Pick<DescribedColumn, 'type' | 'maxLength'> {
  switch (type) {
    case 'int2':
    case 'int4':
    case 'int8':
      return { type: 'integer', maxLength: null }
    case 'numeric':
      return { type: modifier >= 4 && ((modifier - 4) & 0x7ff) === 0 ? 'integer' : 'decimal', maxLength: null }
    case 'float4':
    case 'float8':
    case 'money':
      return { type: 'decimal', maxLength: null }
    case 'bool':
      return { type: 'boolean', maxLength: null }
    case 'date':
      return { type: 'date', maxLength: null }
    case 'varchar':
    case 'bpchar':
      return { type: 'text', maxLength: modifier >= 4 ? modifier - 4 : null }
    default:
      return { type: 'text', maxLength: type === 'uuid' ? 36 : null }
  }
}
