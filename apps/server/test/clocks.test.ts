import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packsFolder } from '@fadu/law-files'
import { createSweeper, type Sweeper } from '../src/modules/cases/index.ts'
import { openCalendarSource, type CalendarSource } from '../src/platform/law/calendar-source.ts'
import { engines, openCity, type Answer, type City } from './support/city.ts'
import { act, openShareRequest } from './support/share.ts'

interface Clock {
  readonly period: string
  readonly state: string
  readonly due: string | null
  readonly phase: string | null
  readonly left: number | null
  readonly overdueBy: number | null
  readonly provisional: boolean
  readonly text: string
}
interface Notification {
  readonly id: string
  readonly kind: string
  readonly case: string
  readonly due: string
  readonly from: string | null
  readonly papers: readonly string[]
  readonly cites: readonly string[]
  readonly owner: { readonly name: string }
  readonly readAt: string | null
}

/** The notice for 2027 as it might read; the real one is not known. */
const papers = ['国办发明电〔2026〕99号（示例）']
const notice2027 = {
  year: 2027,
  papers,
  days: [
    { name: '元旦', date: '2027-01-01', isOffDay: true },
    { name: '元旦', date: '2027-01-02', isOffDay: true },
    { name: '元旦', date: '2027-01-03', isOffDay: true },
    ...['05', '06', '07', '08', '09', '10', '11'].map((d) => ({ name: '春节', date: `2027-02-${d}`, isOffDay: true })),
    { name: '春节', date: '2027-02-13', isOffDay: false },
  ],
}

/** For tests that open a city of their own. */

