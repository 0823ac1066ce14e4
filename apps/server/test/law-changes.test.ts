import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, civilDateOf } from '@fadu/domain'
import { PackTextError } from '../src/platform/law/pack-archive.ts'
import { describeStartFault } from '../src/platform/start-faults.ts'
import { engines, openCity, type Answer, type City } from './support/city.ts'
import { copyLaw, type LawCopy } from './support/law.ts'
import { act, clauses, openShareRequest } from './support/share.ts'

const draft = 'wuzhong-draft-2024'
const course = `${draft}/procedures/share-request.yaml`
const values = `${draft}/values/share.yaml`

describe.each(engines)('a later text while cases run on, on %s', (engine) => {
  let city: City
  let law: LawCopy
  beforeEach(async () => {
    law = await copyLaw()
    city = await openCity(engine, { packsFolder: law.folder })
  })
  afterEach(async () => {
    await city.close()
    await law.remove()
  })

  const open = async (): Promise<string> => {
    const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    return opened.body.result.case as string
  }
  const view = async (caseId: string): Promise<Answer['body']> => {
    const answer = await (await city.as('wuzhong.police.steward')).get(`/api/v1/cases/${caseId}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const dueIn = async (days: number): Promise<string> => {
    const query = { territory: '640300000000', from: civilDateOf(city.now()), days }
    return (await city.anonymous.send('POST', '/api/v1/law/due-dates', query)).body.due as string
  }
  const run = async (caseId: string, login: string, name: string, form = {}): Promise<string> => {
    const done = await act(city, login, caseId, name, form)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    return done.body.result.state as string
  }
  const askSupplement = { missing: '职责依据的条款' }

  test('an old case keeps its course, its forms and its days; a new one has the new ones', async () => {
    const old = await open()
    const before = await view(old)
    expect(before.clocks[0].due).toBe(await dueIn(5))

    await law.edit(values, 'value: 5', 'value: 3')
    await law.edit(course, /\bsubmitted\b/, 'received')
    await law.edit(course, 'askSupplement', 'requestSupplement')
    city = await city.restart({ packsFolder: law.folder })

    const after = await view(old)
    expect(after).toMatchObject({ state: 'submitted', stateTitle: before.stateTitle, version: before.version })
    expect(after.clocks[0].due).toBe(before.clocks[0].due)
    expect(after.actions.map((a: { action: string }) => a.action)).toContain('askSupplement')

    const young = await open()
    const fresh = await view(young)
    expect(fresh.state).toBe('received')
    expect(fresh.clocks[0].due).toBe(await dueIn(3))
    expect((await act(city, 'wuzhong.police.steward', young, 'askSupplement', askSupplement)).status).toBe(409)

    // The old course to its end: an act and a state that only the old text has, then a clock that starts under it.
    expect(await run(old, 'wuzhong.police.steward', 'askSupplement', askSupplement)).toBe('supplementing')
    expect(await run(old, 'wuzhong.civil.steward', 'supplement', { answer: '第十二条' })).toBe('submitted')
    expect(await run(old, 'wuzhong.police.approver', 'approve')).toBe('delivering')
    const delivery = (await view(old)).clocks.find((c: { period: string }) => c.period === 'share.delivery')
    expect(delivery.due).toBe(await dueIn(5))
  })

  test('for an old case the later text of its own pack forbids nothing, that of the other packs does', async () => {
    const old = await open()
    const rule = (id: string, name: string): string =>
      `@id("${id}")\n@needed("不再这样办理")\n@needed_en("not done any more")\nforbid (principal, action == Action::"share.request.${name}", resource)\nwhen { context.level == "city" };\n`
    await law.add(`${draft}/rules/later.cedar`, rule('WZ-27/later', 'withdraw'))
    await law.add('platform/rules/later.cedar', rule('PF-08/later', 'approve'))
    city = await city.restart({ packsFolder: law.folder })

    const young = await open()
    const withdrawn = await act(city, 'wuzhong.civil.steward', young, 'withdraw')
    expect(withdrawn.status).toBe(403)
    expect(clauses(withdrawn)).toEqual(['WZ-27'])
    const approved = await act(city, 'wuzhong.police.approver', old, 'approve')
    expect(approved.status).toBe(403)
    expect(clauses(approved)).toEqual(['PF-08'])
    expect(await run(old, 'wuzhong.civil.steward', 'withdraw')).toBe('withdrawn')
  })

  test('a regulation that replaces another: cases of the old one go on under it, new ones begin under the new', async () => {
    const old = await open()
    const before = await view(old)
    const day = addDays(civilDateOf(city.now()), 1)
    await law.derive(draft, 'wuzhong-2026', (text, file) => {
      const renamed = text.replaceAll(draft, 'wuzhong-2026').replaceAll('WZ-', 'WQ-').replaceAll('draft:', `"${day}":`)
      if (file === 'share.yaml') return renamed.replaceAll('value: 5', 'value: 3')
      if (file !== 'pack.yaml') return renamed
      return renamed
        .replace('prefix: WZ', 'prefix: WQ')
        .replace(/status: draft.*/, `status: law\ninForce: "${day}"\nreplaces: ${draft}`)
    })
    await law.edit(`${draft}/pack.yaml`, /^status: draft/m, `repealed: "${day}"\nstatus: draft`)
    city = await city.restart({ packsFolder: law.folder })
    const lastDay = await open()
    expect(await view(lastDay)).toMatchObject({ pack: draft, draft: true })

    city.travel(86_400_000)
    const young = await open()
    const fresh = await view(young)
    expect(fresh).toMatchObject({ pack: 'wuzhong-2026', draft: false })
    expect(fresh.clocks[0]).toMatchObject({ due: await dueIn(3), basis: 'law', cites: ['WQ-26-2'] })

    expect(await view(old)).toMatchObject({ pack: draft, draft: true, stateTitle: before.stateTitle })
    const approved = await act(city, 'wuzhong.police.approver', old, 'approve')
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    expect(clauses(approved)).toContain('WZ-26-2')
    expect(clauses(approved).some((c) => c.startsWith('WQ-'))).toBe(false)
    const clock = (await view(old)).clocks.find((c: { period: string }) => c.period === 'share.delivery')
    expect(clock).toMatchObject({ due: await dueIn(5), basis: 'draft', cites: ['WZ-26-2'] })
    city = await city.restart({ packsFolder: law.folder })
    expect((await view(old)).state).toBe('delivering')
  })

  test('the platform does not start when open cases could not go on, and says how many, under which text and why', async () => {
    await open()
    const { version } = city.services.law.book.packs.find((p) => p.id === draft)!
    const { db } = city.services
    const { cases } = await db
      .selectFrom('procedure_case')
      .select((eb) => eb.fn.countAll<string>().as('cases'))
      .where('pack', '=', draft)
      .where('is_open', '=', true)
      .executeTakeFirstOrThrow()
    const changed = await copyLaw()
    try {
      for (const pack of ['platform', draft]) {
        await changed.rewrite(pack, (text) => text.replaceAll('supplement-notice', 'supplement-request'))
      }
      const error: unknown = await city.restart({ packsFolder: changed.folder }).then(
        () => undefined,
        (e: unknown) => e,
      )
      expect(error).toBeInstanceOf(PackTextError)
      expect((error as PackTextError).fault).toMatchObject({ code: 'LAW_TEXT_UNSOUND', pack: draft, version })
      expect((error as PackTextError).cases).toBeGreaterThan(0)
      expect((error as PackTextError).cases).toBeLessThanOrEqual(Number(cases))
      const said = describeStartFault(error, undefined)
      expect(said).toContain(`件在办事项适用法规文本 ${draft} ${version}`)
      expect(said).toContain('supplement-notice')
    } finally {
      await changed.remove()
    }
    city = await city.restart({ packsFolder: law.folder })
  })

  test('a text that was never kept stops the start when an open case needs it; a closed one keeps its place in the list', async () => {
    const closed = await open()
    expect(await run(closed, 'wuzhong.civil.steward', 'withdraw')).toBe('withdrawn')
    const stillOpen = await open()
    const forget = (id: string) =>
      city.services.db
        .updateTable('procedure_case')
        .set({ pack_version: 'feedfeedfeedfeed' })
        .where('id', '=', id)
        .execute()
    await forget(closed)
    city = await city.restart({ packsFolder: law.folder })
    const steward = await city.as('wuzhong.civil.steward')
    const unreadable = await steward.get(`/api/v1/cases/${closed}`)
    expect(unreadable.status).toBe(500)
    expect(unreadable.body.code).toBe('LAW_TEXT_UNREADABLE')
    const listed = (await steward.get('/api/v1/cases?open=false&limit=200')).body.items as Record<string, unknown>[]
    expect(listed.find((c) => c['id'] === closed)).toMatchObject({ state: 'withdrawn', title: 'share.request' })

    await forget(stillOpen)
    await expect(city.restart({ packsFolder: law.folder })).rejects.toMatchObject({
      fault: { code: 'LAW_TEXT_MISSING', pack: draft, version: 'feedfeedfeedfeed' },
      cases: 1,
    })
  })

  test('cases from before texts were kept go on under the text that is loaded, and that is recorded once', async () => {
    const old = await open()
    const { db } = city.services
    await db.deleteFrom('pack_text').execute()
    await db.updateTable('procedure_case').set({ pack_version: 'before' }).execute()
    city = await city.restart({ packsFolder: law.folder })
    expect(await run(old, 'wuzhong.police.approver', 'approve')).toBe('delivering')
    const adopted = async (): Promise<readonly Record<string, unknown>[]> => {
      const rows = await city.services.db
        .selectFrom('log_entry')
        .select('body')
        .where('action', '=', 'law.adopted')
        .execute()
      return rows.map((r) => (JSON.parse(r.body) as { detail: Record<string, unknown> }).detail)
    }
    const recorded = await adopted()
    const version = city.services.law.book.packs.find((p) => p.id === draft)!.version
    expect(recorded.find((d) => d['version'] === version)?.['cases']).toBeGreaterThan(0)
    city = await city.restart({ packsFolder: law.folder })
    expect(await adopted()).toEqual(recorded)
  })
})
