import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Resident } from '@fadu/testkit'
import { callsOf, openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'
import { lookUpResident, residents, residentsEntry, storeResidents } from './residents.ts'

let city: City
let resident: Resident
let entry: string
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
  ;[resident] = await storeResidents(city, 902)
  entry = await residentsEntry(city)
})
afterAll(() => city?.stop())
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

const deskOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const desk = await openDesk(city, options)
  open.push(desk)
  await signIn(desk, city, login)
  return desk.page
}
const openQuality = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '质量', exact: true }).click()
  await page.getByRole('heading', { name: '数据质量', level: 1 }).waitFor()
}

test('WZ-27 the provider sees on the entry who uses its data, and where it goes', async () => {
  const page = await deskOf('wuzhong.police.steward')
  await page.goto(`${city.origin}/catalog/${entry}`)
  const usage = page.getByRole('region', { name: '谁在使用' })
  await usage.getByText('还没有授权').waitFor()
  await lookUpResident(city, resident, ['resident_id', 'name', 'mobile'])
  await page.reload()
  const use = usage.getByRole('row', { name: /吴忠市民政局 · 社会救助核对系统/ })
  await use.getByText('最低生活保障审核').waitFor()
  await expect.poll(() => use.getByRole('cell').nth(1).textContent()).toBe('1')
  const ways = page.getByRole('region', { name: '来源和去向' })
  await ways.getByRole('link', { name: '吴忠市民政局' }).waitFor()
  await shoot(page, 'entry-use-light')
  await use.getByRole('link').click()
  await page.getByRole('heading', { name: '使用情况', exact: true }).waitFor()

  const other = await deskOf('wuzhong.labour.steward', { width: 390 })
  await other.goto(`${city.origin}/catalog/${entry}`)
  await other.getByRole('region', { name: '来源和去向' }).waitFor()
  await expect.poll(() => other.getByRole('region', { name: '谁在使用' }).count()).toBe(0)
})

test('YZ-22-2 whoever received a value is told of its correction and acknowledges it; its provider sees who has', async () => {
  const civil = await callsOf(city, 'wuzhong.civil.steward')
  const issue = { issue: 'error', items: ['mobile'], evidence: '办理事项时发现', stage: 'afterwards' }
  const reported = await civil.post<{ case: string }>('/api/v1/cases', {
    procedure: 'quality.issue',
    subject: { type: 'catalogEntry', id: entry },
    form: issue,
  })

  const provider = await deskOf('wuzhong.police.steward')
  await openQuality(provider)
  const problem = provider.getByRole('region', { name: '未办结的质量问题' }).getByRole('listitem')
  await problem.getByText('mobile').waitFor()
  await shoot(provider, 'quality-light')

  const police = await callsOf(city, 'wuzhong.police.steward')
  const prepared = await police.post<{ reference: string }>(`/api/v1/datasets/${residents}/corrections`, {
    lines: [{ target: { item: 'resident_id', value: resident.residentId }, values: { mobile: '13900000000' } }],
  })
  await police.post(`/api/v1/cases/${reported.result.case}/acts/correct`, {
    form: {
      handling: '已更正',
      responsible: '户政科',
      means: 'newVersion',
      correction: prepared.result.reference,
    },
  })

  const reader = await deskOf('wuzhong.civil.steward', { width: 390, theme: 'dark' })
  await reader.goto(`${city.origin}/quality`)
  const told = reader.getByRole('region', { name: '收到的更正通告' }).getByRole('listitem')
  await told.getByText('mobile').waitFor()
  await shoot(reader, 'quality-phone-dark')
  await told.getByRole('button', { name: '确认已更正' }).click()
  await told.getByText('已确认').waitFor()

  await provider.reload()
  const issued = provider.getByRole('region', { name: '本单位数据的更正通告' }).getByRole('listitem')
  await issued.getByText(/个单位均已确认|待确认/).waitFor()
  await expect.poll(() => issued.textContent()).not.toContain('待确认：吴忠市民政局')
})

test('WZ-15 those who oversee a territory see whose data is late, and when the rest is due', async () => {
  const page = await deskOf('wuzhong.data.approver')
  await openQuality(page)
  const updates = page.getByRole('region', { name: '数据更新' })
  await updates.getByText('全部', { exact: true }).click()
  await updates
    .getByText(/应于.*前更新/)
    .first()
    .waitFor()
  await shoot(page, 'quality-authority-light')
  await updates.getByRole('link').first().click()
  await page.getByRole('heading', { name: '数据项' }).waitFor()
})
