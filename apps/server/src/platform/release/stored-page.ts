import { decodeUtf8 } from '@fadu/audit-log'
import type { Transform } from '@fadu/privacy'

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
 * row batch, line, the batch that superseded it, the plain columns asked for, and what is sealed in Base64.
 */
export interface JoinedPage {
  readonly kind: 'joined'
  readonly text: string
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
  /** Opened and shown. @throws {EnvelopeTampered} */
  cellsOf(row: R): readonly (string | null)[]
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
}

export type PageOpener = (page: StoredPage) => OpenedPage | undefined

/**
 * Opens pages of these columns.
 *
 * @param shown - By column: what becomes of a value, such as its mask; itself when left out.
 * @param open - Opens an envelope by the name of its row. @throws {EnvelopeTampered}
 * @returns Undefined for a joined page that does not count out: a value holds a separator, so its rows are to be read apart.
 */
export function createPageOpener(
  columns: readonly PageColumn[],
  shown: readonly (Transform | undefined)[],
  open: (rowId: string, envelope: Uint8Array) => Uint8Array,
): PageOpener {
  const plain = columns.filter((c) => !c.sealed)
  const isSealed = columns.length > plain.length
  /** Where a column's value comes from: the position among the plain ones, or the sealed content. */
  const sources = columns.map((c) => (c.sealed ? -1 : plain.indexOf(c)))
  const isAsStored = !isSealed && shown.every((show) => show === undefined)
  const width = fixedCells + plain.length + (isSealed ? 1 : 0)

  const show = (
    { batch, line }: PlacedRow,
    cells: readonly (string | null)[],
    sealed: Uint8Array | null,
  ): readonly (string | null)[] => {
    const opened = sealed === null ? {} : (JSON.parse(decodeUtf8(open(`${batch}:${line}`, sealed))) as Opened)
    return columns.map((c, i) => {
      const cell = sources[i] === -1 ? textOf(opened[c.code]) : cells[sources[i]!]!
      const shows = shown[i]
      return cell === null || shows === undefined ? cell : shows(cell)
    })
  }

  return (page) => {
    if (page.kind === 'apart') {
      const rows = page.rows.map(({ batch, line, supersededBy }, i) => ({
        batch,
        line,
        supersededBy,
        start: i,
        end: i + 1,
      }))
      const cellsOf = (row: PlacedRow): readonly (string | null)[] =>
        show(row, page.rows[row.start]!.plain, page.rows[row.start]!.sealed)
      return { rows, cellsOf, bytes: undefined }
    }
    const bytes = Buffer.from(page.text, 'utf8')
    const rows = countOut(bytes, page, width)
    if (rows === undefined) return undefined
    const cellsOf = (row: PlacedRow): readonly (string | null)[] => {
      const parts = bytes.toString('utf8', row.start, row.end).split(separators.cell)
      const cells = parts.map((part) => (part === separators.nothing ? null : part))
      if (isAsStored) return cells
      const sealed = isSealed ? cells.pop()! : null
      return show(row, cells, sealed === null ? null : Buffer.from(sealed, 'base64'))
    }
    return { rows, cellsOf, bytes: isAsStored ? bytes : undefined }
  }
}

type Opened = Readonly<Record<string, string | number | boolean | null>>

function textOf(value: Opened[string] | undefined): string | null {
  return value === undefined || value === null ? null : String(value)
}

const [rowByte, cellByte, nothingByte] = [separators.row, separators.cell, separators.nothing].map((s) =>
  s.charCodeAt(0),
) as [number, number, number]
const zero = 0x30

/**
 * Where the rows of a joined page are. A value that holds a separator makes more rows, cells or nulls than there are, so that
 * it is noticed.
 */
function countOut(bytes: Buffer, { rows: expected, nulls }: JoinedPage, width: number): PlacedRow[] | undefined {
  const rows: PlacedRow[] = []
  if (expected === 0) return rows
  const { length } = bytes
  const fixed = [0, 0, 0]
  let [at, cell, value, met] = [0, 0, 0, 0]
  let cellStart = 0
  let start = 0
  for (; at <= length; at++) {
    const byte = at === length ? rowByte : bytes[at]!
    if (byte !== rowByte && byte !== cellByte) {
      if (cell < fixedCells) value = value * 10 + byte - zero
      continue
    }
    const isNothing = at - cellStart === 1 && bytes[cellStart] === nothingByte
    if (isNothing) met++
    if (cell < fixedCells) fixed[cell] = isNothing ? -1 : value
    cell++
    value = 0
    cellStart = at + 1
    if (cell === fixedCells) start = cellStart
    if (byte === cellByte) continue
    if (cell !== width) return undefined
    const [batch, line, supersededBy] = fixed as [number, number, number]
    rows.push({
      batch,
      line,
      supersededBy: supersededBy === -1 ? null : supersededBy,
      start: Math.min(start, at),
      end: at,
    })
    cell = 0
  }
  return rows.length === expected && met === nulls ? rows : undefined
}
