import { civilDateOf } from '@fadu/domain'
import {
  categoryNamesEn,
  categoryNamesZhCN,
  createTableScan,
  detectedIn,
  type Candidate,
  type ColumnFinding,
  type TableFinding,
} from '@fadu/privacy'
import { openTable, readHeader, sheetOf, type Table, type TableRow, type TableSheet } from '@fadu/tables'
import { firstRowOf, printable, requireHeadings } from '../scan/headings.ts'
import { printJson, type Output } from './output.ts'

export interface ScanFileOptions {
  /** Rows to look at; all when left out. */
  readonly rows?: number
  readonly sheet?: string
  /** False when the first row is data and names no column. */
  readonly header: boolean
  /** Civil date on which ages are counted. */
  readonly asOf?: string
  readonly json?: boolean
}

/**
 * `fadu scan`: what a data file holds of personal and sensitive data, told on this machine; nothing is sent anywhere and
 * no value is shown. Memory does not grow with the file.
 */
export async function scanFile(path: string, options: ScanFileOptions, output: Output): Promise<number> {
  const table = await openTable(path)
  try {
    const sheet = sheetOf(table, options.sheet)
    const { columns, rows } = await partsOf(sheet, options.header)
    const asOf = options.asOf ?? civilDateOf(new Date())
    const finding = await scanRows(columns, rows, { asOf, most: options.rows ?? Infinity })
    if (options.json === true) printJson(output, { file: path, ...describeTable(table, sheet), asOf, ...finding })
    else for (const line of linesOf(path, table, sheet, finding)) output.out(line)
    return 0
  } finally {
    await table.close()
  }
}

interface Parts {
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<TableRow>
}

async function partsOf(sheet: TableSheet, hasHeader: boolean): Promise<Parts> {
  const first = await firstRowOf(sheet)
  if (!hasHeader) return { columns: first.map((_, i) => `列${i + 1}`), rows: sheet.rows() }
  // Asked before the header is read: what is wrong with a header is told with its words.
  requireHeadings(first)
  const headed = await readHeader(sheet)
  return { columns: headed.columns, rows: headed.rows() }
}

/** Feeds rows to a scan until there are none or enough. */
export async function scanRows(
  columns: readonly string[],
  rows: AsyncIterable<{ readonly cells: readonly string[] }>,
  { asOf, most }: { readonly asOf: string; readonly most: number },
): Promise<TableFinding> {
  const headings = columns.map((header) => ({ header }))
  const scan = createTableScan(headings, { asOf })
  let seen = 0
  for await (const { cells } of rows) {
    if (seen >= most) break
    scan.add(cells)
    seen += 1
  }
  return scan.finish()
}

const describeTable = ({ kind, encoding }: Table, { name }: TableSheet) => ({
  kind,
  ...(encoding === undefined ? {} : { encoding }),
  ...(name === '' ? {} : { sheet: name }),
})

function linesOf(path: string, table: Table, sheet: TableSheet, finding: TableFinding): readonly string[] {
  const about = Object.values(describeTable(table, sheet)).map(printable).join('，')
  return [
    `文件 file ${path}（${about}）：${finding.rows} 行 rows，${finding.columns.length} 列 columns`,
    ...finding.columns.map((column, i) => lineOf(column, i)),
    ...finding.quasiIdentifiers.map(
      ({ id, columns }) => `可组合识别到人 together identifying ${id}：${setOf(columns, finding)}`,
    ),
    ...minorsLines(finding),
    nextStep(finding),
  ]
}

function lineOf(column: ColumnFinding, i: number): string {
  const head = `${String(i + 1).padStart(3)} ${printable(column.header) || '（无列名 unnamed）'}`
  const detected = detectedIn(column)
  const shown = column.candidates.filter(({ category }) => detected.includes(category))
  const blank = `空 blank ${column.blank}/${column.values}`
  if (shown.length > 0) return `${head}：${shown.map(candidateText).join('；')}，${blank}`
  const [likely] = column.candidates
  return likely === undefined ? `${head}：— ${blank}` : `${head}：可能是 maybe ${candidateText(likely)}，${blank}`
}

const grounds: Readonly<Record<Candidate['by'], string>> = {
  content: '内容 content',
  header: '列名 header',
  both: '列名和内容 both',
}

function candidateText({ category, confidence, matched, tested, by, evidence }: Candidate): string {
  const examples = evidence.length === 0 ? '' : `，例 e.g. ${evidence.join(' ')}`
  return `${categoryNamesZhCN[category]} ${category} ${confidence.toFixed(2)}（据 by ${grounds[by]}），相符 matched ${matched}/${tested}${examples}`
}

const setOf = (columns: readonly (readonly number[])[], finding: TableFinding): string =>
  columns.map((of) => of.map((i) => printable(finding.columns[i]!.header)).join('、')).join(' + ')

function minorsLines({ minors, columns }: TableFinding): readonly string[] {
  if (!minors.concerned) return []
  const { under18, under14, known } = minors.ages
  const counted = known === 0 ? '' : `，不满 18 岁 under 18 ${under18}/${known}，其中不满 14 岁 under 14 ${under14}`
  const named = minors.columns.map((i) => printable(columns[i]!.header)).join('、')
  return [`涉及未成年人 concerns minors${named === '' ? '' : `：${named}`}${counted}`]
}

function nextStep(finding: TableFinding): string {
  const found = new Set(finding.columns.flatMap(detectedIn))
  if (found.size === 0) {
    return '未发现个人或敏感信息；检测只是线索，归集前仍须人工核对 / nothing found; detection is a hint, a person decides'
  }
  const zh = [...found].map((category) => categoryNamesZhCN[category]).join('、')
  const en = [...found].map((category) => categoryNamesEn[category]).join(', ')
  return `下一步 next：编目时在数据项的「敏感类别」中写明（${zh}），据以定级；归集前由人核对 / enter the categories of the items in the catalog (${en}) and grade them; a person decides`
}
