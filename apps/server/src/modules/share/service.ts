import type { Selectable } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { DataGrantTable, GrantChangeTable } from '../../platform/db/tables.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound } from '../../platform/problem/index.ts'
import { termsOf } from './grants.ts'
import type { GrantTerms } from './terms.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export interface GrantView extends Omit<GrantTerms, 'application' | 'until'> {
  readonly id: string
  readonly case: string
  readonly entry: Named & { readonly code: string; readonly territory: string }
  readonly applicant: Named
  readonly application: Named
  readonly validUntil: string
  readonly status: 'active' | 'suspended' | 'revoked'
  readonly issuedAt: string
  readonly deliveredAt: string | null
}

export interface GrantDetail extends GrantView {
  /** Cases that suspend it now. */
  readonly suspendedBy: readonly string[]
  /** Every change with the terms as they stood after it, the first one first. */
  readonly changes: readonly {
    readonly kind: GrantChangeTable['kind']
    readonly case: string
    readonly at: string
    readonly terms: Readonly<Record<string, unknown>>
  }[]
  /** Rows taken. */
  readonly taken: { readonly today: number; readonly total: number }
}

export interface ShareService {
  /** Grants an organisation received or that rest on its data, newest first. */
  grantsOf(
    organization: string,
    query: {
      /** Only those that it has. */
      readonly application?: string | undefined
      readonly limit: number
      readonly cursor?: string | undefined
    },
  ): Promise<Page<GrantView>>
  /** @throws {Problem} NOT_FOUND. */
  grant(id: string): Promise<GrantDetail>
}

type GrantRow = Selectable<DataGrantTable> & {
  readonly code: string
  readonly name: string
  readonly territory_code: string
  readonly applicant_name: string
  readonly application_name: string
}

export function createShareService({ db, today }: { readonly db: Db; readonly today: () => CivilDate }): ShareService {
  const grants = () =>
    db
      .selectFrom('data_grant')
      .innerJoin('catalog_entry', 'catalog_entry.id', 'data_grant.entry_id')
      .innerJoin('organization', 'organization.id', 'data_grant.applicant_id')
      .innerJoin('application', 'application.id', 'data_grant.application_id')
      .selectAll('data_grant')
      .select([
        'catalog_entry.code',
        'catalog_entry.name',
        'catalog_entry.territory_code',
        'organization.name as applicant_name',
        'application.name as application_name',
      ])
  return {
    grantsOf: async (organization, { application, limit, cursor }) => {
      const before = idBefore(cursor)
      const rows = await grants()
        .where((eb) =>
          eb.or([eb('data_grant.applicant_id', '=', organization), eb('catalog_entry.provider_id', '=', organization)]),
        )
        .$if(application !== undefined, (qb) => qb.where('data_grant.application_id', '=', application!))
        .where('data_grant.id', '<', before)
        .orderBy('data_grant.id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (r) => [r.id], viewOf)
    },
    grant: async (id) => {
      const row = await grants().where('data_grant.id', '=', id).executeTakeFirst()
      if (row === undefined) throw notFound('授权')
      const suspensions = await db
        .selectFrom('grant_suspension')
        .select('case_id')
        .where('grant_id', '=', id)
        .orderBy('case_id')
        .execute()
      const changes = await db
        .selectFrom('grant_change')
        .selectAll()
        .where('grant_id', '=', id)
        .orderBy('position')
        .execute()
      const days = await db.selectFrom('grant_usage').select(['day', 'rows']).where('grant_id', '=', id).execute()
      const now = today()
      return {
        ...viewOf(row),
        suspendedBy: suspensions.map((s) => s.case_id),
        changes: changes.map((c) => ({
          kind: c.kind,
          case: c.case_id,
          at: c.made_at.toISOString(),
          terms: c.terms,
        })),
        taken: {
          today: Number(days.find((d) => d.day === now)?.rows ?? 0),
          total: days.reduce((sum, d) => sum + Number(d.rows), 0),
        },
      }
    },
  }
}

function viewOf(row: GrantRow): GrantView {
  const { application, until, ...terms } = termsOf(row)
  return {
    ...terms,
    id: row.id,
    case: row.case_id,
    entry: { id: row.entry_id, code: row.code, name: row.name, territory: row.territory_code },
    applicant: { id: row.applicant_id, name: row.applicant_name },
    application: { id: application, name: row.application_name },
    validUntil: until,
    status: row.status,
    issuedAt: row.issued_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  }
}
