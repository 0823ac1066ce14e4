import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound } from '../../platform/problem/index.ts'
import { organizationResource } from '../org/index.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What was fixed, without values. */
export interface AnnouncementView {
  readonly id: string
  readonly dataset: { readonly code: string; readonly name: string }
  readonly provider: Named
  readonly case: string
  readonly batch: number | null
  readonly items: readonly string[]
  readonly at: string
}

export interface ReceivedAnnouncement extends AnnouncementView {
  readonly accesses: number
  readonly lastAccessAt: string
  /** Null until every reading application of the organisation's was acknowledged for. */
  readonly acknowledgedAt: string | null
}

export interface RecipientView {
  readonly organization: Named
  /** `Application:…` or `Account:…`, as in the log. */
  readonly actor: string
  readonly grant: string | null
  readonly accesses: number
  readonly lastAccessAt: string
  readonly acknowledgedAt: string | null
}

export interface IssuedAnnouncement extends AnnouncementView {
  readonly recipients: readonly RecipientView[]
}

export interface Announcements {
  /** What an organisation was told, what it has not acknowledged first, newest first. */
  received(organization: string, limit: number, cursor: string | undefined): Promise<Page<ReceivedAnnouncement>>
  /** What was told of an organisation's data, to whom, and who has acknowledged. */
  issued(
    provider: string,
    query: { readonly open: boolean; readonly limit: number; readonly cursor: string | undefined },
  ): Promise<Page<IssuedAnnouncement>>
  acknowledge(
    principal: AccountPrincipal,
    id: string,
  ): Act<ActFacts, { readonly id: string; readonly acknowledgedAt: string }>
  /** How many an organisation has not acknowledged. */
  openFor(organization: string): Promise<number>
}

