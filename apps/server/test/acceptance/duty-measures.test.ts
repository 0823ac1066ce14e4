import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { grantInWuzhong, lookup } from '../support/share.ts'

/** Rectification and suspension of access in Wuzhong (WZ-45, WZ-46). */
describe.each(engines)('measures on %s', (engine) => {
  let city: City
  let police: string
  let litong: string
  let labour: string

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    police = await organizationId(city, 'wuzhong.police.steward')
    litong = await organizationId(city, 'litong.civil.steward')
    labour = await organizationId(city, 'wuzhong.labour.steward')
  })
  afterAll(() => city.close())

  const order = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    ground: 'catalog',
    facts: '户籍人口目录自职能调整之日起逾期未更新',
    evidence: ['催办记录 2026-03'],
    days: 10,
    ...more,
  })
  const openOrder = (login: string, agency: string, more: Record<string, unknown> = {}) =>
    openCase(city, login, 'rectification.order', { type: 'organization', id: agency }, order(more))
  const report = { measures: '目录已更新并重新报审', evidence: ['目录审定意见'] }
  const referral = {
    serious: true,
    circumstances: '两次逾期，未按照要求整改',
    department: '吴忠市纪委监委',
    evidence: ['督促改正通知', '逾期记录'],
  }

  test('WZ-45-1-0 the authority of the same level orders rectification on a ground; another level, or no ground, is refused', async () => {
    const answer = await openOrder('wuzhong.data.approver', police)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['WZ-45-1-0', 'WZ-45-1-1']))
    const view = await viewCase(city, 'wuzhong.police.steward', answer.body.result.case)
    expect(view).toMatchObject({ state: 'ordered', draft: true, form: { ground: 'catalog', days: 10 } })
    expect(view.owner.id).toBe(police)
    // Ten working days from the day after 9 February 2026; the Spring Festival is out, two make-up Saturdays are in.
    expect(view.clocks).toMatchObject([{ period: 'rectification.limit', due: '2026-02-28', basis: 'draft' }])

    const otherLevel = await openOrder('wuzhong.data.approver', litong)
    expect(otherLevel.status).toBe(403)
    expect(clausesOf(otherLevel)).toContain('WZ-45-1-0')
    expect(otherLevel.body.receipt).toBeDefined()
    const groundless = await openOrder('wuzhong.data.approver', police, { ground: undefined })
    expect(groundless.body).toMatchObject({
      code: 'ACT_FORM_INCOMPLETE',
      fields: [{ field: 'ground', fault: 'missing' }],
    })
    expect(clausesOf(groundless)).toContain('WZ-45-1-0')
  })

  test('WZ-45-1-10 another breach is a ground only when the provision is named', async () => {
    const unnamed = await openOrder('wuzhong.data.approver', police, { ground: 'other' })
    expect(unnamed.status).toBe(422)
    expect(unnamed.body.fields).toMatchObject([{ field: 'provision', fault: 'missing' }])
    expect(clausesOf(unnamed)).toContain('WZ-45-1-10')
    const named = await openOrder('wuzhong.data.approver', police, { ground: 'other', provision: 'WZ-41' })
    expect(named.status).toBe(201)
    expect(clausesOf(named)).toContain('WZ-45-1-10')
  })

  test('each of the other grounds is cited by its own clause', async () => {
    const grounds = [
      'aggregation',
      'sharingOpening',
      'repeatedCollection',
      'objection',
      'verificationSealing',
      'otherPurpose',
      'unauthorizedChange',
      'securityDuty',
    ]
    for (const [i, ground] of grounds.entries()) {
      const answer = await openOrder('wuzhong.data.approver', police, { ground })
      expect(clausesOf(answer), ground).toContain(`WZ-45-1-${i + 2}`)
    }
  })

  test('WZ-45-2 an order runs until its report is accepted, turns overdue, and is referred when serious, with a receipt', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const one = (await openOrder('wuzhong.data.approver', police, { days: 5 })).body.result.case as string
    const two = (await openOrder('wuzhong.data.approver', police, { days: 5 })).body.result.case as string
    city.travelTo('2026-02-11T09:00:00+08:00')
    expect(await done(city, 'wuzhong.police.steward', one, 'reportRectification', report)).toBe('checking')
    expect(await done(city, 'wuzhong.data.approver', one, 'rejectRectification', { opinion: '仍缺三个数据项' })).toBe(
      'ordered',
    )
    expect(await done(city, 'wuzhong.police.steward', one, 'reportRectification', report)).toBe('checking')
    expect(await done(city, 'wuzhong.data.approver', one, 'acceptRectification', { opinion: '同意' })).toBe('rectified')
    expect((await viewCase(city, 'wuzhong.data.approver', one)).entries[0]).toMatchObject({ form: report })

    city.travelTo('2026-02-25T09:00:00+08:00')
    const late = await viewCase(city, 'wuzhong.police.steward', two)
    expect(late.clocks[0]).toMatchObject({ period: 'rectification.limit', due: '2026-02-14', phase: 'overdue' })
    const mild = await act(city, 'wuzhong.data.approver', two, 'refer', { ...referral, serious: false })
    expect(mild.status).toBe(403)
    expect(clausesOf(mild)).toContain('WZ-45-2')
    expect((await viewCase(city, 'wuzhong.data.approver', two)).state).toBe('ordered')
    expect(await done(city, 'wuzhong.data.approver', two, 'refer', referral)).toBe('referred')
    const receipt = { receipt: '吴纪受〔2026〕1号', receivedOn: '2026-02-25' }
    expect(await done(city, 'wuzhong.data.steward', two, 'recordReceipt', receipt)).toBe('transferred')
    const closed = await viewCase(city, 'wuzhong.data.approver', two)
    expect(closed.entries.map((e: { form: unknown }) => e.form)).toEqual([referral, receipt])
    expect(closed.timeline.map((t: { outcome: string }) => t.outcome)).toContain('refused')
  })

  test('an order is not for who only uses data, and the liability it cites is that of law', async () => {
    const developer = await organizationId(city, 'wuzhong.developer.steward')
    const answer = await openOrder('wuzhong.data.approver', developer)
    expect(answer.body.code).toBe('ACT_COURSE_CLOSED')
    const id = (await openOrder('wuzhong.data.approver', police)).body.result.case as string
    const basis = { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第三十条' }
    const low = await act(city, 'wuzhong.data.approver', id, 'refer', { ...referral, basis })
    expect(low.body).toMatchObject({ code: 'ACT_FORM_INCOMPLETE', fields: [{ field: 'basis', fault: 'basisRank' }] })
    expect(clausesOf(low)).toContain('WZ-44')
  })

  const notice = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    ground: 'platformSecurity',
    facts: '同一密钥由两个系统使用，一小时内查询三万次',
    evidence: ['访问日志 2026-02-09T08'],
    correction: '停用共用的密钥，按系统分别登记',
    ...more,
  })
  const suspend = (user: string, more: Record<string, unknown> = {}) =>
    openCase(city, 'wuzhong.police.approver', 'access.suspension', { type: 'organization', id: user }, notice(more))

  test('WZ-46-0 WZ-46-3 a correction notice closes access at once, calls are refused, and access returns once it is accepted', async () => {
    await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const before = await lookup(application, 'WZ-RESIDENTS', ['640301199001010010'])
    expect(before.status, JSON.stringify(before.body)).toBe(200)
    const civil = await organizationId(city, 'wuzhong.civil.steward')
    const answer = await suspend(civil)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['WZ-46-0', 'WZ-46-3']))
    const id = answer.body.result.case as string

    const during = await lookup(application, 'WZ-RESIDENTS', ['640301199001010010'])
    expect(during.status).toBe(403)
    expect(clausesOf(during)).toContain('WZ-46-0')
    expect(during.body.receipt).toBeDefined()

    const own = await act(city, 'wuzhong.civil.approver', id, 'acceptCorrection', { opinion: '已改正' })
    expect(own.status).toBe(409)
    const correction = { measures: '已分别登记应用', evidence: ['应用登记截图'] }
    expect(await done(city, 'wuzhong.civil.steward', id, 'reportCorrection', correction)).toBe('checking')
    expect((await lookup(application, 'WZ-RESIDENTS', ['640301199001010010'])).status).toBe(403)
    expect(await done(city, 'wuzhong.police.approver', id, 'acceptCorrection', { opinion: '改正到位' })).toBe(
      'restored',
    )
    expect((await lookup(application, 'WZ-RESIDENTS', ['640301199001010010'])).status).toBe(200)
    expect((await viewCase(city, 'wuzhong.police.approver', id)).form.evidence).toEqual(['访问日志 2026-02-09T08'])
  })

  test('WZ-46-4 another breach is a ground only when the requirement is named', async () => {
    const unnamed = await suspend(labour, { ground: 'useRequirement' })
    expect(unnamed.status).toBe(422)
    expect(unnamed.body.fields).toMatchObject([{ field: 'requirement', fault: 'missing' }])
    expect(clausesOf(unnamed)).toContain('WZ-46-4')
    const named = await suspend(labour, { ground: 'useRequirement', requirement: '授权约定的用途' })
    expect(named.status).toBe(201)
    expect(clausesOf(named)).toContain('WZ-46-4')
  })

  test('WZ-46-1 WZ-46-2 a confirmed complaint and a failed check of safeguards are grounds, with their evidence', async () => {
    for (const [ground, clause, evidence] of [
      ['harm', 'WZ-46-1', '投诉 2026-011 及核实意见'],
      ['safeguards', 'WZ-46-2', '安全承诺检查记录 2026-02'],
    ] as const) {
      const bare = await suspend(labour, { ground, evidence: [] })
      expect(bare.body.fields).toMatchObject([{ field: 'evidence', fault: 'missing' }])
      const id = await opened(
        city,
        'wuzhong.police.approver',
        'access.suspension',
        { type: 'organization', id: labour },
        notice({ ground, evidence: [evidence] }),
      )
      const view = await viewCase(city, 'wuzhong.labour.steward', id)
      expect(view).toMatchObject({ state: 'suspended', form: { ground, evidence: [evidence] } })
      expect(view.timeline[0].grounds.some((rule: string) => rule.length > 0)).toBe(true)
      const answer = await suspend(labour, { ground, evidence: [evidence] })
      expect(clausesOf(answer)).toContain(clause)
    }
  })
})
