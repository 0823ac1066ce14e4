import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllowedHosts } from '../../src/platform/allowed-hosts.ts'
import { readConfig } from '../../src/platform/config.ts'
import { defaultRateLimits, type RateLimits } from '../../src/platform/http/rate-limits.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'

/** An hour, so that nothing refills while a test runs; the clock is moved where it shall. */
const seconds = 3600
const limits: RateLimits = {
  application: { requests: 4, seconds },
  account: { requests: 5, seconds },
  visitor: { requests: 3, seconds },
  entry: { requests: 6, seconds },
}

describe.each(engines)('limits on requests on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine, { limits, transport: { trustedProxies: parseAllowedHosts(['10.9.0.2']) } })
  })
  afterAll(() => city.close())

  /** From an address of its own, so that tests do not take from each other. */
  const from = async (
    client: string,
    {
      method = 'GET',
      url,
      payload,
      headers = {},
    }: { method?: string; url: string; payload?: object; headers?: object },
  ) => {
    const answer = await city.app.inject({
      method: method as 'GET',
      url,
      ...(payload === undefined ? {} : { payload }),
      remoteAddress: '10.9.0.2',
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': client, ...headers },
    })
    return { status: answer.statusCode, headers: answer.headers, code: answer.json<{ code?: string }>().code }
  }
  const packs = { url: '/api/v1/law/packs' }
  const times = async <T>(n: number, ask: () => Promise<T>): Promise<T[]> => {
    const all: T[] = []
    for (let i = 0; i < n; i++) all.push(await ask())
    return all
  }
  const statuses = (answers: readonly { readonly status: number }[]): readonly number[] => answers.map((a) => a.status)

  test('PF-97 an application is limited by itself, is told what is left and when to come again, and goes on then', async () => {
    const assistance = await city.asApplication('wuzhong.civil.assistance')
    const call = (): Promise<Answer> => assistance.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/query', {})
    const answers = await times(5, call)
    expect(statuses(answers)).toEqual([400, 400, 400, 400, 429])
    expect(answers[0]!.headers['ratelimit-policy']).toBe('"application";q=4;w=3600')
    expect(
      answers.slice(0, 4).map((a) => /^"application";r=(\d);t=\d+$/.exec(a.headers['ratelimit'] as string)?.[1]),
    ).toEqual(['3', '2', '1', '0'])
    const limited = answers[4]!
    expect(limited.body).toMatchObject({ code: 'RATE_LIMITED', grounds: [] })
    const wait = Number(limited.headers['retry-after'])
    expect(limited.headers['ratelimit']).toBe(`"application";r=0;t=${wait}`)
    expect(wait).toBeLessThanOrEqual(seconds / 4)
    // Another application is not held up by it.
    const other = await city.asApplication('yinzhou.civil.assistance')
    expect((await other.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/query', {})).status).toBe(400)
    // A bearer lives shorter than that wait, and another of the same application finds the same bucket.
    city.travel(wait * 1000)
    const again = await city.asApplication('wuzhong.civil.assistance')
    const next = await times(2, () => again.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/query', {}))
    expect(statuses(next)).toEqual([400, 429])
  })

  test('PF-97 an account is limited by itself, whichever of its sessions asks', async () => {
    const signIn = async (address: string) => {
      const opened = await city.app.inject({
        method: 'POST',
        url: '/api/v1/session',
        remoteAddress: '10.9.0.2',
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': address },
        payload: { login: 'wuzhong.civil.steward', password: city.demo.password },
      })
      return opened.json<{ token: string }>().token
    }
    const own = (token: string) => () =>
      from('198.51.100.1', { url: '/api/v1/session', headers: { authorization: `Bearer ${token}` } })
    const first = await signIn('198.51.100.7')
    expect(statuses(await times(5, own(first)))).toEqual([200, 200, 200, 200, 200])
    const second = await signIn('198.51.100.8')
    expect(statuses(await times(1, own(second)))).toEqual([429])
    const police = await city.as('wuzhong.police.steward')
    expect((await police.get('/api/v1/session')).status).toBe(200)
  })

  test('PF-97 who shows no credential is limited by address, IPv6 by network, and monitors are not', async () => {
    expect(statuses(await times(4, () => from('203.0.113.1', packs)))).toEqual([200, 200, 200, 429])
    expect((await from('203.0.113.2', packs)).status).toBe(200)
    const neighbours = ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::5']
    const answers = []
    for (const address of neighbours) answers.push(await from(address, packs))
    expect(statuses(answers)).toEqual([200, 200, 200, 429])
    expect((await from('2001:db8:1:3::1', packs)).status).toBe(200)
    const watched = await times(10, () =>
      city.app.inject({ method: 'GET', url: '/healthz', remoteAddress: '203.0.113.1' }),
    )
    expect(new Set(watched.map((a) => a.statusCode))).toEqual(new Set([200]))
    // Addresses that do not exist are asked for by who looks for some.
    expect(statuses(await times(4, () => from('203.0.113.3', { url: '/wp-login.php' })))).toEqual([404, 404, 404, 429])
  })

  test('PF-97 whoever writes their own X-Forwarded-For is not somebody else with each request', async () => {
    const spoofed = await times(4, () =>
      city.app.inject({
        ...{ method: 'GET', url: packs.url, remoteAddress: '127.0.0.1' },
        headers: { 'x-forwarded-for': `192.0.2.${Math.floor(Math.random() * 250)}`, 'x-forwarded-proto': 'https' },
      }),
    )
    // Not even believed to have come encrypted, since it is no trusted proxy.
    expect(new Set(spoofed.map((a) => a.statusCode))).toEqual(new Set([403]))
    const hop = (n: number) => from(`192.0.2.${n}, 203.0.113.9`, packs)
    const answers = []
    for (const n of [1, 2, 3, 4]) answers.push(await hop(n))
    expect(statuses(answers)).toEqual([200, 200, 200, 429])
  })

  test('PF-97 tries of passwords, assertions and tokens are limited by address, with whatever cookie they come', async () => {
    const attempt = { method: 'POST', url: '/api/v1/session', payload: { login: 'nobody', password: 'x'.repeat(12) } }
    expect(statuses(await times(7, () => from('203.0.113.50', attempt)))).toEqual([401, 401, 401, 401, 401, 401, 429])
    const withCookie = { ...attempt, headers: { cookie: 'fadu_session=fs_nothing', origin: 'https://localhost:80' } }
    expect((await from('203.0.113.50', withCookie)).status).toBe(429)
    const guessed = { url: '/api/v1/cases', headers: { authorization: 'Bearer fs_guessed' } }
    const guesses = await times(7, () => from('203.0.113.51', guessed))
    expect(statuses(guesses)).toEqual([401, 401, 401, 401, 401, 401, 429])
    const forged = { method: 'POST', url: '/gw/v1/token', payload: {} }
    expect(statuses(await times(7, () => from('203.0.113.52', forged)))).toEqual([400, 400, 400, 400, 400, 400, 429])
    // Whoever has a good credential goes on from the same address.
    const police = await city.as('wuzhong.police.approver')
    expect((await police.get('/api/v1/session')).status).toBe(200)
  })

  test('PF-97 a refused request is counted by its policy, without an address or a name', async () => {
    const { body } = await city.anonymous.get('/metrics')
    const lines = (body as string).split('\n').filter((line) => line.startsWith('fadu_requests_limited_total{'))
    expect(lines.map((line) => /policy="(\w+)"/.exec(line)![1]).toSorted()).toEqual([
      'account',
      'application',
      'entry',
      'visitor',
    ])
    expect(body).not.toMatch(/203\.0\.113|2001:db8|wuzhong\.civil/)
  })
})

test('PF-97 limits come from the environment, have defaults, and one that cannot be read is no start', () => {
  expect(readConfig({}).limits).toEqual(defaultRateLimits)
  const { limits: read } = readConfig({ FADU_LIMIT_APPLICATION: '600/2', FADU_LIMIT_VISITOR: 'off' })
  expect(read).toEqual({
    application: { requests: 600, seconds: 2 },
    account: defaultRateLimits.account,
    entry: defaultRateLimits.entry,
  })
  for (const given of ['0/10', '10', '10/0', '-1/5', '1e3/1', 'none', '99999999/1'])
    expect(() => readConfig({ FADU_LIMIT_ENTRY: given }), given).toThrow(/FADU_LIMIT_ENTRY.*3000\/10/)
})
