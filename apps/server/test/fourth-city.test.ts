import { randomUUID } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importJWK, SignJWT, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCases } from '@fadu/domain'
import { readLaw } from '@fadu/law-files'
import { newApplicationKey } from '../src/seed/demo-accounts.ts'
import { residentItems } from '../src/seed/demo-catalog.ts'
import { done, openCase, opened, viewCase } from './support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from './support/city.ts'
import { published, submitNew, type Fields } from './support/entries.ts'
import { copyLaw, type LawCopy } from './support/law.ts'
import { expectRefused } from './support/refusals.ts'
import { addResidents, clauses, lookup } from './support/share.ts'

/**
 * The proof of generality: a city that the product does not know, from a folder of law and rows of data alone. Its regulation
 * counts other days, uses other words, knows a fourth share class, forbids what no other city forbids, and asks the leader of
 * the applicant to sign before the provider is asked.
 */
const pack = 'yunling-2026'
const territory = '990100000000'
const fixture = fileURLToPath(new URL(`./fixtures/fourth-city/${pack}`, import.meta.url))

const steward = 'yunling.civil.steward'
const leader = 'yunling.civil.approver'
const police = 'yunling.police.steward'
const policeLeader = 'yunling.police.approver'
const monday = '2026-03-02T09:00:00+08:00'
const purpose = '最低生活保障审核'

const fields: Fields = {
  businessName: '户籍人口登记',
  category: '人口',
  grade: 3,
  shareClass: 'directed',
  receivers: '云陵市民政局',
  shareAttribute: 'conditional',
  shareCondition: '按事项逐人查询',
  openAttribute: 'none',
  updateCycle: 'daily',
}

