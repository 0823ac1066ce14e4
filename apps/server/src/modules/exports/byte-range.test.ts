import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedRange } from './byte-range.ts'

const size = fc.integer({ min: 1, max: 50 })
const position = fc.nat({ max: 60 })

test('a range is the bytes that a slow reader of the standard would count', () => {
  fc.assert(
    fc.property(size, fc.option(position), fc.option(position), (bytes, first, last) => {
      const asked = askedRange(`bytes=${first ?? ''}-${last ?? ''}`, undefined, '"t"', bytes)
      const all = Array.from({ length: bytes }, (_, i) => i)
      const isWhole =
        (first === null && last === null) || (first !== null && first < bytes && last !== null && last < first)
      if (isWhole) {
        expect(asked).toBeUndefined()
        return
      }
      const wanted =
        first === null
          ? all.filter((i) => i >= bytes - last!)
          : all.filter((i) => i >= first && (last === null || i <= last))
      expect(asked).toEqual(wanted.length === 0 ? 'unsatisfiable' : { start: wanted[0], end: wanted.at(-1)! + 1 })
    }),
  )
})

test('another file by now, several ranges, another unit and nonsense get the whole', () => {
  expect(askedRange('bytes=3-', '"other"', '"t"', 10)).toBeUndefined()
  expect(askedRange('bytes=3-', '"t"', '"t"', 10)).toEqual({ start: 3, end: 10 })
  for (const header of [undefined, 'bytes=0-1,4-5', 'rows=0-1', 'bytes=a-b', 'bytes=-', 'bytes']) {
    expect(askedRange(header, undefined, '"t"', 10), header).toBeUndefined()
  }
})
