import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { id, problems } from '../../platform/http/schemas.ts'
import type { DestroyService } from './service.ts'

const code = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')

export function destroyRoutes(app: App, { destroy }: { readonly destroy: DestroyService }): void {
  app.get(
    '/api/v1/datasets/:code/destruction',
    {
      config: { action: 'destruction.read' },
      schema: {
        tags: ['datasets'],
        summary: 'The certificate of a destruction, and how those who received the data have answered',
        params: z.strictObject({ code }),
        response: {
          200: z.object({
            case: id,
            destroyedAt: z.string(),
            certificate: z.string().meta({ description: 'Canonical JSON (RFC 8785)' }),
            hash: z.string().meta({ description: 'SM3 of the certificate, hexadecimal' }),
            logEntry: id,
            recipients: z.array(
              z.object({
                organization: id,
                name: z.string(),
                task: id,
                state: z.string(),
                grants: z.number().int(),
                accesses: z.number().int(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const facts = await destroy.facts(request.params.code)
      await request.desk.authorize('destruction.read', facts.resource, facts.context)
      return (await destroy.destruction(facts.dataset)) as never
    },
  )
}
