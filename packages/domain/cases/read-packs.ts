// For tests only: the packs of this repository and single folders, read from disk. The domain itself reads nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as cedarNode from '@cedar-policy/cedar-wasm/nodejs'
import {
  composeLawBook,
  createCalendar,
  loadPack,
  PackError,
  parseHolidayNotice,
  type CedarApi,
  type HolidayCalendar,
  type LawBook,
  type Pack,
  type PackFiles,
} from '../src/index.ts'

export const cedar = cedarNode as unknown as CedarApi
export const packsFolder = fileURLToPath(new URL('../../../packs/', import.meta.url))
export const badFolder = fileURLToPath(new URL('./bad/', import.meta.url))

export function readFiles(folder: string): PackFiles {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((e) => e.isFile())
  const paths = files.map((e) => join(e.parentPath, e.name)).toSorted()
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
}

/** The version is the content, as on the server: the engine keeps parsed rules under it. */
export function versionOf(files: PackFiles): string {
  return createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 16)
}

/** @throws {PackError} when the pack has a fault. */
export function packFrom(name: string, files: PackFiles): Pack {
  const load = loadPack(cedar, name, files, versionOf(files))
  if (load.ok) return load.pack
  throw new PackError(load.issues)
}

export function packFolders(): readonly string[] {
  const entries = readdirSync(packsFolder, { withFileTypes: true })
  return entries.filter((e) => e.isDirectory() && e.name !== 'calendar' && !e.name.startsWith('_')).map((e) => e.name)
}

const loaded = new Map<string, Pack>()

export function packNamed(name: string): Pack {
  const pack = loaded.get(name) ?? packFrom(name, readFiles(join(packsFolder, name)))
  loaded.set(name, pack)
  return pack
}

export function wholeBook(): LawBook {
  return composeLawBook(cedar, packFolders().map(packNamed))
}

/** A pack of this repository with some files put in, replaced or (with `undefined`) left out. */
export function changed(name: string, changes: Readonly<Record<string, string | undefined>>): Pack {
  return packFrom(name, filesOf(name, changes))
}

export function filesOf(name: string, changes: Readonly<Record<string, string | undefined>> = {}): PackFiles {
  const files = new Map(readFiles(join(packsFolder, name)))
  for (const [file, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(file)
    else files.set(file, text)
  }
  return files
}

/** The issues of an attempt, empty when it succeeds. */
export function issuesOf(attempt: () => unknown): PackError['issues'] {
  try {
    attempt()
    return []
  } catch (error) {
    if (error instanceof PackError) return error.issues
    throw error
  }
}

export function readCalendar(): HolidayCalendar {
  const folder = join(packsFolder, 'calendar')
  const names = readdirSync(folder).filter((n) => n.endsWith('.json'))
  return createCalendar(
    names.map((name) => {
      const parsed = parseHolidayNotice(JSON.parse(readFileSync(join(folder, name), 'utf8')), name)
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
      return parsed.notice
    }),
  )
}
