import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, draft, published, submitNew, type Fields } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId } from '../support/share.ts'

const yinzhou = 'yinzhou.civil.steward'
const wuzhong = 'wuzhong.civil.steward'
/** No ground against opening. */
const yinzhouFree = {
  openSecurity: 'absent',
  openInterest: 'absent',
  openPersonal: 'absent',
  openSecret: 'absent',
  openAgreement: 'absent',
  openForbidden: 'absent',
}
const wuzhongFree = {
  openForbidden: 'absent',
  openHarm: 'absent',
  openProtected: 'absent',
  openAgreement: 'absent',
  openDemanding: 'absent',
}
const classes = ['unconditional', 'conditional'] as const

/** What may be opened, and what must be proven before: YZ-18, WZ-29, NB-10-2, WZ-03-3, WZ-30, WZ-32. */
describe.each(engines)('opening on %s', (engine) => {
  let city: City
  let codes = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const entry = (fields: Fields): { code: string; fields: Fields } => ({ code: `OPEN-${++codes}00`, fields })
  const inYinzhou = (fields: Fields) => entry({ ...complete.yinzhou, ...yinzhouFree, ...fields })
  const inWuzhong = (fields: Fields) => entry({ ...complete.wuzhong, ...wuzhongFree, ...fields })
  const stateOf = async (login: string, id: string): Promise<string> =>
    (await (await city.as(login)).get(`/api/v1/catalog-entries/${id}`)).body.state as string

  /** In neither open class, and nothing has moved. */
  const expectBarred = async (
    login: string,
    fields: (attribute: string) => Parameters<typeof draft>[2],
    clause: string,
  ) => {
    for (const attribute of classes) {
      const answer = await submitNew(city, login, fields(attribute))
      await expectRefused(city, login, answer, { clauses: [clause] })
      expect(await stateOf(login, answer.entry)).toBe('draft')
    }
  }

  test('YZ-18-1-0 an open class asks every ground of the article, and one that is answered yes closes it', async () => {
    const silent = Object.fromEntries(Object.keys(yinzhouFree).map((ground) => [ground, undefined]))
    for (const openAttribute of classes) {
      const answer = await submitNew(city, yinzhou, inYinzhou({ ...silent, openAttribute }))
      await expectRefused(city, yinzhou, answer, {
        clauses: ['YZ-18-1-0', 'YZ-18-1-1', 'YZ-18-1-2', 'YZ-18-1-3', 'YZ-18-1-4', 'YZ-18-1-5'],
        code: 'ACT_FORM_INCOMPLETE',
        fields: Object.keys(yinzhouFree),
      })
      expect(await stateOf(yinzhou, answer.entry)).toBe('draft')
    }
    const open = await submitNew(city, yinzhou, inYinzhou({ openAttribute: 'unconditional' }))
    expect(open.status, JSON.stringify(open.body)).toBe(201)
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, openInterest: 'present' }), 'YZ-18-1-2')
    const closed = await submitNew(city, yinzhou, inYinzhou({ openAttribute: 'none', openInterest: 'present' }))
    expect(closed.status, JSON.stringify(closed.body)).toBe(201)
  })

  test('YZ-18-1-1 what may endanger national security stays closed', async () => {
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, openSecurity: 'present' }), 'YZ-18-1-1')
  })

  test('YZ-18-1-2 what may harm the public interest stays closed', async () => {
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, openInterest: 'present' }), 'YZ-18-1-2')
  })

  test('YZ-18-1-3 personal information and secrets stay closed unless an exception is proven for each of them', async () => {
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, openPersonal: 'present' }), 'YZ-18-1-3')
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, openSecret: 'present' }), 'YZ-18-1-3')
    // A blank is no record.
    await expectBarred(
      yinzhou,
      (openAttribute) => inYinzhou({ openAttribute, openPersonal: 'present', anonymisation: '  ' }),
      'YZ-18-1-3',
    )
    // Each kind of content needs its own exception.
    await expectBarred(
      yinzhou,
      (openAttribute) =>
        inYinzhou({ openAttribute, openPersonal: 'present', openSecret: 'present', anonymisation: '按户聚合' }),
      'YZ-18-1-3',
    )
    const proven = {
      openPersonal: 'present',
      openSecret: 'present',
      anonymisation: '按户聚合',
      desensitisation: '去除报价',
    }
    const answer = await submitNew(city, yinzhou, inYinzhou({ openAttribute: 'conditional', ...proven }))
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  })

  test('YZ-18-1-4 what an agreement keeps closed stays closed, and the agreement is named', async () => {
    const agreement = { openAgreement: 'present', openAgreementName: '水务数据采购协议（2025）第七条' }
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, ...agreement }), 'YZ-18-1-4')
  })

  test('YZ-18-1-5 what a law or regulation keeps closed stays closed, and the provision is entered', async () => {
    const openForbiddenBasis = { instrument: 'statistics-law', provision: '第二十五条' }
    const forbidden = { openForbidden: 'present', openForbiddenBasis }
    await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, ...forbidden }), 'YZ-18-1-5')
    const draftId = await draft(city, yinzhou, inYinzhou({ openAttribute: 'unconditional', ...forbidden }))
    const read = await (await city.as(yinzhou)).get(`/api/v1/catalog-entries/${draftId}`)
    expect(read.body.fields.openForbiddenBasis).toEqual(openForbiddenBasis)
  })

  test('YZ-18-2-0 an exception moves what only ground three keeps closed, and nothing else', async () => {
    const anonymised = { openPersonal: 'present', anonymisation: '按户聚合，最小组二十户' }
    for (const openAttribute of classes) {
      const answer = await submitNew(city, yinzhou, inYinzhou({ openAttribute, ...anonymised }))
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    }
    const others = [
      ['YZ-18-1-1', { openSecurity: 'present' }],
      ['YZ-18-1-2', { openInterest: 'present' }],
      ['YZ-18-1-4', { openAgreement: 'present', openAgreementName: '采购协议' }],
      [
        'YZ-18-1-5',
        { openForbidden: 'present', openForbiddenBasis: { instrument: 'statistics-law', provision: '第二十五条' } },
      ],
    ] as const
    for (const [clause, ground] of others) {
      await expectBarred(yinzhou, (openAttribute) => inYinzhou({ openAttribute, ...anonymised, ...ground }), clause)
    }
  })

  const assessed = {
    version: '2026 年第一版',
    riskAssessment: '开放安全风险评估报告 2026-01',
    riskAssessedOn: '2026-02-06',
    riskConclusion: 'passed',
  }
  /** Legal representatives are persons: what is opened of enterprises has none of them (NB-17). */
  const aggregated = { anonymisation: '去除法定代表人，2026-02-05' }
  const release = (login: string, id: string, form: Fields) =>
    openCase(city, login, 'open.release', { type: 'catalogEntry', id }, form)

  test('YZ-18-2-1 personal information is opened only in the version that was anonymised and checked', async () => {
    const fields = { openAttribute: 'unconditional', openPersonal: 'present', anonymisation: '按户聚合' }
    const id = await published(city, yinzhou, inYinzhou(fields))
    const personal = { ...assessed, openPersonal: 'present', openSecret: 'absent' }
    await expectRefused(city, yinzhou, await release(yinzhou, id, personal), { clauses: ['YZ-18-2-1'] })
    const unchecked = { ...personal, anonymisation: '按户聚合，最小组二十户' }
    await expectRefused(city, yinzhou, await release(yinzhou, id, unchecked), { clauses: ['YZ-18-2-1'] })
    const checked = { ...unchecked, reidentification: '抽样一千户，重新识别零户' }
    const answer = await release(yinzhou, id, checked)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect((await viewCase(city, yinzhou, answer.body.result.case)).form).toMatchObject(checked)
  })

  test('YZ-18-2-2 business secrets are opened only in the version that was desensitised', async () => {
    const fields = { openAttribute: 'conditional', openSecret: 'present', desensitisation: '去除报价' }
    const id = await published(city, yinzhou, inYinzhou(fields))
    const secret = { ...assessed, openPersonal: 'absent', openSecret: 'present' }
    await expectRefused(city, yinzhou, await release(yinzhou, id, secret), { clauses: ['YZ-18-2-2'] })
    const answer = await release(yinzhou, id, { ...secret, desensitisation: '去除报价和交易对手，2026-02-05' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  })

  test('NB-10-2 nothing goes to the open platform without a security risk assessment of that version that it passed', async () => {
    const login = 'ningbo.market.steward'
    const id = await entryId(city, login, 'NB-ENTERPRISES')
    const without = await release(login, id, { version: assessed.version, ...aggregated })
    await expectRefused(city, login, without, {
      clauses: ['NB-10-2'],
      code: 'ACT_FORM_INCOMPLETE',
      fields: ['riskAssessment', 'riskAssessedOn', 'riskConclusion'],
    })
    const failed = await release(login, id, { ...assessed, ...aggregated, riskConclusion: 'failed' })
    await expectRefused(city, login, failed, { clauses: ['NB-10-2'], code: 'ACT_COURSE_CLOSED' })
    const answer = await release(login, id, { ...assessed, ...aggregated })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body.result.state).toBe('assessed')
    // A district of Ningbo is under the same gate.
    const inDistrict = await published(city, yinzhou, inYinzhou({ openAttribute: 'unconditional' }))
    const free = { version: assessed.version, openPersonal: 'absent', openSecret: 'absent' }
    await expectRefused(city, yinzhou, await release(yinzhou, inDistrict, free), { clauses: ['NB-10-2'] })
  })

  test('what is assessed is published once the open platform is built', async () => {
    const login = 'ningbo.market.approver'
    const id = await entryId(city, 'ningbo.market.steward', 'NB-ENTERPRISES')
    const answer = await release('ningbo.market.steward', id, { ...assessed, ...aggregated })
    const approved = await act(city, login, answer.body.result.case as string, 'approve')
    await expectRefused(city, login, approved, { clauses: ['NB-10-2'], code: 'ACT_EFFECT_PENDING' })
    expect(await viewCase(city, login, answer.body.result.case)).toMatchObject({ state: 'assessed', open: true })
  })

  test('WZ-29-2 each ground keeps an entry closed until what the clause allows is recorded', async () => {
    const barred = (ground: Fields) =>
      expectBarred(wuzhong, (openAttribute) => inWuzhong({ openAttribute, ...ground }), 'WZ-29-2')
    const basis = { instrument: 'state-secrets-law', provision: '第二十六条' }
    const forbidden = { openForbidden: 'present', openForbiddenBasis: basis }
    const agreement = { openAgreement: 'present', openAgreementName: '数据采购协议' }
    for (const ground of [forbidden, { openHarm: 'present' }, { openProtected: 'present' }, agreement])
      await barred(ground)
    // Consent lifts only what protects the one who consents; a danger needs declassification.
    await barred({ openHarm: 'present', openConsent: '权利人同意书', desensitisation: '去除身份号码' })
    await barred({ ...forbidden, openConsent: '权利人同意书' })
    const lifted: readonly Fields[] = [
      { openProtected: 'present', desensitisation: '去除身份号码和姓名，2026-02-02' },
      { openProtected: 'present', openConsent: '权利人同意书 2026-003' },
      { openHarm: 'present', declassification: '解密决定 2026-01' },
      { ...forbidden, desensitisation: '脱敏记录 2026-02' },
      { ...agreement, openConsent: '协议另一方同意函' },
    ]
    for (const fields of lifted) {
      const answer = await submitNew(city, wuzhong, inWuzhong({ openAttribute: 'unconditional', ...fields }))
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    }
    const closed = await published(city, wuzhong, inWuzhong({ openAttribute: 'none', openProtected: 'present' }))
    await expectRefused(city, wuzhong, await release(wuzhong, closed, {}), { clauses: ['WZ-29-2'] })
  })

  test('WZ-29-3 what needs high capability is opened on conditions only', async () => {
    const demanding = (openAttribute: string) => inWuzhong({ openAttribute, openDemanding: 'present' })
    const answer = await submitNew(city, wuzhong, demanding('unconditional'))
    await expectRefused(city, wuzhong, answer, { clauses: ['WZ-29-3'] })
    expect(answer.body.needed[0].text).toContain('有条件开放')
    expect((await submitNew(city, wuzhong, demanding('conditional'))).status).toBe(201)
  })

  test('WZ-29-4 without a ground only the unconditional class is taken, and the refusal names it', async () => {
    for (const openAttribute of ['none', 'conditional']) {
      const answer = await submitNew(city, wuzhong, inWuzhong({ openAttribute }))
      await expectRefused(city, wuzhong, answer, { clauses: ['WZ-29-4'] })
      expect(answer.body.needed[0].text).toContain('列入无条件开放')
    }
    expect((await submitNew(city, wuzhong, inWuzhong({ openAttribute: 'unconditional' }))).status).toBe(201)
    expect(
      (await submitNew(city, wuzhong, inWuzhong({ openAttribute: 'none', openProtected: 'present' }))).status,
    ).toBe(201)
  })

  const processed = {
    version: '2026 年第一版',
    dataFormat: 'csv',
    originality: 'original',
  }

  test('WZ-03-3 only original data in a machine-readable format is an open dataset', async () => {
    const id = await entryId(city, wuzhong, 'WZ-DIVISIONS')
    const paper = await release(wuzhong, id, { ...processed, dataFormat: 'pdf' })
    await expectRefused(city, wuzhong, paper, { clauses: ['WZ-03-3'], fields: ['dataFormat'] })
    const report = await release(wuzhong, id, { ...processed, originality: 'report' })
    await expectRefused(city, wuzhong, report, { clauses: ['WZ-03-3'] })
    const answer = await release(wuzhong, id, processed)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  })

  test('what is reviewed for opening may be sent back to be processed; publication waits for the open platform', async () => {
    const id = await entryId(city, wuzhong, 'WZ-DIVISIONS')
    const caseId = (await release(wuzhong, id, processed)).body.result.case as string
    expect(
      await done(city, 'wuzhong.civil.approver', caseId, 'returnForProcessing', { opinions: '补充数据字典' }),
    ).toBe('processing')
    expect(await done(city, wuzhong, caseId, 'resubmit', processed)).toBe('reviewing')
    const approved = await act(city, 'wuzhong.civil.approver', caseId, 'approve')
    await expectRefused(city, 'wuzhong.civil.approver', approved, { clauses: ['WZ-31-2'], code: 'ACT_EFFECT_PENDING' })
  })

  const listing = {
    dataName: '吴忠市行政区划代码',
    openingBody: '吴忠市民政局',
    openAttribute: 'unconditional',
    dataFormat: 'csv',
    dataType: '结构化数据',
    updateCycle: 'yearly',
    priority: true,
  }
  const list = async (code: string, form: Fields) =>
    openCase(
      city,
      'wuzhong.data.steward',
      'open.listing',
      { type: 'catalogEntry', id: await entryId(city, 'wuzhong.data.steward', code) },
      form,
    )

  test('WZ-30-1 the authority compiles the open catalog from settled entries, marks priorities, and cannot add a closed one', async () => {
    const answer = await list('WZ-DIVISIONS', listing)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(clausesOf(answer)).toContain('WZ-30-1')
    const view = await viewCase(city, 'wuzhong.data.steward', answer.body.result.case)
    expect(view).toMatchObject({ state: 'listed', draft: true, form: { priority: true } })
    const closed = await list('WZ-RESIDENTS', { ...listing, dataName: '户籍人口' })
    await expectRefused(city, 'wuzhong.data.steward', closed, { clauses: ['WZ-30-1', 'WZ-29-2'] })
    const id = await draft(city, wuzhong, inWuzhong({ openAttribute: 'unconditional' }))
    const unsettled = await openCase(
      city,
      'wuzhong.data.steward',
      'open.listing',
      { type: 'catalogEntry', id },
      listing,
    )
    await expectRefused(city, 'wuzhong.data.steward', unsettled, { clauses: ['WZ-30-1'] })
    const more = await list('WZ-ENTERPRISES', { ...listing, dataName: '企业登记信息' })
    await expectRefused(city, 'wuzhong.data.steward', more, { clauses: ['WZ-29-3'] })
    // The county does the same for its own level, and nobody else's authority for it.
    const other = await openCase(city, 'litong.data.steward', 'open.listing', { type: 'catalogEntry', id }, listing)
    expect(other.status).toBe(403)
  })

  test('WZ-30-2 an open catalog entry that lacks one of its six parts is refused, and the part is named', async () => {
    for (const field of ['dataName', 'openingBody', 'openAttribute', 'dataFormat', 'dataType', 'updateCycle']) {
      const answer = await list('WZ-DIVISIONS', { ...listing, [field]: undefined })
      await expectRefused(city, 'wuzhong.data.steward', answer, { clauses: ['WZ-30-2'], fields: [field] })
    }
  })

  test('a request for data opened on conditions goes to its provider, then to a commitment and an agreement; the licence waits', async () => {
    const id = await entryId(city, 'wuzhong.market.steward', 'WZ-ENTERPRISES')
    const subject = { type: 'catalogEntry', id } as const
    const form = { purposes: ['产业研究'], items: ['credit_code', 'industry'], security: '专用机房，双人双锁' }
    const person = 'wuzhong.resident.self'
    const free = { type: 'catalogEntry', id: await entryId(city, wuzhong, 'WZ-DIVISIONS') } as const
    const needless = await openCase(city, person, 'open.request', free, form)
    await expectRefused(city, person, needless, { clauses: ['WZ-32-1'] })
    const closed = { type: 'catalogEntry', id: await entryId(city, wuzhong, 'WZ-RESIDENTS') } as const
    await expectRefused(city, person, await openCase(city, person, 'open.request', closed, form), {
      clauses: ['WZ-29-2'],
    })

    const caseId = await opened(city, person, 'open.request', subject, form)
    const approver = 'wuzhong.market.approver'
    const unreasoned = await act(city, approver, caseId, 'refuse', {})
    await expectRefused(city, approver, unreasoned, { clauses: ['WZ-32-2'], fields: ['reason'] })
    expect(await done(city, approver, caseId, 'approve')).toBe('signing')
    const early = await act(city, approver, caseId, 'conclude', { agreement: 'KF-1', signedOn: '2026-02-09' })
    await expectRefused(city, approver, early, { clauses: ['WZ-32-2'], code: 'ACT_NOT_OFFERED' })
    expect(await done(city, person, caseId, 'sign', { commitment: '安全承诺书 2026-1', signedOn: '2026-02-09' })).toBe(
      'countersigning',
    )
    const unsigned = await act(city, approver, caseId, 'conclude', {})
    await expectRefused(city, approver, unsigned, { clauses: ['WZ-32-2'], fields: ['agreement', 'signedOn'] })
    const concluded = await act(city, approver, caseId, 'conclude', { agreement: 'KF-2026-1', signedOn: '2026-02-09' })
    await expectRefused(city, approver, concluded, { clauses: ['WZ-32-2'], code: 'ACT_EFFECT_PENDING' })
  })
})
