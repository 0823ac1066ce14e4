import { dayNumber } from './age.ts'
import type { DetectorCategory } from './category.ts'
import { count, emptyTally, type Ages, type ColumnTally } from './column-tally.ts'
import { readHeader, type HeaderReading } from './header.ts'
import { agesIn, judgeColumn, type Candidate } from './judge-column.ts'
import { detectedFrom, limits } from './limits.ts'
import { findQuasiIdentifiers, traitsOf, type QuasiIdentifierFinding } from './quasi-identifiers.ts'

/** How a column is called. */
export interface ColumnHeading {
  readonly header: string
  /** Code of the data item, read as a second heading where the first says nothing. */
  readonly code?: string
}

/** What a column may hold. */
export interface ColumnFinding extends ColumnHeading {
  /** Values, and how many of them say nothing. */
  readonly values: number
  readonly blank: number
  /** Most likely first; empty when nothing speaks for any category. */
  readonly candidates: readonly Candidate[]
}

/** What a table holds of minors; counts are of days of birth in numbers of residents and birth dates. */
export interface MinorsFinding {
  /** Whether the table has data of minors: by counted ages, or because a heading says so. */
  readonly concerned: boolean
  /** Days of birth of which the age on the given day is known; 0 when no day was given. */
  readonly ages: Ages
  /** Columns that count as data of minors, by their place. */
  readonly columns: readonly number[]
}

export interface TableFinding {
  /** Rows that were looked at. */
  readonly rows: number
  readonly columns: readonly ColumnFinding[]
  readonly quasiIdentifiers: readonly QuasiIdentifierFinding[]
  readonly minors: MinorsFinding
}

export interface ScanOptions {
  /** Civil date on which ages are counted, YYYY-MM-DD. Without it only headings tell of minors. */
  readonly asOf?: string
}

/** A scan that is fed row by row. Its memory depends on the number of columns, not of rows. */
export interface TableScan {
  /** Adds a row: its cells in the order of the columns. Missing cells count as blank, cells beyond the last as nothing. */
  add(row: readonly (string | null | undefined)[]): void
  /** What was found so far; more rows may follow. */
  finish(): TableFinding
}

/**
 * Begins a scan of a table for personal and sensitive data.
 *
 * @throws {PrivacyArgumentError} when `asOf` is not written YYYY-MM-DD.
 */
export function createTableScan(headings: readonly ColumnHeading[], options: ScanOptions = {}): TableScan {
  const today = options.asOf === undefined ? undefined : dayNumber(options.asOf)
  const tallies = headings.map(() => emptyTally())
  let rows = 0
  return {
    add: (row) => {
      rows += 1
      for (let i = 0; i < tallies.length; i++) count(tallies[i]!, row[i] ?? '', today)
    },
    finish: () => findingOf(rows, headings, tallies),
  }
}

/** A table given column by column. */
export interface TableInput extends ScanOptions {
  readonly columns: readonly (ColumnHeading & { readonly values: readonly (string | null | undefined)[] })[]
}

/**
 * Scans a table that is in memory. Columns may be of different length.
 *
 * @returns For each column the categories that it may be of, the sets of columns that single people out, and whether it
 *   concerns minors. No value appears in it, only masked examples.
 * @throws {PrivacyArgumentError} when `asOf` is not written YYYY-MM-DD.
 */
export function scanTable({ columns, asOf }: TableInput): TableFinding {
  const today = asOf === undefined ? undefined : dayNumber(asOf)
  const tallies = columns.map(({ values }) => tallyOf(values, today))
  return findingOf(Math.max(0, ...columns.map(({ values }) => values.length)), columns, tallies)
}

/** Scans one column; see `scanTable`. What its neighbours would tell (longitude beside latitude) is not known here. */
export function detectColumn(column: TableInput['columns'][number], options: ScanOptions = {}): ColumnFinding {
  return scanTable({ columns: [column], ...options }).columns[0]!
}

/** The categories that a column counts as, the most likely first. */
export function detectedIn({ candidates }: ColumnFinding): readonly DetectorCategory[] {
  return candidates.filter(({ confidence }) => confidence >= detectedFrom).map(({ category }) => category)
}

function tallyOf(values: readonly (string | null | undefined)[], today: number | undefined): ColumnTally {
  const tally = emptyTally()
  for (const value of values) count(tally, value ?? '', today)
  return tally
}

function findingOf(rows: number, headings: readonly ColumnHeading[], tallies: readonly ColumnTally[]): TableFinding {
  const readings = headings.map(readingOf)
  const judged = tallies.map((tally, i) => judgeColumn(tally, readings[i]!))
  const withPairs = judged.map((candidates, i) => addCoordinate(candidates, tallies, readings, i))
  const columns = headings.map(({ header, code }, i): ColumnFinding => {
    const { values, tested } = tallies[i]!
    const heading = code === undefined ? { header } : { header, code }
    return { ...heading, values, blank: values - tested, candidates: withPairs[i]! }
  })
  const traits = columns.map((column) => traitsOf(column.header, detectedIn(column)))
  return { rows, columns, quasiIdentifiers: findQuasiIdentifiers(traits), minors: minorsIn(columns, tallies) }
}

function readingOf({ header, code }: ColumnHeading): HeaderReading {
  const reading = readHeader(header)
  return reading.names === undefined && code !== undefined ? readHeader(code) : reading
}

/** Two columns side by side, one within the longitudes of China and one within its latitudes, are a place on the map. */
function addCoordinate(
  candidates: readonly Candidate[],
  tallies: readonly ColumnTally[],
  readings: readonly HeaderReading[],
  i: number,
): readonly Candidate[] {
  const isOf = (axis: 'longitudes' | 'latitudes', at: number): boolean => {
    const tally = tallies[at]
    if (tally === undefined || tally.tested === 0 || readings[at]!.names?.length === 0) return false
    return tally[axis] / tally.tested >= limits.coordinates.full
  }
  const beside = (axis: 'longitudes' | 'latitudes'): boolean => isOf(axis, i - 1) || isOf(axis, i + 1)
  const isPaired = (isOf('longitudes', i) && beside('latitudes')) || (isOf('latitudes', i) && beside('longitudes'))
  if (!isPaired || candidates.some(({ category }) => category === 'coordinates')) return candidates
  const { tested, longitudes, latitudes, evidence } = tallies[i]!
  const found: Candidate = {
    category: 'coordinates',
    confidence: pairedCoordinates,
    matched: longitudes + latitudes,
    tested,
    by: 'content',
    evidence: evidence.get('coordinates') ?? [],
  }
  return [...candidates, found].toSorted((a, b) => b.confidence - a.confidence)
}

const pairedCoordinates = 0.75

function minorsIn(columns: readonly ColumnFinding[], tallies: readonly ColumnTally[]): MinorsFinding {
  const counted = columns.map((column, i) => {
    const found = detectedIn(column)
    return agesIn(tallies[i]!, found.includes('residentId'), found.includes('birthDate'))
  })
  // Of a table with numbers and birth dates each person would count twice; the column that knows most counts.
  const none: Ages = { known: 0, under18: 0, under14: 0 }
  const ages = counted.reduce((most, a) => (a.known > most.known ? a : most), none)
  const isMinor = (column: ColumnFinding): boolean => detectedIn(column).includes('minor')
  const concernedColumns = columns.flatMap((column, i) => (isMinor(column) ? [i] : []))
  return { concerned: ages.under18 > 0 || concernedColumns.length > 0, ages, columns: concernedColumns }
}
