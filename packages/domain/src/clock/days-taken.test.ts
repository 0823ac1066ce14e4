import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, civil, daysBetween, parseClauseId, type CivilDate } from '../shared/index.ts'
import { createCalendar, parseHolidayNotice } from '../calendar/index.ts'
import { clockState, ledgerFrom, workingDaysTaken, type ClockLedger, type LedgerEntry } from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const notices = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((file) => {
    const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
    if (!result.ok) throw new Error(JSON.stringify(result.issues))
    return result.notice
  })
const cn = createCalendar(notices)

function ledgerOf(unit: 'workingDay' | 'calendarDay', length: number, entries: readonly LedgerEntry[]): ClockLedger {
  const terms = {
    period: 'share.reply',
    length,
    unit,
    basis: 'law',
    cites: [parseClauseId('WZ-26-2')],
    warnDays: 1,
  } as const
  const result = ledgerFrom(terms, entries)
  if (!result.ok) throw new Error(JSON.stringify(result.issue))
  return result.ledger
}

/** Goes through the days one by one and asks the clock itself whether it rested on them. */
function dayByDay(ledger: ClockLedger): number {
  const [first, last] = [ledger.entries[0]!.on, ledger.entries.at(-1)!.on]
  const resting = new Set<CivilDate>()
  ledger.entries.forEach((entry, i) => {
    if (entry.kind !== 'suspended') return
    const until = { ...ledger, entries: ledger.entries.slice(0, i + 1) }
    if (clockState(until, entry.on, cn).kind !== 'suspended') return // had run out: nothing rests any more
    const resumed = ledger.entries.slice(i).find((e) => e.kind === 'resumed')?.on ?? last
    for (let day = entry.on; day <= resumed; day = addDays(day, 1)) resting.add(day)
  })
  let days = 0
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    if (cn.dayStatus(day).working && !resting.has(day)) days++
  }
  return days
}

const anyLedger = fc
  .record({
    start: fc.integer({ min: 0, max: 2_500 }).map((n) => addDays(civil('2019-01-01'), n)),
    unit: fc.constantFrom('workingDay' as const, 'calendarDay' as const),
    length: fc.integer({ min: 1, max: 15 }),
    pauses: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { maxLength: 3 }),
    rest: fc.integer({ min: 0, max: 30 }),
    endsResting: fc.boolean(),
  })
  .map(({ start, unit, length, pauses, rest, endsResting }) => {
    const entries: LedgerEntry[] = [{ kind: 'started', on: start }]
    let day = start
    pauses.forEach(([after, lasting], i) => {
      day = addDays(day, after)
      entries.push({ kind: 'suspended', on: day, cites: [], reason: '等待补正' })
      if (endsResting && i === pauses.length - 1) return
      day = addDays(day, lasting)
      entries.push({ kind: 'resumed', on: day })
    })
    entries.push({ kind: 'stopped', on: addDays(day, rest), by: 'approve' })
    return ledgerOf(unit, length, entries)
  })

test('the days taken are those that a walk through the days counts', () => {
  fc.assert(
    fc.property(anyLedger, (ledger) => {
      expect(workingDaysTaken(ledger, cn)).toBe(dayByDay(ledger))
    }),
    { numRuns: 2000 },
  )
})

test('a reply on the day of receipt took no day, one after the spring festival the worked days alone', () => {
  const until = (on: string): number =>
    workingDaysTaken(
      ledgerOf('workingDay', 5, [
        { kind: 'started', on: civil('2026-02-13') },
        { kind: 'stopped', on: civil(on), by: 'approve' },
      ]),
      cn,
    )
  expect(until('2026-02-13')).toBe(0)
  expect(until('2026-02-14')).toBe(1) // a Saturday that is worked
  expect(until('2026-02-24')).toBe(2)
  expect(daysBetween(civil('2026-02-13'), civil('2026-02-24'))).toBe(11)
})

test('of a deadline in hours the working days between its first and its last day', () => {
  const at = (instant: string): number => Date.parse(instant)
  const terms = { period: 'x', length: 24, unit: 'hour', basis: 'policy', cites: [], warnHours: 1 } as const
  const entries = [
    { kind: 'started', at: at('2026-03-06T23:30:00+08:00') },
    { kind: 'stopped', at: at('2026-03-09T00:30:00+08:00'), by: 'approve' },
  ] as const
  expect(workingDaysTaken({ ...terms, entries }, cn)).toBe(1) // Friday to Monday
})
