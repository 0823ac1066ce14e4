import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, opened } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, draft, plainItem, published } from '../support/entries.ts'
import { entryId } from '../support/share.ts'

const wuzhong = '640300000000'
const yinzhou = '330212000000'
const ningbo = '330200000000'
const authority = 'wuzhong.data.steward'
const listing = {
  dataName: '吴忠市行政区划代码',
  openingBody: '吴忠市民政局',
  openAttribute: 'unconditional',
  dataFormat: 'csv',
  dataType: '结构化数据',
  updateCycle: 'yearly',
  priority: true,
}
const harmless = {
  openSecurity: 'absent',
  openInterest: 'absent',
  openPersonal: 'absent',
  openSecret: 'absent',
  openAgreement: 'absent',
  openForbidden: 'absent',
}
const opinion = '内部意见七号不予外传'
const open = {
  ...complete.yinzhou,
  ...harmless,
  openAttribute: 'unconditional',
  businessName: '公园绿地养护',
  category: '城市管理',
  providerOpinion: opinion,
}
const items = [
  plainItem('park', '公园名称', { meaning: '登记的名称' }),
  plainItem('rate', '绿化率%', { codeList: 'GB/T 50563' }),
]

interface Found {
  readonly items: readonly { readonly id: string; readonly code: string }[]
  readonly next: string | null
  readonly total: number
  readonly facets: Readonly<Record<string, readonly { value: string; label: string; count: number }[]>>
}

