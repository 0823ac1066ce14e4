import { z } from 'zod'
import { parseTilePath } from '@fadu/audit-log'
import type { TerritoryCode } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { actReceipt, id, problems } from '../../platform/http/schemas.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import { notFound } from '../../platform/problem/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import type { Signatures } from '../signatures/index.ts'
import type { Resource } from '../../platform/law/gate.ts'
import type { EvidenceCheck } from './check.ts'
import type { AuditService } from './service.ts'

const evidence = z.object({ entry: id, body: z.string(), organization: z.string().nullable() })
const text = z.string()

export function auditRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly audit: AuditService
    readonly check: EvidenceCheck
    readonly log: EvidenceLog
    readonly verifierKeys: readonly string[]
    readonly signatures: Signatures
  },
): void {
  const { db, audit, log } = deps

  app.get(
    '/log/checkpoint',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'Newest signed checkpoint (C2SP signed note)',
        produces: ['text/plain'],
        response: { 200: text, ...problems },
      },
    },
    async (_request, reply) => {
      const note = await log.checkpoint()
      if (note === undefined) throw notFound('检查点')
      void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
      return note
    },
  )

  app.get(
    '/log/keys',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'Verifier keys of the checkpoints, one a line',
        produces: ['text/plain'],
        response: { 200: text, ...problems },
      },
    },
    async (_request, reply) => {
      void reply.type('text/plain; charset=utf-8')
      return `${deps.verifierKeys.join('\n')}\n`
    },
  )

  app.get(
    '/log/tile/*',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'A tile of the tree (C2SP tlog-tiles)',
        params: z.object({ '*': z.string().max(200) }),
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      const coordinate = tileCoordinate(`tile/${request.params['*']}`)
      const bytes =
        coordinate === undefined ? undefined : await log.tile(coordinate.level, coordinate.index, coordinate.width)
      if (bytes === undefined) throw notFound('分片')
      return reply
        .type('application/octet-stream')
        .serializer((payload: unknown) => payload as string)
        .send(Buffer.from(bytes))
    },
  )

  app.get(
    '/log/entries/:id/proof',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['log'],
        summary: 'Inclusion proof of an entry',
        params: z.strictObject({ id }),
        response: {
          200: z.object({
            entry: id,
            leafIndex: z.number(),
            leafHash: z.string(),
            treeSize: z.number(),
            path: z.array(z.string()),
            checkpoint: z.string(),
          }),
          ...problems,
        },
      },
    },
    async (request) => audit.proof(request.params.id) as never,
  )

  app.get(
    '/api/v1/evidence/:id',
    {
      config: { action: 'evidence.read' },
      schema: {
        tags: ['evidence'],
        summary: 'What a record says; for the organisation that acted and for the audit administrator',
        params: z.strictObject({ id }),
        response: { 200: evidence, ...problems },
      },
    },
    async (request) => {
      const found = await audit.evidence(request.params.id)
      await request.desk.authorize('evidence.read', await ownerOf(found.organization))
      return found
    },
  )

  app.get(
    '/api/v1/evidence/:id/signature',
    {
      config: { action: 'evidence.read' },
      schema: {
        tags: ['evidence'],
        summary:
          'What was signed by the call that a record is of, with signature and key; from when its bearer is over',
        params: z.strictObject({ id }),
        response: {
          200: z.object({
            keyid: z.string(),
            algorithm: z.enum(['EdDSA', 'ES256', 'SM2']),
            publicKey: z.record(z.string(), z.string()),
            userId: z.string().nullable().meta({ description: 'Of SM2; null is that of the standard' }),
            base: z.string().meta({ description: 'Signature base; its SHA-256 stands in the record' }),
            signature: z.string().meta({ description: 'Base64' }),
            receivedAt: z.string(),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { organization, body } = await audit.evidence(request.params.id)
      await request.desk.authorize('evidence.read', await ownerOf(organization))
      const { actor } = JSON.parse(body) as Pick<EntryBody, 'actor'>
      if (actor.signature === undefined) throw notFound('请求签名')
      return deps.signatures.view(actor.signature.id)
    },
  )

  app.get(
    '/api/v1/audit/leaves',
    {
      config: { action: 'audit.read' },
      schema: {
        tags: ['evidence'],
        summary: 'Bodies of the log in leaf order, for verification; recorded',
        querystring: z.strictObject({
          from: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(5000).default(1000),
        }),
        response: {
          200: z.object({ result: z.object({ bodies: z.array(z.string()) }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request) => request.desk.perform(audit.leaves(request.query.from, request.query.limit)) as never,
  )

  app.post(
    '/api/v1/audit/checks',
    {
      config: { action: 'log.check' },
      schema: {
        tags: ['evidence'],
        summary: 'Compare all evidence with the log and name what was altered, is missing or was added',
        response: {
          200: z.object({
            result: z.object({
              ok: z.boolean(),
              size: z.number().int(),
              root: z.string(),
              pending: z.number().int(),
              checkpoints: z.number().int(),
              rows: z.number().int().meta({ description: 'Rows of evidence compared with their commitments' }),
              notCovered: z.number().int(),
              findings: z.number().int(),
              removed: z
                .array(
                  z.object({
                    entry: id,
                    number: z
                      .number()
                      .int()
                      .nullable()
                      .meta({ description: 'Of that entry in the log; null while it waits' }),
                    clauses: z.array(z.string()),
                    day: z.string(),
                    accesses: z.number().int(),
                    signatures: z.number().int(),
                  }),
                )
                .meta({
                  description: 'What is gone since it was removed after its term, by the entry of the log that says so',
                }),
              named: z
                .array(
                  z.object({
                    table: z.string(),
                    key: z.string(),
                    found: z.enum(['altered', 'missing', 'added', 'unplaced']),
                  }),
                )
                .meta({ description: 'The first thousand, by where they stand; never a value' }),
              receipt: id,
            }),
            act: actReceipt,
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { act } = await request.desk.perform(deps.check.begin)
      return { result: await deps.check.run(), act } as never
    },
  )

  /** Entries of the platform itself belong to no organisation; only the audit administrator reads them. */
  async function ownerOf(organization: string | null): Promise<Resource> {
    if (organization !== null) return organizationResource(await readOrganization(db, organization))
    return organizationResource({ id: 'platform' as never, territory: '' as TerritoryCode, kinds: [] })
  }
}

function tileCoordinate(
  path: string,
): { readonly level: number; readonly index: number; readonly width: number } | undefined {
  try {
    return parseTilePath(path)
  } catch {
    // A path that is no tile path names nothing; the caller answers 404.
    return undefined
  }
}
