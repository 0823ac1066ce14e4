import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { civilDateOf } from '@fadu/domain'
import { engines, openCity, type Answer, type City } from './support/city.ts'
import { act, openShareRequest } from './support/share.ts'

const wuzhong = '640300000000'
const yinzhou = '330212000000'
const account = {
  organization: 'an-agency',
  territory: wuzhong,
  kinds: ['agency'],
  roles: ['steward'],
}

describe.each(engines)('the law over the API, on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  describe('a decision asked by hand', () => {
    const ask = (change: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
      city.anonymous.send(
        'POST',
        '/api/v1/law/decisions',
        {
          territory: wuzhong,
          act: 'catalogEntry.draft',
          principal: { type: 'Account', id: 'somebody', facts: account },
          resource: {
            type: 'Organization',
            id: 'an-agency',
            facts: { id: 'an-agency', territory: wuzhong, kinds: ['agency'] },
          },
          context: { declared: [] },
          ...change,
        },
        headers,
      )

    test('says what the rules say, on which clause, and under which texts', async () => {
      const answer = await ask({})
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.body).toMatchObject({
        effect: 'allow',
        bySilence: false,
        draft: true,
        needed: [],
        faults: [],
        grounds: [{ clause: 'PF-06', source: '平台规则', standing: 'policy', rule: 'PF-06/draft' }],
      })
      expect(answer.body.regime).toContain('wuzhong-draft-2024@')
    })

    test('of a refusal says what would be needed, in the language of the asker', async () => {
      const leader = { type: 'Account', id: 'somebody', facts: { ...account, roles: ['approver'] } }
      const refused = (await ask({ principal: leader })).body
      expect(refused).toMatchObject({ effect: 'deny', bySilence: true, needed: [{ clause: 'PF-06' }] })
      expect(refused.needed[0].text).toContain('数据管理员')
      const english = (await ask({ principal: leader }, { 'accept-language': 'en' })).body
      expect(english.needed[0].text).toContain('data steward')
      const administrator = {
        type: 'Account',
        id: 'somebody',
        facts: { ...account, roles: ['systemAdmin', 'steward'] },
      }
      expect((await ask({ principal: administrator })).body).toMatchObject({
        effect: 'deny',
        bySilence: false,
        grounds: [{ clause: 'PF-03' }],
      })
    })

    test('answers for the day it is asked for, and fills in where the territory lies', async () => {
      const reading = {
        act: 'organization.read',
        resource: { type: 'Territory', id: wuzhong, facts: { level: 'city' } },
        context: {},
      }
      expect((await ask(reading)).body.effect).toBe('allow')
      expect((await ask({ ...reading, territory: yinzhou })).body.effect).toBe('deny')
      expect((await ask({ ...reading, context: { reach: 'other' } })).body.effect).toBe('deny')
      const before = (await ask({ ...reading, territory: yinzhou, on: '2020-01-01' })).body
      expect(before.regime).not.toContain('yinzhou-2023')
      expect((await ask({ ...reading, territory: yinzhou, on: '2024-01-01' })).body.regime).toContain('yinzhou-2023')
    })

    test('leaves no trace: nothing was done', async () => {
      const count = async (): Promise<unknown> =>
        (
          await city.services.db
            .selectFrom('log_entry')
            .select((eb) => eb.fn.countAll().as('n'))
            .executeTakeFirst()
        )?.n
      const before = await count()
      await ask({})
      await ask({ act: 'no.such' })
      expect(await count()).toEqual(before)
    })

    const facts = (more: unknown): unknown => ({ type: 'Account', id: 'x', facts: { ...account, roles: more } })
    test.each([
      ['an act nobody declares', { act: 'catalogEntry.burn' }, 'body.act'],
      ['a principal the act does not take', { principal: { type: 'Visitor', id: 'v' } }, 'body.principal.type'],
      ['a resource of another kind', { resource: { type: 'Dataset', id: 'd' } }, 'body.resource.type'],
      ['a fact of another type', { principal: facts('steward') }, 'body.principal.facts'],
      ['a missing fact', { principal: { type: 'Account', id: 'x', facts: {} } }, 'body.principal.facts'],
      ['a fact no rule may ask', { context: { weather: 'rain' } }, 'body.context'],
      ['a number that is not whole', { context: { reach: 0.5 } }, 'body.context.reach'],
      ['facts deeper than any rule asks', { context: { entry: { a: { b: 1 } } } }, 'body.context.entry'],
      ['a day that does not exist', { on: '2026-02-30' }, 'body.on'],
      ['a territory that is no code', { territory: 'wuzhong' }, 'body.territory'],
    ])('%s is a 400 with the field', async (_, change, field) => {
      const answer = await ask(change)
      expect(answer.status, JSON.stringify(answer.body)).toBe(400)
      expect(answer.body.fields.map((f: { field: string }) => f.field)).toContain(field)
    })

    test('a body nested without end does not reach the rule engine', async () => {
      const whole = JSON.stringify({
        territory: wuzhong,
        act: 'law.read',
        principal: { type: 'Visitor', id: 'v' },
        resource: { type: 'Platform', id: 'p' },
        context: { entry: 'deep' },
      })
      const body = whole.replace('"deep"', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)
      const answer = await city.anonymous.send('POST', '/api/v1/law/decisions', body)
      expect(answer.status).toBe(400)
      expect(answer.body.fields).toMatchObject([{ field: 'body.context.entry' }])
    })

    test('a territory that does not exist is not found', async () => {
      expect((await ask({ territory: '999999999999' })).status).toBe(404)
    })
  })

  describe('a course of law', () => {
    const procedure = (territory: string, name: string): Promise<Answer> =>
      city.anonymous.get(`/api/v1/law/regimes/${territory}/procedures/${name}`)

    test('is shown whole: who, in which state, in what time, on which clause, with which effect', async () => {
      const { body } = await procedure(wuzhong, 'share.request')
      expect(body).toMatchObject({ name: 'share.request', pack: 'wuzhong-draft-2024', subject: 'catalogEntry' })
      expect(body.parties).toContainEqual({ name: 'applicant', label: '申请单位', is: 'agency' })
      expect(body.opens.course).toContainEqual({
        when: { 'entry.shareAttribute': ['none'] },
        to: null,
        refuses: { cites: ['WZ-24-4'], offer: { name: 'verify.request', label: expect.any(String) as string } },
        effects: [],
        cites: [],
      })
      const submitted = body.states.find((s: { name: string }) => s.name === 'submitted')
      expect(submitted).toMatchObject({
        title: '待提供单位答复',
        owner: 'provider',
        clock: {
          period: { name: 'share.reply', label: '共享申请答复' },
          from: 'receipt',
          cites: ['WZ-26-2'],
          policy: false,
          value: { length: 5, unit: 'workingDay', basis: 'draft' },
        },
      })
      const action = (name: string) => submitted.actions.find((a: { name: string }) => a.name === name)
      expect(action('approve').role).toEqual({ name: 'approver', label: '审批负责人' })
      expect(action('approve').routes[0].effects).toContainEqual({
        name: 'grant.issue',
        text: expect.any(String) as string,
        built: true,
      })
      expect(action('refuse').basis).toMatchObject({ cites: ['WZ-26-2'] })
      expect(action('refuse').basis.ranks).toContainEqual({ name: 'law', label: '法律' })
    })

    test('says of every effect whether the platform can carry it out', async () => {
      const built = city.services.runtime.effects
      for (const territory of [wuzhong, yinzhou]) {
        const names = (await city.anonymous.get(`/api/v1/law/regimes/${territory}`)).body.procedures as {
          name: string
        }[]
        for (const { name } of names) {
          const { status, body } = await procedure(territory, name)
          expect(status, name).toBe(200)
          const said = JSON.stringify(body).matchAll(/\{"name":"([^"]+)","text":[^{}]*,"built":(true|false)\}/g)
          for (const [, effect, can] of said) expect(can, `${name} ${effect}`).toBe(String(built.has(effect!)))
        }
      }
    })

    test('that the regime does not have is not found', async () => {
      expect((await procedure(wuzhong, 'no.such')).status).toBe(404)
      expect((await procedure('999999999999', 'share.request')).status).toBe(404)
      expect((await procedure(wuzhong, 'share%20request')).status).toBe(400)
    })
  })

  describe('what a change would mean for open cases', () => {
    const compare = async (login: string, body: unknown): Promise<Answer> =>
      (await city.as(login)).send('POST', '/api/v1/law/diff/open-cases', body)
    const shorter = { pack: 'wuzhong-draft-2024', periods: [{ name: 'share.reply', length: 3 }] }

    test('every running clock that would be due on another day, and nothing is changed', async () => {
      const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
      const caseId = opened.body.result.case as string
      const before = (await (await city.as('wuzhong.police.steward')).get(`/api/v1/cases/${caseId}`)).body
      const from = civilDateOf(city.now())
      const due = async (days: number): Promise<string> =>
        (await city.anonymous.send('POST', '/api/v1/law/due-dates', { territory: wuzhong, from, days })).body
          .due as string

      const { body } = await compare('wuzhong.data.approver', shorter)
      expect(body.items.find((i: { case: string }) => i.case === caseId)).toEqual({
        case: caseId,
        territory: wuzhong,
        period: 'share.reply',
        owner: '吴忠市公安局',
        due: await due(5),
        would: await due(3),
      })
      expect(body.moved).toBe(body.items.length)
      expect(body).toMatchObject({ earlier: body.moved, later: 0 })
      expect(body.clocks).toBeGreaterThanOrEqual(body.moved)
      const same = await compare('wuzhong.data.approver', { ...shorter, periods: [{ name: 'share.reply', length: 5 }] })
      expect(same.body).toMatchObject({ clocks: body.clocks, moved: 0, items: [] })
      const longer = await compare('platform.system', {
        ...shorter,
        periods: [{ name: 'share.reply', length: 9 }],
        limit: 1,
      })
      expect(longer.body).toMatchObject({ later: body.clocks, earlier: 0 })
      expect(longer.body.items).toHaveLength(1)
      expect((await (await city.as('wuzhong.police.steward')).get(`/api/v1/cases/${caseId}`)).body.clocks).toEqual(
        before.clocks,
      )

      await act(city, 'wuzhong.civil.steward', caseId, 'withdraw')
      const after = (await compare('wuzhong.data.approver', shorter)).body
      expect(after.clocks).toBe(body.clocks - 1)
    })

    test('an authority sees the cases of its own territory and below, the system administrator all', async () => {
      const all = (await compare('platform.system', shorter)).body
      expect(all.clocks).toBeGreaterThan(0)
      expect((await compare('ningbo.data.approver', shorter)).body).toMatchObject({ clocks: 0, items: [] })
      expect((await compare('wuzhong.police.approver', shorter)).status).toBe(403)
    })

    test('an unknown pack is not found; what does not fit names the field', async () => {
      expect((await compare('platform.system', { ...shorter, pack: 'nowhere-1999' })).status).toBe(404)
      const misfit = await compare('platform.system', { ...shorter, periods: [{ name: 'share.reply', length: -1 }] })
      expect(misfit.status).toBe(400)
      expect(misfit.body.fields).toMatchObject([{ field: 'body.periods.0.length' }])
    })
  })
})
