import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '@fadu/sdk'
import {
  enrolDevice,
  openCatalog,
  openDesk,
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

const desk = async (options?: DeskOptions): Promise<Desk> => {
  const opened = await openDesk(city, options)
  open.push(opened)
  return opened
}

// Kept by every test: nothing broke in the browser, and nothing asked anybody but the server.
afterEach(async () => {
  const faults = open.flatMap((d) => d.faults)
  const strangers = open.flatMap((d) => d.strangers)
  await Promise.all(open.splice(0).map((d) => d.close()))
  expect(faults).toEqual([])
  expect(strangers).toEqual([])
})

describe('signing in', () => {
  test('a wrong password is answered with the reason, the right one opens the desk', async () => {
    const d = await desk()
    const { page } = d
    await shoot(page, 'first-light')
    await page.getByRole('button', { name: /wuzhong\.police\.approver/ }).click()
    await page.getByLabel('密码', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('账号或密码不正确')
    await signIn(d, city, 'wuzhong.police.approver')
    await expect.poll(() => page.title()).toBe('工作台 · 法度')
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByRole('heading', { name: '登录' }).waitFor()
  })

  test('the keyboard alone is enough', async () => {
    const { page } = await desk()
    await page.locator('input:focus').waitFor() // the page puts one there by itself
    await page.keyboard.type('wuzhong.police.approver')
    await page.keyboard.press('Tab')
    await page.keyboard.type(city.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    await page.locator('.row-title').first().waitFor() // what is not there yet cannot be reached by the keyboard
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('跳到正文')
    await page.keyboard.press('Enter')
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab')
      if ((await page.evaluate('document.activeElement.className')) === 'row-title') break
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '现在可以办理' }).waitFor()
  })

  test('an account with a one-time-code device is asked for its code', async () => {
    const login = 'litong.civil.approver'
    const totp = await enrolDevice(city, login)

    const { page } = await desk()
    await page.getByRole('textbox', { name: '登录名' }).fill(login)
    await page.getByLabel('密码', { exact: true }).fill(city.password)
    await expect.poll(() => page.getByLabel('动态验证码').count()).toBe(0)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    // A code is good once, so the next one is given.
    await page.getByLabel('动态验证码').fill(totp.generate({ timestamp: Date.now() + 30_000 }))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
  })
})

describe('a share request', () => {
  test('is overdue on the desk, is not refused without a sufficient basis, and is approved', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.police.approver')
    const owed = page.getByRole('region', { name: '我要办' })
    const row = owed.getByRole('listitem').filter({ hasText: '已逾期' })
    await row.getByRole('link', { name: '吴忠草案 26-2' }).waitFor()
    await expect.poll(() => row.textContent()).toMatch(/已逾期 \d+ 个工作日/)
    await expect.poll(() => row.textContent()).toContain('届满')
    await row.getByRole('link', { name: '吴忠草案 26-2' }).hover()
    await page.getByRole('tooltip').getByText('不予共享的，应当提供法律、行政法规或党中央、国务院政策依据').waitFor()
    await shoot(page, 'desk-light')
    await row.getByRole('link', { name: /户籍人口/ }).click()

    await page.getByRole('button', { name: '怎么算的' }).click()
    await page.getByText('第 5 日').waitFor()
    await page.getByRole('button', { name: '不予共享', exact: true }).click()
    const form = page.getByRole('form', { name: '不予共享' })
    await form.getByRole('button', { name: '确认不予共享' }).click()
    await form.getByText('没有填写').nth(1).waitFor()
    await expect.poll(() => form.getByText('没有填写').count()).toBe(2) // nothing was sent, nothing was recorded

    await form.getByRole('combobox').fill('市公安局内部规定')
    await page.getByText('市公安局内部规定（不在依据库中）').click()
    await form.getByRole('textbox', { name: /条款/ }).fill('第三条')
    await form.getByRole('textbox', { name: /说明/ }).fill('本单位认为不宜共享')
    await form.getByRole('button', { name: '确认不予共享' }).click()
    const refusal = page.getByRole('alert', { name: '不予办理' })
    await refusal.waitFor()
    await expect.poll(() => refusal.textContent()).toContain('依据库中没有「市公安局内部规定」')
    await expect
      .poll(() => refusal.getByRole('link', { name: '吴忠草案 26-2' }).first().getAttribute('href'))
      .toBe('/law/clauses/WZ-26-2')
    await page.getByRole('region', { name: '办理经过' }).getByText('被拒绝').waitFor()
    await shoot(page, 'refusal-light')

    await page.getByRole('button', { name: '同意共享', exact: true }).click()
    await page.getByRole('button', { name: '确认同意共享' }).click()
    await page.getByText('已办理').waitFor()
    await page.getByText('进入「提供中」').waitFor()
    await shoot(page, 'case-approved-light')
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '授权' }).click()
    await page.getByText('待遇资格核验系统').waitFor()
    await shoot(page, 'grants-light')
  })

  test('gives a grant, and its provider sees what became of the data', async () => {
    const { id, privateKey } = city.applications.find((a) => a.key === 'wuzhong.labour.pension')!
    const application = createClient({ baseUrl: city.origin }).asApplication({ id, privateKey })
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.police.approver')
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '授权' }).click()
    const card = page.getByRole('listitem').filter({ hasText: '待遇资格核验系统' })
    const purpose = await card.locator('dd').nth(1).textContent()
    const items = await card.locator('dd').nth(2).locator('code').allTextContents()
    const asked = ['resident_id']
    const answer = await application.lookup('WZ-RESIDENTS', {
      purpose: purpose!.trim(),
      matter: '待核〔2026〕7号',
      item: 'resident_id',
      values: ['110105194912310021'],
      fields: asked,
    })
    expect(answer.receipt).toBeTruthy()

    await card.getByRole('link', { name: '条件和使用情况' }).click()
    await page.getByRole('heading', { name: '使用情况', exact: true }).waitFor()
    const matters = page.getByRole('table', { name: '各办理事项的使用情况' })
    await matters.getByRole('rowheader', { name: '待核〔2026〕7号' }).waitFor()
    const byItem = page.getByRole('table', { name: '各数据项的使用情况' })
    await expect.poll(() => byItem.getByText('从未使用').count()).toBe(items.length - asked.length)
    expect(items.length).toBeGreaterThan(asked.length)
    await expect.poll(() => byItem.getByRole('row').count()).toBe(items.length + 1)
    await page.getByText('没有发起过核查').waitFor()
    await page.getByText('产生授权').waitFor()
    await shoot(page, 'grant-light')
    await page.getByText('近 90 天').click()
    await matters.getByRole('rowheader', { name: '待核〔2026〕7号' }).waitFor()
    await page.setViewportSize({ width: 390, height: 860 })
    await shoot(page, 'grant-phone')
  })

  test('is made with the form of the regime', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.labour.steward')
    await openCatalog(d)
    await page.getByRole('link', { name: /户籍人口/ }).click()
    await page.getByRole('button', { name: /预览前/ }).click()
    await page.getByRole('alert', { name: '不予办理' }).getByText('由提供单位的数据管理员').waitFor()
    await shoot(page, 'preview-refused-light')
    await page
      .getByRole('link', { name: /申请共享/ })
      .first()
      .click()
    const form = page.getByRole('form')
    await form.getByLabel(/履行的公共管理职责/).fill('工伤保险待遇审核')
    await form.getByLabel(/职责依据/).fill('工伤保险条例 第四十六条')
    await form.getByLabel(/使用目的/).fill('工伤待遇审核')
    await form.getByRole('checkbox', { name: /姓名/ }).check()
    await form.getByRole('combobox').click()
    await page.getByText('待遇资格核验系统（演示）').last().click()
    await form.getByLabel(/使用期限/).fill('2030-12-31')
    await form.getByRole('radio', { name: '接口调用', exact: true }).check()
    await shoot(page, 'share-request-light')
    await form.getByRole('button', { name: '提交申请' }).click()
    await page.getByText('待提供单位答复').first().waitFor()
    await page.getByText('您所在单位不是该方').first().waitFor()
  })
})

