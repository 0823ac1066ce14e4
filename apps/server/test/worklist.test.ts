import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City, type Client } from './support/city.ts'
import { openShareRequest } from './support/share.ts'

interface Owed {
  readonly id: string
  readonly clocks: readonly { readonly state: string; readonly phase: string | null; readonly due: string | null }[]
}
interface Worklist {
  readonly items: readonly Owed[]
  readonly next: string | null
  readonly total: number
  readonly overdue: number
}

const dayMs = 86_400_000

describe.each(engines)('what an organisation owes, on %s', (engine) => {
  let city: City
  let provider: Client
  const owed = async (query = ''): Promise<Worklist> => {
    const answer = await provider.get(`/api/v1/worklist${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as Worklist
  }
  const allPages = async (limit: number): Promise<readonly Owed[]> => {
    const items: Owed[] = []
    for (let cursor = ''; ;) {
      const page = await owed(`?limit=${limit}${cursor}`)
      items.push(...page.items)
      if (page.next === null) return items
      cursor = `&cursor=${page.next}`
    }
  }
  const ask = async (): Promise<string> => {
    const answer = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.case as string
  }
  /** Another clock of the same case and owner, due some days after the first. */
  const secondClock = (id: string, days: number): Promise<unknown> =>
    sql`insert into case_clock (id, case_id, period, owner_id, ledger, state, due_on, provisional, warn_on, due_at, calendar)
      select ${crypto.randomUUID()}, case_id, 'share.other', owner_id, ledger, state, due_on + ${days}::int, provisional, warn_on, due_at, calendar
      from case_clock where case_id = ${id} and state = 'running' limit 1`.execute(city.services.db)

  beforeAll(async () => {
    city = await openCity(engine)
    provider = await city.as('wuzhong.police.steward')
  })
  afterAll(() => city.close())

  test('a case stands in it once, where the first of its clocks puts it, and no page loses or repeats one', async () => {
    const before = await owed()
    const asked: string[] = []
    for (let n = 0; n < 5; n++) asked.push(await ask())
    await secondClock(asked[0]!, -3)
    await secondClock(asked[1]!, 3)
    // One without any clock that runs: last.
    await sql`update case_clock set state = 'finished' where case_id = ${asked[2]!}`.execute(city.services.db)

    const { items, total, overdue } = await owed('?limit=200')
    expect([total, items.length, overdue]).toEqual([before.total + 5, before.total + 5, before.overdue])
    expect(new Set(items.map((c) => c.id)).size).toBe(items.length)
    const places = asked.map((id) => items.findIndex((c) => c.id === id))
    expect(places[0]).toBe(Math.min(...places))
    expect(places[2]).toBe(items.length - 1)
    for (const limit of [1, 2, 3]) expect(await allPages(limit)).toEqual(items)
    await sql`update case_clock set state = 'running' where case_id = ${asked[2]!}`.execute(city.services.db)
  })

  test('what is late is counted on all pages, not on the one that is shown', async () => {
    city.travel(60 * dayMs)
    provider = await city.as('wuzhong.police.steward')
    const { items, total, overdue } = await owed('?limit=200')
    const late = items.filter((c) => c.clocks.some((k) => k.state === 'running' && k.phase === 'overdue'))
    expect(late.length).toBeGreaterThan(3)
    expect(overdue).toBe(late.length)
    expect(total).toBe(items.length)
    expect(await owed('?limit=1')).toMatchObject({ total, overdue })
  })

  test.each([
    ['another list', Buffer.from('["2026-01-01"]').toString('base64url')],
    ['no day', Buffer.from('["2026-02-30","00000000-0000-0000-0000-000000000000"]').toString('base64url')],
    ['no cursor', 'x'],
  ])('a cursor of %s is refused', async (_, cursor) => {
    const answer = await provider.get(`/api/v1/worklist?cursor=${cursor}`)
    expect([answer.status, answer.body.code]).toEqual([400, 'CURSOR_INVALID'])
  })
})
