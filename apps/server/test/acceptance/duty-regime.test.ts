import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cedar, packsFolder, readPackFolder } from '@fadu/law-files'
import { bindingsOf, loadPack, type ClauseId } from '@fadu/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, openCase, opened, viewCase, type Subject } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { entryId, grantInWuzhong, lookup, openShareRequest } from '../support/share.ts'

const ningbo = '330200000000'
const yinzhou = '330212000000'
const wuzhong = '640300000000'
const litong = '640302000000'

/** Scope, entry into force, the library, who answers for data, and the platforms and channels it may use. */
describe.each(engines)('the regimes on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  /** What the law of a territory says, on a day, of a lookup for another purpose than the one granted. */
  const otherPurpose = (territory: string, on: string): Promise<Answer> =>
    city.anonymous.send('POST', '/api/v1/law/decisions', {
      territory,
      act: 'data.lookup',
      on,
      principal: {
        type: 'Application',
        id: 'application',
        facts: { id: 'application', organization: 'agency', territory, kinds: ['agency'], status: 'active' },
      },
      resource: { type: 'Dataset', id: 'dataset', facts: { territory } },
      context: {
        entry: {
          provider: 'provider',
          state: 'published',
          level: 'city',
          shareAttribute: 'conditional',
          openAttribute: 'none',
          grade: 3,
          obtainedBySharing: false,
          revision: 'none',
          aggregated: true,
          id: 'entry',
          secrecy: 'cleared',
          prepared: true,
          custody: 'active',
          derivedRisk: 'none',
          personal: false,
        },
        grant: {
          status: 'active',
          course: 'platform',
          fields: ['name'],
          purposes: ['救助审核'],
          application: 'application',
          modes: ['interface'],
          matterRequired: true,
          signedCalls: false,
          narrowed: false,
        },
        quota: 'left',
        purpose: '商业营销',
        matterGiven: true,
        fields: ['name'],
        mode: 'interface',
      },
    })

  test('NB-23 YZ-30 a rule is not applied to what happened before its entry into force, and is from that day on', async () => {
    for (const [territory, clause, before, from] of [
      [ningbo, 'NB-11-1', '2020-11-30', '2020-12-01'],
      [yinzhou, 'YZ-16', '2023-05-31', '2023-06-01'],
    ] as const) {
      const earlier = await otherPurpose(territory, before)
      expect(earlier.status, JSON.stringify(earlier.body)).toBe(200)
      expect(clausesOf(earlier)).not.toContain(clause)
      expect(clausesOf(await otherPurpose(territory, from))).toContain(clause)
    }
    const packs = (await city.anonymous.get('/api/v1/law/packs')).body.items as {
      id: string
      inForceFrom: string | null
    }[]
    expect(packs.find((p) => p.id === 'ningbo-2020')!.inForceFrom).toBe('2020-12-01')
    expect(packs.find((p) => p.id === 'yinzhou-2023')!.inForceFrom).toBe('2023-06-01')
  })

  test('NB-02-1 YZ-02-1 WZ-02-1 acts on data of a territory are decided by its regulations and those around it, and the answer names them', async () => {
    const today = '2026-02-09'
    const inNingbo = await otherPurpose(ningbo, today)
    expect(clausesOf(inNingbo)).toContain('NB-11-1')
    expect(inNingbo.body.regime).toContain('ningbo-2020@')
    const inYinzhou = await otherPurpose(yinzhou, today)
    expect(clausesOf(inYinzhou)).toEqual(expect.arrayContaining(['YZ-16', 'NB-11-1']))
    expect(inYinzhou.body.regime).toMatch(/yinzhou-2023@.*ningbo-2020@/)
    for (const territory of [wuzhong, litong]) {
      const answer = await otherPurpose(territory, today)
      expect(clausesOf(answer)).toContain('WZ-27')
      expect(answer.body.regime).toContain('wuzhong-draft-2024@')
      expect(clausesOf(answer).some((id) => id.startsWith('NB-'))).toBe(false)
    }
  })

  test('WZ-46b the draft runs as a trial, every result says so, and it does not become binding without a full date', async () => {
    const packs = (await city.anonymous.get('/api/v1/law/packs')).body.items as Record<string, unknown>[]
    expect(packs.find((p) => p['id'] === 'wuzhong-draft-2024')).toMatchObject({ standing: 'draft', inForceFrom: null })
    const caseId = await grantInWuzhong(city)
    expect(await viewCase(city, 'wuzhong.police.steward', caseId)).toMatchObject({
      draft: true,
      clocks: [{ basis: 'draft' }, { basis: 'draft' }],
    })
    const application = await city.asApplication('wuzhong.civil.assistance')
    const refused = await lookup(application, 'WZ-RESIDENTS', ['640301199001010010'], { purpose: '商业营销' })
    expect(refused.status).toBe(403)
    const drafted = refused.body.grounds.filter((g: { clause: string }) => g.clause.startsWith('WZ-'))
    expect(drafted.length).toBeGreaterThan(0)
    expect(drafted.every((g: { standing: string }) => g.standing === 'draft')).toBe(true)

    const folder = join(packsFolder, 'wuzhong-draft-2024')
    const head = await readFile(join(folder, 'pack.yaml'), 'utf8')
    const binding = head.replace(/^status: draft.*$/m, 'status: law')
    expect(binding).not.toBe(head)
    const load = loadPack(
      cedar,
      'wuzhong',
      new Map([...(await readPackFolder(folder)).files, ['pack.yaml', binding]]),
      'test',
    )
    expect(load.ok).toBe(false)
    expect(load.ok ? [] : load.issues.map((i) => i.message)).toContainEqual(expect.stringContaining('needs inForce'))
  })

  test('NB-03-1 YZ-04 YZ-24 WZ-04 WZ-38 principles are shown as such, and no gate, task or clock is bound to them', async () => {
    const bindings = bindingsOf(city.services.law.book)
    for (const id of ['NB-03-1', 'YZ-04', 'YZ-24', 'WZ-04', 'WZ-38']) {
      const shown = await city.anonymous.get(`/api/v1/law/clauses/${id}`)
      expect(shown.body).toMatchObject({ id, kind: 'principle' })
      expect(shown.body.text.length).toBeGreaterThan(10)
      expect(bindings.get(id as ClauseId)!.map((b) => b.name)).toEqual(['law.library'])
    }
  })

  test('NB-01 the purpose is shown in full, and the instruments it names stand in the library', async () => {
    const { text } = (await city.anonymous.get('/api/v1/law/clauses/NB-01')).body as { text: string }
    const named = [...text.matchAll(/《([^》]+)》/g)].map(([, title]) => title)
    expect(named).toHaveLength(3)
    const regime = (await city.anonymous.get(`/api/v1/law/regimes/${ningbo}`)).body.instruments as { title: string }[]
    const titles = regime.map((i) => i.title)
    for (const title of named) expect(titles).toContain(title)
  })

  test('YZ-05-2 only the responsible agency edits its data; an edit by another is refused', async () => {
    const entry = await entryId(city, 'yinzhou.police.steward', 'YZ-RESIDENTS')
    const shown = await (await city.as('yinzhou.civil.steward')).get(`/api/v1/catalog-entries/${entry}`)
    expect(shown.status).toBe(200)
    const change = { name: '改名', fields: {}, items: [], version: 1 }
    const edited = await (
      await city.as('yinzhou.civil.steward')
    ).send('PUT', `/api/v1/catalog-entries/${entry}`, change)
    expect(edited.status, JSON.stringify(edited.body)).toBe(403)
    expect(clausesOf(edited)).toContain('YZ-05-2')
    expect(edited.body.receipt).toBeDefined()
  })

  const subjectOf = async (login: string): Promise<Subject> => ({
    type: 'organization',
    id: await organizationId(city, login),
  })

  test('NB-14-1 a data activity is registered only on a provincial or municipal technical platform', async () => {
    const own = await subjectOf('ningbo.civil.steward')
    const form = {
      activity: '救助对象信息归集',
      technicalPlatform: 'governmentCloud',
      platformLevel: 'city',
      platformName: '宁波市政务云',
    }
    const answer = await openCase(city, 'ningbo.civil.steward', 'activity.registration', own, form)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    for (const [field, value] of [
      ['technicalPlatform', 'ownServer'],
      ['platformLevel', 'county'],
    ] as const) {
      const other = await openCase(city, 'ningbo.civil.steward', 'activity.registration', own, {
        ...form,
        [field]: value,
      })
      expect(other.body).toMatchObject({ code: 'ACT_FORM_INCOMPLETE', fields: [{ field, fault: 'notAnOption' }] })
      expect(clausesOf(other)).toContain('NB-14-1')
    }
    const bound = await act(city, 'ningbo.civil.steward', answer.body.result.case, 'change', {
      ...form,
      technicalPlatform: 'ownServer',
    })
    expect(clausesOf(bound)).toContain('NB-14-1')
  })

  test('WZ-08 a county builds no platform of its own; an existing one is connected, and the connection upwards is recorded', async () => {
    const county: Subject = { type: 'territory', id: litong }
    const register = (login: string, subject: Subject, platformState: string) =>
      openCase(city, login, 'platform.registration', subject, { platformName: '公共数据平台', platformState })
    const built = await register('litong.data.steward', county, 'new')
    expect(built.status).toBe(403)
    expect(built.body.code).toBe('ACT_COURSE_CLOSED')
    expect(clausesOf(built)).toContain('WZ-08')
    const existing = await register('litong.data.steward', county, 'existing')
    expect(existing.status, JSON.stringify(existing.body)).toBe(201)
    const id = existing.body.result.case as string
    expect((await viewCase(city, 'wuzhong.data.steward', id)).state).toBe('connecting')
    const connection = { connectedTo: 'cityPlatform', lastExchangeOn: '2026-02-09', result: '接口联通' }
    expect(await done(city, 'litong.data.steward', id, 'connect', connection)).toBe('connected')
    const upwards = await register('wuzhong.data.steward', { type: 'territory', id: wuzhong }, 'existing')
    const up = upwards.body.result.case as string
    await done(city, 'wuzhong.data.steward', up, 'connect', { ...connection, connectedTo: 'regionalPlatform' })
    await done(city, 'wuzhong.data.steward', up, 'recordExchange', {
      ...connection,
      connectedTo: 'regionalPlatform',
      result: '当日交换三批',
    })
    expect(await viewCase(city, 'wuzhong.data.steward', up)).toMatchObject({
      state: 'connected',
      entries: [{}, { form: { lastExchangeOn: '2026-02-09' } }],
    })
  })

  test('WZ-09 no new channel; an existing one gets a task to merge; data leaves through the one channel alone', async () => {
    const own = await subjectOf('wuzhong.civil.steward')
    const register = (channelState: string) =>
      openCase(city, 'wuzhong.civil.steward', 'channel.registration', own, {
        channel: '救助接口',
        channelUse: 'sharing',
        channelState,
      })
    const built = await register('new')
    expect(built.status).toBe(403)
    expect(clausesOf(built)).toContain('WZ-09')
    const id = (await register('existing')).body.result.case as string
    const page = await (await city.as('wuzhong.civil.steward')).get('/api/v1/worklist?limit=100')
    expect(page.body.items.some((i: { id: string }) => i.id === id)).toBe(true)
    const switched = { switchedOn: '2026-02-09', evidence: ['原接口停用证明'] }
    expect(await done(city, 'wuzhong.civil.steward', id, 'switchOver', switched)).toBe('merged')
    // The only address that gives data to an application decides every call; without a grant there is none.
    const stranger = await city.asApplication('wuzhong.labour.pension')
    expect((await lookup(stranger, 'WZ-RESIDENTS', ['640301199001010010'])).status).toBe(403)
    // Beside what gives data: where an application obtains its token, and the public keys by which answers are verified.
    const noData = ['/gw/v1/token', '/gw/v1/keys']
    const ways = city.routes.filter((r) => r.url.startsWith('/gw/') && !noData.includes(r.url))
    const { actions } = city.services.law.book
    // A use is decided on a grant, a verification on a permit; what an application asked for it may look at and discard.
    const uses = actions.filter((a) => a.context === 'Use' || a.context === 'Verification').map((a) => a.id)
    expect(ways.length).toBeGreaterThan(1)
    for (const { url, action } of ways) expect([...uses, 'export.read', 'export.discard'], url).toContain(action)
  })

  test('WZ-40-2-6 a defect opens a remedy task at once and stays an open risk until the fix is confirmed', async () => {
    city.travelTo('2026-02-15T09:00:00+08:00') // first day of the Spring Festival: the rest is due on the first working day after
    const own = await subjectOf('wuzhong.police.steward')
    const report = {
      testedOn: '2026-02-13',
      systems: ['人口信息管理系统'],
      stressTest: '并发 500，无异常',
      monitoring: '一项高风险',
    }
    const kept = await opened(city, 'wuzhong.data.approver', 'security.stressTest', own)
    expect(await done(city, 'wuzhong.police.steward', kept, 'record', report)).toBe('due')
    expect((await viewCase(city, 'wuzhong.data.steward', kept)).entries).toMatchObject([
      { act: 'record', form: report },
    ])
    const risk = { system: '人口信息管理系统', risk: '接口越权', foundBy: 'stressTest' }
    const id = await opened(city, 'wuzhong.police.steward', 'security.risk', own, risk)
    expect((await viewCase(city, 'wuzhong.data.steward', id)).clocks).toMatchObject([
      { period: 'security.remedy', due: '2026-02-24' },
    ])
    city.travelTo('2026-02-24T09:00:00+08:00')
    const again = await opened(city, 'wuzhong.police.steward', 'security.risk', own, risk)
    expect((await viewCase(city, 'wuzhong.data.steward', again)).clocks).toMatchObject([{ due: '2026-02-24' }])
    const fix = { measures: '补丁已上线' }
    expect(await done(city, 'wuzhong.police.steward', id, 'remedy', fix)).toBe('confirming')
    expect(await viewCase(city, 'wuzhong.data.steward', id)).toMatchObject({ open: true, stateTitle: '待确认消除' })
    expect(await done(city, 'wuzhong.police.approver', id, 'reopen', { opinion: '仍可越权' })).toBe('remedying')
    await done(city, 'wuzhong.police.steward', id, 'remedy', fix)
    const self = await act(city, 'wuzhong.police.steward', id, 'confirm', { opinion: '已消除' })
    expect(self.body.code).toBe('ACT_ROLE_MISSING')
    expect(await done(city, 'wuzhong.police.approver', id, 'confirm', { opinion: '复测通过' })).toBe('removed')
    const final = await viewCase(city, 'wuzhong.data.steward', id)
    expect(final.open).toBe(false)
    expect(final.timeline.map((t: { outcome: string }) => t.outcome)).toContain('refused')
  })

  test('an overdue reply or duty is shown to the authority with its clause, and is the ground of an order that names it', async () => {
    city.travelTo('2026-02-09T09:00:00+08:00')
    const own = await subjectOf('wuzhong.police.steward')
    const request = await openShareRequest(city, 'wuzhong.labour.steward', 'WZ-RESIDENTS', 'wuzhong.labour.pension')
    expect(request.status, JSON.stringify(request.body)).toBe(201)
    const duty = await opened(city, 'wuzhong.data.approver', 'security.posts', own)
    city.travelTo('2026-03-20T09:00:00+08:00')
    const answer = await (
      await city.as('wuzhong.data.steward')
    ).get(`/api/v1/supervision/clocks?phase=overdue&territory=${wuzhong}&limit=100`)
    const overdue = answer.body.items as {
      case: string
      owner: { id: string }
      procedure: string
      clock: { period: string; cites: string[] }
    }[]
    const reply = overdue.find((c) => c.case === request.body.result.case)!
    const missing = overdue.find((c) => c.case === duty)!
    expect(reply).toMatchObject({ owner: { id: own.id }, clock: { period: 'share.reply', cites: ['WZ-26-2'] } })
    expect(missing).toMatchObject({ owner: { id: own.id }, procedure: 'security.posts' })
    for (const [ground, clause, finding] of [
      ['sharingOpening', 'WZ-45-1-3', reply.case],
      ['securityDuty', 'WZ-45-1-9', missing.case],
    ] as const) {
      const order = { ground, facts: '期限届满未办理', evidence: [finding], days: 10 }
      const ordered = await openCase(city, 'wuzhong.data.approver', 'rectification.order', own, order)
      expect(ordered.status, JSON.stringify(ordered.body)).toBe(201)
      expect(clausesOf(ordered)).toContain(clause)
    }
  })
})
