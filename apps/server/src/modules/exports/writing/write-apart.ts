import { Worker } from 'node:worker_threads'
import { carriedBuffers, EnvelopeTampered } from '@fadu/smcrypto'
import type { KeyedPage } from '../../../platform/release/page-opening.ts'
import { writeFile, type FileWork, type PageFeed, type Taken, type WrittenRows } from './write-file.ts'

/** What the thread says. */
export type FileQuestion =
  | { readonly ask: 'next'; readonly taken: Taken }
  | { readonly ask: 'apart' }
  | { readonly ask: 'nothing'; readonly written: WrittenRows }
  | { readonly ask: 'nothing'; readonly failed: FileFailure }
export interface FileAnswer {
  readonly page: KeyedPage | undefined
}
type FileFailure =
  | { readonly tampered: ConstructorParameters<typeof EnvelopeTampered>[0] }
  | { readonly name: string; readonly code?: string }

/** A thread takes longer to start than so many rows take to be written. */
const rowsWithoutThread = 5_000

/** Writes a file beside the requests of this process: a large one in a thread of its own. @throws {EnvelopeTampered} */
export function writeApart(work: FileWork, feed: PageFeed): Promise<WrittenRows> {
  return work.total <= rowsWithoutThread ? writeFile(work, feed) : writeInThread(work, feed)
}

function writeInThread(work: FileWork, feed: PageFeed): Promise<WrittenRows> {
  const worker = new Worker(new URL('./file-thread.js', import.meta.url), {
    workerData: work,
    // It keeps a page and what it makes of it; what piles up beyond is a fault.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 },
  })
  const give = (page: KeyedPage | undefined): void =>
    worker.postMessage({ page } satisfies FileAnswer, page?.keys?.flatMap(carriedBuffers) ?? [])
  const written = new Promise<WrittenRows>((resolve, reject) => {
    worker.on('message', (question: FileQuestion) => {
      if (question.ask === 'next') feed.next(question.taken).then(give).catch(reject)
      else if (question.ask === 'apart') feed.apart().then(give).catch(reject)
      else if ('failed' in question) reject(toError(question.failed))
      else resolve(question.written)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the thread that writes a file has ended')))
  })
  return written.finally(() => worker.terminate())
}

function toError(failed: FileFailure): Error {
  if ('tampered' in failed) return new EnvelopeTampered(failed.tampered)
  const error = new Error(`writing failed: ${failed.name}`)
  return failed.code === undefined ? error : Object.assign(error, { code: failed.code })
}
