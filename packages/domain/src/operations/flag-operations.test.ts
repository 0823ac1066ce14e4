import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalendar, parseHolidayNotice } from '../calendar/index.ts'
import { flagOperations, type Operation, type OperationLimits } from './index.ts'

interface Notice {
  readonly days: readonly { readonly date: string; readonly isOffDay: boolean }[]
}
const json = JSON.parse(
  readFileSync(new URL('../../../../packs/calendar/2026.json', import.meta.url), 'utf8'),
) as Notice
const parsed = parseHolidayNotice(json, '2026.json')
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
const calendar = createCalendar([parsed.notice])
const named = new Map(json.days.map((d) => [d.date, d.isOffDay]))
const limits: OperationLimits = { rowsAlone: 1000, usualFactor: 3, dayBegins: 7, dayEnds: 21 }
const at = (text: string): Date => new Date(text)
const workday = at('2026-09-29T10:00:00+08:00')
const operation = (rows: number, when = workday, actor = 'a', dataset = 'd'): Operation => ({
  actor,
  dataset,
  rows,
  at: when,
})

test('what is usual is not flagged; what is not, is by its reason', () => {
  const earlier = [operation(10), operation(12), operation(900)]
  const flags = (o: Operation) => flagOperations([o], earlier, limits, calendar)[0]
  expect(flags(operation(35))).toEqual([])
  expect(flags(operation(36))).toEqual(['aboveUsual'])
  expect(flags(operation(1001))).toEqual(['aboveVolume', 'aboveUsual'])
  expect(flags(operation(10, at('2026-09-29T06:59:00+08:00')))).toEqual(['offHours'])
  expect(flags(operation(10, at('2026-09-29T21:00:00+08:00')))).toEqual(['offHours'])
  expect(flags(operation(10, at('2026-09-29T20:59:00+08:00')))).toEqual([])
  // A Thursday that is a holiday, a Saturday off, and a Sunday on which people work.
  expect(flags(operation(10, at('2026-10-01T10:00:00+08:00')))).toEqual(['offHours'])
  expect(flags(operation(10, at('2026-09-12T10:00:00+08:00')))).toEqual(['offHours'])
  expect(flags(operation(10, at('2026-09-20T10:00:00+08:00')))).toEqual([])
  expect(flags(operation(10, workday, 'b'))).toEqual(['firstTime'])
  expect(flags(operation(10, workday, 'a', 'e'))).toEqual(['firstTime'])
})

test('agrees with counting it out for each operation', () => {
  const any: fc.Arbitrary<Operation> = fc.record({
    actor: fc.constantFrom('a', 'b'),
    dataset: fc.constantFrom('d', 'e'),
    rows: fc.integer({ min: 0, max: 2000 }),
    at: fc.integer({ min: 0, max: 400 }).map((hours) => new Date(Date.UTC(2026, 8, 20) + hours * 3_600_000)),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), fc.array(any, { maxLength: 12 }), (operations, earlier) => {
      const slowly = operations.map((o) => {
        const own = earlier.filter((e) => e.actor === o.actor && e.dataset === o.dataset).map((e) => e.rows)
        // The middle: as many below it as above it, or one fewer.
        const middle = own.find((m) => {
          const below = own.filter((v) => v < m).length
          const place = Math.floor((own.length - 1) / 2)
          return below <= place && own.filter((v) => v <= m).length > place
        })
        const local = new Date(o.at.getTime() + 8 * 3_600_000)
        const off = named.get(local.toISOString().slice(0, 10)) ?? [0, 6].includes(local.getUTCDay())
        const hour = local.getUTCHours()
        return [
          ...(o.rows > limits.rowsAlone ? ['aboveVolume'] : []),
          ...(middle !== undefined && o.rows >= limits.usualFactor * Math.max(middle, 1) ? ['aboveUsual'] : []),
          ...(hour < limits.dayBegins || hour >= limits.dayEnds || off ? ['offHours'] : []),
          ...(own.length === 0 ? ['firstTime'] : []),
        ]
      })
      expect(flagOperations(operations, earlier, limits, calendar)).toEqual(slowly)
    }),
  )
})
