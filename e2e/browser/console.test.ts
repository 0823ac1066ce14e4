import { readFile } from 'node:fs/promises'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page, Request } from 'playwright-core'
import type { Resident } from '@fadu/testkit'
import { barriersInBothThemes } from './barriers.ts'
import { openDesk, shoot, signIn, startCity, type City } from './harness.ts'
import { assistanceMatter, assistanceOf, grantResidents, storeResidents } from './residents.ts'

let city: City
let resident: Resident
let accounts: Buffer

beforeAll(async () => {
  city = await startCity()
  const [person] = await storeResidents(city, 640_331)
  resident = person
  await grantResidents(city, ['resident_id', 'name', 'address'], {
    consent: { masks: [{ item: 'name', mask: 'surname' }], quotaPerDay: 50 },
  })
  accounts = await readFile(join(city.dataFolder, 'demo-accounts.json'))
}, 900_000)
afterAll(() => city?.stop())

/** Keeps the body of every request of the page: the browser tells nobody else what a body was that it streams. */
const keepsWhatIsSent = `
  window.sent = []
  const send = window.fetch
  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    window.sent.push(await request.clone().text())
    return send(request)
  }`

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/json', buffer })

/** The page of the grant to the application of the civil affairs bureau, as it is found. */
async function openGrant(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '授权' }).click()
  const card = page.getByRole('listitem').filter({ hasText: '最低生活保障审核' })
  await card.getByRole('link', { name: '条件和使用情况' }).click()
  await page.getByRole('heading', { name: '使用情况', exact: true }).waitFor()
}

test('WZ-27 a grant is tried from its page, by the key of the application and through no other door', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  const calls: Request[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/gw/')) calls.push(request)
  })
  await signIn(desk, city, 'wuzhong.civil.steward')
  await page.evaluate(keepsWhatIsSent)
  await openGrant(page)
  const part = page.getByRole('region', { name: '试用网关' })
  const key = part.getByLabel('选择应用的私钥文件')

  // Keys that cannot sign here: another application's, and one of SM2, for which the command is shown instead.
  const others = JSON.stringify({ applications: [{ id: 'another', privateKey: {} }] })
  await key.setInputFiles(file('others.json', Buffer.from(others)))
  await part.getByText('文件里没有这个应用的私钥').waitFor()
  const sm2 = generateKeyPairSync('ec', { namedCurve: 'SM2' }).privateKey.export({ format: 'pem', type: 'pkcs8' })
  await key.setInputFiles(file('sm2.pem', Buffer.from(sm2)))
  await part.getByText('WebCrypto）不支持 SM2').waitFor()
  await part.getByText(`fadu gw lookup WZ-RESIDENTS`).waitFor()
  await shoot(page, 'console-sm2-light')

  const send = part.getByRole('button', { name: '向网关查询' })
  await key.setInputFiles(file('demo-accounts.json', accounts))
  await part.getByText('私钥已就绪').waitFor()
  await part.getByText('有效', { exact: true }).waitFor()
  await send.click()
  await part.getByText('没有填写').waitFor()
  expect(calls).toEqual([]) // nothing was sent

  await part.getByLabel(/^标识/).fill(resident.residentId)
  await send.click()
  const refusal = part.getByRole('alert', { name: '不予办理' })
  await refusal.getByText('写明办理的事项编号').first().waitFor()
  await shoot(page, 'console-refused-light')

  await part.getByLabel(/^办理事项编号/).fill(assistanceMatter)
  await send.click()
  const answer = part.getByRole('table', { name: '网关的应答' })
  const name = answer.getByRole('row').filter({ hasText: '姓名' })
  await name.getByText('按授权脱敏：只留姓氏').waitFor()
  await expect.poll(() => name.textContent()).toContain(`${resident.name[0]!}•`)
  await expect.poll(() => name.textContent()).not.toContain(resident.name)
  const address = answer.getByRole('row').filter({ hasText: '住址' })
  await expect.poll(() => address.textContent()).toContain(resident.address)
  await address.getByText('原值').waitFor()
  await part.getByText('准许', { exact: true }).waitFor()
  await shoot(page, 'console-light')
  expect(await barriersInBothThemes(page, '/console')).toEqual([])
  await page.setViewportSize({ width: 390, height: 860 })
  await shoot(page, 'console-phone')
  await page.setViewportSize({ width: 1280, height: 860 })

  // The call is counted like any other, and one for another purpose is refused as any other is.
  await page.getByText('50（已用 1）').waitFor()
  await part.getByLabel(/^使用目的/).fill('了解邻居')
  await send.click()
  await refusal
    .getByRole('link', { name: /吴忠草案 27/ })
    .first()
    .waitFor()
  await page.getByRole('region', { name: '被拒绝的调用' }).waitFor()

  // Every call came with a bearer that the key brought, none with the session of who sits here, and the key stayed where it was.
  const { d } = assistanceOf(city).privateKey
  expect(calls.map((call) => new URL(call.url()).pathname)).toEqual([
    '/gw/v1/token',
    ...Array.from({ length: 3 }, () => '/gw/v1/datasets/WZ-RESIDENTS/lookup'),
  ])
  for (const call of calls) {
    const headers = await call.allHeaders()
    expect(headers['cookie']).toBeUndefined()
    expect(headers['authorization']?.startsWith('Bearer ')).toBe(call.url().endsWith('/token') ? undefined : true)
  }
  const sent = await page.evaluate<readonly string[]>('window.sent')
  expect(sent.filter((body) => body.includes(resident.residentId))).toHaveLength(3)
  expect(sent.filter((body) => body.includes('client_assertion'))).toHaveLength(1)
  expect(sent.join()).not.toContain(d)
  expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain(d)
  await desk.close()
})

test('the receipt of a call leads to the proof of its record', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.civil.steward')
  await openGrant(page)
  const part = page.getByRole('region', { name: '试用网关' })
  await part.getByLabel('选择应用的私钥文件').setInputFiles(file('demo-accounts.json', accounts))
  await part.getByText('私钥已就绪').waitFor()
  await part.getByLabel(/^标识/).fill(resident.residentId)
  await part.getByLabel(/^办理事项编号/).fill(assistanceMatter)
  await part.getByRole('checkbox', { name: '公民身份号码' }).check()
  await part.getByRole('button', { name: '向网关查询' }).click()
  const answer = part.getByRole('table', { name: '网关的应答' })
  await answer.getByText(resident.residentId).waitFor()
  await expect.poll(() => answer.getByRole('row').count()).toBe(2) // the head, and the one item asked for
  await part.getByRole('region', { name: '网关的应答' }).locator('.seal-link').click()
  await page.getByRole('heading', { name: /已验证/ }).waitFor()
  await expect.poll(() => page.getByText('data.lookup').first().textContent()).toContain(assistanceMatter)
  await desk.close()
})

test('who gives the data has a page of the grant without it', async () => {
  const desk = await openDesk(city)
  const { page } = desk
  await signIn(desk, city, 'wuzhong.police.approver')
  await openGrant(page)
  await expect.poll(() => page.getByText('试用网关').count()).toBe(0)
  await desk.close()
})
