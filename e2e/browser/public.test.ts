import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDesk, post, shoot, startCity, tokenOf, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
beforeAll(async () => {
  city = await startCity()
  await openConditionally()
})
afterAll(() => city?.stop())

const open: Desk[] = []
afterEach(async () => {
  for (const d of open.splice(0)) await d.close()
})

/** Who is not signed in is told so once for each page that is loaded anew, and no page asks for anything else that is refused. */
async function visitor(options?: DeskOptions): Promise<{ readonly page: Page; readonly refused: readonly string[] }> {
  const d = await openDesk(city, options)
  open.push(d)
  d.page.setDefaultTimeout(60_000)
  const refused: string[] = []
  d.page.on('response', (answer) => {
    const { pathname } = new URL(answer.url())
    if (answer.status() >= 400 && pathname !== '/api/v1/session') refused.push(`${answer.status()} ${pathname}`)
  })
  return { page: d.page, refused }
}

const fits = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')

describe('a visitor', () => {
  test(
    'on a phone finds open data, reads it and its clause, counts a due date, and signs in only to ask for something',
    { timeout: 240_000 },
    async () => {
      const { page, refused } = await visitor({ width: 390 })
      await page.getByRole('heading', { name: '登录' }).waitFor()
      await page.getByRole('navigation', { name: '公开查阅' }).getByRole('link', { name: '开放目录' }).click()
      await page.getByRole('heading', { name: '开放目录' }).waitFor()
      await page.getByRole('searchbox').fill('企业 登记')
      await page.getByLabel('地区').selectOption({ label: '吴忠市（1）' })
      await page.getByText('共 1 条').waitFor()
      await expect.poll(() => fits(page)).toBe(true)
      await shoot(page, 'public-open-390')
      const address = page.url()
      await page.goto(address)
      await page.getByText('共 1 条').waitFor()

      await page.getByRole('link', { name: /企业登记信息/ }).click()
      await page.getByRole('heading', { name: '数据项' }).waitFor()
      await page.getByText('统一社会信用代码').waitFor()
      const ask = page.getByRole('link', { name: '申请开放' })
      await ask.waitFor()
      await expect.poll(() => fits(page)).toBe(true)
      await shoot(page, 'public-entry-390')
      const entry = new URL(page.url()).pathname

      await page.getByRole('region', { name: '基本情况' }).getByRole('link', { name: /吴忠/ }).first().click()
      await page.locator('.clause-words').waitFor()
      await expect.poll(() => fits(page)).toBe(true)
      await shoot(page, 'public-clause-390')

      await page.getByRole('link', { name: '期限计算' }).click()
      await page.getByRole('radio', { name: '工作日数' }).check()
      await page.getByLabel('起算日').fill('2026-02-13')
      await page.getByRole('button', { name: '计算' }).click()
      await page.getByText('2026-02-14 周六 调休上班（春节）：第 1 日').waitFor()
      await expect.poll(() => fits(page)).toBe(true)
      await shoot(page, 'public-due-390')
      expect(refused).toEqual([])

      await page.goto(city.origin + entry)
      await ask.click()
      await page.getByRole('heading', { name: '登录' }).waitFor()
      await page.getByRole('textbox', { name: '登录名' }).fill('wuzhong.resident.self')
      await page.getByLabel('密码', { exact: true }).fill(city.password)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      const form = page.getByRole('form', { name: '有条件开放公共数据申请表' })
      await form.getByRole('checkbox', { name: '统一社会信用代码' }).waitFor()
      expect(refused).toEqual([])
      await shoot(page, 'public-request-390')
    },
  )

  test('reads the same on a wide screen in the dark, and by an address of his own', { timeout: 240_000 }, async () => {
    const { page, refused } = await visitor({ theme: 'dark' })
    await page.goto(`${city.origin}/open`)
    await page
      .getByRole('link', { name: /企业登记信息/ })
      .first()
      .waitFor()
    await shoot(page, 'public-open-dark')
    await page
      .getByRole('link', { name: /企业登记信息/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '数据项' }).waitFor()
    await page.getByRole('region', { name: '基本情况' }).locator('.chip').first().waitFor()
    await shoot(page, 'public-entry-dark')
    await page.getByRole('link', { name: '法规', exact: true }).click()
    await page.getByRole('link', { name: /吴忠市公共数据管理办法/ }).waitFor()
    await shoot(page, 'public-law-dark')
    await page.getByRole('link', { name: '法规', exact: true }).waitFor()
    for (const path of ['/law/matrix', '/law/packs/ningbo-2020', '/law/clauses/NB-15-2', '/law/due-dates']) {
      await page.goto(city.origin + path)
      await page.locator('main h1').waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
      await expect.poll(() => page.getByRole('link', { name: '登录' }).count(), { message: path }).toBe(1)
    }
    expect(refused).toEqual([])
    await page.goto(`${city.origin}/open/00000000-0000-7000-8000-000000000000`)
    await page.getByRole('alert').waitFor()
    for (const path of ['/desk', '/law/periods', '/catalog', '/nowhere']) {
      await page.goto(city.origin + path)
      await page.getByRole('heading', { name: '登录' }).waitFor()
    }
  })

  test('reads it in English', { timeout: 240_000 }, async () => {
    const { page } = await visitor({ language: 'en' })
    await page.goto(`${city.origin}/open`)
    await page.getByRole('heading', { name: 'Open data' }).waitFor()
    await page
      .getByRole('link', { name: /企业登记信息/ })
      .first()
      .waitFor()
    await shoot(page, 'public-open-en')
  })
})

/** Wuzhong opens by listing; the demonstration lists nothing. */
async function openConditionally(): Promise<void> {
  const token = await tokenOf(city, 'wuzhong.data.steward')
  const found = await fetch(`${city.origin}/api/v1/catalog-entries?q=WZ-ENTERPRISES`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = (await found.json()) as { items: { id: string }[] }
  const form = {
    dataName: '吴忠市市场主体登记信息',
    openingBody: '吴忠市市场监督管理局',
    openAttribute: 'conditional',
    dataFormat: 'csv',
    dataType: '结构化数据',
    updateCycle: 'daily',
    priority: true,
  }
  const subject = { type: 'catalogEntry', id: items[0]!.id }
  const listed = await post(city, '/api/v1/cases', { procedure: 'open.listing', subject, form }, token)
  expect(listed.status, await listed.clone().text()).toBe(201)
}
