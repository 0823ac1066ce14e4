import { expect, test } from 'vitest'
import { trendPath } from './trend-path.ts'

const size = { width: 100, height: 20 }

test('a line goes from the oldest to the newest, the highest at the top', () => {
  expect(trendPath([0, 5, 10], size)).toBe('M0 20L50 10L100 0')
})

test('it is broken where there is no value, and one that stands alone is still seen', () => {
  expect(trendPath([2, 4, null, 4], size)).toBe('M0 20L33.3 0M94 0h6')
})

test('what never changes is a level line, and of nothing there is none', () => {
  expect(trendPath([7, 7], size)).toBe('M0 10L100 10')
  expect(trendPath([null, null], size)).toBe('')
  expect(trendPath([], size)).toBe('')
})
