import { sql } from 'kysely'
import { isCivilDate, type CivilDate, type TerritoryCode } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { guardGrounds } from '../../platform/law/guard-clauses.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { authorityOf } from '../org/index.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** When an entry is to be updated next, and what is known of it. */
export interface UpdateView {
  readonly entry: Named & { readonly code: string }
  readonly provider: Named
  readonly territory: string
  readonly cycle: string
  /** Day and instant of the last batch that brought data; null while there was none. */
  readonly lastBatchAt: string | null
  readonly due: string
  readonly overdue: boolean
  /** When provider and authority were told that this day was missed. */
  readonly toldAt: string | null
}

export interface UpdateQuery {
  readonly phase: 'overdue' | 'all'
  readonly limit: number
  readonly cursor: string | undefined
}

/**
 * Watches the update cycle of published entries. The day is computed by the catalog whenever an entry or its data changes
 * (`updateDueOn`), so a batch resets it; here it is listed, and a missed day is told once.
 */
export interface UpdateMonitor {
  ofProvider(organization: string, query: UpdateQuery): Promise<Page<UpdateView>>
  within(territory: string, query: UpdateQuery): Promise<Page<UpdateView>>
  /** Tells of days that were missed since. Safe in several processes at once. @returns How many. */
  sweepOnce(signal?: AbortSignal): Promise<number>
}

/** Entries told of in one transaction. */
const tellAtOnce = 500

export function createUpdateMonitor(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly gate: Gate
  readonly territories: () => TerritoryTree
}): UpdateMonitor {
  const { db, log, gate, territories } = deps

  const list = async (
    of: { readonly provider: string } | { readonly territories: readonly string[] },
    { phase, limit, cursor }: UpdateQuery,
  ): Promise<Page<UpdateView>> => {
    const today = gate.today()
    const [day, after] = cursor === undefined ? [undefined, undefined] : placeOf(cursor)
    const rows = await db
      .selectFrom('update_due as s')
      .innerJoin('catalog_entry as e', 'e.id', 's.entry_id')
      .innerJoin('organization as o', 'o.id', 's.provider_id')
      .leftJoin('update_overdue as told', (join) =>
        join.onRef('told.entry_id', '=', 's.entry_id').onRef('told.due_on', '=', 's.due_on'),
      )
      .select(['e.id', 'e.code', 'e.name', 's.provider_id', 'o.name as provider_name', 's.territory_code'])
      .select(['s.cycle', 's.due_on', 'told.told_at'])
      .select((eb) =>
        eb
          .selectFrom('batch')
          .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
          .select((max) => max.fn.max('batch.created_at').as('at'))
          .whereRef('dataset.entry_id', '=', 'e.id')
          .where('batch.stored', '>', 0)
          .where('batch.mode', 'in', ['append', 'upsert', 'snapshot'])
          .as('last_batch'),
      )
      .$if('provider' in of, (qb) => qb.where('s.provider_id', '=', (of as { provider: string }).provider))
      .$if('territories' in of, (qb) =>
        qb.where('s.territory_code', 'in', [...(of as { territories: readonly string[] }).territories]),
      )
      .$if(phase === 'overdue', (qb) => qb.where('s.due_on', '<', today))
      .$if(day !== undefined, (qb) => qb.where(sql<boolean>`(s.due_on, s.entry_id) > (${day}::date, ${after}::uuid)`))
      .orderBy('s.due_on')
      .orderBy('s.entry_id')
      .limit(limit + 1)
      .execute()
    return toPage(
      rows,
      limit,
      (row) => [row.due_on, row.id],
      (row) => ({
        entry: { id: row.id, code: row.code, name: row.name },
        provider: { id: row.provider_id, name: row.provider_name },
        territory: row.territory_code,
        cycle: row.cycle,
        lastBatchAt: row.last_batch === null ? null : new Date(row.last_batch).toISOString(),
        due: row.due_on,
        overdue: row.due_on < today,
        toldAt: row.told_at?.toISOString() ?? null,
      }),
    )
  }

  const tell = async (tx: Tx): Promise<number> => {
    const today = gate.today()
    const at = gate.now()
    const { rows } = await sql<Missed>`
      select s.entry_id, s.due_on, s.provider_id, s.territory_code, s.cycle from update_due s
      where s.due_on < ${today}::date
        and not exists (select from update_overdue t where t.entry_id = s.entry_id and t.due_on = s.due_on)
      order by s.due_on, s.entry_id limit ${tellAtOnce}`.execute(tx)
    const entries: { at: Date; body: EntryBody }[] = []
    for (const row of rows) {
      const authority = await authorityOf(tx, row.territory_code)
      const told = await tx
        .insertInto('update_overdue')
        .values({
          entry_id: row.entry_id,
          due_on: row.due_on,
          provider_id: row.provider_id,
          authority_id: authority ?? null,
          told_at: at,
        })
        .onConflict((c) => c.doNothing())
        .returning('entry_id')
        .executeTakeFirst()
      // Another process was faster: what was told is told once.
      if (told !== undefined) entries.push({ at, body: missedEntry(row, authority, gate) })
    }
    if (entries.length > 0) await log.appendAll(tx, entries)
    return rows.length
  }

  return {
    ofProvider: (provider, query) => list({ provider }, query),
    within: (territory, query) => list({ territories: territories().within(territory) }, query),
    sweepOnce: async (signal) => {
      let total = 0
      for (;;) {
        const told = await db.transaction().execute(tell)
        total += told
        if (told < tellAtOnce || signal?.aborted === true) return total
      }
    },
  }
}

interface Missed {
  readonly entry_id: string
  readonly due_on: CivilDate
  readonly provider_id: string
  readonly territory_code: string
  readonly cycle: string
}

function missedEntry(row: Missed, authority: string | undefined, gate: Gate): EntryBody {
  return {
    kind: 'system',
    action: 'update.overdue',
    actor: { type: 'System', id: 'system' },
    subject: { type: 'CatalogEntry', id: row.entry_id },
    territory: row.territory_code,
    grounds: guardGrounds(gate.regimeFor(row.territory_code as TerritoryCode), 'quality.cycle').map((g) => g.clause),
    outcome: 'done',
    detail: {
      cycle: row.cycle,
      due: row.due_on,
      provider: row.provider_id,
      authority: authority ?? null,
    },
  }
}

function placeOf(cursor: string): readonly [day: string, id: string] {
  const [day, id] = decodeCursor(cursor, ['text', 'id'])
  if (!isCivilDate(day!)) throw new Problem({ code: 'CURSOR_INVALID' })
  return [day, id!]
}
