import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packsFolder } from '@fadu/law-files'
import { expect } from 'vitest'

/** A copy of the law that ships, to be changed by a test as somebody who writes law would. */
export interface LawCopy {
  readonly folder: string
  /** Replaces a text that must be there, everywhere in one file. */
  edit(file: string, from: string | RegExp, to: string): Promise<void>
  add(file: string, text: string): Promise<void>
  /** Changes the text of every file of a pack. */
  rewrite(pack: string, change: (text: string, file: string) => string): Promise<void>
  /** The same with a copy of it, which stands beside it. */
  derive(pack: string, name: string, change: (text: string, file: string) => string): Promise<void>
  remove(): Promise<void>
}

export async function copyLaw(): Promise<LawCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-law-'))
  await cp(packsFolder, folder, { recursive: true })
  return {
    folder,
    edit: async (file, from, to) => {
      const text = await readFile(join(folder, file), 'utf8')
      const changed = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, `${from.flags}g`), to)
      expect(changed, `${file} has «${String(from)}»`).not.toBe(text)
      await writeFile(join(folder, file), changed)
    },
    add: (file, text) => writeFile(join(folder, file), text, { flag: 'wx' }),
    rewrite: (pack, change) => rewrite(join(folder, pack), change),
    derive: async (pack, name, change) => {
      await cp(join(folder, pack), join(folder, name), { recursive: true })
      await rewrite(join(folder, name), change)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function rewrite(folder: string, change: (text: string, file: string) => string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((e) => e.isFile())) {
    const path = join(entry.parentPath, entry.name)
    await writeFile(path, change(await readFile(path, 'utf8'), entry.name))
  }
}
