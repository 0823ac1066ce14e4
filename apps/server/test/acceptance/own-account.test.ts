import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllowedHosts } from '../../src/platform/allowed-hosts.ts'
import { engines, openCity, type City, type Client } from '../support/city.ts'

const minute = 60_000
const chosen = 'seven herons over the river'

describe.each(engines)('the own account on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const signIn = (login: string, password = city.demo.password, totp?: string) =>
    city.anonymous.send('POST', '/api/v1/session', { login, password, ...(totp === undefined ? {} : { totp }) })

  /** A session beside the one that others of this test use. */
  const session = async (login: string, password = city.demo.password): Promise<Client> => {
    const opened = await signIn(login, password)
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    const headers = { authorization: `Bearer ${opened.body.token as string}` }
    return {
      get: (url) => city.anonymous.get(url, headers),
      send: (method, url, body) => city.anonymous.send(method, url, body, headers),
    }
  }

  const enrol = async (client: Client): Promise<() => string> => {
    const enrolled = await client.send('POST', '/api/v1/session/totp')
    const device = new TOTP({ secret: Secret.fromBase32(enrolled.body.result.secret as string) })
    const code = () => device.generate({ timestamp: city.now().getTime() })
    const confirmed = await client.send('POST', '/api/v1/session/totp/confirmation', { code: code() })
    expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200)
    return code
  }

  const idOf = async (login: string): Promise<string> => {
    const { db } = city.services
    return (await db.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()).id
  }

  const kinds = async (client: Client): Promise<readonly string[]> =>
    (await client.get('/api/v1/session/notices')).body.items.map((n: { kind: string }) => n.kind)

  test('PF-120 a holder changes the password with the old one; other sessions end, this one goes on, and the holder is told', async () => {
    const login = 'wuzhong.market.steward'
    const [here, elsewhere] = [await session(login), await session(login)]
    const change = (password: string, newPassword: string) =>
      here.send('PUT', '/api/v1/session/password', { password, newPassword })
    const wrong = await change('not the old one', chosen)
    expect([wrong.status, wrong.body.code]).toEqual([401, 'AUTH_CREDENTIALS_WRONG'])
    for (const [newPassword, said] of [
      ['seven', '至少 12 个字符'],
      [`${'heron river '.repeat(12)}`, '至多 128 个字符'],
      ['Password1234!', '容易被猜到'],
      [`${login}.2026`, '容易被猜到'],
    ] as const) {
      const unfit = await change(city.demo.password, newPassword)
      expect([unfit.status, unfit.body.code]).toEqual([422, 'PASSWORD_UNFIT'])
      expect(unfit.body.detail).toContain(said)
      expect(unfit.body.detail).not.toContain(newPassword)
    }
    expect((await elsewhere.get('/api/v1/session')).status).toBe(200)
    const changed = await change(city.demo.password, chosen)
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
    expect(changed.body.result.sessionsEnded).toBeGreaterThanOrEqual(1)
    expect((await here.get('/api/v1/session')).body.unreadNotices).toBe(1)
    expect((await elsewhere.get('/api/v1/session')).body.code).toBe('AUTH_SESSION_INVALID')
    expect((await signIn(login)).status).toBe(401)
    // As any keyboard may write it.
    expect((await signIn(login, chosen.normalize('NFD'))).status).toBe(201)
    expect(await kinds(here)).toEqual(['passwordChanged'])
    expect((await here.send('POST', '/api/v1/session/notices/read')).body.result.read).toBe(1)
    expect((await here.get('/api/v1/session')).body.unreadNotices).toBe(0)
  })

  test('PF-120 whoever finds an open session guesses the password no more often than at the door', async () => {
    const login = 'wuzhong.market.approver'
    const here = await session(login)
    const guess = () => here.send('PUT', '/api/v1/session/password', { password: 'a wrong guess', newPassword: chosen })
    for (let i = 0; i < 4; i++) expect((await guess()).status).toBe(401)
    expect((await guess()).body.code).toBe('AUTH_LOCKED')
    const right = { password: city.demo.password, newPassword: chosen }
    expect((await here.send('PUT', '/api/v1/session/password', right)).body.code).toBe('AUTH_LOCKED')
    expect((await signIn(login)).body.code).toBe('AUTH_LOCKED')
    city.travel(16 * minute)
    expect((await signIn(login)).status).toBe(201)
  })

  test('PF-120 nothing of a password stands in the evidence, nor beside an idempotency key', async () => {
    const { db } = city.services
    const entries = await db.selectFrom('log_entry').select('body').execute()
    const answers = await db.selectFrom('idempotent_answer').select('body').execute()
    expect(JSON.stringify([entries, answers])).not.toContain(chosen)
    const changes = entries.filter((e) => JSON.stringify(e.body).includes('changePassword'))
    expect(changes.length).toBeGreaterThanOrEqual(7)
  })

  test('PF-120 a device is removed with password and code and replaced by another; without it the old password is enough', async () => {
    const login = 'wuzhong.labour.steward'
    const here = await session(login)
    const code = await enrol(here)
    city.travel(minute)
    const remove = (password: string, totp: string) =>
      here.send('POST', '/api/v1/session/totp/removal', { password, totp })
    expect((await remove('not the password', code())).body.code).toBe('AUTH_CREDENTIALS_WRONG')
    expect((await remove(city.demo.password, code() === '000000' ? '000001' : '000000')).body.code).toBe(
      'AUTH_TOTP_WRONG',
    )
    const removed = await remove(city.demo.password, code())
    expect(removed.status, JSON.stringify(removed.body)).toBe(200)
    expect((await remove(city.demo.password, code())).body.code).toBe('STATE_CONFLICT')
    expect((await signIn(login)).status).toBe(201)
    await enrol(here)
    expect((await signIn(login)).body.code).toBe('AUTH_TOTP_REQUIRED')
    expect(await kinds(here)).toEqual(['factorConfirmed', 'factorRemoved', 'factorConfirmed'])
  })

  test('PF-120 a lost device is reset by the security administrator alone, never by its holder; sessions end and the holder is told', async () => {
    const login = 'wuzhong.labour.approver'
    const here = await session(login)
    await enrol(here)
    const id = await idOf(login)
    const reset = async (who: string, account = id) =>
      (await city.as(who)).send('POST', `/api/v1/accounts/${account}/factor-reset`)
    const bySystem = await reset('platform.system')
    expect([bySystem.status, bySystem.body.code]).toEqual([403, 'ACT_NOT_PERMITTED'])
    const done = await reset('platform.security')
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect(done.body.act.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-120')
    expect((await here.get('/api/v1/session')).status).toBe(401)
    const again = await session(login)
    expect(await kinds(again)).toContain('factorReset')
    expect((await reset('platform.security')).body.code).toBe('STATE_CONFLICT')
    const own = await reset('platform.security', await idOf('platform.security'))
    expect(own.status).toBe(403)
    expect(own.body.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-120')
    const { db } = city.services
    const recorded = await db.selectFrom('log_entry').select('body').orderBy('id', 'desc').limit(40).execute()
    expect(JSON.stringify(recorded)).toContain('account.resetFactor')
  })

  test('PF-120 nobody reads the notices of another account', async () => {
    const other = await session('wuzhong.labour.approver')
    expect(await kinds(other)).not.toContain('passwordChanged')
  })

  test('PF-120 an account is not opened with a password that can be guessed', async () => {
    const { db } = city.services
    const { organization_id } = await db
      .selectFrom('account')
      .select('organization_id')
      .where('login', '=', 'wuzhong.labour.approver')
      .executeTakeFirstOrThrow()
    const made = await (
      await city.as('platform.system')
    ).send('POST', `/api/v1/organizations/${organization_id}/accounts`, {
      login: 'new.person',
      name: '某人',
      password: 'new.person.2026',
    })
    expect([made.status, made.body.code]).toEqual([422, 'PASSWORD_UNFIT'])
  })

  test('PF-121 where it is demanded, an administrator without a second factor is refused all but the own account until one is confirmed', async () => {
    const demanding = await city.restart({ administratorFactor: 'demanded' })
    city = demanding
    const security = await session('platform.security')
    expect((await security.get('/api/v1/session')).body.secondFactor).toBe('demanded')
    for (const path of ['/api/v1/keys', '/api/v1/notifications']) {
      const refused = await security.get(path)
      expect(refused.status, path).toBe(403)
      expect(refused.body.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-121')
      expect(refused.body.needed[0].text).toContain('第二验证方式')
    }
    // Whoever runs no platform is not asked.
    const steward = await session('wuzhong.civil.steward')
    expect((await steward.get('/api/v1/session')).body.secondFactor).toBe('offered')
    expect((await steward.get('/api/v1/notifications')).status).toBe(200)
    await enrol(security)
    expect((await security.get('/api/v1/session')).body.secondFactor).toBe('confirmed')
    expect((await security.get('/api/v1/keys')).status).toBe(200)
  })

  test('PF-120 over TLS the cookie of a session has a name that no other host and no page in clear can set', async () => {
    city = await city.restart({ transport: { trustedProxies: parseAllowedHosts(['10.9.0.2']) } })
    const send = (payload: object, headers: Record<string, string>) =>
      city.app.inject({
        method: 'POST',
        url: '/api/v1/session',
        remoteAddress: '10.9.0.2',
        headers: { 'x-forwarded-proto': 'https', ...headers },
        payload,
      })
    const opened = await send({ login: 'wuzhong.civil.steward', password: city.demo.password }, {})
    const cookie = String(opened.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-fadu_session=fs_[^;]+;/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)
    expect(cookie).not.toContain('Domain')
    const token = opened.json().token as string
    const look = (name: string) =>
      city.app.inject({
        url: '/api/v1/session',
        remoteAddress: '10.9.0.2',
        headers: { 'x-forwarded-proto': 'https', cookie: `${name}=${token}` },
      })
    expect((await look('__Host-fadu_session')).statusCode).toBe(200)
    expect((await look('fadu_session')).statusCode).toBe(401)
  })
})