async function opened(city: City): Promise<string> {
  const answer = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.result.case as string
}
async function caseView(city: City, id: string): Promise<Answer['body']> {
  return (await (await city.as('wuzhong.police.steward')).get(`/api/v1/cases/${id}`)).body
}
async function replyClock(city: City, id: string): Promise<Clock> {
  const clocks = (await caseView(city, id)).clocks as Clock[]
  return clocks.find((c) => c.period === 'share.reply')!
}
async function told(city: City, login: string, caseId: string): Promise<readonly Notification[]> {
  const answer = await (await city.as(login)).get('/api/v1/notifications?limit=200')
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return (answer.body.items as Notification[]).filter((n) => n.case === caseId)
}
interface Recorded {
  readonly kind: string
  readonly case?: string
  readonly grounds: readonly string[]
  readonly detail: { readonly changes?: readonly { readonly case: string }[] }
}
async function recorded(city: City, action: string): Promise<readonly Recorded[]> {
  const answer = await (
    await city.as('platform.audit')
  ).get(`/api/v1/audit/entries?kind=system&action=${action}&limit=200`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return (answer.body.result.items as { body: string }[]).map((e) => JSON.parse(e.body) as Recorded)
}

/** Another process of the same platform: its own calendar, its own sweeper, the same database. */
async function anotherProcess(city: City): Promise<{ sweeper: Sweeper; calendar: CalendarSource }> {
  const { db, log, territories, law } = city.services
  const calendar = await openCalendarSource({ db, shipped: law.notices, now: city.now })
  return { calendar, sweeper: createSweeper({ db, log, calendar, territories, now: city.now }) }
}

/** The shipped law, with one duty of Wuzhong in hours. */
async function packsWithHours(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-packs-'))
  await cp(packsFolder, folder, { recursive: true })
  const change = async (file: string, change: (text: string) => string): Promise<void> => {
    const place = join(folder, 'wuzhong-draft-2024', file)
    const text = await readFile(place, 'utf8')
    const changed = change(text)
    expect(changed, file).not.toBe(text)
    await writeFile(place, changed)
  }
  await change('procedures/share-request.yaml', (text) =>
    text.replace('clock: { period: share.delivery,', 'clock: { period: share.urgentDelivery,'),
  )
  const period = 'share.urgentDelivery: { unit: hour, warn: 4, values: { draft: { value: 24, cites: [WZ-26-2] } } }'
  await change('values/share.yaml', (text) => `${text}${period}\n`)
  return folder
}

describe.each(engines)('clocks of cases on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  test('WZ-26-2 five working days: the Saturday worked in exchange counts, the Spring Festival does not', async () => {
    city.travelTo('2026-02-09T10:00:00+08:00')
    expect(await replyClock(city, await opened(city))).toMatchObject({ due: '2026-02-14', provisional: false, left: 5 })
    city.travelTo('2026-02-13T23:59:00+08:00')
    expect(await replyClock(city, await opened(city))).toMatchObject({ due: '2026-02-27', provisional: false })
    city.travelTo('2026-02-14T00:01:00+08:00')
    expect(await replyClock(city, await opened(city))).toMatchObject({ due: '2026-02-28' })
  })

  test('the owner is warned once, a working day before; nobody is told who is neither owner nor superior', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const id = await opened(city)
    expect((await replyClock(city, id)).due).toBe('2026-03-09')
    city.travelTo('2026-03-05T23:59:00+08:00')
    await city.services.sweeper.sweepOnce()
    expect(await told(city, 'wuzhong.police.steward', id)).toEqual([])
    city.travelTo('2026-03-06T00:01:00+08:00')
    await city.services.sweeper.sweepOnce()
    await city.services.sweeper.sweepOnce()
    expect(await told(city, 'wuzhong.police.steward', id)).toMatchObject([
      { kind: 'warning', due: '2026-03-09', cites: ['WZ-26-2'], owner: { name: '吴忠市公安局' }, readAt: null },
    ])
    expect(await told(city, 'wuzhong.data.steward', id)).toEqual([])
    expect(await told(city, 'wuzhong.civil.steward', id)).toEqual([])
  })

  test('late from the next civil day on: told once by two processes, reported to the authority, recorded, still owed', async () => {
    city.travelTo('2026-03-10T09:00:00+08:00')
    const id = await opened(city)
    expect((await replyClock(city, id)).due).toBe('2026-03-17')
    const other = await anotherProcess(city)
    const both = () => Promise.all([city.services.sweeper.sweepOnce(), other.sweeper.sweepOnce()])
    city.travelTo('2026-03-17T23:59:00+08:00')
    await both()
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.kind)).toEqual(['warning'])
    city.travelTo('2026-03-18T00:00:00+08:00')
    await both()
    await both()
    // A row that one process held back is told by its next sweep; nothing is told twice.
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.kind).toSorted()).toEqual([
      'overdue',
      'warning',
    ])
    expect(await told(city, 'wuzhong.data.steward', id)).toMatchObject([
      { kind: 'escalated', due: '2026-03-17', owner: { name: '吴忠市公安局' } },
    ])
    const entries = (await recorded(city, 'clock.overdue')).filter((e) => e.case === id)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      kind: 'system',
      grounds: ['WZ-26-2'],
      detail: { period: 'share.reply', due: '2026-03-17' },
    })

    city.travelTo('2026-03-20T10:00:00+08:00')
    expect(await replyClock(city, id)).toMatchObject({ phase: 'overdue', overdueBy: 3, left: 0 })
    const approved = await act(city, 'wuzhong.police.approver', id, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    const done = await replyClock(city, id)
    expect(done).toMatchObject({ state: 'finished', overdueBy: 3, phase: null })
    expect(done.text).toContain('逾期 3 个工作日')
  })

  test('a clock whose ledger is broken stops no other: it is named, and told of once it is whole again', async () => {
    city.travelTo('2026-03-10T09:00:00+08:00')
    const [broken, sound] = [await opened(city), await opened(city)]
    const { db, sweeper } = city.services
    const clocks = db.selectFrom('case_clock').select(['id', 'ledger']).where('case_id', '=', broken)
    const { id, ledger } = await clocks.where('period', '=', 'share.reply').executeTakeFirstOrThrow()
    const keep = (text: string) => sql`update case_clock set ledger = ${text}::jsonb where id = ${id}`.execute(db)
    const kinds = async (of: string) => (await told(city, 'wuzhong.police.steward', of)).map((n) => n.kind)
    await keep('{}')
    city.travelTo('2026-03-18T00:00:00+08:00')
    expect((await sweeper.sweepOnce()).uncountable).toEqual([id])
    expect(await kinds(sound)).toEqual(['overdue'])
    expect(await kinds(broken)).toEqual([])
    await keep(JSON.stringify(ledger))
    expect((await sweeper.sweepOnce()).uncountable).toEqual([])
    expect(await kinds(broken)).toEqual(['overdue'])
  })

  test('a supplement notice rests the clock under the name of the state, and what is late or not is told of the new day', async () => {
    city.travelTo('2026-03-23T10:00:00+08:00')
    const id = await opened(city)
    city.travelTo('2026-03-27T10:00:00+08:00')
    await city.services.sweeper.sweepOnce()
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.due)).toEqual(['2026-03-30'])
    const asked = await act(city, 'wuzhong.police.steward', id, 'askSupplement', { missing: '系统安全等级测评报告' })
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    const view = await caseView(city, id)
    expect(view.clocks[0]).toMatchObject({ state: 'suspended', due: null, overdueBy: null })
    expect(JSON.stringify(view.derivations)).toContain('理由：补正中')
    city.travelTo('2026-04-20T10:00:00+08:00')
    await city.services.sweeper.sweepOnce()
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.kind)).toEqual(['warning'])
    const answered = await act(city, 'wuzhong.civil.steward', id, 'supplement', { answer: '已补齐' })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    expect((await replyClock(city, id)).due).toBe('2026-04-22')
    city.travelTo('2026-04-21T10:00:00+08:00')
    await city.services.sweeper.sweepOnce()
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.due)).toEqual(['2026-04-22', '2026-03-30'])
  })

  test('read notifications come after unread ones, page by page, and reading is for whoever was told', async () => {
    const police = await city.as('wuzhong.police.steward')
    const all = (await police.get('/api/v1/notifications?limit=200')).body.items as Notification[]
    expect(all.length).toBeGreaterThan(2)
    const foreign = await (
      await city.as('wuzhong.civil.steward')
    ).send('POST', `/api/v1/notifications/${all[0]!.id}/read`)
    expect(foreign.status).toBe(403)
    expect(foreign.body.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-18')
    const read = await police.send('POST', `/api/v1/notifications/${all[0]!.id}/read`)
    expect(read.status, JSON.stringify(read.body)).toBe(200)
    const again = await police.send('POST', `/api/v1/notifications/${all[0]!.id}/read`)
    expect(again.body.result).toEqual(read.body.result)
    const ids: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: Answer = await police.get(`/api/v1/notifications?limit=1${next === '' ? '' : `&cursor=${next}`}`)
      ids.push(...(page.body.items as Notification[]).map((n) => n.id))
      next = page.body.next as string | null
    }
    expect(ids).toEqual([...all.slice(1).map((n) => n.id), all[0]!.id])
    const unknown = await police.send('POST', '/api/v1/notifications/00000000-0000-4000-8000-000000000000/read')
    expect(unknown.status).toBe(404)
    expect((await police.get('/api/v1/notifications?cursor=WyJ4Iiwi4oiaIl0')).body.code).toBe('CURSOR_INVALID')
  })

  test('what is late in a territory is shown to its authority, supervisor and government, and to nobody else', async () => {
    city.travelTo('2026-05-06T10:00:00+08:00')
    await opened(city)
    const id = await opened(city)
    const listed = async (phase: string): Promise<readonly string[]> => {
      const answer = await (
        await city.as('wuzhong.data.steward')
      ).get(`/api/v1/supervision/clocks?limit=200&phase=${phase}`)
      return (answer.body.items as { case: string }[]).map((i) => i.case)
    }
    expect(await listed('warning'), 'too early to warn').not.toContain(id)
    city.travelTo('2026-05-11T10:00:00+08:00')
    expect(await listed('warning')).toContain(id)
    expect(await listed('overdue')).not.toContain(id)
    city.travelTo('2026-05-14T10:00:00+08:00')
    expect(await listed('warning')).not.toContain(id)
    const url = '/api/v1/supervision/clocks?limit=200'
    for (const login of ['wuzhong.data.steward', 'wuzhong.cyberspace.inspector', 'wuzhong.government.steward']) {
      const answer = await (await city.as(login)).get(url)
      expect(answer.status, `${login} ${JSON.stringify(answer.body)}`).toBe(200)
      const mine = (answer.body.items as { case: string }[]).filter((i) => i.case === id)
      expect(mine, login).toMatchObject([
        {
          procedure: 'share.request',
          owner: { name: '吴忠市公安局' },
          clock: { cites: ['WZ-26-2'], basis: 'draft', provisional: false, phase: 'overdue', overdueBy: 2 },
        },
      ])
    }
    for (const login of ['wuzhong.police.steward', 'litong.data.steward', 'ningbo.data.steward']) {
      const answer = await (await city.as(login)).get(`${url}&territory=640300000000`)
      expect(answer.status, login).toBe(403)
      expect(answer.body.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-19')
    }
    const page = await (await city.as('wuzhong.data.steward')).get('/api/v1/supervision/clocks?limit=1')
    expect(page.body.items).toHaveLength(1)
    const rest = await (await city.as('wuzhong.data.steward')).get(`${url}&cursor=${page.body.next as string}`)
    expect(rest.body.items.length).toBeGreaterThan(0)
    expect(rest.body.items[0].case).not.toBe(page.body.items[0].case)
    const crooked = Buffer.from('["tomorrow","00000000-0000-4000-8000-000000000000"]').toString('base64url')
    const broken = await (await city.as('wuzhong.data.steward')).get(`${url}&cursor=${crooked}`)
    expect([broken.status, broken.body.code]).toEqual([400, 'CURSOR_INVALID'])
  })
})

