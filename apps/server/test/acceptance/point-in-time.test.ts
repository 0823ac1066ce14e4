import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { toHex } from '@fadu/audit-log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDestroyed, writeDestroyed } from '../../src/platform/backup/destroyed-list.ts'
import { describeStartFault } from '../../src/platform/start-faults.ts'
import { startPlatform } from '../../src/platform/start.ts'
import { recoverPlatform, type RecoveredPlatform } from '../../src/recover-platform.ts'
import { startArchivedPostgres, type ArchivedPostgres } from '../support/archived-postgres.ts'
import { foundIn, sourceOf } from '../support/backups.ts'
import { done, opened } from '../support/cases.ts'
import { startCity, type City, type CityGround } from '../support/city.ts'
import { dumpAll } from '../support/dump.ts'
import { complete, plainItem, published } from '../support/entries.ts'
import { seed } from '../support/global-setup.ts'
import { addResidents, entryId } from '../support/share.ts'

const steward = 'ningbo.market.steward'
const approver = 'ningbo.market.approver'
const second = 'ningbo.market.second'
const code = 'NB-POINT-1'
const secrets = ['点一登记号', '点一备注']
const noon = '2026-02-09T09:00:00+08:00'

/** A PostgreSQL of its own is founded, copied, stopped and recovered. */
const patient = { timeout: 600_000 }

