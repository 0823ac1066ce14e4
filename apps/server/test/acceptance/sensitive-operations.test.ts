import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cp } from 'node:fs/promises'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId } from '../support/share.ts'

const approver = 'wuzhong.police.approver'
const steward = 'wuzhong.police.steward'
const officer = 'wuzhong.police.security'
const dataset = 'WZ-RESIDENTS'

/** The law as it ships, with a second approval from three rows on. */
async function strictPacks(): Promise<string> {
  const folder = join(tmpdir(), `fadu-packs-${randomUUID()}`)
  await cp(fileURLToPath(new URL('../../../../packs/', import.meta.url)), folder, { recursive: true })
  const file = join(folder, 'platform', 'limits.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/(sensitiveOperation\.rowsAlone:[^]*?value: )10000/, '$12'))
  return folder
}

describe.each(engines)('what takes data away on %s', (engine) => {
  let city: City
  let packs: string
  beforeAll(async () => {
    packs = await strictPacks()
    city = await openCity(engine, { packsFolder: packs })
    city.travelTo('2026-11-26T10:00:00+08:00')
    await addResidents(city, steward, dataset, 5)
    const police = await organizationId(city, steward)
    const created = await (
      await city.as('platform.system')
    ).send('POST', `/api/v1/organizations/${police}/accounts`, {
      login: officer,
      name: '安全负责人',
      password: city.demo.password,
    })
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    const second = await (
      await city.as('platform.system')
    ).send('POST', `/api/v1/organizations/${police}/accounts`, {
      login: 'wuzhong.police.second',
      name: '第二审批人',
      password: city.demo.password,
    })
    expect(second.status, JSON.stringify(second.body)).toBe(201)
    for (const [account, roles] of [
      [created.body.result.id as string, ['securityOfficer']],
      [second.body.result.id as string, ['approver']],
    ] as const) {
      const assigned = await (
        await city.as('platform.security')
      ).send('PUT', `/api/v1/accounts/${account}/roles`, { roles })
      expect(assigned.status, JSON.stringify(assigned.body)).toBe(200)
    }
  })
  afterAll(async () => {
    await city.close()
    await rm(packs, { recursive: true, force: true })
  })

  const listOf = async (day: string, login = officer, more = ''): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/sensitive-operations?day=${day}${more}`)
  const handover = async (): Promise<string> => {
    const id = await entryId(city, steward, dataset)
    const form = {
      retention: '三十年',
      archivingScope: '全部',
      legalBasis: { instrument: 'data-security-law', provision: '第三十八条' },
      reachedOn: '2026-01-01',
    }
    return opened(city, steward, 'archive.handover', { type: 'catalogEntry', id }, form)
  }
  const take = async (caseId: string, approval?: string): Promise<Answer> =>
    (await city.as(approver)).get(
      `/api/v1/cases/${caseId}/archive-package${approval === undefined ? '' : `?approval=${approval}`}`,
    )
  const ask = async (more: Record<string, unknown>): Promise<string> => {
    const asked = await (
      await city.as(steward)
    ).send('POST', '/api/v1/operation-approvals', { operation: 'archive.package', dataset, rows: 1000, ...more })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    return asked.body.result.id as string
  }
  const approve = async (login: string, id: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/operation-approvals/${id}/approval`)

  test('WZ-40-2-5 above the set volume a run needs the approval of a second person, of this very run, once', async () => {
    const caseId = await handover()
    await expectRefused(city, approver, await take(caseId), { clauses: ['PF-94'], code: 'ACT_LIMIT_EXCEEDED' })
    const approval = await ask({ purpose: caseId })
    expect((await take(caseId, approval)).status).toBe(400)
    expect((await approve(steward, approval)).status).toBe(403)
    expect((await approve('wuzhong.civil.approver', approval)).status).toBe(403)
    // Whoever takes the data is not who approves it.
    const own = await ask({ purpose: caseId })
    expect((await approve(approver, own)).status).toBe(200)
    expect((await take(caseId, own)).status).toBe(400)

    expect((await approve('wuzhong.police.second', approval)).status).toBe(200)
    expect((await approve('wuzhong.police.second', approval)).status).toBe(409)
    const taken = await take(caseId, approval)
    expect(taken.status, JSON.stringify(taken.body)).toBe(200)
    expect((await take(caseId, approval)).status).toBe(400)
    for (const wrong of [
      { purpose: 'something else' },
      { purpose: caseId, rows: 3 },
      { purpose: caseId, items: ['name'] },
    ]) {
      const other = await ask(wrong)
      expect((await approve('wuzhong.police.second', other)).status).toBe(200)
      expect((await take(caseId, other)).status, JSON.stringify(wrong)).toBe(400)
    }
    const late = await ask({ purpose: caseId })
    expect((await approve('wuzhong.police.second', late)).status).toBe(200)
    city.travelTo('2026-12-03T10:00:00+08:00')
    expect((await take(caseId, late)).status).toBe(400)
    city.travelTo('2026-11-26T11:00:00+08:00')
    const shown = await (await city.as(approver)).get('/api/v1/operation-approvals')
    expect((shown.body.items as { id: string; state: string }[]).find((a) => a.id === approval)!.state).toBe('used')
  })

  test('WZ-40-2-5 a second approval is asked for by whom the data concerns: not by a steward of another city or organisation', async () => {
    const asked = { operation: 'archive.package', dataset, rows: 1000, purpose: '归档' }
    for (const login of ['ningbo.market.steward', 'wuzhong.market.steward']) {
      const answer = await (await city.as(login)).send('POST', '/api/v1/operation-approvals', asked)
      await expectRefused(city, login, answer, { clauses: ['PF-94'], code: 'ACT_FORBIDDEN' })
      const shown = await (await city.as(login)).get('/api/v1/operation-approvals')
      expect(shown.body.items, login).toEqual([])
    }
  })

  test('WZ-40-2-5 one approval serves one of two runs at the same time', async () => {
    const caseId = await handover()
    const approval = await ask({ purpose: caseId })
    expect((await approve('wuzhong.police.second', approval)).status).toBe(200)
    const answers = await Promise.all([take(caseId, approval), take(caseId, approval), take(caseId, approval)])
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 400, 400])
  })

  test('WZ-40-2-5 every run is on the list of its day with person, dataset, volume and purpose; unusual ones are flagged', async () => {
    city.travelTo('2026-11-27T22:30:00+08:00')
    const look = await (await city.as(steward)).get(`/api/v1/datasets/${dataset}/preview`)
    expect(look.status, JSON.stringify(look.body)).toBe(200)
    const { status, body } = await listOf('2026-11-26')
    expect(status, JSON.stringify(body)).toBe(200)
    const [first] = body.items as Record<string, unknown>[]
    expect(first).toMatchObject({
      kind: 'export',
      action: 'archive.package',
      name: expect.any(String),
      dataset: { code: dataset },
      purpose: 'archive.handover',
      approval: expect.any(String),
    })
    expect(first!['rows']).toBeGreaterThan(2)
    expect(first!['flags']).toEqual(['aboveVolume', 'firstTime'])
    const night = (await listOf('2026-11-27')).body.items as { flags: string[]; kind: string }[]
    expect(night).toMatchObject([{ kind: 'desensitise', flags: expect.arrayContaining(['offHours', 'firstTime']) }])
    // What a person takes again is no first time.
    city.travelTo('2026-11-28T10:00:00+08:00')
    await (await city.as(steward)).get(`/api/v1/datasets/${dataset}/preview`)
    const saturday = (await listOf('2026-11-28')).body.items as { flags: string[] }[]
    expect(saturday).toHaveLength(1)
    expect(saturday[0]!.flags).not.toContain('firstTime')
    expect(saturday[0]!.flags).toContain('offHours')
  })

  test('WZ-40-2-5 the security officer reviews each day that is over, whole and once, with a conclusion', async () => {
    city.travelTo('2026-11-30T09:00:00+08:00')
    expect((await listOf('2026-11-26', steward)).status).toBe(403)
    expect((await listOf('2026-11-26', 'wuzhong.civil.steward')).status).toBe(403)
    const police = await organizationId(city, officer)
    expect((await listOf('2026-11-26', 'platform.security', `&organization=${police}`)).status).toBe(200)
    const days = async (): Promise<readonly string[]> =>
      ((await (await city.as(officer)).get('/api/v1/sensitive-operations/days')).body.items as { day: string }[]).map(
        (d) => d.day,
      )
    expect(await days()).toEqual(['2026-11-26', '2026-11-27', '2026-11-28'])
    const review = async (more: Record<string, unknown>): Promise<Answer> =>
      (await city.as(officer)).send('POST', '/api/v1/sensitive-operations/reviews', {
        day: '2026-11-26',
        conclusion: '归档移交，手续齐全',
        ...more,
      })
    const count = ((await listOf('2026-11-26')).body.items as unknown[]).length
    expect((await review({ operations: count - 1 })).status).toBe(400)
    expect((await review({ day: '2026-11-30', operations: 0 })).status).toBe(400)
    expect((await review({ operations: count, conclusion: '' })).status).toBe(400)
    const done = await review({ operations: count })
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect(done.body.result).toMatchObject({ operations: count })
    expect((await review({ operations: count })).status).toBe(409)
    expect(await days()).toEqual(['2026-11-27', '2026-11-28'])
    expect((await listOf('2026-11-26')).body.review).toMatchObject({ conclusion: '归档移交，手续齐全' })
    const record = await (await city.as('platform.audit')).get(`/api/v1/evidence/${done.body.act.receipt as string}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({
      action: 'operation.review',
      outcome: 'done',
      detail: { day: '2026-11-26' },
    })
  })
})
