import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  callsOf,
  openDesk,
  shoot,
  signIn,
  startCity,
  tokenOf,
  type City,
  type Desk,
  type DeskOptions,
} from './harness.ts'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity({
    foundedDaysAgo: 200,
    // Sessions that ended long ago: one of the police, two of civil affairs.
    thatDay: async (then) => {
      for (const login of ['wuzhong.police.steward', 'wuzhong.civil.steward', 'wuzhong.civil.approver'])
        await tokenOf(then, login)
    },
  })
})
afterAll(() => city.stop())

const desk = async (login: string, options?: DeskOptions): Promise<Desk['page']> => {
  const opened = await openDesk(city, options)
  open.push(opened)
  await signIn(opened, city, login)
  return opened.page
}
const place = (page: Desk['page'], name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true })
const region = (page: Desk['page'], name: string) => page.getByRole('region', { name, exact: true })

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

interface Due {
  readonly records: readonly { readonly table: string; readonly n: number; readonly held: number }[]
}

interface Offices {
  readonly items: readonly { readonly name: string; readonly code: string }[]
}

describe('records that are kept for a term', () => {
  test('PF-129 what is over its term is removed by two persons, what is held stays, and the log tells of it', async () => {
    const calls = await callsOf(city, 'platform.system')
    const sessions = async () => {
      const { records } = await calls.get<Due>('/api/v1/retention/due?kind=systemLogs')
      return records.find(({ table }) => table === 'session')!
    }
    const { n } = await sessions()
    const offices = await calls.get<Offices>('/api/v1/organizations?territory=640300000000&limit=200')
    const police = offices.items.find(({ name }) => name.startsWith('吴忠市公安局'))!.code
    expect(n).toBeGreaterThanOrEqual(3)

    const audit = await desk('platform.audit')
    await place(audit, '记录保存期限').click()
    const row = audit.getByRole('row', { name: /系统日志/ })
    await row.getByText('184 日').waitFor()
    await row.getByRole('link', { name: /129/ }).waitFor()
    await row.getByText(/期满已 \d+ 日/).waitFor()
    await row.getByText(`已结束的会话 ${n} 条`).waitFor()
    await row.getByText('没有暂缓的').waitFor()

    const holds = region(audit, '暂缓清除')
    await holds.getByText('没有暂缓清除的').waitFor()
    await holds.getByText('办理暂缓', { exact: true }).click()
    const form = holds.getByRole('form', { name: '办理暂缓' })
    await form.getByRole('button', { name: '办理暂缓' }).click()
    await form.getByText('没有填写').first().waitFor()
    await form.getByLabel(/统一社会信用代码/).fill(police)
    await form.getByLabel(/事由/).fill('行政复议期间保留')
    await form.getByLabel(/事项编号/).fill('FY-2026-7')
    await form.getByRole('button', { name: '办理暂缓' }).click()
    const held = holds.getByRole('listitem').filter({ hasText: '单位：吴忠市公安局' })
    await held.getByText('行政复议期间保留（事项 FY-2026-7）').waitFor()
    await held.getByText(/自 .* 起暂缓/).waitFor()
    await row.getByText('已结束的会话 1 条').waitFor()

    const ask = audit.getByRole('form', { name: '提出清除' })
    await ask.getByText('系统日志', { exact: true }).click()
    const preview = region(audit, '清除的内容')
    await preview.getByText(`已结束的会话 ${n - 1} 条`).waitFor()
    await preview.getByText('单位：吴忠市公安局').waitFor()
    await preview.getByText(/不能恢复/).waitFor()
    await preview.getByText(/须由安全管理员同意/).waitFor()
    const day = ask.getByLabel(/清除哪一天以前的/)
    const latest = await day.inputValue()
    await day.fill('2037-01-01')
    await ask.getByText('超出可设的范围').waitFor()
    await day.fill(latest)
    await preview.getByText(`已结束的会话 ${n - 1} 条`).waitFor()
    await shoot(audit, 'retention-ask-light')
    await ask.getByRole('button', { name: '提出清除' }).click()
    const orders = region(audit, '清除记录')
    await orders.getByText('待同意').waitFor()
    await orders.getByText('由您提出，须由另一人同意').waitFor()
    await expect.poll(() => orders.getByRole('button', { name: '同意清除' }).count()).toBe(0)
    const closed = region(audit, '这里不由您办理的').getByRole('listitem').filter({ hasText: '同意清除' })
    await closed.getByRole('link', { name: /129/ }).waitFor()
    await closed.getByText('由安全管理员同意').waitFor()
    await ask.getByText('这一种类已有未办结的清除').waitFor()
    await place(audit, '复核').click()
    const others = region(audit, '等别人同意').getByRole('listitem').filter({ hasText: '清除期满的记录' })
    await others.getByText('由您提出，须由另一人同意').waitFor()
    expect((await sessions()).n).toBe(n)

    const security = await desk('platform.security')
    await place(security, '复核').click()
    const mine = region(security, '等我同意')
    await mine.getByText(/系统日志.*不能恢复/).waitFor()
    await shoot(security, 'retention-approval-light')
    await mine.getByRole('button', { name: '同意' }).click()
    await security.getByText('已办理').waitFor()
    await mine.getByText('没有等您同意的事').waitFor()

    await place(audit, '记录保存期限').click()
    await orders.getByText('已办结').waitFor({ timeout: 60_000 })
    await orders.getByText('存证', { exact: true }).first().click()
    const removal = orders.getByRole('row', { name: /清除期满的记录/ })
    await removal.getByText(`已结束的会话 ${n - 1} 条`).waitFor()
    await removal.getByText('另有 1 项的记录暂缓').waitFor()
    await orders.getByRole('row', { name: /办结清除/ }).waitFor()
    await row.getByText('已结束的会话 1 条').first().waitFor()
    expect(await sessions()).toMatchObject({ n: 1, held: 1 })
    await shoot(audit, 'retention-ended-light')
    await audit.setViewportSize({ width: 390, height: 860 })
    await shoot(audit, 'retention-ended-phone')
    await expect.poll(() => audit.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await audit.setViewportSize({ width: 1280, height: 860 })

    await removal.getByRole('link', { name: '存证' }).click()
    await audit.getByText('检查点有日志的 SM2 签名').waitFor()
    await audit.goBack()
    await held.getByRole('button', { name: '终止暂缓' }).click()
    await holds.getByText('没有暂缓清除的').waitFor()
    await row.getByText('没有暂缓的').waitFor()
  })

  test('others read it and are told who acts; an office is refused with the clause', async () => {
    const system = await desk('platform.system', { theme: 'dark' })
    await place(system, '记录保存期限').click()
    const closed = region(system, '这里不由您办理的')
    await closed.getByText('由审计管理员办理').first().waitFor()
    await expect.poll(() => system.getByRole('button', { name: /清除|暂缓/ }).count()).toBe(0)
    await shoot(system, 'retention-read-dark')
    const office = await desk('wuzhong.police.steward')
    await expect.poll(() => place(office, '记录保存期限').count()).toBe(0)
    await office.goto(`${city.origin}/retention`)
    await office.getByRole('alert', { name: '不予办理' }).getByRole('link', { name: /129/ }).first().waitFor()
  })
})
