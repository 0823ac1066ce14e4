import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, daysBetween, parseClauseId, type CivilDate } from '../shared/index.ts'
import { createCalendar, dueDate, parseHolidayNotice } from '../calendar/index.ts'
import {
  clockState,
  ledgerFrom,
  type ClockLedger,
  type ClockState,
  type ClockTerms,
  type LedgerEntry,
} from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const notices = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((file) => {
    const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
    if (!result.ok) throw new Error(JSON.stringify(result.issues))
    return result.notice
  })
const cn = createCalendar(notices)

const shareReply: ClockTerms = {
  period: 'share.reply',
  length: 5,
  unit: 'workingDay',
  basis: 'draft',
  cites: [parseClauseId('WZ-26-2')],
  warnDays: 2,
}

const started = (on: string): LedgerEntry => ({ kind: 'started', on: civil(on) })
const suspended = (on: string): LedgerEntry => ({ kind: 'suspended', on: civil(on), cites: [], reason: '等待补正' })
const resumed = (on: string): LedgerEntry => ({ kind: 'resumed', on: civil(on) })
const extended = (on: string, by: number): LedgerEntry => ({
  kind: 'extended',
  by,
  on: civil(on),
  cites: [],
  reason: '复杂',
})
const stopped = (on: string): LedgerEntry => ({ kind: 'stopped', on: civil(on), by: 'approve' })

function ledgerOf(terms: Partial<ClockTerms>, entries: readonly LedgerEntry[]): ClockLedger {
  const result = ledgerFrom({ ...shareReply, ...terms }, entries)
  if (!result.ok) throw new Error(JSON.stringify(result.issue))
  return result.ledger
}

const state = (today: string, entries: readonly LedgerEntry[], terms: Partial<ClockTerms> = {}): ClockState =>
  clockState(ledgerOf(terms, entries), civil(today), cn)

const final = { provisional: false, reasons: [] }

describe('a running clock', () => {
  const entries = [started('2026-02-09')]

  test.each([
    ['2026-02-09', 5, 'onTime', 0],
    ['2026-02-11', 3, 'onTime', 0],
    ['2026-02-12', 2, 'warning', 0],
    ['2026-02-13', 1, 'warning', 0],
    ['2026-02-14', 0, 'warning', 0],
    ['2026-02-15', 0, 'overdue', 0],
    ['2026-02-23', 0, 'overdue', 0],
    ['2026-02-24', 0, 'overdue', 1],
    ['2026-02-28', 0, 'overdue', 5],
  ] as const)('WZ-26-2: on %s has %i working days left, is %s, overdue by %i', (today, left, phase, overdueBy) => {
    expect(state(today, entries)).toEqual({ kind: 'running', due: '2026-02-14', left, phase, overdueBy, ...final })
  })

  test('without warning days warns on the due day', () => {
    const phaseOn = (today: string) => state(today, entries, { warnDays: 0 })
    expect(phaseOn('2026-02-13')).toMatchObject({ phase: 'onTime' })
    expect(phaseOn('2026-02-14')).toMatchObject({ phase: 'warning' })
  })

  test('NB-15-2: keeps its due day over National Day', () => {
    const deletion = { period: 'deletion.reply', length: 3, basis: 'law', cites: [parseClauseId('NB-15-2')] } as const
    expect(state('2025-10-03', [started('2025-09-29')], deletion)).toMatchObject({
      due: '2025-10-10',
      left: 2,
      phase: 'warning',
    })
  })

  test('WZ-13-2: that enters 2027 is provisional and says why', () => {
    const update = { period: 'catalog.update', length: 15, cites: [parseClauseId('WZ-13-2')] }
    expect(state('2026-12-20', [started('2026-12-14')], update)).toMatchObject({
      due: '2027-01-04',
      provisional: true,
      reasons: [{ code: 'CAL_YEAR_END_OPEN' }, { code: 'CAL_YEAR_NOT_PUBLISHED' }],
    })
  })

  test('WZ-13-2: is dated again, and finally, when the notice is entered, without a change in its ledger', () => {
    const days = ['2027-01-01', '2027-01-02', '2027-01-03'].map((date) => ({
      name: '元旦',
      date: civil(date),
      isOffDay: true,
    }))
    const with2027 = createCalendar([
      ...notices.filter(({ year }) => year < 2027),
      { year: 2027, papers: ['测试用通知'], days },
    ])
    const ledger = ledgerOf({ length: 15 }, [started('2026-12-14')])
    expect(clockState(ledger, civil('2026-12-20'), with2027)).toMatchObject({ due: '2027-01-05', provisional: false })
  })

  test('that starts in the future is on time', () => {
    expect(state('2026-02-02', entries)).toMatchObject({
      kind: 'running',
      due: '2026-02-14',
      left: 10,
      phase: 'onTime',
    })
  })

  test('立即: is due the same day, or the next working day', () => {
    expect(state('2026-02-09', entries, { length: 0 })).toMatchObject({ due: '2026-02-09', left: 0, phase: 'warning' })
    expect(state('2026-02-17', [started('2026-02-17')], { length: 0 })).toMatchObject({ due: '2026-02-24', left: 1 })
  })

  test('of a month counts what is left in working days', () => {
    expect(state('2026-03-10', [started('2026-02-07')], { unit: 'month', length: 1 })).toMatchObject({
      due: '2026-03-09',
      phase: 'overdue',
      overdueBy: 1,
    })
    expect(state('2026-03-02', [started('2026-02-07')], { unit: 'month', length: 1 })).toMatchObject({ left: 5 })
  })
})

