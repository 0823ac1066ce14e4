import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, draft, published } from '../support/entries.ts'

interface Figure {
  readonly count: number
  readonly records: string
}
interface Overview {
  readonly agencies: Figure
  readonly systems: Figure
  readonly entries: Figure
  readonly entriesBy: Readonly<Record<string, readonly (Figure & { readonly value: string })[]>>
  readonly datasets: Figure
  readonly rows: Figure
  readonly batches: Figure
  readonly byAgency: readonly (Readonly<Record<string, Figure>> & {
    readonly organization: { readonly name: string }
  })[]
}

const wuzhong = '640300000000'

describe.each(engines)('the overview of data resources on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    const steward = await city.as('wuzhong.labour.steward')
    const system = { code: 'WZ-SYS-9', name: '就业系统', funding: 'fiscalNew', department: '信息科' }
    expect((await steward.send('POST', '/api/v1/information-systems', system)).status).toBe(201)
    const county = { ...system, code: 'LT-SYS-9' }
    const litong = await city.as('litong.civil.steward')
    expect((await litong.send('POST', '/api/v1/information-systems', county)).status).toBe(201)
    await draft(city, 'wuzhong.labour.steward', { code: 'WZ-STAT-1', fields: complete.wuzhong })
    await published(city, 'wuzhong.labour.steward', {
      code: 'WZ-STAT-2',
      fields: { ...complete.wuzhong, updateCycle: 'daily', category: '就业 & 保障' },
    })
    const stored = await steward.send(
      'POST',
      '/api/v1/datasets/WZ-STAT-2/batches?fileName=t.csv',
      '名称\r\n甲\r\n乙\r\n',
      {
        'content-type': 'text/csv',
      },
    )
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    city.travel(3 * 24 * 3600 * 1000)
  })
  afterAll(() => city.close())

  /** Every record behind a figure, page after page. */
  const recordsOf = async (login: string, path: string): Promise<readonly Record<string, unknown>[]> => {
    const client = await city.as(login)
    const records: Record<string, unknown>[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await client.get(`${path}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.status, `${path} ${JSON.stringify(page.body)}`).toBe(200)
      records.push(...(page.body.items as Record<string, unknown>[]))
      cursor = page.body.next as string | null
    }
    return records
  }
  const overviewOf = async (login: string, territory: string): Promise<Overview> => {
    const answer = await (await city.as(login)).get(`/api/v1/statistics/overview?territory=${territory}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as Overview
  }
  /** Follows every link of an overview and compares. @returns How many figures were compared. */
  const followAll = async (login: string, overview: Overview): Promise<number> => {
    const lists = new Map<string, Promise<readonly Record<string, unknown>[]>>()
    const list = (path: string): Promise<readonly Record<string, unknown>[]> => {
      if (!lists.has(path)) lists.set(path, recordsOf(login, path))
      return lists.get(path)!
    }
    const counted = [
      overview.agencies,
      overview.systems,
      overview.entries,
      overview.datasets,
      ...Object.values(overview.entriesBy).flat(),
      ...overview.byAgency.flatMap((a) => [a['systems']!, a['entries']!, a['published']!, a['late']!, a['datasets']!]),
    ]
    for (const figure of counted) expect((await list(figure.records)).length, figure.records).toBe(figure.count)
    const summed = [overview, ...overview.byAgency] as readonly Record<string, Figure>[]
    for (const name of ['rows', 'batches']) {
      for (const { [name]: figure } of summed) {
        const total = (await list(figure!.records)).reduce((sum, record) => sum + Number(record[name]), 0)
        expect(total, `${name} of ${figure!.records}`).toBe(figure!.count)
      }
    }
    return counted.length + 2 * summed.length
  }

  test('WZ-06-1 the authority sees agencies, systems, entries and data volumes of its region with attributes and update state, and every figure equals the records behind it', async () => {
    const overview = await overviewOf('wuzhong.data.approver', wuzhong)
    expect(await followAll('wuzhong.data.approver', overview)).toBeGreaterThan(60)
    expect(overview.systems.count).toBe(2)
    expect(overview.agencies.count).toBeGreaterThan(5)
    expect(overview.rows.count).toBeGreaterThan(100)
    const by = (facet: string, value: string): number =>
      overview.entriesBy[facet]!.find((line) => line.value === value)?.count ?? 0
    expect(by('state', 'draft')).toBeGreaterThanOrEqual(1)
    expect(by('freshness', 'late')).toBeGreaterThanOrEqual(1)
    expect(by('category', '就业 & 保障')).toBe(1)
    for (const facet of ['shareAttribute', 'openAttribute', 'grade', 'level', 'provider']) {
      expect(overview.entriesBy[facet]!.length, facet).toBeGreaterThan(0)
    }
    const labour = overview.byAgency.find((a) => a.organization.name.includes('人力资源'))!
    expect(labour).toMatchObject({
      systems: { count: 1 },
      datasets: { count: 1 },
      rows: { count: 2 },
      batches: { count: 1 },
    })
    expect([labour['entries']!.count - labour['published']!.count, labour['late']!.count]).toEqual([1, 1])

    // What changes is counted at the next look.
    await draft(city, 'wuzhong.labour.steward', { code: 'WZ-STAT-3', fields: complete.wuzhong })
    expect((await overviewOf('wuzhong.data.approver', wuzhong)).entries.count).toBe(overview.entries.count + 1)
  })

  test('PF-25 supervisors, government and the authority above see it too, each figure equals what they themselves can list, and nobody else does', async () => {
    const drafts = (overview: Overview): number =>
      overview.entriesBy['state']!.find((line) => line.value === 'draft')?.count ?? 0
    for (const login of ['wuzhong.cyberspace.inspector', 'wuzhong.government.steward']) {
      const overview = await overviewOf(login, wuzhong)
      expect(drafts(overview), login).toBe(0)
      await followAll(login, overview)
    }
    await followAll('wuzhong.data.approver', await overviewOf('wuzhong.data.approver', '640302000000'))
    for (const login of ['wuzhong.labour.steward', 'litong.data.approver', 'ningbo.government.steward']) {
      const answer = await (await city.as(login)).get(`/api/v1/statistics/overview?territory=${wuzhong}`)
      expect(answer.status, login).toBe(403)
      expect(clausesOf(answer), login).toContain('PF-25')
      expect(answer.body.needed[0], login).toMatchObject({ clause: 'PF-25' })
      expect(answer.body.receipt, login).toBeDefined()
      const lists = await (await city.as(login)).get(`/api/v1/statistics/datasets?territory=${wuzhong}`)
      expect(lists.status, login).toBe(403)
    }
  })
})
