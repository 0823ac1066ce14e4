import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { civil, parseClauseId } from '../shared/index.ts'
import { createCalendar, parseHolidayNotice } from '../calendar/index.ts'
import {
  clockState,
  describeDerivationZhCN,
  describeStateZhCN,
  explainClock,
  ledgerFrom,
  type ClockDerivation,
  type ClockTerms,
  type LedgerEntry,
} from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const cn = createCalendar(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((file) => {
      const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
      if (!result.ok) throw new Error(JSON.stringify(result.issues))
      return result.notice
    }),
)

const shareReply: ClockTerms = {
  period: 'share.reply',
  length: 5,
  unit: 'workingDay',
  basis: 'draft',
  cites: [parseClauseId('WZ-26-2')],
  reading: '起算日条文未写，按收到申请之日',
  warnDays: 2,
}
const paper2026 = '放假通知：https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm'

const started = (on: string): LedgerEntry => ({ kind: 'started', on: civil(on) })
const suspended = (on: string): LedgerEntry => ({
  kind: 'suspended',
  on: civil(on),
  cites: [],
  reason: '等待申请人补正',
})
const resumed = (on: string): LedgerEntry => ({ kind: 'resumed', on: civil(on) })
const stopped = (on: string): LedgerEntry => ({ kind: 'stopped', on: civil(on), by: 'approve' })
const extended = (on: string, by: number): LedgerEntry => ({
  kind: 'extended',
  by,
  on: civil(on),
  cites: [parseClauseId('WZ-26-2')],
  reason: '经主管部门同意',
})

function explain(today: string, entries: readonly LedgerEntry[], terms: Partial<ClockTerms> = {}): ClockDerivation {
  const result = ledgerFrom({ ...shareReply, ...terms }, entries)
  if (!result.ok) throw new Error(JSON.stringify(result.issue))
  const derivation = explainClock(result.ledger, civil(today), cn)
  expect(derivation.state).toEqual(clockState(result.ledger, civil(today), cn))
  return derivation
}

