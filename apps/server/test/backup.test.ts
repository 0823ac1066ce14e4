import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { formatCheckpoint, signNote } from '@fadu/audit-log'
import { addFileKek, openFileKeyStore } from '@fadu/smcrypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { BackupError, type BackupFault } from '../src/platform/backup/backup-fault.ts'
import { backUpKeys, restoreKeys } from '../src/platform/backup/key-backup.ts'
import { readDestroyed, writeDestroyed } from '../src/platform/backup/destroyed-list.ts'
import { readManifest } from '../src/platform/backup/manifest.ts'
import { verifyBackup } from '../src/platform/backup/verify-backup.ts'
import { writeBackup } from '../src/platform/backup/write-backup.ts'
import { startPlatform } from '../src/platform/start.ts'
import { restorePlatform } from '../src/restore-platform.ts'
import { backUp, beforeCommitments, emptyGround, foundIn, rowsOf, sourceOf, type Ground } from './support/backups.ts'
import { engines, openCity, type City } from './support/city.ts'
import { filesWith } from './support/dump.ts'
import { addResidents, grantInWuzhong } from './support/share.ts'

/** Starting an embedded database in a busy machine takes its time, and these start several. */

describe.each(engines)('a backup taken on %s', (engine) => {
  let city: City
  let folder: string
  const grounds: Ground[] = []
  const ground = async (
    on: (typeof engines)[number],
    keysOf: string | undefined = city.dataFolder,
  ): Promise<Ground> => {
    const made = await emptyGround(on, keysOf)
    grounds.push(made)
    return made
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-backup-'))
    city = await openCity(engine)
    await grantInWuzhong(city)
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 300)
    await city.services.log.integrate()
  })
  afterAll(async () => {
    await city.close()
    for (const made of grounds) await made.remove()
    await rm(folder, { recursive: true, force: true })
  })

  test.each(engines)(
    'WZ-40-2-7 is the same database when it is restored on %s: every row of every table',
    async (target) => {
      const before = await rowsOf(city.services.db)
      const done = await backUp(city, engine, folder, { full: true })
      const to = await ground(target)
      const restored = await restorePlatform(to, { path: join(folder, done.id) }, city.now)
      expect(restored.rows).toBe(done.rows)
      const after = await to.look(rowsOf)
      expect([...after.keys()]).toEqual([...before.keys()])
      for (const [table, rows] of before) {
        const found = after.get(table)!
        // The restore itself is told in the log.
        const own = table === 'log_entry' || table === 'log_pending' ? 1 : 0
        expect(found.length, table).toBe(rows.length + own)
        if (own === 0) expect(found, table).toEqual(rows)
        else expect(rows.every((row) => found.includes(row))).toBe(true)
      }
    },
  )

  test.each(engines)(
    'PF-110 restored on %s has the evidence that its log commits to, and keeps watch over it',
    async (target) => {
      const source = await sourceOf(city, engine)
      const done = await backUp(city, engine, folder, { full: true })
      const to = await ground(target)
      await restorePlatform(to, { path: join(folder, done.id) }, city.now)
      await to.look(async (there) => {
        expect(await foundIn(there, source)).toEqual([])
        const { rows } = await sql<{ n: number }>`select count(*)::integer as n from evidence_salt`.execute(there)
        expect(rows[0]!.n).toBeGreaterThan(100)
      })
      const started = await startPlatform(
        { dataFolder: to.dataFolder, databaseUrl: to.databaseUrl },
        { now: city.now, onProgress: () => undefined },
      )
      await started.services.log.integrate()
      expect(await foundIn(started.services.db, source)).toEqual([])
      await started.close()
      await to.look(async (there) => {
        const { rows } = await sql<{ code: string }>`
          update territory set name = name || '?' where code = (select min(code) from territory) returning code`.execute(
          there,
        )
        const expected = `territory ${rows[0]!.code} altered`
        expect(new Set(await foundIn(there, source))).toEqual(new Set([expected]))
      })
    },
  )
})

