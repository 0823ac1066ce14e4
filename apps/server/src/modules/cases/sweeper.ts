import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  civilDateOf,
  deadlineStanding,
  isInHours,
  type CivilDate,
  type Deadline,
  type DeadlineStanding,
} from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { NotificationKind } from '../../platform/db/tables.ts'
import type { CalendarNow, CalendarSource } from '../../platform/law/calendar-source.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { repeatUntilStopped } from '../../platform/repeat-until-stopped.ts'
import { clockColumns, type ClockColumns } from './clocks.ts'
import { escalatesTo, readOffices } from './escalation.ts'

export interface SweepResult {
  /** Clocks counted again because the calendar is another one. */
  readonly recounted: number
  /** Of these, clocks whose due day moved. */
  readonly redated: number
  readonly warned: number
  readonly overdue: number
  /** Clocks whose ledger cannot be counted: altered past the platform, or by a fault of it. They stay as they are and stop no other. */
  readonly uncountable: readonly string[]
}

type Counts = Omit<SweepResult, 'uncountable'>

/**
 * Looks after the clocks of all cases: counts them again when a holiday notice arrived, warns, reports what is late. Nothing
 * else runs at midnight. Safe in several processes at once: rows that another holds are left to it, and what was told is told
 * once (INVARIANT (told once)).
 */
export interface Sweeper {
  /** @param signal - Ends the sweep after the chunk at hand; the next sweep goes on from there. */
  sweepOnce(signal?: AbortSignal): Promise<SweepResult>
}

/** Rows of one transaction; an act on a case waits no longer than such a one takes. */
const recountAtOnce = 1000
const tellAtOnce = 500
/** Changes named in one entry of the log. */
const changesPerEntry = 500
/** How often a sweep starts over because a notice was entered meanwhile; the next sweep does the rest. */
const attempts = 3

interface ClockRow {
  readonly id: string
  readonly case_id: string
  readonly period: string
  readonly owner_id: string
  readonly ledger: Deadline
  readonly due_on: CivilDate | null
}

export function createSweeper(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly calendar: CalendarSource
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): Sweeper {
  const { db, log, calendar, territories } = deps

  /** One transaction over a chunk; `stale` when a notice was entered since this process read the calendar. */
  const inChunk = <R, T>(read: (tx: Tx) => Promise<readonly R[]>, write: (tx: Tx, rows: readonly R[]) => Promise<T>) =>
    db.transaction().execute(async (tx) => {
      const rows = await read(tx)
      // INVARIANT (no counting back): asked after the rows are locked. A row that was counted with a later calendar was
      // written after that notice was, so whoever read the row sees the notice here and lets go.
      if (rows.length > 0 && !(await calendar.isCurrent(tx))) return 'stale' as const
      return { rows, done: rows.length === 0 ? undefined : await write(tx, rows) }
    })

  const recount: Pass = async (uncountable, signal) => {
    const { fingerprint } = calendar.now()
    const total = { recounted: 0, redated: 0 }
    // An index finds what is smaller and what is greater, but not what is different.
    for (const [from, below] of [[smallest, fingerprint] as const, [`${fingerprint}~`, greatest] as const]) {
      let after: RecountKey = { calendar: from, id: nobody }
      for (;;) {
        const chunk = await inChunk(
          (tx) => readToRecount(tx, after, below),
          (tx, rows) => writeRecount(tx, rows, uncountable),
        )
        if (chunk === 'stale') return 'stale'
        total.recounted += chunk.rows.length
        total.redated += chunk.done ?? 0
        after = chunk.rows.at(-1) ?? after
        if (chunk.rows.length < recountAtOnce || signal?.aborted === true) break
      }
    }
    return total
  }

  const writeRecount = async (tx: Tx, rows: readonly RecountRow[], uncountable: Set<string>): Promise<number> => {
    const at = deps.now()
    const current = calendar.now()
    const counted = countEach(rows, uncountable, (row) => ({ row, columns: clockColumns(row.ledger, at, current) }))
    const moved = counted.filter(({ row, columns }) => row.due_on !== columns.due_on)
    await storeColumns(tx, counted, current.fingerprint)
    await notify(
      tx,
      at,
      moved.map(({ row, columns }) => redating(row, columns, current)),
    )
    const entries = inParts(moved, changesPerEntry).map((part) => ({ at, body: redatingEntry(part, current) }))
    if (entries.length > 0) await log.appendAll(tx, entries)
    return moved.length
  }

  const tell: Pass = async (uncountable, signal) => {
    const offices = await readOffices(db)
    const total = { warned: 0, overdue: 0 }
    let after: TellKey = { warn_on: '2000-01-01', id: nobody }
    for (;;) {
      const at = deps.now()
      const chunk = await inChunk(
        (tx) => readToTell(tx, after, at, calendar.now().fingerprint),
        async (tx, rows) => {
          const standing = countEach(rows, uncountable, (row) => toldOf(row, at, calendar.now()))
          const news = standing.filter((n) => n !== undefined)
          const reached = (owner: string, territory: string): string | undefined =>
            escalatesTo(owner, territories().path(territory), offices)
          return writeTold(tx, at, news, reached)
        },
      )
      if (chunk === 'stale') return 'stale'
      total.warned += chunk.done?.warned ?? 0
      total.overdue += chunk.done?.overdue ?? 0
      after = chunk.rows.at(-1) ?? after
      if (chunk.rows.length < tellAtOnce || signal?.aborted === true) return total
    }
  }

  const writeTold = async (
    tx: Tx,
    at: Date,
    news: readonly News[],
    reached: (owner: string, territory: string) => string | undefined,
  ): Promise<{ warned: number; overdue: number }> => {
    const late = news
      .filter((n) => n.phase === 'overdue')
      .map((n) => ({ ...n, to: reached(n.row.owner_id, n.row.territory_code) }))
    const soon = news.filter((n) => n.phase === 'warning')
    await notify(tx, at, [
      ...soon.map((n) => notice(n, 'warning', n.row.owner_id)),
      ...late.map((n) => notice(n, 'overdue', n.row.owner_id)),
      ...late.flatMap((n) => (n.to === undefined ? [] : [notice(n, 'escalated', n.to)])),
    ])
    await markTold(tx, 'warning', soon)
    await markTold(tx, 'overdue', late)
    if (late.length > 0)
      await log.appendAll(
        tx,
        late.map((n) => ({ at, body: lateEntry(n) })),
      )
    return { warned: soon.length, overdue: late.length }
  }

  return {
    sweepOnce: async (signal) => {
      const total = { recounted: 0, redated: 0, warned: 0, overdue: 0 }
      const uncountable = new Set<string>()
      for (let attempt = 0; attempt < attempts; attempt++) {
        await calendar.refresh()
        for (const pass of [recount, tell]) {
          const done = await pass(uncountable, signal)
          if (done === 'stale') break
          for (const [what, n] of Object.entries(done)) total[what as keyof Counts] += n
          if (pass === tell) return { ...total, uncountable: [...uncountable] }
        }
      }
      return { ...total, uncountable: [...uncountable] }
    },
  }
}

