import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../../platform/problem/index.ts'

export const documentType = 'application/octet-stream'
/** Bytes of one document. It is held in memory while it is sealed or opened. */
export const mostDocumentBytes = 20 * 1024 * 1024

/**
 * The content of a document as it comes, whole.
 *
 * @throws {Problem} `REQUEST_TOO_LARGE` as soon as it is; `REQUEST_MALFORMED` when there is none.
 */
export async function receiveDocument(request: FastifyRequest): Promise<Uint8Array> {
  const { body } = request
  if (!(body instanceof Readable)) throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: documentType })
  if (Number(request.headers['content-length'] ?? 0) > mostDocumentBytes) throw tooLarge()
  const parts: Uint8Array[] = []
  let bytes = 0
  // What is left of one that is too large is read and dropped by the server, so that its sender reads the answer.
  for await (const part of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength
    if (bytes > mostDocumentBytes) {
      body.resume()
      throw tooLarge()
    }
    parts.push(part)
  }
  if (bytes === 0)
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body', expected: 'a file that is not empty' }] })
  return Buffer.concat(parts)
}

const tooLarge = (): Problem => new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: mostDocumentBytes })
