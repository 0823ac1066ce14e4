import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/platform/config.ts'
import { defaultConnectionLimits } from '../../src/platform/http/connections.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { readRequests, sendRaw, type RawOutcome } from '../support/raw-requests.ts'
import { addResidents, grantInWuzhong } from '../support/share.ts'

/** Short, so that nothing is waited for; how long each may be is the operator's. */
const connections = {
  ...defaultConnectionLimits,
  headersSeconds: 1,
  contentSeconds: 1,
  requestSeconds: 10,
  keepAliveSeconds: 1,
}
const closedWithinMs = 8000

/** Answers other than 400, and those of which no content says what is wrong because the parser of HTTP ends them. */
const otherThan400: Readonly<Record<string, number>> = {
  'path-in-x-original-url': 404,
  'path-mixed-case': 404,
  'path-trailing-dot': 404,
  'path-trailing-slash': 404,
  'path-trailing-space-encoded': 404,
  'path-slash-fullwidth': 404,
  'path-suffix': 404,
  'method-trace': 404,
  'method-overridden': 404,
  'method-overridden-in-query': 404,
  'proxy-address-from-nobody': 403,
  'proxy-scheme-from-nobody': 403,
  'proxy-standard-from-nobody': 403,
  'field-too-long': 431,
  'fields-too-many': 431,
  'expectation-unknown': 417,
  'headers-never-ended': 408,
  'version-0.9-unended': 408,
  'length-longer-than-content': 408,
  'chunks-never-ended': 408,
  'authorization-in-trailer': 401,
}
const rowsIn = ({ answers }: Pick<RawOutcome, 'answers'>): unknown => JSON.parse(answers[0]!.body).rows

/** Node itself answers these, without content. */
const withoutWords = new Set(['host-missing', 'expectation-unknown'])

