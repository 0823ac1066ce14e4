import { encodeUtf8 } from '@fadu/audit-log'
import { createTableScan } from '@fadu/privacy'
import { createSealer, receiveDataKey } from '@fadu/smcrypto'
import { createFieldScanner, fieldText, TableError } from '@fadu/tables'
import { acceptorOf } from './accept-bytes.ts'
import type { Block, BlockConfig, BlockResult, SampleFinding } from './block-config.ts'
import { createIdentifierWatch } from './identifier-watch.ts'
import { parseCells, type ParsedValue, type RowFault } from './parse-rows.ts'
import { quarantineLine } from './quarantine-line.ts'
import { readRecords } from './read-records.ts'
import { createRowWriter } from './write-rows.ts'
import { createValueWriter } from './write-values.ts'

/** Good rows that are looked at for what they hold; the first of a file tell as much as all of them. */
const sampledRows = 5000

/** Checks, seals and writes blocks of rows of one batch. Synchronous: it is kept in a thread of its own or called between others. */
export interface BlockSealer {
  process(block: Block): BlockResult
  finding(): SampleFinding
}

export function createBlockSealer(config: BlockConfig): BlockSealer {
  const { layout, positions, header, number } = config
  const dataKey = receiveDataKey(config.key)
  const sealer = createSealer(dataKey, config.datasetId)
  const writer = createRowWriter({ ...config, dataKey })
  const writeValues = createValueWriter(layout, writer)
  const lists = new Map(Object.entries(config.codeLists).map(([code, values]) => [code, new Set(values)]))
  const columns = layout.map((column, i) => ({
    field: positions[i]!,
    nullable: column.nullable,
    accepts: acceptorOf(column, lists.get(column.code)),
  }))
  const places = { starts: new Int32Array(layout.length), ends: new Int32Array(layout.length) }
  const scan = createTableScan(
    layout.map(({ code, name }) => ({ header: name, code })),
    { asOf: config.today },
  )
  const watch = createIdentifierWatch(layout)
  let sampled = 0
  let good = 0
  let bad: string[] = []

  const reject = (line: number, faults: readonly RowFault[], record: readonly (string | null)[]): void => {
    bad.push(quarantineLine(sealer, { number, line, faults, record }))
  }
  const isHeader = (record: readonly (string | null)[]): boolean =>
    record.length === header.length && header.every((name, i) => record[i]?.trim() === name)

  /** A row as text: the way of every row that is sampled or that the bytes alone do not settle. */
  const takeRecord = (line: number, record: readonly (string | null)[], marks: readonly RowFault[] = []): void => {
    if (record.length !== header.length) return reject(line, [{ item: '', fault: 'columnCount' }], record)
    if (isHeader(record)) return reject(line, [{ item: '', fault: 'repeatedHeader' }], record)
    const parsed = parseCells(
      layout,
      positions.map((at) => record[at] ?? null),
      lists,
    )
    if (marks.length > 0 || !parsed.ok) return reject(line, [...marks, ...(parsed.ok ? [] : parsed.faults)], record)
    if (sampled < sampledRows && isSampling) {
      sampled++
      watch.see(parsed.values)
      scan.add(layout.map((c) => textOf(parsed.values[c.code])))
    }
    writeValues(line, parsed.values)
    good++
  }

  /** Whether every cell of the record is surely good as it stands; their places are then set. */
  const settles = (bytes: Buffer, scanner: ReturnType<typeof createFieldScanner>): boolean => {
    const { starts, ends, doubled } = scanner
    if (scanner.count !== header.length) return false
    for (let i = 0; i < columns.length; i++) {
      const { field, nullable, accepts } = columns[i]!
      const start = starts[field]!
      const end = ends[field]!
      if (start === end) {
        if (!nullable) return false
        places.starts[i] = -1
        continue
      }
      if (doubled[field] === 1 || !accepts(bytes, start, end)) return false
      places.starts[i] = start
      places.ends[i] = end
    }
    return true
  }

  const firstName = Buffer.from(header[0] ?? '')
  /** Whether the record may be the header once more. */
  const beginsLikeHeader = (bytes: Buffer, { starts, ends }: ReturnType<typeof createFieldScanner>): boolean =>
    ends[0]! - starts[0]! === firstName.length && firstName.equals(bytes.subarray(starts[0], ends[0]))

  let isSampling = false
  const processCsv = (bytes: Buffer, firstLine: number): void => {
    if (config.syntax.kind !== 'csv') return
    const { quote } = config.syntax
    const scanner = createFieldScanner(bytes, firstLine, config.syntax)
    while (scanner.next()) {
      if (!isSampling && !beginsLikeHeader(bytes, scanner) && settles(bytes, scanner)) {
        writer.write(scanner.line, bytes, places)
        good++
        continue
      }
      const record: string[] = []
      for (let field = 0; field < scanner.count; field++) record.push(fieldText(bytes, scanner, field, quote))
      takeRecord(scanner.line, record)
    }
  }

  return {
    process: ({ bytes: given, firstLine, sampled: isSampled, spare }) => {
      if (spare !== undefined) writer.reuse(spare)
      const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
      good = 0
      bad = []
      isSampling = isSampled
      try {
        if (config.syntax.kind === 'csv') processCsv(bytes, firstLine)
        else {
          for (const record of readRecords(bytes, firstLine, config)) {
            if ('fault' in record) reject(record.line, [record.fault], [record.text])
            else takeRecord(record.line, record.cells, record.marks)
          }
        }
      } catch (error) {
        writer.take()
        if (error instanceof TableError) return { ok: false, issue: error.issue }
        throw error
      }
      return {
        ok: true,
        rows: writer.take(),
        quarantine: new Uint8Array(encodeUtf8(bad.join(''))),
        good,
        quarantined: bad.length,
        sampleFull: sampled >= sampledRows,
      }
    },
    finding: () => ({ found: scan.finish(), hidden: watch.verdict() }),
  }
}

/** Yes and no tell nothing of what a column holds. */
function textOf(value: ParsedValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
