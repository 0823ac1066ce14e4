import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { opensslSm2 } from '../support/openssl-sm2.ts'
import { addResidents, grantInWuzhong, lookup } from '../support/share.ts'

const key = 'wuzhong.civil.assistance'
const owner = 'wuzhong.civil.steward'

/** Machines come in by keys of SM2 as by the others; keys are replaced without a gap. Signatures are made by openssl. */
describe.each(engines)('assertions of SM2 on %s', (engine) => {
  let city: City
  let application: string
  const sm2 = opensslSm2()

  beforeAll(async () => {
    city = await openCity(engine)
    application = city.demo.applications.find((a) => a.key === key)!.id
    await grantInWuzhong(city)
  })
  afterAll(() => city.close())

  const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exchange = (assertion: string): Promise<Answer> =>
    city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    })
  const standard = (): Record<string, unknown> => {
    const iat = Math.floor(city.now().getTime() / 1000)
    return { iss: application, sub: application, aud: 'fadu-gateway', iat, exp: iat + 60, jti: randomUUID() }
  }
  const signed = (
    claims: Record<string, unknown> = {},
    how: { header?: Record<string, unknown>; by?: typeof sm2; userId?: string } = {},
  ): string => {
    const { header = { alg: 'SM2', typ: 'JWT' }, by = sm2, userId } = how
    const said = `${text(header)}.${text({ ...standard(), ...claims })}`
    return `${said}.${by.sign(Buffer.from(said), userId).toString('base64url')}`
  }
  const addKey = async (sent: unknown, login = owner): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/applications/${application}/keys`, { key: sent })

  test('NB-11-2 a key of SM2 is registered, and its assertion gives a bearer with which rows are read', async () => {
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 41)
    const before = await exchange(signed())
    expect(before.body, 'not known yet').toMatchObject({ status: 401, code: 'AUTH_ASSERTION_INVALID' })
    const added = await addKey({ algorithm: 'SM2', publicKey: sm2.jwk })
    expect(added.status, JSON.stringify(added.body)).toBe(201)
    expect(added.body.result).toMatchObject({ algorithm: 'SM2', revokedAt: null })
    const token = await exchange(signed())
    expect(token.status, JSON.stringify(token.body)).toBe(200)
    const authorization = `Bearer ${token.body.access_token as string}`
    const found = await lookup(
      { get: city.anonymous.get, send: (m, u, b) => city.anonymous.send(m, u, b, { authorization }) },
      'WZ-RESIDENTS',
      [resident!.residentId],
    )
    expect(found.status, JSON.stringify(found.body)).toBe(200)
    expect(found.body.rows).toHaveLength(1)
    const again = await addKey({ algorithm: 'SM2', publicKey: sm2.jwk })
    expect(again.body).toMatchObject({ status: 409, code: 'DUPLICATE' })
  })

  test('NB-11-2 an assertion of SM2 is good once, for its time, audience and application, under its key and user id', async () => {
    const once = signed()
    expect((await exchange(once)).status).toBe(200)
    expect((await exchange(once)).body).toMatchObject({ code: 'AUTH_ASSERTION_INVALID', status: 401 })
    const now = Math.floor(city.now().getTime() / 1000)
    const [header, payload, signature] = signed().split('.') as [string, string, string]
    const other = city.demo.applications.find((a) => a.key === 'wuzhong.labour.pension')!.id
    const wrong: Record<string, string> = {
      'another audience': signed({ aud: 'elsewhere' }),
      expired: signed({ exp: now - 10, iat: now - 60 }),
      'too long a life': signed({ exp: now + 4000 }),
      'made too long ago': signed({ iat: now - 900 }),
      'another subject': signed({ sub: other }),
      'another application': signed({ iss: other, sub: other }),
      'a short jti': signed({ jti: 'short' }),
      'no jti': signed({ jti: undefined }),
      'another algorithm in its header': signed({}, { header: { alg: 'ES256' } }),
      'no algorithm': signed({}, { header: { alg: 'none' } }),
      'something critical': signed({}, { header: { alg: 'SM2', crit: ['b64'], b64: false } }),
      'a key that is not known': signed({}, { by: opensslSm2() }),
      'another user id': signed({}, { userId: '8765432187654321' }),
      'a signature of zeros': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
      'half a signature': `${header}.${payload}.${signature.slice(0, 43)}`,
      'no signature': `${header}.${payload}.`,
      'a part too many': `${header}.${payload}.${signature}.${signature}`,
      'another payload': `${header}.${text({ ...standard(), exp: now + 61 })}.${signature}`,
      'a payload that is no JSON': `${header}.bm8.${signature}`,
      'no header': `.${payload}.${signature}`,
    }
    for (const [what, assertion] of Object.entries(wrong)) {
      const refused = await exchange(assertion)
      expect(refused.status, `${what}: ${JSON.stringify(refused.body)}`).toBe(401)
      expect(refused.body.code, what).toBe('AUTH_ASSERTION_INVALID')
    }
  })

  test('a user id that was agreed on is the one that counts', async () => {
    const own = opensslSm2()
    const userId = 'assistance@civil'
    expect((await addKey({ algorithm: 'SM2', publicKey: own.jwk, userId })).status).toBe(201)
    expect((await exchange(signed({}, { by: own }))).status).toBe(401)
    expect((await exchange(signed({}, { by: own, userId }))).status).toBe(200)
  })

  test('NB-11-2 a key that is none is refused with its field, and nothing is registered', async () => {
    const keys = async (): Promise<number> =>
      (await (await city.as(owner)).get(`/api/v1/applications/${application}/keys`)).body.items.length as number
    const before = await keys()
    const { jwk } = opensslSm2()
    const zero = 'A'.repeat(43)
    const hostile: Record<string, unknown> = {
      'a point that is not of the curve': { algorithm: 'SM2', publicKey: { ...jwk, y: jwk.x } },
      'the point zero': { algorithm: 'SM2', publicKey: { ...jwk, x: zero, y: zero } },
      'a coordinate above the prime': { algorithm: 'SM2', publicKey: { ...jwk, x: `${'_'.repeat(42)}8` } },
      'another curve': { algorithm: 'SM2', publicKey: { ...jwk, crv: 'P-256' } },
      'a name of the curve that is not ours': { algorithm: 'SM2', publicKey: { ...jwk, crv: 'curveSM2' } },
      'SM2 under the name of P-256': { algorithm: 'ES256', publicKey: { ...jwk, crv: 'P-256' } },
      'SM2 under ES256': { algorithm: 'ES256', publicKey: jwk },
      'a private key': { algorithm: 'SM2', publicKey: { ...jwk, d: jwk.x } },
      'half a point': { algorithm: 'SM2', publicKey: { kty: 'EC', crv: 'SM2', x: jwk.x } },
      'too short': { algorithm: 'SM2', publicKey: { ...jwk, x: jwk.x.slice(1) } },
      'another alphabet': { algorithm: 'SM2', publicKey: { ...jwk, x: `+${jwk.x.slice(1)}` } },
      'stray bits': { algorithm: 'SM2', publicKey: { ...jwk, x: `${jwk.x.slice(0, 42)}B` } },
      'no user id': { algorithm: 'SM2', publicKey: jwk, userId: '' },
      'a user id that is no text': { algorithm: 'SM2', publicKey: jwk, userId: '\uD800' },
      'a user id for another algorithm': {
        algorithm: 'EdDSA',
        publicKey: { kty: 'OKP', crv: 'Ed25519', x: jwk.x },
        userId: 'x',
      },
      'an unknown algorithm': { algorithm: 'RS256', publicKey: jwk },
      nothing: null,
    }
    for (const [what, sent] of Object.entries(hostile)) {
      const refused = await addKey(sent)
      expect(refused.status, `${what}: ${JSON.stringify(refused.body)}`).toBe(400)
      expect(refused.body.code, what).toBe('REQUEST_MALFORMED')
      expect(refused.body.fields[0].field, what).toMatch(/^body\.key/)
    }
    expect(await keys()).toBe(before)
  })

  test('NB-11-2 keys are replaced without a gap; a revoked one opens nothing and is not taken in again', async () => {
    const [old, next] = [opensslSm2(), opensslSm2()]
    const steward = await city.as(owner)
    const first = (await addKey({ algorithm: 'SM2', publicKey: old.jwk })).body.result as { id: string; keyId: string }
    expect((await exchange(signed({}, { by: old }))).status).toBe(200)
    await addKey({ algorithm: 'SM2', publicKey: next.jwk })
    for (const by of [old, next]) expect((await exchange(signed({}, { by }))).status).toBe(200)
    const gone = await steward.send('DELETE', `/api/v1/applications/${application}/keys/${first.id}`)
    expect(gone.body.result, JSON.stringify(gone.body)).toMatchObject({ keyId: first.keyId })
    expect(gone.body.result.revokedAt).not.toBeNull()
    expect((await exchange(signed({}, { by: old }))).status).toBe(401)
    expect((await exchange(signed({}, { by: next }))).status).toBe(200)
    expect((await addKey({ algorithm: 'SM2', publicKey: old.jwk })).body.code).toBe('DUPLICATE')
    const twice = await steward.send('DELETE', `/api/v1/applications/${application}/keys/${first.id}`)
    expect(twice.body).toMatchObject({ status: 409, code: 'STATE_CONFLICT' })
    const foreign = await steward.send('DELETE', `/api/v1/applications/${application}/keys/${randomUUID()}`)
    expect(foreign.status).toBe(404)
  })

  test('NB-11-2 only the organisation of an application handles its keys, and every such act is recorded', async () => {
    const { jwk } = opensslSm2()
    for (const login of [
      'wuzhong.police.steward',
      'wuzhong.civil.approver',
      'wuzhong.data.steward',
      'platform.audit',
    ]) {
      const refused = await addKey({ algorithm: 'SM2', publicKey: jwk }, login)
      expect(refused.status, login).toBe(403)
      expect(refused.body.grounds.length + refused.body.needed.length, login).toBeGreaterThan(0)
    }
    const added = await addKey({ algorithm: 'SM2', publicKey: jwk })
    const { body } = (await (await city.as(owner)).get(`/api/v1/evidence/${added.body.act.receipt as string}`)).body
    expect(JSON.parse(body as string)).toMatchObject({
      action: 'application.addKey',
      outcome: 'done',
      subject: { type: 'Application', id: application },
      detail: { keyId: added.body.result.keyId, algorithm: 'SM2' },
    })
  })
})