export function createAnnouncements(deps: { readonly db: Db; readonly now: () => Date }): Announcements {
  const { db, now } = deps
  const announcements = () =>
    db
      .selectFrom('quality_announcement as a')
      .innerJoin('catalog_entry as e', 'e.id', 'a.entry_id')
      .innerJoin('organization as p', 'p.id', 'a.provider_id')
      .select(['a.id', 'a.case_id', 'a.batch', 'a.items', 'a.announced_at', 'a.provider_id'])
      .select(['e.code', 'e.name as entry_name', 'p.name as provider_name'])

  return {
    received: async (organization, limit, cursor) => {
      const [state, before] = cursor === undefined ? [undefined, undefined] : decodeCursor(cursor, ['text', 'id'])
      const rows = await announcements()
        .innerJoin('quality_recipient as r', 'r.announcement_id', 'a.id')
        .select((eb) => [
          eb.fn.sum<number | string>('r.accesses').as('accesses'),
          eb.fn.max('r.last_access_at').as('last_access_at'),
          eb.fn.max('r.acknowledged_at').as('acknowledged_at'),
          eb.fn.count<number | string>('r.acknowledged_at').as('acknowledged'),
          eb.fn.countAll<number | string>().as('readers'),
        ])
        .where('r.organization_id', '=', organization)
        .groupBy(['a.id', 'e.code', 'e.name', 'p.name'])
        .$if(before !== undefined, (qb) =>
          qb.having((eb) => {
            const settled = eb(eb.fn.count('r.acknowledged_at'), '=', eb.fn.countAll())
            const older = eb('a.id', '<', before!)
            return state === 'settled' ? eb.and([settled, older]) : eb.or([settled, older])
          }),
        )
        .orderBy((eb) => eb(eb.fn.count('r.acknowledged_at'), '=', eb.fn.countAll()))
        .orderBy('a.id', 'desc')
        .limit(limit + 1)
        .execute()
      const isSettled = (row: (typeof rows)[number]): boolean => Number(row.acknowledged) === Number(row.readers)
      return toPage(
        rows,
        limit,
        (row) => [isSettled(row) ? 'settled' : 'open', row.id],
        (row) => ({
          ...viewOf(row),
          accesses: Number(row.accesses),
          lastAccessAt: new Date(row.last_access_at).toISOString(),
          acknowledgedAt: isSettled(row) ? new Date(row.acknowledged_at!).toISOString() : null,
        }),
      )
    },
    issued: async (provider, { open, limit, cursor }) => {
      const before = idBefore(cursor)
      const rows = await announcements()
        .where('a.provider_id', '=', provider)
        .where('a.id', '<', before)
        .$if(open, (qb) =>
          qb.where((eb) =>
            eb.exists(
              eb
                .selectFrom('quality_recipient as r')
                .select('r.announcement_id')
                .whereRef('r.announcement_id', '=', 'a.id')
                .where('r.acknowledged_at', 'is', null),
            ),
          ),
        )
        .orderBy('a.id', 'desc')
        .limit(limit + 1)
        .execute()
      const recipients = await recipientsOf(
        db,
        rows.map((r) => r.id),
      )
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => ({ ...viewOf(row), recipients: recipients.get(row.id) ?? [] }),
      )
    },
    acknowledge: (principal, id) => ({
      action: 'announcement.acknowledge',
      load: async (tx) => {
        const { organization } = principal
        const told = await tx
          .selectFrom('quality_recipient')
          .select('announcement_id')
          .where('announcement_id', '=', id)
          .where('organization_id', '=', organization.id)
          .forUpdate()
          .execute()
        if (told.length === 0) throw notFound('更正通告')
        return { resource: organizationResource(organization) }
      },
      carryOut: async (tx) => {
        const at = now()
        await tx
          .updateTable('quality_recipient')
          .set({ acknowledged_at: at, acknowledged_by: principal.id })
          .where('announcement_id', '=', id)
          .where('organization_id', '=', principal.organization.id)
          .where('acknowledged_at', 'is', null)
          .execute()
        const row = await tx
          .selectFrom('quality_recipient')
          .select((eb) => eb.fn.max('acknowledged_at').as('at'))
          .where('announcement_id', '=', id)
          .where('organization_id', '=', principal.organization.id)
          .executeTakeFirstOrThrow()
        return { id, acknowledgedAt: new Date(row.at!).toISOString() }
      },
      trace: () => ({ subject: { type: 'Announcement', id } }),
    }),
    openFor: async (organization) => {
      const row = await db
        .selectFrom('quality_recipient')
        .select((eb) => eb.fn.count<number | string>('announcement_id').distinct().as('open'))
        .where('organization_id', '=', organization)
        .where('acknowledged_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(row.open)
    },
  }
}

async function recipientsOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly RecipientView[]>> {
  const byAnnouncement = new Map<string, RecipientView[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return byAnnouncement
  const rows = await db
    .selectFrom('quality_recipient as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .selectAll('r')
    .select('o.name')
    .where('r.announcement_id', 'in', [...ids])
    .orderBy('o.name')
    .orderBy('r.actor')
    .execute()
  for (const row of rows) {
    byAnnouncement.get(row.announcement_id)!.push({
      organization: { id: row.organization_id, name: row.name },
      actor: row.actor,
      grant: row.grant_id,
      accesses: Number(row.accesses),
      lastAccessAt: row.last_access_at.toISOString(),
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    })
  }
  return byAnnouncement
}

function viewOf(row: {
  readonly id: string
  readonly code: string
  readonly entry_name: string
  readonly provider_id: string
  readonly provider_name: string
  readonly case_id: string
  readonly batch: number | null
  readonly items: readonly string[]
  readonly announced_at: Date
}): AnnouncementView {
  return {
    id: row.id,
    dataset: { code: row.code, name: row.entry_name },
    provider: { id: row.provider_id, name: row.provider_name },
    case: row.case_id,
    batch: row.batch,
    items: row.items,
    at: row.announced_at.toISOString(),
  }
}
