import { z } from 'zod'
import { civil, type TerritoryCode } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import {
  actReceipt,
  civilDay,
  id,
  line,
  pageOf,
  pageQuery,
  problems,
  territoryCode,
} from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource } from '../catalog/index.ts'
import { person, territoryResource } from '../org/index.ts'
import type { GradingService } from './service.ts'

const grade = z.number().int().min(1).max(4)
const named = z.object({ code: z.string(), name: z.string() })
const summary = z
  .object({
    id: id.nullable(),
    name: z.string().meta({ description: 'What every grade names: territory or pack, and version' }),
    origin: z.enum(['authority', 'pack']),
    territory: z.string(),
    title: z.string(),
    version: z.string(),
    inForceFrom: civilDay.nullable(),
    basis: z.string(),
    published: z.boolean(),
    enteredBy: z.string().nullable(),
    enteredAt: z.string().nullable(),
    regraded: z.boolean(),
  })
  .meta({ id: 'GradingRules' })
const content = z
  .object({
    levels: z.array(z.object({ grade, name: z.string() })),
    objects: z.array(named),
    degrees: z.array(named),
    matrix: z.record(z.string(), z.record(z.string(), grade)),
    categories: z.array(named.extend({ parent: z.string().optional() })),
    confidence: z.number(),
    rules: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        of: z.enum(['item', 'entry']),
        when: z.record(z.string(), z.unknown()),
        category: z.string().optional(),
        impact: z.object({ object: z.string(), degree: z.string() }).optional(),
        grade: grade.optional().meta({ description: 'Of a rule without an impact' }),
      }),
    ),
  })
  .meta({ id: 'GradingRuleSet', description: 'Written as in grading.yaml of a pack, see docs/packs.md' })
const suggestionState = z.enum(['pending', 'accepted', 'kept', 'overruled', 'lapsed'])
const suggestion = z.object({
  id,
  grade,
  category: z.string().nullable(),
  ruleSet: z.string(),
  grounds: z.array(z.object({ rule: z.string(), grade, text: z.string(), reason: z.string() })),
  evidence: z.array(z.object({ category: z.string(), confidence: z.number(), evidence: z.array(z.string()) })),
  confidence: z.number(),
  origin: z.enum(['description', 'sample', 'rules']),
  madeAt: z.string(),
  state: suggestionState,
  decidedGrade: grade.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
})
const record = z.object({
  grade,
  ruleSet: z.string(),
  rules: z.array(z.string()),
  suggested: grade.nullable(),
  reason: z.string().nullable(),
  givenBy: z.string().nullable(),
  givenAt: z.string(),
})
const entryGrading = z
  .object({
    entry: z.object({ id, code: z.string(), name: z.string() }),
    open: z.boolean(),
    highest: grade,
    items: z.array(
      z.object({
        code: z.string().nullable().meta({ description: 'Null: the entry as a whole' }),
        name: z.string(),
        grade: grade.nullable(),
        ruleSet: z.string().nullable(),
        pending: suggestion.nullable(),
        suggestions: z.array(suggestion),
        records: z.array(record),
      }),
    ),
  })
  .meta({ id: 'EntryGrading' })
const listed = suggestion
  .extend({
    entry: z.object({
      id,
      code: z.string(),
      name: z.string(),
      provider: z.string(),
      open: z.boolean().meta({ description: 'Whether decisions can change its grades now' }),
    }),
    item: named.nullable(),
    presentGrade: grade.nullable().meta({ description: 'In the content its agency works on' }),
  })
  .meta({ id: 'GradingSuggestion' })
const decision = {
  decision: z.enum(['accept', 'keep', 'set']),
  grade: grade.optional().meta({ description: 'Of set' }),
  reason: line(1000).optional().meta({ description: 'Needed where the grade is lower than suggested' }),
}
const decided = z.object({
  suggestion: id,
  entry: id,
  item: z.string().nullable(),
  state: z.enum(['accepted', 'kept', 'overruled']),
  grade,
})

