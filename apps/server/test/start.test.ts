import { mkdtemp, readdir, readFile, rm, truncate, writeFile, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { ConfigError, readConfig } from '../src/platform/config.ts'
import { lockFolder } from '../src/platform/db/folder-lock.ts'
import { describeStartFault } from '../src/platform/start-faults.ts'
import { startPlatform } from '../src/platform/start.ts'
import { seedIfEmpty } from '../src/seed/seed-if-empty.ts'
import { copyFolder, databaseUrl, execute } from './support/global-setup.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function dataFolder(from?: 'pglite' | 'postgres'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-start-'))
  folders.push(folder)
  if (from !== undefined) await copyFolder(join(inject('goldenFolder'), from), folder)
  return folder
}

const start = (folder: string, databaseUrl?: string, statementTimeoutMs?: number) =>
  startPlatform(
    { dataFolder: folder, databaseUrl },
    {
      now: () => new Date(),
      onProgress: () => undefined,
      ...(statementTimeoutMs === undefined ? {} : { patience: { statementTimeoutMs } }),
    },
  )

/** What the person at the terminal reads when the start fails. */
async function faultOf(starting: Promise<{ close(): Promise<void> }>): Promise<string> {
  try {
    await (await starting).close()
  } catch (error) {
    return describeStartFault(error, undefined)
  }
  throw new Error('it started')
}

describe('starting', () => {
  test('a second process on the same folder is told who holds it, and the first goes on', async () => {
    const folder = await dataFolder('pglite')
    const first = await start(folder)
    expect(await faultOf(start(folder))).toMatch(new RegExp(`正被 process ${process.pid} on .* 使用`))
    expect((await sql<{ n: number }>`select 1 as n`.execute(first.services.db)).rows[0]!.n).toBe(1)
    await first.close()
    await (await start(folder)).close()
  })

  test('a lock left by a process that is gone does not block; of many that come at once exactly one gets it', async () => {
    const folder = await dataFolder()
    await writeFile(
      join(folder, 'lock'),
      JSON.stringify({ id: 'x', pid: 2 ** 22 - 3, host: (await import('node:os')).hostname(), started: '1' }),
    )
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    const held = tries.filter((t) => t.status === 'fulfilled')
    expect(held.length).toBe(1)
    for (const t of held) await t.value.release()
    const after = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toMatchObject({ fault: { code: 'DB_FOLDER_IN_USE' } })
    await after.release()
  })

  test('a corrupted database is said to be so, and its files stay as they are', async () => {
    const folder = await dataFolder('pglite')
    const control = join(folder, 'pglite', 'global', 'pg_control')
    await truncate(control, 100)
    expect(await faultOf(start(folder))).toContain('打不开')
    expect((await readFile(control)).length).toBe(100)
  })

  test.each(['pglite', 'postgres'] as const)(
    'a database made by a newer version is not touched (%s)',
    async (engine) => {
      const folder = await dataFolder(engine)
      const url = engine === 'postgres' ? await ownDatabase('newer') : undefined
      const platform = await start(folder, url)
      await sql`insert into schema_migration (number, name, checksum) values (999, '0999_future.sql', 'x')`.execute(
        platform.services.db,
      )
      await platform.close()
      expect(await faultOf(start(folder, url))).toContain('更新的版本')
    },
  )

  test('missing, foreign, readable or edited keys each have their own words, and no new keys are made', async () => {
    const folder = await dataFolder('pglite')
    const keys = join(folder, 'keys')
    const [file] = await readdir(keys)
    const path = join(keys, file!)
    const original = await readFile(path)
    await chmod(path, 0o644)
    expect(await faultOf(start(folder))).toContain('KEYSTORE_PERMISSIONS')
    await chmod(path, 0o600)
    await writeFile(path, original.subarray(0, 40))
    expect(await faultOf(start(folder))).toContain('KEYSTORE_CORRUPT')
    await rm(keys, { recursive: true })
    expect(await faultOf(start(folder))).toContain('请从备份恢复密钥')
    await expect(readdir(keys)).rejects.toThrow()
    await copyFolder(join(inject('goldenFolder'), 'postgres', 'keys'), keys)
    await chmod(keys, 0o700)
    expect(await faultOf(start(folder))).toContain('不属于同一个平台')
  })

  test('an unreachable database is named without its password', async () => {
    const text = await faultOf(start(await dataFolder(), 'postgres://someone:secret@127.0.0.1:1/city'))
    expect(text).toContain('127.0.0.1:1/city')
    expect(text).not.toContain('secret')
  })

  test('a wrong setting names the variable and what was expected', () => {
    expect(() => readConfig({ PORT: 'eighty' })).toThrow(ConfigError)
    expect(() => readConfig({ PORT: '70000' })).toThrow(/PORT/)
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' })).toThrow(/postgres:\/\//)
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' })).not.toThrow(/secret/)
    expect(readConfig({ DATABASE_URL: '' }).databaseUrl).toBeUndefined()
    expect(readConfig({}).port).toBe(8080)
    expect(() => readConfig({ FADU_TRUSTED_PROXIES: '10.0.0.0/99' })).toThrow(/FADU_TRUSTED_PROXIES/)
    expect(readConfig({}).telemetry).toBeUndefined()
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).telemetry).toBeUndefined()
    expect(readConfig({ FADU_OTLP_ENDPOINT: 'http://[::1]:4318/' }).telemetry).toEqual({
      endpoint: 'http://[::1]:4318/v1/traces',
      ratio: 1,
    })
    expect(
      readConfig({ FADU_OTLP_ENDPOINT: 'https://otel.example.cn/fadu', FADU_OTLP_RATIO: '0.05' }).telemetry,
    ).toEqual({ endpoint: 'https://otel.example.cn/fadu/v1/traces', ratio: 0.05 })
    for (const address of [
      'collector:4318',
      'file:///tmp/x',
      'http://10.0.0.7:4318',
      'https://u:secret@h',
      'https://h?k=secret',
    ]) {
      expect(() => readConfig({ FADU_OTLP_ENDPOINT: address }), address).toThrow(/FADU_OTLP_ENDPOINT/)
      expect(() => readConfig({ FADU_OTLP_ENDPOINT: address }), address).not.toThrow(/secret/)
    }
    for (const ratio of ['2', '-1', 'all', '1.5'])
      expect(() => readConfig({ FADU_OTLP_ENDPOINT: 'http://localhost:4318', FADU_OTLP_RATIO: ratio })).toThrow(
        /FADU_OTLP_RATIO/,
      )
    expect(() => readConfig({ FADU_TLS_CERT: '/nowhere/cert.pem' })).toThrow(/FADU_TLS_CERT/)
  })

  test('what was stored is there after a restart', async () => {
    const folder = await dataFolder('pglite')
    const first = await start(folder)
    const { id } = await first.services.db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
    const size = Number((await first.services.log.checkpoint())!.split('\n')[1])
    await first.close()
    const second = await start(folder)
    expect((await second.services.db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id).toBe(id)
    expect(Number((await second.services.log.checkpoint())!.split('\n')[1])).toBe(size)
    await second.close()
  })
})

