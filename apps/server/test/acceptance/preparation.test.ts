import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, plainItem, preparationSteps, prepared, published, reviewed } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { lookup, openShareRequest } from '../support/share.ts'

const provider = 'wuzhong.market.steward'
const approver = 'wuzhong.market.approver'
const applicant = 'wuzhong.civil.steward'

/** What a version goes through before it is shared or opened: WZ-31-1. */
describe.each(engines)('processing records on %s', (engine) => {
  let city: City
  let number = 0
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const absent = { openForbidden: 'absent', openHarm: 'absent', openProtected: 'absent', openAgreement: 'absent' }
  const open = { ...complete.wuzhong, ...absent, openDemanding: 'absent', openAttribute: 'unconditional' }
  const conditional = { ...open, shareAttribute: 'conditional' }
  const free = { ...open, shareAttribute: 'unconditional' }
  const items = [plainItem('code', '编号', { identifier: 'other', mask: 'none' }), plainItem('title', '名称')]

  const entry = async (fields: typeof free | typeof conditional): Promise<{ id: string; code: string }> => {
    const code = `WZ-PREPARED-${++number}`
    const id = await published(city, provider, { code, fields, items })
    await reviewed(city, provider, id)
    return { id, code }
  }
  const subject = (id: string) => ({ type: 'catalogEntry' as const, id })
  const shown = async (id: string) => (await (await city.as(provider)).get(`/api/v1/catalog-entries/${id}`)).body
  const ask = (code: string) =>
    openShareRequest(city, applicant, code, 'wuzhong.civil.assistance', { items: ['code', 'title'] })
  const release = (id: string) =>
    openCase(city, provider, 'open.release', subject(id), {
      version: '第1版',
      dataFormat: 'csv',
      originality: 'original',
    })
  const republish = async (id: string): Promise<void> => {
    const change = await opened(city, provider, 'catalog.change', subject(id), {
      changeCause: 'content',
      changedOn: '2026-02-09',
      description: '改范围',
    })
    await done(city, provider, change, 'reopen')
    await done(city, provider, change, 'submit')
    await done(city, 'wuzhong.data.approver', change, 'approve')
  }

  test('WZ-31-1 sharing a version is refused without a processing record of it, and a record of an earlier version does not do', async () => {
    const { id, code } = await entry(conditional)
    const asked = await ask(code)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const request = asked.body.result.case as string
    const early = await act(city, approver, request, 'approve')
    await expectRefused(city, approver, early, { clauses: ['WZ-31-1'] })
    expect(JSON.stringify(early.body.needed)).toContain('处理记录')

    await prepared(city, provider, id)
    await republish(id)
    await reviewed(city, provider, id)
    expect(await shown(id)).toMatchObject({ publishedVersion: 2, prepared: false, preparations: [{ version: 1 }] })
    await expectRefused(city, approver, await act(city, approver, request, 'approve'), { clauses: ['WZ-31-1'] })
    await prepared(city, provider, id)
    await done(city, approver, request, 'approve')
    const application = await city.asApplication('wuzhong.civil.assistance')
    expect((await lookup(application, code, ['x'], { item: 'code' })).status).toBe(200)
  })

  test('WZ-31-1 free data is granted to nobody before its processing record, which the refusal asks for', async () => {
    const { id, code } = await entry(free)
    const refused = await ask(code)
    await expectRefused(city, applicant, refused, { clauses: ['WZ-31-1'], code: 'ACT_COURSE_CLOSED' })
    expect(JSON.stringify(refused.body)).toContain('data.preparation')
    const application = await city.asApplication('wuzhong.civil.assistance')
    expect((await lookup(application, code, ['x'], { item: 'code' })).status).toBe(403)
    await prepared(city, provider, id)
    const granted = await ask(code)
    expect(granted.body.result, JSON.stringify(granted.body)).toMatchObject({ state: 'delivering' })
  })

  test('WZ-31-1 opening a version is refused without its processing record: its release, and its place in the open catalog', async () => {
    const { id } = await entry(free)
    await expectRefused(city, provider, await release(id), { clauses: ['WZ-31-1'] })
    const authority = 'wuzhong.data.steward'
    const listing = {
      dataName: '登记信息',
      openingBody: '吴忠市市场监督管理局',
      openAttribute: 'unconditional',
      dataFormat: 'csv',
      dataType: '结构化数据',
      updateCycle: 'yearly',
      priority: false,
    }
    const list = () => openCase(city, authority, 'open.listing', subject(id), listing)
    await expectRefused(city, authority, await list(), { clauses: ['WZ-31-1'] })
    await prepared(city, provider, id)
    expect((await list()).status).toBe(201)
    const reviewing = await release(id)
    expect(reviewing.status, JSON.stringify(reviewing.body)).toBe(201)
    // Published anew while it is under review: what was reviewed is not what would be opened.
    await republish(id)
    await reviewed(city, provider, id)
    const approval = await act(city, approver, reviewing.body.result.case as string, 'approve')
    await expectRefused(city, approver, approval, { clauses: ['WZ-31-1'] })
  })

  test('WZ-31-1 a record states each of the four steps: done with how, when and by which post, or why it does not apply', async () => {
    const { id } = await entry(conditional)
    const state = (steps: unknown, version = 1, login = provider) =>
      openCase(city, login, 'data.preparation', subject(id), { version, steps })
    for (const missing of [0, 1, 2, 3]) {
      const answer = await state(preparationSteps.filter((_, i) => i !== missing))
      await expectRefused(city, provider, answer, { clauses: ['WZ-31-1'] })
    }
    const [cleaning, ...rest] = preparationSteps
    for (const field of ['method', 'doneOn', 'doneBy']) {
      const answer = await state([{ ...cleaning, [field]: undefined }, ...rest])
      await expectRefused(city, provider, answer, { clauses: ['WZ-31-1'], fields: [`steps.0.${field}`] })
    }
    const unreasoned = await state([cleaning, { ...rest[0], reason: undefined }, ...rest.slice(1)])
    await expectRefused(city, provider, unreasoned, { clauses: ['WZ-31-1'], fields: ['steps.1.reason'] })
    for (const [steps, version, field] of [
      [preparationSteps, 2, 'form.version'],
      [[...preparationSteps, cleaning], 1, 'form.steps.4.step'],
      [[{ ...cleaning, doneOn: '2026-02-10' }, ...rest], 1, 'form.steps.0.doneOn'],
    ] as const) {
      const answer = await state(steps, version)
      expect(answer.status, JSON.stringify(answer.body)).toBe(400)
      expect(answer.body.fields).toMatchObject([{ field }])
    }
    // The provider states it; nobody else can.
    expect((await state(preparationSteps, 1, applicant)).status).toBe(403)
    expect((await state(preparationSteps, 1, approver)).status).toBe(403)
    expect((await shown(id)).prepared).toBe(false)

    const recorded = await state(preparationSteps)
    expect(recorded.status, JSON.stringify(recorded.body)).toBe(201)
    expect(clausesOf(recorded)).toContain('WZ-31-1')
    expect(await shown(id)).toMatchObject({
      prepared: true,
      preparations: [
        {
          case: recorded.body.result.case,
          version: 1,
          organization: '吴忠市市场监督管理局',
          steps: [
            { step: 'cleaning', outcome: 'done', method: '去重、补缺', doneOn: '2026-01-05', doneBy: '数据岗' },
            { step: 'desensitisation', outcome: 'notApplicable', reason: '不含敏感数据项' },
            { step: 'declassification' },
            { step: 'formatConversion' },
          ],
          known: { qualityRun: null, masked: [], sealed: [], secrecy: 'cleared' },
        },
      ],
    })
  })
})
