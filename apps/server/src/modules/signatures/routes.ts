import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { AnswerKeys } from './key-periods.ts'

const jwk = z.object({
  kty: z.enum(['EC', 'OKP']),
  crv: z.enum(['SM2', 'Ed25519']),
  x: z.string(),
  y: z.string().optional(),
  kid: z.string().meta({ description: 'Name of the key in signatures: its thumbprint (RFC 7638, SHA-256)' }),
  alg: z.enum(['SM2', 'EdDSA']),
  use: z.literal('sig'),
})

const instant = z.iso.datetime({ offset: true })
const period = {
  generation: z.number().int(),
  signsFrom: instant.nullable().meta({ description: 'Null: since the platform was founded' }),
  signsUntil: instant.nullable().meta({ description: 'Null: it signs now' }),
  revokedFrom: instant.nullable().meta({ description: 'What it signed from then on proves nothing' }),
}
const generation = z.strictObject({ generation: z.coerce.number().int().min(1).max(1_000_000) })

export function signatureRoutes(app: App, { answerKeys }: { readonly answerKeys: AnswerKeys }): void {
  app.get(
    '/gw/v1/keys',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['gateway'],
        summary:
          'Public keys under which the gateway signs or has signed answers (RFC 9421), with their periods, as a JWK set',
        response: { 200: z.object({ keys: z.array(jwk.extend(period)) }), ...problems },
      },
    },
    async () => ({ keys: await answerKeys.published() }) as never,
  )

  app.post(
    '/api/v1/keys/answers/renewal',
    {
      config: { action: 'answerKey.renew' },
      schema: {
        tags: ['keys'],
        summary: 'Sign answers of the gateway under new keys from the next call on; the old ones stay published',
        response: {
          201: z.object({ result: z.object({ ...period, keyids: z.array(z.string()) }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(answerKeys.renew(person(request)))
      return reply.code(201).send(done as never)
    },
  )

  app.post(
    '/api/v1/keys/answers/:generation/revocation',
    {
      config: { action: 'answerKey.revoke' },
      schema: {
        tags: ['keys'],
        summary: 'Say that what keys of the gateway signed from an instant on is not to be believed; they sign no more',
        params: generation,
        body: z.strictObject({ from: instant.optional().meta({ description: 'Now, when left out' }) }),
        response: { 200: z.object({ result: z.object(period), act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { from } = request.body
      const since = from === undefined ? undefined : new Date(from)
      const act = answerKeys.revoke(person(request), request.params.generation, since)
      return (await request.desk.perform(act)) as never
    },
  )
}
