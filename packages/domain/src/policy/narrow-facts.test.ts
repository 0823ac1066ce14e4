import { describe, expect, test } from 'vitest'
import { factsAskedBy } from './narrow-facts.ts'

const facts = {
  entry: { grade: 3, state: 'published', provider: 'p' },
  form: { given: ['a'], chosen: [] },
  level: 'city',
  parties: ['x'],
}
const rule = (condition: string): string =>
  `// the level of the entry, in a remark\n@id("ZZ-01")\n@needed("entry, parties")\nforbid (principal, action, resource) when { ${condition} };`
const asked = (...conditions: string[]): unknown => factsAskedBy(conditions.map(rule))(facts)

describe('facts that no rule can ask are not handed over', () => {
  test('what remarks and annotations speak of is not asked', () => {
    expect(asked('context.entry.grade > 2')).toEqual({ entry: { grade: 3 } })
  })
  test('every rule of the set counts', () => {
    expect(asked('context.entry.grade > 2', 'context.parties.contains("x")')).toEqual({
      entry: { grade: 3 },
      parties: ['x'],
    })
  })
  test('what is only asked whether it is there stays, with all that rules reach in it', () => {
    expect(asked('context has entry && context.entry has provider')).toEqual({ entry: { provider: 'p' } })
  })
  test.each([
    ['a record compared as one', 'context.entry == context.form', { entry: facts.entry, form: facts.form }],
    ['the whole context compared', 'context == {level: "city"}', facts],
    ['a name in brackets', 'context["level"] == "city"', facts],
    ['a record reached in brackets', 'context.entry["grade"] == 3', { entry: facts.entry }],
    ['an escaped name', 'context["\\u{6c}evel"] == "city"', facts],
  ])('%s keeps what it might ask', (_, condition, kept) => {
    expect(asked(condition)).toEqual(kept)
  })
  test('a slash pair inside a value is no remark', () => {
    expect(asked('context.level == "http://x" && context.parties.contains("y")')).toEqual({
      level: 'city',
      parties: ['x'],
    })
  })
})
