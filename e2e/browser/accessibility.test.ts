import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersInBothThemes, barriersOf } from './barriers.ts'
import { fillCity } from './fill-city.ts'
import { openDesk, signIn, startCity, type City } from './harness.ts'
import { publicPaths } from '../../apps/web/src/app/public-paths.ts'
import { createWalk, pathsOfRouter } from './places.ts'

/** Who walks, in this order: who provides, who asks, whose application asks, who oversees, the three administrators, and a person. */
const logins = [
  'wuzhong.police.steward',
  'wuzhong.labour.steward',
  'wuzhong.civil.steward',
  'wuzhong.data.approver',
  'platform.audit',
  'platform.system',
  'platform.security',
  'wuzhong.resident.self',
]

const paths = await pathsOfRouter()
const waitMs = 60_000
let city: City
let missing: readonly string[]
const barriers = new Map<string, readonly string[]>()
/** Of the same pages as they are shown to who is not signed in. */
const publicBarriers = new Map<string, readonly string[]>()

beforeAll(async () => {
  city = await startCity()
  const work = await fillCity(city)
  const look = async (path: string, page: Page): Promise<void> => {
    barriers.set(path, await barriersInBothThemes(page, path))
  }
  const walk = createWalk({ origin: city.origin, paths, look })
  for (const login of logins)
    if (walk.missing().length > 0) await inBrowserOf(login, (page) => walk.through(page, work[login]))
  missing = walk.missing()
  const visit = createWalk({
    origin: city.origin,
    paths: publicPaths,
    look: async (path, page) => {
      publicBarriers.set(path, await barriersInBothThemes(page, `/public${path}`))
    },
  })
  await inBrowserOf(undefined, (page) => visit.through(page))
}, 1_200_000)
afterAll(() => city?.stop())

/** A browser of somebody, signed in when it is said as whom. */
async function inBrowserOf(login: string | undefined, work: (page: Page) => Promise<void>): Promise<void> {
  const desk = await openDesk(city)
  try {
    desk.page.setDefaultTimeout(waitMs)
    if (login !== undefined) await signIn(desk, city, login)
    await work(desk.page)
  } finally {
    await desk.close()
  }
}

test('somebody finds a way to every page', () => {
  expect(missing).toEqual([])
})

test.each(paths)('%s has no barrier, in both themes, on a desk and on a phone', (path) => {
  expect(barriers.get(path)).toEqual([])
})

test.each(publicPaths)('%s is read without signing in and has no barrier then', (path) => {
  expect(publicBarriers.get(path)).toEqual([])
})

test('nor has the page of who is not signed in', () =>
  inBrowserOf(undefined, async (page) => {
    await page.getByRole('heading', { name: '登录' }).waitFor()
    expect(await barriersInBothThemes(page, '/sign-in')).toEqual([])
  }))

test('nor have a refusal, an address of nothing, a form with what is missing, and the rail of a phone', () =>
  inBrowserOf('wuzhong.police.steward', async (page) => {
    await page.goto(`${city.origin}/audit`)
    await page.getByRole('alert', { name: '不予办理' }).waitFor()
    expect(await barriersInBothThemes(page, '/refusal')).toEqual([])
    await page.goto(`${city.origin}/nowhere`)
    await page.getByText('没有这一页').first().waitFor()
    expect(await barriersInBothThemes(page, '/nowhere')).toEqual([])
    await page.goto(`${city.origin}/systems`)
    await page.getByText('登记信息系统', { exact: true }).click()
    await page.getByRole('form').getByRole('button', { name: '保存登记' }).click()
    await page.getByText('没有填写').first().waitFor()
    expect(await barriersInBothThemes(page, '/missing')).toEqual([])

    await page.setViewportSize({ width: 390, height: 860 })
    await page.goto(`${city.origin}/desk`)
    await page.getByRole('button', { name: '打开导航' }).click()
    await page.getByRole('dialog').getByRole('link', { name: '目录' }).waitFor()
    expect(await barriersOf(page)).toEqual([])
  }))
