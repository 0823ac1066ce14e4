import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { residentIdCheck } from './check-characters.ts'
import { divisionsFileOf, readDivisions } from './divisions.ts'
import { syntheticEnterprises } from './enterprises.ts'
import { FAULT_NAMES, withFaults, type FaultName } from './faults.ts'
import { syntheticResidents, type Resident } from './residents.ts'
import { villagesOf } from './villages.ts'

const asOf = '2025-03-01'
const divisions = readDivisions(readFileSync(divisionsFileOf('640300'), 'utf8'))
const residents = [...syntheticResidents({ seed: 1, count: 4000, villages: villagesOf(divisions), asOf })]
const enterprises = [...syntheticEnterprises({ seed: 1, count: 4000, divisions, asOf })]

const spoilt = [...withFaults(residents, 0.25, 7)]

const withFault = (name: FaultName) =>
  spoilt.flatMap(({ row, fault }) => (fault?.name === name ? [{ row, fault }] : []))

const agrees = (row: Resident): boolean => residentIdCheck(row.residentId.slice(0, 17)) === row.residentId[17]

describe('residents', () => {
  test('about the rate asked for is spoilt, with every kind of fault', () => {
    const faults = spoilt.flatMap(({ fault }) => fault ?? [])
    expect(Math.abs(faults.length / spoilt.length - 0.25)).toBeLessThan(0.03)
    expect(new Set(faults.map(({ name }) => name))).toEqual(new Set(FAULT_NAMES))
  })

  test('the other rows are as they were, and rows keep their order', () => {
    for (const [i, { row, fault }] of spoilt.entries()) {
      if (fault === null) expect(row).toBe(residents[i])
      else expect(row[fault.field]).not.toBe(residents[i]![fault.field])
    }
  })

  test('a wrong check digit is the only thing wrong with the number', () => {
    for (const { row } of withFault('wrong-check-digit')) {
      expect(row.residentId).toMatch(/^\d{17}[\dX]$/)
      expect(agrees(row)).toBe(false)
    }
  })

  test('an impossible date stands in a number that agrees with its check character', () => {
    for (const { row } of withFault('impossible-date')) {
      expect(row.birthDate).toMatch(/^\d{4}-02-30$/)
      expect(row.residentId.slice(6, 14)).toBe(row.birthDate.replaceAll('-', ''))
      expect(agrees(row)).toBe(true)
    }
  })

  test('a missing value is empty, a name too long has 300 characters', () => {
    for (const { row, fault } of withFault('missing-value')) expect(row[fault.field]).toBe('')
    for (const { row } of withFault('too-long')) expect([...row.name]).toHaveLength(300)
  })
})

describe('enterprises', () => {
  test('have the same kinds of fault', () => {
    const faults = [...withFaults(enterprises, 0.25, 7)].flatMap(({ fault }) => fault ?? [])
    expect(new Set(faults.map(({ name }) => name))).toEqual(new Set(FAULT_NAMES))
    expect(new Set(faults.map(({ field }) => field))).toContain('creditCode')
  })
})

test('the same seed spoils the same rows', () => {
  expect([...withFaults(residents, 0.25, 7)]).toEqual(spoilt)
})

test('a rate of nought spoils nothing, of one everything', () => {
  expect([...withFaults(residents, 0, 1)].every(({ fault }) => fault === null)).toBe(true)
  expect([...withFaults(residents, 1, 1)].every(({ fault }) => fault !== null)).toBe(true)
})

test.each([-0.1, 1.1, Number.NaN])('a rate of %s is refused', (rate) => {
  expect(() => [...withFaults(residents, rate, 1)]).toThrow('SYNTHETIC_ARGUMENT')
})
