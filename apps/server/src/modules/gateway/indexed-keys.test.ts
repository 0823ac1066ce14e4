import { expect, test } from 'vitest'
import { Problem } from '../../platform/problem/index.ts'
import type { Column } from '../../platform/release/layout.ts'
import { indexedKeys } from './indexed-keys.ts'

const column = (type: Column['type']): Column => ({
  code: 'number',
  name: '编号',
  type,
  maxLength: null,
  nullable: false,
  identifier: 'other',
  sealed: false,
  mask: 'none',
  grade: 1,
})
const keys = (type: Column['type'], ...given: string[]) => indexedKeys([column(type)], 'number', given)
const faults = (type: Column['type'], ...given: string[]): readonly string[] => {
  try {
    keys(type, ...given)
  } catch (error) {
    if (!(error instanceof Problem) || error.reason.code !== 'REQUEST_MALFORMED') throw error
    return error.reason.faults.map((f) => f.field)
  }
  return []
}

test('an identifier that is a number or a day is looked for however it is written', () => {
  expect(keys('integer', '7', ' 7', '７', '+007', '-7')).toEqual(['7', '7', '7', '7', '-7'])
  expect(keys('date', '20260105', '2026年1月5日')).toEqual(['2026-01-05', '2026-01-05'])
})

test('a key that can be no value of its type is told by its place, and never reaches the database', () => {
  expect(faults('integer', '7', '', '七', '1.5', '9'.repeat(30), "1' or '1'='1")).toEqual(
    [1, 2, 3, 4, 5].map((i) => `body.values.${i}`),
  )
  expect(faults('date', '2026-02-30')).toEqual(['body.values.0'])
  expect(faults('text', '\0', '\ud800', ' ')).toEqual([0, 1, 2].map((i) => `body.values.${i}`))
})
