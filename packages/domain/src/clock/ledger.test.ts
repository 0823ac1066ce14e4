import { describe, expect, test } from 'vitest'
import { civil, issueText, parseClauseId } from '../shared/index.ts'
import {
  appendEntry,
  clockEn,
  clockZhCN,
  ledgerFrom,
  startClock,
  type ClockIssue,
  type ClockLedger,
  type ClockTerms,
  type LedgerEntry,
} from './index.ts'

const terms: ClockTerms = {
  period: 'share.reply',
  length: 5,
  unit: 'workingDay',
  basis: 'draft',
  cites: [parseClauseId('WZ-26-2')],
  reading: '起算日条文未写，按收到申请之日',
  warnDays: 2,
}

const started = (on: string): LedgerEntry => ({ kind: 'started', on: civil(on) })
const suspended = (on: string): LedgerEntry => ({ kind: 'suspended', on: civil(on), cites: [], reason: '等待补正' })
const resumed = (on: string): LedgerEntry => ({ kind: 'resumed', on: civil(on) })
const extended = (on: string, by = 5): LedgerEntry => ({
  kind: 'extended',
  by,
  on: civil(on),
  cites: [],
  reason: '情况复杂',
})
const stopped = (on: string): LedgerEntry => ({ kind: 'stopped', on: civil(on), by: 'approve' })

function ledger(...entries: readonly LedgerEntry[]): ClockLedger {
  const result = ledgerFrom(terms, entries)
  if (!result.ok) throw new Error(JSON.stringify(result.issue))
  return result.ledger
}

describe('starting a clock', () => {
  test('WZ-26-2: opens a ledger that keeps the terms it began with and what else came along is left behind', () => {
    const result = startClock({ ...terms, name: 'x' } as ClockTerms, civil('2026-02-09'))
    expect(result).toEqual({ ok: true, ledger: { ...terms, entries: [started('2026-02-09')] } })
  })

  test('a period without a number in the text may run as policy without a clause', () => {
    const policy: ClockTerms = {
      period: 'share.reply',
      length: 5,
      unit: 'workingDay',
      basis: 'policy',
      cites: [],
      warnDays: 0,
    }
    expect(startClock(policy, civil('2026-02-09'))).toMatchObject({ ok: true, ledger: policy })
  })

  test('立即 is a period of no working days', () => {
    expect(startClock({ ...terms, length: 0 }, civil('2026-02-09')).ok).toBe(true)
  })

  test.each<[string, Partial<ClockTerms>, ClockIssue]>([
    ['a period without a name', { period: ' ' }, { code: 'CLK_PERIOD_UNNAMED' }],
    ['a negative length', { length: -1 }, { code: 'CLK_LENGTH_INVALID', unit: 'workingDay', length: -1 }],
    ['half a day', { length: 0.5 }, { code: 'CLK_LENGTH_INVALID', unit: 'workingDay', length: 0.5 }],
    ['no months', { length: 0, unit: 'month' }, { code: 'CLK_LENGTH_INVALID', unit: 'month', length: 0 }],
    ['a negative warning', { warnDays: -1 }, { code: 'CLK_WARN_DAYS_INVALID', warnDays: -1 }],
    [
      'law without a clause',
      { basis: 'law', cites: [] },
      { code: 'CLK_CITE_MISSING', period: 'share.reply', basis: 'law' },
    ],
    ['a draft without one', { cites: [] }, { code: 'CLK_CITE_MISSING', period: 'share.reply', basis: 'draft' }],
  ])('%s is refused', (_, fault, issue) => {
    expect(startClock({ ...terms, ...fault }, civil('2026-02-09'))).toEqual({ ok: false, issue })
  })

  test('a day that the calendar does not reach is refused', () => {
    expect(startClock(terms, civil('1999-12-31'))).toMatchObject({ ok: false, issue: { code: 'CLK_DATE_UNSUPPORTED' } })
  })
})

