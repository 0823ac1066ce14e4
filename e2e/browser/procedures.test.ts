import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Procedure, Regime } from '../../apps/web/src/api/types.ts'
import { en } from '../../apps/web/src/text/en.ts'
import { zhCN } from '../../apps/web/src/text/zh-CN.ts'
import { openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

const desk = async (options?: DeskOptions): Promise<Desk> => {
  const opened = await openDesk(city, options)
  open.push(opened)
  return opened
}

/** A browser in which somebody is signed in already. */
const deskOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const d = await desk(options)
  await signIn(d, city, login)
  return d.page
}

// Kept by every test: nothing broke in the browser, and nothing asked anybody but the server.
afterEach(async () => {
  const faults = open.flatMap((d) => d.faults)
  const strangers = open.flatMap((d) => d.strangers)
  await Promise.all(open.splice(0).map((d) => d.close()))
  expect(faults).toEqual([])
  expect(strangers).toEqual([])
})

const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click()

async function pick(page: Page, label: RegExp | string, typed: string, option: string | RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(typed)
  await page.locator('.ant-select-item-option', { hasText: option }).first().click()
}

/** Stories of several people, each in a browser of his own. */

describe('how the clauses are kept', () => {
  test('the figures of a regulation open their clauses, and a clause says what keeps it and what proves it', async () => {
    const page = await deskOf('wuzhong.data.approver')
    await rail(page, '法规')
    await page.getByRole('link', { name: '条款落实一览' }).click()
    await page.getByRole('heading', { name: '各法规的落实情况' }).waitFor()
    const row = page.getByRole('row', { name: /吴忠市公共数据管理办法/ })
    await row.waitFor()
    const figures = (await row.getByRole('cell').allTextContents()).map(Number)
    const [clauses, executable, ...standings] = figures
    expect(executable).toBeLessThanOrEqual(clauses!)
    expect(standings.reduce((sum, n) => sum + n, 0)).toBe(clauses)
    await shoot(page, 'matrix-light')
    // Which figures are not nought changes as more is proven; each opens the clauses it counts.
    const figure = row.getByRole('cell').getByRole('link').first()
    const count = await figure.textContent()
    const [status] = /已证明|已落实|待建成|未落实|宣示/.exec((await figure.getAttribute('aria-label')) ?? '')!
    await figure.click()
    await page.getByRole('heading', { name: `${count} 款`, exact: true }).waitFor()
    await expect.poll(() => page.locator('.matrix > li').count()).toBe(Number(count))

    const first = page.locator('.matrix > li').first()
    await first.locator('summary').click()
    // The fold renders what lies behind it once it is open.
    for (const part of [status, '由什么落实', '验收标准', '证明的测试'])
      await expect.poll(() => first.textContent()).toContain(part)
    await shoot(page, 'matrix-row-light')
    await first.getByRole('link', { name: '查看这一款' }).click()
    const kept = page.getByRole('region', { name: '平台怎样落实' })
    await kept.locator('.tag', { hasText: status }).waitFor()
    await shoot(page, 'clause-kept-light')
  })

  test('what is pending says what it waits for, and a filter with nothing in it says so', async () => {
    const page = await deskOf('wuzhong.data.approver', { theme: 'dark' })
    const { items } = (await (await fetch(`${city.origin}/api/v1/law/matrix?status=pending`)).json()) as {
      items: readonly { missing: readonly { text: string }[] }[]
    }
    await page.goto(`${city.origin}/law/matrix?status=pending`)
    if (items.length > 0) {
      const first = page.locator('.matrix > li').first()
      await first.locator('summary').click()
      await first.getByText('还缺什么').waitFor()
      await expect.poll(() => first.textContent()).toContain(`待建成：${items[0]!.missing[0]!.text}`)
      await shoot(page, 'matrix-pending-dark')
    }
    await page.goto(`${city.origin}/law/matrix?status=declaratory&stage=incident`)
    await page.getByText('没有这样的条款').waitFor()
  })
})

