import { afterEach, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { FaduProblem, FaduRefusal, FaduUnreachable } from './errors.ts'
import {
  problem,
  startLoopbackServer,
  type LoopbackServer,
  type Reply,
  type Received,
} from './testing/loopback-server.ts'

let server: LoopbackServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const quick = { attempts: 3, firstWaitMs: 5, longestWaitMs: 50 }
const someId = '01a20095-2794-7970-9034-b422bec65f72'

async function clientOf(reply: (request: Received, number: number) => Reply) {
  server = await startLoopbackServer(reply)
  return { fadu: createClient({ baseUrl: server.url, retry: quick }), received: server.received }
}

const opened = {
  status: 201,
  body: { result: { case: someId, state: 'submitted' }, act: { receipt: someId, at: '', grounds: [] } },
}
const openCase = {
  body: { procedure: 'share.request', subject: { type: 'catalogEntry' as const, id: someId }, form: {} },
}

test('signing in makes a client of that person, whose calls carry the session', async () => {
  const { fadu, received } = await clientOf((r) =>
    r.path === '/api/v1/session' && r.method === 'POST'
      ? { status: 201, body: { token: 'fs_abc', expiresAt: '' } }
      : { status: 200, body: { items: [] } },
  )
  const person = await fadu.signIn({ login: 'a.steward', password: 'a long password' })
  await person.get('/api/v1/territories')
  await fadu.get('/api/v1/law/packs')
  expect(received.map((r) => r.headers.authorization)).toEqual([undefined, 'Bearer fs_abc', undefined])
  expect(JSON.parse(received[0]!.body)).toEqual({ login: 'a.steward', password: 'a long password' })
})

test('a write gets an idempotency key of its own, and keeps the one it is given', async () => {
  const { fadu, received } = await clientOf(() => opened)
  await fadu.post('/api/v1/cases', openCase)
  await fadu.post('/api/v1/cases', openCase)
  await fadu.post('/api/v1/cases', { ...openCase, idempotencyKey: 'run/step' })
  const keys = received.map((r) => r.headers['idempotency-key'])
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys[1]).not.toBe(keys[0])
  expect(keys[2]).toBe('run/step')
})

test.each(['break-before-answer', 'break-in-answer'] as const)(
  'a write is repeated under the same key when the connection breaks: %s',
  async (fault) => {
    const { fadu, received } = await clientOf((_, n) => (n < 3 ? fault : opened))
    const { result } = await fadu.post('/api/v1/cases', openCase)
    expect(result.state).toBe('submitted')
    expect(received).toHaveLength(3)
    expect(new Set(received.map((r) => r.headers['idempotency-key'])).size).toBe(1)
    expect(new Set(received.map((r) => r.body)).size).toBe(1)
  },
)

test('a sign-in is not repeated when no answer came: each attempt counts', async () => {
  const { fadu, received } = await clientOf(() => 'break-before-answer')
  await expect(fadu.signIn({ login: 'a', password: 'b' })).rejects.toBeInstanceOf(FaduUnreachable)
  expect(received).toHaveLength(1)
  expect(received[0]!.headers['idempotency-key']).toBeUndefined()
})

test('a server that is busy is asked again after the time it names', async () => {
  const busy: Reply = { ...problem(503, 'BUSY'), headers: { 'retry-after': '0' } }
  const { fadu, received } = await clientOf((_, n) => (n === 1 ? busy : { status: 200, body: { items: [] } }))
  await fadu.get('/api/v1/law/packs')
  expect(received).toHaveLength(2)
})

test('attempts end; the last answer is what is thrown', async () => {
  const { fadu, received } = await clientOf(() => problem(429, 'RATE_LIMITED'))
  await expect(fadu.get('/api/v1/law/packs')).rejects.toMatchObject({
    name: 'FaduProblem',
    code: 'RATE_LIMITED',
    status: 429,
  })
  expect(received).toHaveLength(3)
})

