import { sql } from 'kysely'
import { addDays, civilDateOf, daysBetween, type CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { holding, type Holding } from './holds.ts'
import { heldNames } from './names.ts'
import { heldBy, retentionRegister, type Held, type RetentionKind } from './register.ts'
import { isHeldLog, logsBefore } from './remove-logs.ts'

/** What an order would come to that removes what is of a day before `before`. Nothing is changed. */
export interface DueView {
  readonly kind: RetentionKind
  readonly before: CivilDate
  /** Oldest day of which something is there. */
  readonly oldest: CivilDate | null
  readonly records: readonly DueRecords[]
  /** What keeps some of it back. */
  readonly held: readonly (Holding & { readonly name: string | null })[]
}

export interface DueRecords {
  readonly table: string
  readonly n: number
  /** Of these held; null where it shows only when they are removed. */
  readonly held: number | null
  /** There are more, which were not counted. */
  readonly more: boolean
}

/** Rows of a table that are counted: of a city that never ordered anything there may be a thousand million. */
const countedAtMost = 20_000
/** Things that are named as held. */
const namedAtMost = 100

/** Says what an order over a kind of record would come to; counts at most so many rows of each table. */
export function createDue({ db, now }: { readonly db: Db; readonly now: () => Date }) {
  return async (kind: RetentionKind, before: CivilDate): Promise<DueView> => {
    const standing = await holding(db)
    const held = heldBy(standing)
    const { records, things } = await (kind === 'useRecords' ? dueUse(db, before, held) : dueLogs(db, before, held))
    const keeping = standing
      .filter(({ scope, id }) => (scope === 'platform' ? records.some(({ n }) => n > 0) : things.has(id!)))
      .slice(0, namedAtMost)
    const nameOf = await heldNames(db, keeping)
    return {
      ...{ kind, before, records },
      oldest: await (kind === 'useRecords' ? oldestUse(db, civilDateOf(now())) : oldestLog(db, now())),
      held: keeping.map((hold) => ({ ...hold, name: nameOf(hold) })),
    }
  }
}

interface Counted {
  readonly records: readonly DueRecords[]
  /** Ids of what is held and has something among these records. */
  readonly things: ReadonlySet<string>
}

function counted(table: string, n: number, held: number | null): DueRecords {
  const more = n > countedAtMost
  return { table, n: Math.min(n, countedAtMost), held: held === null ? null : Math.min(held, countedAtMost), more }
}

async function dueUse(db: Db, before: CivilDate, held: Held): Promise<Counted> {
  const among = (column: string, ids: readonly string[]) => sql`${sql.ref(column)} = any(${[...ids]}::uuid[])`
  const [isDataset, isGrant, isOrganization] = [
    among('e.dataset_id', held.datasets),
    among('e.grant_id', held.grants),
    among('e.organization_id', held.organizations),
  ]
  const keys = await sql<{ n: number; held: number; things: string[] | null }>`
    with due as (select entry_id from access_key where day < ${before}::date limit ${countedAtMost + 1}),
      seen as (select coalesce(${isDataset}, false) as by_dataset, coalesce(${isGrant}, false) as by_grant,
          coalesce(${isOrganization}, false) as by_organization, e.dataset_id, e.grant_id, e.organization_id
        from due left join log_entry e on e.id = due.entry_id)
    select count(*)::float8 as n,
      (count(*) filter (where ${held.platform} or by_dataset or by_grant or by_organization))::float8 as held,
      array_agg(distinct dataset_id::text) filter (where by_dataset)
        || array_agg(distinct grant_id::text) filter (where by_grant)
        || array_agg(distinct organization_id::text) filter (where by_organization) as things
    from seen`.execute(db)
  const signatures = await sql<{ n: number }>`
    select count(*)::float8 as n from (select from call_signature
      where received_at < ${`${before}T00:00:00+08:00`}::timestamptz limit ${countedAtMost + 1}) c`.execute(db)
  const [ofKeys] = keys.rows
  const [keysIn, signaturesIn] = retentionRegister.useRecords.tables
  return {
    // Which entry speaks of a signature takes reading all entries of its day.
    records: [counted(keysIn, ofKeys!.n, ofKeys!.held), counted(signaturesIn, signatures.rows[0]!.n, null)],
    things: new Set(ofKeys!.things ?? []),
  }
}

async function dueLogs(db: Db, before: CivilDate, held: Held): Promise<Counted> {
  const over = logsBefore(before)
  const isHeld = isHeldLog(held)
  const found = []
  for (const table of retentionRegister.systemLogs.tables) {
    const { rows } = await sql<{ n: number; held: number; things: string[] | null }>`
      select count(*)::float8 as n, (count(*) filter (where ${held.platform} or ${isHeld}))::float8 as held,
        array_agg(distinct organization_id::text) filter (where ${isHeld}) as things
      from (select * from (${over[table]}) every_one limit ${countedAtMost + 1}) o`.execute(db)
    found.push({ table, ...rows[0]! })
  }
  return {
    records: found.map(({ table, n, held: kept }) => counted(table, n, kept)),
    things: new Set(found.flatMap(({ things }) => things ?? [])),
  }
}

/**
 * The oldest day of which there are keys of accesses, found by halving: their index knows what lies where, and no order.
 *
 * INVARIANT (halving): there is nothing of a day before `none`, and something of a day before `some`.
 */
async function oldestUse(db: Db, today: CivilDate): Promise<CivilDate | null> {
  const hasBefore = async (day: CivilDate): Promise<boolean> => {
    const { rows } = await sql<{ some: boolean }>`
      select exists (select from access_key where day < ${day}::date) as some`.execute(db)
    return rows[0]!.some
  }
  let some = addDays(today, 1)
  if (!(await hasBefore(some))) return null
  let none = await firstLogged(db, today)
  while (addDays(none, 1) < some) {
    const middle = addDays(none, Math.floor(daysBetween(none, some) / 2))
    if (await hasBefore(middle)) some = middle
    else none = middle
  }
  return none
}

/** The day of the oldest entry; nothing was accessed before. */
export async function firstLogged(db: Db | Tx, otherwise: CivilDate): Promise<CivilDate> {
  const { rows } = await sql<{ first: Date | null }>`select min(recorded_at) as first from log_entry`.execute(db)
  const first = rows[0]?.first ?? undefined
  return first === undefined ? otherwise : civilDateOf(new Date(first))
}

async function oldestLog(db: Db, now: Date): Promise<CivilDate | null> {
  const { rows } = await sql<{ first: Date | null }>`
    select least((select min(least(revoked_at, expires_at)) from session where least(revoked_at, expires_at) < ${now}),
      (select min(created_at) from idempotent_answer), (select min(told_at) from account_notice)) as first`.execute(db)
  const first = rows[0]?.first ?? null
  return first === null ? null : civilDateOf(new Date(first))
}
