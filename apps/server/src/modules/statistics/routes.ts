import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { facetNames, freshnesses, type FacetName, type Freshness } from '../catalog/index.ts'
import { person, territoryResource } from '../org/index.ts'
import type { StatisticService } from './service.ts'

const figure = z
  .object({ count: z.number().int(), records: z.string() })
  .meta({ id: 'Figure', description: 'A number and the path of the list of its records' })
const counted = z.array(figure.extend({ value: z.string(), label: z.string() }))
const volume = { datasets: figure, rows: figure, batches: figure }
const overview = z
  .object({
    territory: territoryCode,
    on: civilDay,
    agencies: figure,
    systems: figure,
    entries: figure,
    entriesBy: z.object(
      Object.fromEntries(facetNames.map((name) => [name, counted])) as Record<FacetName, typeof counted>,
    ),
    ...volume,
    byAgency: z.array(
      z.object({
        organization: z.object({ id, name: z.string() }),
        territory: territoryCode,
        systems: figure,
        entries: figure,
        published: figure,
        late: figure,
        ...volume,
      }),
    ),
  })
  .meta({ id: 'StatisticOverview' })
const dataset = z
  .object({
    code: z.string(),
    entry: z.object({ id, code: z.string(), name: z.string() }),
    provider: z.object({ id, name: z.string() }),
    rows: z.number().int(),
    batches: z.number().int(),
    lastBatchAt: z.string().nullable(),
    freshness: z.enum(freshnesses as readonly [Freshness, ...Freshness[]]),
    score: z.number().nullable().meta({ description: 'Of the newest run of its rules, 0 to 100' }),
  })
  .meta({ id: 'DatasetLine' })

/** The overview of data resources, for those who oversee a territory. */
export function statisticRoutes(
  app: App,
  deps: { readonly statistics: StatisticService; readonly territories: () => TerritoryTree },
): void {
  const { statistics, territories } = deps

  app.get(
    '/api/v1/statistics/overview',
    {
      config: { action: 'statistic.read' },
      schema: {
        tags: ['statistics'],
        summary:
          'Agencies, systems, entries and data of a territory and below it; every figure names the list of its records',
        querystring: z.strictObject({ territory: territoryCode.optional() }),
        response: { 200: overview, ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory } = request.query
      await request.desk.authorize('statistic.read', territoryResource(territories(), territory))
      return statistics.overview(me, territory) as never
    },
  )

  app.get(
    '/api/v1/statistics/datasets',
    {
      config: { action: 'statistic.read' },
      schema: {
        tags: ['statistics'],
        summary: 'Datasets of a territory and below it with their rows and batches',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          provider: id.optional(),
          scored: z.enum(['true']).optional().meta({ description: 'Only those whose rules gave a score' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(dataset), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory, scored, ...query } = request.query
      await request.desk.authorize('statistic.read', territoryResource(territories(), territory))
      return statistics.datasets(me, { territory, scored: scored === 'true', ...query }) as never
    },
  )
}
