import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, plainItem, published, shareable, type Fields } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId, grantInWuzhong, lookup, openShareRequest } from '../support/share.ts'

const wuzhong = 'wuzhong.market.steward'
const authority = 'wuzhong.data.approver'
const reader = 'wuzhong.labour.steward'

/** What is published stays in use while it is revised; every version stays: WZ-12-4, WZ-13-2; PF-23, PF-24. */
describe.each(engines)('versions of the catalog on %s', (engine) => {
  let city: City
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const code = (): string => `VER-${engine === 'pglite' ? 'A' : 'B'}-${++number}`
  const get = async (login: string, id: string, rest = ''): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/catalog-entries/${id}${rest}`)

  /** Changes an entry or its revision as its agency does. */
  const amend = async (
    login: string,
    id: string,
    change: { fields?: Fields; items?: readonly Fields[]; name?: string },
  ) => {
    const { body } = await get(login, id)
    const now = body.revision ?? body
    const items = (now.items as Fields[]).map(({ sealed: _, ...item }) => item)
    return (await city.as(login)).send('PUT', `/api/v1/catalog-entries/${id}`, {
      version: body.version,
      name: change.name ?? now.name,
      fields: { ...now.fields, ...change.fields },
      items: change.items ?? items,
    })
  }
  const itemsOf = async (login: string, id: string): Promise<Fields[]> => {
    const { body } = await get(login, id)
    return (body.items as Fields[]).map(({ sealed: _, ...item }) => item)
  }

  /** A revision of the agency's own accord, up to its submission. @returns The case. */
  const revise = async (
    login: string,
    id: string,
    change: Parameters<typeof amend>[2],
    form: Fields = { changeCause: 'content' },
  ): Promise<string> => {
    const entered = { changedOn: '2026-02-09', description: '修改目录内容', ...form }
    const change1 = await opened(city, login, 'catalog.change', { type: 'catalogEntry', id }, entered)
    await done(city, login, change1, 'reopen')
    const saved = await amend(login, id, change)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    await done(city, login, change1, 'submit')
    return change1
  }

  test('WZ-12-4 PF-23 only the publish act of the authority makes content visible, with version and date, and every earlier version stays readable', async () => {
    const id = await draft(city, wuzhong, { code: code(), fields: complete.wuzhong })
    const review = await opened(city, wuzhong, 'catalog.review', { type: 'catalogEntry', id })
    await done(city, authority, review, 'approve')
    expect((await get(reader, id)).status).toBe(403)
    expect((await get(reader, id, '/versions')).status).toBe(403)
    for (const login of ['wuzhong.market.approver', 'litong.data.approver', 'wuzhong.government.approver']) {
      await expectRefused(city, login, await act(city, login, review, 'publish'), { clauses: [] })
    }
    expect((await get(reader, id)).status).toBe(403)
    expect(clausesOf(await act(city, authority, review, 'publish'))).toContain('WZ-12-4')
    expect((await get(reader, id)).body).toMatchObject({ state: 'published', publishedVersion: 1 })
    const first = (await get(reader, id, '/versions/1')).body

    const change = await revise(wuzhong, id, {
      fields: { shareScope: '全部公共管理和服务机构' },
      items: [plainItem('title', '标题'), plainItem('issued_on', '发布日期', { type: 'date', maxLength: null })],
    })
    // Under review: what everybody reads is what was published; provider and authority also see what is to come.
    const standing = (await get(reader, id)).body
    expect(standing).toMatchObject({ state: 'published', publishedVersion: 1, fields: first.fields, revision: null })
    expect(standing.items).toHaveLength(1)
    for (const login of [wuzhong, authority]) {
      const { revision } = (await get(login, id)).body
      expect(revision).toMatchObject({ state: 'submitted', base: 1, case: change })
      expect(revision.difference.fields).toEqual([
        expect.objectContaining({ field: 'shareScope', label: '共享范围', newText: '全部公共管理和服务机构' }),
      ])
    }
    expect((await get('wuzhong.police.steward', id)).body.revision).toBeNull()
    const early = await amend(wuzhong, id, { name: '未经审定' })
    await expectRefused(city, wuzhong, early, { clauses: [] })
    for (const login of [wuzhong, 'wuzhong.market.approver', 'litong.data.approver']) {
      expect((await act(city, login, change, 'approve')).status).toBe(403)
    }
    expect((await get(reader, id)).body.publishedVersion).toBe(1)

    city.travelTo('2026-02-10T09:00:00+08:00')
    expect(await done(city, authority, change, 'approve')).toBe('updated')
    const now = (await get(reader, id)).body
    expect(now).toMatchObject({ state: 'published', publishedVersion: 2, revision: null })
    expect(now.publishedAt).toContain('2026-02-10')
    expect(now.fields.shareScope).toBe('全部公共管理和服务机构')
    expect(now.items.map((i: { code: string }) => i.code)).toEqual(['title', 'issued_on'])

    const versions = (await get(reader, id, '/versions')).body.items
    expect(versions).toMatchObject([
      { number: 2, origin: 'review', case: change, publishedAt: expect.stringContaining('2026-02-10') },
      { number: 1, origin: 'review', case: review, publishedAt: expect.stringContaining('2026-02-09') },
    ])
    expect((await get(reader, id, '/versions/1')).body).toEqual(first)
    const difference = (await get(reader, id, '/versions/1/difference/2')).body
    expect(difference).toMatchObject({
      name: null,
      fields: [{ field: 'shareScope', label: '共享范围', kind: 'changed', oldText: complete.wuzhong['shareScope'] }],
      items: [
        { code: 'title', kind: 'changed', changes: [{ label: '数据项名称', old: '名称', new: '标题' }] },
        { code: 'issued_on', name: '发布日期', kind: 'added' },
      ],
      order: null,
    })
    const back = (await get(reader, id, '/versions/2/difference/1')).body
    expect(back.items).toMatchObject([
      { code: 'issued_on', kind: 'removed' },
      { code: 'title', kind: 'changed' },
    ])
    expect((await get(reader, id, '/versions/3')).status).toBe(404)
    expect((await get(reader, id, '/versions/0')).status).toBe(400)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('WZ-13-2 a change of basis gives the agency fifteen working days and the authority five, each overdue on its own, and approval updates the catalog', async () => {
    const id = await published(city, wuzhong, { code: code(), fields: complete.wuzhong })
    const change = await opened(
      city,
      wuzhong,
      'catalog.change',
      { type: 'catalogEntry', id },
      {
        changeCause: 'legalBasis',
        changedOn: '2026-02-09',
        description: '依据的规章修改',
      },
    )
    const clocks = async (): Promise<{ period: string; due: string; phase: string; state: string; basis: string }[]> =>
      (await viewCase(city, wuzhong, change)).clocks
    // Fifteen working days after 9 February 2026, with the Spring Festival and two make-up Saturdays: 6 March.
    expect(await clocks()).toMatchObject([
      { period: 'catalog.update', due: '2026-03-06', phase: 'onTime', basis: 'draft' },
    ])
    const worklist = async (login: string): Promise<string[]> =>
      (await (await city.as(login)).get('/api/v1/worklist?limit=200')).body.items.map((i: { id: string }) => i.id)
    expect(await worklist(wuzhong)).toContain(change)
    expect(await worklist(authority)).not.toContain(change)
    const overdue = async (): Promise<string[]> => {
      const { body } = await (await city.as(authority)).get('/api/v1/supervision/clocks?phase=overdue&limit=200')
      const late = body.items as { case: string; clock: { period: string } }[]
      return late.filter((i) => i.case === change).map((i) => i.clock.period)
    }

    city.travelTo('2026-03-09T09:00:00+08:00')
    expect((await clocks())[0]).toMatchObject({ period: 'catalog.update', phase: 'overdue' })
    expect(await overdue()).toEqual(['catalog.update'])
    // Overdue does not end the duty: it is still done, and counts as late.
    await done(city, wuzhong, change, 'reopen')
    expect((await amend(wuzhong, id, { fields: { shareScope: '按新的依据共享' } })).status).toBe(200)
    expect(await done(city, wuzhong, change, 'submit')).toBe('reviewing')
    expect(await worklist(authority)).toContain(change)
    const submitted = await clocks()
    expect(submitted.find((c) => c.period === 'catalog.update')).toMatchObject({ state: 'finished' })
    expect(submitted.find((c) => c.period === 'catalog.changeReview')).toMatchObject({
      due: '2026-03-16',
      phase: 'onTime',
      basis: 'draft',
    })

    city.travelTo('2026-03-17T09:00:00+08:00')
    expect((await clocks()).find((c) => c.period === 'catalog.changeReview')).toMatchObject({ phase: 'overdue' })
    expect(await overdue()).toEqual(['catalog.changeReview'])
    expect((await get(reader, id)).body).toMatchObject({ publishedVersion: 1 })
    const approval = await act(city, authority, change, 'approve')
    expect(clausesOf(approval)).toContain('WZ-13-2')
    expect((await get(reader, id)).body).toMatchObject({
      publishedVersion: 2,
      fields: { shareScope: '按新的依据共享' },
    })
    expect((await clocks()).every((c) => c.state === 'finished')).toBe(true)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('PF-23 a revision that is returned, amended and withdrawn leaves what is published as it was; an entry has one revision', async () => {
    const steward = 'ningbo.market.steward'
    const id = await published(city, steward, { code: code(), fields: complete.ningbo })
    const subject = { type: 'catalogEntry', id } as const
    const cause = { changedOn: '2026-02-09', description: '业务名称变化' }
    const before = (await get(steward, id, '/versions/1')).body
    const change = await opened(city, steward, 'catalog.change', subject, cause)
    const early = await act(city, steward, change, 'submit')
    expect(early).toMatchObject({ status: 409, body: { code: 'REVISION_MISSING' } })
    await expectRefused(city, steward, await amend(steward, id, { name: '改名' }), { clauses: [] })
    await done(city, steward, change, 'reopen')
    const second = await opened(city, steward, 'catalog.change', subject, cause)
    expect(await act(city, steward, second, 'reopen')).toMatchObject({ status: 409, body: { code: 'REVISION_OPEN' } })
    expect(await act(city, steward, second, 'submit')).toMatchObject({
      status: 409,
      body: { code: 'REVISION_MISSING' },
    })
    // Withdrawing the second case leaves the revision of the first alone.
    await done(city, steward, second, 'withdraw')
    expect((await amend(steward, id, { fields: { businessName: '改后的业务' } })).status).toBe(200)
    await done(city, steward, change, 'submit')
    await done(city, 'ningbo.data.approver', change, 'returnForAmendment', { opinions: '请再核对' })
    expect((await get(steward, id)).body.revision).toMatchObject({ state: 'amending' })
    expect((await amend(steward, id, { items: [] })).status).toBe(200)
    expect(await act(city, steward, change, 'resubmit')).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'items' }] },
    })
    expect(await done(city, steward, change, 'withdraw')).toBe('withdrawn')
    const after = (await get(steward, id)).body
    expect(after).toMatchObject({ state: 'published', publishedVersion: 1, revision: null, fields: before.fields })
    expect((await get(steward, id, '/versions')).body.items).toHaveLength(1)
    const third = await revise(steward, id, { name: '新的名称' }, cause)
    expect(await done(city, 'ningbo.data.approver', third, 'approve')).toBe('updated')
    expect((await get('ningbo.civil.steward', id)).body).toMatchObject({ publishedVersion: 2, name: '新的名称' })
  })

  test('PF-23 a required field that the revision leaves out is refused by name under the law of the entry', async () => {
    const steward = 'yinzhou.police.steward'
    const id = await published(city, steward, { code: code(), fields: complete.yinzhou })
    const change = await opened(
      city,
      steward,
      'catalog.change',
      { type: 'catalogEntry', id },
      {
        changeCause: 'dataItem',
        changedOn: '2026-02-09',
        description: '增加数据项',
      },
    )
    await done(city, steward, change, 'reopen')
    await amend(steward, id, { fields: { systemName: '' } })
    await expectRefused(city, steward, await act(city, steward, change, 'submit'), {
      clauses: ['YZ-07-2'],
      fields: ['systemName'],
    })
    await amend(steward, id, { fields: { systemName: '新系统', obtainedBySharing: true } })
    await expectRefused(city, steward, await act(city, steward, change, 'submit'), { clauses: ['YZ-07-2'] })
    await amend(steward, id, { fields: { obtainedBySharing: false } })
    await done(city, steward, change, 'submit')
    expect(await done(city, 'yinzhou.data.approver', change, 'approve')).toBe('updated')
    expect((await get('yinzhou.education.steward', id)).body).toMatchObject({
      publishedVersion: 2,
      fields: { systemName: '新系统' },
    })
  })

  test('whoever saves on what another has changed is told who changed what, and nothing is lost', async () => {
    const id = await draft(city, wuzhong, { code: code(), fields: complete.wuzhong })
    const stale = (await get(wuzhong, id)).body
    expect((await amend(wuzhong, id, { fields: { shareScope: '甲' }, name: '甲改的' })).status).toBe(200)
    const late = await (
      await city.as(wuzhong)
    ).send('PUT', `/api/v1/catalog-entries/${id}`, { version: stale.version, name: '乙', fields: {}, items: [] })
    expect(late).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } })
    expect(late.body.detail).toMatch(/吴忠市市场监督管理局于2026年2月9日（周一）09:0\d修改了名称、共享范围/)
    expect((await get(wuzhong, id)).body.name).toBe('甲改的')
  })

  test('items say what they mean, which code list they use and how sensitive they are; a category nobody knows is refused', async () => {
    const described = plainItem('sex', '性别', {
      grade: 3,
      meaning: '登记的性别',
      codeList: 'GB/T 2261.1',
      category: 'personName',
    })
    const id = await draft(city, wuzhong, { code: code(), fields: complete.wuzhong, items: [described] })
    expect((await get(wuzhong, id)).body.items).toMatchObject([
      { meaning: '登记的性别', codeList: 'GB/T 2261.1', category: 'personName' },
    ])
    const unknown = await amend(wuzhong, id, { items: [{ ...described, category: 'shoeSize' }] })
    expect(unknown).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
    const fields = {
      collector: '窗口',
      holder: '信息中心',
      user: '各科室',
      operator: '运维商',
      retention: '永久',
      archivingScope: '全部',
    }
    expect((await amend(wuzhong, id, { fields })).status).toBe(200)
    const review = await openCase(city, wuzhong, 'catalog.review', { type: 'catalogEntry', id })
    expect(review.status, JSON.stringify(review.body)).toBe(201)
  })

  test('PF-24 a withdrawn entry is refused at the next call of its grants, names its successor and keeps its versions', async () => {
    const successor = code()
    const heir = await published(city, 'wuzhong.police.steward', { code: successor, fields: complete.wuzhong })
    const withdrawn = code()
    const items = await itemsOf('wuzhong.police.steward', await entryId(city, reader, 'WZ-RESIDENTS'))
    const id = await published(city, 'wuzhong.police.steward', { code: withdrawn, fields: complete.wuzhong, items })
    await shareable(city, 'wuzhong.police.steward', id)
    const [resident] = await addResidents(city, 'wuzhong.police.steward', withdrawn, 11)
    const request = await openShareRequest(city, 'wuzhong.civil.steward', withdrawn, 'wuzhong.civil.assistance')
    const grant = request.body.result.case as string
    if (request.body.result.state === 'submitted') await done(city, 'wuzhong.police.approver', grant, 'approve')
    const application = await city.asApplication('wuzhong.civil.assistance')
    expect((await lookup(application, withdrawn, [resident!.residentId])).status).toBe(200)

    const subject = { type: 'catalogEntry', id } as const
    const steward = 'wuzhong.police.steward'
    const unknown = await openCase(city, steward, 'catalog.withdrawal', subject, {
      reason: '合并',
      successor: 'NO-SUCH',
    })
    expect(unknown).toMatchObject({ status: 400, body: { fields: [{ field: 'form.successor' }] } })
    const case1 = await opened(city, steward, 'catalog.withdrawal', subject, { reason: '合并', successor })
    expect((await lookup(application, withdrawn, [resident!.residentId])).status).toBe(200)
    expect((await act(city, 'wuzhong.police.approver', case1, 'approve')).status).toBe(403)
    await done(city, authority, case1, 'approve')
    const refused = await lookup(application, withdrawn, [resident!.residentId])
    expect(refused.status, JSON.stringify(refused.body)).toBe(403)
    expect(clausesOf(refused)).toContain('PF-24')
    const seen = (await get(reader, id)).body
    expect(seen).toMatchObject({ state: 'withdrawn', successor: { id: heir, code: successor } })
    expect((await get(reader, id, '/versions/1')).status).toBe(200)
    const again = await openShareRequest(city, 'wuzhong.civil.steward', withdrawn, 'wuzhong.civil.assistance').catch(
      () => undefined,
    )
    expect(again?.status ?? 403).toBe(403)
  })

  test('a republished entry takes its table along: added, removed and renamed items, a grade that seals, and no changed type', async () => {
    const steward = 'wuzhong.police.steward'
    const residents = await addResidents(city, steward, 'WZ-RESIDENTS', 5)
    const grant = await grantInWuzhong(city)
    expect(grant).toBeDefined()
    const application = await city.asApplication('wuzhong.civil.assistance')
    const [one] = residents
    const id = await entryId(city, reader, 'WZ-RESIDENTS')
    const ask = (fields: readonly string[]) => lookup(application, 'WZ-RESIDENTS', [one!.residentId], { fields })
    expect((await ask(['resident_id', 'name', 'mobile'])).status).toBe(200)
    const items = await itemsOf(steward, id)

    const retyped = items.map((i) => (i['code'] === 'household_no' ? { ...i, type: 'integer', maxLength: null } : i))
    const form = { changeCause: 'content', changedOn: '2026-02-09', description: '改类型' }
    const typed = await opened(city, steward, 'catalog.change', { type: 'catalogEntry', id }, form)
    await done(city, steward, typed, 'reopen')
    await amend(steward, id, { items: retyped })
    const refused = await act(city, steward, typed, 'submit')
    expect(refused).toMatchObject({ status: 409, body: { code: 'LAYOUT_STORED' } })
    expect(refused.body.detail).toContain('household_no')
    await done(city, steward, typed, 'withdraw')

    // Removed: the mobile number. Sealed from now on: the address, which was stored plain. Added: a plain and a sealed item.
    const next = [
      ...items
        .filter((i) => i['code'] !== 'mobile')
        .map((i) => (i['code'] === 'address' ? { ...i, grade: 3, name: '现住址' } : i)),
      plainItem('remark', '备注', { nullable: true }),
      plainItem('passport_no', '护照号码', { nullable: true, grade: 3, identifier: 'other', category: 'passport' }),
    ]
    const before = await lookup(application, 'WZ-RESIDENTS', [one!.residentId], { fields: ['name'] })
    const change = await revise(steward, id, { items: next })
    expect((await ask(['mobile'])).status).toBe(200)
    await done(city, authority, change, 'approve')

    const gone = await ask(['resident_id', 'mobile'])
    expect(gone).toMatchObject({ status: 409, body: { code: 'ITEM_REMOVED' } })
    expect(gone.body.detail).toContain('mobile')
    const whole = await lookup(application, 'WZ-RESIDENTS', [one!.residentId])
    expect(whole).toMatchObject({ status: 409, body: { code: 'ITEM_REMOVED' } })
    const kept = await ask(['name'])
    expect(kept.status, JSON.stringify(kept.body)).toBe(200)
    expect(kept.body.rows).toEqual(before.body.rows)

    const preview = await (await city.as(steward)).get('/api/v1/datasets/WZ-RESIDENTS/preview?limit=3')
    expect(preview.status, JSON.stringify(preview.body)).toBe(200)
    expect(JSON.stringify(preview.body)).not.toContain(one!.address)
    const table = (
      await city.services.db
        .selectFrom('dataset')
        .select('table_name')
        .where('code', '=', 'WZ-RESIDENTS')
        .executeTakeFirstOrThrow()
    ).table_name
    const columns = await city.services.db.introspection.getTables()
    const names = columns.find((t) => t.name === table)!.columns.map((c) => c.name)
    expect(names).toEqual(expect.arrayContaining(['f_remark', 'bx_passport_no', 'sealed']))
    expect(names).not.toContain('f_address')

    // A new batch is read by the items as they now are.
    const old = await (
      await city.as(steward)
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/batches', '公民身份号码\r\n1\r\n', {
      'content-type': 'text/csv',
    })
    expect(old).toMatchObject({ status: 422, body: { code: 'CSV_COLUMNS' } })
    expect(old.body.detail).toContain('护照号码')

    // What left the entry comes back with its values.
    const again = await revise(steward, id, { items: [...next, items.find((i) => i['code'] === 'mobile')!] })
    await done(city, authority, again, 'approve')
    expect((await ask(['resident_id', 'name', 'mobile'])).status).toBe(200)
    expect((await ask(['address'])).status).toBe(403)
  })
})
