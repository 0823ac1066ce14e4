import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { complete, published } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { applicationId, entryId } from '../support/share.ts'

/** Accounts of contractors: reviewed first, for the data of one contract, until its last day: NB-05-7, NB-18-2, YZ-23, WZ-43. */
describe.each(engines)('contractors on %s', (engine) => {
  let city: City
  const start = '2026-02-09T09:00:00+08:00'
  beforeAll(async () => {
    city = await openCity(engine)
  })
  beforeEach(() => city.travelTo(start))
  afterAll(() => city.close())

  const until = '2026-06-30'
  const passed = { reviewResult: 'passed', report: '资质、人员、安全管理均合格' }
  const activity = { activity: '数据治理', scope: '合同所列数据集', until }
  const contractorOf = async (place: string) =>
    ({ type: 'organization', id: await organizationId(city, `${place}.contractor.steward`) }) as const

  /** The system administrator opens an account without roles for a contractor. */
  const openAccount = async (place: string, login: string): Promise<Answer> =>
    (await city.as('platform.system')).send(
      'POST',
      `/api/v1/organizations/${(await contractorOf(place)).id}/accounts`,
      { login, name: '外包人员（测试）', password: city.demo.password },
    )
  const account = async (place: string, login: string): Promise<void> => {
    const answer = await openAccount(place, login)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  /** A contract that passed its review and took effect. @returns Its case. */
  const contract = async (agency: string, place: string, datasets: readonly string[]): Promise<string> => {
    const form = { ...activity, datasets }
    const caseId = await opened(city, `${agency}.steward`, 'outsourcing.contract', await contractorOf(place), form)
    await done(city, `${agency}.approver`, caseId, 'review', passed)
    const signed = { securityAgreement: 'BM-1', signedOn: '2026-02-09' }
    const together = agency.startsWith('wuzhong') ? { serviceContract: 'FW-1', liability: '赔偿损失' } : {}
    await done(city, `${agency}.approver`, caseId, 'activate', { ...signed, ...together })
    return caseId
  }
  const dataset = (client: Client, code: string, more = '') => client.get(`/api/v1/datasets/${code}${more}`)

  test('NB-05-7 neither an account nor data for a contractor before the outsourced activity passed its security review', async () => {
    const early = await openAccount('ningbo', 'nb.worker.0')
    await expectRefused(city, 'platform.system', early, { clauses: ['NB-05-7'] })
    expect(early.body.needed[0].text).toContain('安全审查')
    const subject = await contractorOf('ningbo')
    const form = { ...activity, datasets: ['NB-ENTERPRISES'] }
    const caseId = await opened(city, 'ningbo.market.steward', 'outsourcing.contract', subject, form)
    expect((await openAccount('ningbo', 'nb.worker.0')).status).toBe(403)
    const approver = 'ningbo.market.approver'
    await expectRefused(city, approver, await act(city, approver, caseId, 'admit', { accounts: ['nb.worker.0'] }), {
      clauses: ['NB-05-7'],
    })
    expect(await done(city, approver, caseId, 'review', { ...passed, reviewResult: 'failed' })).toBe('refused')
    expect((await openAccount('ningbo', 'nb.worker.0')).status).toBe(403)

    const second = await opened(city, 'ningbo.market.steward', 'outsourcing.contract', subject, form)
    await done(city, approver, second, 'review', passed)
    await account('ningbo', 'nb.worker.0')
    // The contract is not signed: the account is there, and sees nothing.
    const worker = await city.as('nb.worker.0')
    await expectRefused(city, 'nb.worker.0', await dataset(worker, 'NB-ENTERPRISES'), { clauses: ['NB-18-2'] })
    expect(await done(city, approver, second, 'abandon')).toBe('abandoned')
    expect((await openAccount('ningbo', 'nb.worker.00')).status).toBe(403)
  })

  test('NB-18-2 an account acts only on the data of its contract, exports nothing, and ends with the contract while the clearance stays open', async () => {
    const approver = 'ningbo.market.approver'
    const foreign = await openCase(
      city,
      'ningbo.market.steward',
      'outsourcing.contract',
      await contractorOf('ningbo'),
      {
        ...activity,
        datasets: ['NB-ENTERPRISES', 'NB-DIVISIONS', 'NO-SUCH'],
      },
    )
    expect(foreign).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'form.datasets.1' }, { field: 'form.datasets.2' }] },
    })
    const caseId = await contract('ningbo.market', 'ningbo', ['NB-ENTERPRISES'])
    await account('ningbo', 'nb.worker.1')
    for (const logins of [['ningbo.contractor.steward'], ['ningbo.civil.steward'], ['nobody']]) {
      const wrong = await act(city, approver, caseId, 'admit', { accounts: logins })
      expect(wrong, JSON.stringify(wrong.body)).toMatchObject({
        status: 400,
        body: { fields: [{ field: 'form.accounts.0' }] },
      })
    }
    expect(await done(city, approver, caseId, 'admit', { accounts: ['nb.worker.1'] })).toBe('admitted')

    const worker = await city.as('nb.worker.1')
    expect((await dataset(worker, 'NB-ENTERPRISES')).status).toBe(200)
    const shown = await dataset(worker, 'NB-ENTERPRISES', '/preview')
    expect(shown.status, JSON.stringify(shown.body)).toBe(200)
    const entry = await entryId(city, 'ningbo.market.steward', 'NB-ENTERPRISES')
    expect((await worker.get(`/api/v1/catalog-entries/${entry}`)).status).toBe(200)
    const other = await entryId(city, 'ningbo.civil.steward', 'NB-DIVISIONS')
    for (const refused of [
      await dataset(worker, 'NB-DIVISIONS'),
      await dataset(worker, 'NB-DIVISIONS', '/preview'),
      await worker.get(`/api/v1/catalog-entries/${other}`),
      await worker.send('POST', '/api/v1/datasets/NB-DIVISIONS/quality-runs'),
      await worker.get('/api/v1/datasets/NB-DIVISIONS/quality-runs'),
    ]) {
      await expectRefused(city, 'nb.worker.1', refused, { clauses: ['NB-18-2'] })
      expect(refused.body.needed.length).toBeGreaterThan(0)
    }
    expect((await worker.get('/api/v1/catalog-entries?q=NB')).status).toBe(403)
    // No task but looking: rules are not the contractor's, and nothing leaves with it.
    expect((await worker.send('POST', '/api/v1/datasets/NB-ENTERPRISES/quality-runs')).status).toBe(403)
    const liaison = 'ningbo.contractor.steward'
    const asked = await openCase(
      city,
      liaison,
      'share.request',
      { type: 'catalogEntry', id: entry },
      {
        duty: '转交',
        legalBasis: '合同',
        purposes: ['转交'],
        items: ['name'],
        application: applicationId(city, 'yinzhou.civil.assistance'),
        mode: 'interface',
        until: '2026-12-31',
      },
    )
    await expectRefused(city, liaison, asked, { clauses: ['NB-18-2'] })
    const key = { algorithm: 'EdDSA', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }
    const registered = await (
      await city.as(liaison)
    ).send('POST', `/api/v1/organizations/${(await contractorOf('ningbo')).id}/applications`, { name: '导出', key })
    await expectRefused(city, liaison, registered, { clauses: ['NB-18-2'] })

    expect(await done(city, approver, caseId, 'end', { endedOn: '2026-02-09' })).toBe('clearing')
    expect((await dataset(worker, 'NB-ENTERPRISES')).status).toBe(401)
    const again = await city.anonymous.send('POST', '/api/v1/session', {
      login: 'nb.worker.1',
      password: city.demo.password,
    })
    expect(again.status).toBe(401)
    const clearance = { accounts: '已注销', data: '没有留存', evidence: ['清除证明'] }
    const clearing = await viewCase(city, liaison, caseId)
    expect(clearing).toMatchObject({ state: 'clearing', open: true })
    const unproven = await act(city, liaison, caseId, 'clear', { ...clearance, evidence: undefined })
    await expectRefused(city, liaison, unproven, { clauses: ['NB-18-2'], fields: ['evidence'] })
    expect(await done(city, liaison, caseId, 'clear', clearance)).toBe('cleared')
  })

  test('NB-18-2 WZ-43-2 with the last day of the contract its accounts end by themselves, and the clearance begins', async () => {
    for (const [place, code, ended] of [
      ['ningbo', 'NB-ENTERPRISES', { endedOn: '2026-07-01' }],
      ['wuzhong', 'WZ-ENTERPRISES', { endGround: 'terminated', endedOn: '2026-07-01' }],
    ] as const) {
      city.travelTo(start)
      const caseId = await contract(`${place}.market`, place, [code])
      const login = `${place}.worker.last`
      await account(place, login)
      const approver = `${place}.market.approver`
      await done(city, approver, caseId, 'admit', { accounts: [login] })
      city.travelTo('2026-06-30T23:00:00+08:00')
      const worker = await city.as(login)
      expect((await dataset(worker, code)).status).toBe(200)
      // The day after, without a sweep: the open session is over, and no other begins.
      city.travelTo('2026-07-01T00:00:01+08:00')
      expect((await dataset(worker, code)).status).toBe(401)
      await expect(city.as(login)).rejects.toThrow('cannot sign in')
      expect(await city.services.contractSweeper.sweepOnce()).toBeGreaterThanOrEqual(1)
      expect(await city.services.contractSweeper.sweepOnce()).toBe(0)
      expect(await viewCase(city, approver, caseId)).toMatchObject({ state: 'clearing', open: true })
      const accounts = await (
        await city.as('platform.system')
      ).get(`/api/v1/organizations/${(await contractorOf(place)).id}/accounts`)
      const found = (accounts.body.items as { login: string }[]).find((a) => a.login === login)
      expect(found).toMatchObject({ status: 'closed' })
      expect((await act(city, approver, caseId, 'end', ended)).body.code).toBe('ACT_NOT_OFFERED')
    }
  })

  test('WZ-43-1 WZ-43-2 the accounts of a contractor see what its contract names and are closed in the step that ends it', async () => {
    expect(clausesOf(await openAccount('wuzhong', 'wz.worker.2'))).toContain('WZ-43-1')
    const first = await contract('wuzhong.police', 'wuzhong', ['WZ-RESIDENTS'])
    const second = await contract('wuzhong.market', 'wuzhong', ['WZ-ENTERPRISES'])
    await account('wuzhong', 'wz.worker.2')
    await done(city, 'wuzhong.police.approver', first, 'admit', { accounts: ['wz.worker.2'] })
    const worker = await city.as('wz.worker.2')
    expect((await dataset(worker, 'WZ-RESIDENTS')).status).toBe(200)
    await expectRefused(city, 'wz.worker.2', await dataset(worker, 'WZ-ENTERPRISES'), { clauses: ['WZ-43-1'] })
    // Grades above what a preview shows stay masked for a contractor as for anybody.
    const rows = JSON.stringify((await dataset(worker, 'WZ-RESIDENTS', '/preview')).body)
    expect(rows).toContain('*')
    await done(city, 'wuzhong.market.approver', second, 'admit', { accounts: ['wz.worker.2'] })
    expect((await dataset(worker, 'WZ-ENTERPRISES')).status).toBe(200)

    // Two contracts, one account: what ends is the data of the one that ended, and with the last one the account.
    const ended = { endGround: 'rescinded', endedOn: '2026-02-09' }
    await done(city, 'wuzhong.police.approver', first, 'end', ended)
    expect((await dataset(worker, 'WZ-RESIDENTS')).status).toBe(403)
    expect((await dataset(worker, 'WZ-ENTERPRISES')).status).toBe(200)
    await done(city, 'wuzhong.market.approver', second, 'end', ended)
    expect((await dataset(worker, 'WZ-ENTERPRISES')).status).toBe(401)
  })

  test('YZ-23 a technical service unit under a registered contract cleans, compares and verifies the datasets of its contract: problem records, a score, and nothing else', async () => {
    const territory = { type: 'territory', id: '330212000000' } as const
    const authority = 'yinzhou.data.approver'
    const { id: unit } = await contractorOf('yinzhou')
    const form = { contractor: unit, contract: '数据治理服务合同 2026-1', datasets: ['YZ-RESIDENTS'], until }
    for (const missing of ['contract', 'datasets']) {
      const refused = await openCase(city, authority, 'quality.commission', territory, {
        ...form,
        [missing]: undefined,
      })
      await expectRefused(city, authority, refused, { clauses: ['YZ-23'], fields: [missing] })
    }
    const foreign = await openCase(city, authority, 'quality.commission', territory, {
      ...form,
      datasets: ['NB-ENTERPRISES'],
    })
    expect(foreign).toMatchObject({ status: 400, body: { fields: [{ field: 'form.datasets.0' }] } })
    const commission = await opened(city, authority, 'quality.commission', territory, form)
    const accounts = { accounts: ['yz.worker.1'] }
    // Ningbo's rules hold here too: no account before the review of the outsourced activity.
    await expectRefused(city, authority, await act(city, authority, commission, 'admit', accounts), {
      clauses: ['NB-05-7'],
    })
    await contract('yinzhou.data', 'yinzhou', [])
    await account('yinzhou', 'yz.worker.1')
    expect(await done(city, authority, commission, 'admit', accounts)).toBe('working')

    const worker = await city.as('yz.worker.1')
    const path = '/api/v1/datasets/YZ-RESIDENTS'
    const rules = [
      { id: 'mobile-there', title: '手机号码齐全', severity: 'counted', kind: 'completeness', item: 'mobile' },
      { id: 'sex-code', title: '性别代码', severity: 'counted', kind: 'codes', item: 'sex', values: ['男', '女'] },
      { id: 'born', title: '出生日期', severity: 'counted', kind: 'range', item: 'birth_date', min: '1990-01-01' },
    ]
    const entered = await worker.send('POST', `${path}/quality-rules`, { rules })
    expect(entered.status, JSON.stringify(entered.body)).toBe(201)
    const ran = await worker.send('POST', `${path}/quality-runs`)
    expect(ran.status, JSON.stringify(ran.body)).toBe(201)
    expect(ran.body.result.score).toBeGreaterThan(0)
    expect(ran.body.result.score).toBeLessThan(100)
    expect((await worker.get(`${path}/quality-runs`)).body.items[0]).toMatchObject({ score: ran.body.result.score })

    // In the name of the authority that gave the commission; told to it, with the source and without a value.
    const { body } = await (await city.as(authority)).get('/api/v1/supervision/problems?territory=330212000000')
    const problems = (body.items as { rule: string | null; case: string; dataset: { code: string } }[]).filter(
      (p) => p.dataset.code === 'YZ-RESIDENTS' && p.rule !== null,
    )
    expect(problems.map((p) => p.rule)).toContain('born')
    const problem = await viewCase(city, authority, problems.find((p) => p.rule === 'born')!.case)
    expect(problem).toMatchObject({ procedure: 'quality.issue', state: 'found' })
    const again = await worker.send('POST', `${path}/quality-runs`)
    expect(again.status).toBe(201)
    const after = await (await city.as(authority)).get('/api/v1/supervision/problems?territory=330212000000')
    expect((after.body.items as unknown[]).length).toBe((body.items as unknown[]).length)

    // Nothing else: neither other data, nor values of grade 3 and above, nor what others do with the dataset.
    for (const code of ['NB-ENTERPRISES', 'NB-DIVISIONS', 'WZ-RESIDENTS']) {
      expect((await dataset(worker, code)).status, code).toBe(403)
    }
    const near = { code: 'YZ-OTHER', fields: complete.yinzhou }
    await published(city, 'yinzhou.education.steward', near)
    for (const more of ['', '/preview', '/quality-runs']) {
      const refused = await dataset(worker, near.code, more)
      await expectRefused(city, 'yz.worker.1', refused, { clauses: ['YZ-23', 'NB-18-2'] })
    }
    const compare = [
      { ...rules[0], id: 'other', kind: 'reference', item: 'village_code', dataset: 'NB-DIVISIONS', key: 'code' },
    ]
    const across = await worker.send('POST', `${path}/quality-rules`, { rules: compare })
    expect(across).toMatchObject({ status: 400, body: { fields: [{ field: 'body.rules.0.dataset' }] } })
    for (const [method, url] of [
      ['GET', `${path}/uploads`],
      ['POST', `${path}/uploads`],
      ['POST', `${path}/corrections`],
    ] as const) {
      const answer =
        method === 'GET' ? await worker.get(url) : await worker.send(method, url, { fileName: 'x.csv', bytes: 1 })
      expect([400, 403], `${method} ${url}`).toContain(answer.status)
    }

    // The unit reports; the end of the commission is the end of its account.
    const report = { dataset: 'YZ-RESIDENTS', check: 'inspection', problems: '出生日期早于范围', score: 90 }
    await done(city, 'yinzhou.contractor.steward', commission, 'report', report)
    expect(await done(city, authority, commission, 'end')).toBe('ended')
    expect((await worker.get(`${path}/quality-runs`)).status).toBe(401)
  })
})
