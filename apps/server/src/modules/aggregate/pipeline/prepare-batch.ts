import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { CivilDate } from '@fadu/domain'
import type { DetectorCategory, TableFinding } from '@fadu/privacy'
import { carryDataKey } from '@fadu/smcrypto'
import { TableError, type TableFormat, type TableIssue, type TextEncodingName } from '@fadu/tables'
import { Problem } from '../../../platform/problem/index.ts'
import { isProcessAlive } from '../../../platform/process-alive.ts'
import type { Dataset, DatasetKeys } from '../../../platform/release/dataset-store.ts'
import type { Layout } from '../../../platform/release/layout.ts'
import type { BlockResult, SampleFinding } from './block-config.ts'
import { createBlockMemory } from './block-memory.ts'
import { openLanes, type Lanes } from './lanes.ts'
import { openBlocks, type OpenedBlocks } from './open-blocks.ts'
import { matchHeader, type CodeLists } from './parse-rows.ts'
import { receive, type BatchSource } from './receive.ts'
import { asBinaryCopy, openSpool, type Spool } from './spool.ts'
import { undeclaredIn } from './undeclared.ts'

export type { BatchSource } from './receive.ts'

/** How far a batch is. */
export interface BatchProgress {
  /** Bytes received so far. */
  readonly bytes: number
  readonly seen: number
  readonly good: number
  readonly quarantined: number
}
export type RowCounts = Omit<BatchProgress, 'bytes'>

/** A batch that was read, checked and sealed, waiting in a file to be loaded in one transaction. No value of a sealed item is in it in clear. */
export interface PreparedBatch {
  readonly contentHash: Uint8Array
  readonly format: TableFormat
  /** How a text was written; of a workbook or a Parquet file undefined. */
  readonly encoding: TextEncodingName | undefined
  readonly received: number
  readonly good: number
  readonly quarantined: number
  /** Codes of the items in the order in which a sealed quarantine row holds its cells. */
  readonly columns: readonly string[]
  /** What a sample of the good rows shows of personal and sensitive data; examples are masked. */
  readonly found: TableFinding
  /** Rows in the binary format of COPY, in the order of `writtenColumns`. A piece never ends within a row. */
  rows(): AsyncIterable<Uint8Array>
  /** Rows for COPY in its text format: line, faults, sealed row. */
  quarantine(): AsyncIterable<Uint8Array>
  discard(): Promise<void>
}

export interface PrepareInto {
  readonly dataset: Dataset
  readonly keys: DatasetKeys
  readonly number: number
  readonly spoolFolder: string
  /** Day on which ages are counted. */
  readonly today: CivilDate
  /** What the sender says it is; found to be something else, it is refused. */
  readonly format?: TableFormat
  /** Whether rows carry a keyed digest of all their values in the column `digest`. */
  readonly withDigest?: boolean
  /** Codes that items may have, by the item's code. */
  readonly codeLists?: CodeLists
  /** Categories of data that must be declared, since by their grade they are stored sealed. */
  readonly sealedCategories?: ReadonlySet<DetectorCategory>
  /** Told a few times a second. */
  readonly onProgress?: (progress: BatchProgress) => void
  readonly signal?: AbortSignal
  /** Threads that check and seal; 0 does it in the caller's. */
  readonly threads?: number
}

/** A thread starts from a file of JavaScript, so sources that run without a build have none. */
const defaultThreads = import.meta.url.endsWith('.js') ? Math.min(4, availableParallelism()) : 0
const progressEveryMs = 300

/**
 * Reads a file as a stream: whatever its length, memory stays flat. Nothing is written to the database here.
 *
 * @throws {Problem} when the file cannot be read, its columns are not those of the catalog, it has no rows, an undeclared
 *   column holds personal identifiers, or the disk is full. Whatever is thrown, the spool is gone.
 */
export async function prepareBatch(source: BatchSource, into: PrepareInto): Promise<PreparedBatch> {
  await mkdir(into.spoolFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(into.spoolFolder, `batch-${process.pid}-`))
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const received = receive(source, into.signal)
  const ending: (() => Promise<void>)[] = []
  try {
    const rowSpool = await openSpool(join(folder, 'rows.copy'))
    ending.push(rowSpool.close)
    const quarantineSpool = await openSpool(join(folder, 'quarantine.copy'))
    ending.push(quarantineSpool.close)
    const memory = createBlockMemory()
    const opened = await openBlocks(source, received, { folder, declared: into.format, memory })
    ending.push(opened.close)
    const { header, positions } = requireColumns(into.dataset.layout, opened)
    const lanes = openLanes(into.threads ?? defaultThreads, memory, () => ({
      layout: into.dataset.layout,
      codeLists: Object.fromEntries([...(into.codeLists ?? [])].map(([code, values]) => [code, [...values]])),
      datasetId: into.dataset.id,
      number: into.number,
      withDigest: into.withDigest ?? false,
      syntax: opened.syntax,
      header,
      positions,
      today: into.today,
      key: carryDataKey(into.keys.dataKey),
    }))
    ending.push(async () => lanes.close())
    const counts = await sealAll({ opened, lanes, rowSpool, quarantineSpool, into, bytes: received.count })
    if (counts.good + counts.quarantined === 0) throw new Problem({ code: 'BATCH_EMPTY' })
    return {
      contentHash: received.digest(),
      format: opened.format,
      encoding: opened.encoding(),
      received: counts.good + counts.quarantined,
      good: counts.good,
      quarantined: counts.quarantined,
      columns: codesInFile(into.dataset.layout, header, positions),
      found: counts.found,
      rows: () => asBinaryCopy(rowSpool),
      quarantine: () => quarantineSpool.parts(),
      discard,
    }
  } catch (error) {
    await discard()
    throw error instanceof TableError ? toProblem(error.issue) : error
  } finally {
    for (const end of ending.reverse()) await end()
  }
}

