import type { ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problemDocument, type ProblemReason } from '../problem/index.ts'

/** What a connection may take. */
export interface ConnectionLimits {
  /** All header fields of a request, bytes. */
  readonly headerBytes: number
  /** Until the header fields have come, seconds. */
  readonly headersSeconds: number
  /** Until content that is read as a whole has come, seconds. */
  readonly contentSeconds: number
  /** Until a request has come with all of its content, also a large file on a slow line, seconds. */
  readonly requestSeconds: number
  /** How long a connection without requests is kept, seconds. */
  readonly keepAliveSeconds: number
  /** Requests of one connection; the answer to the last says so. */
  readonly requestsPerConnection: number
}

export const defaultConnectionLimits: ConnectionLimits = {
  headerBytes: 16 * 1024,
  headersSeconds: 20,
  contentSeconds: 30,
  requestSeconds: 30 * 60,
  keepAliveSeconds: 72,
  requestsPerConnection: 10_000,
}

/** For the server below Fastify. A request is read strictly: what could be read in two ways is refused. */
export function serverOptions(limits: ConnectionLimits): ServerOptions {
  return {
    insecureHTTPParser: false,
    requireHostHeader: true,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersSeconds * 1000,
    connectionsCheckingInterval: Math.min(limits.headersSeconds * 250, 5000),
  }
}

/** What the parser of HTTP refuses is answered as everything is, and the connection ends: what comes after it is nobody's request. */
export function answerBrokenRequest(limits: ConnectionLimits): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (!socket.writable || isAnswering(socket)) return void socket.destroy()
    const problem = new Problem(reasonOf(error.code, limits))
    const body = JSON.stringify(problemDocument(problem, 'zh-CN'))
    const head = [
      `HTTP/1.1 ${problem.status} ${phrases[problem.status] ?? ''}`,
      'Content-Type: application/problem+json; charset=utf-8',
      'Content-Language: zh-CN',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  }
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Part of an answer has left already: a second one behind it would be taken for its content. */
function isAnswering(socket: Socket): boolean {
  return (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true
}

function reasonOf(code: string | undefined, { headerBytes, headersSeconds }: ConnectionLimits): ProblemReason {
  if (code === 'HPE_HEADER_OVERFLOW') return { code: 'REQUEST_HEADERS_TOO_LARGE', maxBytes: headerBytes }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { code: 'REQUEST_TIMEOUT', seconds: headersSeconds }
  return { code: 'REQUEST_MALFORMED', faults: [{ field: 'request', expected: 'HTTP/1.1 as RFC 9112 has it' }] }
}

/**
 * Content that is read as a whole comes in time or is given up; the connection ends, since where the next request would begin
 * was not told.
 */
export function requireContentInTime(request: FastifyRequest, reply: FastifyReply, seconds: number): void {
  const { raw } = request
  const timer = setTimeout(() => {
    if (raw.complete) return
    void reply.header('connection', 'close')
    raw.emit('error', new Problem({ code: 'REQUEST_TIMEOUT', seconds }))
  }, seconds * 1000)
  raw.once('close', () => clearTimeout(timer))
  raw.once('end', () => clearTimeout(timer))
}