/** What somebody who is not signed in finds and reads of open data. */
describe.each(engines)('the public catalog on %s', (engine) => {
  let city: City
  let park: string
  const hidden: Record<string, string> = {}

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    const provider = 'yinzhou.civil.steward'
    park = await published(city, provider, { code: 'PUB-PARKS', fields: open, items })
    hidden['draft'] = await draft(city, provider, { code: 'PUB-DRAFT', fields: open, items })
    hidden['none'] = await published(city, provider, {
      code: 'PUB-NONE',
      fields: { ...open, openAttribute: 'none' },
      items,
    })
    hidden['withdrawn'] = await published(city, provider, { code: 'PUB-GONE', fields: open, items })
    const subject = { type: 'catalogEntry', id: hidden['withdrawn'] } as const
    const withdrawal = await opened(city, provider, 'catalog.withdrawal', subject, { reason: '业务取消' })
    await done(city, 'yinzhou.data.approver', withdrawal, 'approve')
    // Published with a class of opening, in a regime that opens by listing: not listed, not open.
    hidden['unlisted'] = await entryId(city, authority, 'WZ-DIVISIONS')
  })
  afterAll(() => city.close())

  const look = (path: string) => city.anonymous.get(`/api/v1/public/${path}`)
  const find = async (query: Readonly<Record<string, string>> = {}): Promise<Found> => {
    const answer = await look(`open-entries?${new URLSearchParams(query).toString()}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const codes = async (query?: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await find(query)).items.map(({ code }) => code)

  test('PF-28 anybody finds an open entry by words of its name, provider, theme, business and items, all of them', async () => {
    for (const q of ['PUB-PARKS', '公园绿地', '城市管理', '公园名称', '公园 绿化率', '登记的名称'])
      expect(await codes({ q }), q).toContain('PUB-PARKS')
    expect(await codes({ q: '公园 海关' })).toEqual([])
    expect(await codes({ q: '鄞州 公园绿地' })).toEqual(['PUB-PARKS'])
  })

  test('PF-28 territory, theme, provider and class narrow, and each is counted without its own filter', async () => {
    const all = await find({ limit: '200' })
    expect(all.total).toBe(all.items.length)
    expect(all.next).toBeNull()
    const within = await find({ territory: ningbo, category: '城市管理' })
    expect(within.items.map(({ code }) => code)).toEqual(['PUB-PARKS'])
    expect(within.total).toBe(1)
    expect(within.facets['category']!.length).toBeGreaterThan(1)
    expect(within.facets['territory']).toContainEqual({ value: yinzhou, label: '鄞州区', count: 1 })
    expect(within.facets['territory']).toContainEqual({ value: ningbo, label: '宁波市', count: 1 })
    const [provider] = within.facets['provider']!
    expect(await codes({ provider: provider!.value, q: '公园' })).toEqual(['PUB-PARKS'])
    expect(await codes({ openAttribute: 'conditional' })).not.toContain('PUB-PARKS')
    expect(await codes({ territory: wuzhong, category: '城市管理' })).toEqual([])
  })

  test('PF-28 it is read page by page, each entry once', async () => {
    const all = await codes({ limit: '200' })
    const read: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Found = await find({ limit: '1', ...(cursor === '' ? {} : { cursor }) })
      read.push(...page.items.map(({ code }) => code))
      cursor = page.next
    }
    expect(read).toEqual(all)
    expect(all.length).toBeGreaterThan(2)
  })

  test('PF-28 an entry tells what it is, its items and its clauses, and nothing that is the agency’s own', async () => {
    const answer = await look(`open-entries/${park}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({
      code: 'PUB-PARKS',
      territory: yinzhou,
      openAttribute: 'unconditional',
      category: '城市管理',
      business: '公园绿地养护',
      version: 1,
      listing: null,
      items: [
        { code: 'park', name: '公园名称', type: 'text', meaning: '登记的名称', codeList: null },
        { code: 'rate', name: '绿化率%', type: 'text', meaning: null, codeList: 'GB/T 50563' },
      ],
    })
    const statements = answer.body.statements as { name: string; value: string; cites: string[] }[]
    expect(statements.find(({ name }) => name === 'openAttribute')).toMatchObject({
      value: '无条件开放',
      cites: expect.arrayContaining(['YZ-07-2', 'YZ-17-2']) as unknown,
    })
    expect(statements.map(({ name }) => name)).not.toContain('providerOpinion')
    const said = JSON.stringify([answer.body, await find({ limit: '200' })])
    const inner = await (await city.as('yinzhou.civil.steward')).get(`/api/v1/catalog-entries/${park}`)
    // The class of sharing has the words of the class of opening.
    const shown = ['businessName', 'category', 'storageFormat', 'openAttribute', 'updateCycle', 'shareAttribute']
    for (const [name, value] of Object.entries(inner.body.fields as Record<string, unknown>))
      if (!shown.includes(name) && typeof value === 'string' && value.length > 3)
        expect(said.includes(value), name).toBe(false)
    for (const secret of [opinion, 'yinzhou.civil.steward', '"sealed"', '"mask"', '"grade"'])
      expect(said).not.toContain(secret)
  })

  test('PF-28 what is not shown is not found by searching for it either', async () => {
    expect(await codes({ q: opinion })).toEqual([])
  })

  test('PF-28 a draft, an entry that is not open, one that was withdrawn and one that is not listed are nowhere', async () => {
    const all = await find({ limit: '200' })
    const found = await find({ q: '公园' })
    for (const [why, id] of Object.entries(hidden)) {
      expect(
        [...all.items, ...found.items].map((entry) => entry.id),
        why,
      ).not.toContain(id)
      expect((await look(`open-entries/${id}`)).status, why).toBe(404)
    }
    expect((await look('open-entries/00000000-0000-7000-8000-000000000000')).status).toBe(404)
  })

  test('WZ-30-2 a listed entry is described as the open catalog lists it, and is gone when it is taken out', async () => {
    const entry = hidden['unlisted']!
    const listed = await opened(city, authority, 'open.listing', { type: 'catalogEntry', id: entry }, listing)
    expect((await look(`open-entries/${entry}`)).body).toMatchObject({ code: 'WZ-DIVISIONS', listing })
    expect(await codes({ territory: wuzhong })).toContain('WZ-DIVISIONS')
    await done(city, authority, listed, 'remove', { reason: '不再更新' })
    expect((await look(`open-entries/${entry}`)).status).toBe(404)
    expect(await codes()).not.toContain('WZ-DIVISIONS')
  })

  test('words that a pattern would read are words, and what is too long is refused by the name of its field', async () => {
    for (const q of ['%', '_', '%%', '\\', 'PUB%PARKS_X', "'; drop table catalog_entry; --", '海关'.repeat(50)])
      expect(await codes({ q }), q).toEqual([])
    expect(await codes({ q: '绿化率%' })).toEqual(['PUB-PARKS'])
    for (const q of ['公'.repeat(500), '词 '.repeat(250), '\u0000', ' ']) {
      const answer = await look(`open-entries?q=${encodeURIComponent(q)}`)
      expect(answer.status, q.slice(0, 10)).toBe(400)
      expect(answer.body.fields).toMatchObject([{ field: 'querystring.q' }])
    }
  })

  test('PF-01 the territories whose law can be read are named to anybody', async () => {
    const answer = await look('territories')
    expect(answer.status).toBe(200)
    expect(answer.body.items).toContainEqual({ code: yinzhou, name: '鄞州区', level: 'county', parent: ningbo })
  })

  test('PF-14 an organisation finds its own cases by number, title and subject, and those of nobody else', async () => {
    const provider = await city.as('yinzhou.civil.steward')
    const own = async (q: string): Promise<readonly string[]> => {
      const answer = await provider.get(`/api/v1/cases?${new URLSearchParams({ q, limit: '200' }).toString()}`)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return (answer.body.items as { id: string }[]).map(({ id }) => id)
    }
    const all = (await provider.get('/api/v1/cases?limit=200')).body.items as {
      id: string
      title: string
      subject: { name: string }
    }[]
    const [one] = all
    expect(await own(one!.id.slice(0, 23))).toContain(one!.id)
    const titled = all.filter(({ title, subject }) => `${title} ${subject.name}`.includes(one!.title))
    expect(await own(one!.title)).toEqual(titled.map(({ id }) => id))
    expect((await own('PUB-GONE')).length).toBeGreaterThan(1)
    for (const q of ['%', '_', '\\', '公'.repeat(100)]) expect(await own(q), q).toEqual([])
    const other = await (await city.as('wuzhong.police.steward')).get('/api/v1/cases?q=PUB-GONE')
    expect(other.body.items).toEqual([])
    expect((await provider.get(`/api/v1/cases?q=${'x'.repeat(500)}`)).status).toBe(400)
  })
})
