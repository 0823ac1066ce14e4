import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, plainItem, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { addResidents, grantInWuzhong } from '../support/share.ts'

const wuzhong = { type: 'territory', id: '640300000000' } as const
const authority = 'wuzhong.data.steward'
const police = 'wuzhong.police.steward'
const civil = 'wuzhong.civil.steward'
const items = [
  plainItem('resident_id', '公民身份号码', {
    maxLength: 18,
    identifier: 'residentId',
    mask: 'resident-id',
    grade: 3,
    category: 'residentId',
  }),
  plainItem('name', '姓名', { mask: 'name', grade: 3, category: 'personName' }),
  plainItem('kind', '救助类别'),
]

/** Base and theme databases: WZ-10, WZ-20. */
describe.each(engines)('databases on %s', (engine) => {
  let city: City
  let database: string

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    await published(city, civil, { code: 'WZ-AIDED', fields: { ...complete.wuzhong, grade: 3 }, items })
    const lead = await organizationId(city, police)
    const form = { databaseKind: 'base', base: 'population', lead }
    database = await opened(city, authority, 'database.register', wuzhong, form)
  })
  afterAll(() => city.close())

  const list = async (login: string): Promise<Answer['body']['items']> => {
    const answer = await (await city.as(login)).get('/api/v1/databases?territory=640300000000')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items
  }
  const source = (field: string, entry: string, item: string, kind: 'lead' | 'further'): Fields => ({
    field,
    fieldName: field,
    entry,
    item,
    source: kind,
  })
  const fields = [
    source('name', 'WZ-RESIDENTS', 'name', 'lead'),
    source('name', 'WZ-AIDED', 'name', 'further'),
    source('mobile', 'WZ-RESIDENTS', 'mobile', 'lead'),
    source('aid', 'WZ-AIDED', 'kind', 'lead'),
  ]
  const content = { matchedBy: 'residentId', databaseEntries: ['WZ-RESIDENTS', 'WZ-AIDED'], fields }

  test('WZ-10-1 the five base and seven theme databases are listed, each with its department, entries and counts, and those nobody set up as such', async () => {
    await done(city, police, database, 'record', content)
    const all = (await list(authority)) as { id: string | null; kind: string; code: string; name: string }[]
    expect(all.filter((d) => d.kind === 'base')).toHaveLength(5)
    expect(all.filter((d) => d.kind === 'thematic')).toHaveLength(7)
    expect(all.filter((d) => d.id !== null)).toMatchObject([
      {
        id: database,
        name: '人口基础数据库',
        lead: { id: await organizationId(city, police) },
        entries: [{ code: 'WZ-AIDED', rows: 0 }, { code: 'WZ-RESIDENTS' }],
      },
    ])
    const before = (all.find((d) => d.id === database) as unknown as { records: number }).records
    await addResidents(city, police, 'WZ-RESIDENTS', 77)
    const after = (await list(authority)).find((d: { id: string }) => d.id === database)
    expect(after.records).toBe(before + 3)
    expect(after.fields[0]).toMatchObject({
      code: 'name',
      sources: [{ entry: 'WZ-RESIDENTS', lead: true }, { entry: 'WZ-AIDED' }],
    })
    const twice = await openCase(city, authority, 'database.register', wuzhong, {
      databaseKind: 'base',
      base: 'population',
      lead: await organizationId(city, civil),
    })
    expect([twice.status, twice.body.code]).toEqual([409, 'DUPLICATE'])
  })

  test('WZ-10-1 what is recorded must exist: entries with the identifier, items, one lead source for each field', async () => {
    const faults = async (change: Fields): Promise<string> => {
      const answer = await act(city, police, database, 'record', { ...content, ...change })
      expect(answer.status).toBe(400)
      return JSON.stringify(answer.body.fields)
    }
    expect(await faults({ databaseEntries: ['WZ-RESIDENTS', 'WZ-AIDED', 'WZ-NOWHERE'] })).toContain('WZ-NOWHERE')
    expect(await faults({ databaseEntries: ['WZ-RESIDENTS', 'WZ-AIDED', 'WZ-DIVISIONS'] })).toContain('has 0')
    expect(await faults({ fields: [...fields, source('x', 'WZ-AIDED', 'ghost', 'lead')] })).toContain('an item of')
    expect(await faults({ fields: [...fields, source('aid', 'WZ-RESIDENTS', 'sex', 'lead')] })).toContain(
      'one lead source',
    )
    expect(await faults({ fields: [source('name', 'WZ-AIDED', 'name', 'further')] })).toContain('one lead source')
    expect((await list(authority)).find((d: { id: string }) => d.id === database).fields).toHaveLength(3)
  })

  test('WZ-10-1 a difference between sources becomes a quality issue of the source that differs, once, and nothing is overwritten', async () => {
    const residents = await addResidents(city, police, 'WZ-RESIDENTS', 78)
    const rows = residents.map((r, i) => `${r.residentId},${i === 0 ? '另名' : r.name},低保`)
    const stored = await (
      await city.as(civil)
    ).send('POST', '/api/v1/datasets/WZ-AIDED/batches', `公民身份号码,姓名,救助类别\r\n${rows.join('\r\n')}\r\n`, {
      'content-type': 'text/csv',
    })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    const compare = async (): Promise<Answer['body']> => {
      const answer = await (await city.as(police)).send('POST', `/api/v1/databases/${database}/comparisons`)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      return answer.body.result.differences[0]
    }
    const found = await compare()
    expect(found).toMatchObject({ field: 'name', entry: 'WZ-AIDED', compared: 3, differing: 1, whole: true })
    const issue = await viewCase(city, civil, found.case as string)
    expect(issue).toMatchObject({ procedure: 'quality.issue', state: 'reported', form: { items: ['name'] } })
    expect(issue.owner.id).toBe(await organizationId(city, civil))
    expect(JSON.stringify(issue)).not.toContain('另名')
    expect((await compare()).case).toBe(found.case)
    const kept = (await list(authority)).find((d: { id: string }) => d.id === database)
    expect(kept.differences).toMatchObject([{ field: 'name', differing: 1, case: found.case }])
    const preview = await (await city.as(civil)).get('/api/v1/datasets/WZ-AIDED/preview')
    expect(preview.body.rows).toHaveLength(3)
  })

  test('WZ-10-1 a combined reading takes each field from its lead source, through the grants of whoever asks', async () => {
    await grantInWuzhong(city)
    const [resident] = await addResidents(city, police, 'WZ-RESIDENTS', 79)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const read = (more: Fields): Promise<Answer> =>
      application.send('POST', `/gw/v1/databases/${database}/lookup`, {
        purpose: '最低生活保障审核',
        matter: 'JZ-1',
        value: resident!.residentId,
        ...more,
      })
    const answer = await read({ fields: ['name', 'mobile'] })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({
      found: true,
      fields: { name: { value: resident!.name, source: 'WZ-RESIDENTS' }, mobile: { source: 'WZ-RESIDENTS' } },
      ambiguous: [],
    })
    const record = await (await city.as(civil)).get(`/api/v1/evidence/${answer.body.fields.name.receipt as string}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({ kind: 'access', outcome: 'released' })
    const whole = await read({})
    expect(whole.status).toBe(403)
    const foreignPurpose = await read({ fields: ['name'], purpose: '商业推广' })
    expect(clausesOf(foreignPurpose)).toContain('WZ-27')
    const unknown = await read({ fields: ['ghost'] })
    expect(unknown.status).toBe(400)
  })

  test('WZ-20 what is marked for aggregation names its database and is listed as not aggregated until a batch stores rows', async () => {
    const login = 'wuzhong.market.steward'
    const id = await published(city, login, { code: 'WZ-DEMANDED', fields: complete.wuzhong })
    const entry = { type: 'catalogEntry', id } as const
    const demand = { demand: '应用需求', databaseKind: 'base', database: '人口基础数据库' }
    const task = await opened(city, authority, 'aggregate.task', entry, demand)
    const listed = async (query: string): Promise<{ case: string; batch: { stored: number } | null }[]> => {
      const answer = await (await city.as(authority)).get(`/api/v1/aggregation-tasks?territory=640300000000${query}`)
      expect(answer.status).toBe(200)
      return answer.body.items
    }
    expect((await listed('&aggregated=false')).map((t) => t.case)).toContain(task)
    const upload = (csv: string): Promise<Answer> =>
      city
        .as(login)
        .then((client) =>
          client.send('POST', '/api/v1/datasets/WZ-DEMANDED/batches', csv, { 'content-type': 'text/csv' }),
        )
    // Only rows that do not pass: nothing is loaded.
    expect((await upload(`名称\r\n${'长'.repeat(200)}\r\n`)).body.result).toMatchObject({ stored: 0, quarantined: 1 })
    expect((await listed('&aggregated=false')).map((t) => t.case)).toContain(task)
    expect((await upload('名称\r\n甲\r\n乙\r\n')).status).toBe(201)
    expect((await listed('&aggregated=false')).map((t) => t.case)).not.toContain(task)
    expect((await listed('&aggregated=true')).find((t) => t.case === task)).toMatchObject({ batch: { stored: 2 } })
    expect((await viewCase(city, authority, task)).state).toBe('aggregated')
  })
})
