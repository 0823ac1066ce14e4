import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { permitStatus } from './permits.ts'

export interface PermitView {
  readonly id: string
  readonly case: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly applicant: { readonly id: string; readonly name: string }
  readonly application: { readonly id: string; readonly name: string }
  readonly keys: readonly string[]
  readonly items: readonly string[]
  readonly purposes: readonly string[]
  readonly validUntil: string
  readonly status: ReturnType<typeof permitStatus>
  /** Comparisons: how many in all, a day and for a matter there may be, and how many there were. */
  readonly budget: {
    readonly total: number
    readonly perDay: number
    readonly perMatter: number
    readonly used: number
  }
  readonly issuedAt: string
}

/** Permits an organisation received or that rest on its data, newest first. */
export type ListPermits = (
  organization: string,
  page: { readonly limit: number; readonly cursor: string | undefined },
) => Promise<Page<PermitView>>

export function createListPermits(deps: { readonly db: Db; readonly today: () => CivilDate }): ListPermits {
  return async (organization, { limit, cursor }) => {
    const before = idBefore(cursor)
    const rows = await deps.db
      .selectFrom('verification_permit as p')
      .innerJoin('catalog_entry as e', 'e.id', 'p.entry_id')
      .innerJoin('organization as o', 'o.id', 'p.applicant_id')
      .innerJoin('application as a', 'a.id', 'p.application_id')
      .selectAll('p')
      .select(['e.code', 'e.name', 'o.name as applicant_name', 'a.name as application_name'])
      .where((eb) => eb.or([eb('p.applicant_id', '=', organization), eb('e.provider_id', '=', organization)]))
      .where('p.id', '<', before)
      .orderBy('p.id', 'desc')
      .limit(limit + 1)
      .execute()
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({
        id: row.id,
        case: row.case_id,
        entry: { id: row.entry_id, code: row.code, name: row.name },
        applicant: { id: row.applicant_id, name: row.applicant_name },
        application: { id: row.application_id, name: row.application_name },
        keys: row.key_items,
        items: row.items,
        purposes: row.purposes,
        validUntil: row.valid_until,
        status: permitStatus(row, deps.today()),
        budget: { total: row.total, perDay: row.per_day, perMatter: row.per_matter, used: row.used },
        issuedAt: row.issued_at.toISOString(),
      }),
    )
  }
}
