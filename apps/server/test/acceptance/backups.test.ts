import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { addResidents, grantInWuzhong } from '../support/share.ts'

const hour = 60 * 60 * 1000

/** A drill starts another embedded database. */

describe.each(engines)('backups by act and by schedule on %s', (engine) => {
  let city: City
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-backups-'))
    city = await openCity(engine, { backups: { folder, everyMs: 24 * hour, drillEveryMs: 7 * 24 * hour } })
    await grantInWuzhong(city)
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 50)
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  const as = async (who: string, method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> => {
    const client = await city.as(who)
    return method === 'GET' ? client.get(url) : client.send('POST', url, body)
  }
  const runs = async () => (await as('platform.audit', 'GET', '/api/v1/backups')).body.items
  const metric = async (name: string): Promise<number> => {
    const { body } = await city.anonymous.get('/metrics')
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(body as string)![1])
  }
  const taken = async () => (await readdir(folder)).filter((name) => !name.startsWith('destroyed'))

  test('PF-115 a backup that somebody asks for waits for another administrator, and each step is recorded', async () => {
    // By the schedule there is one to begin with.
    expect(await city.services.backupJobs.work()).toEqual({ taken: 1, drilled: 1, failed: 0 })
    const refused = await as('platform.security', 'POST', '/api/v1/backups', {})
    expect(refused.status).toBe(403)
    expect(refused.body.grounds[0].clause).toBe('PF-115')
    const asked = await as('platform.system', 'POST', '/api/v1/backups', { full: true })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const { id } = asked.body.result
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 0, failed: 0 })
    expect((await as('platform.system', 'POST', `/api/v1/backups/${id}/approval`)).status).toBe(403)
    expect((await as('platform.security', 'POST', `/api/v1/backups/${id}/approval`)).status).toBe(200)
    expect((await as('platform.security', 'POST', `/api/v1/backups/${id}/approval`)).body.code).toBe('STATE_CONFLICT')
    expect(await city.services.backupJobs.work()).toEqual({ taken: 1, drilled: 0, failed: 0 })
    const [newest] = await runs()
    expect(newest).toMatchObject({ id, kind: 'backup', state: 'done', full: true, base: null, bySchedule: false })
    expect(await taken()).toContain(newest.backup)
    const told = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', newest.receipt)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(told.body)).toMatchObject({
      action: 'backup.take',
      outcome: 'done',
      detail: { backup: newest.backup },
    })
  })

  test('WZ-40-2-7 backups come by schedule, the next goes on from the one before, and a late one shows in the metrics', async () => {
    const before = await taken()
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 0, failed: 0 })
    city.travel(25 * hour)
    expect(await city.services.backupJobs.work()).toEqual({ taken: 1, drilled: 0, failed: 0 })
    const [newest] = await runs()
    expect(newest).toMatchObject({ kind: 'backup', state: 'done', full: false, bySchedule: true })
    expect(before).toContain(newest.base)
    expect(newest.bytes).toBeLessThan(newest.rows * 1000)
    expect(Math.abs((await metric('fadu_backup_timestamp_seconds')) - city.now().getTime() / 1000)).toBeLessThan(60)
  })

  test('PF-116 the newest backup is restored aside by schedule and by act, the result is evidence, and nothing is left of it', async () => {
    city.travel(8 * 24 * hour)
    expect(await city.services.backupJobs.work()).toEqual({ taken: 1, drilled: 1, failed: 0 })
    expect(await metric('fadu_backup_drill_passed')).toBe(1)
    expect((await as('platform.audit', 'POST', '/api/v1/backups/drills')).status).toBe(403)
    expect((await as('platform.system', 'POST', '/api/v1/backups/drills')).status).toBe(201)
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 1, failed: 0 })
    const [newest] = await runs()
    expect(newest).toMatchObject({ kind: 'drill', state: 'done', fault: null, bySchedule: false })
    expect(newest.logSize).toBeGreaterThan(0)
    expect((await readdir(city.dataFolder)).filter((name) => name.startsWith('fadu_drill_'))).toEqual([])
  })

  test('PF-116 a backup that does not restore is told as a failed drill, in the log and in the metrics', async () => {
    const newest = (await taken()).toSorted().at(-1)!
    await rm(join(folder, newest, 'manifest.note'))
    expect((await as('platform.system', 'POST', '/api/v1/backups/drills')).status).toBe(201)
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 0, failed: 1 })
    const [failed] = await runs()
    expect(failed).toMatchObject({ kind: 'drill', state: 'failed', fault: 'BACKUP_MANIFEST_ALTERED' })
    expect(await metric('fadu_backup_drill_passed')).toBe(0)
    const told = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', failed.receipt)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(told.body)).toMatchObject({ outcome: 'refused', reason: 'BACKUP_MANIFEST_ALTERED' })
  })

  test('PF-115 where no folder is set the order is refused with what to do', async () => {
    const bare = await openCity(engine)
    const answer = await (await bare.as('platform.system')).send('POST', '/api/v1/backups', {})
    expect(answer.status).toBe(409)
    expect(answer.body.code).toBe('BACKUP_NOT_CONFIGURED')
    await bare.close()
  })
})