describe('adding an entry', () => {
  test('makes a new ledger and leaves the old one as it was', () => {
    const old = ledger(started('2026-02-09'))
    const result = appendEntry(old, suspended('2026-02-10'))
    expect(result).toMatchObject({ ok: true, ledger: { entries: [{ kind: 'started' }, { kind: 'suspended' }] } })
    expect(old.entries).toHaveLength(1)
  })

  test('takes suspensions, resumptions and extensions in turn, several on one day too', () => {
    const course = [
      started('2026-02-09'),
      suspended('2026-02-09'),
      resumed('2026-02-09'),
      extended('2026-02-10'),
      suspended('2026-02-11'),
      extended('2026-02-12'),
      resumed('2026-03-02'),
      suspended('2026-03-02'),
      stopped('2026-03-02'),
    ]
    expect(ledger(...course).entries).toEqual(course)
  })

  test.each<[string, readonly LedgerEntry[], LedgerEntry, ClockIssue]>([
    [
      'resuming what is not suspended',
      [started('2026-02-09')],
      resumed('2026-02-10'),
      { code: 'CLK_NOT_SUSPENDED', on: '2026-02-10' },
    ],
    [
      'resuming twice',
      [started('2026-02-09'), suspended('2026-02-10'), resumed('2026-02-11')],
      resumed('2026-02-12'),
      { code: 'CLK_NOT_SUSPENDED', on: '2026-02-12' },
    ],
    [
      'suspending twice, an extension in between',
      [started('2026-02-09'), suspended('2026-02-10'), extended('2026-02-11')],
      suspended('2026-02-12'),
      { code: 'CLK_ALREADY_SUSPENDED', since: '2026-02-10' },
    ],
    [
      'going back a day',
      [started('2026-02-09'), suspended('2026-02-11')],
      resumed('2026-02-10'),
      { code: 'CLK_ENTRY_OUT_OF_ORDER', on: '2026-02-10', last: '2026-02-11' },
    ],
    [
      'an entry before the start',
      [started('2026-02-09')],
      stopped('2026-02-08'),
      { code: 'CLK_ENTRY_OUT_OF_ORDER', on: '2026-02-08', last: '2026-02-09' },
    ],
    [
      'anything after the end',
      [started('2026-02-09'), stopped('2026-02-10')],
      extended('2026-02-11'),
      { code: 'CLK_ALREADY_STOPPED', on: '2026-02-10', by: 'approve' },
    ],
    [
      'a second end',
      [started('2026-02-09'), stopped('2026-02-10')],
      stopped('2026-02-10'),
      { code: 'CLK_ALREADY_STOPPED', on: '2026-02-10', by: 'approve' },
    ],
    [
      'a second start',
      [started('2026-02-09')],
      started('2026-02-10'),
      { code: 'CLK_ALREADY_STARTED', on: '2026-02-09' },
    ],
    [
      'an extension by nothing',
      [started('2026-02-09')],
      extended('2026-02-10', 0),
      { code: 'CLK_EXTENSION_INVALID', by: 0 },
    ],
    [
      'an extension that shortens',
      [started('2026-02-09')],
      extended('2026-02-10', -3),
      { code: 'CLK_EXTENSION_INVALID', by: -3 },
    ],
    [
      'a suspension without a reason',
      [started('2026-02-09')],
      { ...suspended('2026-02-10'), reason: ' ' } as LedgerEntry,
      { code: 'CLK_REASON_MISSING', entry: 'suspended' },
    ],
    [
      'an extension without a reason',
      [started('2026-02-09')],
      { ...extended('2026-02-10'), reason: '' } as LedgerEntry,
      { code: 'CLK_REASON_MISSING', entry: 'extended' },
    ],
    [
      'an end without the act that made it',
      [started('2026-02-09')],
      { kind: 'stopped', on: civil('2026-02-10'), by: '' },
      { code: 'CLK_STOP_UNNAMED' },
    ],
  ])('%s is refused', (_, entries, entry, issue) => {
    expect(appendEntry(ledger(...entries), entry)).toEqual({ ok: false, issue })
  })

  test('to a ledger that never started is refused', () => {
    const empty = { ...terms, entries: [] }
    expect(appendEntry(empty, resumed('2026-02-10'))).toEqual({ ok: false, issue: { code: 'CLK_NOT_STARTED' } })
  })

  test('with a day that does not exist is refused', () => {
    const entry = { kind: 'resumed', on: '2026-02-30' } as unknown as LedgerEntry
    expect(appendEntry(ledger(started('2026-02-09')), entry)).toMatchObject({
      issue: { code: 'CLK_DATE_UNSUPPORTED', on: '2026-02-30' },
    })
  })
})

