import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { civil } from '@fadu/domain'
import type { Resident } from '@fadu/testkit'
import { callFactsQuery } from '../../src/modules/gateway/facts.ts'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, faultsOf, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { addResidents, entryId, lookup, openShareRequest, shareForm } from '../support/share.ts'

const purpose = '最低生活保障审核'
const item = 'resident_id'

/** Use is seen by whoever provides, applies and supervises, and its departures are told: NB-11-1; YZ-15-1, YZ-16; WZ-07-4, WZ-23, WZ-27. */
describe.each(engines)('the use of grants on %s', (engine) => {
  let city: City
  let residents: readonly Resident[]

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    residents = await addResidents(city, 'yinzhou.police.steward', 'YZ-RESIDENTS', 815)
  })
  afterAll(() => city.close())

  const grantOf = async (login: string, caseId: string): Promise<string> => {
    const grants = await (await city.as(login)).get('/api/v1/grants?limit=200')
    return (grants.body.items as { id: string; case: string }[]).find((g) => g.case === caseId)!.id
  }
  const granted = async (key: string, more: Fields, approval: Fields = {}): Promise<string> => {
    const login = `${key.split('.').slice(0, 2).join('.')}.steward`
    const asked = await openShareRequest(city, login, 'YZ-RESIDENTS', key, {
      scenario: '最低生活保障核对',
      items: [item, 'name'],
      ...more,
    })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const caseId = asked.body.result.case as string
    await done(city, 'yinzhou.data.approver', caseId, 'approve', approval)
    return grantOf(login, caseId)
  }
  const call = async (key: string, values: readonly string[], more: Fields = {}): Promise<Answer> =>
    lookup(await city.asApplication(key), 'YZ-RESIDENTS', values, { fields: [item, 'name'], ...more })
  const read = async (login: string, path: string): Promise<Answer> => (await city.as(login)).get(path)

  test('WZ-27 NB-11-1 YZ-16 the provider opens at any time who used which items how often for which purpose and matter', async () => {
    const id = await granted('yinzhou.civil.assistance', {})
    const ids = residents.map((r) => r.residentId)
    expect((await call('yinzhou.civil.assistance', ids, { matter: 'JZ-1' })).status).toBe(200)
    expect((await call('yinzhou.civil.assistance', [ids[0]!, '11010519491231002X'], { matter: 'JZ-2' })).status).toBe(
      200,
    )
    const other = await call('yinzhou.civil.assistance', ids, { purpose: '别的目的' })
    expect(clausesOf(other)).toContain('YZ-16')
    const seen = await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage`)
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    expect(seen.body).toMatchObject({
      grant: { id, applicant: { id: await organizationId(city, 'yinzhou.civil.steward') } },
      totals: { calls: 2, asked: ids.length + 2, missed: 1, rows: ids.length + 1, offHoursRows: 0 },
      days: [{ day: '2026-02-09', calls: 2 }],
      items: [
        { item: 'name', calls: 2 },
        { item, calls: 2 },
      ],
      mattersInAll: 2,
    })
    expect(seen.body.matters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ purpose, matter: 'JZ-1', calls: 1, rows: ids.length }),
        expect.objectContaining({ purpose, matter: 'JZ-2', calls: 1, rows: 1 }),
      ]),
    )
    expect(seen.body.refused.map((r: { rule: string }) => r.rule)).toEqual(['NB-11-1', 'YZ-16'])
    expect(JSON.stringify(seen.body)).not.toContain(ids[0])
    const entry = await entryId(city, 'yinzhou.police.steward', 'YZ-RESIDENTS')
    const byEntry = await read('yinzhou.police.steward', `/api/v1/catalog-entries/${entry}/usage`)
    expect(byEntry.body.items).toEqual([expect.objectContaining({ grant: id, calls: 2, lastDay: '2026-02-09' })])
    for (const login of [
      'yinzhou.civil.steward',
      'yinzhou.data.steward',
      'yinzhou.cyberspace.inspector',
      'ningbo.data.steward',
    ]) {
      expect((await read(login, `/api/v1/grants/${id}/usage`)).status, login).toBe(200)
    }
    for (const login of ['yinzhou.education.steward', 'wuzhong.data.approver']) {
      expect((await read(login, `/api/v1/grants/${id}/usage`)).status, login).toBe(403)
    }
    expect((await read('yinzhou.civil.steward', `/api/v1/catalog-entries/${entry}/usage`)).status).toBe(403)
    const long = await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage?from=2025-01-01&to=2026-01-01`)
    expect(faultsOf(long)).toEqual(['query.from'])
  })

  test('YZ-16 use that departs from the scenario is told to provider and authority once, as a case of its own', async () => {
    const key = 'yinzhou.education.enrolment'
    const id = await granted(key, { volumePerDay: 1 })
    city.travelTo('2026-02-10T03:00:00+08:00')
    expect(
      (
        await call(
          key,
          residents.map((r) => r.residentId),
        )
      ).status,
    ).toBe(200)
    city.travelTo('2026-02-10T20:00:00+08:00')
    const sweep = () => city.services.reviewSweeper.sweepOnce()
    await sweep()
    expect((await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage`)).body.reviews).toEqual([])
    city.travelTo('2026-02-11T09:00:00+08:00')
    await sweep()
    await sweep()
    const [review, second] = (await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage`)).body.reviews
    expect(second).toBeUndefined()
    expect(review).toMatchObject({ open: true, since: '2026-02-09', through: '2026-02-10' })
    expect(review.grounds).toEqual(expect.arrayContaining(['YZ-16/pattern', 'PF-76/volume']))
    const caseId = review.case as string
    for (const login of ['yinzhou.police.steward', 'yinzhou.data.steward', 'yinzhou.education.steward']) {
      expect(await viewCase(city, login, caseId)).toMatchObject({ procedure: 'grant.review', state: 'raised' })
    }
    const view = await viewCase(city, 'yinzhou.data.steward', caseId)
    expect(view.owner.id).toBe(await organizationId(city, 'yinzhou.police.steward'))
    expect(JSON.stringify(view.form)).toContain('YZ-16')
    expect(JSON.stringify(view)).not.toContain(residents[0]!.residentId)
    await done(city, 'yinzhou.police.steward', caseId, 'askExplanation')
    await done(city, 'yinzhou.education.steward', caseId, 'explain', { measures: '集中核对' })
    await done(city, 'yinzhou.data.approver', caseId, 'suspendByAuthority', { opinion: '先中止' })
    expect((await call(key, [residents[0]!.residentId])).status).toBe(403)
    await done(city, 'yinzhou.police.approver', caseId, 'restore', { opinion: '说明成立' })
    expect((await call(key, [residents[0]!.residentId])).status).toBe(200)
    // What was told is not told again; what comes after is looked at anew.
    city.travelTo('2026-02-12T09:00:00+08:00')
    await sweep()
    expect((await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage`)).body.reviews).toHaveLength(1)
    expect(
      (
        await call(
          key,
          residents.map((r) => r.residentId),
        )
      ).status,
    ).toBe(200)
    city.travelTo('2026-02-13T09:00:00+08:00')
    await sweep()
    const reviews = (await read('yinzhou.police.steward', `/api/v1/grants/${id}/usage`)).body.reviews
    expect(reviews).toHaveLength(2)
    expect(reviews[0]).toMatchObject({ open: true, since: '2026-02-11', through: '2026-02-12' })
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('WZ-03-2 WZ-26-2 YZ-13-1 YZ-15-1 one request, three lawful courses: who decides, on which clock, under which clause', async () => {
    const registered = await (
      await city.as('ningbo.civil.steward')
    ).send('POST', `/api/v1/organizations/${await organizationId(city, 'ningbo.civil.steward')}/applications`, {
      name: '社会救助核对系统',
      key: { algorithm: 'EdDSA', publicKey: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) },
    })
    expect(registered.status, JSON.stringify(registered.body)).toBe(201)
    const asked = { ...shareForm(city, 'wuzhong.civil.assistance'), items: ['credit_code', 'name'] }
    const form = { ...asked, scenario: '低保家庭经济状况核对', volumePerDay: 200 }
    const yinzhou = await published(city, 'yinzhou.police.steward', {
      code: 'YZ-COMPANIES',
      fields: complete.yinzhou,
      items: ['credit_code', 'name'].map((code) => ({
        code,
        name: code === 'name' ? '企业名称' : '统一社会信用代码',
        type: 'text',
        maxLength: 100,
        nullable: false,
        identifier: code === 'name' ? null : 'creditCode',
        mask: 'none',
        category: code === 'name' ? null : 'creditCode',
        grade: 1,
      })),
    })
    const ask = async (place: string, subject: string, application: string) => {
      const login = `${place}.civil.steward`
      const answer = await openCase(
        city,
        login,
        'share.request',
        { type: 'catalogEntry', id: subject },
        { ...form, application },
      )
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      const id = answer.body.result.case as string
      return { id, clauses: clausesOf(answer), ...(await viewCase(city, login, id)) }
    }
    const own = (key: string): string => city.demo.applications.find((a) => a.key === key)!.id
    const inWuzhong = await ask(
      'wuzhong',
      await entryId(city, 'wuzhong.civil.steward', 'WZ-ENTERPRISES'),
      own('wuzhong.civil.assistance'),
    )
    const inYinzhou = await ask('yinzhou', yinzhou, own('yinzhou.civil.assistance'))
    const inNingbo = await ask(
      'ningbo',
      await entryId(city, 'ningbo.civil.steward', 'NB-ENTERPRISES'),
      registered.body.result.id as string,
    )
    const course = ({ state, owner, clocks, clauses }: Answer['body']) => ({
      state,
      owner: owner?.name,
      clocks: (clocks as { period: string; due: string; basis: string }[]).map((c) => [c.period, c.due, c.basis]),
      clauses,
    })
    expect(course(inWuzhong)).toMatchObject({
      state: 'delivering',
      owner: '吴忠市市场监督管理局',
      clocks: [['share.delivery', '2026-02-14', 'draft']],
      clauses: expect.arrayContaining(['WZ-26-1']),
    })
    expect(course(inYinzhou)).toMatchObject({
      state: 'submitted',
      owner: '鄞州区公共数据主管部门',
      clocks: [['share.reply', '2026-02-14', 'policy']],
      clauses: expect.arrayContaining(['YZ-15-1']),
    })
    expect(course(inNingbo)).toMatchObject({
      state: 'submitted',
      owner: '宁波市市场监督管理局',
      clocks: [['share.reply', '2026-02-14', 'policy']],
      clauses: expect.arrayContaining(['PF-16']),
    })
    // The same answer is an act of three different offices, or of none.
    expect((await act(city, 'wuzhong.market.approver', inWuzhong.id, 'approve')).body.code).toBe('ACT_NOT_OFFERED')
    expect((await act(city, 'yinzhou.police.approver', inYinzhou.id, 'approve')).status).toBe(403)
    await done(city, 'yinzhou.data.approver', inYinzhou.id, 'approve')
    expect((await act(city, 'ningbo.data.approver', inNingbo.id, 'approve')).status).toBe(403)
    await done(city, 'ningbo.market.steward', inNingbo.id, 'askSupplement', { missing: '补充依据' })
    expect((await viewCase(city, 'ningbo.civil.steward', inNingbo.id)).clocks).toEqual([
      expect.objectContaining({ period: 'share.reply', state: 'suspended' }),
    ])
    await done(city, 'ningbo.civil.steward', inNingbo.id, 'supplement', { answer: '已补充' })
    expect(await done(city, 'ningbo.market.approver', inNingbo.id, 'approve', { quotaPerDay: 200 })).toBe('delivering')
  })

  test('WZ-07-4 the agency sees the requests it has to answer with their due dates, and the data it shares and opens', async () => {
    const residentsOf = await entryId(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS')
    const asked = await opened(
      city,
      'wuzhong.civil.steward',
      'share.request',
      { type: 'catalogEntry', id: residentsOf },
      shareForm(city, 'wuzhong.civil.assistance'),
    )
    const police = await organizationId(city, 'wuzhong.police.steward')
    const page = await read('wuzhong.police.steward', '/api/v1/sharing')
    expect(page.status, JSON.stringify(page.body)).toBe(200)
    const found = (page.body.toAnswer as { id: string }[]).find((c) => c.id === asked)
    expect(found).toMatchObject({
      kind: 'share',
      owner: { id: police },
      applicant: { id: await organizationId(city, 'wuzhong.civil.steward') },
      clocks: [{ period: 'share.reply', due: '2026-02-14' }],
    })
    expect(page.body.provided.items).toEqual([
      expect.objectContaining({
        entry: expect.objectContaining({ code: 'WZ-RESIDENTS' }),
        shareAttribute: 'conditional',
      }),
    ])
    expect((await read('wuzhong.labour.steward', `/api/v1/sharing?organization=${police}`)).status).toBe(403)
    for (const login of ['wuzhong.labour.approver', 'wuzhong.data.approver', 'wuzhong.civil.approver']) {
      expect((await act(city, login, asked, 'approve')).status, login).toBe(403)
    }
    // An open request is its holder's to answer too.
    const enterprises = await entryId(city, 'wuzhong.market.steward', 'WZ-ENTERPRISES')
    const wanted = { purposes: ['产业研究'], items: ['industry'], security: '专用机房，双人双锁' }
    const subject = { type: 'catalogEntry', id: enterprises } as const
    const opening = await opened(city, 'wuzhong.resident.self', 'open.request', subject, wanted)
    const market = await read('wuzhong.market.steward', '/api/v1/sharing')
    expect((market.body.toAnswer as { id: string }[]).find((c) => c.id === opening)).toMatchObject({
      kind: 'open',
      applicant: { id: await organizationId(city, 'wuzhong.resident.self') },
    })
    expect(market.body.provided.items[0]).toMatchObject({
      shareAttribute: 'unconditional',
      openAttribute: 'conditional',
    })
    expect((await act(city, 'wuzhong.police.approver', opening, 'approve')).status).toBe(403)
    await done(city, 'wuzhong.police.approver', asked, 'approve')
    const after = await read('wuzhong.police.steward', '/api/v1/sharing')
    expect((after.body.toAnswer as { id: string; state: string }[]).find((c) => c.id === asked)?.state).toBe(
      'delivering',
    )
  })

  test('WZ-23 the authority sees of each request its state, its age and whose turn it is', async () => {
    const residentsOf = await entryId(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS')
    const subject = { type: 'catalogEntry', id: residentsOf } as const
    const asked = await opened(
      city,
      'wuzhong.labour.steward',
      'share.request',
      subject,
      shareForm(city, 'wuzhong.labour.pension'),
    )
    city.travelTo('2026-02-12T09:00:00+08:00')
    const turn = async () => {
      const seen = await read('wuzhong.data.steward', '/api/v1/supervision/sharing?open=true&limit=200')
      expect(seen.status, JSON.stringify(seen.body)).toBe(200)
      return (seen.body.items as { id: string }[]).find((c) => c.id === asked)
    }
    expect(await turn()).toMatchObject({
      state: 'submitted',
      stateTitle: '待提供单位答复',
      ageDays: 3,
      owner: { name: '吴忠市公安局' },
    })
    await done(city, 'wuzhong.police.steward', asked, 'askSupplement', { missing: '职责依据' })
    expect(await turn()).toMatchObject({ stateTitle: '补正中', owner: { name: '吴忠市人力资源和社会保障局' } })
    expect((await read('wuzhong.police.approver', '/api/v1/supervision/sharing')).status).toBe(403)
    expect((await read('ningbo.data.approver', '/api/v1/supervision/sharing?territory=640300000000')).status).toBe(403)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('with ten thousand grants of one application the facts of a call are still found by index', async () => {
    const { db } = city.services
    const id = await granted('yinzhou.civil.assistance', { purposes: ['万件之一'] })
    await sql`alter table data_grant drop constraint data_grant_case_exists`.execute(db)
    await sql`
      insert into data_grant (id, case_id, entry_id, applicant_id, application_id, course, fields, purposes, valid_until, status,
        delivered_at, issued_at)
      select md5('grant' || n)::uuid, md5('case' || n)::uuid, g.entry_id, g.applicant_id, g.application_id, g.course, g.fields,
        array['用途' || n], g.valid_until, 'active', g.issued_at, g.issued_at - interval '1 day'
      from data_grant g, generate_series(1, 10000) n where g.id = ${id}::uuid`.execute(db)
    await sql`analyze data_grant`.execute(db)
    const application = city.demo.applications.find((a) => a.key === 'yinzhou.civil.assistance')!.id
    const asked = [{ application, code: 'YZ-RESIDENTS', purpose: '万件之一' }]
    const { rows } = await sql<Record<string, string>>`
      explain ${callFactsQuery(asked, civil('2026-02-09'))}`.execute(db)
    const plan = rows.map((row) => Object.values(row)[0]).join('\n')
    expect(plan.match(/Index Scan( Backward)? using data_grant_lookup/g)).toHaveLength(3)
    expect(plan).not.toContain('Seq Scan on data_grant')
    expect(plan).not.toContain('Seq Scan on grant_usage')
    expect((await call('yinzhou.civil.assistance', [residents[0]!.residentId], { purpose: '万件之一' })).status).toBe(
      200,
    )
  })
})
