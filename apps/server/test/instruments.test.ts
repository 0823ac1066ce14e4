import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, civilDateOf, type CivilDate, type TerritoryCode } from '@fadu/domain'
import { createLawAdditions } from '../src/modules/law/index.ts'
import type { Tx } from '../src/platform/db/open-database.ts'
import { engines, openCity, type Answer, type City } from './support/city.ts'
import { act, clauses, openShareRequest } from './support/share.ts'

const wuzhong = '640300000000'
const litong = '640302000000'
const ningbo = '330200000000'
const yinzhou = '330212000000'

describe.each(engines)('what authorities add to the law, on %s', (engine) => {
  let city: City
  let today: CivilDate
  beforeAll(async () => {
    city = await openCity(engine)
    today = civilDateOf(city.now())
  })
  afterAll(() => city.close())

  const enter = async (login: string, instrument: Record<string, unknown>): Promise<Answer> =>
    (await city.as(login)).send('POST', '/api/v1/law/instruments', {
      title: '某某规定',
      rank: 'law',
      inForce: '2020-01-01',
      ...instrument,
    })
  const repeal = async (login: string, id: string, on: string): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/law/instruments/${id}/repeal`, { on })
  const openIn = async (place: 'wuzhong' | 'yinzhou'): Promise<string> => {
    const code = place === 'wuzhong' ? 'WZ-RESIDENTS' : 'YZ-RESIDENTS'
    const more = place === 'wuzhong' ? {} : { scenario: '低保审核' }
    const opened = await openShareRequest(city, `${place}.civil.steward`, code, `${place}.civil.assistance`, more)
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    return opened.body.result.case as string
  }
  const refuse = (login: string, caseId: string, instrument: string): Promise<Answer> =>
    act(city, login, caseId, 'refuse', { basis: { instrument, provision: '第三条' }, explanation: '不宜提供' })
  const receiptOf = async (login: string, receipt: string): Promise<Record<string, unknown>> => {
    const evidence = await (await city.as(login)).get(`/api/v1/evidence/${receipt}`)
    expect(evidence.status).toBe(200)
    return JSON.parse(evidence.body.body as string) as Record<string, unknown>
  }

  describe('the registry of instruments', () => {
    test('WZ-26-2 a refusal rests on an instrument that the authority has entered, from the moment it is', async () => {
      const caseId = await openIn('wuzhong')
      const unknown = await refuse('wuzhong.police.approver', caseId, 'wz-household-law')
      expect(unknown.body.code).toBe('ACT_BASIS_UNKNOWN')
      const entered = await enter('wuzhong.data.approver', {
        id: 'wz-household-law',
        title: '户籍法（示例）',
        provisions: ['第三条'],
      })
      expect(entered.status, JSON.stringify(entered.body)).toBe(201)
      expect(entered.body.result).toMatchObject({
        id: 'wz-household-law',
        rank: 'law',
        rankText: '法律',
        origin: 'authority',
        territory: wuzhong,
        provisions: ['第三条'],
        repealedOn: null,
      })
      expect(await receiptOf('wuzhong.data.approver', entered.body.act.receipt as string)).toMatchObject({
        action: 'instrument.enter',
        subject: { type: 'Instrument', id: 'wz-household-law' },
        territory: wuzhong,
        grounds: ['PF-20'],
      })
      const refused = await refuse('wuzhong.police.approver', caseId, 'wz-household-law')
      expect(refused.status, JSON.stringify(refused.body)).toBe(200)
      expect(refused.body.result.state).toBe('refused')
    })

    test('its rank and its days count as those of any other', async () => {
      const caseId = await openIn('wuzhong')
      await enter('wuzhong.data.approver', { id: 'wz-rule', rank: 'localRule' })
      await enter('wuzhong.data.approver', { id: 'wz-coming', inForce: addDays(today, 1) })
      await enter('wuzhong.data.approver', { id: 'wz-passing' })
      await enter('wuzhong.data.approver', { id: 'wz-gone', repealed: today })
      expect((await refuse('wuzhong.police.approver', caseId, 'wz-rule')).body.code).toBe('ACT_BASIS_RANK')
      expect((await refuse('wuzhong.police.approver', caseId, 'wz-coming')).body.code).toBe('ACT_BASIS_NOT_IN_FORCE')
      expect((await refuse('wuzhong.police.approver', caseId, 'wz-gone')).body.code).toBe('ACT_BASIS_NOT_IN_FORCE')
      const repealed = await repeal('wuzhong.data.approver', 'wz-passing', today)
      expect(repealed.body.result, JSON.stringify(repealed.body)).toMatchObject({ repealedOn: today })
      expect((await refuse('wuzhong.police.approver', caseId, 'wz-passing')).body.code).toBe('ACT_BASIS_NOT_IN_FORCE')
      expect((await repeal('wuzhong.data.approver', 'wz-passing', addDays(today, 9))).body.code).toBe('STATE_CONFLICT')
      expect((await repeal('wuzhong.data.approver', 'wz-rule', '2019-12-31')).body.fields).toMatchObject([
        { field: 'body.on' },
      ])
      expect((await repeal('wuzhong.data.approver', 'nothing-such', today)).status).toBe(404)
    })

    test('YZ-14-2 one entered above holds below, one entered below or elsewhere does not', async () => {
      await enter('ningbo.data.approver', { id: 'nb-rule', rank: 'departmentalRule' })
      await enter('wuzhong.data.approver', { id: 'wz-other-city' })
      const caseId = await openIn('yinzhou')
      const elsewhere = await refuse('yinzhou.data.approver', caseId, 'wz-other-city')
      expect(elsewhere.body.code).toBe('ACT_BASIS_UNKNOWN')
      const above = await refuse('yinzhou.data.approver', caseId, 'nb-rule')
      expect(above.status, JSON.stringify(above.body)).toBe(200)

      await enter('wuzhong.data.approver', { id: 'litong-only', territory: litong })
      const cityCase = await openIn('wuzhong')
      expect((await refuse('wuzhong.police.approver', cityCase, 'litong-only')).body.code).toBe('ACT_BASIS_UNKNOWN')
    })

    test('PF-20 an approver of the authority enters, for its territory and below; others are refused and recorded', async () => {
      for (const [login, territory] of [
        ['wuzhong.data.steward', wuzhong],
        ['wuzhong.police.approver', wuzhong],
        ['ningbo.data.approver', wuzhong],
        ['litong.data.approver', wuzhong],
      ] as const) {
        const refused = await enter(login, { id: 'not-entered', territory })
        expect(refused.status, login).toBe(403)
        expect(clauses(refused), login).toContain('PF-20')
        expect(await receiptOf(login, refused.body.receipt as string)).toMatchObject({ kind: 'refusal' })
      }
      expect((await enter('litong.data.approver', { id: 'litong-own' })).body.result.territory).toBe(litong)
      expect((await repeal('litong.data.approver', 'wz-rule', '2030-01-01')).status).toBe(403)
      expect((await repeal('wuzhong.data.approver', 'litong-own', '2030-01-01')).status).toBe(200)
    })

    test('an id is taken once, by a pack or by an authority of anywhere', async () => {
      const ofPack = await enter('wuzhong.data.approver', { id: 'data-security-law' })
      expect(ofPack.status).toBe(409)
      expect(ofPack.body.code).toBe('DUPLICATE')
      expect((await enter('ningbo.data.approver', { id: 'twice' })).status).toBe(201)
      expect((await enter('wuzhong.data.approver', { id: 'twice' })).body.code).toBe('DUPLICATE')
      const both = await Promise.all(['race', 'race'].map((id) => enter('ningbo.data.approver', { id })))
      expect(both.map((a) => a.status).toSorted()).toEqual([201, 409])
    })

    test.each([
      ['id', { id: 'Großbuchstabe' }],
      ['title', { title: ' ' }],
      ['rank', { rank: 'decree' }],
      ['inForce', { inForce: '2026-02-30' }],
      ['repealed', { repealed: '2019-01-01' }],
      ['provisions.0', { provisions: [''] }],
    ])('an entry whose %s does not fit names the field', async (field, more) => {
      const answer = await enter('wuzhong.data.approver', { id: 'misfit', ...more })
      expect(answer.status, JSON.stringify(answer.body)).toBe(400)
      expect(answer.body.fields.map((f: Record<string, unknown>) => f['field'])).toContain(`body.${field}`)
    })

    test('the list shows packs’ and entered ones with rank, days and origin, page by page, and everybody may read it', async () => {
      await enter('ningbo.data.approver', {
        id: 'ningbo-negative-list-3',
        title: '宁波市公共数据共享负面清单第三项',
        rank: 'negativeList',
      })
      const url = `/api/v1/law/instruments?territory=${yinzhou}`
      const whole = (await city.anonymous.get(`${url}&limit=200`)).body.items as Record<string, unknown>[]
      const find = (id: string) => whole.find((i) => i['id'] === id)
      expect(find('ningbo-negative-list-3')).toMatchObject({
        rank: 'negativeList',
        rankText: expect.stringContaining('负面清单') as string,
        origin: 'authority',
        territory: ningbo,
        enteredBy: expect.stringContaining('宁波') as string,
      })
      expect(find('ningbo-2020')).toMatchObject({ origin: 'pack', pack: 'ningbo-2020', inForceFrom: '2020-12-01' })
      expect(find('wz-rule')).toBeUndefined()
      expect(whole.map((i) => i['id'])).toEqual(whole.map((i) => i['id']).toSorted())
      const ids: unknown[] = []
      for (let cursor = ''; ;) {
        const page = (await city.anonymous.get(`${url}&limit=3${cursor}`)).body
        ids.push(...(page.items as { id: string }[]).map((i) => i.id))
        if (page.next === null) break
        cursor = `&cursor=${page.next as string}`
      }
      expect(ids).toEqual(whole.map((i) => i['id']))
      const regime = (await city.anonymous.get(`/api/v1/law/regimes/${yinzhou}`)).body
      expect(regime.instruments.map((i: { id: string }) => i.id)).toContain('ningbo-negative-list-3')
      expect((await city.anonymous.get('/api/v1/law/instruments?territory=999999999999')).status).toBe(404)
      expect((await city.anonymous.get(`${url}&cursor=nonsense`)).status).toBe(400)
    })

    test('another process knows it on its next act, and one that is rolled back was never there', async () => {
      const { db, gate, territories } = city.services
      const other = createLawAdditions({ territories })
      const known = async (tx: Tx | typeof db, id: string): Promise<boolean> => {
        const regime = await other.regimeWith(tx, wuzhong as TerritoryCode, gate.regimeFor(wuzhong as TerritoryCode))
        return regime.instruments.some((i) => i.id === id)
      }
      expect(await known(db, 'seen-elsewhere')).toBe(false)
      await enter('wuzhong.data.approver', { id: 'seen-elsewhere' })
      expect(await known(db, 'seen-elsewhere')).toBe(true)

      const entering = city.services.legislation.enterInstrument(
        { id: (await db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id } as never,
        {
          id: 'rolled-back',
          territory: wuzhong,
          title: '未生效',
          rank: 'law',
          inForce: today,
          repealed: undefined,
          provisions: [],
        },
      )
      const undone = db.transaction().execute(async (tx) => {
        await entering.carryOut(tx, await entering.load(tx), undefined)
        expect(await known(tx, 'rolled-back')).toBe(true)
        throw new Error('undo')
      })
      await expect(undone).rejects.toThrow('undo')
      expect(await known(db, 'rolled-back')).toBe(false)
      expect(await known(db, 'seen-elsewhere')).toBe(true)
    })
  })

  describe('values of policy', () => {
    const set = async (login: string, territory: string, name: string, value: number, from: string): Promise<Answer> =>
      (await city.as(login)).send('PUT', `/api/v1/law/regimes/${territory}/periods/${name}`, { value, from })
    const periodIn = async (territory: string, name: string): Promise<Record<string, unknown>> => {
      const regime = (await city.anonymous.get(`/api/v1/law/regimes/${territory}`)).body
      return (regime.periods as Record<string, unknown>[]).find((p) => p['name'] === name)!
    }
    const due = async (query: Record<string, unknown>): Promise<string> => {
      const answer = await city.anonymous.send('POST', '/api/v1/law/due-dates', query)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return answer.body.due as string
    }
    const clockOf = async (caseId: string): Promise<Record<string, unknown>> =>
      (await (await city.as('yinzhou.data.approver')).get(`/api/v1/cases/${caseId}`)).body.clocks[0] as never

    test('PF-91 limits that no text sets are shown to everybody as policy, with clause, number and what is needed', async () => {
      const shown = (await city.anonymous.get(`/api/v1/law/regimes/${yinzhou}`)).body.limits as Record<
        string,
        unknown
      >[]
      expect(shown.find(({ name }) => name === 'verification.perDay')).toEqual({
        name: 'verification.perDay',
        most: 5000,
        basis: 'policy',
        cites: ['PF-91'],
        reading: '一项许可一日的比对次数；提供单位可以在答复中减少',
        needed: '次日再核实；需要更多的，另行提出核实、比对需求',
        neededEn: 'go on the next day, or ask for verification anew',
      })
      const own = [...city.services.gate.regimeFor(yinzhou as never).packs.flatMap((p) => [...p.limits.keys()])]
      expect(shown.map(({ name }) => name)).toEqual([...new Set(own)])
    })

    test('YZ-15-1 where the text sets no number the authority does: for clocks from that day on, shown as policy', async () => {
      const running = await openIn('yinzhou')
      const before = await clockOf(running)
      expect(before['due']).toBe(await due({ territory: yinzhou, from: today, days: 5 }))

      const done = await set('yinzhou.data.approver', yinzhou, 'share.reply', 3, today)
      expect(done.status, JSON.stringify(done.body)).toBe(200)
      const asPolicy = {
        length: 3,
        unit: 'workingDay',
        basis: 'policy',
        reading: '本级主管部门设定',
        cites: ['YZ-15-1'],
      }
      expect(done.body.result).toMatchObject(asPolicy)
      expect(await periodIn(yinzhou, 'share.reply')).toMatchObject(asPolicy)
      const three = await due({ territory: yinzhou, from: today, days: 3 })
      expect(await due({ territory: yinzhou, from: today, period: 'share.reply' })).toBe(three)
      expect(await clockOf(await openIn('yinzhou'))).toMatchObject({
        due: three,
        basis: 'policy',
        reading: '本级主管部门设定',
        cites: ['YZ-15-1'],
      })
      expect(await clockOf(running)).toEqual(before)
      expect(await receiptOf('yinzhou.data.approver', done.body.act.receipt as string)).toMatchObject({
        action: 'policyValue.set',
        subject: { type: 'Period', id: 'share.reply' },
        detail: { from: today, length: 3, unit: 'workingDay', before: 5 },
      })
    })

    test('a value for a later day waits for it, and the history tells all of them', async () => {
      const later = addDays(today, 40)
      expect((await set('yinzhou.data.approver', yinzhou, 'share.delivery', 8, later)).status).toBe(200)
      expect(await periodIn(yinzhou, 'share.delivery')).toMatchObject({ length: 5 })
      const on = (from: string): Promise<string> => due({ territory: yinzhou, from, period: 'share.delivery' })
      expect(await on(addDays(later, -1))).toBe(await due({ territory: yinzhou, from: addDays(later, -1), days: 5 }))
      expect(await on(later)).toBe(await due({ territory: yinzhou, from: later, days: 8 }))
      await set('yinzhou.data.approver', yinzhou, 'share.delivery', 7, later)
      expect(await on(later)).toBe(await due({ territory: yinzhou, from: later, days: 7 }))
      const history = (await city.anonymous.get(`/api/v1/law/regimes/${yinzhou}/periods/share.delivery`)).body
      expect(history.today).toMatchObject({ length: 5 })
      expect(history.values.slice(0, 3)).toMatchObject([
        { origin: 'authority', territory: yinzhou, from: later, length: 7, basis: 'policy' },
        { origin: 'authority', territory: yinzhou, from: later, length: 8, basis: 'policy' },
        { origin: 'pack', pack: 'yinzhou-2023', length: 5, cites: ['YZ-15-1'] },
      ])
    })

    test('PF-21 what a text fixes, draft or law, is refused with its clause, and recorded', async () => {
      const refused = await set('wuzhong.data.approver', wuzhong, 'share.reply', 30, today)
      expect(refused.status).toBe(409)
      expect(refused.body.code).toBe('ACT_PERIOD_FIXED')
      expect(refused.body.grounds).toMatchObject([{ clause: 'WZ-26-2', standing: 'draft' }])
      expect(refused.body.needed).toMatchObject([{ clause: 'WZ-26-2' }])
      expect(await receiptOf('wuzhong.data.approver', refused.body.receipt as string)).toMatchObject({
        kind: 'refusal',
        reason: 'ACT_PERIOD_FIXED',
      })
      expect(await periodIn(wuzhong, 'share.reply')).toMatchObject({ length: 5, basis: 'draft' })
    })

    test('the city’s value holds in the city, and where a district has its own, the district’s does', async () => {
      expect((await set('ningbo.data.approver', ningbo, 'share.reply', 2, today)).status).toBe(200)
      expect(await periodIn(ningbo, 'share.reply')).toMatchObject({ length: 2, basis: 'policy' })
      expect(await periodIn(yinzhou, 'share.reply')).toMatchObject({ length: 3 })
      expect((await set('ningbo.data.approver', ningbo, 'catalog.review', 4, today)).status).toBe(200)
      expect(await periodIn(yinzhou, 'catalog.review')).toMatchObject({ length: 4, reading: '本级主管部门设定' })
      expect(await periodIn(wuzhong, 'catalog.review')).toMatchObject({ length: 5 })
    })

    test('only the authority of that very territory sets it', async () => {
      for (const login of [
        'ningbo.data.approver',
        'yinzhou.police.approver',
        'yinzhou.data.steward',
        'platform.system',
      ]) {
        const refused = await set(login, yinzhou, 'share.reply', 9, today)
        expect(refused.status, login).toBe(403)
        expect(clauses(refused), login).toContain('PF-21')
      }
    })

    test.each([
      ['an unknown period', yinzhou, 'no.such', 3, 0, 404, undefined],
      ['an unknown territory', '330299000000', 'share.reply', 3, 0, 404, undefined],
      ['a day that has passed', yinzhou, 'share.reply', 3, -1, 400, 'body.from'],
      ['a length below zero', yinzhou, 'share.reply', -1, 0, 400, 'body.value'],
      ['half a day', yinzhou, 'share.reply', 0.5, 0, 400, 'body.value'],
    ])('%s is told as what it is', async (_, territory, name, value, days, status, field) => {
      const answer = await set('yinzhou.data.approver', territory, name, value, addDays(today, days))
      expect(answer.status, JSON.stringify(answer.body)).toBe(status)
      if (field !== undefined) expect(answer.body.fields).toMatchObject([{ field }])
    })
  })
})
