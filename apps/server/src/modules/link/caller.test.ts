import { expect, test } from 'vitest'
import { pauseAfter } from './caller.ts'

test('the pause doubles with each failure, up to an hour or the schedule where that is longer', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((failures) => pauseAfter(failures, 60))).toEqual([
    120, 240, 480, 960, 1920, 3600, 3600,
  ])
  expect(pauseAfter(1000, 10)).toBe(3600)
  expect(pauseAfter(3, 86_400)).toBe(86_400)
})
