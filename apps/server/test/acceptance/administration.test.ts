import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { applicationId, grantInWuzhong } from '../support/share.ts'

const wuzhong = '640300000000'
const ningbo = '330200000000'

describe.each(engines)('administration on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  test('PF-04 the administrators find the organisations of every territory, by name or code, with their counts', async () => {
    for (const login of ['platform.system', 'platform.security']) {
      const client = await city.as(login)
      const territories = (await client.get('/api/v1/territories')).body.items as { code: string }[]
      expect(territories.map((t) => t.code)).toEqual(expect.arrayContaining([wuzhong, ningbo]))
      const found = await client.get(`/api/v1/organizations?territory=${wuzhong}&below=true&q=民政局`)
      expect((found.body.items as { name: string }[]).map((o) => o.name)).toEqual(['利通区民政局', '吴忠市民政局'])
      const own = await client.get(`/api/v1/organizations?territory=${wuzhong}&q=民政局`)
      expect(own.body.items).toHaveLength(1)
      const byCode = await client.get(`/api/v1/organizations?territory=${wuzhong}&q=${String(own.body.items[0].code)}`)
      expect(byCode.body.items).toEqual(own.body.items)
      const counts = await client.get(`/api/v1/organizations/counts?territory=${wuzhong}&q=主管部门`)
      expect(counts.body).toEqual({ total: 1, kinds: { authority: 1, agency: 1 } })
      // Signs of a pattern are looked for, not obeyed.
      expect((await client.get(`/api/v1/organizations/counts?territory=${wuzhong}&q=%25`)).body.total).toBe(0)
    }
  })

  test('PF-07 an agency finds those of its territory and around it, and is refused another city', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    const codes = ((await steward.get('/api/v1/territories')).body.items as { code: string }[]).map((t) => t.code)
    expect(codes).toContain(wuzhong)
    expect(codes).not.toContain(ningbo)
    const elsewhere = await organizationId(city, 'ningbo.civil.steward')
    for (const url of [
      `/api/v1/organizations/${elsewhere}`,
      `/api/v1/organizations?territory=${ningbo}`,
      `/api/v1/organizations/counts?territory=${ningbo}`,
    ]) {
      const refused = await steward.get(url)
      expect(refused.status, url).toBe(403)
      expect(refused.body.needed.map((n: { clause: string }) => n.clause)).toContain('PF-07')
    }
    const own = await organizationId(city, 'wuzhong.civil.steward')
    expect((await steward.get(`/api/v1/organizations/${own}`)).body).toMatchObject({ id: own, name: '吴忠市民政局' })
  })

  test('PF-120 an account says whether a device is confirmed, and not before', async () => {
    const security = await city.as('platform.security')
    const path = `/api/v1/organizations/${await organizationId(city, 'wuzhong.labour.steward')}/accounts`
    const standing = async () =>
      ((await security.get(path)).body.items as { login: string; secondFactor: string }[]).find(
        (a) => a.login === 'wuzhong.labour.steward',
      )!.secondFactor
    expect(await standing()).toBe('none')
    await (await city.as('wuzhong.labour.steward')).send('POST', '/api/v1/session/totp')
    expect(await standing()).toBe('none')
  })

  test('PF-05 the authority of the territory sees an application whose signatures it decides on; another city does not', async () => {
    const id = applicationId(city, 'wuzhong.civil.assistance')
    const approver = await city.as('wuzhong.data.approver')
    const seen = await approver.get(`/api/v1/applications/${id}`)
    expect(seen.body).toMatchObject({ id, signedCalls: false, owner: { name: '吴忠市民政局' } })
    expect((await approver.get(`/api/v1/applications/${id}/keys`)).body.items).toHaveLength(1)
    for (const login of ['wuzhong.data.steward', 'ningbo.data.approver', 'platform.security'])
      expect((await (await city.as(login)).get(`/api/v1/applications/${id}`)).status, login).toBe(403)
  })

  test('PF-05 a key is revoked for a reason that stands in the record; one that is no reason is refused', async () => {
    const id = applicationId(city, 'wuzhong.civil.assistance')
    const steward = await city.as('wuzhong.civil.steward')
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const key = { algorithm: 'EdDSA', publicKey: { kty: 'OKP', crv: 'Ed25519', x } }
    const added = await steward.send('POST', `/api/v1/applications/${id}/keys`, { key })
    const path = `/api/v1/applications/${id}/keys/${added.body.result.id as string}`
    const malformed = await steward.send('DELETE', `${path}?reason=because`)
    expect([malformed.status, malformed.body.code]).toEqual([400, 'REQUEST_MALFORMED'])
    const gone = await steward.send('DELETE', `${path}?reason=compromised`)
    expect(gone.status, JSON.stringify(gone.body)).toBe(200)
    const record = await (await city.as('platform.audit')).get(`/api/v1/evidence/${gone.body.act.receipt as string}`)
    expect(JSON.parse(record.body.body as string).detail).toEqual({
      keyId: gone.body.result.keyId,
      reason: 'compromised',
    })
  })

  test('PF-14 grants are listed by the application that has them', async () => {
    await grantInWuzhong(city)
    const steward = await city.as('wuzhong.civil.steward')
    const of = async (application: string): Promise<readonly { application: { id: string } }[]> =>
      (await steward.get(`/api/v1/grants?application=${application}`)).body.items
    const id = applicationId(city, 'wuzhong.civil.assistance')
    const grants = await of(id)
    expect(grants.length).toBeGreaterThan(0)
    expect(grants.every((grant) => grant.application.id === id)).toBe(true)
    expect(await of(applicationId(city, 'wuzhong.labour.pension'))).toEqual([])
  })
})
