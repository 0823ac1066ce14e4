import { z } from 'zod'
import type { TerritoryCode } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, id, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { person, territoryResource } from '../org/index.ts'
import type { DutyService } from './service.ts'

const line = z
  .object({
    duty: z.string(),
    title: z.string(),
    cites: z.array(z.string()),
    organization: z.object({ id, name: z.string() }),
    case: id.nullable(),
    state: z.string().nullable(),
    due: civilDay.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'DutyLine' })
/** Files opened in one request: each is an act of its own, and a request is to end in seconds. */
const mostAtOnce = 500

export function dutyRoutes(
  app: App,
  deps: { readonly duties: DutyService; readonly territories: () => TerritoryTree },
): void {
  const { duties, territories } = deps

  app.get(
    '/api/v1/territories/:code/duties',
    {
      config: { action: 'duty.read' },
      schema: {
        tags: ['duties'],
        summary: 'The register of duties: which organisation owes which, how it stands, and what is missing',
        params: z.strictObject({ code: territoryCode }),
        response: { 200: z.object({ items: z.array(line) }), ...problems },
      },
    },
    async (request) => {
      const { code } = request.params
      await request.desk.authorize('duty.read', territoryResource(territories(), code))
      return { items: [...(await duties.register(code as TerritoryCode))] } as never
    },
  )

  app.post(
    '/api/v1/territories/:code/duties',
    {
      config: { action: 'duty.assign' },
      schema: {
        tags: ['duties'],
        summary: 'Assign every duty of the regime to the organisations that owe it; repeat while some remain',
        params: z.strictObject({ code: territoryCode }),
        response: {
          200: z.object({ opened: z.number().int(), remaining: z.number().int() }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { code } = request.params
      await request.desk.authorize('duty.assign', territoryResource(territories(), code))
      return duties.assign(person(request), code as TerritoryCode, mostAtOnce)
    },
  )
}
