import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, done, opened, viewCase } from '../support/cases.ts'
import { engines, type Answer } from '../support/city.ts'
import { complete, draft, plainItem, reviewed } from '../support/entries.ts'
import {
  amendLink,
  between,
  call,
  heardCodes,
  knownAs,
  moveLink,
  openPair,
  termsOf,
  viewLink,
  type Pair,
} from '../support/links.ts'
import { act, entryId, openShareRequest, shareForm } from '../support/share.ts'

const minute = 60_000

describe.each(engines)('links between platforms on %s', (engine) => {
  let pair: Pair
  beforeAll(async () => {
    pair = await openPair(engine)
  })
  afterAll(() => pair.close())

  /** The way of an entry of the district, with the review by the authority above (WZ-12-2). @returns Its id. */
  const publish = async (code: string): Promise<string> => {
    const { city, authority } = pair.lower
    const items = [plainItem('place', '养老机构地址'), plainItem('beds', '床位数')]
    const id = await draft(city, 'litong.civil.steward', { code, fields: complete.litong, items })
    const review = await opened(city, 'litong.civil.steward', 'catalog.review', { type: 'catalogEntry', id })
    await done(city, authority, review, 'approve')
    await done(city, 'wuzhong.data.approver', review, 'approve')
    await done(city, authority, review, 'publish')
    return id
  }
  const foreign = async (code: string): Promise<Answer['body']> => {
    const reader = await pair.upper.city.as('wuzhong.civil.steward')
    const list = await reader.get(`/api/v1/foreign-entries?q=${code}`)
    const [found] = list.body.items
    return found === undefined
      ? undefined
      : (await reader.get(`/api/v1/links/${found.origin.link}/entries/${found.id}`)).body
  }

  test('WZ-08 the authority enters the other platform, on a host that the operators opened; nobody else does', async () => {
    const { city, authority } = pair.upper
    const application = await knownAs(city, 'litong.civil.steward', pair.lower.city)
    const input = {
      ...{ name: '另一平台', relation: 'lower', application, baseUrl: pair.lower.url },
      ...(await termsOf(pair.lower.city)),
    }
    const enter = async (more: object, login = authority): Promise<Answer> =>
      (await city.as(login)).send('POST', '/api/v1/links', { ...input, ...more })
    for (const login of ['platform.system', 'wuzhong.data.steward', 'wuzhong.civil.approver']) {
      const refused = await enter({}, login)
      expect(refused.status, login).toBe(403)
      expect(clausesOf(refused)).toContain('PF-99-1')
    }
    const faulty = async (more: object): Promise<unknown> => {
      const answer = await enter(more)
      expect(answer.status, JSON.stringify(answer.body)).toBe(400)
      return (answer.body.fields as { field: string }[]).map((f) => f.field)
    }
    expect(await faulty({ baseUrl: 'http://agency.test' })).toEqual(['body.baseUrl'])
    expect(await faulty({ relation: 'upper' })).toEqual(['body.application'])
    expect(await faulty({ verifierKeys: ['some+00000000+AAAA'] })).toEqual(['body.verifierKeys'])
    expect(await faulty(await termsOf(city))).toEqual(['body.verifierKeys'])
    expect((await enter({ baseUrl: 'https://elsewhere.test' })).body.code).toBe('SOURCE_HOST_CLOSED')
    const { application: taken } = await viewLink(pair.upper)
    expect((await enter({ application: taken })).body.code).toBe('DUPLICATE')
    const entered = await enter({ baseUrl: 'https://agency.test' })
    expect(entered.status, JSON.stringify(entered.body)).toBe(201)
    const { id } = entered.body.result
    const ended = await (await city.as(authority)).send('POST', `/api/v1/links/${id}/end`, { version: 1 })
    expect(ended.status, JSON.stringify(ended.body)).toBe(200)
  })

  test('WZ-08 WZ-09 an entry published on the lower platform is found on the upper with its origin and its receipt', async () => {
    await publish('LT-LINK-1')
    expect(await foreign('LT-LINK-1')).toBeUndefined()
    const first = await call(pair.upper)
    expect(first?.fault).toBeUndefined()
    expect(first!.heard).toBeGreaterThan(0)
    const heard = await foreign('LT-LINK-1')
    expect(heard).toMatchObject({
      code: 'LT-LINK-1',
      territory: '640302000000',
      provider: '利通区民政局',
      state: 'published',
      version: 1,
      origin: { platform: '利通区公共数据平台', askAt: pair.lower.url },
    })
    expect(heard!.items.map((i: { name: string }) => i.name)).toEqual(['养老机构地址', '床位数'])
    expect(heard!.fields).toMatchObject({ shareAttribute: complete.litong['shareAttribute'] })
    // Its publication and the exchange that brought it are entries of the log of the lower platform.
    const { db } = pair.lower.city.services
    for (const [entry, action] of [
      [heard!.origin.receipt, 'catalog.review.publish'],
      [heard!.origin.toldIn, 'link.exchange'],
    ]) {
      const recorded = await db.selectFrom('log_entry').select('action').where('id', '=', entry).executeTakeFirst()
      expect(recorded?.action).toBe(action)
    }
    // It is found by its items too, and cannot be asked for here.
    expect(await heardCodes(pair.upper, `&q=${encodeURIComponent('床位数')}`)).toContain('LT-LINK-1')
    const subject = { type: 'catalogEntry', id: heard!.id as string }
    const asked = await (
      await pair.upper.city.as('wuzhong.civil.steward')
    ).send('POST', '/api/v1/cases', { procedure: 'share.request', subject, form: {} })
    expect(asked.status).toBe(404)
    // What is of another territory of the lower platform's own is not the lower's to tell.
    expect((await heardCodes(pair.upper)).filter((code) => !code.startsWith('LT-'))).toEqual([])
    const again = await call(pair.upper)
    expect(again).toMatchObject({ heard: 0, fault: undefined })
  })

  test('WZ-08 the connection shows its state and last exchange, its history and its last fault in words', async () => {
    const shown = await viewLink(pair.upper)
    expect(shown).toMatchObject({
      state: 'active',
      relation: 'lower',
      otherTerritory: '640302000000',
      failures: 0,
      lastFault: null,
    })
    expect(Date.parse(shown.lastExchangeAt)).toBeGreaterThan(Date.now() - minute)
    expect(shown.heard).toMatchObject({ entries: (await heardCodes(pair.upper)).length })
    expect(shown.heard.logSize).toBeGreaterThan(0)
    expect(shown.heard.secondsAgo).toBeLessThan(60)
    const reader = await pair.upper.city.as('wuzhong.cyberspace.inspector')
    const list = await reader.get('/api/v1/links')
    expect(list.body.items.find((l: { id: string }) => l.id === pair.upper.link)).toEqual({
      ...shown,
      heard: { ...shown.heard, secondsAgo: expect.any(Number) },
    })
    const { body: history } = await reader.get(`/api/v1/links/${pair.upper.link}/exchanges`)
    expect(history.items[0]).toMatchObject({ direction: 'heard', way: 'pull', fault: null })
    expect(history.items[0].entries).toBeGreaterThan(0)
    const told = await (
      await pair.lower.city.as(pair.lower.authority)
    ).get(`/api/v1/links/${pair.lower.link}/exchanges`)
    expect(told.body.items.at(-1)).toMatchObject({ direction: 'told', receipt: history.items[0].receipt })
    // The other is away: a fault in words, a longer pause each time, and what was heard is still there.
    const codes = await heardCodes(pair.upper)
    const gone = await between(pair.lower.url, (_, body) => body)
    await gone.close()
    expect((await amendLink(pair.upper, { baseUrl: gone.url })).status).toBe(200)
    for (const failures of [1, 2]) {
      expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'unreachable' })
      const failed = await viewLink(pair.upper)
      expect(failed).toMatchObject({ state: 'active', failures, lastFault: { code: 'LINK_FAULT' } })
      expect(failed.lastFault.detail).toContain('连接不上')
      const pause = Date.parse(failed.nextCallAt) - Date.parse(failed.lastFault.at)
      expect(pause).toBe(minute * 2 ** failures)
    }
    expect(await heardCodes(pair.upper)).toEqual(codes)
    expect((await amendLink(pair.upper, { baseUrl: pair.lower.url })).status).toBe(200)
    expect((await call(pair.upper))?.fault).toBeUndefined()
    expect(await viewLink(pair.upper)).toMatchObject({ failures: 0, lastFault: null })
  })

  test('PF-99-2 a new version replaces what was heard, a withdrawn entry disappears, a restricted one is taken back', async () => {
    const { city } = pair.lower
    const withdrawnId = await publish('LT-LINK-2')
    const secret = await publish('LT-LINK-3')
    const neverTold = await publish('LT-LINK-4')
    await reviewed(city, 'litong.civil.steward', neverTold, 'restricted')
    await call(pair.upper)
    expect(await heardCodes(pair.upper)).toEqual(expect.arrayContaining(['LT-LINK-2', 'LT-LINK-3']))
    expect(await foreign('LT-LINK-4')).toBeUndefined()
    const withdrawal = await opened(
      city,
      'litong.civil.steward',
      'catalog.withdrawal',
      { type: 'catalogEntry', id: withdrawnId },
      { reason: '业务取消' },
    )
    await done(city, 'litong.data.approver', withdrawal, 'approve')
    await reviewed(city, 'litong.civil.steward', secret, 'restricted')
    expect(await call(pair.upper)).toMatchObject({ heard: 2, fault: undefined })
    const codes = await heardCodes(pair.upper)
    expect(codes).not.toContain('LT-LINK-2')
    expect(codes).not.toContain('LT-LINK-3')
    // What was withdrawn can still be looked up as such; of what is restricted nothing is left, in any column.
    expect(await heardCodes(pair.upper, '&state=withdrawn')).toEqual(['LT-LINK-2'])
    const { db } = pair.upper.city.services
    const left = await db.selectFrom('foreign_entry').selectAll().execute()
    expect(JSON.stringify(left)).not.toMatch(/LT-LINK-[34]/)
    // Nor did its id ever leave.
    const said = await pair.lower.city.services.db.selectFrom('link_told').select('subject_id').execute()
    expect(said.map((s) => s.subject_id)).not.toContain(neverTold)
  })

  test('PF-99-2 a grant of the upper platform to an agency of the lower is seen by the lower, without a value', async () => {
    const { city } = pair.upper
    const subject = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS') }
    const request = await (
      await city.as('litong.civil.steward')
    ).send('POST', '/api/v1/cases', {
      procedure: 'share.request',
      subject,
      form: shareForm(city, 'litong.civil.eldercare'),
    })
    expect(request.status, JSON.stringify(request.body)).toBe(201)
    const approved = await act(city, 'wuzhong.police.approver', request.body.result.case, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    // A grant to an agency of the city is none of the lower platform's.
    const own = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    await act(city, 'wuzhong.police.approver', own.body.result.case, 'approve')
    expect((await call(pair.lower))?.fault).toBeUndefined()
    const reader = await pair.lower.city.as(pair.lower.authority)
    const { body } = await reader.get(`/api/v1/links/${pair.lower.link}/grants`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      entry: { code: 'WZ-RESIDENTS' },
      applicant: { name: '利通区民政局', territory: '640302000000' },
      status: 'active',
      fields: ['resident_id', 'name', 'mobile'],
      purposes: ['最低生活保障审核'],
    })
    expect(body.items[0].receipt).toBe(approved.body.act.receipt)
    // The lower platform also hears of the entries above it, and not of its own.
    const { body: above } = await reader.get('/api/v1/foreign-entries?territory=640300000000&limit=200')
    expect(above.items.map((i: { code: string }) => i.code)).toContain('WZ-RESIDENTS')
    const places = await pair.lower.city.services.db.selectFrom('foreign_entry').select('territory_code').execute()
    expect([...new Set(places.map((p) => p.territory_code))]).toEqual(['640300000000'])
    // Given back, it is told as ended.
    const grants = await city.services.db
      .selectFrom('data_grant')
      .select('id')
      .where('case_id', '=', request.body.result.case)
      .execute()
    const back = await (
      await city.as('litong.civil.steward')
    ).send('POST', '/api/v1/cases', {
      procedure: 'grant.return',
      subject: { type: 'dataGrant', id: grants[0]!.id },
      form: { extent: 'whole', reason: '不再需要' },
    })
    expect(back.status, JSON.stringify(back.body)).toBe(201)
    await call(pair.lower)
    const after = await reader.get(`/api/v1/links/${pair.lower.link}/grants`)
    expect(after.body.items).toMatchObject([{ status: 'revoked' }])
  })

  test('PF-99-1 a suspended link is refused on the next call in either direction, with the clause, and goes on once resumed', async () => {
    expect((await moveLink(pair.lower, 'suspend', 'litong.data.steward')).status).toBe(403)
    expect((await moveLink(pair.lower, 'suspend', 'platform.security')).status).toBe(200)
    expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'denied' })
    const refusal = await pair.lower.city.services.db
      .selectFrom('log_entry')
      .selectAll()
      .where('action', '=', 'link.exchange')
      .where('kind', '=', 'refusal')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(refusal.body)).toMatchObject({ outcome: 'refused', territory: '640302000000' })
    // It calls nobody either.
    const { city } = pair.lower
    expect(await city.services.linkCaller.callDue(new AbortController().signal)).toBeUndefined()
    expect((await moveLink(pair.lower, 'resume', 'platform.security')).status).toBe(403)
    expect((await moveLink(pair.lower, 'resume')).status).toBe(200)
    expect((await call(pair.upper))?.fault).toBeUndefined()
    // Who is an application and no platform is told what it would need.
    const stranger = await city.asApplication('litong.civil.eldercare')
    const asked = await stranger.get('/link/v1/changes?after=0&from=0')
    expect(asked.status).toBe(403)
    expect(asked.body.needed.map((n: { clause: string }) => n.clause)).toContain('PF-99-1')
  })

  test('PF-99-2 an exchange that breaks off or whose process died leaves nothing behind and is taken up from where it stood', async () => {
    await publish('LT-LINK-5')
    let broken = 0
    const line = await between(pair.lower.url, (path, body) => {
      if (!path.startsWith('/link/v1/changes') || broken > 0) return body
      broken++
      return undefined
    })
    try {
      await amendLink(pair.upper, { baseUrl: line.url })
      const before = await viewLink(pair.upper)
      const cut = await call(pair.upper)
      expect(cut?.fault).toMatchObject({ code: 'LINK_FAULT' })
      expect(['broken', 'unreachable']).toContain((cut!.fault as { fault: string }).fault)
      expect((await viewLink(pair.upper)).heard).toMatchObject({
        change: before.heard.change,
        logSize: before.heard.logSize,
      })
      expect(await foreign('LT-LINK-5')).toBeUndefined()
      // A process that died holds the link for two minutes and no longer.
      const { db, linkCaller } = pair.upper.city.services
      const dead = new Date(pair.upper.city.now().getTime() + 2 * minute)
      await db
        .updateTable('platform_link')
        .set({ leased_until: dead, next_call_at: pair.upper.city.now() })
        .where('id', '=', pair.upper.link)
        .execute()
      const { signal } = new AbortController()
      expect(await linkCaller.callDue(signal)).toBeUndefined()
      pair.upper.city.travel(3 * minute)
      pair.lower.city.travel(3 * minute)
      expect(await linkCaller.callDue(signal)).toMatchObject({ heard: 1, fault: undefined })
      expect(await foreign('LT-LINK-5')).toBeDefined()
      const codes = await heardCodes(pair.upper)
      expect(new Set(codes).size).toBe(codes.length)
    } finally {
      await line.close()
    }
    await amendLink(pair.upper, { baseUrl: pair.lower.url })
  })

  test('PF-99-2 a platform that cannot be reached brings its changes itself, and what it brings is proven alike', async () => {
    expect((await amendLink(pair.upper, { calls: 'none' })).status).toBe(200)
    expect((await amendLink(pair.lower, { calls: 'both' })).status).toBe(200)
    // Before it is entered as whom the other knows us, nothing is taken in, and nothing is held against the other.
    const { clientId } = await viewLink(pair.upper)
    expect((await amendLink(pair.upper, { clientId: null })).status).toBe(200)
    expect((await call(pair.lower))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'denied' })
    expect((await viewLink(pair.upper)).state).toBe('active')
    await amendLink(pair.upper, { clientId })
    await publish('LT-LINK-6')
    const brought = await call(pair.lower)
    expect(brought).toMatchObject({ told: 1, fault: undefined })
    expect(await foreign('LT-LINK-6')).toMatchObject({ state: 'published' })
    const { body: history } = await (
      await pair.upper.city.as(pair.upper.authority)
    ).get(`/api/v1/links/${pair.upper.link}/exchanges?limit=1`)
    expect(history.items).toMatchObject([{ direction: 'heard', way: 'push', entries: 1 }])
    expect((await viewLink(pair.lower)).told.waiting).toBe(0)
    expect(await call(pair.lower)).toMatchObject({ told: 0, fault: undefined })
    await amendLink(pair.upper, { calls: 'pull' })
    await amendLink(pair.lower, { calls: 'pull' })
  })

  test('PF-99-3 content that was altered on its way stops the link, leaves what was there and opens a case for the authority', async () => {
    await publish('LT-LINK-7')
    const line = await between(pair.lower.url, (path, body) =>
      path.startsWith('/link/v1/changes') ? body.replaceAll('养老机构地址', '养老机构电话') : body,
    )
    try {
      const codes = await heardCodes(pair.upper)
      await amendLink(pair.upper, { baseUrl: line.url })
      expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'altered' })
      const stopped = await viewLink(pair.upper)
      expect(stopped).toMatchObject({ state: 'stopped', nextCallAt: null })
      expect(stopped.lastFault.detail).toContain('对接已停止')
      expect(await heardCodes(pair.upper)).toEqual(codes)
      await expectReview()
      // A stopped link is closed for the other too.
      expect((await call(pair.lower))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'denied' })
      const { signal } = new AbortController()
      expect(await pair.upper.city.services.linkCaller.callDue(signal)).toBeUndefined()
    } finally {
      await line.close()
    }
    expect((await amendLink(pair.upper, { baseUrl: pair.lower.url })).status).toBe(200)
    expect((await moveLink(pair.upper, 'resume')).status).toBe(200)
    expect(await call(pair.upper)).toMatchObject({ heard: 1, fault: undefined })
    expect(await foreign('LT-LINK-7')).toBeDefined()
  })

  test('PF-99-3 a checkpoint that other keys signed stops the link', async () => {
    const { verifierKeys } = await viewLink(pair.upper)
    const [name] = (verifierKeys[0] as string).split('+')
    const foreignKeys = (await termsOf(pair.upper.city)).verifierKeys
    // Keys of another log under the name of this one are no keys at all: their ids do not fit.
    const renamed = foreignKeys.map((key) => key.replace(/^[^+]*/, name!))
    expect((await amendLink(pair.upper, { verifierKeys: renamed })).status).toBe(400)
    const line = await between(pair.lower.url, (path, body) => {
      if (!path.startsWith('/link/v1/changes')) return body
      const answer = JSON.parse(body) as { checkpoint: string }
      const lines = answer.checkpoint.split('\n')
      // Another root under the signatures of the first.
      lines[2] = Buffer.alloc(32, 7).toString('base64')
      return JSON.stringify({ ...answer, checkpoint: lines.join('\n') })
    })
    try {
      await amendLink(pair.upper, { baseUrl: line.url })
      expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'signature' })
      expect((await viewLink(pair.upper)).state).toBe('stopped')
    } finally {
      await line.close()
    }
    await amendLink(pair.upper, { baseUrl: pair.lower.url })
    await moveLink(pair.upper, 'resume')
    expect((await call(pair.upper))?.fault).toBeUndefined()
  })

  test('PF-99-3 a lower platform that tells of a territory it does not answer for is stopped', async () => {
    await publish('LT-LINK-8')
    const { db } = pair.upper.city.services
    const answersFor = (code: string) =>
      db.updateTable('platform_link').set({ other_territory_code: code }).where('id', '=', pair.upper.link).execute()
    await answersFor('640303000000')
    expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'outOfRemit' })
    expect(await viewLink(pair.upper)).toMatchObject({ state: 'stopped' })
    expect(await foreign('LT-LINK-8')).toBeUndefined()
    await answersFor('640302000000')
    expect((await moveLink(pair.upper, 'resume')).status).toBe(200)
    expect(await call(pair.upper)).toMatchObject({ heard: 1, fault: undefined })
  })

  test('PF-99-3 a log that does not extend what was seen of it stops the link, each time it is resumed', async () => {
    const { db, log } = pair.lower.city.services
    const seen = (await viewLink(pair.upper)).heard.logSize as number
    const codes = await heardCodes(pair.upper)
    // The lower platform forgets the end of its log, as from an older backup, and goes on differently beyond where it was.
    const kept = seen - 3
    await db.deleteFrom('log_checkpoint').where('tree_size', '>', kept).execute()
    await db.deleteFrom('log_leaf').where('leaf_index', '>=', kept).execute()
    const last = await db
      .selectFrom('log_checkpoint')
      .select('tree_size')
      .orderBy('tree_size', 'desc')
      .executeTakeFirst()
    await db.deleteFrom('log_leaf').where('leaf_index', '>=', last!.tree_size).execute()
    for (let i = last!.tree_size; i < seen + 5; i++) {
      await log.append(db, pair.lower.city.now(), {
        kind: 'system',
        action: 'test.other',
        actor: { type: 'System', id: 'system' },
        grounds: [],
        outcome: 'done',
        detail: { i },
      })
    }
    await log.integrate()
    for (let round = 0; round < 2; round++) {
      expect((await call(pair.upper))?.fault).toEqual({ code: 'LINK_FAULT', fault: 'forked' })
      expect((await viewLink(pair.upper)).state).toBe('stopped')
      if (round === 0) expect((await moveLink(pair.upper, 'resume')).status).toBe(200)
    }
    expect(await heardCodes(pair.upper)).toEqual(codes)
    // The way on is another link: the old one ends, and what was heard over it goes.
    expect((await moveLink(pair.upper, 'end')).status).toBe(200)
    expect(await heardCodes(pair.upper)).toEqual([])
  })

  /** The newest case of the authority says which platform and why, and is concluded by its approver. */
  async function expectReview(): Promise<void> {
    const { city, authority } = pair.upper
    const { body } = await (await city.as(authority)).get('/api/v1/worklist?limit=200')
    const review = (body.items as { id: string; procedure: string }[]).find((i) => i.procedure === 'link.review')
    expect(review).toBeDefined()
    const shown = await viewCase(city, authority, review!.id)
    expect(shown.form).toMatchObject({ platform: '利通区公共数据平台' })
    expect(await done(city, authority, review!.id, 'conclude', { conclusion: '线路设备改写内容，已更换' })).toBe(
      'concluded',
    )
  }
})
