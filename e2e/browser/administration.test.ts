import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { createClient } from '@fadu/sdk'
import {
  enrolDevice,
  openDesk,
  post,
  shoot,
  signIn,
  startCity,
  type City,
  type Desk,
  type DeskOptions,
} from './harness.ts'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

const deskOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const d = await openDesk(city, options)
  open.push(d)
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

/** The page of an organisation, found as an administrator finds it. */
async function openOrganization(page: Page, territory: string, name: string): Promise<void> {
  await rail(page, '单位账号')
  const territories = page.getByRole('combobox', { name: '地区' })
  await territories.click()
  await territories.fill(territory)
  await page.locator('.ant-select-item-option', { hasText: territory }).first().click()
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** What is said of an act that is for somebody else. */
const notForMe = (page: Page, act: string): Locator =>
  section(page, '这里不由您办理的').getByRole('listitem').filter({ hasText: act })

const pension = () => city.applications.find((a) => a.key === 'wuzhong.labour.pension')!

describe('an account', () => {
  test('is opened by the system administrator and gets its roles from the security administrator', async () => {
    const system = await deskOf('platform.system')
    await rail(system, '单位账号')
    await system.getByRole('link', { name: '宁波市民政局', exact: true }).waitFor()
    await shoot(system, 'organizations-light')
    await openOrganization(system, '吴忠市', '吴忠市民政局')

    const roles = notForMe(system, '分配角色')
    await roles.getByText('由安全管理员办理').waitFor()
    await expect.poll(() => roles.getByRole('link').getAttribute('href')).toBe('/law/clauses/PF-04')
    await notForMe(system, '查阅应用').waitFor()

    await system.getByText('开立账号', { exact: true }).click()
    const form = system.getByRole('form', { name: '开立账号' })
    await form.getByRole('button', { name: '开立账号' }).click()
    await expect.poll(() => form.getByText('没有填写').count()).toBe(2)
    await form.getByRole('textbox', { name: /姓名/ }).fill('数据管理员（浏览器测试）')
    await form.getByRole('textbox', { name: /登录名/ }).fill('wuzhong.civil.browser')
    await form.getByRole('button', { name: '开立账号' }).click()
    const password = (await form.locator('.secret').textContent())!
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    const row = (page: Page): Locator => page.getByRole('row').filter({ hasText: 'wuzhong.civil.browser' })
    await row(system).getByText('没有角色').waitFor()
    await shoot(system, 'account-opened-light')

    const security = await deskOf('platform.security')
    await openOrganization(security, '吴忠市', '吴忠市民政局')
    await notForMe(security, '开立账号').getByText('由系统管理员办理').waitFor()
    await security.getByRole('button', { name: '变更 wuzhong.civil.browser' }).click()
    const panel = security.getByRole('dialog')
    await panel.getByRole('checkbox', { name: '数据管理员' }).check()
    await panel.getByRole('button', { name: '分配角色' }).click()
    await panel.getByText('该账号的会话已全部退出').waitFor()
    await shoot(security, 'account-roles-light')
    await panel.getByRole('button', { name: '关闭' }).click()
    await row(security).getByText('数据管理员', { exact: true }).waitFor()

    const holder = await openDesk(city)
    open.push(holder)
    await signIn(holder, { ...city, password }, 'wuzhong.civil.browser')
    await rail(holder.page, '单位账号')
    await holder.page.getByRole('link', { name: '本单位' }).click()
    await row(holder.page).getByText('数据管理员', { exact: true }).waitFor()
    await expect.poll(() => holder.page.getByRole('button', { name: /变更/ }).count()).toBe(0)

    await system.getByRole('button', { name: '变更 wuzhong.civil.browser' }).click()
    const own = system.getByRole('dialog')
    await expect.poll(() => own.getByRole('button', { name: '分配角色' }).count()).toBe(0)
    await own.getByRole('button', { name: '注销账号' }).click()
    await own.getByText('已办理').waitFor()
    await own.getByRole('button', { name: '关闭' }).click()
    await row(system).getByText('已注销').waitFor()
    const gone = await post(city, '/api/v1/session', { login: 'wuzhong.civil.browser', password })
    expect(gone.status).toBe(401)
  })

  test('whose device is lost is reset by the security administrator, and the three are chosen one at a time', async () => {
    await enrolDevice(city, 'wuzhong.labour.approver')
    const page = await deskOf('platform.security')
    await openOrganization(page, '吴忠市', '吴忠市人力资源和社会保障局')
    const row = page.getByRole('row').filter({ hasText: 'wuzhong.labour.approver' })
    await row.getByText('已登记').waitFor()
    await page.getByRole('button', { name: '变更 wuzhong.labour.approver' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '清除第二验证方式' }).click()
    await page.getByRole('dialog').getByText('已办理').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await row.getByText('未登记').waitFor()

    await openOrganization(page, '宁波市', '法度平台运维中心（演示）')
    await page.getByRole('button', { name: '变更 platform.audit' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('checkbox', { name: '系统管理员' }).check()
    await expect.poll(() => panel.getByRole('checkbox', { name: '审计管理员' }).isChecked()).toBe(false)
  })
})

test('a link that is followed right after typing leads where it says, however long the page takes to load', async () => {
  const page = await deskOf('platform.system')
  await rail(page, '单位账号')
  await page.getByRole('link', { name: '宁波市民政局', exact: true }).waitFor()
  let isHeldBack = false
  await page.route('**/assets/organization-page*.js', async (route) => {
    isHeldBack = true
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  // In one turn of the page: a hand is not as quick, and a loaded machine makes it so.
  await page.evaluate(`(() => {
    const box = document.querySelector('input[type=search]')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, '民政')
    box.dispatchEvent(new Event('input', { bubbles: true }))
    for (const link of document.querySelectorAll('main a')) if (link.textContent === '宁波市民政局') link.click()
  })()`)
  await page.getByRole('heading', { level: 1, name: '宁波市民政局' }).waitFor()
  expect(isHeldBack).toBe(true)
})

describe('an application', () => {
  test('gets a key, loses it for a reason, and is suspended and restored by its own steward', async () => {
    const page = await deskOf('wuzhong.labour.steward')
    await rail(page, '单位账号')
    await page.getByRole('link', { name: '本单位' }).click()
    await page.getByRole('link', { name: '待遇资格核验系统（演示）' }).click()
    const keys = section(page, '公钥')
    await keys.getByText('登记公钥', { exact: true }).click()
    const form = page.getByRole('form', { name: '登记公钥' })
    const pair = generateKeyPairSync('ed25519')
    const pasted = form.getByRole('textbox', { name: /公钥/ })
    await pasted.fill(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    await form.getByText('这是私钥，没有发送').waitFor()
    await shoot(page, 'application-private-key-light')
    await pasted.fill(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())
    await form.getByText('识别为 Ed25519 公钥').waitFor()
    await form.getByRole('button', { name: '登记公钥' }).click()
    await form.getByText('已办理').waitFor()
    await expect.poll(() => keys.getByRole('row').count()).toBe(3)

    await keys.getByRole('button', { name: '吊销' }).last().click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: '确认吊销' }).click()
    await panel.getByText('没有填写').waitFor()
    await panel.getByRole('radio', { name: '私钥泄露或者可能泄露' }).check()
    await panel.getByRole('button', { name: '确认吊销' }).click()
    await panel.getByText('已办理').waitFor()
    await panel.getByRole('button', { name: '关闭' }).first().click()
    await keys.getByText('已吊销').waitFor()
    await shoot(page, 'application-light')

    const caller = createClient({ baseUrl: city.origin }).asApplication({
      id: pension().id,
      privateKey: pension().privateKey,
    })
    const use = section(page, '使用情况')
    await use.getByRole('button', { name: '停用应用' }).click()
    await use.getByText('不能调用；已有的令牌也随即无效').waitFor()
    await expect(
      caller.lookup('WZ-RESIDENTS', { purpose: '待遇资格核验', matter: 'DY-1', item: 'resident_id', values: ['1'] }),
    ).rejects.toThrow()
    await use.getByRole('button', { name: '恢复应用' }).click()
    await use.getByText('可以凭密钥取得令牌').waitFor()
  })

  test('must sign its calls when its steward says so, until the authority says otherwise', async () => {
    const path = `/applications/${pension().id}`
    const steward = await deskOf('wuzhong.labour.steward')
    await steward.goto(city.origin + path)
    await steward.getByRole('button', { name: '要求签名' }).click()
    await steward.getByText('每次调用都须签名').waitFor()
    await notForMe(steward, '不再要求应用签名')
      .getByText(/主管部门/)
      .waitFor()

    const authority = await deskOf('wuzhong.data.approver')
    await authority.goto(city.origin + path)
    await notForMe(authority, '登记应用的新密钥').getByText('由应用所属单位的数据管理员办理').waitFor()
    await authority.getByRole('button', { name: '不再要求签名' }).click()
    await authority.getByText('不要求每次调用都签名').waitFor()

    const system = await deskOf('platform.system')
    await system.goto(city.origin + path)
    const refusal = system.getByRole('alert', { name: '不予办理' })
    await refusal.getByText('由应用所属单位的人员').waitFor()
    await expect.poll(() => refusal.getByRole('link').first().getAttribute('href')).toBe('/law/clauses/PF-05')
    await shoot(system, 'application-refused-light')
  })
})

describe('periods of policy', () => {
  test('are set by the authority of the territory, and say who set them', async () => {
    const page = await deskOf('wuzhong.data.approver')
    await rail(page, '法规')
    await page.getByRole('link', { name: '期限参数' }).click()
    const period = page.locator('li.period').filter({ hasText: '设定期限' }).first()
    await period.getByText('设定期限').click()
    const form = period.getByRole('form', { name: '设定期限' })
    await form.getByRole('spinbutton').fill('7')
    await form.getByRole('button', { name: '设定期限' }).click()
    await form.getByText('已办理').waitFor()
    await expect.poll(() => period.locator('.period-value').textContent()).toMatch(/^7\s/)
    await period.getByText('依据和历次设定').click()
    await period.getByRole('cell', { name: /吴忠市公共数据主管部门/ }).waitFor()
    const limit = page.getByRole('region', { name: '限值' }).getByRole('listitem').filter({ hasText: '距上次备份' })
    await limit.getByText('48', { exact: true }).waitFor()
    await shoot(page, 'periods-light')

    const steward = await deskOf('wuzhong.civil.steward')
    await steward.goto(`${city.origin}/law/periods`)
    await notForMe(steward, '设定政策期限').getByText('由本级主管部门的审批负责人设定').waitFor()
    await expect.poll(() => steward.getByText('设定期限', { exact: true }).count()).toBe(0)
  })
})

describe('the look', () => {
  test('the pages of administration fit a telephone, in the dark too, and speak English', async () => {
    const page = await deskOf('wuzhong.labour.steward', { width: 390, theme: 'dark' })
    const session = await page.evaluate<{ organization: { id: string } }>(
      "fetch('/api/v1/session').then((answer) => answer.json())",
    )
    for (const [name, path] of [
      ['organizations', '/organizations'],
      ['organization', `/organizations/${session.organization.id}`],
      ['application', `/applications/${pension().id}`],
      ['periods', '/law/periods'],
    ] as const) {
      await page.goto(city.origin + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: path }).toBe(390)
      await shoot(page, `phone-dark-${name}`)
    }
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Periods', exact: true }).waitFor()
    await page.getByText('Done here, but not by you').waitFor()
  })
})
