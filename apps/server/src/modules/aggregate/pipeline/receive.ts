import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Sm3Stream } from '@fadu/smcrypto'
import { asFullStorage } from '../../../platform/full-storage.ts'
import { Problem } from '../../../platform/problem/index.ts'

/** Bytes of a batch, on disk or on their way. */
export type BatchSource = { readonly path: string } | AsyncIterable<Uint8Array>

/** A larger file is sent in parts: a batch is loaded in one transaction. */
const maxFileBytes = 8 * 1024 ** 3

/** Bytes that are counted and hashed as they pass. */
export interface Received {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly count: () => number
  /** SM3 of all bytes; asked once, when they have passed. */
  digest(): Uint8Array
}

export function receive(source: BatchSource, signal: AbortSignal | undefined): Received {
  const hash = new Sm3Stream()
  let count = 0
  return { bytes: passed(), count: () => count, digest: () => hash.digest() }

  async function* passed(): AsyncIterable<Uint8Array> {
    const from = 'path' in source ? createReadStream(source.path, { highWaterMark: 256 * 1024 }) : source
    for await (const chunk of from as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted()
      count += chunk.byteLength
      if (count > maxFileBytes) throw new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: maxFileBytes })
      hash.update(chunk)
      yield chunk
    }
  }
}

/** The first bytes of a stream, and the whole of it. */
export interface Peeked {
  readonly head: Buffer
  readonly all: AsyncIterable<Uint8Array>
}

/** Reads on until there are so many bytes, or no more. */
export async function peek(source: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const rest = source[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  while (length < bytes) {
    const next = (await rest.next()) as IteratorResult<Uint8Array, undefined>
    if (next.done === true) break
    held.push(next.value)
    length += next.value.byteLength
  }
  return { head: Buffer.concat(held), all: joined() }

  async function* joined(): AsyncIterable<Uint8Array> {
    try {
      yield* held
      for (;;) {
        const next = (await rest.next()) as IteratorResult<Uint8Array, undefined>
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await rest.return?.()
    }
  }
}

/** Lets a stream end on disk. @throws {Problem} `STORAGE_FULL` */
export async function keepOnDisk(bytes: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    throw asFullStorage(error)
  }
}
