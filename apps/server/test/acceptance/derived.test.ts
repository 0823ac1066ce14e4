import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, plainItem, published, type Fields } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId, grantInWuzhong, lookup, openShareRequest } from '../support/share.ts'

const from = (item: string, input = 'a'): Fields => ({ input, item })
const integer = (code: string, name: string): Fields => plainItem(code, name, { type: 'integer', maxLength: null })

/** Derived results: NB-08-1-0, NB-08-1-2, NB-08-2; WZ-42. */
describe.each(engines)('derived results on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const start = async (login: string, output: string, plan: Fields, more: Fields = {}): Promise<Answer> => {
    const form = { purpose: '统计', method: '汇聚分析', ...more }
    return (await city.as(login)).send('POST', '/api/v1/processing-jobs', { output, plan, form })
  }
  const started = async (...args: Parameters<typeof start>): Promise<{ job: string; case: string; state: string }> => {
    const answer = await start(...args)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result as { job: string; case: string; state: string }
  }
  const jobOf = async (login: string, job: string): Promise<Answer['body']> => {
    const answer = await (await city.as(login)).get(`/api/v1/processing-jobs/${job}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const rowsOf = async (login: string, code: string): Promise<number> =>
    (await (await city.as(login)).get(`/api/v1/datasets/${code}`)).body.rows as number
  /** Everything that waits runs; what a test before left is not its own. */
  const drain = async (): Promise<void> => {
    while ((await city.services.processing.runNext()) !== undefined);
  }

  const industries: Fields = {
    inputs: [{ name: 'a', entry: 'NB-ENTERPRISES' }],
    result: {
      kind: 'group',
      by: [{ to: 'industry', from: from('industry') }],
      measures: [
        { to: 'enterprises', measure: 'count' },
        { to: 'capital', measure: 'sum', of: from('registered_capital') },
      ],
    },
  }
  const industryItems = [
    plainItem('industry', '行业门类'),
    integer('enterprises', '企业数'),
    integer('capital', '注册资本合计'),
  ]
  const market = 'ningbo.market.steward'

  test('NB-08-1-0 the record of a job shows both checks, and its result is not there before it is released with both', async () => {
    await published(city, market, { code: 'NB-INDUSTRIES', fields: complete.ningbo, items: industryItems })
    const { job, case: caseId, state } = await started(market, 'NB-INDUSTRIES', industries)
    expect(state).toBe('running')
    expect(await jobOf(market, job)).toMatchObject({
      checks: { originalValues: { result: 'pending' }, derivedRisk: { result: 'pending' } },
    })
    const both = { originalValues: 'unchanged', derivedRisk: 'absent' }
    const early = await act(city, market, caseId, 'check', both)
    expect([early.status, early.body.code]).toEqual([409, 'STATE_CONFLICT'])
    await drain()
    const ran = await jobOf(market, job)
    expect(ran).toMatchObject({
      state: 'done',
      checks: { originalValues: { result: 'passed' }, derivedRisk: { result: 'passed' } },
    })
    expect(ran.rowsRead).toBe(await rowsOf(market, 'NB-ENTERPRISES'))
    expect(await rowsOf(market, 'NB-INDUSTRIES')).toBe(0)
    const unchecked = await act(city, 'ningbo.market.approver', caseId, 'release')
    await expectRefused(city, market, unchecked, { clauses: ['NB-08-1-0'], code: 'ACT_NOT_OFFERED' })
    const changed = await act(city, market, caseId, 'check', {
      ...both,
      originalValues: 'changedWithConsent',
      consent: '提供单位同意',
    })
    expect(changed.status).toBe(400)
    expect(await done(city, market, caseId, 'check', both)).toBe('checked')
    expect(await done(city, 'ningbo.market.approver', caseId, 'release')).toBe('released')
    const view = await viewCase(city, market, caseId)
    expect(view.entries.map((e: { form: Fields }) => e.form)).toEqual([both])

    const preview = await (await city.as(market)).get('/api/v1/datasets/NB-INDUSTRIES/preview')
    const rows = preview.body.rows as { industry: string; enterprises: number; capital: number }[]
    expect(rows.reduce((sum, r) => sum + Number(r.enterprises), 0)).toBe(ran.rowsRead)
    const described = await (await city.as(market)).get('/api/v1/datasets/NB-INDUSTRIES')
    expect(described.body).toMatchObject({ rows: ran.rowsWritten, batches: [{ stored: ran.rowsWritten }] })

    // A later result takes the place of the earlier one, which stays as superseded rows.
    const again = await started(market, 'NB-INDUSTRIES', industries)
    await drain()
    await done(city, market, again.case, 'check', both)
    await done(city, 'ningbo.market.approver', again.case, 'release')
    expect(await rowsOf(market, 'NB-INDUSTRIES')).toBe(ran.rowsWritten)
  })

  test('a plan that does not fit is refused with every fault, and nothing is lowered in grade on the way', async () => {
    const police = 'wuzhong.police.steward'
    const items = [plainItem('name', '名称', { maxLength: 10 }), plainItem('unwritten', '其他')]
    await published(city, police, { code: 'WZ-UNFIT', fields: complete.wuzhong, items })
    const answer = await start(police, 'WZ-UNFIT', {
      inputs: [
        { name: 'a', entry: 'WZ-RESIDENTS' },
        { name: 'b', entry: 'WZ-RESIDENTS' },
      ],
      where: [{ input: 'a', item: 'sex', is: 'atLeast', values: ['1'] }],
      result: {
        kind: 'select',
        items: [
          { to: 'name', from: from('name') },
          { to: 'ghost', from: from('nothing') },
        ],
      },
    })
    expect(answer.status).toBe(400)
    const said = (answer.body.fields as { field: string; fault: string }[]).map((f) => f.field)
    expect(said).toEqual(expect.arrayContaining(['body.plan.joins', 'body.plan.where.0.is', 'body.plan.result']))
    expect(JSON.stringify(answer.body)).toContain('graded 3')
    const circular = await start(market, 'NB-INDUSTRIES', {
      ...industries,
      inputs: [{ name: 'a', entry: 'NB-INDUSTRIES' }],
    })
    expect(circular.status).toBe(400)
    const unknown = await start(market, 'NO-SUCH-ENTRY', industries)
    expect(unknown.status).toBe(404)
    const foreign = await start('ningbo.civil.steward', 'NB-INDUSTRIES', industries)
    expect(foreign.status).toBe(403)
  })

  test('NB-08-1-2 NB-08-2 a result that a rule finds risky waits for its assessment; blocked, it leaves by no door for any role', async () => {
    const items = [
      plainItem('legal_representative', '法定代表人', { grade: 2, category: 'personName' }),
      integer('companies', '企业数'),
    ]
    const owners = await published(city, market, { code: 'NB-OWNERS', fields: { ...complete.ningbo, grade: 2 }, items })
    const plan: Fields = {
      inputs: [{ name: 'a', entry: 'NB-ENTERPRISES' }],
      result: {
        kind: 'group',
        by: [{ to: 'legal_representative', from: from('legal_representative') }],
        measures: [{ to: 'companies', measure: 'count' }],
      },
    }
    const { job, case: caseId } = await started(market, 'NB-OWNERS', plan)
    await drain()
    // Found in the result: fewer than five records behind a person.
    expect((await viewCase(city, market, caseId)).state).toBe('blocked')
    const stopped = await jobOf(market, job)
    expect(stopped).toMatchObject({ state: 'stopped', checks: { derivedRisk: { result: 'found' } } })
    expect(stopped.findings[0].grounds.map((g: { rule: string }) => g.rule)).toEqual(['PF-34/groups'])

    const reused: Fields = {
      inputs: [{ name: 'a', entry: 'NB-OWNERS' }],
      result: { kind: 'group', by: [], measures: [{ to: 'n', measure: 'sum', of: from('companies') }] },
    }
    const doors = async (): Promise<void> => {
      for (const login of [market, 'ningbo.data.approver']) {
        const preview = await (await city.as(login)).get('/api/v1/datasets/NB-OWNERS/preview')
        await expectRefused(city, login, preview, { clauses: ['NB-08-2'] })
      }
      const share = await openShareRequest(city, 'ningbo.civil.steward', 'NB-OWNERS', 'wuzhong.civil.assistance')
      await expectRefused(city, 'ningbo.civil.steward', share, { clauses: ['NB-08-2'] })
      const entry = { type: 'catalogEntry', id: owners } as const
      const opening = await openCase(city, market, 'open.release', entry, { riskConclusion: 'passed' })
      await expectRefused(city, market, opening, { clauses: ['NB-08-2'] })
      const passedOn = await start(market, 'NB-REUSED', reused)
      await expectRefused(city, market, passedOn, { clauses: ['NB-08-2'] })
    }
    await published(city, market, { code: 'NB-REUSED', fields: complete.ningbo, items: [integer('n', '合计')] })
    await doors()
    const unreleased = await act(city, 'ningbo.market.approver', caseId, 'release')
    await expectRefused(city, market, unreleased, { clauses: ['NB-08-1-0'], code: 'ACT_NOT_OFFERED' })
    const confirmed = { report: '评估报告 1 号', assessmentConclusion: 'confirmed' }
    expect(await done(city, 'ningbo.market.approver', caseId, 'assess', confirmed)).toBe('barred')
    await doors()
    expect(await rowsOf(market, 'NB-OWNERS')).toBe(0)

    // Another result of the kind, cleared by its assessment, is checked like any other and then there.
    await published(city, market, { code: 'NB-OWNERS-2', fields: { ...complete.ningbo, grade: 2 }, items })
    const second = await started(market, 'NB-OWNERS-2', plan)
    await drain()
    const cleared = { report: '评估报告 2 号', assessmentConclusion: 'cleared' }
    expect(await done(city, 'ningbo.market.approver', second.case, 'assess', cleared)).toBe('running')
    const both = { originalValues: 'unchanged', derivedRisk: 'absent' }
    expect(await done(city, market, second.case, 'check', both)).toBe('checked')
    expect(await done(city, 'ningbo.market.approver', second.case, 'release')).toBe('released')
    expect(await rowsOf(market, 'NB-OWNERS-2')).toBeGreaterThan(0)
    expect((await jobOf(market, second.job)).checks.derivedRisk.result).toBe('assessed')
    expect((await (await city.as(market)).get('/api/v1/datasets/NB-OWNERS-2/preview')).status).toBe(200)
  })

  const police = 'wuzhong.police.steward'
  const contacts = [
    plainItem('village_name', '村社区名称'),
    plainItem('mobile', '手机号码', {
      maxLength: 11,
      nullable: true,
      mask: 'phone',
      grade: 4,
      category: 'mobileNumber',
    }),
  ]
  const villages = [plainItem('village_name', '村社区名称'), plainItem('sex', '性别', { maxLength: 1, grade: 2 })]

  test('WZ-42 a rule stops a job before a row is read; it restarts only after the assessment and its measures', async () => {
    await published(city, police, { code: 'WZ-CONTACTS', fields: { ...complete.wuzhong, grade: 4 }, items: contacts })
    const plan: Fields = {
      inputs: [{ name: 'a', entry: 'WZ-RESIDENTS' }],
      where: [{ input: 'a', item: 'mobile', is: 'present' }],
      result: {
        kind: 'select',
        items: ['village_name', 'mobile'].map((to) => ({ to, from: from(to) })),
      },
    }
    const { job, case: caseId, state } = await started(police, 'WZ-CONTACTS', plan)
    expect(state).toBe('stopped')
    await drain()
    const held = await jobOf(police, job)
    expect(held).toMatchObject({ state: 'stopped', rowsRead: 0, startedAt: null })
    expect(held.findings[0].grounds.map((g: { rule: string }) => g.rule)).toEqual(['PF-34/grade'])
    const restart = await act(city, 'wuzhong.police.approver', caseId, 'restart', { measures: '无' })
    await expectRefused(city, police, restart, { clauses: ['WZ-42'], code: 'ACT_NOT_OFFERED' })
    const assessment = { report: '评估报告', opinion: '只保留村社区和手机号码' }
    expect(await done(city, 'wuzhong.police.approver', caseId, 'assess', assessment)).toBe('assessed')
    expect(await done(city, 'wuzhong.police.approver', caseId, 'restart', { measures: '已落实' })).toBe('running')
    await drain()
    expect(await done(city, police, caseId, 'finish')).toBe('finished')
    const found = await jobOf(police, job)
    expect(found).toMatchObject({ state: 'released', checks: { derivedRisk: { result: 'assessed' } } })
    expect(await rowsOf(police, 'WZ-CONTACTS')).toBe(found.rowsWritten)
    expect(found.rowsWritten).toBeGreaterThan(0)
    const preview = await (await city.as(police)).get('/api/v1/datasets/WZ-CONTACTS/preview')
    expect(preview.body.rows[0].mobile).toMatch(/\*/)
  })

  test('WZ-42 a flag stops a running job at that moment: nothing more is staged, and its partial output is in no dataset', async () => {
    await published(city, police, { code: 'WZ-SEXES', fields: { ...complete.wuzhong, grade: 2 }, items: villages })
    const plan: Fields = {
      inputs: [{ name: 'a', entry: 'WZ-RESIDENTS' }],
      result: { kind: 'select', items: ['village_name', 'sex'].map((to) => ({ to, from: from(to) })) },
    }
    const { job, case: caseId } = await started(police, 'WZ-SEXES', plan)
    let pages = 0
    const reason = { reason: '关联后可识别涉密单位' }
    await city.services.processing.runNext({
      pageRows: 20,
      onPage: async () => {
        pages++
        if (pages === 2) expect(await done(city, 'wuzhong.data.steward', caseId, 'orderStop', reason)).toBe('stopped')
      },
    })
    expect(pages).toBe(2)
    const held = await jobOf(police, job)
    expect(held).toMatchObject({ state: 'stopped', rowsWritten: 40 })
    expect(await rowsOf(police, 'WZ-SEXES')).toBe(0)
    const preview = await (await city.as(police)).get('/api/v1/datasets/WZ-SEXES/preview')
    await expectRefused(city, police, preview, { clauses: ['WZ-42'] })
    expect((await city.services.processing.runNext()) ?? null).toBeNull()
    const finish = await act(city, police, caseId, 'finish')
    await expectRefused(city, police, finish, { clauses: ['WZ-42'], code: 'ACT_NOT_OFFERED' })
    const abandoned = await done(city, 'wuzhong.police.approver', caseId, 'abandon')
    expect(abandoned).toBe('abandoned')
    expect((await jobOf(police, job)).state).toBe('discarded')
    expect((await (await city.as(police)).get('/api/v1/datasets/WZ-SEXES/preview')).status).toBe(200)
  })

  test('WZ-42 the gateway answers nothing of a result that stands under assessment, and answers again after it', async () => {
    const caseOfGrant = await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const [resident] = await addResidents(city, police, 'WZ-RESIDENTS', 4711)
    expect((await lookup(application, 'WZ-RESIDENTS', [resident!.residentId])).status).toBe(200)
    const entry = { type: 'catalogEntry', id: await entryId(city, police, 'WZ-RESIDENTS') } as const
    const declared = await opened(city, police, 'process.job', entry, { purpose: '比对', method: '平台外比对' })
    expect(await done(city, police, declared, 'flag', { reason: '可能敏感' })).toBe('stopped')
    const refused = await lookup(application, 'WZ-RESIDENTS', [resident!.residentId])
    expect(refused.status).toBe(403)
    expect(clausesOf(refused)).toContain('WZ-42')
    expect(refused.body.receipt).toBeDefined()
    await done(city, 'wuzhong.police.approver', declared, 'assess', { report: '评估', opinion: '可以继续' })
    await done(city, 'wuzhong.police.approver', declared, 'restart', { measures: '已落实' })
    expect((await lookup(application, 'WZ-RESIDENTS', [resident!.residentId])).status).toBe(200)
    // What somebody else makes of an entry elsewhere does not block the entry.
    const elsewhere = await opened(city, 'wuzhong.civil.steward', 'process.job', entry, {
      purpose: '比对',
      method: '自行比对',
    })
    await done(city, 'wuzhong.civil.steward', elsewhere, 'flag', { reason: '可能敏感' })
    expect((await lookup(application, 'WZ-RESIDENTS', [resident!.residentId])).status).toBe(200)
    await city.services.db
      .updateTable('data_grant')
      .set({ status: 'revoked' })
      .where('case_id', '=', caseOfGrant)
      .execute()
  })

  test('another agency’s data is processed on a grant of that purpose and those items, and no longer than it stands', async () => {
    const civil = 'wuzhong.civil.steward'
    const items = [
      plainItem('resident_id', '公民身份号码', {
        maxLength: 18,
        identifier: 'residentId',
        mask: 'resident-id',
        grade: 3,
        category: 'residentId',
      }),
      plainItem('name', '姓名', { mask: 'name', grade: 3, category: 'personName' }),
    ]
    await published(city, civil, { code: 'WZ-CHECKED', fields: { ...complete.wuzhong, grade: 3 }, items })
    const plan: Fields = {
      inputs: [{ name: 'a', entry: 'WZ-RESIDENTS' }],
      result: { kind: 'select', items: ['resident_id', 'name'].map((to) => ({ to, from: from(to) })) },
    }
    const purpose = '最低生活保障审核'
    const without = await start(civil, 'WZ-CHECKED', plan, { purpose })
    expect(without.status).toBe(403)
    expect(without.body.receipt).toBeDefined()
    await grantInWuzhong(city)
    const other = await start(civil, 'WZ-CHECKED', plan, { purpose: '商业推广' })
    await expectRefused(city, civil, other, { clauses: ['WZ-27'] })
    const { job, case: caseId } = await started(civil, 'WZ-CHECKED', plan, { purpose })
    let pages = 0
    await city.services.processing.runNext({
      pageRows: 20,
      onPage: async () => {
        if (++pages === 1) await city.services.db.updateTable('data_grant').set({ status: 'revoked' }).execute()
      },
    })
    expect(await jobOf(civil, job)).toMatchObject({ state: 'failed', fault: { code: 'INPUT_REFUSED', input: 'a' } })
    const finish = await act(city, civil, caseId, 'finish')
    expect(finish.body.code).toBe('STATE_CONFLICT')
    expect(await rowsOf(civil, 'WZ-CHECKED')).toBe(0)
  })

  test('a run whose process is gone begins anew and is stored once; two joined datasets meet by their identifier', async () => {
    const wzMarket = 'wuzhong.market.steward'
    const items = [
      plainItem('credit_code', '统一社会信用代码', {
        maxLength: 18,
        identifier: 'creditCode',
        mask: 'credit-code',
        category: 'creditCode',
      }),
      plainItem('status', '登记状态', { maxLength: 20 }),
      plainItem('name', '企业名称', { maxLength: 200 }),
    ]
    await published(city, wzMarket, { code: 'WZ-PAIRS', fields: { ...complete.wuzhong, grade: 2 }, items })
    const plan: Fields = {
      inputs: [
        { name: 'a', entry: 'WZ-ENTERPRISES' },
        { name: 'b', entry: 'WZ-ENTERPRISES' },
      ],
      joins: [{ input: 'b', item: 'credit_code', equals: from('credit_code') }],
      result: {
        kind: 'select',
        items: [
          { to: 'credit_code', from: from('credit_code') },
          { to: 'status', from: from('status') },
          { to: 'name', from: from('name', 'b') },
        ],
      },
    }
    const { job, case: caseId } = await started(wzMarket, 'WZ-PAIRS', plan)
    const gone = city.services.processing.runNext({ onPage: () => Promise.reject(new Error('the process is gone')) })
    await expect(gone).rejects.toThrow('the process is gone')
    expect(await city.services.processing.runNext()).toBeUndefined()
    city.travel(3 * 60_000)
    await drain()
    await done(city, wzMarket, caseId, 'finish')
    const view = await jobOf(wzMarket, job)
    expect(view.rowsWritten).toBe(await rowsOf(wzMarket, 'WZ-ENTERPRISES'))
    expect(await rowsOf(wzMarket, 'WZ-PAIRS')).toBe(view.rowsWritten)
    expect(view.inputs.map((i: { rowsRead: number }) => i.rowsRead)).toEqual([view.rowsRead, view.rowsRead])
    const declared = await openCase(
      city,
      wzMarket,
      'process.job',
      { type: 'catalogEntry', id: view.output.id },
      {
        purpose: '统计',
        method: '汇聚',
        job,
      },
    )
    expect(declared.status).toBe(400)
  })
})
