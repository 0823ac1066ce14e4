import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, applicationId, clauses, entryId, lookup, openShareRequest } from '../support/share.ts'

/** Contractors of an agency, and the purpose to which shared data is bound: NB-05-7, NB-18, WZ-43, NB-11-1, YZ-16. */
describe.each(engines)('outsourcing and use on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const contract = { activity: '登记系统运行维护', scope: '企业登记库', until: '2026-12-31' }
  const passed = { reviewResult: 'passed', report: '资质、人员、安全管理均合格' }
  const contractorOf = async (login: string) =>
    ({ type: 'organization', id: await organizationId(city, login) }) as const

  const reviewed = async (agency: string, contractor: string): Promise<string> => {
    const caseId = await opened(
      city,
      `${agency}.steward`,
      'outsourcing.contract',
      await contractorOf(contractor),
      contract,
    )
    expect(await done(city, `${agency}.approver`, caseId, 'review', passed)).toBe('agreeing')
    return caseId
  }

  test('NB-05-7 no contract takes effect and no account is opened before the outsourced activity passed its security review', async () => {
    const agency = 'ningbo.market'
    const subject = await contractorOf('ningbo.contractor.steward')
    const caseId = await opened(city, `${agency}.steward`, 'outsourcing.contract', subject, contract)
    const approver = `${agency}.approver`
    const admitted = await act(city, approver, caseId, 'admit', { accounts: ['运维一号'] })
    await expectRefused(city, approver, admitted, { clauses: ['NB-05-7'], code: 'ACT_NOT_OFFERED' })
    const activated = await act(city, approver, caseId, 'activate', {
      securityAgreement: 'BM-1',
      signedOn: '2026-02-09',
    })
    await expectRefused(city, approver, activated, { clauses: ['NB-05-7'], code: 'ACT_NOT_OFFERED' })
    const unreported = await act(city, approver, caseId, 'review', { reviewResult: 'passed' })
    await expectRefused(city, approver, unreported, { clauses: ['NB-05-7'], fields: ['report'] })
    expect(await done(city, approver, caseId, 'review', { ...passed, reviewResult: 'failed' })).toBe('refused')
    const after = await act(city, approver, caseId, 'admit', { accounts: ['运维一号'] })
    await expectRefused(city, approver, after, { clauses: ['NB-05-7'], code: 'ACT_NOT_OFFERED' })

    const second = await reviewed(agency, 'ningbo.contractor.steward')
    expect(await done(city, approver, second, 'activate', { securityAgreement: 'BM-2', signedOn: '2026-02-09' })).toBe(
      'active',
    )
    expect((await viewCase(city, approver, second)).entries).toMatchObject([
      { act: 'review', form: passed },
      { act: 'activate' },
    ])
  })

  test('NB-18-1 a contract takes effect with a passed review and a signed agreement; the authority keeps the model agreement', async () => {
    const approver = 'ningbo.civil.approver'
    const caseId = await reviewed('ningbo.civil', 'ningbo.contractor.steward')
    const unsigned = await act(city, approver, caseId, 'activate', {})
    await expectRefused(city, approver, unsigned, { clauses: ['NB-18-1'], fields: ['securityAgreement', 'signedOn'] })
    expect((await viewCase(city, approver, caseId)).state).toBe('agreeing')
    const agreement = {
      securityAgreement: '安全保护及保密协议 2026-1',
      modelText: '示范文本（2026 年版）',
      signedOn: '2026-02-09',
    }
    expect(await done(city, approver, caseId, 'activate', agreement)).toBe('active')
    expect((await viewCase(city, approver, caseId)).entries.at(-1)).toMatchObject({ form: agreement })

    const authority = await contractorOf('ningbo.data.steward')
    const model = await opened(city, 'ningbo.data.approver', 'outsourcing.modelAgreement', authority)
    const record = {
      doneOn: '2026-02-09',
      summary: '公布示范文本（2026 年版）',
      evidence: ['甬数〔2026〕5 号'],
      responsible: '安全处',
    }
    expect(await done(city, 'ningbo.data.steward', model, 'record', record)).toBe('kept')
  })

  test('WZ-43-1 review passed, both agreements signed together with liability, later checks recorded', async () => {
    const approver = 'wuzhong.civil.approver'
    const subject = await contractorOf('wuzhong.contractor.steward')
    const unreviewed = await opened(city, 'wuzhong.civil.steward', 'outsourcing.contract', subject, contract)
    const signed = {
      serviceContract: 'FW-1',
      securityAgreement: 'BM-1',
      liability: '违约金为合同额百分之二十',
      signedOn: '2026-02-09',
    }
    const early = await act(city, approver, unreviewed, 'activate', signed)
    await expectRefused(city, approver, early, { clauses: ['WZ-43-1'], code: 'ACT_NOT_OFFERED' })

    const caseId = await reviewed('wuzhong.civil', 'wuzhong.contractor.steward')
    for (const field of ['serviceContract', 'securityAgreement', 'liability', 'signedOn']) {
      const answer = await act(city, approver, caseId, 'activate', { ...signed, [field]: undefined })
      await expectRefused(city, approver, answer, { clauses: ['WZ-43-1'], fields: [field] })
    }
    expect(await done(city, approver, caseId, 'activate', signed)).toBe('active')
    const check = { findings: '日志留存合规，补签一名人员保密书', checkedOn: '2026-02-09' }
    expect(await done(city, 'wuzhong.civil.steward', caseId, 'supervise', check)).toBe('active')
    expect((await viewCase(city, approver, caseId)).entries.slice(-2)).toMatchObject([
      { act: 'activate', form: signed },
      { act: 'supervise', form: check },
    ])
  })

  test('the end of a contract without accounts leads to a supervised deletion (WZ-43-2)', async () => {
    const approver = 'wuzhong.market.approver'
    const caseId = await reviewed('wuzhong.market', 'wuzhong.contractor.steward')
    const signed = { serviceContract: 'FW-2', securityAgreement: 'BM-2', liability: '赔偿损失', signedOn: '2026-02-09' }
    await done(city, approver, caseId, 'activate', signed)
    expect(await done(city, approver, caseId, 'end', { endGround: 'terminated', endedOn: '2026-02-09' })).toBe(
      'clearing',
    )
    const contractor = 'wuzhong.contractor.steward'
    const reversible = await act(city, contractor, caseId, 'clear', { clearanceMethod: 'deletion', evidence: ['截图'] })
    await expectRefused(city, contractor, reversible, { clauses: ['WZ-43-2'], fields: ['clearanceMethod'] })
    const clearance = { clearanceMethod: 'overwriting', evidence: ['覆写报告 2026-1'] }
    expect(await done(city, contractor, caseId, 'clear', clearance)).toBe('cleared')
    const unnamed = await act(city, approver, caseId, 'confirm', { findings: '现场核验' })
    await expectRefused(city, approver, unnamed, { clauses: ['WZ-43-2'], fields: ['supervisedBy'] })
    expect(await done(city, approver, caseId, 'confirm', { supervisedBy: '信息科科长', findings: '现场核验' })).toBe(
      'ended',
    )
  })

  test('NB-11-1, YZ-16 shared data serves the approved duty alone: another purpose, and another office, is refused and recorded', async () => {
    const asked = await openShareRequest(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS', 'yinzhou.civil.assistance', {
      scenario: '低保审核',
    })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    await done(city, 'yinzhou.data.approver', asked.body.result.case as string, 'approve')
    const [resident] = await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 7)
    const application = await city.asApplication('yinzhou.civil.assistance')
    const values = [resident!.residentId]

    const answer = await lookup(application, 'YZ-RESIDENTS', values)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    for (const purpose of ['商业营销', '人员招录']) {
      const refused = await lookup(application, 'YZ-RESIDENTS', values, { purpose })
      expect(refused.status, JSON.stringify(refused.body)).toBe(403)
      expect(clauses(refused)).toEqual(expect.arrayContaining(['NB-11-1', 'YZ-16']))
      expect(refused.body.rows).toBeUndefined()
      const evidence = await application.get(`/api/v1/evidence/${refused.body.receipt as string}`)
      const record = JSON.parse(evidence.body.body as string) as { outcome: string; grounds: string[] }
      expect(record.outcome).toBe('refused')
      expect(record.grounds).toEqual(expect.arrayContaining(['NB-11-1', 'YZ-16']))
    }
    const unnamed = await lookup(application, 'YZ-RESIDENTS', values, { purpose: undefined })
    expect(unnamed.status).toBe(400)
    // Nobody can be handed the grant of another: a second office has to ask the provider itself.
    const other = await city.asApplication('yinzhou.education.enrolment')
    const borrowed = await lookup(other, 'YZ-RESIDENTS', values)
    expect(borrowed.status).toBe(403)
    expect(borrowed.body.rows).toBeUndefined()
    const forAnother = await openCase(
      city,
      'yinzhou.civil.steward',
      'share.request',
      {
        type: 'catalogEntry',
        id: await entryId(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS'),
      },
      {
        duty: '最低生活保障审核确认',
        legalBasis: '社会救助暂行办法第十一条',
        purposes: ['最低生活保障审核'],
        items: ['name'],
        application: applicationId(city, 'yinzhou.education.enrolment'),
        mode: 'interface',
        until: '2099-12-31',
        scenario: '代教育局申请',
      },
    )
    expect(forAnother.status).toBeGreaterThanOrEqual(400)
  })
})
