import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Difference } from '../src/modules/catalog/difference.ts'
import { act, openCase, opened } from './support/cases.ts'
import { applied } from './support/catalog-twin.ts'
import { openCity, type Answer, type City } from './support/city.ts'
import { complete, plainItem, published, type Fields } from './support/entries.ts'

const steward = 'wuzhong.market.steward'
const provider = 'wuzhong.market.approver'
const authority = 'wuzhong.data.approver'

interface Content {
  readonly name: string
  readonly fields: Fields
  readonly items: readonly Fields[]
}

/** What an entry must be, kept by hand: its versions, and the one revision that may be under way. */
interface Twin {
  readonly versions: Content[]
  state: 'none' | 'opened' | 'amending' | 'returned' | 'submitted'
  revision: Content | undefined
}

type Step =
  { readonly do: 'amend'; readonly scope: string; readonly extra: boolean } | { readonly do: Exclude<Move, 'amend'> }
type Move = 'open' | 'reopen' | 'amend' | 'submit' | 'return' | 'withdraw' | 'approve' | 'decide'

/** `onward` is whatever leads from here to a publication; so that most walks get there, and some stumble on the way. */
const step: fc.Arbitrary<Step | 'onward'> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('onward' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>({ do: 'open' }, { do: 'reopen' }, { do: 'submit' }, { do: 'approve' }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'return' }, { do: 'withdraw' }, { do: 'decide' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('amend' as const),
      scope: fc.constantFrom('全市', '全区', '按需'),
      extra: fc.boolean(),
    }),
  },
)

const onward: Readonly<Record<Twin['state'], Exclude<Move, 'amend'>>> = {
  none: 'open',
  opened: 'reopen',
  amending: 'submit',
  returned: 'submit',
  submitted: 'approve',
}

