import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { createRowGuard, withoutBlankEnd } from '../row-limits.ts'
import { TableError } from '../table-issue.ts'
import type { Table, TableLimits, TableRow, TextEncodingName } from '../table.ts'
import { detectDialect, type CsvDialect } from './dialect.ts'
import { decodedText, detectEncoding } from './encoding.ts'

const sampleLength = 64 * 1024

export async function openCsv(path: string, head: Uint8Array, limits: TableLimits): Promise<Table> {
  const encoding = await detectEncoding(path, head)
  const dialect = detectDialect(await beginning(path, encoding))
  return {
    kind: 'csv',
    encoding,
    delimiter: dialect.delimiter,
    notes: [],
    sheets: [
      {
        name: '',
        hidden: false,
        rows: () => readRows(path, encoding, dialect, limits),
        merged: () => Promise.resolve([]),
      },
    ],
    close: () => Promise.resolve(),
  }
}

async function beginning(path: string, encoding: TextEncodingName): Promise<string> {
  let text = ''
  for await (const piece of decodedText(path, encoding)) {
    text += piece
    if (text.length >= sampleLength) break
  }
  return text.slice(0, sampleLength)
}

async function* readRows(
  path: string,
  encoding: TextEncodingName,
  dialect: CsvDialect,
  limits: TableLimits,
): AsyncIterable<TableRow> {
  const guard = createRowGuard(limits)
  const parser = parse({
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.quote,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    from_line: dialect.separatorLine ? 2 : 1,
    max_record_size: Math.max(limits.cellLength * 4, 1024 * 1024),
  })
  // `pipeline` and not `pipe`: a fault of the source must reach the reader of the parser, and leaving early must end the source.
  pipeline(Readable.from(decodedText(path, encoding)), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const cells = withoutBlankEnd(record)
      if (cells.length > 0) yield guard({ number: firstLine(info.lines, record), cells, marks: [] })
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = Number((error as unknown as { lines?: number }).lines ?? 0)
    // The library's message can quote the record; its code cannot.
    throw new TableError({ code: 'CSV_SYNTAX', row, fault: error.code })
  }
}

/** The parser counts the line on which a record ends; people look for the one on which it begins. */
function firstLine(lastLine: number, record: readonly string[]): number {
  let breaks = 0
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++
  }
  return lastLine - breaks
}
