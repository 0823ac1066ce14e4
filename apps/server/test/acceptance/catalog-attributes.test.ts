import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import {
  complete,
  draft,
  plainItem,
  prepared,
  published,
  reviewed,
  shareable,
  type Fields,
} from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { lookup, openShareRequest } from '../support/share.ts'

const provider = 'wuzhong.market.steward'
const applicant = 'wuzhong.civil.steward'
const authority = 'wuzhong.data.approver'
const government = 'wuzhong.government.approver'

/** What a class of sharing or opening rests on, who decides it, and what must be reviewed first: WZ-25, WZ-40-2-2; YZ-13-2, WZ-23, WZ-29-4. */
describe.each(engines)('attributes on %s', (engine) => {
  let city: City
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const code = (): string => `ATT-${++number}`
  const shown = async (id: string, login = applicant): Promise<Answer['body']> =>
    (await (await city.as(login)).get(`/api/v1/catalog-entries/${id}`)).body
  const numbered = plainItem('code', '编号', { identifier: 'other', grade: 2 })
  const conditional: Fields = {
    ...complete.wuzhong,
    shareAttribute: 'conditional',
    shareCondition: '逐件申请',
    shareReason: '涉及经营信息',
  }
  const claim = { claim: 'unconditional', reason: '不含个人信息' }
  const record = { record: '经过和理由' }
  const upheld = { ruling: 'upheld', ...record }
  const altered = { ruling: 'altered', shareAttribute: 'unconditional', shareCondition: '无', ...record }
  const ofEntry = (id: string) => ({ type: 'catalogEntry', id }) as const

  /** The attribute, the version that stands and what that version rests on. */
  const standing = async (id: string) => {
    const { fields, publishedVersion } = await shown(id)
    return { attribute: fields.shareAttribute as string, version: publishedVersion as number }
  }

  test('WZ-25-2 the authority objects, consults and reports; the attribute stays as it is until the government decides, and the recorded decision sets it', async () => {
    const id = await published(city, provider, { code: code(), fields: conditional })
    for (const login of [applicant, 'wuzhong.civil.approver']) {
      expect((await openCase(city, login, 'shareAttribute.objection', ofEntry(id), claim)).status).toBe(403)
    }
    const objection = await opened(city, authority, 'shareAttribute.objection', ofEntry(id), claim)
    const early = await act(city, government, objection, 'decide', altered)
    await expectRefused(city, government, early, { clauses: ['WZ-25-2'], code: 'ACT_NOT_OFFERED' })
    await expectRefused(city, authority, await act(city, authority, objection, 'report', {}), {
      clauses: ['WZ-25-2'],
      fields: ['record'],
    })
    expect(await done(city, authority, objection, 'report', { record: '协商两次，未达成一致' })).toBe('deciding')
    expect(await standing(id)).toEqual({ attribute: 'conditional', version: 1 })
    expect((await act(city, authority, objection, 'decide', altered)).status).toBe(403)
    await expectRefused(
      city,
      government,
      await act(city, government, objection, 'decide', { ruling: 'altered', shareAttribute: 'none', ...record }),
      { clauses: ['WZ-25-1'], fields: ['shareBasis', 'shareCondition'] },
    )
    expect(await standing(id)).toEqual({ attribute: 'conditional', version: 1 })

    const decision = await act(city, government, objection, 'decide', altered)
    expect(clausesOf(decision), JSON.stringify(decision.body)).toContain('WZ-25-2')
    expect(await standing(id)).toEqual({ attribute: 'unconditional', version: 2 })
    const { fields } = await shown(id)
    expect(fields).toMatchObject({ shareCondition: '无', businessName: complete.wuzhong['businessName'] })
    expect(fields.shareReason).toBeUndefined()
    const versions = (await (await city.as(applicant)).get(`/api/v1/catalog-entries/${id}/versions`)).body.items
    expect(versions[0]).toMatchObject({ number: 2, origin: 'decision', case: objection })
    const view = await viewCase(city, authority, objection)
    expect(view).toMatchObject({ state: 'decided', open: false })
    expect(view.entries.map((e: { act: string }) => e.act)).toEqual(['report', 'decide'])

    const kept = await opened(city, authority, 'shareAttribute.objection', ofEntry(id), {
      ...claim,
      claim: 'conditional',
    })
    await done(city, authority, kept, 'report', record)
    expect(await done(city, government, kept, 'decide', upheld)).toBe('decided')
    expect(await standing(id)).toEqual({ attribute: 'unconditional', version: 2 })
  })

  test('WZ-25-3 agencies consult, then the authority consults, then the government decides: in this order, none skipped, each with its outcome', async () => {
    const id = await published(city, provider, { code: code(), fields: conditional })
    const dispute = await opened(city, applicant, 'shareAttribute.dispute', ofEntry(id), claim)
    const skipping = async (steps: readonly (readonly [string, string])[]): Promise<void> => {
      for (const [login, name] of steps) {
        const answer = await act(city, login, dispute, name, name === 'decide' ? altered : record)
        await expectRefused(city, login, answer, { clauses: ['WZ-25-3'], code: 'ACT_NOT_OFFERED' })
      }
    }
    await skipping([
      [authority, 'report'],
      [government, 'decide'],
    ])
    await expectRefused(city, applicant, await act(city, applicant, dispute, 'notAgreed', {}), {
      clauses: ['WZ-25-3'],
      fields: ['record'],
    })
    expect(await done(city, applicant, dispute, 'notAgreed', { record: '双方协商未达成一致' })).toBe('mediating')
    await skipping([
      [government, 'decide'],
      [applicant, 'notAgreed'],
    ])
    expect(await done(city, authority, dispute, 'report', { record: '主管部门协商未达成一致' })).toBe('deciding')
    await skipping([[authority, 'agree']])
    expect(await standing(id)).toEqual({ attribute: 'conditional', version: 1 })
    expect(await done(city, government, dispute, 'decide', altered)).toBe('decided')
    expect(await standing(id)).toEqual({ attribute: 'unconditional', version: 2 })
    const view = await viewCase(city, applicant, dispute)
    expect(view.entries.map((e: { act: string; form: Fields }) => [e.act, e.form['record']])).toEqual([
      ['notAgreed', '双方协商未达成一致'],
      ['report', '主管部门协商未达成一致'],
      ['decide', record.record],
    ])

    // Agreement ends it at its first step, and sets the attribute as well.
    const second = await opened(city, applicant, 'shareAttribute.dispute', ofEntry(id), {
      ...claim,
      claim: 'conditional',
    })
    const agreed = {
      ruling: 'altered',
      shareAttribute: 'conditional',
      shareCondition: '逐件',
      shareReason: '理由',
      ...record,
    }
    expect((await act(city, applicant, second, 'agree', agreed)).status).toBe(403)
    expect(await done(city, 'wuzhong.market.approver', second, 'agree', agreed)).toBe('agreed')
    expect(await standing(id)).toEqual({ attribute: 'conditional', version: 3 })
  })

  test('a decision is not undone by a revision that was under way, and speaks at once to the gateway', async () => {
    const id = await published(city, provider, { code: code(), fields: conditional, items: [numbered] })
    const entry = await shown(id)
    await shareable(city, provider, id)
    const request = await openShareRequest(city, applicant, entry.code, 'wuzhong.civil.assistance', { items: ['code'] })
    await done(city, 'wuzhong.market.approver', request.body.result.case as string, 'approve')
    const application = await city.asApplication('wuzhong.civil.assistance')
    const call = () => lookup(application, entry.code as string, ['x'], { item: 'code' })
    expect((await call()).status).toBe(200)

    const form = { changeCause: 'content', changedOn: '2026-02-09', description: '补充' }
    const change = await opened(city, provider, 'catalog.change', ofEntry(id), form)
    await done(city, provider, change, 'reopen')
    const objection = await opened(city, authority, 'shareAttribute.objection', ofEntry(id), {
      ...claim,
      claim: 'none',
    })
    await done(city, authority, objection, 'report', record)
    await done(city, government, objection, 'decide', {
      ruling: 'altered',
      shareAttribute: 'none',
      shareCondition: '不予共享',
      shareBasis: { instrument: 'data-security-law', provision: '第三十八条' },
      ...record,
    })
    const refused = await call()
    expect(refused.status).toBe(403)
    expect(clausesOf(refused)).toContain('WZ-24-4')
    await done(city, provider, change, 'submit')
    expect(await done(city, authority, change, 'approve')).toBe('updated')
    expect(await standing(id)).toEqual({ attribute: 'none', version: 3 })
  })

  test('YZ-13-2 a new entry starts as shareable, and a more restrictive class needs the reason and basis of YZ-14-2', async () => {
    const steward = 'yinzhou.police.steward'
    const { shareAttribute: _, shareCondition: __, shareReason: ___, ...rest } = complete.yinzhou
    const id = await draft(city, steward, { code: code(), fields: rest })
    expect((await shown(id, steward)).fields.shareAttribute).toBe('unconditional')
    const form = await city.anonymous.get('/api/v1/law/regimes/330212000000')
    const field = form.body.forms
      .find((f: { name: string }) => f.name === 'catalog-entry')
      .fields.find((f: { name: string }) => f.name === 'shareAttribute')
    expect(field).toMatchObject({ default: { value: 'unconditional' }, cites: expect.arrayContaining(['YZ-13-2']) })

    const restrict = async (fields: Fields) => {
      const { version, name, items } = await shown(id, steward)
      const described = (items as Fields[]).map(({ sealed: _sealed, ...item }) => item)
      const body = { version, name, items: described, fields: { ...rest, ...fields } }
      expect((await (await city.as(steward)).send('PUT', `/api/v1/catalog-entries/${id}`, body)).status).toBe(200)
      return openCase(city, steward, 'catalog.review', ofEntry(id))
    }
    await expectRefused(city, steward, await restrict({ shareAttribute: 'conditional' }), {
      clauses: ['YZ-13-2', 'YZ-14-2'],
      fields: ['shareCondition', 'shareReason'],
    })
    await expectRefused(city, steward, await restrict({ shareAttribute: 'none' }), {
      clauses: ['YZ-13-2', 'YZ-14-2'],
      fields: ['negativeListItem', 'shareBasis'],
    })
    const reasoned = { shareAttribute: 'conditional', shareCondition: '逐件申请', shareReason: '含个人信息' }
    expect((await restrict(reasoned)).status).toBe(201)
  })

  test('WZ-29-4 with no ground against it the platform proposes 无条件开放, and another class is refused until a ground is stated', async () => {
    const grounds = {
      openForbidden: 'absent',
      openHarm: 'absent',
      openProtected: 'absent',
      openAgreement: 'absent',
      openDemanding: 'absent',
    }
    const { openAttribute: _, shareAttribute: __, ...rest }: Fields = { ...conditional, ...grounds }
    const id = await draft(city, provider, { code: code(), fields: rest })
    // WZ-23 as well: shareable unless something else is said.
    expect((await shown(id, provider)).fields).toMatchObject({
      openAttribute: 'unconditional',
      shareAttribute: 'unconditional',
    })
    const doubtful = await draft(city, provider, { code: code(), fields: { ...rest, openProtected: 'present' } })
    expect((await shown(doubtful, provider)).fields.openAttribute).toBeUndefined()

    for (const openAttribute of ['none', 'conditional']) {
      const entry = await draft(city, provider, { code: code(), fields: { ...conditional, ...grounds, openAttribute } })
      const refused = await openCase(city, provider, 'catalog.review', ofEntry(entry))
      await expectRefused(city, provider, refused, { clauses: ['WZ-29-4'] })
      expect(refused.body.needed[0].text).toContain('无条件开放')
    }
    const stated = { ...conditional, ...grounds, openAttribute: 'none', openProtected: 'present' }
    const entry = await draft(city, provider, { code: code(), fields: stated })
    expect((await openCase(city, provider, 'catalog.review', ofEntry(entry))).status).toBe(201)
    const proposed = await openCase(city, provider, 'catalog.review', ofEntry(id))
    expect(proposed.status, JSON.stringify(proposed.body)).toBe(201)
  })

  test('WZ-40-2-2 sharing or opening a version is refused until a secrecy review of that version is recorded with reviewer and conclusion', async () => {
    const fields = {
      ...conditional,
      openAttribute: 'unconditional',
      openForbidden: 'absent',
      openHarm: 'absent',
      openProtected: 'absent',
      openAgreement: 'absent',
      openDemanding: 'absent',
    }
    const entryCode = code()
    const id = await published(city, provider, { code: entryCode, fields, items: [numbered] })
    expect((await shown(id)).secrecy).toBe('unreviewed')
    await prepared(city, provider, id)
    const ask = () => openShareRequest(city, applicant, entryCode, 'wuzhong.civil.assistance', { items: ['code'] })
    const release = {
      version: '第1版',
      dataFormat: 'csv',
      originality: 'original',
    }
    const open = () => openCase(city, provider, 'open.release', ofEntry(id), release)
    const refuseBoth = async (offered: boolean): Promise<void> => {
      for (const [login, answer] of [
        [applicant, await ask()],
        [provider, await open()],
      ] as const) {
        await expectRefused(city, login, answer, { clauses: ['WZ-40-2-2'] })
        expect(JSON.stringify(answer.body.needed)).toMatch(offered ? /保密审查/ : /WZ-40-2-2|\[\]/)
      }
    }
    await refuseBoth(true)

    const review = await opened(city, provider, 'secrecy.review', ofEntry(id))
    const conclusion = {
      version: 1,
      department: '办公室（保密）',
      reviewer: '保密审查员',
      conclusion: 'cleared',
      opinion: '不涉及国家秘密、工作秘密',
    }
    const approver = 'wuzhong.market.approver'
    for (const field of ['reviewer', 'conclusion', 'department', 'version']) {
      const answer = await act(city, approver, review, 'conclude', { ...conclusion, [field]: undefined })
      await expectRefused(city, approver, answer, { clauses: ['WZ-40-2-2'], fields: [field] })
    }
    expect((await act(city, 'wuzhong.civil.approver', review, 'conclude', conclusion)).status).toBe(403)
    const wrong = await act(city, approver, review, 'conclude', { ...conclusion, version: 2 })
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: 'form.version' }] } })
    await refuseBoth(true)
    await done(city, approver, review, 'conclude', conclusion)
    expect(await shown(id)).toMatchObject({
      secrecy: 'cleared',
      secrecyReviews: [{ version: 1, conclusion: 'cleared', reviewer: '办公室（保密） 保密审查员', case: review }],
    })
    const asked = await ask()
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    expect((await open()).status).toBe(201)

    // The next version has not been reviewed: what was asked for is not granted, and nothing new is received.
    const change = await opened(city, provider, 'catalog.change', ofEntry(id), {
      changeCause: 'content',
      changedOn: '2026-02-09',
      description: '改范围',
    })
    await done(city, provider, change, 'reopen')
    await done(city, provider, change, 'submit')
    await done(city, authority, change, 'approve')
    expect(await shown(id)).toMatchObject({ secrecy: 'unreviewed', publishedVersion: 2 })
    const approval = await act(city, approver, asked.body.result.case as string, 'approve')
    await expectRefused(city, approver, approval, { clauses: ['WZ-40-2-2'] })
    await refuseBoth(true)
    await shareable(city, provider, id)
    await done(city, approver, asked.body.result.case as string, 'approve')
    const application = await city.asApplication('wuzhong.civil.assistance')
    const call = () => lookup(application, entryCode, ['x'], { item: 'code' })
    expect((await call()).status).toBe(200)

    // A review that finds otherwise stops what was granted.
    await reviewed(city, provider, id, 'restricted')
    const stopped = await call()
    expect(stopped.status).toBe(403)
    expect(clausesOf(stopped)).toContain('WZ-40-2-2')
    await refuseBoth(false)
  })
})
