import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

const datasetOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const desk = await openDesk(city, options)
  open.push(desk)
  await signIn(desk, city, login)
  await desk.page.goto(`${city.origin}/datasets/WZ-RESIDENTS`)
  return desk.page
}

// Kept by every test: nothing broke in the browser, and nothing asked anybody but the server.
afterEach(async () => {
  const closing = open.splice(0)
  for (const desk of closing) await desk.close()
  expect(closing.flatMap((d) => d.faults)).toEqual([])
  expect(closing.flatMap((d) => d.strangers)).toEqual([])
})

const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
/** A resident who exists nowhere. */
const residentOf = (id: string, name: string): string =>
  `${id},${name},男,1990-03-07,汉族,640302001001,朝阳社区,利通区金星镇,,H-1,合成`

describe('a batch', () => {
  test('with a faulty row is stored without it, and the row comes in when it is corrected', async () => {
    const page = await datasetOf('wuzhong.police.steward')
    const lines = [header, residentOf('640302199003070119', '周立群'), residentOf('640302199104180021', '马晓兰')]
    const file = { name: 'residents-november.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) }
    await page.getByLabel('把数据文件拖到这里').setInputFiles(file)
    const uploads = page.getByRole('region', { name: '归集数据' })
    await uploads.getByText('已入库', { exact: true }).waitFor({ timeout: 60_000 })
    await uploads.getByText('通过 1 行，隔离 1 行').waitFor()
    const batches = page.getByRole('table', { name: '归集批次' })
    await batches.getByText('residents-november.csv').waitFor()
    await shoot(page, 'dataset-light')
    await uploads.getByRole('link', { name: '查看隔离行' }).click()

    await page.getByText('身份证号校验码不符').waitFor()
    await page.getByRole('button', { name: '补正' }).click()
    await page.getByLabel('公民身份号码').fill('640302199104180026')
    await shoot(page, 'quarantine-light')
    await page.getByRole('button', { name: '补正入库' }).click()
    await page.getByText('已作为第').waitFor()
    await page.getByText('已由第').waitFor()
  })

  test('that is none of the dataset is refused with what is wrong, on a phone too', async () => {
    const page = await datasetOf('wuzhong.police.steward', { width: 390, theme: 'dark' })
    const file = { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from('甲,乙\r\n1,2') }
    await page.getByLabel('把数据文件拖到这里').setInputFiles(file)
    const uploads = page.getByRole('region', { name: '归集数据' })
    await uploads.getByText('未入库', { exact: true }).waitFor()
    await uploads.getByText('公民身份号码').waitFor()
    await shoot(page, 'dataset-refused-phone-dark')
  })

  test('is the work of its provider: others see what came in, and nothing to send', async () => {
    const page = await datasetOf('wuzhong.labour.steward')
    await page.getByRole('table', { name: '归集批次' }).getByText('residents.csv').waitFor()
    await page.getByRole('region', { name: '数据质量' }).waitFor()
    await expect.poll(() => page.getByText('把数据文件拖到这里').count()).toBe(0)
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    await shoot(page, 'dataset-of-others-light')
  })
})
