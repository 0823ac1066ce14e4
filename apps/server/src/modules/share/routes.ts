import { z } from 'zod'
import { addDays, type CivilDate } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { civilDay, id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource, readEntry } from '../catalog/index.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import type { SharingOverview } from './overview.ts'
import { askedFor, entryUsageLine, grant, grantDetail, sharedEntry, usage } from './schemas.ts'
import type { GrantDetail, ShareService } from './service.ts'
import { entryUsage, grantUsage, type Period } from './usage.ts'

type Asked = Parameters<typeof person>[0]
const params = z.strictObject({ id })
const ofPeriod = { from: civilDay.optional(), to: civilDay.optional() }

/** Days a report reads of the log at most. */
const mostDays = 92

export function shareRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly share: ShareService
    readonly overview: SharingOverview
    readonly territories: () => TerritoryTree
    readonly today: () => CivilDate
  },
): void {
  const { db, share, overview, territories, today } = deps

  const authorizeEntry = async (
    request: Asked,
    action: 'grant.read' | 'grant.usage',
    entryId: string,
    applicant: string,
  ): Promise<void> => {
    const entry = await readEntry(db, entryId)
    await request.desk.authorize(action, entryResource(entry), { entry: entryFacts(entry, territories()), applicant })
  }
  const readGrant = async (
    request: Asked,
    action: 'grant.read' | 'grant.usage',
    grantId: string,
  ): Promise<GrantDetail> => {
    const found = await share.grant(grantId)
    await authorizeEntry(request, action, found.entry.id, found.applicant.id)
    return found
  }
  const periodOf = (asked: { from?: CivilDate | undefined; to?: CivilDate | undefined }): Period => {
    const { to = today(), from = addDays(to, -29) } = asked
    if (from <= to && to <= addDays(from, mostDays - 1)) return { from, to }
    const expected = `a day not after to, at most ${mostDays} days before it`
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'query.from', expected }] })
  }

  const answeredIn = (
    { answeredFrom, answeredTo }: { answeredFrom?: CivilDate | undefined; answeredTo?: CivilDate | undefined },
    late: string | undefined,
  ): Period | undefined => {
    if (answeredFrom === undefined && answeredTo === undefined && late === undefined) return undefined
    const to = answeredTo ?? today()
    if (answeredFrom !== undefined && answeredFrom <= to) return { from: answeredFrom, to }
    const expected = 'a day, with answeredTo and late; not after answeredTo'
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'query.answeredFrom', expected }] })
  }

  app.get(
    '/api/v1/grants',
    {
      config: { action: 'grant.list' },
      schema: {
        tags: ['sharing'],
        summary: 'Grants an organisation received or that rest on its data',
        querystring: z.strictObject({
          organization: id.optional(),
          application: id.optional().meta({ description: 'Only those that this application has' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(grant), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, ...query } = request.query
      await request.desk.authorize('grant.list', organizationResource(await readOrganization(db, organization)))
      return share.grantsOf(organization, query) as never
    },
  )

  app.get(
    '/api/v1/grants/:id',
    {
      config: { action: 'grant.read' },
      schema: {
        tags: ['sharing'],
        summary: 'A grant with every change of its terms and what was taken under it',
        params,
        response: { 200: grantDetail, ...problems },
      },
    },
    async (request) => readGrant(request, 'grant.read', request.params.id) as never,
  )

  app.get(
    '/api/v1/grants/:id/usage',
    {
      config: { action: 'grant.usage' },
      schema: {
        tags: ['sharing'],
        summary: 'How a grant was used: by day, item, purpose and matter; counts, never values',
        params,
        querystring: z.strictObject(ofPeriod),
        response: { 200: usage, ...problems },
      },
    },
    async (request) => {
      const found = await readGrant(request, 'grant.usage', request.params.id)
      return { grant: found, ...(await grantUsage(db, found.id, periodOf(request.query))) } as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/usage',
    {
      config: { action: 'grant.usage' },
      schema: {
        tags: ['sharing'],
        summary: 'Who used an entry under which grant, how often and how much',
        params,
        querystring: z.strictObject({ ...ofPeriod, ...pageQuery }),
        response: {
          200: pageOf(entryUsageLine).extend({ period: z.object({ from: civilDay, to: civilDay }) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { limit, cursor, ...asked } = request.query
      await authorizeEntry(request, 'grant.usage', request.params.id, '')
      const period = periodOf(asked)
      return { period, ...(await entryUsage(db, request.params.id, period, { limit, cursor })) } as never
    },
  )

  app.get(
    '/api/v1/sharing',
    {
      config: { action: 'sharing.own' },
      schema: {
        tags: ['sharing'],
        summary:
          'What an agency has to answer of requests to share and to open, by due day, and the data it shares and opens',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: z.object({ toAnswer: z.array(askedFor), provided: pageOf(sharedEntry) }), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('sharing.own', organizationResource(await readOrganization(db, organization)))
      return {
        toAnswer: await overview.toAnswer(organization, 200),
        provided: await overview.provided(organization, limit, cursor),
      } as never
    },
  )

  app.get(
    '/api/v1/supervision/sharing',
    {
      config: { action: 'sharing.supervise' },
      schema: {
        tags: ['supervision'],
        summary: 'Requests to share and to open in a territory and below it: state, age, and whose turn it is',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          open: z.enum(['true', 'false']).optional(),
          answeredFrom: civilDay.optional().meta({ description: 'Only requests for data answered from this day on' }),
          answeredTo: civilDay.optional().meta({ description: 'Until this day; today when not said' }),
          late: z
            .enum(['true', 'false'])
            .optional()
            .meta({ description: 'Of those answered: after the due day, or in time' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(askedFor), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, open, late, limit, cursor, ...asked } = request.query
      await request.desk.authorize('sharing.supervise', territoryResource(territories(), territory))
      const isTrue = (said: 'true' | 'false' | undefined): boolean | undefined =>
        said === undefined ? undefined : said === 'true'
      const answered = answeredIn(asked, late)
      const query = { open: isTrue(open), answered, late: isTrue(late), limit, cursor }
      return overview.within(territories().within(territory), query) as never
    },
  )
}
