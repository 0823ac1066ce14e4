import {
  countOrder,
  countQuotations,
  countSigns,
  countWithheld,
  maskSigns,
  readReferences,
  withoutSign,
  type Count,
  type RowPlace,
  type SeenRow,
} from '@fadu/privacy'
import type { ExportMarks } from '../mark-keys.ts'
import { referenceColumn } from '../writing/marked-rows.ts'
import type { Leak } from './leak.ts'

/** A version of a row of the dataset that looks like a row of the file. */
export interface LikeRow extends RowPlace {
  readonly supersededBy: number | null
}

/** How an export shows the columns that the file has: the same for all exports of one group. */
export interface Rendering {
  /** Items of the file that such an export has, by the column of the file. */
  readonly items: readonly { readonly code: string; readonly column: number; readonly masked: boolean }[]
}

/** What an export chose its rows and marks by. */
export interface MarkedExport {
  readonly fields: readonly string[]
  readonly upTo: number
  readonly withheldPerMille: number
}

const nothing = '\u0000'
const between = '\u0001'

/** What a row of the file shows of its items, as one text; undefined when it shows nothing. */
export function shownBy({ items }: Rendering, cells: readonly (string | null)[]): string | undefined {
  let isEmpty = true
  const parts = items.map(({ column, masked }) => {
    const cell = cells[column] ?? null
    if (cell === null) return nothing
    isEmpty = false
    return masked ? withoutSign(cell) : cell
  })
  return isEmpty ? undefined : parts.join(between)
}

/** The same of a row of the dataset, whose cells are in the order of the items and masked as `mask()` does. */
export function shownText(cells: readonly (string | null)[]): string {
  return cells.map((cell) => cell ?? nothing).join(between)
}

/**
 * Counts the marks of one export in a file.
 *
 * @param likes - Rows of the dataset that look like each row of the file, for this rendering.
 */
export function countMarks(
  leak: Leak,
  keys: ExportMarks,
  made: MarkedExport,
  rendering: Rendering,
  likes: ReadonlyMap<string, readonly LikeRow[]>,
): { readonly counts: readonly Count[]; readonly recognised: number } {
  const referenceAt = leak.columns.indexOf(referenceColumn)
  const references = referenceAt === -1 ? [] : leak.rows.map((row) => row.cells[referenceAt]?.toLowerCase() ?? '')
  const named = readReferences(keys.openReferences, references)
  const positionOf = new Map(rendering.items.map(({ code, column }) => [column, made.fields.indexOf(code)]))
  const seen = leak.rows.flatMap(({ cells, quoted }, i): readonly SeenRow[] => {
    const place = named.places.get(references[i] ?? '') ?? onlyPlace(likes, shownBy(rendering, cells), made.upTo)
    return place === undefined ? [] : [{ place, quoted: quoted === undefined ? undefined : positionOf.get(quoted) }]
  })
  const masked = rendering.items.filter((item) => item.masked).map((item) => item.column)
  const values = leak.rows.flatMap(({ cells }) => masked.flatMap((column) => cells[column] ?? []))
  return {
    counts: [
      named.count,
      countOrder(keys, seen),
      countQuotations(keys, seen, made.fields.length),
      countSigns(keys, values.filter(hasSign)),
      countWithheld(keys, seen, made.withheldPerMille),
    ],
    recognised: seen.length,
  }
}

/** The row that was in the export and looks so, when there is one and no other. */
function onlyPlace(
  likes: ReadonlyMap<string, readonly LikeRow[]>,
  shown: string | undefined,
  upTo: number,
): RowPlace | undefined {
  const stood = (shown === undefined ? [] : (likes.get(shown) ?? [])).filter(
    ({ batch, supersededBy }) => batch <= upTo && (supersededBy === null || supersededBy > upTo),
  )
  return stood.length === 1 ? stood[0] : undefined
}

function hasSign(text: string): boolean {
  return maskSigns.some((sign) => text.includes(sign))
}