/** Goes through the clocks once. @param uncountable - Takes the ids of those that cannot be counted. */
type Pass = (uncountable: Set<string>, signal?: AbortSignal) => Promise<Partial<Counts> | 'stale'>

/** INVARIANT (one clock stops no other): of rows of one chunk those that cannot be counted are left as they are, and named. */
function countEach<R extends ClockRow, T>(rows: readonly R[], uncountable: Set<string>, count: (row: R) => T): T[] {
  return rows.flatMap((row) => {
    try {
      return [count(row)]
    } catch {
      uncountable.add(row.id)
      return []
    }
  })
}

interface RecountKey {
  readonly calendar: string
  readonly id: string
}
interface RecountRow extends ClockRow, RecountKey {}

/** Bounds of the keys: fingerprints are hexadecimal, '' is a clock that was never counted with one. */
const smallest = ''
const greatest = '~'
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Clocks that were counted with another calendar, locked. Their cases are locked for reference as well, since a notification
 * refers to them and an act on a case locks the case first: neither lock is ever waited for here, so none can be in a circle.
 */
async function readToRecount(tx: Tx, after: RecountKey, below: string): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`
    select c.id, c.case_id, c.period, c.owner_id, c.ledger, c.due_on, c.calendar
    from case_clock c join procedure_case p on p.id = c.case_id
    where c.state <> 'finished' and (c.calendar, c.id) > (${after.calendar}, ${after.id}::uuid) and c.calendar < ${below}
    order by c.calendar, c.id limit ${recountAtOnce}
    for no key update of c skip locked for key share of p skip locked`.execute(tx)
  return rows
}

interface Counted {
  readonly row: ClockRow
  readonly columns: ClockColumns
}

async function storeColumns(tx: Tx, counted: readonly Counted[], fingerprint: string): Promise<void> {
  const content = JSON.stringify(counted.map(({ row, columns }) => ({ ...columns, id: row.id })))
  await sql`
    update case_clock c
    set due_on = r.due_on, warn_on = r.warn_on, due_at = r.due_at, provisional = r.provisional, calendar = ${fingerprint},
        phase_told = case when c.due_on is distinct from r.due_on then 'onTime' else c.phase_told end
    from jsonb_to_recordset(${content}::jsonb)
      as r(id uuid, due_on date, warn_on date, due_at timestamptz, provisional boolean)
    where c.id = r.id`.execute(tx)
}

interface Notification {
  readonly organization_id: string
  readonly case_id: string
  readonly clock_id: string
  readonly kind: NotificationKind
  readonly due_on: CivilDate
  readonly body: Readonly<Record<string, unknown>>
}

