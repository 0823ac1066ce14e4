import { sql } from 'kysely'
import { civilDateOf, isCivilDate, type Deadline } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { NotificationKind } from '../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { clockView, isLate, type ClockView } from '../cases/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export interface NotificationView {
  readonly id: string
  readonly kind: NotificationKind
  readonly case: string
  readonly procedure: string
  readonly territory: string
  /** Of a deadline: who owes the act. */
  readonly owner: Named | null
  /** Of a comment or a document: who put it forward. */
  readonly by: Named | null
  /** Of a deadline, as the three below. */
  readonly period: string | null
  /** The due day it is about. */
  readonly due: string | null
  /** Of a due day that moved: the one before, and the notices the new one rests on. */
  readonly from: string | null
  readonly papers: readonly string[]
  readonly basis: 'law' | 'draft' | 'policy' | null
  readonly cites: readonly string[]
  /** A notice that is not known yet may still move the day. */
  readonly provisional: boolean
  readonly at: string
  readonly readAt: string | null
}

export interface LateClockView {
  readonly case: string
  readonly procedure: string
  readonly pack: string
  readonly territory: string
  readonly owner: Named
  readonly clock: ClockView
}

export interface ClocksAsked {
  readonly phase: 'overdue' | 'warning'
  /** Only what this organisation owes. */
  readonly owner?: string | undefined
  /** Only clocks of this period: `share.reply`. */
  readonly period?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface SuperviseService {
  /** What an organisation was told, unread first, newest first. */
  notificationsOf(organization: string, limit: number, cursor: string | undefined): Promise<Page<NotificationView>>
  markRead(id: string): Act<ActFacts, { readonly id: string; readonly readAt: string }>
  /** Running clocks in a territory and everything below it that are late, or soon will be; by due day. */
  clocksIn(territory: string, query: ClocksAsked): Promise<Page<LateClockView>>
}

/** Of a deadline what the sweeper wrote, see `modules/cases/sweeper.ts`; of a paper who put it forward. */
interface NotificationBody {
  readonly period?: string
  readonly basis?: 'law' | 'draft' | 'policy'
  readonly cites?: readonly string[]
  readonly provisional?: boolean
  readonly from?: string
  readonly papers?: readonly string[]
}

export function createSuperviseService(deps: {
  readonly db: Db
  readonly calendar: CalendarSource
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): SuperviseService {
  const { db, calendar, territories, now } = deps

  return {
    notificationsOf: async (organization, limit, cursor) => {
      const after = cursor === undefined ? undefined : notificationCursor(cursor)
      const isRead = sql<boolean>`(notification.read_at is not null)`
      const rows = await db
        .selectFrom('notification')
        .innerJoin('procedure_case', 'procedure_case.id', 'notification.case_id')
        .leftJoin('case_clock', 'case_clock.id', 'notification.clock_id')
        .leftJoin('organization', 'organization.id', 'case_clock.owner_id')
        .leftJoin('organization as author', (join) =>
          join.on(sql`notification.body ->> 'by'`, '=', sql`author.id::text`),
        )
        .selectAll('notification')
        .select([
          'procedure_case.procedure',
          'procedure_case.territory_code',
          'organization.id as owner_id',
          'organization.name as owner_name',
          'author.id as author_id',
          'author.name as author_name',
        ])
        .where('notification.organization_id', '=', organization)
        .$if(after !== undefined, (qb) =>
          qb.where((eb) => {
            const older = eb('notification.id', '<', after!.id)
            return after!.read ? eb.and([eb(isRead, '=', true), older]) : eb.or([eb(isRead, '=', true), older])
          }),
        )
        .orderBy(isRead)
        .orderBy('notification.id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (row) => [row.read_at === null ? 'unread' : 'read', row.id], notificationView)
    },
    markRead: (id) => ({
      action: 'notification.read',
      load: async (tx) => ({ resource: organizationResource(await readOrganization(tx, await addressee(tx, id))) }),
      carryOut: async (tx) => {
        const row = await tx
          .updateTable('notification')
          .set((eb) => ({ read_at: eb.fn.coalesce('read_at', eb.val(now())) }))
          .where('id', '=', id)
          .returning('read_at')
          .executeTakeFirstOrThrow()
        return { id, readAt: row.read_at!.toISOString() }
      },
      trace: () => ({ subject: { type: 'Notification', id } }),
    }),
    clocksIn: async (territory, { phase, owner, period, limit, cursor }) => {
      const at = now()
      const today = civilDateOf(at)
      const [day, id] = cursor === undefined ? [undefined, undefined] : clockCursor(cursor)
      const late = isLate(at)
      const rows = await db
        .selectFrom('case_clock')
        .innerJoin('procedure_case', 'procedure_case.id', 'case_clock.case_id')
        .innerJoin('organization', 'organization.id', 'case_clock.owner_id')
        .select([
          'case_clock.id',
          'case_clock.case_id',
          'case_clock.ledger',
          'case_clock.due_on',
          'procedure_case.procedure',
          'procedure_case.pack',
          'procedure_case.territory_code',
          'organization.id as owner_id',
          'organization.name as owner_name',
        ])
        .where('case_clock.state', '=', 'running')
        .where('procedure_case.territory_code', 'in', [...territories().within(territory)])
        .$if(owner !== undefined, (qb) => qb.where('case_clock.owner_id', '=', owner!))
        .$if(period !== undefined, (qb) => qb.where('case_clock.period', '=', period!))
        .$if(phase === 'overdue', (qb) => qb.where(late))
        .$if(phase === 'warning', (qb) => qb.where('case_clock.warn_on', '<=', today).where((eb) => eb.not(late)))
        .$if(day !== undefined, (qb) =>
          qb.where(sql<boolean>`(case_clock.due_on, case_clock.id) > (${day}::date, ${id}::uuid)`),
        )
        .orderBy('case_clock.due_on')
        .orderBy('case_clock.id')
        .limit(limit + 1)
        .execute()
      return toPage(
        rows,
        limit,
        (row) => [row.due_on!, row.id],
        (row) => ({
          case: row.case_id,
          procedure: row.procedure,
          pack: row.pack,
          territory: row.territory_code,
          owner: { id: row.owner_id, name: row.owner_name },
          clock: clockView(row.ledger as Deadline, row.owner_id, at, calendar.now()),
        }),
      )
    },
  }
}

async function addressee(tx: Tx, id: string): Promise<string> {
  const row = await tx
    .selectFrom('notification')
    .select('organization_id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('通知')
  return row.organization_id
}

function notificationCursor(cursor: string): { readonly read: boolean; readonly id: string } {
  const [read, id] = decodeCursor(cursor, ['text', 'id'])
  if (read !== 'read' && read !== 'unread') throw new Problem({ code: 'CURSOR_INVALID' })
  return { read: read === 'read', id: id! }
}

function clockCursor(cursor: string): readonly [day: string, id: string] {
  const [day, id] = decodeCursor(cursor, ['text', 'id'])
  if (!isCivilDate(day!)) throw new Problem({ code: 'CURSOR_INVALID' })
  return [day, id!]
}

const named = (id: string | null, name: string | null): Named | null => (id === null ? null : { id, name: name ?? '' })

function notificationView(row: {
  id: string
  kind: NotificationKind
  case_id: string
  procedure: string
  territory_code: string
  owner_id: string | null
  owner_name: string | null
  author_id: string | null
  author_name: string | null
  due_on: string | null
  body: unknown
  created_at: Date
  read_at: Date | null
}): NotificationView {
  const body = row.body as NotificationBody
  return {
    id: row.id,
    kind: row.kind,
    case: row.case_id,
    procedure: row.procedure,
    territory: row.territory_code,
    owner: named(row.owner_id, row.owner_name),
    by: named(row.author_id, row.author_name),
    period: body.period ?? null,
    due: row.due_on,
    from: body.from ?? null,
    papers: body.papers ?? [],
    basis: body.basis ?? null,
    cites: body.cites ?? [],
    provisional: body.provisional ?? false,
    at: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}
