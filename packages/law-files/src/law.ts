import { join } from 'node:path'
import {
  composeLawBook,
  createCalendar,
  PackError,
  type HolidayCalendar,
  type HolidayNotice,
  type LawBook,
  type Pack,
  type PackFiles,
  type PackId,
  type PackIssue,
  type Proofs,
} from '@fadu/domain'
import { cedar } from './cedar.ts'
import { readNotices } from './notices.ts'
import { readProofs } from './proofs.ts'
import { packNames, packsFolder, readPackFolder, type PackFolder, type WhatToRead } from './pack-folder.ts'

/** The law of a folder, whole and sound. */
export interface Law {
  readonly book: LawBook
  readonly calendar: HolidayCalendar
  /** What the calendar was made of. */
  readonly notices: readonly HolidayNotice[]
  /** The texts each pack was read from. */
  readonly files: ReadonlyMap<PackId, PackFiles>
  /** The tests that have proven its clauses. */
  readonly proofs: Proofs
}

export interface ReadPacks {
  readonly folders: readonly PackFolder[]
  /** Packs without a fault of their own. */
  readonly packs: readonly Pack[]
  /** Undefined when a fault keeps the packs from standing side by side. */
  readonly book: LawBook | undefined
  readonly issues: readonly PackIssue[]
}

/** Reads every pack of a folder, and collects all faults instead of stopping at the first. */
export async function readPacks(folder: string = packsFolder, what?: WhatToRead): Promise<ReadPacks> {
  const folders: PackFolder[] = []
  for (const name of await packNames(folder)) folders.push(await readPackFolder(join(folder, name), what))
  const packs = folders.flatMap(({ load }) => (load.ok ? [load.pack] : []))
  const issues = folders.flatMap(({ load }) => (load.ok ? [] : load.issues))
  if (issues.length > 0) return { folders, packs, book: undefined, issues }
  try {
    return { folders, packs, book: composeLawBook(cedar, packs), issues }
  } catch (error) {
    if (error instanceof PackError) return { folders, packs, book: undefined, issues: error.issues }
    throw error
  }
}

/** The law of a folder as far as it can be read, with all that is wrong with it. */
export interface ReadLaw extends ReadPacks {
  readonly notices: readonly HolidayNotice[]
  /** Undefined when a notice has a fault. */
  readonly calendar: HolidayCalendar | undefined
}

/** Reads every pack of a folder and the holiday notices beside them, and collects all faults. */
export async function readLaw(folder: string = packsFolder, what?: WhatToRead): Promise<ReadLaw> {
  const packs = await readPacks(folder, what)
  const { notices, issues } = await readNotices(folder)
  const calendar = issues.length > 0 ? undefined : createCalendar(notices)
  return { ...packs, notices, calendar, issues: [...packs.issues, ...issues] }
}

/**
 * Loads every pack folder, without its cases, and the holiday notices beside them. The platform does not start on law it cannot read whole.
 *
 * @throws {PackError} naming file, line and what was expected, for every fault found.
 */
export async function loadLaw(folder: string = packsFolder): Promise<Law> {
  const { book, calendar, notices, folders, issues } = await readLaw(folder, { cases: false })
  if (book === undefined || calendar === undefined) throw new PackError(issues)
  const files = folders.flatMap(({ load, files: texts }) => (load.ok ? [[load.pack.id, texts] as const] : []))
  return { book, calendar, notices, files: new Map(files), proofs: await readProofs(folder) }
}
