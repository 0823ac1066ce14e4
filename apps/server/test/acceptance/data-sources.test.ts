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
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { execute } from '../support/global-setup.ts'
import {
  startMysql,
  startS3,
  startSftp,
  type MysqlServer,
  type S3Server,
  type SftpServer,
} from '../support/source-servers.ts'

/** Rows fetched by schedule from where agencies keep them: their database, a folder, an object store. */
describe.each(engines)('sources on %s', (engine) => {
  let city: City
  let residents: readonly Resident[]
  let sftp: SftpServer
  let s3: S3Server
  let mysqlServer: MysqlServer
  let agency: URL
  /** Code of each item by its name, which is what the CSV has on top. */
  let items: ReadonlyMap<string, string>
  const code = 'WZ-RESIDENTS'
  const steward = 'wuzhong.police.steward'
  const stop = new AbortController().signal
  const nightly = { every: 'day', at: '02:30' } as const

  const csvOf = (rows: readonly Resident[]): string => [...toCsv(RESIDENT_COLUMNS, rows)].join('')
  /** Header and cells as the CSV has them, for servers that keep tables. */
  const cellsOf = (rows: readonly Resident[]): { readonly columns: string[]; readonly rows: (string | null)[][] } => {
    const [header, ...lines] = csvOf(rows)
      .trimEnd()
      .split('\n')
      .map((l) => l.trim().split(','))
    return {
      columns: header!.map((name) => items.get(name)!),
      rows: lines.map((cells) => cells.map((c) => (c === '' ? null : c))),
    }
  }
  const post = async (path: string, body: unknown, login = steward): Promise<Answer> =>
    (await city.as(login)).send('POST', path, body)
  const register = (source: unknown, mode: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    post(`/api/v1/datasets/${code}/sources`, { source, mode, schedule: nightly, ...more })
  const registered = async (source: unknown, mode: string): Promise<string> => {
    const answer = await register(source, mode)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.id as string
  }
  /** Fetches one source now. @returns What became of it, as its agency sees it. */
  const pulled = async (
    id: string,
  ): Promise<{ state: string; batches: number[]; problem: { code: string; detail: string } | null }> => {
    const asked = await post(`/api/v1/data-sources/${id}/pulls`, undefined)
    expect(asked.status, JSON.stringify(asked.body)).toBe(202)
    expect(await city.services.puller.pullDue(stop)).toMatchObject({ source: id })
    const seen = await (await city.as(steward)).get(`/api/v1/data-sources/${id}/pulls`)
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    return seen.body.items[0]
  }
  const pullAll = async (): Promise<readonly string[]> => {
    const fetched = await city.services.puller.pullDue(stop)
    return fetched === undefined ? [] : [fetched.source, ...(await pullAll())]
  }
  const batchOf = async (number: number) =>
    (
      (await (await city.as(steward)).get(`/api/v1/datasets/${code}`)).body.batches as {
        number: number
        fileName: string
        stored: number
      }[]
    ).find((b) => b.number === number)

  beforeAll(async () => {
    city = await openCity(engine)
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    residents = [...syntheticResidents({ seed: 77, count: 40, villages, asOf: civil('2026-01-01') })]
    const { layout } = (await (await city.as(steward)).get(`/api/v1/datasets/${code}`)).body as {
      layout: { code: string; name: string }[]
    }
    items = new Map(
      layout.flatMap((c) => [
        [c.name, c.code],
        [c.code, c.code],
      ]),
    )
    sftp = await startSftp('sftp-secret')
    s3 = await startS3('reader', 's3-secret')
    const { columns, rows } = cellsOf(residents.slice(30))
    mysqlServer = await startMysql({ name: 'person', columns, rows })
    agency = new URL(inject('postgresUrl'))
  })
  afterAll(async () => {
    await Promise.all([sftp.close(), s3.close(), mysqlServer.close()])
    await city.close()
  })

  const sftpSource = (more: Record<string, unknown> = {}) => ({
    kind: 'sftp',
    place: {
      host: '127.0.0.1',
      port: sftp.port,
      user: 'reader',
      folder: '/out',
      extension: '.csv',
      hostKey: sftp.hostKey,
      ...more,
    },
    secret: { password: 'sftp-secret' },
  })
  const s3Source = (more: Record<string, unknown> = {}) => ({
    kind: 's3',
    place: {
      endpoint: `http://127.0.0.1:${s3.port}`,
      region: 'cn-1',
      bucket: 'city',
      prefix: 'out/',
      extension: '.csv',
      ...more,
    },
    secret: { accessKeyId: 'reader', secretAccessKey: 's3-secret' },
  })
  const postgresSource = (more: Record<string, unknown> = {}) => ({
    kind: 'postgresql',
    place: {
      host: '127.0.0.1',
      port: Number(agency.port),
      database: 'postgres',
      user: 'fadu',
      tls: 'off',
      schema: `agency_${engine}`,
      table: 'person',
      ...more,
    },
    secret: { password: 'pg-secret' },
  })
  const mysqlSource = (more: Record<string, unknown> = {}) => ({
    kind: 'mysql',
    place: {
      host: '127.0.0.1',
      port: mysqlServer.port,
      database: 'city',
      user: 'reader',
      tls: 'off',
      table: 'person',
      ...more,
    },
    secret: { password: 'mysql-secret' },
  })

  test('WZ-20 PF-10 files of an SFTP folder become batches of the provider, each once, a rewritten one again', async () => {
    sftp.files.set('a.csv', { content: csvOf(residents.slice(0, 3)), mtime: 1_770_000_000 })
    sftp.files.set('b.csv', { content: csvOf(residents.slice(3, 5)), mtime: 1_770_000_100 })
    sftp.files.set('notes.txt', { content: 'not data', mtime: 1_770_000_200 })
    const id = await registered(sftpSource(), 'append')
    const first = await pulled(id)
    expect(first, JSON.stringify(first)).toMatchObject({ state: 'done', problem: null })
    expect(first.batches).toHaveLength(2)
    expect(await batchOf(first.batches[0]!)).toMatchObject({ fileName: 'a.csv', stored: 3 })
    expect(await batchOf(first.batches[1]!)).toMatchObject({ fileName: 'b.csv', stored: 2 })
    expect((await pulled(id)).batches).toEqual([])
    sftp.files.set('b.csv', { content: csvOf(residents.slice(5, 9)), mtime: 1_770_000_300 })
    const again = await pulled(id)
    expect(await batchOf(again.batches[0]!)).toMatchObject({ fileName: 'b.csv', stored: 4 })
    // A file that is cut while it is read is not taken for a shorter one.
    const whole = csvOf(residents.slice(9, 12))
    sftp.files.set('c.csv', {
      content: whole.slice(0, -20),
      mtime: 1_770_000_400,
      claimedSize: Buffer.byteLength(whole),
    })
    expect(await pulled(id)).toMatchObject({ state: 'failed', batches: [], problem: { code: 'SOURCE_FAILED' } })
    sftp.files.set('c.csv', { content: whole, mtime: 1_770_000_400 })
    expect((await pulled(id)).batches).toHaveLength(1)
  })

  test('WZ-20 objects under a prefix of a bucket become batches; every request is signed', async () => {
    s3.objects.set('out/day1.csv', csvOf(residents.slice(12, 14)))
    s3.objects.set('other/day1.csv', csvOf(residents.slice(14, 16)))
    const id = await registered(s3Source(), 'append')
    const first = await pulled(id)
    expect(first, JSON.stringify(first)).toMatchObject({ state: 'done', problem: null })
    expect(first.batches).toHaveLength(1)
    expect(await batchOf(first.batches[0]!)).toMatchObject({ fileName: 'out/day1.csv', stored: 2 })
    s3.objects.set('out/day1.csv', csvOf(residents.slice(16, 19)))
    expect(await batchOf((await pulled(id)).batches[0]!)).toMatchObject({ stored: 3 })
  })

  test('WZ-20 YZ-08 a table of the agency’s PostgreSQL is read whole, in its own types and under its own column names', async () => {
    const { columns, rows } = cellsOf(residents.slice(20, 30))
    const renamed = columns.map((c) => (c === 'mobile' ? 'Phone "No"' : c))
    const quoted = renamed.map((c) => `"${c.replaceAll('"', '""')}"`)
    const types = columns.map((c) => (c === 'birth_date' ? 'date' : 'text'))
    const url = inject('postgresUrl')
    await execute(url, `drop schema if exists agency_${engine} cascade; create schema agency_${engine}`)
    await execute(url, `create table agency_${engine}.person (${quoted.map((c, i) => `${c} ${types[i]}`).join(', ')})`)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const row of rows)
      await client.query(
        `insert into agency_${engine}.person values (${row.map((_, i) => `$${i + 1}`).join(', ')})`,
        row,
      )
    await client.end()
    const missing = await pulled(await registered(postgresSource(), 'snapshot'))
    expect(missing).toMatchObject({
      state: 'failed',
      problem: { code: 'SOURCE_FAILED', detail: expect.stringContaining('列') },
    })
    const id = await registered(postgresSource({ columns: { mobile: 'Phone "No"' } }), 'upsert')
    const { state, batches, problem } = await pulled(id)
    expect(state, JSON.stringify(problem)).toBe('done')
    expect(await batchOf(batches[0]!)).toMatchObject({
      fileName: `agency_${engine}.person`,
      stored: 10,
      quarantined: 0,
    })
  })

  test('WZ-20 a table of a MySQL is read whole, in a transaction that can write nothing', async () => {
    const id = await registered(mysqlSource(), 'upsert')
    const { state, batches, problem } = await pulled(id)
    expect(state, JSON.stringify(problem)).toBe('done')
    expect(await batchOf(batches[0]!)).toMatchObject({ fileName: 'city.person', stored: 10, quarantined: 0 })
    expect(mysqlServer.asked).toContain('start transaction read only')
    const gone = await pulled(await registered(mysqlSource({ table: 'nothing' }), 'upsert'))
    expect(gone.problem).toMatchObject({ code: 'SOURCE_FAILED', detail: expect.stringContaining('找不到') })
  })

  test('a wrong password, another host key, a closed port and TLS that is not there are told apart, and nothing secret is said', async () => {
    const wrong = async (source: unknown, mode: string): Promise<string> => {
      const answer = await pulled(await registered(source, mode))
      expect(answer.state).toBe('failed')
      const text = JSON.stringify(answer)
      for (const secret of ['sftp-secret', 's3-secret', 'pg-secret', 'mysql-secret', 'wrong-secret'])
        expect(text).not.toContain(secret)
      return answer.problem!.detail
    }
    expect(await wrong({ ...sftpSource(), secret: { password: 'wrong-secret' } }, 'append')).toContain('密钥不对')
    expect(await wrong(sftpSource({ hostKey: `SHA256:${'A'.repeat(43)}` }), 'append')).toContain('指纹不符')
    expect(await wrong(sftpSource({ folder: '/nowhere' }), 'append')).toContain('找不到')
    expect(
      await wrong({ ...s3Source(), secret: { accessKeyId: 'reader', secretAccessKey: 'wrong-secret' } }, 'append'),
    ).toContain('密钥不对')
    expect(await wrong(s3Source({ bucket: 'nothing' }), 'append')).toContain('找不到')
    expect(await wrong(postgresSource({ port: 1 }), 'upsert')).toContain('无法连接')
    expect(await wrong(postgresSource({ tls: 'verify' }), 'upsert')).toContain('可信的加密连接')
  })

  test('PF-10 NB-12 only a steward of the provider registers a source, on a host that the operators opened, and never in clear over a network', async () => {
    for (const login of ['wuzhong.police.approver', 'wuzhong.civil.steward']) {
      const answer = await post(
        `/api/v1/datasets/${code}/sources`,
        { source: sftpSource(), mode: 'append', schedule: nightly },
        login,
      )
      expect(answer.status, login).toBe(403)
    }
    const closed = await register(postgresSource({ host: '10.9.9.9', tls: 'verify' }), 'upsert')
    expect(closed).toMatchObject({ status: 422, body: { code: 'SOURCE_HOST_CLOSED' } })
    const clear = await register(postgresSource({ host: 'agency.test', tls: 'off' }), 'upsert')
    expect(clear).toMatchObject({ status: 400, body: { fields: [{ field: 'body.place.tls' }] } })
    expect(await register(postgresSource(), 'append')).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'body.mode' }] },
    })
    expect((await register({ ...sftpSource(), kind: 'ftp' }, 'append')).status).toBe(400)
    expect((await register(sftpSource(), 'append', { schedule: { every: 'minutes', minutes: 1 } })).status).toBe(400)
  })

  test('what opens a source is never answered, and an ended source forgets it', async () => {
    const id = await registered(sftpSource(), 'append')
    const listed = await (await city.as(steward)).get(`/api/v1/datasets/${code}/sources`)
    expect(JSON.stringify(listed.body)).not.toContain('secret')
    const stored = () =>
      city.services.db.selectFrom('data_source').select('sealed_secret').where('id', '=', id).executeTakeFirstOrThrow()
    expect(Buffer.from((await stored()).sealed_secret).includes('sftp-secret')).toBe(false)
    const path = `/api/v1/data-sources/${id}/state`
    expect((await post(path, { version: 1, state: 'paused' })).status).toBe(200)
    expect((await post(`/api/v1/data-sources/${id}/pulls`, undefined)).status).toBe(409)
    expect((await post(path, { version: 1, state: 'active' })).status).toBe(409)
    expect((await post(path, { version: 2, state: 'ended' })).status).toBe(200)
    expect((await stored()).sealed_secret).toHaveLength(0)
    expect((await post(path, { version: 3, state: 'active' })).status).toBe(409)
  })

  test('a source is fetched by its schedule, by one process, under the right its account has then', async () => {
    const id = await registered(sftpSource(), 'append')
    expect(await city.services.puller.pullDue(stop)).toBeUndefined()
    city.travel(25 * 60 * 60 * 1000)
    // Three processes at once, until nothing is due: each source is fetched once.
    const outcomes = (await Promise.all([1, 2, 3].map(pullAll))).flat()
    expect(outcomes.filter((source) => source === id)).toHaveLength(1)
    expect(new Set(outcomes).size).toBe(outcomes.length)
    await city.services.db
      .updateTable('account')
      .set({ roles: ['approver'] })
      .where('login', '=', steward)
      .execute()
    try {
      city.travel(25 * 60 * 60 * 1000)
      for (;;) {
        const outcome = await city.services.puller.pullDue(stop)
        if (outcome === undefined) break
        expect(outcome.problem).toMatchObject({ code: 'SOURCE_REFUSED', reason: 'ACT_NOT_PERMITTED' })
        expect(outcome.batches).toEqual([])
      }
    } finally {
      await city.services.db
        .updateTable('account')
        .set({ roles: ['steward'] })
        .where('login', '=', steward)
        .execute()
    }
  })
})
