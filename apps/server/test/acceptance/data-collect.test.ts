import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, faultsOf, plainItem, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'

type Login = 'ningbo.civil.steward' | 'yinzhou.civil.steward' | 'wuzhong.civil.steward'

const basis = { instrument: 'personal-information-protection-law', provision: '第十三条' }
const subsidy: Fields = {
  name: '养老补贴发放档次',
  concerns: 'persons',
  legalBasis: basis,
  necessity: '用于确定发放标准',
  personalInformation: 'notInvolved',
}
const ningboPlan: Fields = { matter: '养老服务补贴', items: [subsidy] }
/** The plan with its one item changed. */
const withItem = (plan: Fields, change: Fields): Fields => {
  const [item] = plan['items'] as readonly Fields[]
  return { ...plan, items: [{ ...item, ...change }] }
}
const statute: Fields = {
  statutoryAuthority: '社会救助暂行办法第三条',
  statutoryScope: '申请人及其家庭成员',
  statutoryProcedure: '本人申请，街道受理',
  standards: '民政业务数据标准',
}
const yinzhouPlan: Fields = { ...ningboPlan, ...statute }
const wuzhongPlan: Fields = {
  ...statute,
  matter: '社会救助',
  items: [
    {
      name: '身份号码',
      collectionBasis: '社会救助暂行办法第三条',
      necessity: '用于确认本人',
      personalInformation: 'involved',
      identifier: 'residentId',
    },
  ],
  subjectKind: 'naturalPerson',
  verification: 'anyOne',
  biometrics: 'notUsed',
}
const start: Fields = {
  environmentSafeguard: '专用机房',
  facilitySafeguard: '机柜上锁',
  networkSafeguard: '政务外网，边界防护',
  systemSafeguard: '等级保护三级',
  device: 'registered',
  deviceNumbers: ['DEV-1'],
}

