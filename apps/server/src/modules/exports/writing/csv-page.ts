import { csvRecord } from '@fadu/tables'
import { separators } from '../../../platform/release/stored-page.ts'
import type { MarkedPage } from './marked-rows.ts'

const betweenCells = separators.cell.charCodeAt(0)
const nothing = separators.nothing.charCodeAt(0)
const comma = 0x2c
const quote = 0x22
const carriageReturn = 0x0d
const lineFeed = 0x0a

/** Bytes for which a text has to stand in quotation marks. */
const needsQuotation = tableOf((byte) => '",;|\t\r\n\''.includes(String.fromCharCode(byte)))
/**
 * First bytes of texts that begin no formula, as `csvRecord` has it: digits, and in UTF-8 what is above "@" and below the
 * full-width forms.
 */
const beginsNoFormula = tableOf(
  (byte) => (byte >= 0x30 && byte <= 0x39) || (byte > 0x40 && byte < 0x80) || (byte >= 0xc2 && byte !== 0xef),
)

/** Of a row what stands beside its cells: a pair of quotation marks, a comma, the reference, the end of the line. */
const besidesCells = 2 + 1 + 26 + 2

/**
 * Rows of a page as records of a CSV, from the bytes that the database joined: the same bytes as `csvRecord` makes of their
 * cells. A row in which something needs care is written by it; of a thousand rows it is a few.
 *
 * @param texts - By column, the reference among them: whether it holds free text.
 */
export function csvPage(page: MarkedPage & { readonly bytes: Buffer }, texts: readonly boolean[]): Buffer {
  const { bytes, kept, references } = page
  const columns = texts.length - 1
  let out = Buffer.allocUnsafe(kept.reduce((sum, { row }) => sum + row.end - row.start + besidesCells, 0))
  let at = 0
  let careful: readonly { readonly cells: readonly (string | null)[]; readonly quoted: number }[] | undefined
  for (const [i, { row, marks }] of kept.entries()) {
    const after = writeRow(bytes, row, texts, marks.quoted % columns, out, at)
    if (after >= 0) {
      at = writeReference(references[i]!, out, after)
      continue
    }
    careful ??= page.rows()
    const record = Buffer.from(csvRecord(careful[i]!.cells, texts, careful[i]!.quoted), 'utf8')
    const excess = record.length - (row.end - row.start + besidesCells)
    if (excess > 0) out = Buffer.concat([out, Buffer.allocUnsafe(excess)])
    at += record.copy(out, at)
  }
  return out.subarray(0, at)
}

/** @returns Where the row ends in `out`; -1 when something in it needs care. */
function writeRow(
  bytes: Buffer,
  { start, end }: { readonly start: number; readonly end: number },
  texts: readonly boolean[],
  quoted: number,
  out: Buffer,
  from: number,
): number {
  let at = from
  let i = start
  for (let cell = 0; ; cell++) {
    if (bytes[i] === nothing && (i + 1 === end || bytes[i + 1] === betweenCells)) i++
    else {
      const isText = texts[cell]!
      // An empty text is not nothing; and what may begin a formula is written so that it does not.
      if (isText && (i === end || bytes[i] === betweenCells || beginsNoFormula[bytes[i]!] === 0)) return -1
      const isQuoted = cell === quoted
      if (isQuoted) out[at++] = quote
      for (; i < end; i++) {
        const byte = bytes[i]!
        if (byte === betweenCells) break
        if (needsQuotation[byte] === 1) return -1
        out[at++] = byte
      }
      if (isQuoted) out[at++] = quote
    }
    if (i >= end) return at
    out[at++] = comma
    i++
  }
}

function writeReference(reference: string, out: Buffer, from: number): number {
  let at = from
  out[at++] = comma
  for (let i = 0; i < reference.length; i++) out[at++] = reference.charCodeAt(i)
  out[at++] = carriageReturn
  out[at++] = lineFeed
  return at
}

function tableOf(isIn: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (isIn(byte) ? 1 : 0))
}