describe.each(engines)('a fourth city from data alone, on %s', (engine) => {
  let law: LawCopy
  let city: City
  let application: { readonly id: string; readonly key: JWK }
  let residents: string

  beforeAll(async () => {
    law = await copyLaw()
    await cp(fixture, join(law.folder, pack), { recursive: true })
    city = await openCity(engine, { packsFolder: law.folder })
    city.travelTo(monday)
    await foundTerritory(city)
    await foundOffice(city, 'yunling.data', '云陵市数据局', ['authority', 'agency'])
    await foundOffice(city, 'yunling.police', '云陵市公安局', ['agency'])
    const civil = await foundOffice(city, 'yunling.civil', '云陵市民政局', ['agency'])
    application = await registerApplication(city, civil)
    // An entry is graded no lower than its items.
    const items = residentItems.map((item) => ({ ...item, grade: Math.min(item.grade, 3) }))
    residents = await published(city, police, { code: 'YL-RESIDENTS', fields, items })
  })
  afterAll(async () => {
    await city?.close()
    await law?.remove()
  })

  const form = (more: Fields = {}): Record<string, unknown> => ({
    duty: '最低生活保障审核确认',
    legalBasis: '社会救助暂行办法第十一条',
    purposes: [purpose],
    items: ['resident_id', 'name', 'address'],
    application: application.id,
    mode: 'interface',
    until: '2099-12-31',
    ...more,
  })
  const subjectOf = (id: string) => ({ type: 'catalogEntry' as const, id })
  const request = (more: Fields = {}): Promise<string> =>
    opened(city, steward, 'share.request', subjectOf(residents), form(more))
  const clockOf = async (caseId: string, period: string) =>
    ((await viewCase(city, steward, caseId)).clocks as { period: string; due: string; basis: string }[]).find(
      (c) => c.period === period,
    )
  const call = async (asked: { fields: readonly string[]; purpose?: string }, value: string): Promise<Answer> =>
    lookup(await bearer(city, application), 'YL-RESIDENTS', [value], { purpose, ...asked })

  test('its pack is sound beside all others, and its own cases hold', async () => {
    const { book, calendar, issues } = await readLaw(law.folder)
    expect(issues).toEqual([])
    expect(checkCases(book!, calendar!)).toEqual([])
  })

  test('only its own law and that of the platform apply, in its own words', async () => {
    const regime = (await city.anonymous.get(`/api/v1/law/regimes/${territory}`)).body
    expect((regime.packs as { id: string }[]).map((p) => p.id)).toEqual([pack, 'platform'])
    expect(regime.terms).toMatchObject({
      'shareAttribute.unconditional': '普惠共享',
      'shareAttribute.conditional': '按需共享',
      'shareAttribute.none': '闭锁',
      'shareClass.directed': '定向共享',
      provider: '供给机构',
    })
  })

  test('a share class of its own: asked for, completed, and mapped to what the platform knows', async () => {
    const without = await submitNew(city, police, { code: 'YL-A', fields: { ...fields, shareClass: undefined } })
    await expectRefused(city, police, without, { clauses: ['YL-02-1'], fields: ['shareClass'] })
    const unnamed = await submitNew(city, police, { code: 'YL-B', fields: { ...fields, receivers: undefined } })
    await expectRefused(city, police, unnamed, { clauses: ['YL-02-2'], fields: ['receivers'] })
    const free = { ...fields, shareAttribute: 'unconditional' }
    const mismatched = await submitNew(city, police, { code: 'YL-C', fields: free })
    await expectRefused(city, police, mismatched, { clauses: ['YL-02-2'], code: 'ACT_FORBIDDEN' })
  })

  test('what it forbids is refused with its clause, and data that is closed is not asked for', async () => {
    const high = await published(city, police, { code: 'YL-GRADE-FOUR', fields: { ...fields, grade: 4 } })
    const items = { items: ['title'] }
    const refused = await openCase(city, steward, 'share.request', subjectOf(high), form(items))
    await expectRefused(city, steward, refused, { clauses: ['YL-04-1'], code: 'ACT_FORBIDDEN' })
    expect(JSON.stringify(refused.body.needed)).toContain('较低分级')
    const closed = await published(city, police, {
      code: 'YL-CLOSED',
      fields: { ...fields, shareClass: 'closed', shareAttribute: 'none' },
    })
    const unheard = await openCase(city, steward, 'share.request', subjectOf(closed), form(items))
    await expectRefused(city, steward, unheard, { clauses: ['YL-02-1'], code: 'ACT_COURSE_CLOSED' })
  })

  test('signed by the leader, answered in three days, delivered in two, and looked up', async () => {
    city.travelTo(monday)
    const [known] = await addResidents(city, police, 'YL-RESIDENTS', 99)
    const caseId = await request()
    expect((await viewCase(city, steward, caseId)).stateTitle).toBe('待本机构负责人签批')
    expect(await clockOf(caseId, 'share.signature')).toMatchObject({ due: '2026-03-03', basis: 'law' })
    expect(await clockOf(caseId, 'share.reply')).toBeUndefined()

    // The step that no other city has: nobody signs but the leader, and the provider has nothing to answer before.
    const early = await (await city.as(policeLeader)).send('POST', `/api/v1/cases/${caseId}/acts/approve`, { form: {} })
    expect(early.status, JSON.stringify(early.body)).toBe(409)
    const signature = { signedReason: '低保对象家庭人口核对' }
    const clerk = await (await city.as(steward)).send('POST', `/api/v1/cases/${caseId}/acts/sign`, { form: signature })
    expect(clerk.status, JSON.stringify(clerk.body)).toBeGreaterThanOrEqual(400)
    expect((await viewCase(city, steward, caseId)).state).toBe('signing')
    expect(await done(city, leader, caseId, 'sign', signature)).toBe('submitted')
    expect(await clockOf(caseId, 'share.reply')).toMatchObject({ due: '2026-03-05', basis: 'law' })

    // No grant, no data; then consent, and the next call has it.
    const before = await call({ fields: ['name'] }, known!.residentId)
    expect(before.status).toBe(403)
    expect(await done(city, policeLeader, caseId, 'approve')).toBe('delivering')
    expect(await clockOf(caseId, 'share.delivery')).toMatchObject({ due: '2026-03-04', basis: 'law' })

    const both = await call({ fields: ['name', 'address'] }, known!.residentId)
    expect(both.status).toBe(403)
    expect(clauses(both)).toEqual(['YL-04-2'])
    const other = await call({ fields: ['name'], purpose: '招生' }, known!.residentId)
    expect(other.status).toBe(403)
    expect(clauses(other)).toEqual(['YL-05'])
    expect((await viewCase(city, steward, caseId)).state).toBe('delivering')

    const found = await call({ fields: ['name'] }, known!.residentId)
    expect(found.status, JSON.stringify(found.body)).toBe(200)
    expect(found.body.rows).toHaveLength(1)
    expect((await viewCase(city, steward, caseId)).state).toBe('delivered')
  })

  test('a signature not given in time is late, and a course of another city knows nothing of it', async () => {
    city.travelTo(monday)
    const caseId = await request({ purposes: ['临时救助'] })
    city.travelTo('2026-03-04T09:00:00+08:00')
    expect(await clockOf(caseId, 'share.signature')).toMatchObject({ phase: 'overdue' })
    const elsewhere = await city.anonymous.get('/api/v1/law/regimes/640300000000/procedures/share.request')
    expect(JSON.stringify(elsewhere.body)).not.toContain('signing')
  })
})

