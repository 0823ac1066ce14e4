import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeUtf8, openNote, toHex } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import { fromFormulaSafe, openParquet, openTable } from '@fadu/tables'
import { sql } from 'kysely'
import { forgetExports, withdrawExports } from '../../src/modules/exports/index.ts'
import { engines, openCity, type City, type Client } from '../support/city.ts'
import { clausesOf } from '../support/cases.ts'
import { askExport, batchGrantInWuzhong, exported, readExported } from '../support/exports.ts'
import { logVerifiers } from '../support/log-verifiers.ts'
import { act, addResidents, lookup, openShareRequest } from '../support/share.ts'
import { expectRefused } from '../support/refusals.ts'

const day = 24 * 60 * 60_000

/** Files under a grant: batch delivery, what is decided again, and what is gone when. */
describe.each(engines)('exports on %s', (engine) => {
  let city: City
  let client: Client
  let caseId: string
  beforeAll(async () => {
    city = await openCity(engine)
    caseId = await batchGrantInWuzhong(city)
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 1)
    client = await city.asApplication('wuzhong.civil.assistance')
  })
  afterAll(() => city.close())

  const evidenceOf = async (receipt: string) =>
    JSON.parse((await client.get(`/api/v1/evidence/${receipt}`)).body.body as string) as Record<string, unknown>
  const filesOf = () => readdir(join(city.dataFolder, 'exports'))
  const stored = () => city.services.aggregate.find('WZ-RESIDENTS')

  test('WZ-26-1 free data is delivered as a batch at once through the platform, bound to its purpose', async () => {
    const login = 'wuzhong.civil.steward'
    const items = ['credit_code', 'name']
    await openShareRequest(city, login, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', { items })
    // Registered for calls of the interface alone.
    await expectRefused(city, login, await askExport(client, 'WZ-ENTERPRISES'), { clauses: ['PF-70'] })
    const opened = await openShareRequest(city, login, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', {
      items,
      mode: 'batch',
    })
    expect(opened.body.result.state, JSON.stringify(opened.body)).toBe('delivering')
    const asked = await askExport(client, 'WZ-ENTERPRISES')
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    expect(clausesOf({ ...asked, body: asked.body.act })).toContain('WZ-26-1')
    await city.services.exportRunner.idle()
    const file = await client.get(`${String(asked.headers['location'])}/file`)
    expect(file.status).toBe(200)
    const { dataset } = await city.services.aggregate.find('WZ-ENTERPRISES')
    const { columns, rows } = readExported(file.body as string)
    expect(columns).toEqual(['credit_code', 'name', '_ref'])
    expect(rows).toHaveLength(dataset.rowCount)
    const view = await (
      await city.as('wuzhong.civil.steward')
    ).get(`/api/v1/cases/${opened.body.result.case as string}`)
    expect(view.body.state).toBe('delivered')
    const record = await evidenceOf(String(file.headers['fadu-receipt']))
    expect(record).toMatchObject({
      kind: 'access',
      action: 'data.export',
      outcome: 'released',
      detail: { purpose: '最低生活保障审核', matter: 'JZ-2026-0001', rows: dataset.rowCount, firstDelivery: true },
    })
  })

  test('WZ-26-2 the first batch that is fetched is the delivery', async () => {
    const provider = await city.as('wuzhong.police.steward')
    expect((await provider.get(`/api/v1/cases/${caseId}`)).body.state).toBe('delivering')
    const path = await exported(city, client, 'WZ-RESIDENTS')
    expect((await provider.get(`/api/v1/cases/${caseId}`)).body.state).toBe('delivering')
    const file = await client.get(`${path}/file`)
    expect(file.status, JSON.stringify(file.body)).toBe(200)
    const delivered = (await provider.get(`/api/v1/cases/${caseId}`)).body
    expect(delivered.state).toBe('delivered')
    expect(delivered.clocks.map((c: { state: string }) => c.state)).toEqual(['finished', 'finished'])
  })

  test('YZ-15-1 after approval the data comes only through the channel, as the batch that was asked for', async () => {
    const wish = { scenario: '低保审核', mode: 'batch' }
    const opened = await openShareRequest(
      city,
      'yinzhou.civil.steward',
      'YZ-RESIDENTS',
      'yinzhou.civil.assistance',
      wish,
    )
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    const yinzhou = await city.asApplication('yinzhou.civil.assistance')
    const early = await askExport(yinzhou, 'YZ-RESIDENTS')
    expect(early.status).toBe(403)
    const approved = await act(city, 'yinzhou.data.approver', opened.body.result.case as string, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    const path = await exported(city, yinzhou, 'YZ-RESIDENTS')
    const file = await yinzhou.get(`${path}/file`)
    expect(file.status).toBe(200)
    const { dataset } = await city.services.aggregate.find('YZ-RESIDENTS')
    expect(readExported(file.body as string).rows).toHaveLength(dataset.rowCount)
    const other = await client.get(`${path}/file`)
    expect(other.status).toBe(404)
  })

  test('WZ-27 a file for another purpose, WZ-24-3 of another field, PF-12 for no matter: refused, named and recorded', async () => {
    const login = 'wuzhong.civil.steward'
    await expectRefused(city, login, await askExport(client, 'WZ-RESIDENTS', { purpose: '商业营销' }), {
      clauses: ['WZ-27'],
    })
    await expectRefused(city, login, await askExport(client, 'WZ-RESIDENTS', { fields: ['name', 'address'] }), {
      clauses: ['WZ-24-3'],
    })
    await expectRefused(city, login, await askExport(client, 'WZ-RESIDENTS', { matter: '' }), { clauses: ['PF-12'] })
  })

  test('NB-08-1-1 an export alters no value: every cell is what was received, or its mask', async () => {
    const residents = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 7)
    const before = await city.services.db
      .selectFrom('dataset')
      .selectAll()
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    const digestOf = async () => {
      const { dataset } = await stored()
      const { rows } = await sql<{ h: string }>`
        select md5(string_agg(t::text, ',' order by batch, line)) as h from ${sql.table(dataset.table)} t`.execute(
        city.services.db,
      )
      return rows[0]!.h
    }
    const digest = await digestOf()
    const path = await exported(city, client, 'WZ-RESIDENTS')
    const { columns, rows } = readExported((await client.get(`${path}/file`)).body as string)
    expect(columns).toEqual(['resident_id', 'name', 'mobile', '_ref'])
    for (const { residentId, name, mobile } of residents) {
      const looked = (await lookup(client, 'WZ-RESIDENTS', [residentId])).body.rows as Record<string, string>[]
      const own = rows.filter((r) => r[0] === residentId)
      expect(own).toHaveLength(looked.length)
      expect(own[0]![1]).toBe(name)
      // The mask of a lookup, but for the sign that stands for what it hides.
      expect(own[0]![2]?.replaceAll('＊', '*') ?? null).toBe(looked[0]!['mobile'] ?? null)
      if (mobile !== null) expect(own[0]![2]).toMatch(/^\d{3}(\*{4}|＊{4})\d{4}$/)
    }
    expect(await digestOf()).toBe(digest)
    const after = await city.services.db
      .selectFrom('dataset')
      .selectAll()
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })

  test('PF-85 each format holds the same rows', async () => {
    const csv = readExported((await client.get(`${await exported(city, client, 'WZ-RESIDENTS')}/file`)).body as string)
    const sorted = (rows: readonly (readonly (string | null)[])[]) =>
      rows
        .map((r) =>
          r
            .slice(0, 3)
            .map((c) => c?.replaceAll('＊', '*') ?? null)
            .join('|'),
        )
        .toSorted()
    const path = await exported(city, client, 'WZ-RESIDENTS', { format: 'jsonl' })
    const text = await city.app.inject({ method: 'GET', url: `${path}/file`, headers: await bearer() })
    const lines = text.payload.trimEnd().split('\n')
    const objects = lines.map((l) => JSON.parse(l) as Record<string, string | null>)
    expect(sorted(objects.map((o) => csv.columns.map((c) => o[c] ?? null)))).toEqual(sorted(csv.rows))
    for (const format of ['xlsx', 'parquet']) {
      const at = await exported(city, client, 'WZ-RESIDENTS', { format })
      const raw = await city.app.inject({ method: 'GET', url: `${at}/file`, headers: await bearer() })
      expect(raw.statusCode).toBe(200)
      const file = join(city.dataFolder, `read.${format}`)
      await writeFile(file, raw.rawPayload)
      const rows: (readonly (string | null)[])[] = []
      if (format === 'xlsx') {
        const table = await openTable(file)
        for await (const { cells } of table.sheets[0]!.rows()) rows.push(csv.columns.map((_, i) => cells[i] || null))
        rows.shift()
        await table.close()
      } else {
        const table = await openParquet(file)
        for await (const page of table.rows()) rows.push(...page)
        await table.close()
      }
      expect(sorted(rows)).toEqual(sorted(csv.rows))
    }
  })

  test('PF-85 a download goes on where it broke off, and its digests are those of the signed manifest', async () => {
    const path = await exported(city, client, 'WZ-RESIDENTS')
    const whole = await city.app.inject({ method: 'GET', url: `${path}/file`, headers: await bearer() })
    const bytes = whole.rawPayload
    const tag = String(whole.headers['etag'])
    const from = Math.floor(bytes.length / 3) + 5
    const rest = await city.app.inject({
      method: 'GET',
      url: `${path}/file`,
      headers: { ...(await bearer()), range: `bytes=${from}-`, 'if-range': tag },
    })
    expect(rest.statusCode).toBe(206)
    expect(rest.headers['content-range']).toBe(`bytes ${from}-${bytes.length - 1}/${bytes.length}`)
    expect(Buffer.compare(rest.rawPayload, bytes.subarray(from))).toBe(0)
    const behind = await client.get(`${path}/file`, { range: `bytes=${bytes.length}-` })
    expect(behind).toMatchObject({ status: 416, body: { code: 'RANGE_UNSATISFIABLE' } })

    const sha256 = createHash('sha256').update(bytes).digest()
    expect(whole.headers['content-digest']).toBe(`sha-256=:${sha256.toString('base64')}:`)
    const { manifest, note } = (await client.get(`${path}/manifest`)).body as { manifest: string; note: string }
    const said = JSON.parse(manifest)
    expect(said).toMatchObject({
      dataset: 'WZ-RESIDENTS',
      fields: ['resident_id', 'name', 'mobile'],
      masked: ['mobile'],
      file: { bytes: bytes.length, sha256: sha256.toString('hex'), sm3: toHex(sm3(new Uint8Array(bytes))) },
      marks: { scheme: 'fadu-marks/1', withheldRows: 0 },
    })
    const { text } = await openNote(note, await logVerifiers(city))
    const digest = createHash('sha256').update(manifest).digest('hex')
    expect(text).toBe(`fadu/export/1\n${toHex(sm3(encodeUtf8(manifest)))}\n${digest}\n`)
    expect(await evidenceOf(said.receipt as string)).toMatchObject({ detail: { sha256: said.file.sha256 } })
  })

  test('PF-85 what is written is sealed on disk, and no value of it is in the record', async () => {
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 11)
    const path = await exported(city, client, 'WZ-RESIDENTS')
    const id = path.split('/').at(-1)!
    const file = join(city.dataFolder, 'exports', `${id}.sealed`)
    expect((await readFile(file)).includes(resident!.name)).toBe(false)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await client.get(`${path}/file`)).body as string).toContain(resident!.name)
    const { rows } = await sql<{ body: string }>`
      select body from log_entry where action = 'data.export'`.execute(city.services.db)
    for (const { body } of rows) expect(body).not.toContain(resident!.residentId)
  })

  test('PF-85 conditions on plain items choose rows; what is sealed or malformed is named', async () => {
    const login = 'wuzhong.civil.steward'
    const opened = await openShareRequest(city, login, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', {
      items: ['credit_code', 'name'],
      mode: 'batch',
    })
    expect(opened.status).toBe(201)
    const all = readExported(
      (await client.get(`${await exported(city, client, 'WZ-ENTERPRISES')}/file`)).body as string,
    )
    const wanted = all.rows[0]![1]!
    const where = [{ item: 'name', test: 'oneOf', values: [wanted] }]
    const some = await exported(city, client, 'WZ-ENTERPRISES', { where })
    const { rows } = readExported((await client.get(`${some}/file`)).body as string)
    expect(rows.map((r) => r[1])).toEqual(all.rows.filter((r) => r[1] === wanted).map((r) => r[1]))
    const sealed = await askExport(client, 'WZ-RESIDENTS', {
      where: [{ item: 'resident_id', test: 'oneOf', values: ['x'] }],
    })
    expect(sealed).toMatchObject({ status: 400, body: { fields: [{ field: 'body.where.0' }] } })
    const both = await askExport(client, 'WZ-ENTERPRISES', {
      where: [{ item: 'name', test: 'between', values: ['x'] }],
    })
    expect(both.status).toBe(400)
    const none = await askExport(client, 'WZ-ENTERPRISES', {
      where: [{ item: 'nothing', test: 'oneOf', values: ['x'] }],
    })
    expect(none.status).toBe(400)
  })

  test('PF-85 a suspended grant refuses the very next download, also the rest of one that broke off', async () => {
    const path = await exported(city, client, 'WZ-RESIDENTS')
    expect((await client.get(`${path}/file`, { range: 'bytes=0-99' })).status).toBe(206)
    const set = (status: string) =>
      sql`update data_grant set status = ${status} where case_id = ${caseId}`.execute(city.services.db)
    await set('suspended')
    const refused = await client.get(`${path}/file`, { range: 'bytes=100-' })
    await expectRefused(city, 'wuzhong.civil.steward', refused, { clauses: ['PF-12'] })
    await set('active')
    expect((await client.get(`${path}/file`)).status).toBe(200)
  })

  test('PF-70 a file holds the rows and the masks of its grant, and is given out only while they stand', async () => {
    const login = 'wuzhong.civil.steward'
    const wish = { items: ['credit_code', 'name'], mode: 'batch' }
    const opened = await openShareRequest(city, login, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', wish)
    const grant = opened.body.result.case as string
    const all = readExported(
      (await client.get(`${await exported(city, client, 'WZ-ENTERPRISES')}/file`)).body as string,
    )
    const name = all.rows[0]![1]!
    const set = (column: string, value: unknown) =>
      sql`update data_grant set ${sql.ref(column)} = ${JSON.stringify(value)}::jsonb where case_id = ${grant}`.execute(
        city.services.db,
      )
    const before = await exported(city, client, 'WZ-ENTERPRISES')
    await set('row_filter', [{ item: 'name', test: 'oneOf', values: [name] }])
    await set('masks', { credit_code: { kind: 'pseudonym' } })
    expect(await client.get(`${before}/file`)).toMatchObject({ status: 409, body: { code: 'EXPORT_OUTDATED' } })
    const path = await exported(city, client, 'WZ-ENTERPRISES')
    const { rows } = readExported((await client.get(`${path}/file`)).body as string)
    expect(rows.length).toBe(all.rows.filter((r) => r[1] === name).length)
    for (const row of rows) {
      expect(row[1]).toBe(name)
      expect(row[0]).toMatch(/^[\w-]{22}$/)
      expect(all.rows.map((r) => r[0])).not.toContain(row[0])
    }
    // The same pseudonyms as a lookup gives, so that what one grant gives can be joined.
    const asked = await askExport(client, 'WZ-ENTERPRISES', {
      where: [{ item: 'credit_code', test: 'oneOf', values: [all.rows[0]![0]!] }],
    })
    expect(asked.status).toBe(400)
    await set('row_filter', [])
    await set('masks', {})
  })

  test('PF-71 the rows of a file count once against the quota of its grant, when it is first fetched', async () => {
    const rowsOf = (await city.services.aggregate.find('WZ-RESIDENTS')).dataset.rowCount
    const usage = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        select coalesce(sum(u.rows), 0)::float8 as n from grant_usage u join data_grant g on g.id = u.grant_id
        where g.case_id = ${caseId}`.execute(city.services.db)
      return rows[0]!.n
    }
    const quota = (n: number | null) =>
      sql`update data_grant set quota_total = ${n}::integer where case_id = ${caseId}`.execute(city.services.db)
    const before = await usage()
    const path = await exported(city, client, 'WZ-RESIDENTS')
    expect(await usage()).toBe(before)
    expect((await client.get(`${path}/file`, { range: 'bytes=0-9' })).status).toBe(206)
    expect(await usage()).toBe(before + rowsOf)
    // Nothing is left, and what was counted goes on.
    await quota(before + rowsOf)
    expect((await client.get(`${path}/file`, { range: 'bytes=10-' })).status).toBe(206)
    expect((await client.get(`${path}/file`)).status).toBe(200)
    expect(await usage()).toBe(before + rowsOf)
    await expectRefused(city, 'wuzhong.civil.steward', await askExport(client, 'WZ-RESIDENTS'), { clauses: ['PF-71'] })
    await quota(null)
  })

  test('PF-85 rows are withheld only where the grant says so, and the manifest counts them', async () => {
    const withheld = (n: number) =>
      sql`update data_grant set withheld_per_mille = ${n}::integer where case_id = ${caseId}`.execute(city.services.db)
    await withheld(100)
    const path = await exported(city, client, 'WZ-RESIDENTS')
    const { rows } = readExported((await client.get(`${path}/file`)).body as string)
    const said = JSON.parse((await client.get(`${path}/manifest`)).body.manifest as string)
    const { dataset } = await stored()
    expect(said.marks.withheldPerMille).toBe(100)
    expect(rows.length + (said.marks.withheldRows as number)).toBe(dataset.rowCount)
    expect(said.marks.withheldRows).toBeLessThan(dataset.rowCount / 2)
    await withheld(0)
  })

  test('NB-08-1-1 a value that holds separators, quotation marks or the beginning of a formula comes as it was received', async () => {
    const { db } = city.services
    const { dataset } = await city.services.aggregate.find('WZ-ENTERPRISES')
    const place = await sql<{ batch: number; line: string; f_name: string }>`
      select batch, line::text as line, f_name from ${sql.table(dataset.table)} where superseded_by_batch is null limit 1`
      .execute(db)
      .then(({ rows }) => rows[0]!)
    const store = (value: string | null) =>
      sql`update ${sql.table(dataset.table)} set f_name = ${value}
        where batch = ${place.batch}::integer and line = ${place.line}::bigint`.execute(db)
    const codes = { fields: ['credit_code', 'name'] }
    for (const value of ['a\u001fb\u001dc\u001e', '\u001e', '=1+1', 'say "so", then\r\nmore', '', null]) {
      await store(value)
      const path = await exported(city, client, 'WZ-ENTERPRISES', codes)
      const { rows } = readExported((await client.get(`${path}/file`)).body as string)
      const names = rows.map((r) => (r[1] === null || r[1] === undefined ? null : fromFormulaSafe(r[1])))
      expect(names).toContain(value)
      expect(rows).toHaveLength(dataset.rowCount)
      await client.send('DELETE', path)
    }
    await store(place.f_name)
  })

  test('NB-15-1 exports of a dataset that is destroyed, or loses rows of a person, are gone with the transaction that does it', async () => {
    const { db } = city.services
    const { dataset } = await stored()
    for (const forget of [withdrawExports, forgetExports]) {
      const path = await exported(city, client, 'WZ-RESIDENTS')
      const id = path.split('/').at(-1)!
      await db.transaction().execute((tx) => forget(tx, dataset))
      expect(await client.get(`${path}/file`)).toMatchObject({ status: 410, body: { code: 'EXPORT_GONE' } })
      const job = await db.selectFrom('export_job').select('file_key').where('id', '=', id).executeTakeFirstOrThrow()
      expect(job.file_key).toBeNull()
      await city.services.exportRunner.sweep()
      expect((await filesOf()).some((name) => name.startsWith(id))).toBe(false)
    }
  })

  test('PF-85 what a process that died had under way is written anew', async () => {
    await city.services.exportRunner.stop()
    const asked = await askExport(client, 'WZ-RESIDENTS')
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const id = asked.body.result.id as string
    await sql`update export_job set state = 'writing', worker = ${'999999999:gone'}, rows_done = 2 where id = ${id}`.execute(
      city.services.db,
    )
    await writeFile(join(city.dataFolder, 'exports', `${id}.part`), 'half a page')
    city = await city.restart()
    client = await city.asApplication('wuzhong.civil.assistance')
    await city.services.exportRunner.idle()
    const path = `/gw/v1/datasets/WZ-RESIDENTS/exports/${id}`
    expect((await client.get(path)).body).toMatchObject({ state: 'ready' })
    const { dataset } = await stored()
    const { rows } = readExported((await client.get(`${path}/file`)).body as string)
    expect(rows).toHaveLength(dataset.rowCount)
    expect((await filesOf()).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('PF-85 an export that broke off when not even that could be written down is written anew by the same process', async () => {
    const { db, exportRunner } = city.services
    await sql`create function refuse_end() returns trigger language plpgsql as $$ begin raise exception 'away'; end $$`.execute(
      db,
    )
    await sql`create trigger refuse_end before update on export_job for each row
      when (old.state = 'writing' and new.state <> 'writing') execute function refuse_end()`.execute(db)
    const asked = await askExport(client, 'WZ-RESIDENTS')
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    await exportRunner.idle()
    const path = `/gw/v1/datasets/WZ-RESIDENTS/exports/${asked.body.result.id as string}`
    expect((await client.get(path)).body).toMatchObject({ state: 'writing' })
    await sql`drop trigger refuse_end on export_job`.execute(db)
    await sql`drop function refuse_end`.execute(db)
    await exportRunner.idle()
    expect((await client.get(path)).body).toMatchObject({ state: 'ready' })
  })

  test('PF-85 a discarded export is gone at once, an expired one at its instant, and its key before its file', async () => {
    const discarded = await exported(city, client, 'WZ-RESIDENTS')
    const gone = await client.send('DELETE', discarded)
    expect(gone.status, JSON.stringify(gone.body)).toBe(200)
    expect(await client.get(`${discarded}/file`)).toMatchObject({ status: 410, body: { code: 'EXPORT_GONE' } })
    expect((await filesOf()).some((name) => name.startsWith(discarded.split('/').at(-1)!))).toBe(false)

    const path = await exported(city, client, 'WZ-RESIDENTS')
    const id = path.split('/').at(-1)!
    city.travel(7 * day - 60_000)
    client = await city.asApplication('wuzhong.civil.assistance')
    expect((await client.get(`${path}/file`)).status).toBe(200)
    city.travel(120_000)
    client = await city.asApplication('wuzhong.civil.assistance')
    expect(await client.get(`${path}/file`)).toMatchObject({ status: 410, body: { code: 'EXPORT_GONE' } })
    expect((await client.get(path)).body.state).toBe('expired')
    await city.services.exportRunner.sweep()
    expect((await filesOf()).some((name) => name.startsWith(id))).toBe(false)
    const job = await city.services.db
      .selectFrom('export_job')
      .select('file_key')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(job?.file_key).toBeNull()
  })

  async function bearer(): Promise<Record<string, string>> {
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion('wuzhong.civil.assistance'),
    })
    return { authorization: `Bearer ${token.body.access_token as string}` }
  }
})
