import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldDefault, FormDefinition } from '../regulation/pack.ts'
import { withDefaults } from './form.ts'

const form = (initial: FieldDefault): FormDefinition => ({
  name: 'entry',
  title: '条目',
  fields: [
    {
      name: 'share',
      label: '共享',
      type: 'choice',
      options: ['free', 'none'],
      required: true,
      cites: [],
      default: initial,
    },
    { name: 'harm', label: '危害', type: 'choice', options: ['present', 'absent'], required: false, cites: [] },
    { name: 'kept', label: '保留', type: 'boolean', required: false, cites: [] },
  ],
})

describe('what a new record starts with', () => {
  const always = form({ value: 'free', unless: {} })

  test('stands where nothing was said, and gives way to whatever was, an empty field too', () => {
    expect(withDefaults(always, { kept: true })).toEqual({ share: 'free', kept: true })
    for (const share of ['none', '', null]) expect(withDefaults(always, { share })).toEqual({ share })
    expect(withDefaults(undefined, { kept: true })).toEqual({ kept: true })
  })

  test('stands unless one of the named answers is given', () => {
    const harm = fc.option(fc.constantFrom('present', 'absent'), { nil: undefined })
    const kept = fc.option(fc.boolean(), { nil: undefined })
    const proposed = form({ value: 'free', unless: { harm: ['present'], kept: [true] } })
    fc.assert(
      fc.property(harm, kept, (harmed, held) => {
        const said = {
          ...(harmed === undefined ? {} : { harm: harmed }),
          ...(held === undefined ? {} : { kept: held }),
        }
        const expected = harmed === 'present' || held === true ? said : { share: 'free', ...said }
        expect(withDefaults(proposed, said)).toEqual(expected)
      }),
    )
  })

  test('a field named like something of the language is not taken for an answer', () => {
    const odd = form({ value: 'free', unless: { constructor: ['present'], toString: ['present'] } })
    expect(withDefaults(odd, {})).toEqual({ share: 'free' })
  })
})