test('a 503 of a proxy does not make an unnamed write be repeated', async () => {
  const { fadu, received } = await clientOf(() => ({ status: 503, body: '<html>bad gateway</html>' }))
  await expect(fadu.signIn({ login: 'a', password: 'b' })).rejects.toMatchObject({
    code: 'ANSWER_FOREIGN',
    status: 503,
  })
  expect(received).toHaveLength(1)
})

test('a refusal is thrown with its clauses, what is needed and its receipt, and is not repeated', async () => {
  const ground = {
    clause: 'WZ-27',
    pack: 'wuzhong-draft-2024',
    source: '吴忠草案',
    standing: 'draft',
    text: '……',
    rule: 'WZ-27',
  }
  const needed = [{ clause: 'WZ-27', text: '写明该目的的授权' }]
  const { fadu, received } = await clientOf(() =>
    problem(403, 'ACT_FORBIDDEN', { grounds: [ground], needed, receipt: someId }),
  )
  const refusal = await fadu.post('/api/v1/cases', openCase).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FaduRefusal)
  expect(refusal).toMatchObject({ status: 403, code: 'ACT_FORBIDDEN', grounds: [ground], needed, receipt: someId })
  expect(received).toHaveLength(1)
})

test('a fault of the request names its fields', async () => {
  const { fadu } = await clientOf(() =>
    problem(400, 'REQUEST_MALFORMED', { fields: [{ field: 'body.procedure', fault: 'expected a name' }] }),
  )
  const fault = await fadu.post('/api/v1/cases', openCase).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(FaduProblem)
  expect(fault).toMatchObject({ fields: [{ field: 'body.procedure', fault: 'expected a name' }] })
})

test('when nothing listens it says so after its attempts', async () => {
  const { fadu } = await clientOf(() => opened)
  await server!.stop()
  server = undefined
  await expect(fadu.get('/healthz')).rejects.toMatchObject({ name: 'FaduUnreachable', attempts: 3 })
})

test('an attempt that takes too long is a fault of the connection', async () => {
  server = await startLoopbackServer(() => 'break-in-answer')
  const slow = createClient({ baseUrl: server.url, retry: { ...quick, attempts: 2 }, timeoutMs: 1 })
  await expect(slow.get('/healthz')).rejects.toBeInstanceOf(FaduUnreachable)
})

test('a file is sent whole at every attempt, as text or as a stream', async () => {
  const batch = { status: 201, body: { result: { number: 1 }, act: {} } }
  const { fadu, received } = await clientOf((_, n) => (n % 2 === 1 ? 'break-before-answer' : batch))
  const csv = 'a,b\r\n1,2\r\n'
  const stream = (): ReadableStream<Uint8Array> => new Blob([csv]).stream()
  await fadu.aggregateCsv('WZ-X', csv, { fileName: '居民.csv', idempotencyKey: 'k1' })
  await fadu.aggregateCsv('WZ-X', stream, { fileName: '居民.csv', idempotencyKey: 'k2' })
  expect(received.map((r) => r.body)).toEqual([csv, csv, csv, csv])
  expect(received.map((r) => r.headers['idempotency-key'])).toEqual(['k1', 'k1', 'k2', 'k2'])
  expect(received[0]!.headers['content-type']).toBe('text/csv')
  expect(new URL(received[0]!.path, 'http://x').searchParams.get('fileName')).toBe('居民.csv')
})

test('text answers come as text, and the language asked for is sent', async () => {
  server = await startLoopbackServer(() => ({ status: 200, body: 'fadu/x\n1\n' }))
  const fadu = createClient({ baseUrl: `${server.url}/`, language: 'en' })
  expect(await fadu.get('/log/checkpoint', { parseAs: 'text' })).toBe('fadu/x\n1\n')
  expect(server.received[0]!.headers['accept-language']).toBe('en')
  expect(server.received[0]!.path).toBe('/log/checkpoint')
})
