import { expect, test } from 'vitest'
import { dayBegins, dayEnds } from './day-bounds.ts'

test('a civil day begins and ends at midnight in Shanghai', () => {
  expect(dayBegins('2026-03-01')).toBe('2026-02-28T16:00:00.000Z')
  expect(dayEnds('2026-03-01')).toBe('2026-03-01T16:00:00.000Z')
})
