import { sql, type RawBuilder } from 'kysely'
import type { Resident } from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, done, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, plainItem, published } from '../support/entries.ts'
import { addResidents, entryId } from '../support/share.ts'

const code = 'YZ-RESIDENTS'
const plots = 'NB-PLOTS'
const police = 'yinzhou.police.steward'
const market = 'ningbo.market.steward'
const security = 'platform.security'

interface Comparison {
  readonly state: string
  readonly rows: number
  readonly altered: number
  readonly missing: number
  readonly added: number
  readonly checksums: number
  readonly receipt: string
  readonly findings: readonly { readonly kind: string; readonly batch: number; readonly line: number | null }[]
}

/** Altered and destroyed stored values are found by comparing checksums: NB-17. */
describe.each(engines)('checksums of stored values on %s', (engine) => {
  let city: City
  let residents: readonly Resident[]

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    const items = [
      plainItem('code', '编号', { identifier: 'other' }),
      plainItem('note', '备注', { nullable: true }),
      plainItem('area', '面积', { type: 'decimal', nullable: true }),
      plainItem('active', '有效', { type: 'boolean', nullable: true }),
    ]
    await published(city, market, { code: plots, fields: complete.ningbo, items })
    await load(rowsFrom(1, 1203), 'mode=append')
    residents = await addResidents(city, police, code, 1718)
    await work()
  })
  afterAll(() => city.close())

  const rowsFrom = (first: number, count: number): string =>
    Array.from({ length: count }, (_, i) => `P${first + i},备注${i % 7},+00${i}.50,${i % 2 === 0 ? '是' : '0'}`).join(
      '\n',
    )
  const load = async (rows: string, query: string): Promise<void> => {
    const answer = await (
      await city.as(market)
    ).send('POST', `/api/v1/datasets/${plots}/batches?${query}`, `编号,备注,面积,有效\n${rows}`, {
      'content-type': 'text/csv',
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  const work = async (): Promise<void> => {
    while ((await city.services.checksumJobs.stepOnce()) !== undefined);
  }
  const begin = async (of: string, login = security): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${of}/checksum-comparisons`)
  const latest = async (of: string, login = security): Promise<Comparison> => {
    const answer = await (await city.as(login)).get(`/api/v1/datasets/${of}/checksum-comparisons`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return (answer.body.items as Comparison[])[0]!
  }
  const compared = async (of: string): Promise<Comparison> => {
    const begun = await begin(of)
    expect(begun.status, JSON.stringify(begun.body)).toBe(202)
    await work()
    return latest(of)
  }
  const sound = { state: 'done', altered: 0, missing: 0, added: 0, checksums: 0, findings: [] }
  const tableOf = async (of: string): Promise<RawBuilder<unknown>> => {
    return sql.table((await city.services.aggregate.find(of)).dataset.table)
  }
  /** What somebody does who has the database in hand, past the platform; put right again afterwards. */
  const undone = async (change: RawBuilder<unknown>, back: RawBuilder<unknown>, seen: () => Promise<void>) => {
    await change.execute(city.services.db)
    await seen()
    await back.execute(city.services.db)
  }

  test('NB-17 a comparison is begun by the security administrator, is recorded, and finds nothing where nothing was touched', async () => {
    for (const login of ['platform.system', 'platform.audit', police, 'yinzhou.data.approver']) {
      const refused = await begin(code, login)
      expect(refused.status, login).toBe(403)
      expect(clausesOf(refused)).toContain('PF-98')
    }
    const begun = await begin(plots)
    expect(begun.status, JSON.stringify(begun.body)).toBe(202)
    expect((await begin(plots)).body.code).toBe('STATE_CONFLICT')
    await work()
    const result = await latest(plots)
    expect(result).toMatchObject({ ...sound, rows: 1203 })
    expect(await compared(code)).toMatchObject(sound)
    const evidence = await (await city.as('platform.audit')).get(`/api/v1/evidence/${result.receipt}`)
    expect(JSON.parse(evidence.body.body as string)).toMatchObject({
      action: 'checksums.compare',
      outcome: 'done',
      detail: { rows: 1203, altered: 0, missing: 0, added: 0, checksums: 0 },
    })
    for (const login of ['platform.audit', market, 'ningbo.data.approver', 'ningbo.cyberspace.inspector']) {
      expect((await latest(plots, login)).rows, login).toBe(1203)
    }
    const outsider = await (await city.as(police)).get(`/api/v1/datasets/${plots}/checksum-comparisons`)
    expect(outsider.status).toBe(403)
  })

  test('NB-17 each row that was altered, destroyed or slipped in past the platform is named, and is among what the authority is told of', async () => {
    const table = await tableOf(plots)
    const where = (line: number) => sql`where batch = 1 and line = ${line}::bigint`
    const { rows } = await sql<{
      line: number
    }>`select line::float8 as line from ${table} where batch = 1 order by line`.execute(city.services.db)
    const [a, b, c, d] = [rows[3]!.line, rows[600]!.line, rows[1100]!.line, rows.at(-1)!.line]
    await undone(
      sql`update ${table} set f_note = '改过' ${where(a)}`,
      sql`update ${table} set f_note = '备注3' ${where(a)}`,
      async () => {
        expect(await compared(plots)).toMatchObject({
          altered: 1,
          missing: 0,
          added: 0,
          findings: [{ kind: 'altered', batch: 1, line: a }],
        })
      },
    )
    expect(await compared(plots)).toMatchObject(sound)
    await sql`create table kept_row as select * from ${table} where batch = 1 and line in (${b}, ${d})`.execute(
      city.services.db,
    )
    await sql`delete from ${table} where batch = 1 and line in (${b}, ${d})`.execute(city.services.db)
    await sql`update ${table} set f_active = not f_active, f_area = f_area + 1 ${where(c)}`.execute(city.services.db)
    await sql`insert into ${table} (batch, line, f_code, digest) select 1, line + 100000, f_code, digest from ${table} ${where(a)}`.execute(
      city.services.db,
    )
    await sql`insert into ${table} (batch, line, f_code) values (77, 1, 'P0')`.execute(city.services.db)
    const found = await compared(plots)
    expect(found).toMatchObject({ state: 'done', altered: 1, missing: 2, added: 2, checksums: 0 })
    expect(found.findings).toEqual([
      { kind: 'missing', batch: 1, line: b },
      { kind: 'altered', batch: 1, line: c },
      { kind: 'missing', batch: 1, line: d },
      { kind: 'added', batch: 1, line: a + 100000 },
      { kind: 'added', batch: 77, line: 1 },
    ])
    const told = await (
      await city.as('ningbo.data.approver')
    ).get('/api/v1/supervision/tampering?territory=330200000000&limit=100')
    expect(told.status, JSON.stringify(told.body)).toBe(200)
    const places = (told.body.items as { row: string; dataset: { code: string } }[])
      .filter((one) => one.dataset.code === plots)
      .map((one) => one.row)
    expect(places).toEqual(expect.arrayContaining([`1:${b}`, `1:${c}`, `1:${d}`, `1:${a + 100000}`, '77:1']))
    await sql`delete from ${table} where batch = 77 or line > 100000`.execute(city.services.db)
    await sql`update ${table} set f_active = not f_active, f_area = f_area - 1 ${where(c)}`.execute(city.services.db)
    await sql`insert into ${table} select * from kept_row`.execute(city.services.db)
    expect(await compared(plots)).toMatchObject(sound)
  })

  test('NB-17 a sealed row that was exchanged for another, or whose envelope was changed, is found', async () => {
    const table = await tableOf(code)
    const { dataset } = await city.services.aggregate.find(code)
    const keys = await city.services.datasets.keysOf(city.services.db, dataset)
    const index = Buffer.from(keys.indexer('resident_id').index(residents[0]!.residentId))
    const { rows } = await sql<{ batch: number; line: number; sealed: Uint8Array }>`
      select batch, line::float8 as line, sealed from ${table} where bx_resident_id = ${index}`.execute(
      city.services.db,
    )
    const { batch, line, sealed } = rows[0]!
    const broken = Buffer.from(sealed)
    broken[broken.length - 1]! ^= 1
    const put = (bytes: Uint8Array) =>
      sql`update ${table} set sealed = ${Buffer.from(bytes)} where batch = ${batch} and line = ${line}`
    await undone(put(broken), put(sealed), async () => {
      expect(await compared(code)).toMatchObject({ altered: 1, findings: [{ kind: 'altered', batch, line }] })
    })
    expect(await compared(code)).toMatchObject(sound)
  })

  test('NB-17 whoever changes the checksums too is found by the evidence log, and lost ones are not taken anew', async () => {
    const { dataset } = await city.services.aggregate.find(plots)
    const page = sql`(select b.id from batch b where b.dataset_id = ${dataset.id}::uuid and b.number = 1)`
    await sql`create table kept_page as select * from batch_checksum_page where batch_id = ${page}`.execute(
      city.services.db,
    )
    await sql`create table kept_checksum as select * from batch_checksum where batch_id = ${page}`.execute(
      city.services.db,
    )
    await sql`update batch_checksum_page set marks = substring(marks from 25) where batch_id = ${page} and page = 1`.execute(
      city.services.db,
    )
    const cut = await compared(plots)
    expect(cut).toMatchObject({ checksums: 1, added: 1 })
    expect(cut.findings).toContainEqual({ kind: 'checksums', batch: 1, line: null })
    await sql`delete from batch_checksum_page where batch_id = ${page}`.execute(city.services.db)
    await sql`delete from batch_checksum where batch_id = ${page}`.execute(city.services.db)
    expect(await compared(plots)).toMatchObject({
      checksums: 1,
      findings: [{ kind: 'checksums', batch: 1, line: null }],
    })
    await sql`delete from batch_checksum where batch_id = ${page}`.execute(city.services.db)
    await sql`insert into batch_checksum select * from kept_checksum`.execute(city.services.db)
    await sql`insert into batch_checksum_page select * from kept_page`.execute(city.services.db)
    expect(await compared(plots)).toMatchObject(sound)
  })

  test('NB-17 what the law lets happen to stored values is no finding: new versions, corrections, deletions, a new key, another grade', async () => {
    await load(rowsFrom(1, 300).replaceAll('备注3', '新备注'), 'mode=upsert&key=code')
    await load(rowsFrom(1, 1200), 'mode=snapshot&key=code')
    await work()
    expect(await compared(plots)).toMatchObject(sound)

    const subject = { type: 'catalogEntry', id: await entryId(city, police, code) } as const
    const lines = [
      { target: { item: 'resident_id', value: residents[1]!.residentId }, values: { address: '改正路1号' } },
    ]
    const prepared = await (await city.as(police)).send('POST', `/api/v1/datasets/${code}/corrections`, { lines })
    expect(prepared.status, JSON.stringify(prepared.body)).toBe(201)
    const change = {
      change: '住址录入错误',
      consentBy: 'provider',
      correction: prepared.body.result.reference as string,
    }
    const correction = await opened(city, police, 'value.change', subject, change)
    await done(city, 'yinzhou.police.approver', correction, 'consent')
    await done(city, 'yinzhou.police.approver', correction, 'change')
    expect(await compared(code)).toMatchObject(sound)

    const form = { content: '本人已迁出的户籍记录', harm: '仍被用于核查' }
    const deletion = await opened(city, 'yinzhou.resident.self', 'subject.deletion', subject, form)
    const record = { reply: '已删除', item: 'resident_id', identifier: residents[1]!.residentId }
    expect(await done(city, 'yinzhou.police.approver', deletion, 'delete', record)).toBe('deleted')
    expect(await compared(code)).toMatchObject(sound)

    const rotated = await (await city.as(security)).send('POST', `/api/v1/keys/datasets/${code}/rotation`)
    expect(rotated.status, JSON.stringify(rotated.body)).toBe(202)
    await city.services.keyJobs.rotateOnce()
    expect(await compared(code)).toMatchObject(sound)
    while ((await city.services.keyJobs.rotateOnce()) !== undefined);
    expect(await compared(code)).toMatchObject(sound)
  })

  test('NB-17 rows that are gone before their checksums were taken are missed by the count in the evidence log', async () => {
    await load(rowsFrom(5000, 20), 'mode=append')
    const table = await tableOf(plots)
    await sql`delete from ${table} where f_code = 'P5007'`.execute(city.services.db)
    await work()
    const { rows } = await sql<{ body: string }>`
      select body from log_entry where action = 'checksums.take' and body like '%"outcome":"refused"%' order by id desc limit 1`.execute(
      city.services.db,
    )
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ reason: 'DATA_TAMPERED', detail: { rows: 19, stored: 20 } })
  })
})
