import { z } from 'zod'
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
import { person, territoryResource } from '../org/index.ts'
import type { SystemService } from './service.ts'
import { fundings, type Funding, type SystemInput } from './systems.ts'

const described = {
  code: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/, 'expected letters, digits, ., _ and -, 2 to 60 characters'),
  name: line(200),
  funding: z.enum(fundings as readonly [Funding, ...Funding[]]),
  department: line(200).meta({ description: 'Department in charge' }),
}
const optional = {
  operator: line(200).nullable(),
  protectionLevel: z
    .number()
    .int()
    .min(1)
    .max(5)
    .nullable()
    .meta({ description: 'Level of graded protection (等保级别)' }),
  liveOn: civilDay.nullable(),
  databases: z.array(line(60)).max(20).meta({ description: 'Kinds of database it runs on' }),
  project: line(400).nullable().meta({ description: 'Name and number of the project it came from' }),
}
const input = {
  ...described,
  operator: optional.operator.default(null),
  protectionLevel: optional.protectionLevel.default(null),
  liveOn: optional.liveOn.default(null),
  databases: optional.databases.default([]),
  project: optional.project.default(null),
}
const system = z
  .object({
    id,
    organization: z.object({ id, name: z.string() }),
    territory: territoryCode,
    ...described,
    ...optional,
    status: z.enum(['active', 'closed']),
    version: z.number().int(),
  })
  .meta({ id: 'InformationSystem' })
const task = z.object({ entry: id, case: id })
const view = system
  .extend({
    entries: z.array(z.object({ id, code: z.string(), name: z.string(), state: z.string() })),
    schemaChanges: z.array(
      z.object({ id, changedOn: civilDay, description: z.string(), registeredAt: z.string(), tasks: z.array(task) }),
    ),
  })
  .meta({ id: 'InformationSystemView' })
const saved = z.object({ id, version: z.number().int() })
const version = z.number().int().min(1)

/** The register of information systems. */
export function systemRoutes(
  app: App,
  deps: { readonly systems: SystemService; readonly territories: () => TerritoryTree },
): void {
  const { systems, territories } = deps

  app.get(
    '/api/v1/information-systems',
    {
      config: { action: 'informationSystem.list' },
      schema: {
        tags: ['systems'],
        summary: 'Information systems of a territory and those below it',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          organization: id.optional(),
          status: z.enum(['active', 'closed']).optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(system), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('informationSystem.list', territoryResource(territories(), territory))
      return systems.list({ territory, ...query }) as never
    },
  )

  app.post(
    '/api/v1/information-systems',
    {
      config: { action: 'informationSystem.register' },
      schema: {
        tags: ['systems'],
        summary: 'Register an information system of the own agency',
        body: z.strictObject({ organization: id.optional(), ...input }),
        response: { 201: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const { organization = person(request).organization.id, ...rest } = request.body
      const act = systems.register(organization, rest)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/information-systems/:id',
    {
      config: { action: 'informationSystem.read' },
      schema: {
        tags: ['systems'],
        summary: 'One system with its entries and the changes of its schema',
        params: z.strictObject({ id }),
        response: { 200: view, ...problems },
      },
    },
    async (request) => {
      const found = await systems.find(request.params.id)
      await request.desk.authorize('informationSystem.read', found.facts.resource)
      return systems.view(person(request), found.system) as never
    },
  )

  app.put(
    '/api/v1/information-systems/:id',
    {
      config: { action: 'informationSystem.amend' },
      schema: {
        tags: ['systems'],
        summary: 'Change what is registered of a system',
        params: z.strictObject({ id }),
        body: z.strictObject({ version, ...input }),
        response: { 200: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { version: given, ...rest } = request.body
      return request.desk.perform(systems.amend(request.params.id, given, rest as SystemInput)) as never
    },
  )

  app.post(
    '/api/v1/information-systems/:id/closure',
    {
      config: { action: 'informationSystem.close' },
      schema: {
        tags: ['systems'],
        summary: 'Register that a system is out of use',
        params: z.strictObject({ id }),
        body: z.strictObject({ version }),
        response: { 200: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(systems.close(request.params.id, request.body.version)) as never,
  )

  app.post(
    '/api/v1/information-systems/:id/schema-changes',
    {
      config: { action: 'informationSystem.changeSchema' },
      schema: {
        tags: ['systems'],
        summary: 'Register a change of the schema; opens the catalog updates that the regime demands',
        params: z.strictObject({ id }),
        body: z.strictObject({ changedOn: civilDay, description: line(2000) }),
        response: {
          201: z.object({ result: z.object({ id, tasks: z.array(task) }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { changedOn, description } = request.body
      const change = { changedOn: changedOn, description }
      const act = systems.changeSchema(person(request), request.params.id, change)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )
}
