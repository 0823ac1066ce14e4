import { z } from 'zod'
import { qualityRule } from '@fadu/domain'
import type { App } from '../../../platform/http/http-types.ts'
import { actReceipt, id, problems } from '../../../platform/http/schemas.ts'
import type { AggregateService } from '../../aggregate/index.ts'
import { person } from '../../org/index.ts'
import type { QualityRules } from './service.ts'

const datasetCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
const params = z.strictObject({ code: datasetCode })
const run = z
  .object({
    id,
    rules: z.number().int().meta({ description: 'Version of the rules' }),
    stage: z.enum(['inProcess', 'afterwards']),
    batch: z.number().int().nullable(),
    rows: z.number().int(),
    brokenRows: z.number().int(),
    score: z.number().nullable().meta({ description: '0 to 100; null where nothing was checked' }),
    results: z.array(
      z.object({
        rule: z.string(),
        title: z.string(),
        kind: z.string(),
        weight: z.number(),
        items: z.array(z.string()),
        checked: z.number(),
        broken: z.number(),
        samples: z.array(z.string()).meta({ description: 'Rows as batch:line, never a value' }),
      }),
    ),
    at: z.string(),
  })
  .meta({ id: 'QualityRun' })
const ruleSet = z
  .object({
    version: z.number().int(),
    rules: z.array(z.record(z.string(), z.unknown())),
    organization: z.object({ id, name: z.string() }),
    enteredAt: z.string(),
  })
  .meta({ id: 'QualityRuleSet' })

export function qualityRuleRoutes(
  app: App,
  deps: { readonly aggregate: Pick<AggregateService, 'find'>; readonly rules: QualityRules },
): void {
  const { aggregate, rules } = deps

  app.post(
    '/api/v1/datasets/:code/quality-rules',
    {
      config: { action: 'qualityRules.enter' },
      schema: {
        tags: ['quality'],
        summary: 'Enter a version of the rules a dataset is checked by; earlier ones stay',
        params,
        // Checked by the engine, which names every fault and where it stands.
        body: z.strictObject({
          rules: z
            .array(z.record(z.string(), z.unknown()))
            .max(500)
            .meta({
              description: `Kinds: ${qualityRule.options.map((o) => o.shape.kind.value).join(', ')}; see docs/quality.md`,
            }),
        }),
        response: {
          201: z.object({ result: z.object({ version: z.number().int() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const act = rules.enter(person(request), request.params.code, request.body.rules)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/datasets/:code/quality-rules',
    {
      config: { action: 'quality.read' },
      schema: {
        tags: ['quality'],
        summary: 'Versions of the rules of a dataset, newest first',
        params,
        response: { 200: z.object({ items: z.array(ruleSet) }), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('quality.read', facts.resource, facts.context)
      return { items: await rules.versions(dataset.id) } as never
    },
  )

  app.post(
    '/api/v1/datasets/:code/quality-runs',
    {
      config: { action: 'quality.run' },
      schema: {
        tags: ['quality'],
        summary: 'Run the rules over what is stored; recorded, and nothing is released',
        params,
        response: { 201: z.object({ result: run, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send((await request.desk.perform(rules.run(person(request), request.params.code))) as never),
  )

  app.get(
    '/api/v1/datasets/:code/quality-runs',
    {
      config: { action: 'quality.read' },
      schema: {
        tags: ['quality'],
        summary: 'Runs of the rules with the score over time, newest first',
        params,
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ items: z.array(run) }), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('quality.read', facts.resource, facts.context)
      return { items: await rules.runs(dataset.id, request.query.limit) } as never
    },
  )
}
