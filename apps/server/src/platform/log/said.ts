import { sql } from 'kysely'
import type { Tx } from '../db/open-database.ts'
import type { Finding } from './check-tree.ts'
import type { EntryBody } from './evidence-log.ts'
import type { KeysSaid, RowCommitments } from './evidence-rows.ts'
import { createRemovals, type Removals } from './removals.ts'

/** An entry as it is stored, with the columns that repeat its body. */
export interface EntryRow {
  readonly id: string
  readonly kind: string
  readonly body: string
  readonly recorded_at: Date
  readonly action: string
  readonly actor: string
  readonly organization_id: string | null
  readonly case_id: string | null
  readonly dataset_id: string | null
  readonly grant_id: string | null
  readonly in_whole_ms: boolean
}

/** What the entries say of other tables, gathered in temporary tables: later entries over earlier ones. */
export interface Said {
  /** The next entries, in order of the log. */
  take(entries: readonly EntryRow[]): Promise<void>
  flush(): Promise<void>
  /** Days after this one are counted whole by what entries say; undefined when all are. */
  firstFullDay(): string | undefined
  /** What the entries say was removed after its term. */
  readonly removals: Removals
}

interface Body extends EntryBody {
  readonly v: number
  readonly id: string
  readonly at: string
  readonly keys?: KeysSaid
  readonly use?: UseSaid
  readonly rows?: RowCommitments
}

interface UseSaid {
  readonly day: string
  readonly asked: number
  readonly missed: number
  readonly rows: number
  readonly offHours: number
}

