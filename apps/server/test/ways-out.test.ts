import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import { RESIDENT_COLUMNS, divisionsFileOf, readDivisions, syntheticResidents, toCsv, villagesOf } from '@fadu/testkit'
import { engines, openCity, type Answer, type City, type Client } from './support/city.ts'
import { organizationId } from './support/offices.ts'
import { batchGrantInWuzhong, exported } from './support/exports.ts'
import { grantInWuzhong, lookup } from './support/share.ts'

const page = await readFile(fileURLToPath(new URL('../../../docs/ways-out.md', import.meta.url)), 'utf8')
const source = fileURLToPath(new URL('../src', import.meta.url))

/** First cells of the table under a heading. */
function listed(heading: string): readonly string[] {
  const [, section = ''] = page.split(`## ${heading}\n`)
  const [table] = section.split('\n## ')
  return [...table!.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell!)
}

/** Values that nothing but these rows has: one in clear, one sealed, one that did not pass. */
const known = { address: '卡纳里路七十一号', name: '金丝雀', rejected: '未过关金丝雀' }
const values = Object.values(known)
const valuesIn = (text: string): readonly string[] => values.filter((value) => text.includes(value))

/** Who asks: everybody who has some right to something, and somebody who has none. */
const askers = [
  'wuzhong.police.steward',
  'wuzhong.police.approver',
  'wuzhong.data.steward',
  'wuzhong.data.approver',
  'wuzhong.civil.steward',
  'wuzhong.civil.approver',
  'wuzhong.cyberspace.inspector',
  'wuzhong.government.steward',
  'wuzhong.resident.self',
  'platform.system',
  'platform.security',
  'platform.audit',
  'app:wuzhong.civil.assistance',
  'nobody',
]

