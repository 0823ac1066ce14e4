import type { ClauseId, IssueText } from '../shared/index.ts'
import {
  describeDateZhCN,
  describeDueZhCN,
  describePapersZhCN,
  describePeriodZhCN,
  describeReasonsZhCN,
  describeStepZhCN,
  describeUnitZhCN,
  type DayUnit,
} from '../calendar/index.ts'
import type { ClockIssue } from './clock-issue.ts'
import type { ClockState, FinishedClock, RunningClock } from './clock-state.ts'
import type { ClockChapter, ClockDerivation } from './explain-clock.ts'
import type { HourTerms } from './hour-ledger.ts'
import type { ClockBasis, ClockTerms } from './ledger.ts'

export const clockZhCN: IssueText<ClockIssue> = {
  CLK_PERIOD_UNNAMED: () => '期限没有名称，无法对应到法规包的取值，请写明，例如 share.reply',
  CLK_LENGTH_INVALID: (i) =>
    `期限长度「${i.length}」（${describeUnitZhCN(i.unit)}）不能计算，应为正整数；只有工作日可以为 0，表示立即`,
  CLK_WARN_DAYS_INVALID: (i) => `预警天数「${i.warnDays}」不能计算，应为不小于 0 的整数`,
  CLK_CITE_MISSING: (i) =>
    `期限「${i.period}」标为${basisOf(i.basis)}却没有条款依据；请写明条款编号，没有条款的只能标为本级自定`,
  CLK_NOT_STARTED: () => '期限尚未起算，没有可以记录的事项；请先登记起算日',
  CLK_ALREADY_STARTED: (i) => `期限已于「${i.on}」起算，不能再次起算；重新计算应另立一个期限`,
  CLK_ALREADY_STOPPED: (i) => `期限已于「${i.on}」因「${i.by}」终止，其后不再记录任何事项`,
  CLK_ENTRY_OUT_OF_ORDER: (i) => `「${i.on}」早于上一条记录的日期「${i.last}」；记录只能依次追加，不能插入`,
  CLK_DATE_UNSUPPORTED: (i) => `日期「${i.on}」不存在或者超出可计算的范围（${i.first} 至 ${i.last}），请核对`,
  CLK_ALREADY_SUSPENDED: (i) => `期限自「${i.since}」起已经中止，恢复之前不能再次中止`,
  CLK_NOT_SUSPENDED: (i) => `期限没有中止，「${i.on}」不能恢复`,
  CLK_EXTENSION_INVALID: (i) => `延长的长度「${i.by}」不能计算，应为正整数`,
  CLK_REASON_MISSING: (i) => `${i.entry === 'suspended' ? '中止' : '延长'}期限必须写明理由`,
  CLK_STOP_UNNAMED: () => '终止期限必须写明由哪一行为终止，例如 approve',
  CLK_HOURS_RUN_ON: (i) => `期限「${i.period}」按小时连续计算，不能中止或者恢复`,
}

/**
 * The derivation as lines of text: the terms, each day and each entry, the result, the sources.
 *
 * @param title - What the regime calls the period; its name in the pack when absent.
 */
export function describeDerivationZhCN(
  derivation: ClockDerivation,
  title: string = derivation.terms.period,
): readonly string[] {
  const { terms, chapters, state, papers } = derivation
  return [
    `期限「${title}」：${describePeriodZhCN(terms)}（${describeBasisZhCN(terms)}）`,
    ...(terms.reading === undefined ? [] : [`读法：${terms.reading}`]),
    ...chapters.flatMap((chapter) => chapterZhCN(chapter, terms.unit)),
    ...dueZhCN(derivation),
    `截至${describeDateZhCN(derivation.today)}：${describeStateZhCN(state)}`,
    ...describeReasonsZhCN(state.reasons),
    ...describePapersZhCN(papers),
  ]
}

/** One sentence on how the clock stands. @example '剩 3 个工作日', '已逾期 2 个工作日' */
export function describeStateZhCN(state: ClockState): string {
  if (state.kind === 'running') return runningZhCN(state)
  if (state.kind === 'finished') return finishedZhCN(state)
  const left = `恢复后剩 ${state.left} ${describeUnitZhCN(state.leftUnit)}`
  return `自${describeDateZhCN(state.since)}起中止，${left}`
}

function runningZhCN({ phase, left, overdueBy }: RunningClock): string {
  if (phase === 'overdue') return `已逾期${overdueBy === 0 ? '' : ` ${overdueBy} 个工作日`}，仍应办理`
  const urgent = phase === 'warning' ? '，即将届满' : ''
  return left === 0 ? '今日届满' : `剩 ${left} 个工作日${urgent}`
}

function finishedZhCN({ on, due, late, overdueBy }: FinishedClock): string {
  const day = describeDateZhCN(on)
  if (due === null) return `${day}终止，当时期限处于中止状态`
  if (!late) return `${day}终止，未逾期`
  return `${day}终止，逾期${overdueBy === 0 ? '' : ` ${overdueBy} 个工作日`}`
}

function chapterZhCN(chapter: ClockChapter, unit: DayUnit): readonly string[] {
  switch (chapter.kind) {
    case 'counted':
      return chapter.steps.map(describeStepZhCN)
    case 'suspended': {
      const left = chapter.effective ? `；剩 ${chapter.left} ${leftUnitZhCN(unit)}` : ''
      return [
        `中止：${describeDateZhCN(chapter.on)}，理由：${chapter.reason}${citesZhCN(chapter.cites)}${left}${effect(chapter)}`,
      ]
    }
    case 'resumed':
      return [`恢复：${describeDateZhCN(chapter.on)}${effect(chapter)}`]
    case 'extended': {
      const by = `${chapter.by} ${describeUnitZhCN(unit)}`
      return [
        `延长：${describeDateZhCN(chapter.on)}延长 ${by}，理由：${chapter.reason}${citesZhCN(chapter.cites)}${effect(chapter)}`,
      ]
    }
    case 'stopped':
      return [`终止：${describeDateZhCN(chapter.on)}，由「${chapter.by}」终止`]
  }
}

/** The due day is the last step of the last stretch; a suspended clock has none. */
function dueZhCN({ chapters, state }: ClockDerivation): readonly string[] {
  const stretch = chapters.findLast((chapter) => chapter.kind === 'counted')
  const step = stretch?.steps.at(-1)
  const hasDue = state.kind === 'running' || (state.kind === 'finished' && state.due !== null)
  return hasDue && step !== undefined ? [describeDueZhCN(step, state.provisional)] : []
}

function effect({ effective }: { readonly effective: boolean }): string {
  return effective ? '' : '（期限此前已经届满，不影响届满日）'
}

/** @example '法定，WZ-26-2' */
export function describeBasisZhCN({ basis, cites }: Pick<ClockTerms | HourTerms, 'basis' | 'cites'>): string {
  return cites.length === 0 ? basisOf(basis) : `${basisOf(basis)}，${cites.join('、')}`
}

function citesZhCN(cites: readonly ClauseId[]): string {
  return cites.length === 0 ? '' : `（${cites.join('、')}）`
}

function basisOf(basis: string): string {
  return bases[basis as ClockBasis] ?? basis
}

function leftUnitZhCN(unit: DayUnit): string {
  return describeUnitZhCN(unit === 'workingDay' ? 'workingDay' : 'calendarDay')
}

const bases: Readonly<Record<ClockBasis, string>> = {
  law: '法定',
  draft: '征求意见稿试行',
  policy: '本级自定，条文未规定',
}
