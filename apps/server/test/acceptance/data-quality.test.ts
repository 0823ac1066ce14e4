import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { faultsOf, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { entryId } from '../support/share.ts'

/** Quality, verification, surveys and archives: YZ-11, YZ-12, YZ-22, YZ-23; WZ-06, WZ-07, WZ-15, WZ-16, WZ-19, WZ-21. */
describe.each(engines)('quality on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  /** Refused, with its reason and clause; the attempt is on record. */
  const expectRefused = (answer: Answer, clause: string, fields?: readonly string[]): void => {
    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(clausesOf(answer)).toContain(clause)
    expect(answer.body.receipt).toBeDefined()
    if (fields !== undefined) expect(faultsOf(answer)).toEqual(fields)
  }
  const entry = async (login: string, code: string) => ({
    type: 'catalogEntry' as const,
    id: await entryId(city, login, code),
  })
  const clockOf = async (login: string, caseId: string, period: string) =>
    ((await viewCase(city, login, caseId)).clocks as { period: string }[]).find((c) => c.period === period)
  const overdueFor = async (login: string): Promise<readonly string[]> => {
    const seen = await (await city.as(login)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    return (seen.body.items as { case: string }[]).map((i) => i.case)
  }
  const worklistOf = async (login: string): Promise<readonly string[]> =>
    ((await (await city.as(login)).get('/api/v1/worklist?limit=200')).body.items as { id: string }[]).map((i) => i.id)
  /** Runs at a later moment and comes back. */
  const at = async (instant: string, run: () => Promise<void>): Promise<void> => {
    city.travelTo(instant)
    await run()
    city.travelTo('2026-02-09T09:00:00+08:00')
  }

  const notice = (more: Fields = {}) => ({
    problem: 'inconsistent',
    description: '与民政登记的户号不一致',
    days: 3,
    ...more,
  })

  /** The verification of each regime is the same course under its own clause. */
  const verify = async (regime: {
    code: string
    provider: string
    authority: string
    clause: string
  }): Promise<void> => {
    const { code, provider, authority, clause } = regime
    const subject = await entry(`${provider}.steward`, code)
    expectRefused(
      await openCase(city, `${authority}.approver`, 'verification.notice', subject, notice({ days: undefined })),
      clause,
      ['days'],
    )
    expect((await openCase(city, `${provider}.approver`, 'verification.notice', subject, notice())).status).toBe(403)
    const caseId = await opened(city, `${authority}.approver`, 'verification.notice', subject, notice())
    expect(await clockOf(`${provider}.steward`, caseId, 'verification.limit')).toMatchObject({ due: '2026-02-12' })
    expect(await worklistOf(`${provider}.steward`)).toContain(caseId)
    await at('2026-02-13T09:00:00+08:00', async () => {
      expect(await clockOf(`${provider}.steward`, caseId, 'verification.limit')).toMatchObject({ phase: 'overdue' })
      expect(await overdueFor(`${authority}.approver`)).toContain(caseId)
      expect(
        await done(city, `${provider}.steward`, caseId, 'complete', {
          verified: 'replaced',
          description: '已更正并重新归集',
          batch: 1,
        }),
      ).toBe('verified')
    })
  }

  test('YZ-11 a verification notice sets its due date; what is not completed by then is overdue and shown to the authority', () =>
    verify({ code: 'YZ-RESIDENTS', provider: 'yinzhou.police', authority: 'yinzhou.data', clause: 'YZ-11' }))

  test('WZ-21-2 a verification notice sets its due date; what is not completed by then is overdue and shown to the authority', () =>
    verify({ code: 'WZ-RESIDENTS', provider: 'wuzhong.police', authority: 'wuzhong.data', clause: 'WZ-21-2' }))

  const issue = (more: Fields = {}) => ({
    issue: 'error',
    items: ['address'],
    evidence: '批次 1：两件事项住址与实际不符',
    stage: 'afterwards',
    ...more,
  })
  const answer = { handling: '已按户籍登记更正', responsible: '户政科', means: 'newBatch', batch: 1 }

  test('YZ-22-1 YZ-22-2 a user reports an error to the provider; found, fed back, corrected, shared, none skipped', async () => {
    const user = 'yinzhou.civil.steward'
    const provider = 'yinzhou.police.steward'
    const subject = await entry(user, 'YZ-RESIDENTS')
    for (const missing of ['issue', 'items', 'evidence']) {
      expectRefused(await openCase(city, user, 'quality.issue', subject, issue({ [missing]: undefined })), 'YZ-22-2', [
        missing,
      ])
    }
    const caseId = await opened(city, user, 'quality.issue', subject, issue())
    for (const [login, skipped] of [
      [provider, 'correct'],
      [provider, 'share'],
    ] as const) {
      expectRefused(await act(city, login, caseId, skipped, skipped === 'correct' ? answer : {}), 'YZ-22-1')
    }
    expect(await done(city, user, caseId, 'feedBack')).toBe('fedBack')
    expect(await worklistOf(provider)).toContain(caseId)
    expect(await viewCase(city, 'yinzhou.data.steward', caseId)).toMatchObject({
      form: { items: ['address'] },
      subject: { id: subject.id },
    })
    expectRefused(await act(city, provider, caseId, 'share'), 'YZ-22-1')
    expect(await done(city, provider, caseId, 'correct', answer)).toBe('corrected')
    expect(await done(city, provider, caseId, 'share')).toBe('shared')
    const moved = (
      (await viewCase(city, user, caseId)).timeline as { outcome: string; actor: string; at: string }[]
    ).filter((t) => t.outcome === 'done')
    expect(moved.length).toBeGreaterThanOrEqual(4)
    for (const step of moved) expect(step.actor && step.at).toBeTruthy()
    const infringement = await opened(city, user, 'quality.issue', subject, issue({ issue: 'infringement' }))
    expect(infringement).toBeDefined()
  })

  test('YZ-22-3 feedback starts the clock of the provider, who corrects or rejects with reasons; silence is overdue', async () => {
    const [user, provider, leader] = ['yinzhou.civil.steward', 'yinzhou.police.steward', 'yinzhou.police.approver']
    const subject = await entry(user, 'YZ-RESIDENTS')
    const silent = await opened(city, user, 'quality.issue', subject, issue())
    const rejected = await opened(city, user, 'quality.issue', subject, issue())
    for (const caseId of [silent, rejected]) await done(city, user, caseId, 'feedBack')
    expect(await clockOf(provider, silent, 'quality.handling')).toMatchObject({ due: '2026-02-14', basis: 'policy' })
    expectRefused(await act(city, leader, rejected, 'reject', { responsible: '户政科' }), 'YZ-22-3', ['handling'])
    expect(await done(city, leader, rejected, 'reject', { handling: '经核查，登记无误', responsible: '户政科' })).toBe(
      'rejected',
    )
    await at('2026-02-24T09:00:00+08:00', async () => {
      expect(await overdueFor('yinzhou.data.approver')).toContain(silent)
    })
  })

  /** Rules run while data enters, problems name who is responsible, and changed data that is not refreshed is overdue. */
  const control = async (regime: {
    code: string
    provider: string
    user: string
    authority: string
    clause: string
  }): Promise<void> => {
    const { code, provider, user, authority, clause } = regime
    const subject = await entry(user, code)
    const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
    const row = '110105194912310021,甲,男,1990-01-01,汉族,640302001001,某村,某路1号,,H1,合成'
    const stored = await (
      await city.as(`${provider}.steward`)
    ).send('POST', `/api/v1/datasets/${code}/batches?fileName=t.csv`, `${header}\r\n${row}`, {
      'content-type': 'text/csv',
    })
    expect(stored.body.result).toMatchObject({ stored: 0, quarantined: 1 })
    for (const stage of ['beforehand', 'inProcess', 'afterwards']) {
      const caseId = await opened(city, user, 'quality.issue', subject, issue({ stage }))
      const seen = await viewCase(city, `${authority}.steward`, caseId)
      expect(seen.parties.map((p: { party: string }) => p.party)).toContain('provider')
      expect(seen.form).toMatchObject({ stage, items: ['address'] })
    }
    const lapsed = { changedOn: '2026-02-06', description: '户籍迁出后未更新' }
    expectRefused(await openCase(city, user, 'quality.refresh', subject, { ...lapsed, changedOn: undefined }), clause, [
      'changedOn',
    ])
    const refresh = await opened(city, user, 'quality.refresh', subject, lapsed)
    expect(await clockOf(`${provider}.steward`, refresh, 'quality.refresh')).toMatchObject({
      due: '2026-02-13',
      basis: 'policy',
    })
    await at('2026-02-24T09:00:00+08:00', async () => {
      expect(await overdueFor(`${authority}.approver`)).toContain(refresh)
      expect(await done(city, `${provider}.steward`, refresh, 'refreshed', { batch: '2026-02-24/1' })).toBe('refreshed')
    })
  }

  test('YZ-12 problems name dataset, field, source and who is responsible, and changed data that is not refreshed is overdue', async () => {
    await control({
      code: 'YZ-RESIDENTS',
      provider: 'yinzhou.police',
      user: 'yinzhou.civil.steward',
      authority: 'yinzhou.data',
      clause: 'YZ-12',
    })
    const caseId = await opened(
      city,
      'yinzhou.civil.steward',
      'quality.issue',
      await entry('yinzhou.civil.steward', 'YZ-RESIDENTS'),
      issue(),
    )
    await done(city, 'yinzhou.civil.steward', caseId, 'feedBack')
    expectRefused(
      await act(city, 'yinzhou.police.steward', caseId, 'correct', { ...answer, responsible: undefined }),
      'YZ-12',
      ['responsible'],
    )
  })

  test('WZ-15 problems name dataset, field, source and who is responsible, and changed data that is not refreshed is overdue', async () => {
    await control({
      code: 'WZ-RESIDENTS',
      provider: 'wuzhong.police',
      user: 'wuzhong.civil.steward',
      authority: 'wuzhong.data',
      clause: 'WZ-15',
    })
    const caseId = await opened(
      city,
      'wuzhong.civil.steward',
      'quality.issue',
      await entry('wuzhong.civil.steward', 'WZ-RESIDENTS'),
      issue(),
    )
    expectRefused(
      await act(city, 'wuzhong.police.steward', caseId, 'correct', { ...answer, responsible: undefined }),
      'WZ-15',
      ['responsible'],
    )
    expect(await done(city, 'wuzhong.police.steward', caseId, 'correct', answer)).toBe('corrected')
  })

  test('WZ-06-4 a check on data resources names departments, scope and dates; a result that is missing is a gap', async () => {
    const subject = { type: 'territory', id: '640300000000' } as const
    const form = {
      checkKind: 'qualityCheck',
      jointDepartments: ['市发展改革委', '市统计局', '市财政局'],
      scope: '户籍人口数据',
      begins: '2026-02-02',
      ends: '2026-03-31',
    }
    for (const missing of ['jointDepartments', 'scope', 'begins', 'ends']) {
      const refused = await openCase(city, 'wuzhong.data.steward', 'survey.check', subject, {
        ...form,
        [missing]: undefined,
      })
      expectRefused(refused, 'WZ-06-4', [missing])
    }
    const caseId = await opened(city, 'wuzhong.data.steward', 'survey.check', subject, form)
    expect(await worklistOf('wuzhong.data.steward')).toContain(caseId)
    await at('2026-06-01T09:00:00+08:00', async () => {
      expect(await overdueFor('wuzhong.data.approver')).toContain(caseId)
      expect(
        await done(city, 'wuzhong.data.steward', caseId, 'record', { result: '差错率 0.2%', evidence: ['核查报告'] }),
      ).toBe('recorded')
    })
  })

  test('WZ-19-3 survey material is kept with author, time and checksum; a change is a new version with a reason, nothing is overwritten', async () => {
    const subject = { type: 'territory', id: '640300000000' } as const
    const material = {
      survey: '数据资源统计 2025 年',
      material: '目录 1200 条',
      checksum: 'sm3:0a1b',
      compiler: '数据资源科',
    }
    const caseId = await opened(city, 'wuzhong.data.steward', 'survey.material', subject, material)
    for (const login of ['wuzhong.data.steward', 'wuzhong.data.approver']) {
      for (const tampering of ['delete', 'overwrite'])
        expectRefused(await act(city, login, caseId, tampering), 'WZ-19-3')
    }
    for (const login of ['wuzhong.civil.steward', 'platform.system', 'platform.audit']) {
      expect((await act(city, login, caseId, 'delete')).status).toBe(403)
    }
    const version = { material: '目录 1210 条', checksum: 'sm3:0a1c' }
    expectRefused(await act(city, 'wuzhong.data.steward', caseId, 'revise', version), 'WZ-19-3', ['reason'])
    await done(city, 'wuzhong.data.steward', caseId, 'revise', { ...version, reason: '漏报一个单位' })
    const view = await viewCase(city, 'wuzhong.data.steward', caseId)
    expect(view.form).toMatchObject(material)
    expect(view.entries.at(-1).form).toMatchObject({ checksum: 'sm3:0a1c', reason: '漏报一个单位' })
    expect(view.timeline[0]).toMatchObject({ actor: expect.any(String), at: expect.stringContaining('2026-02-09') })
  })

  test('an agency sees its open verification, update and aggregation tasks with due dates, and what was late (WZ-07-3)', async () => {
    const provider = 'wuzhong.police.steward'
    const subject = await entry(provider, 'WZ-RESIDENTS')
    const verification = await opened(
      city,
      'wuzhong.data.approver',
      'verification.notice',
      subject,
      notice({ days: 1 }),
    )
    const refresh = await opened(city, provider, 'quality.refresh', subject, {
      changedOn: '2026-02-09',
      description: '迁出',
    })
    const base = { databaseKind: 'base', base: 'population', lead: await organizationId(city, provider) }
    await opened(city, 'wuzhong.data.steward', 'database.register', { type: 'territory', id: '640300000000' }, base)
    const task = { demand: '低保核对', databaseKind: 'base', database: '人口基础数据库' }
    const aggregation = await opened(city, 'wuzhong.data.steward', 'aggregate.task', subject, task)
    const items = (await (await city.as(provider)).get('/api/v1/worklist?limit=200')).body.items as {
      id: string
      clocks: { due: string }[]
    }[]
    for (const caseId of [verification, refresh, aggregation]) {
      expect(items.find((i) => i.id === caseId)?.clocks[0]?.due).toMatch(/^2026-/)
    }
    await done(city, provider, refresh, 'refreshed', { batch: '2026-02-09/1' })
    await at('2026-02-12T09:00:00+08:00', async () => {
      await done(city, provider, verification, 'complete', { verified: 'correct', description: '核对无误' })
      const closed = (await (await city.as(provider)).get('/api/v1/cases?open=false&limit=200')).body.items as {
        id: string
        clocks: { text: string }[]
      }[]
      const textOf = (caseId: string): string => closed.find((c) => c.id === caseId)!.clocks[0]!.text
      expect(textOf(verification)).toContain('终止，逾期')
      expect(textOf(refresh)).toContain('未逾期')
    })
  })

  test('an archive is due; it is handed over when that is built, or exempted by a law or regulation (WZ-16)', async () => {
    const provider = 'wuzhong.police.steward'
    const subject = await entry(provider, 'WZ-RESIDENTS')
    const form = {
      retention: '永久',
      archivingScope: '户籍登记',
      legalBasis: { instrument: 'archives-law', provision: '第十三条' },
      reachedOn: '2026-02-09',
    }
    expectRefused(await openCase(city, provider, 'archive.handover', subject, { ...form, retention: '' }), 'WZ-16', [
      'retention',
    ])
    const caseId = await opened(city, provider, 'archive.handover', subject, form)
    expect(await clockOf(provider, caseId, 'archive.handover')).toMatchObject({ due: '2026-02-14' })
    const receipt = { archive: '吴忠市档案馆', receipt: '移交 2026-1' }
    expect((await act(city, provider, caseId, 'handOver', receipt)).body.code).toBe('STATE_CONFLICT')
    const low = {
      basis: { instrument: 'ningxia-government-data-sharing-measures-2018', provision: '第二条' },
      explanation: '另有规定',
    }
    expectRefused(await act(city, 'wuzhong.police.approver', caseId, 'exempt', low), 'WZ-16')
    const law = { basis: { instrument: 'archives-law', provision: '第十五条' }, explanation: '按国家有关规定延期移交' }
    expect(await done(city, 'wuzhong.police.approver', caseId, 'exempt', law)).toBe('exempted')
  })
})
