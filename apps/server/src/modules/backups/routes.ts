import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { BackupService } from './service.ts'

const instant = z.iso.datetime({ offset: true })
const run = z
  .object({
    id,
    kind: z.enum(['backup', 'drill']),
    state: z.enum(['asked', 'approved', 'done', 'failed']),
    full: z.boolean().meta({ description: 'Does not go on from an earlier backup' }),
    bySchedule: z.boolean(),
    askedBy: id.nullable().meta({ description: 'Account that asked for it; null by schedule' }),
    askedAt: instant,
    approvedAt: instant.nullable(),
    endedAt: instant.nullable(),
    backup: id.nullable().meta({ description: 'Name of the folder of the backup that was taken, or restored' }),
    base: id.nullable().meta({ description: 'The earlier backup that it goes on from' }),
    rows: z.number().int().nullable(),
    bytes: z.number().int().nullable().meta({ description: 'Bytes written, without what an earlier backup has' }),
    logSize: z.number().int().nullable().meta({ description: 'Entries of the evidence log that it covers' }),
    fault: z.string().nullable().meta({ description: 'Code of what went wrong' }),
    receipt: id.nullable().meta({ description: 'Entry of the evidence log' }),
  })
  .meta({ id: 'BackupRun' })

export function backupRoutes(app: App, { backups }: { readonly backups: BackupService }): void {
  app.get(
    '/api/v1/backups',
    {
      config: { action: 'backup.read' },
      schema: {
        tags: ['backups'],
        summary: 'Backups and restore drills with what came of them, newest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(run), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('backup.read', platformResource)
      return (await backups.list({ ...request.query, cursor: request.query.cursor })) as never
    },
  )

  app.post(
    '/api/v1/backups',
    {
      config: { action: 'backup.order' },
      schema: {
        tags: ['backups'],
        summary: 'Ask for a backup into the folder of backups; it is taken once another administrator agrees',
        body: z.strictObject({ full: z.boolean().default(false) }),
        response: { 201: z.object({ result: run, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(backups.order(person(request), request.body))
      return reply.code(201).send(done as never)
    },
  )

  app.post(
    '/api/v1/backups/:id/approval',
    {
      config: { action: 'backup.approve' },
      schema: {
        tags: ['backups'],
        summary: 'Agree to a backup that another administrator asked for',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: run, act: actReceipt }), ...problems },
      },
    },
    async (request) => (await request.desk.perform(backups.approve(person(request), request.params.id))) as never,
  )

  app.post(
    '/api/v1/backups/drills',
    {
      config: { action: 'backup.drill' },
      schema: {
        tags: ['backups'],
        summary: 'Have the newest backup restored aside and checked now',
        response: { 201: z.object({ result: run, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send((await request.desk.perform(backups.drill(person(request)))) as never),
  )
}
