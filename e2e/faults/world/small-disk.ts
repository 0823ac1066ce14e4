import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const pieceBytes = 1024 * 1024

/** A disk of its own that can be filled. */
export interface SmallDisk {
  readonly folder: string
  /** Whether it is a disk of its own; without the right to mount one it is a plain folder, and is never filled. */
  readonly canBeFilled: boolean
  /** Takes what is left, to the last block. */
  fill(): Promise<void>
  free(): Promise<void>
  remove(): Promise<void>
}

/** @param folder - Made here; mounting wants Linux and root. */
export async function openSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const canBeFilled = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'fadu-faults', folder])
    .then(() => true)
    .catch(() => false)
  const filler = join(folder, 'filler')
  return {
    folder,
    canBeFilled,
    fill: async () => {
      if (!canBeFilled) throw new Error('a disk that others use is not filled')
      const file = await open(filler, 'a')
      try {
        // Pieces, then single blocks: whoever writes finds not one.
        for (const bytes of [pieceBytes, 4096]) await writeUntilFull(file, Buffer.alloc(bytes, 1))
      } finally {
        await file.close()
      }
    },
    free: () => rm(filler, { force: true }),
    remove: async () => {
      if (canBeFilled) await run('umount', ['-l', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  for (;;) {
    try {
      const { bytesWritten } = await file.write(piece)
      if (bytesWritten < piece.length) return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return
      throw error
    }
  }
}
