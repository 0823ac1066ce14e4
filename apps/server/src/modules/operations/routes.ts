import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import { organizationResource, person, readOrganization } from '../org/index.ts'
import type { Approvals } from './approvals.ts'
import { operationKinds, unreviewedDays, type ListOperations } from './operations.ts'
import { reviewDay, reviewOf } from './reviews.ts'

const operation = z
  .object({
    receipt: id,
    at: z.string(),
    kind: z.enum(operationKinds),
    action: z.string(),
    actor: z.string(),
    name: z.string(),
    dataset: z.object({ code: z.string(), name: z.string() }),
    rows: z.number().int(),
    purpose: z.string(),
    case: id.nullable(),
    approval: id.nullable(),
    flags: z.array(z.enum(['aboveVolume', 'aboveUsual', 'offHours', 'firstTime'])),
  })
  .meta({ id: 'SensitiveOperation' })
const review = z
  .object({
    day: civilDay,
    operations: z.number().int(),
    flagged: z.number().int(),
    conclusion: z.string(),
    reviewedBy: id,
    reviewedAt: z.string(),
  })
  .meta({ id: 'OperationReview' })
const approval = z
  .object({
    id,
    operation: z.string(),
    dataset: z.string(),
    items: z.array(z.string()),
    rows: z.number().int(),
    purpose: z.string(),
    askedBy: z.string(),
    askedAt: z.string(),
    state: z.enum(['asked', 'approved', 'used', 'expired']),
    approvedBy: id.nullable(),
    validUntil: civilDay.nullable(),
  })
  .meta({ id: 'OperationApproval' })
const tags = ['security']

export function operationRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly gate: Gate
    readonly datasets: DatasetStore
    readonly operations: ListOperations
    readonly approvals: Approvals
  },
): void {
  const { db, gate, approvals } = deps

  app.get(
    '/api/v1/sensitive-operations',
    {
      config: { action: 'operation.watch' },
      schema: {
        tags,
        summary:
          'What the people and applications of an organisation took on a day: who, which dataset, how much, for what; unusual ones flagged',
        querystring: z.strictObject({ organization: id.optional(), day: civilDay }),
        response: { 200: z.object({ items: z.array(operation), review: review.nullable() }), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, day } = request.query
      const of = await readOrganization(db, organization)
      await request.desk.authorize('operation.watch', organizationResource(of))
      const items = await deps.operations(db, of, day)
      return { items, review: await reviewOf(db, of.id, day) } as never
    },
  )

  app.get(
    '/api/v1/sensitive-operations/days',
    {
      config: { action: 'operation.watch' },
      schema: {
        tags,
        summary: 'Days whose list nobody has looked at yet, oldest first',
        querystring: z.strictObject({ organization: id.optional() }),
        response: {
          200: z.object({ items: z.array(z.object({ day: civilDay, operations: z.number().int() })) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id } = request.query
      await request.desk.authorize('operation.watch', organizationResource(await readOrganization(db, organization)))
      return { items: [...(await unreviewedDays(db, organization, gate.today()))] }
    },
  )

  app.post(
    '/api/v1/sensitive-operations/reviews',
    {
      config: { action: 'operation.review' },
      schema: {
        tags,
        summary: 'The security officer has looked at the list of a day; `operations` is how many were on it',
        body: z.strictObject({
          organization: id.optional(),
          day: civilDay,
          operations: z.number().int().min(0),
          conclusion: line(400),
        }),
        response: { 201: z.object({ result: review, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const { organization = person(request).organization.id, day, operations, conclusion } = request.body
      const asked = { organization, day: day, operations, conclusion }
      const act = reviewDay({ gate, list: deps.operations }, person(request), asked)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.post(
    '/api/v1/operation-approvals',
    {
      config: { action: 'operation.askApproval' },
      schema: {
        tags,
        summary: 'Ask for the second approval of a run that takes more rows than one person takes alone',
        body: z.strictObject({
          operation: z.enum(['archive.package', 'data.export']),
          dataset: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/),
          items: z.array(z.string().max(60)).max(500).default([]).meta({ description: 'Empty: all of them' }),
          rows: z.number().int().min(1),
          purpose: line(200),
        }),
        response: { 201: z.object({ result: z.object({ id }), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const { principal } = request.desk
      if (principal.type !== 'Account' && principal.type !== 'Application') throw new Error('reached by a visitor')
      const { dataset: code, ...taking } = request.body
      const dataset = await deps.datasets.byCode(db, code)
      if (dataset === undefined) throw notFound('数据集')
      const act = approvals.ask(principal, { ...taking, dataset: dataset.id })
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/operation-approvals',
    {
      config: { action: 'operation.list' },
      schema: {
        tags,
        summary: 'Second approvals that an organisation asked for, gave and used, newest first',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(approval), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('operation.list', organizationResource(await readOrganization(db, organization)))
      return approvals.list(organization, { limit, cursor }) as never
    },
  )

  app.post(
    '/api/v1/operation-approvals/:id/approval',
    {
      config: { action: 'operation.approve' },
      schema: {
        tags,
        summary: 'Approve it, as another person of the same organisation; it serves once',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: z.object({ id, validUntil: civilDay }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(approvals.approve(person(request), request.params.id)) as never,
  )
}
