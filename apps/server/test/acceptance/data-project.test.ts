import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, faultsOf, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { entryId } from '../support/share.ts'

/** Projects, catalog changes, aggregation and databases: YZ-08; WZ-10, WZ-13, WZ-14, WZ-20. */
describe.each(engines)('projects and aggregation on %s', (engine) => {
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
  const clockOf = async (login: string, caseId: string, period: string) =>
    ((await viewCase(city, login, caseId)).clocks as { period: string }[]).find((c) => c.period === period)
  const unit = async (login: string) => ({ type: 'organization' as const, id: await organizationId(city, login) })
  const entry = (id: string) => ({ type: 'catalogEntry' as const, id })

  test('YZ-08 a project has a preliminary catalog, is accepted only when its catalog is published, aggregated and shared, and a change is due', async () => {
    const login = 'yinzhou.civil.steward'
    const plan = { project: '社会救助系统 2026-1', projectEntries: ['救助对象：公民身份号码、救助类别'] }
    const bare = await openCase(city, login, 'project.catalog', await unit(login), { ...plan, projectEntries: [] })
    expectRefused(bare, 'YZ-08', ['projectEntries'])
    const project = await opened(city, login, 'project.catalog', await unit(login), plan)
    expect(await done(city, 'yinzhou.data.approver', project, 'accept')).toBe('filed')

    const delivery = { project: plan.project }
    const unpublished = await draft(city, login, { code: 'YZ-PROJECT-1', fields: complete.yinzhou })
    expectRefused(await openCase(city, login, 'project.acceptance', entry(unpublished), delivery), 'YZ-08')
    const listed = await published(city, login, { code: 'YZ-PROJECT-2', fields: complete.yinzhou })
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivery)
    const found = { aggregation: 'aggregated', sharing: 'shared', finding: '批次一，共享申请一件' }
    for (const lacking of [{ aggregation: 'notAggregated' }, { sharing: 'notShared' }]) {
      expectRefused(await act(city, 'yinzhou.data.approver', acceptance, 'accept', { ...found, ...lacking }), 'YZ-08')
    }
    expect((await viewCase(city, login, acceptance)).open).toBe(true)
    expect(await done(city, 'yinzhou.data.approver', acceptance, 'accept', found)).toBe('accepted')

    const change = { changeCause: 'dataItem', changedOn: '2026-02-06', description: '增加字段' }
    const task = await opened(city, login, 'catalog.change', entry(listed), change)
    // Five working days from Friday 6 February 2026: 9 to 13 February.
    expect(await clockOf(login, task, 'catalog.update')).toMatchObject({ due: '2026-02-13', basis: 'policy' })
  })

  const delivery = (funding: string): Fields => ({ project: '就业系统 2026-2', funding })
  const verified = (more: Fields = {}) => ({ aggregation: 'aggregated', sharing: 'shared', finding: '已核验', ...more })

  test('WZ-14-1 a publicly funded project submits its catalog, and is accepted only when it is published, shared and aggregated', async () => {
    const login = 'wuzhong.labour.steward'
    const form = { project: '就业系统 2026-2', funding: 'fiscalNew', projectEntries: ['就业岗位：岗位、单位'] }
    expectRefused(
      await openCase(city, login, 'project.catalog', await unit(login), { ...form, projectEntries: [] }),
      'WZ-14-1',
      ['projectEntries'],
    )
    const project = await opened(city, login, 'project.catalog', await unit(login), form)
    expect((await act(city, 'wuzhong.labour.approver', project, 'accept')).status).toBe(403)
    expect(await done(city, 'wuzhong.data.approver', project, 'accept')).toBe('filed')
    const unpublished = await draft(city, login, { code: 'WZ-PROJECT-1', fields: complete.wuzhong })
    expectRefused(
      await openCase(city, login, 'project.acceptance', entry(unpublished), delivery('fiscalNew')),
      'WZ-14-1',
    )
    const listed = await published(city, login, { code: 'WZ-PROJECT-2', fields: complete.wuzhong })
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivery('fiscalUpgrade'))
    for (const lacking of [{ aggregation: 'notAggregated' }, { sharing: 'notShared' }]) {
      expectRefused(await act(city, 'wuzhong.data.approver', acceptance, 'accept', verified(lacking)), 'WZ-14-1')
    }
    expect(await done(city, 'wuzhong.data.approver', acceptance, 'accept', verified())).toBe('accepted')
  })

  test('WZ-14-2 a system formed by purchase of services passes the same gate', async () => {
    const login = 'wuzhong.labour.steward'
    const form = { project: '运维服务 2026-3', funding: 'purchasedService', projectEntries: [] }
    expectRefused(await openCase(city, login, 'project.catalog', await unit(login), form), 'WZ-14-2', [
      'projectEntries',
    ])
    const unpublished = await draft(city, login, { code: 'WZ-SERVICE-1', fields: complete.wuzhong })
    expectRefused(
      await openCase(city, login, 'project.acceptance', entry(unpublished), delivery('purchasedService')),
      'WZ-14-2',
    )
    const listed = await published(city, login, { code: 'WZ-SERVICE-2', fields: complete.wuzhong })
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivery('purchasedService'))
    const early = await act(
      city,
      'wuzhong.data.approver',
      acceptance,
      'acceptService',
      verified({ aggregation: 'notAggregated' }),
    )
    expectRefused(early, 'WZ-14-2')
    expect(await done(city, 'wuzhong.data.approver', acceptance, 'acceptService', verified())).toBe('accepted')
  })

  test('a change of legal basis or function is due in fifteen working days; revising waits for what is not built (WZ-13-2)', async () => {
    const login = 'wuzhong.market.steward'
    const id = await entryId(city, login, 'WZ-ENTERPRISES')
    const change = { changeCause: 'legalBasis', changedOn: '2026-02-09', description: '条例修订' }
    const early = await openCase(city, login, 'catalog.change', entry(id), { ...change, changedOn: '2026-02-10' })
    expectRefused(early, 'WZ-13-2', ['changedOn'])
    const task = await opened(city, login, 'catalog.change', entry(id), change)
    // 10 to 13 February, Saturday 14, 24 to 27 February, Saturday 28, 2 to 6 March 2026.
    expect(await clockOf(login, task, 'catalog.update')).toMatchObject({ due: '2026-03-06', basis: 'draft' })
    expect((await act(city, login, task, 'reopen')).body.code).toBe('ACT_EFFECT_PENDING')
    city.travelTo('2026-03-09T09:00:00+08:00')
    expect(await clockOf(login, task, 'catalog.update')).toMatchObject({ phase: 'overdue' })
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  const base = { databaseKind: 'base', base: 'population' }

  test('WZ-10-2 a county sets up thematic databases with their departments, but no base database', async () => {
    const subject = { type: 'territory', id: '640302000000' } as const
    const lead = await organizationId(city, 'litong.civil.steward')
    const refused = await openCase(city, 'litong.data.steward', 'database.register', subject, { ...base, lead })
    expectRefused(refused, 'WZ-10-2')
    expect(refused.body.needed[0].text).toContain('主题数据库')
    const form = { databaseKind: 'thematic', theme: 'socialSecurity', lead }
    const nobody = await openCase(city, 'litong.data.steward', 'database.register', subject, {
      ...form,
      lead: undefined,
    })
    expectRefused(nobody, 'WZ-10-2')
    expect(nobody.body.code).toBe('ACT_PARTY_VACANT')
    const database = await opened(city, 'litong.data.steward', 'database.register', subject, form)
    expect((await viewCase(city, 'litong.data.steward', database)).owner.id).toBe(lead)
    const city1 = { type: 'territory', id: '640300000000' } as const
    const municipal = await organizationId(city, 'wuzhong.police.steward')
    expect(
      (await openCase(city, 'wuzhong.data.steward', 'database.register', city1, { ...base, lead: municipal })).status,
    ).toBe(201)
  })

  test('WZ-20 what is to be aggregated names its database, is listed until it is loaded, and a county loads into its thematic databases', async () => {
    const login = 'wuzhong.civil.steward'
    const demand = { demand: '低保核对', databaseKind: 'thematic', database: '社会保障主题数据库' }
    const id = await published(city, login, { code: 'WZ-LOAD-1', fields: complete.wuzhong })
    expectRefused(
      await openCase(city, 'wuzhong.data.steward', 'aggregate.task', entry(id), { ...demand, database: undefined }),
      'WZ-20',
      ['database'],
    )
    const task = await opened(city, 'wuzhong.data.steward', 'aggregate.task', entry(id), demand)
    expect(await viewCase(city, 'wuzhong.data.steward', task)).toMatchObject({ stateTitle: '未归集', open: true })
    city.travelTo('2026-04-01T09:00:00+08:00')
    const listed = await (
      await city.as('wuzhong.data.steward')
    ).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect((listed.body.items as { case: string }[]).map((i) => i.case)).toContain(task)
    city.travelTo('2026-02-09T09:00:00+08:00')
    const csv = '名称\r\n甲\r\n乙\r\n'
    const stored = await (
      await city.as(login)
    ).send('POST', '/api/v1/datasets/WZ-LOAD-1/batches?fileName=t.csv', csv, { 'content-type': 'text/csv' })
    expect(stored.body.result).toMatchObject({ stored: 2 })
    const load = { batch: `WZ-LOAD-1/${stored.body.result.number as number}`, records: 2 }
    expect(await done(city, login, task, 'load', load)).toBe('aggregated')
    expect((await viewCase(city, login, task)).entries.at(-1).form).toMatchObject(load)

    const county = await draft(city, 'litong.civil.steward', { code: 'LT-LOAD-1', fields: complete.litong })
    const intoBase = { ...demand, databaseKind: 'base', database: '人口基础数据库' }
    expectRefused(await openCase(city, 'litong.data.steward', 'aggregate.task', entry(county), intoBase), 'WZ-20')
  })
})
