import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, plainItem, published, type Fields } from '../support/entries.ts'
import { openLineageEvent } from '../support/open-lineage-schema.ts'
import { addResidents, entryId, grantInWuzhong, lookup, shareForm } from '../support/share.ts'

const market = 'ningbo.market.steward'
const from = (item: string): Fields => ({ input: 'a', item })
const integer = (code: string, name: string): Fields => plainItem(code, name, { type: 'integer', maxLength: null })

/** Where data comes from, where it went and what was checked: NB-03-2. */
describe.each(engines)('lineage on %s', (engine) => {
  let city: City
  let enterprises: string
  let industries: string
  let totals: string

  const derive = async (output: string, plan: Fields): Promise<void> => {
    const form = { purpose: '统计', method: '汇聚' }
    const client = await city.as(market)
    const answer = await client.send('POST', '/api/v1/processing-jobs', { output, plan, form })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    while ((await city.services.processing.runNext()) !== undefined);
    const { case: caseId } = answer.body.result as { case: string }
    await done(city, market, caseId, 'check', { originalValues: 'unchanged', derivedRisk: 'absent' })
    await done(city, 'ningbo.market.approver', caseId, 'release')
  }
  const get = async (login: string, path: string): Promise<Answer['body']> => {
    const answer = await (await city.as(login)).get(`/api/v1/catalog-entries/${path}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    enterprises = await entryId(city, market, 'NB-ENTERPRISES')
    const fields = complete.ningbo
    const items = [plainItem('industry', '行业门类'), integer('capital', '注册资本合计')]
    industries = await published(city, market, { code: 'NB-LINE-1', fields, items })
    totals = await published(city, market, { code: 'NB-LINE-2', fields, items: [integer('capital', '注册资本总计')] })
    await derive('NB-LINE-1', {
      inputs: [{ name: 'a', entry: 'NB-ENTERPRISES' }],
      where: [{ input: 'a', item: 'status', is: 'present' }],
      result: {
        kind: 'group',
        by: [{ to: 'industry', from: from('industry') }],
        measures: [{ to: 'capital', measure: 'sum', of: from('registered_capital') }],
      },
    })
    await derive('NB-LINE-2', {
      inputs: [{ name: 'a', entry: 'NB-LINE-1' }],
      result: { kind: 'group', by: [], measures: [{ to: 'capital', measure: 'sum', of: from('capital') }] },
    })
  })
  afterAll(() => city.close())

  test('NB-03-2 an entry shows field by field what it was made from and what was made of it, as deep as asked', async () => {
    const middle = await get(market, `${industries}/lineage`)
    const distances = new Map(
      (middle.nodes as { entry: { id: string }; distance: number }[]).map((n) => [n.entry.id, n.distance]),
    )
    expect(distances).toEqual(
      new Map([
        [industries, 0],
        [enterprises, -1],
        [totals, 1],
      ]),
    )
    expect(middle.edges.map((e: Fields) => ({ from: e['from'], to: e['to'], how: e['how'] }))).toEqual(
      expect.arrayContaining([
        {
          from: { entry: enterprises, field: 'registered_capital' },
          to: { entry: industries, field: 'capital' },
          how: 'summed',
        },
        {
          from: { entry: enterprises, field: 'industry' },
          to: { entry: industries, field: 'industry' },
          how: 'grouped',
        },
        { from: { entry: enterprises, field: 'status' }, to: { entry: industries, field: null }, how: 'filtered' },
        { from: { entry: industries, field: 'capital' }, to: { entry: totals, field: 'capital' }, how: 'summed' },
      ]),
    )
    const source = middle.nodes.find((n: { distance: number }) => n.distance === -1)
    expect(source.batches[0]).toMatchObject({ job: null })
    expect(middle.nodes.find((n: { distance: number }) => n.distance === 0).batches[0].job).not.toBeNull()
    const shallow = await get(market, `${enterprises}/lineage?depth=1`)
    expect([shallow.nodes.length, shallow.more]).toEqual([2, true])
    expect((await get(market, `${enterprises}/lineage?depth=0`)).nodes).toHaveLength(1)
  })

  test('what the viewer may not read is counted and not named; who received data is for the provider and those who oversee it', async () => {
    const other = await get('ningbo.civil.steward', `${industries}/lineage`)
    expect(other.nodes.every((n: { releases: unknown }) => n.releases === null)).toBe(true)
    await city.services.db.updateTable('catalog_entry').set({ state: 'draft' }).where('id', '=', totals).execute()
    const partly = await get('ningbo.civil.steward', `${industries}/lineage`)
    expect(partly.hidden).toBe(1)
    expect(JSON.stringify(partly)).not.toContain(totals)
    await city.services.db.updateTable('catalog_entry').set({ state: 'published' }).where('id', '=', totals).execute()
    await grantInWuzhong(city)
    const police = 'wuzhong.police.steward'
    const residents = await entryId(city, police, 'WZ-RESIDENTS')
    const [resident] = await addResidents(city, police, 'WZ-RESIDENTS', 5)
    await lookup(await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', [resident!.residentId])
    const own = await get(police, `${residents}/lineage`)
    expect(own.nodes[0].releases).toMatchObject([{ fields: ['resident_id', 'name', 'mobile'], status: 'active' }])
    expect(own.nodes[0].releases[0].lastAccess).not.toBeNull()
  })

  test('runs are told as OpenLineage events of the specification, with schema, source and columns', async () => {
    const events = (await get(market, `${industries}/lineage/openlineage`)) as unknown[]
    expect(events.length).toBe(1)
    for (const event of events) openLineageEvent.parse(event)
    const [derived] = events as [{ outputs: { facets: { columnLineage: { fields: Fields } } }[]; eventType: string }]
    expect(derived.eventType).toBe('COMPLETE')
    expect(derived.outputs[0]!.facets.columnLineage.fields).toMatchObject({
      capital: {
        inputFields: [
          { name: 'NB-ENTERPRISES', field: 'registered_capital', transformations: [{ subtype: 'AGGREGATION' }] },
        ],
      },
      industry: { inputFields: [{ name: 'NB-ENTERPRISES', field: 'industry' }] },
    })
    const batch = await get(market, `${enterprises}/lineage/openlineage/batches/1`)
    expect(openLineageEvent.parse(batch)).toMatchObject({
      eventType: 'COMPLETE',
      outputs: [{ name: 'NB-ENTERPRISES' }],
    })
    const missing = await (
      await city.as(market)
    ).get(`/api/v1/catalog-entries/${enterprises}/lineage/openlineage/batches/99`)
    expect(missing.status).toBe(404)
    expect(() => openLineageEvent.parse({ ...(batch as object), eventType: 'DONE' })).toThrow('eventType')
  })

  test('NB-03-2 the timeline of a dataset has its dated events by stage with the check of each, and names a stage without one a gap', async () => {
    const entry = { type: 'catalogEntry', id: enterprises } as const
    const wish = shareForm(city, 'yinzhou.civil.assistance', { items: ['credit_code', 'name'] })
    const request = await opened(city, 'yinzhou.civil.steward', 'share.request', entry, wish)
    await done(city, 'ningbo.market.approver', request, 'approve')
    const transfer = await opened(city, market, 'transmission.transfer', entry, {
      receiver: (await (await city.as('yinzhou.civil.steward')).get('/api/v1/session')).body.organization.id,
      channel: '政务外网专线',
      channelGrade: '2',
      encryption: true,
      integrity: true,
      checksum: 'sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      legalBasis: '社会救助暂行办法第十一条',
    })
    const checked = await act(city, 'yinzhou.civil.steward', transfer, 'receive', {
      checksum: 'sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      checksumsMatch: true,
    })
    expect(checked.status, JSON.stringify(checked.body)).toBe(200)
    const { items } = await get(market, `${enterprises}/timeline`)
    expect(items.map((i: { stage: string }) => i.stage)).toEqual([
      'collection',
      'aggregation',
      'cleaning',
      'sharing',
      'opening',
      'use',
      'transmission',
      'destruction',
    ])
    const stage = (name: string) => items.find((i: { stage: string }) => i.stage === name)
    expect(stage('aggregation')).toMatchObject({
      gap: false,
      events: [{ what: 'batch', check: { kind: 'rowsChecked' } }],
    })
    expect(stage('transmission')).toMatchObject({
      gap: false,
      events: [{ what: 'transmission.transfer', check: { kind: 'checksumsMatch', result: 'true' } }],
    })
    expect(stage('destruction')).toMatchObject({ gap: false, events: [] })
    const cleaned = (await get(market, `${industries}/timeline`)).items[2]
    expect(cleaned).toMatchObject({
      gap: false,
      events: [{ what: 'processing', check: { kind: 'derivedRisk', result: 'passed' } }],
    })

    // A change asked for and not yet checked is an event without a check.
    const prepared = await (
      await city.as('ningbo.civil.steward')
    ).send('POST', '/api/v1/datasets/NB-ENTERPRISES/corrections', {
      lines: [{ target: { batch: 1, line: 2 }, values: { industry: '批发业' } }],
    })
    expect(prepared.status, JSON.stringify(prepared.body)).toBe(201)
    const change = { change: '统一行业代码', consentBy: 'provider', correction: prepared.body.result.reference }
    await opened(city, 'ningbo.civil.steward', 'value.change', entry, change)
    const again = (await get(market, `${enterprises}/timeline`)).items[2]
    expect(again).toMatchObject({ stage: 'cleaning', gap: true, events: [{ what: 'value.change', check: null }] })
  })
})
