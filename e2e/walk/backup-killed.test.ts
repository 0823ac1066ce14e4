import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { makeDatabase } from './temporary-database.ts'

const program = fileURLToPath(new URL('../../apps/server/dist/backup-program.js', import.meta.url))
const kills = 4

interface Ended {
  /** Undefined when it was killed. */
  readonly code: number | undefined
  readonly said: string
  readonly tookMs: number
}

/** Runs the program that the command line runs, and kills it after a while where a while is given. */
async function run(args: readonly string[], databaseUrl: string | undefined, killAfterMs?: number): Promise<Ended> {
  const { DATABASE_URL: _, ...env } = process.env
  const begun = performance.now()
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...env, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(timer)
  return { code: code ?? undefined, said, tookMs: performance.now() - begun }
}

/** Tables that somebody sees who looks now; what is under way is not seen. */
async function tablesIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) as n from pg_tables where schemaname = 'public'`,
    )
    return Number(rows[0]!.n)
  } finally {
    await client.end()
  }
}

describe('killed in the middle', { timeout: 900_000 }, () => {
  let folder: string
  let data: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-killed-'))
    data = join(folder, 'data')
    await cp(inject('seededFolder'), data, { recursive: true, filter: (path) => basename(path) !== 'lock' })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const backups = 'backups'
  const whole = async (): Promise<readonly string[]> =>
    (await readdir(join(folder, backups)).catch(() => [])).filter((name) => /^[0-9a-f-]{36}$/.test(name)).toSorted()

  test('WZ-40-2-7 a backup is there whole or not at all, and the next one goes on as if nothing had been', async () => {
    const into = join(folder, backups)
    const measured = await run(['backup', into, '--full', `--data=${data}`], undefined)
    expect(measured.code, measured.said).toBe(0)
    let killed = 0
    for (let i = 0; i < kills; i++) {
      const ended = await run(
        ['backup', into, '--full', `--data=${data}`],
        undefined,
        (measured.tookMs * (i + 1)) / (kills + 1),
      )
      if (ended.code === undefined) killed++
      for (const id of await whole()) {
        const checked = await run(['verify', join(into, id), `--data=${data}`], undefined)
        expect(checked.code, checked.said).toBe(0)
      }
    }
    expect(killed).toBeGreaterThan(0)
    const after = await run(['backup', into, `--data=${data}`], undefined)
    expect(after.code, after.said).toBe(0)
    expect((await readdir(into)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('WZ-40-2-7 a restore on the embedded engine is there whole or not at all, and can be done again', async () => {
    const path = join(folder, backups, (await whole()).at(-1)!)
    const target = async (): Promise<string> => {
      const to = await mkdtemp(join(folder, 'to-'))
      await cp(join(data, 'keys'), join(to, 'keys'), { recursive: true })
      return to
    }
    const measured = await run(['restore', path, `--data=${await target()}`], undefined)
    expect(measured.code, measured.said).toBe(0)
    let killed = 0
    for (let i = 0; i < kills; i++) {
      const to = await target()
      const ended = await run(['restore', path, `--data=${to}`], undefined, (measured.tookMs * (i + 1)) / (kills + 1))
      if (ended.code === undefined) killed++
      const moved = (await readdir(to)).includes('pglite')
      const again = await run(['restore', path, `--data=${to}`], undefined)
      if (moved) expect(again.said).toContain('BACKUP_TARGET_NOT_EMPTY')
      else expect(again.code, again.said).toBe(0)
      expect(await readdir(to)).not.toContain('restoring')
      await rm(to, { recursive: true, force: true })
    }
    expect(killed).toBeGreaterThan(0)
  })

  test('WZ-40-2-7 a restore on PostgreSQL leaves an empty database, and can be done again', async () => {
    const path = join(folder, backups, (await whole()).at(-1)!)
    const first = await makeDatabase(inject('walkPostgresUrl'))
    const measured = await run(['restore', path, `--data=${data}`], first.url)
    expect(measured.code, measured.said).toBe(0)
    const all = await tablesIn(first.url)
    await first.drop()
    let killed = 0
    for (let i = 0; i < kills; i++) {
      const database = await makeDatabase(inject('walkPostgresUrl'))
      const killAfterMs = (measured.tookMs * (i + 1)) / (kills + 1)
      const ended = await run(['restore', path, `--data=${data}`], database.url, killAfterMs)
      if (ended.code === undefined) {
        killed++
        // Killed after its commit, it is whole.
        expect([0, all]).toContain(await tablesIn(database.url))
      }
      await database.drop()
    }
    expect(killed).toBeGreaterThan(0)
    const database = await makeDatabase(inject('walkPostgresUrl'))
    const again = await run(['restore', path, `--data=${data}`], database.url)
    expect(again.code, again.said).toBe(0)
    await database.drop()
  })
})
