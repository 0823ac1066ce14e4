import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Sm3Stream } from '@fadu/smcrypto'
import { Problem } from '../../../platform/problem/index.ts'

/** An uploaded file on disk, until it is discarded. Workbooks are read from several places, so they cannot be read as they come. */
export interface ReceivedFile {
  readonly path: string
  /** SM3 of its bytes. */
  readonly contentHash: Uint8Array
  discard(): Promise<void>
}

/** @throws {Problem} `REQUEST_TOO_LARGE`; nothing is left behind then. */
export async function receiveFile(
  input: AsyncIterable<Uint8Array>,
  into: { readonly spoolFolder: string; readonly maxBytes: number },
): Promise<ReceivedFile> {
  await mkdir(into.spoolFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(into.spoolFolder, `upload-${process.pid}-`))
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'upload')
  const hash = new Sm3Stream()
  const measured = async function* (): AsyncIterable<Uint8Array> {
    let bytes = 0
    for await (const chunk of input) {
      bytes += chunk.byteLength
      if (bytes > into.maxBytes) throw new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: into.maxBytes })
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await pipeline(Readable.from(measured()), createWriteStream(path, { mode: 0o600 }))
    return { path, contentHash: hash.digest(), discard }
  } catch (error) {
    await discard()
    throw error
  }
}
