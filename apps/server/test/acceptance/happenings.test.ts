import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { addResidents, grantInWuzhong, openShareRequest } from '../support/share.ts'

interface Happening {
  readonly id: string
  readonly kind: 'act' | 'refusal' | 'batch'
  readonly at: string
  readonly action: string
  readonly by: { readonly name: string } | null
  readonly case: { readonly id: string; readonly title: string; readonly subject: { readonly name: string } } | null
  readonly batch: { readonly code: string; readonly number: number } | null
  readonly grounds: readonly string[]
  readonly cites: readonly string[]
  readonly receipt: string | null
}

describe.each(engines)('what just happened, on %s', (engine) => {
  let city: City
  let granted: string

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-03-02T09:00:00+08:00')
    granted = await grantInWuzhong(city)
  })
  afterAll(() => city.close())

  const page = async (login: string, query = ''): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/happenings${query}`)
  const happened = async (login: string): Promise<readonly Happening[]> => {
    const answer = await page(login, '?limit=200')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items as Happening[]
  }
  const inCase = async (login: string, id: string): Promise<readonly Happening[]> =>
    (await happened(login)).filter((one) => one.case?.id === id)

  test('WZ-26-2 each side of a request is told what the other did, and not what it did itself', async () => {
    const [approved, ...more] = await inCase('wuzhong.civil.steward', granted)
    expect(more).toEqual([])
    expect(approved).toMatchObject({
      kind: 'act',
      action: 'share.request.approve',
      by: { name: '吴忠市公安局' },
      case: { title: '共享申请', subject: { name: '吴忠市户籍人口基本信息（合成数据）' } },
      batch: null,
    })
    expect(approved!.grounds).not.toEqual([])
    const evidence = await (await city.as('platform.audit')).get(`/api/v1/audit/entries/${approved!.receipt}`)
    expect(evidence.status, JSON.stringify(evidence.body)).toBe(200)
    const told = await inCase('wuzhong.police.steward', granted)
    expect(told.map(({ action, by }) => [action, by?.name])).toEqual([['share.request.open', '吴忠市民政局']])
  })

  test('WZ-26-2 a refused act is told as refused, to the other parties alone', async () => {
    const asked = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const id = asked.body.result.case as string
    const refused = await act(city, 'wuzhong.police.approver', id, 'refuse', {
      basis: { instrument: 'nothing-of-the-kind', provision: '第三条' },
      explanation: '本单位认为不宜共享',
    })
    expect(refused.body.code, JSON.stringify(refused.body)).toBe('ACT_BASIS_UNKNOWN')
    expect(await inCase('wuzhong.civil.steward', id)).toEqual([
      expect.objectContaining({ kind: 'refusal', by: expect.objectContaining({ name: '吴忠市公安局' }) }),
    ])
    expect(await inCase('wuzhong.labour.steward', id)).toEqual([])
  })

  test('WZ-46-3 whose access is closed is told so, with the clause', async () => {
    const notice = { ground: 'platformSecurity', facts: '密钥外泄', evidence: ['日志'], correction: '更换密钥' }
    const user = { type: 'organization', id: await organizationId(city, 'wuzhong.civil.steward') } as const
    const id = await opened(city, 'wuzhong.police.approver', 'access.suspension', user, notice)
    const [closed] = await inCase('wuzhong.civil.steward', id)
    expect(closed).toMatchObject({
      kind: 'act',
      action: 'access.suspension.open',
      by: { name: '吴忠市公安局' },
      case: { title: '暂时关闭获取公共数据的权限' },
    })
    expect(closed!.cites).toContain('WZ-46-3')
    await done(city, 'wuzhong.civil.steward', id, 'reportCorrection', { measures: '已更换', evidence: ['登记截图'] })
    await done(city, 'wuzhong.police.approver', id, 'acceptCorrection', { opinion: '改正到位' })
    expect((await inCase('wuzhong.civil.steward', id)).map(({ action }) => action)).toEqual([
      'access.suspension.acceptCorrection',
      'access.suspension.open',
    ])
  })

  test('a batch is told to its provider and to who was granted the data, and to nobody else', async () => {
    await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 41)
    const batches = async (login: string): Promise<readonly Happening[]> =>
      (await happened(login)).filter(({ kind, batch }) => kind === 'batch' && batch?.code === 'WZ-RESIDENTS')
    const [newest] = await batches('wuzhong.civil.steward')
    expect(newest).toMatchObject({ action: 'dataset.aggregate', by: { name: '吴忠市公安局' }, case: null })
    expect(newest!.receipt).not.toBeNull()
    expect(await batches('wuzhong.police.steward')).toEqual(await batches('wuzhong.civil.steward'))
    expect(await batches('ningbo.civil.steward')).toEqual([])
  })

  test('the newest comes first, and pages hold each thing once', async () => {
    const all = await happened('wuzhong.police.steward')
    expect(all.length).toBeGreaterThan(3)
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    const paged: Happening[] = []
    let next: string | null = ''
    while (next !== null) {
      const answer = await page('wuzhong.police.steward', `?limit=2${next === '' ? '' : `&cursor=${next}`}`)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      paged.push(...(answer.body.items as Happening[]))
      next = answer.body.next as string | null
    }
    expect(paged).toEqual(all)
  })

  test('a cursor of something else is refused with its reason', async () => {
    const answer = await page('wuzhong.police.steward', '?cursor=WyJ4Il0')
    expect(answer.status).toBe(400)
    expect(answer.body.code).toBe('CURSOR_INVALID')
  })

  test('PF-14 another organisation is not told what concerns this one', async () => {
    const id = await organizationId(city, 'wuzhong.police.steward')
    const answer = await page('wuzhong.civil.steward', `?organization=${id}`)
    expect(answer.status).toBe(403)
    expect(answer.body.needed.map((n: { clause: string }) => n.clause)).toContain('PF-14')
  })

  test('what is a month old has not just happened', async () => {
    expect(await inCase('wuzhong.civil.steward', granted)).not.toEqual([])
    city.travelTo('2026-04-20T09:00:00+08:00')
    expect(await inCase('wuzhong.civil.steward', granted)).toEqual([])
  })
})