/** Territories are founded with the platform, as its seed does; there is no act that adds one to a running city. */
async function foundTerritory(city: City): Promise<void> {
  const row = { code: territory, name: '云陵市（虚构）', level: 'city' as const, parent_code: null }
  await city.services.db.insertInto('territory').values(row).execute()
  await city.services.reloadTerritories()
}

const office = [
  { suffix: 'steward', name: '经办人（测试）' },
  { suffix: 'approver', name: '负责人（测试）' },
] as const

/** An organisation with a steward and a leader, registered by the administrators of the platform. @returns Its id. */
async function foundOffice(city: City, key: string, name: string, kinds: readonly string[]): Promise<string> {
  const [system, security] = [await city.as('platform.system'), await city.as('platform.security')]
  const code = key.toUpperCase()
  const registered = await system.send('POST', '/api/v1/organizations', { code, name, territory, kinds })
  expect(registered.status, JSON.stringify(registered.body)).toBe(201)
  const id = registered.body.result.id as string
  for (const { suffix, name: person } of office) {
    const account = { login: `${key}.${suffix}`, name: person, password: city.demo.password }
    const created = await system.send('POST', `/api/v1/organizations/${id}/accounts`, account)
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    const accountId = created.body.result.id as string
    const assigned = await security.send('PUT', `/api/v1/accounts/${accountId}/roles`, { roles: [suffix] })
    expect(assigned.status, JSON.stringify(assigned.body)).toBe(200)
  }
  return id
}

async function registerApplication(city: City, organization: string): Promise<{ id: string; key: JWK }> {
  const { publicKey, privateKey } = await newApplicationKey()
  const answer = await (
    await city.as(steward)
  ).send('POST', `/api/v1/organizations/${organization}/applications`, {
    name: '社会救助核对系统（测试）',
    key: { algorithm: 'EdDSA', publicKey },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return { id: answer.body.result.id as string, key: privateKey }
}

/** A client that sends the bearer of the application with every call. */
async function bearer(city: City, { id, key }: { readonly id: string; readonly key: JWK }): Promise<Client> {
  const iat = Math.floor(city.now().getTime() / 1000)
  const claims = { iss: id, sub: id, aud: 'fadu-gateway', iat, exp: iat + 60, jti: randomUUID() }
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(key, 'EdDSA'))
  const token = await city.anonymous.send('POST', '/gw/v1/token', {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  expect(token.status, JSON.stringify(token.body)).toBe(200)
  const authorization = `Bearer ${token.body.access_token as string}`
  const { get, send } = city.anonymous
  return {
    get: (url) => get(url, { authorization }),
    send: (method, url, body) => send(method, url, body, { authorization }),
  }
}