describe.each(engines)('requests that could be read in two ways on %s', (engine) => {
  let city: City
  let port: number
  let values: Record<string, string>
  let webFolder: string

  beforeAll(async () => {
    // With the pages, whose address is every other one: none of them is to be met by a path that was meant for the gateway.
    webFolder = await mkdtemp(join(tmpdir(), 'fadu-pages-'))
    await writeFile(join(webFolder, 'index.html'), '<title>pages</title>')
    city = await openCity(engine, { connections, webFolder })
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 815)
    await grantInWuzhong(city)
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    port = (city.app.server.address() as AddressInfo).port
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion('wuzhong.civil.assistance'),
    })
    const content =
      `{"purpose":"最低生活保障审核","matter":"JZ-2026-0001","item":"resident_id","values":["${resident!.residentId}"],` +
      '"fields":["name"]}'
    const length = Buffer.byteLength(content)
    values = {
      host: `127.0.0.1:${port}`,
      bearer: token.body.access_token as string,
      resident: resident!.residentId,
      length: String(length),
      size: length.toString(16),
    }
  })
  afterAll(async () => {
    await city.close()
    await rm(webFolder, { recursive: true, force: true })
  })

  /** Records of data given, all in all. */
  const given = async (): Promise<number> => {
    const { n } = await city.services.db
      .selectFrom('log_entry')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('kind', '=', 'access')
      .executeTakeFirstOrThrow()
    return Number(n)
  }

  test('PF-105 one clear refusal, the connection closed in time, no second request taken out of the content, nothing given', async () => {
    const before = await given()
    const requests = await readRequests('request-faults', values)
    expect(requests.size).toBeGreaterThan(100)
    const found = await Promise.all(
      [...requests].map(async ([name, octets]) => ({ name, ...(await sendRaw(port, octets, closedWithinMs)) })),
    )
    const told = found.map(({ name, answers }) => [name, answers.map((a) => a.status)])
    const expected = [...requests.keys()].map((name) => [
      name,
      // A tunnel is no service here: the connection ends without a word.
      name === 'path-authority-form' ? [] : [otherThan400[name] ?? 400],
    ])
    expect(told).toEqual(expected)
    for (const { name, answers } of found) {
      for (const { headers, body } of answers) {
        if (withoutWords.has(name)) continue
        expect(headers, name).toContain('application/problem+json')
        expect(JSON.parse(body), name).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) as unknown })
        expect(body, name).not.toContain(values['resident'])
      }
    }
    expect(await given()).toBe(before)
  })

  test('PF-105 another form of the same request is the same call: decided, recorded and answered once', async () => {
    const requests = await readRequests('request-forms', values)
    expect(requests.size).toBeGreaterThan(15)
    const before = await given()
    const found = await Promise.all(
      [...requests].map(async ([name, octets]) => ({ name, ...(await sendRaw(port, octets, closedWithinMs)) })),
    )
    const plain = rowsIn(found.find(({ name }) => name === 'plain')!)
    expect(plain).toHaveLength(1)
    for (const { name, answers } of found) {
      expect(
        answers.map((a) => a.status),
        `${name} ${answers[0]?.body}`,
      ).toEqual([200])
      expect(rowsIn({ answers }), name).toEqual(plain)
    }
    expect(await given()).toBe(before + requests.size)
  })

  test('PF-105 on a connection that is kept each request is decided for itself', async () => {
    const requests = await readRequests('request-forms', values)
    const faults = await readRequests('request-faults', values)
    const before = await given()
    const [good, unknown] = [requests.get('plain')!, faults.get('path-suffix')!]
    const { answers } = await sendRaw(port, Buffer.concat([good, unknown, good]), closedWithinMs)
    expect(answers.map((a) => a.status)).toEqual([200, 404, 200])
    // The first was asked for in good order and is answered; what could be read in two ways ends the connection.
    const mixed = Buffer.concat([good, faults.get('path-double-slash')!, good])
    expect((await sendRaw(port, mixed, closedWithinMs)).answers.map((a) => a.status)).toEqual([200, 400])
    expect(await given()).toBe(before + 3)
  })

  test('PF-105 a client of HTTP meets the same: paths, overriding headers, and content that comes too slowly', async () => {
    const path = '/gw/v1/datasets/WZ-RESIDENTS/lookup'
    const headers = { authorization: `Bearer ${values['bearer']}`, 'content-type': 'application/json' }
    const ask = (method: string, target: string, more: Record<string, string> = {}): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = httpRequest({ port, host: '127.0.0.1', method, path: target, headers: { ...headers, ...more } })
        asked.on('response', (answer) => {
          answer.resume()
          answer.on('end', () => resolve(answer.statusCode!))
        })
        asked.on('error', reject)
        asked.end(method === 'GET' ? undefined : '{}')
      })
    for (const target of [`/x/..${path}`, `/%2e%2e${path}`, `/gw%2fv1/keys`, `/gw/v1/%6beys`, `//gw/v1/keys`])
      expect(await ask('GET', target), target).toBe(400)
    expect(await ask('GET', path, { 'x-http-method-override': 'POST' })).toBe(404)
    expect(await ask('POST', '/gw/v1/keys', { 'x-http-method-override': 'GET' })).toBe(404)
    expect(await ask('POST', path, { 'x-http-method-override': 'GET' })).toBe(400)
    const slow = connect({ port, host: '127.0.0.1' })
    const octets = (await readRequests('request-forms', values)).get('plain')!
    const pieces = setInterval(() => slow.write(' '), 100)
    let text = ''
    slow.on('data', (data) => (text += data.toString()))
    slow.on('error', () => undefined)
    slow.write(octets.subarray(0, -40))
    await new Promise((resolve) => slow.on('close', resolve))
    clearInterval(pieces)
    expect(text).toMatch(/^HTTP\/1\.1 408 /)
    expect(text).toContain('REQUEST_TIMEOUT')
  })
})

test('PF-105 what a connection may take comes from the environment, has defaults, and what cannot be read is no start', () => {
  expect(readConfig({}).connections).toEqual(defaultConnectionLimits)
  const { connections: read } = readConfig({ FADU_HTTP_HEADERS_SECONDS: '5', FADU_HTTP_REQUESTS_PER_CONNECTION: '100' })
  expect(read).toEqual({ ...defaultConnectionLimits, headersSeconds: 5, requestsPerConnection: 100 })
  for (const [name, given] of [
    ['FADU_HTTP_HEADER_BYTES', '100'],
    ['FADU_HTTP_CONTENT_SECONDS', '0'],
    ['FADU_HTTP_REQUEST_SECONDS', '1e3'],
    ['FADU_HTTP_KEEP_ALIVE_SECONDS', '-5'],
    ['FADU_HTTP_REQUEST_SECONDS', '15'],
  ] as const)
    expect(() => readConfig({ [name]: given }), `${name}=${given}`).toThrow(name)
})
