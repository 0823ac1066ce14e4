import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, opened } from '../support/cases.ts'
import { twinCounts, twinFinds, twinTier, type TwinEntry } from '../support/search-twin.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, plainItem, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'

type Query = Readonly<Record<string, string>>
interface Found {
  readonly code: string
  readonly name: string
  readonly matchedItems: readonly string[]
  readonly freshness: string
}

const pathOf = (query: Query): string => `/api/v1/catalog-entries?${new URLSearchParams(query).toString()}`

/** Search with counts over the running API. */
describe.each(engines)('catalog search on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const ask = async (login: string, query: Query): Promise<Answer> => (await city.as(login)).get(pathOf(query))
  const found = async (login: string, query: Query): Promise<readonly Found[]> => {
    const answer = await ask(login, { limit: '200', ...query })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items as Found[]
  }
  const codes = async (login: string, query: Query): Promise<readonly string[]> =>
    (await found(login, query)).map((e) => e.code)
  const countOf = (answer: Answer, facet: string, value: string): number =>
    (answer.body.facets[facet] as { value: string; count: number }[]).find((f) => f.value === value)?.count ?? 0

  const police = 'wuzhong.police.steward'
  const authority = 'wuzhong.data.approver'

  test('one box finds by name, item, item code, agency, system, business and category, by pinyin and initials, by one character, and all of several words', async () => {
    const fields = {
      ...complete.wuzhong,
      businessName: '殡葬服务管理',
      category: '社会事务',
      systemName: '骨灰寄存系统',
    }
    const code = 'WZ-SEARCH-1'
    await draft(city, police, {
      code,
      fields,
      items: [plainItem('deceased_name', '逝者姓名'), plainItem('niche', '寄存格位号')],
    })
    for (const q of [
      `条目 ${code}`,
      code,
      code.toLowerCase(),
      'ＷＺ－ＳＥＡＲＣＨ',
      '逝者',
      '逝',
      'deceased',
      'dece',
      'niche',
      '殡葬',
      '骨灰寄存',
      '社会事务',
      'szxm',
      'shizhe',
      'shizhexing',
      'jcgw',
      '逝者 寄存',
      '逝者寄存格位',
      '殡葬 niche 逝者',
      '公安 逝者',
    ]) {
      expect(await codes(police, { q }), q).toContain(code)
    }
    for (const q of ['逝者 婚姻', 'niche-less', 'xmsz', '%', '_', '😀']) {
      expect(await codes(police, { q }), q).not.toContain(code)
    }
    const [first] = await found(police, { q: '逝者' })
    expect(first).toMatchObject({ code, matchedItems: ['逝者姓名'] })
  })

  test('what is named exactly so comes first, then by name, by items, by the rest; pages go through all of it once', async () => {
    const named = async (code: string, name: string, items: readonly Fields[], more: Fields = {}): Promise<void> => {
      const body = { code, name, fields: { ...complete.wuzhong, ...more }, items }
      const answer = await (await city.as(police)).send('POST', '/api/v1/catalog-entries', body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    }
    const other = [plainItem('x', '其他')]
    await named('WZ-RANK-A', '无关的名称', other, { businessName: '鹦鹉饲养许可' })
    await named('WZ-RANK-B', '又一无关名称', [plainItem('y', '鹦鹉数量')])
    await named('WZ-RANK-C', '珍禽与鹦鹉登记', other)
    await named('WZ-RANK-D', '鹦鹉', other)
    await named('WZ-RANK-E', '鹦鹉饲养', other)
    const order = ['WZ-RANK-D', 'WZ-RANK-C', 'WZ-RANK-E', 'WZ-RANK-B', 'WZ-RANK-A']
    expect(await codes(police, { q: '鹦鹉' })).toEqual(order)
    const walked: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await ask(police, { q: '鹦鹉', limit: '2', ...(cursor === '' ? {} : { cursor }) })
      expect(page.body.total).toBe(order.length)
      walked.push(...(page.body.items as Found[]).map((e) => e.code))
      cursor = page.body.next as string | null
    }
    expect(walked).toEqual(order)
  })

  test('what was saved a moment ago is found, what it said before is not; a published entry is found by what stands while it is revised', async () => {
    const code = 'WZ-SAVED-1'
    const id = await draft(city, police, { code, fields: complete.wuzhong, items: [plainItem('a', '墨斗鱼')] })
    expect(await codes(police, { q: '墨斗鱼' })).toEqual([code])
    const amended = await (
      await city.as(police)
    ).send('PUT', `/api/v1/catalog-entries/${id}`, {
      version: 1,
      name: '条目',
      fields: complete.wuzhong,
      items: [plainItem('a', '孔雀石')],
    })
    expect(amended.status, JSON.stringify(amended.body)).toBe(200)
    expect(await codes(police, { q: '墨斗鱼' })).toEqual([])
    expect(await codes(police, { q: '孔雀石' })).toEqual([code])
    const review = await opened(city, police, 'catalog.review', { type: 'catalogEntry', id })
    expect(await codes(police, { q: '孔雀石', state: 'submitted' })).toEqual([code])
    await done(city, authority, review, 'approve')
    await done(city, authority, review, 'publish')
    expect(await codes('wuzhong.civil.steward', { q: '孔雀石', state: 'published' })).toEqual([code])
    const form = { changeCause: 'content', changedOn: '2026-02-09', description: '修改目录内容' }
    const change = await opened(city, police, 'catalog.change', { type: 'catalogEntry', id }, form)
    await done(city, police, change, 'reopen')
    const { body } = await (await city.as(police)).get(`/api/v1/catalog-entries/${id}`)
    const revised = await (
      await city.as(police)
    ).send('PUT', `/api/v1/catalog-entries/${id}`, {
      version: body.version,
      name: '条目',
      fields: complete.wuzhong,
      items: [plainItem('a', '猫眼石')],
    })
    expect(revised.status, JSON.stringify(revised.body)).toBe(200)
    const whileRevised = async (): Promise<void> => {
      for (const login of [police, authority, 'wuzhong.civil.steward']) {
        expect(await codes(login, { q: '孔雀石', state: 'published' }), login).toEqual([code])
        expect(await codes(login, { q: '猫眼石' }), login).toEqual([])
      }
    }
    await whileRevised()
    await done(city, police, change, 'submit')
    await whileRevised()
    await done(city, authority, change, 'approve')
    expect(await codes('wuzhong.civil.steward', { q: '孔雀石' })).toEqual([])
    expect(await codes('wuzhong.civil.steward', { q: '猫眼石', state: 'published' })).toEqual([code])
  })

  test('PF-07 a draft is in no list and in no count of anybody but its agency and its authority', async () => {
    const hidden = { ...complete.wuzhong, category: '只在草稿中的分类' }
    await draft(city, police, { code: 'WZ-HIDDEN-1', fields: hidden, items: [plainItem('a', '隐匿词')] })
    const published1 = await published(city, police, { code: 'WZ-SHOWN-1', fields: complete.wuzhong })
    for (const login of [police, authority]) {
      const answer = await ask(login, { q: '隐匿词', territory: '640300000000' })
      expect(answer.body).toMatchObject({ total: 1 })
      expect(countOf(answer, 'category', '只在草稿中的分类')).toBe(1)
      expect(countOf(answer, 'state', 'draft')).toBe(1)
    }
    for (const login of [
      'wuzhong.civil.steward',
      'litong.civil.steward',
      'litong.data.approver',
      'wuzhong.cyberspace.inspector',
    ]) {
      const answer = await ask(login, { q: '隐匿词', territory: '640300000000' })
      expect(answer.body, login).toMatchObject({ total: 0, items: [] })
      expect(Object.values(answer.body.facets).flat(), login).toEqual([])
      const whole = await ask(login, { territory: '640300000000' })
      expect(countOf(whole, 'state', 'draft'), login).toBe(0)
      expect(countOf(whole, 'category', '只在草稿中的分类'), login).toBe(0)
      const read = await (await city.as(login)).get(`/api/v1/catalog-entries/${published1}`)
      expect(read.status, login).toBe(200)
    }
    expect((await ask('ningbo.government.steward', { territory: '640300000000' })).status).toBe(403)
  })

  test('hostile queries are answered or refused, never a fault of the platform', async () => {
    const steward = await city.as(police)
    const hostile = [
      "'",
      "''",
      '"',
      '\\',
      "a' | 'b",
      'a & b',
      '!a',
      'a <-> b',
      'a:*',
      ':*',
      '(',
      '))',
      '%',
      '_',
      '*',
      '?',
      '--',
      ';drop',
      '😀',
      '\u202e',
      '\u0000',
      '\u0007',
      '\ufffe',
      '𠀀𠀁',
      'é́',
      'ǅ',
      '㏒',
      'ﷺ',
      '１２３',
      '  ',
      '的',
      '的的',
      '\u200b',
    ]
    for (const q of hostile) {
      const answer = await ask(police, { q })
      expect(answer.status, JSON.stringify({ q, body: answer.body })).toBeLessThan(500)
    }
    for (const raw of ['%ED%A0%80', '%FF', '%', '%00', 'x'.repeat(10_000), '汉'.repeat(101)]) {
      const answer = await steward.get(`/api/v1/catalog-entries?q=${encodeURI(raw)}`)
      expect(answer.status, raw.slice(0, 20)).toBeLessThan(500)
      const unescaped = await steward.get(`/api/v1/catalog-entries?q=${raw.startsWith('%') ? raw : 'a'}`)
      expect(unescaped.status, raw.slice(0, 20)).toBeLessThan(500)
    }
    for (const query of [
      'category=%00',
      'category=%F0%9F%98%80',
      'system=%27%3B--',
      'grade=9',
      'provider=x',
      'freshness=x',
      'cursor=WyIwIiwiYlx1MDAwMCJd',
      'cursor=WyI5IiwiYiJd',
      'level=%00',
      'limit=0',
      'unknown=1',
    ]) {
      const answer = await steward.get(`/api/v1/catalog-entries?${query}`)
      expect(answer.status, query).toBeLessThan(500)
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (q) => {
        expect((await ask(police, { q })).status, JSON.stringify(q)).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
  })

  test('entries written before are made findable at the start, once', async () => {
    const { db } = city.services
    const before = await codes(authority, {})
    expect(before.length).toBeGreaterThan(3)
    await db.deleteFrom('catalog_search').where('code', 'like', 'WZ-R%').execute()
    await db.updateTable('catalog_search').set({ terms_version: 0 }).where('code', 'like', 'WZ-S%').execute()
    expect((await codes(authority, {})).length).toBeLessThan(before.length)
    city = await city.restart()
    expect(await codes(authority, {})).toEqual(before)
    expect(await codes(authority, { q: 'WZ-RESIDENTS' })).toContain('WZ-RESIDENTS')
  })

  test('freshness follows from the update cycle and the last batch: never, current, late, irregular', async () => {
    const daily = await entryOf('WZ-FRESH-1', { updateCycle: 'daily' })
    const irregular = await entryOf('WZ-FRESH-2', { updateCycle: 'irregular' })
    const freshness = async (code: string): Promise<string> => (await found(police, { q: code }))[0]!.freshness
    expect([await freshness(daily), await freshness(irregular)]).toEqual(['never', 'irregular'])
    const stored = await (
      await city.as(police)
    ).send('POST', `/api/v1/datasets/${daily}/batches?fileName=t.csv`, '名称\r\n甲\r\n', { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(await freshness(daily)).toBe('current')
    expect(await codes(police, { q: 'WZ-FRESH', freshness: 'current' })).toEqual([daily])
    city.travel(3 * 24 * 3600 * 1000)
    expect(await freshness(daily)).toBe('late')
    const late = await ask(police, { q: 'WZ-FRESH', freshness: 'late' })
    expect(countOf(late, 'freshness', 'late')).toBe(1)
    expect(countOf(late, 'freshness', 'irregular')).toBe(1)
    city.travel(-3 * 24 * 3600 * 1000)
  })

  const entryOf = async (code: string, more: Fields): Promise<string> => {
    await published(city, police, { code, fields: { ...complete.wuzhong, ...more } })
    return code
  }

  test('results, order and counts are those of a slow twin, over random catalogs', async () => {
    const login = 'wuzhong.labour.steward'
    const provider = await organizationId(city, login)
    const session = (await (await city.as(login)).get('/api/v1/session')).body.organization as { name: string }
    const providerCode = (
      await city.services.db
        .selectFrom('organization')
        .select('code')
        .where('id', '=', provider)
        .executeTakeFirstOrThrow()
    ).code
    const steward = await city.as(login)
    const word = fc.constantFrom(
      '公民',
      '身份',
      '号码',
      '信息',
      '民政局',
      '重庆',
      '行业',
      '绿化',
      '名',
      'id',
      'resident',
      'A1',
    )
    const text = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .chain((words) => fc.constantFrom('', ' ', '-', '（').map((glue) => words.join(glue)))
    const entry = fc.record({
      name: text,
      items: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
      shareAttribute: fc.constantFrom('unconditional', 'conditional', 'none'),
      openAttribute: fc.constantFrom('unconditional', 'none'),
      grade: fc.integer({ min: 1, max: 4 }),
      category: fc.constantFrom('甲类', '乙类'),
    })
    const known: TwinEntry[] = []
    for (const [i, e] of fc.sample(entry, { numRuns: 40, seed: 20260211 }).entries()) {
      const { name, items, ...fields } = e
      const code = `WZ-TWIN-${i}`
      const body = { code, name, fields, items: items.map((item, n) => plainItem(`f${n}`, item)) }
      const answer = await steward.send('POST', '/api/v1/catalog-entries', body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      known.push({
        code,
        name,
        items: items.flatMap((item, n) => [item, `f${n}`]),
        rest: [code, session.name, providerCode, fields.category],
        facets: { ...fields, grade: String(fields.grade), state: 'draft', freshness: 'irregular', level: 'city' },
      })
    }
    const facets = ['category', 'shareAttribute', 'openAttribute', 'grade', 'state', 'freshness', 'level']
    const part = fc.oneof(
      word,
      fc.constantFrom(
        'gm',
        'gongmin',
        'gmsf',
        'chongq',
        'zhongqing',
        'hy',
        'lvh',
        '民身',
        '份',
        'WZ',
        'twin',
        'resi',
        'r',
        '1',
      ),
    )
    const query = fc.record({
      q: fc.array(part, { maxLength: 3 }).chain((words) => fc.constantFrom('', ' ').map((glue) => words.join(glue))),
      filter: fc.record(
        {
          category: fc.constantFrom('甲类', '乙类'),
          shareAttribute: fc.constantFrom('unconditional', 'none'),
          openAttribute: fc.constantFrom('unconditional', 'none'),
          grade: fc.constantFrom('1', '4'),
          state: fc.constant('draft'),
        },
        { requiredKeys: [] },
      ),
    })
    await fc.assert(
      fc.asyncProperty(query, async ({ q, filter }) => {
        const answer = await ask(login, { q, ...(filter as Query), provider, limit: '200' })
        expect(answer.status, JSON.stringify(answer.body)).toBe(200)
        const matching = known.filter((e) => twinFinds(e, q))
        const passing = matching.filter((e) =>
          Object.entries(filter).every(([name, value]) => e.facets[name] === value),
        )
        const tiers = new Map(passing.map((e) => [e.code, q.trim() === '' ? 0 : twinTier(e, q)]))
        const order = [...tiers].toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code)
        const ours = (answer.body.items as Found[]).map((e) => e.code).filter((code) => code.startsWith('WZ-TWIN-'))
        expect(ours).toEqual(order)
        expect(answer.body.total).toBe(order.length)
        const counted = Object.fromEntries(
          facets.map((facet) => [
            facet,
            Object.fromEntries(
              (answer.body.facets[facet] as { value: string; count: number }[]).map((f) => [f.value, f.count]),
            ),
          ]),
        )
        expect(counted).toEqual(twinCounts(matching, filter as Query, facets))
      }),
      { numRuns: 120 },
    )
  })
})
