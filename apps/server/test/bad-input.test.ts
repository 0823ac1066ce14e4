import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from './support/city.ts'

describe.each(engines)('bad input on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const counts = async () => {
    const { db } = city.services
    const tables = ['catalog_entry', 'procedure_case', 'batch', 'application', 'organization', 'data_grant'] as const
    return Promise.all(
      tables.map(async (t) =>
        Number(
          (
            await db
              .selectFrom(t)
              .select((eb) => eb.fn.countAll().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
        ),
      ),
    )
  }

  test('answers with a problem document, the right status and the field, and writes nothing', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    const before = await counts()
    const post = '/api/v1/catalog-entries'
    const good = { code: 'BAD-1', name: '条目', fields: {}, items: [] }
    const cases: readonly [string, unknown, number, string, Record<string, string>?][] = [
      ['malformed JSON', '{"code": "BAD-1", ', 400, 'REQUEST_MALFORMED'],
      ['no body', '', 400, 'REQUEST_MALFORMED'],
      ['an array', [], 400, 'REQUEST_MALFORMED'],
      ['a wrong type', { ...good, name: 7 }, 400, 'REQUEST_MALFORMED'],
      ['an unknown field', { ...good, admin: true }, 400, 'REQUEST_MALFORMED'],
      ['a prototype', '{"code":"BAD-1","name":"x","__proto__":{"organization":"x"}}', 400, 'REQUEST_MALFORMED'],
      ['a blank name', { ...good, name: '   ' }, 400, 'REQUEST_MALFORMED'],
      ['a control character', { ...good, name: '条\u0007目' }, 400, 'REQUEST_MALFORMED'],
      ['NUL in a free field', { ...good, fields: { businessName: 'a\u0000b' } }, 400, 'REQUEST_MALFORMED'],
      ['a code in lower case', { ...good, code: 'bad' }, 400, 'REQUEST_MALFORMED'],
      [
        'a grade out of range',
        { ...good, items: [{ code: 'a', name: '甲', type: 'text', grade: 9 }] },
        400,
        'REQUEST_MALFORMED',
      ],
      [
        'an item twice',
        { ...good, items: [1, 2].map(() => ({ code: 'a', name: '甲', type: 'text', grade: 1 })) },
        400,
        'REQUEST_MALFORMED',
      ],
      [
        'SQL in a column name',
        { ...good, items: [{ code: 'a; drop table account', name: '甲', type: 'text', grade: 1 }] },
        400,
        'REQUEST_MALFORMED',
      ],
      ['a body over the limit', { ...good, name: 'x'.repeat(1_100_000) }, 413, 'REQUEST_TOO_LARGE'],
      ['XML', '<a/>', 415, 'REQUEST_MEDIA_TYPE', { 'content-type': 'application/xml' }],
      ['an odd idempotency key', good, 400, 'REQUEST_MALFORMED', { 'idempotency-key': 'ä' }],
      [
        'another organisation’s id',
        { ...good, organization: '00000000-0000-4000-8000-000000000000' },
        404,
        'NOT_FOUND',
      ],
    ]
    for (const [name, body, status, code, headers] of cases) {
      const answer = await steward.send('POST', post, body, headers)
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(status)
      expect(answer.body.code, name).toBe(code)
      expect(String(answer.headers['content-type']), name).toContain('application/problem+json')
      expect(JSON.stringify(answer.body), name).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
      if (code === 'REQUEST_MALFORMED') expect(answer.body.fields.length, name).toBeGreaterThan(0)
    }
    expect(await counts()).toEqual(before)
  })

  test('answers queries and paths that are off', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    for (const [url, status, code] of [
      ['/api/v1/cases/not-a-uuid', 400, 'REQUEST_MALFORMED'],
      ['/api/v1/cases?limit=0', 400, 'REQUEST_MALFORMED'],
      ['/api/v1/cases?limit=many', 400, 'REQUEST_MALFORMED'],
      ['/api/v1/cases?cursor=zzz', 400, 'CURSOR_INVALID'],
      ['/api/v1/cases?cursor=WyJ4Il0', 400, 'CURSOR_INVALID'],
      ['/api/v1/catalog-entries?cursor=WyJhIiwiYiJd', 400, 'CURSOR_INVALID'],
      ['/api/v1/cases?unknown=1', 400, 'REQUEST_MALFORMED'],
      ['/api/v1/catalog-entries?q=%25%27%3B--', 200, undefined],
      ['/api/v1/catalog-entries?territory=999999999999', 404, 'NOT_FOUND'],
      ['/api/v1/nothing', 404, 'ROUTE_UNKNOWN'],
      ['/api/v1/cases/', 400, 'REQUEST_MALFORMED'],
      ['/api/v1//cases', 400, 'REQUEST_MALFORMED'],
      ['/log/tile/0/../../etc/passwd', 404, undefined],
      ['/log/tile/%2e%2e%2fx', 400, 'REQUEST_MALFORMED'],
      ['/api/v1/law/clauses/NB-99', 404, 'NOT_FOUND'],
    ] as const) {
      const answer = await steward.get(url)
      expect(answer.status, `${url}: ${JSON.stringify(answer.body)}`).toBe(status)
      if (code !== undefined) expect(answer.body.code, url).toBe(code)
    }
  })

  test('a day that cannot be counted from is the asker’s mistake, not a fault', async () => {
    for (const body of [
      { territory: '640300000000', from: '1999-01-01', days: 5 },
      { territory: '640300000000', from: '2100-12-30', days: 900 },
      { territory: '640300000000', from: '2026-02-30', days: 5 },
      { territory: '640300000000', from: '2026-02-09', days: 5, period: 'share.reply' },
    ]) {
      const answer = await city.anonymous.send('POST', '/api/v1/law/due-dates', body)
      expect(answer.status, JSON.stringify(body)).toBe(400)
    }
    const counted = await city.anonymous.send('POST', '/api/v1/law/due-dates', {
      territory: '640300000000',
      from: '2026-02-09',
      period: 'share.reply',
    })
    expect(counted.body).toMatchObject({ due: '2026-02-14', provisional: false, period: { cites: ['WZ-26-2'] } })
  })

  test('an address that matches nothing at all is answered like any other mistake', async () => {
    for (const url of [`/api/v1/cases/${'a'.repeat(300)}`, '/api/v1/cases/%ED%A0%80', '/api/v1/cases/%']) {
      const answer = await city.anonymous.get(url, { 'accept-language': 'en' })
      expect(answer.status, url).toBe(400)
      expect(answer.body, url).toMatchObject({ code: 'REQUEST_MALFORMED', fields: [{ field: 'path' }] })
      expect(answer.headers, url).toMatchObject({ 'content-language': 'en', 'x-content-type-options': 'nosniff' })
    }
  })

  test('an id of another kind and a day at the end of all days are mistakes, not faults', async () => {
    const approver = await city.as('wuzhong.police.approver')
    for (const type of ['catalogEntry', 'dataGrant', 'organization']) {
      const subject = { type, id: '640300000000' }
      const answer = await approver.send('POST', '/api/v1/cases', { procedure: 'share.request', subject, form: {} })
      expect(answer.body, type).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
    const day = await approver.send('POST', '/api/v1/sensitive-operations/reviews', {
      day: '0001-01-01',
      operations: 0,
      conclusion: '无',
    })
    expect(day.body).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' })
  })

  test('speaks English to whom asks for it, and Chinese to everybody else', async () => {
    const english = await city.anonymous.get('/api/v1/cases', { 'accept-language': 'en-GB,en;q=0.9' })
    expect(english.body.detail).toBe('Sign in first')
    expect(english.headers['content-language']).toBe('en')
    expect((await city.anonymous.get('/api/v1/cases')).body.detail).toBe('请先登录')
  })

  test('a forged, foreign or malformed credential is no credential', async () => {
    const forged = `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ sub: 'x' })).toString('base64url')}.`
    for (const authorization of ['Bearer fs_invented', `Bearer ${forged}`, 'Bearer', 'Basic YTpi', 'Bearer a b']) {
      const answer = await city.anonymous.get('/api/v1/worklist', { authorization })
      expect(answer.status, authorization).toBe(401)
      expect(answer.headers['www-authenticate'], authorization).toContain('Bearer')
    }
  })

  test('a cookie sent from another site does nothing', async () => {
    const opened = await city.anonymous.send('POST', '/api/v1/session', {
      login: 'wuzhong.civil.steward',
      password: city.demo.password,
    })
    const cookie = String(opened.headers['set-cookie']).split(';')[0]!
    expect(String(opened.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/i)
    const body = { code: 'CSRF-1', name: '条目' }
    const foreign = await city.anonymous.send('POST', '/api/v1/catalog-entries', body, {
      cookie,
      origin: 'https://evil.example',
      host: 'localhost:8080',
    })
    expect(foreign.status).toBe(403)
    expect(foreign.body.code).toBe('AUTH_ORIGIN')
    const odd = await city.anonymous.send('POST', '/api/v1/catalog-entries', body, {
      cookie,
      origin: 'null',
      host: 'localhost:8080',
    })
    expect(odd.body.code).toBe('AUTH_ORIGIN')
    const own = await city.anonymous.send('POST', '/api/v1/catalog-entries', body, {
      cookie,
      origin: 'http://localhost:8080',
      host: 'localhost:8080',
    })
    expect(own.status).toBe(201)
  })
})