describe('a procedure', () => {
  test('is read before it is begun, refused with its clause, and then begun on an organisation and carried through', async () => {
    const page = await deskOf('wuzhong.data.approver')
    await rail(page, '办理事项')
    await page.getByRole('region', { name: '监督' }).getByRole('link', { name: '督促改正' }).waitFor()
    await shoot(page, 'procedures-light')
    await page.getByRole('searchbox').fill('督促改正')
    await page.getByText('共 2 项').or(page.getByText('共 1 项')).waitFor()
    await page.getByRole('link', { name: '督促改正', exact: true }).click()
    const course = page.getByRole('region', { name: '怎样办理' })
    await course.getByText('期限由通知载明').waitFor()
    await course.getByText('移送', { exact: true }).first().waitFor()

    const form = page.getByRole('form')
    const order = async (): Promise<void> => {
      await form.getByRole('combobox', { name: /情形/ }).click()
      await page.locator('.ant-select-item-option', { hasText: '违反规定重复收集数据' }).click()
      await form.getByLabel(/^事实/).fill('同一事项重复收集居民身份信息')
      await form.getByLabel(/^证明材料/).fill('检查记录 2026-11 号')
      await form.getByRole('spinbutton', { name: /规定期限/ }).fill('10')
      await form.getByRole('button', { name: '提出', exact: true }).click()
    }
    await pick(page, /^单位/, '第三方', '第三方服务机构')
    await form.getByRole('button', { name: '提出', exact: true }).click()
    await form.getByText(/还没有填写：情形/).waitFor() // nothing was sent, nothing was recorded
    await order()
    const refusal = page.getByRole('alert', { name: '不予办理' })
    await refusal.waitFor()
    await expect.poll(() => refusal.textContent()).toContain('吴忠草案 45-1-0')
    await shoot(page, 'procedure-refused-light')

    await pick(page, /^单位/, '民政', '吴忠市民政局')
    await order()
    await page.getByRole('heading', { name: '督促改正 · 吴忠市民政局' }).waitFor()
    await page.getByText('剩 10 个工作日').waitFor()
    await page.getByText('现由吴忠市民政局办理').waitFor()
    const address = page.url()

    const agency = await deskOf('wuzhong.civil.steward')
    await agency
      .getByRole('region', { name: '我要办' })
      .getByRole('link', { name: /督促改正/ })
      .click()
    await agency.getByRole('button', { name: '报告整改情况', exact: true }).click()
    const report = agency.getByRole('form', { name: '报告整改情况' })
    await report.getByLabel(/^整改措施和结果/).fill('已经停止重复收集，改用共享数据')
    await report.getByLabel(/^证明材料名称/).fill('整改报告')
    await report.getByRole('button', { name: '确认报告整改情况' }).click()
    await agency.getByText('进入「整改情况审核」').waitFor()
    const entered = agency.getByRole('region', { name: '办理中填报的内容' })
    await entered.getByText('已经停止重复收集，改用共享数据').waitFor()
    await shoot(agency, 'case-organization-light')

    await page.goto(address)
    await page.getByRole('button', { name: '认可整改', exact: true }).click()
    await page.getByLabel(/^审核意见/).fill('整改到位')
    await page.getByRole('button', { name: '确认认可整改' }).click()
    await page.getByText('事项已经办结').waitFor()
    await expect.poll(() => page.locator('[aria-current="step"]').textContent()).toContain('已整改')
  })

  test('asks for choices, days and yes or no as the regime does, and an answer closes it with its clause', async () => {
    const page = await deskOf('ningbo.civil.steward')
    await rail(page, '办理事项')
    await page.getByRole('link', { name: '采集设备登记' }).click()
    await page.getByRole('region', { name: '怎样办理' }).getByText('停用，待设置明显标识').first().waitFor()
    const form = page.getByRole('form')
    await form.getByLabel(/^设备编号/).fill('NB-CAM-0001')
    await form.getByLabel(/^设备种类/).fill('摄像机')
    const ownership = form.getByRole('group', { name: /设备归属/ }).getByRole('radio')
    await ownership.nth(1).check()
    await form
      .getByRole('group', { name: /设置的场所/ })
      .getByRole('radio')
      .first()
      .check()
    await form.getByLabel(/^具体位置/).fill('政务服务中心大厅')
    await form.getByRole('button', { name: '提出', exact: true }).click()
    const refusal = page.getByRole('alert', { name: '不予办理' })
    await refusal.waitFor()
    await expect
      .poll(() => refusal.getByRole('link', { name: /06-2$/ }).first().getAttribute('href'))
      .toBe('/law/clauses/NB-06-2')
    await ownership.first().check()
    await form.getByRole('button', { name: '提出', exact: true }).click()
    await page.getByRole('heading', { name: /采集设备登记 · 宁波市民政局/ }).waitFor()
    await shoot(page, 'case-device-light')
  })

  test('on an entry of the catalog is governed by the law of its territory; a person names the entry', async () => {
    const page = await deskOf('wuzhong.labour.steward')
    await page.goto(`${city.origin}/procedures/share.request`)
    await pick(page, /^目录条目/, '户籍', /户籍人口/)
    await page.getByRole('form').getByRole('checkbox', { name: /姓名/ }).waitFor()
    await shoot(page, 'procedure-entry-light')

    const person = await deskOf('wuzhong.resident.self')
    await expect.poll(() => person.getByRole('link', { name: '目录', exact: true }).count()).toBe(0)
    await rail(person, '办理事项')
    await person.getByText('我可以提出的').click()
    await person.getByRole('link', { name: '校核申请' }).waitFor()
    await expect.poll(() => person.getByRole('link', { name: '督促改正' }).count()).toBe(0)
    await shoot(person, 'procedures-mine-light')
    await person.getByRole('link', { name: '校核申请' }).click()
    await person.getByRole('textbox', { name: /目录条目编号/ }).fill('not a number')
    await person.getByText('格式不符').waitFor()
    await shoot(person, 'procedure-by-number-light')
    await person.goto(`${city.origin}/procedures/rectification.order`)
    await person.getByText('不能提出这一事项').waitFor()
    await shoot(person, 'procedure-not-you-light')
  })
})