describe('reading a stored ledger', () => {
  test('checks the entries as if they were made one by one and reports the first fault', () => {
    const entries = [started('2026-02-09'), resumed('2026-02-10'), started('2026-02-11')]
    expect(ledgerFrom(terms, entries)).toMatchObject({ ok: false, issue: { code: 'CLK_NOT_SUSPENDED' } })
  })

  test('needs a start', () => {
    expect(ledgerFrom(terms, [])).toEqual({ ok: false, issue: { code: 'CLK_NOT_STARTED' } })
    expect(ledgerFrom(terms, [stopped('2026-02-10')])).toEqual({ ok: false, issue: { code: 'CLK_NOT_STARTED' } })
  })

  test('checks the terms too', () => {
    expect(ledgerFrom({ ...terms, cites: [] }, [started('2026-02-09')])).toMatchObject({
      issue: { code: 'CLK_CITE_MISSING' },
    })
  })
})

describe('the texts of the clock', () => {
  const issues: readonly ClockIssue[] = [
    { code: 'CLK_PERIOD_UNNAMED' },
    { code: 'CLK_LENGTH_INVALID', unit: 'month', length: 0 },
    { code: 'CLK_WARN_DAYS_INVALID', warnDays: -1 },
    { code: 'CLK_CITE_MISSING', period: 'share.reply', basis: 'draft' },
    { code: 'CLK_NOT_STARTED' },
    { code: 'CLK_ALREADY_STARTED', on: '2026-02-09' },
    { code: 'CLK_ALREADY_STOPPED', on: '2026-02-09', by: 'approve' },
    { code: 'CLK_ENTRY_OUT_OF_ORDER', on: '2026-02-09', last: '2026-02-10' },
    { code: 'CLK_DATE_UNSUPPORTED', on: '1999-12-31', first: '2000-01-01', last: '2100-12-31' },
    { code: 'CLK_ALREADY_SUSPENDED', since: '2026-02-09' },
    { code: 'CLK_NOT_SUSPENDED', on: '2026-02-09' },
    { code: 'CLK_EXTENSION_INVALID', by: 0 },
    { code: 'CLK_REASON_MISSING', entry: 'extended' },
    { code: 'CLK_STOP_UNNAMED' },
    { code: 'CLK_HOURS_RUN_ON', period: 'incident.report' },
  ]

  test.each(issues)('say $code in Chinese and in English', (issue) => {
    expect(issueText(clockZhCN, issue)).toMatch(/\p{Script=Han}/u)
    expect(issueText(clockEn, issue)).not.toMatch(/\p{Script=Han}/u)
    expect(issueText(clockZhCN, issue) + issueText(clockEn, issue)).not.toMatch(/undefined|\[object/)
  })

  test('are complete and none is left over', () => {
    const codes = issues.map(({ code }) => code).sort()
    expect(Object.keys(clockZhCN).sort()).toEqual(codes)
    expect(Object.keys(clockEn).sort()).toEqual(codes)
  })

  test('call the basis by its Chinese name', () => {
    expect(issueText(clockZhCN, issues[3]!)).toContain('标为征求意见稿试行却没有条款依据')
  })
})
