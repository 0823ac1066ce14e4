import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, opened, viewCase } from '../support/cases.ts'
import { organizationId } from '../support/offices.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { addResidents, entryId, grantInWuzhong, lookup } from '../support/share.ts'

/** What agencies owe on quality and what the authority sees of it: WZ-07-3, WZ-15, WZ-21-2, WZ-45-1-8, YZ-11, YZ-12, YZ-22. */
describe.each(engines)('the register of quality on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-12-07T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const get = async (login: string, url: string) => {
    const answer = await (await city.as(login)).get(url)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const entry = async (login: string, code: string) =>
    ({ type: 'catalogEntry', id: await entryId(city, login, code) }) as const
  const notice = { problem: 'inconsistent', description: '户号不一致', days: 1 }

  test('WZ-07-3 the agency page shows open verification, update and aggregation tasks with due dates, and counts on time and late', async () => {
    const provider = 'wuzhong.police.steward'
    const subject = await entry(provider, 'WZ-RESIDENTS')
    const [late, inTime, open] = [
      await opened(city, 'wuzhong.data.approver', 'verification.notice', subject, notice),
      await opened(city, 'wuzhong.data.approver', 'verification.notice', subject, { ...notice, days: 10 }),
      await opened(city, 'wuzhong.data.approver', 'verification.notice', subject, notice),
    ]
    const refresh = { changedOn: '2026-12-07', description: '迁出' }
    const refreshed = await opened(city, provider, 'quality.refresh', subject, refresh)
    const base = { databaseKind: 'base', base: 'population', lead: await organizationId(city, provider) }
    await opened(city, 'wuzhong.data.steward', 'database.register', { type: 'territory', id: '640300000000' }, base)
    const task = { demand: '低保核对', databaseKind: 'base', database: '人口基础数据库' }
    const aggregation = await opened(city, 'wuzhong.data.steward', 'aggregate.task', subject, task)
    await done(city, provider, refreshed, 'refreshed', { batch: '2026-12-07/1' })
    await done(city, provider, inTime, 'complete', { verified: 'correct', description: '核对无误' })
    city.travelTo('2026-12-10T09:00:00+08:00')
    await done(city, provider, late, 'complete', { verified: 'correct', description: '核对无误' })

    const page = await get(provider, '/api/v1/quality-tasks')
    const of = (kind: string) => page.tasks.find((t: { kind: string }) => t.kind === kind)
    expect(of('verification')).toMatchObject({ overdue: 1, doneOnTime: 1, doneLate: 1 })
    expect(of('verification').open).toMatchObject([{ case: open, clock: { due: '2026-12-08', phase: 'overdue' } }])
    expect(of('update')).toMatchObject({ open: [], doneOnTime: 1, doneLate: 0 })
    expect(of('aggregation').open).toMatchObject([
      { case: aggregation, clock: { due: expect.stringMatching(/^202[67]-/) } },
    ])
    expect(page.overdueUpdates.map((u: { entry: { code: string } }) => u.entry.code)).toContain('WZ-RESIDENTS')
  })

  test('WZ-21-2 a verification that is not completed in time becomes a candidate finding under WZ-45-1-6', async () => {
    const subject = await entry('wuzhong.market.steward', 'WZ-ENTERPRISES')
    const caseId = await opened(city, 'wuzhong.data.approver', 'verification.notice', subject, notice)
    const list = async () =>
      (await get('wuzhong.data.approver', '/api/v1/supervision/late-verifications')).items as {
        case: string
        grounds: string[]
      }[]
    expect((await list()).map((l) => l.case)).not.toContain(caseId)
    city.travelTo('2026-12-20T09:00:00+08:00')
    expect((await list()).find((l) => l.case === caseId)).toMatchObject({
      dataset: { code: 'WZ-ENTERPRISES' },
      provider: { name: '吴忠市市场监督管理局' },
      grounds: ['WZ-45-1-6'],
    })
    await done(city, 'wuzhong.market.steward', caseId, 'complete', { verified: 'correct', description: '核对无误' })
    expect((await list()).map((l) => l.case)).not.toContain(caseId)
  })

  test('WZ-45-1-8 a refused attempt at a change or deletion appears as a candidate finding', async () => {
    const client = await city.as('wuzhong.police.steward')
    const tried = await client.send('DELETE', '/api/v1/datasets/WZ-RESIDENTS/rows/1/2')
    expect(tried.status).toBe(403)
    expect((tried.body.grounds as { clause: string }[]).map((g) => g.clause)).toContain('WZ-45-1-8')
    const [first] = (await get('wuzhong.data.approver', '/api/v1/supervision/tampering')).items
    expect(first).toMatchObject({
      receipt: tried.body.receipt,
      kind: 'attempt',
      dataset: { code: 'WZ-RESIDENTS' },
      row: '1:2',
      grounds: ['WZ-45-1-8'],
    })
    // A row that somebody changed beside the platform is found by its tag, whoever reads it.
    const { db } = city.services
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 510)
    await grantInWuzhong(city)
    const { table_name: table } = await db
      .selectFrom('dataset')
      .select('table_name')
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    await db
      .updateTable(table as never)
      .set({ sealed: Buffer.alloc(80, 7) } as never)
      .where('batch' as never, '=', 2 as never)
      .execute()
    const read = await lookup(await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', [
      resident!.residentId,
    ])
    expect(read.body.code).toBe('DATA_TAMPERED')
    const [changed] = (await get('wuzhong.data.approver', '/api/v1/supervision/tampering')).items
    expect(changed).toMatchObject({ kind: 'changed', dataset: { code: 'WZ-RESIDENTS' }, grounds: ['WZ-45-1-8'] })
  })

  const problems = async (regime: {
    user: string
    provider: string
    authority: string
    code: string
    name: string
  }) => {
    const { user, provider, authority, code, name } = regime
    const form = { issue: 'error', items: ['address'], evidence: '批次 1', stage: 'afterwards' }
    const caseId = await opened(city, user, 'quality.issue', await entry(user, code), form)
    if ((await viewCase(city, user, caseId)).state === 'found') await done(city, user, caseId, 'feedBack')
    const seen = async (login: string, url: string) =>
      ((await get(login, url)).items as { case: string }[]).find((p) => p.case === caseId)
    const record = {
      dataset: { code },
      items: ['address'],
      source: { name },
      responsible: { stewards: ['数据管理员（演示）'], department: null },
    }
    expect(await seen(`${authority}.approver`, '/api/v1/supervision/problems?open=true')).toMatchObject(record)
    expect(await seen(`${provider}.steward`, '/api/v1/problems')).toMatchObject(record)
    const batch = ((await get(`${provider}.steward`, `/api/v1/datasets/${code}`)).batches as { number: number }[])[0]!
      .number
    const answer = { handling: '已重新归集', responsible: '户政科', means: 'newBatch', batch }
    // A batch from before the problem was found has not mended it.
    const stale = await (
      await city.as(`${provider}.steward`)
    ).send('POST', `/api/v1/cases/${caseId}/acts/correct`, { form: answer })
    expect(stale.status).toBe(400)
    await addResidents(city, `${provider}.steward`, code, 520)
    const newest = ((await get(`${provider}.steward`, `/api/v1/datasets/${code}`)).batches as { number: number }[])[0]!
      .number
    await done(city, `${provider}.steward`, caseId, 'correct', { ...answer, batch: newest })
    expect(await seen(`${authority}.approver`, '/api/v1/supervision/problems')).toMatchObject({
      responsible: { department: '户政科' },
    })
    return caseId
  }

  test('YZ-12 each problem record names the dataset, field, source agency and who is responsible', async () => {
    const caseId = await problems({
      user: 'yinzhou.civil.steward',
      provider: 'yinzhou.police',
      authority: 'yinzhou.data',
      code: 'YZ-RESIDENTS',
      name: '宁波市公安局鄞州分局',
    })
    expect(await done(city, 'yinzhou.police.steward', caseId, 'share')).toBe('shared')
  })

  test('WZ-15 each problem record names the dataset, field, source agency and who is responsible', async () => {
    await problems({
      user: 'wuzhong.civil.steward',
      provider: 'wuzhong.police',
      authority: 'wuzhong.data',
      code: 'WZ-RESIDENTS',
      name: '吴忠市公安局',
    })
    const told = (await get('wuzhong.civil.steward', '/api/v1/announcements')).items as { batch: number | null }[]
    // The application read names and numbers, not the address: nobody of that office is told.
    expect(told.filter((t) => t.batch === null)).toEqual([])
  })
})
