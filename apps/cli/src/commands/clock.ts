import { createClient } from '@fadu/sdk'
import { dueDateOffline, type ClockAnswer } from '../law/due-date-offline.ts'
import { packsFolderOf } from '../law/load-law.ts'
import { UsageError } from '../usage.ts'
import { printJson, type Output } from './output.ts'

export interface ClockOptions {
  readonly territory: string
  readonly from: string
  readonly period?: string
  readonly days?: number
  readonly url?: string
  readonly packs?: string
  readonly json?: boolean
}

const bases = { law: '法定 law', draft: '草案条文 draft', policy: '本级自定 policy' } as const

/** `fadu clock`: a due date with the count behind it, from a server or from the packs on this machine. */
export async function clock(options: ClockOptions, output: Output): Promise<number> {
  if ((options.period === undefined) === (options.days === undefined)) {
    throw new UsageError('--period 和 --days 给且只给一个', 'give either --period or --days')
  }
  const answer = await ask(options)
  if (options.json === true) printJson(output, answer)
  else for (const line of describe(answer)) output.out(line)
  return 0
}

async function ask({ url, packs, territory, from, period, days }: ClockOptions): Promise<ClockAnswer> {
  if (url === undefined)
    return dueDateOffline({ packs: (await packsFolderOf(packs)).folder, territory, from, period, days })
  const body = { territory, from, ...(period === undefined ? { days: days! } : { period }) }
  return (await createClient({ baseUrl: url }).post('/api/v1/law/due-dates', { body })) as ClockAnswer
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
