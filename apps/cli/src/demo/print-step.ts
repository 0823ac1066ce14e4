import type { DemoAccounts } from '../demo-accounts.ts'
import type { DueDate, ShownClause, StepReport, WalkStep } from './step.ts'

const outcomes: Readonly<Record<StepReport['outcome'], string>> = {
  permitted: '准予 permitted',
  refused: '不予办理 refused',
  read: '查看 read',
  verified: '验证通过 verified',
}
const standings: Readonly<Record<ShownClause['standing'], string>> = {
  law: '',
  draft: '·草案 draft',
  policy: '·平台规则 policy',
}
const bases: Readonly<Record<DueDate['basis'], string>> = {
  law: '法定 law',
  draft: '草案条文 draft',
  policy: '主管部门读法 policy',
}
/** Clauses shown of one act at most; the rest is counted. */
const clausesShown = 4

/** One step as people read it: who, what, permitted or refused, on which clauses, by when, with which answer. */
export function printStep(number: number, step: WalkStep, report: StepReport, accounts: DemoAccounts): string {
  const lines = [
    `${String(number).padStart(2)} ${whoIs(step.who, accounts)}：${step.zh} / ${step.en}`,
    `   ${outcomes[report.outcome]}`,
    ...report.result.map((line) => `   ${line}`),
    ...clauseLines(report.clauses ?? []),
    ...(report.needed ?? []).map((text) => `   需要 needed：${text}`),
    ...(report.due ?? []).flatMap(dueLines),
    ...(report.receipt === undefined ? [] : [`   凭证 receipt ${report.receipt}`]),
  ]
  return lines.join('\n')
}

export function whoIs(who: string, accounts: DemoAccounts): string {
  const found = accounts.accounts.find((a) => a.login === who) ?? accounts.applications.find((a) => a.key === who)
  return found === undefined ? who : `${found.organization} · ${found.name.replace('（演示）', '')}`
}

function clauseLines(clauses: readonly ShownClause[]): readonly string[] {
  const shown = clauses
    .slice(0, clausesShown)
    .map((c) => `   ${c.clause}（${c.source}${standings[c.standing]}）${shorten(c.text)}`)
  const more = clauses.length - shown.length
  return more > 0 ? [...shown, `   ……另有 ${more} 条 / and ${more} more`] : shown
}

function dueLines(due: DueDate & { readonly regime: string }): readonly string[] {
  const reading = due.reading === null ? '' : `；${due.reading}`
  return [
    `   期限 due ${due.regime} ${due.due}（${bases[due.basis]} ${due.cites.join('、')}${reading}）`,
    ...due.lines.map((line) => `     ${line}`),
  ]
}

export function shorten(text: string, most = 46): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}
