import { scanTable, type QuasiIdentifierFinding, type TableFinding } from '@fadu/privacy'
import type { ItemInput } from '../catalog/index.ts'
import type { Findings, FoundOfItem } from './findings.ts'

/** What the names of items say, as the detectors read the heading of a column without values. */
export function scanNames(items: readonly Pick<ItemInput, 'code' | 'name'>[]): Findings {
  const table = scanTable({ columns: items.map(({ code, name }) => ({ header: name, code, values: [] })) })
  return findingsOf(
    table,
    items.map((i) => i.code),
  )
}

/** What a scan found, by items instead of columns. */
export function findingsOf(table: TableFinding, codes: readonly string[]): Findings {
  const items = table.columns.flatMap(({ candidates }, i) =>
    candidates.map(({ category, confidence, evidence }): FoundOfItem => ({
      item: codes[i]!,
      category,
      confidence,
      evidence,
    })),
  )
  return {
    items,
    minors: isAboutMinors(table),
    quasiIdentifiers: table.quasiIdentifiers.map((set) => codesOf(set, codes)),
  }
}

/** A register of everybody has children in it too; it is about minors where they are most of it, or where it says so. */
function isAboutMinors({ minors }: TableFinding): boolean {
  const { known, under18 } = minors.ages
  return minors.columns.length > 0 || (known > 0 && under18 * 2 > known)
}

function codesOf({ columns }: QuasiIdentifierFinding, codes: readonly string[]): readonly string[] {
  return [...new Set(columns.flat())].toSorted((a, b) => a - b).map((i) => codes[i]!)
}
