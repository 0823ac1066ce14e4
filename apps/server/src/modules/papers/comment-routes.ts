import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { id, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { CommentService } from './comments.ts'
import { paperDone, paperFields } from './paper-shapes.ts'

/**
 * Plain text of several lines. Characters that turn the direction of writing are kept out with the control characters: by
 * them a text reads otherwise than it was written.
 */
const plainText = z
  .string()
  .max(2000)
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is kept out
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/, 'expected plain text')
  .refine((text) => text.trim() !== '', 'expected text that is not blank')
const comment = z
  .object({ ...paperFields, text: z.string().nullable().meta({ description: 'Null when it was withdrawn' }) })
  .meta({ id: 'CaseComment' })
const tags = ['cases']

export function commentRoutes(app: App, { comments }: { readonly comments: CommentService }): void {
  app.get(
    '/api/v1/cases/:id/comments',
    {
      config: { action: 'case.read' },
      schema: {
        tags,
        summary: 'What was said of a case, oldest first',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(comment), mayComment: z.boolean() }), ...problems },
      },
    },
    async (request) => {
      const facts = await comments.about(request.params.id)
      await request.desk.authorize('case.read', facts.resource, facts.context)
      return comments.list(person(request), facts) as never
    },
  )

  app.post(
    '/api/v1/cases/:id/comments',
    {
      config: { action: 'case.comment' },
      schema: {
        tags,
        summary: 'Say something of an open case; it moves nothing, is never changed, and the other parties are told',
        params: z.strictObject({ id }),
        body: z.strictObject({ text: plainText }),
        response: { 201: paperDone, ...problems },
      },
    },
    async (request, reply) => {
      const { id: caseId } = request.params
      const done = await request.desk.perform(comments.write(person(request), caseId, request.body.text))
      return reply.code(201).send(done as never)
    },
  )

  app.post(
    '/api/v1/cases/:id/comments/:comment/withdrawal',
    {
      config: { action: 'case.withdrawComment' },
      schema: {
        tags,
        summary: 'Withdraw an own comment: it is shown as withdrawn, with who and when',
        params: z.strictObject({ id, comment: id }),
        response: { 200: paperDone, ...problems },
      },
    },
    async (request) => {
      const { id: caseId, comment: commentId } = request.params
      return (await request.desk.perform(comments.withdraw(person(request), caseId, commentId))) as never
    },
  )
}
