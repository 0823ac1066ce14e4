import { TableError } from '../table-issue.ts'

/** A cell with whether it stood in quotation marks, which a reader of values has no use for. */
export interface QuotedCell {
  readonly text: string
  readonly quoted: boolean
}

/**
 * Records of a CSV that stands in memory, commas between cells, with what was in quotation marks. Empty lines are passed over.
 *
 * @throws {TableError} `CSV_SYNTAX` where a quotation mark is not closed.
 */
export function* readQuotedRecords(text: string): Iterable<readonly QuotedCell[]> {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let row = 0
  while (at < text.length) {
    const cells: QuotedCell[] = []
    row++
    for (;;) {
      if (text[at] === '"') {
        let value = ''
        let from = at + 1
        for (;;) {
          const end = text.indexOf('"', from)
          if (end === -1) throw new TableError({ code: 'CSV_SYNTAX', row, fault: 'CSV_QUOTE_NOT_CLOSED' })
          value += text.slice(from, end)
          if (text[end + 1] !== '"') {
            at = end + 1
            break
          }
          value += '"'
          from = end + 2
        }
        const rest = endOfCell(text, at)
        cells.push({ text: value + text.slice(at, rest), quoted: true })
        at = rest
      } else {
        const end = endOfCell(text, at)
        cells.push({ text: text.slice(at, end), quoted: false })
        at = end
      }
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    if (cells.length > 1 || cells[0]!.text !== '' || cells[0]!.quoted) yield cells
  }
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x2c || unit === 0x0a || unit === 0x0d) return at
  }
  return text.length
}
