import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, problems } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import { person } from '../org/index.ts'
import type { WitnessService } from './service.ts'

const instant = z.iso.datetime({ offset: true })
const witness = z
  .object({
    id,
    name: z.string(),
    organization: z.object({ id, name: z.string() }),
    key: z.string().meta({ description: 'Verifier key: name+hex(key id)+base64(0x04 ‖ Ed25519 public key)' }),
    registeredAt: instant,
    size: z.number().int().nullable().meta({ description: 'Size of the largest tree that it countersigned' }),
    signedAt: instant.nullable(),
  })
  .meta({ id: 'LogWitness' })

/** A note is a few lines; a hundred signatures of hybrid keys would fit. */
const mostNoteCharacters = 64 * 1024

export function witnessRoutes(app: App, { witnesses }: { readonly witnesses: WitnessService }): void {
  app.get(
    '/log/witnesses',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'Supervisors that countersign checkpoints, with their keys',
        response: { 200: z.object({ items: z.array(witness) }), ...problems },
      },
    },
    async () => ({ items: await witnesses.list() }) as never,
  )

  app.get(
    '/log/checkpoint/cosigned',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'Newest checkpoint that a witness countersigned, with the countersignatures',
        produces: ['text/plain'],
        response: { 200: z.string(), ...problems },
      },
    },
    async (_request, reply) => {
      const note = await witnesses.cosigned()
      if (note === undefined) throw notFound('检查点')
      void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
      return note
    },
  )

  app.post(
    '/log/cosignatures',
    {
      config: { action: 'log.cosign' },
      schema: {
        tags: ['log'],
        summary:
          'Hand in a checkpoint countersigned by a registered witness (C2SP cosignature/v1); its key says whose it is',
        body: z.strictObject({ note: z.string().max(mostNoteCharacters) }),
        response: {
          200: z.object({
            result: z.object({ size: z.number().int(), witnesses: z.array(z.string()) }),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request) => (await request.desk.perform(witnesses.cosign(request.body.note))) as never,
  )

  app.post(
    '/api/v1/log/witnesses',
    {
      config: { action: 'log.registerWitness' },
      schema: {
        tags: ['log'],
        summary: 'Register the key of a supervisor that countersigns checkpoints',
        body: z.strictObject({ organization: id, key: z.string().max(300) }),
        response: { 201: z.object({ result: z.object({ id, name: z.string() }), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(witnesses.register(person(request), request.body))
      return reply.code(201).send(done as never)
    },
  )

  app.post(
    '/api/v1/log/witnesses/:id/end',
    {
      config: { action: 'log.endWitness' },
      schema: {
        tags: ['log'],
        summary: 'Take no more countersignatures of a key; those that were given stand',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: z.object({ id }), act: actReceipt }), ...problems },
      },
    },
    async (request) => (await request.desk.perform(witnesses.end(person(request), request.params.id))) as never,
  )
}
