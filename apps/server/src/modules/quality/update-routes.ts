import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import type { UpdateMonitor } from './update-monitor.ts'

const update = z
  .object({
    entry: z.object({ id, code: z.string(), name: z.string() }),
    provider: z.object({ id, name: z.string() }),
    territory: territoryCode,
    cycle: z.string(),
    lastBatchAt: z.string().nullable(),
    due: civilDay,
    overdue: z.boolean(),
    toldAt: z.string().nullable().meta({ description: 'When it was told that this day was missed' }),
  })
  .meta({ id: 'EntryUpdate' })
const phase = z.enum(['overdue', 'all']).default('all')

export function updateRoutes(
  app: App,
  deps: { readonly db: Db; readonly updates: UpdateMonitor; readonly territories: () => TerritoryTree },
): void {
  const { db, updates, territories } = deps

  app.get(
    '/api/v1/updates',
    {
      config: { action: 'update.list' },
      schema: {
        tags: ['quality'],
        summary: 'When the entries of an organisation are to be updated next, by due day',
        querystring: z.strictObject({ organization: id.optional(), phase, ...pageQuery }),
        response: { 200: pageOf(update), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, ...query } = request.query
      await request.desk.authorize('update.list', organizationResource(await readOrganization(db, organization)))
      return updates.ofProvider(organization, { ...query, cursor: query.cursor }) as never
    },
  )

  app.get(
    '/api/v1/supervision/updates',
    {
      config: { action: 'update.supervise' },
      schema: {
        tags: ['quality'],
        summary: 'Entries of a territory and below it by the day of their next update; those that missed it',
        querystring: z.strictObject({ territory: territoryCode.optional(), phase, ...pageQuery }),
        response: { 200: pageOf(update), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('update.supervise', territoryResource(territories(), territory))
      return updates.within(territory, { ...query, cursor: query.cursor }) as never
    },
  )
}
