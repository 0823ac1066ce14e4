import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, civilDateOf, type CivilDate } from '@fadu/domain'
import { clausesOf, done } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { lookup, openShareRequest } from '../support/share.ts'

interface Figure {
  readonly count: number
  readonly records: string | null
}
interface Trend {
  readonly now: number | null
  readonly before: number | null
  readonly points: readonly { readonly from: CivilDate; readonly to: CivilDate; readonly value: number | null }[]
}
type Figures = Readonly<Record<string, Figure>> & { readonly trend: Trend }
interface Cockpit {
  readonly on: CivilDate
  readonly window: { readonly from: CivilDate; readonly to: CivilDate }
  readonly before: { readonly from: CivilDate; readonly to: CivilDate }
  readonly coverage: Figures
  readonly freshness: Figures
  readonly response: Figures & { readonly median: number | null; readonly ninth: number | null }
  readonly overdue: {
    readonly total: Figure
    readonly byAgency: readonly (Figure & {
      readonly organization: { readonly id: string }
      readonly clauses: readonly { readonly clause: string; readonly count: number }[]
    })[]
  }
  readonly quality: Figures
  readonly refusals: {
    readonly total: Figure
    readonly byClause: readonly (Figure & { clause: string })[]
    trend: Trend
  }
  readonly traffic: Figures & {
    readonly days: readonly { readonly day: CivilDate; calls: number; rows: number; refused: number }[]
  }
}

const wuzhong = '640300000000'
const approver = 'wuzhong.data.approver'
const dayMs = 86_400_000