/** Random acts on one entry; after each, the platform and its twin say the same. */
describe('an entry and its twin', () => {
  let city: City
  let number = 0
  beforeAll(async () => {
    city = await openCity('pglite')
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  test('what is published changes by publication and decision alone, and no version ever changes', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), walk), { numRuns: 8 })
  }, 300_000)

  async function walk(steps: readonly (Step | 'onward')[]): Promise<void> {
    const first: Content = {
      name: '',
      fields: { ...complete.wuzhong, shareAttribute: 'conditional', shareCondition: '逐件', shareReason: '理由' },
      items: [{ ...plainItem('title', '名称'), meaning: null, codeList: null, category: null }],
    }
    const code = `TWIN-${++number}`
    const id = await published(city, steward, { code, fields: first.fields, items: first.items })
    const twin: Twin = { versions: [{ ...first, name: `条目 ${code}` }], state: 'none', revision: undefined }
    let change: string | undefined
    for (const drawn of steps) {
      const one: Step = drawn === 'onward' ? { do: onward[twin.state] } : drawn
      const lawful = isLawful(twin, one)
      const answer = await carryOut(one, id, twin, change)
      expect(answer.status < 300, `${JSON.stringify(one)} at ${twin.state}: ${JSON.stringify(answer.body)}`).toBe(
        lawful,
      )
      expect(answer.status).toBeLessThan(500)
      if (lawful) follow(twin, one)
      if (lawful && one.do === 'open') change = answer.body.result.case as string
      await compare(id, twin)
    }
  }

  function isLawful({ state }: Twin, { do: move }: Step): boolean {
    switch (move) {
      case 'open':
        return state === 'none'
      case 'reopen':
        return state === 'opened'
      case 'amend':
        return state === 'amending' || state === 'returned'
      case 'submit':
        return state === 'amending' || state === 'returned'
      case 'return':
      case 'approve':
        return state === 'submitted'
      case 'withdraw':
        return state === 'opened' || state === 'amending'
      case 'decide':
        return true
    }
  }

  function follow(twin: Twin, move: Step): void {
    const latest = twin.versions.at(-1)!
    switch (move.do) {
      case 'open':
        twin.state = 'opened'
        return
      case 'reopen':
        twin.state = 'amending'
        twin.revision = latest
        return
      case 'amend':
        twin.revision = amended(twin.revision!, move)
        return
      case 'submit':
        twin.state = 'submitted'
        return
      case 'return':
        twin.state = 'returned'
        return
      case 'withdraw':
      case 'approve':
        if (move.do === 'approve') twin.versions.push(twin.revision!)
        twin.state = 'none'
        twin.revision = undefined
        return
      case 'decide':
        twin.versions.push(decided(latest))
        if (twin.revision !== undefined) twin.revision = decided(twin.revision)
    }
  }

  function amended(content: Content, { scope, extra }: Extract<Step, { do: 'amend' }>): Content {
    const more = { ...plainItem('extra', '附加', { nullable: true }), meaning: null, codeList: null, category: null }
    const title = content.items.find((i) => i['code'] === 'title')
    return { ...content, fields: { ...content.fields, shareScope: scope }, items: extra ? [more, title!] : [title!] }
  }

  function decided(content: Content): Content {
    const { shareReason: _, ...fields } = content.fields
    return { ...content, fields: { ...fields, shareAttribute: 'unconditional', shareCondition: '无' } }
  }

  async function carryOut(move: Step, id: string, twin: Twin, change: string | undefined): Promise<Answer> {
    const subject = { type: 'catalogEntry', id } as const
    if (move.do === 'amend') {
      const { version } = (await (await city.as(steward)).get(`/api/v1/catalog-entries/${id}`)).body
      const next = amended(twin.revision ?? twin.versions.at(-1)!, move)
      return (await city.as(steward)).send('PUT', `/api/v1/catalog-entries/${id}`, { version, ...next })
    }
    if (move.do === 'decide') {
      const dispute = await opened(city, 'wuzhong.civil.steward', 'shareAttribute.dispute', subject, {
        claim: 'unconditional',
        reason: '理由',
      })
      const ruling = { ruling: 'altered', shareAttribute: 'unconditional', shareCondition: '无', record: '经过' }
      return act(city, provider, dispute, 'agree', ruling)
    }
    if (move.do === 'open') {
      // A second case would open; the twin follows one.
      if (twin.state !== 'none') return refusedByTwin
      const form = { changeCause: 'content', changedOn: '2026-02-09', description: '修改' }
      return openCase(city, steward, 'catalog.change', subject, form)
    }
    if (change === undefined) return refusedByTwin
    const login = move.do === 'return' || move.do === 'approve' ? authority : steward
    const name =
      move.do === 'return'
        ? 'returnForAmendment'
        : move.do === 'submit' && twin.state === 'returned'
          ? 'resubmit'
          : move.do
    return act(city, login, change, name, move.do === 'return' ? { opinions: '请改' } : {})
  }

  async function compare(id: string, twin: Twin): Promise<void> {
    const reader = await city.as('wuzhong.labour.steward')
    const get = async (rest = ''): Promise<Answer['body']> =>
      (await reader.get(`/api/v1/catalog-entries/${id}${rest}`)).body
    const standing = await get()
    const items = (standing.items as Fields[]).map(({ sealed: _, ...item }) => item)
    const latest = twin.versions.at(-1)!
    expect({ name: standing.name, fields: standing.fields, items }).toEqual(latest)
    expect(standing).toMatchObject({ state: 'published', publishedVersion: twin.versions.length, revision: null })
    for (const [i, version] of twin.versions.entries()) {
      const { name, fields, items: kept } = await get(`/versions/${i + 1}`)
      expect({ name, fields, items: kept }).toEqual(version)
    }
    const difference = (await get(`/versions/1/difference/${twin.versions.length}`)) as Difference
    expect(applied(twin.versions[0] as never, difference)).toEqual(latest)
    const own = (await (await city.as(steward)).get(`/api/v1/catalog-entries/${id}`)).body.revision
    if (twin.revision === undefined) expect(own).toBeNull()
    else expect(own.fields).toEqual(twin.revision.fields)
  }
})

const refusedByTwin: Answer = { status: 409, headers: {}, body: {} }
