import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'

const wuzhong = '640300000000'
const agency = 'wuzhong.labour.steward'
const authority = 'wuzhong.data.approver'

interface Line {
  readonly kind: string
  readonly id: string
  readonly code: string
  readonly gaps: readonly string[]
  readonly [more: string]: unknown
}

/** Backup plans, backups and restore tests of each system and dataset: WZ-40-2-7. */
describe.each(engines)('recovery on %s', (engine) => {
  let city: City
  let system: string
  let agencyId: string
  const start = '2026-02-09T09:00:00+08:00'

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo(start)
    agencyId = await organizationId(city, agency)
    system = await register(agency, 'RECOVERY-1', '社保信息系统')
  })
  afterAll(() => city.close())

  const send = async (login: string, path: string, body: unknown): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/${path}`, body)
  const register = async (login: string, code: string, name: string): Promise<string> => {
    const answer = await send(login, 'information-systems', {
      code,
      name,
      funding: 'other',
      department: '信息中心',
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.id as string
  }
  const list = async (login: string, path = 'recovery'): Promise<readonly Line[]> => {
    const answer = await (await city.as(login)).get(`/api/v1/${path}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items as Line[]
  }
  const lineOf = async (login: string, path: string, code: string): Promise<Line | undefined> =>
    (await list(login, path)).find((line) => line.code === code)
  const enter = async (login: string, subject: string, what: string, body: unknown): Promise<string> => {
    const answer = await send(login, `recovery/${subject}/${what}`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.id as string
  }
  const plan = { intervalDays: 7, medium: '磁带', place: '异地灾备机房', retentionDays: 365, responsible: '运维岗' }
  const supervised = `supervision/recovery?territory=${wuzhong}&gaps=only`

  test('WZ-40-2-7 each dataset and system shows its plan, last backup and last restore test, and what is missing, late or failed is a gap to the agency and the authority', async () => {
    const path = `system/${system}`
    const gaps = async (): Promise<readonly string[]> => (await lineOf(agency, 'recovery', 'RECOVERY-1'))!.gaps
    expect(await gaps()).toEqual(['noPlan', 'noBackup', 'noRestoreTest'])
    expect((await lineOf(authority, supervised, 'RECOVERY-1'))!.gaps).toContain('noPlan')

    await enter(agency, path, 'plans', plan)
    expect(await gaps()).toEqual(['noBackup', 'noRestoreTest'])
    const taken = { takenAt: '2026-02-08T02:00:00+08:00', reference: '作业 2026-0208', checksum: 'sm3:ab12' }
    const backup = await enter(agency, path, 'backups', taken)
    const failed = { testedOn: '2026-02-08', result: 'failed', testedBy: '运维岗', backup, findings: '日志缺失' }
    await enter(agency, path, 'restore-tests', failed)
    expect(await gaps()).toEqual(['restoreTestFailed'])
    expect((await lineOf(authority, supervised, 'RECOVERY-1'))!.gaps).toEqual(['restoreTestFailed'])

    await enter(agency, path, 'restore-tests', { ...failed, testedOn: '2026-02-09', result: 'passed', findings: null })
    expect(await lineOf(agency, 'recovery', 'RECOVERY-1')).toMatchObject({
      kind: 'system',
      name: '社保信息系统',
      organization: { id: agencyId },
      plan,
      lastBackup: { id: backup, reference: '作业 2026-0208', checksum: 'sm3:ab12' },
      lastTest: { testedOn: '2026-02-09', result: 'passed', testedBy: '运维岗', backup },
      testDue: '2027-02-09',
      gaps: [],
    })
    expect(await lineOf(authority, supervised, 'RECOVERY-1')).toBeUndefined()

    // The plan says every seven days, the regime twelve months between tests.
    city.travelTo('2026-02-15T23:00:00+08:00')
    expect(await gaps()).toEqual([])
    city.travelTo('2026-02-16T00:00:01+08:00')
    expect(await gaps()).toEqual(['backupLate'])
    city.travelTo('2027-02-10T09:00:00+08:00')
    expect(await gaps()).toEqual(['backupLate', 'restoreTestLate'])
    city.travelTo(start)

    const history = await (await city.as(agency)).get(`/api/v1/recovery/${path}`)
    expect(history.body).toMatchObject({
      plans: [plan],
      backups: [{ id: backup }],
      tests: [{ result: 'passed' }, { result: 'failed', findings: '日志缺失' }],
    })
  })

  test('WZ-40-2-7 datasets stand in the same list, and the next restore test is due by the length its authority has set', async () => {
    const police = 'wuzhong.police.steward'
    expect((await lineOf(police, 'recovery', 'WZ-RESIDENTS'))!).toMatchObject({
      kind: 'dataset',
      gaps: ['noPlan', 'noBackup', 'noRestoreTest'],
    })
    const path = 'dataset/WZ-RESIDENTS'
    await enter(police, path, 'plans', { ...plan, intervalDays: 1 })
    await enter(police, path, 'backups', { takenAt: '2026-02-09T01:00:00+08:00', reference: '快照 0209' })
    await enter(police, path, 'restore-tests', { testedOn: '2025-11-10', result: 'passed', testedBy: '运维岗' })
    expect(await lineOf(police, 'recovery', 'WZ-RESIDENTS')).toMatchObject({ testDue: '2026-11-10', gaps: [] })
    const setTo = async (value: number): Promise<void> => {
      const answer = await (
        await city.as(authority)
      ).send('PUT', `/api/v1/law/regimes/${wuzhong}/periods/recovery.test`, { value, from: '2026-02-10' })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    await setTo(2)
    city.travelTo('2026-02-10T09:00:00+08:00')
    expect(await lineOf(police, 'recovery', 'WZ-RESIDENTS')).toMatchObject({
      testDue: '2026-01-12',
      gaps: ['restoreTestLate'],
    })
    await setTo(1000)
    expect(await lineOf(police, 'recovery', 'WZ-RESIDENTS')).toMatchObject({ testDue: null, gaps: [] })
    city.travelTo(start)
  })

  test('WZ-40-2-7 the duty of recovery is recorded once every system and dataset of the agency is proven, and not before', async () => {
    const assigned = await send(authority, `territories/${wuzhong}/duties`, undefined)
    expect(assigned.status).toBe(200)
    const duty = async (): Promise<{ case: string; state: string; overdue: boolean }> => {
      const { body } = await (await city.as(authority)).get(`/api/v1/territories/${wuzhong}/duties`)
      const items = body.items as { duty: string; organization: { id: string } }[]
      return items.find((d) => d.duty === 'security.disasterRecovery' && d.organization.id === agencyId) as never
    }
    const { case: caseId } = await duty()
    const mechanism = { plan: '吴人社〔2026〕8号', responsible: '信息中心' }
    const second = await register(agency, 'RECOVERY-2', '就业信息系统')
    const early = await act(city, agency, caseId, 'record', mechanism)
    await expectRefused(city, agency, early, { clauses: ['WZ-40-2-7'] })
    expect(early.body.needed[0].text).toContain('RECOVERY-2')
    const unnamed = await act(city, agency, caseId, 'record', { ...mechanism, plan: undefined })
    expect(clausesOf(unnamed)).toContain('WZ-40-2-7')
    await enter(agency, `system/${second}`, 'plans', plan)
    await enter(agency, `system/${second}`, 'backups', { takenAt: '2026-02-09T01:00:00+08:00', reference: '作业 9' })
    const tested = { testedOn: '2026-02-09', result: 'passed', testedBy: '运维岗' }
    await enter(agency, `system/${second}`, 'restore-tests', tested)
    const left = (await list(agency, 'recovery?gaps=only')).map((line) => line.code)
    expect(left).toEqual([])
    expect(await done(city, agency, caseId, 'record', mechanism)).toBe('kept')
    city.travelTo('2026-04-09T09:00:00+08:00')
    const others = (await (await city.as(authority)).get(`/api/v1/territories/${wuzhong}/duties`)).body.items as {
      duty: string
      overdue: boolean
    }[]
    expect(others.some((d) => d.duty === 'security.disasterRecovery' && d.overdue)).toBe(true)
    expect((await duty()).overdue).toBe(false)
    city.travelTo(start)
  })

  test('records are entered by a steward of the owner, checked, paged and kept; strangers and mistakes are refused', async () => {
    const path = `recovery/system/${system}`
    const tested = { testedOn: '2026-02-09', result: 'passed', testedBy: '运维岗' }
    for (const login of ['wuzhong.labour.approver', 'wuzhong.civil.steward', authority]) {
      const refused = await send(login, `${path}/plans`, plan)
      await expectRefused(city, login, refused, { clauses: ['PF-58'] })
    }
    const other = await (await city.as('wuzhong.civil.steward')).get(`/api/v1/recovery?organization=${agencyId}`)
    expect(other.status).toBe(403)
    expect((await (await city.as('ningbo.data.approver')).get(`/api/v1/${supervised}`)).status).toBe(403)
    expect((await (await city.as(authority)).get(`/api/v1/recovery?organization=${agencyId}`)).status).toBe(200)

    const backup = await enter('wuzhong.police.steward', 'dataset/WZ-RESIDENTS', 'backups', {
      takenAt: '2026-02-09T01:00:00+08:00',
      reference: '快照',
    })
    for (const [what, body, field] of [
      ['plans', { ...plan, intervalDays: 0 }, 'body.intervalDays'],
      ['backups', { takenAt: '2026-02-09T09:30:00+08:00', reference: '未来' }, 'body.takenAt'],
      ['backups', { takenAt: '2026-02-09', reference: '没有时刻' }, 'body.takenAt'],
      ['restore-tests', { ...tested, testedOn: '2026-02-10' }, 'body.testedOn'],
      ['restore-tests', { ...tested, testedOn: '1999-12-31' }, 'body.testedOn'],
      ['restore-tests', { ...tested, backup }, 'body.backup'],
    ] as const) {
      const answer = await send(agency, `${path}/${what}`, body)
      expect(answer.status, `${what} ${field} ${JSON.stringify(answer.body)}`).toBe(400)
      expect(answer.body.fields).toMatchObject([{ field }])
    }
    expect((await send(agency, 'recovery/system/WZ-RESIDENTS/plans', plan)).status).toBe(404)
    expect((await send(agency, 'recovery/dataset/NO-SUCH-CODE/plans', plan)).status).toBe(404)

    const closed = await register(agency, 'RECOVERY-3', '旧系统')
    expect((await send(agency, `information-systems/${closed}/closure`, { version: 1 })).status).toBe(200)
    expect((await send(agency, `recovery/system/${closed}/plans`, plan)).status).toBe(409)
    expect(await lineOf(agency, 'recovery', 'RECOVERY-3')).toBeUndefined()

    const all = await list(authority, `supervision/recovery?territory=${wuzhong}&limit=200`)
    const paged: string[] = []
    let cursor = ''
    do {
      const url = `/api/v1/supervision/recovery?territory=${wuzhong}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`
      const { body } = await (await city.as(authority)).get(url)
      paged.push(...(body.items as Line[]).map((line) => line.code))
      cursor = (body.next as string | null) ?? ''
    } while (cursor !== '')
    expect(paged).toEqual(all.map((line) => line.code))
  })
})