describe('a suspended clock', () => {
  const entries = [started('2026-02-09'), suspended('2026-02-11')]

  test('has no due day; the day of suspension is not used up', () => {
    const expected = { kind: 'suspended', since: '2026-02-11', left: 4, leftUnit: 'workingDay', ...final }
    expect(state('2026-02-11', entries)).toEqual(expected)
    expect(state('2026-06-30', entries)).toEqual(expected)
  })

  test('goes on with the working day after the resumption', () => {
    const resumedOn = (on: string) => state(on, [...entries, resumed(on)])
    expect(resumedOn('2026-03-02')).toMatchObject({ kind: 'running', due: '2026-03-06', left: 4 })
    expect(resumedOn('2026-03-07')).toMatchObject({ due: '2026-03-12' })
    expect(resumedOn('2026-02-11')).toMatchObject({ due: '2026-02-24' })
  })

  test('on the day of the event has the whole period left, and on the due day the last day', () => {
    expect(state('2026-02-09', [started('2026-02-09'), suspended('2026-02-09')])).toMatchObject({ left: 5 })
    expect(state('2026-02-14', [started('2026-02-09'), suspended('2026-02-14')])).toMatchObject({ left: 1 })
  })

  test('twice in a row loses nothing in between', () => {
    const twice = [...entries, resumed('2026-03-02'), suspended('2026-03-04'), resumed('2026-03-09')]
    expect(state('2026-03-05', twice)).toMatchObject({ kind: 'suspended', left: 3 })
    expect(state('2026-03-09', twice)).toMatchObject({ due: '2026-03-12' })
  })

  test('is shown as it stood on an earlier day: later entries are not seen yet', () => {
    const course = [...entries, resumed('2026-03-02'), stopped('2026-03-05')]
    expect(state('2026-02-10', course)).toMatchObject({ kind: 'running', due: '2026-02-14' })
    expect(state('2026-02-20', course)).toMatchObject({ kind: 'suspended' })
    expect(state('2026-03-04', course)).toMatchObject({ kind: 'running', due: '2026-03-06' })
    expect(state('2026-03-05', course)).toMatchObject({ kind: 'finished' })
  })

  test('keeps what was provisional before it', () => {
    const late2026 = [started('2026-12-21'), suspended('2026-12-29')]
    const length = 7
    expect(state('2026-12-29', late2026, { length })).toMatchObject({
      left: 2,
      provisional: true,
      reasons: [{ year: 2026 }],
    })
    expect(state('2027-02-01', [...late2026, resumed('2027-02-01')], { length })).toMatchObject({
      due: '2027-02-03',
      reasons: [{ year: 2026 }, { year: 2027 }],
    })
  })

  test('立即: has nothing left to count and is due on the day of the resumption', () => {
    const now = [started('2026-02-09'), suspended('2026-02-09')]
    expect(state('2026-02-09', now, { length: 0 })).toMatchObject({ left: 0 })
    expect(state('2026-02-10', [...now, resumed('2026-02-10')], { length: 0 })).toMatchObject({ due: '2026-02-10' })
  })
})

