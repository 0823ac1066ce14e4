import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { categoryNamesZhCN, detectorCategories, limits } from '@fadu/privacy'
import { columnFloorsOf, measuredSeeds, valueFloorsOf } from './testing/detector-floors.ts'
import { measureDetectors } from './testing/detector-quality.ts'

const heldOut = measureDetectors(measuredSeeds.heldOut)
const page = readFileSync(new URL('../../../docs/detectors.md', import.meta.url), 'utf8')

describe('on labelled columns that were not worked on', () => {
  test.each(heldOut.categories)('$category keeps above its floors', ({ category, columns, values }) => {
    // A floor says something only where there is something to find.
    expect(columns.right + columns.missed).toBeGreaterThanOrEqual(30)
    expect(values.right + values.missed).toBeGreaterThanOrEqual(1_000)
    expect(columns.precision).toBeGreaterThanOrEqual(columnFloorsOf(category).precision)
    expect(columns.recall).toBeGreaterThanOrEqual(columnFloorsOf(category).recall)
    expect(values.precision).toBeGreaterThanOrEqual(valueFloorsOf(category).precision)
    expect(values.recall).toBeGreaterThanOrEqual(valueFloorsOf(category).recall)
  })
})

test('no seed was both worked on and held out', () => {
  expect(measuredSeeds.heldOut.filter((seed) => (measuredSeeds.known as readonly number[]).includes(seed))).toEqual([])
})

describe('the published page', () => {
  const figures = ({ precision, recall }: { precision: number; recall: number }): string =>
    `${precision.toFixed(3)} / ${recall.toFixed(3)}`

  test.each(heldOut.categories)('tells what was measured of $category', ({ category, columns, values }) => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${categoryNamesZhCN[category]} \`${category}\` |`))
    const cells = [columns, columnFloorsOf(category), values, valueFloorsOf(category)].map(figures)
    expect(row).toContain(cells.join(' | '))
  })

  test('and every threshold', () => {
    for (const category of detectorCategories) {
      const { chance, full, alone, resists } = limits[category]
      expect(page).toContain(`| \`${category}\` | ${chance} | ${full} | ${alone} | ${resists} |`)
    }
  })
})
