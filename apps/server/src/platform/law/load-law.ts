import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
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
export const packsFolder = fileURLToPath(new URL('../../../../../packs/', import.meta.url))

export interface Law {
  readonly book: LawBook
  readonly calendar: HolidayCalendar
}

/**
 * Loads every pack folder and the holiday notices. The platform does not start on law it cannot read whole.
 *
 * @throws {PackError} naming file, line and what was expected.
 */
export async function loadLaw(folder: string = packsFolder): Promise<Law> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries
    .filter((e) => e.isDirectory() && e.name !== 'calendar' && !e.name.startsWith('_'))
    .map((e) => e.name)
  const packs: Pack[] = []
  const issues: PackIssue[] = []
  for (const name of folders.toSorted()) {
    const files = await readFolder(join(folder, name))
    const loaded = loadPack(cedar as CedarApi, name, files, versionOf(files))
    if (loaded.ok) packs.push(loaded.pack)
    else issues.push(...loaded.issues)
  }
  if (issues.length > 0) throw new PackError(issues)
  return { book: composeLawBook(cedar as CedarApi, packs), calendar: await loadCalendar(join(folder, 'calendar')) }
}

async function loadCalendar(folder: string): Promise<HolidayCalendar> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.json')).toSorted()
  const notices: HolidayNotice[] = []
  const issues: PackIssue[] = []
  for (const name of names) {
    const parsed = parseHolidayNotice(JSON.parse(await readFile(join(folder, name), 'utf8')), name)
    if (parsed.ok) notices.push(parsed.notice)
    else {
      for (const issue of parsed.issues) {
        issues.push({ code: 'PACK_FIELD_INVALID', file: `calendar/${name}`, line: 0, message: JSON.stringify(issue) })
      }
    }
  }
  if (issues.length > 0) throw new PackError(issues)
  return createCalendar(notices)
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
  const texts = files.toSorted().map(async (file) => [relative(folder, file), await readFile(file, 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

/** Content hash of a folder: cases remember under which text they began. */
function versionOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const [name, text] of files) {
    // Cases test the law; they are not the law.
    if (!name.startsWith('cases/')) hash.update(`${name}\0${text.length}\0${text}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}
