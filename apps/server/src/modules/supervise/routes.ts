import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { clockShape } from '../cases/index.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import type { Happenings } from './happenings.ts'
import type { SuperviseService } from './service.ts'

const named = z.object({ id, name: z.string() })
const notification = z
  .object({
    id,
    kind: z.enum(['warning', 'overdue', 'escalated', 'redated', 'comment', 'document']).meta({
      description:
        'Soon due; late; late and told to whoever supervises the owner; due on another day after a holiday notice; said of the case; put to it',
    }),
    case: id,
    procedure: z.string(),
    territory: territoryCode,
    owner: named.nullable().meta({ description: 'Of a deadline: who owes the act' }),
    by: named.nullable().meta({ description: 'Of a comment or a document: who put it forward' }),
    period: z.string().nullable(),
    due: civilDay.nullable(),
    from: civilDay.nullable(),
    papers: z.array(z.string()),
    basis: z.enum(['law', 'draft', 'policy']).nullable(),
    cites: z.array(z.string()),
    provisional: z.boolean(),
    at: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notification' })
const happening = z
  .object({
    id,
    kind: z.enum(['act', 'refusal', 'batch']),
    at: z.string(),
    action: z.string(),
    by: named.nullable().meta({ description: 'Whose people or applications did it; null for the platform itself' }),
    case: z
      .object({
        id,
        procedure: z.string(),
        title: z.string(),
        territory: territoryCode,
        subject: z.object({ type: z.string(), id: z.string(), name: z.string() }),
      })
      .nullable(),
    batch: z.object({ entry: id, code: z.string(), name: z.string(), number: z.number().int() }).nullable(),
    grounds: z.array(z.string()),
    cites: z.array(z.string()),
    receipt: id.nullable(),
  })
  .meta({ id: 'Happening' })
const supervisedClock = z
  .object({
    case: id,
    procedure: z.string(),
    pack: z.string(),
    territory: territoryCode,
    owner: named,
    clock: clockShape,
  })
  .meta({ id: 'SupervisedClock' })

/** Who is told what is due, and who watches over it. */
export function superviseRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly supervise: SuperviseService
    readonly happenings: Happenings
    readonly territories: () => TerritoryTree
  },
): void {
  const { db, supervise, happenings, territories } = deps

  app.get(
    '/api/v1/notifications',
    {
      config: { action: 'notification.list' },
      schema: {
        tags: ['supervision'],
        summary: 'What an organisation was told about its deadlines, unread first',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(notification), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('notification.list', organizationResource(await readOrganization(db, organization)))
      return supervise.notificationsOf(organization, limit, cursor) as never
    },
  )

  app.post(
    '/api/v1/notifications/:id/read',
    {
      config: { action: 'notification.read' },
      schema: {
        tags: ['supervision'],
        summary: 'Mark a notification as read; the duty it is about stays',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: z.object({ id, readAt: z.string() }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(supervise.markRead(request.params.id)) as never,
  )

  app.get(
    '/api/v1/happenings',
    {
      config: { action: 'worklist.read' },
      schema: {
        tags: ['cases'],
        summary:
          'What others did or were refused in the cases of an organisation, and batches of data that it provides or was granted, of the last 30 days, newest first',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(happening), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('worklist.read', organizationResource(await readOrganization(db, organization)))
      return happenings.of(organization, { limit, cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/clocks',
    {
      config: { action: 'supervision.clocks' },
      schema: {
        tags: ['supervision'],
        summary: 'Deadlines of open cases in a territory and below it that are late, or soon due',
        querystring: z.strictObject({
          phase: z.enum(['overdue', 'warning']).default('overdue'),
          territory: territoryCode.optional(),
          owner: id.optional().meta({ description: 'Only what this organisation owes' }),
          period: z
            .string()
            .regex(/^[a-zA-Z.]{1,80}$/, 'expected the name of a period, e.g. share.reply')
            .optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(supervisedClock), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('supervision.clocks', territoryResource(territories(), territory))
      return supervise.clocksIn(territory, query) as never
    },
  )
}
