import { z } from 'zod'
import type { App } from '../../../platform/http/http-types.ts'
import { civilDay, id, problems, territoryCode } from '../../../platform/http/schemas.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { person, territoryResource } from '../../org/index.ts'
import type { StatisticService } from '../service.ts'

const mostDays = 366
const days = z.object({ from: civilDay, to: civilDay })
const figure = z.object({ count: z.number().int(), records: z.string().nullable() }).meta({
  id: 'CockpitFigure',
  description:
    'A number and the path of the list of its records; null where they stand in the log, or the reader may not open them',
})
const trend = z
  .object({
    now: z.number().nullable(),
    before: z.number().nullable(),
    points: z.array(days.extend({ value: z.number().nullable() })),
  })
  .meta({
    id: 'Trend',
    description:
      'In the window, in the one before, and in equal parts of the window; null where there was nothing to count',
  })
const clauseCount = z.object({ clause: z.string(), count: z.number().int() })
const workingDays = z.number().int().nullable()
const cockpit = z
  .object({
    territory: territoryCode,
    on: civilDay,
    window: days,
    before: days,
    coverage: z.object({ agencies: figure, covered: figure, published: figure, trend }),
    freshness: z.object({ current: figure, late: figure, never: figure, irregular: figure, trend }),
    response: z.object({
      answered: figure,
      inTime: figure,
      late: figure,
      overdue: figure,
      median: workingDays.meta({ description: 'Working days to the answer, nearest rank' }),
      ninth: workingDays.meta({ description: 'Within which nine of ten were answered' }),
      trend,
    }),
    overdue: z.object({
      total: figure,
      byAgency: z.array(
        figure.extend({ organization: z.object({ id, name: z.string() }), clauses: z.array(clauseCount) }),
      ),
    }),
    quality: z.object({ problems: figure, scored: figure, trend }),
    refusals: z.object({ total: figure, byClause: z.array(figure.extend({ clause: z.string() })), trend }),
    traffic: z.object({
      calls: figure,
      rows: figure,
      refused: figure,
      days: z.array(
        z.object({ day: civilDay, calls: z.number().int(), rows: z.number().int(), refused: z.number().int() }),
      ),
      trend,
    }),
  })
  .meta({ id: 'Cockpit' })

/** How a territory stands, for those who oversee it. */
export function cockpitRoutes(
  app: App,
  deps: {
    readonly statistics: StatisticService
    readonly territories: () => TerritoryTree
    readonly decide: Gate['decide']
  },
): void {
  const { statistics, territories, decide } = deps

  app.get(
    '/api/v1/statistics/cockpit',
    {
      config: { action: 'statistic.read' },
      schema: {
        tags: ['statistics'],
        summary:
          'How a territory and what lies below it stands: coverage, freshness, answers, overdue, quality, refusals, traffic',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          days: z.coerce
            .number()
            .int()
            .min(1)
            .max(mostDays)
            .default(30)
            .meta({ description: 'Length of the window, which ends today; compared with as many days before it' }),
        }),
        response: { 200: cockpit, ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory, days } = request.query
      const resource = territoryResource(territories(), territory)
      await request.desk.authorize('statistic.read', resource)
      // Asked without being done: no refusal is recorded of what nobody tried.
      const opensRequests = decide({ action: 'sharing.supervise', principal: me, resource }).effect === 'allow'
      return statistics.cockpit(me, { territory, days, opensRequests }) as never
    },
  )
}
