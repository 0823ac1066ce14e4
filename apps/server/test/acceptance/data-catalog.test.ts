import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, faultsOf, plainItem, published, submitNew, type Fields } from '../support/entries.ts'
import { enterRules } from '../support/grading.ts'
import { entryId } from '../support/share.ts'

const ningbo = 'ningbo.market.steward'
const yinzhou = 'yinzhou.police.steward'
const wuzhong = 'wuzhong.market.steward'
const litong = 'litong.civil.steward'

/** Catalogs, classes and their review: NB-05, NB-09, NB-10; YZ-07, YZ-13, YZ-14, YZ-17; WZ-11 to WZ-13, WZ-24, WZ-25, WZ-29. */
describe.each(engines)('catalog on %s', (engine) => {
  let city: City
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const code = (prefix: string): string => `${prefix}-ACC-${++number}`
  const submit = (login: string, fields: Fields, items?: readonly Fields[]) =>
    submitNew(city, login, { code: code('T'), fields, ...(items === undefined ? {} : { items }) })

  /** Refused, with its reason and clause; the attempt is on record. */
  const expectRefused = (answer: Answer, clause: string, fields?: readonly string[]): void => {
    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(clausesOf(answer)).toContain(clause)
    expect(answer.body.receipt).toBeDefined()
    if (fields !== undefined) expect(faultsOf(answer)).toEqual(fields)
  }

  test('NB-05-2 an entry without share attribute, open attribute, category or grade is refused by name', async () => {
    for (const field of ['shareAttribute', 'openAttribute', 'category', 'grade']) {
      expectRefused(await submit(ningbo, { ...complete.ningbo, [field]: undefined }), 'NB-05-2', [field])
    }
    expect((await submit(ningbo, complete.ningbo)).status).toBe(201)
  })

  test('NB-09 an entry of 非共享类 needs an item of the negative list, which the municipal authority enters', async () => {
    const withheld = { ...complete.ningbo, shareAttribute: 'none' }
    expectRefused(await submit(ningbo, { ...complete.ningbo, shareAttribute: 'internal' }), 'NB-09', ['shareAttribute'])
    expectRefused(await submit(ningbo, { ...complete.ningbo, grade: undefined }), 'NB-09', ['grade'])
    expectRefused(await submit(ningbo, withheld), 'NB-09', ['negativeListItem'])
    const item = { instrument: 'ningbo-negative-list-1', provision: '第一项' }
    expectRefused(await submit(ningbo, { ...withheld, negativeListItem: item }), 'NB-09', ['negativeListItem'])

    const entry = {
      id: item.instrument,
      territory: '330200000000',
      title: '负面清单第一项',
      rank: 'negativeList',
      inForce: '2026-01-01',
    }
    const byDistrict = await (await city.as('yinzhou.data.approver')).send('POST', '/api/v1/law/instruments', entry)
    expect(byDistrict.status).toBe(403)
    const forDistrict = await (
      await city.as('yinzhou.data.approver')
    ).send('POST', '/api/v1/law/instruments', { ...entry, id: 'yinzhou-own-list-1', territory: '330212000000' })
    expectRefused(forDistrict, 'NB-09')
    const byCity = await (await city.as('ningbo.data.approver')).send('POST', '/api/v1/law/instruments', entry)
    expect(byCity.status, JSON.stringify(byCity.body)).toBe(201)
    const listed = await submit(ningbo, { ...withheld, negativeListItem: item })
    expect(listed.status, JSON.stringify(listed.body)).toBe(201)
  })

  test('NB-10-1 the open attribute is exactly one of the three classes, with a grade', async () => {
    expectRefused(await submit(ningbo, { ...complete.ningbo, openAttribute: undefined }), 'NB-10-1', ['openAttribute'])
    expectRefused(await submit(ningbo, { ...complete.ningbo, openAttribute: 'partly' }), 'NB-10-1', ['openAttribute'])
    expectRefused(await submit(ningbo, { ...complete.ningbo, grade: undefined }), 'NB-10-1', ['grade'])
  })

  test('YZ-07-1 an agency compiles its own catalog with the opinion of the provider; the district has one catalog', async () => {
    expectRefused(await submit(yinzhou, { ...complete.yinzhou, providerOpinion: undefined }), 'YZ-07-1', [
      'providerOpinion',
    ])
    const others = await (
      await city.as('yinzhou.civil.steward')
    ).send('PUT', `/api/v1/catalog-entries/${await entryId(city, yinzhou, 'YZ-RESIDENTS')}`, {
      version: 1,
      name: '改动',
      fields: {},
      items: [],
    })
    expect(others.status).toBe(403)
    const [police, civil] = [code('YZ'), code('YZ')]
    await published(city, yinzhou, { code: police, fields: complete.yinzhou })
    await published(city, 'yinzhou.civil.steward', { code: civil, fields: complete.yinzhou })
    for (const one of [police, civil]) expect(await entryId(city, 'yinzhou.education.steward', one)).toBeDefined()
  })

  test('YZ-07-2 each of the nine fields is asked for by name, and data obtained by sharing stays out', async () => {
    const asked = [
      'businessName',
      'systemName',
      'storageFormat',
      'shareAttribute',
      'openAttribute',
      'provisionMethod',
      'updateCycle',
      'shareTerm',
    ]
    for (const field of asked) {
      expectRefused(await submit(yinzhou, { ...complete.yinzhou, [field]: '' }), 'YZ-07-2', [field])
    }
    const withoutItems = await submit(yinzhou, complete.yinzhou, [])
    expect(withoutItems.body).toMatchObject({ code: 'REQUEST_MALFORMED', fields: [{ field: 'items' }] })
    const obtained = await submit(yinzhou, { ...complete.yinzhou, obtainedBySharing: true })
    expectRefused(obtained, 'YZ-07-2')
    expect(obtained.body.needed[0].text).toContain('其提供单位')
  })

  test('YZ-07-2 what is made from data that others share names its sources, and each is a published entry of the catalog', async () => {
    const made = { ...complete.yinzhou, dataOrigin: 'derived' }
    expectRefused(await submit(yinzhou, made), 'YZ-07-2', ['derivedSources'])
    const unpublished = code('YZ')
    await draft(city, yinzhou, { code: unpublished, fields: complete.yinzhou })
    for (const wrong of ['YZ-NOBODY-HAS-IT', unpublished]) {
      const refused = await submit(yinzhou, { ...made, derivedSources: ['YZ-RESIDENTS', wrong] })
      expectRefused(refused, 'YZ-07-2', ['derivedSources'])
      expect(refused.body.needed[0].text).toContain(wrong)
      expect(refused.body.needed[0].text).not.toContain('YZ-RESIDENTS')
    }
    const named = await submit(yinzhou, { ...made, derivedSources: ['YZ-RESIDENTS'] })
    expect(named.status, JSON.stringify(named.body)).toBe(201)
  })

  test('YZ-13-2 YZ-14-1 data is shared unless a reason or a basis restricts it; the attribute is one of the three classes', async () => {
    const free = {
      ...complete.yinzhou,
      shareAttribute: 'unconditional',
      shareReason: undefined,
      shareCondition: undefined,
    }
    expect((await submit(yinzhou, free)).status).toBe(201)
    expectRefused(await submit(yinzhou, { ...free, shareAttribute: 'conditional' }), 'YZ-13-2', [
      'shareCondition',
      'shareReason',
    ])
    const none = await submit(yinzhou, { ...free, shareAttribute: 'none' })
    expectRefused(none, 'YZ-13-2')
    expect(faultsOf(none)).toContain('shareBasis')
    expectRefused(await submit(yinzhou, { ...free, shareAttribute: 'internal' }), 'YZ-14-1', ['shareAttribute'])
    const regime = await city.anonymous.get('/api/v1/law/regimes/330212000000')
    const words = JSON.stringify(regime.body)
    for (const word of ['无条件共享', '受限共享', '不共享']) expect(words).toContain(`"${word}"`)
  })

  test('YZ-14-2 受限共享 needs reason and conditions, 不共享 a basis of sufficient rank, and a review that lapsed is overdue', async () => {
    const restricted = {
      ...complete.yinzhou,
      shareAttribute: 'conditional',
      shareReason: undefined,
      shareCondition: undefined,
    }
    expectRefused(await submit(yinzhou, restricted), 'YZ-14-2', ['shareCondition', 'shareReason'])
    const list = { instrument: 'data-security-law', provision: '第三十八条' }
    const withheld = { ...complete.yinzhou, shareAttribute: 'none', negativeListItem: list }
    expectRefused(await submit(yinzhou, withheld), 'YZ-14-2', ['shareBasis'])
    const own = { instrument: 'yinzhou-2023', provision: '第十四条' }
    expectRefused(await submit(yinzhou, { ...withheld, shareBasis: own }), 'YZ-14-2', ['shareBasis'])
    const based = await submit(yinzhou, { ...withheld, shareBasis: list })
    expect(based.status, JSON.stringify(based.body)).toBe(201)
    await expectReviewToLapse(yinzhou, 'YZ-RESIDENTS', 'yinzhou.data.approver', {
      shareEvaluation: '属性适当',
      openEvaluation: '属性适当',
      conclusion: 'keep',
    })
  })

  test('YZ-17-2 YZ-19 the open attribute is one of the three classes and rests on an evaluation, which is repeated', async () => {
    expectRefused(await submit(yinzhou, { ...complete.yinzhou, openAttribute: 'partly' }), 'YZ-17-2', ['openAttribute'])
    expectRefused(await submit(yinzhou, { ...complete.yinzhou, attributeEvaluation: undefined }), 'YZ-19', [
      'attributeEvaluation',
    ])
    const id = await entryId(city, yinzhou, 'YZ-RESIDENTS')
    const review = await openCase(
      city,
      yinzhou,
      'attribute.review',
      { type: 'catalogEntry', id },
      { shareEvaluation: '适当', conclusion: 'keep' },
    )
    expectRefused(review, 'YZ-19', ['openEvaluation'])
    await expectReviewToLapse(yinzhou, 'YZ-RESIDENTS', 'yinzhou.data.approver', {
      shareEvaluation: '适当',
      openEvaluation: '适当',
      conclusion: 'keep',
    })
  })

  /** A review is due again after twelve months; thirteen months later it is overdue for the agency and on the page of the authority. */
  async function expectReviewToLapse(login: string, entry: string, authority: string, form: Fields): Promise<void> {
    const subject = { type: 'catalogEntry' as const, id: await entryId(city, login, entry) }
    const review = await opened(city, login, 'attribute.review', subject, form)
    expect((await viewCase(city, login, review)).clocks).toMatchObject([
      { period: 'attribute.review', phase: 'onTime', basis: 'policy' },
    ])
    city.travelTo('2027-03-09T09:00:00+08:00')
    expect((await viewCase(city, login, review)).clocks[0].phase).toBe('overdue')
    const seen = await (await city.as(authority)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect((seen.body.items as { case: string }[]).map((i) => i.case)).toContain(review)
    await done(city, login, review, 'evaluate', form)
    const clocks = (await viewCase(city, login, review)).clocks as { state: string }[]
    expect(clocks.map((c) => c.state).toSorted()).toEqual(['finished', 'running'])
    city.travelTo('2026-02-09T09:00:00+08:00')
  }

  test('WZ-12-1 all agencies use one template: fields it does not know are refused by name, in the city and its counties', async () => {
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, ownField: '自定', otherField: '自定' }), 'WZ-12-3', [
      'ownField',
      'otherField',
    ])
    expectRefused(await submit(litong, { ...complete.litong, ownField: '自定' }), 'WZ-12-3', ['ownField'])
    const name = code('WZ')
    await published(city, wuzhong, { code: name, fields: complete.wuzhong })
    for (const login of ['wuzhong.labour.steward', litong]) {
      const seen = await (await city.as(login)).get(`/api/v1/catalog-entries?territory=640300000000&q=${name}`)
      expect((seen.body.items as { code: string }[]).map((e) => e.code)).toEqual([name])
    }
  })

  test('WZ-12-2 a county entry is published only after the authority of the city approved it', async () => {
    const { entry, body } = await submit(litong, complete.litong)
    const review = body.result.case as string
    expect(await done(city, 'litong.data.approver', review, 'approve')).toBe('superiorReview')
    const early = await act(city, 'litong.data.approver', review, 'publish')
    expectRefused(early, 'WZ-12-2')
    expect(early.body.needed[0].text).toContain('上一级公共数据主管部门')
    expect(await done(city, 'wuzhong.data.approver', review, 'approve')).toBe('approved')
    expect(await done(city, 'litong.data.approver', review, 'publish')).toBe('published')
    expect((await (await city.as(litong)).get(`/api/v1/catalog-entries/${entry}`)).body.state).toBe('published')
  })

  test('WZ-12-3 opinions start ten working days, seen by both; resubmission stops them; without approval nothing is published', async () => {
    const { body } = await submit(wuzhong, complete.wuzhong)
    const review = body.result.case as string
    await done(city, 'wuzhong.data.approver', review, 'returnForAmendment', { opinions: '请写明共享范围' })
    for (const login of [wuzhong, 'wuzhong.data.approver']) {
      // 10 to 13 February, the make-up Saturday, 24 to 27 February, the second make-up Saturday.
      const clocks = (await viewCase(city, login, review)).clocks as { period: string; due: string; phase: string }[]
      expect(clocks.find((c) => c.period === 'catalog.amendment')).toMatchObject({ due: '2026-02-28', basis: 'draft' })
    }
    expect((await act(city, 'wuzhong.data.approver', review, 'publish')).body.code).toBe('ACT_NOT_OFFERED')
    city.travelTo('2026-03-03T09:00:00+08:00')
    const late = (await viewCase(city, wuzhong, review)).clocks.find(
      (c: { period: string }) => c.period === 'catalog.amendment',
    )
    expect(late.phase).toBe('overdue')
    expect(await done(city, wuzhong, review, 'resubmit')).toBe('submitted')
    const stopped = (await viewCase(city, wuzhong, review)).clocks.find(
      (c: { period: string }) => c.period === 'catalog.amendment',
    )
    expect(stopped.state).toBe('finished')
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('WZ-12-4 an approved entry becomes visible by the publication of the authority of its level only', async () => {
    const { entry, body } = await submit(wuzhong, complete.wuzhong)
    const review = body.result.case as string
    await done(city, 'wuzhong.data.approver', review, 'approve')
    const reader = await city.as('wuzhong.labour.steward')
    expect((await reader.get(`/api/v1/catalog-entries/${entry}`)).status).toBe(403)
    for (const login of ['wuzhong.market.approver', 'litong.data.approver', 'wuzhong.government.approver']) {
      expect((await act(city, login, review, 'publish')).status).toBe(403)
    }
    const publication = await act(city, 'wuzhong.data.approver', review, 'publish')
    expect(clausesOf(publication)).toContain('WZ-12-4')
    const seen = await reader.get(`/api/v1/catalog-entries/${entry}`)
    expect(seen.body).toMatchObject({
      state: 'published',
      version: 1,
      publishedAt: expect.stringContaining('2026-02-09'),
    })
  })

  test('WZ-13-1 each of the eleven matters is asked for by name', async () => {
    const asked = [
      'dataForm',
      'category',
      'grade',
      'shareContent',
      'shareAttribute',
      'shareCondition',
      'shareScope',
      'openAttribute',
      'updateCycle',
      'collectingDepartment',
      'approvingDepartment',
      'providingDepartment',
    ]
    for (const field of asked) {
      // Left empty, not left out: a new entry starts with the classes that the draft proposes.
      const answer = await submit(wuzhong, { ...complete.wuzhong, [field]: field === 'grade' ? undefined : '' })
      expectRefused(answer, 'WZ-13-1')
      expect(faultsOf(answer)).toContain(field)
    }
  })

  test('WZ-24-1 WZ-29-1 share and open attribute are one of three classes, in the words of the draft', async () => {
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, shareAttribute: 'internal' }), 'WZ-24-1', [
      'shareAttribute',
    ])
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, openAttribute: 'partly' }), 'WZ-29-1', ['openAttribute'])
    const words = JSON.stringify((await city.anonymous.get('/api/v1/law/regimes/640300000000')).body)
    for (const word of ['有条件共享', '不予共享', '有条件开放', '不予开放']) expect(words).toContain(`"${word}"`)
  })

  test('WZ-25-1 有条件共享 needs reason and conditions, 不予共享 a high basis; a lapsed review is overdue', async () => {
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, shareReason: undefined }), 'WZ-25-1', ['shareReason'])
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, shareCondition: undefined }), 'WZ-25-1', [
      'shareCondition',
    ])
    const withheld = { ...complete.wuzhong, shareAttribute: 'none' }
    expectRefused(await submit(wuzhong, withheld), 'WZ-25-1', ['shareBasis'])
    const local = { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第二条' }
    const refused = await submit(wuzhong, { ...withheld, shareBasis: local })
    expectRefused(refused, 'WZ-25-1', ['shareBasis'])
    expect(refused.body.fields[0].fault).toBe('basisRank')
    const based = await submit(wuzhong, {
      ...withheld,
      shareBasis: { instrument: 'data-security-law', provision: '第三十八条' },
    })
    expect(based.status, JSON.stringify(based.body)).toBe(201)
    await expectReviewToLapse('wuzhong.police.steward', 'WZ-RESIDENTS', 'wuzhong.data.approver', {
      shareEvaluation: '适当',
      conclusion: 'keep',
    })
  })

  const rule = (more: Fields = {}): Record<string, unknown> => ({
    ruleTitle: '吴忠市公共数据分类分级规则',
    ruleVersion: '第1版',
    provision: { instrument: 'data-security-law', provision: '第二十一条' },
    jointDepartments: ['市网信办'],
    content: '按主题分类，按影响分四级',
    ...more,
  })

  test('WZ-11-1 the city publishes its grading rules with the provisions they rest on, and each grade names its rule', async () => {
    const subject = { type: 'territory', id: '640300000000' } as const
    expectRefused(
      await openCase(city, 'wuzhong.data.steward', 'grading.rule', subject, rule({ provision: undefined })),
      'WZ-11-1',
      ['provision'],
    )
    expect((await enterRules(city, 'wuzhong.data.approver', '第1版')).status).toBe(201)
    const published1 = await opened(city, 'wuzhong.data.steward', 'grading.rule', subject, rule())
    expect(await done(city, 'wuzhong.data.approver', published1, 'publish')).toBe('published')
    expect((await viewCase(city, 'wuzhong.data.steward', published1)).form).toMatchObject({ ruleVersion: '第1版' })
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, gradingRule: undefined }), 'WZ-11-1', ['gradingRule'])
  })

  test('WZ-11-2 a county sets no grading rules of its own', async () => {
    const subject = { type: 'territory', id: '640302000000' } as const
    expectRefused(await openCase(city, 'litong.data.steward', 'grading.rule', subject, rule()), 'WZ-11-2')
    expectRefused(await submit(litong, { ...complete.litong, gradingRule: undefined }), 'WZ-11-1', ['gradingRule'])
  })

  test('WZ-11-3 data without category and grade is refused, and a new rule opens a task for each entry it affects', async () => {
    expectRefused(await submit(wuzhong, { ...complete.wuzhong, category: undefined, grade: undefined }), 'WZ-11-3', [
      'category',
      'grade',
    ])
    const subject = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS') } as const
    const task = await opened(city, 'wuzhong.data.steward', 'grading.regrade', subject, {
      ruleVersion: '第2版',
      reason: '公布新版本',
    })
    const items = (await (await city.as('wuzhong.police.steward')).get('/api/v1/worklist?limit=200')).body.items as {
      id: string
    }[]
    expect(items.map((i) => i.id)).toContain(task)
    const result = { ruleVersion: '第2版', category: '人口', grade: 3, conclusion: 'keep' }
    expectRefused(
      await act(city, 'wuzhong.police.steward', task, 'record', { ...result, ruleVersion: undefined }),
      'WZ-11-3',
      ['ruleVersion'],
    )
    expect(await done(city, 'wuzhong.police.steward', task, 'record', result)).toBe('graded')
  })

  test('WZ-06-3 the authority keeps the catalog of its level and its plan against falsified surveys', async () => {
    const own = plainItem('x', '项')
    const id = await draft(city, wuzhong, { code: code('WZ'), fields: complete.wuzhong, items: [own] })
    const list = await (await city.as('wuzhong.data.approver')).get('/api/v1/catalog-entries?limit=200')
    expect((list.body.items as { id: string }[]).map((e) => e.id)).toContain(id)

    const authority = (await (await city.as('wuzhong.data.approver')).get('/api/v1/session')).body.organization
      .id as string
    const duty = await opened(city, 'wuzhong.data.approver', 'statistic.integrityPlan', {
      type: 'organization',
      id: authority,
    })
    const plan = {
      measures: '数据质量抽查、责任追究',
      responsible: '数据资源科',
      doneOn: '2026-02-06',
      until: '2026-12-31',
      evidence: ['工作计划'],
    }
    expectRefused(
      await act(city, 'wuzhong.data.steward', duty, 'record', { ...plan, measures: undefined }),
      'WZ-06-3',
      ['measures'],
    )
    expect(await done(city, 'wuzhong.data.steward', duty, 'record', plan)).toBe('kept')
    const kept = await viewCase(city, 'wuzhong.data.steward', duty)
    expect(kept.entries.at(-1).form).toMatchObject({ responsible: '数据资源科', until: '2026-12-31' })
  })
})