describe('what is wrong with a backup', () => {
  const engine = 'pglite'
  let city: City
  let folder: string
  let first: string
  let second: string
  let checkpoint: string
  let ground: Ground

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-backup-'))
    city = await openCity(engine)
    await grantInWuzhong(city)
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 100)
    await city.services.log.integrate()
    first = join(folder, (await backUp(city, engine, folder)).id)
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 10)
    await city.services.log.integrate()
    second = join(folder, (await backUp(city, engine, folder)).id)
    await city.anonymous.get('/api/v1/session')
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 5)
    await city.services.log.integrate()
    checkpoint = (await city.services.log.checkpoint())!
    ground = await emptyGround('postgres', city.dataFolder)
  })
  afterAll(async () => {
    await city.close()
    await ground.remove()
    await rm(folder, { recursive: true, force: true })
  })

  /** A copy of all backups to be spoilt, and what restoring the second says of it. */
  const spoilt = async (
    spoil: (copy: string) => Promise<void>,
    options: { readonly ground?: Ground; readonly of?: string } = {},
  ): Promise<BackupFault> => {
    const copy = await mkdtemp(join(tmpdir(), 'fadu-spoilt-'))
    const to = options.ground ?? ground
    try {
      await cp(folder, copy, { recursive: true })
      await spoil(copy)
      const path = join(copy, basename(options.of ?? second))
      const failed = await restorePlatform(to, { path }, city.now).catch((error: unknown) => error)
      if (!(failed instanceof BackupError)) throw failed
      // INVARIANT of every one of them: nothing was restored.
      expect(await to.look(async (db) => [...(await rowsOf(db)).keys()])).toEqual([])
      return failed.fault
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }
  const own = (copy: string, file: string): string => join(copy, basename(second), file)

  test('WZ-40-2-7 a byte that is flipped anywhere in a backup is found before anything is restored', async () => {
    const verifiers = (await sourceOf(city, engine)).verifiers
    const files = await Promise.all(
      [first, second].flatMap((backup) =>
        ['data', 'manifest.json', 'manifest.note'].map(async (name) => {
          const path = join(backup, name)
          return { path, size: (await stat(path)).size }
        }),
      ),
    )
    // The manifest and note of the first are not what the second rests on.
    const used = files.filter(({ path }) => path.startsWith(second) || path.endsWith('data'))
    const bytes = used.reduce((sum, file) => sum + file.size, 0)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes - 1 }), fc.integer({ min: 0, max: 7 }), async (place, bit) => {
        let at = place
        const { path } = used.find((file) => at < file.size || ((at -= file.size), false))!
        const original = await readFile(path)
        const flipped = Buffer.from(original)
        flipped[at]! ^= 1 << bit
        await writeFile(path, flipped)
        try {
          const fault = await verifyBackup(second, () => Promise.resolve(verifiers)).catch((error: unknown) => error)
          // A base may hold pieces that the second no longer needs.
          const needed = path.startsWith(second) || (await needs(second, at))
          if (needed) expect(fault, `${basename(path)} ${at}`).toBeInstanceOf(BackupError)
        } finally {
          await writeFile(path, original)
        }
      }),
      { numRuns: 60 },
    )
    await verifyBackup(second, () => Promise.resolve(verifiers))

    async function needs(backup: string, at: number): Promise<boolean> {
      const { manifest } = await readManifest(backup)
      return manifest.tables.some((table) =>
        table.pieces.some(([file, from, length]) => file !== 0 && from <= at && at < from + length),
      )
    }
  })

  test('WZ-40-2-7 each fault has its name, and nothing is left half restored', async () => {
    expect(await spoilt((copy) => truncate(own(copy, 'data'), 100))).toMatchObject({
      code: 'BACKUP_DATA_ALTERED',
      at: 100,
    })
    expect(await spoilt((copy) => flip(own(copy, 'data'), 50))).toMatchObject({ code: 'BACKUP_DATA_ALTERED' })
    expect(await spoilt((copy) => appendFile(own(copy, 'data'), 'x'))).toMatchObject({ code: 'BACKUP_DATA_ALTERED' })
    expect(await spoilt((copy) => rm(join(copy, basename(first)), { recursive: true }))).toMatchObject({
      code: 'BACKUP_BASE_MISSING',
    })
    expect(await spoilt((copy) => rm(own(copy, 'manifest.json')))).toMatchObject({ code: 'BACKUP_NOT_FOUND' })
    expect(await spoilt((copy) => rm(own(copy, 'manifest.note')))).toMatchObject({ code: 'BACKUP_MANIFEST_ALTERED' })
    const renumbered = async (copy: string): Promise<void> => {
      const text = await readFile(own(copy, 'manifest.json'), 'utf8')
      await writeFile(own(copy, 'manifest.json'), text.replace(/"rows":\d+/, '"rows":99'))
    }
    expect(await spoilt(renumbered)).toMatchObject({ code: 'BACKUP_MANIFEST_ALTERED' })
    expect(await spoilt((copy) => rm(join(copy, 'destroyed.json')))).toMatchObject({
      code: 'BACKUP_DESTROYED_LIST',
      fault: 'missing',
    })
    expect(await spoilt((copy) => flip(join(copy, 'destroyed.json'), 40))).toMatchObject({ fault: 'altered' })
  })

  test('WZ-40-2-7 a backup of another installation, of a newer program, or into a database that is not empty is refused', async () => {
    const elsewhere = await emptyGround('postgres', join(inject('goldenFolder'), 'postgres'))
    const nothing = (): Promise<void> => Promise.resolve()
    expect(await spoilt(nothing, { ground: elsewhere })).toMatchObject({ code: 'BACKUP_FOREIGN' })
    await elsewhere.remove()
    const { db } = city.services
    await sql`insert into schema_migration (number, name, checksum) values (999, '0999_future.sql', 'x')`.execute(db)
    const newer = join(folder, (await backUp(city, engine, folder)).id)
    await sql`delete from schema_migration where number = 999`.execute(db)
    expect(await spoilt(nothing, { of: newer })).toMatchObject({ code: 'BACKUP_NEWER' })
    await rm(newer, { recursive: true })
    const kept = await emptyGround('postgres', city.dataFolder)
    await kept.look((there) => sql`create table somebody (id integer)`.execute(there))
    await expect(restorePlatform(kept, { path: second }, city.now)).rejects.toMatchObject({
      fault: { code: 'BACKUP_TARGET_NOT_EMPTY', found: 'somebody' },
    })
    await kept.remove()
    await expect(
      restorePlatform({ dataFolder: city.dataFolder, databaseUrl: undefined }, { path: second }, city.now),
    ).rejects.toThrow(/DB_FOLDER_IN_USE/)
  })

  test('WZ-40-2-7 keys that are older than the backup are not enough, and it says which one is missing', async () => {
    const later = await openCity(engine)
    const source = await sourceOf(later, engine)
    const earlier = await emptyGround('postgres', later.dataFolder)
    await addFileKek(join(later.dataFolder, 'keys'))
    const to = await mkdtemp(join(tmpdir(), 'fadu-later-'))
    const store = await openFileKeyStore(join(later.dataFolder, 'keys'), { create: false })
    const done = await writeBackup({ ...source, keyStore: store }, to)
    await writeDestroyed(to, await readDestroyed(source.db, later.now()), source.signers)
    await expect(restorePlatform(earlier, { path: join(to, done.id) }, later.now)).rejects.toMatchObject({
      fault: { code: 'BACKUP_KEK_MISSING', version: 2 },
    })
    await earlier.remove()
    await later.close()
    await rm(to, { recursive: true, force: true })
  })

  test('WZ-40-2-7 a table that no migration and no dataset accounts for stops the backup, by its name', async () => {
    const { db } = city.services
    await sql`create table somebody (id integer)`.execute(db)
    await expect(backUp(city, engine, folder)).rejects.toMatchObject({
      fault: { code: 'BACKUP_TABLE_UNKNOWN', tables: ['somebody'] },
    })
    await sql`drop table somebody`.execute(db)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('WZ-40-2-7 the restored log extends a checkpoint kept elsewhere, or it says which entries are missing; one that contradicts it stops the restore', async () => {
    const file = join(folder, 'kept.checkpoint')
    const size = (note: string): number => Number(note.split('\n')[1])
    const { manifest } = await readManifest(second)
    await writeFile(file, manifest.log.checkpoint!)
    const same = await emptyGround('postgres', city.dataFolder)
    const restored = await restorePlatform(same, { path: second, witnessed: [file] }, city.now)
    expect(restored.log.witnessed).toEqual({ size: manifest.log.size, missing: undefined })
    await writeFile(file, checkpoint)
    const behind = await emptyGround('postgres', city.dataFolder)
    const lacking = await restorePlatform(behind, { path: second, witnessed: [file] }, city.now)
    expect(lacking.log.witnessed).toEqual({
      size: size(checkpoint),
      missing: { from: manifest.log.size, to: size(checkpoint) },
    })
    // One that the same keys signed over another tree.
    const { signers } = await sourceOf(city, engine)
    const root = new Uint8Array(32)
    await writeFile(
      file,
      await signNote(formatCheckpoint({ origin: checkpoint.split('\n')[0]!, size: 7, root }), signers),
    )
    await expect(restorePlatform(ground, { path: second, witnessed: [file] }, city.now)).rejects.toMatchObject({
      fault: { code: 'BACKUP_LOG_FORKED', size: 7 },
    })
    await writeFile(file, 'nothing')
    await expect(restorePlatform(ground, { path: second, witnessed: [file] }, city.now)).rejects.toMatchObject({
      fault: { code: 'BACKUP_CHECKPOINT_INVALID' },
    })
    for (const made of [same, behind]) await made.remove()
    await rm(file)
  })

  test('WZ-40-2-7 an entry that was altered in the database is found when its backup is restored', async () => {
    const { db } = city.services
    const entry = await db
      .selectFrom('log_leaf')
      .select('entry_id')
      .where('leaf_index', '=', 3)
      .executeTakeFirstOrThrow()
    const { body } = await db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', entry.entry_id)
      .executeTakeFirstOrThrow()
    const put = (text: string) =>
      db.updateTable('log_entry').set({ body: text }).where('id', '=', entry.entry_id).execute()
    await put(body.replace(/"v":\d+/, '"v":0'))
    const altered = join(folder, (await backUp(city, engine, folder)).id)
    await put(body)
    expect(await spoilt(() => Promise.resolve(), { of: altered })).toMatchObject({ code: 'BACKUP_LOG_ALTERED' })
    await rm(altered, { recursive: true })
  })

  test('NB-05-4 a backup holds nothing in clear: no value, no name, no key', async () => {
    const keySet = JSON.parse(await readFile(join(city.dataFolder, 'keys', 'key-set.json'), 'utf8')) as {
      body: Record<string, string>
    }
    const organizations = await city.services.db.selectFrom('organization').select('name').execute()
    const names = organizations.map((row) => row.name).filter((name) => name.length > 3)
    const secrets = Object.values(keySet.body).flatMap((text) => [text, Buffer.from(text, 'base64').toString('latin1')])
    expect(names.length).toBeGreaterThan(5)
    expect(await filesWith(folder, [...names, ...secrets])).toEqual([])
  })
})

