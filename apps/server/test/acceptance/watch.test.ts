import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, done, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'

const hour = 3_600_000

interface Alert {
  readonly id: string
  readonly signal: string
  readonly measured: number
  readonly most: number
  readonly escalatedAt: string | null
  readonly closedAt: string | null
  readonly risk: { readonly case: string; readonly open: boolean } | null
}

describe.each(engines)('watching on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const watch = () => city.services.watcher.watchOnce()
  const alerts = async (query = ''): Promise<readonly Alert[]> => {
    const read = await (await city.as('platform.system')).get(`/api/v1/watch/alerts${query}`)
    expect(read.status, JSON.stringify(read.body)).toBe(200)
    return read.body.items as readonly Alert[]
  }
  const recorded = async (action: string): Promise<readonly string[]> => {
    const rows = await city.services.db.selectFrom('log_entry').select('body').where('action', '=', action).execute()
    return rows.map((row) => String(row.body))
  }
  /** What a schedule leaves behind when a backup and a drill came to a good end. */
  const backedUp = () =>
    city.services.db.transaction().execute(async (tx) => {
      for (const kind of ['backup', 'drill'] as const) {
        const at = city.now()
        const run = { id: uuidv7(), kind, state: 'done' as const, asked_by: null, asked_at: at, ended_at: at }
        await tx.insertInto('backup_run').values(run).execute()
      }
    })

  test('WZ-40-2-6 what goes over its limit opens one alert, with the number, the limit and the clause it rests on', async () => {
    await backedUp()
    await watch()
    expect((await alerts('?open=true')).map((a) => a.signal)).not.toContain('backupAgeHours')
    city.travel(49 * hour)
    expect((await watch()).opened).toBeGreaterThanOrEqual(1)
    expect(await watch()).toEqual({ opened: 0, closed: 0, escalated: 0 })
    const backups = (await alerts('?open=true')).filter((a) => a.signal === 'backupAgeHours')
    expect(backups).toHaveLength(1)
    const [alert] = backups
    expect(alert).toMatchObject({ most: 48, escalatedAt: null, closedAt: null })
    expect(alert!.measured).toBeGreaterThan(48)
    const [entry] = (await recorded('watch.open')).filter((body) => body.includes('backupAgeHours'))
    expect(entry).toContain('PF-122')
  })

  test('PF-122 what is watched is shown as it is now, with its limit, the clause and what is to be done; to administrators alone', async () => {
    const path = '/api/v1/watch/signals'
    for (const who of ['platform.system', 'platform.security', 'platform.audit']) {
      const { status, body } = await (await city.as(who)).get(path)
      expect(status, who).toBe(200)
      expect(body.items).toHaveLength(10)
      const backup = body.items.find((s: { signal: string }) => s.signal === 'backupAgeHours')
      expect(backup).toMatchObject({ most: 48, cites: ['PF-122'], needed: '备份' })
      expect(backup.measured).toBeGreaterThan(48)
    }
    expect((await (await city.as('wuzhong.data.approver')).get(path)).status).toBe(403)
  })

  test('PF-122 the numbers and their limits stand among the metrics, so that one rule of a monitor fits them all', async () => {
    const { body } = await city.anonymous.get('/metrics')
    expect(body).toMatch(/fadu_watch_measured\{signal="backupAgeHours"\} 49/)
    expect(body).toContain('fadu_watch_limit{signal="backupAgeHours"} 48')
  })

  test('PF-122 a log that lags behind and a check of the evidence that found something are alerts', async () => {
    // No sequencer runs beside this test: entries wait, and are integrated by hand.
    expect((await alerts('?open=true')).map((a) => a.signal)).toContain('sequencerLagSeconds')
    await city.services.log.integrate()
    await watch()
    expect((await alerts('?open=true')).map((a) => a.signal)).not.toContain('sequencerLagSeconds')
    await city.services.db.transaction().execute(async (tx) => {
      // What somebody does who has the database in hand.
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update account set name = 'x' || name where login = 'wuzhong.civil.steward'`.execute(tx)
    })
    const checked = await (await city.as('platform.audit')).send('POST', '/api/v1/audit/checks')
    expect(checked.status, JSON.stringify(checked.body)).toBeLessThan(300)
    await watch()
    expect((await alerts('?open=true')).map((a) => a.signal)).toContain('evidenceFaults')
  })

  test('PF-122 an alert that nobody takes on is escalated, once', async () => {
    city.travel(25 * hour)
    expect((await watch()).escalated).toBeGreaterThanOrEqual(1)
    expect((await watch()).escalated).toBe(0)
    expect((await alerts('?open=true')).find((a) => a.signal === 'backupAgeHours')!.escalatedAt).not.toBeNull()
    expect((await recorded('watch.escalate')).filter((body) => body.includes('backupAgeHours'))).toHaveLength(1)
  })

  test('PF-122 an alert is taken on by the system or security administrator with what is done, and by nobody else', async () => {
    const { id } = (await alerts('?open=true')).find((a) => a.signal === 'backupAgeHours')!
    const take = async (who: string) =>
      (await city.as(who)).send('POST', `/api/v1/watch/alerts/${id}/acknowledgement`, { note: '备份盘已更换' })
    for (const who of ['platform.audit', 'wuzhong.data.approver']) {
      expect((await take(who)).status, who).toBe(403)
      expect((await alerts('?open=true')).find((a) => a.id === id)).toMatchObject({ acknowledgedAt: null })
    }
    const taken = await take('platform.security')
    expect(taken.status, JSON.stringify(taken.body)).toBe(200)
    expect(taken.body.result.note).toBe('备份盘已更换')
    expect(taken.body.act.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-122')
    expect((await take('platform.system')).body.code).toBe('STATE_CONFLICT')
    expect((await (await city.as('wuzhong.data.approver')).get('/api/v1/watch/alerts')).status).toBe(403)
  })

  test('PF-122 an alert is closed when its signal is within the limit again, and another is opened the next time', async () => {
    await backedUp()
    expect((await watch()).closed).toBeGreaterThanOrEqual(1)
    const [closed] = (await alerts('?open=false')).filter((a) => a.signal === 'backupAgeHours')
    expect(closed!.closedAt).not.toBeNull()
    city.travel(49 * hour)
    await watch()
    expect((await alerts('?open=true')).filter((a) => a.signal === 'backupAgeHours')).toHaveLength(1)
    expect((await recorded('watch.close')).filter((body) => body.includes('backupAgeHours'))).toHaveLength(1)
  })

  const risk = { system: '公共数据平台', risk: '备份盘故障', foundBy: 'monitoring' }
  const openRisk = async (who: string, alert: string, office: string, form: Record<string, unknown> = risk) =>
    (await city.as(who)).send('POST', `/api/v1/watch/alerts/${alert}/risk`, {
      organization: await organizationId(city, office),
      form,
    })
  const standing = async () => (await alerts('?open=true')).find((a) => a.signal === 'backupAgeHours')!

  test('PF-132 where the law has no course for risks no case is opened, with that reason, and the alert keeps its own course', async () => {
    const { id } = await standing()
    const refused = await openRisk('platform.system', id, 'ningbo.civil.steward')
    expect(refused.status).toBe(403)
    expect(refused.body.code).toBe('ACT_COURSE_CLOSED')
    expect(clausesOf(refused)).toContain('PF-132')
    expect(refused.body.needed[0].text).toContain('没有登记缺陷、漏洞等风险的程序')
    expect(refused.body.receipt).toBeDefined()
    expect(await standing()).toMatchObject({ id, risk: null, closedAt: null })
    const taken = await (
      await city.as('platform.system')
    ).send('POST', `/api/v1/watch/alerts/${id}/acknowledgement`, { note: '备份盘送修' })
    expect(taken.status, JSON.stringify(taken.body)).toBe(200)
  })

  test('PF-132 an alert leads to a case by the system or security administrator alone, with what the course asks for', async () => {
    const { id } = await standing()
    for (const who of ['platform.audit', 'wuzhong.police.steward', 'wuzhong.data.approver']) {
      expect((await openRisk(who, id, 'wuzhong.police.steward')).status, who).toBe(403)
    }
    const incomplete = await openRisk('platform.system', id, 'wuzhong.police.steward', { system: '公共数据平台' })
    expect(incomplete.body.code).toBe('ACT_FORM_INCOMPLETE')
    expect(clausesOf(incomplete)).toContain('WZ-40-2-6')
    expect((await standing()).risk).toBeNull()
  })

  test('WZ-40-2-6 PF-132 an alert opens one case of the risk, however many ask; each names the other, and it stands until the fix is confirmed', async () => {
    const { id } = await standing()
    const both = await Promise.all(
      ['platform.system', 'platform.security'].map((who) => openRisk(who, id, 'wuzhong.police.steward')),
    )
    expect(both.map((a) => a.status).toSorted(), JSON.stringify(both.map((a) => a.body))).toEqual([201, 409])
    const first = both.find((a) => a.status === 201)!
    expect(clausesOf(first)).toContain('PF-132')
    expect((await openRisk('platform.system', id, 'wuzhong.police.steward')).body.code).toBe('STATE_CONFLICT')
    const opened = first.body.result.case as string
    const police = await organizationId(city, 'wuzhong.police.steward')
    expect((await standing()).risk).toMatchObject({ case: opened, open: true, organization: { id: police } })
    for (const who of ['wuzhong.police.steward', 'platform.security']) {
      const seen = await viewCase(city, who, opened)
      expect(seen).toMatchObject({ procedure: 'security.risk', form: risk, cause: { id, signal: 'backupAgeHours' } })
      expect(seen.clocks).toMatchObject([{ period: 'security.remedy', cites: ['WZ-40-2-6'] }])
      expect(seen.timeline.map((t: { action: string }) => t.action)).toContain('watch.openRisk')
    }
    expect((await (await city.as('wuzhong.market.steward')).get(`/api/v1/cases/${opened}`)).status).toBe(403)
    const cases = await city.services.db
      .selectFrom('procedure_case')
      .select('id')
      .where('procedure', '=', 'security.risk')
      .execute()
    expect(cases).toHaveLength(1)
    await done(city, 'wuzhong.police.steward', opened, 'remedy', { measures: '更换备份盘' })
    expect((await standing()).risk).toMatchObject({ open: true })
    await done(city, 'wuzhong.police.approver', opened, 'confirm', { opinion: '备份正常' })
    expect((await standing()).risk).toMatchObject({ case: opened, open: false })
  })

  // The embedded engine has one process.
  if (engine === 'postgres')
    test('PF-122 of two processes that watch at once one opens the alert', async () => {
      await backedUp()
      await watch()
      const opened = async () => (await recorded('watch.open')).filter((body) => body.includes('backupAgeHours')).length
      const before = await opened()
      const beside = await city.beside()
      try {
        city.travel(50 * hour)
        beside.travel(city.now().getTime() - beside.now().getTime())
        const both = [city, beside].flatMap((c) => Array.from({ length: 6 }, () => c.services.watcher.watchOnce()))
        const results = await Promise.all(both)
        expect(results.reduce((sum, r) => sum + r.opened, 0)).toBeGreaterThanOrEqual(1)
        expect(await opened()).toBe(before + 1)
        expect((await alerts('?open=true')).filter((a) => a.signal === 'backupAgeHours')).toHaveLength(1)
      } finally {
        await beside.close()
      }
    })
})
