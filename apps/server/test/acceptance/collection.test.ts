import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, plainItem, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId, openShareRequest } from '../support/share.ts'

const basis = { instrument: 'personal-information-protection-law', provision: '第十三条' }
const statute: Fields = {
  statutoryAuthority: '社会救助暂行办法第三条',
  statutoryScope: '申请人及其家庭成员',
  statutoryProcedure: '本人申请，街道受理',
  standards: '民政业务数据标准',
}

/** A row of a plan under Ningbo's or Yinzhou's text. */
const field = (name: string, more: Fields = {}): Fields => ({
  name,
  concerns: 'persons',
  legalBasis: basis,
  necessity: '用于核定补贴档次',
  personalInformation: 'notInvolved',
  ...more,
})
/** A row of a list under Wuzhong's text. */
const listed = (name: string, more: Fields = {}): Fields => ({
  name,
  collectionBasis: '社会救助暂行办法第三条',
  necessity: '用于核定救助标准',
  personalInformation: 'involved',
  ...more,
})
const wuzhongPlan = (...rows: readonly Fields[]): Fields => ({
  ...statute,
  matter: '社会救助',
  items: [listed('身份号码', { identifier: 'residentId' }), ...rows],
  subjectKind: 'naturalPerson',
  verification: 'anyOne',
  biometrics: 'notUsed',
})
const task = (...names: readonly string[]): Fields => ({
  matter: '入户核查',
  items: names.map((name) => ({ name })),
  beginsOn: '2026-03-01',
  endsOn: '2026-03-31',
  scope: '在保家庭',
  collectionEnvironment: '登记在册的移动终端，政务外网',
})

