import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  encodeUtf8,
  fromHex,
  leafHash,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  verifyInclusion,
} from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import type { Resident } from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { logVerifiers } from '../support/log-verifiers.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, applicationId, entryId, grantInWuzhong, lookup } from '../support/share.ts'
import { checkDeps, foundAfter } from '../support/tampering.ts'

const auditor = 'platform.audit'
const dataset = 'WZ-RESIDENTS'
const app = 'wuzhong.civil.assistance'
const why = { reason: '群众来信反映被查询', matter: 'JC-2026-0001' }

/** The audit administrator finds what happened and reads it whole; each reading is on record: PF-117. */
describe.each(engines)('search of the evidence on %s', (engine) => {
  let city: City
  let machine: Client
  let residents: readonly Resident[]
  let caseId: string
  let refusedReceipt: string
  let receipt: string

  beforeAll(async () => {
    city = await openCity(engine)
    residents = await addResidents(city, 'wuzhong.police.steward', dataset, 5)
    caseId = await grantInWuzhong(city)
    machine = await city.asApplication(app)
    const done = await lookup(machine, dataset, [residents[0]!.residentId])
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    receipt = done.body.receipt as string
    const refused = await lookup(machine, dataset, [residents[1]!.residentId], { purpose: '催收' })
    expect(refused.status).toBe(403)
    refusedReceipt = refused.body.receipt as string
  })
  afterAll(() => city.close())

  const read = async (query: string, login = auditor): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/audit/entries?${query}`)
  const items = async (query: string): Promise<Record<string, unknown>[]> => {
    const { status, body } = await read(query)
    expect(status, JSON.stringify(body)).toBe(200)
    return (body.result.items as { body: string }[]).map((item) => JSON.parse(item.body) as Record<string, unknown>)
  }
  const person = async (more: Record<string, unknown>, login = auditor): Promise<Answer> =>
    (await city.as(login)).send('POST', '/api/v1/audit/person-searches', {
      identifier: 'residentId',
      value: residents[0]!.residentId,
      ...why,
      ...more,
    })

  test('PF-117 entries are found by what they are about, who acted, what was decided, clause and time', async () => {
    const grant = (
      await city.services.db
        .selectFrom('data_grant')
        .select('id')
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow()
    ).id
    const civil = await organizationId(city, 'wuzhong.civil.steward')
    const lookups = await items(`grant=${grant}&kind=access`)
    expect(lookups.map((e) => e['id'])).toEqual([receipt])
    expect(lookups[0]).toMatchObject({ action: 'data.lookup', grant, clauses: expect.any(Array) })
    const ofDataset = (await items(`dataset=${dataset}`)).map((e) => e['id'])
    expect(ofDataset).toEqual(expect.arrayContaining([receipt, refusedReceipt]))
    expect((await items(`dataset=${dataset}&decision=refusal`)).map((e) => e['id'])).toEqual([refusedReceipt])
    const ofApplication = await items(`application=${applicationId(city, app)}&decision=permit`)
    expect(ofApplication[0]!['id']).toBe(receipt)
    expect(ofApplication.map((e) => e['action'])).toEqual(['data.lookup', 'application.register'])
    const inCase = await items(`case=${caseId}`)
    expect(inCase.map((e) => e['action'])).toEqual(
      expect.arrayContaining(['share.request.open', 'share.request.approve', 'data.lookup']),
    )
    const byAgency = await items(`organization=${civil}`)
    expect(byAgency.length).toBeGreaterThan(1)
    expect(new Set(byAgency.map((e) => (e['actor'] as { organization: string }).organization))).toEqual(
      new Set([civil]),
    )
    const ofEntry = (await items(`entry=${dataset}`)).map((e) => e['action'])
    expect(ofEntry).toEqual(expect.arrayContaining(['data.lookup', 'share.request.open']))

    const clause = (await items(`dataset=${dataset}&decision=refusal`))[0]!['clauses'] as string[]
    const byClause = await items(`clause=${clause[0]!}&decision=refusal`)
    expect(byClause.map((e) => e['id'])).toContain(refusedReceipt)
    for (const entry of byClause) expect(entry['clauses']).toContain(clause[0])
    const permitted = (lookups[0]!['clauses'] as string[])[0]!
    expect((await items(`clause=${permitted}&dataset=${dataset}&kind=access`)).map((e) => e['id'])).toContain(receipt)

    const { at } = (await items(`dataset=${dataset}&kind=access`))[0] as { at: string }
    const later = new Date(Date.parse(at) + 1).toISOString()
    const within = await items(`from=${encodeURIComponent(at)}&until=${encodeURIComponent(later)}`)
    expect(within.map((e) => e['id'])).toContain(receipt)
    expect((await items(`dataset=${dataset}&kind=access&until=${encodeURIComponent(at)}`)).map((e) => e['id'])).toEqual(
      [],
    )
    expect((await items('action=share.request.approve')).map((e) => e['case'])).toContain(caseId)
  })

  test('PF-117 a question that no index answers, a period that ends before it begins, or a code of nothing is told', async () => {
    const open = await read('clause=PF-13')
    expect(open.status).toBe(400)
    expect(open.body.fields).toMatchObject([{ field: 'query.clause' }])
    expect((await read('from=2026-03-01T00:00:00Z&until=2026-02-01T00:00:00Z')).body.fields).toMatchObject([
      { field: 'query.until' },
    ])
    for (const query of ['dataset=NONE-1', 'entry=NONE-1']) expect((await read(query)).status, query).toBe(404)
    for (const query of [
      'clause=x',
      'from=yesterday',
      'from=0000-01-01T00:00:00Z',
      'application=me',
      'nothing=1',
      'kind=fact',
    ]) {
      expect((await read(query)).status, query).toBe(400)
    }
    const noYear = Buffer.from(JSON.stringify(['0000-01-01T00:00:00.000Z', randomUUID()])).toString('base64url')
    for (const cursor of ['WyJhIiwiYiJd', noYear]) {
      expect((await read(`cursor=${cursor}`)).body).toMatchObject({ code: 'CURSOR_INVALID' })
    }
  })

  test('PF-117 pages follow each other without a gap while entries are added', async () => {
    const seen: string[] = []
    let cursor = ''
    const whole = (await items(`dataset=${dataset}&limit=200`)).map((e) => e['id'] as string)
    for (let page = 0; page < 50; page++) {
      const { body } = await read(`dataset=${dataset}&limit=2${cursor}`)
      seen.push(...(body.result.items as { entry: string }[]).map((item) => item.entry))
      if (page === 0) expect((await lookup(machine, dataset, [residents[2]!.residentId])).status).toBe(200)
      if (body.result.next === null) break
      cursor = `&cursor=${body.result.next as string}`
    }
    expect(seen).toEqual(whole)
  })

  test('PF-117 whoever is not audit administrator is refused with the clause, and the refusal is on record', async () => {
    for (const login of ['platform.security', 'platform.system', 'wuzhong.civil.steward', 'wuzhong.data.approver']) {
      await expectRefused(city, login, await read('limit=1', login), { clauses: ['PF-13'] })
      await expectRefused(city, login, await person({}, login), { clauses: ['PF-117'] })
      const one = await (await city.as(login)).get(`/api/v1/audit/entries/${receipt}`)
      await expectRefused(city, login, one, { clauses: ['PF-13'] })
    }
    expect((await city.anonymous.get('/api/v1/audit/entries')).status).toBe(401)
  })

  test('PF-117 a reading is an entry that says what was asked and how much was shown', async () => {
    const { body } = await read(`dataset=${dataset}&decision=refusal&limit=7`)
    const { result } = (await (await city.as(auditor)).get(`/api/v1/audit/entries/${body.act.receipt as string}`)).body
    expect(JSON.parse(result.body as string)).toMatchObject({
      kind: 'act',
      action: 'audit.read',
      clauses: ['PF-13'],
      detail: { dataset, decision: 'refusal', shown: 1 },
    })
  })

  test('PF-117 an entry is read whole: act, decision with the text of its clauses, who acted, place in the log, proof', async () => {
    const { status, body } = await (await city.as(auditor)).get(`/api/v1/audit/entries/${refusedReceipt}`)
    expect(status, JSON.stringify(body)).toBe(200)
    const { result } = body
    expect(result).toMatchObject({
      entry: refusedReceipt,
      actor: expect.any(String),
      organizationName: expect.any(String),
      dataset: { code: dataset },
    })
    const said = JSON.parse(result.body as string) as { clauses: string[]; kind: string }
    expect(said.kind).toBe('refusal')
    expect((result.clauses as { id: string; text: string }[]).map((c) => c.id)).toEqual(said.clauses)
    expect((result.clauses as { text: string }[])[0]!.text.length).toBeGreaterThan(5)
    const { leafIndex, leafHash: hex, treeSize, path, checkpoint } = result.proof
    expect(result.leafIndex).toBe(leafIndex)
    const { origin } = parseCheckpoint(parseNote(checkpoint as string).text)
    const { checkpoint: head } = await openCheckpoint(checkpoint as string, {
      origin,
      verifiers: await logVerifiers(city),
    })
    const hash = leafHash(sm3Hash, encodeUtf8(result.body as string))
    expect(Buffer.from(hash).toString('hex')).toBe(hex)
    const at = { leafHash: hash, index: leafIndex as number, size: treeSize as number }
    expect(() => verifyInclusion(sm3Hash, at, (path as string[]).map(fromHex), head.root)).not.toThrow()
    expect((await (await city.as(auditor)).get(`/api/v1/audit/entries/${randomUUID()}`)).status).toBe(404)
  })

  test('PF-117 who asked about somebody is found by the number, in every dataset; others are not', async () => {
    const { status, body } = await person({})
    expect(status, JSON.stringify(body)).toBe(200)
    const first = (body.result.items as { entry: string; by: string; body: string }[]).filter(
      (i) => i.entry === receipt,
    )
    expect(first).toMatchObject([{ entry: receipt, by: 'key' }])
    const other = await person({ value: residents[1]!.residentId })
    expect((other.body.result.items as { entry: string }[]).map((i) => i.entry)).not.toContain(receipt)
    const narrowed = await person({ organization: await organizationId(city, 'wuzhong.police.steward') })
    expect(narrowed.body.result.items).toEqual([])
    const item = { identifier: undefined, dataset, item: 'resident_id' }
    expect((await person(item)).body.result.items.map((i: { entry: string }) => i.entry)).toContain(receipt)
    // Written otherwise it is the same number.
    const wide = [...residents[0]!.residentId].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    expect((await person({ value: wide })).body.result.items.map((i: { entry: string }) => i.entry)).toContain(receipt)
  })

  test('PF-117 with unkeyed also readings that may have shown anybody are found, and told apart', async () => {
    const look = await (await city.as('wuzhong.police.steward')).get(`/api/v1/datasets/${dataset}/preview`)
    expect(look.status).toBe(200)
    const { body } = await person({ unkeyed: true })
    const found = body.result.items as { entry: string; by: string; body: string }[]
    const preview = found.find((i) => JSON.parse(i.body).action === 'dataset.preview')
    expect(preview?.by).toBe('unkeyed')
    expect(found.find((i) => i.entry === receipt)?.by).toBe('key')
  })

  test('PF-117 a reading about somebody states reason and matter, and is itself found when it is asked again', async () => {
    for (const missing of ['reason', 'matter']) {
      const { status, body } = await person({ [missing]: undefined })
      expect(status, missing).toBe(400)
      expect(body.fields).toMatchObject([{ field: `body.${missing}` }])
    }
    const third = residents[2]!.residentId
    const done = await person({ value: third })
    expect(done.status).toBe(200)
    const again = await person({ value: third })
    const before = (again.body.result.items as { entry: string; body: string }[]).find(
      (i) => i.entry === done.body.act.receipt,
    )
    expect(JSON.parse(before!.body)).toMatchObject({
      action: 'audit.readPerson',
      clauses: ['PF-117'],
      detail: { ...why, by: 'residentId' },
    })
  })

  test('PF-117 the number asked for is in no table and no answer, in clear or as a plain digest', async () => {
    const number = residents[0]!.residentId
    const key = { 'idempotency-key': randomUUID() }
    const told = await person({ reason: `查 ${number}` })
    expect(told.status).toBe(400)
    expect(JSON.stringify(told.body)).not.toContain(number)
    expect((await person({ value: ` ${number} `, matter: number })).status).toBe(400)
    const body = { identifier: 'residentId', value: number, ...why }
    const done = await (await city.as(auditor)).send('POST', '/api/v1/audit/person-searches', body, key)
    expect(done.status).toBe(200)
    expect(JSON.stringify(done.body)).not.toContain(number)
    const { db } = city.services
    const { rows: kept } = await sql`select from idempotent_answer where key = ${key['idempotency-key']}`.execute(db)
    expect(kept).toEqual([])
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    for (const { name } of tables) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::integer as n from ${sql.table(name)} r where to_jsonb(r)::text like ${`%${number}%`}`.execute(
        db,
      )
      expect(rows[0]!.n, name).toBe(0)
    }
  })

  test('PF-117 what names nobody is told field by field', async () => {
    const faults = async (more: Record<string, unknown>): Promise<string[]> => {
      const { status, body } = await person(more)
      expect(status, JSON.stringify(body)).toBe(400)
      return (body.fields as { field: string }[]).map((f) => f.field)
    }
    expect(await faults({ identifier: undefined })).toEqual(['body.identifier'])
    expect(await faults({ item: 'resident_id' })).toEqual(['body.item'])
    expect(await faults({ identifier: undefined, dataset, item: 'name' })).toEqual(['body.item'])
    expect(await faults({ value: '　' })).toEqual(['body.value'])
    expect((await person({ dataset: 'NONE-1' })).status).toBe(404)
    expect(clausesOf(await person({}, 'platform.security'))).toEqual(['PF-117'])
  })

  test('PF-110 readings about people leave the evidence consistent', async () => {
    await city.services.log.integrate()
    const deps = await checkDeps(city)
    expect(await foundAfter(city, deps, () => Promise.resolve())).toEqual([])
    const altered = await foundAfter(city, deps, async (tx) => {
      await sql`update access_key set digest = set_byte(digest, 0, get_byte(digest, 0) # 1)
        where dataset_id = '00000000-0000-0000-0000-000000000000'`.execute(tx)
    })
    expect(altered.length).toBeGreaterThan(0)
    expect(altered.every((f) => f.startsWith('access_key ') && f.endsWith(' altered'))).toBe(true)
    expect(await entryId(city, 'wuzhong.police.steward', dataset)).toBeDefined()
  })
})