describe.each(engines)('a holiday notice on %s', (engine) => {
  let city: City
  let id: string
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-12-28T10:00:00+08:00')
    id = await opened(city)
  })
  afterAll(() => city.close())

  const enter = async (body: unknown, login = 'platform.system') =>
    (await city.as(login)).send('POST', '/api/v1/law/notices', body)

  test('that nobody has issued leaves a day provisional and says why', async () => {
    expect(await replyClock(city, id)).toMatchObject({ due: '2027-01-04', provisional: true })
    const lines = JSON.stringify((await caseView(city, id)).derivations)
    expect(lines).toContain('2027 年没有放假通知')
    const listed = (await city.anonymous.get('/api/v1/law/notices')).body.items as { year: number; origin: string }[]
    expect(listed.map((n) => n.year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
    expect(new Set(listed.map((n) => n.origin))).toEqual(new Set(['pack']))
  })

  test('is entered by the system administrator alone', async () => {
    for (const login of ['wuzhong.data.approver', 'platform.security']) {
      const refused = await enter(notice2027, login)
      expect(refused.status, login).toBe(403)
      expect(refused.body.grounds.map((g: { clause: string }) => g.clause)).toContain('PF-18')
    }
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['without a paper', { papers: [] }, 'body.papers'],
    ['without days', { days: [] }, 'body.days'],
    [
      'of a day that does not exist',
      { days: [{ name: '元旦', date: '2027-02-30', isOffDay: true }] },
      'body.days.0.date',
    ],
    ['of a day of another year', { days: [{ name: '元旦', date: '2025-01-01', isOffDay: true }] }, 'body.days.0.date'],
    ['of a day named twice', { days: [...notice2027.days, notice2027.days[0]] }, 'body.days.11.date'],
    ['without a year', { year: undefined }, 'body.year'],
    ['of a year out of reach', { year: 2101 }, 'body.year'],
  ])('%s is refused with its field', async (_, change, field) => {
    const answer = await enter({ ...notice2027, ...change })
    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    expect((answer.body.fields as { field: string }[]).map((f) => f.field)).toContain(field)
  })

  test('re-dates open cases: shown at once, stored and told by the sweep, recorded, explained by its paper', async () => {
    const stale = await anotherProcess(city)
    // A clock in days that rests on no day of the new year keeps its day.
    const answer = await enter({ $schema: 'https://example.org/schema.json', ...notice2027 })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body.result).toEqual({ year: 2027, replaced: false })
    expect(await replyClock(city, id)).toMatchObject({ due: '2027-01-05', provisional: false })
    const body = { territory: '640300000000', from: '2026-12-28', period: 'share.reply' }
    const counted = await city.anonymous.send('POST', '/api/v1/law/due-dates', body)
    expect(counted.body).toMatchObject({ due: '2027-01-05', provisional: false })
    expect(counted.body.papers).toContain(papers[0])

    const [first, second] = await Promise.all([city.services.sweeper.sweepOnce(), stale.sweeper.sweepOnce()])
    await city.services.sweeper.sweepOnce()
    expect(first.redated + second.redated).toBeGreaterThan(0)
    expect(await told(city, 'wuzhong.police.steward', id)).toMatchObject([
      { kind: 'redated', from: '2027-01-04', due: '2027-01-05' },
    ])
    expect((await told(city, 'wuzhong.police.steward', id))[0]!.papers).toContain(papers[0])
    const { db } = city.services
    const stored = await db.selectFrom('case_clock').selectAll().where('case_id', '=', id).executeTakeFirstOrThrow()
    expect(stored).toMatchObject({ due_on: '2027-01-05', warn_on: '2027-01-04', provisional: false })
    const changes = (await recorded(city, 'clock.redate')).flatMap((e) => e.detail.changes ?? [])
    expect(changes.filter((c) => c.case === id)).toEqual([
      { case: id, period: 'share.reply', from: '2027-01-04', to: '2027-01-05' },
    ])
    const lines = JSON.stringify((await caseView(city, id)).derivations)
    expect(lines).toContain(papers[0])
    expect(lines).not.toContain('暂定')
  })

  test('is in the record with its paper and its days', async () => {
    const answer = await (
      await city.as('platform.audit')
    ).get('/api/v1/audit/entries?action=calendar.enterNotice&kind=act')
    const entry = JSON.parse(answer.body.result.items[0].body as string) as { detail: Record<string, unknown> }
    expect(entry.detail).toMatchObject({ year: 2027, replaced: false, papers, days: notice2027.days })
  })

  test('that another process entered is taken up by the next sweep, and an older one never counts back', async () => {
    const { db, log, territories } = city.services
    const late = await anotherProcess(city)
    // What this process read stands still, as if it were in the middle of a sweep while the notice comes.
    const before = late.calendar.now()
    const behind: CalendarSource = {
      now: () => before,
      refresh: () => Promise.resolve(false),
      isCurrent: (tx) => late.calendar.isCurrent(tx),
    }
    const amended = { ...notice2027, papers: [...papers, '国办发明电〔2026〕100号（示例）'] }
    const more = [...notice2027.days, { name: '元旦', date: '2027-01-04', isOffDay: true }]
    expect((await enter({ ...amended, days: more })).body.result).toEqual({ year: 2027, replaced: true })
    await city.services.sweeper.sweepOnce()
    expect(await replyClock(city, id)).toMatchObject({ due: '2027-01-06' })
    const back = await createSweeper({ db, log, calendar: behind, territories, now: city.now }).sweepOnce()
    expect(back).toEqual({ recounted: 0, redated: 0, warned: 0, overdue: 0, uncountable: [] })
    const stored = async () =>
      (await db.selectFrom('case_clock').select('due_on').where('case_id', '=', id).executeTakeFirstOrThrow()).due_on
    expect(await stored()).toBe('2027-01-06')
    expect(late.calendar.now().calendar.dayStatus('2027-01-04' as never).working).toBe(true)
    await late.sweeper.sweepOnce()
    expect(late.calendar.now().calendar.dayStatus('2027-01-04' as never).working).toBe(false)
    expect(await stored()).toBe('2027-01-06')
    expect((await told(city, 'wuzhong.police.steward', id)).map((n) => [n.from, n.due])).toEqual([
      ['2027-01-05', '2027-01-06'],
      ['2027-01-04', '2027-01-05'],
    ])
  })

  test('that was entered stays when a process starts with the shipped files, and is listed as entered', async () => {
    await anotherProcess(city)
    const listed = (await city.anonymous.get('/api/v1/law/notices')).body.items as Record<string, unknown>[]
    expect(listed.find((n) => n['year'] === 2027)).toMatchObject({ origin: 'entered' })
    const { sweeper } = await anotherProcess(city)
    expect((await sweeper.sweepOnce()).recounted).toBe(0)
  })
})

