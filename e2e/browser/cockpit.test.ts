import { createClient } from '@fadu/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, post, shoot, signIn, startCity, tokenOf, type City } from './harness.ts'
import { settled } from './places.ts'

const waitMs = 60_000
let city: City

beforeAll(async () => {
  // Long enough that what was asked of agencies is overdue.
  city = await startCity({ foundedDaysAgo: 20 })
  const provider = await tokenOf(city, 'wuzhong.police.approver')
  const asked = (await listOf(provider, '/api/v1/worklist')).find(({ procedure }) => procedure === 'share.request')!
  const approved = await post(city, `/api/v1/cases/${asked.id}/acts/approve`, { form: {} }, provider)
  expect(approved.status, await approved.text()).toBe(200)

  // One call that is given, and one for another purpose than that of the grant, which is refused: both stand in the figures.
  const { id, privateKey } = city.applications.find((a) => a.key === 'wuzhong.labour.pension')!
  const grant = (await listOf(provider, '/api/v1/grants')).find(({ application }) => application?.id === id)!
  const application = createClient({ baseUrl: city.origin }).asApplication({ id, privateKey })
  const call = {
    matter: '待核〔2026〕7号',
    item: 'resident_id',
    values: ['110105194912310021'],
    fields: ['resident_id'],
  }
  await application.lookup('WZ-RESIDENTS', { ...call, purpose: grant.purposes![0]! })
  await expect(application.lookup('WZ-RESIDENTS', { ...call, purpose: '别的目的' })).rejects.toThrow()
}, 900_000)
afterAll(() => city?.stop())

interface Listed {
  readonly id: string
  readonly procedure?: string
  readonly application?: { readonly id: string }
  readonly purposes?: readonly string[]
}

async function listOf(token: string, path: string): Promise<readonly Listed[]> {
  const answer = await fetch(`${city.origin}${path}?limit=200`, { headers: { authorization: `Bearer ${token}` } })
  return ((await answer.json()) as { items: readonly Listed[] }).items
}

test(
  'who oversees sees how the territory stands, and every number leads to as many records',
  { timeout: 600_000 },
  async () => {
    const desk = await openDesk(city)
    const { page } = desk
    page.setDefaultTimeout(waitMs)
    await signIn(desk, city, 'wuzhong.data.approver')
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '驾驶舱' }).click()
    await page.getByRole('heading', { name: '驾驶舱', level: 1 }).waitFor()
    const card = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
    const part = (name: string, label: string) =>
      card(name).locator('dl > div').filter({ hasText: label }).locator('dd')
    await card('目录覆盖').getByText('家单位有已发布的目录').waitFor()
    expect(
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { level: 2 }) })
        .count(),
    ).toBe(6)
    // The line has words for who does not see it.
    await expect
      .poll(() => card('目录覆盖').getByRole('img').getAttribute('aria-label'))
      .toContain('有已发布目录的单位走势')

    // Requests that were answered: the number, then as many rows.
    const answered = await part('共享答复', '已答复').textContent()
    expect(Number(answered)).toBeGreaterThan(0)
    await part('共享答复', '已答复').getByRole('link').click()
    await page.getByRole('heading', { name: '已答复的共享申请' }).waitFor()
    await settled(page)
    await expect.poll(() => page.locator('main .rows > li').count()).toBe(Number(answered))

    // What one agency owes and has not done.
    await page.goBack()
    const line = page.getByRole('region', { name: '各单位逾期' }).getByRole('row').nth(1)
    const overdue = await line.getByRole('cell').first().textContent()
    const owner = await line.getByRole('rowheader').textContent()
    await expect.poll(() => line.locator('.chip').count()).toBeGreaterThan(0)
    await line.getByRole('cell').first().getByRole('link').click()
    await page.getByRole('heading', { name: '期限监督' }).waitFor()
    await settled(page)
    await expect.poll(() => page.locator('main .rows > li').count()).toBe(Number(overdue))
    await expect.poll(() => page.locator('main .rows > li').filter({ hasText: owner! }).count()).toBe(Number(overdue))
    await page.getByRole('button', { name: '查看全部' }).click()
    await page.getByRole('button', { name: '查看全部' }).waitFor({ state: 'detached' })

    // Another window asks anew; the address keeps the question.
    await page.goto(`${city.origin}/cockpit`)
    await page.getByText('近 90 日', { exact: true }).click()
    await page.waitForURL(/days=90/)
    await settled(page)
    const refusals = page.getByRole('region', { name: '按条款统计的不予办理' })
    await expect.poll(() => refusals.locator('.chip').count()).toBeGreaterThan(0)
    const traffic = page.getByRole('region', { name: '网关逐日调用' })
    await traffic.getByText('逐日数字').click()
    // The fold renders what lies behind it once it is open.
    await expect.poll(() => traffic.getByRole('row').count()).toBe(91)
    await traffic.getByText('逐日数字').click()

    for (const theme of ['light', 'dark']) {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 860 })
        await shoot(page, `cockpit-${theme}-${width}`)
      }
      await page.setViewportSize({ width: 1280, height: 860 })
      await page.getByRole('button', { name: '深色' }).click()
    }
    await desk.close()
  },
)

test(
  'an agency has no cockpit in its rail, and is refused with the clause where it goes there',
  { timeout: 300_000 },
  async () => {
    const desk = await openDesk(city)
    const { page } = desk
    page.setDefaultTimeout(waitMs)
    await signIn(desk, city, 'wuzhong.police.steward')
    await expect.poll(() => page.getByRole('link', { name: '驾驶舱' }).count()).toBe(0)
    await page.goto(`${city.origin}/cockpit`)
    await page.getByRole('alert', { name: '不予办理' }).waitFor()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('25')
    await desk.close()
  },
)
