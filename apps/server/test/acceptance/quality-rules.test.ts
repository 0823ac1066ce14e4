import { sql } from 'kysely'
import { readFile } from 'node:fs/promises'
import { civil } from '@fadu/domain'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { published, shareable, complete, plainItem } from '../support/entries.ts'

/** Rules on the quality of data, before, during and after it enters: YZ-12, WZ-15, YZ-23. */
describe.each(engines)('quality rules on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const enter = async (login: string, code: string, rules: unknown): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/quality-rules`, { rules })
  const entered = async (login: string, code: string, rules: unknown): Promise<number> => {
    const answer = await enter(login, code, rules)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.version as number
  }
  const run = async (login: string, code: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/quality-runs`)
  const runs = async (login: string, code: string) =>
    (await (await city.as(login)).get(`/api/v1/datasets/${code}/quality-runs`)).body.items
  const upload = async (login: string, code: string, rows: readonly Resident[]): Promise<Answer> =>
    (await city.as(login)).send(
      'POST',
      `/api/v1/datasets/${code}/batches`,
      [...toCsv(RESIDENT_COLUMNS, [...rows])].join(''),
      {
        'content-type': 'text/csv',
      },
    )
  const residents = async (seed: number, count: number): Promise<readonly Resident[]> => {
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    return [...syntheticResidents({ seed, count, villages, asOf: civil('2026-01-01') })]
  }
  const said = { title: '规则', severity: 'counted' } as const
  const ruleOf = (results: { rule: string }[], rule: string) => results.find((r) => r.rule === rule)

  /** The rules of each regime run while data enters and after it, and what they find is a problem with its names. */
  const control = async (regime: {
    code: string
    provider: string
    authority: string
    seed: number
    state: string
  }) => {
    const { code, provider, authority, seed, state } = regime
    const steward = `${provider}.steward`
    const version = await entered(steward, code, [
      { ...said, id: 'mobile-there', kind: 'completeness', item: 'mobile', weight: 2 },
      { ...said, id: 'mobile-form', kind: 'format', item: 'mobile', format: 'mobileNumber', severity: 'blocking' },
      { ...said, id: 'sex-code', kind: 'codes', item: 'sex', values: ['男', '女'] },
      { ...said, id: 'born', kind: 'range', item: 'birth_date', min: '1900-01-01', max: '2026-12-31' },
      { ...said, id: 'one-person', kind: 'uniqueness', items: ['resident_id'] },
      { ...said, id: 'fresh', kind: 'timeliness' },
    ])
    const [good, silent, wrong] = (await residents(seed, 40)).filter((r) => r.mobile !== null && r.mobile !== '')
    const stored = await upload(steward, code, [good!, { ...silent!, mobile: '' }, { ...wrong!, mobile: '12345' }])
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(stored.body.result).toMatchObject({ received: 3, stored: 2, quarantined: 1 })
    const number = stored.body.result.number as number
    const aside = await (await city.as(steward)).get(`/api/v1/datasets/${code}/batches/${number}/quarantine`)
    const faults = [{ item: 'mobile', fault: 'rule', why: 'mobile-form' }]
    expect(aside.body.items).toEqual([{ line: 4, faults, settledBy: null }])
    const [during] = await runs(steward, code)
    expect(during).toMatchObject({ stage: 'inProcess', batch: number, rows: 3, rules: version })
    expect(ruleOf(during.results, 'mobile-there')).toMatchObject({ checked: 3, broken: 1, samples: [`${number}:3`] })
    expect(ruleOf(during.results, 'mobile-form')).toMatchObject({ checked: 2, broken: 1, samples: [`${number}:4`] })

    // The same person once more: unique no longer.
    expect((await upload(steward, code, [good!])).status).toBe(201)
    const after = await run(`${authority}.approver`, code)
    expect(after.status, JSON.stringify(after.body)).toBe(201)
    expect(after.body.result).toMatchObject({ stage: 'afterwards', batch: null })
    expect(ruleOf(after.body.result.results, 'one-person')).toMatchObject({ broken: 2 })
    expect(after.body.result.score).toBeGreaterThan(0)
    expect(after.body.result.score).toBeLessThan(100)
    expect(JSON.stringify(after.body)).not.toContain(good!.residentId)
    const log = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', after.body.act.receipt)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(log.body)).toMatchObject({ action: 'quality.run', detail: { score: after.body.result.score } })

    // By schedule, and each broken rule opens one problem.
    await sql`update quality_run set ran_at = ran_at - interval '2 days'`.execute(city.services.db)
    expect(await city.services.qualitySweeper.sweepOnce()).toBeGreaterThan(0)
    const problems = async (): Promise<readonly string[]> => {
      const { rows } = await sql<{ case_id: string }>`
        select i.case_id from quality_rule_issue i join dataset d on d.id = i.dataset_id
        where d.code = ${code} order by i.rule`.execute(city.services.db)
      return rows.map((r) => r.case_id)
    }
    const opened = await problems()
    expect(opened).toHaveLength(2)
    const seen = await viewCase(city, `${authority}.steward`, opened[0]!)
    expect(seen).toMatchObject({ state, form: { issue: 'omission', items: ['mobile'] } })
    expect(seen.form.evidence).toMatch(/mobile-there.*\d+:\d+/)
    expect(seen.parties.map((p: { party: string }) => p.party)).toContain('provider')
    expect(seen.timeline[0]).toMatchObject({ actor: 'System:system' })
    await sql`update quality_run set ran_at = ran_at - interval '2 days'`.execute(city.services.db)
    expect(await city.services.qualitySweeper.sweepOnce()).toBeGreaterThan(0)
    expect(await problems()).toEqual(opened)
    expect(await city.services.qualitySweeper.sweepOnce()).toBe(0)
    await entered(steward, code, [{ ...said, id: 'fresh', kind: 'timeliness' }])
    const versions = await (await city.as(steward)).get(`/api/v1/datasets/${code}/quality-rules`)
    expect(versions.body.items.map((v: { version: number }) => v.version)).toEqual([version + 1, version])
    await sql`insert into quality_run select gen_random_uuid(), s.dataset_id, s.id, 'afterwards', null, 0, 0, null, '[]', ${city.now().toISOString()}::timestamptz
      from quality_rule_set s`.execute(city.services.db)
  }

  test('YZ-12 rules run while data enters and after it, and a problem names dataset, field and source', () =>
    control({ code: 'YZ-RESIDENTS', provider: 'yinzhou.police', authority: 'yinzhou.data', seed: 410, state: 'found' }))

  test('WZ-15 rules run while data enters and after it, and a problem names dataset, field and source', () =>
    control({
      code: 'WZ-RESIDENTS',
      provider: 'wuzhong.police',
      authority: 'wuzhong.data',
      seed: 420,
      state: 'reported',
    }))

  test('rules that are unsound are named one by one; who may not write, run or compare is refused', async () => {
    const bad = await enter('wuzhong.police.steward', 'WZ-RESIDENTS', [
      { ...said, id: 'a', kind: 'range', item: 'name', min: '1' },
      { ...said, id: 'a', kind: 'completeness', item: 'nothing' },
      { ...said, id: 'b', kind: 'uniqueness', items: ['name'] },
    ])
    expect(bad.status).toBe(400)
    expect((bad.body.fields as { field: string }[]).map((f) => f.field)).toEqual([
      'body.rules.0.item',
      'body.rules.1.id',
      'body.rules.1.item',
    ])
    const sealed = await enter('wuzhong.police.steward', 'WZ-RESIDENTS', [
      { ...said, id: 'b', kind: 'uniqueness', items: ['name'] },
    ])
    expect((sealed.body.fields as { field: string }[]).map((f) => f.field)).toEqual(['body.rules.0.items'])
    const fresh = [{ ...said, id: 'fresh', kind: 'timeliness' }]
    for (const login of [
      'wuzhong.civil.steward',
      'wuzhong.police.approver',
      'ningbo.data.approver',
      'platform.system',
    ]) {
      expect((await enter(login, 'WZ-RESIDENTS', fresh)).status, login).toBe(403)
      expect((await run(login, 'WZ-RESIDENTS')).status, login).toBe(403)
    }
    expect((await run('wuzhong.market.steward', 'WZ-ENTERPRISES')).body.code).toBe('STATE_CONFLICT')
    const foreign = [{ ...said, id: 'x', kind: 'reference', item: 'name', dataset: 'WZ-RESIDENTS', key: 'resident_id' }]
    const compared = await enter('wuzhong.market.steward', 'WZ-ENTERPRISES', foreign)
    expect((compared.body.fields as { field: string }[]).map((f) => f.field)).toEqual(['body.rules.0.dataset'])
  })

  test('the authority compares what two agencies say of the same person; what differs is counted, not shown', async () => {
    const code = 'WZ-COMPARED'
    const owner = 'wuzhong.civil.steward'
    const items = [
      plainItem('person', '公民身份号码', {
        maxLength: 18,
        identifier: 'residentId',
        mask: 'resident-id',
        grade: 3,
        category: 'residentId',
      }),
      plainItem('village', '村社区代码', { maxLength: 12 }),
      plainItem('sum', '金额', { type: 'decimal', maxLength: null }),
      plainItem('most', '上限', { type: 'decimal', maxLength: null }),
    ]
    const entry = await published(city, owner, { code, fields: complete.wuzhong, items })
    await shareable(city, owner, entry)
    const [same, other, unknown] = (await residents(430, 3)) as [Resident, Resident, Resident]
    expect((await upload('wuzhong.police.steward', 'WZ-RESIDENTS', [same, other])).status).toBe(201)
    const csv = [
      '公民身份号码,村社区代码,金额,上限',
      `${same.residentId},${same.villageCode},1.10,1.1`,
      `${other.residentId},640302999999,2,1.99`,
      `${unknown.residentId},640302001001,3,4`,
    ].join('\r\n')
    const stored = await (
      await city.as(owner)
    ).send('POST', `/api/v1/datasets/${code}/batches`, csv, { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    await entered('wuzhong.data.approver', code, [
      { ...said, id: 'registered', kind: 'reference', item: 'person', dataset: 'WZ-RESIDENTS', key: 'resident_id' },
      {
        ...said,
        id: 'same-village',
        kind: 'crossDataset',
        key: 'person',
        item: 'village',
        dataset: 'WZ-RESIDENTS',
        otherKey: 'resident_id',
        otherItem: 'village_code',
      },
      { ...said, id: 'within', kind: 'crossField', left: 'sum', comparison: 'atMost', right: 'most' },
    ])
    const { results, score } = (await run('wuzhong.data.approver', code)).body.result
    expect(ruleOf(results, 'registered')).toMatchObject({ checked: 3, broken: 1, samples: ['1:4'] })
    expect(ruleOf(results, 'same-village')).toMatchObject({ checked: 2, broken: 1, samples: ['1:3'] })
    expect(ruleOf(results, 'within')).toMatchObject({ checked: 3, broken: 1, samples: ['1:3'] })
    expect(score).toBeCloseTo((100 * (2 / 3 + 1 / 2 + 2 / 3)) / 3, 1)
  })
})
