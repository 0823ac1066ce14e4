import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
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
import { organizationResource, person, readOrganization } from '../org/index.ts'
import { clockShape } from './clock-view.ts'
import type { CaseRuntime } from './runtime.ts'
import type { CaseService } from './service.ts'

const named = z.object({ id, name: z.string() })
/** A case as it stands in lists. */
export const caseSummaryShape = z
  .object({
    id,
    procedure: z.string(),
    title: z.string(),
    pack: z.string(),
    draft: z.boolean(),
    state: z.string(),
    stateTitle: z.string(),
    open: z.boolean(),
    territory: territoryCode,
    subject: z.object({ type: z.string(), id: z.string(), name: z.string() }),
    owner: named.nullable(),
    openedAt: z.string(),
    clocks: z.array(clockShape),
  })
  .meta({ id: 'CaseSummary' })
const view = caseSummaryShape
  .extend({
    version: z.number().int(),
    form: z.record(z.string(), z.unknown()),
    parties: z.array(z.object({ party: z.string(), label: z.string(), organization: named })),
    actions: z.array(
      z.object({
        action: z.string(),
        by: z.string(),
        role: z.string(),
        form: z.string().nullable(),
        cites: z.array(z.string()),
        open: z.boolean(),
        closedBecause: z.string().nullable(),
      }),
    ),
    states: z.array(z.object({ name: z.string(), title: z.string(), final: z.boolean() })),
    timeline: z.array(
      z.object({
        receipt: z.string(),
        at: z.string(),
        action: z.string(),
        outcome: z.string(),
        actor: z.string(),
        organization: z.string().nullable(),
        grounds: z.array(z.string()),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
    entries: z.array(
      z.object({ act: z.string(), at: z.string(), organization: named, form: z.record(z.string(), z.unknown()) }),
    ),
    cause: z
      .object({ id, signal: z.string(), openedAt: z.string() })
      .nullable()
      .meta({ description: 'The alert of the platform for which it was opened' }),
    derivations: z.array(z.object({ period: z.string(), lines: z.array(z.string()) })),
  })
  .meta({ id: 'Case' })
const form = z.record(z.string().max(60), z.unknown())
const opened = z.object({ case: id, state: z.string() })
const actName = z.string().regex(/^[a-zA-Z]{1,60}$/, 'expected the name of an act, letters only')
const procedureName = z.string().regex(/^[a-zA-Z.]{1,80}$/, 'expected the name of a procedure, e.g. share.request')

export function caseRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly runtime: CaseRuntime
    readonly cases: CaseService
    readonly openAnnouncements: (organization: string) => Promise<number>
  },
): void {
  const { db, runtime, cases, openAnnouncements } = deps

  app.post(
    '/api/v1/cases',
    {
      config: { action: 'case.open' },
      schema: {
        tags: ['cases'],
        summary: 'Open a case: one run of a procedure of the law',
        body: z.strictObject({
          procedure: procedureName,
          subject: z.strictObject({
            type: z.enum(['catalogEntry', 'dataGrant', 'organization', 'territory']),
            id: z.union([id, territoryCode]),
          }),
          form: form.default({}),
        }),
        response: { 201: z.object({ result: opened, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const { procedure, subject, form: entered } = request.body
      return reply
        .code(201)
        .send((await request.desk.perform(runtime.open(person(request), procedure, subject, entered))) as never)
    },
  )

  app.get(
    '/api/v1/cases',
    {
      config: { action: 'case.list' },
      schema: {
        tags: ['cases'],
        summary: 'Cases an organisation is party to, newest first',
        querystring: z.strictObject({
          organization: id.optional(),
          open: z.enum(['true', 'false']).optional(),
          q: line(100).optional().meta({
            description: 'Beginning of the number, or part of the title or of the name of what it is about',
          }),
          ...pageQuery,
        }),
        response: { 200: pageOf(caseSummaryShape), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, open, ...query } = request.query
      await request.desk.authorize('case.list', organizationResource(await readOrganization(db, organization)))
      return cases.list(organization, {
        open: open === undefined ? undefined : open === 'true',
        ...query,
      }) as never
    },
  )

  app.get(
    '/api/v1/cases/:id',
    {
      config: { action: 'case.read' },
      schema: {
        tags: ['cases'],
        summary: 'One case',
        params: z.strictObject({ id }),
        response: { 200: view, ...problems },
      },
    },
    async (request) => {
      const { loaded, facts } = await cases.find(request.params.id)
      await request.desk.authorize('case.read', facts.resource, facts.context)
      return cases.view(person(request), loaded) as never
    },
  )

  app.post(
    '/api/v1/cases/:id/acts/:act',
    {
      config: { action: 'case.act' },
      schema: {
        tags: ['cases'],
        summary: 'Act on a case, as its procedure offers',
        params: z.strictObject({ id, act: actName }),
        body: z.strictObject({ form: form.default({}), version: z.number().int().min(1).optional() }),
        response: { 200: z.object({ result: opened, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { id: caseId, act } = request.params
      const { form: entered, version } = request.body
      return request.desk.perform(runtime.act(person(request), caseId, act, { form: entered, version })) as never
    },
  )

  app.get(
    '/api/v1/worklist',
    {
      config: { action: 'worklist.read' },
      schema: {
        tags: ['cases'],
        summary: 'What an organisation owes, by due date, and how much it is',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: {
          200: pageOf(caseSummaryShape).extend({
            today: civilDay,
            total: z.number().int().meta({ description: 'Open cases that it owes an act in, on all pages' }),
            overdue: z.number().int().meta({ description: 'Of these, late by a clock of its own' }),
            announcements: z
              .number()
              .int()
              .meta({ description: 'Corrections of received data that were not acknowledged yet' }),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, ...query } = request.query
      await request.desk.authorize('worklist.read', organizationResource(await readOrganization(db, organization)))
      return {
        today: cases.today(),
        ...(await cases.worklist(organization, query)),
        announcements: await openAnnouncements(organization),
      } as never
    },
  )
}
