import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { AlertRisks } from './risks.ts'
import type { WatchService } from './service.ts'
import { signals } from './signals.ts'

const risk = z
  .object({
    case: id,
    open: z.boolean().meta({ description: 'Whether the risk stands: its case is not closed' }),
    organization: z.object({ id, name: z.string() }).meta({ description: 'Who answers for it' }),
  })
  .meta({ id: 'WatchAlertRisk' })

const alert = z
  .object({
    id,
    signal: z.string().meta({ description: `What went over its limit: ${signals.join(', ')}` }),
    measured: z.number().meta({ description: 'When it was opened' }),
    most: z.number().meta({ description: 'The limit, as it was then' }),
    openedAt: z.string(),
    escalatedAt: z.string().nullable().meta({ description: 'Nobody had taken it on by then' }),
    acknowledgedAt: z.string().nullable(),
    acknowledgedBy: id.nullable(),
    note: z.string().nullable(),
    closedAt: z.string().nullable().meta({ description: 'When it was within its limit again' }),
    risk: risk.nullable().meta({ description: 'The case that it led to' }),
  })
  .meta({ id: 'WatchAlert' })

const signal = z
  .object({
    signal: z.enum(signals),
    measured: z.number().meta({ description: 'Now; a count, or an age in the unit of the name' }),
    most: z.number(),
    cites: z.array(z.string()).meta({ description: 'Clauses that set the limit' }),
    needed: z.string().meta({ description: 'What is to be done when it is over, in the language that was asked for' }),
  })
  .meta({ id: 'WatchSignal' })

export function watchRoutes(
  app: App,
  { watch, alertRisks }: { readonly watch: WatchService; readonly alertRisks: AlertRisks },
): void {
  app.get(
    '/api/v1/watch/signals',
    {
      config: { action: 'watch.read' },
      schema: {
        tags: ['watch'],
        summary: 'What is watched, as it is now, and the limit of each with its clause',
        response: { 200: z.object({ items: z.array(signal) }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('watch.read', platformResource)
      const said = await watch.signals()
      return {
        items: said.map(({ neededEn, ...one }) => ({
          ...one,
          cites: [...one.cites],
          needed: request.language === 'en' ? neededEn : one.needed,
        })),
      }
    },
  )

  app.get(
    '/api/v1/watch/alerts',
    {
      config: { action: 'watch.read' },
      schema: {
        tags: ['watch'],
        summary: 'What is or was out of bounds, newest first',
        querystring: z.strictObject({ open: z.enum(['true', 'false']).optional(), ...pageQuery }),
        response: { 200: pageOf(alert), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('watch.read', platformResource)
      const { open, limit, cursor } = request.query
      return watch.alerts({ open: open === undefined ? undefined : open === 'true', limit, cursor }) as never
    },
  )

  app.post(
    '/api/v1/watch/alerts/:id/acknowledgement',
    {
      config: { action: 'watch.acknowledge' },
      schema: {
        tags: ['watch'],
        summary: 'Take an alert on and say what is done about it; it closes by itself when it is over',
        params: z.strictObject({ id }),
        body: z.strictObject({ note: line(500) }),
        response: { 200: z.object({ result: alert, act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      request.desk.perform(watch.acknowledge(person(request), request.params.id, request.body.note)) as never,
  )

  app.post(
    '/api/v1/watch/alerts/:id/risk',
    {
      config: { action: 'watch.openRisk' },
      schema: {
        tags: ['watch'],
        summary:
          'Open the case of the risk that an alert shows, in the course that the law of the organisation has for it; one case of an alert',
        params: z.strictObject({ id }),
        body: z.strictObject({
          organization: id.meta({ description: 'Who answers for the system' }),
          form: z
            .record(z.string().max(60), z.unknown())
            .default({})
            .meta({ description: 'What that course asks for' }),
        }),
        response: { 201: z.object({ result: risk, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const act = alertRisks.open(person(request), request.params.id, request.body)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )
}
