import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, type Condition } from './definition.ts'

const anyScalar = fc.oneof(fc.constantFrom('a', 'b', 'true', ''), fc.integer({ min: 0, max: 2 }), fc.boolean())
const anyFact = fc.constantFrom('entry.grade', 'entry.state', 'constructor')

test('a condition on an unknown fact is not met, whatever it accepts', () => {
  fc.assert(
    fc.property(fc.dictionary(anyFact, fc.oneof(anyScalar, fc.array(anyScalar))), anyFact, (others, name) => {
      const condition: Condition = { ...others, [name]: Object.hasOwn(others, name) ? others[name]! : [] }
      expect(holds(condition, {})).toBe(false)
    }),
  )
})

test('all facts must have a value the condition accepts, of the same type', () => {
  const facts = { 'entry.grade': 2, 'entry.state': 'published' }
  expect(holds(undefined, facts)).toBe(true)
  expect(holds({}, facts)).toBe(true)
  expect(holds({ 'entry.grade': 2 }, facts)).toBe(true)
  expect(holds({ 'entry.grade': '2' }, facts)).toBe(false)
  expect(holds({ 'entry.grade': [1, 2], 'entry.state': 'published' }, facts)).toBe(true)
  expect(holds({ 'entry.grade': [1, 2], 'entry.state': 'draft' }, facts)).toBe(false)
  expect(holds({ 'entry.grade': 2, 'entry.colour': 'red' }, facts)).toBe(false)
})
