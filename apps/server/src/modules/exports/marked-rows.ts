import { chunkOrder, inFileOrder, rowReferences, signsOf, withSign, type Chunk, type MarkKeys } from '@fadu/privacy'
import type { BatchRow, SizedChunk } from '../../platform/release/batch-rows.ts'
import type { MarkedRow } from './formats.ts'

/** Column of the references of rows; no item can have its name. */
export const referenceColumn = '_ref'

/** Rows read together; what stands in memory is a few of these. */
const rowsAtOnce = 2048

/** The chunks of an export in its order, put together so that each reading is worth its question. */
export function readingsOf(keys: MarkKeys, chunks: readonly SizedChunk[]): readonly (readonly Chunk[])[] {
  const orders = chunkOrder(keys, chunks)
  const sorted = chunks.map((chunk, i) => ({ chunk, order: orders[i]! })).toSorted((a, b) => a.order - b.order)
  const readings: Chunk[][] = []
  let rows = Infinity
  for (const { chunk } of sorted) {
    rows += chunk.rows
    if (rows > rowsAtOnce) {
      readings.push([])
      rows = chunk.rows
    }
    readings.at(-1)!.push(chunk)
  }
  return readings
}

export interface Marking {
  readonly keys: MarkKeys
  /** By column: whether its values are masked, so that the sign in them is a choice. */
  readonly masked: readonly boolean[]
  readonly withheldPerMille: number
}

/**
 * Rows of one reading as their file has them. No value becomes another: rows are put in an order, a reference is put behind,
 * a masked value has one of two signs, one cell of a row stands in quotation marks, and what is withheld is left out whole.
 */
export function markRows({ keys, masked, withheldPerMille }: Marking, rows: readonly BatchRow[]): readonly MarkedRow[] {
  const kept = inFileOrder(keys, rows).filter(({ marks }) => marks.lot >= withheldPerMille)
  const references = rowReferences(
    keys,
    kept.map(({ row }) => row),
  )
  const signed = masked.flatMap((isMasked, column) => (isMasked ? [column] : []))
  const signs = signed.map((column) =>
    signsOf(
      keys,
      kept.map(({ row }) => row.cells[column] ?? ''),
    ),
  )
  return kept.map(({ row, marks }, i) => {
    const cells = [...row.cells, references[i]!]
    signed.forEach((column, s) => {
      const cell = cells[column]
      if (cell !== null && cell !== undefined) cells[column] = withSign(cell, signs[s]![i]!)
    })
    return { cells, quoted: marks.quoted % row.cells.length }
  })
}
