// A thread that writes the file of one export, so that neither its rows nor its cryptography blocks the server's requests.
import { parentPort, workerData } from 'node:worker_threads'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { KeyedPage } from '../../../platform/release/page-opening.ts'
import { writeFile, type FileWork, type Taken } from './write-file.ts'
import type { FileAnswer, FileQuestion } from './write-apart.ts'

const port = parentPort!

function ask(question: FileQuestion): Promise<KeyedPage | undefined> {
  return new Promise((resolve) => {
    port.once('message', ({ page }: FileAnswer) => resolve(page))
    port.postMessage(question)
  })
}

const feed = {
  next: (taken: Taken) => ask({ ask: 'next', taken }),
  apart: async () => (await ask({ ask: 'apart' }))!,
}

try {
  port.postMessage({ ask: 'nothing', written: await writeFile(workerData as FileWork, feed) } satisfies FileQuestion)
} catch (error) {
  port.postMessage({ ask: 'nothing', failed: toFailure(error) } satisfies FileQuestion)
}

/** The class and the code alone: a message could quote a value. */
function toFailure(error: unknown): Extract<FileQuestion, { failed: unknown }>['failed'] {
  if (error instanceof EnvelopeTampered) {
    const { dataset, rowId, fault } = error
    return { tampered: { dataset, rowId, fault } }
  }
  const { code } = (error ?? {}) as { code?: unknown }
  return { name: error instanceof Error ? error.name : typeof error, ...(typeof code === 'string' ? { code } : {}) }
}