describe('a suspended clock in months, years or calendar days', () => {
  const month = { unit: 'month', length: 1 } as const
  const entries = [started('2026-03-10'), suspended('2026-03-20'), resumed('2026-03-30')]

  test('ends later by the days from the suspension through the resumption', () => {
    expect(state('2026-03-20', entries, month)).toMatchObject({ kind: 'suspended', left: 22, leftUnit: 'calendarDay' })
    expect(state('2026-03-30', entries, month)).toMatchObject({ kind: 'running', due: '2026-04-21' })
  })

  test('is counted like one in calendar days', () => {
    const days = { unit: 'calendarDay', length: 31 } as const
    expect(state('2026-03-20', entries, days)).toMatchObject({ left: 22 })
    expect(state('2026-03-30', entries, days)).toMatchObject({ due: '2026-04-21' })
  })

  test('still ends on a working day', () => {
    const course = [started('2026-03-10'), suspended('2026-03-20'), resumed('2026-03-27')]
    expect(state('2026-03-27', course, month)).toMatchObject({ due: '2026-04-20' }) // the 18th is a Saturday
  })

  test('has a day left when only the weekend kept it open', () => {
    // Ends on Saturday 2026-03-07, due on Monday the 9th.
    for (const day of ['2026-03-07', '2026-03-08', '2026-03-09']) {
      const course = [started('2026-02-07'), suspended(day), resumed('2026-03-11')]
      expect(state(day, course, month)).toMatchObject({ kind: 'suspended', left: 1 })
      expect(state('2026-03-11', course, month)).toMatchObject({ due: '2026-03-12' })
    }
  })

  test('a year suspended from its first day begins again', () => {
    const course = [started('2025-03-03'), suspended('2025-03-03'), resumed('2025-03-13')]
    expect(state('2025-03-13', course, { unit: 'year', length: 1 })).toMatchObject({ due: '2026-03-13' })
  })
})

describe('an extension', () => {
  test('lengthens the period while it runs and while it is suspended', () => {
    expect(state('2026-02-14', [started('2026-02-09'), extended('2026-02-14', 2)])).toMatchObject({
      due: '2026-02-25',
      left: 2,
    })
    const during = [started('2026-02-09'), suspended('2026-02-11'), extended('2026-02-20', 3)]
    expect(state('2026-02-20', during)).toMatchObject({ kind: 'suspended', left: 7 })
  })

  test('of a month is counted in months from the event', () => {
    const course = [started('2026-01-31'), extended('2026-02-10', 1)]
    expect(state('2026-02-10', course, { unit: 'month', length: 1 })).toMatchObject({ due: '2026-03-31' })
  })

  test('gives time to what was to be done at once', () => {
    expect(state('2026-02-09', [started('2026-02-09'), extended('2026-02-09', 2)], { length: 0 })).toMatchObject({
      due: '2026-02-11',
    })
  })
})

describe('what has run out stays run out', () => {
  test('an extension after the due day has no effect, even over the days off that follow it', () => {
    for (const on of ['2026-02-15', '2026-02-24', '2026-03-16']) {
      expect(state(on, [started('2026-02-09'), extended(on, 30)])).toMatchObject({
        due: '2026-02-14',
        phase: 'overdue',
      })
    }
  })

  test('nor has a suspension, or the resumption that ends it', () => {
    const course = [started('2026-02-09'), suspended('2026-02-25'), resumed('2026-03-02'), suspended('2026-03-03')]
    expect(state('2026-03-04', course)).toMatchObject({ kind: 'running', due: '2026-02-14', overdueBy: 8 })
  })

  test('nor has an extension during such a suspension', () => {
    const course = [started('2026-02-09'), suspended('2026-02-25'), extended('2026-02-26', 9), stopped('2026-02-27')]
    expect(state('2026-03-04', course)).toMatchObject({ kind: 'finished', due: '2026-02-14', late: true, overdueBy: 4 })
  })
})

