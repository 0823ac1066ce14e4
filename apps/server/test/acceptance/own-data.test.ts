import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resident } from '@fadu/testkit'
import { newApplicationKey } from '../../src/seed/demo-accounts.ts'
import { act, done, opened, openCase, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { registerOffice } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, applicationId, entryId, grantInWuzhong, lookup, shareForm } from '../support/share.ts'
import { checkDeps, foundAfter } from '../support/tampering.ts'

const own = '/api/v1/persons/self'

/** A person reads what is kept about that person and who asked for it: NB-07-3, WZ-21-1, PF-127, PF-128. */
describe.each(engines)('own data on %s', (engine) => {
  let city: City
  let inYinzhou: readonly Resident[]
  let inWuzhong: readonly Resident[]

  beforeAll(async () => {
    city = await openCity(engine)
    inYinzhou = await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 811)
    inWuzhong = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 812)
  })
  afterAll(() => city.close())

  const places = {
    yinzhou: { person: 'yinzhou.resident.self', approver: 'yinzhou.police.approver', code: 'YZ-RESIDENTS' },
    wuzhong: { person: 'wuzhong.resident.self', approver: 'wuzhong.police.approver', code: 'WZ-RESIDENTS' },
  } as const
  type Place = keyof typeof places
  const subjectOf = async (place: Place) => {
    const { approver, code } = places[place]
    return { type: 'catalogEntry', id: await entryId(city, approver, code) } as const
  }
  const asked = async (place: Place, login: string = places[place].person): Promise<string> =>
    opened(city, login, 'subject.access', await subjectOf(place), { accessKind: 'copy', content: '本人户籍记录' })
  const proven = (identifier: string) => ({ item: 'resident_id', identifier })
  /** Asked for by a person and provided. @returns The disclosure. */
  const disclosed = async (place: Place, number: string): Promise<string> => {
    const caseId = await asked(place)
    expect(await done(city, places[place].approver, caseId, 'provide', proven(number))).toBe('provided')
    return (await listed(places[place].person))[0]!['id'] as string
  }
  const listed = async (login: string): Promise<Record<string, unknown>[]> => {
    const { status, body } = await (await city.as(login)).get(`${own}/disclosures`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items
  }
  const rows = async (login: string, id: string, value: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `${own}/disclosures/${id}/rows`, { value })
  const file = async (login: string, id: string, value: string, format: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `${own}/disclosures/${id}/file`, { value, format })
  const accesses = async (login: string, value: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    (await city.as(login)).send('POST', `${own}/accesses`, { identifier: 'residentId', value, ...more })
  interface Told {
    readonly receipt: string
    readonly action: string
    readonly by: Record<string, unknown> | null
  }
  const told = async (login: string, value: string, more: Record<string, unknown> = {}): Promise<readonly Told[]> => {
    const { status, body } = await accesses(login, value, more)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.result.items
  }
  /** The entry of a receipt, as the log has it. */
  const entryOf = async (receipt: string): Promise<Record<string, unknown>> => {
    const row = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', receipt)
      .executeTakeFirstOrThrow()
    return JSON.parse(row.body) as Record<string, unknown>
  }

  test('NB-07-3 a person reads and takes along the own data in clear, objects to a value, and reads it corrected', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const { person, approver } = places.yinzhou
    const resident = inYinzhou[0]!
    const caseId = await asked('yinzhou')
    expect((await viewCase(city, person, caseId)).clocks).toMatchObject([{ period: 'subjectAccess.reply' }])
    for (const [form, field] of [
      [{ ...proven(resident.residentId), item: 'name' }, 'form.item'],
      [proven('11010519491231002X'), 'form.identifier'],
    ] as const) {
      const unfit = await act(city, approver, caseId, 'provide', form)
      expect(unfit, JSON.stringify(unfit.body)).toMatchObject({ status: 400, body: { fields: [{ field }] } })
    }
    expect(await done(city, approver, caseId, 'provide', proven(resident.residentId))).toBe('provided')
    expect((await viewCase(city, person, caseId)).entries).toMatchObject([{ form: { item: 'resident_id' } }])
    const [disclosure] = await listed(person)
    expect(disclosure).toMatchObject({
      case: caseId,
      dataset: { code: 'YZ-RESIDENTS' },
      item: { code: 'resident_id' },
      validUntil: '2026-03-31',
      state: 'open',
      proof: { identifier: 'residentId', until: '2027-03-01' },
    })
    const id = disclosure!['id'] as string

    const read = await rows(person, id, resident.residentId)
    expect(read.status, JSON.stringify(read.body)).toBe(200)
    expect(read.headers['cache-control']).toBe('no-store')
    expect(read.body.rows).toHaveLength(1)
    expect(read.body.rows[0]).toMatchObject({
      resident_id: resident.residentId,
      name: resident.name,
      address: resident.address,
    })
    const entry = await entryOf(read.body.receipt as string)
    expect(entry).toMatchObject({ kind: 'access', action: 'record.read', case: caseId, clauses: ['PF-127'] })
    expect(entry['detail']).toMatchObject({ as: 'view', by: 'resident_id', rows: 1 })
    const csv = await file(person, id, resident.residentId, 'csv')
    expect(csv.headers['content-disposition']).toContain('YZ-RESIDENTS.csv')
    expect(csv.body).toContain(resident.name)
    const json = await file(person, id, resident.residentId, 'json')
    expect(json.body.rows).toEqual(read.body.rows)

    const objection = await opened(city, person, 'subject.objection', await subjectOf('yinzhou'), {
      content: '住址',
      reason: '门牌号有误',
    })
    city.travelTo('2026-03-10T09:00:00+08:00')
    const late = await (
      await city.as('yinzhou.data.approver')
    ).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
    expect((late.body.items as { case: string }[]).map((line) => line.case)).toContain(objection)
    const address = '鄞州区本人路811号'
    const prepared = await (
      await city.as('yinzhou.police.steward')
    ).send('POST', '/api/v1/datasets/YZ-RESIDENTS/corrections', {
      lines: [{ target: { item: 'resident_id', value: resident.residentId }, values: { address } }],
    })
    const findings = '经查，门牌号录入有误，已更正'
    const correction = prepared.body.result.reference as string
    expect(await done(city, approver, objection, 'correct', { findings, correction })).toBe('corrected')
    expect((await viewCase(city, person, objection)).entries).toMatchObject([{ act: 'correct', form: { findings } }])
    const again = await rows(person, id, resident.residentId)
    expect(again.body.rows).toEqual([{ ...(read.body.rows as object[])[0], address }])
  })

  test('WZ-21-1 a person in Wuzhong applies, views and copies the own data, all rows of it and no row of another', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const { person } = places.wuzhong
    const [resident, other] = inWuzhong
    const id = await disclosed('wuzhong', resident!.residentId)
    const read = await rows(person, id, ` ${resident!.residentId} `)
    expect(read.status, JSON.stringify(read.body)).toBe(200)
    expect(read.body.rows).toMatchObject([{ name: resident!.name }])
    expect(JSON.stringify(read.body)).not.toContain(other!.residentId)
    expect((await file(person, id, resident!.residentId, 'csv')).body).toContain(resident!.name)
    const reason = { reason: '数据正在校核' }
    const refused = await asked('wuzhong')
    expect(await done(city, places.wuzhong.approver, refused, 'refuse', reason)).toBe('refused')
    expect((await viewCase(city, person, refused)).entries).toMatchObject([{ act: 'refuse', form: reason }])
    expect(await listed(person)).toHaveLength(1)
  })

  test('PF-127 nobody else reads it, no other number opens it, and it ends; each attempt is on record', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const { person } = places.wuzhong
    const [resident, other] = inWuzhong
    const number = resident!.residentId
    const id = await disclosed('wuzhong', number)
    for (const login of [
      'yinzhou.resident.self',
      'yinzhou.enterprise.self',
      'wuzhong.police.approver',
      'platform.audit',
    ]) {
      await expectRefused(city, login, await rows(login, id, number), { clauses: ['PF-127'] })
      await expectRefused(city, login, await file(login, id, number, 'json'), { clauses: ['PF-127'] })
    }
    expect((await city.anonymous.send('POST', `${own}/disclosures/${id}/rows`, { value: number })).status).toBe(401)
    expect(await listed('yinzhou.enterprise.self')).toEqual([])
    const wrong = await rows(person, id, other!.residentId)
    await expectRefused(city, person, wrong, { clauses: ['PF-127'] })
    expect(JSON.stringify(wrong.body)).not.toContain(other!.name)
    expect((await rows(person, randomUUID(), number)).status).toBe(404)
    // An account is of one person: another number is a slip of the pen.
    const slip = await act(city, places.wuzhong.approver, await asked('wuzhong'), 'provide', proven(other!.residentId))
    expect(slip).toMatchObject({ status: 400, body: { fields: [{ field: 'form.identifier' }] } })

    city.travelTo('2026-03-31T23:00:00+08:00')
    expect((await rows(person, id, number)).status).toBe(200)
    city.travelTo('2026-04-01T09:00:00+08:00')
    await expectRefused(city, person, await rows(person, id, number), { clauses: ['PF-127'] })
    expect((await listed(person)).map((d) => d['state'])).toEqual(['ended', 'ended'])
  })

  test('PF-128 a person reads who asked, for which purpose and matter, which items; nobody else does, and the reading is an entry', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const { person } = places.wuzhong
    const [resident, other] = inWuzhong
    const number = resident!.residentId
    await disclosed('wuzhong', number)
    await grantInWuzhong(city)
    const machine = await city.asApplication('wuzhong.civil.assistance')
    const call = await lookup(machine, 'WZ-RESIDENTS', [number], { fields: ['name'] })
    expect(call.status, JSON.stringify(call.body)).toBe(200)
    const elsewhere = await lookup(machine, 'WZ-RESIDENTS', [other!.residentId])
    const found = await told(person, number)
    expect(found.find((access) => access.receipt === call.body.receipt)).toMatchObject({
      action: 'data.lookup',
      dataset: { code: 'WZ-RESIDENTS' },
      by: {
        organization: { name: '吴忠市民政局' },
        application: '社会救助核对系统（演示）',
        purpose: '最低生活保障审核',
        matter: 'JZ-2026-0001',
        items: [{ code: 'name', name: '姓名' }],
        self: false,
      },
    })
    expect(found.map((access) => access.receipt)).not.toContain(elsewhere.body.receipt)
    // Readings of the evidence about the person are told as well.
    const search = await (
      await city.as('platform.audit')
    ).send('POST', '/api/v1/audit/person-searches', {
      identifier: 'residentId',
      value: number,
      reason: '群众来信',
      matter: 'JC-2026-0812',
    })
    expect(search.status).toBe(200)
    expect((await told(person, number))[0]).toMatchObject({
      receipt: search.body.act.receipt,
      action: 'audit.readPerson',
      dataset: null,
      by: { matter: 'JC-2026-0812' },
    })

    for (const login of [
      'wuzhong.police.approver',
      'wuzhong.data.approver',
      'platform.audit',
      'yinzhou.enterprise.self',
    ]) {
      await expectRefused(city, login, await accesses(login, number), { clauses: ['PF-128'] })
    }
    await expectRefused(city, person, await accesses(person, other!.residentId), { clauses: ['PF-128'] })
    const reading = await accesses(person, number)
    const entry = await entryOf(reading.body.act.receipt as string)
    expect(entry).toMatchObject({ kind: 'act', action: 'access.readOwn', clauses: ['PF-128'] })
    const withOwn = await told(person, number, { own: true })
    const receipt = reading.body.act.receipt as string
    expect(withOwn.find((access) => access.receipt === receipt)?.by).toMatchObject({ self: true })
    expect((await told(person, number)).map((access) => access.receipt)).not.toContain(receipt)

    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await accesses(person, number, { limit: 1, cursor })
      seen.push(...(body.result.items as Told[]).map((access) => access.receipt))
      cursor = (body.result.next as string | null) ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual((await told(person, number)).map((access) => access.receipt))
    expect((await accesses(person, number, { dataset: 'YZ-RESIDENTS' })).body.result.items).toEqual([])
    for (const [more, field] of [
      [{ value: '　' }, 'body.value'],
      [{ identifier: 'name' }, 'body.identifier'],
    ] as const) {
      const faulty = await accesses(person, number, more)
      expect(faulty).toMatchObject({ status: 400, body: { fields: [{ field }] } })
    }
  })

  test('PF-128 an investigation is told after its delay, masked or not at all until then; who only says so is told at once', async () => {
    city.travelTo('2026-03-02T09:00:00+08:00')
    const { person } = places.wuzhong
    const number = inWuzhong[0]!.residentId
    await disclosed('wuzhong', number)
    const purposes = ['刑事侦查', '案件调查', '治安管理']
    const office = await registerOffice(city, {
      code: 'wuzhong.inquiry',
      name: '吴忠市公安局经侦支队（测试）',
      territory: '640300000000',
      kinds: ['person'],
      roles: ['steward'],
    })
    const admission = { type: 'organization', id: office.id } as const
    await opened(city, 'wuzhong.data.approver', 'agency.admission', admission, {
      legalForm: 'administrativeOrgan',
      function: '经济犯罪侦查',
      objectives: '按期更新',
      responsibilities: '综合科',
      body: '综合科',
      persons: ['数据管理岗'],
      firstResponsible: '支队长',
      securityBody: '综合科',
      securityPosts: ['安全管理岗'],
      securityStaff: '安全管理人员 1 名',
    })
    const { id, client } = await newApplication(office)
    await granted(office.login, { application: id, purposes })
    const callFor = async (purpose: string): Promise<string> => {
      const answer = await lookup(client, 'WZ-RESIDENTS', [number], { purpose, matter: 'A-1' })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return answer.body.receipt as string
    }
    const hidden = await callFor('刑事侦查')
    const masked = await callFor('案件调查')
    const plain = await callFor('治安管理')
    const machine = await city.asApplication('wuzhong.civil.assistance')
    await granted('wuzhong.civil.steward', {
      application: applicationId(city, 'wuzhong.civil.assistance'),
      purposes: ['刑事侦查'],
    })
    const pretended = (await lookup(machine, 'WZ-RESIDENTS', [number], { purpose: '刑事侦查' })).body.receipt as string
    const byReceipt = async () => new Map((await told(person, number)).map((access) => [access.receipt, access]))

    const before = await byReceipt()
    expect(before.has(hidden)).toBe(false)
    expect(before.get(masked)).toMatchObject({ by: null, dataset: { code: 'WZ-RESIDENTS' } })
    expect(before.get(plain)?.by).toMatchObject({ purpose: '治安管理' })
    expect(before.get(pretended)?.by).toMatchObject({ purpose: '刑事侦查' })
    // What is held back is no gap either: the last page says that it is the last.
    const newest = await accesses(person, number, { limit: before.size })
    expect(newest.body.result.next).toBeNull()

    city.travelTo('2026-08-28T09:00:00+08:00')
    expect((await byReceipt()).has(hidden)).toBe(false)
    city.travelTo('2026-08-29T09:00:00+08:00')
    const after = await byReceipt()
    expect(after.get(hidden)?.by).toMatchObject({ purpose: '刑事侦查', organization: { id: office.id } })
    expect(after.get(masked)?.by).toMatchObject({ purpose: '案件调查', matter: 'A-1' })
  })

  test('PF-127 PF-128 the numbers are in no table and no log, and the evidence stays consistent', async () => {
    const { db } = city.services
    const numbers = [inYinzhou[0]!.residentId, ...inWuzhong.slice(0, 2).map((r) => r.residentId)]
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    for (const { name } of tables) {
      const { rows: found } = await sql<{ n: number }>`
        select count(*)::integer as n from ${sql.table(name)} r
        where ${sql.join(
          numbers.map((number) => sql`to_jsonb(r)::text like ${`%${number}%`}`),
          sql` or `,
        )}`.execute(db)
      expect(found[0]!.n, name).toBe(0)
    }
    await city.services.log.integrate()
    const deps = await checkDeps(city)
    expect(await foundAfter(city, deps, () => Promise.resolve())).toEqual([])
    const altered = await foundAfter(city, deps, async (tx) => {
      await sql`update record_disclosure set valid_until = '2099-12-31'`.execute(tx)
    })
    expect(altered.length).toBeGreaterThan(0)
    expect(altered.every((finding) => finding.startsWith('record_disclosure '))).toBe(true)
  })

  /** Registers an application of an office. @returns Its id, and a client with its bearer. */
  async function newApplication(office: { id: string; login: string }): Promise<{ id: string; client: Client }> {
    const { publicKey, privateKey } = await newApplicationKey()
    const answer = await (
      await city.as(office.login)
    ).send('POST', `/api/v1/organizations/${office.id}/applications`, {
      name: '研判系统（测试）',
      key: { algorithm: 'EdDSA', publicKey },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const id = answer.body.result.id as string
    const iat = Math.floor(city.now().getTime() / 1000)
    const claims = { iss: id, sub: id, aud: 'fadu-gateway', iat, exp: iat + 60, jti: randomUUID() }
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA' })
        .sign(await importJWK(privateKey, 'EdDSA')),
    })
    expect(token.status, JSON.stringify(token.body)).toBe(200)
    const authorization = `Bearer ${token.body.access_token as string}`
    const { get, send } = city.anonymous
    return {
      id,
      client: {
        get: (url) => get(url, { authorization }),
        send: (m, url, body) => send(m, url, body, { authorization }),
      },
    }
  }

  async function granted(login: string, more: { application: string; purposes: readonly string[] }): Promise<void> {
    const form = { ...shareForm(city, 'wuzhong.civil.assistance'), ...more }
    const answer = await openCase(city, login, 'share.request', await subjectOf('wuzhong'), form)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(await done(city, 'wuzhong.police.approver', answer.body.result.case as string, 'approve')).toBe('delivering')
  }
})
