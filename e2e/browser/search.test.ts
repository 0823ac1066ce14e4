import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

const open: Desk[] = []
afterEach(async () => {
  for (const d of open.splice(0)) await d.close()
})

async function desk(login: string, options?: DeskOptions): Promise<Page> {
  const d = await openDesk(city, options)
  open.push(d)
  d.page.setDefaultTimeout(60_000)
  await signIn(d, city, login)
  return d.page
}

const box = (page: Page) => page.getByRole('combobox', { name: '搜索目录、事项、条款、单位' })

describe('the one search', () => {
  test('keys alone: open it, type, choose, open what is found, and close it', { timeout: 240_000 }, async () => {
    const page = await desk('wuzhong.police.steward')
    const { keyboard } = page
    await keyboard.press('Control+k')
    await box(page).waitFor()
    await keyboard.type('户籍')
    await page.getByRole('group', { name: '目录条目' }).getByRole('option').first().waitFor()
    await page.getByRole('group', { name: '事项' }).getByRole('option').first().waitFor()
    await expect.poll(() => page.locator('.finder mark').count()).toBeGreaterThan(0)
    await shoot(page, 'search-light')
    const first = await page.getByRole('option', { selected: true }).textContent()
    await keyboard.press('ArrowDown')
    await expect.poll(() => page.getByRole('option', { selected: true }).textContent()).not.toBe(first)
    const active = await page.getByRole('option', { selected: true }).getAttribute('id')
    await expect.poll(() => box(page).getAttribute('aria-activedescendant')).toBe(active)
    await keyboard.press('ArrowUp')
    await expect.poll(() => page.getByRole('option', { selected: true }).textContent()).toBe(first)
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: '数据项' }).waitFor()
    expect(page.url()).toMatch(/\/catalog\/[0-9a-f-]{36}$/)

    // A clause by its number, without waiting for the answer.
    await keyboard.press('/')
    await box(page).waitFor()
    await keyboard.type('WZ-26-2')
    await keyboard.press('Enter')
    await page.locator('.clause-words').waitFor()
    expect(new URL(page.url()).pathname).toBe('/law/clauses/WZ-26-2')

    await keyboard.press('Control+k')
    await keyboard.type('民政局')
    await page.getByRole('group', { name: '单位' }).getByRole('option').first().waitFor()
    await keyboard.press('Escape')
    await box(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/law/clauses/WZ-26-2')
    await keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await shoot(page, 'shortcuts-light')
    await keyboard.press('Escape')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'detached' })

    // A key that comes before the browser has taken the focus out of the closed box is not lost.
    await keyboard.press('/')
    await box(page).waitFor()
    await page.evaluate(`{
      const field = document.activeElement
      field.closest('dialog').close()
      field.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true, cancelable: true }))
    }`)
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  })

  test('keys do nothing while one types in a field, and nothing found is said', { timeout: 240_000 }, async () => {
    const page = await desk('wuzhong.police.steward', { theme: 'dark' })
    await page.goto(`${city.origin}/catalog`)
    const field = page.getByRole('searchbox')
    await field.click()
    await page.keyboard.type('/?')
    await expect.poll(() => field.inputValue()).toBe('/?')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: '搜索目录、事项、条款、单位' }).click()
    await box(page).fill('不存在的东西')
    await page.getByText('没有与「不存在的东西」相符的结果').waitFor()
    await box(page).fill('共享')
    await page.getByRole('group', { name: '条款' }).getByRole('option').first().waitFor()
    await shoot(page, 'search-dark')
  })

  test(
    'a person finds open data, own cases and clauses, and is asked nothing that is refused',
    {
      timeout: 240_000,
    },
    async () => {
      const page = await desk('wuzhong.resident.self', { width: 390 })
      const refused: string[] = []
      page.on('response', (answer) => {
        if (answer.status() >= 400) refused.push(answer.url())
      })
      await page.getByRole('button', { name: '搜索目录、事项、条款、单位' }).click()
      await box(page).fill('行政区划')
      await page.getByRole('group', { name: '目录条目' }).getByRole('option').first().waitFor()
      await expect.poll(() => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await shoot(page, 'search-390')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '基本情况' }).waitFor()
      expect(new URL(page.url()).pathname).toMatch(/^\/open\//)
      expect(refused).toEqual([])
    },
  )
})
