import fc from 'fast-check'
import { expect, test } from 'vitest'
import paths from '../vectors/tile-paths.json' with { type: 'json' }
import { parseTilePath, tilePath } from './tiles.ts'
import { expectIssue } from './testing/issues.ts'

test.each(paths.good)('$path', ({ path, ...tile }) => {
  expect(tilePath(tile)).toBe(path)
  expect(parseTilePath(path)).toEqual(tile)
})

test.each(paths.bad)('parseTilePath refuses: $fault', ({ path }) =>
  expectIssue(() => parseTilePath(path), { code: 'LOG_TILE_PATH_MALFORMED', input: path }),
)

test.each([
  { level: -1, index: 0, width: 256 },
  { level: 64, index: 0, width: 256 },
  { level: 0.5, index: 0, width: 256 },
  { level: 0, index: -1, width: 256 },
  { level: 0, index: 2 ** 53, width: 256 },
  { level: 0, index: NaN, width: 256 },
  { level: 0, index: 0, width: 0 },
  { level: 0, index: 0, width: 257 },
])('tilePath refuses level $level, index $index, width $width', (tile) =>
  expectIssue(() => tilePath(tile), { code: 'LOG_TILE_PATH_MALFORMED' }),
)

test('every tile has a path of its own that leads back to it', () => {
  const anyTile = fc.record({
    level: fc.integer({ min: 0, max: 63 }),
    index: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(anyTile, (tile) => {
      expect(parseTilePath(tilePath(tile))).toEqual(tile)
    }),
  )
})
