import { readFileSync } from 'node:fs'
import { categoriesOf, detectColumn, detectedIn, detectorCategories, type DetectorCategory } from '@fadu/privacy'
import { divisionsFileOf, labelledAsOf, labelledColumns, readDivisions, type LabelledColumn } from '@fadu/testkit'

/** How often the detectors are right. */
export interface Quality {
  /** Of what was found, how much is so; 1 when nothing was found. */
  readonly precision: number
  /** Of what is so, how much was found; 1 when nothing is. */
  readonly recall: number
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

export interface CategoryQuality {
  readonly category: DetectorCategory
  readonly columns: Quality
  readonly values: Quality
}

/** Something that the detectors got wrong, for those who read the errors. */
export interface QualityError {
  readonly category: string
  readonly kind: string
  readonly header: string
  readonly what: 'wrong' | 'missed'
  readonly confidence: number
}

export interface DetectorQuality {
  readonly seeds: readonly number[]
  readonly columns: number
  readonly values: number
  readonly categories: readonly CategoryQuality[]
  readonly errors: readonly QualityError[]
}

interface Counts {
  right: number
  wrong: number
  missed: number
}

/**
 * Measures the detectors on the labelled columns of some seeds. A column counts as found from `detectedFrom` on. A value
 * counts as found when its column is and the detectors accept it, under the categories of its column; where a heading
 * alone told (minors, words), every value of the column that is not blank does.
 */
export function measureDetectors(seeds: readonly number[]): DetectorQuality {
  const columns = new Map<string, Counts>()
  const values = new Map<string, Counts>()
  const errors: QualityError[] = []
  let columnCount = 0
  let valueCount = 0
  const places = placeNames()
  for (const labelled of seeds.flatMap((seed) => [...labelledColumns(seed, places)])) {
    columnCount += 1
    valueCount += labelled.values.length
    const finding = detectColumn(labelled, { asOf: labelledAsOf })
    const found = detectedIn(finding)
    const confidence = (category: string): number =>
      finding.candidates.find((c) => c.category === category)?.confidence ?? 0
    for (const category of new Set<string>([...found, ...labelled.categories])) {
      const isFound = found.includes(category as DetectorCategory)
      const isSo = labelled.categories.includes(category)
      tally(columns, category, isFound, isSo)
      if (isFound !== isSo) {
        const what = isFound ? 'wrong' : 'missed'
        errors.push({ category, kind: labelled.kind, header: labelled.header, what, confidence: confidence(category) })
      }
    }
    const toldByHeader = finding.candidates.filter(({ by, matched }) => by === 'header' || matched === 0)
    countValues(values, labelled, found, new Set(toldByHeader.map(({ category }) => category)))
  }
  const categories = detectorCategories.map((category) => ({
    category,
    columns: qualityOf(columns.get(category)),
    values: qualityOf(values.get(category)),
  }))
  return { seeds, columns: columnCount, values: valueCount, categories, errors }
}

/** Villages and communities of the two prefectures whose divisions are at hand. */
function placeNames(): readonly string[] {
  return (['330200', '640300'] as const)
    .flatMap((prefecture) => readDivisions(readFileSync(divisionsFileOf(prefecture), 'utf8')))
    .flatMap(({ level, name }) => (level === 'village' ? [name] : []))
}

function countValues(
  counts: Map<string, Counts>,
  { values, isReal, categories }: LabelledColumn,
  found: readonly DetectorCategory[],
  told: ReadonlySet<DetectorCategory>,
): void {
  for (const [i, value] of values.entries()) {
    const accepted = new Set(found.length === 0 ? [] : categoriesOf(value, found))
    const isSaid = value.trim().length > 1 && value !== 'NULL'
    for (const category of new Set<string>([...found, ...categories])) {
      const of = category as DetectorCategory
      const isFound = found.includes(of) && (accepted.has(of) || ((told.has(of) || of === 'minor') && isSaid))
      tally(counts, category, isFound, isReal[i]! && categories.includes(category))
    }
  }
}

function tally(counts: Map<string, Counts>, category: string, isFound: boolean, isSo: boolean): void {
  const of = counts.get(category) ?? { right: 0, wrong: 0, missed: 0 }
  counts.set(category, of)
  if (isFound && isSo) of.right += 1
  else if (isFound) of.wrong += 1
  else if (isSo) of.missed += 1
}

function qualityOf({ right, wrong, missed }: Counts = { right: 0, wrong: 0, missed: 0 }): Quality {
  const share = (of: number): number => (of === 0 ? 1 : right / of)
  return { precision: share(right + wrong), recall: share(right + missed), right, wrong, missed }
}
