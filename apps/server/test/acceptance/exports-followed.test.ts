import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { askExport, batchGrantInWuzhong, exported } from '../support/exports.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, applicationId, entryId } from '../support/share.ts'

const receiver = 'wuzhong.civil.steward'
const provider = 'wuzhong.police.steward'
const strangers = ['wuzhong.labour.steward', 'ningbo.market.steward', 'ningbo.data.approver', 'platform.audit']

/** Files under a grant, followed by the people who answer for them: PF-75, PF-77, PF-85, WZ-27. */
describe.each(engines)('exports followed by people on %s', (engine) => {
  let city: City
  let client: Client
  let grant: string
  let known: string
  /** The newest first, as lists have them. */
  const made: string[] = []

  beforeAll(async () => {
    city = await openCity(engine)
    const caseId = await batchGrantInWuzhong(city)
    const [resident] = await addResidents(city, provider, 'WZ-RESIDENTS', 39)
    known = resident!.name
    client = await city.asApplication('wuzhong.civil.assistance')
    const { items } = (await read(receiver, '/api/v1/grants?limit=200')).body as {
      items: { id: string; case: string }[]
    }
    grant = items.find((g) => g.case === caseId)!.id
    for (const format of ['csv', 'jsonl', 'parquet']) {
      made.unshift((await exported(city, client, 'WZ-RESIDENTS', { format })).split('/').at(-1)!)
    }
  })
  afterAll(() => city.close())

  const read = async (login: string, path: string): Promise<Answer> => (await city.as(login)).get(path)
  const idsOf = (answer: Answer): readonly string[] => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return (answer.body.items as { id: string }[]).map(({ id }) => id)
  }
  const filePath = (id: string) => `/gw/v1/datasets/WZ-RESIDENTS/exports/${id}/file`

  test('WZ-27 PF-75 who gave the data and who got it see the same of an export, and so do authority and supervisor', async () => {
    const [newest] = made
    expect((await client.get(filePath(newest!))).status).toBe(200)
    const seen = await read(provider, `/api/v1/exports/${newest!}`)
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    expect(seen.body).toMatchObject({
      id: newest,
      grant,
      dataset: { code: 'WZ-RESIDENTS', entry: await entryId(city, provider, 'WZ-RESIDENTS') },
      purpose: '最低生活保障审核',
      matter: 'JZ-2026-0001',
      application: { id: applicationId(city, 'wuzhong.civil.assistance') },
      applicant: { id: await organizationId(city, receiver) },
      provider: { id: await organizationId(city, provider) },
      format: 'parquet',
      fields: ['resident_id', 'name', 'mobile'],
      state: 'ready',
      rows: { done: dataset.rowCount, total: dataset.rowCount, withheld: 0 },
      firstFetchedAt: expect.any(String),
      approval: null,
      problem: null,
    })
    expect(seen.body.bytes).toBeGreaterThan(0)
    for (const login of [receiver, 'wuzhong.data.steward', 'wuzhong.cyberspace.inspector']) {
      expect((await read(login, `/api/v1/exports/${newest!}`)).body, login).toEqual(seen.body)
    }
    const record = await read(receiver, `/api/v1/evidence/${String(seen.body.receipt)}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({ action: 'data.export', detail: { export: newest } })
  })

  test('PF-85 nothing of what is in the file, no key and no place of it is told', async () => {
    const { body } = await read(provider, `/api/v1/exports/${made[0]!}`)
    const row = await city.services.db
      .selectFrom('export_job')
      .select(['folder', 'sm3'])
      .where('id', '=', made[0]!)
      .executeTakeFirstOrThrow()
    const said = JSON.stringify(body)
    expect(said).not.toContain(known)
    expect(said).not.toContain(row.folder)
    expect(Object.keys(body as object).toSorted()).toEqual([
      ...['applicant', 'application', 'approval', 'bytes', 'createdAt', 'dataset', 'expiresAt', 'fields'],
      ...['finishedAt', 'firstFetchedAt', 'format', 'grant', 'id', 'matter', 'problem', 'provider', 'purpose'],
      ...['receipt', 'rows', 'rowsPerSecond', 'state'],
    ])
  })

  test('PF-75 another organisation sees nothing: no export, no list of others, no grant of others', async () => {
    const police = await organizationId(city, provider)
    for (const login of strangers) {
      await expectRefused(city, login, await read(login, `/api/v1/exports/${made[0]!}`), { clauses: ['PF-75'] })
      await expectRefused(city, login, await read(login, `/api/v1/exports?grant=${grant}`), { clauses: ['PF-75'] })
      await expectRefused(city, login, await read(login, `/api/v1/exports?organization=${police}`), {
        clauses: ['PF-14'],
      })
      expect(idsOf(await read(login, '/api/v1/exports')), login).toEqual([])
    }
    for (const login of ['wuzhong.labour.steward', 'ningbo.market.steward', provider]) {
      const there = await read(login, '/api/v1/supervision/exports?territory=640300000000')
      await expectRefused(city, login, there, { clauses: ['PF-77'] })
    }
    expect(idsOf(await read('ningbo.data.approver', '/api/v1/supervision/exports'))).toEqual([])
  })

  test('PF-75 lists come newest first, page by page, from either side, of one grant or of a territory', async () => {
    expect(idsOf(await read(receiver, '/api/v1/exports'))).toEqual(made)
    expect(idsOf(await read(receiver, '/api/v1/exports?side=received'))).toEqual(made)
    expect(idsOf(await read(receiver, '/api/v1/exports?side=provided'))).toEqual([])
    expect(idsOf(await read(provider, '/api/v1/exports?side=provided'))).toEqual(made)
    expect(idsOf(await read(provider, '/api/v1/exports?side=received'))).toEqual([])
    for (const login of [provider, receiver, 'wuzhong.data.approver', 'wuzhong.cyberspace.inspector']) {
      expect(idsOf(await read(login, `/api/v1/exports?grant=${grant}`)), login).toEqual(made)
    }
    for (const login of ['wuzhong.data.approver', 'wuzhong.cyberspace.inspector']) {
      expect(idsOf(await read(login, '/api/v1/supervision/exports')), login).toEqual(made)
    }
    for (const [login, path] of [
      [provider, '/api/v1/exports'],
      [receiver, '/api/v1/exports?side=received'],
      [provider, `/api/v1/exports?grant=${grant}`],
      ['wuzhong.data.approver', '/api/v1/supervision/exports?dataset=WZ-RESIDENTS'],
    ] as const) {
      const of = `${path}${path.includes('?') ? '&' : '?'}limit=2`
      const first = await read(login, of)
      expect(idsOf(first), of).toEqual(made.slice(0, 2))
      const second = await read(login, `${of}&cursor=${String(first.body.next)}`)
      expect(idsOf(second), of).toEqual(made.slice(2))
      expect(second.body.next).toBeNull()
    }
    expect(idsOf(await read(provider, '/api/v1/exports?dataset=WZ-ENTERPRISES'))).toEqual([])
  })

  test('PF-85 a steward of the receiving organisation discards an export before its time; nobody else does', async () => {
    const id = made[2]!
    const discard = async (login: string) => (await city.as(login)).send('DELETE', `/api/v1/exports/${id}`)
    for (const login of [provider, 'wuzhong.civil.approver', 'wuzhong.data.approver', ...strangers]) {
      await expectRefused(city, login, await discard(login), { clauses: ['PF-85'] })
    }
    expect((await client.send('DELETE', `/api/v1/exports/${id}`)).status).toBe(403)
    const another = made[1]!
    const done = await (await city.as(receiver)).send('DELETE', `/api/v1/exports/${another}`)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect(await client.get(filePath(another))).toMatchObject({ status: 410, body: { code: 'EXPORT_GONE' } })
    expect((await readdir(join(city.dataFolder, 'exports'))).some((name) => name.startsWith(another))).toBe(false)
    const again = await (await city.as(receiver)).send('DELETE', `/api/v1/exports/${another}`)
    expect(again).toMatchObject({ status: 410, body: { code: 'EXPORT_GONE' } })
    expect((await read(provider, `/api/v1/exports/${another}`)).body.state).toBe('discarded')
    expect(idsOf(await read(provider, '/api/v1/exports?state=discarded'))).toEqual([another])
    const record = await read(receiver, `/api/v1/evidence/${done.body.act.receipt as string}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({
      action: 'export.discard',
      actor: { type: 'Account' },
      grant,
      detail: { export: another, from: 'ready' },
    })
    // What an application may do has not changed: its own, by the gateway; and neither has a way through the other's door.
    const gateway = `/gw/v1/datasets/WZ-RESIDENTS/exports/${made[0]!}`
    await expectRefused(city, receiver, await (await city.as(receiver)).send('DELETE', gateway), {
      clauses: ['PF-85'],
    })
    expect((await client.get(gateway)).body.state).toBe('ready')
  })

  test('PF-85 the state is told by time, and filtered by it', async () => {
    const [id] = made
    const fresh = (await askExport(client, 'WZ-RESIDENTS')).body.result.id as string
    await city.services.exportRunner.idle()
    await sql`update export_job set expires_at = ${new Date(city.now().getTime() - 1000)} where id = ${id}`.execute(
      city.services.db,
    )
    expect((await read(provider, `/api/v1/exports/${id!}`)).body.state).toBe('expired')
    expect(idsOf(await read(provider, '/api/v1/exports?state=expired'))).toEqual([id])
    expect(idsOf(await read(receiver, '/api/v1/exports?state=ready'))).toEqual([fresh, made[2]])
    await city.services.exportRunner.sweep()
    expect(idsOf(await read(provider, '/api/v1/exports?state=expired'))).toEqual([id])
  })
})
