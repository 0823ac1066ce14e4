import { parseCsv, type Clause, type CsvIssue, type CsvRow, type Executability } from '../citation/index.ts'
import { isClauseId, type ClauseId, type PackId } from '../shared/index.ts'
import { clauseColumns } from './files.ts'
import type { PackIssue } from './issues.ts'

const quoteFaults: Readonly<Record<CsvIssue['code'], string>> = {
  CSV_QUOTE_UNCLOSED: 'this cell is opened with a double quote that is never closed',
  CSV_QUOTE_MISPLACED: 'a double quote inside a cell is written twice, and the whole cell stands in double quotes',
}
const executabilities: readonly string[] = ['yes', 'evidence', 'no'] satisfies readonly Executability[]

type Report = (code: PackIssue['code'], line: number, message: string) => void

/** Reads `clauses.csv`, the law itself: one row per paragraph or item, ids of this pack's prefix, each once. */
export function readClauses(
  file: string,
  text: string | undefined,
  pack: { readonly id: string; readonly prefix: string },
  issues: PackIssue[],
): ReadonlyMap<ClauseId, Clause> {
  const clauses = new Map<ClauseId, Clause>()
  const report: Report = (code, line, message) => issues.push({ code, file, line, message })
  if (text === undefined) {
    report('PACK_FILE_MISSING', 0, 'every pack needs a clauses.csv with the text that it cites')
    return clauses
  }
  const table = parseCsv(text)
  for (const { code, line } of table.issues) report('PACK_CSV_MALFORMED', line, quoteFaults[code])
  const [header, ...body] = table.rows
  if (header === undefined || header.cells.join() !== clauseColumns.join()) {
    report('PACK_CSV_MALFORMED', header?.line ?? 1, `the first row must be ${clauseColumns.join()}`)
    return clauses
  }
  // A quote at fault shifts the cells of every row behind it; what they then lack is not the writer's fault.
  if (table.issues.length > 0) return clauses
  for (const row of body) {
    const clause = toClause(row, pack, report)
    if (clause === undefined) continue
    if (clauses.has(clause.id)) report('PACK_CLAUSE_DUPLICATE', row.line, `${clause.id} appears twice`)
    clauses.set(clause.id, clause)
  }
  return clauses
}

function toClause(
  { line, cells }: CsvRow,
  pack: { readonly id: string; readonly prefix: string },
  report: Report,
): Clause | undefined {
  if (cells.length !== clauseColumns.length) {
    report('PACK_CSV_MALFORMED', line, `expected ${clauseColumns.length} cells, found ${cells.length}`)
    return undefined
  }
  const [id, , article, text, actor, kind, lifecycle, deadline, executable, capability, acceptance] = cells as string[]
  if (!isClauseId(id) || !id.startsWith(`${pack.prefix}-`)) {
    report('PACK_FIELD_INVALID', line, `id: expected a clause id such as ${pack.prefix}-05-2, found «${id}»`)
    return undefined
  }
  if (text!.trim() === '') report('PACK_FIELD_INVALID', line, `${id}: text_zh is empty; a clause is cited by its words`)
  if (!executabilities.includes(executable!)) {
    report(
      'PACK_FIELD_INVALID',
      line,
      `${id}: executable is one of ${executabilities.join(', ')}, found «${executable}»`,
    )
  }
  return {
    id,
    pack: pack.id as PackId,
    article: article!,
    text: text!,
    actor: actor!.split(';').filter((a) => a !== ''),
    kind: kind!,
    lifecycle: lifecycle!,
    deadline: deadline!,
    executable: executable as Executability,
    capability: capability!,
    acceptance: acceptance!,
  }
}
