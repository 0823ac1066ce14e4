import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, mayHold, procedureFile, type Condition } from './definition.ts'

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

test('before anything is entered a condition may hold when all it asks of the facts does', () => {
  const facts = { 'entry.grade': 2 }
  expect(mayHold(undefined, facts)).toBe(true)
  expect(mayHold({ 'form.result': 'cleared' }, facts)).toBe(true)
  expect(mayHold({ 'form.result': 'cleared', 'entry.grade': 2 }, facts)).toBe(true)
  expect(mayHold({ 'form.result': 'cleared', 'entry.grade': 3 }, facts)).toBe(false)
  expect(holds({ 'form.result': 'cleared', 'entry.grade': 2 }, facts)).toBe(false)
  expect(holds({ 'form.result': 'cleared', 'entry.grade': 2 }, { ...facts, 'form.result': 'cleared' })).toBe(true)
})

test('a condition that holds may have held before anything was entered', () => {
  const anyName = fc.constantFrom('entry.grade', 'entry.state', 'form.result', 'form.urgent')
  const anyFacts = fc.dictionary(anyName, anyScalar)
  fc.assert(
    fc.property(fc.dictionary(anyName, fc.oneof(anyScalar, fc.array(anyScalar))), anyFacts, (condition, facts) => {
      const before = Object.fromEntries(Object.entries(facts).filter(([name]) => !name.startsWith('form.')))
      if (holds(condition, facts)) expect(mayHold(condition, before)).toBe(true)
    }),
  )
})

test('the written form of a clock: its day and length may be fields of the act', () => {
  const written = (clock: unknown): unknown =>
    procedureFile.shape.states.valueType.safeParse({ owner: 'provider', clock }).success
  expect(written({ period: 'share.reply', from: 'receipt' })).toBe(true)
  expect(written({ period: 'share.reply', from: { field: 'changedOn' }, length: { field: 'days' } })).toBe(true)
  expect(written({ period: 'share.reply', from: 'departure' })).toBe(false)
  expect(written({ period: 'share.reply', from: { day: '2026-02-09' } })).toBe(false)
  expect(written({ period: 'share.reply', from: 'entry', length: 5 })).toBe(false)
})
