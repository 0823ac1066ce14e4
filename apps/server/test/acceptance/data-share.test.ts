import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tableOf } from '../support/batches.ts'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { complete, faultsOf, plainItem, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { applicationId, entryId, lookup, openShareRequest, shareForm } from '../support/share.ts'

const civil = 'wuzhong.civil.steward'
const police = 'wuzhong.police.approver'
const authority = 'wuzhong.data.approver'
const numbered = plainItem('code', '编号', { identifier: 'other' })

/** Sharing, demands, disputes, data return: YZ-13, YZ-15; WZ-03, WZ-17, WZ-23 to WZ-26. */
describe.each(engines)('sharing on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  /** Refused, with its reason and clause; the attempt is on record. */
  const expectRefused = (answer: Answer, clause: string, fields?: readonly string[]): void => {
    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(clausesOf(answer)).toContain(clause)
    expect(answer.body.receipt).toBeDefined()
    if (fields !== undefined) expect(faultsOf(answer)).toEqual(fields)
  }
  const caseOf = (answer: Answer): string => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.case as string
  }
  const entry = async (login: string, code: string) => ({
    type: 'catalogEntry' as const,
    id: await entryId(city, login, code),
  })
  const clockOf = async (login: string, caseId: string, period: string) =>
    ((await viewCase(city, login, caseId)).clocks as { period: string }[]).find(
      (c) => c.period === period,
    ) as unknown as {
      due: string
      phase: string
      state: string
    }

  const companies = (more: Fields = {}) => ({
    items: ['credit_code', 'name'],
    purposes: ['社会救助家庭经济状况核对'],
    ...more,
  })

  test('YZ-13-1 WZ-03-2 sharing is between agencies, for a stated duty; others are pointed to the open channel', async () => {
    for (const [login, code, clause] of [
      ['yinzhou.government.steward', 'YZ-RESIDENTS', 'YZ-13-1'],
      ['wuzhong.government.steward', 'WZ-RESIDENTS', 'WZ-03-2'],
    ] as const) {
      const reader = login.startsWith('yinzhou') ? 'yinzhou.civil.steward' : civil
      const answer = await openCase(
        city,
        login,
        'share.request',
        await entry(reader, code),
        shareForm(city, 'wuzhong.civil.assistance'),
      )
      expectRefused(answer, clause)
      expect(JSON.stringify(answer.body.needed)).toContain('开放')
    }
    const yinzhou = { scenario: '低保核对', duty: undefined }
    expectRefused(
      await openShareRequest(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS', 'yinzhou.civil.assistance', yinzhou),
      'YZ-13-1',
      ['duty'],
    )
    expectRefused(
      await openShareRequest(city, civil, 'WZ-RESIDENTS', 'wuzhong.civil.assistance', { duty: undefined }),
      'WZ-03-2',
      ['duty'],
    )
  })

  test('YZ-15-1 a request states its scenario and goes to the district authority; data then comes by the one channel only', async () => {
    const login = 'yinzhou.civil.steward'
    const ask = (more: Fields) => openShareRequest(city, login, 'YZ-RESIDENTS', 'yinzhou.civil.assistance', more)
    expectRefused(await ask({ scenario: undefined }), 'YZ-15-1', ['scenario'])
    const caseId = caseOf(await ask({ scenario: '最低生活保障核对户籍' }))
    const view = await viewCase(city, login, caseId)
    expect(view.owner.id).toBe(await organizationId(city, 'yinzhou.data.steward'))
    expect((await act(city, 'yinzhou.police.approver', caseId, 'approve')).status).toBe(403)
    const before = await lookup(await city.asApplication('yinzhou.civil.assistance'), 'YZ-RESIDENTS', [
      '11010519491231002X',
    ])
    expect(before.status).toBe(403)
    await done(city, 'yinzhou.data.approver', caseId, 'approve')
    const other = await lookup(await city.asApplication('yinzhou.education.enrolment'), 'YZ-RESIDENTS', [
      '11010519491231002X',
    ])
    expect(other.status).toBe(403)
    const through = await lookup(await city.asApplication('yinzhou.civil.assistance'), 'YZ-RESIDENTS', [
      '11010519491231002X',
    ])
    expect(through.status, JSON.stringify(through.body)).toBe(200)
    expect((await viewCase(city, login, caseId)).state).toBe('delivered')
  })

  test('YZ-15-2 a demand list stays open until the authority and the agencies concerned settled every demand', async () => {
    const login = 'yinzhou.civil.steward'
    const subject = { type: 'territory', id: '330212000000' } as const
    const form = {
      needs: [
        { name: '不动产坐落', insufficiency: '目录中没有该数据' },
        { name: '建筑面积', insufficiency: '目录中没有该数据' },
      ],
      duty: '社会救助审核',
      holder: await organizationId(city, 'yinzhou.police.steward'),
    }
    expectRefused(await openCase(city, login, 'demand.submit', subject, { ...form, needs: undefined }), 'YZ-15-2', [
      'needs',
    ])
    const caseId = await opened(city, login, 'demand.submit', subject, form)
    await done(city, 'yinzhou.data.steward', caseId, 'coordinate')
    await done(city, 'yinzhou.police.steward', caseId, 'respond', { opinion: '可以提供坐落' })
    const settle = (...outcomes: readonly Record<string, unknown>[]) =>
      act(city, 'yinzhou.data.approver', caseId, 'settle', { outcomes })
    const location = { name: '不动产坐落', outcome: 'bySharing', explanation: '以共享提供' }
    const area = { name: '建筑面积', outcome: 'otherWay', explanation: '由登记机构另行提供' }
    expectRefused(await settle({ ...location, explanation: undefined }, area), 'YZ-15-2', ['outcomes.0.explanation'])
    const partly = await settle(location)
    expectRefused(partly, 'YZ-15-2', ['outcomes'])
    expect(partly.body.detail).toContain('建筑面积')
    expect(await viewCase(city, login, caseId)).toMatchObject({ state: 'coordinating', open: true })
    expect((await settle(location, area)).body.result.state).toBe('settled')
    expect((await viewCase(city, login, caseId)).entries.at(-1).form).toEqual({ outcomes: [location, area] })
  })

  test('WZ-24-2 WZ-26-1 unconditional data is had at once by any agency, without approval, and the call is logged with its purpose', async () => {
    const caseId = caseOf(
      await openShareRequest(city, civil, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', companies()),
    )
    expect((await viewCase(city, civil, caseId)).state).toBe('delivering')
    const application = await city.asApplication('wuzhong.civil.assistance')
    const call = { item: 'credit_code', fields: ['credit_code', 'name'], purpose: '社会救助家庭经济状况核对' }
    const answer = await lookup(application, 'WZ-ENTERPRISES', ['91350100M000100Y43'], call)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(clausesOf(answer)).toContain('WZ-26-1')
    expect((await viewCase(city, civil, caseId)).state).toBe('delivered')
    const evidence = await (await city.as('platform.audit')).get(`/api/v1/evidence/${answer.body.receipt as string}`)
    expect(JSON.stringify(evidence.body)).toContain('社会救助家庭经济状况核对')
    const batch = await openShareRequest(
      city,
      'wuzhong.labour.steward',
      'WZ-ENTERPRISES',
      'wuzhong.labour.pension',
      companies({ mode: 'batch' }),
    )
    expect(batch.body.result).toMatchObject({ state: 'delivering' })
  })

  test('WZ-24-3 conditional data shows conditions and scope, and is had only on a request that the provider approved', async () => {
    const { id } = await entry('wuzhong.labour.steward', 'WZ-RESIDENTS')
    const shown = await (await city.as('wuzhong.labour.steward')).get(`/api/v1/catalog-entries/${id}`)
    expect(shown.body.fields).toMatchObject({ shareCondition: expect.any(String), shareScope: expect.any(String) })
    const caseId = caseOf(await openShareRequest(city, civil, 'WZ-RESIDENTS', 'wuzhong.civil.assistance'))
    const application = await city.asApplication('wuzhong.civil.assistance')
    const early = await lookup(application, 'WZ-RESIDENTS', ['11010519491231002X'])
    expect(early.status).toBe(403)
    expect(early.body.grounds.length).toBeGreaterThan(0)
    await done(city, police, caseId, 'approve')
    expect((await lookup(application, 'WZ-RESIDENTS', ['11010519491231002X'])).status).toBe(200)
    const wider = await lookup(application, 'WZ-RESIDENTS', ['11010519491231002X'], { fields: ['address'] })
    expect(wider.status).toBe(403)
    expect(clausesOf(wider)).toContain('WZ-24-3')
  })

  test('WZ-24-4 data of 不予共享 leaves by no request and no call; its basis is shown, and verification is offered', async () => {
    const basis = { instrument: 'data-security-law', provision: '第三十八条' }
    const fields = { ...complete.wuzhong, shareAttribute: 'none', shareBasis: basis }
    const id = await published(city, 'wuzhong.police.steward', { code: 'WZ-WITHHELD', fields, items: [numbered] })
    const asked = await openShareRequest(city, civil, 'WZ-WITHHELD', 'wuzhong.civil.assistance', { items: ['code'] })
    expectRefused(asked, 'WZ-24-4')
    expect(asked.body.needed[0].text).toContain('核实、比对')
    const shown = await (await city.as(civil)).get(`/api/v1/catalog-entries/${id}`)
    expect(shown.body.fields.shareBasis).toEqual(basis)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const called = await lookup(application, 'WZ-WITHHELD', ['x'], { item: 'code' })
    expect(called.status).toBe(403)
    expect(clausesOf(called)).toContain('WZ-24-4')
  })

  test('verification of withheld data: due, refused only on a law, regulation or rule; the answer makes a permit (WZ-26-3)', async () => {
    const fields = {
      ...complete.wuzhong,
      shareAttribute: 'none',
      shareBasis: { instrument: 'data-security-law', provision: '第三十八条' },
    }
    const id = await published(city, 'wuzhong.police.steward', {
      code: 'WZ-WITHHELD-2',
      fields,
      items: [numbered, plainItem('title', '名称')],
    })
    const form = {
      duty: '社会救助审核',
      purposes: ['社会救助审核'],
      keyItems: ['code'],
      verifyItems: ['title'],
      matching: 'check',
      quantity: 12,
      application: applicationId(city, 'wuzhong.civil.assistance'),
      until: '2099-12-31',
    }
    const shared = await openCase(city, civil, 'verify.request', await entry(civil, 'WZ-RESIDENTS'), form)
    expectRefused(shared, 'WZ-26-3')
    const caseId = await opened(city, civil, 'verify.request', { type: 'catalogEntry', id }, form)
    expect(await clockOf(civil, caseId, 'verify.reply')).toMatchObject({ due: '2026-02-14', basis: 'policy' })
    const low = {
      basis: { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第二条' },
      explanation: '涉密',
    }
    expect(await done(city, police, caseId, 'refuse', low)).toBe('refused')
    const again = await opened(city, civil, 'verify.request', { type: 'catalogEntry', id }, form)
    expect(await done(city, police, again, 'answer', { method: '逐条核对' })).toBe('answered')
  })

  test('WZ-26-2 five working days to reply, five more to deliver; a refusal needs a high basis; what is missed is overdue', async () => {
    const ask = async () => caseOf(await openShareRequest(city, civil, 'WZ-RESIDENTS', 'wuzhong.civil.assistance'))
    const refused = await ask()
    expect((await viewCase(city, civil, refused)).owner.id).toBe(await organizationId(city, police))
    // 10 to 13 February and the make-up Saturday 14 February 2026.
    expect(await clockOf(civil, refused, 'share.reply')).toMatchObject({ due: '2026-02-14', basis: 'draft' })
    expectRefused(await act(city, police, refused, 'refuse', { explanation: '不便提供' }), 'WZ-26-2', ['basis'])
    const local = { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第二条' }
    const low = await act(city, police, refused, 'refuse', { explanation: '规章规定', basis: local })
    expectRefused(low, 'WZ-26-2')
    expect(low.body.code).toBe('ACT_BASIS_RANK')
    const law = { instrument: 'data-security-law', provision: '第三十八条' }
    expect(await done(city, police, refused, 'refuse', { explanation: '依法保密', basis: law })).toBe('refused')

    const overdue = await ask()
    const granted = await ask()
    await done(city, police, granted, 'approve')
    expect(await clockOf(civil, granted, 'share.delivery')).toMatchObject({ due: '2026-02-14' })
    city.travelTo('2026-02-24T09:00:00+08:00')
    expect(await clockOf(civil, overdue, 'share.reply')).toMatchObject({ phase: 'overdue' })
    expect(await clockOf(civil, granted, 'share.delivery')).toMatchObject({ phase: 'overdue' })
    const seen = await (await city.as(authority)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    const late = (seen.body.items as { case: string }[]).map((i) => i.case)
    expect(late).toEqual(expect.arrayContaining([overdue, granted]))
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('WZ-07-4 WZ-23 requests run in one course: the provider sees what it owes, nobody else answers, the authority sees whose turn it is', async () => {
    const caseId = caseOf(
      await openShareRequest(city, 'wuzhong.labour.steward', 'WZ-RESIDENTS', 'wuzhong.labour.pension'),
    )
    const worklist = (await (await city.as(police)).get('/api/v1/worklist?limit=200')).body.items as {
      id: string
      clocks: { due: string }[]
    }[]
    expect(worklist.find((c) => c.id === caseId)!.clocks[0]!.due).toBe('2026-02-14')
    const grants = await (await city.as(police)).get('/api/v1/grants?limit=200')
    expect((grants.body.items as { entry: { code: string } }[]).map((g) => g.entry.code)).toContain('WZ-RESIDENTS')
    for (const login of ['wuzhong.market.approver', 'wuzhong.labour.approver', authority]) {
      expect((await act(city, login, caseId, 'approve')).status).toBe(403)
    }
    const seen = await viewCase(city, authority, caseId)
    expect(seen).toMatchObject({
      state: 'submitted',
      stateTitle: '待提供单位答复',
      openedAt: expect.stringContaining('2026-02-09'),
    })
    expect(seen.owner.id).toBe(await organizationId(city, police))
    await done(city, police, caseId, 'approve')
    expect((seen.timeline as { action: string }[]).length).toBeGreaterThan(0)
    const free = { ...complete.wuzhong, shareAttribute: 'unconditional', shareCondition: '无', shareReason: undefined }
    expect(await published(city, 'wuzhong.market.steward', { code: 'WZ-FREE', fields: free })).toBeDefined()
  })

  const wanted = () => ({
    duty: '养老服务',
    items: ['credit_code', 'division_code'],
    purposes: ['养老服务机构核验'],
    receiver: applicationId(city, 'litong.civil.eldercare'),
    until: '2027-12-31',
    provision: 'dataReturn',
    safeguards: '政务外网，专人管理',
  })
  const provided = async (more: Fields, provision: Fields = {}): Promise<string> => {
    const subject = await entry('wuzhong.market.steward', 'WZ-ENTERPRISES')
    const caseId = await opened(city, 'litong.civil.steward', 'data.return', subject, { ...wanted(), ...more })
    await done(city, 'wuzhong.market.approver', caseId, 'agree', { reason: '同意回流' })
    expect(await done(city, 'wuzhong.market.steward', caseId, 'provide', provision)).toBe('provided')
    return caseId
  }

  test('WZ-17-2 an agency of a lower level applies for a return of data; the higher one replies in five working days', async () => {
    const subject = await entry('wuzhong.market.steward', 'WZ-ENTERPRISES')
    const caseId = await opened(city, 'litong.civil.steward', 'data.return', subject, wanted())
    expect(await clockOf('litong.civil.steward', caseId, 'dataReturn.reply')).toMatchObject({
      due: '2026-02-14',
      basis: 'draft',
    })
    const unanswered = await opened(city, 'litong.civil.steward', 'data.return', subject, wanted())
    expect((await act(city, 'litong.civil.approver', caseId, 'agree', { reason: '同意' })).status).toBe(403)
    expect(await done(city, 'wuzhong.market.approver', caseId, 'agree', { reason: '同意回流' })).toBe('providing')
    expect(await clockOf('litong.civil.steward', caseId, 'dataReturn.reply')).toMatchObject({ state: 'finished' })
    city.travelTo('2026-02-24T09:00:00+08:00')
    expect(await clockOf('wuzhong.market.steward', unanswered, 'dataReturn.reply')).toMatchObject({ phase: 'overdue' })
    const seen = await (await city.as(authority)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect((seen.body.items as { case: string }[]).map((i) => i.case)).toContain(unanswered)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test("WZ-17-1 returned data is of the receiver's own territory, of the items asked for, to the application named", async () => {
    await provided({}, { territoryItem: 'division_code' })
    const receiver = await city.asApplication('litong.civil.eldercare')
    const purpose = '养老服务机构核验'
    const ask = (client: Client, more: Fields) =>
      client.send('POST', '/gw/v1/datasets/WZ-ENTERPRISES/query', { purpose, matter: 'YL-1', limit: 1000, ...more })
    const answer = await ask(receiver, {})
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(clausesOf(answer)).toEqual(['WZ-17-1'])
    expect(answer.body.filtered).toBe(true)
    const rows = answer.body.rows as Record<string, string>[]
    const { rows: stored } = await sql<{ n: number }>`
      select count(*)::integer as n from ${sql.table(await tableOf(city, 'WZ-ENTERPRISES'))}
      where f_division_code like '640302%' and superseded_by_batch is null`.execute(city.services.db)
    expect(rows.length).toBe(Math.min(stored[0]!.n, 1000))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(['credit_code', 'division_code'])
      expect(row['division_code']).toMatch(/^640302/)
    }
    expectRefused(await ask(receiver, { fields: ['name'] }), 'WZ-24-3')
    expectRefused(await ask(receiver, { purpose: '招商' }), 'WZ-27')
    const other = await ask(await city.asApplication('wuzhong.labour.pension'), {})
    expect(other.status).toBe(403)
  })

  test('WZ-17-1 a receiver that is no application of the applicant, or an item that does not tell territories, is named', async () => {
    const subject = await entry('wuzhong.market.steward', 'WZ-ENTERPRISES')
    const foreign = { ...wanted(), receiver: applicationId(city, 'wuzhong.labour.pension') }
    const answer = await openCase(city, 'litong.civil.steward', 'data.return', subject, foreign)
    expect(answer.status).toBe(400)
    expect(faultsOf(answer)).toEqual(['form.receiver'])
    const caseId = await opened(city, 'litong.civil.steward', 'data.return', subject, wanted())
    await done(city, 'wuzhong.market.approver', caseId, 'agree', { reason: '同意回流' })
    const unfit = await act(city, 'wuzhong.market.steward', caseId, 'provide', { territoryItem: 'height' })
    expect(unfit.status).toBe(400)
    expect(faultsOf(unfit)).toEqual(['form.rowFilter.0'])
  })

  test('a return of data goes to a lower level and names its items (WZ-17-1)', async () => {
    const county = await published(city, 'litong.civil.steward', { code: 'LT-OWN', fields: complete.litong }).catch(
      () => undefined,
    )
    expect(county).toBeUndefined() // a county entry needs the city's approval first
    const subject = await entry('wuzhong.market.steward', 'WZ-ENTERPRISES')
    expectRefused(await openCase(city, 'yinzhou.civil.steward', 'data.return', subject, wanted()), 'WZ-17-1')
    expectRefused(
      await openCase(city, 'litong.civil.steward', 'data.return', subject, { ...wanted(), items: [] }),
      'WZ-17-1',
      ['items'],
    )
  })
})
