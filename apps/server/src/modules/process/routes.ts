import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, ground, id, problems } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource } from '../catalog/index.ts'
import { person } from '../org/index.ts'
import { processingPlan } from './plan.ts'
import type { JobRequest, ProcessService } from './service.ts'

const named = z.object({ id, code: z.string(), name: z.string() })
const facts = z.object({
  agencies: z.number(),
  grade: z.number(),
  joined: z.boolean(),
  aboutPersons: z.boolean(),
  singlesOut: z.array(z.string()),
  smallestGroup: z.number(),
})
const check = z.object({
  result: z.enum(['passed', 'found', 'assessed', 'pending']),
  detail: z.record(z.string(), z.unknown()),
})
const job = z
  .object({
    id,
    case: id,
    caseState: z.string(),
    output: named,
    purpose: z.string(),
    plan: z.record(z.string(), z.unknown()),
    state: z.enum(['ready', 'running', 'stopped', 'done', 'failed', 'released', 'discarded']),
    checks: z.object({ originalValues: check, derivedRisk: check }),
    facts,
    findings: z.array(z.object({ at: z.string(), facts, grounds: z.array(ground), needed: z.array(z.string()) })),
    inputs: z.array(
      z.object({ name: z.string(), entry: named, grant: id.nullable(), lastBatch: z.number(), rowsRead: z.number() }),
    ),
    rowsRead: z.number(),
    rowsWritten: z.number(),
    batch: z.number().nullable(),
    fault: z.record(z.string(), z.unknown()).nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'ProcessingJob' })

export function processRoutes(
  app: App,
  deps: { readonly processing: ProcessService; readonly territories: () => TerritoryTree },
): void {
  const { processing, territories } = deps

  app.post(
    '/api/v1/processing-jobs',
    {
      config: { action: 'case.open' },
      schema: {
        tags: ['processing'],
        summary: 'Have a derived product computed inside the platform; opens the case of its regime',
        body: z.strictObject({
          output: z.string().max(61).meta({ description: 'Code of the entry of the result' }),
          plan: processingPlan,
          form: z.looseObject({ purpose: z.string().min(1).max(200) }),
        }),
        response: {
          201: z.object({ result: z.object({ job: id, case: id, state: z.string() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(processing.open(person(request), request.body as JobRequest))
      return reply.code(201).send(done as never)
    },
  )

  app.get(
    '/api/v1/processing-jobs/:id',
    {
      config: { action: 'processing.read' },
      schema: {
        tags: ['processing'],
        summary: 'A processing job: plan, sources, the results of both checks, progress; never a value',
        params: z.strictObject({ id }),
        response: { 200: job, ...problems },
      },
    },
    async (request) => {
      const found = await processing.find(request.params.id)
      await request.desk.authorize('processing.read', entryResource(found.entry), {
        entry: entryFacts(found.entry, territories()),
      })
      return (await processing.view(found.job)) as never
    },
  )
}
