import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nearNames } from './law/near-names.ts'
import { startJsonServer } from './testing/json-server.ts'
import { fadu, faduReading } from './testing/run-fadu.ts'

const wuzhong = '640300000000'
const entry = {
  provider: 'p',
  state: 'published',
  level: 'city',
  shareAttribute: 'conditional',
  openAttribute: 'none',
  grade: 2,
  obtainedBySharing: false,
  revision: 'none',
  aggregated: true,
  id: 'entry',
  secrecy: 'cleared',
  prepared: true,
  custody: 'active',
  derivedRisk: 'none',
  personal: false,
}
const context = {
  entry,
  grant: {
    status: 'active',
    course: 'wuzhong-draft-2024',
    fields: ['a'],
    purposes: ['x'],
    application: 'app',
    modes: ['interface'],
    matterRequired: true,
    signedCalls: false,
    narrowed: false,
  },
  purpose: 'x',
  matterGiven: true,
  fields: ['a'],
  mode: 'keyed',
  quota: 'left',
}
const application = {
  type: 'Application',
  id: 'app',
  facts: { id: 'app', organization: 'o', territory: wuzhong, kinds: ['agency'], status: 'active' },
}
const lookup = {
  principal: application,
  resource: { type: 'Dataset', id: 'd', facts: { territory: wuzhong } },
  context,
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-decide-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function decide(facts: unknown, ...more: string[]) {
  const text = typeof facts === 'string' ? facts : JSON.stringify(facts)
  const args = ['decide', '--territory', wuzhong, '--act', 'data.lookup', '--facts', '-']
  return faduReading([text], ...args, ...more)
}

test('WZ-26-2 an agreed use is permitted, with the clause and its text, and ends with 0', async () => {
  const { code, out, err } = await decide(lookup)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('准许 allow')
  expect(out).toContain('WZ-26-2')
  expect(out).toContain('数据提供单位应当在5个工作日内予以答复')
  expect(out).toContain('草案试行 draft')
})

test('WZ-27 another purpose is refused with the clause and what is needed, and ends with 3', async () => {
  const { code, out } = await decide({ ...lookup, context: { ...context, purpose: 'y' } }, '--json')
  expect(code).toBe(3)
  const answer = JSON.parse(out)
  expect(answer).toMatchObject({ effect: 'deny', bySilence: false, draft: true, faults: [] })
  expect(answer.grounds.map((g: { clause: string }) => g.clause)).toContain('WZ-27')
  expect(answer.needed.map((n: { clause: string }) => n.clause)).toContain('WZ-27')
})

test('the facts may stand in a file', async () => {
  const file = join(folder, 'facts.json')
  await writeFile(file, JSON.stringify(lookup))
  const args = ['decide', '--territory', wuzhong, '--act', 'data.lookup', '--facts', file]
  expect(await fadu(...args)).toMatchObject({ code: 0 })
  expect(await fadu(...args.slice(0, -1), join(folder, 'none.json'))).toMatchObject({ code: 1, out: '' })
})

describe('standard facts that are not given are added, and it is said', () => {
  const added = async (facts: unknown) => JSON.parse((await decide(facts, '--json')).out).defaulted

  test('the day and the reach', async () => {
    const { today, reach } = await added(lookup)
    expect(today).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(reach).toBe('own')
    const { out } = await decide(lookup)
    expect(out).toContain(`not given, taken as today = ${today}`)
    expect(await added({ ...lookup, context: { ...context, today: '2026-01-05', reach: 'below' } })).toEqual({})
  })

  test.each([
    ['640000000000', 'below'],
    ['640302000000', 'above'],
    ['330200000000', 'other'],
    [wuzhong, 'own'],
  ])('from %s the territory lies %s', async (territory, reach) => {
    const principal = { ...application, facts: { ...application.facts, territory } }
    expect((await added({ ...lookup, principal })).reach).toBe(reach)
  })
})

describe('what does not fit is said with its field, and ends with 2', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'facts: '],
    ['no object', '[]', 'facts: '],
    ['no principal', { resource: lookup.resource }, 'principal'],
    ['a principal without a kind', { ...lookup, principal: { id: 'app' } }, 'principal.type'],
    ['another key', { ...lookup, extra: 1 }, 'extra'],
    ['a kind that cannot do this', { ...lookup, principal: { ...application, type: 'Account' } }, 'principal.type'],
    ['a missing fact', { ...lookup, context: { ...context, purpose: undefined } }, 'context'],
    ['a fact of another type', { ...lookup, context: { ...context, matterGiven: 'yes' } }, 'context'],
    ['a fact nobody asks', { ...lookup, resource: { ...lookup.resource, facts: { colour: 1 } } }, 'resource.facts'],
    ['a day that does not exist', { ...lookup, context: { ...context, today: '2026-02-30' } }, 'context.today'],
  ])('%s', async (_, facts, field) => {
    const { code, out, err } = await decide(facts)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(field.replace(/: $/, ''))
    expect(err).toContain('expected')
  })

  test('an unknown act names those that may be meant', async () => {
    const { code, err } = await faduReading(
      [JSON.stringify(lookup)],
      ...['decide', '--territory', wuzhong, '--act', 'share.requst.aprove', '--facts', '-'],
    )
    expect(code).toBe(2)
    expect(err.split('\n')[0]).toContain('share.request.approve')
    expect(err.split('\n')[1]).toContain('fadu decide')
  })

  test.each([
    [['--act', 'x', '--facts', '-'], "required option '--territory <code>'"],
    [['--territory', wuzhong, '--facts', '-'], "required option '--act <name>'"],
    [['--territory', wuzhong, '--act', 'x'], "required option '--facts <file>'"],
  ])('%j', async (args, line) => {
    const { code, err } = await fadu('decide', ...args)
    expect(code).toBe(2)
    expect(err).toContain(line)
    expect(err.split('\n')).toHaveLength(2)
  })
})