/** Collection lists: what is needed, what sharing offers, what stands on the list, and what the public is told. */
describe.each(engines)('collection lists on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const open = async (login: string, procedure: string, form: Fields): Promise<Answer> =>
    openCase(city, login, procedure, { type: 'organization', id: await organizationId(city, login) }, { ...form })
  const ningbo = (login: string, ...items: readonly Fields[]) =>
    open(login, 'collect.plan', { matter: '企业走访', items })
  const yinzhou = (...items: readonly Fields[]) =>
    open('yinzhou.civil.steward', 'collect.plan', { ...statute, matter: '养老服务补贴', items })
  const caseOf = (answer: Answer): string => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.case as string
  }

  test('NB-06-1 each field needs its law and its need, and what another agency shares is not collected again', async () => {
    const login = 'ningbo.civil.steward'
    const company = (name: string, more: Fields = {}) => field(name, { concerns: 'organizations', ...more })
    const lawless = await ningbo(login, company('走访记录'), company('困难诉求', { legalBasis: undefined }))
    await expectRefused(city, login, lawless, { clauses: ['NB-06-1'], fields: ['items.1.legalBasis'] })
    expect(lawless.body.detail).toContain('第 2 行')
    const needless = await ningbo(login, company('走访记录', { necessity: ' ' }))
    await expectRefused(city, login, needless, { clauses: ['NB-06-1'], fields: ['items.0.necessity'] })
    const id = await entryId(city, login, 'NB-ENTERPRISES')
    for (const [wanted, item, because] of [
      ['企业名称', '企业名称', 'sameName'],
      ['市场主体名称', '企业名称', 'synonym'],
      ['注册资金', '注册资本（万元）', 'synonym'],
      ['法人代表姓名', '法定代表人', 'synonym'],
    ]) {
      const again = await ningbo(login, company('走访记录'), company(wanted!))
      await expectRefused(city, login, again, {
        clauses: ['NB-06-1'],
        code: 'ACT_OBTAINABLE_BY_SHARING',
        fields: ['items.1.name'],
      })
      expect(again.body.matches).toMatchObject([
        { row: 2, wanted, item, because, agency: '宁波市市场监督管理局', entry: { id, code: 'NB-ENTERPRISES' } },
      ])
      expect(again.body.matches[0].offer).toBe('share.request')
      expect(again.body.needed[0].text).toContain('共享申请')
    }
    // The code that says which company it is, and what nobody offers, may be collected; the registry collects its own data.
    caseOf(await ningbo(login, company('统一社会信用代码', { identifier: 'creditCode' }), company('走访记录')))
    caseOf(await ningbo('ningbo.market.steward', company('企业名称')))
    // 名称 of persons is another thing than that of companies.
    caseOf(await ningbo(login, field('住所')))
  })

  test('YZ-09-2 what another agency shares is refused with its entry; a demand settled without sharing opens the way', async () => {
    const login = 'yinzhou.civil.steward'
    const own = await yinzhou(field('移动电话'))
    await expectRefused(city, login, own, { clauses: ['YZ-09-2', 'NB-06-1'], code: 'ACT_OBTAINABLE_BY_SHARING' })
    expect(own.body.matches).toMatchObject([{ entry: { code: 'YZ-RESIDENTS' }, item: '手机号码', because: 'synonym' }])
    const above = await yinzhou(field('企业名称', { concerns: 'organizations' }))
    await expectRefused(city, login, above, { clauses: ['YZ-09-2'] })
    expect(above.body.matches).toMatchObject([{ entry: { code: 'NB-ENTERPRISES' } }])

    const territory = { type: 'territory', id: '330212000000' } as const
    const holder = await organizationId(city, 'yinzhou.police.steward')
    const needs = ['移动电话', '常住地址'].map((name) => ({ name, insufficiency: '登记的内容多年未更新' }))
    const demand = await opened(city, login, 'demand.submit', territory, { needs, duty: '补贴发放', holder })
    await done(city, 'yinzhou.data.steward', demand, 'coordinate')
    const openStill = await yinzhou(field('移动电话', { sharingCases: [demand] }))
    await expectRefused(city, login, openStill, { clauses: ['YZ-09-2'] })
    const outcomes = [
      { name: '移动电话', outcome: 'byCollection', explanation: '由民政部门在受理时收集' },
      { name: '常住地址', outcome: 'bySharing', explanation: '公安机关按月更新后共享' },
    ]
    const partly = await act(city, 'yinzhou.data.approver', demand, 'settle', { outcomes: outcomes.slice(0, 1) })
    await expectRefused(city, 'yinzhou.data.approver', partly, { clauses: ['YZ-09-2'], code: 'ACT_OUTCOME_MISSING' })
    expect(partly.body.detail).toContain('常住地址')
    expect(await done(city, 'yinzhou.data.approver', demand, 'settle', { outcomes })).toBe('settled')
    expect((await viewCase(city, login, demand)).entries.at(-1).form).toEqual({ outcomes })

    caseOf(await yinzhou(field('移动电话', { sharingCases: [demand] })))
    const shared = await yinzhou(field('住址', { sharingCases: [demand] }))
    await expectRefused(city, login, shared, { clauses: ['YZ-09-2'] })
    const others = 'yinzhou.education.steward'
    const borrowed = await open(others, 'collect.plan', {
      ...statute,
      matter: '入学',
      items: [field('移动电话', { sharingCases: [demand] })],
    })
    await expectRefused(city, others, borrowed, { clauses: ['YZ-09-2'] })
  })

  test('YZ-09-2 a share request that was refused is shown by its number, and counts for its entry alone', async () => {
    const login = 'yinzhou.civil.steward'
    const asked = await openShareRequest(city, login, 'YZ-RESIDENTS', 'yinzhou.civil.assistance', {
      scenario: '补贴档次核定',
      items: ['resident_id', 'ethnicity'],
    })
    const request = caseOf(asked)
    const ethnicity = field('民族', { sharingCases: [request] })
    await expectRefused(city, login, await yinzhou(ethnicity), { clauses: ['YZ-09-2'] })
    const reason = { explanation: '法律规定不得提供', basis: { instrument: basis.instrument, provision: '第二十五条' } }
    await done(city, 'yinzhou.data.approver', request, 'refuse', reason)
    caseOf(await yinzhou(ethnicity))
    const company = field('企业名称', { concerns: 'organizations', sharingCases: [request] })
    await expectRefused(city, login, await yinzhou(company), { clauses: ['YZ-09-2'] })
  })

  test('YZ-10-1 anybody reads on what a collection rests, and a refusal to cooperate is recorded with its reason', async () => {
    const login = 'yinzhou.civil.steward'
    const plan = caseOf(
      await open(login, 'collect.plan', {
        ...statute,
        matter: '高龄津贴',
        items: [field('津贴发放档次', { personalInformation: 'involved' })],
      }),
    )
    const address = `/api/v1/public/collection-plans/${plan}`
    const first = await city.anonymous.get(address)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const told = Object.fromEntries(
      (first.body.statements as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    )
    expect(told).toEqual(statute)
    expect(first.body.statements[0].cites).toContain('YZ-10-1')
    expect(first.body).toMatchObject({ matter: '高龄津贴', agency: { name: '鄞州区民政局' }, notice: null })
    expect(JSON.stringify(first.body.items)).toContain('《中华人民共和国个人信息保护法》第十三条')
    const notice = { purpose: '发放津贴', method: '窗口填报', scope: '高龄老人', place: '服务大厅', noticeVersion: '1' }
    await done(city, login, plan, 'publishNotice', notice)
    const start = {
      environmentSafeguard: '内部机房编号七',
      facilitySafeguard: '机柜上锁',
      networkSafeguard: '政务外网',
      systemSafeguard: '等级保护三级',
      device: 'registered',
      deviceNumbers: ['DEV-INTERNAL'],
      networkSecurityCheck: '完成',
      dataSecurityCheck: '完成',
      personalInformationCheck: '完成',
      mandatoryStandardCheck: '完成',
      checkAttachments: ['核对表.pdf'],
    }
    await done(city, login, plan, 'start', start)
    const second = await city.anonymous.get(address)
    expect(JSON.stringify(second.body.notice)).toContain('发放津贴')
    expect(JSON.stringify(second.body)).not.toContain('内部机房')
    expect(JSON.stringify(second.body)).not.toContain('DEV-INTERNAL')

    const agency = await organizationId(city, login)
    const list = await city.anonymous.get(
      `/api/v1/public/collection-plans?territory=330212000000&agency=${agency}&limit=200`,
    )
    expect((list.body.items as { id: string }[]).map((p) => p.id)).toContain(plan)
    const elsewhere = await city.anonymous.get('/api/v1/public/collection-plans?territory=640300000000&limit=200')
    expect((elsewhere.body.items as { id: string }[]).map((p) => p.id)).not.toContain(plan)
    expect((await city.anonymous.get('/api/v1/public/collection-plans?territory=110000000000')).status).toBe(404)
    expect((await city.anonymous.get(address.replace(plan, agency))).status).toBe(404)
    await done(city, login, plan, 'end', { reason: '期满' })
    expect((await city.anonymous.get(address)).status).toBe(404)

    const record = { plan: '高龄津贴', whom: 'individual', grounds: '社会救助暂行办法第三条' }
    const without = await open(login, 'collect.uncooperative', record)
    await expectRefused(city, login, without, { clauses: ['YZ-10-1'], fields: ['reason'] })
    const kept = caseOf(await open(login, 'collect.uncooperative', { ...record, reason: '认为材料已经提交' }))
    expect((await viewCase(city, 'yinzhou.data.steward', kept)).form).toMatchObject({ reason: '认为材料已经提交' })
  })

  test('WZ-18 authority, scope, procedure and standard are stated, and what a shared entry offers is refused with its name', async () => {
    const login = 'wuzhong.civil.steward'
    for (const missing of Object.keys(statute)) {
      const answer = await open(login, 'collect.plan', { ...wuzhongPlan(listed('救助档次')), [missing]: undefined })
      await expectRefused(city, login, answer, { clauses: ['WZ-18'], fields: [missing] })
    }
    const again = await open(login, 'collect.plan', wuzhongPlan(listed('救助档次'), listed('家庭住址')))
    await expectRefused(city, login, again, {
      clauses: ['WZ-18'],
      code: 'ACT_OBTAINABLE_BY_SHARING',
      fields: ['items.2.name'],
    })
    expect(again.body.detail).toContain('吴忠市户籍人口基本信息（合成数据）')
    expect(again.body.needed[0].text).toContain('共享申请')
    const coded = await open(login, 'collect.plan', wuzhongPlan(listed('男女标志', { codeList: 'GB/T 2261.1-2003' })))
    await expectRefused(city, login, coded, { clauses: ['WZ-18'] })
    expect(coded.body.matches).toMatchObject([{ item: '性别', because: 'codeList' }])
    // What is not shared cannot be asked for; once another agency shares it, a list that is revised is refused too.
    const labour = { ...complete.wuzhong, businessName: '就业登记' }
    const insured = [
      plainItem('id', '公民身份号码', { maxLength: 18, identifier: 'residentId', grade: 3 }),
      plainItem('kind', '就业困难类别'),
    ]
    const plan = caseOf(await open(login, 'collect.plan', wuzhongPlan(listed('就业困难类别'))))
    await published(city, 'wuzhong.labour.steward', { code: 'WZ-EMPLOYMENT-AID', fields: labour, items: insured })
    const revised = await act(city, login, plan, 'revise', { ...wuzhongPlan(listed('就业困难类别')) })
    await expectRefused(city, login, revised, { clauses: ['WZ-18'], code: 'ACT_OBTAINABLE_BY_SHARING' })
    expect(revised.body.matches).toMatchObject([{ entry: { code: 'WZ-EMPLOYMENT-AID' }, because: 'sameName' }])
  })

  test('WZ-07-2 a task collects what stands on the list of the agency; a field that does not is refused', async () => {
    const login = 'wuzhong.civil.steward'
    const unlisted = await open(login, 'collect.task', task('救助对象走访情况'))
    await expectRefused(city, login, unlisted, {
      clauses: ['WZ-07-2'],
      code: 'ACT_ITEM_NOT_LISTED',
      fields: ['items.0.name'],
    })
    expect(unlisted.body.needed[0].text).toContain('收集清单')
    const baseless = wuzhongPlan(listed('救助对象走访情况', { collectionBasis: undefined }))
    await expectRefused(city, login, await open(login, 'collect.plan', baseless), {
      clauses: ['WZ-07-2'],
      fields: ['items.1.collectionBasis'],
    })
    const plan = caseOf(await open(login, 'collect.plan', wuzhongPlan(listed('救助对象走访情况'))))
    caseOf(await open(login, 'collect.task', task('救助对象走访情况', '身份证号码')))
    const partly = await open(login, 'collect.task', task('救助对象走访情况', '家庭存款余额'))
    await expectRefused(city, login, partly, { clauses: ['WZ-07-2'], fields: ['items.1.name'] })
    expect(partly.body.detail).toContain('家庭存款余额')
    await done(city, login, plan, 'revise', { ...wuzhongPlan(listed('家庭存款余额')) })
    caseOf(await open(login, 'collect.task', task('家庭存款余额')))
    await expectRefused(city, login, await open(login, 'collect.task', task('救助对象走访情况')), {
      clauses: ['WZ-07-2'],
    })
    await done(city, login, plan, 'remove', { reason: '不再收集' })
    await expectRefused(city, login, await open(login, 'collect.task', task('家庭存款余额')), { clauses: ['WZ-07-2'] })
    const others = 'wuzhong.labour.steward'
    await expectRefused(city, others, await open(others, 'collect.task', task('救助档次')), { clauses: ['WZ-07-2'] })
  })
})
