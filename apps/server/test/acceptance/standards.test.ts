import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, done, openCase, opened } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { complete, plainItem, submitNew } from '../support/entries.ts'
import { copyLaw } from '../support/law.ts'
import { expectRefused } from '../support/refusals.ts'

const steward = 'wuzhong.data.steward'
const approver = 'wuzhong.data.approver'
const provider = 'wuzhong.civil.steward'
const wuzhong = '640300000000'
const here = { type: 'territory', id: wuzhong } as const
const draft = (subject: string) => ({
  subject,
  search: '全国标准信息公共服务平台，2026-02-01',
  jointly: ['市市场监管局'],
})

interface Standard {
  readonly code: string
  readonly rank: string
  readonly inForce: boolean
  readonly values: Record<string, string> | null
}

/** The register of standards: what exists is not made anew, and what items name must be in force. */
describe.each(engines)('standards on %s', (engine) => {
  let city: City

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
  afterAll(() => city.close())

  const register = async (query = ''): Promise<readonly Standard[]> => {
    const answer = await city.anonymous.get(`/api/v1/standards?territory=${wuzhong}${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items as readonly Standard[]
  }
  let entries = 0
  const submit = (codeList: string) =>
    submitNew(city, provider, {
      code: `STANDARD-${++entries}00`,
      fields: complete.wuzhong,
      items: [plainItem('kind', '救助对象属性', { grade: 2, codeList })],
    })

  test('WZ-06-5 a municipal standard on what the nation has standardised is refused by fact, and items use the standard in force', async () => {
    expect((await register()).find((s) => s.code === 'GB/T 2261.1')).toMatchObject({
      rank: 'national',
      inForce: true,
      values: { '1': '男性', '2': '女性' },
    })
    for (const subject of ['性别代码', '人员性别', '公民身份号码', '居民身份证号码', '民族代码']) {
      const closed = await openCase(city, steward, 'standard.publication', here, draft(subject))
      await expectRefused(city, steward, closed, { clauses: ['WZ-06-5'], code: 'ACT_STANDARD_EXISTS' })
    }
    const named = await openCase(city, steward, 'standard.publication', here, draft('性别代码'))
    expect(named.body.detail).toContain('GB/T 2261.1')

    const own = 'DB6403/T 001'
    await expectRefused(city, provider, await submit(own), { clauses: ['WZ-06-5'], code: 'ACT_CODE_LIST_UNKNOWN' })
    const id = await opened(city, steward, 'standard.publication', here, draft('社会救助对象属性代码'))
    const standard = { code: own, title: '社会救助对象属性代码', version: '1.0', inForce: '2026-03-01' }
    expect(await done(city, approver, id, 'publish', standard)).toBe('active')
    expect((await register('&inForce=false')).map((s) => s.code)).toContain(own)
    // Published is not yet in force.
    await expectRefused(city, provider, await submit(own), { clauses: ['WZ-06-5'], fields: ['items.kind.codeList'] })
    city.travelTo('2026-03-02T09:00:00+08:00')
    expect((await register('&inForce=true')).find((s) => s.code === own)).toMatchObject({ rank: 'municipal' })
    expect((await submit(own)).status).toBe(201)
    expect((await submit('gb/t 3304-1991')).status).toBe(201)
    const twin = await opened(city, steward, 'standard.publication', here, draft('救助对象属性代码'))
    const again = await act(city, approver, twin, 'publish', standard)
    expect(again.status).toBe(409)
    expect(again.body.code).toBe('DUPLICATE')

    await done(city, approver, id, 'replace', { reason: '由自治区标准代替' })
    await expectRefused(city, provider, await submit(own), { clauses: ['WZ-06-5'] })
    expect((await register('&inForce=true')).map((s) => s.code)).not.toContain(own)
    expect((await city.anonymous.get('/api/v1/standards?territory=110000000000')).status).toBe(404)
    city.travelTo('2026-02-09T09:00:00+08:00')
  })
})

// Two starts of a platform of its own.
test('WZ-06-5 a regional standard closes the same way, also one that came while the municipal one was drafted', async () => {
  const law = await copyLaw()
  const subject = '公共数据元'
  const first = await openCity('pglite', { packsFolder: law.folder })
  const id = await opened(first, steward, 'standard.publication', here, draft(subject))
  await law.add(
    'wuzhong-draft-2024/standards.yaml',
    `- { code: DB64/T 9001, title: ${subject}, version: "2026", rank: regional, subjects: [${subject}] }\n`,
  )
  const city = await first.restart({ packsFolder: law.folder })
  try {
    const closed = await openCase(city, steward, 'standard.publication', here, draft(subject))
    await expectRefused(city, steward, closed, { clauses: ['WZ-06-5'], code: 'ACT_STANDARD_EXISTS' })
    expect(closed.body.detail).toContain('DB64/T 9001')
    const standard = { code: 'DB6403/T 002', title: subject, version: '1.0', inForce: '2026-03-01' }
    const late = await act(city, approver, id, 'publish', standard)
    await expectRefused(city, approver, late, { clauses: ['WZ-06-5'], code: 'ACT_STANDARD_EXISTS' })
  } finally {
    await city.close()
    await law.remove()
  }
}, 180_000)
