import { expect, test } from 'vitest'
import { divisionPrefix } from './data-return.ts'

test.each([
  ['640000000000', '64'],
  ['640300000000', '6403'],
  ['640302000000', '640302'],
  ['640302001000', '640302001'],
  ['640302001001', '640302001001'],
  ['330200000000', '3302'],
  ['110100000000', '1101'],
  ['640302100000', '640302100'],
])('%s is everything that begins with %s', (code, prefix) => {
  expect(divisionPrefix(code)).toBe(prefix)
})
