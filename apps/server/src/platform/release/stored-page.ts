import type { Transform } from '@fadu/privacy'
import { openSealed, type OpenRows, type SealedValues } from './sealed-values.ts'

/** Values of one row in the order of the columns asked for, as they are shown; null where there is none. */
export interface BatchRow {
  readonly batch: number
  readonly line: number
  readonly supersededBy: number | null
  readonly cells: readonly (string | null)[]
}

/**
 * Rows as they lie in the database: what is sealed is sealed, and no mask is on the rest. It goes to `createPageOpener`, in
 * whichever thread, and nowhere else.
 */
export type StoredPage = JoinedPage | ApartPage

/**
 * All rows as one text that the database joined: a driver that makes an object of each row takes three times as long. Of each
 * row batch, line, the batch that superseded it, the plain columns asked for, and how many bytes are sealed.
 */
export interface JoinedPage {
  readonly kind: 'joined'
  readonly text: string
  /** What is sealed, of one row after the other. */
  readonly sealed: Uint8Array
  readonly rows: number
  /** Nulls in all its cells. */
  readonly nulls: number
}

export interface ApartPage {
  readonly kind: 'apart'
  readonly rows: readonly StoredCells[]
}

export interface StoredCells {
  readonly batch: number
  readonly line: number
  readonly supersededBy: number | null
  readonly plain: readonly (string | null)[]
  readonly sealed: Uint8Array | null
}

/** Separators of a joined page; ASCII's own for the purpose. */
export const separators = { row: '\x1d', cell: '\x1f', nothing: '\x1e' } as const
/** Batch, line and the batch that superseded it. */
export const fixedCells = 3

/** What of a column a page is opened by. */
export interface PageColumn {
  readonly code: string
  readonly sealed: boolean
}

export interface OpenedPage<R extends PlacedRow = PlacedRow> {
  readonly rows: readonly R[]
  /** Of these rows, opened and shown. @throws {EnvelopeTampered} */
  cellsOf(rows: readonly R[]): readonly (readonly (string | null)[])[]
  /** There when every column leaves as it is stored: a row's cells are then these bytes, as the database joined them. */
  readonly bytes: Buffer | undefined
}

export interface PlacedRow {
  readonly batch: number
  readonly line: number
  readonly supersededBy: number | null
  /** Of a joined page: where its cells begin and end; elsewhere its number. */
  readonly start: number
  readonly end: number
  /** Where in the sealed bytes of a joined page its own begin. */
  readonly sealedAt: number
}

export type PageOpener = (page: StoredPage) => OpenedPage | undefined

/**
 * Opens pages of these columns.
 *
 * @param shown - By column: what becomes of a value, such as its mask; itself when left out.
 * @returns Undefined for a joined page that does not count out: a value holds a separator, so its rows are to be read apart.
 */
export function createPageOpener(
  columns: readonly PageColumn[],
  shown: readonly (Transform | undefined)[],
  openRows: OpenRows,
): PageOpener {
  const plain = columns.filter((c) => !c.sealed)
  const isSealed = columns.length > plain.length
  /** Where a column's value comes from: the position among the plain ones, or the sealed content. */
  const sources = columns.map((c) => (c.sealed ? -1 : plain.indexOf(c)))
  const isAsStored = !isSealed && shown.every((show) => show === undefined)
  const width = fixedCells + plain.length + (isSealed ? 1 : 0)

  const show = (rows: readonly StoredCells[]): readonly (readonly (string | null)[])[] => {
    if (isAsStored) return rows.map((row) => row.plain)
    const opened = openSealed(openRows, rows)
    return rows.map((row, r) =>
      columns.map((c, i) => {
        const cell = sources[i] === -1 ? textOf(opened[r]![c.code]) : row.plain[sources[i]!]!
        const shows = shown[i]
        return cell === null || shows === undefined ? cell : shows(cell)
      }),
    )
  }

  return (page) => {
    if (page.kind === 'apart') {
      const rows = page.rows.map(({ batch, line, supersededBy }, i) => ({
        batch,
        line,
        supersededBy,
        start: i,
        end: i + 1,
        sealedAt: 0,
      }))
      return { rows, cellsOf: (some) => show(some.map((row) => page.rows[row.start]!)), bytes: undefined }
    }
    const bytes = Buffer.from(page.text, 'utf8')
    const rows = countOut(bytes, page, width, isSealed)
    if (rows === undefined) return undefined
    const stored = (row: PlacedRow): StoredCells => {
      const parts = bytes.toString('utf8', row.start, row.end).split(separators.cell)
      const cells = parts.map((part) => (part === separators.nothing ? null : part))
      const length = isSealed ? cells.pop()! : null
      const sealed = length === null ? null : page.sealed.subarray(row.sealedAt, row.sealedAt + Number(length))
      return { batch: row.batch, line: row.line, supersededBy: row.supersededBy, plain: cells, sealed }
    }
    return { rows, cellsOf: (some) => show(some.map(stored)), bytes: isAsStored ? bytes : undefined }
  }
}

function textOf(value: SealedValues[string] | undefined): string | null {
  return value === undefined || value === null ? null : String(value)
}

const rowByte = separators.row.charCodeAt(0)
const cellByte = separators.cell.charCodeAt(0)
const nothingByte = separators.nothing.charCodeAt(0)
const zero = 0x30

/**
 * Where the rows of a joined page are. A value that holds a separator makes more rows, cells or nulls than there are, so that
 * it is noticed.
 */
function countOut(
  bytes: Buffer,
  { rows: expected, nulls, sealed }: JoinedPage,
  width: number,
  isSealed: boolean,
): PlacedRow[] | undefined {
  const rows: PlacedRow[] = []
  if (expected === 0) return rows
  const { length } = bytes
  const lengthCell = isSealed ? width - 1 : -1
  // Plain variables in a plain loop: each byte of a file comes by here.
  let cell = 0
  let value = 0
  let met = 0
  let cellStart = 0
  let start = 0
  let sealedAt = 0
  let batch = 0
  let line = 0
  let supersededBy: number | null = null
  for (let at = 0; at <= length; at++) {
    const byte = at === length ? rowByte : bytes[at]!
    if (byte !== rowByte && byte !== cellByte) {
      if (cell < fixedCells || cell === lengthCell) value = value * 10 + byte - zero
      continue
    }
    const isNothing = at - cellStart === 1 && bytes[cellStart] === nothingByte
    if (isNothing) met++
    if (cell === 0) batch = value
    else if (cell === 1) line = value
    else if (cell === 2) supersededBy = isNothing ? null : value
    const bytesSealed = cell === lengthCell && !isNothing ? value : 0
    cell++
    value = 0
    cellStart = at + 1
    if (cell === fixedCells) start = cellStart
    if (byte === cellByte) continue
    if (cell !== width) return undefined
    rows.push({ batch, line, supersededBy, start: Math.min(start, at), end: at, sealedAt })
    sealedAt += bytesSealed
    cell = 0
  }
  return rows.length === expected && met === nulls && sealedAt === sealed.length ? rows : undefined
}
