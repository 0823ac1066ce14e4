import { readFile } from 'node:fs/promises'
import type { Trace, TracedExport } from '@fadu/sdk'
import { signInAs, type PersonOptions } from '../people.ts'
import { UsageError } from '../usage.ts'
import { printJson, type Output } from './output.ts'

/** Who traces in a demonstration. */
const demoAuditor = 'platform.audit'

export interface TraceOptions extends Partial<PersonOptions> {
  readonly dataset?: string
  readonly json?: boolean
}

/** Exit code of a file of which it cannot be said where it comes from. */
const undetermined = 4

/** `fadu trace`: which export a leaked file comes from. The keys are the platform's, so it is the platform that compares. */
export async function traceFile(file: string, options: TraceOptions, output: Output): Promise<number> {
  const { url } = options
  if (url === undefined) throw new UsageError('需要服务器地址 --url', '--url is needed')
  const auditor = await signInAs({ ...options, url }, demoAuditor)
  const asked = options.dataset === undefined ? {} : { dataset: options.dataset }
  const { result, act } = await auditor.traceLeak(await readFile(file), asked)
  if (options.json === true) printJson(output, { ...result, receipt: act.receipt })
  else for (const line of describe(result, act.receipt)) output.out(line)
  return result.conclusion === 'named' || result.conclusion === 'grantNamed' ? 0 : undetermined
}

function describe(result: Trace, receipt: string): readonly string[] {
  const { file, candidates, threshold, falseAccusation, named } = result
  const compared = `${file.rows} 行 rows，与 ${candidates} 次导出比对 compared with ${candidates} exports`
  const bound = `误指的概率不超过 ${falseAccusation}（指认须达 ${threshold.toFixed(1)} 比特）/ wrongly named with a probability of at most ${falseAccusation} (from ${threshold.toFixed(1)} bits on)`
  const ofGrants = result.grants.map(
    (g) =>
      `含有授权 holds pseudonyms of grant ${g.grant} 的代号 ${g.pseudonyms} 个：${g.organization.name} · ${g.application.name}（2^${g.bits.toFixed(0)}）`,
  )
  const found = [...named.flatMap(describeNamed), ...ofGrants]
  const conclusion = found.length > 0 ? found : [conclusions[result.conclusion]]
  return [compared, ...conclusion, bound, `凭证 receipt ${receipt}`]
}

const conclusions: Readonly<Record<Trace['conclusion'], string>> = {
  named: '',
  grantNamed: '',
  undetermined:
    '不能确定出自哪一次导出：所余的标记不足以指认 / it cannot be said which export it comes from: too few marks are left',
  noExports: '没有可以比对的导出 / there are no exports to compare it with',
  noColumns:
    '文件的列与任何导出都不对应；列名须是数据项的编码或者名称 / no column of the file is one of an export; columns are known by code or name of an item',
}

function describeNamed(n: TracedExport): readonly string[] {
  const kinds = n.evidence
    .filter((e) => e.bits > 0)
    .map((e) => `${kindNames[e.kind]} ${e.hits}/${e.trials}`)
    .join('，')
  return [
    `出自 comes from ${n.dataset} 的导出 export ${n.export}（${n.madeAt}）`,
    `  ${n.organization.name} · ${n.application.name}；授权 grant ${n.grant}；${n.purpose}；${n.matter}`,
    `  似然比 2^${n.bits.toFixed(0)}；认出 recognised ${n.recognised} 行 rows；${kinds}`,
    `  导出的记录 record of the export ${n.receipt}`,
  ]
}

const kindNames: Readonly<Record<TracedExport['evidence'][number]['kind'], string>> = {
  reference: '行引用 references',
  order: '次序 order',
  quotation: '引号 quotation marks',
  sign: '掩码符号 mask signs',
  withheld: '留出的行 withheld rows',
}
