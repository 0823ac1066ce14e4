import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOfWeek, type CivilDate } from '@fadu/domain'
import {
  callsOf,
  openDesk,
  post,
  shoot,
  signIn,
  startCity,
  tokenOf,
  type City,
  type Desk,
  type DeskOptions,
} from './harness.ts'

const provider = 'wuzhong.police.approver'

let city: City
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())
afterEach(() => Promise.all(open.splice(0).map((d) => d.close())))

const desk = async (options?: DeskOptions): Promise<Desk> => {
  const opened = await openDesk(city, options)
  open.push(opened)
  return opened
}

interface Worklist {
  readonly today: CivilDate
  readonly items: readonly {
    readonly id: string
    readonly clocks: readonly { readonly state: string; readonly due: CivilDate | null }[]
  }[]
}

const worklist = async (): Promise<Worklist> => (await callsOf(city, provider)).get<Worklist>('/api/v1/worklist')

/** A day as the pages say it. */
function said(day: CivilDate, today: CivilDate): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const name = '一二三四五六日'[dayOfWeek(day) - 1]!
  return `${today.startsWith(`${year}-`) ? '' : `${year}年`}${month}月${date}日（周${name}）`
}

/** A worked Saturday and a free Wednesday after it, soon, as a notice that the system administrator enters. */
async function enterNotice(today: CivilDate): Promise<{ readonly worked: CivilDate; readonly free: CivilDate }> {
  const toSaturday = (6 - dayOfWeek(today) + 7) % 7
  const worked = addDays(today, toSaturday === 0 ? 7 : toSaturday)
  const free = addDays(worked, 4)
  const days = [
    { name: '换班节', date: worked, isOffDay: false },
    { name: '换班节', date: free, isOffDay: true },
  ]
  const system = await callsOf(city, 'platform.system')
  for (const year of new Set(days.map(({ date }) => Number(date.slice(0, 4))))) {
    const ofYear = days.filter(({ date }) => date.startsWith(`${year}-`))
    await system.post('/api/v1/law/notices', { year, papers: ['https://www.gov.cn/notice'], days: ofYear })
  }
  return { worked, free }
}

/** A request that the provider owes an answer to, from today on. */
async function askForResidents(): Promise<string> {
  const steward = await callsOf(city, 'wuzhong.labour.steward')
  const { items } = await steward.get<{ items: readonly { id: string; code: string }[] }>(
    '/api/v1/catalog-entries?q=WZ-RESIDENTS',
  )
  const { result } = await steward.post<{ case: string }>('/api/v1/cases', {
    procedure: 'share.request',
    subject: { type: 'catalogEntry', id: items.find(({ code }) => code === 'WZ-RESIDENTS')!.id },
    form: {
      duty: '社会保险待遇领取资格核验',
      legalBasis: '中华人民共和国社会保险法',
      purposes: ['待遇资格核验'],
      items: ['resident_id', 'name'],
      application: city.applications.find(({ key }) => key === 'wuzhong.labour.pension')!.id,
      mode: 'interface',
      until: '2099-12-31',
    },
  })
  return result.case
}

describe('the coming working days', () => {
  test('are those of the notices and of the day that the server says it is, whatever the browser thinks', async () => {
    const { today } = await worklist()
    const { worked, free } = await enterNotice(today)
    const d = await desk()
    const { page } = d
    await page.clock.setFixedTime('2031-05-20T10:00:00+08:00')
    await signIn(d, city, provider)
    const strip = page.getByRole('region', { name: '近 15 个工作日' })
    await strip.getByText(`${said(today, today)}、今天`).waitFor()
    await strip.getByText(`${said(worked, today)}、调休上班（换班节）`).waitFor()
    await strip.getByText(`${said(free, today)}、放假（换班节）`).waitFor()
    await strip.getByText(`${said(addDays(worked, 1), today)}、周末`).waitFor()
    await page.getByText(said(today, today), { exact: true }).waitFor()
    // Whole weeks, and in them more than fifteen working days.
    const shown = await strip.locator('.strip-day').count()
    expect(shown % 7).toBe(0)
    await expect.poll(() => strip.locator('.strip-workday, .strip-makeUpDay').count()).toBeGreaterThan(15)
    expect(shown).toBeLessThanOrEqual(42)
  })

  test('say how much is due on a day and open it, by keyboard too', async () => {
    const asked = await askForResidents()
    const { today, items } = await worklist()
    const isDue = ({ clocks }: Worklist['items'][number], day: CivilDate): boolean =>
      clocks.some(({ state, due }) => state === 'running' && due === day)
    const due = items.find(({ id }) => id === asked)!.clocks.find(({ state }) => state === 'running')!.due!
    const cases = items.filter((item) => isDue(item, due))

    const d = await desk()
    const { page } = d
    await signIn(d, city, provider)
    const strip = page.getByRole('region', { name: '近 15 个工作日' })
    const button = strip.getByRole('button', {
      name: new RegExp(`${said(due, today)}.*、${cases.length} 件届满`),
    })
    await button.focus()
    await page.keyboard.press('Enter')
    const opened = strip.getByRole('region', { name: `${said(due, today)}届满的事项` })
    await opened.waitFor()
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true')
    await expect.poll(() => opened.getByRole('listitem').count()).toBe(cases.length)
    await shoot(page, 'desk-strip-light')
    await page.keyboard.press('Enter')
    await opened.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await opened.locator(`a[href="/cases/${asked}"]`).click()
    await page.getByRole('heading', { name: '现在可以办理' }).waitFor()
  })

  test('stand one week below the other on a phone, in the dark and in English', async () => {
    const d = await desk({ width: 390, theme: 'dark' })
    const { page } = d
    await signIn(d, city, provider)
    await page.getByRole('button', { name: 'English' }).click()
    const strip = page.getByRole('region', { name: 'The next 15 working days' })
    await strip.getByText('make-up working day (换班节)').first().waitFor()
    await shoot(page, 'desk-strip-phone-dark-en')
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
})

describe('what just happened', () => {
  test('tells the applicant what the provider did and was refused, with its clause, and of batches of what was granted', async () => {
    const asked = await askForResidents()
    const refused = await post(
      city,
      `/api/v1/cases/${asked}/acts/refuse`,
      { form: { basis: { instrument: 'nothing-of-the-kind', provision: '第三条' }, explanation: '不宜共享' } },
      await tokenOf(city, provider),
    )
    expect(refused.ok).toBe(false)
    await (await callsOf(city, provider)).post(`/api/v1/cases/${asked}/acts/approve`, { form: {} })

    const d = await desk()
    const { page } = d
    await signIn(d, city, 'wuzhong.labour.steward')
    const lane = page.getByRole('region', { name: '刚发生' })
    const rows = lane.getByRole('listitem').filter({ has: page.locator(`a[href="/cases/${asked}"]`) })
    const approved = rows.filter({ hasText: '同意共享' })
    await approved.getByText('吴忠市公安局').waitFor()
    await approved.getByRole('link', { name: '吴忠草案 26-2' }).waitFor()
    await rows.filter({ hasText: '不予共享' }).getByText('被拒绝').waitFor()
    // Newest first: the approval came after the refused refusal.
    await expect.poll(() => rows.first().textContent()).toContain('同意共享')
    await lane
      .getByText(/户籍人口.*第 \d+ 批/)
      .first()
      .waitFor()
    await shoot(page, 'desk-happened-light')
    await approved.getByRole('link', { name: /户籍人口/ }).click()
    await page.getByRole('region', { name: '办理经过' }).waitFor()
    expect(page.url()).toBe(`${city.origin}/cases/${asked}`)
  })
})
