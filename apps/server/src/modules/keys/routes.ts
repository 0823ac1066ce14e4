import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { KeyService } from './service.ts'

const code = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')

export function keyRoutes(app: App, { keys }: { readonly keys: KeyService }): void {
  app.get(
    '/api/v1/keys',
    {
      config: { action: 'key.read' },
      schema: {
        tags: ['keys'],
        summary: 'Versions and states of keys, and how far a rotation has come; never a key',
        response: {
          200: z.object({
            kek: z.object({
              newest: z.number().int(),
              used: z.array(z.object({ version: z.number().int(), keys: z.number().int() })),
            }),
            datasets: z.array(
              z.object({
                code: z.string(),
                custody: z.enum(['active', 'sealedOff', 'destroyed']),
                version: z.number().int(),
                oldest: z.number().int().meta({ description: 'Rows are sealed under versions from this one on' }),
                since: z.iso
                  .datetime({ offset: true })
                  .nullable()
                  .meta({ description: 'Since when the newest version is in use; null once the keys are destroyed' }),
                rotation: z
                  .object({
                    state: z.enum(['running', 'halted', 'done', 'ended']),
                    resealed: z.number().int(),
                    rows: z.number().int(),
                    tampered: z.array(z.string()).meta({ description: 'Rows that did not open, by batch and line' }),
                  })
                  .nullable(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      await request.desk.authorize('key.read', platformResource)
      return (await keys.view()) as never
    },
  )

  app.post(
    '/api/v1/keys/datasets/:code/rotation',
    {
      config: { action: 'key.rotate' },
      schema: {
        tags: ['keys'],
        summary: 'Begin to replace the key of a dataset, or go on after rows that did not open were put right',
        params: z.strictObject({ code }),
        response: {
          202: z.object({ result: z.object({ dataset: z.string(), version: z.number().int() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(keys.rotate(person(request), request.params.code))
      return reply.code(202).send(done as never)
    },
  )

  app.post(
    '/api/v1/keys/rewrapping',
    {
      config: { action: 'key.rewrap' },
      schema: {
        tags: ['keys'],
        summary: 'Wrap every dataset key, one-time-code secret and secret of a source by the newest key-encryption key',
        response: {
          200: z.object({
            result: z.object({ kek: z.number().int(), datasetKeys: z.number().int(), secrets: z.number().int() }),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request) => (await request.desk.perform(await keys.rewrap())) as never,
  )
}
