import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { folderId } from '../../../platform/folder-id.ts'
import { asFullStorage } from '../../../platform/full-storage.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { isUuid } from '../../../platform/uuid.ts'

/** Files of uploads in the data folder of this process. What is acknowledged of them has been flushed to disk. */
export interface UploadFiles {
  /** Names this data folder, so that a job knows where its file lies. */
  readonly folder: string
  /** Bytes that are there; 0 when there is no file. */
  size(id: string): Promise<number>
  /**
   * Writes what comes, from an offset on, and flushes it. A connection that breaks keeps what came. A newer call for the
   * same upload ends an older one, whose connection is dead and does not know it yet.
   *
   * @param most - Size the file may reach.
   * @returns The new offset.
   * @throws {Problem} `UPLOAD_OFFSET` with the right one, `UPLOAD_TOO_LONG`, `STORAGE_FULL`.
   */
  append(id: string, offset: number, bytes: AsyncIterable<Uint8Array>, most: number): Promise<number>
  read(id: string): AsyncIterable<Uint8Array>
  remove(id: string): Promise<void>
  ids(): Promise<readonly string[]>
  /** @throws {Problem} `STORAGE_FULL` when so many more bytes do not fit. */
  requireSpace(bytes: number): Promise<void>
}

export async function openUploadFiles(dataFolder: string): Promise<UploadFiles> {
  const root = join(dataFolder, 'uploads')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const folder = await folderId(root)
  const pathOf = (id: string): string => join(root, `${id}.part`)
  const writing = new Map<string, { end(): void; readonly done: Promise<unknown> }>()

  const size = async (id: string): Promise<number> => {
    const found = await stat(pathOf(id)).catch(absent)
    return found?.size ?? 0
  }

  const write = async (
    id: string,
    offset: number,
    bytes: AsyncIterable<Uint8Array>,
    most: number,
    signal: AbortSignal,
  ): Promise<number> => {
    const at = await size(id)
    if (at !== offset) throw new Problem({ code: 'UPLOAD_OFFSET', offset: at })
    const file = await open(pathOf(id), at === 0 ? 'a+' : 'r+', 0o600)
    await file.close()
    const handle = await open(pathOf(id), 'r+')
    let position = offset
    try {
      for await (const chunk of untilBroken(bytes)) {
        if (signal.aborted) break
        if (position + chunk.byteLength > most) throw new Problem({ code: 'UPLOAD_TOO_LONG', declared: most })
        let written = 0
        while (written < chunk.byteLength) {
          const { bytesWritten } = await handle.write(chunk, written, chunk.byteLength - written, position)
          written += bytesWritten
          position += bytesWritten
        }
      }
      await handle.datasync()
      return position
    } catch (error) {
      throw asFullStorage(error)
    } finally {
      await handle.close()
    }
  }

  return {
    folder,
    size,
    append: async (id, offset, bytes, most) => {
      const earlier = writing.get(id)
      earlier?.end()
      const ending = new AbortController()
      const done = (earlier?.done ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => write(id, offset, bytes, most, ending.signal))
      const mine = { end: () => ending.abort(), done }
      writing.set(id, mine)
      try {
        return await done
      } finally {
        if (writing.get(id) === mine) writing.delete(id)
      }
    },
    read: (id) => createReadStream(pathOf(id)),
    remove: async (id) => {
      writing.get(id)?.end()
      await rm(pathOf(id), { force: true })
    },
    ids: async () => {
      const names = await readdir(root)
      return names.flatMap((name) => {
        const id = name.replace(/\.part$/, '')
        return isUuid(id) ? [id] : []
      })
    },
    requireSpace: async (bytes) => {
      const { bavail, bsize } = await statfs(root)
      if (bavail * bsize < bytes) throw new Problem({ code: 'STORAGE_FULL' })
    },
  }
}

/** A sender that goes away in the middle is no fault: it comes back and asks for the offset. */
async function* untilBroken(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  for (;;) {
    const next = await iterator.next().catch(() => undefined)
    if (next === undefined || next.done === true) return
    yield next.value
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
