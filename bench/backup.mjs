// Backup and restore of a platform with a large dataset, beside pg_dump and pg_restore on the same database.
// The tools of PostgreSQL are taken from PG_BIN or the path; where there are none, or they are older than the server, their
// lines are left out.
// Usage: npm run build && node bench/backup.mjs [rows=1000000]; TEST_DATABASE_URL names a server that the tools fit
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import pg from 'pg'
import { civil } from '@fadu/domain'
import { openFileKeyStore } from '@fadu/smcrypto'
import { divisionsFileOf, readDivisions, RESIDENT_COLUMNS, syntheticResidents, toCsv, villagesOf } from '@fadu/testkit'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createApp } from '../apps/server/dist/create-app.js'
import { readDestroyed, writeDestroyed } from '../apps/server/dist/platform/backup/destroyed-list.js'
import { verifyBackup } from '../apps/server/dist/platform/backup/verify-backup.js'
import { writeBackup } from '../apps/server/dist/platform/backup/write-backup.js'
import { migrationsFolder, readMigrations } from '../apps/server/dist/platform/db/migrate.js'
import { logSigners, noteVerifiers } from '../apps/server/dist/platform/log/log-signers.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { restorePlatform } from '../apps/server/dist/restore-platform.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const rows = Number(process.argv[2] ?? 1_000_000)
const run = promisify(execFile)
const now = () => new Date()
const external = process.env.TEST_DATABASE_URL
const postgres = external === undefined ? await startTempPostgres() : { url: external, stop: async () => undefined }
const folder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
const dataFolder = join(folder, 'data')
const database = async (name) => {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`drop database if exists ${name}`)
  await client.query(`create database ${name} template template0`)
  await client.end()
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}
const seconds = async (work) => {
  const begun = performance.now()
  const result = await work()
  return { took: (performance.now() - begun) / 1000, result }
}
const sizeOf = async (path) => {
  const found = await stat(path)
  if (!found.isDirectory()) return found.size
  const names = await readdir(path)
  return (await Promise.all(names.map((name) => sizeOf(join(path, name))))).reduce((sum, n) => sum + n, 0)
}

try {
  const url = await database('city')
  const platform = await startPlatform({ dataFolder, databaseUrl: url }, { now, onProgress: () => undefined })
  const size = { residents: 100, enterprises: 100 }
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { now, onProgress: () => undefined, size })
  const { app } = await createApp(platform.services, { now })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${app.server.address().port}`
  const { password } = await readDemoAccounts(dataFolder)
  const signIn = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'wuzhong.police.steward', password }),
  })
  const { token } = await signIn.json()
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  const people = syntheticResidents({ count: rows, seed: 42, villages, asOf: civil('2026-01-01') })
  const sent = await fetch(`${base}/api/v1/datasets/WZ-RESIDENTS/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: Readable.toWeb(Readable.from(toCsv(RESIDENT_COLUMNS, people))),
    duplex: 'half',
  })
  if (!sent.ok) throw new Error(`batch: ${sent.status} ${await sent.text()}`)
  await sent.arrayBuffer()
  await app.close()
  const { db } = platform.services
  await platform.services.log.integrate()

  const keyStore = await openFileKeyStore(join(dataFolder, 'keys'), { create: false })
  const { id } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const { signers, verifierKeys } = await logSigners(keyStore, `fadu/${id}`)
  const verifiers = noteVerifiers(verifierKeys)
  const migrations = await readMigrations(migrationsFolder)
  const source = { db, engine: 'postgres', keyStore, migrations, signers, verifiers, now }
  const backups = join(folder, 'backups')
  const lines = []
  const tell = (what, took, bytes) =>
    lines.push({ what, seconds: took.toFixed(1), MB: bytes === undefined ? '' : (bytes / 1e6).toFixed(0) })

  const full = await seconds(() => writeBackup(source, backups, { full: true }))
  tell('fadu backup, full', full.took, await sizeOf(join(backups, full.result.id)))
  const next = await seconds(() => writeBackup(source, backups))
  tell('fadu backup, nothing changed', next.took, next.result.bytes)
  await writeDestroyed(backups, await readDestroyed(db, now()), signers)
  const path = join(backups, full.result.id)
  const checked = await seconds(() => verifyBackup(path, () => Promise.resolve(verifiers)))
  tell('fadu backup verify', checked.took)
  const target = await database('restored')
  const restored = await seconds(() => restorePlatform({ dataFolder, databaseUrl: target }, { path }, now))
  tell('fadu restore', restored.took)

  const tool = (name) => (process.env.PG_BIN === undefined ? name : join(process.env.PG_BIN, name))
  try {
    await run(tool('pg_dump'), ['--version'])
    const custom = join(folder, 'city.dump')
    const dumped = await seconds(() => run(tool('pg_dump'), ['-Fc', '-f', custom, url]))
    tell('pg_dump -Fc (compressed)', dumped.took, await sizeOf(custom))
    const plain = join(folder, 'city.sql')
    const written = await seconds(async () => {
      const child = spawn(tool('pg_dump'), ['-Fp', url], { stdio: ['ignore', 'pipe', 'inherit'] })
      const file = child.stdout.pipe(createWriteStream(plain))
      await once(file, 'finish')
    })
    tell('pg_dump -Fp (not compressed)', written.took, await sizeOf(plain))
    const to = await database('theirs')
    const loaded = await seconds(() => run(tool('pg_restore'), ['-d', to, custom]))
    tell('pg_restore', loaded.took)
    console.log(
      `backup ${(written.took / full.took).toFixed(2)} of pg_dump -Fp, ${(dumped.took / full.took).toFixed(2)} of pg_dump -Fc; restore ${(loaded.took / restored.took).toFixed(2)} of pg_restore`,
    )
  } catch (error) {
    console.log(`pg_dump and pg_restore are left out: ${error.message.split('\n')[0]}`)
  }
  console.table(lines)
  console.log(
    `${rows} rows, ${cpus().length} cores, Node ${process.version}, most memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  )
  await platform.close()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
