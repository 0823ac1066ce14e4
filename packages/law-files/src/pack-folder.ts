import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPack, type PackFiles, type PackLoad } from '@fadu/domain'
import { cedar } from './cedar.ts'
import { withSoundGrading } from './grading.ts'
import { calendarFolder } from './notices.ts'

/** Folder of the packs that ship with the platform. */
export const packsFolder = fileURLToPath(new URL('../../../packs/', import.meta.url))

/** One pack folder as it was read: its texts, and the pack or its faults. */
export interface PackFolder {
  readonly name: string
  readonly files: PackFiles
  readonly load: PackLoad
}

/** Folders of packs, in the order of their names. One whose name begins with `_` is not loaded. */
export async function packNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((e) => e.isDirectory() && e.name !== calendarFolder && !e.name.startsWith('_'))
  return folders.map((e) => e.name).toSorted()
}

/** Cases test the law and are not the law: a platform that applies it need not read them. */
export interface WhatToRead {
  readonly cases: boolean
}

/**
 * Reads one pack folder. Faults of the law are in `load`; that a folder cannot be read is thrown.
 *
 * @throws {NodeJS.ErrnoException} when the folder or a file in it cannot be read.
 */
export async function readPackFolder(folder: string, { cases }: WhatToRead = { cases: true }): Promise<PackFolder> {
  const path = resolve(folder)
  const name = basename(path)
  const texts = await readTexts(path)
  const files = cases ? texts : new Map([...texts].filter(([file]) => !isCase(file)))
  return { name, files, load: withSoundGrading(loadPack(cedar, name, files, versionOf(files))) }
}

/**
 * Content hash of a pack: cases remember under which text they began. Its own cases test the law and are not the law, so
 * that another case does not make another version.
 */
export function versionOf(files: PackFiles): string {
  const hash = createHash('sha256')
  for (const [name, text] of files) {
    if (!isCase(name)) hash.update(`${name}\0${text.length}\0${text}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}

function isCase(file: string): boolean {
  return file.startsWith('cases/')
}

/** Path inside the folder → text, in the order of the paths; always with `/`, so that a version is one on every system. */
async function readTexts(folder: string): Promise<PackFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
  const named = paths.map((path) => ({ path, name: relative(folder, path).replaceAll(sep, '/') }))
  named.sort((a, b) => (a.name < b.name ? -1 : 1))
  return new Map(await Promise.all(named.map(async ({ path, name }) => [name, await readFile(path, 'utf8')] as const)))
}
