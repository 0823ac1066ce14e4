import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase, type Subject } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId, registerOffice } from '../support/offices.ts'
import { entryId } from '../support/share.ts'

const ningbo = '330200000000'
const yinzhou = '330212000000'
const haishu = '330203000000'
const wuzhong = '640300000000'

/** Who supervises whom, inspections and what follows from them, circulars, tasks and guidance. */
describe.each(engines)('supervision on %s', (engine) => {
  let city: City
  const ids = new Map<string, Subject>()
  const office = (login: string): Subject => ids.get(login)!

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    for (const key of [
      'ningbo.civil',
      'yinzhou.civil',
      'yinzhou.education',
      'wuzhong.police',
      'wuzhong.civil',
      'litong.civil',
    ]) {
      ids.set(key, { type: 'organization', id: await organizationId(city, `${key}.steward`) })
    }
  })
  afterAll(() => city.close())

  const plan = {
    content: '共享数据的访问控制',
    objective: '核查最小授权',
    method: '现场检查和日志抽查',
    standard: '宁波市公共数据安全管理暂行规定',
    matter: 'security',
  }
  const cityPlan = { content: plan.content, objective: plan.objective, method: plan.method, standard: plan.standard }
  const findings = { findings: ['三个账号共用', '日志未保存六个月'], evidence: ['检查记录 2026-1'] }
  const opinion = { opinions: ['分设账号', '延长日志保存期'], days: 10 }
  const report = { measures: '已分设账号并延长保存期', evidence: ['整改报告'] }
  const inspect = (login: string, key: string, form: Record<string, unknown>) =>
    openCase(city, login, 'supervision.inspection', office(key), form)

  test('NB-19-1 an inspection needs content, objective, method and standard; each finding gets an opinion with a due date; without accepted feedback it stays open and is overdue', async () => {
    const bare = await inspect('ningbo.data.steward', 'ningbo.civil', {})
    expect(bare.status).toBe(422)
    expect(bare.body.fields.map((f: { field: string }) => f.field)).toEqual([
      'content',
      'objective',
      'method',
      'standard',
    ])
    expect(clausesOf(bare)).toContain('NB-19-1')

    const id = (await inspect('ningbo.data.steward', 'ningbo.civil', cityPlan)).body.result.case as string
    expect(await done(city, 'ningbo.data.steward', id, 'recordFindings', findings)).toBe('found')
    const found = await viewCase(city, 'ningbo.data.steward', id)
    expect(found.clocks).toMatchObject([{ period: 'inspection.opinion', due: '2026-02-14', basis: 'policy' }])
    const undated = await act(city, 'ningbo.data.approver', id, 'issueOpinion', { opinions: ['分设账号'] })
    expect(undated.body.fields).toMatchObject([{ field: 'days', fault: 'missing' }])
    expect(await done(city, 'ningbo.data.approver', id, 'issueOpinion', opinion)).toBe('rectifying')

    city.travelTo('2026-03-02T09:00:00+08:00')
    const late = await viewCase(city, 'ningbo.civil.steward', id)
    expect(late.owner.id).toBe(office('ningbo.civil').id)
    expect(late.open).toBe(true)
    expect(late.clocks.find((c: { period: string }) => c.period === 'rectification.limit')).toMatchObject({
      due: '2026-02-28',
      phase: 'overdue',
    })
    const overdue = await (
      await city.as('ningbo.data.steward')
    ).get(`/api/v1/supervision/clocks?phase=overdue&territory=${ningbo}`)
    expect(overdue.body.items.some((i: { case: string }) => i.case === id)).toBe(true)

    expect(await done(city, 'ningbo.civil.steward', id, 'reportRectification', report)).toBe('checking')
    expect(await done(city, 'ningbo.data.approver', id, 'rejectRectification', { opinion: '日志仍未延长' })).toBe(
      'rectifying',
    )
    expect((await viewCase(city, 'ningbo.data.steward', id)).open).toBe(true)
    await done(city, 'ningbo.civil.steward', id, 'reportRectification', report)
    expect(await done(city, 'ningbo.data.approver', id, 'acceptRectification', { opinion: '同意' })).toBe('rectified')
    expect((await viewCase(city, 'ningbo.data.steward', id)).entries[0]).toMatchObject({
      act: 'recordFindings',
      form: findings,
    })
  })

  test('YZ-06 YZ-28 the district inspects every subject of the measures, findings become tasks with due dates, and the evaluation is published', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const unnamed = await inspect('yinzhou.data.steward', 'yinzhou.civil', cityPlan)
    expect(unnamed.body.fields).toMatchObject([{ field: 'matter', fault: 'missing' }])
    expect(clausesOf(unnamed)).toEqual(expect.arrayContaining(['YZ-06', 'YZ-28']))
    for (const matter of [
      'platformConstruction',
      'standard',
      'quality',
      'sharingOpening',
      'security',
      'catalog',
      'collection',
      'governance',
    ]) {
      const answer = await inspect('yinzhou.data.steward', 'yinzhou.education', { ...plan, matter })
      expect(answer.status, matter).toBe(201)
    }
    const id = await opened(city, 'yinzhou.data.steward', 'supervision.inspection', office('yinzhou.civil'), plan)
    await done(city, 'yinzhou.data.steward', id, 'recordFindings', findings)
    await done(city, 'yinzhou.data.approver', id, 'issueOpinion', { ...opinion, days: 5 })
    await done(city, 'yinzhou.data.steward', id, 'urge', { content: '请按期整改' })
    const view = await viewCase(city, 'yinzhou.civil.steward', id)
    expect(view).toMatchObject({ state: 'rectifying' })
    expect(view.clocks.find((c: { period: string }) => c.period === 'rectification.limit')).toMatchObject({
      due: '2026-02-14',
    })

    const police = await registerOffice(city, {
      code: 'yz-police',
      name: '鄞州公安分局（测试）',
      territory: yinzhou,
      kinds: ['supervisor'],
      roles: ['inspector'],
    })
    const cyberspace = await organizationId(city, 'yinzhou.cyberspace.inspector')
    const circular = await opened(
      city,
      'yinzhou.data.approver',
      'supervision.circular',
      { type: 'territory', id: yinzhou },
      { cyberspace, police: police.id },
    )
    const evaluation = ['1 鄞州区教育局', '2 鄞州区民政局']
    const published = { period: '2026 年第一季度', findings: findings.findings, incidents: '无', evaluation }
    expect(await done(city, 'yinzhou.data.approver', circular, 'publish', published)).toBe('due')
    const read = await viewCase(city, 'yinzhou.education.steward', circular)
    expect(read.entries.at(-1)).toMatchObject({ act: 'publish', form: { evaluation } })
  })

  test('the circular of a period is due after three months, published by any of the three departments and read by the agencies', async () => {
    city.travelTo('2026-01-05T09:00:00+08:00')
    const police = await registerOffice(city, {
      code: 'nb-police',
      name: '宁波公安（测试）',
      territory: ningbo,
      kinds: ['supervisor'],
      roles: ['inspector'],
    })
    const cyberspace = await organizationId(city, 'ningbo.cyberspace.inspector')
    const id = await opened(
      city,
      'ningbo.data.approver',
      'supervision.circular',
      { type: 'territory', id: ningbo },
      { cyberspace, police: police.id },
    )
    const due = async (): Promise<unknown> => (await viewCase(city, 'ningbo.data.approver', id)).clocks.at(-1)
    expect(await due()).toMatchObject({ period: 'circular.cycle', due: '2026-04-07', phase: 'onTime' })
    city.travelTo('2026-04-08T09:00:00+08:00')
    expect(await due()).toMatchObject({ phase: 'overdue' })
    const form = { period: '2026 年第一季度', findings: ['弱口令'], incidents: '无' }
    const foreign = await act(city, 'ningbo.civil.approver', id, 'publish', form)
    expect(foreign.status).toBe(403)
    expect(await done(city, police.login, id, 'publishByPolice', form)).toBe('due')
    expect(await due()).toMatchObject({ due: '2026-07-08', phase: 'onTime' })
    expect((await viewCase(city, 'yinzhou.civil.steward', id)).entries.at(-1)).toMatchObject({ form })
    expect((await (await city.as('wuzhong.civil.steward')).get(`/api/v1/cases/${id}`)).status).toBe(403)
  })

  test('NB-04-1 the city authority supervises every district, a district authority only its own', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const other = await registerOffice(city, {
      code: 'hs-civil',
      name: '海曙区民政局（测试）',
      territory: haishu,
      kinds: ['person'],
      roles: ['steward'],
    })
    expect((await inspect('ningbo.data.steward', 'yinzhou.civil', plan)).status).toBe(201)
    const there: Subject = { type: 'organization', id: other.id }
    const byCity = await openCase(city, 'ningbo.data.steward', 'supervision.inspection', there, cityPlan)
    expect(byCity.status, JSON.stringify(byCity.body)).toBe(201)
    expect((await inspect('yinzhou.data.steward', 'yinzhou.civil', plan)).status).toBe(201)
    const byDistrict = await openCase(city, 'yinzhou.data.steward', 'supervision.inspection', there, cityPlan)
    expect(byDistrict.status).toBe(403)
    expect(clausesOf(byDistrict)).toContain('NB-04-1')
    expect(byDistrict.body.receipt).toBeDefined()
    const seen = await (await city.as('yinzhou.data.steward')).get(`/api/v1/cases/${byCity.body.result.case as string}`)
    expect(seen.status).toBe(403)
    expect(
      (await (await city.as('yinzhou.data.steward')).get(`/api/v1/supervision/clocks?territory=${haishu}`)).status,
    ).toBe(403)
    expect(
      (await (await city.as('ningbo.data.steward')).get(`/api/v1/supervision/clocks?territory=${haishu}`)).status,
    ).toBe(200)
  })

  test('NB-04-2 YZ-05-3 YZ-25-1 supervisors read security evidence and open inspections in their own territory, and never edit data', async () => {
    const remit = { remit: '网络安全法第八条' }
    const check = (login: string, key: string) =>
      openCase(city, login, 'supervision.securityInspection', office(key), { ...cityPlan, ...remit })
    const own = await check('yinzhou.cyberspace.inspector', 'yinzhou.civil')
    expect(own.status, JSON.stringify(own.body)).toBe(201)
    const id = own.body.result.case as string
    expect(await done(city, 'yinzhou.cyberspace.inspector', id, 'recordFindings', findings)).toBe('found')
    expect((await viewCase(city, 'yinzhou.data.steward', id)).owner.name).toBe('鄞州区公共数据主管部门')
    const bare = await openCase(
      city,
      'yinzhou.cyberspace.inspector',
      'supervision.securityInspection',
      office('yinzhou.civil'),
      cityPlan,
    )
    expect(clausesOf(bare)).toEqual(expect.arrayContaining(['NB-04-2', 'YZ-05-3', 'YZ-25-1']))

    expect((await check('ningbo.cyberspace.inspector', 'ningbo.civil')).status).toBe(201)
    const above = await check('yinzhou.cyberspace.inspector', 'ningbo.civil')
    expect(above.status).toBe(403)
    expect(clausesOf(above)).toContain('NB-04-2')
    expect((await check('wuzhong.cyberspace.inspector', 'yinzhou.civil')).status).toBe(403)
    const register = `/api/v1/territories/${yinzhou}/duties`
    const inspector = await city.as('yinzhou.cyberspace.inspector')
    expect((await inspector.get(register)).status).toBe(200)
    expect((await inspector.get(`/api/v1/territories/${ningbo}/duties`)).status).toBe(403)
    expect((await (await city.as('wuzhong.cyberspace.inspector')).get(register)).status).toBe(403)

    const entry = await entryId(city, 'yinzhou.police.steward', 'YZ-RESIDENTS')
    const edited = await inspector.send('PUT', `/api/v1/catalog-entries/${entry}`, {
      name: '改名',
      fields: {},
      items: [],
      version: 1,
    })
    expect(edited.status, JSON.stringify(edited.body)).toBe(403)
    expect(clausesOf(edited)).toEqual(expect.arrayContaining(['YZ-05-3', 'NB-04-2']))
  })

  test('WZ-39-1 departments of Wuzhong inspect within their territory and remit, and never edit data', async () => {
    const form = { remit: '数据安全法第六条', content: '共享数据的使用' }
    const check = (login: string, key: string) =>
      openCase(city, login, 'supervision.securityInspection', office(key), form)
    const own = await check('wuzhong.cyberspace.inspector', 'wuzhong.police')
    expect(own.status, JSON.stringify(own.body)).toBe(201)
    expect((await check('wuzhong.cyberspace.inspector', 'litong.civil')).status).toBe(201)
    const foreign = await check('ningbo.cyberspace.inspector', 'wuzhong.police')
    expect(foreign.status).toBe(403)
    expect(clausesOf(foreign)).toContain('WZ-39-1')
    const id = own.body.result.case as string
    expect(await done(city, 'wuzhong.cyberspace.inspector', id, 'recordFindings', findings)).toBe('found')
    expect(await done(city, 'wuzhong.data.approver', id, 'conclude', { settlement: '已督促改正' })).toBe('settled')
    const inspector = await city.as('wuzhong.cyberspace.inspector')
    expect((await inspector.get(`/api/v1/territories/${wuzhong}/duties`)).status).toBe(200)
    const entry = await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS')
    const edited = await inspector.send('PUT', `/api/v1/catalog-entries/${entry}`, {
      name: '改名',
      fields: {},
      items: [],
      version: 1,
    })
    expect(edited.status, JSON.stringify(edited.body)).toBe(403)
    expect(clausesOf(edited)).toContain('WZ-39-1')
  })

  test('YZ-05-1 the district authority sends notices, sees who read and answered, and agencies cannot send any', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const notice = { taskKind: 'urging', content: '请于节前完成账号清理', days: 5 }
    const id = await opened(city, 'yinzhou.data.steward', 'supervision.task', office('yinzhou.civil'), notice)
    await done(city, 'yinzhou.civil.steward', id, 'acknowledge')
    const read = await viewCase(city, 'yinzhou.data.steward', id)
    expect(read.timeline.map((t: { action: string }) => t.action)).toContain('supervision.task.acknowledge')
    expect(read.clocks).toMatchObject([{ period: 'task.limit', due: '2026-02-14', state: 'running' }])
    const answer = { answer: '已清理', evidence: ['清理记录'] }
    expect(await done(city, 'yinzhou.civil.steward', id, 'answer', answer)).toBe('answered')
    expect((await viewCase(city, 'yinzhou.data.steward', id)).entries.at(-1)).toMatchObject({
      act: 'answer',
      form: answer,
    })
    expect(await done(city, 'yinzhou.data.steward', id, 'confirm')).toBe('settled')
    const byAgency = await openCase(
      city,
      'yinzhou.civil.steward',
      'supervision.task',
      office('yinzhou.education'),
      notice,
    )
    expect(byAgency.status).toBe(403)
    expect(clausesOf(byAgency)).toContain('YZ-05-1')
  })

  test('WZ-06-2 a task has a due date and is answered with evidence; unanswered it turns overdue for both sides', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const task = { taskKind: 'task', content: '报送目录更新情况', days: 5 }
    const id = await opened(city, 'wuzhong.data.steward', 'supervision.task', office('wuzhong.civil'), task)
    const late = await opened(city, 'wuzhong.data.steward', 'supervision.task', office('wuzhong.police'), task)
    const bare = await act(city, 'wuzhong.civil.steward', id, 'answer', { answer: '已报送' })
    expect(bare.body.fields).toMatchObject([{ field: 'evidence', fault: 'missing' }])
    expect(clausesOf(bare)).toContain('WZ-06-2')
    expect(await done(city, 'wuzhong.civil.steward', id, 'answer', { answer: '已报送', evidence: ['报送表'] })).toBe(
      'answered',
    )
    city.travelTo('2026-02-25T09:00:00+08:00')
    const mine = await (await city.as('wuzhong.police.steward')).get('/api/v1/worklist')
    const owed = mine.body.items.find((i: { id: string }) => i.id === late)
    expect(owed.clocks).toMatchObject([{ due: '2026-02-14', phase: 'overdue' }])
    const theirs = await (await city.as('wuzhong.data.steward')).get(`/api/v1/supervision/clocks?territory=${wuzhong}`)
    const cases = theirs.body.items.map((i: { case: string }) => i.case)
    expect(cases).toContain(late)
    expect(cases).not.toContain(id)
  })

  test('YZ-25-2 WZ-39-3 guidance of a supervising department stands on the duty page, and what was done on it with evidence', async () => {
    for (const [supervisor, agency, clause] of [
      ['yinzhou.cyberspace.inspector', 'yinzhou.civil', 'YZ-25-2'],
      ['wuzhong.cyberspace.inspector', 'wuzhong.civil', 'WZ-39-3'],
    ] as const) {
      const guidance = { remit: '网络安全法第八条', guidance: '对外接口启用双向认证' }
      const answer = await openCase(city, supervisor, 'supervision.guidance', office(agency), guidance)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      const id = answer.body.result.case as string
      const page = await (await city.as(`${agency}.steward`)).get('/api/v1/worklist')
      expect(page.body.items.some((i: { id: string }) => i.id === id)).toBe(true)
      const bare = await act(city, `${agency}.steward`, id, 'answer', { measures: '已启用' })
      expect(clausesOf(bare)).toContain(clause)
      const measures = { measures: '已启用', evidence: ['配置截图'] }
      expect(await done(city, `${agency}.steward`, id, 'answer', measures)).toBe('done')
      expect((await viewCase(city, supervisor, id)).entries).toMatchObject([{ form: measures }])
    }
  })

  test('an evaluation leads to a proposal that is tracked until the government of the level has answered', async () => {
    const evaluation = {
      period: '2025 年',
      indicators: ['目录更新及时率 92%', '共享答复及时率 88%'],
      conclusion: '共享答复需要督办',
    }
    const id = await opened(
      city,
      'wuzhong.data.steward',
      'supervision.evaluation',
      office('wuzhong.police'),
      evaluation,
    )
    const proposal = { proposal: '建议纳入市政府督查' }
    expect(await done(city, 'wuzhong.data.approver', id, 'propose', proposal)).toBe('proposed')
    expect((await viewCase(city, 'wuzhong.government.approver', id)).owner.name).toBe('吴忠市人民政府')
    const own = await act(city, 'wuzhong.data.approver', id, 'answer', { answer: '同意' })
    expect(own.status).toBe(403)
    expect(clausesOf(own)).toContain('WZ-06-6')
    expect(await done(city, 'wuzhong.government.approver', id, 'answer', { answer: '纳入督查' })).toBe('answered')
  })

  test('NB-20 the superior authority or the government orders rectification; a referral is recorded and nothing is decided here', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const order = { duty: '未定期开展安全风险评估', provision: 'NB-05-4', evidence: ['台账逾期记录'], days: 15 }
    const superior = await openCase(city, 'ningbo.data.approver', 'rectification.order', office('yinzhou.civil'), order)
    expect(superior.status, JSON.stringify(superior.body)).toBe(201)
    expect(clausesOf(superior)).toContain('NB-20')
    const same = await openCase(city, 'ningbo.data.approver', 'rectification.order', office('ningbo.civil'), order)
    expect(same.status).toBe(403)
    expect(clausesOf(same)).toContain('NB-20')
    const id = await opened(
      city,
      'ningbo.government.approver',
      'rectification.governmentOrder',
      office('ningbo.civil'),
      order,
    )
    expect((await viewCase(city, 'ningbo.civil.steward', id)).clocks).toMatchObject([
      { period: 'rectification.limit', due: '2026-03-06' },
    ])
    const referral = {
      gravity: 'serious',
      department: '宁波市纪委监委',
      responsible: ['分管负责人'],
      facts: '连续两年未评估',
      evidence: ['台账', '督促记录'],
    }
    const nameless = await act(city, 'ningbo.government.approver', id, 'refer', { ...referral, responsible: [] })
    expect(nameless.body.fields).toMatchObject([{ field: 'responsible', fault: 'missing' }])
    expect(await done(city, 'ningbo.government.approver', id, 'refer', referral)).toBe('referred')
    const receipt = { receipt: '甬纪受〔2026〕3号', receivedOn: '2026-02-09' }
    expect(await done(city, 'ningbo.government.steward', id, 'recordReceipt', receipt)).toBe('transferred')
    // What is exported is the case itself: order, referral, receipt, and a provable record of each.
    const exported = await viewCase(city, 'ningbo.government.approver', id)
    expect(exported.form).toEqual(order)
    expect(exported.entries.map((e: { form: unknown }) => e.form)).toEqual([referral, receipt])
    for (const { receipt: record } of exported.timeline) {
      const proof = await (await city.as('ningbo.government.approver')).get(`/api/v1/evidence/${record as string}`)
      expect(proof.status).toBe(200)
    }
    expect(exported.states.map((s: { title: string }) => s.title).join()).not.toMatch(/处分/)
  })
})
