import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resident } from '@fadu/testkit'
import { attributeNames } from '../src/platform/telemetry/span-attributes.ts'
import { tracedPass } from '../src/platform/telemetry/traced.ts'
import { beginUpload, divisionRows, sendBytes, settledJob } from './support/batches.ts'
import { engines, openCity, type City } from './support/city.ts'
import { batchGrantInWuzhong, exported } from './support/exports.ts'
import { call, openPair } from './support/links.ts'
import { addResidents, grantInWuzhong, lookup, openShareRequest } from './support/share.ts'
import { openSpanReceiver, type ReceivedSpan, type SpanReceiver } from './support/span-receiver.ts'

const soon = { ratio: 1, everyMs: 20 }
const metricsOf = async (city: City): Promise<string> => String((await city.anonymous.get('/metrics')).body)
const spansCounted = async (city: City, outcome: string): Promise<number> =>
  Number(new RegExp(`^fadu_trace_spans_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(await metricsOf(city))?.[1])

const begun = { traceId: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', spanId: '00f067aa0ba902b7' }

describe.each(engines)('spans on %s', (engine) => {
  let receiver: SpanReceiver
  let spans: readonly ReceivedSpan[]
  let bytes: string
  let residents: readonly Resident[]
  /** What is said and sent in this test and must be in no span. */
  const personal = new Set<string>()
  const ofRequest = (name: string): readonly ReceivedSpan[] => spans.filter((s) => s.name === name)
  const below = (parent: ReceivedSpan): readonly ReceivedSpan[] => {
    const own = spans.filter((s) => s.traceId === parent.traceId && s.parentSpanId === parent.spanId)
    return own.flatMap((one) => [one, ...below(one)])
  }

  beforeAll(async () => {
    receiver = await openSpanReceiver()
    const city = await openCity(engine, { telemetry: { ...soon, endpoint: receiver.endpoint } })
    const { services, demo } = city
    personal.add(demo.password)
    for (const { login, name } of demo.accounts) for (const word of [login, name]) personal.add(word)

    await grantInWuzhong(city)
    await batchGrantInWuzhong(city)
    residents = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 39)
    for (const r of residents)
      for (const word of [r.residentId, r.name, r.mobile, r.address]) if (word !== null) personal.add(word)
    const [{ residentId, name }] = residents as [Resident]

    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion('wuzhong.civil.assistance'),
    })
    personal.add(token.body.access_token as string)
    const application = await city.asApplication('wuzhong.civil.assistance')
    for (const answer of await Promise.all(
      Array.from({ length: 24 }, () => lookup(application, 'WZ-RESIDENTS', [residentId])),
    ))
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    // Continued, and with everything that a caller may write beside it.
    const continued = await application.send(
      'POST',
      '/gw/v1/datasets/WZ-RESIDENTS/query',
      { purpose: '最低生活保障审核', matter: `事项 ${residentId}`, where: [], limit: 2 },
      {
        traceparent: `00-${begun.traceId}-${begun.spanId}-01`,
        tracestate: `who=${residentId}`,
        baggage: `name=${encodeURIComponent(name)}`,
        'user-agent': `${residentId}/1.0`,
      },
    )
    expect(continued.status, JSON.stringify(continued.body)).toBe(200)
    await city.anonymous.get('/readyz', { 'x-forwarded-for': '10.9.8.7' })
    // The first delivery writes its record alone.
    expect((await lookup(application, 'WZ-RESIDENTS', [residentId])).status).toBe(200)
    for (const traceparent of [
      `00-${begun.traceId}-${begun.spanId}`,
      `00-${'0'.repeat(32)}-${begun.spanId}-01`,
      `ff-${begun.traceId}-${begun.spanId}-01`,
      residentId,
      `00-${begun.traceId}-${begun.spanId}-01, 00-${begun.traceId}-${begun.spanId}-01`,
    ])
      await city.anonymous.get('/healthz', { traceparent })

    // What is refused and what goes wrong says no more.
    expect((await lookup(application, 'WZ-RESIDENTS', [residentId], { purpose: name })).status).toBe(403)
    expect((await lookup(application, 'WZ-RESIDENTS', [residentId], { purpose: 1 })).status).toBe(400)
    expect((await city.anonymous.get(`/api/v1/${residentId}?q=${encodeURIComponent(name)}`)).status).toBe(404)
    const wrong = { login: residentId, password: `${name}-${residentId}` }
    personal.add(wrong.password)
    expect((await city.anonymous.send('POST', '/api/v1/session', wrong)).status).toBe(401)
    const police = await city.as('wuzhong.police.steward')
    await police.get(`/api/v1/catalog-entries?q=${encodeURIComponent(name)}`)
    expect((await police.get(`/api/v1/cases/${residentId}`)).status).toBe(400)
    expect((await police.send('POST', '/api/v1/session', `{"login": ${name}`)).status).toBe(400)
    await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance', { duty: name })
    const versions = await police.send('POST', '/api/v1/datasets/WZ-RESIDENTS/history', {
      by: { item: 'resident_id', value: residentId },
      reason: name,
    })
    expect(versions.status).toBeLessThan(500)
    // A fault of the database whose message quotes what was sent.
    await services
      .telemetry!.within('act', { 'fadu.action': 'platform.look' }, () =>
        services.db.selectFrom('account').select('id').where('id', '=', residentId).execute(),
      )
      .catch(() => undefined)

    // Work beside the requests.
    await exported(city, application, 'WZ-RESIDENTS')
    const steward = await city.as('wuzhong.civil.steward')
    const file = divisionRows([{ code: '640302999000', name: '金丝雀村', level: '村级', parent: '640302000000' }])
    personal.add('金丝雀村')
    const upload = await beginUpload(steward, 'WZ-DIVISIONS', file)
    await sendBytes(steward, upload, 0, file)
    await settledJob(city, steward, upload)
    await tracedPass('clocks', services.sweeper.sweepOnce, services.telemetry)()
    await services.log.integrate()

    // Stopping sends what waits.
    expect(await spansCounted(city, 'dropped')).toBe(0)
    await city.close()
    spans = receiver.spans()
    bytes = receiver.bytes()
  })
  afterAll(() => receiver.close())

  test('of residents, accounts, tokens and passwords that were sent nothing is in any byte that leaves', () => {
    expect(personal.size).toBeGreaterThan(12)
    expect(spans.length).toBeGreaterThan(200)
    for (const word of personal)
      for (const form of [word, encodeURIComponent(word), Buffer.from(word).toString('base64').replace(/=+$/, '')])
        expect(bytes.includes(form), form).toBe(false)
    for (const { residentId } of residents)
      for (const part of [residentId.slice(0, 14), residentId.slice(6, 14), residentId.slice(6)])
        expect(
          spans.some((s) => JSON.stringify([s.name, s.attributes]).includes(part)),
          part,
        ).toBe(false)
    // No text of anybody's, whatever it was.
    expect(bytes).not.toMatch(/\p{Script=Han}/u)
    expect(bytes).not.toContain('10.9.8.7')
  })

  test('spans say what is on the list and nothing else', () => {
    const said = new Set(spans.flatMap((s) => Object.keys(s.attributes)))
    expect([...said].filter((name) => !(attributeNames as readonly string[]).includes(name))).toEqual([])
    const texts = spans.flatMap((s) => [s.name, ...Object.values(s.attributes).flat()])
    expect(texts.filter((text) => typeof text === 'string' && /\d{6}/.test(text))).toEqual([])
    // Events and states would carry messages of faults and words of callers.
    expect(bytes).not.toMatch(/"events":\[[^\]]/)
    expect(bytes).not.toMatch(/"traceState":"[^"]/)
    expect(bytes).not.toMatch(/"status":\{[^}]*"message"/)
  })

  test('a lookup is seen from its request to its record, with what settled it', () => {
    const [request] = ofRequest('POST /gw/v1/datasets/:code/lookup').filter(
      (s) => s.attributes['http.response.status_code'] === 200 && below(s).some((b) => b.name === 'group lookup'),
    )
    expect(request).toMatchObject({ kind: 2, parentSpanId: undefined, failed: false })
    const parts = below(request!)
    const part = (name: string): ReceivedSpan | undefined => parts.find((s) => s.name === name)
    expect(part('release data.lookup')?.attributes).toMatchObject({
      'fadu.outcome': 'done',
      'fadu.rows': 1,
      'fadu.clauses': expect.arrayContaining(['WZ-26-2']),
    })
    expect(part('decision data.lookup')?.attributes).toMatchObject({
      'fadu.outcome': 'allow',
      'fadu.regime': expect.arrayContaining(['wuzhong-draft-2024']),
      'fadu.rules': expect.arrayContaining([expect.stringContaining('WZ-26-2')]),
    })
    expect(part('group lookup')?.attributes['fadu.group.size']).toBeGreaterThan(0)
    expect(parts.map((s) => s.name)).toEqual(expect.arrayContaining(['select dataset']))
  })

  test('calls that share a round of the database are told of with it', () => {
    const shared = spans.filter((s) => s.name === 'group lookup' && Number(s.attributes['fadu.group.size']) > 1)
    expect(shared.length).toBeGreaterThan(0)
    for (const { links, attributes } of shared) expect(links.length).toBe(Number(attributes['fadu.group.size']) - 1)
    const calls = new Set(spans.map((s) => s.spanId))
    expect(shared.flatMap((s) => s.links).every((link) => calls.has(link.spanId))).toBe(true)
    expect(spans.some((s) => s.name === 'group record')).toBe(true)
  })

  test('an act is seen with its transaction and the tables it asks, a refusal with its code and clauses', () => {
    const act = spans.find((s) => s.name === 'act case.act' || s.name === 'act share.request.approve')
    expect(act?.attributes, 'the consent').toMatchObject({ 'fadu.outcome': 'done' })
    const parts = below(act!).map((s) => s.name)
    expect(parts).toContain('transaction')
    expect(parts).toEqual(expect.arrayContaining([expect.stringMatching(/^select .*procedure_case/)]))
    expect(parts.some((name) => name.startsWith('decision '))).toBe(true)
    const refused = spans.find((s) => s.name === 'release data.lookup' && s.attributes['fadu.outcome'] === 'refused')
    expect(refused?.failed).toBe(false)
    expect(refused?.attributes['fadu.reason']).toMatch(/^[A-Z_]+$/)
    expect(refused?.attributes['fadu.clauses']).not.toEqual([])
  })

  test('a fault is told of by its SQLSTATE alone', () => {
    const fault = spans.find((s) => s.name === 'act platform.look' && s.attributes['fadu.outcome'] === 'failed')
    expect(fault).toMatchObject({ failed: true, attributes: { 'error.type': '22P02' } })
    expect(below(fault!)).toMatchObject([{ name: 'select account', attributes: { 'error.type': '22P02' } }])
  })

  test('what a caller has begun is continued, and what is not of that form is not', () => {
    const continued = spans.filter((s) => s.traceId === begun.traceId)
    const requests = continued.filter((s) => s.parentSpanId === begun.spanId)
    expect(requests.map((s) => s.name)).toEqual(['POST /gw/v1/datasets/:code/query'])
    expect(continued.length).toBeGreaterThan(2)
    expect(ofRequest('GET /healthz').map((s) => s.parentSpanId)).toEqual(Array(5).fill(undefined))
  })

  test('an address that is not known is told of by its method, and the route of no other', () => {
    const unknown = ofRequest('GET').filter((s) => s.attributes['http.response.status_code'] === 404)
    expect(unknown.map((s) => s.attributes)).toEqual([
      { 'http.request.method': 'GET', 'http.response.status_code': 404 },
    ])
  })

  test('background work is told of by its kind, on its own', () => {
    for (const job of ['aggregation', 'export', 'clocks']) {
      const found = spans.find((s) => s.name === `job ${job}`)
      expect(found, job).toMatchObject({ parentSpanId: undefined, attributes: { 'fadu.outcome': 'done' } })
      expect(below(found!).length, job).toBeGreaterThan(0)
    }
    const round = spans.find((s) => s.name === 'sequencer')
    expect(round?.attributes).toMatchObject({ 'fadu.outcome': 'done' })
    expect(round?.attributes['fadu.log.size']).toBeGreaterThan(0)
  })
})

describe('a receiver that does not do its part', () => {
  test.each(['silent', 'refusing'] as const)(
    'one that is %s loses spans, which are counted, and no call',
    async (manner) => {
      const receiver = await openSpanReceiver(manner)
      const telemetry = { ...soon, endpoint: receiver.endpoint, mostWaiting: 40 }
      const city = await openCity('pglite', { telemetry })
      for (let i = 0; i < 200; i++) expect((await city.anonymous.get('/readyz')).status).toBe(200)
      const lost = manner === 'silent' ? 'dropped' : 'failed'
      await expect.poll(() => spansCounted(city, lost)).toBeGreaterThan(0)
      expect(await spansCounted(city, 'exported')).toBe(0)
      // It also stops.
      await city.close()
      expect(receiver.bytes()).toContain('/readyz')
      await receiver.close()
    },
  )

  test('one that is not there neither keeps the server from starting nor from answering', async () => {
    const receiver = await openSpanReceiver()
    await receiver.close()
    const city = await openCity('pglite', { telemetry: { ...soon, endpoint: receiver.endpoint, mostWaiting: 10 } })
    for (let i = 0; i < 50; i++) expect((await city.anonymous.get('/readyz')).status).toBe(200)
    await expect.poll(() => spansCounted(city, 'dropped')).toBeGreaterThan(0)
    await city.close()
  })
})

test('without a receiver nothing is counted and nothing stands around the services', async () => {
  const city = await openCity('pglite')
  expect(city.services.telemetry).toBeUndefined()
  expect(await metricsOf(city)).not.toContain('fadu_trace_spans_total')
  await city.close()
})

test('a ratio of none tells of nothing, also of what a caller wants told of', async () => {
  const receiver = await openSpanReceiver()
  const city = await openCity('pglite', { telemetry: { endpoint: receiver.endpoint, ratio: 0, everyMs: 20 } })
  const traceparent = `00-${randomBytes(16).toString('hex')}-${begun.spanId}-01`
  expect((await city.anonymous.get('/readyz', { traceparent })).status).toBe(200)
  await city.close()
  expect(receiver.bytes()).toBe('')
  await receiver.close()
})

test('a call to another platform is one trace on both', async () => {
  const receiver = await openSpanReceiver()
  const pair = await openPair('pglite', { telemetry: { ...soon, endpoint: receiver.endpoint } })
  const { services } = pair.lower.city
  const pass = tracedPass('links', () => call(pair.lower), services.telemetry)
  expect(await pass()).toMatchObject({ fault: undefined })
  await pair.close()
  const spans = receiver.spans()
  const job = spans.find((s) => s.name === 'job links')!
  const there = spans.filter((s) => s.traceId === job.traceId && s.kind === 2 && s.parentSpanId === job.spanId)
  expect(there.map((s) => s.name)).toEqual(expect.arrayContaining(['POST /gw/v1/token', 'GET /link/v1/changes']))
  await receiver.close()
})