describe('a finished clock', () => {
  const course = (on: string) => [started('2026-02-09'), stopped(on)]

  test('WZ-26-2: is in time until the end of the due day', () => {
    const inTime = { kind: 'finished', due: '2026-02-14', late: false, overdueBy: 0, ...final }
    expect(state('2026-03-31', course('2026-02-10'))).toEqual({ ...inTime, on: '2026-02-10' })
    expect(state('2026-03-31', course('2026-02-14'))).toEqual({ ...inTime, on: '2026-02-14' })
  })

  test('WZ-26-2: stays late, by no working day too (reading 12)', () => {
    expect(state('2026-03-31', course('2026-02-16'))).toMatchObject({ on: '2026-02-16', late: true, overdueBy: 0 })
    expect(state('2026-03-31', course('2026-02-25'))).toMatchObject({ on: '2026-02-25', late: true, overdueBy: 2 })
  })

  test('on the day it started is in time', () => {
    expect(state('2026-02-09', course('2026-02-09'))).toMatchObject({ late: false })
  })

  test('while suspended has no due day and is not late', () => {
    const withdrawn = [started('2026-02-09'), suspended('2026-02-11'), stopped('2026-05-11')]
    expect(state('2026-05-11', withdrawn)).toEqual({
      kind: 'finished',
      on: '2026-05-11',
      due: null,
      late: false,
      overdueBy: 0,
      ...final,
    })
  })
})

test('a ledger that was never started has no state', () => {
  expect(() => clockState({ ...shareReply, entries: [] }, civil('2026-02-09'), cn)).toThrow(
    expect.objectContaining({ code: 'CLK_NOT_STARTED' }),
  )
})

/**
 * The slow twin for working days, written from the rule: walk from the event, and on each day first let its entries
 * happen, then use the day up if it is worked, is neither the event nor inside a suspension (both ends included), and the
 * period is still open at its beginning.
 */
function twin(length: number, entries: readonly LedgerEntry[], today: CivilDate): string {
  const start = entries[0]!.on
  let left = length
  let due: CivilDate | null = null
  let frozen = false
  for (let day = start; ; day = addDays(day, 1)) {
    let usable: boolean = day !== start && cn.dayStatus(day).working && !frozen
    for (const entry of entries.filter(({ on, kind }) => on === day && on <= today && kind !== 'started')) {
      if (entry.kind === 'suspended' && due === null) [frozen, usable] = [true, false]
      if (entry.kind === 'resumed' && due === null) [frozen, usable] = [false, false]
      if (entry.kind === 'extended' && due === null) left += entry.by
    }
    if (usable && due === null && --left === 0) due = day
    if (frozen && day >= today) return `suspended, ${left} left`
    if (due !== null && day >= today) break
  }
  return `due ${due}`
}

const anyCourse = fc
  .tuple(
    fc.integer({ min: 0, max: 2_700 }).map((n) => addDays(civil('2019-01-01'), n)),
    fc.array(
      fc.tuple(fc.constantFrom('pause', 'extend'), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 4 })),
      {
        maxLength: 6,
      },
    ),
  )
  .map(([start, steps]): readonly LedgerEntry[] => {
    const entries: LedgerEntry[] = [{ kind: 'started', on: start }]
    let on = start
    let open = false
    for (const [kind, gap, by] of steps) {
      on = addDays(on, gap)
      if (kind === 'extend') entries.push(extended(on, by))
      else entries.push(open ? resumed(on) : suspended(on))
      if (kind === 'pause') open = !open
    }
    return entries
  })

const anyLength = fc.integer({ min: 1, max: 25 })

