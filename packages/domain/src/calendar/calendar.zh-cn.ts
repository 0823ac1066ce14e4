import { dayOfWeek, type CivilDate, type IssueText, type Weekday } from '../shared/index.ts'
import type { CalendarIssue, Expected, ProvisionalReason } from './calendar-issue.ts'
import type { DayStep } from './day-steps.ts'
import type { DueDateDerivation } from './due-date.ts'
import type { DayKind } from './holiday-calendar.ts'
import type { Period } from './period.ts'

export const calendarZhCN: IssueText<CalendarIssue> = {
  CAL_YEAR_NOT_PUBLISHED: (i) =>
    `${i.year} 年没有放假通知（现有：${yearsZhCN(i.published)}），该年暂按周一至周五上班推算，期限不能确定；录入通知后重新计算`,
  CAL_YEAR_END_OPEN: (i) =>
    `${i.nextYear} 年放假通知尚未录入，可能调整 ${i.year} 年 12 月下旬的上班日（${i.from} 起），期限不能确定；录入通知后重新计算`,
  CAL_NOTICE_MALFORMED: (i) =>
    `${i.file}：${i.field === '' ? '文件' : `「${i.field}」`}格式不符，应为${expected[i.expected]}`,
  CAL_NOTICE_YEAR_MISMATCH: (i) => `${i.file}：文件名的年份与内容的年份（${i.year}）不一致，应写作 ${i.year}.json`,
  CAL_NOTICE_DATE_MALFORMED: (i) =>
    `${i.file}：第 ${i.at + 1} 个日期「${i.input}」不存在或者格式不符，应写作 2025-03-01`,
  CAL_NOTICE_DATE_OUTSIDE: (i) =>
    `${i.file}：第 ${i.at + 1} 个日期「${i.date}」不在该年之内，也不在上一年末（「${i.earliest}」起），请核对年份`,
  CAL_NOTICE_DATE_TWICE: (i) => `${i.file}：日期「${i.date}」重复（第 ${i.at + 1} 个），请只保留一处`,
  CAL_NOTICE_WITHOUT_PAPER: (i) =>
    `${i.file}：列有 ${i.days} 个日期而没有通知出处，请补充 papers；尚未公布的年份不列日期`,
  CAL_NOTICE_WITHOUT_DAYS: (i) => `${i.file}：有通知出处而没有列出日期，请补全 days；尚未公布的年份 papers 留空`,
  CAL_NOTICE_TWICE: (i) => `${i.year} 年有两份放假安排，不能自动取舍，请合并为一份`,
  CAL_RANGE_REVERSED: (i) => `起止日期颠倒：「${i.from}」在「${i.to}」之后，不能计算其间的工作日`,
  CAL_PERIOD_INVALID: (i) =>
    `期间长度「${i.length}」（${describeUnitZhCN(i.unit)}）不能计算，应为正整数；只有工作日可以为 0，表示立即`,
}

/** The derivation as lines of text, first the rule, then each day, then the result and the sources. */
export function describeDueDateZhCN(derivation: DueDateDerivation): readonly string[] {
  return [
    startZhCN(derivation),
    ...derivation.steps.map(describeStepZhCN),
    describeDueZhCN(derivation.steps.at(-1)!, derivation.provisional),
    ...describeReasonsZhCN(derivation.reasons),
    ...describePapersZhCN(derivation.papers),
  ]
}

/** @example '2026-02-14 周六 调休上班（春节）：第 5 日' */
export function describeStepZhCN(step: DayStep): string {
  return `${describeDayZhCN(step)}：${partZhCN(step)}`
}

/** @example '2026-02-14 周六 调休上班（春节）' */
export function describeDayZhCN(day: Pick<DayStep, 'date' | 'kind' | 'weekday' | 'name' | 'provisional'>): string {
  const name = day.name === undefined ? '' : `（${day.name}）`
  return `${day.date} ${weekdays[day.weekday]} ${kinds[day.kind]}${name}${day.provisional ? '（暂定）' : ''}`
}

