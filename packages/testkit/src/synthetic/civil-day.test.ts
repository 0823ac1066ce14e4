import { expect, test } from 'vitest'
import { civilDateOf, dayNumberOf } from './civil-day.ts'

test('agrees with Date on every day from 1800 to 2200', () => {
  const disagreements: number[] = []
  for (let day = dayNumberOf('1800-01-01'); day <= dayNumberOf('2200-12-31'); day++)
    if (civilDateOf(day) !== new Date(day * 86_400_000).toISOString().slice(0, 10)) disagreements.push(day)
  expect(disagreements).toEqual([])
})

test.each(['2025-02-29', '2025-2-1', '20250201', '2025-13-01', '', '2025-02-01T00:00'])('「%s」 is no date', (text) => {
  expect(() => dayNumberOf(text)).toThrow('SYNTHETIC_ARGUMENT')
})
