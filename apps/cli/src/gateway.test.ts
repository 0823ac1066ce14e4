import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateSm2Jwk } from '@fadu/smcrypto'
import { startJsonServer, type JsonServer } from './testing/json-server.ts'
import { fadu } from './testing/run-fadu.ts'

const id = '01a20095-2794-7970-9034-b422bec65f72'
const receipt = '01a20095-2794-7970-9034-b422bec65f73'
const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
const sm2 = generateSm2Jwk()

let folder: string
let server: JsonServer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-cli-gw-'))
  server = await startJsonServer({
    '/gw/v1/token': { body: { access_token: 'at.1', token_type: 'Bearer', expires_in: 600 } },
    '/gw/v1/datasets/WZ-X/query': {
      body: { rows: [{ code: 'P1' }, { code: 'P2' }], next: null, receipt, grounds: [] },
    },
    '/gw/v1/datasets/WZ-X/lookup': { body: { rows: [], receipt, grounds: [] } },
  })
})
afterEach(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const as = async (key: object): Promise<string[]> => {
  const file = join(folder, 'key.json')
  await writeFile(file, JSON.stringify(key))
  return ['--url', server.url, '--application', id, '--key-file', file]
}
const why = ['--purpose', '待遇资格核验', '--matter', 'DY-1']

test.each([
  ['Ed25519', ed25519, 'EdDSA'],
  ['SM2', sm2, 'SM2'],
])('gw token with a key of %s: the bearer alone on the output, for other tools', async (_, key, alg) => {
  expect(await fadu('gw', 'token', ...(await as(key)))).toMatchObject({ code: 0, out: 'at.1' })
  const { client_assertion: assertion } = server.received[0]!.body as { client_assertion: string }
  const [header, payload] = assertion.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect(JSON.parse(header!)).toMatchObject({ alg })
  expect(JSON.parse(payload!)).toMatchObject({ iss: id, sub: id, aud: 'fadu-gateway' })
  const json = await fadu('gw', 'token', '--json', ...(await as(key)))
  expect(JSON.parse(json.out)).toMatchObject({ access_token: 'at.1', expires_in: 600 })
})

test('gw query sends conditions and order, and writes one row a line', async () => {
  const where = ['--where', 'level=乡级', '--where', 'opened>=2020-01-01', '--order', 'opened', '--rows', '5']
  const asked = await fadu('gw', 'query', 'WZ-X', ...(await as(ed25519)), ...why, ...where)
  expect(asked).toMatchObject({ code: 0, out: '{"code":"P1"}\n{"code":"P2"}' })
  expect(asked.err).toContain(receipt)
  expect(server.received[1]!.body).toEqual({
    purpose: '待遇资格核验',
    matter: 'DY-1',
    where: [
      { item: 'level', test: 'oneOf', values: ['乡级'] },
      { item: 'opened', test: 'between', from: '2020-01-01' },
    ],
    order: { item: 'opened' },
    limit: 5,
  })
  expect(server.received[1]!.headers['signature']).toBeUndefined()
})

test.each([
  ['Ed25519', ed25519, 'alg="ed25519"'],
  ['SM2', sm2, 'alg="sm2-sm3"'],
])('--sign signs each call with a key of %s', async (_, key, alg) => {
  const looked = ['gw', 'lookup', 'WZ-X', '--item', 'code', '--value', 'P1', '--sign']
  expect(await fadu(...looked, ...(await as(key)), ...why)).toMatchObject({ code: 0 })
  const { headers } = server.received[1]!
  expect(headers['signature-input']).toContain(alg)
  expect(headers['signature-input']).toContain('"content-digest"')
  expect(headers['signature']).toMatch(/^sig=:[A-Za-z0-9+/]{86}==:$/)
})

test('a key of SM2 that is none is said in one line, without the key', async () => {
  const bad = { ...sm2, d: generateSm2Jwk().d }
  const { code, out, err } = await fadu('gw', 'token', ...(await as(bad)))
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('SM2_PRIVATE_KEY_INVALID')
  expect(err.split('\n')).toHaveLength(1)
  expect(err).not.toContain(bad.d)
})
