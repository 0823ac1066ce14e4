import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applied, content } from './support/catalog-twin.ts'
import { changedIn, differenceOf } from '../src/modules/catalog/difference.ts'

describe('differences of catalog contents', () => {
  test('applied to the old content, a difference gives the new one, whatever both are', () => {
    fc.assert(
      fc.property(content, content, (old, next) => {
        expect(applied(old, differenceOf(old, next))).toEqual(next)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a content does not differ from itself, and what differs is named', () => {
    fc.assert(
      fc.property(content, content, (old, next) => {
        expect(changedIn(differenceOf(old, old))).toEqual([])
        const fields = [...new Set([...Object.keys(old.fields), ...Object.keys(next.fields)])].filter(
          (f) => JSON.stringify(old.fields[f]) !== JSON.stringify(next.fields[f]),
        )
        const items = JSON.stringify(old.items) === JSON.stringify(next.items) ? [] : ['items']
        const name = old.name === next.name ? [] : ['name']
        expect([...changedIn(differenceOf(old, next))].toSorted()).toEqual([...name, ...fields, ...items].toSorted())
      }),
    )
  })
})
