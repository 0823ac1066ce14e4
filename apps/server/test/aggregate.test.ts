import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import { checkResidentId, checkUnifiedSocialCreditCode } from '@fadu/privacy'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticEnterprises,
  syntheticResidents,
  toCsv,
  villagesOf,
} from '@fadu/testkit'
import { readFile } from 'node:fs/promises'
import { engines, openCity, type Answer, type City } from './support/city.ts'

const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
const row = (id: string, name = '某某', birth = '1990-01-01') =>
  `${id},${name},男,${birth},汉族,640302001001,某村,某路1号,,H1,合成`

describe.each(engines)('aggregation on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const upload = async (
    csv: string | Buffer,
    code = 'WZ-RESIDENTS',
    login = 'wuzhong.police.steward',
  ): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/batches?fileName=test.csv`, csv, {
      'content-type': 'text/csv',
    })
  const rowsOf = async (code: string) =>
    (await (await city.as('wuzhong.police.steward')).get(`/api/v1/datasets/${code}`)).body.rows as number

  test('a table is indexed for looking up once it has rows', async () => {
    const indexesOf = async (code: string) => {
      const dataset = await city.services.db
        .selectFrom('dataset')
        .select(['id', 'table_name'])
        .where('code', '=', code)
        .executeTakeFirstOrThrow()
      const { rows } = await sql<{ name: string }>`select indexname as name from pg_indexes
        where tablename = ${dataset.table_name}`.execute(city.services.db)
      return rows.map((r) => r.name.slice(dataset.table_name.length)).toSorted()
    }
    const expected = ['_bx_resident_id', '_bx_resident_id_past', '_pk']
    expect(await indexesOf('WZ-RESIDENTS')).toEqual(expected)
    const code = 'NEW-RESIDENTS'
    const { entry, layout } = (await city.services.datasets.byCode(city.services.db, 'WZ-RESIDENTS'))!
    const { datasets, db } = city.services
    // A second dataset of the same shape, which nothing was aggregated into.
    const source = await db.selectFrom('catalog_entry').selectAll().where('id', '=', entry).executeTakeFirstOrThrow()
    const id = randomUUID()
    await db
      .insertInto('catalog_entry')
      .values({ ...source, id, code, fields: JSON.stringify(source.fields) })
      .execute()
    await db.transaction().execute((tx) => datasets.follow(tx, { id, code }, layout, new Date()))
    expect(await indexesOf(code)).toEqual([])
    const stored = await upload([header, row('11010519491231002X')].join('\n'), code)
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(await indexesOf(code)).toEqual(expected)
  })

  test('good rows are stored sealed, bad rows go to quarantine with line, item and reason, never the value', async () => {
    const before = await rowsOf('WZ-RESIDENTS')
    const csv = [
      header,
      row('11010519491231002X', '甲某'),
      row('110105194912310021', '乙某'),
      row('440524188001010014', '丙某', '1880-02-30'),
      row('', '丁某'),
    ].join('\r\n')
    const stored = await upload(csv)
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(stored.body.result).toMatchObject({ received: 4, stored: 1, quarantined: 3, repeated: false })
    expect(await rowsOf('WZ-RESIDENTS')).toBe(before + 1)
    const number = stored.body.result.number as number
    const report = await (
      await city.as('wuzhong.police.steward')
    ).get(`/api/v1/datasets/WZ-RESIDENTS/batches/${number}/quarantine`)
    expect(report.body.items).toEqual([
      {
        line: 3,
        faults: [{ item: 'resident_id', fault: 'identifierInvalid', why: 'RESIDENT_ID_CHECK_CHARACTER' }],
        settledBy: null,
      },
      { line: 4, faults: [{ item: 'birth_date', fault: 'notADate' }], settledBy: null },
      { line: 5, faults: [{ item: 'resident_id', fault: 'missing' }], settledBy: null },
    ])
    expect(JSON.stringify(report.body)).not.toContain('110105194912310021')
  })

  test('NB-13 values of sealed items are nowhere in the tables in clear', async () => {
    await upload([header, row('11010519491231002X', '封存甲')].join('\n'))
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    const { sql } = await import('kysely')
    const { rows } = await sql<{
      dump: string
    }>`select string_agg(t::text, '|') as dump from ${sql.table(dataset.table)} t`.execute(city.services.db)
    expect(rows[0]!.dump).not.toContain('11010519491231002X')
    expect(rows[0]!.dump).not.toContain('封存甲')
    const quarantine = await sql<{
      dump: string | null
    }>`select string_agg(q::text, '|') as dump from quarantine_row q`.execute(city.services.db)
    expect(quarantine.rows[0]!.dump ?? '').not.toContain('110105194912310021')
  })

  test('the same bytes twice are one batch', async () => {
    const csv = [header, row('440524188001010014', '仅一次')].join('\n')
    expect((await upload(csv)).status).toBe(201)
    const before = await rowsOf('WZ-RESIDENTS')
    const again = await upload(csv)
    expect(again.status).toBe(200)
    expect(again.body.result.repeated).toBe(true)
    expect(await rowsOf('WZ-RESIDENTS')).toBe(before)
  })

  test('two different batches at once both stand, each whole', async () => {
    const before = await rowsOf('WZ-RESIDENTS')
    const files = ['并甲', '并乙'].map((name) => [header, row('11010519491231002X', name)].join('\n'))
    const answers = await Promise.all(files.map((csv) => upload(csv)))
    expect(answers.map((a) => a.status)).toEqual([201, 201])
    expect(new Set(answers.map((a) => a.body.result.number)).size).toBe(2)
    expect(await rowsOf('WZ-RESIDENTS')).toBe(before + 2)
  })

  test('a file that is not right is refused whole, with the reason', async () => {
    const before = await rowsOf('WZ-RESIDENTS')
    const cases: readonly [string, string | Buffer, number, string][] = [
      ['empty', '', 422, 'BATCH_EMPTY'],
      ['header only', header, 422, 'BATCH_EMPTY'],
      ['a column missing', '公民身份号码,姓名\n1,2', 422, 'CSV_COLUMNS'],
      ['a column nobody declared', `${header},工资\n${row('11010519491231002X')},1`, 422, 'CSV_COLUMNS'],
      ['a column twice', `${header},姓名\n${row('11010519491231002X')},乙`, 422, 'CSV_COLUMNS'],
      [
        'GB18030 bytes',
        Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xc4, 0xe3, 0xba, 0xc3])]),
        422,
        'CSV_ENCODING',
      ],
      ['a quote left open', `${header}\n"${row('11010519491231002X')}`, 422, 'CSV_MALFORMED'],
      ['one line of two megabytes', `${header}\n${'x'.repeat(2_100_000)}`, 422, 'CSV_MALFORMED'],
    ]
    for (const [name, csv, status, code] of cases) {
      const answer = await upload(csv)
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(status)
      expect(answer.body.code, name).toBe(code)
    }
    const json = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/batches', { rows: [] })
    expect(json.status).toBe(415)
    expect(await rowsOf('WZ-RESIDENTS')).toBe(before)
  })

  test('values with quotes, tabs, line ends and backslashes are stored as they were received', async () => {
    const odd = '一\t二\n三\\N"四",\r\n\\\\五'
    const line = row('11010519491231002X').replace('某路1号', `"${odd.replaceAll('"', '""')}"`)
    const stored = await upload([header, line].join('\n'))
    expect(stored.body.result).toMatchObject({ stored: 1, quarantined: 0 })
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    const { sql } = await import('kysely')
    const found = await sql<{
      f_address: string
    }>`select f_address from ${sql.table(dataset.table)} where batch = ${stored.body.result.number}`.execute(
      city.services.db,
    )
    expect(found.rows).toEqual([{ f_address: odd }])
  })

  test('a batch far larger than one part of a COPY is stored whole', async () => {
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    const people = syntheticResidents({ seed: 99, count: 40_000, villages, asOf: civil('2026-01-01') })
    const stored = await upload([...toCsv(RESIDENT_COLUMNS, people)].join(''))
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(stored.body.result).toMatchObject({ received: 40_000, stored: 40_000, quarantined: 0 })
  })

  test('a row of another width is quarantined, not shifted', async () => {
    const stored = await upload([header, row('11010519491231002X', '齐整'), '11010519491231002X,短行'].join('\n'))
    expect(stored.body.result).toMatchObject({ stored: 1, quarantined: 1 })
  })

  test('a column full of resident ids that nobody declared stops the batch', async () => {
    const ids = ['11010519491231002X', '440524188001010014']
    const csv = ['区划代码,名称,级别,上级代码', ...ids.map((id, i) => `${i},${id},村级,640302000000`)].join('\n')
    const refused = await upload(csv, 'WZ-DIVISIONS', 'wuzhong.civil.steward')
    expect(refused.status).toBe(422)
    expect(refused.body.code).toBe('BATCH_UNDECLARED_IDENTIFIER')
    expect(refused.body.detail).toContain('名称')
  })

  test('a preview is masked by grade and recorded', async () => {
    const preview = await (await city.as('wuzhong.police.steward')).get('/api/v1/datasets/WZ-RESIDENTS/preview')
    expect(preview.status).toBe(200)
    for (const shown of preview.body.rows as Record<string, string>[]) {
      expect(shown['resident_id']).toMatch(/^.\*+.$/)
      expect(shown['name']).toMatch(/^.{1,2}\*+$/)
    }
    const proof = await city.anonymous.get(`/log/entries/${preview.body.receipt as string}/proof`)
    expect(proof.status).toBe(200)
  })

  test('a tampered envelope is reported with dataset and row and is never returned', async () => {
    await upload([header, row('11010519491231002X', '将被改动')].join('\n'))
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    const { sql } = await import('kysely')
    await sql`update ${sql.table(dataset.table)} set sealed = set_byte(sealed, 30, (get_byte(sealed, 30) + 1) % 256)
      where (batch, line) = (select batch, line from ${sql.table(dataset.table)} order by batch, line limit 1)`.execute(
      city.services.db,
    )
    const preview = await (await city.as('wuzhong.police.steward')).get('/api/v1/datasets/WZ-RESIDENTS/preview')
    expect(preview.status).toBe(500)
    expect(preview.body.code).toBe('DATA_TAMPERED')
    expect(preview.body.detail).toContain('WZ-RESIDENTS')
    expect(JSON.stringify(preview.body)).not.toContain('将被改动')
  })
})

test('the generator and the checker of identifiers, written apart, agree', async () => {
  const divisions = readDivisions(await readFile(divisionsFileOf('330200'), 'utf8'))
  const asOf = civil('2026-01-01')
  for (const person of syntheticResidents({ seed: 7, count: 5_000, villages: villagesOf(divisions), asOf })) {
    const checked = checkResidentId(person.residentId, { asOf })
    expect(checked).toMatchObject({ ok: true, birthDate: person.birthDate })
  }
  for (const firm of syntheticEnterprises({ seed: 7, count: 5_000, divisions, asOf })) {
    expect(checkUnifiedSocialCreditCode(firm.creditCode)).toMatchObject({ ok: true })
  }
})
