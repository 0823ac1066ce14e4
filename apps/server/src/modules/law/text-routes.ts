import { z } from 'zod'
import type { ClauseId, LawBook } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { problems } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import { clause, pack, packView } from './views.ts'

/** The regulations as people read them. */
export function textRoutes(app: App, { book }: { readonly book: LawBook }): void {
  app.get(
    '/api/v1/law/packs',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Regulations the platform runs',
        response: { 200: z.object({ items: z.array(pack) }), ...problems },
      },
    },
    async () => ({ items: book.packs.map(packView) }),
  )

  app.get(
    '/api/v1/law/packs/:id/clauses',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Clauses of a regulation',
        params: z.strictObject({ id: z.string().max(80) }),
        response: { 200: z.object({ items: z.array(clause) }), ...problems },
      },
    },
    async (request) => {
      const found = book.packs.find((p) => p.id === request.params.id)
      if (found === undefined) throw notFound('法规')
      return { items: [...found.clauses.values()] } as never
    },
  )

  app.get(
    '/api/v1/law/clauses/:id',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'One clause',
        params: z.strictObject({ id: z.string().max(20) }),
        response: { 200: clause, ...problems },
      },
    },
    async (request) => {
      const found = book.packs.map((p) => p.clauses.get(request.params.id as ClauseId)).find((c) => c !== undefined)
      if (found === undefined) throw notFound('条款')
      return found as never
    },
  )
}
