import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
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
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import { gapKinds } from './gaps.ts'
import type { RecoveryService } from './service.ts'

const kind = z.enum(['system', 'dataset'])
const ref = z
  .union([id, z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/)], 'expected the id of a system or the code of a dataset')
  .meta({ description: 'Id of a system, code of a dataset' })
const params = z.strictObject({ kind, ref })
const instant = z.iso.datetime({ offset: true })
const result = z.enum(['passed', 'failed'])
const post = (what: string) => line(200).meta({ description: `${what}; a department or post, never a person` })

const plan = z.strictObject({
  intervalDays: z.number().int().min(1).max(366).meta({ description: 'Calendar days from one backup to the next' }),
  medium: line(200),
  place: line(200),
  retentionDays: z.number().int().min(1).max(36_525).meta({ description: 'Calendar days that a backup is kept' }),
  responsible: post('Who answers for it'),
})
const checksum = line(200).nullable()
const backup = z.object({ id, takenAt: z.string(), reference: z.string(), checksum })
const restoreTest = z.object({
  id,
  testedOn: civilDay,
  result,
  testedBy: z.string(),
  backup: id.nullable(),
  findings: z.string().nullable(),
})
const subject = z
  .object({
    kind,
    id,
    code: z.string(),
    name: z.string(),
    organization: z.object({ id, name: z.string() }),
    territory: territoryCode,
    plan: z.object(plan.shape).nullable(),
    lastBackup: backup.nullable(),
    lastTest: restoreTest.nullable(),
    testDue: civilDay.nullable().meta({ description: 'Last day for the next restore test' }),
    gaps: z.array(z.enum(gapKinds)),
  })
  .meta({ id: 'RecoveryLine' })
const history = z
  .object({
    kind,
    id,
    code: z.string(),
    name: z.string(),
    plans: z.array(z.object({ id, ...plan.shape, enteredAt: z.string() })),
    backups: z.array(backup),
    tests: z.array(restoreTest),
  })
  .meta({ id: 'RecoveryHistory' })
const entered = { 201: z.object({ result: z.object({ id }), act: actReceipt }), ...problems }
const gaps = z.enum(['only', 'all']).default('all')

/** The register of recovery: what is backed up and how, and what is missing. */
export function recoveryRoutes(
  app: App,
  deps: { readonly db: Db; readonly recovery: RecoveryService; readonly territories: () => TerritoryTree },
): void {
  const { db, recovery, territories } = deps

  app.post(
    '/api/v1/recovery/:kind/:ref/plans',
    {
      config: { action: 'recovery.plan' },
      schema: {
        tags: ['recovery'],
        summary: 'Enter the backup plan of an information system or dataset; the last one entered holds',
        params,
        body: plan,
        response: entered,
      },
    },
    async (request, reply) => {
      const act = recovery.enterPlan(person(request), request.params, request.body)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.post(
    '/api/v1/recovery/:kind/:ref/backups',
    {
      config: { action: 'recovery.backup' },
      schema: {
        tags: ['recovery'],
        summary: 'Record a backup that was taken',
        params,
        body: z.strictObject({ takenAt: instant, reference: line(200), checksum: checksum.default(null) }),
        response: entered,
      },
    },
    async (request, reply) => {
      const { takenAt, ...rest } = request.body
      const act = recovery.enterBackup(person(request), request.params, { ...rest, takenAt: new Date(takenAt) })
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.post(
    '/api/v1/recovery/:kind/:ref/restore-tests',
    {
      config: { action: 'recovery.test' },
      schema: {
        tags: ['recovery'],
        summary: 'Record a restore test with its result',
        params,
        body: z.strictObject({
          testedOn: civilDay,
          result,
          testedBy: post('Who tested'),
          backup: id.nullable().default(null).meta({ description: 'The backup that was restored' }),
          findings: line(2000).nullable().default(null),
        }),
        response: entered,
      },
    },
    async (request, reply) => {
      const act = recovery.enterTest(person(request), request.params, request.body)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/recovery/:kind/:ref',
    {
      config: { action: 'recovery.read' },
      schema: {
        tags: ['recovery'],
        summary: 'Plans, backups and restore tests of one system or dataset, newest first',
        params,
        response: { 200: history, ...problems },
      },
    },
    async (request) => {
      const found = await recovery.find(request.params)
      await request.desk.authorize('recovery.read', found.resource)
      const { kind, id, code, name } = found.subject
      return { kind, id, code, name, ...(await recovery.history(found.subject)) } as never
    },
  )

  app.get(
    '/api/v1/recovery',
    {
      config: { action: 'recovery.read' },
      schema: {
        tags: ['recovery'],
        summary: 'Systems and datasets of an organisation with plan, last backup, last restore test and gaps',
        querystring: z.strictObject({ organization: id.optional(), gaps, ...pageQuery }),
        response: { 200: pageOf(subject), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, ...query } = request.query
      await request.desk.authorize('recovery.read', organizationResource(await readOrganization(db, organization)))
      return recovery.ofOrganization(organization, { ...query, cursor: query.cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/recovery',
    {
      config: { action: 'recovery.supervise' },
      schema: {
        tags: ['recovery'],
        summary: 'The same for all organisations of a territory and below it',
        querystring: z.strictObject({ territory: territoryCode.optional(), gaps, ...pageQuery }),
        response: { 200: pageOf(subject), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('recovery.supervise', territoryResource(territories(), territory))
      return recovery.within(territory, { ...query, cursor: query.cursor }) as never
    },
  )
}
