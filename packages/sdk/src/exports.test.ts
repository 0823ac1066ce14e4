import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { FaduProblem, FaduRefusal, FaduUnreachable } from './errors.ts'
import { ExportUnavailable } from './exports.ts'

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  if (server !== undefined) await once(server, 'close')
  server = undefined
})

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251))
const privateKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}
const id = '01a20095-2794-7970-9034-b422bec65f72'

interface Fetch {
  readonly range: string | undefined
  readonly ifRange: string | undefined
}

/** A gateway whose file breaks off as it is told; what it is not told it does right. */
async function gateway(
  answer: (fetch: Fetch, number: number, response: ServerResponse) => boolean,
  states: readonly string[] = ['ready'],
) {
  const fetches: Fetch[] = []
  let asked = 0
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume()
    if (request.url === '/gw/v1/token') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ access_token: `t${fetches.length}`, token_type: 'Bearer', expires_in: 300 }))
      return
    }
    if (request.url?.endsWith('/file') !== true) {
      const state = states[Math.min(asked++, states.length - 1)]
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id, state, rows: { done: 1, total: 2, withheld: 0 }, problem: null }))
      return
    }
    const { range, 'if-range': ifRange } = request.headers
    const fetch = { range, ifRange: ifRange as string | undefined }
    fetches.push(fetch)
    if (answer(fetch, fetches.length, response)) return
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    response.writeHead(range === undefined ? 200 : 206, headersFrom(from))
    response.end(content.subarray(from))
  }
  server = createServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const retry = { attempts: 3, firstWaitMs: 2, longestWaitMs: 5 }
  return { application: createClient({ baseUrl, retry }).asApplication({ id, privateKey }), fetches }
}

function headersFrom(from: number): Record<string, string> {
  return {
    etag: '"one"',
    'repr-digest': 'sha-256=:YWJj:',
    'fadu-receipt': id,
    'content-length': String(content.length - from),
    ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  }
}

/** Sends some bytes from where it is asked and breaks the connection. */
function breaksAfter(bytes: number, { range }: Fetch, response: ServerResponse): true {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  response.writeHead(range === undefined ? 200 : 206, headersFrom(from))
  response.write(content.subarray(from, from + bytes), () => setTimeout(() => response.socket?.destroy(), 5))
  return true
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a file that breaks off is taken up where it broke, under the tag of its beginning, until it is whole', async () => {
  const { application, fetches } = await gateway((fetch, n, response) => n < 5 && breaksAfter(20_000, fetch, response))
  const told: unknown[] = []
  const fetched = await all(application.downloadExport('WZ-X', id, { onAnswer: (facts) => told.push(facts) }))
  expect(fetched.equals(content)).toBe(true)
  expect(fetches[0]).toEqual({ range: undefined, ifRange: undefined })
  expect(fetches.length).toBe(5)
  for (const { range, ifRange } of fetches.slice(1)) {
    expect(range).toMatch(/^bytes=\d+-$/)
    expect(ifRange).toBe('"one"')
  }
  expect(told).toEqual([{ size: content.length, sha256: 'YWJj', receipt: id, tag: '"one"' }])
})

test('what is there already is not fetched again', async () => {
  const { application, fetches } = await gateway(() => false)
  const rest = await all(application.downloadExport('WZ-X', id, { from: 60_000, tag: '"one"' }))
  expect(rest.equals(content.subarray(60_000))).toBe(true)
  expect(fetches).toEqual([{ range: 'bytes=60000-', ifRange: '"one"' }])
})

test('a connection over which nothing more comes is given up after the attempts of the client', async () => {
  const { application, fetches } = await gateway((_, __, response) => {
    response.socket?.destroy()
    return true
  })
  await expect(all(application.downloadExport('WZ-X', id))).rejects.toBeInstanceOf(FaduUnreachable)
  expect(fetches).toHaveLength(3)
})

test('a refusal in between ends it: the grant is decided anew at each part', async () => {
  const refusal = { code: 'ACT_FORBIDDEN', status: 403, title: '', detail: 'why', type: '', grounds: [], needed: [] }
  const { application } = await gateway((fetch, n, response) => {
    if (n === 1) return breaksAfter(1000, fetch, response)
    response.writeHead(403, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify(refusal))
    return true
  })
  await expect(all(application.downloadExport('WZ-X', id))).rejects.toBeInstanceOf(FaduRefusal)
})

test('another file in between is never put behind the beginning of the first', async () => {
  const { application } = await gateway((fetch, n, response) => {
    if (n === 1) return breaksAfter(1000, fetch, response)
    response.writeHead(200, { ...headersFrom(0), etag: '"two"' })
    response.end(content)
    return true
  })
  await expect(all(application.downloadExport('WZ-X', id))).rejects.toMatchObject({ state: 'changed' })
})

test('a busy platform is waited for; a file that is gone is not', async () => {
  const busy = { code: 'BUSY', status: 503, title: '', detail: '', type: '', grounds: [], needed: [] }
  const first = await gateway((_, n, response) => {
    if (n > 2) return false
    response.writeHead(503, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify(busy))
    return true
  })
  expect((await all(first.application.downloadExport('WZ-X', id))).equals(content)).toBe(true)
  server!.closeAllConnections()
  server!.close()
  const second = await gateway((_, __, response) => {
    response.writeHead(410, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ ...busy, code: 'EXPORT_GONE', status: 410 }))
    return true
  })
  await expect(all(second.application.downloadExport('WZ-X', id))).rejects.toBeInstanceOf(FaduProblem)
  expect(second.fetches).toHaveLength(1)
})

test('waiting for a file ends with it, or says why there is none', async () => {
  const { application } = await gateway(() => false, ['waiting', 'writing', 'ready'])
  const seen: string[] = []
  await application.exportReady('WZ-X', id, { everyMs: 1, onProgress: (s) => seen.push(s.state) })
  expect(seen).toEqual(['waiting', 'writing', 'ready'])
  server!.closeAllConnections()
  server!.close()
  const failed = await gateway(() => false, ['writing', 'failed'])
  await expect(failed.application.exportReady('WZ-X', id, { everyMs: 1 })).rejects.toBeInstanceOf(ExportUnavailable)
})
