import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, faultsOf, published, shareable, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { entryId, openShareRequest } from '../support/share.ts'

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

  /** A file of the provider, as it comes: what is aggregated is what the platform received. */
  const aggregate = async (login: string, code: string): Promise<void> => {
    const path = `/api/v1/datasets/${code}/batches?fileName=t.csv`
    const stored = await (
      await city.as(login)
    ).send('POST', path, '名称\r\n甲\r\n乙\r\n', { 'content-type': 'text/csv' })
    expect(stored.body.result, JSON.stringify(stored.body)).toMatchObject({ stored: 2 })
  }
  const finding = { finding: '批次一' }
  const grant = async (
    by: { readonly login: string; readonly code: string; readonly key: string },
    approver: string,
    more: Fields,
  ): Promise<void> => {
    const request = await openShareRequest(city, by.login, by.code, by.key, more)
    expect(request.status, JSON.stringify(request.body)).toBe(201)
    await done(city, approver, request.body.result.case as string, 'approve')
  }

  test('YZ-08 a project has a preliminary catalog, is accepted only when its catalog is published, aggregated and shared, and a change of its schema opens an update with a due date', async () => {
    const login = 'yinzhou.civil.steward'
    const approver = 'yinzhou.data.approver'
    const plan = { project: '社会救助系统 2026-1', projectEntries: ['救助对象：公民身份号码、救助类别'] }
    const bare = await openCase(city, login, 'project.catalog', await unit(login), { ...plan, projectEntries: [] })
    expectRefused(bare, 'YZ-08', ['projectEntries'])
    const project = await opened(city, login, 'project.catalog', await unit(login), plan)
    expect(await done(city, approver, project, 'accept')).toBe('filed')

    const delivery = { project: plan.project }
    const fields = { ...complete.yinzhou, systemName: '社会救助系统' }
    const unpublished = await draft(city, login, { code: 'YZ-PROJECT-1', fields })
    expectRefused(await openCase(city, login, 'project.acceptance', entry(unpublished), delivery), 'YZ-08')
    const listed = await published(city, login, { code: 'YZ-PROJECT-2', fields })
    // A project that filed no catalog under this name is not accepted, whoever else filed one.
    const other = { project: '没有报过的项目' }
    expectRefused(await openCase(city, login, 'project.acceptance', entry(listed), other), 'YZ-08', ['project'])
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivery)
    // Nothing that is said replaces the data itself: a form that declares it is refused, and so is one that does not.
    const declared = await act(city, approver, acceptance, 'accept', { ...finding, aggregation: 'aggregated' })
    expectRefused(declared, 'YZ-08')
    const empty = await act(city, approver, acceptance, 'accept', finding)
    expectRefused(empty, 'YZ-08')
    expect(empty.body.needed[0].text).toContain('归集')
    expect((await viewCase(city, login, acceptance)).open).toBe(true)
    await aggregate(login, 'YZ-PROJECT-2')

    const change = { changeCause: 'dataItem', changedOn: '2026-02-06', description: '增加字段' }
    const update = await opened(city, login, 'catalog.change', entry(listed), change)
    // Five working days from Friday 6 February 2026: 9 to 13 February.
    expect(await clockOf(login, update, 'catalog.update')).toMatchObject({ due: '2026-02-13', basis: 'policy' })
    await done(city, login, update, 'reopen')
    const revising = await act(city, approver, acceptance, 'accept', finding)
    expectRefused(revising, 'YZ-08')
    expect(revising.body.needed[0].text).toContain('修订')
    await done(city, login, update, 'submit')
    await done(city, approver, update, 'approve')
    // On conditions, and nobody holds a grant: it can be shared and is not.
    const kept = await act(city, approver, acceptance, 'accept', finding)
    expectRefused(kept, 'YZ-08')
    expect(kept.body.needed[0].text).toContain('授权')
    const more = { items: ['title'], scenario: '入学核验' }
    const request = { login: 'yinzhou.education.steward', code: 'YZ-PROJECT-2', key: 'yinzhou.education.enrolment' }
    await grant(request, approver, more)
    expect(await done(city, approver, acceptance, 'accept', finding)).toBe('accepted')

    const steward = await city.as(login)
    const described = { code: 'YZ-SYS-1', name: '社会救助系统', funding: 'fiscalNew', department: '社会救助科' }
    const system = { ...described, protectionLevel: 3, databases: ['PostgreSQL'], project: plan.project }
    const registered = await steward.send('POST', '/api/v1/information-systems', system)
    expect(registered.status, JSON.stringify(registered.body)).toBe(201)
    const path = `/api/v1/information-systems/${registered.body.result.id as string}`
    const changed = { changedOn: '2026-02-06', description: '救助对象表增加两列' }
    const foreign = await (await city.as('yinzhou.police.steward')).send('POST', `${path}/schema-changes`, changed)
    expect(foreign.status).toBe(403)
    const early = await steward.send('POST', `${path}/schema-changes`, { ...changed, changedOn: '2026-02-10' })
    expect([early.status, faultsOf(early)]).toEqual([400, ['body.changedOn']])
    expect((await steward.get(path)).body).toMatchObject({ schemaChanges: [] })

    const first = await steward.send('POST', `${path}/schema-changes`, changed)
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    const task = first.body.result.tasks[0] as { entry: string; case: string }
    expect(first.body.result.tasks).toEqual([{ entry: listed, case: task.case }])
    expect(await clockOf(login, task.case, 'catalog.update')).toMatchObject({ due: '2026-02-13', basis: 'policy' })
    expect(await viewCase(city, login, task.case)).toMatchObject({ procedure: 'catalog.change', open: true })
    const worklist = (await steward.get('/api/v1/worklist')).body.items as { id: string }[]
    expect(worklist.map((item) => item.id)).toContain(task.case)
    // The days run since the first change: a second one joins the update that is under way.
    const second = await steward.send('POST', `${path}/schema-changes`, { ...changed, changedOn: '2026-02-09' })
    expect(second.body.result.tasks).toEqual([task])
    const view = (await steward.get(path)).body
    expect((view.entries as { code: string }[]).map((e) => e.code)).toEqual(['YZ-PROJECT-1', 'YZ-PROJECT-2'])
    expect((view.schemaChanges as { tasks: unknown[] }[]).map((c) => c.tasks)).toEqual([[task], [task]])
  })

  test('an information system is registered once, changed by its agency alone, and closed', async () => {
    const login = 'wuzhong.labour.steward'
    const steward = await city.as(login)
    const system = {
      code: 'WZ-SYS-1',
      name: '就业系统',
      funding: 'purchasedService',
      department: '就业科',
      operator: '某公司',
    }
    const registered = await steward.send('POST', '/api/v1/information-systems', system)
    expect(registered.status, JSON.stringify(registered.body)).toBe(201)
    const { id } = registered.body.result as { id: string }
    const path = `/api/v1/information-systems/${id}`
    expect((await steward.send('POST', '/api/v1/information-systems', { ...system, name: '另名' })).body.code).toBe(
      'DUPLICATE',
    )
    expect((await steward.send('POST', '/api/v1/information-systems', { ...system, code: 'X-2' })).body.code).toBe(
      'DUPLICATE',
    )
    const wrong = await steward.send('POST', '/api/v1/information-systems', {
      ...system,
      code: 'X-3',
      protectionLevel: 6,
    })
    expect([wrong.status, faultsOf(wrong)]).toEqual([400, ['body.protectionLevel']])
    const foreign = await (await city.as('wuzhong.civil.steward')).send('PUT', path, { ...system, version: 1 })
    expect(foreign.status).toBe(403)
    expect(clausesOf(foreign)).toContain('PF-26')
    expect((await steward.send('PUT', path, { ...system, version: 1, protectionLevel: 3 })).body.result.version).toBe(2)
    expect((await steward.send('PUT', path, { ...system, version: 1 })).body.code).toBe('VERSION_CONFLICT')
    // Wuzhong asks for an update when legal basis or function change; a change of schema is registered and opens none.
    const changed = { changedOn: '2026-02-06', description: '增加一列' }
    expect((await steward.send('POST', `${path}/schema-changes`, changed)).body.result.tasks).toEqual([])
    expect((await steward.send('POST', `${path}/closure`, { version: 2 })).body.result.version).toBe(3)
    expect((await steward.send('PUT', path, { ...system, version: 3 })).body.code).toBe('STATE_CONFLICT')
    const active = await steward.get('/api/v1/information-systems?status=active&limit=200')
    expect((active.body.items as { id: string }[]).map((s) => s.id)).not.toContain(id)
    const other = await (await city.as('ningbo.government.steward')).get(path)
    expect(other.status).toBe(403)
  })

  const delivery = (funding: string, project = '就业系统 2026-2'): Fields => ({ project, funding })

  test('WZ-14-1 a publicly funded project submits its catalog, and is accepted only when it is published, shared and aggregated', async () => {
    const login = 'wuzhong.labour.steward'
    const approver = 'wuzhong.data.approver'
    const form = { project: '就业系统 2026-2', funding: 'fiscalNew', projectEntries: ['就业岗位：岗位、单位'] }
    expectRefused(
      await openCase(city, login, 'project.catalog', await unit(login), { ...form, projectEntries: [] }),
      'WZ-14-1',
      ['projectEntries'],
    )
    const project = await opened(city, login, 'project.catalog', await unit(login), form)
    expect((await act(city, 'wuzhong.labour.approver', project, 'accept')).status).toBe(403)
    expect(await done(city, approver, project, 'accept')).toBe('filed')
    const unpublished = await draft(city, login, { code: 'WZ-PROJECT-1', fields: complete.wuzhong })
    expectRefused(
      await openCase(city, login, 'project.acceptance', entry(unpublished), delivery('fiscalNew')),
      'WZ-14-1',
    )
    const listed = await published(city, login, { code: 'WZ-PROJECT-2', fields: complete.wuzhong })
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivery('fiscalUpgrade'))
    const bare = await act(city, approver, acceptance, 'accept', finding)
    expectRefused(bare, 'WZ-14-1')
    expect((bare.body.needed as { text: string }[]).map((n) => n.text).join()).toMatch(/归集.*保密审查|保密审查.*归集/)
    await shareable(city, login, listed)
    expectRefused(await act(city, approver, acceptance, 'accept', finding), 'WZ-14-1')
    await aggregate(login, 'WZ-PROJECT-2')
    const kept = await act(city, approver, acceptance, 'accept', finding)
    expectRefused(kept, 'WZ-14-1')
    expect(kept.body.needed[0].text).toContain('授权')
    const request = { login: 'wuzhong.civil.steward', code: 'WZ-PROJECT-2', key: 'wuzhong.civil.assistance' }
    await grant(request, 'wuzhong.labour.approver', { items: ['title'] })
    expect(await done(city, approver, acceptance, 'accept', finding)).toBe('accepted')

    const unshared = await published(city, login, { code: 'WZ-PROJECT-3', fields: complete.wuzhong })
    await aggregate(login, 'WZ-PROJECT-3')
    const waiting = await opened(city, login, 'project.acceptance', entry(unshared), delivery('fiscalNew'))
    const notShared = await act(city, approver, waiting, 'accept', finding)
    expectRefused(notShared, 'WZ-14-1')
    expect(notShared.body.needed[0].text).toContain('能够共享')
  })

  test('WZ-14-2 a system formed by purchase of services passes the same gate', async () => {
    const login = 'wuzhong.labour.steward'
    const approver = 'wuzhong.data.approver'
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
    const delivered = delivery('purchasedService', form.project)
    const named = { ...form, projectEntries: ['运维记录：时间、内容'] }
    const project = await opened(city, login, 'project.catalog', await unit(login), named)
    // Submitted is not filed.
    expectRefused(await openCase(city, login, 'project.acceptance', entry(listed), delivered), 'WZ-14-2', ['project'])
    await done(city, approver, project, 'accept')
    const acceptance = await opened(city, login, 'project.acceptance', entry(listed), delivered)
    const early = await act(city, approver, acceptance, 'acceptService', finding)
    expectRefused(early, 'WZ-14-2')
    await aggregate(login, 'WZ-SERVICE-2')
    expect(await done(city, approver, acceptance, 'acceptService', finding)).toBe('accepted')
  })

  test('a change of legal basis or function is due in fifteen working days, and the published entry is then revised (WZ-13-2)', async () => {
    const login = 'wuzhong.market.steward'
    const id = await entryId(city, login, 'WZ-ENTERPRISES')
    const change = { changeCause: 'legalBasis', changedOn: '2026-02-09', description: '条例修订' }
    const early = await openCase(city, login, 'catalog.change', entry(id), { ...change, changedOn: '2026-02-10' })
    expectRefused(early, 'WZ-13-2', ['changedOn'])
    const task = await opened(city, login, 'catalog.change', entry(id), change)
    // 10 to 13 February, Saturday 14, 24 to 27 February, Saturday 28, 2 to 6 March 2026.
    expect(await clockOf(login, task, 'catalog.update')).toMatchObject({ due: '2026-03-06', basis: 'draft' })
    expect(await done(city, login, task, 'reopen')).toBe('updating')
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
    const nowhere = await openCase(city, 'wuzhong.data.steward', 'aggregate.task', entry(id), demand)
    expect([nowhere.status, nowhere.body.fields[0].field]).toEqual([400, 'form.database'])
    const territory = { type: 'territory', id: '640300000000' } as const
    const lead = await organizationId(city, login)
    const target = { databaseKind: 'thematic', theme: 'socialSecurity', lead }
    await opened(city, 'wuzhong.data.steward', 'database.register', territory, target)
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
    // The batch itself is the load record; one from before the task is named.
    expect((await viewCase(city, login, task)).state).toBe('aggregated')
    const later = await opened(city, 'wuzhong.data.steward', 'aggregate.task', entry(id), demand)
    const load = { batch: `WZ-LOAD-1/${stored.body.result.number as number}`, records: 2 }
    expect((await act(city, login, later, 'load', { ...load, records: 3 })).status).toBe(400)
    expect((await act(city, login, later, 'load', { ...load, batch: 'WZ-LOAD-1/99' })).status).toBe(400)
    expect(await done(city, login, later, 'load', load)).toBe('aggregated')
    expect((await viewCase(city, login, later)).entries.at(-1).form).toMatchObject(load)

    const county = await draft(city, 'litong.civil.steward', { code: 'LT-LOAD-1', fields: complete.litong })
    const intoBase = { ...demand, databaseKind: 'base', database: '人口基础数据库' }
    expectRefused(await openCase(city, 'litong.data.steward', 'aggregate.task', entry(county), intoBase), 'WZ-20')
  })
})
