import { expect, test } from 'vitest'
import type { TerritoryCode } from '@fadu/domain'
import { escalatesTo, type Offices } from './escalation.ts'

const path = ['district', 'city', 'region'] as unknown as readonly TerritoryCode[]
const offices = (held: Record<string, Offices>): ReadonlyMap<string, Offices> => new Map(Object.entries(held))
const full = offices({
  district: { authority: 'A-district', government: 'G-district' },
  city: { authority: 'A-city', government: 'G-city' },
})

test.each([
  ['an agency', 'agency', 'A-district'],
  ['the authority of the district', 'A-district', 'A-city'],
  ['the authority of the city, which has none above it', 'A-city', 'G-city'],
  ['the government of the district', 'G-district', 'A-district'],
])('the lateness of %s', (_, owner, to) => {
  expect(escalatesTo(owner, path, full)).toBe(to)
})

test('an authority that is missing is passed over', () => {
  expect(escalatesTo('agency', path, offices({ city: { authority: 'A-city' } }))).toBe('A-city')
  expect(escalatesTo('agency', path, offices({ district: { government: 'G-district' } }))).toBe('G-district')
})

test('where nobody is above, nobody is told', () => {
  expect(escalatesTo('agency', path, offices({}))).toBeUndefined()
  expect(escalatesTo('G-district', path, offices({ district: { government: 'G-district' } }))).toBeUndefined()
  expect(escalatesTo('A-city', path, offices({ city: { authority: 'A-city' } }))).toBeUndefined()
})
