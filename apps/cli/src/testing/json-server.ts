import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface JsonServer {
  readonly url: string
  /** Every request it was sent, in order. */
  readonly received: readonly Received[]
  stop(): Promise<void>
}

/** A server on loopback that keeps what it is asked and gives the answer of the path. A status of 400 and more is a problem document. */
export async function startJsonServer(
  answers: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>>,
): Promise<JsonServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      received.push({
        method,
        path,
        authorization: headers.authorization,
        headers,
        body: body === '' ? '' : JSON.parse(body),
      })
      const { status = 200, body: answer } = answers[path] ?? { status: 404, body: { code: 'NOT_FOUND', status: 404 } }
      const type = status < 400 ? 'application/json' : 'application/problem+json'
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(answer))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