describe.each(engines)('what was destroyed after a backup, on %s', (engine) => {
  let city: City
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-backup-'))
    city = await openCity(engine)
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('PF-116 does not come back with it: keys, rows and places of deleted rows are destroyed again before anybody is served', async () => {
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 20)
    const { db } = city.services
    const old = await backUp(city, engine, folder)
    const source = await sourceOf(city, engine)
    const dataset = await db
      .selectFrom('dataset')
      .selectAll()
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    const other = await db
      .selectFrom('dataset')
      .selectAll()
      .where('code', '<>', 'WZ-RESIDENTS')
      .where('row_count', '>', 2)
      .orderBy('code')
      .executeTakeFirstOrThrow()
    const { rows: gone } = await sql<{ batch: number; line: number }>`
      select batch, line from ${sql.table(other.table_name)} order by batch, line limit 2`.execute(db)
    const known = await readDestroyed(db, city.now())
    const at = city.now().toISOString()
    await writeDestroyed(
      folder,
      {
        ...known,
        datasets: [{ dataset: dataset.id, code: dataset.code, at, certificate: 'a'.repeat(64) }],
        rows: gone.map(({ batch, line }) => [other.id, batch, Number(line)]),
      },
      source.signers,
    )
    const to = await emptyGround(engine, city.dataFolder)
    const restored = await restorePlatform(to, { path: join(folder, old.id) }, city.now)
    expect(restored.replayed).toEqual({ datasets: ['WZ-RESIDENTS'], rows: 2 })
    await to.look(async (there) => {
      const keys = await there.selectFrom('dataset_key').selectAll().where('dataset_id', '=', dataset.id).execute()
      expect(keys.length).toBeGreaterThan(0)
      expect(keys.every((key) => key.state === 'destroyed' && key.wrapped_key === null)).toBe(true)
      const { rows: table } = await sql<{ found: boolean }>`
        select to_regclass(${dataset.table_name}) is not null as found`.execute(there)
      expect(table[0]!.found).toBe(false)
      const after = await there.selectFrom('dataset').selectAll().where('id', '=', other.id).executeTakeFirstOrThrow()
      expect(Number(after.row_count)).toBe(Number(other.row_count) - 2)
      expect(
        await there.selectFrom('erased_row').selectAll().where('dataset_id', '=', other.id).execute(),
      ).toHaveLength(2)
      const told = await there.selectFrom('log_entry').select(['action']).where('kind', '=', 'key').execute()
      expect(told.map((entry) => entry.action)).toEqual(expect.arrayContaining(['dataset.destroy', 'value.delete']))
      // What was destroyed again is committed to as it is now.
      expect(await foundIn(there, source)).toEqual([])
    })
    const started = await startPlatform(
      { dataFolder: to.dataFolder, databaseUrl: to.databaseUrl },
      { now: city.now, onProgress: () => undefined },
    )
    expect((await started.services.datasets.byCode(started.services.db, 'WZ-RESIDENTS'))!.custody).toBe('destroyed')
    await started.close()
    await to.remove()
  })

  test('WZ-40-2-7 a backup of an earlier program is restored and brought up to this one, its evidence with it', async () => {
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 5)
    const source = await sourceOf(city, engine)
    const { db } = city.services
    const newest = source.migrations.at(-1)!
    const dataset = await db
      .selectFrom('dataset')
      .selectAll()
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    const now = await backUp(city, engine, folder, { full: true })
    const earlier = await emptyGround(engine, city.dataFolder)
    const before = await mkdtemp(join(tmpdir(), 'fadu-backup-'))
    await restorePlatform(earlier, { path: join(folder, now.id) }, city.now)
    const old = await earlier.look(async (there) => {
      await beforeCommitments(there)
      const migrations = source.migrations.filter((migration) => migration.number < 30)
      return writeBackup({ ...source, db: there, migrations }, before, { full: true })
    })
    await earlier.remove()
    // Its destruction came after that backup.
    const at = city.now().toISOString()
    const datasets = [{ dataset: dataset.id, code: dataset.code, at, certificate: 'a'.repeat(64) }]
    await writeDestroyed(before, { ...(await readDestroyed(db, city.now())), datasets }, source.signers)
    const to = await emptyGround(engine, city.dataFolder)
    const { replayed } = await restorePlatform(to, { path: join(before, old.id) }, city.now)
    expect(replayed.datasets).toEqual(['WZ-RESIDENTS'])
    await to.look(async (there) => {
      const { rows } = await sql<{ n: number }>`select max(number) as n from schema_migration`.execute(there)
      expect(Number(rows[0]!.n)).toBe(newest.number)
      expect(await there.selectFrom('log_witness').selectAll().execute()).toEqual([])
      expect(await foundIn(there, source)).toEqual([])
    })
    const started = await startPlatform(
      { dataFolder: to.dataFolder, databaseUrl: to.databaseUrl },
      { now: city.now, onProgress: () => undefined },
    )
    expect(await foundIn(started.services.db, source)).toEqual([])
    await started.close()
    await to.remove()
    await rm(before, { recursive: true, force: true })
  })

  test('WZ-40-2-7 acts go on while a backup is taken: it is of one moment, and nothing acknowledged before it is missing', async () => {
    const acknowledged: string[] = []
    let going = true
    const acting = (async () => {
      const client = await city.as('platform.system')
      while (going) {
        const begins = new Date(city.now().getTime() + 60_000 * (acknowledged.length + 1) * 2).toISOString()
        const ends = new Date(Date.parse(begins) + 60_000).toISOString()
        const done = await client.send('POST', '/api/v1/maintenance-windows', { begins, ends, notice: '备份期间' })
        if (done.status === 201) acknowledged.push(done.body.act.receipt as string)
      }
    })()
    while (acknowledged.length < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    const atBegin = [...acknowledged]
    const done = await backUp(city, engine, folder)
    const during = acknowledged.length
    going = false
    await acting
    const to = await emptyGround(engine, city.dataFolder)
    await restorePlatform(to, { path: join(folder, done.id) }, city.now)
    await to.look(async (there) => {
      const ids = new Set((await there.selectFrom('log_entry').select('id').execute()).map((row) => row.id))
      expect(atBegin.filter((id) => !ids.has(id))).toEqual([])
      const windows = await there.selectFrom('maintenance_window').select('id').execute()
      // Of one moment: as many windows as there are acts that announced one.
      expect(windows.length).toBe(acknowledged.filter((id) => ids.has(id)).length)
      expect(windows.length).toBeLessThanOrEqual(during + 1)
    })
    await to.remove()
  })
})

