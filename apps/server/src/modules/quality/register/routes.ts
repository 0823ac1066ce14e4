import { z } from 'zod'
import type { Db } from '../../../platform/db/open-database.ts'
import type { App } from '../../../platform/http/http-types.ts'
import { civilDay, id, pageOf, pageQuery, problems as answers, territoryCode } from '../../../platform/http/schemas.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { clockShape } from '../../cases/index.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../../org/index.ts'
import { lateVerifications } from './late-verifications.ts'
import type { Problems } from './problems.ts'
import { tamperingWithin } from './tampering.ts'
import { taskKinds, type AgencyTasks, type TaskKind } from './tasks.ts'

const named = z.object({ id, name: z.string() })
const task = z
  .object({
    kind: z.enum(taskKinds as readonly [TaskKind, ...TaskKind[]]),
    open: z.array(z.object({ case: id, procedure: z.string(), subject: named, clock: clockShape })),
    overdue: z.number().int(),
    doneOnTime: z.number().int().meta({ description: 'Of cases opened in the last twelve months' }),
    doneLate: z.number().int(),
  })
  .meta({ id: 'QualityTasks' })
const problem = z
  .object({
    case: id,
    procedure: z.string(),
    state: z.string(),
    open: z.boolean(),
    openedAt: z.string(),
    dataset: z.object({ entry: id, code: z.string(), name: z.string() }),
    items: z.array(z.string()),
    source: named,
    responsible: z.object({ stewards: z.array(z.string()), department: z.string().nullable() }),
    rule: z.string().nullable(),
  })
  .meta({ id: 'ProblemRecord' })
const candidate = z
  .object({
    receipt: id,
    at: z.string(),
    kind: z.enum(['attempt', 'changed']),
    dataset: z.object({ code: z.string(), name: z.string() }),
    provider: named,
    actor: z.string(),
    row: z.string().nullable().meta({ description: 'batch:line, never a value' }),
    grounds: z.array(z.string()),
  })
  .meta({ id: 'TamperingCandidate' })
const lateVerification = z
  .object({
    case: id,
    dataset: z.object({ code: z.string(), name: z.string() }),
    provider: named,
    due: civilDay,
    grounds: z.array(z.string()),
  })
  .meta({ id: 'LateVerification' })
const ofProblems = { open: z.enum(['true', 'false']).optional(), ...pageQuery }

export function qualityRegisterRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly gate: Gate
    readonly territories: () => TerritoryTree
    readonly tasks: (organization: string) => Promise<AgencyTasks>
    readonly problems: Problems
  },
): void {
  const { db, gate, territories } = deps
  const isOpen = (open: 'true' | 'false' | undefined): boolean | undefined =>
    open === undefined ? undefined : open === 'true'

  app.get(
    '/api/v1/quality-tasks',
    {
      config: { action: 'quality.own' },
      schema: {
        tags: ['quality'],
        summary: 'What an agency owes on the quality of its data, with due days, and what it did on time and late',
        querystring: z.strictObject({ organization: id.optional() }),
        response: {
          200: z.object({
            tasks: z.array(task),
            overdueUpdates: z.array(
              z.object({
                entry: z.object({ id, code: z.string(), name: z.string() }),
                cycle: z.string(),
                due: civilDay,
              }),
            ),
          }),
          ...answers,
        },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id } = request.query
      await request.desk.authorize('quality.own', organizationResource(await readOrganization(db, organization)))
      return (await deps.tasks(organization)) as never
    },
  )

  app.get(
    '/api/v1/problems',
    {
      config: { action: 'quality.own' },
      schema: {
        tags: ['quality'],
        summary: 'Problems of the data an agency provides: dataset, items, source, who answers for it',
        querystring: z.strictObject({ organization: id.optional(), ...ofProblems }),
        response: { 200: pageOf(problem), ...answers },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, open, limit, cursor } = request.query
      await request.desk.authorize('quality.own', organizationResource(await readOrganization(db, organization)))
      return deps.problems.ofProvider(organization, { open: isOpen(open), limit, cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/problems',
    {
      config: { action: 'quality.supervise' },
      schema: {
        tags: ['quality'],
        summary: 'Problems of data in a territory and below it: dataset, items, source, who answers for it',
        querystring: z.strictObject({ territory: territoryCode.optional(), ...ofProblems }),
        response: { 200: pageOf(problem), ...answers },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, open, limit, cursor } = request.query
      await request.desk.authorize('quality.supervise', territoryResource(territories(), territory))
      return deps.problems.within(territories().within(territory), { open: isOpen(open), limit, cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/tampering',
    {
      config: { action: 'quality.supervise' },
      schema: {
        tags: ['quality'],
        summary: 'Refused attempts to write over stored data and rows whose tag does not fit, with the clause',
        querystring: z.strictObject({ territory: territoryCode.optional(), ...pageQuery }),
        response: { 200: pageOf(candidate), ...answers },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, limit, cursor } = request.query
      const resource = territoryResource(territories(), territory)
      await request.desk.authorize('quality.supervise', resource)
      const regime = gate.regimeFor(resource.territory)
      return tamperingWithin(db, territories().within(territory), regime, { limit, cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/late-verifications',
    {
      config: { action: 'quality.supervise' },
      schema: {
        tags: ['quality'],
        summary: 'Verifications not completed within the time of their notice, with the clause they may be found under',
        querystring: z.strictObject({ territory: territoryCode.optional(), ...pageQuery }),
        response: { 200: pageOf(lateVerification), ...answers },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, limit, cursor } = request.query
      const resource = territoryResource(territories(), territory)
      await request.desk.authorize('quality.supervise', resource)
      const regime = gate.regimeFor(resource.territory)
      const query = { today: gate.today(), limit, cursor }
      return lateVerifications(db, territories().within(territory), regime, query) as never
    },
  )
}