describe('the catalog', () => {
  test('is searched, and a preview shows real divisions and where it is recorded', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.civil.steward')
    await openCatalog(d)
    await page.getByRole('searchbox').fill('行政区划')
    await page.getByText('共 1 条').waitFor()
    expect(page.url()).toContain('q=')
    await shoot(page, 'catalog-light')
    await page.getByRole('link', { name: '吴忠市行政区划代码' }).click()
    await page.getByRole('button', { name: /预览前/ }).click()
    await page.getByRole('cell', { name: '利通区', exact: true }).waitFor()
    await shoot(page, 'entry-light')
    await page.getByRole('region', { name: '数据', exact: true }).getByRole('link', { name: '存证' }).click()
    await page.getByRole('heading', { name: '已验证' }).waitFor()
  })

  test('shows masked values as masked', async () => {
    const d = await desk({ theme: 'dark' })
    const { page } = d
    await signIn(d, city, 'wuzhong.police.steward')
    await openCatalog(d)
    await page.getByRole('link', { name: /户籍人口/ }).click()
    await page.getByRole('button', { name: /预览前/ }).click()
    await page.locator('.sealed').first().waitFor()
    await expect.poll(() => page.locator('.sealed').first().textContent()).toMatch(/^已脱敏：\d•+/)
    await shoot(page, 'entry-dark')
  })

  test('takes a draft with the fields of the regime and sends it to review', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.labour.steward')
    await openCatalog(d)
    await page.getByRole('link', { name: '编制新条目' }).click()
    const form = page.getByRole('form', { name: '目录条目草稿' })
    await form.getByLabel(/目录代码/).fill('wz-jobs')
    await form.getByRole('textbox', { name: /^名称/ }).first().fill('公共就业岗位信息')
    await form.getByRole('button', { name: '保存草稿' }).click()
    await form.getByText('草稿已保存为第 1 版').waitFor()
    const texts: Readonly<Record<string, string>> = {
      业务名称: '公共就业服务',
      数据形式: '结构化数据',
      数据分类: '就业',
      分类分级所依据的规则和版本: '市公共数据分类分级规则第1版',
      共享内容: '岗位、单位、薪资范围',
      共享条件: '无',
      共享范围: '全部公共管理和服务机构',
      收集部门: '吴忠市人力资源和社会保障局',
      核准部门: '吴忠市公共数据主管部门',
      提供部门: '吴忠市人力资源和社会保障局',
    }
    for (const [label, text] of Object.entries(texts)) await form.getByLabel(new RegExp(`^${label}`)).fill(text)
    await form.getByRole('spinbutton', { name: /数据分级/ }).fill('1')
    await form
      .getByRole('group', { name: /共享属性/ })
      .getByRole('radio', { name: '无条件共享' })
      .check()
    await form
      .getByRole('group', { name: /开放属性/ })
      .getByRole('radio', { name: '无条件开放' })
      .check()
    // What would stand in the way of opening is asked, each for itself, once the entry is to be open.
    for (const absent of await form.getByRole('radio', { name: '无此情形' }).all()) await absent.check()
    await form.getByRole('combobox', { name: /更新频率/ }).click()
    await page.getByText('每周', { exact: true }).last().click()
    await form.getByRole('button', { name: '添加数据项' }).click()
    const item = form.getByRole('group', { name: '第 1 项' })
    await item.getByRole('textbox', { name: '名称' }).fill('岗位名称')
    await item.getByRole('textbox', { name: '代码', exact: true }).fill('title')
    await form.getByRole('button', { name: '保存草稿' }).click()
    await form.getByText('草稿已保存为第 2 版').waitFor()
    await shoot(page, 'draft-light')
    await form.getByRole('button', { name: '提交审定' }).click()
    await page.getByRole('heading', { name: '目录审定 · 公共就业岗位信息' }).waitFor()
    await page.getByText('现由吴忠市公共数据主管部门办理').waitFor()
    await shoot(page, 'review-light')
  })
})