/** What was told already is passed over: INVARIANT (told once). */
async function notify(tx: Tx, at: Date, notifications: readonly Notification[]): Promise<void> {
  if (notifications.length === 0) return
  const content = JSON.stringify(notifications.map((n) => ({ ...n, id: uuidv7() })))
  await sql`
    insert into notification (id, organization_id, case_id, clock_id, kind, due_on, body, created_at)
    select r.id, r.organization_id, r.case_id, r.clock_id, r.kind, r.due_on, r.body, ${at}::timestamptz
    from jsonb_to_recordset(${content}::jsonb)
      as r(id uuid, organization_id uuid, case_id uuid, clock_id uuid, kind text, due_on date, body jsonb)
    on conflict on constraint notification_told_once do nothing`.execute(tx)
}

function redating(row: ClockRow, columns: ClockColumns, { calendar }: CalendarNow): Notification {
  const due = columns.due_on!
  const { ledger } = row
  const first = isInHours(ledger) ? due : ledger.entries[0]!.on
  return {
    ...aboutClock(row),
    organization_id: row.owner_id,
    kind: 'redated',
    due_on: due,
    body: {
      ...termsOf(ledger),
      from: row.due_on,
      provisional: columns.provisional,
      papers: calendar.papersFor({ first, last: due }),
    },
  }
}

function redatingEntry(moved: readonly Counted[], { fingerprint }: CalendarNow): EntryBody {
  const changes = moved.map(({ row, columns }) => ({
    case: row.case_id,
    period: row.period,
    from: row.due_on,
    to: columns.due_on,
  }))
  return {
    kind: 'system',
    action: 'clock.redate',
    actor: { type: 'System', id: 'system' },
    grounds: [],
    outcome: 'done',
    detail: { calendar: fingerprint, changes },
  }
}

interface TellKey {
  readonly warn_on: string
  readonly id: string
}
interface TellRow extends ClockRow, TellKey {
  readonly phase_told: 'onTime' | 'warning'
  readonly territory_code: string
}
interface News {
  readonly row: TellRow
  readonly standing: DeadlineStanding
  readonly phase: 'warning' | 'overdue'
}

/** Clocks of which there may be something to tell, locked as in `readToRecount`. Their days are those of today's calendar. */
async function readToTell(tx: Tx, after: TellKey, at: Date, fingerprint: string): Promise<readonly TellRow[]> {
  const today = civilDateOf(at)
  const { rows } = await sql<TellRow>`
    select c.id, c.case_id, c.period, c.owner_id, c.ledger, c.due_on, c.warn_on, c.phase_told, p.territory_code
    from case_clock c join procedure_case p on p.id = c.case_id
    where c.state = 'running' and c.phase_told <> 'overdue' and c.calendar = ${fingerprint}
      and (c.warn_on, c.id) > (${after.warn_on}::date, ${after.id}::uuid) and c.warn_on <= ${today}::date
      and (c.phase_told = 'onTime' or c.due_on < ${today}::date or c.due_at < ${at}::timestamptz)
    order by c.warn_on, c.id limit ${tellAtOnce}
    for no key update of c skip locked for key share of p skip locked`.execute(tx)
  return rows
}

/** Columns only find the clock; how it stands is counted from its ledger. */
function toldOf(row: TellRow, at: Date, { calendar }: CalendarNow): News | undefined {
  const standing = deadlineStanding(row.ledger, at.getTime(), calendar)
  const { phase } = standing
  if (phase === null || phase === 'onTime' || phase === row.phase_told) return undefined
  return { row, standing, phase }
}

function notice({ row, standing }: News, kind: NotificationKind, to: string): Notification {
  const { provisional } = standing
  const body = { ...termsOf(row.ledger), provisional, owner: row.owner_id }
  return { ...aboutClock(row), organization_id: to, kind, due_on: row.due_on!, body }
}

async function markTold(tx: Tx, phase: 'warning' | 'overdue', news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  const ids = news.map((n) => n.row.id)
  await sql`update case_clock set phase_told = ${phase} where id = any(${ids}::uuid[])`.execute(tx)
}

function lateEntry({ row, standing, to }: News & { readonly to: string | undefined }): EntryBody {
  return {
    kind: 'system',
    action: 'clock.overdue',
    actor: { type: 'System', id: 'system' },
    subject: { type: 'Case', id: row.case_id },
    territory: row.territory_code,
    case: row.case_id,
    grounds: row.ledger.cites,
    outcome: 'done',
    detail: {
      period: row.period,
      due: row.due_on,
      provisional: standing.provisional,
      owner: row.owner_id,
      escalatedTo: to ?? null,
    },
  }
}

function aboutClock({ id, case_id }: ClockRow): { readonly clock_id: string; readonly case_id: string } {
  return { clock_id: id, case_id }
}

function termsOf({ period, basis, cites }: Deadline): Record<string, unknown> {
  return { period, basis, cites }
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}

/** Sweeps at once and then every so often until stopped; a failing sweep is reported and the next one tries again. */
export function startSweeper(
  sweeper: Sweeper,
  everyMs: number,
  report: { readonly onSwept: (result: SweepResult) => void; readonly onFault: (error: unknown) => void },
): () => Promise<void> {
  return repeatUntilStopped((signal) => sweeper.sweepOnce(signal).then(report.onSwept, report.onFault), everyMs)
}
