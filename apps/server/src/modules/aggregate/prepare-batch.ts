import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { pipeline, Readable } from 'node:stream'
import { parse, CsvError } from 'csv-parse'
import { encodeUtf8 } from '@fadu/audit-log'
import type { CivilDate } from '@fadu/domain'
import { createTableScan, type TableFinding } from '@fadu/privacy'
import { Sm3Stream } from '@fadu/smcrypto'
import { Problem } from '../../platform/problem/index.ts'
import { isProcessAlive } from '../../platform/process-alive.ts'
import type { Dataset, DatasetKeys } from '../../platform/release/dataset-store.ts'
import { createIdentifierWatch } from './identifier-watch.ts'
import { matchHeader, parseRow, type ParsedValue, type RowFault } from './parse-rows.ts'

/** A batch that was read, checked and sealed, waiting in a file to be loaded in one transaction. No value of a sealed item is in it in clear. */
export interface PreparedBatch {
  readonly contentHash: Uint8Array
  readonly received: number
  readonly good: number
  readonly quarantined: number
  /** What a sample of the good rows shows of personal and sensitive data; examples are masked. */
  readonly found: TableFinding
  /** Rows for COPY, in the order of `writtenColumns`. */
  rows(): AsyncIterable<Uint8Array>
  /** Rows for COPY: line, faults, sealed row. */
  quarantine(): AsyncIterable<Uint8Array>
  discard(): Promise<void>
}

const maxLineBytes = 1024 * 1024
/** A larger file is sent in parts: a batch is loaded in one transaction. */
const maxFileBytes = 8 * 1024 ** 3
const flushAt = 256 * 1024
/** Good rows that are looked at for what they hold; the first of a file tell as much as all of them. */
const sampledRows = 5000

/**
 * Reads a CSV as a stream: whatever its length, memory stays flat. Nothing is written to the database here.
 *
 * @throws {Problem} when the file cannot be read as CSV in UTF-8, its columns are not those of the catalog, it has no rows,
 *   or an undeclared column holds identifiers.
 */
export async function prepareBatch(
  input: AsyncIterable<Uint8Array>,
  into: {
    readonly dataset: Dataset
    readonly keys: DatasetKeys
    readonly number: number
    readonly spoolFolder: string
    /** Day on which ages are counted. */
    readonly today: CivilDate
  },
): Promise<PreparedBatch> {
  const { dataset, keys, number } = into
  await mkdir(into.spoolFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(into.spoolFolder, `batch-${process.pid}-`))
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const hash = new Sm3Stream()
    const rowFile = spool(join(folder, 'rows.copy'))
    const quarantineFile = spool(join(folder, 'quarantine.copy'))
    const watch = createIdentifierWatch(dataset.layout)
    const headings = dataset.layout.map(({ code, name }) => ({ header: name, code }))
    const sample = createTableScan(headings, { asOf: into.today })
    const writeRow = rowWriter(dataset, keys, number)
    let header: ReturnType<typeof matchHeader> | undefined
    let width = 0
    let good = 0
    let quarantined = 0

    const parser = parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: maxLineBytes,
    })
    // `pipeline` and not `pipe`: a fault of the source must reach the reader of the parser, and leaving early must end the source.
    pipeline(Readable.from(decoded(input, hash)), parser, () => undefined)
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === undefined) {
        header = matchHeader(dataset.layout, record)
        width = record.length
        if (header.missing.length > 0 || header.unknown.length > 0) {
          throw new Problem({ code: 'CSV_COLUMNS', missing: header.missing, unknown: header.unknown.slice(0, 20) })
        }
        continue
      }
      const parsed = parseRow(dataset.layout, header.positions, record, width)
      if (parsed.ok) {
        good++
        watch.see(parsed.values)
        if (good <= sampledRows) sample.add(dataset.layout.map((c) => textOf(parsed.values[c.code])))
        if (good === 200) requireNoHiddenIdentifier(watch.verdict(false))
        await rowFile.write(writeRow(info.lines, parsed.values))
      } else {
        quarantined++
        await quarantineFile.write(quarantineLine(keys, number, info.lines, parsed.faults, record))
      }
    }
    requireNoHiddenIdentifier(watch.verdict(true))
    if (good + quarantined === 0) throw new Problem({ code: 'BATCH_EMPTY' })
    await rowFile.close()
    await quarantineFile.close()
    return {
      contentHash: hash.digest(),
      received: good + quarantined,
      good,
      quarantined,
      found: sample.finish(),
      rows: () => createReadStream(rowFile.path),
      quarantine: () => createReadStream(quarantineFile.path),
      discard,
    }
  } catch (error) {
    await discard()
    throw toCsvProblem(error)
  }
}

