import { readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countMatrix, matrixOf, PackError, proofsOf, type MatrixRow, type Proofs, type TestOutcome } from '@fadu/domain'
import { proofsFile, readPacks, readProofs } from '@fadu/law-files'
import { packsFolderOf } from '../law/packs-folder.ts'
import { describeMatrix, summaryLines, type SummaryLanguage } from '../matrix/describe-matrix.ts'
import { printJson, type Output } from './output.ts'

export interface MatrixOptions {
  readonly report?: readonly string[]
  readonly write?: boolean
  readonly check?: boolean
  readonly json?: boolean
}

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
/** Tests that drive the running platform; what only tests an engine from inside proves no clause. */
const acceptance = /^(apps\/server\/test|e2e)\//
const readmes: readonly { readonly file: string; readonly language: SummaryLanguage }[] = [
  { file: 'README.md', language: 'en' },
  { file: 'README.zh-CN.md', language: 'zh-CN' },
]

/**
 * `fadu pack matrix`: every clause with what binds it and the tests that prove it. With reports of a test run the proofs are
 * collected anew; `--write` then keeps them beside the packs and puts the counts into the README, `--check` says whether
 * what is kept is what the run has shown.
 *
 * @throws {PackError} when the packs are not sound.
 */
export async function packMatrix(given: string | undefined, options: MatrixOptions, output: Output): Promise<number> {
  const { folder, only } = await packsFolderOf(given)
  const { book, issues } = await readPacks(folder)
  if (book === undefined) throw new PackError(issues)
  const proofs = options.report === undefined ? await readProofs(folder) : await proofsIn(options.report)
  const rows = matrixOf(book, proofs)
  const files = await keptFiles(folder, proofs, rows)
  if (options.write === true) for (const { path, text } of files) await writeFile(path, text)
  const stale = options.check === true ? await staleOf(files) : []
  const shown = rows.filter((row) => only === undefined || row.clause.pack === only)
  if (options.json === true) printJson(output, { counts: countMatrix(shown), clauses: shown })
  else if (options.check !== true) for (const line of describeMatrix(shown)) output.out(line)
  else for (const line of summaryLines(rows, 'zh-CN')) output.out(line)
  for (const path of stale)
    output.err(`${relative(repository, path)} 与测试结果不符 differs from the test run: npm run matrix`)
  return stale.length === 0 ? 0 : 1
}

interface Kept {
  readonly path: string
  readonly text: string
}

/** The files that repeat what the run has shown. The README is this repository's, so that packs elsewhere touch none. */
async function keptFiles(folder: string, proofs: Proofs, rows: readonly MatrixRow[]): Promise<readonly Kept[]> {
  const kept = { path: join(folder, proofsFile), text: `${JSON.stringify(proofs, null, 2)}\n` }
  if (resolve(folder) !== resolve(repository, 'packs')) return [kept]
  const summaries = readmes.map(async ({ file, language }): Promise<Kept> => {
    const path = join(repository, file)
    return { path, text: withSummary(await readFile(path, 'utf8'), summaryLines(rows, language)) }
  })
  return [kept, ...(await Promise.all(summaries))]
}

const [start, end] = ['<!-- matrix -->', '<!-- /matrix -->']

function withSummary(text: string, lines: readonly string[]): string {
  const [before, after] = [text.indexOf(start), text.indexOf(end)]
  if (before < 0 || after < before) return text
  return `${text.slice(0, before)}${start}\n\n${lines.join('\n')}\n\n${text.slice(after)}`
}

async function staleOf(files: readonly Kept[]): Promise<readonly string[]> {
  const stale: string[] = []
  for (const { path, text } of files) if ((await readFile(path, 'utf8').catch(() => '')) !== text) stale.push(path)
  return stale
}

/** What of a JSON report of vitest is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

async function proofsIn(reports: readonly string[]): Promise<Proofs> {
  const outcomes: TestOutcome[] = []
  for (const report of reports) {
    const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
    for (const { name, assertionResults } of testResults) {
      const file = relative(repository, name).replaceAll('\\', '/')
      if (!acceptance.test(file)) continue
      outcomes.push(...assertionResults.map(({ title, status }) => ({ title, file, passed: status === 'passed' })))
    }
  }
  return proofsOf(outcomes)
}
