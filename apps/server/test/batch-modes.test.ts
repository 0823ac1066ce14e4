import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { engines, openCity, type Answer, type City } from './support/city.ts'
import { divisionRows, rowCount, tableOf, type DivisionRow } from './support/batches.ts'

const code = 'WZ-DIVISIONS'
const login = 'wuzhong.civil.steward'

describe.each(engines)('modes of a batch on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const send = async (csv: string, query = ''): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/batches?fileName=t.csv${query}`, csv, {
      'content-type': 'text/csv',
    })
  const keyed = '&key=code'
  /** Everything stored, by batch and line, without what says which batch superseded it. */
  const stored = async (): Promise<ReadonlyMap<string, string>> => {
    const table = await tableOf(city, code)
    const { rows } = await sql<{ place: string; content: string }>`
      select batch || ':' || line as place, (to_jsonb(t) - 'superseded_by_batch')::text as content
      from ${sql.table(table)} t`.execute(city.services.db)
    return new Map(rows.map((r) => [r.place, r.content]))
  }
  const current = async (): Promise<readonly DivisionRow[]> => {
    const table = await tableOf(city, code)
    const { rows } =
      await sql<DivisionRow>`select f_code as code, f_name as name, f_level as level, f_parent_code as parent
      from ${sql.table(table)} where superseded_by_batch is null order by f_code, f_name`.execute(city.services.db)
    return rows
  }
  const begin: readonly DivisionRow[] = [
    { code: '990000000001', name: '甲', level: '村级', parent: '990000000000' },
    { code: '990000000002', name: '乙', level: '村级', parent: '990000000000' },
    { code: '990000000003', name: '丙', level: '村级', parent: '990000000000' },
  ]

  test('NB-08-1-1 a snapshot, an upsert and another snapshot change which rows are current and no stored value', async () => {
    const before = await rowCount(city, code)
    const first = await send(divisionRows(begin), `&mode=snapshot&confirmRemoval=true${keyed}`)
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    expect(first.body.result).toMatchObject({ mode: 'snapshot', added: 3, changed: 0, removed: before, unchanged: 0 })
    expect(await current()).toEqual(begin)
    const originals = await stored()

    const renamed = { ...begin[1]!, name: '乙改' }
    const added = { ...begin[0]!, code: '990000000004', name: '丁' }
    const upsert = await send(divisionRows([begin[0]!, renamed, added]), `&mode=upsert${keyed}`)
    expect(upsert.body.result).toMatchObject({
      added: 1,
      changed: 1,
      removed: 0,
      unchanged: 1,
      stored: 2,
      superseded: 1,
    })
    expect(await current()).toEqual([begin[0], renamed, begin[2], added])

    const second = await send(divisionRows([renamed, added, begin[2]!]), `&mode=snapshot${keyed}`)
    expect(second.body.result).toMatchObject({
      added: 0,
      changed: 0,
      removed: 1,
      unchanged: 3,
      stored: 0,
      superseded: 1,
    })
    expect(await current()).toEqual([renamed, begin[2], added])
    expect(await rowCount(city, code)).toBe(3)

    const after = await stored()
    for (const [place, content] of originals) expect(after.get(place), place).toBe(content)
    const history = await (await city.as(login)).get(`/api/v1/datasets/${code}/batches?limit=3`)
    expect(history.body.items.map((b: { mode: string }) => b.mode)).toEqual(['snapshot', 'upsert', 'snapshot'])
    for (const { receipt, sender } of history.body.items as { receipt: string; sender: { type: string } }[]) {
      expect(sender.type).toBe('Account')
      const entry = await city.services.db.selectFrom('log_entry').select('kind').where('id', '=', receipt).execute()
      expect(entry).toEqual([{ kind: 'act' }])
    }
    expect(history.body.next).not.toBeNull()
  })

  test('a snapshot that comes back after another one is applied again; sent twice in a row it is one batch', async () => {
    const [a, b] = [divisionRows(begin), divisionRows(begin.slice(0, 2))]
    const query = `&mode=snapshot&confirmRemoval=true${keyed}`
    await send(a, query)
    await send(b, query)
    expect((await current()).length).toBe(2)
    const again = await send(a, query)
    expect(again.body.result).toMatchObject({ repeated: false, added: 1 })
    const twice = await send(a, query)
    expect(twice.body.result).toMatchObject({ repeated: true, number: again.body.result.number })
    expect(await current()).toEqual(begin)
  })

  test('a snapshot that would remove more than it may is refused with the figures, and changes nothing', async () => {
    await send(divisionRows(begin), `&mode=snapshot&confirmRemoval=true${keyed}`)
    const refused = await send(divisionRows(begin.slice(0, 1)), `&mode=snapshot${keyed}`)
    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe('SNAPSHOT_REMOVES_MORE')
    expect(refused.body.detail).toMatch(/3 .*2 /)
    expect(await current()).toEqual(begin)
    const allowed = await send(divisionRows(begin.slice(0, 1)), `&mode=snapshot&mostRemoved=0.7${keyed}`)
    expect(allowed.body.result).toMatchObject({ removed: 2, unchanged: 1 })
  })

  test('a key twice in a file: the first row stands, the second is in quarantine with the line it collides with', async () => {
    const twin = { ...begin[0]!, name: '甲二' }
    const answer = await send(divisionRows([...begin, twin]), `&mode=upsert${keyed}`)
    expect(answer.body.result).toMatchObject({ received: 4, quarantined: 1 })
    const { number } = answer.body.result as { number: number }
    const shown = await (await city.as(login)).get(`/api/v1/datasets/${code}/batches/${number}/quarantine?values=full`)
    expect(shown.body.items).toMatchObject([
      { line: 5, faults: [{ item: 'code', fault: 'duplicateKey', line: 2 }], values: { name: '甲二' } },
    ])
    expect((await current()).find((r) => r.code === begin[0]!.code)!.name).toBe('甲')
  })

  test('a key that is unknown, or sealed without an index, is refused before the file is read', async () => {
    const unknown = await send(divisionRows(begin), '&mode=upsert&key=nothing')
    expect([unknown.status, unknown.body.code]).toEqual([422, 'BATCH_KEY'])
    const police = await city.as('wuzhong.police.steward')
    const sealed = await police.send('POST', '/api/v1/datasets/WZ-RESIDENTS/batches?mode=upsert&key=name', 'x', {
      'content-type': 'text/csv',
    })
    expect([sealed.status, sealed.body.code]).toEqual([422, 'BATCH_KEY'])
    expect(sealed.body.detail).toContain('name')
    const odd = await send(divisionRows(begin), '&mode=upsert&key=code;drop')
    expect([odd.status, odd.body.code]).toEqual([400, 'REQUEST_MALFORMED'])
  })

  test('two snapshots at once end one after the other; the current keys stay unique', async () => {
    const files = [begin, begin.map((r) => ({ ...r, name: `${r.name}二` }))].map(divisionRows)
    const answers = await Promise.all(files.map((csv) => send(csv, `&mode=snapshot&confirmRemoval=true${keyed}`)))
    for (const a of answers) expect([200, 201], JSON.stringify(a.body)).toContain(a.status)
    const rows = await current()
    expect(rows.map((r) => r.code)).toEqual(begin.map((r) => r.code))
    expect(await rowCount(city, code)).toBe(3)
  })

  test('sealed rows that come again unchanged are not written again', async () => {
    const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
    const person = (id: string, name: string) => `${id},${name},男,1990-01-01,汉族,640302001001,某村,某路1号,,H1,合成`
    const police = await city.as('wuzhong.police.steward')
    const post = (rows: readonly string[]): Promise<Answer> =>
      police.send('POST', '/api/v1/datasets/WZ-RESIDENTS/batches?mode=upsert', [header, ...rows].join('\n'), {
        'content-type': 'text/csv',
      })
    const first = await post([person('11010519491231002X', '甲某'), person('440524188001010014', '乙某')])
    expect(first.body.result, JSON.stringify(first.body)).toMatchObject({ stored: 2, key: ['resident_id'] })
    const second = await post([person('11010519491231002X', '甲某'), person('440524188001010014', '乙改')])
    expect(second.body.result).toMatchObject({ added: 0, changed: 1, unchanged: 1, stored: 1, superseded: 1 })
  })

  test('with more faults than a batch may have nothing is stored; a snapshot with any asks to be told so', async () => {
    const bad = { ...begin[0]!, code: '', name: '无码' }
    const before = await rowCount(city, code)
    const refused = await send(divisionRows([...begin, bad]), `&mode=snapshot${keyed}`)
    expect([refused.status, refused.body.code]).toEqual([422, 'BATCH_QUARANTINE_EXCEEDED'])
    expect(await rowCount(city, code)).toBe(before)
    const allowed = await send(divisionRows([...begin, bad]), `&mode=snapshot&mostQuarantinedRows=1${keyed}`)
    expect(allowed.body.result, JSON.stringify(allowed.body)).toMatchObject({ quarantined: 1 })
  })
})
