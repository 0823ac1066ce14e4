import { sql } from 'kysely'
import {
  composeLawBook,
  loadPack,
  PackError,
  type CivilDate,
  type LawBook,
  type Pack,
  type PackFiles,
  type PackId,
  type PackIssue,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import { cedar, versionOf, type Law } from '@fadu/law-files'
import type { Db, Tx } from '../db/open-database.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'

/** A pack as it was when a case began. */
export interface PackVersion {
  readonly pack: string
  readonly version: string
}

/** Why cases cannot go on under the text they began with. */
export type PackTextFault = PackVersion &
  (
    | { readonly code: 'LAW_TEXT_MISSING' }
    | { readonly code: 'LAW_TEXT_UNSOUND'; readonly issues: readonly PackIssue[] }
    | { readonly code: 'LAW_STATE_UNKNOWN'; readonly procedure: string; readonly state: string }
  )

export class PackTextError extends Error {
  readonly fault: PackTextFault
  /** Open cases that need the text, where they were counted. */
  readonly cases: number | undefined

  constructor(fault: PackTextFault, cases?: number) {
    super(`${fault.code} ${fault.pack}@${fault.version}`)
    this.name = 'PackTextError'
    this.fault = fault
    this.cases = cases
  }
}

/**
 * Keeps the text of every loaded pack, once a version, and records that it was first seen.
 *
 * Cases of an installation that kept no texts before ran on under whatever was loaded. That is made true of them in so many
 * words, and recorded, the first time texts are kept; from then on a case stays with its own.
 */
// INVARIANT (text of a case): called at every start, before the first case of the process begins.
export async function archivePacks(deps: {
  readonly db: Db
  readonly law: Law
  readonly log: EvidenceLog
  readonly now: () => Date
}): Promise<void> {
  const { db, law, log } = deps
  await db.transaction().execute(async (tx) => {
    const at = deps.now()
    const earlier = await tx.selectFrom('pack_text').select('pack_id').limit(1).executeTakeFirst()
    const record = (action: string, pack: PackId, detail: Readonly<Record<string, unknown>>) =>
      log.append(tx, at, {
        kind: 'system',
        action,
        actor: { type: 'System', id: 'system' },
        subject: { type: 'Pack', id: pack },
        grounds: [],
        outcome: 'done',
        detail,
      })
    for (const { id, version } of law.book.packs) {
      const files = [...law.files.get(id)!].filter(([name]) => !name.startsWith('cases/'))
      const kept = await tx
        .insertInto('pack_text')
        .values({ pack_id: id, version, files: JSON.stringify(files), first_seen: at })
        .onConflict((c) => c.doNothing())
        .returning('pack_id')
        .executeTakeFirst()
      if (kept !== undefined) await record('law.firstSeen', id, { version })
      if (earlier === undefined) {
        const { numUpdatedRows: cases } = await tx
          .updateTable('procedure_case')
          .set({ pack_version: version })
          .where('pack', '=', id)
          .where('pack_version', '<>', version)
          .executeTakeFirst()
        if (cases > 0n) await record('law.adopted', id, { version, cases: Number(cases) })
      }
    }
  })
}

/** The text of a version as it was kept; undefined when it never was. */
async function readPackText(db: Db | Tx, { pack, version }: PackVersion): Promise<PackFiles | undefined> {
  const row = await db
    .selectFrom('pack_text')
    .select('files')
    .where('pack_id', '=', pack)
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? undefined : new Map(row.files)
}

/** The law as it stands for cases that began under one text. */
export interface StandingLaw {
  readonly book: LawBook
  readonly text: Pack
  /** Packs of today whose place the text keeps: its later version, and what replaces it. */
  readonly instead: ReadonlySet<PackId>
}

/** Makes it, once a text. */
export interface StandingTexts {
  /**
   * @param tx - What the caller already holds: waiting here for another connection, inside a transaction, could be for ever.
   * @throws {PackTextError} when the text was not kept, or does not stand beside the packs of today.
   */
  lawOf(tx: Db | Tx, version: PackVersion): Promise<StandingLaw>
}

export function createStandingTexts(book: LawBook): StandingTexts {
  const made = new Map<string, StandingLaw>()
  return {
    lawOf: async (tx, version) => {
      const key = `${version.pack}@${version.version}`
      const known = made.get(key)
      if (known !== undefined) return known
      const loaded = book.packs.find((p) => p.id === version.pack && p.version === version.version)
      const text = loaded ?? loadText(version, await readPackText(tx, version))
      // Two who came at once have read it twice; it is composed once.
      const standing = made.get(key) ?? standingLaw(book, text)
      made.set(key, standing)
      return standing
    },
  }
}

function loadText(version: PackVersion, files: PackFiles | undefined): Pack {
  // A text that is not what its version was made of is not the one the cases began under.
  if (files === undefined || versionOf(files) !== version.version) {
    throw new PackTextError({ code: 'LAW_TEXT_MISSING', ...version })
  }
  const load = loadPack(cedar, version.pack, files, version.version)
  if (load.ok) return load.pack
  throw new PackTextError({ code: 'LAW_TEXT_UNSOUND', ...version, issues: load.issues })
}

/**
 * Puts an earlier text in the place of what followed it, beside the other packs of today. For its cases it has not ended:
 * their course, forms and periods are its own, and the prohibitions of the others hold for them as for everybody.
 *
 * @throws {PackTextError} `LAW_TEXT_UNSOUND` when they do not stand together.
 */
function standingLaw(today: LawBook, text: Pack): StandingLaw {
  const { repealedOn: _ended, replaces: _settled, ...standing } = text
  const instead = reaching([text.id], today.packs, ({ replaces }) => (replaces === undefined ? [] : [replaces]))
  // What builds on a later text has no place beside the earlier one; the gate asks whether a case would need it.
  const unfit = reaching(
    [...instead].filter((id) => id !== text.id),
    today.packs,
    ({ buildsOn }) => buildsOn,
  )
  const others = today.packs.filter((pack) => pack.id !== text.id && !unfit.has(pack.id))
  try {
    const book = composeLawBook(cedar, [...others, standing])
    return { book, text: book.packs.find((p) => p.id === text.id)!, instead }
  } catch (error) {
    if (!(error instanceof PackError)) throw error
    throw new PackTextError({ code: 'LAW_TEXT_UNSOUND', ...nameOf(text), issues: error.issues })
  }
}

/** Packs from which one of `targets` is reached, with the targets. */
function reaching(
  targets: readonly PackId[],
  packs: readonly Pack[],
  next: (pack: Pack) => readonly PackId[],
): ReadonlySet<PackId> {
  const found = new Set(targets)
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const pack of packs) if (next(pack).some((id) => found.has(id))) found.add(pack.id)
  }
  return found
}

