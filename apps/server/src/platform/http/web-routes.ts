import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { Problem } from '../problem/index.ts'
import type { App } from './http-types.ts'
import { pagePolicy } from './security-headers.ts'

const page = {
  config: { action: 'platform.look' },
  schema: { hide: true, params: z.object({ '*': z.string().optional() }) },
}

/** Whether an address is one of the interfaces for machines, which the page never answers. */
export function isInterface(url: string): boolean {
  return /^\/(api|gw|log|link)(\/|$)/i.test(url)
}

/** The web pages, served by the same process. */
export async function webRoutes(app: App, folder: string): Promise<void> {
  const sendPage = await assetRoutes(app, folder)
  // Every other address of the application is the page: its own router finds the way.
  app.get('/*', page, (request, reply) => {
    if (isInterface(request.url)) throw new Problem({ code: 'ROUTE_UNKNOWN' })
    return sendPage(reply)
  })
}

/**
 * What the page loads: hashed assets, kept for long, in the smallest of the forms that the build made and the browser reads.
 *
 * @returns Sends the page itself, made for each answer, since it holds the number that its styles are marked with.
 */
export async function assetRoutes(app: App, folder: string): Promise<(reply: FastifyReply) => FastifyReply> {
  await app.register(staticFiles, { root: folder, serve: false, cacheControl: false, preCompressed: true })
  const html = await readFile(join(folder, 'index.html'), 'utf8')

  app.get('/assets/*', page, (request, reply) => {
    // The build names its files so; what is named otherwise is not looked for.
    if (!/^[\w-]+(\.[\w-]+)+$/.test(request.params['*'] ?? '')) throw new Problem({ code: 'ROUTE_UNKNOWN' })
    void reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding')
    return reply.serializer((payload: unknown) => payload as string).sendFile(`assets/${request.params['*'] ?? ''}`)
  })

  return (reply) => {
    const nonce = randomBytes(16).toString('base64')
    // Made for this answer, so that no cache keeps it: a number that comes twice is none.
    void reply.header('cache-control', 'no-store').header('content-security-policy', pagePolicy(nonce))
    return reply
      .type('text/html; charset=utf-8')
      .serializer((payload: unknown) => payload as string)
      .send(html.replace('{{nonce}}', nonce))
  }
}
