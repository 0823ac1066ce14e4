import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from '../support/city.ts'
import { addResidents, entryId } from '../support/share.ts'

/** Update cycles: YZ-21, WZ-31-1. */
describe.each(engines)('update cycles on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  interface Line {
    readonly entry: { readonly code: string }
    readonly due: string
    readonly overdue: boolean
    readonly toldAt: string | null
    readonly lastBatchAt: string | null
  }
  const lines = async (login: string, url: string): Promise<readonly Line[]> => {
    const answer = await (await city.as(login)).get(url)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items as Line[]
  }
  const told = async (entry: string): Promise<readonly string[]> => {
    const { rows } = await sql<{ body: string }>`
      select body from log_entry where action = 'update.overdue' and body like ${`%${entry}%`} and body like '%"due":"2027-03-11"%'`.execute(
      city.services.db,
    )
    return rows.map((r) => r.body)
  }

  const watch = async (regime: {
    code: string
    provider: string
    authority: string
    foreign: string
    clause: string
    seed: number
  }): Promise<void> => {
    const { code, provider, authority, foreign, clause, seed } = regime
    const id = await entryId(city, `${provider}.steward`, code)
    const entry = async () => (await (await city.as(`${provider}.steward`)).get(`/api/v1/catalog-entries/${id}`)).body
    const cycle = (await entry()).fields.updateCycle as string
    expect(cycle).toBe('daily')
    city.travelTo('2027-03-02T09:00:00+08:00')
    await addResidents(city, `${provider}.steward`, code, seed)
    expect((await entry()).updateDue).toBe('2027-03-03')
    city.travelTo('2027-03-10T09:00:00+08:00')
    await addResidents(city, `${provider}.steward`, code, seed + 1)
    expect((await entry()).updateDue).toBe('2027-03-11')
    const found = await (await city.as(`${provider}.steward`)).get(`/api/v1/catalog-entries?q=${code}`)
    expect(found.body.items[0]).toMatchObject({ code, freshness: 'current' })

    const mine = async () =>
      (await lines(`${provider}.steward`, '/api/v1/updates?phase=overdue&limit=200')).find((l) => l.entry.code === code)
    const seen = async () =>
      (await lines(`${authority}.approver`, '/api/v1/supervision/updates?phase=overdue&limit=200')).find(
        (l) => l.entry.code === code,
      )
    city.travelTo('2027-03-11T23:00:00+08:00')
    await city.services.updates.sweepOnce()
    expect(await mine()).toBeUndefined()
    expect(await told(id)).toHaveLength(0)

    city.travelTo('2027-03-12T00:30:00+08:00')
    expect(await mine()).toMatchObject({ due: '2027-03-11', overdue: true, toldAt: null })
    await city.services.updates.sweepOnce()
    expect(await city.services.updates.sweepOnce()).toBe(0)
    const records = await told(id)
    expect(records).toHaveLength(1)
    expect(JSON.parse(records[0]!).grounds).toContain(clause)
    for (const line of [await mine(), await seen()]) {
      expect(line).toMatchObject({ due: '2027-03-11', overdue: true, toldAt: expect.any(String) })
    }
    expect(
      (await (await city.as(`${foreign}.approver`)).get('/api/v1/supervision/updates?territory=640300000000')).status,
    ).toBe(403)
    const late = await (await city.as(`${provider}.steward`)).get(`/api/v1/catalog-entries?q=${code}`)
    expect(late.body.items[0]).toMatchObject({ freshness: 'late' })

    await addResidents(city, `${provider}.steward`, code, seed + 2)
    expect(await mine()).toBeUndefined()
    expect(await seen()).toBeUndefined()
    expect((await entry()).updateDue).toBe('2027-03-13')
  }

  test('YZ-21 each entry shows its next update; an update resets it; a missed day is overdue for the provider and the authority', () =>
    watch({
      code: 'YZ-RESIDENTS',
      provider: 'yinzhou.police',
      authority: 'yinzhou.data',
      foreign: 'yinzhou.data',
      clause: 'YZ-21',
      seed: 310,
    }))

  test('WZ-31-1 an entry not refreshed by its update frequency turns overdue', () =>
    watch({
      code: 'WZ-RESIDENTS',
      provider: 'wuzhong.police',
      authority: 'wuzhong.data',
      foreign: 'wuzhong.police',
      clause: 'WZ-31-1',
      seed: 320,
    }))

  test('what was never aggregated is due a cycle after its publication; pages hold together', async () => {
    const all: Line[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const answer = await (await city.as('wuzhong.data.approver')).get(`/api/v1/supervision/updates?limit=2${next}`)
      all.push(...(answer.body.items as Line[]))
      cursor = answer.body.next as string | null
    }
    expect(new Set(all.map((l) => l.entry.code)).size).toBe(all.length)
    expect(all.map((l) => l.due)).toEqual(all.map((l) => l.due).toSorted())
    const never = all.filter((l) => l.lastBatchAt === null)
    for (const line of never) expect(line.due > '2026').toBe(true)
    expect((await (await city.as('wuzhong.data.approver')).get('/api/v1/supervision/updates?cursor=x')).status).toBe(
      400,
    )
  })
})