test('names that may be meant: a part of them, or a few letters away', () => {
  const known = ['share.request.open', 'share.request.approve', 'data.lookup', 'law.read']
  expect(nearNames('data.lookpu', known)).toEqual(['data.lookup'])
  expect(nearNames('approve', known)).toEqual(['share.request.approve'])
  expect(nearNames('LAW.READ', known)).toEqual(['law.read'])
  expect(nearNames('zzzzzz', known)).toEqual([])
})

describe('a server that is asked', () => {
  const path = '/api/v1/law/decisions'
  const refusal = {
    effect: 'deny',
    bySilence: false,
    regime: 'wuzhong-draft-2024@1',
    draft: true,
    grounds: [{ clause: 'WZ-27', pack: 'w', source: '吴忠草案', standing: 'draft', text: '条文', rule: 'WZ-27' }],
    needed: [{ clause: 'WZ-27', text: '写明该目的的授权' }],
    faults: [],
  }

  test('gets the act with its facts, and its answer is shown as one of this machine', async () => {
    const server = await startJsonServer({ [path]: { body: refusal } })
    const { code, out } = await decide(lookup, '--url', server.url)
    await server.stop()
    expect(code).toBe(3)
    expect(out).toContain('WZ-27（吴忠草案，draft，规则 rule WZ-27）条文')
    expect(out).toContain('写明该目的的授权')
    const [asked, ...more] = server.received
    expect(more).toEqual([])
    const today = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string
    expect(asked).toMatchObject({
      method: 'POST',
      path,
      authorization: undefined,
      body: { territory: wuzhong, act: 'data.lookup', principal: application, on: today, context: { today } },
    })
  })

  test('says what does not fit, which ends with 2; what else it says ends with 1', async () => {
    const faults = [{ field: 'body.act', fault: 'an act such as data.lookup' }]
    const problem = { type: 'about:blank', title: '', detail: '请求有误', grounds: [], needed: [] }
    const malformed = { ...problem, code: 'REQUEST_MALFORMED', status: 400, fields: faults }
    const server = await startJsonServer({ [path]: { status: 400, body: malformed } })
    const unfit = await decide(lookup, '--url', server.url)
    await server.stop()
    expect(unfit).toMatchObject({ code: 2, out: '' })
    expect(unfit.err).toContain('body.act: an act such as data.lookup')
    const missing = await startJsonServer({})
    expect(await decide(lookup, '--url', missing.url)).toMatchObject({ code: 1, out: '' })
    await missing.stop()
  })
})
