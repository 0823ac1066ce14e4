import type { ExportFormat } from '../../../platform/db/tables.ts'
import { openPages, type KeyedPage, type PageOpening } from '../../../platform/release/page-opening.ts'
import { writeSealed, type WrittenFile } from '../export-files.ts'
import { openMarkKeys, type MarkKeyBytes } from '../mark-keys.ts'
import { writers, type FileColumn } from './formats.ts'
import { markPage, type MarkedPage } from './marked-rows.ts'

/** All that is needed to write the file of an export, in whatever thread. */
export interface FileWork {
  /** Where it is written; nothing may be there yet. */
  readonly path: string
  readonly fileKey: Uint8Array
  readonly format: ExportFormat
  /** Of the file; the reference is the last. */
  readonly columns: readonly FileColumn[]
  /** Rows that are expected. */
  readonly total: number
  readonly opening: PageOpening
  readonly marks: MarkKeyBytes
  readonly withheldPerMille: number
}

/** Rows that went into a file so far, and those that were held back. */
export interface Taken {
  readonly rows: number
  readonly withheld: number
}

/** Where the pages of a file come from. */
export interface PageFeed {
  /** The next page; undefined after the last one. @param taken - Of all pages before. */
  next(taken: Taken): Promise<KeyedPage | undefined>
  /** The page that `next` gave last, with its rows read one by one. */
  apart(): Promise<KeyedPage>
}

/** What a file holds, and by which rows. */
export type WrittenRows = WrittenFile & Taken

/** Writes a file from its first byte to its last: opened, masked, marked, digested, sealed. @throws {EnvelopeTampered} */
export async function writeFile(work: FileWork, feed: PageFeed): Promise<WrittenRows> {
  const openPage = openPages(work.opening)
  const masked = work.columns.slice(0, -1).map((c) => c.masked)
  const marking = { keys: openMarkKeys(work.marks), masked, withheldPerMille: work.withheldPerMille }
  let taken: Taken = { rows: 0, withheld: 0 }
  const pages = async function* (): AsyncIterable<MarkedPage> {
    for (;;) {
      const page = await feed.next(taken)
      if (page === undefined) return
      const opened = openPage(page) ?? openPage(await feed.apart())!
      const marked = markPage(marking, opened)
      yield marked
      const rows = taken.rows + marked.kept.length
      taken = { rows, withheld: taken.withheld + marked.read - marked.kept.length }
    }
  }
  const content = writers[work.format](work.columns, pages(), work.total)
  return { ...(await writeSealed(work.path, work.fileKey, content)), ...taken }
}
