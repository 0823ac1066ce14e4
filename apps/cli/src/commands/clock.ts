import { createClient } from '@fadu/sdk'
import { loadLaw } from '@fadu/law-files'
import type { ClockQuery } from '../law/clock-query.ts'
import { dueDateOf, type ClockAnswer } from '../law/due-dates.ts'
import { packsFolderOf } from '../law/packs-folder.ts'
import { UsageError } from '../usage.ts'
import { answerClockQueries } from './clock-stream.ts'
import { printJson, type Input, type Output } from './output.ts'

export interface ClockOptions {
  readonly territory?: string
  readonly from?: string
  readonly period?: string
  readonly days?: number
  readonly stdin?: boolean
  readonly url?: string
  readonly packs?: string
  readonly json?: boolean
}

const bases = { law: '法定 law', draft: '草案条文 draft', policy: '本级自定 policy' } as const

/**
 * `fadu clock`: a due date with the count behind it, from a server or from the packs on this machine; or, with `--stdin`,
 * one for each question on the standard input.
 */
export async function clock(options: ClockOptions, output: Output, input: Input): Promise<number> {
  if (options.stdin === true) return answerStdin(options, output, input)
  const query = queryOf(options)
  const answer = await ask(query, options)
  if (options.json === true) printJson(output, answer)
  else for (const line of describe(answer)) output.out(line)
  return 0
}

async function answerStdin(options: ClockOptions, output: Output, input: Input): Promise<number> {
  const { territory, from, period, days, url } = options
  if ([territory, from, period, days, url].some((given) => given !== undefined)) {
    throw new UsageError(
      '--stdin 从每行读取问题，按本机法规包计算，不与 --territory、--from、--period、--days、--url 同用',
      '--stdin reads its questions line by line and counts with the packs of this machine; leave the others out',
    )
  }
  return answerClockQueries(await loadLaw((await packsFolderOf(options.packs)).folder), input, output)
}

function queryOf({ territory, from, period, days }: ClockOptions): ClockQuery {
  if (territory === undefined || from === undefined)
    throw new UsageError('需要 --territory 和 --from，或者 --stdin', '--territory and --from are needed, or --stdin')
  if ((period === undefined) === (days === undefined))
    throw new UsageError('--period 和 --days 给且只给一个', 'give either --period or --days')
  return { territory, from, ...(period === undefined ? { days: days! } : { period }) }
}

async function ask(query: ClockQuery, { url, packs }: ClockOptions): Promise<ClockAnswer> {
  if (url === undefined) return dueDateOf(await loadLaw((await packsFolderOf(packs)).folder), query)
  return (await createClient({ baseUrl: url }).post('/api/v1/law/due-dates', { body: query })) as ClockAnswer
}

function describe({ due, provisional, period, lines }: ClockAnswer): readonly string[] {
  const law =
    period === null
      ? []
      : [
          `期限 period ${period.name}：${period.length} ${period.unit}（${bases[period.basis]} ${period.cites.join('、')}）`,
        ]
  return [`届满 due ${due}${provisional ? '（暂定 provisional）' : ''}`, ...law, ...lines.map((line) => `  ${line}`)]
}
