/** A column of a table: the field that it shows and its heading. */
export interface Column<Row> {
  readonly key: keyof Row & string
  readonly header: string
}

const chunkLength = 65_536

/**
 * Writes rows as CSV (RFC 4180): comma, CRLF after every line, fields quoted only where they must be; null is an empty
 * field. UTF-8 is up to the writer of the bytes; no byte order mark is put in front.
 *
 * @returns Pieces of some 64 Ki characters that join to the whole text, so that memory does not grow with the rows.
 *   `Readable.from(toCsv(…))` makes a stream of them.
 */
export function* toCsv<Row extends object>(columns: readonly Column<Row>[], rows: Iterable<Row>): Generator<string> {
  let chunk = `${columns.map(({ header }) => fieldOf(header)).join(',')}\r\n`
  for (const row of rows) {
    chunk += lineOf(columns, row)
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

function lineOf<Row extends object>(columns: readonly Column<Row>[], row: Row): string {
  let line = ''
  for (const { key } of columns) line += `,${fieldOf(row[key] as string | number | null)}`
  return `${line.slice(1)}\r\n`
}

function fieldOf(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
