import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { organizationResource, person, readOrganization } from '../org/index.ts'
import type { Announcements } from './announcements.ts'

const named = z.object({ id, name: z.string() })
const announcement = z.object({
  id,
  dataset: z.object({ code: z.string(), name: z.string() }),
  provider: named,
  case: id,
  batch: z.number().int().nullable(),
  items: z.array(z.string()),
  at: z.string(),
})
const received = announcement
  .extend({ accesses: z.number().int(), lastAccessAt: z.string(), acknowledgedAt: z.string().nullable() })
  .meta({ id: 'ReceivedAnnouncement' })
const issued = announcement
  .extend({
    recipients: z.array(
      z.object({
        organization: named,
        actor: z.string(),
        grant: id.nullable(),
        accesses: z.number().int(),
        lastAccessAt: z.string(),
        acknowledgedAt: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'IssuedAnnouncement' })

export function announcementRoutes(app: App, deps: { readonly db: Db; readonly announcements: Announcements }): void {
  const { db, announcements } = deps

  app.get(
    '/api/v1/announcements',
    {
      config: { action: 'announcement.list' },
      schema: {
        tags: ['quality'],
        summary: 'Corrections of data an organisation received, those not acknowledged first',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(received), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('announcement.list', organizationResource(await readOrganization(db, organization)))
      return announcements.received(organization, limit, cursor) as never
    },
  )

  app.get(
    '/api/v1/announcements/issued',
    {
      config: { action: 'announcement.list' },
      schema: {
        tags: ['quality'],
        summary: 'Corrections of an organisation’s data: who was told, and who has acknowledged',
        querystring: z.strictObject({
          organization: id.optional(),
          open: z
            .enum(['true', 'false'])
            .default('false')
            .meta({ description: 'Only those that somebody has not acknowledged' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(issued), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, open, limit, cursor } = request.query
      await request.desk.authorize('announcement.list', organizationResource(await readOrganization(db, organization)))
      return announcements.issued(organization, { open: open === 'true', limit, cursor }) as never
    },
  )

  app.post(
    '/api/v1/announcements/:announcement/acknowledge',
    {
      config: { action: 'announcement.acknowledge' },
      schema: {
        tags: ['quality'],
        summary: 'Say that a correction was taken over, for all readers of one’s own organisation',
        params: z.strictObject({ announcement: id }),
        response: {
          200: z.object({ result: z.object({ id, acknowledgedAt: z.string() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request) =>
      request.desk.perform(announcements.acknowledge(person(request), request.params.announcement)) as never,
  )
}
