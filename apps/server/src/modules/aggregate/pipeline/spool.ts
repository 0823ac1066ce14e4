import { open } from 'node:fs/promises'
import { asFullStorage } from '../../../platform/full-storage.ts'
import { copyHeader, copyTrailer } from './write-binary.ts'

/** A file of parts that is written once, in order, and read as often as is wanted, part by part. */
export interface Spool {
  write(part: Uint8Array): Promise<void>
  /** Ends writing. */
  close(): Promise<void>
  parts(): AsyncIterable<Uint8Array>
}

/** @throws {Problem} `STORAGE_FULL` when the disk is full, at any write. */
export async function openSpool(path: string): Promise<Spool> {
  const file = await open(path, 'w', 0o600)
  const lengths: number[] = []
  return {
    write: async (part) => {
      if (part.byteLength === 0) return
      try {
        let from = 0
        while (from < part.byteLength) from += (await file.write(part, from)).bytesWritten
      } catch (error) {
        throw asFullStorage(error)
      }
      lengths.push(part.byteLength)
    },
    close: () => file.close(),
    parts: async function* () {
      const reader = await open(path, 'r')
      try {
        for (const length of lengths) {
          const part = Buffer.allocUnsafeSlow(length)
          let read = 0
          while (read < length) {
            const { bytesRead } = await reader.read(part, read, length - read)
            if (bytesRead === 0) throw new Error('the spool is shorter than what was written')
            read += bytesRead
          }
          yield part
        }
      } finally {
        await reader.close()
      }
    },
  }
}

/** Parts of whole rows as COPY wants them in its binary format: each piece is the header, whole rows, or the end. */
export async function* asBinaryCopy(spool: Pick<Spool, 'parts'>): AsyncIterable<Uint8Array> {
  yield copyHeader
  yield* spool.parts()
  yield copyTrailer
}
