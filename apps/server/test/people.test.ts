import { TOTP, Secret } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from './support/city.ts'
import { grantInWuzhong, lookup } from './support/share.ts'

const minute = 60_000

describe.each(engines)('who is acting, on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const signIn = (login: string, password = city.demo.password, totp?: string) =>
    city.anonymous.send('POST', '/api/v1/session', { login, password, ...(totp === undefined ? {} : { totp }) })

  test('a wrong password and an unknown login read alike', async () => {
    const wrong = await signIn('wuzhong.market.steward', 'not the password')
    const unknown = await signIn('nobody.at.all', 'not the password')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body).toEqual(unknown.body)
  })

  test('five failures in a row lock the account for a while, also for the right password', async () => {
    const login = 'wuzhong.market.approver'
    for (let i = 0; i < 4; i++) expect((await signIn(login, 'wrong')).status).toBe(401)
    expect((await signIn(login, 'wrong')).body.code).toBe('AUTH_LOCKED')
    expect((await signIn(login)).body.code).toBe('AUTH_LOCKED')
    city.travel(16 * minute)
    expect((await signIn(login)).status).toBe(201)
  })

  test('a one-time code is asked for once enrolled, is good once, and drifts by one step at most', async () => {
    const client = await city.as('wuzhong.labour.approver')
    const enrolled = await client.send('POST', '/api/v1/session/totp')
    const totp = new TOTP({ secret: Secret.fromBase32(enrolled.body.result.secret as string) })
    const code = () => totp.generate({ timestamp: city.now().getTime() })
    expect((await client.send('POST', '/api/v1/session/totp/confirmation', { code: '000000' })).status).toBe(401)
    expect((await client.send('POST', '/api/v1/session/totp/confirmation', { code: code() })).status).toBe(200)
    expect((await signIn('wuzhong.labour.approver')).body.code).toBe('AUTH_TOTP_REQUIRED')
    city.travel(minute)
    const good = code()
    expect((await signIn('wuzhong.labour.approver', city.demo.password, good)).status).toBe(201)
    expect((await signIn('wuzhong.labour.approver', city.demo.password, good)).body.code).toBe('AUTH_TOTP_WRONG')
    city.travel(5 * minute)
    expect((await signIn('wuzhong.labour.approver', city.demo.password, good)).body.code).toBe('AUTH_TOTP_WRONG')
  })

  test('the secret of a one-time code is stored sealed and not beside an idempotency key', async () => {
    const client = await city.as('litong.data.steward')
    const enrolled = await client.send('POST', '/api/v1/session/totp', undefined, { 'idempotency-key': 'totp-1' })
    const secret = enrolled.body.result.secret as string
    const { db } = city.services
    const answers = await db.selectFrom('idempotent_answer').select('body').execute()
    expect(JSON.stringify(answers)).not.toContain(secret)
    const account = await db
      .selectFrom('account')
      .select('totp_secret')
      .where('login', '=', 'litong.data.steward')
      .executeTakeFirstOrThrow()
    expect(Buffer.from(account.totp_secret!).includes(Buffer.from(Secret.fromBase32(secret).buffer))).toBe(false)
  })

  test('a session ends when signed out, revoked, idle or old', async () => {
    const first = (await signIn('ningbo.civil.steward')).body.token as string
    const second = (await signIn('ningbo.civil.steward')).body.token as string
    const look = (token: string) => city.anonymous.get('/api/v1/session', { authorization: `Bearer ${token}` })
    expect((await look(first)).status).toBe(200)
    expect(
      (await city.anonymous.send('DELETE', '/api/v1/session', undefined, { authorization: `Bearer ${first}` })).status,
    ).toBe(204)
    expect((await look(first)).body.code).toBe('AUTH_SESSION_INVALID')
    expect(
      (
        await city.anonymous.send('POST', '/api/v1/session/revocations', undefined, {
          authorization: `Bearer ${second}`,
        })
      ).body.result.revoked,
    ).toBe(1)
    expect((await look(second)).status).toBe(401)
    const third = (await signIn('ningbo.civil.steward')).body.token as string
    city.travel(121 * minute)
    expect((await look(third)).status).toBe(401)
  })

  test('PF-03 no account holds two of the three administrators, nor one beside a business role', async () => {
    const security = await city.as('platform.security')
    const { db } = city.services
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('login', '=', 'wuzhong.government.steward')
      .executeTakeFirstOrThrow()
    for (const roles of [
      ['systemAdmin', 'auditAdmin'],
      ['securityAdmin', 'steward'],
      ['systemAdmin', 'securityAdmin', 'auditAdmin'],
    ]) {
      const refused = await security.send('PUT', `/api/v1/accounts/${id}/roles`, { roles })
      expect(refused.body.code, roles.join()).toBe('ROLES_NOT_SEPARATED')
    }
    expect(
      (await security.send('PUT', `/api/v1/accounts/${id}/roles`, { roles: ['steward', 'approver'] })).status,
    ).toBe(200)
  })

  test('PF-04 the system administrator opens accounts without roles, the security administrator assigns them; a change of roles ends sessions', async () => {
    const { db } = city.services
    const { id: organization } = await db
      .selectFrom('organization')
      .select('id')
      .where('name', '=', '吴忠市民政局')
      .executeTakeFirstOrThrow()
    const system = await city.as('platform.system')
    const security = await city.as('platform.security')
    const account = { login: `person.${engine}`, name: '某人', password: 'a password of some length' }
    const made = await system.send('POST', `/api/v1/organizations/${organization}/accounts`, account)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body.result.roles).toEqual([])
    expect((await system.send('POST', `/api/v1/organizations/${organization}/accounts`, account)).body.code).toBe(
      'DUPLICATE',
    )
    const id = made.body.result.id as string
    expect((await system.send('PUT', `/api/v1/accounts/${id}/roles`, { roles: ['steward'] })).status).toBe(403)
    const opened = await signIn(account.login, account.password)
    expect((await security.send('PUT', `/api/v1/accounts/${id}/roles`, { roles: ['steward'] })).status).toBe(200)
    const old = await city.anonymous.get('/api/v1/session', { authorization: `Bearer ${opened.body.token as string}` })
    expect(old.status).toBe(401)
    expect((await system.send('DELETE', `/api/v1/accounts/${id}`)).status).toBe(200)
    expect((await signIn(account.login, account.password)).status).toBe(401)
  })

  test('an assertion is good once, for this audience, for five minutes, from an active application', async () => {
    const key = 'wuzhong.civil.assistance'
    const exchange = (client_assertion: string) =>
      city.anonymous.send('POST', '/gw/v1/token', {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
      })
    const good = await city.assertion(key)
    expect((await exchange(good)).status).toBe(200)
    expect((await exchange(good)).body.detail).toContain('jti')
    const now = Math.floor(city.now().getTime() / 1000)
    const other = city.demo.applications.find((a) => a.key === 'wuzhong.labour.pension')!.id
    for (const claims of [
      { aud: 'elsewhere' },
      { exp: now - 10, iat: now - 60 },
      { exp: now + 4000 },
      { sub: other },
      { iss: other, sub: other },
      { jti: 'short' },
      { iat: now - 900 },
    ]) {
      const refused = await exchange(await city.assertion(key, claims))
      expect(refused.status, JSON.stringify(claims)).toBe(401)
      expect(refused.body.code).toBe('AUTH_ASSERTION_INVALID')
    }
  })

  test('PF-05 a suspended application is refused on its next call, with the token it already has', async () => {
    await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const values = ['11010519491231002X']
    expect((await lookup(application, 'WZ-RESIDENTS', values)).status).toBe(200)
    const { id } = city.demo.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
    const steward = await city.as('wuzhong.civil.steward')
    await steward.send('PUT', `/api/v1/applications/${id}/status`, { status: 'suspended' })
    expect((await lookup(application, 'WZ-RESIDENTS', values)).status).toBe(403)
    await steward.send('PUT', `/api/v1/applications/${id}/status`, { status: 'active' })
    expect((await lookup(application, 'WZ-RESIDENTS', values)).status).toBe(200)
    city.travel(11 * minute)
    expect((await lookup(application, 'WZ-RESIDENTS', values)).body.code).toBe('AUTH_TOKEN_INVALID')
  })
})
