import { z } from 'zod'
import type { CivilDate, Regime, TerritoryCode } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, problems, territoryCode } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { isInForceOn, readStandards } from './registry.ts'

const standard = z
  .object({
    code: z.string(),
    title: z.string(),
    version: z.string(),
    rank: z.enum(['national', 'regional', 'municipal']),
    subjects: z.array(z.string()),
    inForceFrom: civilDay.nullable().meta({ description: 'Null where only the standing is known' }),
    retiredOn: civilDay.nullable().meta({ description: 'First day on which it holds no more' }),
    territory: z.string().nullable().meta({ description: 'Whose standard it is; null for national ones' }),
    values: z.record(z.string(), z.string()).nullable().meta({ description: 'Codes and meanings of a short list' }),
    inForce: z.boolean(),
  })
  .meta({ id: 'Standard' })

/** The register of standards, public like the law. */
export function standardRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly territories: () => TerritoryTree
    readonly regimeFor: (territory: TerritoryCode) => Regime
    readonly today: () => CivilDate
  },
): void {
  const { db, territories, regimeFor, today } = deps

  app.get(
    '/api/v1/standards',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Standards of a territory: national, regional, and those its authorities enacted',
        querystring: z.strictObject({
          territory: territoryCode,
          inForce: z.enum(['true', 'false']).optional().meta({ description: 'On the present day' }),
        }),
        response: { 200: z.object({ items: z.array(standard) }), ...problems },
      },
    },
    async (request) => {
      const { territory, inForce } = request.query
      const path = territories().path(territory)
      if (path.length === 0) throw notFound('地区')
      const known = await readStandards(db, regimeFor(territory as TerritoryCode), path)
      const items = known.map((one) => ({ ...one, inForce: isInForceOn(one, today()) }))
      return { items: items.filter((one) => inForce === undefined || one.inForce === (inForce === 'true')) } as never
    },
  )
}
