import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { problems } from '../../platform/http/schemas.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { territoryResource } from '../org/index.ts'
import { exchangeAnswer, maxAnswerBytes } from './exchange-page.ts'
import type { Listener } from './hear.ts'
import { LinkFault } from './link-fault.ts'
import type { LinkKey } from './link-key.ts'
import { exchangeAsked, linkOf, type Link } from './links.ts'
import type { Teller } from './tell.ts'
import { exchangeAction } from './verify-answer.ts'

const number = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What one platform may do at another: ask for its changes, bring its own, and ask how far it was heard. */
export function exchangeRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly gate: Gate
    readonly teller: Teller
    readonly listener: Listener
    readonly key: LinkKey
    readonly verifierKeys: readonly string[]
    readonly territories: () => TerritoryTree
  },
): void {
  const { db, gate, teller, listener, key, territories } = deps

  app.get(
    '/link/v1/key',
    {
      config: { action: 'platform.look' },
      schema: {
        tags: ['links'],
        summary: 'Public key under which this platform calls others, and the verifier keys of its log',
        response: {
          200: z.object({
            keyId: z.string(),
            algorithm: z.literal('EdDSA'),
            publicKey: z.record(z.string(), z.string()),
            verifierKeys: z.array(z.string()),
          }),
          ...problems,
        },
      },
    },
    () => ({
      keyId: key.keyId,
      algorithm: 'EdDSA' as const,
      publicKey: { ...key.publicKey },
      verifierKeys: [...deps.verifierKeys],
    }),
  )

  app.get(
    '/link/v1/changes',
    {
      config: { action: 'link.exchange' },
      schema: {
        tags: ['links'],
        summary: 'What changed and is for the platform that asks, with its proof; recorded',
        querystring: z.strictObject({
          after: number.meta({ description: 'Number of the last change that was taken in' }),
          from: number.meta({ description: 'Size of this platform’s log as it was last seen' }),
        }),
        response: { 200: exchangeAnswer, ...problems },
      },
    },
    async (request, reply) => {
      const { principal, link } = await admit(request)
      const { because } = gate.decide(exchangeAsked(principal, link, territories()))
      const { answer } = await teller.tell(link, principal, request.query, {
        way: 'pull',
        by: principal,
        grounds: because,
      })
      void reply.header('cache-control', 'no-store')
      return answer
    },
  )

  app.get(
    '/link/v1/position',
    {
      config: { action: 'link.exchange' },
      schema: {
        tags: ['links'],
        summary: 'How far the platform that asks was heard here',
        response: { 200: z.object({ after: z.number().int(), from: z.number().int() }), ...problems },
      },
    },
    async (request) => {
      const { link } = await admit(request)
      return { after: link.heard.change, from: link.heard.size }
    },
  )

  app.post(
    '/link/v1/changes',
    {
      config: { action: 'link.exchange' },
      bodyLimit: maxAnswerBytes,
      schema: {
        tags: ['links'],
        summary:
          'Bring what changed, with its proof, where this platform cannot ask for it; taken in whole or not at all',
        body: exchangeAnswer,
        response: { 200: z.object({ items: z.number().int(), upTo: z.number().int() }), ...problems },
      },
    },
    async (request) => {
      const { link } = await admit(request)
      try {
        const { items, upTo } = await listener.hear(link, request.body, 'push')
        return { items, upTo }
      } catch (error) {
        if (error instanceof LinkFault) throw new Problem({ code: 'LINK_FAULT', fault: error.kind })
        throw error
      }
    },
  )

  /** The link of whoever calls. Without one, or while it is not active, the call is refused and the refusal recorded. */
  async function admit({ desk }: FastifyRequest): Promise<{ principal: ApplicationPrincipal; link: Link }> {
    const { principal } = desk
    if (principal.type !== 'Application') throw new Error('route of platforms reached by another principal')
    const link = await linkOf(db, principal.id)
    const { territory } = link ?? principal.organization
    await desk.authorize(exchangeAction, territoryResource(territories(), territory), { link: link?.state ?? 'none' })
    // Whoever is admitted has one: the rules permit nobody without.
    if (link === undefined) throw notFound('平台对接')
    return { principal, link }
  }
}
