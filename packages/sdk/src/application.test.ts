import { afterEach, expect, test } from 'vitest'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, type JWK } from 'jose'
import { clientAssertion, createTokenCache, CredentialsInvalid } from './application.ts'
import { createClient } from './client.ts'
import { FaduUnreachable } from './errors.ts'
import { problem, startLoopbackServer, type LoopbackServer } from './testing/loopback-server.ts'

let server: LoopbackServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const id = '01a20095-2794-7970-9034-b422bec65f72'
const quick = { attempts: 3, firstWaitMs: 5, longestWaitMs: 50 }
const request = { purpose: '最低生活保障审核', matter: 'DB-1', item: 'resident_id', values: ['64'] }
const found = { status: 200, body: { rows: [{ name: '某' }], receipt: id, grounds: [] } }

async function keyOf(algorithm: 'EdDSA' | 'ES256') {
  const pair = await generateKeyPair(algorithm, { extractable: true })
  return { publicKey: pair.publicKey, privateKey: await exportJWK(pair.privateKey) }
}

test.each(['EdDSA', 'ES256'] as const)(
  'an assertion by a key of %s says what the gateway asks for, with a new id each time',
  async (algorithm) => {
    const { publicKey, privateKey } = await keyOf(algorithm)
    const [one, two] = await Promise.all([1, 2].map(() => clientAssertion({ id, privateKey }, new Date())))
    const { payload } = await jwtVerify(one!, publicKey, { audience: 'fadu-gateway', issuer: id, subject: id })
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300)
    expect(decodeProtectedHeader(one!).alg).toBe(algorithm)
    expect(decodeJwt(two!).jti).not.toBe(payload.jti)
  },
)

test.each<[string, JWK]>([
  ['a public key', { kty: 'OKP', crv: 'Ed25519', x: 'x' }],
  ['a curve that the gateway does not take', { kty: 'EC', crv: 'P-384', d: 'secret', x: 'x', y: 'y' }],
])('credentials with %s are refused without naming the key', async (_, privateKey) => {
  const fault = await clientAssertion({ id, privateKey }, new Date()).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(CredentialsInvalid)
  expect(String(fault)).not.toContain('secret')
})

test('one token serves many lookups, also at once', async () => {
  const { privateKey } = await keyOf('EdDSA')
  server = await startLoopbackServer((r) =>
    r.path === '/gw/v1/token'
      ? { status: 200, body: { access_token: 'at.1', token_type: 'Bearer', expires_in: 600 } }
      : found,
  )
  const application = createClient({ baseUrl: server.url, retry: quick }).asApplication({ id, privateKey })
  const answers = await Promise.all([1, 2, 3].map(() => application.lookup('WZ-X', request)))
  expect(answers.map((a) => a.receipt)).toEqual([id, id, id])
  expect(server.received.map((r) => r.path).filter((p) => p === '/gw/v1/token')).toHaveLength(1)
  expect(server.received.at(-1)!.headers.authorization).toBe('Bearer at.1')
  expect(server.received.at(-1)!.headers['idempotency-key']).toBeUndefined()
})

test('a token that is no longer accepted is replaced once', async () => {
  const { privateKey } = await keyOf('EdDSA')
  let issued = 0
  server = await startLoopbackServer((r) => {
    if (r.path === '/gw/v1/token')
      return { status: 200, body: { access_token: `at.${++issued}`, token_type: 'Bearer', expires_in: 600 } }
    return r.headers.authorization === 'Bearer at.2' ? found : problem(401, 'AUTH_TOKEN_INVALID')
  })
  const application = createClient({ baseUrl: server.url, retry: quick }).asApplication({ id, privateKey })
  await application.lookup('WZ-X', request)
  expect(issued).toBe(2)
})

test('the exchange is repeated with another assertion; a lookup without answer only when its caller says so', async () => {
  const { privateKey } = await keyOf('EdDSA')
  const paths: string[] = []
  server = await startLoopbackServer(({ path }) => {
    paths.push(path)
    const isFirst = paths.filter((p) => p === path).length === 1
    if (isFirst) return 'break-before-answer'
    return path === '/gw/v1/token'
      ? { status: 200, body: { access_token: 'at.1', token_type: 'Bearer', expires_in: 600 } }
      : found
  })
  const application = createClient({ baseUrl: server.url, retry: quick }).asApplication({ id, privateKey })
  await expect(application.lookup('WZ-X', request)).rejects.toBeInstanceOf(FaduUnreachable)
  const assertions = server.received
    .filter((r) => r.path === '/gw/v1/token')
    .map((r) => (JSON.parse(r.body) as { client_assertion: string }).client_assertion)
  expect(assertions).toHaveLength(2)
  expect(decodeJwt(assertions[0]!).jti).not.toBe(decodeJwt(assertions[1]!).jti)
  paths.length = 0
  await expect(application.lookup('WZ-X', request, { repeat: true })).resolves.toMatchObject({ receipt: id })
})

test('a token is fetched anew shortly before it expires, and after a failure', async () => {
  let now = 0
  let issued = 0
  const tokens = createTokenCache(
    () =>
      ++issued === 1
        ? Promise.reject(new Error('down'))
        : Promise.resolve({ token: `t${issued}`, expiresAt: now + 600_000 }),
    () => now,
  )
  await expect(tokens.get()).rejects.toThrow('down')
  expect(await tokens.get()).toBe('t2')
  now = 569_000
  expect(await tokens.get()).toBe('t2')
  now = 571_000
  expect(await tokens.get()).toBe('t3')
})