/** @example '2026年2月14日（周六，调休上班）'; the kind is said only where it would surprise */
export function describeDateZhCN(date: CivilDate, kind: DayKind = 'workday'): string {
  const [year, month, day] = date.split('-').map(Number)
  const worked = kind === 'makeUpDay' ? `，${kinds.makeUpDay}` : ''
  return `${year}年${month}月${day}日（${weekdays[dayOfWeek(date)]}${worked}）`
}

/** The result of a count. `step` is the step of the due day, the last of its derivation. */
export function describeDueZhCN(step: DayStep, provisional: boolean): string {
  return `${provisional ? '暂定' : ''}期限届满：${describeDateZhCN(step.date, step.kind)} 24:00（北京时间）`
}

export function describeReasonsZhCN(reasons: readonly ProvisionalReason[]): readonly string[] {
  return reasons.map((reason) =>
    reason.code === 'CAL_YEAR_NOT_PUBLISHED'
      ? `暂定原因：${calendarZhCN.CAL_YEAR_NOT_PUBLISHED(reason)}`
      : `暂定原因：${calendarZhCN.CAL_YEAR_END_OPEN(reason)}`,
  )
}

export function describePapersZhCN(papers: readonly string[]): readonly string[] {
  return papers.map((paper) => `放假通知：${paper}`)
}

/** @example '5 个工作日', '1 个月', '立即', '24 小时' */
export function describePeriodZhCN({
  unit,
  length,
}: Period | { readonly unit: 'hour'; readonly length: number }): string {
  return unit === 'workingDay' && length === 0 ? '立即' : `${length} ${describeUnitZhCN(unit)}`
}

const weekdays: Readonly<Record<Weekday, string>> = {
  1: '周一',
  2: '周二',
  3: '周三',
  4: '周四',
  5: '周五',
  6: '周六',
  7: '周日',
}
const kinds: Readonly<Record<DayKind, string>> = {
  workday: '工作日',
  weekend: '周末',
  holiday: '放假',
  makeUpDay: '调休上班',
}
const units: Readonly<Record<string, string>> = {
  workingDay: '个工作日',
  calendarDay: '个自然日',
  month: '个月',
  year: '年',
  hour: '小时',
}
const expected: Readonly<Record<Expected, string>> = {
  object: '一个对象',
  year: '2000 至 2100 的年份',
  listOfTexts: '非空文字的列表',
  listOfDays: '日期的列表',
  text: '文字',
  boolean: 'true 或者 false',
}

function startZhCN({ event, period }: DueDateDerivation): string {
  const day = describeDateZhCN(event)
  if (period.unit !== 'workingDay')
    return `${day}起 ${describePeriodZhCN(period)}，当日不计入；届满日休息的，顺延至下一工作日`
  if (period.length === 0) return `${day}立即办理：当日为工作日的当日办结，否则下一工作日办结`
  return `${day}起 ${describePeriodZhCN(period)}，当日不计入，自下一工作日起算`
}

function partZhCN(step: DayStep): string {
  if (step.role === 'counted') return `第 ${step.number} 日`
  return parts[step.role]
}

const parts: Readonly<Record<Exclude<DayStep['role'], 'counted'>, string>> = {
  event: '起算事件，当日不计入',
  resumed: '恢复计算，当日不计入',
  suspended: '中止，当日不计入',
  dayOff: '不计入',
  calendarEnd: '按日历届满，休息日顺延',
  due: '届满',
}

/** Runs of years are drawn together: 2019—2023、2025. */
function yearsZhCN(years: readonly number[]): string {
  const starts = years.filter((year) => !years.includes(year - 1))
  const ends = years.filter((year) => !years.includes(year + 1))
  const runs = starts.map((start, i) => (start === ends[i] ? String(start) : `${start}—${ends[i]}`))
  return runs.length === 0 ? '无' : runs.join('、')
}

export function describeUnitZhCN(unit: string): string {
  return units[unit] ?? unit
}
