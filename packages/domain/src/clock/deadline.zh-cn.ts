import { civilDateOf, shanghaiTimeOf } from '../shared/index.ts'
import { describeDateZhCN, describePeriodZhCN, type HolidayCalendar } from '../calendar/index.ts'
import { clockState } from './clock-state.ts'
import { describeBasisZhCN, describeDerivationZhCN, describeStateZhCN } from './clock.zh-cn.ts'
import { isInHours, type Deadline } from './deadline.ts'
import { explainClock } from './explain-clock.ts'
import type { HourClockState } from './hour-clock.ts'
import { hoursState, type HourLedger } from './hour-ledger.ts'

/** One sentence on how a deadline stands. @example '剩 3 个工作日', '剩 5 小时，即将届满', '已逾期 2 小时，仍应办理' */
export function describeDeadlineZhCN(deadline: Deadline, now: number, calendar: HolidayCalendar): string {
  if (isInHours(deadline)) return hoursZhCN(hoursState(deadline, now))
  return describeStateZhCN(clockState(deadline, civilDateOf(now), calendar))
}

/**
 * The count behind a deadline as lines of text, fit to be printed and checked by hand.
 *
 * @param title - What the regime calls the period; its name in the pack when absent.
 */
export function describeDeadlineDerivationZhCN(
  deadline: Deadline,
  now: number,
  calendar: HolidayCalendar,
  title: string = deadline.period,
): readonly string[] {
  if (isInHours(deadline)) return hourLinesZhCN(deadline, now, title)
  return describeDerivationZhCN(explainClock(deadline, civilDateOf(now), calendar), title)
}

function hourLinesZhCN(ledger: HourLedger, now: number, title: string): readonly string[] {
  const state = hoursState(ledger, now)
  const stopped = ledger.entries.find((entry) => entry.kind === 'stopped')
  return [
    `期限「${title}」：${describePeriodZhCN(ledger)}（${describeBasisZhCN(ledger)}）`,
    ...(ledger.reading === undefined ? [] : [`读法：${ledger.reading}`]),
    `${describeInstantZhCN(ledger.entries[0]!.at)}：起算，昼夜和休息日连续计算`,
    ...(stopped === undefined ? [] : [`终止：${describeInstantZhCN(stopped.at)}，由「${stopped.by}」终止`]),
    `期限届满：${describeInstantZhCN(state.dueAt)}（北京时间）`,
    `截至${describeInstantZhCN(now)}：${hoursZhCN(state)}`,
  ]
}

function hoursZhCN(state: HourClockState): string {
  if (state.kind === 'finished') {
    const end = `${describeInstantZhCN(state.at)}终止`
    return state.late ? `${end}，逾期${lengthZhCN(state.overdueByMs)}` : `${end}，未逾期`
  }
  if (state.phase === 'overdue') return `已逾期${lengthZhCN(state.overdueByMs)}，仍应办理`
  return `剩${lengthZhCN(state.leftMs)}${state.phase === 'warning' ? '，即将届满' : ''}`
}

/** Full hours; less than one is said as that, since the law counts no minutes here. */
function lengthZhCN(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  return hours === 0 ? '不足 1 小时' : ` ${hours} 小时`
}

/** An instant as people say it in Asia/Shanghai. @example '2026年2月10日（周二）10:00' */
export function describeInstantZhCN(at: number): string {
  return `${describeDateZhCN(civilDateOf(at))}${shanghaiTimeOf(at).slice(11, 16)}`
}
