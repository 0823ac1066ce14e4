import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/create-app.ts'
import { createMaintenanceCalendar } from '../../src/modules/maintenance/index.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { addResidents, grantInWuzhong, lookup } from '../support/share.ts'

const hour = 60 * 60 * 1000

describe.each(engines)('maintenance with notice on %s', (engine) => {
  let city: City
  let resident: string
  let application: Client
  beforeAll(async () => {
    city = await openCity(engine)
    await grantInWuzhong(city)
    const [first] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 3)
    resident = first!.residentId
    application = await city.asApplication('wuzhong.civil.assistance')
  })
  afterAll(() => city.close())

  const call = (): Promise<Answer> => lookup(application, 'WZ-RESIDENTS', [resident])
  const inHours = (hours: number): string => new Date(city.now().getTime() + hours * hour).toISOString()
  const announce = async (body: object, who = 'platform.system'): Promise<Answer> =>
    (await city.as(who)).send('POST', '/api/v1/maintenance-windows', body)
  const end = async (id: string): Promise<Answer> =>
    (await city.as('platform.system')).send('POST', `/api/v1/maintenance-windows/${id}/end`)
  const status = async () => (await city.anonymous.get('/api/v1/status')).body
  const accesses = async (): Promise<number> => {
    const { n } = await city.services.db
      .selectFrom('log_entry')
      .where('kind', 'in', ['access', 'refusal'])
      .select((e) => e.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

  test('PF-96 a window is announced by the system administrator alone, and the log says who, when and what', async () => {
    const window = { begins: inHours(2), ends: inHours(3), notice: '数据库升级' }
    expect((await announce(window, 'platform.security')).status).toBe(403)
    expect((await announce(window, 'wuzhong.data.approver')).body.grounds[0].clause).toBe('PF-96')
    expect(await status()).toEqual({ gateway: 'open', maintenance: [] })
    const done = await announce(window)
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect(done.body.act.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-96')
    const recorded = await city.services.db
      .selectFrom('log_entry')
      .selectAll()
      .where('id', '=', done.body.act.receipt)
      .executeTakeFirstOrThrow()
    expect(recorded).toMatchObject({ action: 'maintenance.announce', kind: 'act' })
    expect(JSON.stringify(recorded)).toContain('数据库升级')
    expect(await status()).toEqual({ gateway: 'open', maintenance: [done.body.result] })
  })

  test('PF-96 from then on every answer of the gateway announces it, and is given as before', async () => {
    const { begins, ends } = (await status()).maintenance[0]
    const answered = await call()
    expect(answered.status).toBe(200)
    expect(answered.body.rows.length).toBe(1)
    const refused = await lookup(application, 'WZ-RESIDENTS', [resident], { purpose: '营销' })
    expect(refused.status).toBe(403)
    const unknown = await city.anonymous.send('POST', '/gw/v1/token', {})
    for (const answer of [answered, refused, unknown]) {
      expect(answer.headers['fadu-maintenance']).toBe(`begins=@${seconds(begins)}, ends=@${seconds(ends)}`)
      expect(answer.headers['link']).toBe('</api/v1/status>; rel="status"')
      expect(answer.headers['retry-after']).toBeUndefined()
    }
    // The desk has nothing to announce.
    expect(
      (await (await city.as('platform.system')).get('/api/v1/session')).headers['fadu-maintenance'],
    ).toBeUndefined()
  })

  test('PF-96 while it runs every call of the gateway is refused with when and why, and nothing is decided or recorded', async () => {
    city.travel(2 * hour)
    application = await reconnected()
    const { ends } = (await status()).maintenance[0]
    const before = await accesses()
    const answers = [
      await call(),
      await lookup(application, 'WZ-RESIDENTS', [resident], { purpose: '营销' }),
      await city.anonymous.send('POST', '/gw/v1/token', {}),
      await application.send('POST', '/gw/v1/datasets/NO-SUCH/query', {}),
    ]
    for (const { status, body, headers } of answers) {
      expect(status).toBe(503)
      expect(body).toMatchObject({ code: 'MAINTENANCE', grounds: [] })
      expect(body.detail).toContain('数据库升级')
      const retry = Number(headers['retry-after'])
      expect(Math.abs(seconds(ends) - (city.now().getTime() / 1000 + retry))).toBeLessThan(5)
    }
    expect(await accesses()).toBe(before)
    expect((await status()).gateway).toBe('closed')
    const english = await application.send('POST', '/gw/v1/token', {}, { 'accept-language': 'en' })
    expect(english.body.detail).toMatch(/^Maintenance: the data gateway is closed until /)
  })

  test('PF-96 the desk goes on meanwhile: people sign in, read and act', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    expect((await steward.get('/api/v1/cases')).status).toBe(200)
    expect((await (await city.as('platform.system')).get('/api/v1/session')).status).toBe(200)
    expect((await city.anonymous.get('/readyz')).status).toBe(200)
  })

  test('PF-96 it is ended early by an act, and in every process the next call is answered', async () => {
    const other = await createApp(
      { ...city.services, maintenanceCalendar: createMaintenanceCalendar({ db: city.services.db, now: city.now }) },
      { now: city.now },
    )
    const elsewhere = async (): Promise<number> =>
      (await other.app.inject({ method: 'POST', url: '/gw/v1/token', payload: {} })).statusCode
    expect(await elsewhere()).toBe(503)
    const [running] = (await status()).maintenance
    const done = await end(running.id)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect(await elsewhere()).toBe(400)
    expect((await city.anonymous.send('POST', '/gw/v1/token', {})).status).toBe(400)
    application = await city.asApplication('wuzhong.civil.assistance')
    const answered = await call()
    expect(answered.status).toBe(200)
    expect(answered.headers['fadu-maintenance']).toBeUndefined()
    expect(await status()).toEqual({ gateway: 'open', maintenance: [] })
    expect((await end(running.id)).body.code).toBe('STATE_CONFLICT')
    await other.app.close()
  })

  test('PF-96 it is over at its end without an act, and one that is announced can be withdrawn', async () => {
    const at = await announce({ ends: inHours(1), notice: '即时维护' })
    expect(at.status, JSON.stringify(at.body)).toBe(201)
    expect((await call()).body.code).toBe('MAINTENANCE')
    city.travel(hour)
    application = await reconnected()
    expect((await call()).status).toBe(200)
    const later = await announce({ begins: inHours(5), ends: inHours(6), notice: '扩容' })
    expect((await call()).headers['fadu-maintenance']).toBeDefined()
    expect((await end(later.body.result.id)).status).toBe(200)
    expect((await call()).headers['fadu-maintenance']).toBeUndefined()
  })

  test('PF-96 a faulty window is refused by its field, and two do not overlap, also when they come at once', async () => {
    const faulty = async (body: object): Promise<readonly string[]> => {
      const answer = await announce(body)
      expect(answer.status).toBe(400)
      return (answer.body.fields as { field: string }[]).map((f) => f.field)
    }
    const begins = inHours(1)
    expect(await faulty({ begins, ends: begins, notice: 'x' })).toEqual(['body.ends'])
    expect(await faulty({ begins, ends: inHours(24 * 9), notice: 'x' })).toEqual(['body.ends'])
    expect(await faulty({ begins: inHours(-1), ends: inHours(1), notice: 'x' })).toEqual(['body.begins'])
    expect(await faulty({ begins: '明天', ends: inHours(1), notice: ' ' })).toContain('body.begins')
    const both = await Promise.all([1, 2].map((n) => announce({ begins, ends: inHours(2), notice: `第${n}份` })))
    expect(both.map((a) => a.status).toSorted()).toEqual([201, 409])
    expect(both.find((a) => a.status === 409)!.body.code).toBe('MAINTENANCE_OVERLAPS')
    expect((await announce({ begins: inHours(2.5), ends: inHours(3), notice: '另一时段' })).status).toBe(201)
    expect((await status()).maintenance.length).toBe(2)
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await end(nobody)).status).toBe(404)
  })

  /** A bearer lives ten minutes; during maintenance none is given. */
  async function reconnected(): Promise<Client> {
    return city.asApplication('wuzhong.civil.assistance').catch(() => application)
  }
})
