import { changedRules, regradingNeed, suggestGrades, type RegradingNeed } from '@fadu/privacy'
import type { TerritoryCode } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { readEntry, readWorkingCopy, type Entry, type EntryContent } from '../catalog/index.ts'
import { authorityOf, readOrganization } from '../org/index.ts'
import { readFindings } from './findings.ts'
import { gradeContent, readEntryToGrade } from './grade-content.ts'
import type { GradingRules, StandingRules } from './standing-rules.ts'

export interface RegradingResult {
  /** Entries that were looked at. */
  readonly seen: number
  /** Entries that a changed rule applies to or whose suggestion rose. */
  readonly affected: number
  /** Tasks that were opened. */
  readonly opened: number
}

/** Looks at every entry again when a version of the rules has come into force. */
export interface Regrading {
  /**
   * Goes on where it stopped, a chunk in each transaction; nothing is missed or done twice when the process dies between two.
   * Safe in several processes at once: a version that another works on is left to it.
   *
   * @param signal - Ends after the chunk at hand.
   */
  regradeOnce(signal?: AbortSignal): Promise<RegradingResult>
}

/** Course of law by which an agency grades an entry again. */
export const regradeCourse = 'grading.regrade'

/** Entries of one transaction; an act on one of them waits no longer than it takes. */
const atOnce = 50

interface Version extends StandingRules {
  readonly id: string
  readonly territory: TerritoryCode
  readonly enteredBy: string
  readonly regradedTo: string
}

export function createRegrading(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  readonly runtime: CaseRuntime
  readonly rules: GradingRules
  readonly territories: () => TerritoryTree
}): Regrading {
  const { db, gate, log, runtime, rules, territories } = deps

  /** The oldest version in force whose entries have not all been looked at, held until the chunk is done. */
  const takeVersion = async (tx: Tx): Promise<Version | undefined> => {
    const row = await tx
      .selectFrom('grading_rule_set')
      .select(['id', 'territory_code', 'entered_by', 'regraded_to', 'in_force_from'])
      .where('published_at', 'is not', null)
      .where('regraded_at', 'is', null)
      .where('in_force_from', '<=', gate.today())
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (row === undefined) return undefined
    const territory = row.territory_code as TerritoryCode
    const standing = await rules.version(tx, row.id)
    return { ...standing, id: row.id, territory, enteredBy: row.entered_by, regradedTo: row.regraded_to }
  }

  const need = async (
    tx: Tx,
    version: Version,
    entry: Entry,
    content: EntryContent,
  ): Promise<RegradingNeed | undefined> => {
    const before = await rules.before(tx, entry.territory, version)
    const described = await readEntryToGrade(tx, entry.id, content, await readFindings(tx, entry.id))
    return regradingNeed(
      changedRules(before.ruleSet, version.ruleSet),
      suggestGrades(before.ruleSet, described),
      suggestGrades(version.ruleSet, described),
    )
  }

  /** One entry. @returns Whether it is affected, and whether a task was opened. */
  const regrade = async (
    tx: Tx,
    version: Version,
    entryId: string,
  ): Promise<{ affected: boolean; opened: boolean }> => {
    const entry = await readEntry(tx, entryId, 'update')
    const standing = await rules.inForce(tx, entry.territory, gate.today())
    const untouched = { affected: false, opened: false }
    if (standing.id !== version.id) return untouched // rules of its own territory, or a later version, hold there
    const { content } = await readWorkingCopy(tx, entry)
    const found = await need(tx, version, entry, content)
    if (found === undefined) return untouched
    await gradeContent(tx, rules, { entry, content, origin: 'rules', today: gate.today(), now: gate.now() })
    // What is not published yet is graded before it is submitted; it needs no task.
    if (entry.state !== 'published' || (await hasOpenTask(tx, entryId))) return { affected: true, opened: false }
    return { affected: true, opened: await openTask(tx, version, entry, found) }
  }

  const openTask = async (tx: Tx, version: Version, entry: Entry, found: RegradingNeed): Promise<boolean> => {
    const authority = await authorityOf(tx, entry.territory)
    if (authority === undefined) return false
    const office = await readOrganization(tx, authority)
    const form = { ruleVersion: version.name, reason: reasonOf(version, found) }
    const subject = { type: 'catalogEntry', id: entry.id }
    try {
      await runtime.openByRule(tx, office, version.enteredBy, { procedure: regradeCourse, subject, form })
      return true
    } catch (error) {
      // One entry whose regulation closes the course keeps no other from its task; the record shows one opened less.
      if (error instanceof Refused) return false
      throw error
    }
  }

  const regradeChunk = (): Promise<(RegradingResult & { readonly done: boolean }) | undefined> =>
    db.transaction().execute(async (tx) => {
      const version = await takeVersion(tx)
      if (version === undefined) return undefined
      const entries = await tx
        .selectFrom('catalog_entry')
        .select(['id', 'code'])
        .where('territory_code', 'in', [...territories().within(version.territory)])
        .where('state', '!=', 'withdrawn')
        .where('code', '>', version.regradedTo)
        .orderBy('code')
        .limit(atOnce)
        .execute()
      const results = []
      for (const { id } of entries) results.push(await regrade(tx, version, id))
      const done = entries.length < atOnce
      const last = entries.at(-1)?.code ?? version.regradedTo
      await tx
        .updateTable('grading_rule_set')
        .set({ regraded_to: last, regraded_at: done ? gate.now() : null })
        .where('id', '=', version.id)
        .execute()
      const counts = {
        seen: entries.length,
        affected: results.filter((r) => r.affected).length,
        opened: results.filter((r) => r.opened).length,
      }
      if (counts.affected > 0) await record(tx, version, counts)
      return { ...counts, done }
    })

  const record = async (tx: Tx, version: Version, counts: RegradingResult): Promise<void> => {
    await log.append(tx, gate.now(), {
      kind: 'act',
      action: 'gradingRules.regrade',
      actor: { type: 'System', id: 'system' },
      subject: { type: 'GradingRules', id: version.id },
      territory: version.territory,
      grounds: [],
      outcome: 'done',
      detail: { rules: version.name, ...counts },
    })
  }

  return {
    regradeOnce: async (signal) => {
      const total = { seen: 0, affected: 0, opened: 0 }
      for (;;) {
        const chunk = await regradeChunk()
        if (chunk === undefined) return total
        total.seen += chunk.seen
        total.affected += chunk.affected
        total.opened += chunk.opened
        if (signal?.aborted === true) return total
      }
    },
  }
}

async function hasOpenTask(tx: Tx, entryId: string): Promise<boolean> {
  const open = await tx
    .selectFrom('procedure_case')
    .select('id')
    .where('procedure', '=', regradeCourse)
    .where('subject_type', '=', 'catalogEntry')
    .where('subject_id', '=', entryId)
    .where('is_open', '=', true)
    .executeTakeFirst()
  return open !== undefined
}

function reasonOf({ title, version }: Version, { rules, higher }: RegradingNeed): string {
  const changed = rules.length === 0 ? '' : `；有变动的规则：${rules.join('、')}`
  const raised = higher.length === 0 ? '' : `；${higher.length} 项的建议级别提高`
  return `《${title}》${version} 版施行${changed}${raised}`
}
