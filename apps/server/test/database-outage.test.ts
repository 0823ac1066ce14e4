import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { GuardedPool, poolPatience } from '../src/platform/db/guarded-pool.ts'
import type { DbConnection } from '../src/platform/db/connection.ts'
import { PostgresPool } from '../src/platform/db/pg-pool.ts'
import { PglitePool } from '../src/platform/db/pglite-pool.ts'
import { openCity, type Answer, type City, type Client } from './support/city.ts'
import { startStallingProxy, type StallingProxy } from './support/stalling-proxy.ts'

/** Short where something is waited for; the rest is as long as the test likes, since its clock stands. */
const patience = {
  statementTimeoutMs: 400,
  silenceMs: 200,
  acquireTimeoutMs: 400,
  maxConnections: 4,
  mostWaiting: 10,
  failuresInARow: 3,
  restMs: 60_000,
}

describe('a PostgreSQL that does not answer', () => {
  let proxy: StallingProxy
  let city: City
  let direct: string
  let steward: Client

  beforeAll(async () => {
    const { hostname, port } = new URL(inject('postgresUrl'))
    proxy = await startStallingProxy({ host: hostname, port: Number(port) })
    const reach = (databaseUrl: string): string => {
      direct = databaseUrl
      const url = new URL(databaseUrl)
      url.hostname = '127.0.0.1'
      url.port = String(proxy.port)
      return url.href
    }
    city = await openCity('postgres', { patience, reach })
    steward = await city.as('wuzhong.civil.steward')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  })
  afterEach(() => proxy.resume())
  afterAll(async () => {
    vi.useRealTimers()
    await city.close()
    await proxy.close()
  })

  const ask = (): Promise<Answer> => steward.get('/api/v1/session')
  const many = (n: number): Promise<Answer[]> => Promise.all(Array.from({ length: n }, ask))
  const expectAllBusy = (answers: readonly Answer[]): void => {
    for (const { status, headers, body } of answers) {
      expect(status, JSON.stringify(body)).toBe(503)
      expect(body.code).toBe('BUSY')
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    }
  }
  /** What a monitor is told, which asks the database nothing. */
  const circuit = async (): Promise<Record<string, number>> => {
    const { status, body } = await city.anonymous.get('/metrics')
    expect(status).toBe(200)
    const told = [...String(body).matchAll(/^fadu_database_circuit\{state="(\w+)"\} (\d)$/gm)]
    expect(String(body)).toMatch(/^fadu_database_waiting 0$/m)
    return Object.fromEntries(told.map(([, state, value]) => [state!, Number(value)]))
  }
  const rest = (): unknown => vi.setSystemTime(Date.now() + patience.restMs)

  test('every request is answered BUSY; then the database is left alone, tried by one, and used again', async () => {
    expect((await many(10)).map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await circuit()).toEqual({ closed: 1, open: 0, halfOpen: 0 })
    proxy.stall()
    expectAllBusy(await many(40))
    expect(await circuit()).toEqual({ closed: 0, open: 1, halfOpen: 0 })
    // Whatever is needed until it counts as gone was seen in those; from here on it is left alone.
    const before = { ...proxy.seen }
    expectAllBusy(await many(40))
    expect(proxy.seen).toEqual(before)
    // One tries, finds it still silent, and it is left alone again.
    rest()
    expectAllBusy(await many(40))
    expect(proxy.seen.connections).toBe(before.connections + 1)
    const tried = { ...proxy.seen }
    expectAllBusy(await many(5))
    expect(proxy.seen).toEqual(tried)
    proxy.resume()
    rest()
    expect((await ask()).status).toBe(200)
    expect(await circuit()).toEqual({ closed: 1, open: 0, halfOpen: 0 })
    expect((await many(10)).map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200))
  })

  test('a table that is locked lets no requests pile up, and all is well once it is free', async () => {
    const client = new pg.Client({ connectionString: direct })
    await client.connect()
    await client.query('begin')
    await client.query('lock table session in access exclusive mode')
    expectAllBusy(await many(60))
    // What does not need the table is served as soon as the database is tried again.
    await client.query('rollback')
    await client.end()
    rest()
    expect((await ask()).status).toBe(200)
    expect((await many(10)).map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200))
  })

  test('nothing of a write that met the silence is done, and its sender may send it again', async () => {
    const send = () =>
      steward.send('POST', '/api/v1/session/revocations', undefined, { 'idempotency-key': 'met-the-silence' })
    proxy.stall()
    expectAllBusy([await send()])
    proxy.resume()
    rest()
    expect((await ask()).status, 'the session was not revoked').toBe(200)
    expect((await send()).status).toBe(200)
    steward = await city.as('wuzhong.police.steward')
  })

  test('PF-96 under maintenance the gateway goes on saying so', async () => {
    const admin = await city.as('platform.system')
    const call = (): Promise<Answer> => city.anonymous.send('POST', '/gw/v1/token', {})
    const ends = new Date(city.now().getTime() + 60 * 60 * 1000).toISOString()
    expect((await admin.send('POST', '/api/v1/maintenance-windows', { ends, notice: '数据库升级' })).status).toBe(201)
    expect((await call()).body.code).toBe('MAINTENANCE')
    proxy.stall()
    for (let i = 0; i < 4; i++) expect((await call()).body.code).toBe('MAINTENANCE')
    expectAllBusy([await ask()])
  })
})

