import { sql } from 'kysely'
import { toHex } from '@fadu/audit-log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { dumpAll } from '../support/dump.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId } from '../support/share.ts'

/** What people may ask about their own data and about open data: NB-07-3, NB-10-3, NB-15-2, WZ-21-1, WZ-33. */
describe.each(engines)('rights on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const residents = async (login: string, code: string) =>
    ({ type: 'catalogEntry', id: await entryId(city, login, code) }) as const
  const lateCases = async (login: string): Promise<readonly { case: string; clock: { period: string } }[]> => {
    const answer = await (await city.as(login)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items
  }
  /** Periods that a supervising account sees overdue in a case. */
  const overdue = async (login: string, caseId: string): Promise<readonly string[]> =>
    (await lateCases(login)).filter((line) => line.case === caseId).map((line) => line.clock.period)

  test('NB-15-2 a deletion application has its receipt and three working days; a reply ends them, silence is overdue for all to see', async () => {
    city.travelTo('2025-09-29T09:00:00+08:00')
    const person = 'yinzhou.resident.self'
    const subject = await residents('yinzhou.police.steward', 'YZ-RESIDENTS')
    const form = { content: '本人已迁出的户籍记录', harm: '迁出三年仍被用于核查，影响入学' }
    const empty = await openCase(city, person, 'subject.deletion', subject, { content: form.content })
    await expectRefused(city, person, empty, { clauses: ['NB-15-2'], fields: ['harm'] })

    const answer = await openCase(city, person, 'subject.deletion', subject, form)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body.act.at).toMatch(/^2025-09-29T01:0/)
    expect(clausesOf(answer)).toContain('NB-15-2')
    const caseId = answer.body.result.case as string
    // 30 September, then the holiday, then 9 and 10 October.
    expect((await viewCase(city, person, caseId)).clocks).toMatchObject([
      { period: 'deletion.reply', state: 'running', due: '2025-10-10', basis: 'law', cites: ['NB-15-2'] },
    ])
    const silent = await act(city, 'yinzhou.police.approver', caseId, 'reply', {})
    await expectRefused(city, 'yinzhou.police.approver', silent, { clauses: ['NB-15-2'], fields: ['reply'] })
    const dropped = await act(city, 'yinzhou.police.approver', caseId, 'withdraw')
    await expectRefused(city, 'yinzhou.police.approver', dropped, { clauses: ['NB-15-2'], code: 'ACT_NOT_PARTY' })

    city.travelTo('2025-10-10T23:00:00+08:00')
    expect(await overdue('yinzhou.data.approver', caseId)).toEqual([])
    city.travelTo('2025-10-11T09:00:00+08:00')
    expect(await overdue('yinzhou.data.approver', caseId)).toEqual(['deletion.reply'])
    expect(await viewCase(city, person, caseId)).toMatchObject({ open: true, state: 'submitted' })

    const reply = { reply: '迁出记录依法保存五年，到期即删；核查名单已更正' }
    expect(await done(city, 'yinzhou.police.approver', caseId, 'reply', reply)).toBe('replied')
    const replied = await viewCase(city, person, caseId)
    expect(replied.clocks).toMatchObject([{ state: 'finished', due: '2025-10-10', overdueBy: 1 }])
    expect(replied.entries).toMatchObject([{ act: 'reply', form: reply }])
    expect(await overdue('yinzhou.data.approver', caseId)).toEqual([])
  })

  test('NB-15-2 a deletion erases every version of the rows of that person, and what is kept names nobody', async () => {
    const [resident, other] = await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 415)
    const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
    const bad = `${resident!.residentId},某某,男,1990-02-30,汉族,330212001001,某村,某路1号,,H1,合成`
    const quarantined = await (
      await city.as('yinzhou.police.steward')
    ).send('POST', '/api/v1/datasets/YZ-RESIDENTS/batches', `${header}\n${bad}\n`, { 'content-type': 'text/csv' })
    expect(quarantined.body.result, JSON.stringify(quarantined.body)).toMatchObject({ quarantined: 1 })
    const subject = await residents('yinzhou.police.steward', 'YZ-RESIDENTS')
    const form = { content: '本人已迁出的户籍记录', harm: '仍被用于核查' }
    const caseId = await opened(city, 'yinzhou.resident.self', 'subject.deletion', subject, form)
    const approver = 'yinzhou.police.approver'
    const record = { reply: '已删除', item: 'resident_id', identifier: resident!.residentId }
    const nobody = await act(city, approver, caseId, 'delete', { ...record, identifier: '11010519491231002X' })
    expect(nobody).toMatchObject({ status: 400, body: { fields: [{ field: 'form.identifier' }] } })
    const noKey = await act(city, approver, caseId, 'delete', { ...record, item: 'name' })
    expect(noKey).toMatchObject({ status: 400, body: { fields: [{ field: 'form.item' }] } })
    const { dataset: before } = await city.services.aggregate.find('YZ-RESIDENTS')
    expect(await done(city, approver, caseId, 'delete', record)).toBe('deleted')
    const { dataset } = await city.services.aggregate.find('YZ-RESIDENTS')
    expect(dataset.rowCount).toBe(before.rowCount - 1)
    const keys = await city.services.datasets.keysOf(city.services.db, dataset)
    const dump = await dumpAll(city)
    const hidden = (id: string): string => toHex(keys.indexer('resident_id').index(id))
    for (const gone of [resident!.residentId, hidden(resident!.residentId)]) expect(dump.includes(gone)).toBe(false)
    expect(dump.includes(hidden(other!.residentId))).toBe(true)
    const batches = await city.services.aggregate.batches(dataset.id)
    expect(batches[0]).toMatchObject({ received: 0, stored: 0 })
    const view = await viewCase(city, 'yinzhou.resident.self', caseId)
    expect(view).toMatchObject({ state: 'deleted', open: false })
    expect(view.entries).toMatchObject([{ act: 'delete', form: { reply: '已删除', item: 'resident_id' } }])
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from quarantine_row q
      join batch b on b.id = q.batch_id where b.dataset_id = ${dataset.id} and b.number = ${quarantined.body.result.number}`.execute(
      city.services.db,
    )
    expect(rows[0]!.n).toBe(0)
  })

  test('WZ-21-1 an objection in Wuzhong: two working days to forward, five to verify, each overdue on its own, every step shown to the applicant', async () => {
    city.travelTo('2026-02-13T09:00:00+08:00')
    const person = 'wuzhong.resident.self'
    const subject = await residents('wuzhong.police.steward', 'WZ-RESIDENTS')
    const form = { content: '住址', reason: '住址已于去年变更' }
    const caseId = await opened(city, person, 'subject.objection', subject, form)
    const received = await viewCase(city, person, caseId)
    expect(received.owner.id).toBe(await organizationId(city, 'wuzhong.data.steward'))
    // 14 February is a make-up working day; then the Spring Festival until the 23rd.
    expect(received.clocks).toMatchObject([
      { period: 'objection.forwarding', due: '2026-02-24', basis: 'draft', cites: ['WZ-21-1'] },
    ])
    const early = await act(city, 'wuzhong.police.approver', caseId, 'confirm', { findings: '无误' })
    await expectRefused(city, 'wuzhong.police.approver', early, { clauses: ['WZ-21-1'], code: 'ACT_NOT_OFFERED' })

    city.travelTo('2026-02-25T09:00:00+08:00')
    expect(await overdue('wuzhong.cyberspace.inspector', caseId)).toEqual(['objection.forwarding'])
    expect(await done(city, 'wuzhong.data.steward', caseId, 'forward')).toBe('verifying')
    const forwarded = await viewCase(city, person, caseId)
    expect(forwarded.owner.id).toBe(await organizationId(city, 'wuzhong.police.steward'))
    expect(forwarded.clocks).toMatchObject([
      { period: 'objection.forwarding', state: 'finished', overdueBy: 1 },
      { period: 'objection.verification', state: 'running', due: '2026-03-03' },
    ])

    city.travelTo('2026-03-04T09:00:00+08:00')
    expect(await overdue('wuzhong.data.approver', caseId)).toEqual(['objection.verification'])
    expect(await done(city, 'wuzhong.data.steward', caseId, 'urge', { content: '请即校核' })).toBe('verifying')
    const findings = '经查户籍底册，住址未变更'
    expect(await done(city, 'wuzhong.police.approver', caseId, 'confirm', { findings })).toBe('confirmed')
    const closed = await viewCase(city, person, caseId)
    expect(closed.timeline.map((e: { action: string; outcome: string }) => `${e.action} ${e.outcome}`)).toEqual([
      'subject.objection.open done',
      'subject.objection.confirm refused',
      'subject.objection.forward done',
      'subject.objection.urge done',
      'subject.objection.confirm done',
    ])
    expect(closed.entries.at(-1)).toMatchObject({ act: 'confirm', form: { findings } })
    expect(closed.clocks.map((c: { overdueBy: number }) => c.overdueBy)).toEqual([1, 1])
  })

  test('a correction names what it writes, a copy of the own data the number by which it is found, in both regimes', async () => {
    const people = [
      [
        'wuzhong.resident.self',
        'wuzhong.police.approver',
        await residents('wuzhong.police.steward', 'WZ-RESIDENTS'),
        'WZ-21-1',
      ],
      [
        'yinzhou.resident.self',
        'yinzhou.police.approver',
        await residents('yinzhou.police.steward', 'YZ-RESIDENTS'),
        'NB-07-3',
      ],
    ] as const
    for (const [person, approver, subject, clause] of people) {
      const objection = await opened(city, person, 'subject.objection', subject, { content: '姓名', reason: '错字' })
      if (clause === 'WZ-21-1') await done(city, 'wuzhong.data.steward', objection, 'forward')
      expect((await viewCase(city, person, objection)).clocks.at(-1)).toMatchObject({
        period: 'objection.verification',
      })
      const corrected = await act(city, approver, objection, 'correct', { findings: '更正' })
      await expectRefused(city, approver, corrected, { clauses: [clause], fields: ['correction'] })
      const access = await opened(city, person, 'subject.access', subject, {
        accessKind: 'copy',
        content: '本人户籍记录',
      })
      const provided = await act(city, approver, access, 'provide')
      await expectRefused(city, approver, provided, { clauses: [clause], fields: ['identifier', 'item'] })
      const unreasoned = await act(city, approver, access, 'refuse', {})
      await expectRefused(city, approver, unreasoned, { clauses: [clause], fields: ['reason'] })
    }
  })

  test('WZ-33-1 anybody who claims an infringement files a request to withdraw, has a numbered receipt, and the agency has the task', async () => {
    city.travelTo('2026-02-09T15:00:00+08:00')
    const person = 'wuzhong.resident.self'
    const id = await entryId(city, 'wuzhong.civil.steward', 'WZ-DIVISIONS')
    const claim = { rights: '个人隐私', reason: '附注列含本人电话' }
    const answer = await openCase(city, person, 'open.withdrawal', { type: 'catalogEntry', id }, claim)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(clausesOf(answer)).toContain('WZ-33-1')
    expect(answer.body.act.receipt).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.body.act.at).toMatch(/^2026-02-09T07:/)
    const evidence = await (await city.as(person)).get(`/api/v1/evidence/${answer.body.act.receipt as string}`)
    expect(JSON.parse(evidence.body.body)).toMatchObject({ action: 'open.withdrawal.open', outcome: 'done' })

    const caseId = answer.body.result.case as string
    const worklist = await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist')
    expect(worklist.status, JSON.stringify(worklist.body)).toBe(200)
    expect(JSON.stringify(worklist.body)).toContain(caseId)
    const task = await viewCase(city, 'wuzhong.civil.steward', caseId)
    expect(task).toMatchObject({ state: 'verifying', form: claim })
    // 立即: the same working day, shown as the authority's reading.
    expect(task.clocks).toMatchObject([{ period: 'openWithdrawal.verification', due: '2026-02-09', basis: 'policy' }])
  })

  test('a claim in Wuzhong that is not confirmed is told with its reason and reviewed by the authority; suspending waits for the open platform', async () => {
    const person = 'wuzhong.resident.self'
    const id = await entryId(city, 'wuzhong.civil.steward', 'WZ-DIVISIONS')
    const subject = { type: 'catalogEntry', id } as const
    const caseId = await opened(city, person, 'open.withdrawal', subject, {
      rights: '商业秘密',
      reason: '含本企业代码',
    })
    const suspended = await act(city, 'wuzhong.civil.steward', caseId, 'suspend')
    await expectRefused(city, 'wuzhong.civil.steward', suspended, { clauses: ['WZ-33-2'], code: 'ACT_EFFECT_PENDING' })
    const finding = { findings: '区划代码不含企业信息', result: '不予撤回：不涉及商业秘密' }
    expect(await done(city, 'wuzhong.civil.approver', caseId, 'reject', finding)).toBe('answered')
    expect((await viewCase(city, person, caseId)).entries).toMatchObject([{ act: 'reject', form: finding }])
    expect(await done(city, person, caseId, 'appeal', { reason: '理由不成立' })).toBe('appealed')
    const own = await act(city, 'wuzhong.civil.approver', caseId, 'decide', { decision: 'upheld', reason: '维持' })
    await expectRefused(city, 'wuzhong.civil.approver', own, { clauses: ['WZ-33-2'], code: 'ACT_NOT_PARTY' })
    const decision = { decision: 'changed', reason: '重新核实附注列' }
    expect(await done(city, 'wuzhong.data.approver', caseId, 'decide', decision)).toBe('verifying')
    const risk = await openCase(city, 'wuzhong.civil.steward', 'open.suspension', subject, {
      risk: '可与他库关联',
      foundOn: '2026-02-09',
    })
    await expectRefused(city, 'wuzhong.civil.steward', risk, { clauses: ['WZ-33-3'], code: 'ACT_EFFECT_PENDING' })
  })

  test('a claim in Ningbo reaches the providing agency; suspending and withdrawing wait for the open platform', async () => {
    const person = 'ningbo.resident.self'
    const subject = await residents('ningbo.market.steward', 'NB-ENTERPRISES')
    const caseId = await opened(city, person, 'open.withdrawal', subject, {
      rights: '商业秘密',
      reason: '含未公开出资',
    })
    for (const name of ['suspend', 'withdraw']) {
      const form = name === 'suspend' ? {} : { result: '撤回' }
      const answer = await act(city, 'ningbo.market.approver', caseId, name, form)
      if (name === 'withdraw')
        await expectRefused(city, 'ningbo.market.approver', answer, {
          clauses: ['NB-10-3'],
          code: 'ACT_EFFECT_PENDING',
        })
      else expect(answer.body.code).toBe('ACT_ROLE_MISSING') // a steward does it at once
    }
    const suspended = await act(city, 'ningbo.market.steward', caseId, 'suspend')
    await expectRefused(city, 'ningbo.market.steward', suspended, { clauses: ['NB-10-3'], code: 'ACT_EFFECT_PENDING' })
    const unreasoned = await act(city, 'ningbo.market.approver', caseId, 'reject', {})
    await expectRefused(city, 'ningbo.market.approver', unreasoned, { clauses: ['NB-10-3'], fields: ['result'] })
    expect(await done(city, 'ningbo.market.approver', caseId, 'reject', { result: '不含所称内容' })).toBe('rejected')
    expect((await viewCase(city, person, caseId)).entries).toMatchObject([{ form: { result: '不含所称内容' } }])
  })
})
