import { uuidv7 } from 'uuidv7'
import { civil, civilDateOf, type CivilDate, type TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, encodeCursor, type Page } from '../../platform/http/page.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { LawAdditions } from '../law/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import { readHistory, type RecoveryHistory } from './history.ts'
import {
  eachLine,
  placeOf,
  readLines,
  type Counting,
  type Place,
  type RecoveryLine,
  type RecoveryPlan,
} from './register.ts'
import { readSubject, requireInUse, type RecoverySubject, type SubjectName } from './subjects.ts'

export interface BackupInput {
  readonly takenAt: Date
  readonly reference: string
  readonly checksum: string | null
}
export interface RestoreTestInput {
  readonly testedOn: CivilDate
  readonly result: 'passed' | 'failed'
  readonly testedBy: string
  readonly backup: string | null
  readonly findings: string | null
}
export interface RecoveryQuery {
  readonly gaps: 'only' | 'all'
  readonly limit: number
  readonly cursor: string | undefined
}

interface SubjectFacts extends ActFacts {
  readonly subject: RecoverySubject
}
type Entered = { readonly id: string }

/** Backup plans, backups and restore tests of systems and datasets, and what is missing of them (WZ-40-2-7). */
export interface RecoveryService {
  enterPlan(principal: AccountPrincipal, name: SubjectName, plan: RecoveryPlan): Act<SubjectFacts, Entered>
  enterBackup(principal: AccountPrincipal, name: SubjectName, backup: BackupInput): Act<SubjectFacts, Entered>
  enterTest(principal: AccountPrincipal, name: SubjectName, test: RestoreTestInput): Act<SubjectFacts, Entered>
  find(name: SubjectName): Promise<SubjectFacts>
  /** Everything recorded of one, newest first. */
  history(subject: RecoverySubject): Promise<RecoveryHistory>
  ofOrganization(organization: string, query: RecoveryQuery): Promise<Page<RecoveryLine>>
  within(territory: string, query: RecoveryQuery): Promise<Page<RecoveryLine>>
}

/** Calendars begin here; a test before it proves nothing today. */
const earliest = civil('2000-01-01')

export function createRecoveryService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly calendar: CalendarSource
  readonly additions: LawAdditions
  readonly territories: () => TerritoryTree
}): RecoveryService {
  const { db, gate, territories } = deps

  const factsOf = async (tx: Db | Tx, name: SubjectName): Promise<SubjectFacts> => {
    const subject = await readSubject(tx, name)
    const resource = organizationResource(await readOrganization(tx, subject.organization))
    const type = subject.kind === 'system' ? 'InformationSystem' : 'Dataset'
    const id = subject.kind === 'system' ? subject.id : subject.code
    return { subject, resource, trace: { subject: { type, id } } }
  }

  const page = async (
    of: Parameters<typeof readLines>[1],
    { gaps, limit, cursor }: RecoveryQuery,
  ): Promise<Page<RecoveryLine>> => {
    const after = cursor === undefined ? undefined : (decodeCursor(cursor, ['text', 'text', 'id']) as unknown as Place)
    const counting = countingOf(deps)
    const found = gaps === 'all' ? await readLines(db, of, { after, limit: limit + 1 }, counting) : []
    if (gaps === 'only') {
      for await (const line of eachLine(db, of, after, counting)) {
        if (line.gaps.length > 0) found.push(line)
        if (found.length > limit) break
      }
    }
    const items = found.slice(0, limit)
    return { items, next: found.length > limit ? encodeCursor(placeOf(items.at(-1)!)) : null }
  }

  return {
    enterPlan: (principal, name, plan) => ({
      action: 'recovery.plan',
      load: (tx) => factsOf(tx, name),
      carryOut: async (tx, { subject }) => {
        requireInUse(subject)
        const row = {
          ...entered(principal, subject, gate.now()),
          interval_days: plan.intervalDays,
          medium: plan.medium,
          place: plan.place,
          retention_days: plan.retentionDays,
          responsible: plan.responsible,
        }
        await tx.insertInto('recovery_plan').values(row).execute()
        return { id: row.id }
      },
      trace: (_, { id }) => ({ detail: { plan: id, intervalDays: plan.intervalDays } }),
    }),
    enterBackup: (principal, name, { takenAt, reference, checksum }) => ({
      action: 'recovery.backup',
      load: (tx) => factsOf(tx, name),
      carryOut: async (tx, { subject }) => {
        requireInUse(subject)
        if (takenAt > gate.now() || civilDateOf(takenAt) < earliest) throw notYet('takenAt', 'an instant')
        const row = { ...entered(principal, subject, gate.now()), taken_at: takenAt, reference, checksum }
        await tx.insertInto('recovery_backup').values(row).execute()
        return { id: row.id }
      },
      trace: (_, { id }) => ({ detail: { backup: id } }),
    }),
    enterTest: (principal, name, { testedOn, result, testedBy, backup, findings }) => ({
      action: 'recovery.test',
      load: (tx) => factsOf(tx, name),
      carryOut: async (tx, { subject }) => {
        requireInUse(subject)
        if (testedOn > gate.today() || testedOn < earliest) throw notYet('testedOn', 'a day')
        await requireBackupOf(tx, subject, backup)
        const row = {
          ...entered(principal, subject, gate.now()),
          backup_id: backup,
          tested_on: testedOn,
          result,
          tested_by: testedBy,
          findings,
        }
        await tx.insertInto('recovery_test').values(row).execute()
        return { id: row.id }
      },
      trace: (_, { id }) => ({ detail: { restoreTest: id, result } }),
    }),
    find: (name) => factsOf(db, name),
    history: (subject) => readHistory(db, subject.id),
    ofOrganization: (organization, query) => page({ organization }, query),
    within: (territory, query) => page({ territories: [...territories().within(territory)] }, query),
  }
}

/** What lines are counted with: today, the calendar, and the regimes with what authorities have set. */
export function countingOf(deps: {
  readonly db: Db | Tx
  readonly gate: Gate
  readonly calendar: CalendarSource
  readonly additions: LawAdditions
}): Counting {
  const { db, gate, calendar, additions } = deps
  return {
    today: gate.today(),
    calendar: calendar.now().calendar,
    regimeOf: (territory: TerritoryCode) => additions.regimeWith(db, territory, gate.regimeFor(territory)),
  }
}

function entered(principal: AccountPrincipal, { kind, id }: RecoverySubject, at: Date) {
  return { id: uuidv7(), subject_kind: kind, subject_id: id, account_id: principal.id, entered_at: at }
}

function notYet(field: string, what: string): Problem {
  const expected = `${what} that has come, not before ${earliest}`
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: `body.${field}`, expected }] })
}

/** What was restored is a backup of the very system or dataset. */
async function requireBackupOf(tx: Tx, subject: RecoverySubject, backup: string | null): Promise<void> {
  if (backup === null) return
  const row = await tx
    .selectFrom('recovery_backup')
    .select('id')
    .where('id', '=', backup)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst()
  if (row !== undefined) return
  const faults = [{ field: 'body.backup', expected: 'a backup recorded of the same system or dataset' }]
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
