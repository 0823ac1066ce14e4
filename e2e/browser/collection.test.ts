import { afterAll, beforeAll, expect, test } from 'vitest'
import { announcedPlan, listedPlan } from './collection-plans.ts'
import { openDesk, shoot, signIn, startCity, type City } from './harness.ts'

let city: City
beforeAll(async () => {
  city = await startCity()
  await announcedPlan(city)
  await listedPlan(city)
}, 300_000)
afterAll(() => city?.stop())

test('YZ-10-1 anybody reads what an agency collects, on which clause it rests, and the notice, without signing in', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await page.goto(`${city.origin}/open`)
  await page.getByRole('navigation', { name: '公开查阅' }).getByRole('link', { name: '收集公示' }).click()
  await page.getByRole('heading', { name: '收集公示', level: 1 }).waitFor()
  await page.getByRole('link', { name: '养老服务补贴' }).click()
  await page.getByRole('heading', { name: '养老服务补贴', level: 1 }).waitFor()
  const grounds = page.getByRole('region', { name: '依据、范围和程序' })
  await grounds.getByText('《社会救助暂行办法》第三条').waitFor()
  await grounds.locator('.chip').first().waitFor()
  await page.getByRole('region', { name: '收集的内容' }).getByText('补贴发放账户').waitFor()
  await page.getByRole('region', { name: '告知' }).getByText('街道服务大厅').waitFor()
  await shoot(page, 'collection-plan-light')
  await page.setViewportSize({ width: 390, height: 860 })
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await shoot(page, 'collection-plan-phone')

  // Of another city, as the address says.
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.goto(`${city.origin}/collection?territory=640300000000`)
  await page.getByRole('link', { name: '社会救助' }).waitFor()
  await expect.poll(() => page.getByText('草案试行').count()).toBe(1)
  await shoot(page, 'collection-light')
  await page.getByRole('link', { name: '社会救助' }).click()
  await page.getByText('还没有公布告知').waitFor()
  await desk.close()
})

test('WZ-18 a person begins with the plans of where he lives; of a territory without any it is said', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.resident.self')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '收集公示' }).click()
  await page.getByRole('link', { name: '社会救助' }).waitFor()
  await expect.poll(() => page.getByRole('link', { name: '养老服务补贴' }).count()).toBe(0)
  await page.goto(`${city.origin}/collection?territory=640323000000`)
  await page.getByText('本地区没有在用的收集方案').waitFor()
  await desk.close()
})