describe('statements over their time limit', () => {
  test.each(['pglite', 'postgres'] as const)('are ended on %s, and the next statement works', async (engine) => {
    const folder = await dataFolder(engine)
    const url = engine === 'postgres' ? await ownDatabase('limit') : undefined
    const platform = await start(folder, url, 3_000)
    const { db } = platform.services
    await db.updateTable('organization').set({ name: '改前' }).where('code', '=', 'DEMO-LITONG.CIVIL').execute()
    const endless = db.transaction().execute(async (tx) => {
      await tx.updateTable('organization').set({ name: '改后' }).where('code', '=', 'DEMO-LITONG.CIVIL').execute()
      await sql`select count(*) from generate_series(1, 1000000000000)`.execute(tx)
    })
    await expect(endless).rejects.toThrow()
    const row = await db
      .selectFrom('organization')
      .select('name')
      .where('code', '=', 'DEMO-LITONG.CIVIL')
      .executeTakeFirstOrThrow()
    expect(row.name).toBe('改前')
    await platform.close()
  })
})

async function ownDatabase(name: string): Promise<string> {
  const base = inject('postgresUrl')
  await execute(base, `drop database if exists start_${name}`)
  await execute(base, `create database start_${name} template golden`)
  return databaseUrl(base, `start_${name}`)
}

describe('a platform without demonstration', () => {
  test.each(['pglite', 'postgres'] as const)(
    'has the three administrators, who can sign in, and nothing else (%s)',
    async (engine) => {
      const folder = await dataFolder()
      const base = inject('postgresUrl')
      await execute(base, 'drop database if exists start_bare')
      await execute(base, 'create database start_bare')
      const platform = await start(folder, engine === 'postgres' ? databaseUrl(base, 'start_bare') : undefined)
      const said: string[] = []
      const options = { now: () => new Date(), onProgress: (line: string) => void said.push(line) }
      await seedIfEmpty(platform, { seed: 'none', dataFolder: folder }, options)
      const password = said.at(-1)!.split(' ').at(-1)!
      expect((await platform.services.sessions.signIn({ login: 'platform.system', password })).token).toMatch(/^fs_/)
      const { n } = await platform.services.db
        .selectFrom('catalog_entry')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      expect(Number(n)).toBe(0)
      await seedIfEmpty(platform, { seed: 'demo', dataFolder: folder }, options)
      expect((await platform.services.db.selectFrom('organization').select('id').execute()).length).toBe(1)
      await platform.close()
    },
  )
})
