import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { barriersInBothThemes } from './barriers.ts'
import { openDesk, shoot, signIn, startCity, type City } from './harness.ts'
import { assistanceMatter, exportResidents, gatewayOf, grantResidents, residents } from './residents.ts'

let city: City
/** Fetched by the application, and not. */
let fetched: string
let waiting: string

beforeAll(async () => {
  city = await startCity()
  await grantResidents(city, ['resident_id', 'name'], { mode: 'batch' })
  const gateway = gatewayOf(city)
  fetched = await exportResidents(city)
  await gateway.exportReady(residents, fetched)
  let bytes = 0
  for await (const chunk of gateway.downloadExport(residents, fetched)) bytes += chunk.byteLength
  expect(bytes).toBeGreaterThan(0)
  waiting = await exportResidents(city)
  await gateway.exportReady(residents, waiting)
}, 900_000)
afterAll(() => city?.stop())

async function openExports(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '批量导出' }).click()
  await page.getByRole('heading', { name: '批量导出', level: 1 }).waitFor()
}

const rowsOf = (page: Page) => page.getByRole('table', { name: '批量导出' }).locator('tbody tr')

test('WZ-27 who gives the data finds the files that were made of it, with grant, record and first fetching', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.police.steward')
  await openExports(page)
  await rowsOf(page).nth(1).waitFor()
  await expect.poll(() => rowsOf(page).count()).toBe(2)
  await expect.poll(() => rowsOf(page).nth(0).textContent()).toContain('尚未下载')
  await expect.poll(() => rowsOf(page).nth(1).textContent()).toContain('吴忠市民政局')
  await shoot(page, 'exports-light')
  expect(await barriersInBothThemes(page, '/exports')).toEqual([])

  // Whose, in which state and of which dataset stands in the address.
  await page.getByText('本单位取得', { exact: true }).click()
  await page.getByText('还没有批量导出').waitFor()
  await page.getByText('本单位提供', { exact: true }).click()
  await rowsOf(page).nth(1).waitFor()
  await page.getByRole('combobox', { name: '状态' }).click()
  await page.getByTitle('提前删除').click()
  await page.getByText('没有符合条件的批量导出').waitFor()
  expect(new URL(page.url()).searchParams.get('state')).toBe('discarded')
  await page.getByRole('button', { name: '显示全部' }).click()
  await rowsOf(page).nth(1).waitFor()
  await page.getByRole('searchbox', { name: '数据集代码' }).fill('wz-enterprises')
  await page.getByText('没有符合条件的批量导出').waitFor()
  await page.getByRole('button', { name: '显示全部' }).click()

  await rowsOf(page).nth(1).locator('.row-title').click()
  const course = page.getByRole('region', { name: '经过' })
  await course.getByText('首次下载').waitFor()
  await page.getByText(assistanceMatter).waitFor()
  await expect.poll(() => page.getByText('提前删除').count()).toBe(0)
  await shoot(page, 'export-light')
  await course.locator('.seal-link').click()
  // The place in the log anybody verifies; what the record says is for whose act it was.
  await page.getByText('由行为所属单位和审计管理员查阅').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: '查看授权' }).click()
  const files = page.getByRole('region', { name: '批量导出' })
  await files.getByRole('table').waitFor()
  await files.getByRole('link', { name: '只列一项授权的批量导出' }).click()
  await page.getByText('只列一项授权的批量导出').waitFor()
  await expect.poll(() => rowsOf(page).count()).toBe(2)
  await desk.close()
})

test('PF-85 a file that is being written is followed until it is there, and then nobody asks any more', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.civil.steward')
  const asked: number[] = []
  // What a file of the demonstration is too small to show: the first answer says that it is half written.
  await page.route('**/api/v1/exports?*', async (route) => {
    const answer = await route.fetch()
    asked.push(Date.now())
    if (asked.length > 1) return route.fulfill({ response: answer })
    const body = (await answer.json()) as { items: Record<string, unknown>[] }
    const { rows } = body.items[0] as { rows: { total: number } }
    const half = { ...rows, done: Math.floor(rows.total / 2) }
    const [first, ...others] = body.items
    const items = [{ ...first, state: 'writing', rows: half, rowsPerSecond: 10, receipt: null }, ...others]
    return route.fulfill({ response: answer, json: { ...body, items } })
  })
  await openExports(page)
  await page.getByText('正在写入', { exact: true }).waitFor()
  await page.getByRole('progressbar', { name: '正在写入' }).waitFor()
  await page.screenshot({ path: new URL('./screenshots/exports-writing-light.png', import.meta.url).pathname })
  await page.getByText('正在写入', { exact: true }).waitFor({ state: 'detached' })
  expect(asked).toHaveLength(2)
  await page.waitForTimeout(5_000)
  expect(asked).toHaveLength(2)
  await desk.close()
})

test('PF-85 a steward of who received it deletes a file before its time', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.civil.steward')
  await page.goto(`${city.origin}/exports/${waiting}`)
  await page.getByText('可以下载', { exact: true }).waitFor()
  await page.locator('.seal-link').click()
  await page.getByRole('heading', { name: /已验证/ }).waitFor()
  await page.goBack()
  await page.locator('summary', { hasText: '提前删除' }).click()
  await page.getByText('不能恢复').waitFor()
  await page.setViewportSize({ width: 390, height: 860 })
  await shoot(page, 'export-phone')
  await page.setViewportSize({ width: 1280, height: 860 })
  expect(await barriersInBothThemes(page, '/exports/$id')).toEqual([])
  await page.getByRole('button', { name: '提前删除' }).click()
  await page.getByRole('status').getByRole('link').first().waitFor()
  await page.locator('summary').waitFor({ state: 'detached' })
  await page.getByText('提前删除', { exact: true }).waitFor()
  await expect(gatewayOf(city).exportReady(residents, waiting)).rejects.toMatchObject({ state: 'discarded' })
  await page.setViewportSize({ width: 390, height: 860 })
  await page.goto(`${city.origin}/exports`)
  await rowsOf(page).nth(1).waitFor()
  await shoot(page, 'exports-phone')
  expect(await barriersInBothThemes(page, '/exports')).toEqual([])
  await desk.close()
})

test('PF-75 another organisation sees nothing of it; who supervises the territory sees it', async () => {
  const stranger = await openDesk(city)
  await signIn(stranger, city, 'wuzhong.labour.steward')
  await openExports(stranger.page)
  await stranger.page.getByText('还没有批量导出').waitFor()
  await shoot(stranger.page, 'exports-empty-light')
  await stranger.page.goto(`${city.origin}/exports/${fetched}`)
  await stranger.page.getByRole('alert', { name: '不予办理' }).waitFor()
  await shoot(stranger.page, 'export-refused-light')
  await stranger.close()

  const overseer = await openDesk(city)
  await signIn(overseer, city, 'wuzhong.data.approver')
  await openExports(overseer.page)
  await rowsOf(overseer.page).nth(1).waitFor()
  await expect.poll(() => overseer.page.getByRole('radio', { name: '辖区内' }).isChecked()).toBe(true)
  await rowsOf(overseer.page).nth(1).locator('.row-title').click()
  await overseer.page.getByText(assistanceMatter).waitFor()
  await overseer.close()
})
