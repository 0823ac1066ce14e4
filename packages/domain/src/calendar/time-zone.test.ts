import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { addDays, civil, civilDateOf, endOfCivilDay, workingDays, type CivilDate } from '../shared/index.ts'
import { addWorkingDays, createCalendar, deriveDueDate, parseHolidayNotice } from './index.ts'

const source = new URL('../', import.meta.url)
const folder = new URL('../../../../packs/calendar/', import.meta.url)
const before = process.env['TZ']

afterEach(() => {
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

function calendarOfThePacks() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return createCalendar(
    files.map((file) => {
      const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
      if (!result.ok) throw new Error(JSON.stringify(result.issues))
      return result.notice
    }),
  )
}

/** Everything the two folders answer about the days of a year, built from the files in the zone that is set. */
function answers(): string {
  const cn = calendarOfThePacks()
  const days: CivilDate[] = []
  for (let date = civil('2026-02-01'); date < '2027-02-01'; date = addDays(date, 1)) days.push(date)
  const period = { unit: 'month', length: 1 } as const
  return JSON.stringify(
    days.map((event) => [
      addWorkingDays(event, workingDays(7), cn),
      deriveDueDate({ event, period, calendar: cn }),
      endOfCivilDay(event),
      civilDateOf(endOfCivilDay(event) - 1),
      civilDateOf(endOfCivilDay(event)),
    ]),
  )
}

test('the answers are the same wherever the machine stands', () => {
  const offsets = new Set<number>()
  const results = new Set<string>()
  for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Kiritimati']) {
    process.env['TZ'] = zone
    offsets.add(new Date(2026, 0, 1).getTimezoneOffset())
    results.add(answers())
  }
  expect(offsets.size).toBe(4) // the zone of the process really changed
  expect(results.size).toBe(1)
})

test('no file asks the machine for its clock, its zone or its language', () => {
  const asks =
    /new Date\(|Date\.(now|parse|UTC)|\bIntl\b|toLocale|toISOString|\.get(UTC)?(Day|Date|Month|FullYear|Hours)\(/
  const files = ['shared', 'calendar', 'clock'].flatMap((name) => {
    const room = new URL(`${name}/`, source)
    const names = readdirSync(room).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    return names.map((file) => ({ file, text: readFileSync(new URL(file, room), 'utf8') }))
  })
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter(({ text }) => asks.test(withoutComments(text))).map(({ file }) => file)).toEqual([])
})

/** Examples in docstrings may show a `Date`; a caller has one. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
}
