import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId } from '../support/share.ts'

const government = 'wuzhong.government.approver'
const authority = 'wuzhong.data.approver'
const developer = 'wuzhong.developer.steward'
const person = 'wuzhong.resident.self'

/** Development and use of public data in Wuzhong: WZ-34 to WZ-37. */
describe.each(engines)('development on %s', (engine) => {
  let city: City
  let divisions: { readonly type: 'catalogEntry'; readonly id: string }
  let residents: { readonly type: 'catalogEntry'; readonly id: string }

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    divisions = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.civil.steward', 'WZ-DIVISIONS') }
    residents = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS') }
  })
  afterAll(() => city.close())

  const authorisation = async (): Promise<Record<string, unknown>> => ({
    developer: await organizationId(city, developer),
    qualification: '具备数据安全三级等保和十名以上专业人员',
    procedure: '市政府常务会议决定，公示十日无异议',
    scope: '行政区划代码及其变更',
    product: '行政区划标准化数据集',
    funding: 'purchase',
  })

  test('WZ-35 the government records a level-one authorisation with procedure, scope, funding and product; closed data is refused', async () => {
    const form = await authorisation()
    const closed = await openCase(city, government, 'develop.levelOne', residents, form)
    await expectRefused(city, government, closed, { clauses: ['WZ-35'], code: 'ACT_COURSE_CLOSED' })
    const bare = { developer: form['developer'] }
    const missing = ['qualification', 'procedure', 'scope', 'product', 'funding']
    const incomplete = await openCase(city, government, 'develop.levelOne', divisions, bare)
    await expectRefused(city, government, incomplete, { clauses: ['WZ-35'], fields: missing })
    const other = await openCase(city, authority, 'develop.levelOne', divisions, form)
    await expectRefused(city, authority, other, { clauses: ['WZ-35'], code: 'ACT_NOT_PARTY' })

    const answer = await openCase(city, government, 'develop.levelOne', divisions, form)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const caseId = answer.body.result.case as string
    expect(clausesOf(answer)).toContain('WZ-35')
    const view = await viewCase(city, developer, caseId)
    expect(view).toMatchObject({ state: 'authorised', draft: true, form })
    const supplied = await act(city, 'wuzhong.civil.approver', caseId, 'supply')
    await expectRefused(city, 'wuzhong.civil.approver', supplied, { clauses: ['WZ-35'], code: 'ACT_EFFECT_PENDING' })
    expect(await done(city, government, caseId, 'revoke', { reason: '另行安排' })).toBe('ended')
  })

  test('level two: nobody is qualified who misses one of four points or has not signed; the licence waits', async () => {
    const territory = { type: 'territory', id: '640300000000' } as const
    const application = {
      elements: ['行政区划标准化数据集'],
      purpose: '开发政务地图服务',
      technical: '自有机房和研发队伍',
      capacity: '日处理一千万条',
      security: '三级等保，专人负责',
    }
    const partial = await openCase(city, developer, 'develop.levelTwo', territory, { elements: application.elements })
    await expectRefused(city, developer, partial, {
      clauses: ['WZ-36'],
      fields: ['purpose', 'technical', 'capacity', 'security'],
    })
    const caseId = await opened(city, developer, 'develop.levelTwo', territory, application)
    const early = await act(city, authority, caseId, 'supply')
    await expectRefused(city, authority, early, { clauses: ['WZ-36'], code: 'ACT_NOT_OFFERED' })
    const met = {
      purposeMet: true,
      technicalMet: true,
      capacityMet: true,
      securityMet: true,
      qualified: true,
      opinion: '符合',
    }
    const lacking = await act(city, authority, caseId, 'evaluate', { ...met, securityMet: false })
    await expectRefused(city, authority, lacking, { clauses: ['WZ-36'], code: 'ACT_FORBIDDEN' })
    expect(await done(city, authority, caseId, 'evaluate', met)).toBe('agreeing')
    const one = await act(city, authority, caseId, 'agree', { securityAgreement: 'AQ-1', signedOn: '2026-02-09' })
    await expectRefused(city, authority, one, { clauses: ['WZ-36'], fields: ['revenueAgreement'] })
    const both = { securityAgreement: 'AQ-2026-1', revenueAgreement: 'SY-2026-1', signedOn: '2026-02-09' }
    expect(await done(city, authority, caseId, 'agree', both)).toBe('qualified')
    const supplied = await act(city, authority, caseId, 'supply')
    await expectRefused(city, authority, supplied, { clauses: ['WZ-36'], code: 'ACT_EFFECT_PENDING' })
    const second = await opened(city, developer, 'develop.levelTwo', territory, application)
    expect(await done(city, authority, second, 'evaluate', { ...met, capacityMet: false, qualified: false })).toBe(
      'refused',
    )
  })

  test('WZ-34 the register holds the three rights and what each use costs; an entry without conditions is a gap of the authority', async () => {
    const steward = 'wuzhong.data.steward'
    const rights = {
      holdingRight: '吴忠市民政局',
      processingRight: '公共数据开发主体（演示，吴忠）',
      operationRight: '公共数据开发主体（演示，吴忠）',
      useKind: 'industry',
      charge: 'paid',
    }
    const conditions = '按次计费，收益百分之三十归公共财政'
    const unwritten = await openCase(city, steward, 'develop.rights', divisions, { ...rights, conditionsSet: true })
    await expectRefused(city, steward, unwritten, { clauses: ['WZ-34'], fields: ['conditions'] })
    const settled = await opened(city, steward, 'develop.rights', divisions, {
      ...rights,
      conditionsSet: true,
      conditions,
    })
    expect(await viewCase(city, steward, settled)).toMatchObject({
      state: 'registered',
      form: { ...rights, conditions },
    })

    const free = { ...rights, useKind: 'welfare', charge: 'free', conditionsSet: false }
    const gap = await opened(city, steward, 'develop.rights', divisions, free)
    const worklist = await (await city.as(steward)).get('/api/v1/worklist')
    const lines = worklist.body.items as { id: string; stateTitle: string }[]
    expect(lines.find((line) => line.id === gap)?.stateTitle).toBe('未定使用条件')
    const set = { charge: 'free', conditions: '仅限公益救助，不得转让' }
    expect(await done(city, steward, gap, 'setConditions', set)).toBe('registered')
    expect((await viewCase(city, steward, gap)).entries).toMatchObject([{ act: 'setConditions', form: set }])
  })

  test('WZ-37-1 who uses the data declares lawful purposes first; a confirmed complaint leads to the measures against its user', async () => {
    const form = { purposes: ['制作政区地图'], lawful: true }
    const declined = await openCase(city, person, 'develop.use', divisions, { ...form, lawful: false })
    await expectRefused(city, person, declined, { clauses: ['WZ-37-1'] })
    const caseId = await opened(city, person, 'develop.use', divisions, form)
    const steward = 'wuzhong.data.steward'
    const complaint = { harmedInterest: 'others', complaint: '地图标注侵害本店名誉', receivedOn: '2026-02-09' }
    expect(await done(city, steward, caseId, 'recordComplaint', complaint)).toBe('complained')
    const unfounded = await act(city, authority, caseId, 'confirm', {})
    await expectRefused(city, authority, unfounded, { clauses: ['WZ-37-1'], fields: ['findings'] })
    expect(await done(city, authority, caseId, 'dismiss', { findings: '标注属实' })).toBe('declared')
    await done(city, steward, caseId, 'recordComplaint', { ...complaint, complaint: '虚构经营异常' })
    expect(await done(city, authority, caseId, 'confirm', { findings: '虚构属实' })).toBe('confirmed')
    const view = await viewCase(city, authority, caseId)
    expect(view.entries.map((e: { act: string }) => e.act)).toEqual([
      'recordComplaint',
      'dismiss',
      'recordComplaint',
      'confirm',
    ])
    expect(view.form).toEqual(form)

    const user = { type: 'organization', id: await organizationId(city, person) } as const
    const notice = {
      ground: 'harm',
      facts: '虚构经营异常，损害他人合法权益',
      evidence: [`开发利用登记 ${caseId}`],
      correction: '撤下失实标注并公开更正',
    }
    const measure = await openCase(city, authority, 'access.suspension', user, notice)
    expect(measure.status, JSON.stringify(measure.body)).toBe(201)
    expect(clausesOf(measure)).toEqual(expect.arrayContaining(['WZ-46-0', 'WZ-46-1']))
    expect(await viewCase(city, person, measure.body.result.case)).toMatchObject({ state: 'suspended', form: notice })
  })

  const product = {
    result: '吴忠政区沿革图',
    resultKind: 'product',
    dataSource: '吴忠市公共数据平台，吴忠市行政区划代码，吴忠市民政局',
    acquiredOn: '2026-02-06',
    obtainedBy: ['无条件开放下载回执 2026-02-06'],
    checksums: ['sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  }

  test('WZ-37-2 a product made from lawfully obtained data is registered with the data used; the receipt is a dated proof that anybody can check', async () => {
    const answer = await openCase(city, person, 'develop.product', divisions, product)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(clausesOf(answer)).toContain('WZ-37-2')
    expect(await viewCase(city, person, answer.body.result.case)).toMatchObject({ state: 'registered', form: product })
    const receipt = answer.body.act.receipt as string
    const evidence = await (await city.as(person)).get(`/api/v1/evidence/${receipt}`)
    expect(JSON.parse(evidence.body.body)).toMatchObject({
      action: 'develop.product.open',
      case: answer.body.result.case,
    })
    expect(answer.body.act.at).toMatch(/^2026-02-09T/)
    const proof = await city.anonymous.get(`/log/entries/${receipt}/proof`)
    expect(proof.status, JSON.stringify(proof.body)).toBe(200)
    const unproven = await openCase(city, person, 'develop.product', divisions, {
      ...product,
      checksums: [],
      obtainedBy: [],
    })
    await expectRefused(city, person, unproven, { clauses: ['WZ-37-2'], fields: ['obtainedBy', 'checksums'] })
  })

  test('WZ-37-3 a result without its data source or the day of acquisition is not registered, whatever its kind', async () => {
    for (const resultKind of ['product', 'service', 'report', 'paper']) {
      const bare = { ...product, resultKind, dataSource: undefined, acquiredOn: undefined }
      const answer = await openCase(city, person, 'develop.product', divisions, bare)
      await expectRefused(city, person, answer, { clauses: ['WZ-37-3'], fields: ['dataSource', 'acquiredOn'] })
    }
  })
})
