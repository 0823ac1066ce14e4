import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, id, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { person } from '../org/index.ts'
import type { OpenCases } from './open-cases.ts'

const count = z.number().int()

/** What a change of the law would mean for the cases that are open. */
export function openCaseRoutes(
  app: App,
  deps: { readonly openCases: OpenCases; readonly territories: () => TerritoryTree },
): void {
  app.post(
    '/api/v1/law/diff/open-cases',
    {
      config: { action: 'law.compare' },
      schema: {
        tags: ['law'],
        summary: 'Open cases that would be due on another day if periods of a regulation had other lengths',
        description:
          'An authority sees the cases of its territory and what lies below, the system administrator all. `items` are the first `limit` clocks, the numbers are of all. Nothing is changed: clocks that run keep their terms.',
        body: z.strictObject({
          pack: z.string().max(80),
          periods: z
            .array(z.strictObject({ name: z.string().max(100), length: z.number().int().min(0).max(1000) }))
            .min(1)
            .max(100),
          limit: z.number().int().min(1).max(1000).default(200),
        }),
        response: {
          200: z.object({
            clocks: count,
            moved: count,
            earlier: count,
            later: count,
            items: z.array(
              z.object({
                case: id,
                territory: territoryCode,
                period: z.string(),
                owner: z.string(),
                due: civilDay,
                would: civilDay,
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { organization, roles } = person(request)
      const { pack, periods, limit } = request.body
      const within = roles.includes('systemAdmin') ? undefined : deps.territories().within(organization.territory)
      const lengths = new Map(periods.map(({ name, length }) => [name, length]))
      return (await deps.openCases.affectedBy(pack, lengths, within, limit)) as never
    },
  )
}