describe('work that may take long', () => {
  const limits = { maxConnections: 3, statementTimeoutMs: 200, silenceMs: 1000, acquireTimeoutMs: 20_000 }
  let proxy: StallingProxy
  let pool: PostgresPool

  beforeAll(async () => {
    const url = new URL(inject('postgresUrl'))
    proxy = await startStallingProxy({ host: url.hostname, port: Number(url.port) })
    url.hostname = '127.0.0.1'
    url.port = String(proxy.port)
    pool = await PostgresPool.open({ url: url.href, ...limits })
  })
  afterEach(() => proxy.resume())
  afterAll(async () => {
    await pool.close()
    await proxy.close()
  })

  const inTransaction = async <T>(work: (connection: DbConnection) => Promise<T>): Promise<T> => {
    const connection = await pool.acquire()
    try {
      await connection.query('begin', [])
      await connection.unhurried()
      await connection.script('create temporary table loaded (n integer) on commit drop')
      return await work(connection)
    } finally {
      await connection.query('rollback', []).catch(() => undefined)
      await pool.release(connection)
    }
  }
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  async function* lines(pieces: number, everyMs: number, onPiece = (_: number): void => undefined) {
    for (let i = 0; i < pieces; i++) {
      onPiece(i)
      yield Buffer.from(`${i}\n`)
      await pause(everyMs)
    }
  }
  /** Several looks at the session, and what a laden machine adds. */
  const noticedWithinMs = 15_000

  test('is let go on while PostgreSQL works or the source of a COPY is slow', async () => {
    const slept = await inTransaction((c) => c.query(`select 'done' as done from pg_sleep(4)`, []))
    expect(slept.rows).toEqual([{ done: 'done' }])
    expect(await inTransaction((c) => c.copyIn('loaded', ['n'], lines(3, 2000)))).toBe(3)
  })

  test('is given up on a PostgreSQL that is silent: a statement and a COPY, whichever way it went silent', async () => {
    const lost = { fault: { code: 'DB_CONNECTION_LOST' } }
    const begun = performance.now()
    const statement = inTransaction(async (c) => {
      const asked = c.query('select pg_sleep(60)', [])
      await pause(100)
      proxy.stall()
      return asked
    })
    await expect(statement).rejects.toMatchObject(lost)
    proxy.resume()
    const midway = inTransaction((c) =>
      c.copyIn(
        'loaded',
        ['n'],
        lines(200, 50, (i) => {
          if (i === 3) proxy.stall()
        }),
      ),
    )
    await expect(midway).rejects.toMatchObject(lost)
    proxy.resume()
    expect(performance.now() - begun).toBeLessThan(2 * noticedWithinMs)
    expect(await inTransaction((c) => c.copyIn('loaded', ['n'], lines(2, 1)))).toBe(2)
  })

  test('a fault of the source of a COPY is told as it is', async () => {
    async function* broken() {
      yield Buffer.from('1\n')
      await pause(10)
      throw new Error('the file ends here')
    }
    await expect(inTransaction((c) => c.copyIn('loaded', ['n'], broken()))).rejects.toThrow('the file ends here')
  })
})

test('no more wait for a connection than may; the others are told at once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fadu-pool-'))
  const inner = await PglitePool.open({ dataDir, statementTimeoutMs: 30_000, acquireTimeoutMs: 30_000 })
  const pool = new GuardedPool(inner, { ...poolPatience, mostWaiting: 3 })
  const held = await pool.acquire()
  const waiting = [pool.acquire(), pool.acquire(), pool.acquire()]
  for (let i = 0; i < 50; i++)
    await expect(pool.acquire()).rejects.toMatchObject({ fault: { code: 'DB_BUSY', waitedMs: 0 } })
  await pool.release(held)
  for (const one of waiting) {
    const connection = await one
    expect((await connection.query('select 1 as n', [])).rows).toEqual([{ n: 1 }])
    await pool.release(connection)
  }
  await pool.close()
  await rm(dataDir, { recursive: true, force: true })
})