/** Yes and no tell nothing of what a column holds. */
function textOf(value: ParsedValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function requireNoHiddenIdentifier(found: { readonly column: string; readonly kind: string } | undefined): void {
  if (found !== undefined) throw new Problem({ code: 'BATCH_UNDECLARED_IDENTIFIER', ...found })
}

/** Bytes that are not UTF-8 are refused rather than replaced: a replaced character is a changed original. */
async function* decoded(input: AsyncIterable<Uint8Array>, hash: Sm3Stream): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let received = 0
  try {
    for await (const chunk of input) {
      received += chunk.byteLength
      if (received > maxFileBytes) throw new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: maxFileBytes })
      hash.update(chunk)
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new Problem({ code: 'CSV_ENCODING' })
    }
    throw error
  }
}

function toCsvProblem(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = Number((error as unknown as { lines?: number }).lines ?? 0)
  // The library's message can quote the record; its code cannot.
  return new Problem({ code: 'CSV_MALFORMED', line, fault: error.code })
}

/** Removes what batches of processes that are gone left behind; what lies there was never acknowledged. */
export async function clearSpool(spoolFolder: string): Promise<void> {
  const names = await readdir(spoolFolder).catch(() => [])
  for (const name of names) {
    const pid = Number(/^(?:batch|upload)-(\d+)-/.exec(name)?.[1] ?? process.pid)
    if (pid === process.pid || !isProcessAlive(pid)) await rm(join(spoolFolder, name), { recursive: true, force: true })
  }
}

/** One line for COPY: plain values, blind indexes, then everything sealed in one envelope bound to this row. */
export function rowWriter(
  dataset: Dataset,
  keys: DatasetKeys,
  number: number,
): (line: number, values: Readonly<Record<string, ParsedValue>>) => string {
  const plain = dataset.layout.filter((c) => !c.sealed)
  const sealed = dataset.layout.filter((c) => c.sealed)
  const indexed = sealed
    .filter((c) => c.identifier !== null)
    .map((c) => ({ code: c.code, indexer: keys.indexer(c.code) }))
  return (line, values) => {
    const cells = [String(number), String(line), ...plain.map((c) => copyCell(values[c.code] ?? null))]
    for (const { code, indexer } of indexed) {
      const value = values[code]
      cells.push(typeof value === 'string' ? hexCell(indexer.index(value)) : nullCell)
    }
    if (sealed.length > 0) {
      const content = JSON.stringify(Object.fromEntries(sealed.map((c) => [c.code, values[c.code] ?? null])))
      cells.push(hexCell(keys.sealer.seal(`${number}:${line}`, encodeUtf8(content))))
    }
    return `${cells.join('\t')}\n`
  }
}

function quarantineLine(
  keys: DatasetKeys,
  number: number,
  line: number,
  faults: readonly RowFault[],
  record: readonly string[],
): string {
  const sealed = keys.sealer.seal(`quarantine/${number}:${line}`, encodeUtf8(JSON.stringify(record)))
  return `${line}\t${copyCell(JSON.stringify(faults))}\t${hexCell(sealed)}\n`
}

/** COPY's text format: null, and the characters it escapes, so that a value never ends its line. */
const nullCell = '\\N'
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function copyCell(value: ParsedValue): string {
  if (value === null) return nullCell
  return typeof value === 'boolean' ? String(value) : value.replaceAll(/[\\\n\r\t]/g, (c) => escapes[c]!)
}

function hexCell(bytes: Uint8Array): string {
  return `\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** A file written in larger pieces, with backpressure. */
function spool(path: string): { readonly path: string; write(text: string): Promise<void>; close(): Promise<void> } {
  const stream = createWriteStream(path, { mode: 0o600 })
  let failed: Error | undefined
  stream.on('error', (error) => (failed = error))
  let pieces: string[] = []
  let length = 0
  const flush = async (): Promise<void> => {
    if (failed !== undefined) throw failed
    const text = pieces.join('')
    pieces = []
    length = 0
    if (text !== '' && !stream.write(text)) await once(stream, 'drain')
  }
  return {
    path,
    write: async (text) => {
      pieces.push(text)
      length += text.length
      if (length >= flushAt) await flush()
    },
    close: async () => {
      await flush()
      stream.end()
      await once(stream, 'close')
      if (failed !== undefined) throw failed
    },
  }
}
