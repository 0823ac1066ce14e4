import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, openCase, type Subject } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { registerOffice, type Office } from '../support/offices.ts'

const ningbo = '330200000000'
const yinzhou = '330212000000'
const wuzhong = '640300000000'

/** Who becomes an agency, on what the authority states of it, and that nobody becomes one otherwise. */
describe.each(engines)('the registry on %s', (engine) => {
  let city: City
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const item = {
    code: 'name',
    name: '姓名',
    type: 'text',
    maxLength: 100,
    nullable: false,
    identifier: null,
    mask: 'name',
    grade: 3,
  }

  /** A legal person that is no agency yet. */
  const newcomer = (territory: string): Promise<Office> =>
    registerOffice(city, {
      code: `newcomer-${++number}`,
      name: `新登记单位 ${number}`,
      territory,
      kinds: ['person'],
      roles: ['steward'],
    })
  const subject = (office: Office): Subject => ({ type: 'organization', id: office.id })
  const admit = (authority: string, office: Office, form: Record<string, unknown>): Promise<Answer> =>
    openCase(city, `${authority}.approver`, 'agency.admission', subject(office), form)
  const draft = async (office: Office, fields: Record<string, unknown>): Promise<Answer> =>
    (await city.as(office.login)).send('POST', '/api/v1/catalog-entries', {
      code: `NEW-${++number}`,
      name: '新目录',
      fields,
      items: [item],
    })
  /** Drafts an entry and hands it in. @returns The answer to handing it in. */
  const submit = async (office: Office, fields: Record<string, unknown>): Promise<Answer> => {
    const entry = await draft(office, fields)
    expect(entry.status, JSON.stringify(entry.body)).toBe(201)
    return openCase(city, office.login, 'catalog.review', { type: 'catalogEntry', id: entry.body.result.id })
  }
  const missing = (answer: Answer): readonly string[] => answer.body.fields.map((f: { field: string }) => f.field)

  /** The way round the register: an administrator who opens the organisation as an agency at once. */
  const asAgencyAtOnce = async (territory: string): Promise<Answer> =>
    (await city.as('platform.system')).send('POST', '/api/v1/organizations', {
      code: `direct-${++number}`,
      name: '直接开立的单位',
      territory,
      kinds: ['agency'],
    })

  const ningboForm = {
    legalForm: 'publicInstitution',
    function: '市医疗保障经办，宁波市编办批复',
    securityOrganization: '信息中心',
    securityPersons: ['数据安全岗'],
  }

  test('NB-02-2 an agency of Ningbo is an administrative organ or public institution with a function, and its data states the duty it comes from', async () => {
    const office = await newcomer(ningbo)
    expect((await draft(office, {})).status).toBe(403)
    const enterprise = await admit('ningbo.data', office, { ...ningboForm, legalForm: 'enterprise' })
    expect(enterprise.body.fields).toMatchObject([{ field: 'legalForm', fault: 'notAnOption' }])
    expect(clausesOf(enterprise)).toContain('NB-02-2')
    const idle = await admit('ningbo.data', office, { ...ningboForm, function: undefined })
    expect(missing(idle)).toEqual(['function'])
    const direct = await asAgencyAtOnce(ningbo)
    expect(direct.status).toBe(403)
    expect(clausesOf(direct)).toContain('NB-02-2')
    expect(direct.body.receipt).toBeDefined()
    expect((await draft(office, {})).status).toBe(403)

    const admitted = await admit('ningbo.data', office, ningboForm)
    expect(admitted.status, JSON.stringify(admitted.body)).toBe(201)
    const dutiless = await submit(office, {
      category: '医保',
      grade: 2,
      shareAttribute: 'conditional',
      shareCondition: '按事项',
      openAttribute: 'none',
    })
    expect(dutiless.status).toBe(422)
    expect(missing(dutiless)).toContain('businessName')
    expect(clausesOf(dutiless)).toContain('NB-02-2')
  })

  test('NB-22 an operator of public utilities is registered by reference, and its data passes the same checks', async () => {
    const office = await newcomer(ningbo)
    const sectorless = await admit('ningbo.data', office, { ...ningboForm, legalForm: 'utility' })
    expect(missing(sectorless)).toEqual(['utilitySector'])
    expect(clausesOf(sectorless)).toContain('NB-22')
    for (const utilitySector of ['water', 'power', 'gas', 'communications', 'publicTransport', 'aviation', 'railway']) {
      const answer = await admit('ningbo.data', await newcomer(ningbo), {
        ...ningboForm,
        legalForm: 'utility',
        utilitySector,
      })
      expect(answer.status, utilitySector).toBe(201)
      expect(clausesOf(answer)).toContain('NB-22')
    }
    await admit('ningbo.data', office, { ...ningboForm, legalForm: 'utility', utilitySector: 'water' })
    const checked = await submit(office, { businessName: '供水服务' })
    expect(checked.status).toBe(422)
    expect(clausesOf(checked)).toEqual(expect.arrayContaining(['NB-05-2', 'NB-09', 'NB-10-1']))
  })

  const yinzhouForm = {
    agencyForm: 'stateOrgan',
    function: '区退役军人事务',
    firstResponsible: '局长',
    securityOrganization: '办公室',
    securityPersons: ['数据安全岗'],
  }
  const yinzhouFields = {
    businessName: '退役军人登记',
    systemName: '退役军人系统',
    storageFormat: '关系型数据库表',
    category: '社会保障',
    grade: 3,
    shareAttribute: 'conditional',
    shareCondition: '按事项',
    shareReason: '含个人信息',
    openAttribute: 'none',
    provisionMethod: 'interface',
    updateCycle: 'monthly',
    shareTerm: '长期',
    attributeEvaluation: '2026 年评估，维持受限共享',
    providerOpinion: '同意',
  }

  test('YZ-03-1 state organs, authorised organisations and operators are agencies of Yinzhou; data that is not electronic or names no duty is refused', async () => {
    for (const form of [
      yinzhouForm,
      {
        ...yinzhouForm,
        agencyForm: 'authorizedOrganization',
        authorization: { instrument: 'data-security-law', provision: '第三十九条' },
      },
      { ...yinzhouForm, agencyForm: 'utility', utilitySector: 'gas' },
    ]) {
      const answer = await admit('yinzhou.data', await newcomer(yinzhou), form)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      expect(clausesOf(answer)).toContain('YZ-03-1')
    }
    const direct = await asAgencyAtOnce(yinzhou)
    expect(clausesOf(direct)).toContain('YZ-03-1')
    const office = await newcomer(yinzhou)
    const enterprise = await admit('yinzhou.data', office, { ...yinzhouForm, agencyForm: 'enterprise' })
    expect(clausesOf(enterprise)).toContain('YZ-03-1')
    await admit('yinzhou.data', office, yinzhouForm)
    const paper = await submit(office, { ...yinzhouFields, recordForm: 'paper' })
    expect(paper.body.fields).toMatchObject([{ field: 'recordForm', fault: 'notAnOption' }])
    expect(clausesOf(paper)).toContain('YZ-03-1')
    const dutiless = await submit(office, { ...yinzhouFields, businessName: undefined })
    expect(missing(dutiless)).toEqual(['businessName'])
    expect(clausesOf(dutiless)).toContain('YZ-03-1')
    const sound = await submit(office, yinzhouFields)
    expect(sound.status, JSON.stringify(sound.body)).toBe(201)
  })

  test('YZ-03-2 an office of the state stationed in Yinzhou is an agency, and its data passes the same checks', async () => {
    const office = await newcomer(yinzhou)
    const form = { ...yinzhouForm, agencyForm: 'stationedOffice', stationedBy: '国家税务总局' }
    const unnamed = await admit('yinzhou.data', office, { ...form, stationedBy: undefined })
    expect(missing(unnamed)).toEqual(['stationedBy'])
    expect(clausesOf(unnamed)).toContain('YZ-03-2')
    const admitted = await admit('yinzhou.data', office, form)
    expect(admitted.status, JSON.stringify(admitted.body)).toBe(201)
    expect(clausesOf(admitted)).toContain('YZ-03-2')
    const checked = await submit(office, { ...yinzhouFields, shareTerm: undefined })
    expect(clausesOf(checked)).toContain('YZ-07-2')
    expect((await submit(office, yinzhouFields)).status).toBe(201)
  })

  const wuzhongForm = {
    legalForm: 'administrativeOrgan',
    function: '市水资源管理',
    objectives: '目录完整、按期更新',
    responsibilities: '信息科负责编目和校核',
    body: '信息科',
    persons: ['数据管理岗'],
    firstResponsible: '局长',
    securityBody: '网络安全和信息化科',
    securityPosts: ['安全管理岗：审批共享'],
    securityStaff: '安全管理人员 1 名，专业技术人员 1 名',
  }

  test('WZ-03-1 organs, authorised organisations and operators are agencies of Wuzhong; data that names no duty or service is refused', async () => {
    for (const form of [
      wuzhongForm,
      {
        ...wuzhongForm,
        legalForm: 'authorizedOrganization',
        authorization: { instrument: 'data-security-law', provision: '第三十九条' },
      },
      { ...wuzhongForm, legalForm: 'utility', utilitySector: 'publicTransport' },
    ]) {
      const answer = await admit('wuzhong.data', await newcomer(wuzhong), form)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      expect(clausesOf(answer)).toContain('WZ-03-1')
    }
    expect(clausesOf(await asAgencyAtOnce(wuzhong))).toContain('WZ-03-1')
    const office = await newcomer(wuzhong)
    const enterprise = await admit('wuzhong.data', office, { ...wuzhongForm, legalForm: 'publicInstitution' })
    expect(clausesOf(enterprise)).toContain('WZ-03-1')
    await admit('wuzhong.data', office, wuzhongForm)
    const dutiless = await submit(office, { category: '水利' })
    expect(missing(dutiless)).toContain('businessName')
    expect(clausesOf(dutiless)).toContain('WZ-03-1')
  })

  test('WZ-07-1 WZ-40-2-3 an agency is not activated without objectives, responsibilities, body, persons, security body, posts and staff', async () => {
    const office = await newcomer(wuzhong)
    for (const [field, clause] of [
      ['objectives', 'WZ-07-1'],
      ['responsibilities', 'WZ-07-1'],
      ['body', 'WZ-07-1'],
      ['persons', 'WZ-07-1'],
      ['securityBody', 'WZ-40-2-3'],
      ['securityPosts', 'WZ-40-2-3'],
      ['securityStaff', 'WZ-40-2-3'],
    ] as const) {
      const answer = await admit('wuzhong.data', office, { ...wuzhongForm, [field]: undefined })
      expect(missing(answer)).toEqual([field])
      expect(clausesOf(answer)).toContain(clause)
      expect(answer.body.receipt).toBeDefined()
    }
    expect((await draft(office, {})).status).toBe(403)
    expect((await admit('wuzhong.data', office, wuzhongForm)).status).toBe(201)
    expect((await draft(office, {})).status).toBe(201)
  })

  test('the first responsible person is a condition of activation, and only the authority of the territory activates', async () => {
    const nobody = await admit('wuzhong.data', await newcomer(wuzhong), { ...wuzhongForm, firstResponsible: undefined })
    expect(clausesOf(nobody)).toContain('WZ-40-1')
    const district = await admit('yinzhou.data', await newcomer(yinzhou), {
      ...yinzhouForm,
      firstResponsible: undefined,
    })
    expect(clausesOf(district)).toContain('YZ-26-1')
    const foreign = await admit('ningbo.data', await newcomer(wuzhong), wuzhongForm)
    expect(foreign.status).toBe(403)
    const own = await newcomer(wuzhong)
    expect((await openCase(city, own.login, 'agency.admission', subject(own), wuzhongForm)).status).toBe(403)
  })

  test('YZ-02-2 an entry declared to involve state secrets is refused, nothing of it is stored, and only the refusal is logged', async () => {
    const steward = await city.as('yinzhou.civil.steward')
    const secret = { ...yinzhouFields, secrecy: 'stateSecret' }
    const content = { code: 'YZ-SECRET', name: '秘密事项名称', fields: secret, items: [item] }
    const refused = await steward.send('POST', '/api/v1/catalog-entries', content)
    expect(refused.status).toBe(403)
    expect(clausesOf(refused)).toContain('YZ-02-2')
    const found = await steward.get('/api/v1/catalog-entries?q=YZ-SECRET')
    expect(found.body.items).toEqual([])
    const logged = await steward.get(`/api/v1/evidence/${refused.body.receipt as string}`)
    expect(logged.body.body).toContain('catalogEntry.draft')
    expect(logged.body.body).not.toContain('秘密事项名称')

    const open = await steward.send('POST', '/api/v1/catalog-entries', {
      ...content,
      code: 'YZ-OPEN',
      fields: { ...secret, secrecy: 'absent' },
    })
    expect(open.status, JSON.stringify(open.body)).toBe(201)
    const { name, items } = content
    const amended = await steward.send('PUT', `/api/v1/catalog-entries/${open.body.result.id as string}`, {
      name,
      items,
      fields: secret,
      version: 1,
    })
    expect(clausesOf(amended)).toContain('YZ-02-2')
  })

  test('in Wuzhong work secrets are refused too, and another provision that governs the data is cited in its entry', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    for (const [i, secrecy] of ['stateSecret', 'workSecret'].entries()) {
      const refused = await steward.send('POST', '/api/v1/catalog-entries', {
        code: `WZ-SECRET-${i}`,
        name: '条目',
        fields: { secrecy },
        items: [item],
      })
      expect(clausesOf(refused), secrecy).toContain('WZ-02-2')
    }
    const otherProvision = { instrument: 'data-security-law', provision: '第五十三条' }
    const governed = await steward.send('POST', '/api/v1/catalog-entries', {
      code: 'WZ-GOVERNED',
      name: '条目',
      fields: { otherProvision },
      items: [item],
    })
    expect(governed.status, JSON.stringify(governed.body)).toBe(201)
    const shown = await steward.get(`/api/v1/catalog-entries/${governed.body.result.id as string}`)
    expect(shown.body.fields).toMatchObject({ otherProvision })
  })
})