describe.each(engines)('the cockpit on %s', (engine) => {
  let city: City

  const request = async (): Promise<string> => {
    const asked = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    return asked.body.result.case as string
  }

  beforeAll(async () => {
    city = await openCity(engine)
    const [quick, supplemented, withdrawn, late] = [await request(), await request(), await request(), await request()]
    await request() // never answered
    await done(city, 'wuzhong.civil.steward', withdrawn, 'withdraw')
    await done(city, 'wuzhong.police.steward', supplemented, 'askSupplement', { missing: '用途说明' })
    city.travel(dayMs)
    await done(city, 'wuzhong.civil.steward', supplemented, 'supplement', { answer: '用于最低生活保障审核' })
    await done(city, 'wuzhong.police.approver', quick, 'approve')
    const application = await city.asApplication('wuzhong.civil.assistance')
    for (const value of ['11010519491231002X', '110105194912310038']) {
      expect((await lookup(application, 'WZ-RESIDENTS', [value])).status).toBe(200)
    }
    expect((await lookup(application, 'WZ-RESIDENTS', ['11010519491231002X'], { purpose: '别的目的' })).status).toBe(
      403,
    )

    const steward = await city.as('wuzhong.police.steward')
    const rule = { title: '规则', severity: 'counted', id: 'sex-code', kind: 'codes', item: 'sex', values: ['男'] }
    const rules = await steward.send('POST', '/api/v1/datasets/WZ-RESIDENTS/quality-rules', { rules: [rule] })
    expect(rules.status, JSON.stringify(rules.body)).toBe(201)
    expect((await steward.send('POST', '/api/v1/datasets/WZ-RESIDENTS/quality-runs')).status).toBe(201)
    city.travel(18 * dayMs)
    expect(await city.services.qualitySweeper.sweepOnce()).toBeGreaterThan(0) // each broken rule opens a problem
    for (const caseId of [supplemented, late]) await done(city, 'wuzhong.police.approver', caseId, 'approve')
    for (const login of ['wuzhong.labour.steward', 'litong.data.approver', 'ningbo.government.steward']) {
      expect((await (await city.as(login)).get(`/api/v1/statistics/overview?territory=${wuzhong}`)).status).toBe(403)
    }
    const next = await city.asApplication('wuzhong.civil.assistance')
    expect((await lookup(next, 'WZ-RESIDENTS', ['11010519491231002X'])).status).toBe(200)
  })
  afterAll(() => city.close())

  const cockpitOf = async (login: string, query: string): Promise<Cockpit> => {
    const answer = await (await city.as(login)).get(`/api/v1/statistics/cockpit?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as Cockpit
  }
  /** Every record behind a path, page after page. */
  const recordsOf = async (login: string, path: string): Promise<readonly Record<string, unknown>[]> => {
    const client = await city.as(login)
    const records: Record<string, unknown>[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { status, body } = await client.get(`${path}&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(status, `${path} ${JSON.stringify(body)}`).toBe(200)
      // A search of the evidence is an act, and its page the result.
      const page = (body.result ?? body) as { items: Record<string, unknown>[]; next: string | null }
      records.push(...page.items)
      cursor = page.next
    }
    return records
  }
  /** Follows every figure to its records and counts. @returns Names of figures that have none. */
  const followAll = async (login: string, cockpit: Cockpit): Promise<readonly string[]> => {
    const unlisted: string[] = []
    const follow = async (name: string, part: unknown): Promise<void> => {
      if (part === null || typeof part !== 'object') return
      if (!('records' in part)) {
        for (const [key, value] of Object.entries(part)) await follow(`${name}.${key}`, value)
        return
      }
      const { count, records } = part as Figure
      if (records === null) unlisted.push(name)
      else expect((await recordsOf(login, records)).length, `${name} ${records}`).toBe(count)
    }
    await follow('cockpit', cockpit)
    return unlisted.map((name) => name.replace(/\.\d+$/, ''))
  }
  const inDays = ({ from, to }: Cockpit['window'], day: CivilDate): boolean => from <= day && day <= to
  const dayOf = (instant: unknown): CivilDate => civilDateOf(new Date(instant as string))

  test('WZ-06-1 PF-25 every figure equals its records, and those without a list are what the audit administrator alone may read', async () => {
    const cockpit = await cockpitOf(approver, `territory=${wuzhong}&days=30`)
    const unlisted = new Set(await followAll(approver, cockpit))
    expect([...unlisted].toSorted()).toEqual([
      'cockpit.refusals.byClause',
      'cockpit.refusals.total',
      'cockpit.traffic.calls',
      'cockpit.traffic.refused',
      'cockpit.traffic.rows',
    ])
    const { total } = (
      await (await city.as(approver)).get(`/api/v1/catalog-entries?territory=${wuzhong}&state=published`)
    ).body as { total: number }
    const { current, late, never, irregular } = cockpit.freshness
    expect(current!.count + late!.count + never!.count + irregular!.count).toBe(total)
    expect(cockpit.coverage['covered']!.count).toBeGreaterThan(0)
    expect(cockpit.coverage['covered']!.count).toBeLessThan(cockpit.coverage['agencies']!.count)
    expect(cockpit.coverage.trend.now).toBe(cockpit.coverage['covered']!.count)
    expect(cockpit.coverage.trend.points.at(-1)!.value).toBe(cockpit.coverage.trend.now)
  })

  test('PF-25 requests answered, how long it took and how many in time are those of the cases themselves', async () => {
    const calendar = city.services.calendar.now().calendar
    const listed = await recordsOf(approver, `/api/v1/supervision/sharing?territory=${wuzhong}`)
    const answers: { day: CivilDate; taken: number }[] = []
    for (const { id, procedure } of listed) {
      if (procedure !== 'share.request') continue
      const { body } = await (await city.as(approver)).get(`/api/v1/cases/${id as string}`)
      const timeline = body.timeline as { action: string; at: string }[]
      const answer = timeline.find(({ action }) => /\.(approve|refuse)$/.test(action))
      const receipt = timeline.find(({ action }) => action.endsWith('.open'))
      // One was asked to supplement on the day of receipt: what it owes is counted from the supplement on.
      const begin = timeline.find(({ action }) => action.endsWith('.supplement')) ?? receipt
      if (answer === undefined || begin === undefined) continue
      let taken = 0
      for (let day = addDays(dayOf(begin.at), 1); day <= dayOf(answer.at); day = addDays(day, 1)) {
        if (calendar.dayStatus(day).working) taken++
      }
      answers.push({ day: dayOf(answer.at), taken })
    }
    expect(answers.length).toBeGreaterThanOrEqual(3)
    for (const days of [1, 5, 30]) {
      const { window, before, response } = await cockpitOf(approver, `territory=${wuzhong}&days=${days}`)
      const taken = (span: Cockpit['window']): readonly number[] =>
        answers.filter(({ day }) => inDays(span, day)).map((answer) => answer.taken)
      const rank = (values: readonly number[], share: number): number | null =>
        values.toSorted((a, b) => a - b).find((v) => values.filter((w) => w <= v).length >= share * values.length) ??
        null
      const now = taken(window)
      expect(response['answered']!.count, `${days} days`).toBe(now.length)
      expect([response.median, response.ninth]).toEqual([rank(now, 0.5), rank(now, 0.9)])
      expect(response['late']!.count).toBe(now.filter((n) => n > 5).length)
      expect(response['inTime']!.count).toBe(now.filter((n) => n <= 5).length)
      expect(response.trend.before).toBe(rank(taken(before), 0.5))
    }
    const { response } = await cockpitOf(approver, `territory=${wuzhong}&days=30`)
    expect(response['late']!.count).toBeGreaterThanOrEqual(1)
    expect(response['overdue']!.count).toBeGreaterThanOrEqual(1)
  })

  test('PF-25 what is overdue is counted by who owes it, with the clause of its clock', async () => {
    const { overdue } = await cockpitOf(approver, `territory=${wuzhong}`)
    const clocks = (await recordsOf(approver, `/api/v1/supervision/clocks?phase=overdue&territory=${wuzhong}`)) as {
      owner: { id: string }
      clock: { cites: string[] }
    }[]
    expect(overdue.total.count).toBe(clocks.length)
    const owners = new Set(clocks.map(({ owner }) => owner.id))
    expect(overdue.byAgency.map((line) => line.organization.id).toSorted()).toEqual([...owners].toSorted())
    for (const { organization, count, clauses } of overdue.byAgency) {
      const own = clocks.filter(({ owner }) => owner.id === organization.id)
      expect(count).toBe(own.length)
      for (const { clause, count } of clauses)
        expect(count, clause).toBe(own.filter(({ clock }) => clock.cites.includes(clause)).length)
      expect(new Set(clauses.map(({ clause }) => clause))).toEqual(new Set(own.flatMap(({ clock }) => clock.cites)))
    }
    expect(overdue.byAgency.flatMap((line) => line.clauses.map(({ clause }) => clause))).toContain('WZ-26-2')
  })

  test('PF-25 refusals by clause and traffic by day are those that the audit administrator counts in the log', async () => {
    // Asked first: reading the log is no refusal, asking for the cockpit neither.
    const { window, before, refusals, traffic } = await cockpitOf(approver, `territory=${wuzhong}&days=30`)
    const within = new Set([...city.services.territories().within(wuzhong)] as string[])
    const bodies = (await recordsOf('platform.audit', '/api/v1/audit/entries?kind=refusal')).map(
      (entry) =>
        JSON.parse(entry['body'] as string) as {
          at: string
          action: string
          territory?: string
          dataset?: string
          clauses?: string[]
        },
    )
    const { rows: datasets } = await sql<{ id: string; territory: string }>`
      select d.id, e.territory_code as territory from dataset d join catalog_entry e on e.id = d.entry_id`.execute(
      city.services.db,
    )
    const whereOf = ({ territory, dataset }: (typeof bodies)[number]): string | undefined =>
      territory ?? datasets.find(({ id }) => id === dataset)?.territory
    const about = bodies.filter((body) => within.has(whereOf(body) ?? ''))
    const now = about.filter(({ at }) => inDays(window, dayOf(at)))
    expect(refusals.total.count).toBe(now.length)
    expect(refusals.trend.before).toBe(about.filter(({ at }) => inDays(before, dayOf(at))).length)
    const clauses = new Set(now.flatMap((body) => body.clauses ?? []))
    expect(new Set(refusals.byClause.map(({ clause }) => clause))).toEqual(clauses)
    for (const { clause, count } of refusals.byClause)
      expect(count, clause).toBe(now.filter((body) => body.clauses?.includes(clause)).length)

    const { rows: used } = await sql<{ day: string; calls: number; rows: number; territory: string }>`
      select u.day::text as day, u.calls, u.rows, e.territory_code as territory from grant_usage u
      join data_grant g on g.id = u.grant_id join catalog_entry e on e.id = g.entry_id`.execute(city.services.db)
    expect(traffic.days.map(({ day }) => day)).toEqual(Array.from({ length: 30 }, (_, i) => addDays(window.from, i)))
    for (const { day, calls, rows, refused } of traffic.days) {
      const own = used.filter((use) => use.day === day && within.has(use.territory))
      expect(calls, day).toBe(own.reduce((sum, use) => sum + Number(use.calls), 0))
      expect(rows, day).toBe(own.reduce((sum, use) => sum + Number(use.rows), 0))
      expect(refused, day).toBe(
        now.filter(({ at, action }) => dayOf(at) === day && /^data\.(lookup|query|changes|export)$/.test(action))
          .length,
      )
    }
    expect(traffic['calls']!.count).toBeGreaterThanOrEqual(3)
    expect(traffic['refused']!.count).toBeGreaterThanOrEqual(1)
    expect(traffic.days.some(({ calls }) => calls === 0)).toBe(true)
  })

  test('PF-25 the mean score is that of the newest runs, and stood empty before there was one', async () => {
    const { window, quality } = await cockpitOf(approver, `territory=${wuzhong}&days=30`)
    const { rows } = await sql<{ dataset_id: string; score: string | null; ran_at: Date | string }>`
      select r.dataset_id, r.score, r.ran_at from quality_run r join dataset d on d.id = r.dataset_id
      join catalog_entry e on e.id = d.entry_id where e.territory_code like '6403%' order by r.ran_at`.execute(
      city.services.db,
    )
    const meanOn = (day: CivilDate): number | null => {
      const latest = new Map<string, number>()
      for (const { dataset_id, score, ran_at } of rows)
        if (score !== null && dayOf(ran_at) <= day) latest.set(dataset_id, Number(score))
      const scores = [...latest.values()]
      return scores.length === 0 ? null : Math.round((scores.reduce((a, b) => a + b, 0) / scores.length) * 10) / 10
    }
    expect(quality.trend.now).toBe(meanOn(window.to))
    expect(quality.trend.now).not.toBeNull()
    for (const { to, value } of quality.trend.points) expect(value, to).toBe(meanOn(to))
    expect(quality['problems']!.count).toBeGreaterThanOrEqual(1)
  })

  test('PF-25 where nothing is, nothing is made up: a day without answers, a territory without agencies', async () => {
    const { body } = await (await city.as(approver)).get('/api/v1/territories')
    const all = body.items as { code: string }[]
    const { rows } = await sql<{ code: string }>`
      select distinct territory_code as code from organization`.execute(city.services.db)
    const inhabited = new Set(rows.map(({ code }) => code))
    const within = new Set([...city.services.territories().within(wuzhong)] as string[])
    const bare = all.find(({ code }) => within.has(code) && !inhabited.has(code))
    const territory = bare?.code ?? '640302000000'
    const cockpit = await cockpitOf(approver, `territory=${territory}&days=1`)
    await followAll(approver, cockpit)
    expect(cockpit.response).toMatchObject({ median: null, ninth: null, answered: { count: 0 } })
    expect(cockpit.quality.trend).toMatchObject({ now: null, before: null })
    expect(cockpit.traffic.days).toEqual([{ day: cockpit.on, calls: 0, rows: 0, refused: 0 }])
    if (bare !== undefined) expect(cockpit.coverage['agencies']!.count).toBe(0)
  })

  test('PF-25 supervisors, government and the authority above see it, each with the lists it may open; agencies and strangers are refused with the clause', async () => {
    for (const login of ['wuzhong.cyberspace.inspector', 'wuzhong.government.steward']) {
      const unlisted = await followAll(login, await cockpitOf(login, `territory=${wuzhong}`))
      // PF-77: who asked for what is for the authority and its supervisors.
      expect(unlisted.includes('cockpit.response.answered'), login).toBe(login.includes('government'))
    }
    await followAll(approver, await cockpitOf(approver, 'territory=640302000000'))
    for (const login of ['wuzhong.labour.steward', 'litong.data.approver', 'ningbo.government.steward']) {
      const answer = await (await city.as(login)).get(`/api/v1/statistics/cockpit?territory=${wuzhong}`)
      expect(answer.status, login).toBe(403)
      expect(clausesOf(answer), login).toContain('PF-25')
      expect(answer.body.receipt, login).toBeDefined()
    }
    for (const days of ['0', '367', 'x', '1.5']) {
      expect((await (await city.as(approver)).get(`/api/v1/statistics/cockpit?days=${days}`)).status, days).toBe(400)
    }
    const backward = `/api/v1/supervision/sharing?answeredFrom=2026-02-02&answeredTo=2026-02-01`
    expect((await (await city.as(approver)).get(backward)).status).toBe(400)
  })

  test('PF-25 nothing in it names a person or holds a value', async () => {
    const text = JSON.stringify(await cockpitOf(approver, `territory=${wuzhong}&days=366`))
    expect(text).not.toMatch(/11010519491231|approver|steward|别的目的|JZ-2026/)
  })
})
