import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { openDesk, startCity, type City } from './harness.ts'

let city: City
beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

/** More steps than this from one control to the next one that is wanted are a way that nobody goes. */
const mostSteps = 80

test('keys alone: sign in, find an entry, ask for its data, sign out; the other agency opens the case and agrees', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  const { keyboard } = page
  try {
    await signInByKeys(page, 'wuzhong.labour.steward')
    await openByRail(page, '目录')
    await page.getByRole('searchbox').waitFor()
    await press(page, 'Tab', page.getByRole('searchbox'))
    await keyboard.type('hjrk')
    await page.getByText('共 1 条').waitFor()
    await press(page, 'Tab', page.getByRole('link', { name: /户籍人口/ }))
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: '数据项' }).waitFor()
    await press(page, 'Tab', page.getByRole('link', { name: /申请共享/ }).first())
    await keyboard.press('Enter')

    const form = page.getByRole('form')
    await form.waitFor()
    for (const [label, text] of [
      [/履行的公共管理职责/, '工伤保险待遇审核'],
      [/职责依据/, '工伤保险条例 第四十六条'],
      [/使用目的/, '工伤待遇审核'],
    ] as const) {
      await press(page, 'Tab', form.getByLabel(label))
      await keyboard.type(text)
    }
    await press(page, 'Tab', form.getByRole('checkbox', { name: /姓名/ }))
    await keyboard.press('Space')
    await press(page, 'Tab', form.getByRole('combobox'))
    await keyboard.press('ArrowDown')
    await page.locator('.ant-select-item-option-active', { hasText: '待遇资格核验系统' }).waitFor()
    await keyboard.press('Enter')
    await press(page, 'Tab', form.getByLabel(/使用期限/))
    // In whatever order the browser writes a date: an arrow down chooses the last of each part.
    for (const arrow of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) await keyboard.press(arrow)
    await expect.poll(() => form.getByLabel(/使用期限/).inputValue()).toMatch(/^20\d\d-12-31$/)
    await press(page, 'Tab', form.getByRole('radio').first())
    const mode = form.getByRole('radio', { name: '接口调用', exact: true })
    await press(page, 'ArrowDown', mode)
    await expect.poll(() => mode.isChecked()).toBe(true)
    await press(page, 'Tab', form.getByRole('button', { name: '提交申请' }))
    await keyboard.press('Enter')
    await page.getByText('待提供单位答复').first().waitFor()
    const opened = new URL(page.url()).pathname
    await signOutByKeys(page)

    await signInByKeys(page, 'wuzhong.police.approver')
    // Where the one before left off is an address, not his work; the desk is in the rail.
    await openByRail(page, '工作台')
    await press(page, 'Tab', page.getByRole('region', { name: '我要办' }).locator(`a[href="${opened}"]`))
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: '现在可以办理' }).waitFor()
    await press(page, 'Tab', page.getByRole('button', { name: '同意共享', exact: true }))
    await keyboard.press('Enter')
    await press(page, 'Tab', page.getByRole('button', { name: '确认同意共享' }))
    await keyboard.press('Enter')
    await page.getByText('已办理').waitFor()
    await page.getByText('进入「提供中」').waitFor()
    await signOutByKeys(page)
  } finally {
    await desk.close()
  }
})

async function signInByKeys(page: Page, login: string): Promise<void> {
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await focusIsSeen(page) // the page puts it into the first field
  await page.keyboard.type(login)
  await press(page, 'Tab', page.getByLabel('密码', { exact: true }))
  await page.keyboard.type(city.password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '退出' }).waitFor()
}

async function openByRail(page: Page, name: string): Promise<void> {
  await press(page, 'Tab', page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }))
  await page.keyboard.press('Enter')
}

async function signOutByKeys(page: Page): Promise<void> {
  await press(page, 'Shift+Tab', page.getByRole('button', { name: '退出' }))
  await page.keyboard.press('Enter')
}

/** Presses a key until a control has the focus; at every step one sees where the focus is. */
async function press(page: Page, key: string, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let steps = 0; steps < mostSteps; steps++) {
    await page.keyboard.press(key)
    await focusIsSeen(page)
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return
  }
  throw new Error(`${mostSteps} times ${key} do not lead to ${String(wanted)}`)
}

/** What has the focus stands in the window with nothing before it, and is marked. */
async function focusIsSeen(page: Page): Promise<void> {
  // What slides in needs a moment.
  await expect.poll(() => page.evaluate<string>(focusFault), { interval: 50 }).toBe('')
}

/** Says what is wrong with the focus; nothing while the browser's own controls have it. */
const focusFault = `(() => {
  const focused = document.activeElement
  if (focused === document.body) return ''
  // A control of several elements is marked as a whole, one that the browser would draw is drawn by the element after it.
  const whole = focused.closest('label, .ant-select, .ant-input-affix-wrapper, .ant-input-number, .drop') ?? focused
  const parts = [focused, focused.nextElementSibling, whole, ...whole.children].filter((part) => part !== null)
  const box = whole.getBoundingClientRect()
  const said = focused.outerHTML.slice(0, 200)
  if (box.width < 2 || box.height < 2) return 'has no size: ' + said
  const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 24) / 2]
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'is out of sight: ' + said
  const above = document.elementFromPoint(x, y)
  if (above === null || !(whole.contains(above) || above.contains(whole))) return 'is covered: ' + said
  const isMarked = parts.some((part) => {
    const style = getComputedStyle(part)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
  })
  return isMarked ? '' : 'has no mark: ' + said
})()`
