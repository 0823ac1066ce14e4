import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase, type Subject } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'

const ningbo = '330200000000'
const yinzhou = '330212000000'
const wuzhong = '640300000000'

interface Line {
  readonly duty: string
  readonly cites: readonly string[]
  readonly organization: { readonly id: string; readonly name: string }
  readonly case: string | null
  readonly state: string | null
  readonly due: string | null
  readonly overdue: boolean
}

/** The register of duties: assigned by the authority, recorded by who owes them, with evidence and gaps. */
describe.each(engines)('duties on %s', (engine) => {
  let city: City
  const offices = new Map<string, string>()
  const start = '2026-02-09T09:00:00+08:00'

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo(start)
    for (const [authority, territory] of [
      ['ningbo.data', ningbo],
      ['yinzhou.data', yinzhou],
      ['wuzhong.data', wuzhong],
    ] as const) {
      const assigned = await (
        await city.as(`${authority}.approver`)
      ).send('POST', `/api/v1/territories/${territory}/duties`)
      expect(assigned.status, JSON.stringify(assigned.body)).toBe(200)
      expect(assigned.body.remaining).toBe(0)
    }
    for (const key of [
      'ningbo.data',
      'ningbo.civil',
      'ningbo.market',
      'yinzhou.data',
      'yinzhou.civil',
      'wuzhong.data',
      'wuzhong.police',
      'wuzhong.civil',
      'wuzhong.labour',
    ]) {
      offices.set(key, await organizationId(city, `${key}.steward`))
    }
  })
  afterAll(() => city.close())

  const register = async (login: string, territory: string, key: string): Promise<readonly Line[]> => {
    const answer = await (await city.as(login)).get(`/api/v1/territories/${territory}/duties`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return (answer.body.items as Line[]).filter((line) => line.organization.id === offices.get(key))
  }
  const lineOf = (lines: readonly Line[], duty: string): Line => lines.find((line) => line.duty === duty)!
  const cited = (lines: readonly Line[]): readonly string[] => lines.flatMap((line) => line.cites)
  const standard = { doneOn: '2026-02-09', summary: '已完成', evidence: ['文件〔2026〕1号'], responsible: '办公室' }

  /** Records a duty and shows what was recorded to the authority. */
  const keep = async (authority: string, key: string, line: Line, form: Record<string, unknown>): Promise<string> => {
    const state = await done(city, `${key}.steward`, line.case!, 'record', form)
    expect((await viewCase(city, `${authority}.steward`, line.case!)).entries.at(-1)).toMatchObject({
      act: 'record',
      form,
    })
    return state
  }

  /** A duty that is not yet recorded, one whose record lacks a field, and one that turns overdue: gaps to both sides. */
  const refusedWithout = async (
    key: string,
    line: Line,
    form: Record<string, unknown>,
    field: string,
  ): Promise<readonly string[]> => {
    const answer = await act(city, `${key}.steward`, line.case!, 'record', { ...form, [field]: undefined })
    expect(answer.status).toBe(422)
    expect(answer.body.fields).toMatchObject([{ field, fault: 'missing' }])
    return clausesOf(answer)
  }

  test('NB-05-0 NB-05-9 the register lists every duty of article 5 with state and evidence, and what an agency adds stands beside it', async () => {
    city.travelTo(start)
    const lines = await register('ningbo.data.approver', ningbo, 'ningbo.civil')
    const items = ['NB-05-1', 'NB-05-2', 'NB-05-3', 'NB-05-4', 'NB-05-5', 'NB-05-6', 'NB-05-7', 'NB-05-8']
    expect(cited(lines)).toEqual(expect.arrayContaining(items))
    expect(lines.every((line) => line.case !== null)).toBe(true)
    const other = await register('ningbo.data.approver', ningbo, 'ningbo.market')
    expect(cited(other)).toEqual(expect.arrayContaining(items))

    const form = { organization: '办公室', persons: ['数据安全岗'], document: '甬民办〔2026〕1号', since: '2026-01-01' }
    expect(await keep('ningbo.data', 'ningbo.civil', lineOf(lines, 'security.organization'), form)).toBe('kept')
    const own: Subject = { type: 'organization', id: offices.get('ningbo.civil')! }
    const added = await openCase(city, 'ningbo.civil.steward', 'duty.additional', own, {
      duty: '数据出境自查',
      responsible: '办公室',
      days: 5,
    })
    expect(clausesOf(added)).toContain('NB-05-9')

    city.travelTo('2026-03-20T09:00:00+08:00')
    const later = await register('ningbo.data.approver', ningbo, 'ningbo.civil')
    expect(lineOf(later, 'security.organization')).toMatchObject({ state: '已建立', overdue: false })
    expect(lineOf(later, 'security.policy')).toMatchObject({ state: '待建立', overdue: true })
    expect(lineOf(later, 'security.training')).toMatchObject({ state: '本期待履行', due: '2027-02-09', overdue: false })
    const page = await (await city.as('ningbo.civil.steward')).get('/api/v1/worklist?limit=100')
    const procedures = page.body.items.map((i: { procedure: string }) => i.procedure)
    expect(procedures).toEqual(expect.arrayContaining(['duty.additional', ...later.map((line) => line.duty)]))
    const extra = page.body.items.find((i: { procedure: string }) => i.procedure === 'duty.additional')
    expect(extra.clocks).toMatchObject([{ period: 'duty.limit', due: '2026-02-14', phase: 'overdue' }])
    expect(await done(city, 'ningbo.civil.steward', extra.id, 'record', standard)).toBe('done')
    expect((await viewCase(city, 'ningbo.data.steward', extra.id)).entries).toMatchObject([{ form: standard }])
  })

  test('NB-05-3 WZ-40-2-1 policy, procedures, filings and cryptography are kept with dates; what is missing is a gap', async () => {
    city.travelTo(start)
    const documents = {
      policy: '甬民〔2025〕3号 2025-03-01',
      procedures: ['共享操作规程 2025-04-01'],
      protectionFilings: ['救助系统 三级 备案号 33020 2025-05-01'],
    }
    const ningboLine = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.market'), 'security.policy')
    expect(await refusedWithout('ningbo.market', ningboLine, documents, 'protectionFilings')).toContain('NB-05-3')
    const more = { ...documents, norms: ['数据脱敏规范 2025-04-01'], cryptography: ['共享平台 密评 2025-06-01'] }
    const wuzhongLine = lineOf(await register('wuzhong.data.approver', wuzhong, 'wuzhong.police'), 'security.policy')
    expect(await refusedWithout('wuzhong.police', wuzhongLine, more, 'cryptography')).toContain('WZ-40-2-1')
    expect(await keep('wuzhong.data', 'wuzhong.police', wuzhongLine, more)).toBe('kept')
    city.travelTo('2026-03-20T09:00:00+08:00')
    const gap = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.market'), 'security.policy')
    expect(gap).toMatchObject({ state: '待建立', overdue: true })
    const mine = await viewCase(city, 'ningbo.market.steward', gap.case!)
    expect(mine.clocks).toMatchObject([{ phase: 'overdue', basis: 'policy' }])
    expect(await keep('ningbo.data', 'ningbo.market', gap, documents)).toBe('kept')
    const after = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.market'), 'security.policy')
    expect(after).toMatchObject({ state: '已建立', overdue: false })
  })

  test('NB-05-4 technical measures are recorded, and a risk assessment not done in its cycle turns overdue for both sides', async () => {
    city.travelTo(start)
    const lines = await register('ningbo.data.approver', ningbo, 'ningbo.civil')
    const measures = {
      malware: '终端防护',
      intrusion: '入侵检测',
      logging: '日志保存六个月',
      backup: '每日备份',
      encryption: '库内加密',
    }
    const technical = lineOf(lines, 'security.technicalMeasures')
    expect(await refusedWithout('ningbo.civil', technical, measures, 'encryption')).toContain('NB-05-4')
    expect(await keep('ningbo.data', 'ningbo.civil', technical, measures)).toBe('kept')

    const assessment = lineOf(lines, 'security.riskAssessment')
    expect(assessment.due).toBe('2027-02-09')
    city.travelTo('2027-03-01T09:00:00+08:00')
    const late = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.civil'), 'security.riskAssessment')
    expect(late.overdue).toBe(true)
    const mine = await viewCase(city, 'ningbo.civil.steward', late.case!)
    expect(mine.clocks.at(-1)).toMatchObject({ period: 'riskAssessment.cycle', phase: 'overdue' })
    const report = {
      assessedOn: '2027-02-26',
      scope: '全部信息系统',
      risks: '两项中风险',
      report: '风险评估报告 甬民〔2027〕2号',
    }
    expect(await refusedWithout('ningbo.civil', late, report, 'report')).toContain('NB-05-4')
    expect(await keep('ningbo.data', 'ningbo.civil', late, report)).toBe('due')
    const next = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.civil'), 'security.riskAssessment')
    expect(next).toMatchObject({ due: '2028-03-01', overdue: false })
  })

  test('NB-05-8 WZ-40-2-4 courses are recorded with date, content and attendees; without one in the cycle a reminder is sent and it turns overdue', async () => {
    for (const [authority, territory, key, clause] of [
      ['ningbo.data', ningbo, 'ningbo.market', 'NB-05-8'],
      ['wuzhong.data', wuzhong, 'wuzhong.police', 'WZ-40-2-4'],
    ] as const) {
      city.travelTo(start)
      const course = {
        heldOn: '2026-02-06',
        education: '数据安全法',
        technical: '脱敏操作',
        attendees: '全体 46 人',
        evidence: ['签到表'],
      }
      const line = lineOf(await register(`${authority}.approver`, territory, key), 'security.training')
      expect(await refusedWithout(key, line, course, 'attendees')).toContain(clause)
      expect(await keep(authority, key, line, course)).toBe('due')
      city.travelTo('2027-03-01T09:00:00+08:00')
      const late = lineOf(await register(`${authority}.approver`, territory, key), 'security.training')
      expect(late).toMatchObject({ due: '2027-02-09', overdue: true })
      await city.services.sweeper.sweepOnce()
      const told = await (await city.as(`${key}.steward`)).get('/api/v1/notifications?limit=100')
      expect(
        told.body.items.some((n: { case: string; kind: string }) => n.case === line.case && n.kind === 'overdue'),
      ).toBe(true)
    }
  })

  test('NB-14-2 the operator of a technical platform keeps its security rules and dated evaluations; an outdated one is a gap', async () => {
    city.travelTo(start)
    const lines = await register('ningbo.data.approver', ningbo, 'ningbo.data')
    const rules = { platform: '市公共数据平台', rules: ['运维安全制度 2025-01-01'], standards: ['GB/T 22239'] }
    expect(await refusedWithout('ningbo.data', lineOf(lines, 'platform.securityRules'), rules, 'standards')).toContain(
      'NB-14-2',
    )
    expect(await keep('ningbo.data', 'ningbo.data', lineOf(lines, 'platform.securityRules'), rules)).toBe('kept')
    const evaluation = {
      platform: '市公共数据平台',
      evaluatedOn: '2026-02-06',
      standards: ['GB/T 20984'],
      report: '评测报告 2026-1',
    }
    expect(await keep('ningbo.data', 'ningbo.data', lineOf(lines, 'platform.riskEvaluation'), evaluation)).toBe('due')
    city.travelTo('2027-03-01T09:00:00+08:00')
    const late = lineOf(await register('ningbo.data.approver', ningbo, 'ningbo.data'), 'platform.riskEvaluation')
    expect(late).toMatchObject({ due: '2027-02-09', overdue: true })
  })

  test('YZ-26-2 every unit keeps a calendar of recurring checks, and a period without one is a gap', async () => {
    city.travelTo(start)
    for (const key of ['yinzhou.civil', 'yinzhou.data']) {
      const line = lineOf(await register('yinzhou.data.approver', yinzhou, key), 'security.routine')
      expect(line).toMatchObject({ due: '2026-05-09', overdue: false, cites: ['YZ-26-2'] })
    }
    const check = { checkedOn: '2026-02-09', checks: ['账号清理：完成', '备份恢复：完成'], gaps: '无' }
    const line = lineOf(await register('yinzhou.data.approver', yinzhou, 'yinzhou.civil'), 'security.routine')
    expect(await refusedWithout('yinzhou.civil', line, check, 'gaps')).toContain('YZ-26-2')
    expect(await keep('yinzhou.data', 'yinzhou.civil', line, check)).toBe('due')
    city.travelTo('2026-05-11T09:00:00+08:00')
    expect(lineOf(await register('yinzhou.data.approver', yinzhou, 'yinzhou.civil'), 'security.routine').overdue).toBe(
      true,
    )
  })

  test('YZ-27 the seven systems are kept with issuing departments and version, and every agency says whether it applies them', async () => {
    city.travelTo(start)
    const names = ['classification', 'securityReview', 'riskAssessment', 'monitoring', 'drills', 'audit', 'sealing']
    const systems = {
      issuedWith: ['鄞州区网信办'],
      ...Object.fromEntries(names.map((n) => [n, `鄞数〔2026〕${n} 2026-01-01`])),
    }
    const line = lineOf(await register('yinzhou.data.approver', yinzhou, 'yinzhou.data'), 'security.systems')
    for (const name of names) expect(await refusedWithout('yinzhou.data', line, systems, name)).toContain('YZ-27')
    expect(await keep('yinzhou.data', 'yinzhou.data', line, systems)).toBe('kept')
    const applied = { ...Object.fromEntries(names.map((n) => [n, n !== 'audit'])), evidence: ['实施方案'] }
    const own = lineOf(await register('yinzhou.data.approver', yinzhou, 'yinzhou.civil'), 'security.systemsApplied')
    expect(await keep('yinzhou.data', 'yinzhou.civil', own, applied)).toBe('kept')
  })

  test('WZ-07-0 WZ-07-5 WZ-40-2-0 the register lists the duties of articles 7 and 40 for agency and authority, and open points are gaps', async () => {
    city.travelTo(start)
    const article7 = ['WZ-07-1', 'WZ-07-2', 'WZ-07-3', 'WZ-07-4', 'WZ-07-5']
    const article40 = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `WZ-40-2-${n}`)
    for (const key of ['wuzhong.labour', 'wuzhong.data']) {
      const lines = await register('wuzhong.data.approver', wuzhong, key)
      expect(cited(lines), key).toEqual(expect.arrayContaining([...article7, ...article40]))
    }
    const lines = await register('wuzhong.data.approver', wuzhong, 'wuzhong.labour')
    const posts = {
      body: '网络安全和信息化科',
      posts: ['安全管理岗：审批共享'],
      staff: '安全管理人员 1 名，专业技术人员 2 名',
    }
    expect(await keep('wuzhong.data', 'wuzhong.labour', lineOf(lines, 'security.posts'), posts)).toBe('kept')
    const page = await (await city.as('wuzhong.labour.steward')).get('/api/v1/worklist?limit=100')
    const procedures = page.body.items.map((i: { procedure: string }) => i.procedure)
    expect(procedures).toEqual(expect.arrayContaining(lines.map((line) => line.duty)))
    city.travelTo('2026-03-20T09:00:00+08:00')
    const later = await register('wuzhong.data.approver', wuzhong, 'wuzhong.labour')
    expect(lineOf(later, 'security.posts')).toMatchObject({ state: '已建立', overdue: false })
    expect(lineOf(later, 'security.secrecyReview')).toMatchObject({ state: '待建立', overdue: true })
    expect(lineOf(later, 'security.training')).toMatchObject({ state: '本期待履行', overdue: false })
  })

  test('WZ-07-6 WZ-40-2-9 a unit adds duties with the law they come from, owner, due date and evidence', async () => {
    city.travelTo(start)
    const own: Subject = { type: 'organization', id: offices.get('wuzhong.civil')! }
    const duty = {
      duty: '重要数据处理活动风险评估',
      source: { instrument: 'data-security-law', provision: '第三十条' },
      responsible: '信息科',
      days: 10,
    }
    const bare = await openCase(city, 'wuzhong.civil.steward', 'duty.additional', own, { ...duty, source: undefined })
    expect(clausesOf(bare)).toEqual(expect.arrayContaining(['WZ-07-6', 'WZ-40-2-9']))
    const id = await opened(city, 'wuzhong.civil.steward', 'duty.additional', own, duty)
    const page = await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist?limit=100')
    expect(page.body.items.find((i: { id: string }) => i.id === id).clocks).toMatchObject([{ due: '2026-02-28' }])
    const procedures = page.body.items.map((i: { procedure: string }) => i.procedure)
    expect(procedures).toEqual(expect.arrayContaining(['management.organization', 'security.posts']))
    expect(await done(city, 'wuzhong.civil.steward', id, 'record', standard)).toBe('done')
    expect((await viewCase(city, 'wuzhong.data.steward', id)).entries).toMatchObject([
      { act: 'record', form: standard },
    ])
  })

  test('WZ-06-0 one authority a region, with its own duties of article 6 on its page', async () => {
    city.travelTo(start)
    const second = await (
      await city.as('platform.system')
    ).send('POST', '/api/v1/organizations', {
      code: 'wz-second',
      name: '第二个主管部门（测试）',
      territory: wuzhong,
      kinds: ['authority'],
    })
    expect(second.status).toBe(409)
    expect(second.body.code).toBe('DUPLICATE')
    const lines = await register('wuzhong.data.approver', wuzhong, 'wuzhong.data')
    const article6 = [1, 2, 3, 4, 5, 6].map((n) => `WZ-06-${n}`)
    expect(cited(lines)).toEqual(expect.arrayContaining(article6))
    expect(cited(await register('wuzhong.data.approver', wuzhong, 'wuzhong.civil'))).not.toEqual(
      expect.arrayContaining(['WZ-06-1']),
    )
    expect(await keep('wuzhong.data', 'wuzhong.data', lineOf(lines, 'authority.supervision'), standard)).toBe('kept')
  })

  test('WZ-05 the government records plan, coordination, issues and budget each year; a missing year is a gap', async () => {
    city.travelTo(start)
    const id = await opened(city, 'wuzhong.data.approver', 'government.planning', { type: 'territory', id: wuzhong })
    const record = {
      year: 2026,
      plan: '十五五规划第八章',
      coordination: '联席会议每季度一次',
      issues: '无',
      budget: '数据资源管理 1200000 元',
    }
    const bare = await act(city, 'wuzhong.government.steward', id, 'record', { ...record, budget: undefined })
    expect(clausesOf(bare)).toContain('WZ-05')
    expect(await done(city, 'wuzhong.government.steward', id, 'record', record)).toBe('due')
    expect((await viewCase(city, 'wuzhong.data.steward', id)).entries).toMatchObject([{ form: record }])
    city.travelTo('2027-03-01T09:00:00+08:00')
    expect((await viewCase(city, 'wuzhong.government.steward', id)).clocks.at(-1)).toMatchObject({
      period: 'planning.cycle',
      due: '2027-02-09',
      phase: 'overdue',
    })
  })
})
