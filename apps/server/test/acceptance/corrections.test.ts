import { sql } from 'kysely'
import type { Resident } from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { faultsOf } from '../support/entries.ts'
import { addResidents, entryId, grantInWuzhong, lookup } from '../support/share.ts'

/** Originals stay: NB-08-1-1, WZ-21-1, WZ-45-1-8. Every change of a stored value is a version with a case and a consent. */
describe.each(engines)('corrections on %s', (engine) => {
  let city: City
  const provider = { wz: 'wuzhong.police', yz: 'yinzhou.police' }

  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const subjectOf = async (login: string, code: string) =>
    ({ type: 'catalogEntry', id: await entryId(city, login, code) }) as const
  const prepare = async (login: string, code: string, lines: unknown): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/corrections`, { lines })
  const prepared = async (login: string, code: string, lines: unknown): Promise<string> => {
    const answer = await prepare(login, code, lines)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.reference as string
  }
  const byId = (id: string) => ({ item: 'resident_id', value: id })
  const history = async (login: string, code: string, of: unknown, items: readonly string[]): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/history`, { of, items, matter: '核对 1' })
  /** Whether a text stands anywhere in the record or in what cases keep. */
  const isWrittenIn = async (text: string): Promise<boolean> => {
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from log_entry where body like ${`%${text}%`})
        or exists (select from procedure_case where form::text like ${`%${text}%`})
        or exists (select from case_entry where form::text like ${`%${text}%`})
        or exists (select from idempotent_answer where body::text like ${`%${text}%`}) as found`.execute(
      city.services.db,
    )
    return rows[0]!.found
  }
  const change = (correction: string, more: Record<string, unknown> = {}) => ({
    change: '住址录入错误',
    consentBy: 'provider',
    correction,
    ...more,
  })

  test('NB-08-1-1 a value changes with the consent of the provider, as a version; the original is read in its history', async () => {
    const [resident] = (await addResidents(city, `${provider.yz}.steward`, 'YZ-RESIDENTS', 71)) as [Resident]
    const asker = 'yinzhou.civil'
    const address = '鄞州区改正路71号'
    const subject = await subjectOf(`${asker}.steward`, 'YZ-RESIDENTS')
    const reference = await prepared(`${asker}.steward`, 'YZ-RESIDENTS', [
      { target: byId(resident.residentId), values: { address } },
    ])
    const caseId = await opened(city, `${asker}.steward`, 'value.change', subject, change(reference))

    const early = await act(city, `${asker}.approver`, caseId, 'change')
    expect(early.status).toBe(409)
    expect(clausesOf(early)).toContain('NB-08-1-1')
    expect(early.body.receipt).toBeDefined()

    const id = reference.split('/')[0]!
    const values = `/api/v1/datasets/YZ-RESIDENTS/corrections/${id}/values`
    const looked = await (await city.as(`${provider.yz}.approver`)).get(values)
    expect(looked.status, JSON.stringify(looked.body)).toBe(200)
    expect(looked.body.lines[0].values.address).toBe(address)
    expect((await (await city.as(`${asker}.steward`)).get(values)).status).toBe(403)

    expect(await done(city, `${provider.yz}.approver`, caseId, 'consent')).toBe('consented')
    expect(await done(city, `${asker}.approver`, caseId, 'change')).toBe('changed')

    const seen = await history(`${provider.yz}.steward`, 'YZ-RESIDENTS', byId(resident.residentId), [
      'resident_id',
      'address',
    ])
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    const [original, corrected] = seen.body.versions
    expect(seen.body.versions).toHaveLength(2)
    expect(original).toMatchObject({ mode: 'append', case: null, consent: null, supersededByBatch: corrected.batch })
    expect(original.values.address).toBe(resident.address)
    expect(corrected).toMatchObject({
      mode: 'correction',
      case: caseId,
      supersededByBatch: null,
      consent: { by: 'provider', organization: { name: '宁波市公安局鄞州分局' } },
    })
    expect(corrected.values.address).toBe(address)
    expect(await isWrittenIn(address)).toBe(false)
    expect(await isWrittenIn(resident.residentId)).toBe(false)

    const again = await opened(city, `${asker}.steward`, 'value.change', subject, {
      ...change(
        await prepared(`${asker}.steward`, 'YZ-RESIDENTS', [
          { target: byId(resident.residentId), values: { address } },
        ]),
      ),
      consentBy: 'collectedPerson',
      consent: '同意书 2026-1',
    })
    expect(await done(city, `${asker}.approver`, again, 'change')).toBe('changed')
    const three = await history(`${provider.yz}.steward`, 'YZ-RESIDENTS', byId(resident.residentId), ['address'])
    expect(three.body.versions.at(-1).consent).toEqual({ by: 'collectedPerson', organization: null })
  })

  test('NB-08-1-1 a change without consent, with another content or straight at the row is refused with the clause and recorded', async () => {
    const [resident] = (await addResidents(city, `${provider.yz}.steward`, 'YZ-RESIDENTS', 72)) as [Resident]
    const asker = 'yinzhou.civil.steward'
    const subject = await subjectOf(asker, 'YZ-RESIDENTS')
    for (const login of [asker, `${provider.yz}.steward`, 'yinzhou.data.approver', 'platform.system'])
      for (const method of ['PUT', 'DELETE'] as const) {
        const direct = await (
          await city.as(login)
        ).send(
          method,
          '/api/v1/datasets/YZ-RESIDENTS/rows/1/2',
          method === 'PUT' ? { values: { name: '改名' } } : undefined,
        )
        expect(direct.status, `${login} ${method}`).toBe(403)
        expect(clausesOf(direct)).toContain('NB-08-1-1')
        expect(direct.body.receipt).toBeDefined()
        expect(direct.body.needed.length).toBeGreaterThan(0)
      }
    expect(await isWrittenIn('改名')).toBe(false)

    const lines = [{ target: byId(resident.residentId), values: { address: '甲路1号' } }]
    const mine = await prepared(asker, 'YZ-RESIDENTS', lines)
    const others = await prepared(`${provider.yz}.steward`, 'YZ-RESIDENTS', lines)
    const forged = `${mine.split('/')[0]!}/${'0'.repeat(64)}`
    for (const correction of [undefined, 'x', forged, others, `${crypto.randomUUID()}/${'0'.repeat(64)}`]) {
      const answer = await openCase(city, asker, 'value.change', subject, change(correction as string))
      expect([400, 422], JSON.stringify(answer.body)).toContain(answer.status)
    }
    const unsaid = await openCase(city, asker, 'value.change', subject, change(mine, { consentBy: 'collectedPerson' }))
    expect(unsaid.status).toBe(422)
    expect(clausesOf(unsaid)).toContain('NB-08-1-1')
    expect(faultsOf(unsaid)).toEqual(['consent'])

    const refused = await opened(city, asker, 'value.change', subject, change(mine))
    await done(city, `${provider.yz}.approver`, refused, 'refuse', { reason: '登记无误' })
    expect((await act(city, 'yinzhou.civil.approver', refused, 'change')).status).toBe(409)
    const seen = await history(`${provider.yz}.steward`, 'YZ-RESIDENTS', byId(resident.residentId), ['address'])
    expect(seen.body.versions).toHaveLength(1)
  })

  test('a correction is checked like any row, and one that fits no row or two changes nothing', async () => {
    const login = `${provider.wz}.steward`
    const [resident] = (await addResidents(city, login, 'WZ-RESIDENTS', 73)) as [Resident]
    const bad = await prepare(login, 'WZ-RESIDENTS', [
      {
        target: byId(resident.residentId),
        values: { resident_id: '110105194912310021', birth_date: '2025-02-30', nothing: 1 },
      },
      { target: { item: 'name', value: '某' }, values: {} },
    ])
    expect(bad.status).toBe(400)
    expect(JSON.stringify(bad.body)).not.toContain('110105194912310021')
    expect((bad.body.fields as { field: string }[]).map((f) => f.field)).toEqual([
      'body.lines.0.values.resident_id',
      'body.lines.0.values.birth_date',
      'body.lines.0.values.nothing',
      'body.lines.1.values',
      'body.lines.1.target.item',
    ])
    const subject = await subjectOf(login, 'WZ-RESIDENTS')
    const batches = async (): Promise<number> =>
      ((await (await city.as(login)).get('/api/v1/datasets/WZ-RESIDENTS')).body.batches as unknown[]).length
    const before = await batches()
    const caseId = await opened(city, 'wuzhong.civil.steward', 'quality.issue', subject, {
      issue: 'error',
      items: ['address'],
      evidence: '批次 1',
      stage: 'afterwards',
    })
    const fix = (correction: string) => ({ handling: '已更正', responsible: '户政科', means: 'newVersion', correction })
    const nowhere = await prepared(login, 'WZ-RESIDENTS', [
      { target: byId(resident.residentId), values: { address: '一' } },
      { target: { batch: 1, line: 99_999_999 }, values: { address: '二' } },
    ])
    const unresolved = await act(city, login, caseId, 'correct', fix(nowhere))
    expect(unresolved.status).toBe(409)
    expect(unresolved.body).toMatchObject({ code: 'CORRECTION_UNRESOLVED' })
    expect(await batches()).toBe(before)
    expect((await viewCase(city, login, caseId)).state).toBe('reported')
    const seen = await history(login, 'WZ-RESIDENTS', byId(resident.residentId), ['address'])
    expect(seen.body.versions).toHaveLength(1)

    const good = await prepared(login, 'WZ-RESIDENTS', [
      { target: byId(resident.residentId), values: { address: '三' } },
    ])
    expect(await done(city, login, caseId, 'correct', fix(good))).toBe('corrected')
    const other = await opened(city, 'wuzhong.civil.steward', 'quality.issue', subject, {
      issue: 'error',
      items: ['address'],
      evidence: '批次 1',
      stage: 'afterwards',
    })
    expect((await act(city, login, other, 'correct', fix(good))).body.code).toBe('STATE_CONFLICT')
  })

  test('WZ-21-1 an objection is corrected as a version; a corrected identifier is found by the old number and the new', async () => {
    const login = `${provider.wz}.steward`
    const [first] = (await addResidents(city, login, 'WZ-RESIDENTS', 74)) as [Resident]
    const subject = await subjectOf(login, 'WZ-RESIDENTS')
    const caseId = await opened(city, 'wuzhong.resident.self', 'subject.objection', subject, {
      content: '公民身份号码',
      reason: '登记有误',
    })
    await done(city, 'wuzhong.data.steward', caseId, 'forward')
    const correct = '11010519491231002X'
    const reference = await prepared(login, 'WZ-RESIDENTS', [
      { target: byId(first.residentId), values: { resident_id: correct } },
    ])
    const unnamed = await act(city, `${provider.wz}.approver`, caseId, 'correct', { findings: '已核实' })
    expect(clausesOf(unnamed)).toContain('WZ-21-1')
    expect(faultsOf(unnamed)).toEqual(['correction'])
    await done(city, `${provider.wz}.approver`, caseId, 'correct', { findings: '已核实', correction: reference })
    for (const value of [first.residentId, correct]) {
      const seen = await history(`${provider.wz}.approver`, 'WZ-RESIDENTS', byId(value), ['resident_id', 'name'])
      expect(seen.status, JSON.stringify(seen.body)).toBe(200)
      expect(seen.body.versions).toHaveLength(2)
      expect(seen.body.versions[1]).toMatchObject({ case: caseId, consent: { by: 'provider' } })
      expect(seen.body.versions[1].values.name).toBe(seen.body.versions[0].values.name)
    }
    const place = { batch: 1, line: 2 }
    expect((await history('wuzhong.civil.approver', 'WZ-RESIDENTS', place, ['name'])).status).toBe(403)
    const outside = await history('wuzhong.data.approver', 'WZ-RESIDENTS', byId(correct), ['resident_id'])
    expect(outside.body.versions[0].values.resident_id).toContain('*')
  })

  test('a fixed value is announced to whoever received the old one, without values, and is acknowledged', async () => {
    const login = `${provider.wz}.steward`
    const [asked, unasked] = (await addResidents(city, login, 'WZ-RESIDENTS', 75)) as [Resident, Resident]
    await grantInWuzhong(city)
    const client = await city.asApplication('wuzhong.civil.assistance')
    expect((await lookup(client, 'WZ-RESIDENTS', [asked.residentId], { fields: ['name', 'mobile'] })).status).toBe(200)
    const subject = await subjectOf(login, 'WZ-RESIDENTS')
    const correct = async (resident: Resident, values: Record<string, unknown>): Promise<void> => {
      const issue = { issue: 'error', items: Object.keys(values), evidence: '批次', stage: 'afterwards' }
      const caseId = await opened(city, 'wuzhong.market.steward', 'quality.issue', subject, issue)
      const reference = await prepared(login, 'WZ-RESIDENTS', [{ target: byId(resident.residentId), values }])
      await done(city, login, caseId, 'correct', {
        handling: '已更正',
        responsible: '户政科',
        means: 'newVersion',
        correction: reference,
      })
    }
    const issued = async () =>
      (await (await city.as(login)).get('/api/v1/announcements/issued?limit=1')).body.items[0] as {
        id: string
        recipients: {
          organization: { name: string }
          actor: string
          grant: string | null
          acknowledgedAt: string | null
        }[]
      }
    const told = async (who: string) => (await (await city.as(who)).get('/api/v1/announcements')).body.items

    // Another person's value, and an item nobody was given: nobody is told.
    await correct(unasked, { mobile: '13800000000' })
    expect((await issued()).recipients.filter((r) => r.actor.startsWith('Application:'))).toEqual([])
    await correct(asked, { address: '某路75号' })
    expect((await issued()).recipients.filter((r) => r.actor.startsWith('Application:'))).toEqual([])

    const before = (await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist')).body.announcements as number
    await correct(asked, { mobile: '13900000000' })
    const announcement = await issued()
    const [recipient] = announcement.recipients.filter((r) => r.actor.startsWith('Application:'))
    expect(recipient).toMatchObject({ organization: { name: '吴忠市民政局' }, acknowledgedAt: null })
    expect(recipient!.grant).not.toBeNull()
    const [received] = await told('wuzhong.civil.steward')
    expect(received).toMatchObject({
      id: announcement.id,
      dataset: { code: 'WZ-RESIDENTS' },
      items: ['mobile'],
      acknowledgedAt: null,
    })
    expect(JSON.stringify(received)).not.toContain('13900000000')
    expect((await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist')).body.announcements).toBe(before + 1)
    // The new value is what the next call gets.
    const after = await lookup(client, 'WZ-RESIDENTS', [asked.residentId], { fields: ['mobile'] })
    expect(after.body.rows).toEqual([{ mobile: '139****0000' }])

    const acknowledge = `/api/v1/announcements/${announcement.id}/acknowledge`
    expect((await (await city.as('wuzhong.labour.steward')).send('POST', acknowledge)).status).toBe(404)
    expect((await (await city.as('wuzhong.civil.steward')).send('POST', acknowledge)).status).toBe(200)
    expect((await issued()).recipients.every((r) => r.acknowledgedAt !== null || !r.actor.startsWith('App'))).toBe(true)
    expect((await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist')).body.announcements).toBe(before)

    // A key is traced by a digest, and by nothing else.
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from access_key where position(${Buffer.from(asked.residentId)}::bytea in digest) > 0`.execute(
      city.services.db,
    )
    expect(rows[0]!.n).toBe(0)
  })
})