describe('the words of the law that ships', () => {
  const territories = { ningbo: '330200000000', yinzhou: '330212000000', wuzhong: '640300000000' }
  const read = async <T>(path: string): Promise<T> => (await (await fetch(city.origin + path)).json()) as T

  test.each(Object.entries(territories))(
    '%s: every act and every party has a word in both languages',
    async (_, code) => {
      const regime = await read<Regime>(`/api/v1/law/regimes/${code}`)
      const without: string[] = []
      for (const { name } of regime.procedures) {
        const procedure = await read<Procedure>(`/api/v1/law/regimes/${code}/procedures/${name}`)
        const acts = procedure.states.flatMap((s) => s.actions.map((a) => a.name))
        for (const act of acts) {
          const exact = `${name}.${act}`
          if ((regime.terms[exact] ?? zhCN.acts[exact] ?? zhCN.acts[act]) === undefined) without.push(`zh-CN ${exact}`)
          if ((en.acts[exact] ?? en.acts[act]) === undefined) without.push(`en ${exact}`)
        }
        for (const { is } of procedure.parties) {
          if (!is.startsWith('form.') && zhCN.procedures.partyRules[is] === undefined) without.push(`party ${is}`)
        }
      }
      for (const { name } of regime.limits)
        if (zhCN.limits[name] === undefined || en.limits[name] === undefined) without.push(`limit ${name}`)
      expect(without).toEqual([])
      expect(regime.procedures.length).toBeGreaterThan(10)
    },
  )
})

