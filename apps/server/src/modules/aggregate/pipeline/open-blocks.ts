import { join } from 'node:path'
import {
  createFieldScanner,
  cutRecords,
  detectDialect,
  fieldText,
  openParquet,
  openTable,
  readFlatObject,
  readHeader,
  sheetOf,
  sniffedBytes,
  sniffFormat,
  TableError,
  toUtf8,
  type RecordBlock,
  type TableFormat,
  type TextEncodingName,
} from '@fadu/tables'
import { Problem } from '../../../platform/problem/index.ts'
import type { BlockSyntax } from './block-config.ts'
import type { BlockMemory } from './block-memory.ts'
import { keepOnDisk, peek, type BatchSource, type Received } from './receive.ts'
import type { CarriedRow } from './read-records.ts'

/** A file whose header was read, and its rows in blocks that can be worked on apart. */
export interface OpenedBlocks {
  readonly format: TableFormat
  /** Of a text, once its rows were read; of another format undefined. */
  readonly encoding: () => TextEncodingName | undefined
  readonly syntax: BlockSyntax
  /** Names in the file, in its order. Of JSON Lines the keys of the first object, since any may be left out of any line. */
  readonly header: readonly string[]
  readonly blocks: AsyncIterable<RecordBlock>
  close(): Promise<void>
}

/** Some hundred rows: what a thread answers at a time, and how long the server's own is kept by the first rows. */
const blockBytes = 128 * 1024
const mostRecordBytes = 1024 * 1024
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Finds out what a file is, by what is in it, and opens it. Text is read as it arrives; a workbook and a Parquet file are
 * read from several places and so first put on disk.
 *
 * @throws {Problem} `BATCH_FORMAT` when it is not what it was said to be, `BATCH_EMPTY`, `STORAGE_FULL`.
 * @throws {TableError} when it cannot be read.
 */
export async function openBlocks(
  source: BatchSource,
  received: Received,
  into: {
    readonly folder: string
    readonly declared: TableFormat | undefined
    /** Where blocks of a text are put. */
    readonly memory: BlockMemory
  },
): Promise<OpenedBlocks> {
  const { head, all } = await peek(received.bytes, sniffedBytes)
  if (head.length === 0) throw new Problem({ code: 'BATCH_EMPTY' })
  const format = sniffFormat(head)
  if (into.declared !== undefined && into.declared !== format) {
    throw new Problem({ code: 'BATCH_FORMAT', declared: into.declared, found: format })
  }
  if (format === 'csv') return openCsvBlocks(all, into.memory)
  if (format === 'jsonl') return openJsonLines(all, into.memory)
  let path = join(into.folder, 'received')
  if ('path' in source) {
    path = source.path
    for await (const _ of all) void _ // counted and hashed as they pass
  } else await keepOnDisk(all, path)
  return format === 'xlsx' ? openWorkbook(path) : openParquetBlocks(path)
}

const nothingToClose = (): Promise<void> => Promise.resolve()

async function openCsvBlocks(bytes: AsyncIterable<Uint8Array>, memory: BlockMemory): Promise<OpenedBlocks> {
  const text = toUtf8(bytes)
  const { head, all } = await peek(text.bytes, 64 * 1024)
  if (head.length === 0) throw new Problem({ code: 'BATCH_EMPTY' })
  const dialect = detectDialect(head.toString('utf8'))
  if (dialect.delimiter.charCodeAt(0) > 0x7f) throw new TableError({ code: 'CSV_SYNTAX', row: 1, fault: 'DELIMITER' })
  const syntax = {
    kind: 'csv',
    delimiter: dialect.delimiter.charCodeAt(0),
    quote: dialect.quote.charCodeAt(0),
    newline: head.includes(lineFeed) || !head.includes(carriageReturn) ? lineFeed : carriageReturn,
    mostRecordBytes,
  } as const
  const blocks = cutRecords(all, { ...syntax, blockBytes, memory: memory.take })
  const first = await blocks.next()
  if (first.done === true) throw new Problem({ code: 'BATCH_EMPTY' })
  const scanner = createFieldScanner(first.value.bytes, first.value.firstLine, syntax)
  let found = scanner.next()
  if (found && dialect.separatorLine) found = scanner.next()
  if (!found) throw new Problem({ code: 'BATCH_EMPTY' })
  const header = Array.from({ length: scanner.count }, (_, i) =>
    fieldText(first.value.bytes, scanner, i, syntax.quote).trim(),
  )
  const rest = { bytes: first.value.bytes.subarray(scanner.offset), firstLine: scanner.nextLine }
  return {
    format: 'csv',
    encoding: text.encoding,
    syntax,
    header,
    blocks: (async function* () {
      if (rest.bytes.length > 0) yield rest
      yield* blocks
    })(),
    close: nothingToClose,
  }
}

async function openJsonLines(bytes: AsyncIterable<Uint8Array>, memory: BlockMemory): Promise<OpenedBlocks> {
  const text = toUtf8(bytes)
  const blocks = cutRecords(text.bytes, { newline: lineFeed, blockBytes, mostRecordBytes, memory: memory.take })
  const first = await blocks.next()
  if (first.done === true) throw new Problem({ code: 'BATCH_EMPTY' })
  const begun = first.value.bytes.toString('utf8').trimStart()
  const line = readFlatObject(begun.split('\n', 1)[0]!)
  return {
    format: 'jsonl',
    encoding: text.encoding,
    syntax: { kind: 'jsonl' },
    // A first line that is no object goes where such lines go; it names no column.
    header: line.ok ? [...line.cells.keys()].map((key) => key.trim()) : [],
    blocks: (async function* () {
      yield first.value
      yield* blocks
    })(),
    close: nothingToClose,
  }
}

async function openWorkbook(path: string): Promise<OpenedBlocks> {
  const table = await openTable(path)
  try {
    const { columns, rows } = await readHeader(sheetOf(table))
    const width = columns.length
    return {
      format: 'xlsx',
      encoding: () => undefined,
      syntax: { kind: 'cells' },
      header: columns,
      blocks: carried(
        (async function* () {
          for await (const { number, cells, marks } of rows()) {
            // Blanks at the end of a row are not in the file.
            const padded = cells.length < width ? [...cells, ...Array<string>(width - cells.length).fill('')] : cells
            yield [number, marks.map((m) => [m.column, m.mark] as const), ...padded] satisfies CarriedRow
          }
        })(),
      ),
      close: () => table.close(),
    }
  } catch (error) {
    await table.close()
    throw error
  }
}

async function openParquetBlocks(path: string): Promise<OpenedBlocks> {
  const table = await openParquet(path)
  return {
    format: 'parquet',
    encoding: () => undefined,
    syntax: { kind: 'cells' },
    header: table.columns.map((name) => name.trim()),
    blocks: carried(
      (async function* () {
        let number = 0
        for await (const rows of table.rows()) for (const row of rows) yield [++number, [], ...row] satisfies CarriedRow
      })(),
    ),
    close: () => table.close(),
  }
}

/** Rows as lines of JSON, some at a time. */
async function* carried(rows: AsyncIterable<CarriedRow>): AsyncIterable<RecordBlock> {
  let lines: string[] = []
  let length = 0
  for await (const row of rows) {
    const line = JSON.stringify(row)
    lines.push(line)
    length += line.length
    if (length < blockBytes) continue
    yield { bytes: Buffer.from(lines.join('\n')), firstLine: row[0] }
    lines = []
    length = 0
  }
  if (lines.length > 0) yield { bytes: Buffer.from(lines.join('\n')), firstLine: 0 }
}