interface Counts {
  readonly good: number
  readonly quarantined: number
  readonly found: TableFinding
}

/**
 * Hands block after block to the lanes and writes what comes back in the order of the file. The first rows go to the first
 * lane, in order, until enough of them were looked at: a file that holds what nobody declared ends there.
 */
async function sealAll(p: {
  readonly opened: OpenedBlocks
  readonly lanes: Lanes
  readonly rowSpool: Spool
  readonly quarantineSpool: Spool
  readonly into: PrepareInto
  readonly bytes: () => number
}): Promise<Counts> {
  const { lanes, into } = p
  const tell = progressTeller(into.onProgress)
  let good = 0
  let quarantined = 0
  let finding: SampleFinding | undefined
  const underWay: Promise<BlockResult>[] = []
  const write = async (result: BlockResult): Promise<boolean> => {
    if (!result.ok) throw new TableError(result.issue)
    await p.rowSpool.write(result.rows)
    lanes.done(result.rows)
    await p.quarantineSpool.write(result.quarantine)
    good += result.good
    quarantined += result.quarantined
    tell({ bytes: p.bytes(), seen: good + quarantined, good, quarantined })
    return result.sampleFull
  }
  const judge = async (): Promise<SampleFinding> => {
    const seen = await lanes.first.finding()
    requireDeclared(into, seen)
    return seen
  }
  try {
    let turn = 0
    for await (const { bytes, firstLine } of p.opened.blocks) {
      into.signal?.throwIfAborted()
      if (finding === undefined) {
        const isFull = await write(await lanes.first.process({ bytes, firstLine, sampled: true }))
        if (isFull) finding = await judge()
        continue
      }
      const others = lanes.others()
      underWay.push(others[turn++ % others.length]!.process({ bytes, firstLine, sampled: false }))
      if (underWay.length >= others.length * 2) await write(await underWay.shift()!)
    }
    while (underWay.length > 0) await write(await underWay.shift()!)
    finding ??= await judge()
  } catch (error) {
    // Those still under way end with the lanes; nobody waits for them any more.
    for (const block of underWay) block.catch(() => undefined)
    throw error
  }
  tell({ bytes: p.bytes(), seen: good + quarantined, good, quarantined }, true)
  return { good, quarantined, found: finding.found }
}

function requireDeclared({ dataset, sealedCategories }: PrepareInto, { found, hidden }: SampleFinding): void {
  const column = hidden ?? undeclaredIn(dataset.layout, found, sealedCategories)
  if (column !== undefined) throw new Problem({ code: 'BATCH_UNDECLARED_IDENTIFIER', ...column })
}

/** @throws {Problem} `CSV_COLUMNS` */
function requireColumns(
  layout: Layout,
  { syntax, header }: OpenedBlocks,
): { readonly header: readonly string[]; readonly positions: readonly number[] } {
  const { positions, missing, unknown } = matchHeader(layout, header)
  const mayLeaveOut = syntax.kind === 'jsonl'
  if ((missing.length > 0 && !mayLeaveOut) || unknown.length > 0) {
    throw new Problem({ code: 'CSV_COLUMNS', missing: mayLeaveOut ? [] : missing, unknown: unknown.slice(0, 20) })
  }
  // The objects of JSON Lines are brought into the order of the items.
  if (mayLeaveOut) return { header: layout.map((c) => c.name), positions: layout.map((_, i) => i) }
  return { header, positions: layout.map((c) => positions.get(c.code)!) }
}

function codesInFile(layout: Layout, header: readonly string[], positions: readonly number[]): readonly string[] {
  return header.map((_, at) => layout[positions.indexOf(at)]!.code)
}

function progressTeller(onProgress: PrepareInto['onProgress']): (progress: BatchProgress, isLast?: boolean) => void {
  let told = 0
  return (progress, isLast = false) => {
    const at = performance.now()
    if (onProgress === undefined || (!isLast && at - told < progressEveryMs)) return
    told = at
    onProgress(progress)
  }
}

function toProblem(issue: TableIssue): Problem {
  switch (issue.code) {
    case 'CSV_SYNTAX':
      return new Problem({ code: 'CSV_MALFORMED', line: issue.row, fault: issue.fault })
    case 'TEXT_ENCODING':
      return new Problem({ code: 'CSV_ENCODING' })
    case 'TABLE_EMPTY':
    case 'HEADER_MISSING':
      return new Problem({ code: 'BATCH_EMPTY' })
    default:
      return new Problem({ code: 'TABLE_UNREADABLE', issue })
  }
}

/** Removes what batches of processes that are gone left behind; what lies there was never acknowledged. */
export async function clearSpool(spoolFolder: string): Promise<void> {
  const names = await readdir(spoolFolder).catch(() => [])
  for (const name of names) {
    const pid = Number(/^(?:batch|upload)-(\d+)-/.exec(name)?.[1] ?? process.pid)
    if (pid === process.pid || !isProcessAlive(pid)) await rm(join(spoolFolder, name), { recursive: true, force: true })
  }
}
