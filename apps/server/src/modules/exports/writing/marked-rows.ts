import {
  chunkOrder,
  inFileOrder,
  rowReferences,
  signsOf,
  withSign,
  type Chunk,
  type MarkKeys,
  type RowMarks,
} from '@fadu/privacy'
import { inReadings, type SizedChunk } from '../../../platform/release/batch-rows.ts'
import type { OpenedPage, PlacedRow } from '../../../platform/release/stored-page.ts'

/** Column of the references of rows; no item can have its name. */
export const referenceColumn = '_ref'

/** Rows read together; what stands in memory is a few of these. */
const rowsAtOnce = 2048

/** The chunks of an export in its order, put together so that each reading is worth its question. */
export function readingsOf(keys: MarkKeys, chunks: readonly SizedChunk[]): readonly (readonly Chunk[])[] {
  const orders = chunkOrder(keys, chunks)
  const sorted = chunks.map((chunk, i) => ({ chunk, order: orders[i]! })).toSorted((a, b) => a.order - b.order)
  return inReadings(
    sorted.map(({ chunk }) => chunk),
    rowsAtOnce,
  )
}

export interface Marking {
  readonly keys: MarkKeys
  /** By column: whether its values are masked, so that the sign in them is a choice. */
  readonly masked: readonly boolean[]
  readonly withheldPerMille: number
}

/** A row as a file has it: its cells in the order of the columns, and which one stands in quotation marks without need. */
export interface MarkedRow {
  readonly cells: readonly (string | null)[]
  readonly quoted: number
}

/** The rows of one reading in the order of their file, with what marks them. */
export interface MarkedPage {
  readonly read: number
  readonly kept: readonly { readonly row: PlacedRow; readonly marks: RowMarks }[]
  /** By place in `kept`. */
  readonly references: readonly string[]
  /** See `OpenedPage.bytes`. */
  readonly bytes: Buffer | undefined
  /** With their cells, of which the reference is the last. @throws {EnvelopeTampered} */
  rows(): readonly MarkedRow[]
}

/**
 * Rows of one reading as their file has them. No value becomes another: rows are put in an order, a reference is put behind,
 * a masked value has one of two signs, one cell of a row stands in quotation marks, and what is withheld is left out whole.
 */
export function markPage({ keys, masked, withheldPerMille }: Marking, page: OpenedPage): MarkedPage {
  const kept = inFileOrder(keys, page.rows).filter(({ marks }) => marks.lot >= withheldPerMille)
  const references = rowReferences(
    keys,
    kept.map(({ row }) => row),
  )
  const signed = masked.flatMap((isMasked, column) => (isMasked ? [column] : []))
  const rows = (): readonly MarkedRow[] => {
    const shown = page.cellsOf(kept.map(({ row }) => row))
    const signs = signed.map((column) =>
      signsOf(
        keys,
        shown.map((cells) => cells[column] ?? ''),
      ),
    )
    return shown.map((values, i) => {
      const cells = [...values, references[i]!]
      signed.forEach((column, s) => {
        const cell = cells[column]
        if (cell !== null && cell !== undefined) cells[column] = withSign(cell, signs[s]![i]!)
      })
      return { cells, quoted: kept[i]!.marks.quoted % values.length }
    })
  }
  return { read: page.rows.length, kept, references, bytes: page.bytes, rows }
}
