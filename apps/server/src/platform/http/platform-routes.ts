import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db/open-database.ts'
import { problems } from './schemas.ts'
import type { App } from './http-types.ts'
import type { Metrics } from './metrics.ts'

/** What operators and newcomers ask of the platform itself. */
export function platformRoutes(
  app: App,
  deps: { readonly db: Db; readonly metrics: Metrics; readonly isStopping: () => boolean },
): void {
  app.get(
    '/healthz',
    {
      config: { action: 'platform.watch' },
      schema: {
        tags: ['platform'],
        summary: 'The process lives',
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      config: { action: 'platform.watch' },
      schema: {
        tags: ['platform'],
        summary: 'The process can serve: the database answers',
        response: {
          200: z.object({ status: z.literal('ready') }),
          503: z.object({ status: z.literal('stopping') }),
          ...problems,
        },
      },
    },
    async (_request, reply) => {
      if (deps.isStopping()) return reply.code(503).send({ status: 'stopping' as const })
      await sql`select 1`.execute(deps.db)
      return { status: 'ready' as const }
    },
  )

  app.get(
    '/metrics',
    {
      config: { action: 'platform.watch' },
      schema: {
        tags: ['platform'],
        summary: 'Prometheus metrics',
        produces: ['text/plain'],
        response: { 200: z.string() },
      },
    },
    async (_request, reply) => {
      void reply.type(deps.metrics.registry.contentType)
      return deps.metrics.registry.metrics()
    },
  )

  app.get(
    '/api/openapi.json',
    {
      config: { action: 'platform.look' },
      schema: { tags: ['platform'], summary: 'This document', response: { 200: z.record(z.string(), z.unknown()) } },
    },
    () => app.swagger() as never,
  )
}