describe('any course', () => {
  const summary = (result: ClockState) =>
    result.kind === 'suspended' ? `suspended, ${result.left} left` : `due ${result.due}`

  test('agrees with the day-by-day twin', () => {
    fc.assert(
      fc.property(anyLength, anyCourse, fc.integer({ min: 0, max: 60 }), (length, entries, n) => {
        const today = addDays(entries[0]!.on, n)
        const result = clockState(ledgerOf({ length }, entries), today, cn)
        expect(summary(result)).toBe(twin(length, entries, today))
      }),
      { numRuns: 1_000 },
    )
  })

  test('without entries is the due date of its period, in every unit', () => {
    const anyUnit = fc.constantFrom('workingDay', 'calendarDay', 'month', 'year')
    fc.assert(
      fc.property(anyUnit, anyLength, anyCourse, (unit, length, [first]) => {
        const period = { unit, length }
        const due = dueDate({ event: first!.on, period, calendar: cn }).date
        expect(clockState(ledgerOf(period, [first!]), first!.on, cn)).toMatchObject({ kind: 'running', due })
      }),
    )
  })

  test('a suspension never takes time away, and a longer one gives no less', () => {
    const anyUnit = fc.constantFrom('workingDay', 'calendarDay', 'month')
    fc.assert(
      fc.property(
        anyUnit,
        anyLength,
        anyCourse,
        fc.nat(40),
        fc.nat(30),
        fc.nat(9),
        (unit, length, [first], gap, span, more) => {
          const start = first!.on
          const since = addDays(start, gap)
          const dueWith = (...entries: readonly LedgerEntry[]): CivilDate => {
            const last = entries.at(-1)?.on ?? start
            const result = clockState(ledgerOf({ unit, length }, [first!, ...entries]), last, cn)
            if (result.kind !== 'running') throw new Error(result.kind)
            return result.due
          }
          const plain = dueWith()
          const short = dueWith(suspended(since), resumed(addDays(since, span)))
          const long = dueWith(suspended(since), resumed(addDays(since, span + more)))
          expect(short >= plain && long >= short).toBe(true)
          if (since <= plain) expect(short > addDays(since, span)).toBe(true)
          else expect(short).toBe(plain)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('an earlier suspension with the same resumption never gives less', () => {
    const anyUnit = fc.constantFrom('workingDay', 'calendarDay', 'month')
    fc.assert(
      fc.property(anyUnit, anyLength, anyCourse, fc.nat(40), fc.nat(10), (unit, length, [first], gap, earlier) => {
        const late = addDays(first!.on, gap + earlier)
        const until = addDays(late, 20)
        const dueFrom = (since: CivilDate) => {
          const course = [first!, suspended(since), resumed(until)]
          return clockState(ledgerOf({ unit, length }, course), until, cn)
        }
        const [a, b] = [dueFrom(addDays(first!.on, gap)), dueFrom(late)]
        expect(a.kind === 'running' && b.kind === 'running' && a.due >= b.due).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('in calendar days a suspension moves the end by its days, both ends included', () => {
    fc.assert(
      fc.property(
        anyCourse,
        fc.integer({ min: 20, max: 40 }),
        fc.integer({ min: 1, max: 19 }),
        fc.nat(30),
        ([first], length, gap, span) => {
          const since = addDays(first!.on, gap)
          const course = [first!, suspended(since), resumed(addDays(since, span))]
          const result = clockState(ledgerOf({ unit: 'calendarDay', length }, course), addDays(since, span), cn)
          const end = addDays(first!.on, length + span + 1)
          expect(result).toMatchObject({
            due: dueDate({ event: addDays(end, -1), period: { unit: 'calendarDay', length: 1 }, calendar: cn }).date,
          })
        },
      ),
    )
  })

  test('what is left falls by one each working day until it is overdue', () => {
    fc.assert(
      fc.property(anyLength, anyCourse, fc.nat(50), (length, [first], n) => {
        const ledger = ledgerOf({ length }, [first!])
        const [today, tomorrow] = [addDays(first!.on, n), addDays(first!.on, n + 1)]
        const [a, b] = [clockState(ledger, today, cn), clockState(ledger, tomorrow, cn)]
        if (a.kind !== 'running' || b.kind !== 'running') throw new Error('not running')
        const worked = cn.dayStatus(tomorrow).working ? 1 : 0
        expect(b.left - b.overdueBy).toBe(a.left - a.overdueBy - worked)
        expect(b.phase === 'overdue').toBe(daysBetween(b.due, tomorrow) > 0)
      }),
    )
  })
})

test('20,000 open clocks with a suspension are counted again in no time', () => {
  const ledgers = Array.from({ length: 1_000 }, (_, i) => {
    const start = addDays(civil('2025-01-02'), i % 300)
    return ledgerOf({ length: 15 }, [
      { kind: 'started', on: start },
      suspended(addDays(start, 3)),
      resumed(addDays(start, 9)),
    ])
  })
  const start = performance.now()
  for (let round = 0; round < 20; round++) {
    for (const ledger of ledgers) clockState(ledger, civil('2026-02-09'), cn)
  }
  expect(performance.now() - start).toBeLessThan(5_000) // some 0.2 s
})
