import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { LogKeys } from './log-keys.ts'

const logKey = z
  .object({
    version: z.number().int(),
    keys: z.array(z.string()).meta({ description: 'Verifier keys, as under /log/keys' }),
    state: z.enum(['signs', 'asked', 'revoked']),
    from: z.number().int().nullable().meta({ description: 'Entry from which on they are not to be believed' }),
    askedBy: id.nullable().meta({ description: 'Account that asked for the revocation' }),
  })
  .meta({ id: 'LogKey' })
const params = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })
const performed = z.object({ result: logKey, act: actReceipt })

export function logKeyRoutes(app: App, { logKeys }: { readonly logKeys: LogKeys }): void {
  app.get(
    '/api/v1/keys/log',
    {
      config: { action: 'key.read' },
      schema: {
        tags: ['keys'],
        summary: 'Versions of the signing keys of the log, and what became of them',
        response: { 200: z.object({ items: z.array(logKey) }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('key.read', platformResource)
      return { items: [...(await logKeys.list())] } as never
    },
  )

  app.post(
    '/api/v1/keys/log/:version/revocation',
    {
      config: { action: 'log.askKeyRevocation' },
      schema: {
        tags: ['keys'],
        summary:
          'Ask that signing keys of the log be no longer believed from an entry on; another administrator agrees',
        params,
        body: z.strictObject({ from: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }),
        response: { 201: performed, ...problems },
      },
    },
    async (request, reply) => {
      const act = logKeys.askRevocation(person(request), request.params.version, request.body.from)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.post(
    '/api/v1/keys/log/:version/revocation/approval',
    {
      config: { action: 'log.revokeKey' },
      schema: {
        tags: ['keys'],
        summary: 'Agree to a revocation that another administrator asked for; its record is the statement in the log',
        params,
        response: { 200: performed, ...problems },
      },
    },
    async (request) => (await request.desk.perform(logKeys.revoke(person(request), request.params.version))) as never,
  )
}
