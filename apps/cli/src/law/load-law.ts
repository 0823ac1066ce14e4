import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import {
  composeLawBook,
  createCalendar,
  loadPack,
  PackError,
  parseHolidayNotice,
  type CedarApi,
  type HolidayCalendar,
  type HolidayNotice,
  type LawBook,
  type Pack,
  type PackIssue,
} from '@fadu/domain'

/** Folder of the packs that ship with the platform. */
export const packsFolder = fileURLToPath(new URL('../../../../packs/', import.meta.url))

export interface LoadedLaw {
  readonly packs: readonly Pack[]
  /** Undefined when a fault keeps the packs from standing side by side. */
  readonly book: LawBook | undefined
  readonly issues: readonly PackIssue[]
}

/** Reads every pack folder as the server does at its start, and collects all faults instead of stopping at the first. */
export async function readPacks(folder: string): Promise<LoadedLaw> {
  const packs: Pack[] = []
  const issues: PackIssue[] = []
  for (const name of await packNames(folder)) {
    const files = await readFolder(join(folder, name))
    const loaded = loadPack(cedar as CedarApi, name, files, versionOf(files))
    if (loaded.ok) packs.push(loaded.pack)
    else issues.push(...loaded.issues)
  }
  if (issues.length > 0) return { packs, book: undefined, issues }
  try {
    return { packs, book: composeLawBook(cedar as CedarApi, packs), issues: [] }
  } catch (error) {
    if (error instanceof PackError) return { packs, book: undefined, issues: error.issues }
    throw error
  }
}

/** @throws {PackError} when a notice does not read as one. */
export async function readCalendar(folder: string): Promise<HolidayCalendar> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.json')).toSorted()
  const notices: HolidayNotice[] = []
  const issues: PackIssue[] = []
  for (const name of names) {
    const parsed = parseHolidayNotice(JSON.parse(await readFile(join(folder, name), 'utf8')), name)
    if (parsed.ok) notices.push(parsed.notice)
    else
      issues.push(
        ...parsed.issues.map((issue) => ({
          code: 'PACK_FIELD_INVALID' as const,
          file: `calendar/${name}`,
          line: 0,
          message: JSON.stringify(issue),
        })),
      )
  }
  if (issues.length > 0) throw new PackError(issues)
  return createCalendar(notices)
}

/** The folder of packs that a person means: itself, or the one above when they name a single pack. */
export async function packsFolderOf(
  given: string | undefined,
): Promise<{ readonly folder: string; readonly only: string | undefined }> {
  if (given === undefined) return { folder: packsFolder, only: undefined }
  const folder = resolve(given)
  const isPack = (await readdir(folder)).includes('pack.yaml')
  return isPack ? { folder: dirname(folder), only: basename(folder) } : { folder, only: undefined }
}

async function packNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((e) => e.isDirectory() && e.name !== 'calendar' && !e.name.startsWith('_'))
  return folders.map((e) => e.name).toSorted()
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
  const texts = files.toSorted().map(async (file) => [relative(folder, file), await readFile(file, 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

/** Content hash of a folder, as the server computes it. */
function versionOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const [name, text] of files) hash.update(`${name}\0${text.length}\0${text}\0`)
  return hash.digest('hex').slice(0, 16)
}
