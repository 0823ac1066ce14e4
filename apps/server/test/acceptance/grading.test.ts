import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, draft, faultsOf, plainItem, published, submitNew, type Fields } from '../support/entries.ts'
import {
  changedRules,
  decide,
  enterRules,
  gradingOf,
  publishWuzhongRules,
  ruleForm,
  rulesIn,
} from '../support/grading.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId } from '../support/share.ts'

const wuzhong = '640300000000'
const litong = '640302000000'
const police = 'wuzhong.police.steward'
const market = 'wuzhong.market.steward'
const cityAuthority = 'wuzhong.data.approver'

/** Rules as data of the authority, suggestions with their evidence, decisions by people: WZ-11, PF-29, PF-30. */
describe.each(engines)('grading on %s', (engine) => {
  let city: City
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const code = (): string => `GRADE-${++number}`
  /** An item whose name says what it holds, graded too low. */
  const idItem = (more: Fields = {}): Fields => plainItem('id_no', '公民身份号码', { mask: 'resident-id', ...more })
  const draftOf = (login: string, items: readonly Fields[], fields: Fields = complete.wuzhong): Promise<string> =>
    draft(city, login, { code: code(), fields, items })
  const submit = (login: string, id: string) => openCase(city, login, 'catalog.review', { type: 'catalogEntry', id })

  test('WZ-11-1 the city publishes versions of its rules with the provisions they rest on, and every stored grade names rule and version', async () => {
    const before = await rulesIn(city, cityAuthority, wuzhong)
    expect(before.inForce).toMatchObject({ name: 'platform/1', origin: 'pack' })
    const content = before.inForce.content
    const subject = { type: 'territory', id: wuzhong } as const

    // Without its basis, or on a document nobody knows, no version is entered.
    const baseless = await enterRules(city, cityAuthority, '2026-1', { basis: undefined })
    expect(baseless.status).toBe(400)
    expect(faultsOf(baseless)).toEqual(['body.basis'])
    const unknown = await enterRules(city, cityAuthority, '2026-1', {
      basis: { instrument: 'no-law', provision: '一' },
    })
    expect(faultsOf(unknown)).toEqual(['body.basis.instrument'])
    const withoutProvision = await openCase(
      city,
      'wuzhong.data.steward',
      'grading.rule',
      subject,
      ruleForm('2026-1', { provision: undefined }),
    )
    await expectRefused(city, 'wuzhong.data.steward', withoutProvision, {
      clauses: ['WZ-11-1'],
      code: 'ACT_FORM_INCOMPLETE',
      fields: ['provision'],
    })

    // A published course without the rules themselves would put nothing in force.
    const empty = await opened(city, 'wuzhong.data.steward', 'grading.rule', subject, ruleForm('2026-1'))
    expect((await act(city, cityAuthority, empty, 'publish')).status).toBe(404)

    const entered = await enterRules(city, cityAuthority, '2026-1', { content })
    expect(entered.body.result).toMatchObject({ name: `${wuzhong}/2026-1`, published: false })
    expect((await rulesIn(city, cityAuthority, wuzhong)).inForce.name).toBe('platform/1')
    expect(clausesOf(await act(city, cityAuthority, empty, 'publish'))).toContain('WZ-11-1')

    const after = await rulesIn(city, police, wuzhong)
    expect(after.inForce).toMatchObject({ name: `${wuzhong}/2026-1`, basis: 'data-security-law 第二十一条', content })
    expect((after.history as { name: string }[]).map((h) => h.name)).toEqual([`${wuzhong}/2026-1`, 'platform/1'])
    // A version is never overwritten.
    const again = await enterRules(city, cityAuthority, '2026-1')
    expect(again.body).toMatchObject({ code: 'DUPLICATE' })

    const id = await draftOf(police, [idItem({ grade: 3 }), plainItem('note', '说明')])
    const graded = await gradingOf(city, police, id)
    expect(graded['id_no']).toMatchObject({
      grade: 3,
      ruleSet: `${wuzhong}/2026-1`,
      records: [{ rules: ['P2-1'], suggested: 3 }],
    })
    expect(graded['note']).toMatchObject({
      grade: 1,
      ruleSet: `${wuzhong}/2026-1`,
      records: [{ rules: [], suggested: null }],
    })
    expect(graded['']).toMatchObject({ ruleSet: `${wuzhong}/2026-1` })
    // What was published before names the rules it was graded by then.
    const standing = await gradingOf(city, police, await entryId(city, police, 'WZ-RESIDENTS'))
    for (const item of Object.values(standing)) expect(item.ruleSet).toBe('platform/1')
  })

  test('WZ-11-2 a county enters no rules of its own, and its data is graded by those of the city', async () => {
    const content = await changedRules(city, cityAuthority)
    const own = await enterRules(city, 'litong.data.approver', '2026-1', { content })
    await expectRefused(city, 'litong.data.approver', own, { clauses: ['WZ-11-2'], code: 'ACT_FORBIDDEN' })
    expect(own.body.needed[0].text).toContain('市公共数据分类分级规则')
    const subject = { type: 'territory', id: litong } as const
    const course = await openCase(city, 'litong.data.steward', 'grading.rule', subject, ruleForm('2026-1'))
    await expectRefused(city, 'litong.data.steward', course, { clauses: ['WZ-11-2'] })

    const inCounty = await rulesIn(city, 'litong.data.approver', litong)
    expect(inCounty.inForce.name).toBe(`${wuzhong}/2026-1`)
    expect((inCounty.history as { territory: string }[]).some((h) => h.territory === litong)).toBe(false)
    const id = await draft(city, 'litong.civil.steward', { code: code(), fields: complete.litong, items: [idItem()] })
    const graded = await gradingOf(city, 'litong.civil.steward', id)
    expect(graded['id_no']).toMatchObject({
      ruleSet: `${wuzhong}/2026-1`,
      pending: { grade: 3, ruleSet: `${wuzhong}/2026-1` },
    })
  })

  test('WZ-11-3 without category and grade nothing is submitted, and a new version opens a task for each entry it affects', async () => {
    const bare = await submitNew(city, police, {
      code: code(),
      fields: { ...complete.wuzhong, category: undefined, grade: undefined },
    })
    await expectRefused(city, police, bare, { clauses: ['WZ-11-3'], fields: ['category', 'grade'] })

    // A second version sees more harm in names and says another word about dates of birth.
    const content = await changedRules(city, cityAuthority, {
      'P11-1': { impact: { object: 'individualRights', degree: 'serious' } },
      'P11-2': { text: '个人的出生日期和年龄' },
    })
    await publishWuzhongRules(city, '2026-2', content)
    const { regrading } = city.services
    const first = await regrading.regradeOnce()
    expect(first.opened).toBe(2)

    const tasksOf = async (
      login: string,
    ): Promise<readonly { id: string; procedure: string; subject: { name: string } }[]> => {
      const worklist = await (await city.as(login)).get('/api/v1/worklist?limit=200')
      return (worklist.body.items as never[]).filter((i: { procedure: string }) => i.procedure === 'grading.regrade')
    }
    // Residents: both rules changed. Enterprises: the name of the legal representative. Divisions: neither applies.
    const [residents, enterprises, divisions] = await Promise.all(
      [police, market, 'wuzhong.civil.steward'].map(tasksOf),
    )
    expect([residents!.length, enterprises!.length, divisions!.length]).toEqual([1, 1, 0])
    const task = await viewCase(city, police, residents![0]!.id)
    expect(task.form).toMatchObject({ ruleVersion: `${wuzhong}/2026-2`, reason: expect.stringContaining('P11-1') })
    expect(task.clocks).toMatchObject([{ period: 'grading.regrade', state: 'running' }])
    expect(await regrading.regradeOnce()).toEqual({ seen: 0, affected: 0, opened: 0 })

    // The name of a resident has grade 3 already: keeping is right, and the grade names the new version from then on.
    const result = { ruleVersion: `${wuzhong}/2026-2`, category: '人口', grade: 4, conclusion: 'keep' }
    expect(await done(city, police, residents![0]!.id, 'record', result)).toBe('graded')
    const kept = await gradingOf(city, police, await entryId(city, police, 'WZ-RESIDENTS'))
    expect(kept['name']).toMatchObject({ grade: 3, ruleSet: `${wuzhong}/2026-2`, pending: null })

    // That of a legal representative has 2, now suggested 3: keeping needs a decision, changing goes through the catalog.
    const lower = await act(city, market, enterprises![0]!.id, 'record', { ...result, category: '法人', grade: 2 })
    await expectRefused(city, market, lower, { clauses: ['PF-29'], code: 'ACT_GRADE_UNDECIDED' })
    expect(lower.body.detail).toContain('法定代表人')
    const enterprise = await entryId(city, market, 'WZ-ENTERPRISES')
    const { pending } = (await gradingOf(city, market, enterprise))['legal_representative']
    expect(pending).toMatchObject({ grade: 3, origin: 'rules', ruleSet: `${wuzhong}/2026-2` })
    const tooEarly = await decide(city, market, pending.id, { decision: 'accept' })
    expect(tooEarly.body).toMatchObject({ code: 'STATE_CONFLICT' })
    const reasoned = await decide(city, market, pending.id, { decision: 'keep', reason: '法定代表人依法公示' })
    expect(reasoned.status, JSON.stringify(reasoned.body)).toBe(200)
    expect(await done(city, market, enterprises![0]!.id, 'record', { ...result, category: '法人', grade: 2 })).toBe(
      'graded',
    )
  })

  test('PF-29 a grade below an undecided suggestion is not submitted; who keeps it says why, and no machine undoes that', async () => {
    const id = await draftOf(police, [idItem(), plainItem('title', '名称')])
    const refused = await submit(police, id)
    await expectRefused(city, police, refused, {
      clauses: ['PF-29'],
      code: 'ACT_GRADE_UNDECIDED',
      fields: ['items.id_no.grade'],
    })
    expect(refused.body.detail).toContain('「公民身份号码」现定 1 级，建议 3 级')
    expect((await (await city.as(police)).get(`/api/v1/catalog-entries/${id}`)).body.state).toBe('draft')

    const { pending } = (await gradingOf(city, police, id))['id_no']
    expect(pending.grounds[0]).toMatchObject({ rule: 'P2-1', grade: 3, reason: expect.stringContaining('个人权益') })
    const unreasoned = await decide(city, police, pending.id, { decision: 'keep' })
    await expectRefused(city, police, unreasoned, {
      clauses: ['PF-29'],
      code: 'ACT_GRADE_REASON_MISSING',
      fields: ['body.reason'],
    })
    const tooLow = await decide(city, police, pending.id, { decision: 'set', grade: 2 })
    expect(tooLow.body.code).toBe('ACT_GRADE_REASON_MISSING')
    for (const login of [market, cityAuthority, 'wuzhong.police.approver', 'yinzhou.police.steward']) {
      expect((await decide(city, login, pending.id, { decision: 'accept' })).status, login).toBe(403)
    }
    const set = await decide(city, police, pending.id, { decision: 'set', grade: 2, reason: '号码已去标识化' })
    expect(set.body.result).toMatchObject([{ item: 'id_no', state: 'overruled', grade: 2 }])
    const twice = await decide(city, police, pending.id, { decision: 'accept' })
    expect(twice.body).toMatchObject({ code: 'STATE_CONFLICT' })

    // Saved again, the same grounds are not brought up again and the grade stays; a higher risk is new and stands beside it.
    const client = await city.as(police)
    const entry = (await client.get(`/api/v1/catalog-entries/${id}`)).body
    expect(entry.items[0]).toMatchObject({ code: 'id_no', grade: 2 })
    const save = async (version: number, items: readonly Fields[]): Promise<number> => {
      const saved = await client.send('PUT', `/api/v1/catalog-entries/${id}`, {
        version,
        name: entry.name,
        fields: entry.fields,
        items,
      })
      expect(saved.status, JSON.stringify(saved.body)).toBe(200)
      return saved.body.result.version as number
    }
    const next = await save(entry.version, [idItem({ grade: 2 }), plainItem('title', '名称')])
    const same = (await gradingOf(city, police, id))['id_no']
    expect(same).toMatchObject({ grade: 2, pending: null })
    expect(same.suggestions[0]).toMatchObject({
      state: 'overruled',
      decidedGrade: 2,
      reason: '号码已去标识化',
      decidedBy: '吴忠市公安局',
    })
    await save(next, [idItem({ grade: 2 }), plainItem('child', '儿童姓名', { grade: 3, category: 'minor' })])
    const more = (await gradingOf(city, police, id))['id_no']
    expect(more).toMatchObject({ grade: 2, pending: { grade: 4 } })
    expect(more.suggestions).toHaveLength(2)
    expect((await submit(police, id)).body.code).toBe('ACT_GRADE_UNDECIDED')
    await decide(city, police, more.pending.id, { decision: 'accept' })
    const now = (await client.get(`/api/v1/catalog-entries/${id}`)).body
    expect(now.items[0]).toMatchObject({ grade: 4, sealed: true })
    const submitted = await submit(police, id)
    expect(submitted.status, JSON.stringify(submitted.body)).toBe(201)
  })

  test('PF-29 an entry is graded no lower than its items: accepting raises both, and a lower grade is refused by name', async () => {
    const low = { ...complete.wuzhong, grade: 1 }
    const id = await draftOf(police, [idItem({ grade: 3 })], low)
    const refused = await submit(police, id)
    await expectRefused(city, police, refused, { clauses: ['PF-29'], code: 'ACT_GRADE_BELOW_ITEMS', fields: ['grade'] })
    expect(refused.body.detail).toContain('最高级别 3 级：公民身份号码')

    const [one, two] = [await draftOf(police, [idItem()], low), await draftOf(police, [idItem()], low)]
    const suggestions = await Promise.all(
      [one, two].map(async (entry) => (await gradingOf(city, police, entry))['id_no'].pending.id as string),
    )
    const client = await city.as(police)
    const bad = await client.send('POST', '/api/v1/grading-suggestions/decisions', {
      decisions: [
        { suggestion: suggestions[0], decision: 'accept' },
        { suggestion: suggestions[1], decision: 'keep' },
      ],
    })
    await expectRefused(city, police, bad, { clauses: ['PF-29'], fields: ['body.decisions.1.reason'] })
    expect((await gradingOf(city, police, one))['id_no']).toMatchObject({ grade: 1, pending: { state: 'pending' } })
    const all = await client.send('POST', '/api/v1/grading-suggestions/decisions', {
      decisions: suggestions.map((suggestion) => ({ suggestion, decision: 'accept' })),
    })
    expect(all.status, JSON.stringify(all.body)).toBe(200)
    for (const entry of [one, two]) {
      const accepted = (await client.get(`/api/v1/catalog-entries/${entry}`)).body
      expect(accepted).toMatchObject({ fields: { grade: 3 }, items: [{ grade: 3 }] })
      expect((await submit(police, entry)).status).toBe(201)
    }
  })

  test('PF-29 what a batch shows is suggested with masked evidence; the table of suggestions is for the agency and its authority', async () => {
    const name = code()
    const items = [plainItem('no', '序号'), plainItem('remark', '备注')]
    const id = await published(city, police, { code: name, fields: complete.wuzhong, items })
    // An address of mail is noted; a column full of numbers that identify people would stop the batch.
    const mails = Array.from({ length: 60 }, (_, i) => `person${i * 7919}@mail.example.cn`)
    const csv = ['序号,备注', ...mails.map((m, i) => `${i + 1},${m}`)].join('\n')
    const stored = await (
      await city.as(police)
    ).send('POST', `/api/v1/datasets/${name}/batches?fileName=a.csv`, csv, { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)

    const { pending, grade } = (await gradingOf(city, police, id))['remark']
    expect(grade).toBe(1)
    expect(pending).toMatchObject({ grade: 2, origin: 'sample', grounds: [{ rule: 'P12-2' }] })
    expect(pending.evidence[0]).toMatchObject({ category: 'email' })
    expect(pending.evidence[0].evidence[0]).toMatch(/\*/)
    const { db } = city.services
    const kept = JSON.stringify([
      await db.selectFrom('grading_suggestion').selectAll().execute(),
      await db.selectFrom('item_finding').selectAll().execute(),
    ])
    for (const mail of mails) expect(kept).not.toContain(mail)

    const listed = async (login: string, query = ''): Promise<readonly string[]> => {
      const table = await (await city.as(login)).get(`/api/v1/grading-suggestions?state=pending&limit=200${query}`)
      expect(table.status, JSON.stringify(table.body)).toBe(200)
      return (table.body.items as { id: string }[]).map((i) => i.id)
    }
    // The table says the grade there is now and whether it can be changed, without a question for each entry.
    const table = await (await city.as(police)).get('/api/v1/grading-suggestions?state=pending&limit=200')
    const rows = table.body.items as { id: string }[]
    expect(rows.find((i) => i.id === pending.id)).toMatchObject({ presentGrade: 1, entry: { open: false } })
    expect(await listed(police)).toContain(pending.id)
    expect(await listed(cityAuthority)).toContain(pending.id)
    expect(await listed(market)).not.toContain(pending.id)
    expect((await (await city.as(police)).get(`/api/v1/grading-suggestions?territory=330200000000`)).status).toBe(403)
    expect((await (await city.as(market)).get(`/api/v1/catalog-entries/${id}/grading`)).status).toBe(403)

    // What is published changes in its revision only, and by the review of that.
    const early = await decide(city, police, pending.id, { decision: 'accept' })
    expect(early.body).toMatchObject({ code: 'STATE_CONFLICT' })
    const subject = { type: 'catalogEntry', id } as const
    const cause = { changeCause: 'content', changedOn: '2026-02-06', description: '备注中有手机号码' }
    const change = await opened(city, police, 'catalog.change', subject, cause)
    await done(city, police, change, 'reopen')
    expect((await act(city, police, change, 'submit')).body.code).toBe('ACT_GRADE_UNDECIDED')
    expect((await decide(city, police, pending.id, { decision: 'accept' })).status).toBe(200)
    const standing = async (): Promise<number> =>
      (await (await city.as(police)).get(`/api/v1/catalog-entries/${id}`)).body.items[1].grade as number
    expect(await standing()).toBe(1)
    await done(city, police, change, 'submit')
    await done(city, cityAuthority, change, 'approve')
    expect(await standing()).toBe(2)
  })

  test('PF-30 the nearest rules hold from their day on, faulty ones are refused by place, and earlier versions stay', async () => {
    const login = 'yinzhou.data.approver'
    const content = await changedRules(city, login)
    const faulty = {
      ...content,
      matrix: { ...(content['matrix'] as object), individualRights: { none: 4, general: 2, serious: 3, grave: 4 } },
    }
    const refused = await enterRules(city, login, '1', { content: faulty })
    expect(refused.status).toBe(400)
    expect(faultsOf(refused)).toContain('body.content.matrix.individualRights.general')
    expect(faultsOf(await enterRules(city, login, '1', { inForceFrom: '2026-02-08' }))).toEqual(['body.inForceFrom'])
    const byOthers = ['yinzhou.data.steward', 'ningbo.market.steward', 'yinzhou.police.steward']
    for (const other of byOthers) expect((await enterRules(city, other, '1', { content })).status, other).toBe(403)
    const above = await enterRules(city, 'ningbo.data.approver', '1', { content, territory: '330212000000' })
    expect(above.status).toBe(403)
    expect((await rulesIn(city, login, '330212000000')).history).toHaveLength(1)

    const entered = await enterRules(city, login, '1', { content, inForceFrom: '2026-03-02' })
    expect(entered.body.result).toMatchObject({ published: true })
    expect((await rulesIn(city, login, '330212000000')).inForce.name).toBe('platform/1')
    city.travelTo('2026-03-02T09:00:00+08:00')
    expect((await rulesIn(city, login, '330212000000')).inForce.name).toBe('330212000000/1')
    expect((await rulesIn(city, 'ningbo.data.approver', '330200000000')).inForce.name).toBe('platform/1')
    // It says the same as before, so nothing has to be graded again.
    expect(await city.services.regrading.regradeOnce()).toMatchObject({ affected: 0, opened: 0 })
    const history = (await rulesIn(city, login, '330212000000')).history as { name: string; regraded: boolean }[]
    expect(history.map((h) => [h.name, h.regraded])).toEqual([
      ['330212000000/1', true],
      ['platform/1', true],
    ])
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
})
