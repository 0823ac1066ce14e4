import { Readable } from 'node:stream'
import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { id, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { ArchiveService } from './service.ts'

export function archiveRoutes(app: App, { archive }: { readonly archive: ArchiveService }): void {
  app.get(
    '/api/v1/cases/:id/archive-package',
    {
      config: { action: 'archive.package' },
      schema: {
        tags: ['datasets'],
        summary:
          'The hand-over package for the archives: data, structure, entry, batches, digests and signatures as one tar',
        produces: ['application/x-tar'],
        params: z.strictObject({ id }),
        querystring: z.strictObject({ approval: id.optional() }),
        response: { 200: z.unknown().meta({ description: 'A tar archive' }), ...problems },
      },
    },
    async (request, reply) => {
      request.desk.note()
      const { fileName, bytes } = await archive.package(person(request), request.params.id, request.query.approval)
      return reply
        .headers({
          'content-type': 'application/x-tar',
          'content-disposition': `attachment; filename="${fileName}"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(bytes))
    },
  )
}
