import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { civilDateOf, templateOf, type CatalogTemplate } from '@fadu/domain'
import { loadLaw, packsFolder } from '@fadu/law-files'
import { draftEntries, type DescribedTable } from '../describe/described.ts'
import { readFileAsTable } from '../describe/read-file.ts'
import { readMysql } from '../describe/read-mysql.ts'
import { readPostgres } from '../describe/read-postgres.ts'
import { writeCatalog } from '../describe/write-catalog.ts'
import { pathOf } from '../law/territory-path.ts'
import { UsageError } from '../usage.ts'
import { printJson, type Output } from './output.ts'

export interface DescribeOptions {
  readonly out?: string
  readonly territory?: string
  readonly schema?: string
  readonly table?: string
  readonly sheet?: string
  readonly prefix: string
  readonly packs?: string
}

/**
 * `fadu describe`: drafts catalog entries from a database that the agency can reach, or from a data file. Only the schema of
 * the database is read, and the platform never gets its password.
 */
export async function describe(source: string, options: DescribeOptions, output: Output): Promise<number> {
  const format = formatOf(options.out)
  const template = format === 'json' ? undefined : await templateFor(options)
  const tables = await tablesOf(source, options)
  const entries = draftEntries(tables, options.prefix)
  const items = entries.reduce((sum, e) => sum + e.items.length, 0)
  if (options.out === undefined) {
    printJson(output, { entries })
    return entries.length === 0 ? 1 : 0
  }
  if (entries.length === 0) {
    output.err('没有找到表 / no table was found')
    return 1
  }
  if (template === undefined) await writeFile(options.out, `${JSON.stringify({ entries }, null, 2)}\n`)
  else await writeCatalog(options.out, format === 'csv' ? 'csv' : 'xlsx', template, entries)
  output.out(`${options.out}：目录条目 entries ${entries.length}，数据项 items ${items}`)
  output.out('补齐各栏并核对分级之后导入 / fill in what is blank, check the grades, then import it')
  return 0
}

async function tablesOf(source: string, options: DescribeOptions): Promise<readonly DescribedTable[]> {
  const choice = {
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    ...(options.table === undefined ? {} : { table: options.table }),
  }
  if (/^postgres(ql)?:\/\//.test(source)) return readPostgres(checkedUrl(source), choice)
  if (/^(mysql|mariadb):\/\//.test(source)) return readMysql(checkedUrl(source), choice)
  if (options.schema !== undefined || options.table !== undefined) {
    throw new UsageError('--schema、--table 用于数据库', '--schema and --table are for databases')
  }
  return [await readFileAsTable(source, options.sheet, civilDateOf(new Date()))]
}

/** Said without the address: it can hold a password. */
function checkedUrl(source: string): string {
  if (URL.canParse(source)) return source
  throw new UsageError(
    '数据库地址应写作 postgres://user@host/database 或者 mysql://user@host/database',
    'a database is written postgres://user@host/database or mysql://user@host/database',
  )
}

function formatOf(out: string | undefined): 'xlsx' | 'csv' | 'json' {
  const extension = out === undefined ? '.json' : extname(out).toLowerCase()
  if (extension === '.xlsx' || extension === '.csv' || extension === '.json') return extension.slice(1) as 'xlsx'
  throw new UsageError('--out 的文件名应以 .xlsx、.csv 或者 .json 结尾', '--out ends with .xlsx, .csv or .json')
}

async function templateFor({ territory, packs }: DescribeOptions): Promise<CatalogTemplate> {
  if (territory === undefined) {
    throw new UsageError(
      '导入用的模板因地区而异，需要 --territory',
      'the template differs from territory to territory: --territory is needed',
    )
  }
  const { book } = await loadLaw(packs ?? packsFolder)
  return templateOf(book.regimeOf(pathOf(territory), civilDateOf(new Date())))
}
