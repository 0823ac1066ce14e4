import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, openCity, type Answer, type City, type Client } from './support/city.ts'
import { beginUpload, divisionRows, rowCount, sendBytes, settledJob } from './support/batches.ts'

const code = 'WZ-DIVISIONS'
const residents = 'WZ-RESIDENTS'
const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
const person = (id: string, name: string, birth = '1990-01-01'): string =>
  `${id},${name},男,${birth},汉族,640302001001,某村,某路1号,,H1,合成`
const division = (n: number, name: string) => ({
  code: String(770_000_000_000 + n),
  name,
  level: '村级',
  parent_code: '640302000000',
})

describe.each(engines)('quarantine and pushed rows on %s', (engine) => {
  let city: City
  let police: Client
  beforeAll(async () => {
    city = await openCity(engine)
  })
  beforeEach(async () => {
    police = await city.as('wuzhong.police.steward')
  })
  afterAll(() => city.close())

  const batchOf = async (rows: readonly string[]): Promise<number> => {
    const answer = await police.send(
      'POST',
      `/api/v1/datasets/${residents}/batches?fileName=q.csv`,
      [header, ...rows].join('\n'),
      { 'content-type': 'text/csv' },
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.number as number
  }
  const entry = (receipt: string) =>
    city.services.db.selectFrom('log_entry').selectAll().where('id', '=', receipt).executeTakeFirstOrThrow()

  test('values of a quarantine are masked, or whole for the steward who corrects them; either is recorded, neither in the record', async () => {
    const number = await batchOf([person('110105194912310021', '错号甲'), person('11010519491231002X', '正号乙')])
    const url = `/api/v1/datasets/${residents}/batches/${number}/quarantine`
    expect((await police.get(url)).body).toMatchObject({ items: [{ line: 2, settledBy: null }], receipt: null })
    const masked = await police.get(`${url}?values=masked`)
    expect(masked.body.items[0].values.resident_id).toMatch(/^.\*+.$/)
    expect(JSON.stringify(masked.body)).not.toContain('110105194912310021')
    const full = await police.get(`${url}?values=full`)
    expect(full.body.items[0].values).toMatchObject({ resident_id: '110105194912310021', name: '错号甲' })
    for (const { body } of [masked, full]) {
      const recorded = await entry(body.receipt as string)
      expect(recorded.kind).toBe('access')
      expect(recorded.body).not.toContain('110105194912310021')
    }
    const foreign = await (await city.as('wuzhong.civil.steward')).get(`${url}?values=full`)
    expect(foreign.status).toBe(403)
  })

  test('the report as a file: what would run in a spreadsheet does not', async () => {
    const number = await batchOf([person('110105194912310021', '=HYPERLINK(1)')])
    const csv = await police.get(`/api/v1/datasets/${residents}/batches/${number}/quarantine.csv?values=full`)
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.headers['content-disposition']).toContain(`quarantine-${residents}-${number}.csv`)
    expect(csv.body).toContain('identifierInvalid')
    expect(csv.body).toContain('HYPERLINK')
    expect(csv.body).not.toMatch(/(^|[,"])=HYPERLINK/m)
  })

  test('corrected rows become a batch that names the quarantined one; a row that still fails stops all of them', async () => {
    const number = await batchOf([
      person('110105194912310021', '更正甲'),
      person('440524188001010014', '更正乙', '1880-02-30'),
    ])
    const url = `/api/v1/datasets/${residents}/batches/${number}/quarantine`
    const { items } = (await police.get(`${url}?values=full`)).body as {
      items: { line: number; values: Record<string, string> }[]
    }
    const before = await rowCount(city, residents)
    const half = items.map(({ line, values }, i) => ({
      line,
      values: i === 0 ? { ...values, resident_id: '11010519491231002X' } : values,
    }))
    const still = await police.send('POST', `${url}/corrections`, { rows: half })
    expect([still.status, still.body.code]).toEqual([422, 'BATCH_QUARANTINE_EXCEEDED'])
    expect(await rowCount(city, residents)).toBe(before)
    const whole = half.map((row) => ({ ...row, values: { ...row.values, birth_date: '1990-02-03' } }))
    const done = await police.send('POST', `${url}/corrections`, { rows: whole })
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect(done.body.result).toMatchObject({ stored: 2, corrects: number })
    expect(await rowCount(city, residents)).toBe(before + 2)
    const settled = (await police.get(url)).body.items as { settledBy: number }[]
    expect(settled.map((i) => i.settledBy)).toEqual([done.body.result.number, done.body.result.number])
    const repeated = await police.send('POST', `${url}/corrections`, { rows: whole })
    expect(repeated.body.result.repeated).toBe(true)
    const others = whole.map((row) => ({ ...row, values: { ...row.values, name: '又改' } }))
    const gone = await police.send('POST', `${url}/corrections`, { rows: others })
    expect([gone.status, gone.body.code]).toEqual([409, 'QUARANTINE_SETTLED'])
  })

  test('a refused job keeps its report and no row', async () => {
    const civil = await city.as('wuzhong.civil.steward')
    const csv = divisionRows([{ code: '', name: '无码', level: '村级', parent: '640302000000' }])
    const id = await beginUpload(civil, code, csv, { mostQuarantined: 0 })
    await sendBytes(civil, id, 0, csv)
    const job = await settledJob(city, civil, id)
    expect(job).toMatchObject({ state: 'refused', batch: null, problem: { code: 'BATCH_QUARANTINE_EXCEEDED' } })
    const report = await civil.get(`/api/v1/uploads/${id}/report`)
    expect(report.body.items).toEqual([{ line: 2, faults: [{ item: 'code', fault: 'missing' }] }])
  })

  test('an application of the provider pushes rows: one batch, idempotent by key and by content; bad rows are named', async () => {
    const machine = await city.asApplication('wuzhong.civil.assistance')
    const before = await rowCount(city, code)
    const rows = [division(1, '推一'), { ...division(2, '推二'), code: null }, division(3, '推"三",\n又一行')]
    const push = (body: unknown, key?: string): Promise<Answer> =>
      machine.send('POST', `/api/v1/datasets/${code}/rows`, body, key === undefined ? {} : { 'idempotency-key': key })
    const first = await push({ rows }, 'push-1')
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    expect(first.body.result).toMatchObject({ received: 3, stored: 2, sender: { type: 'Application' } })
    expect(first.body.result.rejected).toMatchObject([{ row: 1, faults: [{ item: 'code', fault: 'missing' }] }])
    expect((await push({ rows }, 'push-1')).body.result.number).toBe(first.body.result.number)
    expect((await push({ rows })).body.result).toMatchObject({ repeated: true, number: first.body.result.number })
    expect((await push({ rows: [division(9, '另')] }, 'push-1')).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(await rowCount(city, code)).toBe(before + 2)
    const upsert = await push({ rows: [division(1, '推一改')], mode: 'upsert' })
    expect(upsert.body.result).toMatchObject({ changed: 1, added: 0, key: ['code'] })
    const unknown = await push({ rows: [{ ...division(4, '推四'), wage: 1 }] })
    expect([unknown.status, unknown.body.fields[0].field]).toEqual([400, 'body.rows.0.wage'])
  })

  test('PF-10 an application of another organisation pushes nothing, and the refusal names the clause', async () => {
    const other = await city.asApplication('yinzhou.civil.assistance')
    const refused = await other.send('POST', `/api/v1/datasets/${code}/rows`, { rows: [division(7, '外')] })
    expect(refused.status).toBe(403)
    expect(JSON.stringify(refused.body.needed)).toContain('PF-10')
  })
})
