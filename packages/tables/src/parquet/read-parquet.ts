import { open } from 'node:fs/promises'
import { parquetMetadataAsync, parquetRead } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers, SchemaElement } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { TableError } from '../table-issue.ts'
import { decimalText, textOfValue } from './value-text.ts'

/** A Parquet file: the names of its columns, and its rows as text. */
export interface ParquetTable {
  readonly columns: readonly string[]
  readonly rowCount: number
  /** Rows in order, some at a time; null where there is no value. @throws {TableError} `PARQUET_DAMAGED`. */
  rows(): AsyncIterable<readonly (readonly (string | null)[])[]>
  close(): Promise<void>
}

export interface ParquetLimits {
  /** Bytes of a row group as it lies in the file, and of one page unpacked. */
  readonly groupBytes: number
  readonly pageBytes: number
  readonly columns: number
}

export const parquetLimits: ParquetLimits = {
  groupBytes: 256 * 1024 ** 2,
  pageBytes: 64 * 1024 ** 2,
  columns: 2000,
}

/** Rows that are in memory as text at a time. */
const windowRows = 10_000

/**
 * Opens a Parquet file. Columns hold plain values; days are ISO 8601, decimals have every digit of their scale.
 *
 * @throws {TableError} `PARQUET_DAMAGED` when it is cut off or broken, `PARQUET_NESTED` for lists and structures,
 *   `PARQUET_LIMIT` beyond the limits.
 */
export async function openParquet(path: string, limits: ParquetLimits = parquetLimits): Promise<ParquetTable> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const file: AsyncBuffer = {
      byteLength: size,
      slice: async (start, end = size) => {
        const from = start < 0 ? Math.max(0, size + start) : start
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from))
        await handle.read(bytes, 0, bytes.length, from)
        return bytes.buffer
      },
    }
    const metadata = await damaged('footer', () => parquetMetadataAsync(file))
    const columns = plainColumns(metadata, limits)
    requireSmallGroups(metadata, limits)
    const scales = columns.map(rawDecimal)
    const names = columns.map((column) => column.name)
    const rowCount = Number(metadata.num_rows)
    const read = (rowStart: number, rowEnd: number): Promise<unknown[][]> =>
      damaged(`row ${rowStart + 1}`, () => readWindow({ file, metadata, rowStart, rowEnd, limits }))
    return {
      columns: names,
      rowCount,
      rows: async function* () {
        for (let from = 0; from < rowCount; from += windowRows) {
          const to = Math.min(rowCount, from + windowRows)
          const rows = await read(from, to)
          if (rows.length !== to - from) throw new TableError({ code: 'PARQUET_DAMAGED', part: `row ${from + 1}` })
          yield rows.map((row) => names.map((_, i) => cellOf(row[i], scales[i])))
        }
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readWindow(p: {
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  readonly rowStart: number
  readonly rowEnd: number
  readonly limits: ParquetLimits
}): Promise<unknown[][]> {
  let rows: unknown[][] = []
  await parquetRead({
    file: p.file,
    metadata: p.metadata,
    rowStart: p.rowStart,
    rowEnd: p.rowEnd,
    rowFormat: 'array',
    utf8: false,
    geoparquet: false,
    useOffsetIndex: true,
    parsers,
    compressors: guarded(p.limits),
    onComplete: (found) => (rows = found as unknown[][]),
  })
  return rows
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const msPerDay = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString()

/** Days and instants as text, every digit of them; a text that is not UTF-8 is a fault and never a replacement character. */
const parsers: Partial<ParquetParsers> = {
  dateFromDays: (days: number) => (days === undefined ? undefined : iso(days * msPerDay).slice(0, 10)),
  timestampFromMilliseconds: (ms: bigint) => instant(ms, 3),
  timestampFromMicroseconds: (us: bigint) => instant(us, 6),
  timestampFromNanoseconds: (ns: bigint) => instant(ns, 9),
  stringFromBytes: (bytes: Uint8Array) => bytes && strict.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array) => bytes && strict.decode(bytes),
}

function instant(value: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits)
  const count = BigInt(value)
  const fraction = ((count % unit) + unit) % unit
  const seconds = (count - fraction) / unit
  const text = iso(Number(seconds) * 1000).slice(0, 19)
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(digits, '0').replace(/0+$/, '')}`
}

/** The children of the root, when each of them is a plain column. */
function plainColumns({ schema }: FileMetaData, limits: ParquetLimits): SchemaElement[] {
  const columns = schema.slice(1)
  const nested = columns.find((c) => c.repetition_type === 'REPEATED' || (c.num_children ?? 0) > 0)
  if (nested !== undefined) throw new TableError({ code: 'PARQUET_NESTED', name: nested.name })
  if (columns.length > limits.columns) {
    throw new TableError({ code: 'TABLE_COLUMNS', row: 1, column: columns.length, most: limits.columns })
  }
  return columns
}

function requireSmallGroups({ row_groups: groups }: FileMetaData, { groupBytes }: ParquetLimits): void {
  for (const [i, group] of groups.entries()) {
    const bytes = group.columns.reduce((sum, c) => sum + Number(c.meta_data?.total_compressed_size ?? 0), 0)
    if (bytes > groupBytes)
      throw new TableError({ code: 'PARQUET_LIMIT', what: 'rowGroup', at: i + 1, mostBytes: groupBytes })
  }
}

/**
 * Has a decimal read as the integer it is stored as: the reader would make a floating-point number of it.
 *
 * @returns Its scale.
 */
function rawDecimal(column: SchemaElement): number | undefined {
  const isDecimal = column.converted_type === 'DECIMAL' || column.logical_type?.type === 'DECIMAL'
  if (!isDecimal) return undefined
  const scale = column.scale ?? (column.logical_type as { scale?: number } | undefined)?.scale ?? 0
  delete column.converted_type
  delete column.logical_type
  return scale
}

function cellOf(value: unknown, scale: number | undefined): string | null {
  if (value === null || value === undefined) return null
  return scale === undefined ? textOfValue(value) : decimalText(value, scale)
}

/** No page may unpack beyond the limit, whatever its header says. */
function guarded({ pageBytes }: ParquetLimits): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, outputLength: number) => {
        if (outputLength > pageBytes) {
          throw new TableError({ code: 'PARQUET_LIMIT', what: 'page', at: 0, mostBytes: pageBytes })
        }
        return unpack(input, outputLength)
      },
    ]),
  )
}

/** The reader's messages can quote bytes of the file; where it broke off is enough. */
async function damaged<T>(part: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof TableError) throw error
    throw new TableError({ code: 'PARQUET_DAMAGED', part })
  }
}
