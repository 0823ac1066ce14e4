import { createConnection } from 'mysql2/promise'
import { detectColumn, detectedIn } from '@fadu/privacy'
import type { DescribedColumn, DescribedTable } from './described.ts'
import { SourceFault, type TableChoice } from './source-fault.ts'

const timeoutMs = 30_000

/**
 * Reads the schema of a MySQL or MariaDB: names, comments, types. Only `information_schema` is asked, in a transaction that can
 * write nothing.
 *
 * @param url - May leave the password to `MYSQL_PWD`.
 * @throws {SourceFault} when it cannot be reached or does not permit it.
 */
export async function readMysql(url: string, choice: TableChoice): Promise<readonly DescribedTable[]> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const schema = choice.schema ?? decodeURIComponent(pathname.slice(1))
  const connect = {
    host: hostname,
    port: Number(port === '' ? 3306 : port),
    user: decodeURIComponent(username),
    password: password === '' ? (process.env['MYSQL_PWD'] ?? '') : decodeURIComponent(password),
    connectTimeout: timeoutMs,
    // A server that asks for a file of this machine gets none.
    flags: ['-LOCAL_FILES'],
  }
  const connection = await createConnection(connect).catch((error: unknown) => {
    throw new SourceFault('MySQL', error)
  })
  try {
    await connection.query('start transaction read only')
    const [rows] = await connection.query({ sql: columnsSql, timeout: timeoutMs }, [
      schema,
      choice.table ?? null,
      choice.table ?? null,
    ])
    await connection.query('rollback')
    return tablesOf(rows as Row[])
  } catch (error) {
    throw new SourceFault('MySQL', error)
  } finally {
    connection.destroy()
  }
}

interface Row {
  readonly table_name: string
  readonly table_comment: string | null
  readonly column_name: string
  readonly column_comment: string | null
  readonly data_type: string
  readonly column_type: string
  readonly max_length: number | null
  readonly scale: number | null
  readonly nullable: string
}

const columnsSql = `
  select t.table_name as table_name, t.table_comment as table_comment, c.column_name as column_name,
    c.column_comment as column_comment, c.data_type as data_type, c.column_type as column_type,
    c.character_maximum_length as max_length, c.numeric_scale as scale, c.is_nullable as nullable
  from information_schema.tables t
  join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
  where t.table_schema = ? and (? is null or t.table_name = ?)
  order by t.table_name, c.ordinal_position`

function tablesOf(rows: readonly Row[]): readonly DescribedTable[] {
  const tables = new Map<string, { name: string; comment: string | null; columns: DescribedColumn[] }>()
  for (const row of rows) {
    const comment = blankAsNull(row.table_comment)
    const table = tables.get(row.table_name) ?? { name: row.table_name, comment, columns: [] }
    tables.set(row.table_name, table)
    table.columns.push(columnOf(row))
  }
  return [...tables.values()]
}

function columnOf(row: Row): DescribedColumn {
  const name = row.column_name
  const comment = blankAsNull(row.column_comment)
  const found = detectColumn({ header: comment ?? name, code: name, values: [] })
  return { name, comment, ...typeOf(row), nullable: row.nullable === 'YES', category: detectedIn(found)[0] ?? null }
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text
}

function typeOf({
  data_type: type,
  column_type: written,
  max_length: length,
  scale,
}: Row): Pick<DescribedColumn, 'type' | 'maxLength'> {
  if (written.toLowerCase() === 'tinyint(1)') return { type: 'boolean', maxLength: null }
  switch (type.toLowerCase()) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
      return { type: 'integer', maxLength: null }
    case 'decimal':
      return { type: Number(scale) === 0 ? 'integer' : 'decimal', maxLength: null }
    case 'float':
    case 'double':
      return { type: 'decimal', maxLength: null }
    case 'date':
      return { type: 'date', maxLength: null }
    default:
      return { type: 'text', maxLength: length === null ? null : Number(length) }
  }
}
