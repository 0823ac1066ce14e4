import type { Resident } from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, done, openCase, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import type { Fields } from '../support/entries.ts'
import { askExport } from '../support/exports.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId, lookup, openShareRequest, shareForm } from '../support/share.ts'

const code = 'YZ-RESIDENTS'
const police = 'yinzhou.police.steward'
const civil = 'yinzhou.civil.steward'
const application = 'yinzhou.civil.assistance'

/** Personal information is not disclosed, sold, altered or destroyed: NB-17, in the city and in its district. */
describe.each(engines)('disclosure on %s', (engine) => {
  let city: City
  let residents: readonly Resident[]

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    residents = await addResidents(city, police, code, 1717)
  })
  afterAll(() => city.close())

  const wish = { scenario: '低保审核', mode: 'both', items: ['resident_id', 'name'] }
  const purpose = '最低生活保障审核'
  const subject = async (of: string, login = police) =>
    ({ type: 'catalogEntry', id: await entryId(city, login, of) }) as const
  /** Every way in which an application may ask for rows. */
  const asked = (client: Client, of = code): readonly (() => Promise<Answer>)[] => {
    const call = { purpose, matter: 'JZ-1' }
    const key = of === code ? 'resident_id' : 'code'
    return [
      () => client.send('POST', `/gw/v1/datasets/${of}/lookup`, { ...call, item: key, values: ['1'] }),
      () => client.send('POST', `/gw/v1/datasets/${of}/query`, { ...call, where: [] }),
      () => client.send('POST', `/gw/v1/datasets/${of}/changes`, call),
      () => askExport(client, of, { purpose, matter: 'JZ-1' }),
    ]
  }

  test('NB-17 no application takes personal information without a grant that stands, whichever way it asks; each refusal is recorded', async () => {
    for (const { key } of city.demo.applications) {
      const client = await city.asApplication(key)
      for (const ask of asked(client)) {
        const answer = await ask()
        expect(answer.status, key).toBe(403)
        expect(clausesOf(answer), key).toContain('NB-17')
        expect(JSON.stringify(answer.body.needed)).toContain('授权')
        const record = await client.get(`/api/v1/evidence/${answer.body.receipt as string}`)
        expect(JSON.parse(record.body.body as string)).toMatchObject({ kind: 'refusal', outcome: 'refused' })
      }
      const pair = { key: '1', values: { name: '甲' } }
      const verify = { purpose, matter: 'JZ-1', item: 'resident_id', pairs: [pair] }
      const verified = await client.send('POST', `/gw/v1/datasets/${code}/verify`, verify)
      expect(verified.status, JSON.stringify(verified.body)).toBe(403)
      expect(clausesOf(verified)).toContain('NB-17')
    }
    // Data about no person is refused by what refuses all data.
    const other = await city.asApplication(application)
    for (const ask of asked(other, 'NB-DIVISIONS')) {
      const answer = await ask()
      expect(answer.status).toBe(403)
      expect(clausesOf(answer)).not.toContain('NB-17')
    }
  })

  test('NB-17 with a grant it is given, and refused again on the next call once the grant no longer stands', async () => {
    const request = await openShareRequest(city, civil, code, application, wish)
    expect(request.status, JSON.stringify(request.body)).toBe(201)
    await done(city, 'yinzhou.data.approver', request.body.result.case as string, 'approve')
    const client = await city.asApplication(application)
    const call = () => lookup(client, code, [residents[0]!.residentId], { fields: ['name'] })
    expect((await call()).body.rows).toEqual([{ name: residents[0]!.name }])
    const notice = { facts: '用途不符', evidence: ['使用情况 2026-02'], correction: '停止并说明' }
    const grants = (await (await city.as(civil)).get('/api/v1/grants')).body.items as { id: string }[]
    const grant = { type: 'dataGrant', id: grants[0]!.id } as never
    const suspension = await opened(city, 'yinzhou.police.approver', 'grant.suspension', grant, notice)
    const suspended = await call()
    expect(suspended.status).toBe(403)
    expect(clausesOf(suspended)).toContain('NB-17')
    await done(city, civil, suspension, 'reportCorrection', { measures: '已停止' })
    await done(city, 'yinzhou.police.approver', suspension, 'restore', { opinion: '已改正' })
    expect((await call()).status).toBe(200)
  })

  test('NB-17 on the platform nobody looks at the personal information of another: every account of every office, but the authority over it', async () => {
    const mayLook = ['yinzhou.police.', 'yinzhou.data.', 'ningbo.data.']
    const logins = city.demo.accounts
      .map((a) => a.login)
      .filter((login) => !mayLook.some((own) => login.startsWith(own)))
    expect(logins.length).toBeGreaterThan(40)
    for (const login of logins) {
      const client = await city.as(login)
      const looks = [
        await client.get(`/api/v1/datasets/${code}/preview`),
        await client.send('POST', `/api/v1/datasets/${code}/history`, {
          of: { item: 'resident_id', value: residents[0]!.residentId },
          items: ['name'],
          matter: '核对 1',
        }),
      ]
      for (const answer of looks) {
        expect(answer.status, login).toBe(403)
        expect(clausesOf(answer), login).toContain('NB-17')
        expect(JSON.stringify(answer.body)).not.toContain(residents[0]!.name)
      }
    }
    for (const login of [police, 'yinzhou.data.approver', 'ningbo.data.approver']) {
      expect((await (await city.as(login)).get(`/api/v1/datasets/${code}/preview`)).status, login).toBe(200)
    }
  })

  test('NB-17 what is handed over outside the gateway states its legal basis and goes to who holds a grant', async () => {
    const transfer = {
      channel: '加密介质',
      channelGrade: '4',
      encryption: true,
      integrity: true,
      checksum: 'sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      legalBasis: '社会救助暂行办法第十一条',
    }
    const hand = async (receiver: string, more: Fields = {}): Promise<Answer> =>
      openCase(city, police, 'transmission.transfer', await subject(code), {
        ...transfer,
        receiver: await organizationId(city, receiver),
        ...more,
      })
    for (const refused of [
      await hand(civil, { legalBasis: ' ' }),
      await hand('yinzhou.education.steward'),
      await hand('ningbo.civil.steward'),
    ]) {
      await expectRefused(city, police, refused, { clauses: ['NB-17'], code: 'ACT_FORBIDDEN' })
    }
    const granted = await hand(civil)
    expect(granted.status, JSON.stringify(granted.body)).toBe(201)
  })

  test('NB-17 nothing with personal information is opened unless it was anonymised or the persons agreed', async () => {
    const market = 'ningbo.market.steward'
    const release = {
      version: '2026 年第一版',
      riskAssessment: '开放安全风险评估报告 2026-01',
      riskAssessedOn: '2026-02-06',
      riskConclusion: 'passed',
    }
    const enterprises = await subject('NB-ENTERPRISES', market)
    const refused = await openCase(city, market, 'open.release', enterprises, release)
    await expectRefused(city, market, refused, { clauses: ['NB-17'], code: 'ACT_FORBIDDEN' })
    const anonymised = { ...release, anonymisation: '去除法定代表人，2026-02-05' }
    const answer = await openCase(city, market, 'open.release', enterprises, anonymised)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  })

  test('NB-17 sale is no purpose that a request, an amendment or a verification may name, in the city and in its district', async () => {
    const enterprises = await subject('NB-ENTERPRISES', 'ningbo.market.steward')
    const sales = ['出售', ' 倒 卖 ', '向企业出售数据', '有偿提供', '信息－出售']
    for (const sale of sales) {
      const request = await openShareRequest(city, civil, code, application, { ...wish, purposes: [purpose, sale] })
      await expectRefused(city, civil, request, { clauses: ['NB-17'], fields: ['purposes'] })
      expect(request.body.fields).toMatchObject([{ fault: 'excluded' }])
      const wanted = shareForm(city, application, { items: ['name'], purposes: [sale] })
      const toCity = await openCase(city, civil, 'share.request', enterprises, wanted)
      await expectRefused(city, civil, toCity, { clauses: ['NB-17'], fields: ['purposes'] })
    }
    const grants = (await (await city.as(civil)).get('/api/v1/grants')).body.items as { id: string }[]
    const amendment = await openCase(
      city,
      'yinzhou.civil.approver',
      'grant.amendment',
      { type: 'dataGrant', id: grants[0]!.id } as never,
      { duty: '扩大范围', legalBasis: '社会救助暂行办法第十一条', purposes: ['数据转售'] },
    )
    await expectRefused(city, 'yinzhou.civil.approver', amendment, { clauses: ['NB-17'], fields: ['purposes'] })
    // Registering sales of houses is a duty, and no sale of data.
    const house = await openShareRequest(city, civil, code, application, { ...wish, purposes: ['房屋出售登记核验'] })
    expect(house.status, JSON.stringify(house.body)).toBe(201)
  })

  test('a city with other rules is not governed by it: in Wuzhong the request is decided by the rules of Wuzhong (NB-02-1)', async () => {
    const answer = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance', {
      purposes: ['有偿提供'],
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const none = await lookup(await city.asApplication('wuzhong.labour.pension'), 'WZ-RESIDENTS', ['1'])
    expect(none.status).toBe(403)
    expect(clausesOf(none)).not.toContain('NB-17')
  })
})
