import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, published, submitNew, type Fields } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { entryId } from '../support/share.ts'

const authority = 'wuzhong.data.steward'
const approver = 'wuzhong.data.approver'
const provider = 'yinzhou.civil.steward'
const wuzhong = '640300000000'
const yinzhou = '330212000000'
const listing = {
  dataName: '吴忠市行政区划代码',
  openingBody: '吴忠市民政局',
  openAttribute: 'unconditional',
  dataFormat: 'csv',
  dataType: '结构化数据',
  updateCycle: 'yearly',
  priority: true,
}

/** What is open to anybody: the catalog of each year, and entries that rest on consent. */
describe.each(engines)('the open catalog on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const look = async (path: string) => {
    const answer = await city.anonymous.get(`/api/v1/public/${path}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const versions = async () =>
    (await look(`open-catalogs?territory=${wuzhong}`)).items as { id: string; number: number }[]
  const openNow = async (territory: string): Promise<readonly string[]> =>
    ((await look(`open-entries?territory=${territory}&limit=200`)).items as { id: string }[]).map((e) => e.id)

  test('WZ-30-3 the open catalog has a version for each year, and is overdue a year after the last until another is published', async () => {
    const entry = await entryId(city, authority, 'WZ-DIVISIONS')
    expect(await openNow(wuzhong)).not.toContain(entry)
    const listed = await opened(city, authority, 'open.listing', { type: 'catalogEntry', id: entry }, listing)
    await done(city, authority, listed, 'amend', { ...listing, dataFormat: 'json' })
    expect(await openNow(wuzhong)).toContain(entry)

    const catalog = await opened(city, authority, 'open.catalog', { type: 'territory', id: wuzhong })
    const first = { version: '2026 年版', changes: '首次发布', priorities: '行政区划' }
    const unexplained = await act(city, approver, catalog, 'publish', { ...first, changes: undefined })
    await expectRefused(city, approver, unexplained, { clauses: ['WZ-30-3'], fields: ['changes'] })
    expect(await versions()).toEqual([])
    expect(await done(city, approver, catalog, 'publish', first)).toBe('published')
    const [only] = await versions()
    expect(only).toMatchObject({ number: 1, year: 2026, name: '2026 年版' })
    const read = await look(`open-catalogs/${only!.id}`)
    expect(read).toMatchObject({ changes: '首次发布', withdrawn: 0 })
    expect(read.entries).toEqual([{ ...listing, dataFormat: 'json', entry, code: 'WZ-DIVISIONS' }])

    city.travelTo('2027-02-09T09:00:00+08:00')
    const due = await viewCase(city, authority, catalog)
    expect(due.clocks).toMatchObject([{ period: 'openCatalog.adjustment', phase: 'warning' }])
    city.travelTo('2027-02-10T09:00:00+08:00')
    expect((await viewCase(city, authority, catalog)).clocks).toMatchObject([{ phase: 'overdue' }])
    await done(city, authority, listed, 'remove', { reason: '不再更新' })
    expect(await openNow(wuzhong)).not.toContain(entry)
    // The version stands as it was published; what was taken out since is not shown in it.
    const after = await look(`open-catalogs/${only!.id}`)
    expect(after.entries).toMatchObject([{ entry }])
    const second = { version: '2027 年版', changes: '行政区划代码不再更新，移出', priorities: '养老服务' }
    await done(city, approver, catalog, 'adjust', second)
    expect(await versions()).toMatchObject([
      { number: 2, year: 2027 },
      { number: 1, year: 2026 },
    ])
    expect((await look(`open-catalogs/${(await versions())[0]!.id}`)).entries).toEqual([])
    const running = (await viewCase(city, authority, catalog)).clocks as { state: string; phase: string | null }[]
    expect(running.filter((clock) => clock.state === 'running')).toMatchObject([{ phase: 'onTime' }])
    city.travelTo('2026-02-09T09:00:00+08:00')
  })

  test('a version is read by anybody, and an address that is none is not found', async () => {
    expect((await city.anonymous.get('/api/v1/public/open-catalogs?territory=110000000000')).status).toBe(404)
    expect((await city.anonymous.get('/api/v1/public/open-entries?territory=110000000000')).status).toBe(404)
    const none = '00000000-0000-7000-8000-000000000000'
    expect((await city.anonymous.get(`/api/v1/public/open-catalogs/${none}`)).status).toBe(404)
  })

  test('YZ-18-2-3 what rests on consent is open only while every holder’s authorisation stands; revoking one takes it out at once', async () => {
    const grounds = {
      openSecurity: 'absent',
      openInterest: 'absent',
      openPersonal: 'absent',
      openSecret: 'present',
      openAgreement: 'absent',
      openForbidden: 'absent',
    }
    const fields = { ...complete.yinzhou, ...grounds, openAttribute: 'unconditional' }
    const barred = await submitNew(city, provider, { code: 'CONSENT-NONE', fields })
    await expectRefused(city, provider, barred, { clauses: ['YZ-18-1-3'] })
    const resting = { ...fields, openConsent: '权利人同意开放登记 2026-1' }
    const id = await published(city, provider, { code: 'CONSENT-GIVEN', fields: resting })
    // The reference alone opens nothing: no authorisation is recorded yet.
    expect(await openNow(yinzhou)).not.toContain(id)

    const subject = { type: 'catalogEntry', id } as const
    const holder = (authorisation: string, more: Fields = {}): Fields => ({
      holder: `企业 ${authorisation}`,
      holderKind: 'legalPerson',
      authorisation,
      until: '2026-12-31',
      ...more,
    })
    const consent = (...holders: readonly Fields[]) => ({ holders, everyHolder: true })
    const both = consent(holder('SQ-1'), holder('SQ-2'))
    const partly = await openCase(city, provider, 'open.consent', subject, { ...both, everyHolder: false })
    await expectRefused(city, provider, partly, { clauses: ['YZ-18-2-3'] })
    const unsigned = consent(holder('SQ-1'), holder('SQ-2', { authorisation: undefined }))
    await expectRefused(city, provider, await openCase(city, provider, 'open.consent', subject, unsigned), {
      clauses: ['YZ-18-2-3'],
      fields: ['holders.1.authorisation'],
    })
    expect(await openNow(yinzhou)).not.toContain(id)

    const given = await opened(city, provider, 'open.consent', subject, both)
    expect((await viewCase(city, provider, given)).form.holders).toHaveLength(2)
    expect(await openNow(yinzhou)).toContain(id)
    const slip = await act(city, provider, given, 'revoke', { authorisation: 'SQ-9', endedOn: '2026-02-09' })
    expect(slip.status).toBe(400)
    expect(slip.body.fields).toMatchObject([{ field: 'form.authorisation' }])
    expect(await openNow(yinzhou)).toContain(id)
    await done(city, provider, given, 'revoke', { authorisation: 'SQ-2', endedOn: '2026-02-09' })
    expect(await openNow(yinzhou)).not.toContain(id)

    await opened(
      city,
      provider,
      'open.consent',
      subject,
      consent(holder('SQ-1'), holder('SQ-3', { until: '2026-06-30' })),
    )
    expect(await openNow(yinzhou)).toContain(id)
    city.travelTo('2026-07-01T09:00:00+08:00')
    expect(await openNow(yinzhou)).not.toContain(id)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
})
