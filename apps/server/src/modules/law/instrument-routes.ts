import { z } from 'zod'
import { civil, ranks } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, line, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { LawService } from './service.ts'

const instrumentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,79}$/, 'expected small letters, digits and hyphens, e.g. ningbo-negative-list-2026-3')
const instrument = z
  .object({
    id: z.string(),
    title: z.string(),
    rank: z.enum(ranks),
    rankText: z.string(),
    inForceFrom: civilDay,
    repealedOn: civilDay.nullable().meta({ description: 'First day on which it holds no more' }),
    provisions: z.array(z.string()).meta({ description: 'Provisions that may be cited; empty: any' }),
    origin: z.enum(['pack', 'authority']),
    pack: z.string().nullable(),
    territory: z.string(),
    enteredBy: z.string().nullable(),
    enteredAt: z.string().nullable(),
  })
  .meta({ id: 'Instrument', description: 'A law or document that a refusal may rest on' })

/** The registry of instruments: those of the packs, and those the authorities enter. */
export function instrumentRoutes(app: App, { law }: { readonly law: LawService }): void {
  app.get(
    '/api/v1/law/instruments',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Instruments a refusal may rest on in a territory, of packs and of authorities, by id',
        querystring: z.strictObject({ territory: territoryCode, ...pageQuery }),
        response: { 200: pageOf(instrument), ...problems },
      },
    },
    async (request) => {
      const { territory, limit, cursor } = request.query
      return (await law.instrumentsOf(territory, limit, cursor)) as never
    },
  )

  app.post(
    '/api/v1/law/instruments',
    {
      config: { action: 'instrument.enter' },
      schema: {
        tags: ['law'],
        summary: 'Enter an instrument, or an item of the negative list, for a territory and what lies below',
        body: z.strictObject({
          id: instrumentId,
          territory: territoryCode.optional(),
          title: line(300),
          rank: z.enum(ranks),
          inForce: civilDay,
          repealed: civilDay.optional(),
          provisions: z.array(line(200)).max(500).default([]),
        }),
        response: { 201: z.object({ result: instrument, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const who = person(request)
      const { territory = who.organization.territory, inForce, repealed, ...rest } = request.body
      const input = {
        ...rest,
        territory,
        inForce: civil(inForce),
        repealed: repealed === undefined ? undefined : civil(repealed),
      }
      return reply.code(201).send((await request.desk.perform(law.enterInstrument(who, input))) as never)
    },
  )

  app.post(
    '/api/v1/law/instruments/:id/repeal',
    {
      config: { action: 'instrument.repeal' },
      schema: {
        tags: ['law'],
        summary: 'Record the first day on which an entered instrument holds no more',
        params: z.strictObject({ id: instrumentId }),
        body: z.strictObject({ on: civilDay }),
        response: { 200: z.object({ result: instrument, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const repeal = law.repealInstrument(person(request), request.params.id, civil(request.body.on))
      return (await request.desk.perform(repeal)) as never
    },
  )
}
