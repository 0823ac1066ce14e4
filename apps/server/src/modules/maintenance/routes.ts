import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { statusPath } from '../../platform/http/maintenance.ts'
import { actReceipt, id, line, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { MaintenanceService } from './service.ts'

const instant = z.iso.datetime({ offset: true })
const maintenanceWindow = z
  .object({
    id,
    begins: instant,
    ends: instant,
    notice: z.string().meta({ description: 'What for, and what it means for whoever calls' }),
  })
  .meta({ id: 'MaintenanceWindow' })

export function maintenanceRoutes(app: App, { maintenance }: { readonly maintenance: MaintenanceService }): void {
  app.get(
    statusPath,
    {
      config: { action: 'platform.look' },
      schema: {
        tags: ['platform'],
        summary: 'Whether the gateway is open, and what maintenance is announced',
        response: {
          200: z.object({ gateway: z.enum(['open', 'closed']), maintenance: z.array(maintenanceWindow) }),
          ...problems,
        },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store')
      return (await maintenance.status()) as never
    },
  )

  app.post(
    '/api/v1/maintenance-windows',
    {
      config: { action: 'maintenance.announce' },
      schema: {
        tags: ['platform'],
        summary: 'Announce a time in which the gateway is closed',
        body: z.strictObject({
          begins: instant.optional().meta({ description: 'At once when left out' }),
          ends: instant,
          notice: line(500),
        }),
        response: { 201: z.object({ result: maintenanceWindow, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const { begins, ends, notice } = request.body
      const announcement = {
        ...(begins === undefined ? {} : { begins: new Date(begins) }),
        ends: new Date(ends),
        notice,
      }
      const done = await request.desk.perform(maintenance.announce(person(request), announcement))
      return reply.code(201).send(done as never)
    },
  )

  app.post(
    '/api/v1/maintenance-windows/:id/end',
    {
      config: { action: 'maintenance.end' },
      schema: {
        tags: ['platform'],
        summary: 'End a maintenance that runs, or withdraw one that was announced',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: maintenanceWindow, act: actReceipt }), ...problems },
      },
    },
    async (request) => (await request.desk.perform(maintenance.end(person(request), request.params.id))) as never,
  )
}