export function gradingRoutes(
  app: App,
  deps: { readonly grading: GradingService; readonly territories: () => TerritoryTree },
): void {
  const { grading, territories } = deps

  app.get(
    '/api/v1/grading-rules',
    {
      config: { action: 'gradingRules.read' },
      schema: {
        tags: ['grading'],
        summary: 'The classification and grading rules in force in a territory, and all versions',
        querystring: z.strictObject({ territory: territoryCode.optional() }),
        response: { 200: z.object({ inForce: summary.extend({ content }), history: z.array(summary) }), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory } = request.query
      await request.desk.authorize('gradingRules.read', territoryResource(territories(), territory))
      return (await grading.rulesIn(territory as TerritoryCode)) as never
    },
  )

  app.post(
    '/api/v1/grading-rules',
    {
      config: { action: 'gradingRules.enter' },
      schema: {
        tags: ['grading'],
        summary: 'Enter a version of the rules of the own territory; earlier versions stay',
        body: z.strictObject({
          territory: territoryCode.optional(),
          version: line(40).regex(/^[^/]*$/, 'expected text without a slash, e.g. 2026-1'),
          title: line(200),
          basis: z.strictObject({ instrument: z.string().max(100), provision: line(400) }),
          inForceFrom: civilDay,
          content: z.record(z.string(), z.unknown()).meta({ description: 'A rule set as in grading.yaml' }),
        }),
        response: {
          201: z.object({ result: z.object({ id, name: z.string(), published: z.boolean() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const who = person(request)
      const { territory = who.organization.territory, inForceFrom, ...rest } = request.body
      const input = { ...rest, territory: territory as TerritoryCode, inForceFrom: civil(inForceFrom) }
      return reply.code(201).send((await request.desk.perform(grading.enterRules(who, input))) as never)
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/grading',
    {
      config: { action: 'grading.read' },
      schema: {
        tags: ['grading'],
        summary: 'Grades of an entry and its items, what was suggested on which evidence, and what was decided',
        params: z.strictObject({ id }),
        response: { 200: entryGrading, ...problems },
      },
    },
    async (request) => {
      const entry = await grading.find(request.params.id)
      await request.desk.authorize('grading.read', entryResource(entry), { entry: entryFacts(entry, territories()) })
      return (await grading.ofEntry(entry)) as never
    },
  )

  app.get(
    '/api/v1/grading-suggestions',
    {
      config: { action: 'grading.list' },
      schema: {
        tags: ['grading'],
        summary: 'Suggestions of a territory and those below it; an agency sees those of its own entries',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          state: suggestionState.optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(listed), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory, ...query } = request.query
      await request.desk.authorize('grading.list', territoryResource(territories(), territory))
      return (await grading.suggestions(me, { territory: territory as TerritoryCode, ...query })) as never
    },
  )

  app.post(
    '/api/v1/grading-suggestions/:id/decision',
    {
      config: { action: 'grading.decide' },
      schema: {
        tags: ['grading'],
        summary: 'Accept a suggestion, keep the grade, or set another',
        params: z.strictObject({ id }),
        body: z.strictObject(decision),
        response: { 200: z.object({ result: z.array(decided), act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const asked = { ...request.body, suggestion: request.params.id, field: 'body' }
      return (await request.desk.perform(grading.decide(person(request), [asked]))) as never
    },
  )

  app.post(
    '/api/v1/grading-suggestions/decisions',
    {
      config: { action: 'grading.decide' },
      schema: {
        tags: ['grading'],
        summary: 'Decide several suggestions of own entries in one act',
        body: z.strictObject({
          decisions: z
            .array(z.strictObject({ suggestion: id, ...decision }))
            .min(1)
            .max(500),
        }),
        response: { 200: z.object({ result: z.array(decided), act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const asked = request.body.decisions.map((d, i) => ({ ...d, field: `body.decisions.${i}` }))
      return (await request.desk.perform(grading.decide(person(request), asked))) as never
    },
  )
}
