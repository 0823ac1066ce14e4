import { TableError } from '../table-issue.ts'

export interface FieldOptions {
  /** Bytes; all of them ASCII. */
  readonly delimiter: number
  readonly quote: number
  readonly newline: number
  readonly mostRecordBytes: number
}

/** Fields of one record after the other, as places in the bytes: nothing is copied and no text is made. */
export interface FieldScanner {
  /** Moves to the next record that is not an empty line. @returns False at the end. */
  next(): boolean
  /** Fields of the record. */
  readonly count: number
  /** Line on which the record begins. */
  readonly line: number
  /** Where the bytes after the record begin, and their line. */
  readonly offset: number
  readonly nextLine: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** 1 where quotes within the field are doubled, so that its bytes are not yet its value. */
  readonly doubled: Uint8Array
}

const most = 4096
const carriageReturn = 0x0d

/**
 * Reads the fields of a block of records, RFC 4180: what begins with a quote ends with one, quotes within are doubled. A
 * carriage return before the line feed belongs to the line end.
 *
 * @throws {TableError} `CSV_SYNTAX` for a quote elsewhere, a record that is too long, and one whose quote is not closed.
 */
export function createFieldScanner(bytes: Uint8Array, firstLine: number, options: FieldOptions): FieldScanner {
  const { delimiter, quote, newline, mostRecordBytes } = options
  /** Nearly all bytes of a text are higher than what ends a field. */
  const highest = Math.max(delimiter, quote, newline)
  const starts = new Int32Array(most)
  const ends = new Int32Array(most)
  const doubled = new Uint8Array(most)
  const end = bytes.length
  let at = 0
  let line = firstLine
  const scanner = { count: 0, line: firstLine, offset: 0, nextLine: firstLine, starts, ends, doubled, next }
  const fault = (name: string): TableError => new TableError({ code: 'CSV_SYNTAX', row: scanner.line, fault: name })

  function next(): boolean {
    skipEmptyLines()
    if (at >= end) return false
    scanner.line = line
    const began = at
    let count = 0
    for (;;) {
      if (count === most) throw fault('CSV_TOO_MANY_FIELDS')
      doubled[count] = 0
      if (at < end && bytes[at] === quote) quotedField(count)
      else plainField(count)
      count++
      if (at >= end) break
      const byte = bytes[at++]
      if (byte === newline) {
        line++
        break
      }
    }
    if (at - began > mostRecordBytes) throw fault('CSV_MAX_RECORD_SIZE')
    scanner.count = count
    scanner.offset = at
    scanner.nextLine = line
    return true
  }

  function skipEmptyLines(): void {
    while (at < end) {
      if (bytes[at] === newline) at++
      else if (bytes[at] === carriageReturn && bytes[at + 1] === newline) at += 2
      else return
      line++
    }
  }

  function plainField(field: number): void {
    starts[field] = at
    let to = at
    for (; to < end; to++) {
      const byte = bytes[to]!
      if (byte > highest) continue
      if (byte === delimiter || byte === newline) break
      if (byte === quote) throw fault('INVALID_OPENING_QUOTE')
    }
    at = to
    const isLast = at >= end || bytes[at] === newline
    ends[field] =
      isLast && at > starts[field] && newline !== carriageReturn && bytes[at - 1] === carriageReturn ? at - 1 : at
  }

  function quotedField(field: number): void {
    starts[field] = ++at
    for (;;) {
      if (at >= end) throw fault('CSV_QUOTE_NOT_CLOSED')
      const byte = bytes[at]
      if (byte === newline) line++
      if (byte !== quote) {
        at++
        continue
      }
      if (bytes[at + 1] !== quote) break
      doubled[field] = 1
      at += 2
    }
    ends[field] = at++
    if (at < end && bytes[at] === carriageReturn && (at + 1 >= end || bytes[at + 1] === newline)) at++
    if (at < end && bytes[at] !== delimiter && bytes[at] !== newline) throw fault('CSV_INVALID_CLOSING_QUOTE')
  }

  return scanner
}

/** Text of one field of the record. */
export function fieldText(bytes: Buffer, scanner: FieldScanner, field: number, quote: number): string {
  const text = bytes.toString('utf8', scanner.starts[field], scanner.ends[field])
  const mark = String.fromCharCode(quote)
  return scanner.doubled[field] === 1 ? text.replaceAll(mark + mark, mark) : text
}
