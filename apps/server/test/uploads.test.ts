import { createHash } from 'node:crypto'
import { appendFile, readdir, symlink } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { sm3 } from '@fadu/smcrypto'
import { toHex } from '@fadu/audit-log'
import { engines, openCity, type City, type Client } from './support/city.ts'
import {
  beginUpload,
  divisionRows,
  rowCount,
  sendBytes,
  settledJob,
  tableOf,
  type DivisionRow,
} from './support/batches.ts'

const code = 'WZ-DIVISIONS'
let made = 0
/** Rows that no other test of this file sends. */
const rows = (count: number): DivisionRow[] =>
  Array.from({ length: count }, () => {
    made++
    return { code: String(880_000_000_000 + made), name: `村${made}`, level: '村级', parent: '640302000000' }
  })

describe.each(engines)('uploads on %s', (engine) => {
  let city: City
  let steward: Client
  beforeAll(async () => {
    city = await openCity(engine)
  })
  beforeEach(async () => {
    steward = await city.as('wuzhong.civil.steward')
  })
  afterAll(() => city.close())
  const jobRow = (id: string) =>
    city.services.db.selectFrom('aggregation_job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const folder = (): string => join(city.services.spoolFolder, '..', 'uploads')
  const filesLeft = async (): Promise<readonly string[]> => (await readdir(folder())).filter((n) => n.endsWith('.part'))

  test('a file in parts: the offset is told, a wrong one is refused with the right one, the last byte begins the job', async () => {
    const csv = divisionRows(rows(50))
    const before = await rowCount(city, code)
    const id = await beginUpload(steward, code, csv, { hash: { algorithm: 'sha-256', value: sha256(csv) } })
    const bytes = Buffer.from(csv)
    expect((await sendBytes(steward, id, 0, bytes.subarray(0, 100))).headers['upload-offset']).toBe('100')
    const wrong = await sendBytes(steward, id, 50, bytes.subarray(50))
    expect([wrong.status, wrong.body.code, wrong.headers['upload-offset']]).toEqual([409, 'UPLOAD_OFFSET', '100'])
    const head = await steward.send('HEAD', `/api/v1/uploads/${id}`)
    expect([head.status, head.headers['upload-offset'], head.headers['upload-length']]).toEqual([
      200,
      '100',
      String(bytes.length),
    ])
    expect((await sendBytes(steward, id, 100, bytes.subarray(100))).status).toBe(204)
    const job = await settledJob(city, steward, id)
    expect(job, JSON.stringify(job.problem)).toMatchObject({
      state: 'stored',
      rows: { seen: 50, good: 50, quarantined: 0 },
      contentHash: toHex(sm3(bytes)),
      attempts: 1,
    })
    expect(await rowCount(city, code)).toBe(before + 50)
    expect(await filesLeft()).not.toContain(`${id}.part`)
    const batches = await steward.get(`/api/v1/datasets/${code}/batches?limit=1`)
    expect(batches.body.items[0]).toMatchObject({ number: job.batch, stored: 50, mode: 'append' })
    const listed = await steward.get(`/api/v1/datasets/${code}/uploads?limit=1`)
    expect(listed.body.items[0]).toMatchObject({ id, state: 'stored' })
  })

  test('a connection that breaks keeps what came; the upload goes on from there', async () => {
    const csv = divisionRows(rows(30))
    const bytes = Buffer.from(csv)
    const id = await beginUpload(steward, code, csv)
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = city.app.server.address() as AddressInfo
    const session = await city.anonymous.send('POST', '/api/v1/session', {
      login: 'wuzhong.civil.steward',
      password: city.demo.password,
    })
    const headers = {
      authorization: `Bearer ${session.body.token as string}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': String(bytes.length),
    }
    const broken = httpRequest({ port, host: '127.0.0.1', method: 'PATCH', path: `/api/v1/uploads/${id}`, headers })
    broken.on('error', () => undefined)
    broken.write(bytes.subarray(0, 200))
    for (let i = 0; i < 100; i++) {
      const head = await steward.send('HEAD', `/api/v1/uploads/${id}`)
      if (head.headers['upload-offset'] === '200') break
      await pause(20)
    }
    const closed = new Promise((resolve) => broken.once('close', resolve))
    broken.destroy()
    await closed
    expect((await sendBytes(steward, id, 200, bytes.subarray(200))).status).toBe(204)
    expect((await settledJob(city, steward, id)).state).toBe('stored')
  })

  test('wrong declared hash, too many bytes, no bytes: each refused with its reason, nothing stored', async () => {
    const csv = divisionRows(rows(5))
    const before = await rowCount(city, code)
    const wrongHash = await beginUpload(steward, code, csv, { hash: { algorithm: 'sm3', value: '0'.repeat(64) } })
    await sendBytes(steward, wrongHash, 0, csv)
    expect(await settledJob(city, steward, wrongHash)).toMatchObject({
      state: 'refused',
      problem: { code: 'CONTENT_HASH_MISMATCH' },
    })
    const short = await beginUpload(steward, code, csv)
    const long = await sendBytes(steward, short, 0, `${csv}\nmore`)
    expect([long.status, long.body.code]).toEqual([413, 'UPLOAD_TOO_LONG'])
    const malformed = await beginUpload(steward, code, '区划代码\n1')
    await sendBytes(steward, malformed, 0, '区划代码\n1')
    expect(await settledJob(city, steward, malformed)).toMatchObject({
      state: 'refused',
      problem: { code: 'CSV_COLUMNS' },
    })
    const empty = await steward.send('POST', `/api/v1/datasets/${code}/uploads`, { fileName: 'e.csv', bytes: 0 })
    expect(empty.status).toBe(400)
    expect(await rowCount(city, code)).toBe(before)
    await steward.send('DELETE', `/api/v1/uploads/${short}`)
    expect(await filesLeft()).toEqual([])
  })

  test('a cancelled upload is gone: no more bytes, no job, no file, recorded', async () => {
    const csv = divisionRows(rows(5))
    const id = await beginUpload(steward, code, csv)
    await sendBytes(steward, id, 0, csv.slice(0, 10))
    const cancelled = await steward.send('DELETE', `/api/v1/uploads/${id}`)
    expect(cancelled.status, JSON.stringify(cancelled.body)).toBe(200)
    expect(cancelled.body.act.receipt).toBeTruthy()
    const after = await sendBytes(steward, id, 10, csv.slice(10))
    expect([after.status, after.body.code]).toEqual([409, 'STATE_CONFLICT'])
    expect((await steward.send('HEAD', `/api/v1/uploads/${id}`)).status).toBe(409)
    expect((await steward.send('DELETE', `/api/v1/uploads/${id}`)).body.code).toBe('STATE_CONFLICT')
    expect(await filesLeft()).toEqual([])
  })

  test('what a process that died had under way is done once after the start, be it read or stored already', async () => {
    const csv = divisionRows(rows(40))
    const before = await rowCount(city, code)
    const id = await beginUpload(steward, code, csv)
    await sendBytes(steward, id, 0, csv.slice(0, 20))
    city = await city.restart()
    steward = await city.as('wuzhong.civil.steward')
    const head = await steward.send('HEAD', `/api/v1/uploads/${id}`)
    expect(head.headers['upload-offset']).toBe(String(Buffer.byteLength(csv.slice(0, 20))))
    // As a kill leaves it: taken by a worker of this number that is gone, the file whole.
    await city.services.jobs.stop()
    await sendBytes(steward, id, Number(head.headers['upload-offset']), csv.slice(20))
    await city.services.db
      .updateTable('aggregation_job')
      .set({ state: 'storing', worker: `${process.pid}:gone`, attempts: 1 })
      .where('id', '=', id)
      .execute()
    city = await city.restart()
    steward = await city.as('wuzhong.civil.steward')
    expect(await settledJob(city, steward, id)).toMatchObject({ state: 'stored', rows: { good: 40 }, attempts: 2 })
    expect(await rowCount(city, code)).toBe(before + 40)
    city = await city.restart()
    steward = await city.as('wuzhong.civil.steward')
    await city.services.jobs.idle()
    expect(await rowCount(city, code)).toBe(before + 40)
  })

  test('a file whose last byte came when the process was killed is taken at the next start, or when its sender asks', async () => {
    const before = await rowCount(city, code)
    const unanswered = async (): Promise<string> => {
      const csv = divisionRows(rows(10))
      const bytes = Buffer.from(csv)
      const id = await beginUpload(steward, code, csv)
      await sendBytes(steward, id, 0, bytes.subarray(0, 20))
      // As a kill between the disk and the database leaves it.
      await appendFile(join(folder(), `${id}.part`), bytes.subarray(20))
      expect(await jobRow(id)).toMatchObject({ state: 'uploading', received_bytes: 20 })
      return id
    }
    const asked = await unanswered()
    const heads = await Promise.all([1, 2, 3].map(() => steward.send('HEAD', `/api/v1/uploads/${asked}`)))
    for (const { status, headers } of heads) {
      expect([status, headers['upload-offset']]).toEqual([200, headers['upload-length']])
    }
    expect((await settledJob(city, steward, asked)).state).toBe('stored')
    expect(await rowCount(city, code)).toBe(before + 10)
    const forgotten = await unanswered()
    city = await city.restart()
    steward = await city.as('wuzhong.civil.steward')
    await city.services.jobs.idle()
    expect(await jobRow(forgotten)).toMatchObject({ state: 'stored', rows_good: 10 })
    expect(await rowCount(city, code)).toBe(before + 20)
  })

  test('the events of a job follow it to its end; a reconnect is told only what it has not seen', async () => {
    const csv = divisionRows(rows(20))
    const id = await beginUpload(steward, code, csv)
    const following = steward.get(`/api/v1/uploads/${id}/events`)
    await sendBytes(steward, id, 0, csv)
    await city.services.jobs.idle()
    const whole = await following
    expect(whole.headers['content-type']).toContain('text/event-stream')
    const events = eventsOf(whole.body as string)
    expect(events.at(-1)!.data).toMatchObject({ state: 'stored', rows: { good: 20 } })
    expect(events.map((e) => e.id)).toEqual(events.map((e) => e.id).toSorted((a, b) => a - b))
    const again = await steward.get(`/api/v1/uploads/${id}/events`, { 'last-event-id': String(events.at(-1)!.id) })
    expect(eventsOf(again.body as string)).toEqual([])
  })

  test('a right that is gone when the file is read refuses the job, and the refusal is recorded', async () => {
    const csv = divisionRows(rows(5))
    const id = await beginUpload(steward, code, csv)
    await city.services.jobs.stop()
    await sendBytes(steward, id, 0, csv)
    const { principal_id: account } = await jobRow(id)
    await setRoles(account, ['approver'])
    city = await city.restart()
    await city.services.jobs.idle()
    await setRoles(account, ['steward'])
    steward = await city.as('wuzhong.civil.steward')
    const job = (await steward.get(`/api/v1/uploads/${id}`)).body
    expect(job).toMatchObject({ state: 'refused', problem: { code: 'ACT_NOT_PERMITTED' } })
    expect(job.problem.receipt).toBeTruthy()
    expect(job.problem.grounds.length).toBeGreaterThan(0)
  })

  test('an upload nobody continues expires; quota and size are kept', async () => {
    const csv = divisionRows(rows(5))
    const id = await beginUpload(steward, code, csv)
    await sendBytes(steward, id, 0, csv.slice(0, 10))
    const huge = { fileName: 'h.csv', bytes: 9 * 1024 ** 3 }
    expect((await steward.send('POST', `/api/v1/datasets/${code}/uploads`, huge)).status).toBe(400)
    city.travel(25 * 60 * 60_000)
    city = await city.restart()
    steward = await city.as('wuzhong.civil.steward')
    await expect.poll(async () => (await jobRow(id)).state, { timeout: 10_000 }).toBe('cancelled')
    expect((await steward.get(`/api/v1/uploads/${id}`)).body.problem.code).toBe('UPLOAD_EXPIRED')
    // Whoever comes back is not told an offset from which it could not go on.
    expect((await steward.send('HEAD', `/api/v1/uploads/${id}`)).status).toBe(410)
    const late = await sendBytes(steward, id, 10, csv.slice(10))
    expect([late.status, late.body.code]).toEqual([410, 'UPLOAD_EXPIRED'])
    await expect.poll(filesLeft, { timeout: 10_000 }).toEqual([])
    const open: string[] = []
    for (;;) {
      const begun = await steward.send('POST', `/api/v1/datasets/${code}/uploads`, { fileName: 'q.csv', bytes: 1 })
      if (begun.status !== 201) {
        expect([begun.status, begun.body.code]).toEqual([429, 'UPLOAD_QUOTA'])
        break
      }
      open.push(begun.body.result.id as string)
    }
    expect(open).toHaveLength(50)
    for (const each of open) await steward.send('DELETE', `/api/v1/uploads/${each}`)
  })

  if (process.platform === 'linux')
    test('a full disk is told as such, and what was acknowledged stays', async () => {
      const csv = divisionRows(rows(5))
      const id = await beginUpload(steward, code, csv)
      await symlink('/dev/full', join(folder(), `${id}.part`))
      const full = await sendBytes(steward, id, 0, csv)
      expect([full.status, full.body.code]).toEqual([507, 'STORAGE_FULL'])
      expect((await jobRow(id)).state).toBe('uploading')
      await steward.send('DELETE', `/api/v1/uploads/${id}`)
    })

  test('a full disk of the database is tried again, and the file stored once there is space', async () => {
    const { db, jobs } = city.services
    const csv = divisionRows(rows(5))
    await sql`create function refuse_full() returns trigger language plpgsql as $$
      begin raise exception using errcode = 'disk_full'; end $$`.execute(db)
    await sql`create trigger refuse_full before insert on batch for each row execute function refuse_full()`.execute(db)
    const id = await beginUpload(steward, code, csv)
    await sendBytes(steward, id, 0, csv)
    await jobs.idle()
    const { attempts, finished_at: finished } = await jobRow(id)
    expect([attempts > 0, finished]).toEqual([true, null])
    await sql`drop trigger refuse_full on batch`.execute(db)
    await sql`drop function refuse_full`.execute(db)
    await expect.poll(async () => (await jobRow(id)).state, { timeout: 60_000 }).toBe('stored')
  })

  test('a job that a clock which ran ahead put to rest is done', async () => {
    const { db, jobs } = city.services
    const csv = divisionRows(rows(4))
    await jobs.idle()
    const id = await beginUpload(steward, code, csv)
    const notBefore = new Date(city.now().getTime() + 40 * 24 * 60 * 60_000)
    await db.updateTable('aggregation_job').set({ not_before: notBefore }).where('id', '=', id).execute()
    await sendBytes(steward, id, 0, csv)
    await jobs.idle()
    expect(await jobRow(id)).toMatchObject({ state: 'stored' })
  })

  test('jobs of one dataset are done in the order in which they came', async () => {
    const mine = rows(3)
    const key = { mode: 'upsert', key: 'code' }
    await city.services.jobs.idle()
    const ids: string[] = []
    for (const name of ['一', '二', '三']) {
      const csv = divisionRows(mine.map((r) => ({ ...r, name: `${r.name}${name}` })))
      const id = await beginUpload(steward, code, csv, key)
      await sendBytes(steward, id, 0, csv)
      ids.push(id)
    }
    await city.services.jobs.idle()
    const numbers = await Promise.all(ids.map(async (id) => (await steward.get(`/api/v1/uploads/${id}`)).body.batch))
    expect(numbers).toEqual([...numbers].toSorted((a, b) => a - b))
    const { dataset } = await city.services.aggregate.find(code)
    const { rows: names } = await sql<{ name: string }>`select f_name as name from ${sql.table(dataset.table)}
      where superseded_by_batch is null and f_code = ${mine[0]!.code}`.execute(city.services.db)
    expect(names).toEqual([{ name: `${mine[0]!.name}三` }])
  })

  if (engine === 'postgres')
    test('a connection lost while rows are stored is tried again, and they are stored once', async () => {
      const csv = divisionRows(rows(10))
      const before = await rowCount(city, code)
      const id = await beginUpload(steward, code, csv)
      const { db } = city.services
      await db.transaction().execute(async (tx) => {
        await sql`lock table ${sql.table(await tableOf(city, code))} in share mode`.execute(tx)
        await sendBytes(steward, id, 0, csv)
        await expect.poll(async () => (await jobRow(id)).state, { timeout: 20_000 }).toBe('storing')
        const killed = sql<{ n: number }>`select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like 'copy %'`
        // Outside the transaction: within one, what others are doing is read once and stays as it was.
        await expect.poll(async () => (await killed.execute(db)).rows[0]!.n, { timeout: 20_000 }).toBe(1)
      })
      await expect.poll(async () => (await jobRow(id)).state, { timeout: 30_000 }).toBe('stored')
      expect((await jobRow(id)).attempts).toBe(2)
      expect(await rowCount(city, code)).toBe(before + 10)
    })

  const setRoles = (account: string, roles: string[]) =>
    city.services.db.updateTable('account').set({ roles }).where('id', '=', account).execute()
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function eventsOf(text: string): { readonly id: number; readonly data: Record<string, unknown> }[] {
  return [...text.matchAll(/id: (\d+)\nevent: job\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
    id: Number(id),
    data: JSON.parse(data!) as Record<string, unknown>,
  }))
}
