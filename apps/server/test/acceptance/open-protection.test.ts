import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, draft, plainItem } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId, shareForm } from '../support/share.ts'

const steward = 'ningbo.market.steward'
const approver = 'ningbo.market.approver'

/** Processing, transfer, storage, destruction, incidents and emergencies: NB-05, NB-08, NB-12, NB-13, NB-15, NB-16, WZ-22, WZ-41, WZ-42. */
describe.each(engines)('protection on %s', (engine) => {
  let city: City
  let enterprises: { readonly type: 'catalogEntry'; readonly id: string }

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    enterprises = { type: 'catalogEntry', id: await entryId(city, steward, 'NB-ENTERPRISES') }
  })
  afterAll(() => city.close())

  const job = { purpose: '企业风险评价', method: '与纳税、社保数据汇聚' }

  test('NB-08-1-0 a processing job is released only when its record has the results of both checks', async () => {
    const login = 'ningbo.civil.steward'
    const caseId = await opened(city, login, 'process.job', enterprises, job)
    const early = await act(city, 'ningbo.civil.approver', caseId, 'release')
    await expectRefused(city, 'ningbo.civil.approver', early, { clauses: ['NB-08-1-0'], code: 'ACT_NOT_OFFERED' })
    const halves = [
      [{ originalValues: 'unchanged' }, 'derivedRisk', 'NB-08-1-2'],
      [{ derivedRisk: 'absent' }, 'originalValues', 'NB-08-1-1'],
    ] as const
    for (const [form, field, clause] of halves) {
      await expectRefused(city, login, await act(city, login, caseId, 'check', form), {
        clauses: [clause],
        fields: [field],
      })
    }
    const both = { originalValues: 'unchanged', derivedRisk: 'absent' }
    expect(await done(city, login, caseId, 'check', both)).toBe('checked')
    expect(await done(city, 'ningbo.civil.approver', caseId, 'release')).toBe('released')
    expect((await viewCase(city, login, caseId)).entries).toMatchObject([{ act: 'check', form: both }])
  })

  test('a flagged result is stopped', async () => {
    const login = 'ningbo.civil.steward'
    const caseId = await opened(city, login, 'process.job', enterprises, job)
    const unconsented = { originalValues: 'changedWithConsent', derivedRisk: 'absent' }
    const bare = await act(city, login, caseId, 'check', unconsented)
    await expectRefused(city, login, bare, { clauses: ['NB-08-1-1'], fields: ['consent'] })
    const risky = await act(city, login, caseId, 'check', { originalValues: 'unchanged', derivedRisk: 'present' })
    expect(risky.body.result.state).toBe('blocked')
    const another = await opened(city, login, 'process.job', enterprises, job)
    expect(await done(city, login, another, 'flag', { reason: '可推算涉密单位' })).toBe('blocked')

    const divisions = {
      type: 'catalogEntry',
      id: await entryId(city, 'wuzhong.civil.steward', 'WZ-DIVISIONS'),
    } as const
    const running = await opened(city, 'wuzhong.civil.steward', 'process.job', divisions, job)
    expect(await done(city, 'wuzhong.civil.steward', running, 'flag', { reason: '关联后可识别涉密单位' })).toBe(
      'stopped',
    )
  })

  test('a transfer outside the gateway needs encryption, an integrity check and a channel fit for the grade, and keeps both checksums', async () => {
    const transfer = {
      receiver: await organizationId(city, 'yinzhou.civil.steward'),
      channel: '政务外网专线',
      channelGrade: '2',
      encryption: true,
      integrity: true,
      checksum: 'sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      legalBasis: '社会救助暂行办法第十一条',
    }
    const wish = shareForm(city, 'yinzhou.civil.assistance', { items: ['credit_code', 'name'] })
    const request = await opened(city, 'yinzhou.civil.steward', 'share.request', enterprises, wish)
    await done(city, 'ningbo.market.approver', request, 'approve')
    const open = (more: Record<string, unknown>) =>
      openCase(city, steward, 'transmission.transfer', enterprises, { ...transfer, ...more })
    for (const lacking of [{ encryption: false }, { integrity: false }, { channelGrade: '1' }]) {
      await expectRefused(city, steward, await open(lacking), { clauses: ['NB-12'], code: 'ACT_FORBIDDEN' })
    }
    const answer = await open({})
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const caseId = answer.body.result.case as string
    const receipt = { checksum: transfer.checksum, checksumsMatch: true }
    expect(await done(city, 'yinzhou.civil.steward', caseId, 'receive', receipt)).toBe('completed')
    const view = await viewCase(city, steward, caseId)
    expect(view.form).toMatchObject(transfer)
    expect(view.entries).toMatchObject([{ act: 'receive', form: receipt }])
  })

  test('NB-13 data is bound only to storage of the level it needs; important personal data also needs all three measures', async () => {
    const binding = {
      system: '市政务云二区',
      factors: '企业登记，两百万条，二级，一般',
      requiredLevel: '3',
      protectionLevel: '3',
      importantPersonal: 'absent',
      encryptedStorage: true,
      authentication: true,
      accessControl: true,
    }
    const open = (more: Record<string, unknown>) =>
      openCase(city, steward, 'storage.binding', enterprises, { ...binding, ...more })
    const weaker = [
      ['2', '1'],
      ['3', '1'],
      ['3', '2'],
      ['4', '1'],
      ['4', '2'],
      ['4', '3'],
    ] as const
    for (const [requiredLevel, protectionLevel] of weaker) {
      await expectRefused(city, steward, await open({ requiredLevel, protectionLevel }), { clauses: ['NB-13'] })
    }
    for (const measure of ['encryptedStorage', 'authentication', 'accessControl']) {
      const answer = await open({ importantPersonal: 'present', [measure]: false })
      await expectRefused(city, steward, answer, { clauses: ['NB-13'] })
    }
    // The grade of the entry is a fact: it cannot be declared away.
    const secret = await draft(city, steward, {
      code: 'NB-STORE-3',
      fields: { ...complete.ningbo, grade: 3 },
      items: [plainItem('number', '登记序号', { grade: 3 })],
    })
    const graded = (more: Record<string, unknown>) =>
      openCase(city, steward, 'storage.binding', { type: 'catalogEntry', id: secret }, { ...binding, ...more })
    for (const lacking of [{ requiredLevel: '2', protectionLevel: '4' }, { encryptedStorage: false }]) {
      await expectRefused(city, steward, await graded(lacking), { clauses: ['NB-13'], code: 'ACT_FORBIDDEN' })
    }
    expect((await graded({})).status).toBe(201)
    const unexplained = await open({ factors: undefined })
    await expectRefused(city, steward, unexplained, { clauses: ['NB-13'], fields: ['factors'] })
    const answer = await open({ importantPersonal: 'present' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const worse = await act(city, steward, answer.body.result.case, 'change', { ...binding, protectionLevel: '2' })
    await expectRefused(city, steward, worse, { clauses: ['NB-13'] })
    expect((await viewCase(city, steward, answer.body.result.case)).state).toBe('bound')
  })

  test('WZ-41 a certified cloud or a proven local room is accepted; nothing else is, and no new room without a special provision', async () => {
    const login = 'wuzhong.civil.steward'
    const own = { type: 'organization', id: await organizationId(city, login) } as const
    const cloud = {
      location: '自治区政务云',
      storageKind: 'cloud',
      cloudCertification: '信创环境安全认证 2025-17',
      newBuild: 'absent',
    }
    const local = {
      location: '民政局机房',
      storageKind: 'local',
      classBEvidence: 'B级检测报告 2025',
      levelThreeEvidence: '等保三级备案 2025-3',
      newBuild: 'absent',
    }
    const open = (form: Record<string, unknown>) => openCase(city, login, 'storage.location', own, form)
    const refusals = [
      [{ ...cloud, cloudCertification: undefined }, ['cloudCertification']],
      [{ ...local, classBEvidence: undefined }, ['classBEvidence']],
      [{ ...local, levelThreeEvidence: undefined }, ['levelThreeEvidence']],
      [{ ...local, storageKind: 'laptop' }, ['storageKind']],
      [{ ...local, newBuild: 'present' }, ['specialProvision']],
    ] as const
    for (const [form, fields] of refusals) {
      await expectRefused(city, login, await open(form), { clauses: ['WZ-41'], fields })
    }
    const specialProvision = { instrument: 'cybersecurity-law', provision: '第三十一条' }
    for (const form of [cloud, local, { ...local, newBuild: 'present', specialProvision }]) {
      const answer = await open(form)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      expect(await viewCase(city, login, answer.body.result.case)).toMatchObject({ state: 'registered', form })
    }
    const other = { type: 'organization', id: await organizationId(city, 'wuzhong.market.steward') } as const
    expect((await openCase(city, login, 'storage.location', other, cloud)).status).toBe(403)
  })

  test('a destruction that names no copy does not begin', async () => {
    const form = { destructionGround: 'notNeeded', reason: '业务终止', copies: [] }
    const bare = await openCase(city, approver, 'data.destruction', enterprises, form)
    await expectRefused(city, approver, bare, { clauses: ['NB-15-1'], fields: ['copies'] })
  })

  test('NB-05-6 an incident runs a clock for the measures and one for the report, both from the day of the event, and closes only with both', async () => {
    const own = { type: 'organization', id: await organizationId(city, steward) } as const
    const incident = { happenedOn: '2026-02-09', event: '接口密钥外泄', affected: '企业登记查询接口' }
    const caseId = await opened(city, steward, 'security.incident', own, incident)
    expect((await viewCase(city, steward, caseId)).clocks).toMatchObject([
      { period: 'incident.disposal', state: 'running', due: '2026-02-09', basis: 'policy', cites: ['NB-05-6'] },
    ])
    const close = { conclusion: '密钥已更换，未发现数据外泄' }
    const early = await act(city, approver, caseId, 'close', close)
    await expectRefused(city, approver, early, { clauses: ['NB-05-6'], code: 'ACT_NOT_OFFERED' })
    const unsaid = await act(city, steward, caseId, 'dispose', { happenedOn: '2026-02-09' })
    await expectRefused(city, steward, unsaid, { clauses: ['NB-05-6'], fields: ['measures'] })
    const measures = { happenedOn: '2026-02-09', measures: '停用密钥，封禁来源' }
    expect(await done(city, steward, caseId, 'dispose', measures)).toBe('reporting')
    const disposed = await viewCase(city, steward, caseId)
    expect(disposed.clocks).toMatchObject([
      { period: 'incident.disposal', state: 'finished', overdueBy: null },
      { period: 'incident.report', state: 'running', basis: 'policy' },
    ])
    // Twenty-four hours, never later than counted from the event.
    const dueAt = Date.parse(disposed.clocks[1].dueAt)
    expect(dueAt).toBeLessThanOrEqual(Date.parse('2026-02-11T00:00:00+08:00'))
    expect(dueAt).toBeGreaterThan(city.now().getTime())
    const unreported = await act(city, approver, caseId, 'close', close)
    await expectRefused(city, approver, unreported, { clauses: ['NB-05-6'], code: 'ACT_NOT_OFFERED' })
    const receiptless = await act(city, steward, caseId, 'report', { reportedTo: ['宁波市公安局'] })
    await expectRefused(city, steward, receiptless, { clauses: ['NB-05-6'], fields: ['receipt'] })
    const report = { reportedTo: ['宁波市公安局'], receipt: '甬公网安〔2026〕12 号' }
    expect(await done(city, steward, caseId, 'report', report)).toBe('reported')
    expect(await done(city, approver, caseId, 'close', close)).toBe('closed')
    const closed = await viewCase(city, steward, caseId)
    expect(closed.entries.map((e: { act: string }) => e.act)).toEqual(['dispose', 'report', 'close'])
    expect(closed.clocks.map((c: { overdueBy: number | null }) => c.overdueBy)).toEqual([null, null])
  })

  const callUp = {
    event: '台风「海葵」应急响应',
    declaration: '甬防指〔2026〕3 号',
    legalBasis: { instrument: 'cybersecurity-law', provision: '第五十八条' },
    data: ['避灾点人员名单', '停电用户清单'],
    holders: ['电力公司', '避灾点住户'],
  }
  const nothing = ['event', 'declaration', 'legalBasis', 'data', 'holders']

  test('NB-16-1 data for an emergency is called up only for a declared event, on a law or regulation, and data by data', async () => {
    const territory = { type: 'territory', id: '330200000000' } as const
    const open = (form: Record<string, unknown>) => openCase(city, approver, 'emergency.callUp', territory, form)
    await expectRefused(city, approver, await open({}), { clauses: ['NB-16-1'], fields: nothing })
    for (const field of nothing) {
      const answer = await open({ ...callUp, [field]: undefined })
      await expectRefused(city, approver, answer, { clauses: ['NB-16-1'], fields: [field] })
    }
    // The text says laws and regulations; a rule of a government is neither.
    const rule = { instrument: 'zhejiang-public-data-measures-2017', provision: '第一条' }
    await expectRefused(city, approver, await open({ ...callUp, legalBasis: rule }), {
      clauses: ['NB-16-1'],
      fields: ['legalBasis'],
    })
    const answer = await open(callUp)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const caseId = answer.body.result.case as string
    expect(clausesOf(answer)).toContain('NB-16-1')
    const unlisted = await act(city, steward, caseId, 'request', { holder: '电力公司' })
    await expectRefused(city, steward, unlisted, { clauses: ['NB-16-1'], fields: ['data'] })
    const request = { holder: '电力公司', data: ['停电用户清单'] }
    expect(await done(city, steward, caseId, 'request', request)).toBe('called')
    expect((await viewCase(city, steward, caseId)).entries).toMatchObject([{ act: 'request', form: request }])
  })

  test('WZ-22-1 the same in Wuzhong, where a rule suffices and national defence mobilisation is a reason too', async () => {
    const territory = { type: 'territory', id: '640300000000' } as const
    const login = 'wuzhong.civil.approver'
    const open = (form: Record<string, unknown>) => openCase(city, login, 'emergency.callUp', territory, form)
    const mobilisation = {
      ...callUp,
      eventKind: 'mobilisation',
      event: '国防动员演练',
      declaration: '吴动办〔2026〕1 号',
    }
    for (const field of ['eventKind', ...nothing]) {
      const answer = await open({ ...mobilisation, [field]: undefined })
      await expectRefused(city, login, answer, { clauses: ['WZ-22-1'], fields: [field] })
    }
    const policy = { instrument: 'government-information-sharing-measures', provision: '第一条' }
    const answer = await open({ ...mobilisation, legalBasis: policy })
    await expectRefused(city, login, answer, { clauses: ['WZ-22-1'], fields: ['legalBasis'] })
    const rule = { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第一条' }
    const opened = await open({ ...mobilisation, legalBasis: rule })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    const caseId = opened.body.result.case as string
    const unlisted = await act(city, 'wuzhong.civil.steward', caseId, 'request', { holder: '运输企业' })
    await expectRefused(city, 'wuzhong.civil.steward', unlisted, { clauses: ['WZ-22-1'], fields: ['data'] })
    const end = { endedOn: '2026-02-09', applications: '应急调度应用' }
    const closing = await act(city, login, caseId, 'endResponse', end)
    await expectRefused(city, login, closing, { clauses: ['WZ-22-2'], code: 'ACT_EFFECT_PENDING' })
  })

  const doneOn = '2026-02-09'
  const record = { doneOn, summary: '按预案演练，用时两小时', evidence: ['演练记录 2026-1'], responsible: '信息科' }
  const keepsPlanAndDrills = async (authority: string, login: string, clause: string): Promise<void> => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const agency = { type: 'organization', id: await organizationId(city, login) } as const
    const plan = await opened(city, authority, 'security.emergencyPlan', agency)
    const drill = await opened(city, authority, 'security.drill', agency)
    const bare = await act(city, login, plan, 'record', { ...record, evidence: [] })
    expect(bare.body.fields).toMatchObject([{ field: 'evidence', fault: 'missing' }])
    expect(await done(city, login, plan, 'record', { ...record, summary: '应急预案第三版' })).toBe('kept')
    expect(await done(city, login, drill, 'record', record)).toBe('due')
    const view = await viewCase(city, login, drill)
    expect(view.entries).toMatchObject([{ act: 'record', form: record }])
    expect(view.clocks.at(-1)).toMatchObject({
      period: 'drill.cycle',
      state: 'running',
      due: '2027-03-02',
      cites: [clause],
    })
    expect((await viewCase(city, login, plan)).entries).toMatchObject([{ form: { doneOn, summary: '应急预案第三版' } }])

    city.travelTo('2027-03-10T09:00:00+08:00')
    await city.services.sweeper.sweepOnce()
    const late = await (await city.as(authority)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect(late.body.items.map((line: { case: string }) => line.case)).toContain(drill)
    const told = await (await city.as(login)).get('/api/v1/notifications')
    expect(JSON.stringify(told.body)).toContain(drill)
  }

  test('NB-05-5 an agency keeps its emergency plan and its drills; an interval without a drill is overdue and told', async () => {
    await keepsPlanAndDrills('ningbo.data.approver', steward, 'NB-05-5')
  })

  test('WZ-40-2-8 the same in Wuzhong', async () => {
    await keepsPlanAndDrills('wuzhong.data.approver', 'wuzhong.civil.steward', 'WZ-40-2-8')
  })
})