describe('the law', () => {
  test('a clause is found by its words, and a period is counted day by day', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'yinzhou.data.approver')
    await shoot(page, 'desk-yinzhou-light')
    await page.getByRole('link', { name: '法规', exact: true }).click()
    await page.getByRole('link', { name: /吴忠市公共数据管理办法/ }).click()
    await page.getByRole('searchbox').fill('不予共享的，应当提供')
    await page.getByText('1 款', { exact: true }).waitFor()
    await shoot(page, 'pack-light')
    await page.getByRole('link', { name: 'WZ-26-2' }).click()
    await page.getByRole('heading', { name: '吴忠草案 26-2' }).waitFor()
    await shoot(page, 'clause-light')
    await page.getByRole('link', { name: '法规', exact: true }).click()
    await page.getByRole('link', { name: '期限计算' }).click()
    await page.getByRole('radio', { name: '工作日数' }).check()
    await page.getByLabel('起算日').fill('2026-02-13')
    await page.getByRole('button', { name: '计算' }).click()
    await page.getByText('2026-02-14 周六 调休上班（春节）：第 1 日').waitFor()
    await shoot(page, 'due-light')
  })
})

describe('the evidence', () => {
  test('a record is proven in the browser, and a changed one is not', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'platform.audit')
    await page.getByRole('link', { name: '审计', exact: true }).click()
    await page.getByRole('row').nth(3).getByRole('link', { name: '存证' }).click()
    await page.getByRole('heading', { name: '已验证' }).waitFor()
    await expect.poll(() => page.locator('.step-holds').count()).toBe(4)
    await shoot(page, 'proof-light')
    // The same record with one letter changed on its way here.
    await page.route('**/api/v1/evidence/*', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: (await answer.text())
          .replace('done', 'gone')
          .replace('refused', 'refuted')
          .replace('released', 'releasee'),
      })
    })
    await page.reload()
    await page.getByRole('heading', { name: '核验不通过' }).waitFor()
    await expect.poll(() => page.getByText('已验证').count()).toBe(0)
  })

  test('nobody else is shown the audit, and an address that names it is refused with its clause', async () => {
    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.police.approver')
    await expect.poll(() => page.getByRole('link', { name: '审计', exact: true }).count()).toBe(0)
    await page.goto(`${city.origin}/audit`)
    await page.getByRole('alert', { name: '不予办理' }).getByText('由审计管理员查阅', { exact: true }).waitFor()
    await page.goto(`${city.origin}/nowhere`)
    await page.getByText('没有这一页').first().waitFor()
  })
})

