import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import type { BatchMode } from '../../platform/db/tables.ts'
import type { EntryRecord } from '../catalog/index.ts'

export interface SystemLine {
  /** Null where the entry names a system that nobody registered. */
  readonly id: string | null
  readonly code: string | null
  readonly name: string
}

/** The systems an entry says it comes from, by the names under which it is found. */
export async function readSystems(
  db: Db,
  entry: Pick<EntryRecord, 'provider' | 'fields'>,
): Promise<readonly SystemLine[]> {
  const { systemName, systemCode } = entry.fields
  const named = [systemName, systemCode].filter((v): v is string => typeof v === 'string' && v.trim() !== '')
  if (named.length === 0) return []
  const rows = await db
    .selectFrom('information_system')
    .select(['id', 'code', 'name'])
    .where('organization_id', '=', entry.provider)
    .where((eb) => eb.or([eb('name', 'in', named), eb('code', 'in', named)]))
    .execute()
  return rows.length > 0 ? rows : [{ id: null, code: null, name: named[0]! }]
}

export interface BatchLine {
  readonly id: string
  readonly number: number
  readonly mode: BatchMode
  readonly received: number
  readonly stored: number
  readonly quarantined: number
  readonly superseded: number
  readonly case: string | null
  /** The job that made it; null for what was received. */
  readonly job: string | null
  readonly at: string
}

/** Batches of an entry, newest first. */
export async function readBatches(db: Db, entryId: string, limit: number): Promise<readonly BatchLine[]> {
  const rows = await db
    .selectFrom('batch as b')
    .innerJoin('dataset as d', 'd.id', 'b.dataset_id')
    .leftJoin('processing_job as j', (join) =>
      join.onRef('j.entry_id', '=', 'd.entry_id').onRef('j.batch', '=', 'b.number').on('j.state', '=', 'released'),
    )
    .select(['b.id', 'b.number', 'b.mode', 'b.received', 'b.stored', 'b.quarantined', 'b.superseded', 'b.case_id'])
    .select(['b.created_at', 'j.id as job_id'])
    .where('d.entry_id', '=', entryId)
    .orderBy('b.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ case_id, job_id, created_at, ...row }) => ({
    ...row,
    case: case_id,
    job: job_id,
    at: created_at.toISOString(),
  }))
}

export interface ReleaseLine {
  readonly grant: string
  readonly case: string
  readonly applicant: { readonly id: string; readonly name: string }
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly status: string
  readonly validUntil: string
  readonly issuedAt: string
  readonly firstDelivery: string | null
  readonly lastAccess: string | null
}

/** Grants of an entry, newest first, with when each was last used: from the log, which has every access. */
export async function readReleases(db: Db, entryId: string): Promise<readonly ReleaseLine[]> {
  const rows = await db
    .selectFrom('data_grant as g')
    .innerJoin('organization as o', 'o.id', 'g.applicant_id')
    .selectAll('g')
    .select('o.name as applicant_name')
    .select(
      sql<Date | null>`(select l.recorded_at from log_entry l where l.grant_id = g.id and l.kind = 'access'
        order by l.recorded_at desc limit 1)`.as('last_access'),
    )
    .where('g.entry_id', '=', entryId)
    .orderBy('g.issued_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((r) => ({
    grant: r.id,
    case: r.case_id,
    applicant: { id: r.applicant_id, name: r.applicant_name },
    fields: r.fields,
    purposes: r.purposes,
    status: r.status,
    validUntil: r.valid_until,
    issuedAt: r.issued_at.toISOString(),
    firstDelivery: r.delivered_at?.toISOString() ?? null,
    lastAccess: r.last_access === null ? null : new Date(r.last_access).toISOString(),
  }))
}
