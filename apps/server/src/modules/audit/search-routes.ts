import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import type { AuditService } from './service.ts'

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'expected a code')
/** No log is older; the database has no year 0. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0, 'expected an instant from 1970 on')
const found = {
  entry: id,
  body: z.string().meta({ description: 'Canonical JSON; its bytes are the leaf of the log' }),
  organization: z.string().nullable(),
  leafIndex: z.number().int().nullable().meta({ description: 'Place in the log; null while it waits for one' }),
}
const foundEvidence = z.object(found).meta({ id: 'FoundEvidence' })
const proof = z.object({
  leafIndex: z.number().int(),
  leafHash: z.string(),
  treeSize: z.number().int(),
  path: z.array(z.string()),
  checkpoint: z.string(),
})

/** What evidence is searched by; everything named holds at once. */
export const question = {
  kind: z.enum(['act', 'refusal', 'access', 'key', 'session', 'system']).optional(),
  decision: z.enum(['permit', 'refusal']).optional(),
  action: z.string().min(1).max(100).optional(),
  clause: z
    .string()
    .regex(/^[A-Z]{2,4}(-[A-Za-z0-9]+){1,4}$/, 'expected the id of a clause')
    .max(40)
    .optional()
    .meta({ description: 'On which it was decided; of accesses only together with what narrows them' }),
  organization: id.optional().meta({ description: 'That acted' }),
  account: id.optional().meta({ description: 'What it did and what was done to it' }),
  application: id.optional(),
  case: id.optional(),
  grant: id.optional(),
  dataset: code.optional(),
  entry: code.optional().meta({ description: 'Code of a catalogue entry' }),
  from: instant.optional(),
  until: instant.optional().meta({ description: 'Before this instant' }),
}

export function auditSearchRoutes(app: App, { audit }: { readonly audit: AuditService }): void {
  app.get(
    '/api/v1/audit/entries',
    {
      config: { action: 'audit.read' },
      schema: {
        tags: ['evidence'],
        summary:
          'Search the evidence by what it is about, who acted, what was decided and when, newest first; recorded',
        querystring: z.strictObject({ ...question, ...pageQuery }),
        response: { 200: z.object({ result: pageOf(foundEvidence), act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor, ...asked } = request.query
      return (await request.desk.perform(audit.search(asked, { limit, cursor }))) as never
    },
  )

  app.get(
    '/api/v1/audit/entries/:id',
    {
      config: { action: 'audit.read' },
      schema: {
        tags: ['evidence'],
        summary:
          'The whole of an entry: act, decision with its clauses, who acted, place in the log and its proof; recorded',
        params: z.strictObject({ id }),
        response: {
          200: z.object({
            result: z.object({
              ...found,
              actor: z.string().nullable().meta({ description: 'Name of the account or application' }),
              organizationName: z.string().nullable(),
              dataset: z.object({ code: z.string(), name: z.string() }).nullable(),
              clauses: z.array(z.object({ id: z.string(), pack: z.string(), text: z.string() })),
              proof,
            }),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { result, act } = await request.desk.perform(audit.entry(request.params.id))
      const { entry: _, ...place } = await audit.proof(request.params.id)
      return { result: { ...result, leafIndex: place.leafIndex, proof: place }, act } as never
    },
  )

  app.post(
    '/api/v1/audit/person-searches',
    {
      config: { action: 'audit.readPerson' },
      schema: {
        tags: ['evidence'],
        summary: 'Who asked about somebody, newest first; the reading is recorded with its reason, the value is not',
        body: z.strictObject({
          identifier: z
            .enum(['residentId', 'creditCode'])
            .optional()
            .meta({ description: 'In every dataset; without it dataset and item name the identifier' }),
          dataset: code.optional(),
          item: z.string().max(60).optional(),
          value: z.string().min(1).max(200),
          reason: line(400),
          matter: line(100).meta({ description: 'Number under which it is filed' }),
          unkeyed: z
            .boolean()
            .default(false)
            .meta({ description: 'Also accesses that read rows of these datasets otherwise than by key' }),
          organization: id.optional(),
          application: id.optional(),
          action: z.string().min(1).max(100).optional(),
          from: instant.optional(),
          until: instant.optional(),
          limit: z.int().min(1).max(200).default(50),
          cursor: pageQuery.cursor,
        }),
        response: {
          200: z.object({
            result: pageOf(
              z.object({
                ...found,
                by: z.enum(['key', 'unkeyed']).meta({
                  description:
                    'key: it asked for this very person; unkeyed: it read rows of the dataset, whoever they are of',
                }),
              }),
            ),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { identifier, dataset, item, value, reason, matter, unkeyed, limit, cursor, ...asked } = request.body
      const about = { identifier, dataset, item, value }
      return (await request.desk.perform(
        audit.searchPerson({ about, reason, matter, unkeyed, question: asked, limit, cursor }),
      )) as never
    },
  )
}