describe('the derivation of a clock', () => {
  test('WZ-26-2: prints terms, reading, each day, the suspension and the result', () => {
    const course = [started('2026-02-09'), suspended('2026-02-11'), resumed('2026-02-13')]
    expect(describeDerivationZhCN(explain('2026-02-24', course), '共享申请答复')).toEqual([
      '期限「共享申请答复」：5 个工作日（征求意见稿试行，WZ-26-2）',
      '读法：起算日条文未写，按收到申请之日',
      '2026-02-09 周一 工作日：起算事件，当日不计入',
      '2026-02-10 周二 工作日：第 1 日',
      '2026-02-11 周三 工作日：中止，当日不计入',
      '中止：2026年2月11日（周三），理由：等待申请人补正；剩 4 个工作日',
      '恢复：2026年2月13日（周五）',
      '2026-02-13 周五 工作日：恢复计算，当日不计入',
      '2026-02-14 周六 调休上班（春节）：第 2 日',
      '2026-02-15 周日 放假（春节）：不计入',
      '2026-02-16 周一 放假（春节）：不计入',
      '2026-02-17 周二 放假（春节）：不计入',
      '2026-02-18 周三 放假（春节）：不计入',
      '2026-02-19 周四 放假（春节）：不计入',
      '2026-02-20 周五 放假（春节）：不计入',
      '2026-02-21 周六 放假（春节）：不计入',
      '2026-02-22 周日 放假（春节）：不计入',
      '2026-02-23 周一 放假（春节）：不计入',
      '2026-02-24 周二 工作日：第 3 日',
      '2026-02-25 周三 工作日：第 4 日',
      '2026-02-26 周四 工作日：第 5 日',
      '期限届满：2026年2月26日（周四） 24:00（北京时间）',
      '截至2026年2月24日（周二）：剩 2 个工作日，即将届满',
      paper2026,
    ])
  })

  test('a suspended clock prints no due day', () => {
    const lines = describeDerivationZhCN(explain('2026-03-31', [started('2026-02-09'), suspended('2026-02-11')]))
    expect(lines[0]).toBe('期限「share.reply」：5 个工作日（征求意见稿试行，WZ-26-2）')
    expect(lines.slice(-2)).toEqual([
      '截至2026年3月31日（周二）：自2026年2月11日（周三）起中止，恢复后剩 4 个工作日',
      paper2026,
    ])
    expect(lines.join()).not.toContain('期限届满')
  })

  test('an entry after the due day is shown as one without effect', () => {
    const course = [started('2026-02-09'), extended('2026-02-24', 10), suspended('2026-02-25'), resumed('2026-02-26')]
    const derivation = explain('2026-02-26', course)
    expect(derivation.chapters.map(({ kind }) => kind)).toEqual(['extended', 'suspended', 'resumed', 'counted'])
    const lines = describeDerivationZhCN(derivation)
    const without = '（期限此前已经届满，不影响届满日）'
    expect(lines).toContain(`延长：2026年2月24日（周二）延长 10 个工作日，理由：经主管部门同意（WZ-26-2）${without}`)
    expect(lines).toContain(`中止：2026年2月25日（周三），理由：等待申请人补正${without}`)
    expect(lines).toContain(`恢复：2026年2月26日（周四）${without}`)
    expect(lines).toContain('期限届满：2026年2月14日（周六，调休上班） 24:00（北京时间）')
    expect(lines).toContain('截至2026年2月26日（周四）：已逾期 3 个工作日，仍应办理')
  })

  test('a finished clock shows the count to its due day and then the act', () => {
    const derivation = explain('2026-03-31', [started('2026-02-09'), extended('2026-02-10', 1), stopped('2026-02-12')])
    expect(derivation.chapters.at(-1)).toEqual({ kind: 'stopped', on: '2026-02-12', by: 'approve' })
    expect(describeDerivationZhCN(derivation).slice(-4)).toEqual([
      '终止：2026年2月12日（周四），由「approve」终止',
      '期限届满：2026年2月24日（周二） 24:00（北京时间）',
      '截至2026年3月31日（周二）：2026年2月12日（周四）终止，未逾期',
      paper2026,
    ])
  })

  test('a clock stopped while suspended has no due day to print', () => {
    const lines = describeDerivationZhCN(
      explain('2026-03-31', [started('2026-02-09'), suspended('2026-02-11'), stopped('2026-03-02')]),
    )
    expect(lines.join()).not.toContain('期限届满')
    expect(lines).toContain('截至2026年3月31日（周二）：2026年3月2日（周一）终止，当时期限处于中止状态')
  })

  test('a policy of the authority is never called law', () => {
    const policy = { basis: 'policy', cites: [] } as const
    expect(describeDerivationZhCN(explain('2026-02-09', [started('2026-02-09')], policy))[0]).toBe(
      '期限「share.reply」：5 个工作日（本级自定，条文未规定）',
    )
  })

  test('calendar days go on being numbered after a suspension, and the last carries the length', () => {
    const course = [started('2026-03-02'), suspended('2026-03-04'), resumed('2026-03-10')]
    const [first, , , second] = explain('2026-03-10', course, { unit: 'calendarDay', length: 4 }).chapters
    const strip = (chapter: typeof first) =>
      chapter?.kind === 'counted'
        ? chapter.steps.map((step) => `${step.date.slice(5)} ${step.role === 'counted' ? step.number : step.role}`)
        : []
    expect(strip(first)).toEqual(['03-02 event', '03-03 1', '03-04 suspended'])
    expect(strip(second)).toEqual(['03-10 resumed', '03-11 2', '03-12 3', '03-13 4'])
  })

  test('calendar days suspended in the weekend that prolongs them show it as days off', () => {
    // Two days from Thursday end on Saturday and are due on Monday.
    const course = [started('2026-03-05'), suspended('2026-03-09')]
    const [first] = explain('2026-03-09', course, { unit: 'calendarDay', length: 2 }).chapters
    expect(first?.kind === 'counted' && first.steps.map(({ role }) => role)).toEqual([
      'event',
      'counted',
      'counted',
      'dayOff',
      'suspended',
    ])
  })

  test('a month shows the days that decide and the suspension that moved them', () => {
    const course = [started('2026-03-10'), suspended('2026-03-20'), resumed('2026-03-27')]
    expect(describeDerivationZhCN(explain('2026-03-27', course, { unit: 'month', length: 1 })).slice(2)).toEqual([
      '2026-03-10 周二 工作日：起算事件，当日不计入',
      '2026-03-20 周五 工作日：中止，当日不计入',
      '中止：2026年3月20日（周五），理由：等待申请人补正；剩 22 个自然日',
      '恢复：2026年3月27日（周五）',
      '2026-03-27 周五 工作日：恢复计算，当日不计入',
      '2026-04-18 周六 周末：按日历届满，休息日顺延',
      '2026-04-19 周日 周末：不计入',
      '2026-04-20 周一 工作日：届满',
      '期限届满：2026年4月20日（周一） 24:00（北京时间）',
      '截至2026年3月27日（周五）：剩 15 个工作日',
      paper2026,
    ])
  })

  test('a provisional clock says so and why', () => {
    const lines = describeDerivationZhCN(explain('2026-12-22', [started('2026-12-21')]))
    expect(lines).toContain('暂定期限届满：2026年12月28日（周一） 24:00（北京时间）')
    expect(lines.filter((line) => line.startsWith('暂定原因：'))).toHaveLength(1)
  })

  test('survives being sent as JSON', () => {
    const derivation = explain('2026-02-24', [started('2026-02-09'), suspended('2026-02-11'), resumed('2026-02-13')])
    expect(JSON.parse(JSON.stringify(derivation))).toEqual(derivation)
  })
})

test.each([
  ['2026-02-09', '剩 5 个工作日'],
  ['2026-02-13', '剩 1 个工作日，即将届满'],
  ['2026-02-14', '今日届满'],
  ['2026-02-16', '已逾期，仍应办理'],
  ['2026-02-25', '已逾期 2 个工作日，仍应办理'],
])('WZ-26-2: on %s the clock says %s', (today, text) => {
  expect(describeStateZhCN(explain(today, [started('2026-02-09')]).state)).toBe(text)
})

test.each([
  ['2026-02-16', '2026年2月16日（周一）终止，逾期'],
  ['2026-02-25', '2026年2月25日（周三）终止，逾期 2 个工作日'],
])('WZ-26-2: answered on %s it says %s', (on, text) => {
  expect(describeStateZhCN(explain('2026-03-31', [started('2026-02-09'), stopped(on)]).state)).toBe(text)
})
