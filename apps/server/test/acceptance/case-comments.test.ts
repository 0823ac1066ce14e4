import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { organizationId } from '../support/offices.ts'
import { act, openShareRequest } from '../support/share.ts'

const applicant = 'wuzhong.civil.steward'
const provider = 'wuzhong.police.approver'
const stranger = 'wuzhong.labour.approver'
const secret = '申请人电话一三九零零零零一一一一'

describe.each(engines)('comments of a case on %s', (engine) => {
  let city: City
  let caseId: string
  beforeAll(async () => {
    city = await openCity(engine)
    const opened = await openShareRequest(city, applicant, 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    caseId = opened.body.result.case as string
  })
  afterAll(() => city.close())

  const path = (id = caseId): string => `/api/v1/cases/${id}/comments`
  const write = async (login: string, text: unknown, headers?: Record<string, string>): Promise<Answer> =>
    (await city.as(login)).send('POST', path(), { text }, headers)
  const list = async (login: string): Promise<Answer> => (await city.as(login)).get(path())
  const bodies = async (): Promise<string> => {
    const rows = await city.services.db.selectFrom('log_entry').select('body').where('case_id', '=', caseId).execute()
    return rows.map((row) => row.body).join('\n')
  }

  test('PF-100 a party says something of a case: whoever reads the case reads it, the other parties are told, no log holds the text', async () => {
    const before = await viewCase(city, applicant, caseId)
    const written = await write(applicant, secret)
    expect(written.status, JSON.stringify(written.body)).toBe(201)
    expect(clausesOf(written)).toContain('PF-100')
    const { body } = await list(provider)
    expect(body.mayComment).toBe(true)
    expect(body.items).toMatchObject([
      {
        id: written.body.result.id,
        text: secret,
        organization: { name: '吴忠市民政局' },
        withdrawn: null,
        withdrawable: false,
      },
    ])
    expect(body.items[0].author).not.toBe('')
    expect((await list('wuzhong.data.approver')).body.items).toHaveLength(1)
    // It moves nothing, and stands among the acts of the case.
    const after = await viewCase(city, applicant, caseId)
    expect([after.state, after.version, after.clocks]).toEqual([before.state, before.version, before.clocks])
    expect(after.timeline.at(-1)).toMatchObject({
      action: 'case.comment',
      organization: '吴忠市民政局',
      detail: { comment: written.body.result.id },
    })
    expect(await bodies()).not.toContain(secret)
    const told = (await (await city.as(provider)).get('/api/v1/notifications')).body.items
    expect(told[0]).toMatchObject({
      ...{ kind: 'comment', case: caseId, by: { name: '吴忠市民政局' } },
      ...{ owner: null, due: null, period: null, readAt: null },
    })
    const own = (await (await city.as(applicant)).get('/api/v1/notifications')).body.items as { kind: string }[]
    expect(own.filter((n) => n.kind === 'comment')).toEqual([])
    const read = await (await city.as(provider)).send('POST', `/api/v1/notifications/${told[0].id as string}/read`)
    expect(read.status).toBe(200)
  })

  test('PF-100 whoever may not read the case may neither write nor read, and is refused with the clause', async () => {
    const refused = await write(stranger, '请一并办理')
    expect(refused.status).toBe(403)
    expect(refused.body.needed).toMatchObject([{ clause: 'PF-100' }])
    expect((await list(stranger)).status).toBe(403)
    expect((await write('ningbo.data.approver', '外市')).status).toBe(403)
    expect((await write('platform.audit', '三员')).status).toBe(403)
    const application = await city.asApplication('wuzhong.civil.assistance')
    expect((await application.send('POST', path(), { text: '应用' })).status).toBe(403)
    expect((await list(applicant)).body.items).toHaveLength(1)
  })

  test('PF-100 one under the same key is written once; the same key for another text is refused', async () => {
    const key = { 'idempotency-key': 'comment-once' }
    const first = await write(provider, '收到，正在核实。', key)
    const again = await write(provider, '收到，正在核实。', key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    const other = await write(provider, '换一句', key)
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect((await list(applicant)).body.items).toHaveLength(2)
  })

  test('PF-100 text is plain text: too long, blank, controlled or turned is a clear mistake of the field; markup stays text', async () => {
    for (const text of [
      '',
      '  \n ',
      '字'.repeat(2001),
      'a\u0000b',
      'a\u202eb',
      'a\u2066b',
      'a\u0085b',
      7,
      null,
      undefined,
    ]) {
      const answer = await write(applicant, text)
      expect(answer.status, JSON.stringify(text)).toBe(400)
      expect(answer.body.fields[0].field, JSON.stringify(text)).toContain('text')
    }
    const markup = '<script>alert(1)</script>\n第二行'
    expect((await write(applicant, markup)).status).toBe(201)
    expect((await list(applicant)).body.items.at(-1).text).toBe(markup)
    expect((await write(applicant, '字'.repeat(2000))).status).toBe(201)
  })

  test('PF-100 its own organisation withdraws a comment, nobody else; who and when stay, the text is shown to nobody', async () => {
    const [first] = (await list(applicant)).body.items
    const withdrawal = `${path()}/${first.id as string}/withdrawal`
    const foreign = await (await city.as(provider)).send('POST', withdrawal)
    expect(foreign.status).toBe(403)
    expect(clausesOf(foreign)).toContain('PF-100')
    const done = await (await city.as('wuzhong.civil.approver')).send('POST', withdrawal)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    for (const login of [applicant, provider, 'wuzhong.data.approver']) {
      const [shown] = (await list(login)).body.items
      expect(shown, login).toMatchObject({ id: first.id, text: null, organization: { name: '吴忠市民政局' } })
      expect(shown.withdrawn.by, login).not.toBe('')
    }
    const twice = await (await city.as(applicant)).send('POST', withdrawal)
    expect(twice.status).toBe(409)
    const nowhere = `${path()}/01990000-0000-7000-8000-000000000009/withdrawal`
    expect((await (await city.as(applicant)).send('POST', nowhere)).status).toBe(404)
    const another = await openShareRequest(city, applicant, 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const elsewhere = `${path(another.body.result.case as string)}/${first.id as string}/withdrawal`
    expect((await (await city.as(applicant)).send('POST', elsewhere)).status).toBe(404)
  })

  test('PF-110 a comment that is altered past the platform is named by the check of the evidence', async () => {
    const check = async (): Promise<readonly { table: string; found: string }[]> => {
      const answer = await (await city.as('platform.audit')).send('POST', '/api/v1/audit/checks')
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      return answer.body.result.named as readonly { table: string; found: string }[]
    }
    expect(await check()).toEqual([])
    const { db } = city.services
    const comments = (await list(provider)).body.items as readonly { id: string; text: string | null }[]
    const { id } = comments.find((comment) => comment.text !== null)!
    await db.updateTable('case_comment').set({ body: '不同意' }).where('id', '=', id).execute()
    expect(await check()).toMatchObject([{ table: 'case_comment', key: id, found: 'altered' }])
  })

  test('PF-100 an organisation says so much of a case in a day and no more', async () => {
    const civil = await organizationId(city, applicant)
    const { count } = await city.services.db
      .selectFrom('case_comment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organization_id', '=', civil)
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    for (let n = Number(count); n < 50; n++) expect((await write(applicant, `第 ${n} 条`)).status).toBe(201)
    const over = await write(applicant, '第五十一条')
    expect(over.status).toBe(403)
    expect(over.body).toMatchObject({ code: 'ACT_LIMIT_EXCEEDED' })
    expect(clausesOf(over)).toContain('PF-100')
    expect((await write(provider, '另一方不受其限')).status).toBe(201)
    city.travel(25 * 3_600_000)
    expect((await write(applicant, '次日')).status).toBe(201)
  })

  test('PF-100 a case that is closed takes no more comments, and those it has stay', async () => {
    expect((await act(city, applicant, caseId, 'withdraw')).status).toBe(200)
    expect((await list(applicant)).body.mayComment).toBe(false)
    expect((await write(applicant, '补充一句')).status).toBe(409)
    expect((await list(applicant)).body.items.length).toBeGreaterThan(50)
  })
})