/** @param tx - What is gathered goes with the transaction. */
export async function createSaid(tx: Tx, onFinding: (finding: Finding) => void): Promise<Said> {
  await sql`create temporary table said_row (table_name text, row_key text, digest text, primary key (table_name, row_key))
    on commit drop`.execute(tx)
  await sql`create temporary table said_keys (entry_id uuid primary key, dataset_id uuid, day date, n integer, digest text,
    of_dataset uuid, of_grant uuid, of_organization uuid) on commit drop`.execute(tx)
  await sql`create temporary table said_use (grant_id uuid, day date, calls bigint, asked bigint, missed bigint, rows bigint,
    off_hours bigint, primary key (grant_id, day)) on commit drop`.execute(tx)
  await sql`create temporary table said_signature (id uuid primary key, application_id uuid, kept text, day date,
    of_dataset uuid, of_grant uuid, of_organization uuid) on commit drop`.execute(tx)
  let lastUncounted: string | undefined
  const begun = new Set<string>()

  const rows = new Map<string, { readonly table: string; readonly key: string; readonly digest: string | null }>()
  const removals = createRemovals()
  const keys = new Map<
    string,
    { readonly entry: string; readonly dataset: string; readonly at: string; readonly of: Whose } & Omit<KeysSaid, 'of'>
  >()
  const uses = new Map<string, { readonly grant: string; readonly calls: number } & UseSaid>()
  const signatures = new Map<
    string,
    {
      readonly id: string
      readonly application: string
      readonly kept: string
      readonly at: string
      readonly of: Whose
    }
  >()

  const read = (entry: EntryRow): void => {
    const body = parsed(entry.body)
    if (body === undefined || !repeats(entry, body)) {
      onFinding({ table: 'log_entry', key: entry.id, found: 'altered' })
      if (body === undefined) return
    }
    if (body.v < 2 && body.kind === 'access' && body.grant !== undefined) {
      const day = body.at.slice(0, 10)
      if (lastUncounted === undefined || day > lastUncounted) lastUncounted = day
    }
    for (const [table, of] of Object.entries(body.rows ?? {})) {
      for (const [key, digest] of Object.entries(of)) rows.set(`${table} ${key}`, { table, key, digest })
    }
    const keysOf = body.keys?.of ?? body.dataset
    if (body.keys !== undefined && keysOf !== undefined) {
      keys.set(body.id, { ...body.keys, entry: body.id, dataset: keysOf, at: body.at, of: whose(body) })
    }
    if (body.use !== undefined && body.grant !== undefined) addUse(body.grant, body.use)
    const { signature, id } = body.actor
    if (signature?.kept !== undefined) {
      const { kept, id: called } = signature
      signatures.set(called, { id: called, application: id, kept, at: body.at, of: whose(body) })
    }
    removals.take(body.id, body)
    if (body.action === 'evidence.begin') {
      // Rows are begun with once for each schema; whoever begins again hides what became of them in between.
      const part = JSON.stringify([body.detail?.['schema'], body.detail?.['part']])
      if (begun.has(part)) onFinding({ table: 'log_entry', key: entry.id, found: 'added' })
      begun.add(part)
    }
  }

  const addUse = (grant: string, use: UseSaid): void => {
    const name = `${grant} ${use.day}`
    const sum = uses.get(name) ?? { grant, day: use.day, calls: 0, asked: 0, missed: 0, rows: 0, offHours: 0 }
    uses.set(name, {
      ...sum,
      calls: sum.calls + 1,
      asked: sum.asked + use.asked,
      missed: sum.missed + use.missed,
      rows: sum.rows + use.rows,
      offHours: sum.offHours + use.offHours,
    })
  }

  const flush = async (): Promise<void> => {
    if (rows.size > 0) {
      const all = [...rows.values()]
      await sql`insert into said_row select * from unnest(${all.map((r) => r.table)}::text[], ${all.map((r) => r.key)}::text[],
        ${all.map((r) => r.digest)}::text[]) on conflict (table_name, row_key) do update set digest = excluded.digest`.execute(
        tx,
      )
    }
    if (keys.size > 0) {
      const all = [...keys.values()]
      await sql`insert into said_keys
        select entry, dataset, (at at time zone 'Asia/Shanghai')::date, n, digest, of_dataset, of_grant, of_organization
        from unnest(${all.map((k) => k.entry)}::uuid[], ${all.map((k) => k.dataset)}::uuid[],
          ${all.map((k) => k.at)}::timestamptz[], ${all.map((k) => k.n)}::integer[], ${all.map((k) => k.digest)}::text[],
          ${all.map((k) => k.of.dataset)}::uuid[], ${all.map((k) => k.of.grant)}::uuid[],
          ${all.map((k) => k.of.organization)}::uuid[])
          as k (entry, dataset, at, n, digest, of_dataset, of_grant, of_organization) on conflict do nothing`.execute(
        tx,
      )
    }
    if (uses.size > 0) {
      const all = [...uses.values()]
      const column = (value: (one: (typeof all)[number]) => number): number[] => all.map(value)
      await sql`insert into said_use as s select * from unnest(${all.map((u) => u.grant)}::uuid[], ${all.map((u) => u.day)}::date[],
          ${column((u) => u.calls)}::bigint[], ${column((u) => u.asked)}::bigint[], ${column((u) => u.missed)}::bigint[],
          ${column((u) => u.rows)}::bigint[], ${column((u) => u.offHours)}::bigint[])
        on conflict (grant_id, day) do update set calls = s.calls + excluded.calls, asked = s.asked + excluded.asked,
          missed = s.missed + excluded.missed, rows = s.rows + excluded.rows, off_hours = s.off_hours + excluded.off_hours`.execute(
        tx,
      )
    }
    if (signatures.size > 0) {
      const all = [...signatures.values()]
      await sql`insert into said_signature
        select id, application, kept, (at at time zone 'Asia/Shanghai')::date, of_dataset, of_grant, of_organization
        from unnest(${all.map((s) => s.id)}::uuid[], ${all.map((s) => s.application)}::uuid[],
          ${all.map((s) => s.kept)}::text[], ${all.map((s) => s.at)}::timestamptz[], ${all.map((s) => s.of.dataset)}::uuid[],
          ${all.map((s) => s.of.grant)}::uuid[], ${all.map((s) => s.of.organization)}::uuid[])
          as s (id, application, kept, at, of_dataset, of_grant, of_organization) on conflict do nothing`.execute(tx)
    }
    for (const gathered of [rows, keys, uses, signatures]) gathered.clear()
  }

  return {
    take: async (entries) => {
      entries.forEach(read)
      await flush()
    },
    flush,
    firstFullDay: () => lastUncounted,
    removals,
  }
}

/** What a removal asks of an access. */
interface Whose {
  readonly dataset: string | null
  readonly grant: string | null
  readonly organization: string | null
}

function whose({ dataset, grant, actor }: Body): Whose {
  return { dataset: dataset ?? null, grant: grant ?? null, organization: actor.organization ?? null }
}

function parsed(body: string): Body | undefined {
  try {
    return JSON.parse(body) as Body
  } catch {
    // No JSON: not what was recorded.
    return undefined
  }
}

/** The columns by which an entry is found say what its body says. */
function repeats(entry: EntryRow, body: Body): boolean {
  const { actor } = body
  return (
    entry.id === body.id &&
    entry.kind === body.kind &&
    entry.action === body.action &&
    entry.actor === `${actor?.type ?? ''}:${actor?.id ?? ''}` &&
    entry.organization_id === (actor?.organization ?? null) &&
    entry.case_id === (body.case ?? null) &&
    entry.dataset_id === (body.dataset ?? null) &&
    entry.grant_id === (body.grant ?? null) &&
    entry.in_whole_ms &&
    entry.recorded_at.toISOString() === body.at
  )
}