describe.each(engines)('on %s', (engine) => {
  test('the lateness of an authority goes above it, and where no authority is above to its government', async () => {
    const city = await openCity(engine)
    try {
      // 吴忠 approves an entry of 利通 as the authority of the level above; nobody above 吴忠 is registered.
      const authority = await city.as('wuzhong.data.steward')
      const owner = (await authority.get('/api/v1/session')).body.organization.id as string
      const items = (await authority.get('/api/v1/worklist')).body.items as {
        id: string
        territory: string
        clocks: { owner: string; state: string }[]
      }[]
      const due = items.find((c) => c.clocks.some((k) => k.owner === owner && k.state === 'running'))!
      expect(due.territory).toBe('640302000000')
      city.travel(120 * 86_400_000)
      await city.services.sweeper.sweepOnce()
      expect((await told(city, 'wuzhong.data.steward', due.id)).map((n) => n.kind)).toEqual(['overdue'])
      expect((await told(city, 'wuzhong.government.steward', due.id)).map((n) => n.kind)).toEqual(['escalated'])
      expect(await told(city, 'litong.data.steward', due.id)).toEqual([])
    } finally {
      await city.close()
    }
  })

  test('a deadline in hours runs through the night to the minute and is warned, late and escalated by its instant', async () => {
    const folder = await packsWithHours()
    const city = await openCity(engine, { packsFolder: folder })
    try {
      city.travelTo('2026-02-13T22:30:00+08:00')
      const id = await opened(city)
      const approved = await act(city, 'wuzhong.police.approver', id, 'approve')
      expect(approved.status, JSON.stringify(approved.body)).toBe(200)
      const urgent = async (): Promise<Clock & { dueAt: string | null }> =>
        (await caseView(city, id)).clocks.find((c: Clock) => c.period === 'share.urgentDelivery')
      expect(await urgent()).toMatchObject({
        state: 'running',
        due: '2026-02-14',
        dueAt: '2026-02-14T22:30+08:00',
        left: 23,
        overdueBy: null,
        provisional: false,
      })
      expect(JSON.stringify((await caseView(city, id)).derivations)).toContain('起算，昼夜和休息日连续计算')
      const kinds = async (login: string) => (await told(city, login, id)).map((n) => n.kind)
      city.travelTo('2026-02-14T18:25:00+08:00')
      await city.services.sweeper.sweepOnce()
      expect(await kinds('wuzhong.police.steward')).toEqual([])
      city.travelTo('2026-02-14T18:35:00+08:00')
      await city.services.sweeper.sweepOnce()
      expect(await kinds('wuzhong.police.steward')).toEqual(['warning'])
      city.travelTo('2026-02-14T22:29:00+08:00')
      await city.services.sweeper.sweepOnce()
      expect(await kinds('wuzhong.police.steward')).toEqual(['warning'])
      city.travelTo('2026-02-14T22:35:00+08:00')
      await Promise.all([city.services.sweeper.sweepOnce(), city.services.sweeper.sweepOnce()])
      expect((await kinds('wuzhong.police.steward')).toSorted()).toEqual(['overdue', 'warning'])
      expect(await kinds('wuzhong.data.steward')).toEqual(['escalated'])
      city.travelTo('2026-02-15T01:40:00+08:00')
      expect(await urgent()).toMatchObject({ phase: 'overdue', overdueBy: 3, text: '已逾期 3 小时，仍应办理' })
      const late = await (await city.as('wuzhong.data.steward')).get('/api/v1/supervision/clocks?limit=200')
      const mine = (late.body.items as { case: string; clock: unknown }[]).filter((i) => i.case === id)
      expect(mine).toMatchObject([{ clock: { dueAt: '2026-02-14T22:30+08:00', overdueBy: 3 } }])
    } finally {
      await city.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('the zone of the server moves no day', async () => {
    const before = process.env['TZ']
    process.env['TZ'] = 'America/Los_Angeles'
    const city = await openCity(engine)
    try {
      city.travelTo('2026-02-10T00:30:00+08:00')
      expect(city.now().getDate(), 'the machine is a day behind').toBe(9)
      const id = await opened(city)
      expect(await replyClock(city, id)).toMatchObject({ due: '2026-02-24' })
      city.travelTo('2026-02-24T23:59:00+08:00')
      await city.services.sweeper.sweepOnce()
      expect((await told(city, 'wuzhong.police.steward', id)).map((n) => [n.kind, n.due])).toEqual([
        ['warning', '2026-02-24'],
      ])
      city.travelTo('2026-02-25T00:01:00+08:00')
      await city.services.sweeper.sweepOnce()
      expect((await told(city, 'wuzhong.police.steward', id)).map((n) => n.kind)).toEqual(['overdue', 'warning'])
      expect(await replyClock(city, id)).toMatchObject({ phase: 'overdue', overdueBy: 1 })
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
      await city.close()
    }
  })
})
