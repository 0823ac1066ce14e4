import staticFiles from '@fastify/static'
import { z } from 'zod'
import { Problem } from '../problem/index.ts'
import type { App } from './http-types.ts'

/** The web pages, served by the same process: hashed assets for long, the page itself always fresh. */
export async function webRoutes(app: App, folder: string): Promise<void> {
  await app.register(staticFiles, { root: folder, serve: false, cacheControl: false })
  const page = {
    config: { action: 'platform.look' },
    schema: { hide: true, params: z.object({ '*': z.string().optional() }) },
  }

  app.get('/assets/*', page, (request, reply) => {
    void reply.header('cache-control', 'public, max-age=31536000, immutable')
    return reply.serializer((payload: unknown) => payload as string).sendFile(`assets/${request.params['*'] ?? ''}`)
  })

  // Every other address of the application is the page: its own router finds the way.
  app.get('/*', page, (request, reply) => {
    if (/^\/(api|gw|log)(\/|$)/.test(request.url)) throw new Problem({ code: 'ROUTE_UNKNOWN' })
    void reply.header('cache-control', 'no-cache')
    return reply.serializer((payload: unknown) => payload as string).sendFile('index.html')
  })
}
