import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type AnswerKey } from '@fadu/sdk'
import { clausesOf } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { addResidents, grantInWuzhong, lookup } from '../support/share.ts'

const application = 'wuzhong.civil.assistance'
const renewal = '/api/v1/keys/answers/renewal'

/** The keys under which the gateway signs answers are replaced, stay published, and can be marked as no longer to be believed. */
describe.each(engines)('keys of answers on %s', (engine) => {
  let city: City
  let other: City
  let number: string

  beforeAll(async () => {
    city = await openCity(engine)
    await grantInWuzhong(city)
    number = (await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 91))[0]!.residentId
    other = engine === 'postgres' ? await city.beside() : city
    await other.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    if (other !== city) await other.close()
    await city.close()
  })

  interface Published extends AnswerKey {
    readonly generation: number
  }
  const published = async (at: City): Promise<readonly Published[]> => (await at.anonymous.get('/gw/v1/keys')).body.keys
  const security = () => city.as('platform.security')
  const renew = async (): Promise<Answer> => (await security()).send('POST', renewal)
  /** Name of the key by which an answer is signed; the client of the SDK verifies it. */
  const signedBy = async (at: City): Promise<string> => {
    const client = await at.asApplication(application)
    const wish = { 'accept-signature': 'sig=("@status" "content-digest")' }
    const body = { purpose: '最低生活保障审核', matter: 'JZ-1', item: 'resident_id', values: [number] }
    const answer = await client.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/lookup', body, wish)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return /keyid="([^"]+)"/.exec(String(answer.headers['signature-input']))![1]!
  }
  const withSdk = (answerKeys: readonly AnswerKey[] | (() => Promise<readonly AnswerKey[]>)) => {
    const baseUrl = `http://127.0.0.1:${(other.app.server.address() as AddressInfo).port}`
    const { id, privateKey } = city.demo.applications.find((a) => a.key === application)!
    const request = { purpose: '最低生活保障审核', matter: 'JZ-9', item: 'resident_id', values: [number] }
    const client = createClient({ baseUrl }).asApplication(
      { id, privateKey: privateKey },
      { signCalls: true, answerKeys },
    )
    return () => client.lookup('WZ-RESIDENTS', request)
  }

  test('PF-107 the security administrator alone renews them; every process signs under the new from the next call on', async () => {
    const before = await published(city)
    expect(before.map((k) => [k.generation, k.signsUntil, k.revokedFrom])).toEqual([
      [1, null, null],
      [1, null, null],
    ])
    const old = await signedBy(other)
    for (const login of ['platform.system', 'platform.audit', 'wuzhong.data.approver']) {
      const refused = await (await city.as(login)).send('POST', renewal)
      expect(refused.status, login).toBe(403)
      if (login.startsWith('platform')) expect(clausesOf(refused)).toContain('PF-107')
    }
    expect(await published(city)).toEqual(before)
    const knowing = withSdk(async () => published(city))
    const unasked = withSdk(before)
    expect((await knowing()).rows).toHaveLength(1)
    expect((await unasked()).rows).toHaveLength(1)

    const done = await renew()
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    for (const at of [other, city]) {
      const now = await signedBy(at)
      expect(done.body.result.keyids).toContain(now)
      expect(now).not.toBe(old)
    }
    const after = await published(other)
    expect(after.map((k) => k.generation)).toEqual([2, 2, 1, 1])
    expect(after.find((k) => k.kid === old)).toMatchObject({ revokedFrom: null })
    expect(Date.parse(after[2]!.signsUntil!)).toBeGreaterThan(city.now().getTime())
    expect(after[0]!.signsUntil).toBeNull()
    // A client that asks again learns of the new key; one that was given the old alone believes nothing any more.
    expect((await knowing()).rows).toHaveLength(1)
    await expect(unasked()).rejects.toMatchObject({ code: 'ANSWER_UNPROVEN', fault: 'key' })
    const entry = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('action', '=', 'answerKey.renew')
      .where('kind', '=', 'act')
      .execute()
    expect(entry).toHaveLength(1)
    expect(JSON.parse(entry[0]!.body)).toMatchObject({
      subject: { id: '2' },
      detail: { keyids: done.body.result.keyids },
    })
  })

  test('PF-107 a retired key can be marked as not to be believed from an instant on, the one that signs cannot', async () => {
    const client = await security()
    const revoke = (generation: number, body: object = {}): Promise<Answer> =>
      client.send('POST', `/api/v1/keys/answers/${generation}/revocation`, body)
    expect((await revoke(2)).body.code).toBe('STATE_CONFLICT')
    expect((await revoke(9)).status).toBe(404)
    expect((await revoke(1, { from: '2999-01-01T00:00:00+08:00' })).body.fields[0].field).toBe('body.from')
    const from = new Date(city.now().getTime() - 60_000).toISOString()
    const done = await revoke(1, { from })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect((await published(other)).filter((k) => k.generation === 1).map((k) => k.revokedFrom)).toEqual([from, from])
    expect((await revoke(1)).body.code).toBe('STATE_CONFLICT')
    const earlier = new Date(city.now().getTime() - 3_600_000).toISOString()
    expect((await revoke(1, { from: earlier })).body.result.revokedFrom).toBe(earlier)
  })

  test('PF-107 the client holds an answer to the period of its key', async () => {
    const keys = await published(city)
    const altered = (change: Partial<AnswerKey>): readonly AnswerKey[] => keys.map((key) => ({ ...key, ...change }))
    const past = new Date(Date.now() - 600_000).toISOString()
    const future = new Date(Date.now() + 600_000).toISOString()
    expect((await withSdk(keys)()).rows).toHaveLength(1)
    await expect(withSdk(altered({ signsUntil: past }))()).rejects.toMatchObject({ fault: 'period' })
    await expect(withSdk(altered({ signsFrom: future }))()).rejects.toMatchObject({ fault: 'period' })
    await expect(withSdk(altered({ revokedFrom: past }))()).rejects.toMatchObject({ fault: 'revoked' })
  })

  test('PF-107 of renewals that arrive together each makes one generation, and one signs', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => renew()))
    const won = made.filter((a) => a.status === 201)
    expect(won.length).toBeGreaterThan(0)
    for (const a of made) if (a.status !== 201) expect(a.body.code).toBe('BUSY')
    const signing = (await published(other)).filter((k) => k.signsUntil === null)
    expect(new Set(signing.map((k) => k.generation)).size).toBe(1)
    expect(await signedBy(other)).toBe(signing.find((k) => k.crv === 'Ed25519')!.kid)
    expect((await lookup(await other.asApplication(application), 'WZ-RESIDENTS', [number])).status).toBe(200)
  })
})
