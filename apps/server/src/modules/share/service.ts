import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'

export interface GrantView {
  readonly id: string
  readonly case: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly applicant: { readonly id: string; readonly name: string }
  readonly application: { readonly id: string; readonly name: string }
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly validUntil: string
  readonly status: 'active' | 'suspended' | 'revoked'
  readonly issuedAt: string
  readonly deliveredAt: string | null
}

export interface ShareService {
  /** Grants an organisation received or that rest on its data, newest first. */
  grantsOf(organization: string, limit: number, cursor: string | undefined): Promise<Page<GrantView>>
}

export function createShareService(deps: { readonly db: Db }): ShareService {
  return {
    grantsOf: async (organization, limit, cursor) => {
      const [before] = cursor === undefined ? ['ffffffff-ffff-ffff-ffff-ffffffffffff'] : decodeCursor(cursor, ['id'])
      const rows = await deps.db
        .selectFrom('data_grant')
        .innerJoin('catalog_entry', 'catalog_entry.id', 'data_grant.entry_id')
        .innerJoin('organization', 'organization.id', 'data_grant.applicant_id')
        .innerJoin('application', 'application.id', 'data_grant.application_id')
        .selectAll('data_grant')
        .select([
          'catalog_entry.code',
          'catalog_entry.name',
          'organization.name as applicant_name',
          'application.name as application_name',
        ])
        .where((eb) =>
          eb.or([eb('data_grant.applicant_id', '=', organization), eb('catalog_entry.provider_id', '=', organization)]),
        )
        .where('data_grant.id', '<', before!)
        .orderBy('data_grant.id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(
        rows,
        limit,
        (r) => [r.id],
        (r) => ({
          id: r.id,
          case: r.case_id,
          entry: { id: r.entry_id, code: r.code, name: r.name },
          applicant: { id: r.applicant_id, name: r.applicant_name },
          application: { id: r.application_id, name: r.application_name },
          fields: r.fields,
          purposes: r.purposes,
          validUntil: r.valid_until,
          status: r.status,
          issuedAt: r.issued_at.toISOString(),
          deliveredAt: r.delivered_at?.toISOString() ?? null,
        }),
      )
    },
  }
}
