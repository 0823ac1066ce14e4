import { sql } from 'kysely'
import type { ClauseId, Regime } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../../platform/http/page.ts'
import { guardGrounds } from '../../../platform/law/guard-clauses.ts'

/** A refused attempt to write over or delete stored data, or a row whose tag no longer fits: for the authority to look into. */
export interface TamperingCandidate {
  /** Entry of the evidence log. */
  readonly receipt: string
  readonly at: string
  readonly kind: 'attempt' | 'changed'
  readonly dataset: { readonly code: string; readonly name: string }
  readonly provider: { readonly id: string; readonly name: string }
  /** Who tried; of a changed row, who read it and so found it. */
  readonly actor: string
  readonly row: string | null
  readonly grounds: readonly ClauseId[]
}

interface Row {
  readonly id: string
  readonly recorded_at: Date | string
  readonly kind: string
  readonly actor: string
  readonly row: string | null
  readonly code: string
  readonly name: string
  readonly provider_id: string
  readonly provider_name: string
}

/** @param grounds - The regime of the territory binds the clause to the guard `value.tampering`. */
export async function tamperingWithin(
  db: Db,
  territories: readonly string[],
  regime: Regime,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<TamperingCandidate>> {
  const before = idBefore(cursor)
  const grounds = [...new Set(guardGrounds(regime, 'value.tampering').map((g) => g.clause))]
  const { rows } = await sql<Row>`
    select l.id, l.recorded_at, l.kind, l.actor, l.body::jsonb -> 'detail' ->> 'row' as row, e.code, e.name,
      o.id as provider_id, o.name as provider_name
    from log_entry l
    join dataset d on d.id = l.dataset_id
    join catalog_entry e on e.id = d.entry_id
    join organization o on o.id = e.provider_id
    where ((l.kind = 'refusal' and l.action = 'value.overwrite')
        or (l.kind = 'system' and l.body like '%"reason":"DATA_TAMPERED"%'))
      and e.territory_code = any(${[...territories]}::text[]) and l.id < ${before}::uuid
    order by l.id desc limit ${limit + 1}`.execute(db)
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({
      receipt: row.id,
      at: new Date(row.recorded_at).toISOString(),
      kind: row.kind === 'refusal' ? ('attempt' as const) : ('changed' as const),
      dataset: { code: row.code, name: row.name },
      provider: { id: row.provider_id, name: row.provider_name },
      actor: row.actor,
      row: row.row,
      grounds,
    }),
  )
}
