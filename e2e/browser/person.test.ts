import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import { createClient } from '@fadu/sdk'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { openDesk, shoot, signIn, startCity, tokenOf, type City, type Desk, type DeskOptions } from './harness.ts'

let city: City
let resident: Resident
let entry: string
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  const people = [...syntheticResidents({ seed: 901, count: 2, villages, asOf: civil('2026-01-01') })]
  resident = people[0]!
  const csv = [...toCsv(RESIDENT_COLUMNS, people)].join('')
  const stored = await sent('wuzhong.police.steward', '/api/v1/datasets/WZ-RESIDENTS/batches', csv, 'text/csv')
  expect(stored).toMatchObject({ result: { stored: 2 } })
  const found = await asked('wuzhong.police.steward', '/api/v1/catalog-entries?q=WZ-RESIDENTS')
  entry = (found['items'] as { id: string; code: string }[]).find((e) => e.code === 'WZ-RESIDENTS')!.id
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

  const opened = await sent('wuzhong.resident.self', '/api/v1/cases', {
    procedure: 'subject.access',
    subject: { type: 'catalogEntry', id: entry },
    form: { accessKind: 'copy', content: '本人户籍记录' },
  })
  const { case: caseId } = opened['result'] as { case: string }
  await sent('wuzhong.police.approver', `/api/v1/cases/${caseId}/acts/provide`, {
    form: { item: 'resident_id', identifier: resident.residentId },
  })
  await lookedUp()

  const page = await ownData({ width: 390 })
  const disclosed = page.getByRole('region', { name: '向我提供的数据' })
  const show = disclosed.getByRole('button', { name: '查看' })
  await show.waitFor()
  expect(await show.isDisabled()).toBe(true)
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
  await accesses.getByText('JZ-2026-0901').waitFor()
  await accesses.getByText('这次查阅已记录').waitFor()
  await shoot(page, 'own-data-390')
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const wide = await ownData({ theme: 'dark' })
  await wide.getByLabel('本人的号码').fill(resident.residentId)
  await wide.getByRole('button', { name: '查看', exact: true }).click()
  await wide.getByText(resident.name).waitFor()
  await wide.getByRole('button', { name: '查看记录' }).click()
  await wide.getByText('JZ-2026-0901').waitFor()
  await shoot(wide, 'own-data-dark')
})

test('whoever is no person is not led there, and is refused with the reason who comes by address', async () => {
  const d = await openDesk(city)
  open.push(d)
  await signIn(d, city, 'wuzhong.police.steward')
  expect(await d.page.getByRole('link', { name: '我的数据' }).count()).toBe(0)
  await d.page.goto(`${city.origin}/own-data`)
  await d.page.getByText('由本人查阅').first().waitFor()
})

/** The application of the civil affairs bureau asks for the person, on a grant for it. */
async function lookedUp(): Promise<void> {
  const { id, privateKey } = city.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
  const purpose = '最低生活保障审核'
  const asking = await sent('wuzhong.civil.steward', '/api/v1/cases', {
    procedure: 'share.request',
    subject: { type: 'catalogEntry', id: entry },
    form: {
      duty: '最低生活保障审核确认',
      legalBasis: '社会救助暂行办法第十一条',
      purposes: [purpose],
      items: ['resident_id', 'name'],
      application: id,
      mode: 'interface',
      until: '2099-12-31',
    },
  })
  const { case: caseId } = asking['result'] as { case: string }
  await sent('wuzhong.police.approver', `/api/v1/cases/${caseId}/acts/approve`, { form: {} })
  const application = createClient({ baseUrl: city.origin }).asApplication({ id, privateKey })
  const { rows } = await application.lookup('WZ-RESIDENTS', {
    purpose,
    matter: 'JZ-2026-0901',
    item: 'resident_id',
    values: [resident.residentId],
  })
  expect(rows).toHaveLength(1)
}

async function sent(
  login: string,
  path: string,
  body: unknown,
  type = 'application/json',
): Promise<Record<string, unknown>> {
  return call(login, path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

function asked(login: string, path: string): Promise<Record<string, unknown>> {
  return call(login, path, {})
}

const tokens = new Map<string, string>()

async function call(login: string, path: string, how: RequestInit): Promise<Record<string, unknown>> {
  const token = tokens.get(login) ?? (await tokenOf(city, login))
  tokens.set(login, token)
  const headers = { ...(how.headers as Record<string, string> | undefined), authorization: `Bearer ${token}` }
  const answer = await fetch(city.origin + path, { ...how, headers })
  const content = (await answer.json()) as Record<string, unknown>
  expect(answer.ok, JSON.stringify(content)).toBe(true)
  return content
}
