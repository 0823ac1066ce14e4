import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { entryId } from '../support/share.ts'

const ningbo = '330200000000'
const wuzhong = '640300000000'
const authority = 'http://publications.europa.eu/resource/authority'

type Node = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any

/** Open entries as others harvest them: DCAT 3, with what DCAT-AP 3 asks for. */
describe.each(engines)('the open catalog in DCAT on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    const entry = await entryId(city, 'wuzhong.data.steward', 'WZ-DIVISIONS')
    await opened(
      city,
      'wuzhong.data.steward',
      'open.listing',
      { type: 'catalogEntry', id: entry },
      {
        ...{ dataName: '吴忠市行政区划代码', openingBody: '吴忠市民政局', openAttribute: 'unconditional' },
        ...{ dataFormat: 'csv', dataType: '结构化数据', updateCycle: 'yearly', priority: true },
      },
    )
  })
  afterAll(() => city.close())

  const harvest = async (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    city.anonymous.get(`/catalog.jsonld?${query}`, headers)

  test('PF-28 a catalog names its publisher and describes each open entry with the properties of DCAT-AP', async () => {
    const answer = await harvest(`territory=${wuzhong}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.headers['content-type']).toBe('application/ld+json; charset=utf-8')
    const catalog = answer.body as Node
    expect(catalog['@context'].dcat).toBe('http://www.w3.org/ns/dcat#')
    expect(catalog['@type']).toContain('dcat:Catalog')
    // Mandatory of a catalog: title, description, publisher.
    expect(catalog['dcterms:title']).toEqual({ '@value': '吴忠市公共数据开放目录', '@language': 'zh' })
    expect(catalog['dcterms:description']['@value']).toContain('吴忠市')
    expect(catalog['dcterms:publisher']).toMatchObject({
      '@type': 'foaf:Agent',
      'foaf:name': { '@value': '吴忠市公共数据主管部门' },
    })
    const datasets = catalog['dcat:dataset'] as Node[]
    const divisions = datasets.find((d) => d['dcterms:identifier'] === 'WZ-DIVISIONS')!
    expect(divisions).toMatchObject({
      '@type': 'dcat:Dataset',
      'dcterms:publisher': { '@type': 'foaf:Agent' },
      'dcterms:accessRights': { '@id': `${authority}/access-right/PUBLIC` },
      'dcterms:issued': { '@type': 'xsd:dateTime' },
      'dcterms:spatial': { 'dcterms:identifier': wuzhong },
      'dcat:version': '1',
    })
    expect(divisions['@id']).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    const { body: entry } = await (
      await city.as('wuzhong.data.steward')
    ).get(`/api/v1/catalog-entries/${(divisions['@id'] as string).slice('urn:uuid:'.length)}`)
    expect(divisions['dcterms:title']['@value']).toBe(entry.name)
    expect(divisions['dcterms:description']['@value']).toContain(entry.items[0].name)
    expect(divisions['dcat:theme'][0]).toMatchObject({
      '@type': 'skos:Concept',
      'skos:prefLabel': { '@value': entry.fields.category },
    })
    const cadence = { yearly: 'ANNUAL', irregular: 'IRREG', monthly: 'MONTHLY' } as Record<string, string>
    expect(divisions['dcterms:accrualPeriodicity']['@id']).toBe(
      `${authority}/frequency/${cadence[entry.fields.updateCycle]!}`,
    )
    // The same entries as the open catalog itself has, and no other.
    const open = await city.anonymous.get(`/api/v1/public/open-entries?territory=${wuzhong}&limit=200`)
    expect(datasets.map((d) => d['dcterms:identifier'])).toEqual(open.body.items.map((e: { code: string }) => e.code))
  })

  test('PF-28 it is read page by page, and an unchanged page is not sent again', async () => {
    const whole = (await harvest(`territory=${ningbo}&limit=200`)).body as Node
    expect(whole['dcat:dataset'].length).toBeGreaterThan(1)
    const ids: string[] = []
    let next: string | undefined = `/catalog.jsonld?territory=${ningbo}&limit=1`
    const first = next
    while (next !== undefined) {
      const { status, body } = await city.anonymous.get(next)
      expect(status).toBe(200)
      expect(body['@id']).toBe(first)
      expect(body['hydra:view']).toMatchObject({ '@id': next, '@type': 'hydra:PartialCollectionView' })
      ids.push(...(body['dcat:dataset'] as Node[]).map((d) => d['@id'] as string))
      next = body['hydra:view']['hydra:next']?.['@id'] as string | undefined
    }
    expect(ids).toEqual((whole['dcat:dataset'] as Node[]).map((d) => d['@id']))
    const { headers } = await harvest(`territory=${ningbo}`)
    const again = await harvest(`territory=${ningbo}`, { 'if-none-match': headers['etag'] as string })
    expect(again).toMatchObject({ status: 304, body: '' })
    expect((await harvest(`territory=${ningbo}&limit=1`)).headers['etag']).not.toBe(headers['etag'])
  })

  test('a territory that is none is not found, and one must be named', async () => {
    expect((await harvest('territory=110000000000')).status).toBe(404)
    expect((await harvest('')).body.fields).toMatchObject([{ field: 'querystring.territory' }])
  })
})
