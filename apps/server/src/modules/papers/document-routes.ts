import { z } from 'zod'
import { toHex } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import type { App } from '../../platform/http/http-types.ts'
import { id, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import { extensionOf, parseDocumentName } from './document-name.ts'
import { shownTypes } from './document-type.ts'
import type { DocumentService } from './documents.ts'
import { paperDone, paperFields } from './paper-shapes.ts'
import { documentType, receiveDocument } from './receive-document.ts'

const document = z
  .object({
    ...paperFields,
    name: z.string(),
    mediaType: z.string(),
    bytes: z.number().int(),
    sm3: z.string().meta({ description: 'SM3 of the content, hexadecimal' }),
    shown: z.boolean().meta({ description: 'An image, which a page may show; everything else is only kept as a file' }),
  })
  .meta({ id: 'CaseDocument' })
const tags = ['cases']

export function documentRoutes(app: App, { documents }: { readonly documents: DocumentService }): void {
  if (!app.hasContentTypeParser(documentType)) {
    app.addContentTypeParser(documentType, (_request, payload, done) => done(null, payload))
  }

  app.get(
    '/api/v1/cases/:id/documents',
    {
      config: { action: 'case.read' },
      schema: {
        tags,
        summary: 'What was put to a case, oldest first',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(document), mayAdd: z.boolean() }), ...problems },
      },
    },
    async (request) => {
      const facts = await documents.about(request.params.id)
      await request.desk.authorize('case.read', facts.resource, facts.context)
      return documents.list(person(request), facts) as never
    },
  )

  app.post(
    '/api/v1/cases/:id/documents',
    {
      config: { action: 'document.add' },
      schema: {
        tags,
        summary: 'Put a document to an open case: PDF, PNG, JPEG, DOCX, XLSX, OFD or TXT, up to 20 MiB',
        consumes: [documentType],
        params: z.strictObject({ id }),
        querystring: z.strictObject({
          fileName: z
            .string()
            .min(1)
            .max(255)
            .meta({ description: 'Its name with its ending; the content has to be what the ending says' }),
        }),
        response: { 201: paperDone, ...problems },
      },
    },
    async (request, reply) => {
      const caseId = request.params.id
      const facts = await documents.about(caseId)
      // Before the file is read: somebody who may not add it need not send it.
      await request.desk.authorize('document.add', facts.resource, facts.context)
      const name = parseDocumentName(request.query.fileName)
      const content = await receiveDocument(request)
      const digest = sm3(content)
      const act = await documents.add(person(request), caseId, { name, content, digest })
      // The request is known again by the digest of what it brought.
      request.body = { sm3: toHex(digest) }
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/cases/:id/documents/:document/file',
    {
      config: { action: 'document.read' },
      schema: {
        tags,
        summary: 'A document as it was received; decided and recorded each time',
        produces: [documentType],
        params: z.strictObject({ id, document: id }),
        response: { 200: z.unknown().meta({ description: 'The file' }), ...problems },
      },
    },
    async (request, reply) => {
      const { id: caseId, document: documentId } = request.params
      const { result } = await request.desk.perform(documents.read(caseId, documentId))
      return reply
        .headers({
          // Nothing but an image is named for what it is: no browser opens the rest beside the pages.
          'content-type': shownTypes.has(result.mediaType) ? result.mediaType : documentType,
          'content-disposition': attachmentOf(result.name),
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'no-store',
        })
        .serializer((payload: unknown) => payload as string)
        .send(result.content)
    },
  )

  app.post(
    '/api/v1/cases/:id/documents/:document/withdrawal',
    {
      config: { action: 'document.withdraw' },
      schema: {
        tags,
        summary: 'Withdraw an own document: it is given out no more and is shown as withdrawn, with who and when',
        params: z.strictObject({ id, document: id }),
        response: { 200: paperDone, ...problems },
      },
    },
    async (request) => {
      const { id: caseId, document: documentId } = request.params
      return (await request.desk.perform(documents.withdraw(person(request), caseId, documentId))) as never
    },
  )
}

/** RFC 6266 and 8187: the name as it is for whoever reads it, a plain one for whoever does not. */
function attachmentOf(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="document.${extensionOf(name)}"; filename*=UTF-8''${encoded}`
}
