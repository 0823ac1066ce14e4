import { sql, type Selectable } from 'kysely'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { CatalogEntryTable } from '../../platform/db/tables.ts'
import type { Dataset, DatasetRow, DatasetStore } from '../../platform/release/dataset-store.ts'
import { toEntry, type Entry } from '../catalog/index.ts'

/** The grant that speaks for a call, as the rules see it and as the record names it. */
export interface GrantFacts {
  readonly id: string | undefined
  readonly case: string | undefined
  readonly delivered: boolean
  readonly facts: Readonly<Record<string, CedarValue>>
}

export interface CallFacts {
  readonly dataset: Dataset
  readonly entry: Entry
  readonly grant: GrantFacts
}

interface GrantRow {
  id: string
  case_id: string
  application_id: string
  course: string
  fields: string[]
  purposes: string[]
  valid_until: CivilDate
  status: string
  delivered: boolean
}

/**
 * Everything a call is decided on, in one question. Of several grants of one application on one entry the one that fits
 * the call best speaks: active and of this purpose before active before the newest. Asked anew at every call, so that a
 * revoked grant is refused on the next.
 */
export async function readCallFacts(
  db: Db,
  datasets: DatasetStore,
  call: { readonly application: string; readonly code: string; readonly purpose: string; readonly today: CivilDate },
): Promise<CallFacts | undefined> {
  const { rows } = await sql<{
    dataset: DatasetRow
    entry: Selectable<CatalogEntryTable>
    revision: Entry['revision']
    grant: GrantRow | null
  }>`
    select to_jsonb(d) as dataset, to_jsonb(e) as entry, to_jsonb(g) as grant,
           coalesce((select r.state from catalog_revision r where r.entry_id = e.id), 'none') as revision
    from dataset d
    join catalog_entry e on e.id = d.entry_id
    left join lateral (
      select id, case_id, application_id, course, fields, purposes, valid_until, status,
             delivered_at is not null as delivered
      from data_grant
      where application_id = ${call.application} and entry_id = e.id
      order by (status = 'active' and valid_until >= ${call.today} and ${call.purpose} = any(purposes)) desc,
               (status = 'active' and valid_until >= ${call.today}) desc, issued_at desc
      limit 1) g on true
    where d.code = ${call.code}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    dataset: datasets.fromRow(row.dataset),
    entry: {
      ...toEntry(row.entry),
      revision: row.revision,
      aggregated: row.dataset.row_count > 0,
      custody: row.dataset.custody,
    },
    grant: toGrant(row.grant, call.today),
  }
}

function toGrant(row: GrantRow | null, today: CivilDate): GrantFacts {
  if (row === null) return { id: undefined, case: undefined, delivered: false, facts: noGrant }
  return {
    id: row.id,
    case: row.case_id,
    delivered: row.delivered,
    facts: {
      status: row.status === 'active' && row.valid_until < today ? 'expired' : row.status,
      course: row.course,
      fields: row.fields,
      purposes: row.purposes,
      application: row.application_id,
    },
  }
}

const noGrant = { status: 'none', course: '', fields: [], purposes: [], application: '' }
