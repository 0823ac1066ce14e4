import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/create-app.ts'
import type { App } from '../src/platform/http/http-types.ts'
import { apiDocument, operationsOf } from './support/api-document.ts'
import { openCity, type Answer, type City } from './support/city.ts'
import { expectRefused } from './support/refusals.ts'
import type { JsonSchema } from './support/schema-arbitraries.ts'
import { act, entryId, grantInWuzhong, lookup, openShareRequest } from './support/share.ts'

const webSource = fileURLToPath(new URL('../../web/src', import.meta.url))
const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url))

describe('hostile input', () => {
  let city: City
  let pages: App
  const log: string[] = []
  beforeAll(async () => {
    const sink = { write: (text: string) => void log.push(text) }
    city = await openCity('postgres', { logger: pino({ level: 'trace' }, sink) })
    pages = (await createApp(city.services, { now: city.now, webFolder })).app
  })
  // The pages share the services of the city: their own hooks stop what the city stops again.
  afterAll(() => city.close())

  const openSession = (headers: Record<string, string> = {}): Promise<Answer> =>
    city.anonymous.send(
      'POST',
      '/api/v1/session',
      { login: 'wuzhong.civil.steward', password: city.demo.password },
      headers,
    )

  test('NB-11-2 two approvals that arrive together give one grant', async () => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const id = opened.body.result.case as string
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => act(city, 'wuzhong.police.approver', id, 'approve')),
    )
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
    for (const { status, body } of answers) if (status !== 200) expect(body.code, JSON.stringify(body)).toMatch(/^ACT_/)
    const grants = await city.services.db.selectFrom('data_grant').select('id').where('case_id', '=', id).execute()
    expect(grants).toHaveLength(1)
  })

  test('an idempotency key gives its answer to nobody else and for nothing else', async () => {
    const headers = { 'idempotency-key': 'the-same-key' }
    const steward = await city.as('wuzhong.police.steward')
    const entry = (code: string) => ({ code, name: '条目', fields: {}, items: [] })
    const first = await steward.send('POST', '/api/v1/catalog-entries', entry('KEY-1'), headers)
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    const again = await steward.send('POST', '/api/v1/catalog-entries', entry('KEY-1'), headers)
    expect(again.body).toEqual(first.body)
    const other = await steward.send('POST', '/api/v1/catalog-entries', entry('KEY-2'), headers)
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
    const path = await steward.send('POST', '/api/v1/operation-approvals', entry('KEY-1'), headers)
    expect(path.status).toBeGreaterThanOrEqual(400)
    const somebodyElse = await (
      await city.as('wuzhong.market.steward')
    ).send('POST', '/api/v1/catalog-entries', entry('KEY-3'), headers)
    expect(somebodyElse.status, JSON.stringify(somebodyElse.body)).toBe(201)
    expect(somebodyElse.body.result.id).not.toBe(first.body.result.id)
  })

  test('a session is made anew at each sign-in; one that somebody else chose is none, and no token is known beforehand', async () => {
    const chosen = `fs_${'A'.repeat(43)}`
    const opened = await openSession({ cookie: `fadu_session=${chosen}` })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    expect(opened.body.token).not.toBe(chosen)
    expect(String(opened.headers['set-cookie'])).not.toContain(chosen)
    const asked = await city.anonymous.get('/api/v1/session', { cookie: `fadu_session=${chosen}` })
    expect(asked.status).toBe(401)
    const second = await openSession({ authorization: `Bearer ${opened.body.token as string}` })
    expect(second.body.token).not.toBe(opened.body.token)
  })

  test('PF-40 what one agency prepared as a correction no other lets go, nor does it forget the values', async () => {
    const made = await (
      await city.as('wuzhong.civil.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/corrections', {
      lines: [{ target: { batch: 1, line: 2 }, values: { address: '某路' } }],
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const path = `/api/v1/datasets/WZ-RESIDENTS/corrections/${made.body.result.id as string}/discard`
    const refused = await (await city.as('wuzhong.market.steward')).send('POST', path)
    await expectRefused(city, 'wuzhong.market.steward', refused, { clauses: ['PF-40'], code: 'ACT_NOT_PERMITTED' })
    const kept = await city.services.db
      .selectFrom('correction')
      .select('state')
      .where('id', '=', made.body.result.id as string)
      .executeTakeFirstOrThrow()
    expect(kept.state).toBe('prepared')
    expect((await (await city.as('wuzhong.police.steward')).send('POST', path)).status).toBe(200)
  })

  test('PF-11 structure and batches of a dataset are shown to organisations, not to persons', async () => {
    for (const url of ['/api/v1/datasets/WZ-RESIDENTS', '/api/v1/datasets/WZ-RESIDENTS/batches']) {
      const answer = await (await city.as('wuzhong.resident.self')).get(url)
      await expectRefused(city, 'wuzhong.resident.self', answer, { clauses: ['PF-11'] })
      expect((await (await city.as('wuzhong.civil.steward')).get(url)).status).toBe(200)
    }
  })

  test('nothing that opens a door stands in the log, and nothing that is sent makes a line of its own there', async () => {
    const token = (await openSession()).body.token as string
    const forged = '"}\n{"level":60,"msg":"forged-line"}'
    await city.anonymous.send('POST', '/api/v1/session', { login: forged, password: 'forged-password-1' })
    await city.anonymous.get('/api/v1/worklist', { authorization: `Bearer ${token}` })
    await city.anonymous.get(`/api/v1/catalog-entries?q=${encodeURIComponent(forged)}`, {
      authorization: `Bearer ${token}`,
      'user-agent': 'forged-agent',
    })
    await city.anonymous.get(`/api/v1/cases/${encodeURIComponent(forged)}`, { authorization: 'Bearer forged-token-1' })
    await grantInWuzhong(city)
    const found = await lookup(await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', ['forged-value-1'])
    expect(found.status).toBeLessThan(500)
    const text = log.join('')
    expect(log.length).toBeGreaterThan(5)
    for (const line of text.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown, line).not.toThrow()
    for (const secret of [token, city.demo.password, 'forged', '127.0.0.1'])
      expect(text.includes(secret), `«${secret.slice(0, 8)}…» stands in the log`).toBe(false)
  })

  test('every body says what it takes: no object of a request lets an unknown property in', () => {
    const open: string[] = []
    const walk = (schema: JsonSchema, at: string): void => {
      if (schema.$ref !== undefined) return walk(apiDocument.components.schemas[schema.$ref.split('/').at(-1)!]!, at)
      if (schema.type === 'object' && schema.additionalProperties === undefined) open.push(at)
      if (schema.additionalProperties === true) open.push(at)
      for (const [key, part] of Object.entries(schema.properties ?? {})) walk(part, `${at}.${key}`)
      for (const part of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((parts) => parts ?? [])) walk(part, at)
      if (schema.items !== undefined) walk(schema.items, `${at}[]`)
      if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${at}.*`)
    }
    const withBody = operationsOf(apiDocument).filter((operation) => operation.body !== undefined)
    for (const { method, path, body } of withBody) walk(body!, `${method} ${path}`)
    expect(withBody.length).toBeGreaterThan(40)
    expect(open).toEqual([])
  })

  test('a property that names somebody’s rights changes none', async () => {
    const steward = await city.as('wuzhong.police.steward')
    const before = (await steward.get('/api/v1/session')).body
    for (const more of [{ roles: ['systemAdmin'] }, { state: 'published' }, { provider: 'x' }, { version: 9 }]) {
      const answer = await steward.send('POST', '/api/v1/catalog-entries', { code: 'MASS-1', name: '条目', ...more })
      expect(answer.body, JSON.stringify(more)).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' })
    }
    expect((await steward.get('/api/v1/session')).body).toEqual(before)
  })

  test('what a browser would send from another site without asking is not read: forms, texts, files', async () => {
    const cookie = String((await openSession()).headers['set-cookie']).split(';')[0]!
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const headers = { cookie, 'content-type': type, origin: 'https://evil.example', host: 'localhost:8080' }
      const answer = await city.anonymous.send(
        'POST',
        '/api/v1/catalog-entries',
        '{"code":"CSRF-2","name":"条目"}',
        headers,
      )
      expect(answer.body, type).toMatchObject({ status: 403, code: 'AUTH_ORIGIN' })
      const { origin: _, ...own } = headers
      const unsaid = await city.anonymous.send(
        'POST',
        '/api/v1/catalog-entries',
        '{"code":"CSRF-2","name":"条目"}',
        own,
      )
      expect(unsaid.status, type).toBeGreaterThanOrEqual(400)
    }
    const found = await (await city.as('wuzhong.civil.steward')).get('/api/v1/catalog-entries?q=CSRF-2')
    expect(found.body.items).toEqual([])
  })

  test('every answer tells a browser to run no foreign script, to guess no type and to be framed by nobody', async () => {
    for (const url of ['/', '/anything', '/api/v1/nothing', '/api/v1/status', '/assets/none.js', '/%']) {
      const { headers } = await pages.inject({ method: 'GET', url })
      const policy = String(headers['content-security-policy'])
      const directive = (name: string): string => new RegExp(`(?:^|;)${name} ([^;]*)`).exec(policy)?.[1] ?? ''
      expect(directive('default-src'), url).toBe("'self'")
      expect(directive('script-src') || directive('default-src'), url).toBe("'self'")
      expect(directive('script-src-attr'), url).toBe("'none'")
      expect(directive('object-src'), url).toBe("'none'")
      expect(directive('frame-ancestors'), url).toBe("'none'")
      expect(directive('base-uri'), url).toBe("'self'")
      expect(policy, url).not.toContain('unsafe-')
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['x-powered-by'], url).toBeUndefined()
      expect(headers['access-control-allow-origin'], url).toBeUndefined()
    }
  })

  test('the page of an answer marks its styles with a number of that answer alone', async () => {
    const seen = new Set<string>()
    for (const url of ['/', '/', '/catalog']) {
      const { headers, body } = await pages.inject({ method: 'GET', url })
      const [, nonce] =
        /style-src 'self' 'nonce-([A-Za-z0-9+/=]{24})'/.exec(String(headers['content-security-policy'])) ?? []
      expect(nonce, url).toBeDefined()
      expect(body).toContain(`content="${nonce!}"`)
      seen.add(nonce!)
    }
    expect(seen.size).toBe(3)
  })

  test('an answer to somebody is kept by no cache; the files of the pages are', async () => {
    const steward = await city.as('wuzhong.police.steward')
    for (const url of ['/api/v1/session', '/api/v1/cases', '/api/v1/nothing', '/api/v1/organizations'])
      expect((await steward.get(url)).headers['cache-control'], url).toBe('no-store')
    expect((await pages.inject({ method: 'GET', url: '/' })).headers['cache-control']).toBe('no-store')
  })

  test('no address of the pages leads out of their folder', async () => {
    for (const url of [
      '/assets/../../../package.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/assets/....//....//package.json',
      '/assets/%00/package.json',
      '/..%2f..%2fpackage.json',
      '//etc/passwd',
    ]) {
      const { statusCode, body } = await pages.inject({ method: 'GET', url })
      expect(statusCode, `${url}: ${body}`).toBeLessThan(500)
      expect(body, url).not.toMatch(/"workspaces"|"dependencies"|root:/)
    }
  })

  test('a text of the catalog is data: stored as it was written, sent as JSON, and no page writes markup from texts', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const steward = await city.as('wuzhong.police.steward')
    const made = await steward.send('POST', '/api/v1/catalog-entries', { code: 'XSS-1', name, fields: {}, items: [] })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const read = await steward.get(`/api/v1/catalog-entries/${await entryId(city, 'wuzhong.police.steward', 'XSS-1')}`)
    expect(read.body.name).toBe(name)
    expect(String(read.headers['content-type'])).toMatch(/^application\/json/)
    const sources = (await readdir(webSource, { recursive: true })).filter((file) => /\.tsx?$/.test(file))
    expect(sources.length).toBeGreaterThan(20)
    for (const file of sources) {
      const text = await readFile(join(webSource, file), 'utf8')
      expect(text, file).not.toMatch(
        /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/,
      )
    }
  })

  test('fields, orders and conditions of a reading are names that the dataset has, or nothing is asked', async () => {
    const application = await city.asApplication('wuzhong.civil.assistance')
    const hostile = [
      'name; drop table account; --',
      'name" from account --',
      "' or 1=1 --",
      'constructor',
      'password_hash',
    ]
    for (const text of hostile) {
      const base = { purpose: '最低生活保障审核', matter: 'JZ-2026-0001' }
      const bodies = [
        ['lookup', { ...base, item: text, values: ['1'] }],
        ['lookup', { ...base, item: 'resident_id', values: ['1'], fields: [text] }],
        ['query', { ...base, where: [{ item: text, is: 'equals', values: ['1'] }] }],
        ['query', { ...base, orderBy: [{ item: text, direction: 'asc' }] }],
        ['query', { ...base, fields: [text] }],
      ] as const
      for (const [way, body] of bodies) {
        const answer = await application.send('POST', `/gw/v1/datasets/WZ-RESIDENTS/${way}`, body)
        expect(answer.status, `${way} ${text}: ${JSON.stringify(answer.body)}`).toBeGreaterThanOrEqual(400)
        expect(answer.status, `${way} ${text}: ${JSON.stringify(answer.body)}`).toBeLessThan(500)
      }
      // As a value it is compared like any other and finds nothing.
      const asValue = await lookup(application, 'WZ-RESIDENTS', [text])
      expect(asValue.status, JSON.stringify(asValue.body)).toBeLessThan(500)
      expect(asValue.body.rows ?? []).toEqual([])
    }
    const accounts = await city.services.db.selectFrom('account').select('id').execute()
    expect(accounts.length).toBeGreaterThan(10)
  })
})