describe('the register of duties', () => {
  test('shows the gaps, which the authority assigns; an agency records its duty and the next cycle begins', async () => {
    const page = await deskOf('wuzhong.data.approver')
    await rail(page, '职责台账')
    const count = page.getByText(/^应当履行/)
    await count.waitFor()
    const [, all, gaps] = /应当履行 (\d+) 项：未布置 (\d+) 项/.exec((await count.textContent()) ?? '')!
    expect(Number(all)).toBeGreaterThan(20)
    expect(gaps).toBe(all)
    await shoot(page, 'duties-gaps-light')
    await page.getByRole('button', { name: '布置全部职责' }).click()
    await page.getByText(`已布置 ${gaps} 项`).waitFor({ timeout: 25_000 })
    await page.getByText(`应当履行 ${all} 项：未布置 0 项`).waitFor()
    await expect.poll(() => page.getByRole('button', { name: '布置全部职责' }).count()).toBe(0)
    await page.getByRole('radiogroup', { name: '排列方式' }).getByText('按单位').click()
    const police = page.locator('.fold', { hasText: '吴忠市公安局' })
    await police.locator('summary').click()
    await police
      .getByRole('row', { name: /应急演练/ })
      .getByRole('link', { name: '查看台账' })
      .waitFor()
    await shoot(page, 'duties-light')

    const agency = await deskOf('wuzhong.civil.steward')
    const owed = agency.getByRole('region', { name: '我要办' })
    await owed.getByRole('link', { name: /应急演练/ }).click()
    await agency.getByRole('button', { name: '填写履行情况' }).click()
    const form = agency.getByRole('form', { name: '填写履行情况' })
    await form.getByLabel(/^完成日期/).fill('2026-01-15')
    await form.getByLabel(/^履行情况/).fill('完成一次数据泄露应急演练')
    await form.getByLabel(/^证明材料名称/).fill('演练总结')
    await form.getByLabel(/^责任部门/).fill('信息中心')
    await form.getByRole('button', { name: '确认填写履行情况' }).click()
    await agency.getByText('已办理').waitFor()
    await agency.getByText('已终止的期限 1 项').click()
    await shoot(agency, 'duty-renewed-light')
  })

  test('is not for an agency: the address is refused with its clause', async () => {
    const page = await deskOf('wuzhong.civil.steward')
    await expect.poll(() => page.getByRole('link', { name: '职责台账' }).count()).toBe(0)
    await page.goto(`${city.origin}/duties`)
    const refusal = page.getByRole('alert', { name: '不予办理' })
    await refusal.waitFor()
    await expect.poll(() => refusal.textContent()).toContain('平台规则 22')
  })
})

describe('deadlines', () => {
  test('who owes is told, the authority sees what is late, and reading a notification leaves the duty', async () => {
    const page = await deskOf('wuzhong.police.approver')
    const bell = page.getByRole('link', { name: /^通知/ })
    // The sweeper tells within half a minute of the start.
    await expect
      .poll(() => reloaded(page, () => bell.getAttribute('aria-label')), { timeout: 60_000, interval: 3_000 })
      .toMatch(/条未读/)
    const unread = Number(/(\d+) 条未读/.exec((await bell.getAttribute('aria-label')) ?? '')![1])
    await bell.click()
    const late = page.getByRole('listitem').filter({ hasText: '逾期' }).first()
    await late.waitFor()
    await shoot(page, 'notifications-light')
    await late.getByRole('button', { name: '标为已读' }).click()
    await page.getByText('已读', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: unread === 1 ? '通知，没有未读' : `通知，${unread - 1} 条未读` }).waitFor()
    await rail(page, '工作台')
    await page.getByRole('region', { name: '我要办' }).getByText('已逾期').waitFor()

    const supervisor = await deskOf('wuzhong.cyberspace.inspector', { theme: 'dark' })
    await rail(supervisor, '期限监督')
    const row = supervisor.getByRole('listitem').filter({ hasText: '吴忠市公安局' }).first()
    await row.getByText(/已逾期 \d+ 个工作日/).waitFor()
    await shoot(supervisor, 'supervision-dark')
    await supervisor.getByText('将满', { exact: true }).click()
    await supervisor
      .getByText(/没有期限将满的事项|剩 \d+ 个工作日|今日届满/)
      .first()
      .waitFor()
    await supervisor.getByText('逾期', { exact: true }).first().click()
    await row.getByRole('link').first().click()
    await supervisor.getByRole('heading', { name: /共享申请/ }).waitFor()
  })

  test('the new pages fit a telephone and speak English', async () => {
    const d = await desk({ width: 390, language: 'zh-CN' })
    const { page } = d
    await signIn(d, city, 'wuzhong.data.approver')
    for (const path of [
      '/procedures',
      '/procedures/rectification.order',
      '/duties',
      '/notifications',
      '/supervision',
      '/law/matrix',
    ]) {
      await page.goto(city.origin + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: path }).toBe(390)
      await shoot(page, `phone-${path.split('/').at(-1)!.replace('.', '-')}`)
    }
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'How the clauses are kept', exact: true }).waitFor()
    await page.getByRole('table').getByText('proven').waitFor()
  })
})

async function reloaded<T>(page: Page, read: () => Promise<T>): Promise<T> {
  await page.reload()
  await page.waitForLoadState('networkidle')
  return read()
}
