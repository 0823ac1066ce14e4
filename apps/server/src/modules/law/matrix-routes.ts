import { z } from 'zod'
import { countMatrix, matrixOf, type LawBook, type MatrixRow, type Proofs } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { problems } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'

const status = z.enum(['proven', 'bound', 'pending', 'unbound', 'declaratory'])
const row = z
  .object({
    clause: z.object({
      id: z.string(),
      pack: z.string(),
      text: z.string(),
      kind: z.string(),
      lifecycle: z.string(),
      executable: z.string(),
      acceptance: z.string(),
    }),
    status,
    bindings: z.array(z.object({ kind: z.string(), name: z.string(), pack: z.string(), pending: z.array(z.string()) })),
    proofs: z.array(z.string()),
    missing: z.array(z.object({ name: z.string(), text: z.string() })),
  })
  .meta({ id: 'MatrixRow' })
const count = z.object({
  pack: z.string(),
  clauses: z.number().int(),
  executable: z.number().int(),
  counts: z.record(status, z.number().int()),
})

/** What binds each clause on the platform and which tests have proven it. Neither changes while a process runs. */
export function matrixRoutes(app: App, deps: { readonly book: LawBook; readonly proofs: Proofs }): void {
  const rows = matrixOf(deps.book, deps.proofs)

  app.get(
    '/api/v1/law/matrix',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Every clause with what binds it, what proves it and what is missing',
        querystring: z.strictObject({ pack: z.string().max(80).optional(), status: status.optional() }),
        response: { 200: z.object({ counts: z.array(count), items: z.array(row) }), ...problems },
      },
    },
    async (request) => {
      const { pack, status: wanted } = request.query
      if (pack !== undefined && !deps.book.packs.some((p) => p.id === pack)) throw notFound('法规')
      const items = rows.filter(
        (r) => (pack === undefined || r.clause.pack === pack) && (wanted === undefined || r.status === wanted),
      )
      return { counts: countMatrix(rows), items: items.map(viewOf) } as never
    },
  )
}

function viewOf({ clause, ...rest }: MatrixRow) {
  const { id, pack, text, kind, lifecycle, executable, acceptance } = clause
  return { ...rest, clause: { id, pack, text, kind, lifecycle, executable, acceptance } }
}