/**
 * The regime of a territory in which the text stands.
 *
 * @param today - The regime without it; of its packs only those whose place the text keeps may be left out.
 * @throws {PackTextError} `LAW_TEXT_UNSOUND` when another is, because it builds on a later text.
 */
export function standingRegime(
  { book, text, instead }: StandingLaw,
  today: Regime,
  path: readonly TerritoryCode[],
  on: CivilDate,
): Regime {
  const here = book.regimeOf(path, on)
  // A place that came under another city keeps the law of its open cases as that text's own territory has it.
  const regime = here.packs.includes(text) ? here : book.regimeOfPack(text)
  const lost = today.packs.find((p) => !instead.has(p.id) && !regime.packs.some((q) => q.id === p.id))
  if (lost === undefined) return regime
  const message = `${lost.id} holds here and builds on a later text than ${text.id} ${text.version}`
  const issues = [{ code: 'PACK_BASE_MISSING' as const, ...lost.locate('pack', ['buildsOn']), message }]
  throw new PackTextError({ code: 'LAW_TEXT_UNSOUND', ...nameOf(text), issues })
}

function nameOf({ id, version }: Pack): PackVersion {
  return { pack: id, version }
}

/**
 * Makes sure that every open case can go on, before the platform takes its first request: its text is read, stands beside the
 * packs of today, and knows the state the case rests in.
 *
 * @throws {PackTextError} with the number of cases concerned.
 */
export async function assertOpenCasesGoOn(
  db: Db,
  regimeOfCase: (db: Db, territory: TerritoryCode, version: PackVersion) => Promise<Regime>,
): Promise<void> {
  const groups = await db
    .selectFrom('procedure_case')
    .select(['pack', 'pack_version as version', 'territory_code as territory', 'procedure', 'state'])
    .select(sql<string>`count(*)`.as('cases'))
    .where('is_open', '=', true)
    .groupBy(['pack', 'pack_version', 'territory_code', 'procedure', 'state'])
    .execute()
  for (const { pack, version, territory, procedure, state, cases } of groups) {
    const regime = await regimeOfCase(db, territory as TerritoryCode, { pack, version }).catch((error: unknown) => {
      throw error instanceof PackTextError ? new PackTextError(error.fault, Number(cases)) : error
    })
    const states = regime.packs.find((p) => p.id === pack)?.procedures.get(procedure)?.states
    if (states?.has(state) === true) continue
    throw new PackTextError({ code: 'LAW_STATE_UNKNOWN', pack, version, procedure, state }, Number(cases))
  }
}
