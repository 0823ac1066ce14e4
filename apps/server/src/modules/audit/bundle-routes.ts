import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { BundleService } from './bundles/bundle-service.ts'
import { question } from './search-routes.ts'

const instant = z.iso.datetime({ offset: true })
const bundle = z
  .object({
    id,
    entries: z.number().int(),
    opensRows: z.boolean(),
    recipient: z.string(),
    reason: z.string(),
    matter: z.string(),
    state: z.enum(['asked', 'approved', 'expired']),
    askedBy: id,
    askedAt: instant,
    approvedBy: id.nullable(),
    approvedAt: instant.nullable(),
    validUntil: civilDay.nullable().meta({ description: 'The last day on which it is made' }),
  })
  .meta({ id: 'EvidenceBundle' })
const tags = ['evidence']
/** A request is a megabyte at most; how many a bundle may hold, the packs say. */
const mostIds = 20_000

export function auditBundleRoutes(app: App, { bundles }: { readonly bundles: BundleService }): void {
  app.post(
    '/api/v1/audit/bundles',
    {
      config: { action: 'audit.askBundle' },
      schema: {
        tags,
        summary: 'Ask for entries as one file that an inspector verifies offline; the security administrator agrees',
        body: z.strictObject({
          entries: z.array(id).min(1).max(mostIds).optional(),
          search: z.strictObject(question).optional().meta({ description: 'All that it finds, as they are now' }),
          opensRows: z
            .boolean()
            .default(false)
            .meta({ description: 'With the rows of evidence that the entries commit to, as far as they still stand' }),
          recipient: line(200).meta({ description: 'Who receives it' }),
          reason: line(400),
          matter: line(100).meta({ description: 'Number under which it is filed' }),
        }),
        response: { 201: z.object({ result: bundle, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(bundles.ask(person(request), request.body))
      return reply.code(201).send(done as never)
    },
  )

  app.get(
    '/api/v1/audit/bundles',
    {
      config: { action: 'audit.listBundles' },
      schema: {
        tags,
        summary: 'Bundles of evidence that were asked for, newest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(bundle), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('audit.listBundles', platformResource)
      const { limit, cursor } = request.query
      return (await bundles.list({ limit, cursor })) as never
    },
  )

  app.post(
    '/api/v1/audit/bundles/:id/approval',
    {
      config: { action: 'audit.approveBundle' },
      schema: {
        tags,
        summary: 'Agree to a bundle of evidence that the audit administrator asked for',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: bundle, act: actReceipt }), ...problems },
      },
    },
    async (request) => (await request.desk.perform(bundles.approve(person(request), request.params.id))) as never,
  )

  app.get(
    '/api/v1/audit/bundles/:id/file',
    {
      config: { action: 'audit.makeBundle' },
      schema: {
        tags,
        summary: 'The bundle as JSON Lines: signed manifest, entries, proofs; made anew each time, recorded',
        produces: ['application/jsonl'],
        params: z.strictObject({ id }),
        response: { 200: z.unknown().meta({ description: 'JSON Lines' }), ...problems },
      },
    },
    async (request, reply) => {
      const { result } = await request.desk.perform(bundles.make(request.params.id))
      return reply
        .headers({
          'content-type': 'application/jsonl',
          'content-disposition': `attachment; filename="evidence-${request.params.id}.jsonl"`,
          'cache-control': 'no-store',
        })
        .serializer((payload: unknown) => payload as string)
        .send(Buffer.from(result.file))
    },
  )
}
