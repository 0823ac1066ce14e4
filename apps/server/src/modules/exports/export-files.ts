import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderId } from '../../platform/folder-id.ts'
import { Sm3Stream, SM4_BLOCK_BYTES, SM4_KEY_BYTES } from '@fadu/smcrypto'

/** Bytes of the key of a file: a key of SM4, and its first counter. */
export const fileKeyBytes = SM4_KEY_BYTES + SM4_BLOCK_BYTES

/** What a file holds, by its bytes before they were sealed. */
export interface WrittenFile {
  readonly bytes: number
  readonly sm3: Uint8Array
  readonly sha256: Uint8Array
}

/** Files of exports in the data folder of this process, sealed with SM4 in counter mode, so that any part of one can be read. */
export interface ExportFiles {
  /** Names this data folder. */
  readonly folder: string
  /**
   * Makes a file whole or not at all.
   *
   * @param write - Writes it by `writeSealed` to the path that it is given, under a key of its own.
   */
  make<T>(id: string, write: (path: string) => Promise<T>): Promise<T>
  /** Bytes from `start` on, and before `end`. */
  read(id: string, key: Uint8Array, start: number, end: number): AsyncIterable<Uint8Array>
  remove(id: string): Promise<void>
  /** Exports of which something lies here. */
  ids(): Promise<readonly string[]>
}

const named = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:sealed|part)$/

export async function openExportFiles(dataFolder: string): Promise<ExportFiles> {
  const root = join(dataFolder, 'exports')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const folder = await folderId(root)
  const pathOf = (id: string): string => join(root, `${id}.sealed`)
  const partOf = (id: string): string => join(root, `${id}.part`)

  return {
    folder,
    make: async (id, write) => {
      const part = partOf(id)
      await rm(part, { force: true })
      const written = await write(part)
      await rename(part, pathOf(id))
      return written
    },
    read: async function* (id, key, start, end) {
      if (end <= start) return
      const block = Math.floor(start / SM4_BLOCK_BYTES)
      const from = block * SM4_BLOCK_BYTES
      const counter = counterAt(key.subarray(SM4_KEY_BYTES), block)
      const cipher = createDecipheriv('sm4-ctr', key.subarray(0, SM4_KEY_BYTES), counter)
      let skip = start - from
      const stream = createReadStream(pathOf(id), { start: from, end: end - 1, highWaterMark: 256 * 1024 })
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        const opened = cipher.update(chunk)
        yield skip === 0 ? opened : opened.subarray(skip)
        skip = 0
      }
    },
    remove: async (id) => {
      await Promise.all([rm(pathOf(id), { force: true }), rm(partOf(id), { force: true })])
    },
    ids: async () => {
      const names = await readdir(root)
      return [...new Set(names.flatMap((name) => named.exec(name)?.[1] ?? []))]
    },
  }
}

/**
 * Writes a new file, sealed, in whichever thread. INVARIANT (a counter is used once): a caller gives each writing a key of its
 * own.
 *
 * @param key - `fileKeyBytes` bytes.
 * @returns When it is flushed to disk.
 */
export async function writeSealed(
  path: string,
  key: Uint8Array,
  content: AsyncIterable<Uint8Array>,
): Promise<WrittenFile> {
  const handle = await open(path, 'wx', 0o600)
  const sm3 = new Sm3Stream()
  const sha256 = createHash('sha256')
  const cipher = createCipheriv('sm4-ctr', key.subarray(0, SM4_KEY_BYTES), key.subarray(SM4_KEY_BYTES))
  let bytes = 0
  try {
    for await (const chunk of content) {
      sm3.update(chunk)
      sha256.update(chunk)
      bytes += chunk.byteLength
      await handle.writeFile(cipher.update(chunk))
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
  return { bytes, sm3: sm3.digest(), sha256: new Uint8Array(sha256.digest()) }
}

/** The counter of a block: the first one and its number, as one 128-bit number. */
function counterAt(first: Uint8Array, block: number): Uint8Array {
  const counter = new Uint8Array(first)
  let carry = block
  for (let i = SM4_BLOCK_BYTES - 1; i >= 0 && carry > 0; i--) {
    carry += counter[i]!
    counter[i] = carry % 256
    carry = Math.floor(carry / 256)
  }
  return counter
}