test('NB-11-2 a source file that names the table of a dataset is listed with its reason', async () => {
  const files = (await readdir(source, { recursive: true })).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  const naming: string[] = []
  for (const file of files) {
    const text = await readFile(join(source, file), 'utf8')
    const names =
      /\bdataset\.table\b|\$\{(sql\.(table|ref)\()?table\b/.test(text) && !/platform\/db\/|connectors\//.test(file)
    if (names) naming.push(file)
  }
  expect(naming.toSorted()).toEqual(listed('Source files that may name the table of a dataset').toSorted())
})

describe.each(engines)('ways out on %s', (engine) => {
  let city: City
  const rowRoutes = new Set(listed('Routes that give values of rows'))

  beforeAll(async () => {
    city = await openCity(engine)
    await grantInWuzhong(city)
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    const people = [...syntheticResidents({ seed: 7, count: 3, villages, asOf: civil('2026-01-01') })]
    const marked = people.map((p, i) =>
      i === 2
        ? { ...p, name: known.rejected, residentId: '640302199001010010' }
        : { ...p, name: known.name, address: known.address },
    )
    const csv = [...toCsv(RESIDENT_COLUMNS, marked)].join('')
    const stored = await (
      await city.as('wuzhong.police.steward')
    ).send(
      'POST',
      '/api/v1/datasets/WZ-RESIDENTS/batches?mostQuarantined=1&mode=snapshot&key=resident_id&confirmRemoval=true',
      csv,
      { 'content-type': 'text/csv' },
    )
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(stored.body.result).toMatchObject({ stored: 2, quarantined: 1 })
    const application = await city.asApplication('wuzhong.civil.assistance')
    const found = await lookup(application, 'WZ-RESIDENTS', [marked[0]!.residentId])
    expect(valuesIn(JSON.stringify(found.body))).toEqual([known.name])
    await batchGrantInWuzhong(city)
    await exported(city, application, 'WZ-RESIDENTS')
  })
  afterAll(() => city.close())

  /** Some ids of everything that a route can be asked for by `:id`, by the word before it. */
  const idsOf = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
    const some = async (table: string, column = 'id', order = 'desc'): Promise<readonly string[]> => {
      const { rows } = await sql<{ id: string }>`
        select ${sql.ref(column)}::text as id from ${sql.table(table)} order by ${sql.ref(column)} ${sql.raw(order)} limit 3`.execute(
        city.services.db,
      )
      return rows.map((r) => r.id)
    }
    const entry = await city.services.aggregate.find('WZ-RESIDENTS')
    return {
      'catalog-entries': [entry.dataset.entry],
      cases: await some('procedure_case'),
      grants: await some('data_grant'),
      evidence: await some('log_entry'),
      entries: await some('log_entry'),
      organizations: [...(await some('organization')), await organizationId(city, 'wuzhong.police.steward')],
      'information-systems': await some('information_system'),
      uploads: await some('aggregation_job'),
      exports: await some('export_job'),
      'data-sources': await some('data_source'),
      'processing-jobs': await some('processing_job'),
      'catalog-imports': await some('catalog_import'),
      regimes: ['640300000000'],
      territories: ['640300000000'],
      datasets: ['WZ-RESIDENTS'],
      batches: ['1', '2', '3'],
      versions: ['1'],
      difference: ['1'],
      rows: ['2/1', '2/2'],
    }
  }
  const become = (who: string): Promise<Client> =>
    who === 'nobody'
      ? Promise.resolve(city.anonymous)
      : who.startsWith('app:')
        ? city.asApplication(who.slice(4))
        : city.as(who)

  /** Addresses of a route, its parameters filled with what there is. */
  const addresses = (url: string, ids: Readonly<Record<string, readonly string[]>>): readonly string[] =>
    url
      .split('/')
      .reduce<readonly string[]>(
        (paths, part) => {
          if (!part.startsWith(':') && part !== '*')
            return paths.map((path) => (path === '' ? part : `${path}/${part}`))
          return paths.flatMap((path) => {
            const fillings = ids[path.split('/').at(-1)!] ?? ['1']
            return fillings.map((filling) => `${path}/${filling}`)
          })
        },
        [''],
      )
      .map((path) => `/${path.replace(/^\/+/, '')}`)

  test('NB-11-2 WZ-09 whoever asks whatever reads no stored value but through the ways that are listed', async () => {
    const ids = await idsOf()
    const gave = new Map<string, Set<string>>()
    const asked = new Set<string>()
    for (const who of askers) {
      const client = await become(who)
      for (const { method, url } of city.routes) {
        // Events go on until the job ends; their content is that of the job.
        if (method !== 'GET' || url.endsWith('/events')) continue
        for (const address of addresses(url, ids)) {
          const answer = await client.get(address)
          expect(answer.status, `${address} as ${who}`).toBeLessThan(500)
          if (answer.status === 200) asked.add(url)
          const found = valuesIn(textOf(answer))
          if (found.length > 0) gave.set(`GET ${url}`, new Set([...(gave.get(`GET ${url}`) ?? []), ...found]))
        }
      }
    }
    expect(asked.size, 'most routes answer somebody').toBeGreaterThan(60)
    for (const route of gave.keys()) expect(rowRoutes, `${route} gives values of rows`).toContain(route)
    // The test would notice: the values are there for whoever may see them.
    expect([...gave.keys()]).toContain('GET /api/v1/datasets/:code/preview')
    expect([...gave.keys()]).toContain('GET /gw/v1/datasets/:code/exports/:id/file')
    const existing = new Set(city.routes.map(({ method, url }) => `${method} ${url}`))
    for (const route of rowRoutes) expect(existing, `${route} does not exist any more`).toContain(route)
  })

  test('NB-11-2 what is kept of calls holds no value: evidence, notifications, faults, metrics', async () => {
    const { db } = city.services
    const kept = [
      'log_entry',
      'notification',
      'procedure_case',
      'batch',
      'aggregation_job',
      'export_job',
      'catalog_search',
    ]
    for (const table of kept) {
      const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(table)} t`.execute(
        db,
      )
      expect(valuesIn(JSON.stringify(rows)), table).toEqual([])
    }
    expect(valuesIn(textOf(await city.anonymous.get('/metrics')))).toEqual([])
    const application = await city.asApplication('wuzhong.civil.assistance')
    const faulty = await lookup(application, 'WZ-RESIDENTS', [known.name], {
      fields: ['name', known.address.slice(0, 4)],
    })
    expect(faulty.status).toBe(400)
    const refused = await lookup(application, 'WZ-RESIDENTS', [known.name], { purpose: '营销' })
    expect(refused.status).toBe(403)
    expect(valuesIn(textOf(refused) + textOf(faulty))).toEqual([])
  })
})

function textOf(answer: Answer): string {
  return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '')
}
