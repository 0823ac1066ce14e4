import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import { TableError } from '../table-issue.ts'
import type { TableLimits } from '../table.ts'

/** A workbook's archive: its parts by name, each read as a stream. Nothing is written to disk. */
export interface Archive {
  readonly names: readonly string[]
  has(name: string): boolean
  /** Unpacks one part as it is read. @throws {TableError} `ARCHIVE_DAMAGED` when it is missing or not what it says it is. */
  read(name: string): AsyncIterable<Buffer>
  close(): void
}

/** Parts below it unpack to little whatever their ratio. */
const ratioFrom = 16 * 1024 * 1024

/**
 * Opens an archive and checks what it says of itself before a byte of it is unpacked. What is unpacked later is held to
 * that: a part that turns out larger than it says is damaged.
 *
 * @throws {TableError} `ARCHIVE_DAMAGED`, `ARCHIVE_FILES`, `ARCHIVE_UNZIPPED`, `ARCHIVE_RATIO`.
 */
export async function openArchive(path: string, limits: TableLimits): Promise<Archive> {
  const zip = await openZip(path).catch(damaged('archive'))
  try {
    return archiveOf(zip, await readEntries(zip, limits))
  } catch (error) {
    zip.close()
    throw error
  }
}

async function openZip(path: string): Promise<ZipFile> {
  const { size } = await stat(path)
  return fromRandomAccessReaderPromise(new PartReader(path), size, { autoClose: false })
}

/**
 * Reads each part through a descriptor of its own. The library's own reader shares one among all, and one stream that is
 * left early while another reads throws where nobody can catch it and lets the other wait for ever.
 */
class PartReader extends RandomAccessReader {
  private readonly path: string

  constructor(path: string) {
    super()
    this.path = path
  }

  override createReadStream({ start, end }: { start: number; end: number }): Readable {
    return start === end ? Readable.from([]) : createReadStream(this.path, { start, end: end - 1 })
  }
}

async function readEntries(zip: ZipFile, limits: TableLimits): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > limits.files) {
    throw new TableError({ code: 'ARCHIVE_FILES', files: zip.entryCount, most: limits.files })
  }
  const entries = new Map<string, Entry>()
  let unzipped = 0
  try {
    for await (const entry of zip.eachEntry()) {
      unzipped += entry.uncompressedSize
      if (unzipped > limits.unzippedBytes) {
        throw new TableError({ code: 'ARCHIVE_UNZIPPED', mostBytes: limits.unzippedBytes })
      }
      const ratio = Math.floor(entry.uncompressedSize / Math.max(entry.compressedSize, 1))
      if (entry.uncompressedSize > ratioFrom && ratio > limits.ratio) {
        throw new TableError({ code: 'ARCHIVE_RATIO', part: entry.fileName, ratio, most: limits.ratio })
      }
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw error instanceof TableError ? error : new TableError({ code: 'ARCHIVE_DAMAGED', part: 'archive' })
  }
  return entries
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: (name) => unpacked(zip, entries.get(name), name),
    close: () => zip.close(),
  }
}

async function* unpacked(zip: ZipFile, entry: Entry | undefined, name: string): AsyncIterable<Buffer> {
  if (entry === undefined || entry.isEncrypted()) throw new TableError({ code: 'ARCHIVE_DAMAGED', part: name })
  const stream = await zip.openReadStreamPromise(entry).catch(damaged(name))
  let sum = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw error instanceof TableError ? error : new TableError({ code: 'ARCHIVE_DAMAGED', part: name })
  } finally {
    stream.destroy()
  }
  if (sum !== entry.crc32) throw new TableError({ code: 'ARCHIVE_DAMAGED', part: name })
}

function damaged(part: string): (error: unknown) => never {
  return () => {
    throw new TableError({ code: 'ARCHIVE_DAMAGED', part })
  }
}
