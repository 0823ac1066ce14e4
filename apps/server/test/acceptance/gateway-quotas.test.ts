import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resident } from '@fadu/testkit'
import { clausesOf, done } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { exported, askExport } from '../support/exports.ts'
import { addResidents, lookup, openShareRequest } from '../support/share.ts'

const civil = 'wuzhong.civil.steward'
const police = 'wuzhong.police.approver'
const application = 'wuzhong.civil.assistance'
const callsAtOnce = 200

type Row = Readonly<Record<string, string>>

/**
 * What a grant allows holds for all calls together that are under way at the same time, in one server and in two: no more rows
 * than its quota, none outside its filter, none without its masks.
 */
describe.each(engines)('calls that arrive together on %s', (engine) => {
  let city: City
  let residents: readonly Resident[]
  /** One client for each server. */
  let clients: readonly Client[]
  let other: City | undefined

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    residents = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 1711)
    other = engine === 'postgres' ? await city.beside() : undefined
    const servers = other === undefined ? [city] : [city, other]
    clients = await Promise.all(servers.map((server) => server.asApplication(application)))
  })
  afterAll(async () => {
    await other?.close()
    await city.close()
  })

  let purposes = 0
  const granted = async (
    approval: Record<string, unknown>,
    more: Record<string, unknown> = {},
  ): Promise<{ readonly id: string; readonly purpose: string }> => {
    const purpose = `同时核验之${++purposes}`
    const items = ['resident_id', 'name', 'village_code']
    const request = { purposes: [purpose], items, mode: 'both', ...more }
    const asked = await openShareRequest(city, civil, 'WZ-RESIDENTS', application, request)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const caseId = asked.body.result.case as string
    await done(city, police, caseId, 'approve', approval)
    const grants = (await (await city.as(civil)).get('/api/v1/grants?limit=200')).body.items
    return { purpose, id: (grants as { id: string; case: string }[]).find((g) => g.case === caseId)!.id }
  }
  const together = (call: (client: Client, i: number) => Promise<Answer>): Promise<readonly Answer[]> =>
    Promise.all(Array.from({ length: callsAtOnce }, (_, i) => call(clients[i % clients.length]!, i)))
  const rowsOf = (answers: readonly Answer[]): readonly Row[] =>
    answers.filter((a) => a.status === 200).flatMap((a) => a.body.rows as Row[])
  const takenUnder = async (id: string): Promise<{ today: number; total: number }> =>
    (await (await city.as(police)).get(`/api/v1/grants/${id}`)).body.taken
  const expectRefusedByQuota = (answers: readonly Answer[], rule: string): void => {
    for (const answer of answers.filter((a) => a.status !== 200)) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(403)
      expect(clausesOf(answer)).toContain('PF-71')
      expect((answer.body.grounds as { rule: string }[]).map((g) => g.rule)).toContain(rule)
      expect(answer.body.receipt).toBeDefined()
    }
  }

  test('PF-71 of 200 lookups under a quota of 37 rows a day exactly 37 are answered, the first delivery among them', async () => {
    const { id, purpose } = await granted({ quotaPerDay: 37 })
    const values = [residents[0]!.residentId]
    const answers = await together((client) => lookup(client, 'WZ-RESIDENTS', values, { purpose, fields: ['name'] }))
    expect(rowsOf(answers)).toHaveLength(37)
    expectRefusedByQuota(answers, 'PF-71/day')
    expect(await takenUnder(id)).toEqual({ today: 37, total: 37 })
    // What was refused was recorded as refused, and only what was given as given.
    const entries = await city.services.db
      .selectFrom('log_entry')
      .select('kind')
      .where('grant_id', '=', id)
      .where('kind', 'in', ['access', 'refusal'])
      .execute()
    expect(entries.filter((e) => e.kind === 'access')).toHaveLength(37)
    expect(entries.filter((e) => e.kind === 'refusal')).toHaveLength(callsAtOnce - 37)
  })

  test('PF-71 calls of one to three keys never give more than the total quota, each row masked and inside the filter', async () => {
    const village = residents[0]!.villageCode.slice(0, 9)
    const { id, purpose } = await granted({
      quotaTotal: 100,
      masks: [{ item: 'name', mask: 'surname' }],
      rowFilter: [{ item: 'village_code', test: 'within', values: [village] }],
    })
    const fields = ['resident_id', 'name', 'village_code']
    const answers = await together((client, i) => {
      const values = residents.slice(0, 1 + (i % 3)).map((r) => r.residentId)
      return lookup(client, 'WZ-RESIDENTS', values, { purpose, fields })
    })
    const rows = rowsOf(answers)
    expect(rows.length).toBeLessThanOrEqual(100)
    // The last places are left where what is asked for is more than what is left.
    expect(rows.length).toBeGreaterThan(97)
    for (const row of rows) {
      expect(row['name']).toMatch(/^.\*+$/)
      expect(row['village_code']!.startsWith(village)).toBe(true)
    }
    expectRefusedByQuota(answers, 'PF-71/total')
    expect((await takenUnder(id)).total).toBe(rows.length)
  })

  test('PF-71 pages, lookups and the fetching of a file count against one quota', async () => {
    const probe = await granted({})
    const where = [{ item: 'village_code', test: 'oneOf', values: [residents[0]!.villageCode] }]
    const path = await exported(city, clients[0]!, 'WZ-RESIDENTS', { purpose: probe.purpose, where })
    expect((await clients[0]!.get(`${path}/file`)).status).toBe(200)
    const inFile = (await takenUnder(probe.id)).total
    const { id, purpose } = await granted({ quotaPerDay: 60 + inFile })
    const file = await exported(city, clients[0]!, 'WZ-RESIDENTS', { purpose, where })
    const values = [residents[1]!.residentId]
    const answers = await together((client, i) => {
      // A file lies where it was written, so its own server is asked for it.
      if (i === 20) return clients[0]!.get(`${file}/file`)
      if (i % 2 === 0) return lookup(client, 'WZ-RESIDENTS', values, { purpose, fields: ['name'] })
      const page = { purpose, matter: 'JZ-2', fields: ['village_code'], limit: 3 }
      return client.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/query', page)
    })
    const given = answers.reduce((sum, a, i) => {
      if (a.status !== 200) return sum
      return sum + (i === 20 ? inFile : (a.body.rows as unknown[]).length)
    }, 0)
    expect(given).toBeLessThanOrEqual(60 + inFile)
    expect(given).toBeGreaterThan(50)
    expect((await takenUnder(id)).today).toBe(given)
    expectRefusedByQuota(answers, 'PF-71/day')
    expect((await askExport(clients[0]!, 'WZ-RESIDENTS', { purpose, where, matter: 'JZ-3' })).status).toBe(403)
  })
})
