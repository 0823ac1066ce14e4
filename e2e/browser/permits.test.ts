import { afterAll, beforeAll, expect, test } from 'vitest'
import { residentEntries, residentItems } from '../../apps/server/src/seed/demo-catalog.ts'
import { barriersInBothThemes } from './barriers.ts'
import { callsOf, openDesk, shoot, signIn, startCity, type City } from './harness.ts'

const code = 'WZ-WITHHELD'
const civilAffairs = 'wuzhong.civil.steward'
const application = 'wuzhong.civil.assistance'

let city: City
beforeAll(async () => {
  city = await startCity()
  await permitted(await withheldEntry())
}, 300_000)
afterAll(() => city?.stop())

/** A register that is not shared, published by the authority. @returns Its id. */
async function withheldEntry(): Promise<string> {
  const { fields } = residentEntries.find((entry) => entry.code === 'WZ-RESIDENTS')!
  const police = await callsOf(city, 'wuzhong.police.steward')
  const { result } = await police.post<{ id: string }>('/api/v1/catalog-entries', {
    code,
    name: '不予共享的人口信息',
    fields: {
      ...fields,
      shareAttribute: 'none',
      shareBasis: { instrument: 'data-security-law', provision: '第三十八条' },
    },
    items: residentItems,
  })
  const review = await police.post<{ case: string }>('/api/v1/cases', {
    procedure: 'catalog.review',
    subject: { type: 'catalogEntry', id: result.id },
    form: {},
  })
  const authority = await callsOf(city, 'wuzhong.data.approver')
  for (const act of ['approve', 'publish'])
    await authority.post(`/api/v1/cases/${review.result.case}/acts/${act}`, { form: {} })
  return result.id
}

/** The civil affairs bureau may have names compared with it. */
async function permitted(entry: string): Promise<void> {
  const asking = await callsOf(city, civilAffairs)
  const { result } = await asking.post<{ case: string }>('/api/v1/cases', {
    procedure: 'verify.request',
    subject: { type: 'catalogEntry', id: entry },
    form: {
      duty: '社会救助审核',
      purposes: ['最低生活保障审核'],
      keyItems: ['resident_id'],
      verifyItems: ['name', 'birth_date'],
      matching: 'check',
      quantity: 1000,
      application: city.applications.find(({ key }) => key === application)!.id,
      until: '2099-12-31',
    },
  })
  const police = await callsOf(city, 'wuzhong.police.approver')
  await police.post(`/api/v1/cases/${result.case}/acts/answer`, { form: { method: '经平台核实' } })
}

test('WZ-26-3 who may verify and who lets verify see the permit with its items, its limits and its case', async () => {
  for (const [login, side] of [
    [civilAffairs, '本单位取得'],
    ['wuzhong.police.steward', '本单位提供'],
  ] as const) {
    const desk = await openDesk(city)
    const { page } = desk
    await signIn(desk, city, login)
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '授权' }).click()
    const permits = page.getByRole('region', { name: '核实、比对许可' })
    const permit = permits.getByRole('listitem').filter({ hasText: '不予共享的人口信息' })
    await permit.getByText(side).waitFor()
    await permit.getByText('公民身份号码').waitFor()
    await permit.getByText('1000（已用 0）').waitFor()
    await expect.poll(() => permit.textContent()).toContain('birth_date')
    await shoot(page, `permits-${side === '本单位取得' ? 'received' : 'given'}-light`)
    await permit.getByRole('link', { name: '查看申请事项' }).click()
    await page.getByRole('heading', { name: '不予共享的人口信息' }).first().waitFor()
    await desk.close()
  }
})

test('a phone shows it without scrolling aside, and an agency without permits is told nothing of them', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, civilAffairs)
  await page.goto(`${city.origin}/grants`)
  await page.getByRole('region', { name: '核实、比对许可' }).waitFor()
  expect(await barriersInBothThemes(page, '/grants')).toEqual([])
  await page.setViewportSize({ width: 390, height: 860 })
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await shoot(page, 'permits-phone')
  await desk.close()
  const others = await openDesk(city)
  await signIn(others, city, 'wuzhong.labour.steward')
  await others.page.goto(`${city.origin}/grants`)
  await others.page.getByRole('heading', { name: '授权', level: 1 }).waitFor()
  await others.page.getByText('共 ').or(others.page.getByText('还没有共享授权')).first().waitFor()
  await expect.poll(() => others.page.getByText('核实、比对许可').count()).toBe(0)
  await others.close()
})
