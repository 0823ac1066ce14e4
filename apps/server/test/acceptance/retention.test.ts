import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCheckpoint, parseNote, toHex } from '@fadu/audit-log'
import { addDays, civilDateOf, type CivilDate } from '@fadu/domain'
import { sm3Hash } from '@fadu/smcrypto'
import { recomputeRoots } from '../../src/platform/log/recompute-root.ts'
import { act, clausesOf } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { addResidents, entryId, grantInWuzhong, lookup } from '../support/share.ts'
import { nodeSigner, sendSigned, signByHand } from '../support/signing.ts'
import { checkDeps, foundAfter } from '../support/tampering.ts'

const dayMs = 86_400_000
const key = 'wuzhong.civil.assistance'

describe.each(engines)('records that are kept for a term on %s', { timeout: 120_000 }, (engine) => {
  let city: City
  /** The day of the accesses. */
  let day: CivilDate
  let known: readonly string[]
  let dataset: string

  const audit = () => city.as('platform.audit')
  const today = () => civilDateOf(city.now())
  /** Noon of a day some days after that of the accesses. */
  const travelTo = (days: number) => city.travelTo(`${addDays(day, days)}T12:00:00+08:00`)
  const order = async (
    kind: 'useRecords' | 'systemLogs',
    before?: CivilDate,
    who = 'platform.audit',
  ): Promise<Answer> =>
    (await city.as(who)).send('POST', '/api/v1/retention/orders', { kind, ...(before === undefined ? {} : { before }) })
  const agree = async (id: string, who = 'platform.security'): Promise<Answer> =>
    (await city.as(who)).send('POST', `/api/v1/retention/orders/${id}/approval`)
  /** Goes on with what was agreed to until it has ended. */
  const carriedOut = async (): Promise<{ readonly removed: number; readonly left: number }> => {
    const sum = { removed: 0, left: 0 }
    for (;;) {
      const pass = await city.services.retentionKeeper.passOnce()
      if (pass === undefined) return sum
      sum.removed += pass.removed
      sum.left += pass.left
    }
  }
  const ordered = async (kind: 'useRecords' | 'systemLogs') => {
    const asked = await order(kind)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const agreed = await agree(asked.body.result.id as string)
    expect(agreed.status, JSON.stringify(agreed.body)).toBe(200)
    return carriedOut()
  }
  const count = async (from: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::float8 as n ${from}`.execute(city.services.db)
    return rows[0]!.n
  }
  const keysOfTheDay = () => count(sql`from access_key where day = ${day}::date`)
  const signatures = () => count(sql`from call_signature`)
  const entries = async (action: string): Promise<readonly Record<string, unknown>[]> => {
    const rows = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('action', '=', action)
      .orderBy('id')
      .execute()
    return rows.map((row) => JSON.parse(row.body) as Record<string, unknown>)
  }
  const checked = async (): Promise<Answer['body']> => {
    await city.services.log.integrate()
    const answer = await (await audit()).send('POST', '/api/v1/audit/checks')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.result
  }
  /** What an order would come to. */
  const due = async (kind: 'useRecords' | 'systemLogs', before?: CivilDate): Promise<Answer['body']> => {
    const asked = `/api/v1/retention/due?kind=${kind}${before === undefined ? '' : `&before=${before}`}`
    const answer = await (await audit()).get(asked)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const found = async (change: Parameters<typeof foundAfter>[2]) => foundAfter(city, await checkDeps(city), change)

  beforeAll(async () => {
    city = await openCity(engine)
    await grantInWuzhong(city)
    known = (await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 43)).map((r) => r.residentId)
    const { id } = await city.services.db
      .selectFrom('dataset')
      .select('id')
      .where('code', '=', 'WZ-RESIDENTS')
      .executeTakeFirstOrThrow()
    dataset = id
    day = today()
    const client = await city.asApplication(key)
    for (const value of known) expect((await lookup(client, 'WZ-RESIDENTS', [value])).status).toBe(200)
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion(key),
    })
    const call = signByHand(city, nodeSigner(city.demo.applications.find((a) => a.key === key)!.privateKey), {
      url: '/gw/v1/datasets/WZ-RESIDENTS/lookup',
      body: { purpose: '最低生活保障审核', matter: 'JZ-2026-0007', item: 'resident_id', values: [known[0]!] },
      authorization: `Bearer ${token.body.access_token as string}`,
    })
    expect((await sendSigned(city, call)).status).toBe(200)
    expect(await keysOfTheDay()).toBe(4)
    expect(await signatures()).toBe(1)
    await city.services.log.integrate()
  })
  afterAll(() => city.close())

  test('PF-129 what is kept for how long is shown with its clause, to the administrators alone', async () => {
    for (const who of ['platform.system', 'platform.security', 'platform.audit']) {
      const { status, body } = await (await city.as(who)).get('/api/v1/retention')
      expect(status, who).toBe(200)
      expect(body).toMatchObject({
        terms: [
          { kind: 'useRecords', days: 1096, cites: ['PF-129'], dueBefore: addDays(today(), -1096) },
          { kind: 'systemLogs', days: 184, cites: ['PF-129'], dueBefore: addDays(today(), -184) },
        ],
        holds: [],
      })
    }
    for (const path of ['/api/v1/retention', '/api/v1/retention/orders', '/api/v1/retention/due?kind=useRecords'])
      expect((await (await city.as('wuzhong.data.approver')).get(path)).status).toBe(403)
  })

  test('PF-129 nothing is removed before its term, not by a day', async () => {
    travelTo(1096)
    const nothing = { table: 'access_key', n: 0, held: 0, more: false }
    expect(await due('useRecords')).toMatchObject({ before: day, oldest: day, records: [nothing, { n: 0 }], held: [] })
    const early = await order('useRecords', addDays(day, 1))
    expect(early.status).toBe(403)
    expect(clausesOf(early)).toContain('PF-129')
    expect(early.body.needed[0].text).toContain('1096')
    expect((await ordered('useRecords')).removed).toBe(0)
    expect(await keysOfTheDay()).toBe(4)
    travelTo(1097)
  })

  test('PF-129 WZ-40-2-5 an order takes two administrators: one asks, another agrees, and nothing goes before', async () => {
    for (const who of ['platform.system', 'platform.security', 'wuzhong.data.approver'])
      expect((await order('useRecords', undefined, who)).status, who).toBe(403)
    const asked = await order('useRecords')
    expect(asked.body.result).toMatchObject({ before: addDays(day, 1), days: 1096, state: 'asked' })
    expect(asked.body.result).toMatchObject({ askedBy: { name: expect.any(String) }, agreedBy: null })
    expect((await order('useRecords')).body.code).toBe('STATE_CONFLICT')
    expect(await city.services.retentionKeeper.passOnce()).toBeUndefined()
    const id = asked.body.result.id as string
    for (const who of ['platform.audit', 'platform.system', 'wuzhong.data.approver'])
      expect((await agree(id, who)).status, who).toBe(403)
    expect(await city.services.retentionKeeper.passOnce()).toBeUndefined()
    const agreed = await agree(id)
    expect(agreed.body.result).toMatchObject({ state: 'agreed' })
    expect(clausesOf(agreed)).toContain('PF-129')
    expect((await agree(id)).body.code).toBe('STATE_CONFLICT')
  })

  test('PF-129 while a case about the data is open, or an investigation holds it, its records stay', async () => {
    // The demonstration has two requests for this entry that nobody settled.
    expect(await due('useRecords')).toEqual({
      ...{ kind: 'useRecords', before: addDays(day, 1), oldest: day },
      records: [
        { table: 'access_key', n: 4, held: 4, more: false },
        { table: 'call_signature', n: 1, held: null, more: false },
      ],
      held: [{ scope: 'dataset', id: dataset, name: 'WZ-RESIDENTS', by: 'case' }],
    })
    expect((await due('useRecords', day)).records).toMatchObject([{ n: 0 }, { n: 0 }])
    expect((await carriedOut()).removed).toBe(0)
    expect(await keysOfTheDay()).toBe(4)
    const entry = await entryId(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS')
    for (const who of ['wuzhong.labour.steward', 'wuzhong.civil.steward']) {
      const open = await (await city.as(who)).get('/api/v1/cases?open=true&limit=100')
      const requests = (open.body.items as { id: string; procedure: string; subject: { id: string } }[]).filter(
        (c) => c.procedure === 'share.request' && c.subject.id === entry,
      )
      for (const { id } of requests) expect((await act(city, who, id, 'withdraw')).status).toBe(200)
    }
    const civil = await organizationId(city, 'wuzhong.civil.steward')
    const held = await (
      await audit()
    ).send('POST', '/api/v1/retention/holds', {
      scope: 'organization',
      id: civil,
      reason: '行政复议',
      matter: 'FY-2029-1',
    })
    expect(held.status, JSON.stringify(held.body)).toBe(201)
    const standing = (await (await city.as('platform.system')).get('/api/v1/retention')).body.holds
    const { name } = await city.services.db
      .selectFrom('organization')
      .select('name')
      .where('id', '=', civil)
      .executeTakeFirstOrThrow()
    expect(standing).toMatchObject([{ scope: 'organization', of: civil, name, placedBy: { name: expect.any(String) } }])
    expect((await due('useRecords')).held).toEqual([{ scope: 'organization', id: civil, name, by: 'act' }])
    const unknown = { scope: 'dataset', id: civil, reason: '行政复议', matter: 'FY-2029-1' }
    expect((await (await audit()).send('POST', '/api/v1/retention/holds', unknown)).status).toBe(404)
    expect((await ordered('useRecords')).removed).toBe(0)
    expect(await keysOfTheDay()).toBe(4)
    expect((await checked()).ok).toBe(true)
    const lift = `/api/v1/retention/holds/${held.body.result.id as string}/end`
    expect((await (await city.as('platform.security')).send('POST', lift)).status).toBe(403)
    const lifted = await (await audit()).send('POST', lift)
    expect(lifted.status, JSON.stringify(lifted.body)).toBe(200)
    expect((await (await audit()).send('POST', lift)).body.code).toBe('STATE_CONFLICT')
  })

  test('PF-129 a dataset and an organisation are held by their codes too, and everything at once; what is held is named before anybody orders', async () => {
    const hold = async (body: Record<string, string>): Promise<Answer> =>
      (await audit()).send('POST', '/api/v1/retention/holds', { reason: '调查', matter: 'DC-2029-2', ...body })
    const end = async (held: Answer): Promise<void> => {
      const path = `/api/v1/retention/holds/${held.body.result.id as string}/end`
      expect((await (await audit()).send('POST', path)).status).toBe(200)
    }
    const byCode = await hold({ scope: 'dataset', code: 'WZ-RESIDENTS' })
    expect(byCode.body.result).toMatchObject({ of: dataset, name: 'WZ-RESIDENTS', liftedBy: null })
    const kept = { table: 'access_key', n: 4, held: 4, more: false }
    expect(await due('useRecords')).toMatchObject({
      records: [kept, { n: 1 }],
      held: [{ scope: 'dataset', name: 'WZ-RESIDENTS', by: 'act' }],
    })
    await end(byCode)
    expect(await due('useRecords')).toMatchObject({ records: [{ n: 4, held: 0 }, { n: 1 }], held: [] })
    const whole = await hold({ scope: 'platform' })
    expect(await due('useRecords')).toMatchObject({
      records: [kept, { n: 1 }],
      held: [{ scope: 'platform', name: null }],
    })
    await end(whole)
    const { code, name } = await city.services.db
      .selectFrom('organization')
      .select(['code', 'name'])
      .where('id', '=', await organizationId(city, 'wuzhong.police.steward'))
      .executeTakeFirstOrThrow()
    const office = await hold({ scope: 'organization', code })
    expect(office.body.result).toMatchObject({ scope: 'organization', name })
    await end(office)
    for (const scope of ['dataset', 'organization']) expect((await hold({ scope, code: 'WZ-NONE' })).status).toBe(404)
    for (const wrong of [
      { scope: 'dataset' },
      { scope: 'dataset', id: dataset, code: 'WZ-RESIDENTS' },
      { scope: 'grant', code: 'WZ-RESIDENTS' },
      { scope: 'platform', id: dataset },
    ])
      expect((await hold(wrong)).body.code, JSON.stringify(wrong)).toBe('REQUEST_MALFORMED')
  })

  test('PF-129 who asked does not agree, with another office neither', async () => {
    const asked = await order('systemLogs')
    const id = asked.body.result.id as string
    const assign = async (roles: readonly string[]): Promise<void> => {
      const path = `/api/v1/accounts/${asked.body.result.askedBy.id as string}/roles`
      const answer = await (await city.as('platform.security')).send('PUT', path, { roles })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      // Sessions ended with the office.
      city.travel(1000)
    }
    await assign(['securityAdmin'])
    const own = await agree(id, 'platform.audit')
    expect(own.status, JSON.stringify(own.body)).toBe(403)
    expect(clausesOf(own)).toContain('PF-129')
    expect(own.body.needed[0].text).toBe('由提出人以外的安全管理员同意')
    await assign(['auditAdmin'])
    expect(await city.services.retentionKeeper.passOnce()).toBeUndefined()
    expect((await agree(id)).status).toBe(200)
    await carriedOut()
  })

  test('PF-129 PF-110 a day with a record that is not as the log says is left as it is, and the record is still named', async () => {
    const change = (from: string, to: string) =>
      sql`
      update access_key set digest = overlay(digest placing decode(${to}, 'hex') from 1 for 1)
      where (dataset_id, digest, entry_id) in (select dataset_id, digest, entry_id from access_key
        where day = ${day}::date and (${from} = '' or substring(digest from 1 for 1) = decode(${from}, 'hex'))
        order by entry_id limit 1)
      returning entry_id`.execute(city.services.db)
    const { rows } = await sql<{ first: string; entry: string }>`
      select encode(substring(digest from 1 for 1), 'hex') as first, entry_id as entry from access_key
      where day = ${day}::date order by entry_id limit 1`.execute(city.services.db)
    const { first, entry } = rows[0]!
    const other = first === 'ff' ? '00' : 'ff'
    await change('', other)
    expect(await ordered('useRecords')).toEqual({ removed: 0, left: 1 })
    expect(await keysOfTheDay()).toBe(4)
    const refused = (await entries('retention.remove')).at(-1)!
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'EVIDENCE_TAMPERED', detail: { day, faults: 1 } })
    const result = await checked()
    expect(result.ok).toBe(false)
    expect(result.named).toContainEqual({ table: 'access_key', key: entry, found: 'altered' })
    await change(other, first)
    expect((await checked()).ok).toBe(true)
  })

  test('PF-129 what is over its term is removed by an entry that says how much, on which clause, and nothing of anybody', async () => {
    expect(await ordered('useRecords')).toEqual({ removed: 5, left: 0 })
    expect(await keysOfTheDay()).toBe(0)
    expect(await signatures()).toBe(0)
    const removal = (await entries('retention.remove')).at(-1)!
    expect(removal).toMatchObject({
      kind: 'system',
      outcome: 'done',
      clauses: ['PF-129'],
      detail: { records: 'useRecords', day, accesses: 4, keys: 4, signatures: 1 },
    })
    for (const value of known) expect(JSON.stringify(removal)).not.toContain(value)
    const asked = (await (await city.as('platform.system')).get('/api/v1/retention/orders')).body.items[0]
    expect(asked).toMatchObject({ kind: 'useRecords', state: 'ended', before: addDays(day, 1) })
    const path = `/api/v1/retention/orders/${asked.id as string}/removals`
    const told = await (await city.as('platform.security')).get(`${path}?limit=1`)
    const none = { day: null, removed: [], held: 0, faults: 0, reason: null, outcome: 'done' }
    expect(told.body.items).toMatchObject([{ action: 'retention.end', ...none }])
    const rest = await (await audit()).get(`${path}?limit=1&cursor=${told.body.next as string}`)
    expect(rest.body.next).toBeNull()
    expect(rest.body.items).toMatchObject([
      {
        ...{ entry: removal['id'], action: 'retention.remove', outcome: 'done', day, held: 0 },
        removed: [
          { table: 'access_key', n: 4 },
          { table: 'call_signature', n: 1 },
        ],
      },
    ])
    const unknown = '/api/v1/retention/orders/01990000-0000-7000-8000-000000000001/removals'
    expect((await (await audit()).get(unknown)).status).toBe(404)
    expect(await due('useRecords')).toMatchObject({ oldest: null, records: [{ n: 0 }, { n: 0 }] })
  })

  test('PF-129 PF-110 afterwards the log is whole, and the check says by which entry what is gone was removed', async () => {
    const result = await checked()
    expect(result.named).toEqual([])
    expect(result).toMatchObject({ ok: true, findings: 0 })
    const removal = (await entries('retention.remove')).at(-1)!
    expect(result.removed).toEqual([
      { entry: removal['id'], number: expect.any(Number), clauses: ['PF-129'], day, accesses: 4, signatures: 1 },
    ])
    const note = (await city.anonymous.get('/log/checkpoint')).body as string
    const { size, root } = parseCheckpoint(parseNote(note).text)
    const roots = await recomputeRoots(city.services.db, sm3Hash, [size])
    expect(toHex(roots.get(size)!)).toBe(toHex(root))
  })

  test('PF-129 PF-110 a record that no order removed is missing, one that was put back is added, an altered entry is altered', async () => {
    const client = await city.asApplication(key)
    const answer = await lookup(client, 'WZ-RESIDENTS', [known[0]!])
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    await city.services.log.integrate()
    const receipt = answer.body.receipt as string
    const taken = await found(async (tx) => {
      await sql`delete from access_key where entry_id = ${receipt}`.execute(tx)
    })
    expect(taken).toEqual([`access_key ${receipt} missing`])
    const { rows } = await sql<{ id: string }>`
      select id from log_entry where dataset_id = ${dataset} and kind = 'access' order by recorded_at limit 1`.execute(
      city.services.db,
    )
    const old = rows[0]!.id
    const back = await found(async (tx) => {
      await sql`insert into access_key (dataset_id, digest, entry_id, day)
        values (${dataset}, decode('00ff', 'hex'), ${old}, ${day}::date)`.execute(tx)
    })
    expect(back).toEqual([`access_key ${old} added`])
    const altered = await found(async (tx) => {
      await sql`update log_entry set body = replace(body, 'JZ-2026-0001', 'JZ-2026-0002') where id = ${old}`.execute(tx)
    })
    expect(altered).toContain(`log_entry ${old} altered`)
    const removal = (await entries('retention.remove')).at(-1)!['id'] as string
    const unsaid = await found(async (tx) => {
      await sql`update log_entry set body = replace(body, ${`"day":"${day}"`}, '"day":"2001-01-01"') where id = ${removal}`.execute(
        tx,
      )
    })
    expect(unsaid).toContain(`log_entry ${removal} altered`)
    expect(unsaid.filter((f) => f.startsWith('access_key '))).toHaveLength(4)
  })

  test('PF-129 system logs go after six months: sessions that ended, kept answers, notices; what is held stays', async () => {
    const own = await city.as('wuzhong.police.steward')
    const session = await own.get('/api/v1/session')
    const account = session.body.account.id as string
    const roles = { roles: session.body.account.roles as string[] }
    const assigned = await (
      await city.as('platform.security')
    ).send(
      'PUT',
      `/api/v1/accounts/${account}/roles`,
      { roles: [...roles.roles, 'approver'] },
      { 'idempotency-key': 'retention-1' },
    )
    expect(assigned.status, JSON.stringify(assigned.body)).toBe(200)
    const notices = () => count(sql`from account_notice where account_id = ${account}`)
    expect(await notices()).toBe(1)
    const sessions = await count(sql`from session`)
    const told = civilDateOf(city.now())
    city.travel(184 * dayMs)
    const early = await order('systemLogs', addDays(told, 1))
    expect(early.status).toBe(403)
    city.travel(dayMs)
    const police = await organizationId(city, 'wuzhong.police.steward')
    const hold = { scope: 'organization', id: police, reason: '调查', matter: 'DC-2029-1' }
    const held = await (await audit()).send('POST', '/api/v1/retention/holds', hold)
    const over = await due('systemLogs')
    expect(over.records.map((r: { table: string }) => r.table)).toEqual([
      'session',
      'idempotent_answer',
      'account_notice',
    ])
    expect(over.records[2]).toEqual({ table: 'account_notice', n: 3, held: 1, more: false })
    expect(over.held).toMatchObject([{ scope: 'organization', id: police, by: 'act' }])
    expect(over.oldest <= told).toBe(true)
    await ordered('systemLogs')
    expect(await notices()).toBe(1)
    expect(await count(sql`from session where account_id = ${account}`)).toBeGreaterThan(0)
    await (await audit()).send('POST', `/api/v1/retention/holds/${held.body.result.id as string}/end`)
    expect((await ordered('systemLogs')).removed).toBeGreaterThan(0)
    expect(await notices()).toBe(0)
    expect(await count(sql`from session`)).toBeLessThan(sessions)
    expect(await count(sql`from idempotent_answer where key = 'retention-1'`)).toBe(0)
    const removal = (await entries('retention.remove')).at(-1)!
    expect(removal).toMatchObject({ clauses: ['PF-129'], detail: { records: 'systemLogs', notices: 1 } })
    expect(await checked()).toMatchObject({ ok: true, findings: 0 })
  })
})
