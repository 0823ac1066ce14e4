import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RESIDENT_COLUMNS, syntheticResidents, toCsv, divisionsFileOf, readDivisions, villagesOf } from '@fadu/testkit'
import { civil } from '@fadu/domain'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { batchGrantInWuzhong, exported } from '../support/exports.ts'
import { expectRefused } from '../support/refusals.ts'

/** A leaked file is traced to the export it comes from, by whoever supervises. */
describe.each(engines)('tracing on %s', (engine) => {
  let city: City
  let files: { readonly id: string; readonly lines: readonly string[] }[]
  beforeAll(async () => {
    city = await openCity(engine)
    await batchGrantInWuzhong(city)
    await addMany()
    files = []
    for (let i = 0; i < 3; i++) files.push(await makeExport())
  }, 120_000)
  afterAll(() => city.close())

  const addMany = async (): Promise<void> => {
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    const residents = syntheticResidents({ seed: 42, count: 800, villages, asOf: civil('2026-01-01') })
    const csv = [...toCsv(RESIDENT_COLUMNS, [...residents])].join('')
    const stored = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/batches', csv, { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
  }
  const makeExport = async () => {
    const client = await city.asApplication('wuzhong.civil.assistance')
    const path = await exported(city, client, 'WZ-RESIDENTS')
    const { body } = await client.get(`${path}/file`)
    return { id: path.split('/').at(-1)!, lines: (body as string).split('\r\n').slice(0, -1) }
  }
  const trace = async (text: string, login = 'platform.audit', type = 'text/csv'): Promise<Answer> =>
    (await city.as(login)).send('POST', '/api/v1/trace', text, { 'content-type': type })
  /** Every fourth row, from one on. */
  const leakOf = (lines: readonly string[], from: number): readonly string[] =>
    lines.slice(1).filter((_, i) => i % 4 === from)
  const withoutReference = (line: string): string => line.slice(0, line.lastIndexOf(','))

  test('PF-86 names export, grant and recipient of a leaked part, with its likelihood and the bound of an error', async () => {
    const { id, lines } = files[1]!
    const answer = await trace([lines[0], ...leakOf(lines, 1)].join('\r\n'))
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const { result } = answer.body
    expect(result).toMatchObject({ candidates: 3, conclusion: 'named', falseAccusation: 1e-6 })
    expect(result.named).toHaveLength(1)
    expect(result.named[0]).toMatchObject({
      export: id,
      dataset: 'WZ-RESIDENTS',
      organization: { name: '吴忠市民政局' },
      purpose: '最低生活保障审核',
      matter: 'JZ-2026-0001',
    })
    expect(result.named[0].bits).toBeGreaterThan(result.threshold)
    expect(result.strongestOther).toBeLessThan(result.threshold)
  })

  test('PF-86 still does after references and quotation marks are gone, by order and signs alone', async () => {
    const { id, lines } = files[2]!
    const plain = [lines[0]!, ...leakOf(lines, 2)].map((l) => withoutReference(l).replaceAll('"', ''))
    const { result } = (await trace(plain.join('\n'))).body
    expect(result.named.map((n: { export: string }) => n.export)).toEqual([id])
    const kinds = (result.named[0].evidence as { kind: string }[]).map((e) => e.kind)
    expect(kinds).toEqual(expect.arrayContaining(['order', 'sign']))
    expect(kinds).not.toContain('reference')
  })

  test('PF-86 says plainly when it cannot say: shuffled rows of clear columns alone, few rows, foreign columns', async () => {
    const { lines } = files[0]!
    const bare = lines.map((l) => l.replaceAll('"', '').split(',').slice(0, 2).join(','))
    const shuffled = [bare[0]!, ...leakOf(bare, 0).toSorted()]
    const hidden = await trace(shuffled.join('\n'))
    expect(hidden.body.result).toMatchObject({ conclusion: 'undetermined', named: [] })
    const few = await trace([lines[0], withoutReference(lines[1]!), withoutReference(lines[2]!)].join('\n'))
    expect(few.body.result).toMatchObject({ conclusion: 'undetermined', named: [] })
    const foreign = await trace('甲,乙\n1,2\n')
    expect(foreign.body.result).toMatchObject({ conclusion: 'noColumns', named: [] })
    const nothing = await trace('', 'platform.audit')
    expect(nothing.status).toBe(422)
  })

  test('PF-86 is recorded without the values of the file, and keeps nothing of it', async () => {
    const { lines } = files[1]!
    const leaked = leakOf(lines, 3)
    const answer = await trace([lines[0], ...leaked].join('\r\n'))
    const { rows } = await sql<{ body: string }>`
      select body from log_entry where id = ${answer.body.act.receipt as string}`.execute(city.services.db)
    const record = JSON.parse(rows[0]!.body)
    expect(record).toMatchObject({
      action: 'trace.run',
      outcome: 'done',
      detail: { rows: leaked.length, conclusion: 'named' },
    })
    const name = leaked[0]!.replaceAll('"', '').split(',')[1]!
    expect(rows[0]!.body).not.toContain(name)
    expect(await readdir(join(city.dataFolder, 'spool')).catch(() => [])).toEqual([])
  })

  test('PF-86 pseudonyms name the grant they were made for, shuffled and alone in the file', async () => {
    const { db } = city.services
    const masks = (value: unknown) =>
      sql`update data_grant set masks = ${JSON.stringify(value)}::jsonb where fields @> '{mobile}'`.execute(db)
    await masks({ resident_id: { kind: 'pseudonym' } })
    const { id, lines } = await makeExport()
    await masks({})
    const alone = lines.map((l) => l.split(',')[0]!.replaceAll('"', ''))
    const { result } = (await trace([alone[0], ...alone.slice(1, 101).toSorted()].join('\n'))).body
    const job = await db.selectFrom('export_job').select('grant_id').where('id', '=', id).executeTakeFirstOrThrow()
    expect(result).toMatchObject({ conclusion: 'grantNamed', named: [] })
    expect(result.grants).toMatchObject([
      { grant: job.grant_id, pseudonyms: 100, organization: { name: '吴忠市民政局' } },
    ])
  })

  test('PF-86 is refused to who does not supervise', async () => {
    const { lines } = files[1]!
    const refused = await trace(lines.join('\r\n'), 'wuzhong.civil.steward')
    await expectRefused(city, 'wuzhong.civil.steward', refused, { clauses: ['PF-86'] })
  })

  test('PF-86 traces by references and signs when the dataset has been destroyed', async () => {
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    await city.services.db.updateTable('dataset').set({ custody: 'destroyed' }).where('id', '=', dataset.id).execute()
    const { id, lines } = files[0]!
    const { result } = (await trace([lines[0], ...leakOf(lines, 1)].join('\r\n'))).body
    expect(result.named.map((n: { export: string }) => n.export)).toEqual([id])
  })
})
