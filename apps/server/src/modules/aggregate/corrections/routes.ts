import { z } from 'zod'
import type { App } from '../../../platform/http/http-types.ts'
import { actReceipt, ground, id, line, problems } from '../../../platform/http/schemas.ts'
import { person } from '../../org/index.ts'
import type { AggregateService } from '../service.ts'
import { mostLines } from './prepare.ts'
import type { CorrectionService } from './service.ts'

const datasetCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
const itemCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'expected the code of an item')
const params = z.strictObject({ code: datasetCode })
const cell = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])
const batchNumber = z.coerce.number().int().min(1).max(2_147_483_647)
const lineNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const rowTarget = z
  .union([
    z.strictObject({ batch: batchNumber, line: lineNumber }),
    z.strictObject({ item: itemCode, value: z.string().min(1).max(200) }),
  ])
  .meta({ id: 'RowTarget', description: 'A row, by where it stands or by an identifier' })
const consent = z.object({
  by: z.enum(['provider', 'collectedPerson']),
  organization: z.object({ id, name: z.string() }).nullable(),
})
const correction = z
  .object({
    id,
    reference: z.string().meta({ description: 'What the form of a case names it by: id and keyed digest' }),
    state: z.enum(['prepared', 'applied', 'discarded']),
    items: z.array(z.string()),
    lines: z.number().int(),
    preparedBy: z.object({ id, name: z.string() }),
    preparedAt: z.string(),
    case: id.nullable(),
    batch: z.number().int().nullable(),
    consent: consent.nullable(),
  })
  .meta({ id: 'Correction' })
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const version = z
  .object({
    batch: z.number().int(),
    line: z.number().int(),
    supersededByBatch: z.number().int().nullable(),
    mode: z.enum(['append', 'upsert', 'snapshot', 'correction', 'deletion']),
    at: z.string(),
    file: z.string(),
    case: id.nullable(),
    consent: consent.nullable(),
    values,
  })
  .meta({ id: 'ValueVersion' })

export function correctionRoutes(
  app: App,
  deps: { readonly aggregate: AggregateService; readonly corrections: CorrectionService },
): void {
  const { aggregate, corrections } = deps

  app.post(
    '/api/v1/datasets/:code/corrections',
    {
      config: { action: 'correction.prepare' },
      schema: {
        tags: ['corrections'],
        summary: 'Prepare a correction, sealed, for a case to refer to; nothing stored changes',
        params,
        body: z.strictObject({
          lines: z
            .array(z.strictObject({ target: rowTarget, values: z.record(itemCode, cell) }))
            .min(1)
            .max(mostLines),
        }),
        response: {
          201: z.object({
            result: z.object({ id, reference: z.string(), items: z.array(z.string()), lines: z.number().int() }),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const act = corrections.prepare(person(request), request.params.code, request.body.lines)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/datasets/:code/corrections',
    {
      config: { action: 'correction.list' },
      schema: {
        tags: ['corrections'],
        summary: 'Corrections of a dataset, without values: state, case, consent',
        params,
        response: { 200: z.object({ items: z.array(correction) }), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('correction.list', facts.resource, facts.context)
      return { items: await corrections.list(dataset.id) } as never
    },
  )

  app.get(
    '/api/v1/datasets/:code/corrections/:correction/values',
    {
      config: { action: 'correction.look' },
      schema: {
        tags: ['corrections'],
        summary: 'What a prepared correction would write, masked by grade; recorded before it is sent',
        params: params.extend({ correction: id }),
        response: {
          200: z.object({
            lines: z.array(z.object({ batch: z.number().nullable(), line: z.number().nullable(), values })),
            receipt: id,
            grounds: z.array(ground),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const found = await aggregate.find(request.params.code)
      request.desk.note()
      const { rows, places, ...rest } = await corrections.look(person(request), found, request.params.correction)
      return { lines: rows.map((row, i) => ({ ...places[i]!, values: row })), ...rest } as never
    },
  )

  app.post(
    '/api/v1/datasets/:code/corrections/:correction/discard',
    {
      config: { action: 'correction.prepare' },
      schema: {
        tags: ['corrections'],
        summary: 'Let a prepared correction go; its values are forgotten',
        params: params.extend({ correction: id }),
        response: { 200: z.object({ result: z.object({ id, state: z.string() }), act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      request.desk.perform(
        corrections.discard(person(request), request.params.code, request.params.correction),
      ) as never,
  )

  app.post(
    '/api/v1/datasets/:code/history',
    {
      config: { action: 'value.history' },
      schema: {
        tags: ['corrections'],
        summary:
          'Every version of a row: batch, day, case, who consented, and the values by the right of whoever looks',
        params,
        body: z.strictObject({ of: rowTarget, items: z.array(itemCode).min(1).max(200), matter: line(200) }),
        response: {
          200: z.object({ versions: z.array(version), receipt: id, grounds: z.array(ground) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const found = await aggregate.find(request.params.code)
      request.desk.note()
      const { versions, ...rest } = await corrections.history(person(request), found, request.body)
      return {
        versions: versions.map(({ origin, ...v }) => ({ ...v, ...origin, at: origin.at.toISOString() })),
        ...rest,
      } as never
    },
  )

  // Two doors that open for nobody: whoever tries what is forbidden is told what is lawful, and the attempt is on record.
  for (const method of ['PUT', 'DELETE'] as const) {
    app.route({
      method,
      url: '/api/v1/datasets/:code/rows/:batch/:line',
      config: { action: 'value.overwrite' },
      schema: {
        tags: ['corrections'],
        summary:
          method === 'PUT'
            ? 'Always refused: a stored value changes by a correction with consent'
            : 'Always refused: a stored row is deleted by a case',
        params: params.extend({ batch: batchNumber, line: lineNumber }),
        ...(method === 'PUT' ? { body: z.strictObject({ values: z.record(itemCode, cell) }) } : {}),
        response: { ...problems },
      },
      handler: async (request) => {
        const { code, batch, line: row } = request.params
        return request.desk.perform(corrections.overwrite(code, { batch, line: row })) as never
      },
    })
  }
}
