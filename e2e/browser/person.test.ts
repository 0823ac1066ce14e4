import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Resident } from '@fadu/testkit'
import { callsOf, openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'
import { assistanceMatter, lookUpResident, residentsEntry, storeResidents } from './residents.ts'

let city: City
let resident: Resident
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
  ;[resident] = await storeResidents(city, 901)
})
afterAll(() => city?.stop())

// Kept by every test: nothing broke in the browser, and nothing asked anybody but the server.
afterEach(async () => {
  const faults = open.flatMap((d) => d.faults)
  const strangers = open.flatMap((d) => d.strangers)
  await Promise.all(open.splice(0).map((d) => d.close()))
  expect(faults).toEqual([])
  expect(strangers).toEqual([])
})

const ownData = async (options?: DeskOptions): Promise<Desk['page']> => {
  const d = await openDesk(city, options)
  open.push(d)
  await signIn(d, city, 'wuzhong.resident.self')
  await d.page.goto(`${city.origin}/own-data`)
  await d.page.getByRole('heading', { name: '我的数据', level: 1 }).waitFor()
  return d.page
}

test('a person sees the own requests, reads and takes along what was disclosed, and sees who asked', async () => {
  const before = await ownData()
  await before.getByText('还没有与本人数据有关的申请').waitFor()
  await before.getByText('先申请查阅本人的数据').waitFor()
  await shoot(before, 'own-data-empty')

  const person = await callsOf(city, 'wuzhong.resident.self')
  const { result } = await person.post<{ case: string }>('/api/v1/cases', {
    procedure: 'subject.access',
    subject: { type: 'catalogEntry', id: await residentsEntry(city) },
    form: { accessKind: 'copy', content: '本人户籍记录' },
  })
  const provider = await callsOf(city, 'wuzhong.police.approver')
  await provider.post(`/api/v1/cases/${result.case}/acts/provide`, {
    form: { item: 'resident_id', identifier: resident.residentId },
  })
  await lookUpResident(city, resident, ['resident_id', 'name'])

  const page = await ownData({ width: 390 })
  const disclosed = page.getByRole('region', { name: '向我提供的数据' })
  const show = disclosed.getByRole('button', { name: '查看' })
  await show.waitFor()
  await expect.poll(() => show.isDisabled()).toBe(true)
  await page.getByLabel('本人的号码').fill('11010519491231002X')
  await show.click()
  await disclosed.getByText('由本人写明经提供单位核实的号码').waitFor()
  await shoot(page, 'own-data-refused-390')
  await page.getByLabel('本人的号码').fill(resident.residentId)
  await show.click()
  await disclosed.getByText(resident.name).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    disclosed.getByRole('button', { name: '下载 CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('WZ-RESIDENTS.csv')
  expect(await readFile(await file.path(), 'utf8')).toContain(resident.name)

  const accesses = page.getByRole('region', { name: '谁查询过我的数据' })
  await accesses.getByRole('button', { name: '查看记录' }).click()
  await accesses.getByText('社会救助核对系统（演示）').first().waitFor()
  await accesses.getByText(assistanceMatter).waitFor()
  await accesses.getByText('这次查阅已记录').waitFor()
  await shoot(page, 'own-data-390')
  await expect.poll(() => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const wide = await ownData({ theme: 'dark' })
  await wide.getByLabel('本人的号码').fill(resident.residentId)
  await wide.getByRole('button', { name: '查看', exact: true }).click()
  await wide.getByText(resident.name).waitFor()
  await wide.getByRole('button', { name: '查看记录' }).click()
  await wide.getByText(assistanceMatter).waitFor()
  await shoot(wide, 'own-data-dark')
})

test('whoever is no person is not led there, and is refused with the reason who comes by address', async () => {
  const d = await openDesk(city)
  open.push(d)
  await signIn(d, city, 'wuzhong.police.steward')
  await expect.poll(() => d.page.getByRole('link', { name: '我的数据' }).count()).toBe(0)
  await d.page.goto(`${city.origin}/own-data`)
  await d.page.getByText('由本人查阅').first().waitFor()
})
