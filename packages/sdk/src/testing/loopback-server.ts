import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the server does with one request: answers, or breaks the connection off. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'break-before-answer'
  | 'break-in-answer'

export interface LoopbackServer {
  readonly url: string
  readonly received: readonly Received[]
  stop(): Promise<void>
}

/** A real HTTP server on loopback that replies as told, one reply a request. */
export async function startLoopbackServer(
  reply: (request: Received, number: number) => Reply,
): Promise<LoopbackServer> {
  const received: Received[] = []
  const server = createServer((incoming, response) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (text: string) => (body += text))
    incoming.on('end', () => {
      const request = { method: incoming.method!, path: incoming.url!, headers: incoming.headers, body }
      received.push(request)
      send(response, reply(request, received.length))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'break-before-answer') return void response.socket?.destroy()
  if (reply === 'break-in-answer') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    return void response.write('{"items":', () => response.socket?.destroy())
  }
  const type = reply.status < 400 ? 'application/json' : 'application/problem+json'
  const { body } = reply
  const isText = typeof body === 'string'
  response.writeHead(reply.status, { 'content-type': isText ? 'text/plain' : type, ...reply.headers })
  response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body))
}

export function problem(
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Exclude<Reply, string> {
  return {
    status,
    body: {
      type: `urn:fadu:problem:${code}`,
      title: '',
      status,
      code,
      detail: 'why',
      grounds: [],
      needed: [],
      ...more,
    },
  }
}
