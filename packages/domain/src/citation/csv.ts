export type CsvIssue = {
  readonly code: 'CSV_QUOTE_UNCLOSED' | 'CSV_QUOTE_MISPLACED'
  /** Line of the quote at fault, 1-based. */
  readonly line: number
}

export interface CsvRow {
  /** Line on which the row starts, 1-based; a quoted field may span several. */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Parses a whole RFC 4180 text: comma, double quotes, CRLF or LF, an optional byte order mark.
 *
 * Meant for the law's own tables (hundreds of rows); datasets are read as a stream on the server.
 */
export function parseCsv(text: string): { readonly rows: readonly CsvRow[]; readonly issues: readonly CsvIssue[] } {
  const rows: CsvRow[] = []
  const issues: CsvIssue[] = []
  let cells: string[] = []
  let cell = ''
  // `closed`: behind the closing quote of a cell, where only a comma or the end of the row may follow.
  let place: 'plain' | 'quoted' | 'closed' = 'plain'
  let line = 1
  let startedAt = 1
  let quotedAt = 1
  const endCell = (): void => {
    cells.push(cell)
    cell = ''
    place = 'plain'
  }
  const endRow = (): void => {
    endCell()
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: startedAt, cells })
    cells = []
    startedAt = line + 1
  }
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const char = text[i]!
    if (place === 'quoted') {
      if (char === '"' && text[i + 1] === '"') {
        cell += '"'
        i++
      } else if (char === '"') place = 'closed'
      else {
        if (char === '\n') line++
        cell += char
      }
    } else if (char === ',') endCell()
    else if (char === '\n') {
      endRow()
      line++
    } else if (char === '\r' && text[i + 1] === '\n') continue
    else if (place === 'closed') {
      issues.push({ code: 'CSV_QUOTE_MISPLACED', line })
      place = 'plain'
      cell += char
    } else if (char === '"') {
      if (cell !== '') issues.push({ code: 'CSV_QUOTE_MISPLACED', line })
      place = 'quoted'
      quotedAt = line
    } else cell += char
  }
  if (place === 'quoted') issues.push({ code: 'CSV_QUOTE_UNCLOSED', line: quotedAt })
  if (cell !== '' || cells.length > 0) endRow()
  return { rows, issues }
}