describe('a database that PostgreSQL recovered to a point in time', patient, () => {
  let postgres: ArchivedPostgres
  let home: string
  let dataFolder: string
  let backups: string
  let city: City
  /** Of a person whose rows are deleted after the point, and of the dataset that is destroyed after it. */
  let gone: {
    readonly residentId: string
    readonly index: string
    readonly table: string
    readonly datasetIndex: string
  }
  /** Size of the log at the point, and at the end. */
  let sizes: { readonly point: number; readonly end: number }

  const ground = (folder: string): CityGround => ({
    dataFolder: folder,
    url: postgres.url,
    remove: () => Promise.resolve(),
  })
  const offset = (): number => Date.parse(noon) - Date.now()
  const now = (): Date => new Date(Date.parse(noon) + 60 * 60 * 1000)
  const target = () => ({ dataFolder, databaseUrl: postgres.url })
  const start = (folder: string): Promise<unknown> =>
    startPlatform({ dataFolder: folder, databaseUrl: postgres.url }, { now, onProgress: () => undefined })
  /** A folder with the keys, as another server has them, and what it has seen of the log. */
  const folderOfAnother = async (name: string, seen: boolean): Promise<string> => {
    const folder = join(home, name)
    await mkdir(folder, { recursive: true })
    for (const part of ['keys', 'demo-accounts.json', ...(seen ? ['log-seen.json'] : [])]) {
      await cp(join(dataFolder, part), join(folder, part), { recursive: true })
    }
    return folder
  }
  const integrated = async (): Promise<number> => {
    await city.services.log.integrate()
    await city.services.logKeeper.keep()
    const { rows } = await (async () => {
      const client = await postgres.connect()
      try {
        return await client.query<{ size: string }>('select max(tree_size) as size from log_checkpoint')
      } finally {
        await client.end()
      }
    })()
    return Number(rows[0]!.size)
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fadu-point-'))
    dataFolder = join(home, 'data')
    backups = join(home, 'backups')
    postgres = await startArchivedPostgres()
    await seed(dataFolder, postgres.url)
    const settings = { folder: backups, everyMs: undefined, drillEveryMs: undefined }
    city = await startCity(ground(dataFolder), { backups: settings }, offset())
    await postgres.takeBase()
    await secondApprover()
    const entry = await published(city, steward, {
      code,
      fields: { ...complete.ningbo, grade: 3 },
      items: [
        plainItem('credit_code', '登记序号', { identifier: 'other', maxLength: 40, grade: 3, mask: 'none' }),
        plainItem('note', '备注', { nullable: true, maxLength: 20 }),
      ],
    })
    await upload(`登记序号,备注\n${secrets.join(',')}\n`)
    const [resident] = await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 415)
    const { dataset } = await city.services.aggregate.find(code)
    const residents = (await city.services.aggregate.find('YZ-RESIDENTS')).dataset
    const { db, datasets } = city.services
    gone = {
      residentId: resident!.residentId,
      index: toHex((await datasets.keysOf(db, residents)).indexer('resident_id').index(resident!.residentId)),
      table: dataset.table,
      datasetIndex: toHex((await datasets.keysOf(db, dataset)).indexer('credit_code').index(secrets[0]!)),
    }
    const atPoint = await integrated()
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 0, failed: 0 })
    const pointSize = Math.max(atPoint, await integrated())
    await after(1500)
    const point = await postgres.clock()
    await after(1500)

    // After the point: a dataset is destroyed, and the rows of a person are deleted.
    const destruction = await opened(
      city,
      approver,
      'data.destruction',
      { type: 'catalogEntry', id: entry },
      {
        destructionGround: 'notNeeded',
        reason: '业务终止',
        copies: ['平台'],
      },
    )
    await done(city, steward, destruction, 'recordCopy', { copy: '平台', deletedOn: '2026-02-09' })
    const report = { copies: ['平台：已删除'], media: 'absent' }
    expect(await done(city, second, destruction, 'complete', report)).toBe('destroyed')
    const subject = { type: 'catalogEntry', id: await entryId(city, 'yinzhou.police.steward', 'YZ-RESIDENTS') } as const
    const deletion = await opened(city, 'yinzhou.resident.self', 'subject.deletion', subject, {
      content: '本人已迁出的户籍记录',
      harm: '仍被用于核查',
    })
    const record = { reply: '已删除', item: 'resident_id', identifier: gone.residentId }
    expect(await done(city, 'yinzhou.police.approver', deletion, 'delete', record)).toBe('deleted')
    expect(await city.services.backupJobs.work()).toEqual({ taken: 0, drilled: 0, failed: 0 })
    sizes = { point: pointSize, end: await integrated() }
    expect(sizes.end).toBeGreaterThan(sizes.point)
    await city.stop()
    await postgres.recoverTo(point)
  }, patient.timeout)
  afterAll(async () => {
    await postgres.remove()
    await rm(home, { recursive: true, force: true })
  })

  async function secondApprover(): Promise<void> {
    const session = await (await city.as(approver)).get('/api/v1/session')
    const organization = session.body.organization.id as string
    const account = await (
      await city.as('platform.system')
    ).send('POST', `/api/v1/organizations/${organization}/accounts`, {
      login: second,
      name: '复核人（测试）',
      password: city.demo.password,
    })
    expect(account.status, JSON.stringify(account.body)).toBe(201)
    const id = account.body.result.id as string
    const roles = await (
      await city.as('platform.security')
    ).send('PUT', `/api/v1/accounts/${id}/roles`, { roles: ['approver'] })
    expect(roles.status, JSON.stringify(roles.body)).toBe(200)
  }

  async function upload(csv: string): Promise<void> {
    const stored = await (
      await city.as(steward)
    ).send('POST', `/api/v1/datasets/${code}/batches`, csv, { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
  }

  test('PF-131 while the recovery is paused, neither a server starts on it nor is it put to use', async () => {
    await expect(start(dataFolder)).rejects.toMatchObject({ fault: { code: 'EVIDENCE_RECOVERING' } })
    await expect(recoverPlatform(target(), { witnessed: [] }, now)).rejects.toMatchObject({
      fault: { code: 'RECOVERY_UNDER_WAY' },
    })
    await postgres.goOn()
  })

  test('PF-131 no server starts that has seen more of the log, nor one that has seen nothing of it; each says what to run', async () => {
    const refused = await start(dataFolder).catch((error: unknown) => error)
    expect(refused).toMatchObject({ fault: { code: 'EVIDENCE_ROLLED_BACK', seen: sizes.end, found: sizes.point } })
    expect(describeStartFault(refused, undefined)).toContain('fadu restore point-in-time')
    const bare = await start(await folderOfAnother('bare', false)).catch((error: unknown) => error)
    expect(bare).toMatchObject({ fault: { code: 'EVIDENCE_UNCONFIRMED' } })
    expect(describeStartFault(bare, undefined)).toContain('fadu restore point-in-time')
  })

  test('PF-130 it is not put to use while somebody is connected, nor without the newest list of what was destroyed', async () => {
    const client = await postgres.connect()
    await expect(recoverPlatform(target(), { witnessed: [] }, now)).rejects.toMatchObject({
      fault: { code: 'RECOVERY_IN_USE', sessions: 1 },
    })
    await client.end()
    const own = join(dataFolder, 'destroyed.json')
    await rename(own, `${own}.away`)
    await expect(recoverPlatform(target(), { witnessed: [] }, now)).rejects.toMatchObject({
      fault: { code: 'BACKUP_DESTROYED_LIST', fault: 'missing' },
    })
    const listed = JSON.parse(await readFile(join(backups, 'destroyed.json'), 'utf8')) as { text: string }
    expect(JSON.parse(listed.text)).toMatchObject({ datasets: [{ code }] })
    await rename(`${own}.away`, own)
  })

  let recovered: RecoveredPlatform
  test('PF-130 put to use, it names the entries that are missing and destroys again what was destroyed after the point', async () => {
    await folderOfAnother('other', true)
    const destroyed = join(backups, 'destroyed.json')
    recovered = await recoverPlatform(target(), { witnessed: [], destroyed }, now)
    expect(recovered.log).toMatchObject({
      size: sizes.point,
      witnessed: { size: sizes.end, missing: { from: sizes.point, to: sizes.end } },
    })
    expect(recovered.replayed).toEqual({ datasets: [code], rows: 1 })
  })

  test('PF-130 PF-131 servers start on it and work: what was destroyed is in no table, the evidence verifies, and the log tells of it all', async () => {
    city = await startCity(ground(dataFolder), {}, offset())
    const dump = await dumpAll(city)
    for (const value of [...secrets, gone.residentId, gone.index, gone.datasetIndex]) {
      expect(dump.includes(value), value).toBe(false)
    }
    expect(dump.includes(`-- public.${gone.table}`)).toBe(false)
    const open = city.services.db.selectFrom('session').select('account_id').where('revoked_at', 'is', null)
    expect(await open.execute()).toEqual([])
    const { body } = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', recovered.receipt)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(body)).toMatchObject({
      action: 'platform.recover',
      detail: {
        point: recovered.point,
        logSize: sizes.point,
        missing: { from: sizes.point, to: sizes.end },
        destroyedAgain: { datasets: [code], rows: 1 },
      },
    })
    await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 7)
    expect(await integrated()).toBeGreaterThan(sizes.point)
    expect(await foundIn(city.services.db, await sourceOf(city, 'postgres'))).toEqual([])
    // Another server, which has seen what is missing now, and one that has seen nothing.
    for (const name of ['other', 'bare']) {
      const beside = await startCity(ground(join(home, name)), {}, offset())
      await beside.services.logKeeper.keep()
      await beside.stop()
    }
  })

  test('PF-131 a running server sees that its database lacks what it has seen, and writes no list of what was destroyed from it', async () => {
    const { db, logKeeper, backupJobs } = city.services
    await logKeeper.keep()
    const lost = { fault: { code: 'EVIDENCE_ROLLED_BACK' } }
    await db.transaction().execute(async (tx) => {
      const { size } = await tx
        .selectFrom('log_checkpoint')
        .select((eb) => eb.fn.max('tree_size').as('size'))
        .executeTakeFirstOrThrow()
      await tx.deleteFrom('log_checkpoint').where('tree_size', '=', size).execute()
    })
    await expect(logKeeper.keep()).rejects.toMatchObject(lost)
    await expect(backupJobs.work()).rejects.toMatchObject(lost)
  })

  test('PF-130 a list of what was destroyed that is older than the point is not taken for the newest', async () => {
    const source = await sourceOf(city, 'postgres')
    const known = await readDestroyed(city.services.db, now())
    await writeDestroyed(backups, { ...known, at: '2026-01-01T00:00:00.000Z' }, source.signers)
    await city.stop()
    await expect(
      recoverPlatform(target(), { witnessed: [], destroyed: join(backups, 'destroyed.json') }, now),
    ).rejects.toMatchObject({ fault: { code: 'BACKUP_DESTROYED_LIST', fault: 'older' } })
  })
})
