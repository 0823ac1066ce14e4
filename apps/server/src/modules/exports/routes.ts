import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { App } from '../../platform/http/http-types.ts'
import { id, line, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { rowConditionShape } from '../gateway/index.ts'
import { organizationResource } from '../org/index.ts'
import { datasetCode } from '../aggregate/index.ts'
import type { ExportRunner } from './export-runner.ts'
import { exportShape, formats, namedExport } from './schemas.ts'
import type { ExportService } from './service.ts'

const params = z.strictObject({ code: datasetCode, id })

const exported = z.object({ dataset: z.string(), ...exportShape }).meta({ id: 'Export' })

/** Exports of the gateway: asked for, followed, fetched in parts, and gone. */
export function exportRoutes(
  app: App,
  { exports, runner }: { readonly exports: ExportService; readonly runner: ExportRunner },
): void {
  app.addHook('onReady', (done) => {
    runner.start((incident, error) =>
      app.log.error({ incident, fault: error instanceof Error ? error.name : 'unknown' }, 'export failed'),
    )
    done()
  })
  app.addHook('onClose', () => runner.stop())

  app.post(
    '/gw/v1/datasets/:code/exports',
    {
      config: { action: 'data.export' },
      schema: {
        tags: ['gateway'],
        summary: 'Ask for a file of the granted rows, for a purpose and a matter; it is written in the background',
        params: z.strictObject({ code: datasetCode }),
        body: z.strictObject({
          purpose: line(200),
          matter: z.string().max(100),
          approval: id.optional().meta({ description: 'Second approval, where the volume needs one' }),
          format: z.enum(formats),
          fields: z.array(z.string().max(60)).min(1).max(200).optional(),
          where: z
            .array(rowConditionShape)
            .max(10)
            .default([])
            .meta({ description: 'Conditions on granted items that are stored in clear; all of them hold' }),
        }),
        response: { 201: namedExport, ...problems },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const done = await request.desk.perform(exports.request(application(request), code, request.body))
      runner.wake()
      return reply
        .code(201)
        .header('location', `/gw/v1/datasets/${code}/exports/${done.result.id}`)
        .send(done as never)
    },
  )

  app.get(
    '/gw/v1/datasets/:code/exports/:id',
    {
      config: { action: 'export.read' },
      schema: {
        tags: ['gateway'],
        summary: 'How far an export is, and until when its file is there',
        params,
        response: { 200: exported, ...problems },
      },
    },
    async (request, reply) => {
      await mayRead(request)
      void reply.header('cache-control', 'no-store')
      return exports.view(application(request), request.params.code, request.params.id) as never
    },
  )

  app.get(
    '/gw/v1/datasets/:code/exports/:id/manifest',
    {
      config: { action: 'export.read' },
      schema: {
        tags: ['gateway'],
        summary: 'What the file of an export is, signed by the keys of the evidence log',
        params,
        response: {
          200: z.object({
            manifest: z.string().meta({ description: 'Canonical JSON; its bytes are what the note is of' }),
            note: z.string().meta({ description: 'C2SP signed note: heading, SM3 and SHA-256 of the manifest' }),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      await mayRead(request)
      void reply.header('cache-control', 'no-store')
      return exports.manifest(application(request), request.params.code, request.params.id)
    },
  )

  app.get(
    '/gw/v1/datasets/:code/exports/:id/file',
    {
      config: { action: 'data.export' },
      schema: {
        tags: ['gateway'],
        summary: 'The file of an export, or the part of it that Range names; decided by the grant as it stands now',
        params,
        produces: ['application/octet-stream'],
        response: {
          200: z.unknown().meta({ description: 'The whole file' }),
          206: z.unknown().meta({ description: 'The part asked for' }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      request.desk.note()
      const { code, id: exportId } = request.params
      const { range, 'if-range': ifRange } = request.headers
      const asked = { range, ifRange: typeof ifRange === 'string' ? ifRange : undefined }
      const file = await exports.download(application(request), code, exportId, asked)
      const { start, end } = file.range
      const digest = `sha-256=:${Buffer.from(file.sha256).toString('base64')}:`
      return reply
        .code(file.isPart ? 206 : 200)
        .headers({
          'content-type': file.mediaType,
          'content-disposition': `attachment; filename="${file.fileName}"`,
          'content-length': String(end - start),
          'accept-ranges': 'bytes',
          etag: file.tag,
          'cache-control': 'no-store',
          // RFC 9530: of what is sent, where that is the whole; of the file in either case.
          ...(file.isPart
            ? { 'content-range': `bytes ${start}-${end - 1}/${file.size}` }
            : { 'content-digest': digest }),
          'repr-digest': digest,
          'fadu-receipt': file.receipt,
        })
        .send(Readable.from(file.bytes, { objectMode: false }))
    },
  )

  app.delete(
    '/gw/v1/datasets/:code/exports/:id',
    {
      config: { action: 'export.discard' },
      schema: {
        tags: ['gateway'],
        summary: 'Discard an export before its time; its file is gone at once',
        params,
        response: { 200: namedExport, ...problems },
      },
    },
    async (request) => {
      // A person has the act too, and another door to it: here there is an application or nobody.
      if (request.desk.principal.type !== 'Application') await request.desk.authorize('export.read', platformResource)
      const { code, id: exportId } = request.params
      const done = await request.desk.perform(exports.discard(application(request), code, exportId))
      await exports.remove(exportId)
      return done as never
    },
  )

  function mayRead(request: FastifyRequest): Promise<void> {
    return request.desk.authorize('export.read', organizationResource(application(request).organization))
  }
}

function application(request: FastifyRequest): ApplicationPrincipal {
  const { principal } = request.desk
  if (principal.type !== 'Application') throw new Error('gateway route reached by another principal')
  return principal
}
