import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openCatalog, openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

/** A browser in which somebody is signed in already. */
const deskOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const d = await openDesk(city, options)
  open.push(d)
  await signIn(d, city, login)
  return d.page
}

const catalogOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const page = await deskOf(login, options)
  await openCatalog(open.at(-1)!)
  return page
}

// Kept by every test: nothing broke in the browser, and nothing asked anybody but the server.
afterEach(async () => {
  const faults = open.flatMap((d) => d.faults)
  const strangers = open.flatMap((d) => d.strangers)
  await Promise.all(open.splice(0).map((d) => d.close()))
  expect(faults).toEqual([])
  expect(strangers).toEqual([])
})

/** Stories of several people, each in a browser of his own. */

describe('the search of the catalog', () => {
  test('finds by pinyin initials while one types, and marks in which items the words stand', async () => {
    const page = await catalogOf('wuzhong.police.steward')
    await page.getByRole('searchbox').pressSequentially('hjrk')
    await page.getByText('共 1 条').waitFor()
    await page.getByRole('link', { name: /户籍人口/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('hjrk')
    await page.getByRole('searchbox').fill('公民身份号码')
    const result = page.getByRole('listitem').filter({ hasText: '户籍人口' })
    await result.getByText('数据项：').waitFor()
    await expect.poll(() => result.locator('mark').allTextContents()).toContain('公民身份号码')
  })

  test('narrows by facets with counts, keeps them in the address, and says which filter to lift when nothing fits', async () => {
    const page = await catalogOf('wuzhong.police.steward')
    const facet = (name: string) => page.getByRole('group', { name, exact: true })
    const conditional = facet('共享属性').getByRole('button', { name: /有条件共享/ })
    const count = Number(/\d+$/.exec((await conditional.textContent()) ?? '')?.[0])
    await conditional.click()
    await page.getByText(`共 ${count} 条`).waitFor()
    await expect.poll(() => conditional.getAttribute('aria-pressed')).toBe('true')
    await page.reload()
    await page.getByRole('button', { name: /共享属性：有条件共享/ }).waitFor()

    // A filter that other people's links may hold, and that nothing fits together with this one.
    await page.goto(`${page.url()}&category=${encodeURIComponent('基础数据')}`)
    await page.getByText('没有同时符合全部条件的条目').waitFor()
    await shoot(page, 'catalog-nothing-light')
    await page.getByRole('button', { name: /去掉「主题：基础数据」，有 \d+ 条/ }).click()
    await page.getByText(`共 ${count} 条`).waitFor()
    await facet('共享属性')
      .getByRole('button', { name: /有条件共享/ })
      .click()
    await page.getByText('共 3 条').waitFor()
    await shoot(page, 'catalog-facets-light')
  })

  test('is exported as the workbook that an agency keeps', async () => {
    const page = await catalogOf('wuzhong.police.steward')
    await page.getByRole('button', { name: '导出目录' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Excel 工作簿' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('catalog.xlsx')
    const bytes = await readFile(await download.path())
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('a published entry', () => {
  test('is revised and reviewed, and its second version says what changed', async () => {
    const page = await catalogOf('wuzhong.civil.steward')
    await page.getByRole('link', { name: '吴忠市行政区划代码' }).click()
    await page.getByRole('link', { name: '更新条目' }).click()
    const change = page.getByRole('form')
    await change.getByRole('radio', { name: /目录内容的其他修改/ }).check()
    await change.getByLabel(/变化生效之日/).fill('2026-01-05')
    await change.getByLabel(/变化的内容/).fill('补充数据项的含义')
    await change.getByRole('button', { name: '提出' }).click()
    await page.getByRole('button', { name: '开始修订' }).click()
    await page.getByRole('button', { name: '确认开始修订' }).click()
    await page.getByText('已办理').waitFor()
    const inCase = page.url()

    await page.getByRole('link', { name: '吴忠市行政区划代码' }).click()
    await page.getByRole('region', { name: '正在修订' }).getByText('内容没有差别').waitFor()
    await page.getByRole('link', { name: '编写修订稿' }).click()
    const draft = page.getByRole('form', { name: '目录条目草稿' })
    await draft
      .getByRole('group', { name: '第 1 项' })
      .getByRole('textbox', { name: '含义' })
      .fill('十二位统计用区划代码')
    await draft.getByLabel(/^业务名称/).fill('行政区划管理和代码维护')
    await draft.getByRole('button', { name: '保存草稿' }).click()
    await draft.getByText('草稿已保存').waitFor()
    await draft.getByRole('link', { name: '查看更新事项' }).click()
    expect(page.url()).toBe(inCase)
    await page.getByRole('button', { name: '提交审定' }).click()
    await page.getByRole('button', { name: '确认提交审定' }).click()
    await page.getByText('已办理').waitFor()

    const review = await deskOf('wuzhong.data.approver')
    await review.goto(inCase)
    await review.getByRole('link', { name: '吴忠市行政区划代码' }).click()
    const revision = review.getByRole('region', { name: '正在修订' })
    await revision.locator('ins', { hasText: '十二位统计用区划代码' }).waitFor()
    await shoot(review, 'revision-light')
    await review.goto(inCase)
    await review.getByRole('button', { name: '审定通过' }).click()
    await review.getByRole('button', { name: '确认审定通过' }).click()
    await review.getByText('已办理').waitFor()
    await review.getByRole('link', { name: '吴忠市行政区划代码' }).click()
    const versions = review.getByRole('region', { name: '版本', exact: true })
    await versions.getByText('第 2 版').first().waitFor()
    await versions.locator('ins', { hasText: '代码维护' }).waitFor()
    await expect.poll(() => review.getByRole('region', { name: '正在修订' }).count()).toBe(0)
    // What was reviewed for secrecy was the version before.
    await review.getByText('现行版本还没有经过保密审查').waitFor()
    await shoot(review, 'versions-light')
  })

  test('a change that somebody else saved meanwhile is told, and nothing that was typed is lost', async () => {
    const first = await catalogOf('wuzhong.labour.steward')
    await first.getByRole('link', { name: '编制新条目' }).click()
    await first.getByLabel(/目录代码/).fill('wz-two-desks')
    await first.getByRole('textbox', { name: /^名称/ }).first().fill('两人同时编制的条目')
    await first.getByRole('button', { name: '保存草稿' }).click()
    await first.getByText('草稿已保存为第 1 版').waitFor()
    await first.getByRole('button', { name: '查看条目' }).click()
    await first.getByRole('link', { name: '修改条目' }).click()
    await first.getByLabel(/^业务名称/).waitFor()

    const second = await deskOf('wuzhong.labour.steward')
    await second.goto(first.url())
    await second.getByLabel(/^共享内容/).fill('岗位和单位')
    await second.getByRole('button', { name: '保存草稿' }).click()
    await second.getByText('草稿已保存为第 2 版').waitFor()

    await first.getByLabel(/^业务名称/).fill('公共就业服务')
    await first.getByRole('button', { name: '保存草稿' }).click()
    await first.getByText(/内容已被他人修改.*吴忠市人力资源和社会保障局/).waitFor()
    await shoot(first, 'conflict-light')
    await first.getByRole('button', { name: '取得最新内容，并入我的修改' }).click()
    await first.getByText('您的修改都在其中').waitFor()
    await expect.poll(() => first.getByLabel(/^业务名称/).inputValue()).toBe('公共就业服务')
    await expect.poll(() => first.getByLabel(/^共享内容/).inputValue()).toBe('岗位和单位')
    await first.getByRole('button', { name: '保存草稿' }).click()
    await first.getByText('草稿已保存为第 3 版').waitFor()
  })
})

describe('a catalog in a file', () => {
  test('with errors is shown before it is written, corrected, and applied', async () => {
    const page = await catalogOf('wuzhong.labour.steward')
    await page.getByRole('link', { name: '导入目录' }).click()
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载模板' }).click(),
    ])
    expect(template.suggestedFilename()).toMatch(/\.xlsx$/)
    const head = await templateHead(page)
    const drop = async (name: string, rows: readonly Readonly<Record<string, string>>[]): Promise<void> => {
      const lines = [head, ...rows.map((row) => head.map((column) => row[column] ?? ''))]
      const buffer = Buffer.from(lines.map((line) => line.map(quoted).join(',')).join('\r\n'))
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
    }
    const entry = { 目录编码: 'WZ-TRAINING', 名称: '职业培训补贴信息', 共享属性: '无条件共享' }
    const item = { 数据项编码: 'subsidy', 数据项名称: '补贴金额', 类型: '小数', 数据项分级: '2' }

    await drop('catalog.csv', [
      { ...entry, ...item, 类型: '很大的数' },
      { ...entry, 目录编码: 'WZ-SKILLS', 名称: '技能等级证书信息', ...item },
    ])
    await page.getByRole('button', { name: '有错误 1' }).waitFor()
    await page.getByText(/「类型」：不在可选/).waitFor()
    await page.getByRole('button', { name: '只写入没有错误的 1 条' }).waitFor()
    await shoot(page, 'import-errors-light')
    await page.getByRole('button', { name: '放弃这次导入' }).click()

    await page.getByText('把目录文件拖到这里').waitFor()
    await drop('catalog.csv', [
      { ...entry, ...item },
      { ...entry, 目录编码: 'WZ-SKILLS', 名称: '技能等级证书信息', ...item },
    ])
    await page.getByRole('button', { name: '写入全部 2 条' }).click()
    await page.getByText('新增 2 条，修改 0 条，不变 0 条').waitFor()
    await page.getByText('已办理').waitFor()
    await shoot(page, 'import-done-light')
    await openCatalog(open.at(-1)!)
    await page.getByRole('searchbox').fill('职业培训补贴')
    await page.getByRole('link', { name: '职业培训补贴信息' }).waitFor()
  })
})

describe('grades', () => {
  test('that the rules suggest are reviewed with their grounds, one by one and together, also by keys', async () => {
    const page = await catalogOf('wuzhong.labour.steward')
    await page.getByRole('link', { name: '编制新条目' }).click()
    await page.getByLabel(/目录代码/).fill('wz-applicants')
    await page.getByRole('textbox', { name: /^名称/ }).first().fill('求职人员信息')
    for (const [i, [name, code]] of [
      ['公民身份号码', 'resident_id'],
      ['手机号码', 'mobile'],
      ['家庭住址', 'address'],
    ].entries()) {
      await page.getByRole('button', { name: '添加数据项' }).click()
      const item = page.getByRole('group', { name: `第 ${i + 1} 项` })
      await item.getByRole('textbox', { name: '名称' }).fill(name!)
      await item.getByRole('textbox', { name: '代码', exact: true }).fill(code!)
    }
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿已保存为第 1 版').waitFor()
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '分级', exact: true }).click()
    const group = page.getByRole('region', { name: '求职人员信息' })
    const row = (name: string) => group.getByRole('listitem', { name: new RegExp(`^${name}`) })
    await row('公民身份号码').waitFor()
    await shoot(page, 'grading-light')

    await row('公民身份号码').focus()
    await page.keyboard.press('a')
    await row('公民身份号码').waitFor({ state: 'detached' })

    await row('家庭住址').getByRole('button', { name: '保留原分级' }).click()
    await row('家庭住址').getByRole('button', { name: '确认保留原分级' }).click()
    await row('家庭住址').getByText('没有填写').waitFor()
    await row('家庭住址').getByLabel(/理由/).fill('只到县级行政区')
    await row('家庭住址').getByRole('button', { name: '确认保留原分级' }).click()
    await row('家庭住址').waitFor({ state: 'detached' })

    await row('手机号码').getByRole('checkbox').check()
    await page.getByRole('button', { name: '采纳选中的 1 项' }).click()
    await page.getByText('已决定 1 项').waitFor()
    await row('手机号码').waitFor({ state: 'detached' })
    await page.getByRole('radiogroup', { name: '建议的状态' }).getByText('保留原分级').click()
    await group.getByText('只到县级行政区').waitFor()

    // The entry shows where a grade comes from, in a panel that Escape closes.
    await group.getByRole('link', { name: '查看条目' }).click()
    await page.getByRole('button', { name: '「手机号码」的分级依据' }).click()
    const panel = page.getByRole('dialog', { name: '「手机号码」的分级依据' })
    await panel.getByText('采纳').first().waitFor()
    await shoot(page, 'grade-origin-light')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
  })
})

describe('the look', () => {
  test('a phone shows the catalog with its facets folded, an entry with its versions, and the import', async () => {
    const page = await deskOf('wuzhong.police.steward', { width: 390, theme: 'dark' })
    const places = [
      ['/catalog', '筛选'],
      ['/catalog/import', '把目录文件拖到这里'],
      ['/grading', '分级审核'],
    ] as const
    for (const [path, text] of places) {
      await page.goto(city.origin + path)
      await page.getByText(text, { exact: true }).first().waitFor()
      await page.waitForLoadState('networkidle')
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: path }).toBe(390)
      await shoot(page, `phone-dark${path.replaceAll('/', '-')}`)
    }
  })
})

/** Columns of the flat template, as the regime calls them. */
async function templateHead(page: Page): Promise<readonly string[]> {
  const text = await page.evaluate<string>(
    `fetch('/api/v1/catalog-template?format=csv').then((answer) => answer.text())`,
  )
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)[0]!
    .split(',')
    .map((cell) => cell.replaceAll('"', ''))
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