describe('keys', () => {
  test('NB-05-4 are sealed by a passphrase, come back where there are none, and never half', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fadu-keys-'))
    const keys = join(inject('goldenFolder'), 'pglite', 'keys')
    const file = join(folder, 'keys.json')
    const passphrase = '一句够长的口令，写在纸上'
    const said = (words: string) => () => Promise.resolve(words)
    const kept = await backUpKeys(keys, file, passphrase)
    const secret = (JSON.parse(await readFile(join(keys, 'key-set.json'), 'utf8')) as { body: { kek: string } }).body
      .kek
    expect(await filesWith(folder, [secret, passphrase])).toEqual([])
    const fault = async (doing: Promise<unknown>): Promise<unknown> =>
      ((await doing.catch((error: unknown) => error)) as BackupError).fault
    const to = join(folder, 'data', 'keys')
    expect(await fault(backUpKeys(keys, file, passphrase))).toMatchObject({ code: 'KEY_BACKUP_EXISTS' })
    expect(await fault(backUpKeys(keys, join(folder, 'b'), 'short'))).toMatchObject({
      code: 'KEY_BACKUP_PASSPHRASE_SHORT',
    })
    expect(await fault(restoreKeys(file, to, said(`${passphrase}！`)))).toMatchObject({ fault: 'passphrase' })
    const sealed = JSON.parse(await readFile(file, 'utf8')) as { sealed: string }
    const flipped = Buffer.from(sealed.sealed, 'base64')
    flipped[flipped.length >> 1]! ^= 1
    const altered = join(folder, 'altered.json')
    await writeFile(altered, JSON.stringify({ ...sealed, sealed: flipped.toString('base64') }))
    expect(await fault(restoreKeys(altered, to, said(passphrase)))).toMatchObject({ fault: 'passphrase' })
    await writeFile(altered, (await readFile(file)).subarray(0, 200))
    expect(await fault(restoreKeys(altered, to, said(passphrase)))).toMatchObject({ fault: 'format' })
    await expect(stat(to)).rejects.toThrow()
    expect(await restoreKeys(file, to, said(passphrase))).toEqual(kept)
    expect(await readFile(join(to, 'key-set.json'))).toEqual(await readFile(join(keys, 'key-set.json')))
    expect(await fault(restoreKeys(file, to, said(passphrase)))).toMatchObject({ code: 'KEY_BACKUP_EXISTS' })
    await rm(folder, { recursive: true, force: true })
  })
})

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at]! ^= 1
  await writeFile(path, bytes)
}
