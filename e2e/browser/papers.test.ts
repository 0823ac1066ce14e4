import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { callsOf, openDesk, shoot, signIn, startCity, type City, type Desk, type DeskOptions } from './harness.ts'
import { residentsEntry } from './residents.ts'

let city: City
let caseId: string
const open: Desk[] = []

beforeAll(async () => {
  city = await startCity()
  caseId = await askForResidents()
})
afterAll(() => city?.stop())

const deskOf = async (login: string, options?: DeskOptions): Promise<Page> => {
  const desk = await openDesk(city, options)
  open.push(desk)
  await signIn(desk, city, login)
  await desk.page.goto(`${city.origin}/cases/${caseId}`)
  return desk.page
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()))
})

/** A share request that waits for its answer. */
async function askForResidents(): Promise<string> {
  const { id } = city.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
  const { result } = await (
    await callsOf(city, 'wuzhong.civil.steward')
  ).post<{ case: string }>('/api/v1/cases', {
    procedure: 'share.request',
    subject: { type: 'catalogEntry', id: await residentsEntry(city) },
    form: {
      duty: '最低生活保障审核确认',
      legalBasis: '社会救助暂行办法第十一条',
      purposes: ['最低生活保障审核'],
      items: ['name'],
      application: id,
      mode: 'interface',
      until: '2099-12-31',
    },
  })
  return result.case
}

/** A picture of some size, so that it is seen on the page. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('comments and documents of a case', () => {
  test('one party says something, the other is told, reads it and answers; a withdrawn comment says who and when', async () => {
    const civil = await deskOf('wuzhong.civil.steward')
    const form = civil.getByRole('form', { name: '留言' })
    await form.getByRole('textbox', { name: '留言' }).fill('请优先办理。\n<b>附件</b>另行提交。')
    await form.getByRole('button', { name: '提交留言' }).click()
    const acts = civil.getByRole('region', { name: '办理经过' })
    // What looks like markup is text.
    await acts.getByText('<b>附件</b>另行提交。').waitFor()

    const police = await deskOf('wuzhong.police.approver')
    await police.getByText('请优先办理。').waitFor()
    await police.getByRole('link', { name: /^通知，/ }).click()
    const told = police.getByRole('listitem').filter({ hasText: '吴忠市民政局提出' })
    await told.first().waitFor()
    await told.first().getByRole('link').first().click()
    const answer = police.getByRole('form', { name: '留言' })
    await answer.getByRole('textbox', { name: '留言' }).fill('收到，明日答复。')
    await answer.getByRole('button', { name: '提交留言' }).click()
    await police.getByText('收到，明日答复。').waitFor()
    await shoot(police, 'case-comments-light')

    await acts.getByText('撤回', { exact: true }).click()
    await acts.getByRole('button', { name: '确认撤回' }).click()
    await acts.getByText(/^已由.+撤回$/).waitFor()
    await expect.poll(() => acts.getByText('请优先办理。').count()).toBe(0)
  })

  test('a document is put to the case, shown where it is an image, kept as a file, and refused where it is not what it says', async () => {
    const civil = await deskOf('wuzhong.civil.steward', { theme: 'dark', provokes: /status of 415/ })
    const section = civil.getByRole('region', { name: '材料' })
    const input = section.getByLabel('提交材料')
    await input.setInputFiles({ name: '现场照片.png', mimeType: 'image/png', buffer: picture })
    await section.getByText('现场照片.png').waitFor()
    await input.setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('情况属实') })
    await section.getByText('说明.txt').waitFor()
    await input.setInputFiles({ name: '假.pdf', mimeType: 'application/pdf', buffer: picture })
    await section.getByText(/文件名以「.pdf」结尾/).waitFor()

    const police = await deskOf('wuzhong.police.approver', { width: 390 })
    const seen = police.getByRole('region', { name: '材料' })
    await seen.getByText('预览', { exact: true }).click()
    const image = seen.getByRole('img', { name: '现场照片.png' })
    await image.waitFor()
    await expect.poll(() => image.evaluate((e) => (e as unknown as { naturalWidth: number }).naturalWidth)).toBe(1)
    const coming = police.waitForEvent('download')
    await seen.getByRole('button', { name: '下载 说明.txt' }).click()
    expect((await coming).suggestedFilename()).toBe('说明.txt')
    await shoot(police, 'case-documents-narrow')
    await shoot(civil, 'case-documents-dark')
  })
})