describe('the look', () => {
  test('a phone shows the same work, with the rail in a drawer', async () => {
    const d = await desk({ width: 390 })
    const { page } = d
    await shoot(page, 'phone-first')
    await signIn(d, city, 'wuzhong.civil.steward')
    await shoot(page, 'phone-desk')
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await page
      .getByRole('region', { name: '我要办' })
      .getByRole('link', { name: /户籍人口/ })
      .click()
    await page.getByRole('heading', { name: '现在可以办理' }).waitFor()
    await shoot(page, 'phone-case')
    await page.getByRole('button', { name: '打开导航' }).click()
    await shoot(page, 'phone-rail')
    await page.getByRole('dialog').getByRole('link', { name: '目录' }).click()
    await page.getByRole('searchbox').waitFor()
    await shoot(page, 'phone-catalog')
    await page.getByRole('link', { name: /户籍人口/ }).click()
    await page.getByRole('heading', { name: '数据项' }).waitFor()
    await shoot(page, 'phone-entry')
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('speaks English in the dark', async () => {
    const d = await desk({ theme: 'dark' })
    const { page } = d
    await shoot(page, 'first-dark')
    await signIn(d, city, 'yinzhou.data.approver')
    await shoot(page, 'desk-dark')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Desk' }).waitFor()
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('en')
    await expect.poll(() => page.title()).toBe('Desk · Fadu')
    await page
      .getByRole('region', { name: 'To do' })
      .getByRole('link', { name: /户籍人口/ })
      .click()
    await page.getByRole('heading', { name: 'What you can do now' }).waitFor()
    await shoot(page, 'case-dark-en')
  })
})
