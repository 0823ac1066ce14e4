import { TableError } from '../table-issue.ts'

/** Whole records of a text in UTF-8, one after the other, and the line on which the first of them begins. */
export interface RecordBlock {
  readonly bytes: Buffer
  /** From 1. */
  readonly firstLine: number
}

export interface CutOptions {
  /** Byte of the quote within which a line end does not end a record; without it every line is a record. */
  readonly quote?: number
  /** Byte that ends a record: line feed, or carriage return in files that have no line feed. */
  readonly newline: number
  /** Bytes from which a block is given out. */
  readonly blockBytes: number
  /** Longest record, in bytes. */
  readonly mostRecordBytes: number
  /** Gives memory for the bytes of a block, which nothing else is in. */
  readonly memory?: (bytes: number) => Uint8Array
}

/**
 * Cuts a text into blocks of whole records, so that blocks can be read apart from one another. Only quotes and line ends are
 * looked at; a text whose quotes are wrong is cut somewhere within the limit, and whoever reads its fields finds the fault.
 *
 * @throws {TableError} `CSV_SYNTAX` with the line on which the record begins that is too long or whose quote is not closed.
 */
export async function* cutRecords(
  source: AsyncIterable<Uint8Array>,
  { quote, newline, blockBytes, mostRecordBytes, memory = (bytes) => new Uint8Array(bytes) }: CutOptions,
): AsyncGenerator<RecordBlock> {
  /** Nearly all bytes of a text are higher than what is looked for. */
  const highest = Math.max(quote ?? 0, newline)
  let held: Buffer[] = []
  let heldBytes = 0
  let firstLine = 1
  /** Of what is held: bytes up to the end of the last whole record, lines in them, lines after them, and the state at the end. */
  let whole = 0
  let lines = 0
  let openLines = 0
  let quoted = false

  const look = (part: Buffer): void => {
    const hasQuotes = quote !== undefined && (quoted || part.includes(quote))
    if (!hasQuotes) {
      for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) {
        openLines++
        whole = heldBytes + at + 1
      }
      if (whole > heldBytes) {
        lines += openLines
        openLines = 0
      }
      return
    }
    for (let i = 0; i < part.length; i++) {
      const byte = part[i]!
      if (byte > highest) continue
      if (byte === quote) quoted = !quoted
      else if (byte === newline) {
        openLines++
        if (quoted) continue
        whole = heldBytes + i + 1
        lines += openLines
        openLines = 0
      }
    }
  }
  const take = (): RecordBlock => {
    const taken = memory(whole)
    const bytes = Buffer.from(taken.buffer, taken.byteOffset, whole)
    const rest: Buffer[] = []
    let at = 0
    for (const part of held) {
      const ended = Math.min(part.length, Math.max(0, whole - at))
      part.copy(bytes, at, 0, ended)
      if (ended < part.length) rest.push(part.subarray(ended))
      at += part.length
    }
    const block = { bytes, firstLine }
    held = rest
    heldBytes -= whole
    firstLine += lines
    whole = 0
    lines = 0
    return block
  }

  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; from += blockBytes) {
      const length = Math.min(blockBytes, chunk.length - from)
      const part = Buffer.from(chunk.buffer, chunk.byteOffset + from, length)
      look(part)
      held.push(part)
      heldBytes += length
      if (whole > 0 && heldBytes >= blockBytes) yield take()
      if (heldBytes - whole > mostRecordBytes) {
        throw new TableError({ code: 'CSV_SYNTAX', row: firstLine + lines, fault: 'CSV_MAX_RECORD_SIZE' })
      }
    }
  }
  if (heldBytes === 0) return
  if (quoted) throw new TableError({ code: 'CSV_SYNTAX', row: firstLine + lines, fault: 'CSV_QUOTE_NOT_CLOSED' })
  // The last record needs no line end.
  whole = heldBytes
  yield take()
}
