import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCheckpoint, verifyInclusion, fromHex, leafHash, encodeUtf8, openNote } from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import {
  act,
  addResidents,
  applicationId,
  clauses,
  entryId,
  grantInWuzhong,
  lookup,
  openShareRequest,
} from './support/share.ts'
import { engines, openCity, type City } from './support/city.ts'
import { logVerifiers } from './support/log-verifiers.ts'

describe.each(engines)('the main job on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  test('WZ-26-2 conditional data: request to the provider, five working days, consent, delivery by the first lookup', async () => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    expect(opened.status).toBe(201)
    expect(clauses(opened)).toContain('WZ-26-2')
    const caseId = opened.body.result.case as string
    const provider = await city.as('wuzhong.police.steward')
    const waiting = (await provider.get(`/api/v1/cases/${caseId}`)).body
    expect(waiting.draft).toBe(true)
    expect(waiting.owner.name).toBe('吴忠市公安局')
    expect(waiting.clocks).toMatchObject([
      { period: 'share.reply', state: 'running', basis: 'draft', cites: ['WZ-26-2'] },
    ])
    expect(waiting.derivations[0].lines.length).toBeGreaterThan(5)

    const approved = await act(city, 'wuzhong.police.approver', caseId, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    expect(approved.body.result.state).toBe('delivering')
    const residents = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 1)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const answer = await lookup(application, 'WZ-RESIDENTS', [residents[0]!.residentId])
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(clauses(answer)).toEqual(['WZ-26-2'])
    const [row] = answer.body.rows as Record<string, string>[]
    expect(Object.keys(row!).toSorted()).toEqual(['mobile', 'name', 'resident_id'])
    expect(row!['name']).toBe(residents[0]!.name)
    if (residents[0]!.mobile !== null) expect(row!['mobile']).toMatch(/^\d{3}\*+\d{4}$/)

    const delivered = (await provider.get(`/api/v1/cases/${caseId}`)).body
    expect(delivered.state).toBe('delivered')
    expect(delivered.timeline.map((e: { action: string }) => e.action)).toEqual([
      'share.request.open',
      'share.request.approve',
      'share.request.grant.firstDelivery',
    ])
    expect(delivered.clocks.map((c: { state: string }) => c.state)).toEqual(['finished', 'finished'])
  })

  test('NB-11-2 every release is a leaf of the log, and its proof verifies against a signed checkpoint', async () => {
    await grantInWuzhong(city)
    const residents = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 2)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const answer = await lookup(application, 'WZ-RESIDENTS', [residents[1]!.residentId])
    const receipt = answer.body.receipt as string
    const evidence = await application.get(`/api/v1/evidence/${receipt}`)
    expect(evidence.status).toBe(200)
    const body = evidence.body.body as string
    expect(JSON.parse(body)).toMatchObject({
      kind: 'access',
      action: 'data.lookup',
      outcome: 'released',
      detail: { matter: 'JZ-2026-0001', rows: 1 },
    })
    expect(body).not.toContain(residents[1]!.residentId)
    expect(body).not.toContain(residents[1]!.name)

    const proof = (await city.anonymous.get(`/log/entries/${receipt}/proof`)).body
    const leaf = leafHash(sm3Hash, encodeUtf8(body))
    expect(proof.leafHash).toBe(Buffer.from(leaf).toString('hex'))
    const { size, root } = parseCheckpoint((await openNote(proof.checkpoint, await logVerifiers(city))).text)
    verifyInclusion(sm3Hash, { leafHash: leaf, index: proof.leafIndex, size }, proof.path.map(fromHex), root)
  })

  test('WZ-27 another purpose is refused, named and recorded', async () => {
    await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const refused = await lookup(application, 'WZ-RESIDENTS', ['640302199001010015'], { purpose: '商业营销' })
    expect(refused.status).toBe(403)
    expect(clauses(refused)).toEqual(['WZ-27'])
    expect(refused.body.needed[0].text).toContain('目的')
    const evidence = await application.get(`/api/v1/evidence/${refused.body.receipt as string}`)
    expect(JSON.parse(evidence.body.body as string)).toMatchObject({
      kind: 'refusal',
      outcome: 'refused',
      grounds: ['WZ-27'],
    })
  })

  test('WZ-24-3 a field that was not granted is refused', async () => {
    await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const refused = await lookup(application, 'WZ-RESIDENTS', ['640302199001010015'], { fields: ['name', 'address'] })
    expect(refused.status).toBe(403)
    expect(clauses(refused)).toContain('WZ-24-3')
  })

  test('WZ-26-2 a refusal needs a law, an administrative regulation or central policy; a local rule does not suffice', async () => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const caseId = opened.body.result.case as string
    const basis = (instrument: string) => ({ basis: { instrument, provision: '第十条' }, explanation: '不宜提供' })
    const without = await act(city, 'wuzhong.police.approver', caseId, 'refuse', { explanation: '不宜提供' })
    expect(without.status).toBe(422)
    expect(without.body.fields).toMatchObject([{ field: 'basis' }])
    const unknown = await act(city, 'wuzhong.police.approver', caseId, 'refuse', basis('a-letter'))
    expect(unknown.body.code).toBe('ACT_BASIS_UNKNOWN')
    const yinzhou = await openShareRequest(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS', 'yinzhou.civil.assistance', {
      scenario: '低保审核',
    })
    const tooLow = await act(
      city,
      'yinzhou.data.approver',
      yinzhou.body.result.case as string,
      'refuse',
      basis('yinzhou-2023'),
    )
    expect(tooLow.body.code).toBe('ACT_BASIS_RANK')
    expect(clauses(tooLow)).toEqual(['YZ-14-2'])
    const refused = await act(
      city,
      'wuzhong.police.approver',
      caseId,
      'refuse',
      basis('personal-information-protection-law'),
    )
    expect(refused.status, JSON.stringify(refused.body)).toBe(200)
    expect(refused.body.result.state).toBe('refused')
  })

  test('WZ-26-1 free data is obtained at once, without an approval', async () => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', {
      items: ['credit_code', 'name'],
    })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    expect(opened.body.result.state).toBe('delivering')
    expect(clauses(opened)).toContain('WZ-26-1')
  })

  test('YZ-15-1 every request goes to the district authority and states its scenario', async () => {
    const bare = await openShareRequest(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS', 'yinzhou.civil.assistance')
    expect(bare.status).toBe(422)
    expect(bare.body.fields).toMatchObject([{ field: 'scenario', fault: 'missing' }])
    expect(clauses(bare)).toContain('YZ-15-1')
    const opened = await openShareRequest(city, 'yinzhou.civil.steward', 'YZ-RESIDENTS', 'yinzhou.civil.assistance', {
      scenario: '低保审核时核对户籍',
    })
    const caseId = opened.body.result.case as string
    const provider = await act(city, 'yinzhou.police.approver', caseId, 'approve')
    expect(provider.status).toBe(403)
    const approved = await act(city, 'yinzhou.data.approver', caseId, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    const application = await city.asApplication('yinzhou.civil.assistance')
    const other = await lookup(application, 'YZ-RESIDENTS', ['330212199001010018'], { purpose: '商业营销' })
    expect(clauses(other).toSorted()).toEqual(['NB-11-1', 'YZ-16'])
  })

  test('NB-11-1 without a grant nothing is obtained, whatever the purpose', async () => {
    const application = await city.asApplication('yinzhou.education.enrolment')
    const refused = await lookup(application, 'YZ-RESIDENTS', ['330212199001010018'], { fields: ['name'] })
    expect(refused.status).toBe(403)
    expect(clauses(refused)).toContain('PF-12')
  })

  test('WZ-12-3 the authority returns an entry with opinions: ten working days, and resubmission stops the clock', async () => {
    const authority = await city.as('wuzhong.data.approver')
    const steward = await city.as('wuzhong.civil.steward')
    const list = (await steward.get('/api/v1/worklist')).body.items as {
      id: string
      state: string
      clocks: Record<string, unknown>[]
    }[]
    const returned = list.find((c) => c.state === 'amending')!
    expect(returned.clocks.find((c) => c['period'] === 'catalog.amendment')).toMatchObject({
      state: 'running',
      cites: ['WZ-12-3'],
      basis: 'draft',
    })
    const again = await steward.send('POST', `/api/v1/cases/${returned.id}/acts/resubmit`, { form: {} })
    expect(again.status, JSON.stringify(again.body)).toBe(200)
    const view = (await authority.get(`/api/v1/cases/${returned.id}`)).body
    expect(view.state).toBe('submitted')
    expect(view.clocks.find((c: { period: string; state: string }) => c.period === 'catalog.amendment')!.state).toBe(
      'finished',
    )
  })

  test('WZ-12-2 a county entry needs the approval of the level above before it can be published', async () => {
    const superior = await city.as('wuzhong.data.approver')
    const cases = (await superior.get('/api/v1/worklist')).body.items as { id: string; state: string }[]
    const county = cases.find((c) => c.state === 'superiorReview')!
    const early = await act(city, 'litong.data.approver', county.id, 'publish')
    expect(early.status).toBe(403)
    expect(clauses(early)).toContain('WZ-12-2')
    expect((await act(city, 'litong.data.approver', county.id, 'approve')).status).toBe(403)
    expect((await act(city, 'wuzhong.data.approver', county.id, 'approve')).status).toBe(200)
    const published = await act(city, 'litong.data.approver', county.id, 'publish')
    expect(published.status).toBe(200)
    expect(clauses(published)).toContain('WZ-12-4')
  })

  test('WZ-13-1 YZ-07-2 NB-05-2 an entry without a required field is refused naming field and clause', async () => {
    for (const [login, expected] of [
      ['wuzhong.civil.steward', ['WZ-13-1']],
      ['yinzhou.civil.steward', ['YZ-07-2', 'NB-05-2']],
    ] as const) {
      const steward = await city.as(login)
      const code = `TEST-${engine.toUpperCase()}-${login.slice(0, 2).toUpperCase()}`
      const items = [{ code: 'name', name: '名称', type: 'text', grade: 1 }]
      const drafted = await steward.send('POST', '/api/v1/catalog-entries', {
        code,
        name: '测试条目',
        fields: { businessName: '测试', shareAttribute: '' },
        items,
      })
      expect(drafted.status, JSON.stringify(drafted.body)).toBe(201)
      const subject = { type: 'catalogEntry', id: drafted.body.result.id }
      const refused = await steward.send('POST', '/api/v1/cases', { procedure: 'catalog.review', subject, form: {} })
      expect(refused.status).toBe(422)
      expect(refused.body.fields.map((f: { field: string }) => f.field)).toContain('shareAttribute')
      expect(clauses(refused)).toEqual(expect.arrayContaining([...expected]))
      expect((await steward.get(`/api/v1/catalog-entries/${subject.id as string}`)).body.state).toBe('draft')
    }
  })

  test('the supplement of a request rests the clock and can be asked for once', async () => {
    const opened = await openShareRequest(city, 'wuzhong.labour.steward', 'WZ-RESIDENTS', 'wuzhong.labour.pension')
    const caseId = opened.body.result.case as string
    const asked = await act(city, 'wuzhong.police.steward', caseId, 'askSupplement', { missing: '职责依据的条款' })
    expect(asked.body.result.state).toBe('supplementing')
    const applicant = await city.as('wuzhong.labour.steward')
    expect((await applicant.get(`/api/v1/cases/${caseId}`)).body.clocks).toMatchObject([
      { period: 'share.reply', state: 'suspended', due: null },
    ])
    await act(city, 'wuzhong.labour.steward', caseId, 'supplement', { answer: '第十二条' })
    expect((await applicant.get(`/api/v1/cases/${caseId}`)).body.clocks).toMatchObject([
      { period: 'share.reply', state: 'running' },
    ])
    const twice = await act(city, 'wuzhong.police.steward', caseId, 'askSupplement', { missing: '其他' })
    expect(twice.status).toBe(409)
    expect(twice.body.code).toBe('ACT_ALREADY_USED')
  })

  test('a request for another organisation’s application, an unknown item or a past term is refused by field', async () => {
    const subject = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS') }
    const form = {
      duty: '审核',
      legalBasis: '办法',
      purposes: ['审核'],
      items: ['name', 'salary'],
      application: applicationId(city, 'wuzhong.labour.pension'),
      mode: 'interface',
      until: '2020-01-01',
    }
    const refused = await (
      await city.as('wuzhong.civil.steward')
    ).send('POST', '/api/v1/cases', { procedure: 'share.request', subject, form })
    expect(refused.status).toBe(400)
    expect(refused.body.fields.map((f: { field: string }) => f.field)).toEqual([
      'form.items',
      'form.until',
      'form.application',
    ])
  })

  test('two approvers at once: one act is done, the other is told the case has moved', async () => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const caseId = opened.body.result.case as string
    const approver = await city.as('wuzhong.police.approver')
    const both = await Promise.all(
      [1, 2].map(() => approver.send('POST', `/api/v1/cases/${caseId}/acts/approve`, { form: {} })),
    )
    expect(both.map((a) => a.status).toSorted()).toEqual([200, 409])
    const grants = await city.services.db.selectFrom('data_grant').select('id').where('case_id', '=', caseId).execute()
    expect(grants).toHaveLength(1)
  })

  test('a repeated write with one Idempotency-Key answers the same and is done once; another content under that key is refused', async () => {
    const steward = await city.as('wuzhong.civil.steward')
    const body = { code: `ONCE-${engine.toUpperCase()}`, name: '一次', fields: {}, items: [] }
    const key = { 'idempotency-key': 'walk-1' }
    const answers = await Promise.all([1, 2, 3].map(() => steward.send('POST', '/api/v1/catalog-entries', body, key)))
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201])
    expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1)
    const other = await steward.send('POST', '/api/v1/catalog-entries', { ...body, name: '两次' }, key)
    expect(other.status).toBe(422)
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  test('an overdue duty shows with its clause, and the duty goes on', async () => {
    const provider = await city.as('wuzhong.police.steward')
    const { items } = (await provider.get('/api/v1/worklist')).body as {
      items: { clocks: { phase: string; text: string; cites: string[] }[] }[]
    }
    expect(items[0]!.clocks[0]).toMatchObject({ phase: 'overdue', cites: ['WZ-26-2'] })
    expect(items[0]!.clocks[0]!.text).toContain('仍应办理')
  })
})