/** Collection: NB-06, NB-07; YZ-09, YZ-10; WZ-07, WZ-18, WZ-19. */
describe.each(engines)('collection on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const plan = async (login: Login, form: Fields): Promise<Answer> =>
    openCase(city, login, 'collect.plan', { type: 'organization', id: await organizationId(city, login) }, { ...form })

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

  test('a plan is the own agency’s (NB-06-1)', async () => {
    const login = 'ningbo.civil.steward'
    const others = await organizationId(city, 'ningbo.market.steward')
    const foreign = await openCase(city, login, 'collect.plan', { type: 'organization', id: others }, { ...ningboPlan })
    expect(foreign.status).toBe(403)
  })

  test('NB-06-2 collection is not started with a private or unregistered device, nor without safeguards', async () => {
    const login = 'ningbo.civil.steward'
    const caseId = caseOf(await plan(login, ningboPlan))
    for (const device of ['private', 'unregistered']) {
      expectRefused(await act(city, login, caseId, 'start', { ...start, device, deviceNumbers: undefined }), 'NB-06-2')
    }
    for (const missing of ['environmentSafeguard', 'facilitySafeguard', 'networkSafeguard', 'systemSafeguard']) {
      expectRefused(await act(city, login, caseId, 'start', { ...start, [missing]: undefined }), 'NB-06-2', [missing])
    }
    expectRefused(await act(city, login, caseId, 'start', { ...start, deviceNumbers: undefined }), 'NB-06-2', [
      'deviceNumbers',
    ])
    const subject = { type: 'organization', id: await organizationId(city, login) } as const
    const device = {
      deviceNumber: 'DEV-2',
      deviceKind: '手机',
      ownership: 'privateOwner',
      place: 'otherPlace',
      location: '窗口',
    }
    expectRefused(await openCase(city, login, 'collect.device', subject, device), 'NB-06-2')
    expect((await viewCase(city, login, caseId)).state).toBe('planned')
    expect(await done(city, login, caseId, 'start', start)).toBe('collecting')
  })

  test('NB-07-1 personal information is collected only after a notice of purpose, method and scope, whose versions are kept', async () => {
    const login = 'ningbo.civil.steward'
    const personal = withItem(ningboPlan, { personalInformation: 'involved' })
    const caseId = caseOf(await plan(login, personal))
    expectRefused(await act(city, login, caseId, 'start', start), 'NB-07-1')
    const notice = {
      purpose: '发放补贴',
      method: '窗口填报',
      scope: '申请人',
      place: 'https://example.invalid/notice',
      noticeVersion: '1',
    }
    for (const missing of ['purpose', 'method', 'scope']) {
      expectRefused(await act(city, login, caseId, 'publishNotice', { ...notice, [missing]: undefined }), 'NB-07-1', [
        missing,
      ])
    }
    await done(city, login, caseId, 'publishNotice', notice)
    expect(await done(city, login, caseId, 'start', start)).toBe('collecting')
    await done(city, login, caseId, 'publishNotice', {
      ...notice,
      scope: '申请人和共同生活的家庭成员',
      noticeVersion: '2',
    })
    const { entries } = await viewCase(city, login, caseId)
    const versions = (entries as { act: string; form: Fields }[])
      .filter((e) => e.act.endsWith('publishNotice'))
      .map((e) => e.form['noticeVersion'])
    expect(versions).toEqual(['1', '2'])

    const exempted = caseOf(await plan(login, personal))
    const low = {
      basis: { instrument: 'zhejiang-open-data-measures-2020', provision: '第三条' },
      explanation: '规章另有规定',
    }
    expectRefused(await act(city, 'ningbo.civil.approver', exempted, 'exempt', low), 'NB-07-1')
    expect(await done(city, 'ningbo.civil.approver', exempted, 'exempt', { basis, explanation: '法律另有规定' })).toBe(
      'planned',
    )
  })

  test('NB-07-2 a device in a public place is out of use until its sign is on record, or a law provides otherwise', async () => {
    const login = 'ningbo.civil.steward'
    const subject = { type: 'organization', id: await organizationId(city, login) } as const
    const device = {
      deviceNumber: 'CAM-1',
      deviceKind: '摄像机',
      ownership: 'unit',
      place: 'publicPlace',
      location: '办事大厅',
    }
    const caseId = await opened(city, login, 'collect.device', subject, device)
    expect((await viewCase(city, login, caseId)).state).toBe('unsigned')
    expectRefused(await act(city, login, caseId, 'recordSign', { signLocation: '入口' }), 'NB-07-2', ['signPhoto'])
    expectRefused(await act(city, login, caseId, 'recordSign', { signPhoto: 'sign.jpg' }), 'NB-07-2', ['signLocation'])
    expect(await done(city, login, caseId, 'recordSign', { signPhoto: 'sign.jpg', signLocation: '入口' })).toBe(
      'active',
    )
    const second = await opened(city, login, 'collect.device', subject, { ...device, deviceNumber: 'CAM-2' })
    expect(await done(city, 'ningbo.civil.approver', second, 'exempt', { basis, explanation: '法律另有规定' })).toBe(
      'active',
    )
  })

  test('YZ-09-1 authority, scope, procedure, standard and need are stated', async () => {
    const login = 'yinzhou.civil.steward'
    for (const missing of ['statutoryAuthority', 'statutoryScope', 'statutoryProcedure', 'standards']) {
      expectRefused(await plan(login, { ...yinzhouPlan, [missing]: undefined }), 'YZ-09-1', [missing])
    }
    const unneeded = withItem(yinzhouPlan, { necessity: undefined })
    expectRefused(await plan(login, unneeded), 'YZ-09-1', ['items.0.necessity'])
    expect((await plan(login, yinzhouPlan)).status).toBe(201)
  })

  test('YZ-10-2 the check list is kept with its attachments; plans that have not answered it stand open for the authority', async () => {
    const login = 'yinzhou.civil.steward'
    const caseId = caseOf(await plan(login, yinzhouPlan))
    const checks = {
      networkSecurityCheck: '等级保护三级',
      dataSecurityCheck: '分类分级完成',
      personalInformationCheck: '影响评估完成',
      mandatoryStandardCheck: '符合 GB 17859',
      checkAttachments: ['核对表.pdf'],
    }
    const gap = await act(city, login, caseId, 'start', {
      ...start,
      ...checks,
      personalInformationCheck: undefined,
      checkAttachments: [],
    })
    expectRefused(gap, 'YZ-10-2', ['personalInformationCheck', 'checkAttachments'])
    expect(await viewCase(city, 'yinzhou.data.steward', caseId)).toMatchObject({ state: 'planned', open: true })
    expect(await done(city, login, caseId, 'start', { ...start, ...checks })).toBe('collecting')
    const view = await viewCase(city, 'yinzhou.data.steward', caseId)
    expect(view.entries.at(-1).form).toMatchObject({ checkAttachments: ['核对表.pdf'] })
  })

  test('an item of the collection list states its basis, authority, scope, procedure and standard (WZ-07-2, WZ-18)', async () => {
    const login = 'wuzhong.civil.steward'
    for (const missing of ['statutoryAuthority', 'statutoryScope', 'statutoryProcedure', 'standards']) {
      expectRefused(await plan(login, { ...wuzhongPlan, [missing]: undefined }), 'WZ-18', [missing])
    }
    const baseless = withItem(wuzhongPlan, { collectionBasis: undefined })
    expectRefused(await plan(login, baseless), 'WZ-07-2', ['items.0.collectionBasis'])
  })

  const upload = async (login: string, dataset: string, csv: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${dataset}/batches?fileName=t.csv`, csv, {
      'content-type': 'text/csv',
    })
  const quarantine = async (login: string, dataset: string, answer: Answer) => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const { number } = answer.body.result as { number: number }
    return (await (await city.as(login)).get(`/api/v1/datasets/${dataset}/batches/${number}/quarantine`)).body
      .items as unknown
  }

  test('WZ-19-1-0 WZ-19-1-1 data on persons has an identity number, and a row that fails its check is rejected with its line', async () => {
    const login = 'wuzhong.civil.steward'
    const marked = (identifier: string | undefined, more: Fields = {}) => withItem(wuzhongPlan, { identifier, ...more })
    expectRefused(await plan(login, { ...marked(undefined), subjectKind: 'legalPerson' }), 'WZ-19-1-2')
    for (const identifier of [undefined, 'creditCode', 'otherCode']) {
      const answer = await plan(login, marked(identifier))
      expectRefused(answer, 'WZ-19-1-1')
      expect(answer.body.needed[0].text).toContain('公民身份号码')
    }
    expectRefused(await plan(login, { ...wuzhongPlan, subjectKind: undefined }), 'WZ-19-1-0', ['subjectKind'])
    // What is marked as the identifier and is something else does not count as one.
    const mislabelled = await plan(login, marked('residentId', { name: '救助金额' }))
    expectRefused(mislabelled, 'WZ-19-1-0', ['items.0.name'])
    expect(mislabelled.body.detail).toContain('公民身份号码')
    expect((await plan(login, marked('otherDocument', { name: '护照号码' }))).status).toBe(201)
    const dataset = 'WZ-ID-PERSONS'
    await published(city, login, {
      code: dataset,
      fields: complete.wuzhong,
      items: [plainItem('id', '公民身份号码', { maxLength: 18, identifier: 'residentId', grade: 3 })],
    })
    const stored = await upload(login, dataset, '公民身份号码\r\n11010519491231002X\r\n110105194912310021\r\n')
    expect(await quarantine(login, dataset, stored)).toMatchObject([
      { line: 3, faults: [{ item: 'id', fault: 'identifierInvalid' }] },
    ])
  })

  test('WZ-19-1-2 data on legal persons has the unified social credit code, and a row that fails its check is rejected with its line', async () => {
    const login = 'wuzhong.civil.steward'
    const companies = (identifier: string, name: string) =>
      withItem({ ...wuzhongPlan, subjectKind: 'legalPerson' }, { identifier, name })
    for (const identifier of ['residentId', 'otherCode']) {
      const answer = await plan(login, companies(identifier, '身份号码'))
      expectRefused(answer, 'WZ-19-1-2')
      expect(answer.body.needed[0].text).toContain('统一社会信用代码')
    }
    expect((await plan(login, companies('creditCode', '社会信用代码'))).status).toBe(201)
    const dataset = 'WZ-ID-COMPANIES'
    await published(city, login, {
      code: dataset,
      fields: complete.wuzhong,
      items: [plainItem('code', '统一社会信用代码', { maxLength: 18, identifier: 'creditCode' })],
    })
    const stored = await upload(login, dataset, '统一社会信用代码\r\n91350100M000100Y43\r\n91350100M000100Y44\r\n')
    expect(await quarantine(login, dataset, stored)).toMatchObject([
      { line: 3, faults: [{ item: 'code', fault: 'identifierInvalid' }] },
    ])
  })

  test('WZ-19-1-3 data on unincorporated organisations has a code whose system is named, and a row without one is rejected with its line', async () => {
    const login = 'wuzhong.civil.steward'
    const unincorporated = (identifier: string, name: string) =>
      withItem({ ...wuzhongPlan, subjectKind: 'unincorporated' }, { identifier, name })
    expectRefused(await plan(login, unincorporated('residentId', '身份号码')), 'WZ-19-1-3')
    const unnamed = await plan(login, unincorporated('otherCode', '组织登记号'))
    expectRefused(unnamed, 'WZ-19-1-3')
    expect(unnamed.body.needed[0].text).toContain('写明代码的名称')
    const named = { ...unincorporated('otherCode', '组织登记号'), codeSystem: '组织登记号' }
    expect((await plan(login, named)).status).toBe(201)
    const dataset = 'WZ-ID-UNINCORPORATED'
    await published(city, login, {
      code: dataset,
      fields: complete.wuzhong,
      items: [plainItem('code', '组织登记号', { identifier: 'other' }), plainItem('name', '名称')],
    })
    const stored = await upload(login, dataset, '组织登记号,名称\r\nA-1,合作社甲\r\n,合作社乙\r\n')
    expect(await quarantine(login, dataset, stored)).toMatchObject([
      { line: 3, faults: [{ item: 'code', fault: 'missing' }] },
    ])
  })

  test('WZ-19-2 no repeated or specific verification is forced, nor biometrics after a document, unless a law provides otherwise', async () => {
    const login = 'wuzhong.civil.steward'
    for (const forced of [
      { verification: 'severalMethods' },
      { verification: 'oneSpecific' },
      { biometrics: 'mandatory' },
    ]) {
      expectRefused(await plan(login, { ...wuzhongPlan, ...forced }), 'WZ-19-2')
    }
    expect((await plan(login, { ...wuzhongPlan, biometrics: 'voluntary' })).status).toBe(201)
    const local = { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第二条' }
    const forced = { ...wuzhongPlan, biometrics: 'mandatory' }
    expectRefused(await plan(login, { ...forced, verificationBasis: local }), 'WZ-19-2', ['verificationBasis'])
    const law = { instrument: 'cybersecurity-law', provision: '第二十四条' }
    expect((await plan(login, { ...forced, verificationBasis: law })).status).toBe(201)
  })
})
