import { readFile } from 'node:fs/promises'
import { civil } from '@fadu/domain'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { residentItems } from '../../src/seed/demo-catalog.ts'
import { clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from '../support/city.ts'
import { complete, published, type Fields } from '../support/entries.ts'
import { organizationId } from '../support/offices.ts'
import { expectRefused } from '../support/refusals.ts'
import { applicationId } from '../support/share.ts'

const civilSteward = 'wuzhong.civil.steward'
const police = 'wuzhong.police.approver'
const purpose = '最低生活保障审核'
const withheld: Fields = {
  ...complete.wuzhong,
  shareAttribute: 'none',
  shareBasis: { instrument: 'data-security-law', provision: '第三十八条' },
}

interface Pair {
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}
type Outcome = 'match' | 'mismatch' | 'notFound'

describe.each(engines)('verification of data that is not shared on %s', (engine) => {
  let city: City
  let application: Client
  let people: readonly Resident[]

  beforeAll(async () => {
    city = await openCity(engine)
    const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
    people = [...syntheticResidents({ seed: 11, count: 400, villages, asOf: civil('2026-01-01') })]
    application = await city.asApplication('wuzhong.civil.assistance')
  })
  afterAll(() => city.close())

  /** An entry of its own, with these people in it. */
  const withheldEntry = async (code: string): Promise<string> => {
    const items = residentItems as unknown as readonly Fields[]
    const id = await published(city, 'wuzhong.police.steward', { code, fields: withheld, items })
    const csv = [...toCsv(RESIDENT_COLUMNS, people)].join('')
    const steward = await city.as('wuzhong.police.steward')
    const stored = await steward.send('POST', `/api/v1/datasets/${code}/batches`, csv, { 'content-type': 'text/csv' })
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    return id
  }
  const requestForm = (more: Fields = {}): Record<string, unknown> => ({
    duty: '社会救助审核',
    purposes: [purpose],
    keyItems: ['resident_id'],
    verifyItems: ['name', 'birth_date', 'village_code'],
    matching: 'check',
    quantity: 100_000,
    application: applicationId(city, 'wuzhong.civil.assistance'),
    until: '2099-12-31',
    ...more,
  })
  const permitted = async (entry: string, more: Fields = {}, answer: Fields = {}): Promise<string> => {
    const caseId = await opened(
      city,
      civilSteward,
      'verify.request',
      { type: 'catalogEntry', id: entry },
      requestForm(more),
    )
    expect(await done(city, police, caseId, 'answer', { method: '经平台核实', ...answer })).toBe('answered')
    return caseId
  }
  const verify = (code: string, pairs: readonly Pair[], more: Record<string, unknown> = {}): Promise<Answer> =>
    application.send('POST', `/gw/v1/datasets/${code}/verify`, {
      purpose,
      matter: 'DB-2026-0001',
      item: 'resident_id',
      pairs,
      ...more,
    })
  const outcomesOf = (answer: Answer): readonly Readonly<Record<string, Outcome>>[] => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.results
  }
  const permitsOf = async (
    login: string,
    code: string,
  ): Promise<readonly { id: string; status: string; budget: { used: number } }[]> => {
    const { body } = await (await city.as(login)).get('/api/v1/verification-permits?limit=200')
    return (body.items as { entry: { code: string } }[]).filter((p) => p.entry.code === code) as never
  }
  const reviewOf = async (login: string, code: string): Promise<string | undefined> => {
    const { body } = await (await city.as(login)).get('/api/v1/worklist?limit=200')
    const found = (body.items as { id: string; procedure: string; subject: { name: string } }[]).find(
      (c) => c.procedure === 'verification.review' && JSON.stringify(c).includes(code),
    )
    return found?.id
  }
  /** A resident id of nobody, in the series of somebody. */
  const neighbour = (id: string, n: number): string => `${id.slice(0, 14)}${String(n).padStart(3, '0')}X`

  test('WZ-26-3 what an agency claims is answered match, mismatch or not found, the data itself never, and the access is on record', async () => {
    const code = 'WZ-V-ANSWER'
    await permitted(await withheldEntry(code))
    const [one, two] = people as [Resident, Resident]
    const answer = await verify(code, [
      { key: one.residentId, values: { name: ` ${one.name}\u3000`, birth_date: one.birthDate.replaceAll('-', '/') } },
      { key: two.residentId, values: { name: one.name === two.name ? '某' : one.name } },
      { key: '640302193002290010', values: { name: one.name, birth_date: one.birthDate } },
    ])
    expect(outcomesOf(answer)).toEqual([
      { name: 'match', birth_date: 'match' },
      { name: 'mismatch' },
      { name: 'notFound', birth_date: 'notFound' },
    ])
    expect(clausesOf(answer)).toContain('WZ-26-3')
    expect(Object.keys(answer.body).toSorted()).toEqual(['grounds', 'receipt', 'results'])
    const record = await (await city.as('platform.audit')).get(`/api/v1/evidence/${answer.body.receipt as string}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({
      kind: 'access',
      action: 'data.verify',
      detail: { purpose, matter: 'DB-2026-0001', by: 'resident_id', pairs: 3, compared: 5, matched: 2, notFound: 2 },
    })
    for (const secret of [one.name, one.residentId, one.birthDate]) expect(record.body.body).not.toContain(secret)
    const lookup = await application.send('POST', `/gw/v1/datasets/${code}/lookup`, {
      purpose,
      matter: 'DB-2026-0001',
      item: 'resident_id',
      values: [one.residentId],
    })
    expect(clausesOf(lookup)).toContain('WZ-24-4')
  })

  test('WZ-26-3 a key that nobody has costs as many openings of envelopes as one that somebody has, and answers in the same shape', async () => {
    const code = 'WZ-V-EQUAL'
    await permitted(await withheldEntry(code))
    const { datasets } = city.services
    const { keyringOf } = datasets
    let openings: number[] = []
    const counting: typeof keyringOf = async (tx, dataset) => {
      const keyring = await keyringOf(tx, dataset)
      return { ...keyring, openAll: (rows) => (openings.push(rows.length), keyring.openAll(rows)) }
    }
    Object.assign(datasets, { keyringOf: counting })
    const cost = async (keys: readonly string[]): Promise<{ openings: readonly number[]; shape: unknown }> => {
      openings = []
      const answer = await verify(
        code,
        keys.map((key) => ({ key, values: { name: '某', birth_date: '1990-01-01' } })),
      )
      return { openings, shape: outcomesOf(answer).map((o) => Object.keys(o)) }
    }
    try {
      const nobody = ['640302195001010010', '640302195102020010', '640302195203030010']
      expect(await cost(nobody)).toEqual(await cost(people.slice(0, 3).map((p) => p.residentId)))
      expect(openings).toEqual([3])
    } finally {
      Object.assign(datasets, { keyringOf })
    }
  })

  test('WZ-26-3 without a permit, beyond its items, purposes and term, or without a matter nothing is verified', async () => {
    const code = 'WZ-V-BOUNDS'
    const id = await withheldEntry(code)
    const login = civilSteward
    const [one] = people as [Resident]
    const pair = [{ key: one.residentId, values: { name: one.name } }]
    await expectRefused(city, login, await verify(code, pair), { clauses: ['PF-90'] })
    await permitted(id, { verifyItems: ['name'] }, { perDay: 10, perMatter: 4 })
    expect(outcomesOf(await verify(code, pair))).toEqual([{ name: 'match' }])
    const wider = await verify(code, [{ key: one.residentId, values: { name: one.name, mobile: '13900000000' } }])
    await expectRefused(city, login, wider, { clauses: ['PF-90'] })
    await expectRefused(city, login, await verify(code, pair, { purpose: '商业推广' }), { clauses: ['WZ-27'] })
    await expectRefused(city, login, await verify(code, pair, { matter: ' ' }), { clauses: ['PF-90'] })
    expect((await verify(code, [{ key: one.residentId, values: { birth_date: '1990-02-30' } }])).status).toBe(400)
    expect((await verify(code, pair, { item: 'name' })).status).toBe(400)
    expect((await verify('WZ-V-NOWHERE', pair)).status).toBe(404)
    const more = people.slice(0, 4).map((p) => ({ key: p.residentId, values: { name: p.name } }))
    const spent = await verify(code, more)
    await expectRefused(city, login, spent, { clauses: ['PF-91'], code: 'ACT_LIMIT_EXCEEDED' })
    // What was refused spent nothing, and a spent budget is no offence.
    expect((await permitsOf(login, code))[0]).toMatchObject({ status: 'active', budget: { used: 1 } })
    expect(outcomesOf(await verify(code, more, { matter: 'DB-2026-0002' }))).toHaveLength(4)
    city.travelTo('2100-01-01T09:00:00+08:00')
    application = await city.asApplication('wuzhong.civil.assistance')
    await expectRefused(city, login, await verify(code, pair), { clauses: ['PF-90'] })
    city.travelTo('2026-11-30T09:00:00+08:00')
    application = await city.asApplication('wuzhong.civil.assistance')
  })

  test('PF-91 of 200 calls for one matter that arrive together, in one server and in two, its budget is answered and no more', async () => {
    const code = 'WZ-TOGETHER'
    await permitted(await withheldEntry(code), { verifyItems: ['name'] }, { perMatter: 40 })
    const other = engine === 'postgres' ? await city.beside() : undefined
    const elsewhere = await other?.asApplication('wuzhong.civil.assistance')
    const [person] = people
    const pairs = [{ key: person!.residentId, values: { name: person!.name } }]
    const body = { purpose, matter: 'DB-2026-4000', item: 'resident_id', pairs }
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (i % 2 === 0 ? application : (elsewhere ?? application)).send('POST', `/gw/v1/datasets/${code}/verify`, body),
      ),
    )
    await other?.close()
    const answered = answers.filter((a) => a.status === 200)
    expect(answered).toHaveLength(40)
    for (const answer of answered) expect(answer.body.results).toEqual([{ name: 'match' }])
    for (const answer of answers.filter((a) => a.status !== 200)) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(403)
      expect(clausesOf(answer)).toContain('PF-91')
    }
    // Counted is what was answered; a spent budget is no offence.
    expect((await permitsOf(civilSteward, code))[0]).toMatchObject({ status: 'active', budget: { used: 40 } })
  })

  test('WZ-26-3 a request names items that exist, keys that identify, an application of its own and a day ahead', async () => {
    const id = await withheldEntry('WZ-V-REQUEST')
    const faulty = requestForm({
      keyItems: ['name'],
      verifyItems: ['name', 'nothing'],
      application: applicationId(city, 'wuzhong.labour.pension'),
      until: '2020-01-01',
      quantity: 0,
    })
    const answer = await openCase(city, civilSteward, 'verify.request', { type: 'catalogEntry', id }, faulty)
    expect(answer.status).toBe(400)
    const fields = (answer.body.fields as { field: string }[]).map((f) => f.field)
    expect(fields).toEqual(
      expect.arrayContaining(['form.keyItems', 'form.verifyItems', 'form.application', 'form.until', 'form.quantity']),
    )
    const caseId = await opened(city, civilSteward, 'verify.request', { type: 'catalogEntry', id }, requestForm())
    const tooMany = await (
      await city.as(police)
    ).send('POST', `/api/v1/cases/${caseId}/acts/answer`, { form: { method: '经平台核实', perDay: 10_000_000 } })
    expect(tooMany.status).toBe(400)
  })

  test('WZ-26-3 guessing a birth date is cut off with its case before an answer helps; provider and authority decide on', async () => {
    const code = 'WZ-V-GUESS'
    await permitted(await withheldEntry(code))
    const [victim] = people as [Resident]
    const guess = (day: number, matter: number): Promise<Answer> =>
      verify(
        code,
        [{ key: victim.residentId, values: { birth_date: `1901-01-${String(day).padStart(2, '0')}` } }],
        // Another matter each time: the count is of the person, not of the matter.
        { matter: `DB-${matter}` },
      )
    for (const day of [1, 2, 3]) expect(outcomesOf(await guess(day, day))).toEqual([{ birth_date: 'mismatch' }])
    // The same value again is no new guess.
    expect((await guess(3, 4)).status).toBe(200)
    const cut = await guess(4, 5)
    await expectRefused(city, civilSteward, cut, { clauses: ['PF-91'], code: 'ACT_LIMIT_EXCEEDED' })
    expect(cut.body.needed[0].text.length).toBeGreaterThan(0)
    expect(JSON.stringify(cut.body)).not.toContain('1901')
    expect(await permitsOf(civilSteward, code)).toMatchObject([{ status: 'cutOff' }])
    // Not even the right value is answered now.
    const right = await verify(code, [{ key: victim.residentId, values: { birth_date: victim.birthDate } }])
    await expectRefused(city, civilSteward, right, { clauses: ['PF-92'] })

    const review = (await reviewOf(police, code))!
    const seen = await viewCase(city, 'wuzhong.data.approver', review)
    expect(seen).toMatchObject({ procedure: 'verification.review', state: 'examining' })
    expect(seen.owner.id).toBe(await organizationId(city, police))
    expect(JSON.stringify(seen)).not.toContain(victim.residentId)
    expect(await done(city, police, review, 'restore', { conclusion: '经查系录入错误' })).toBe('confirming')
    expect((await verify(code, [{ key: victim.residentId, values: { name: victim.name } }])).status).toBe(403)
    expect(await done(city, 'wuzhong.data.approver', review, 'confirm')).toBe('restored')
    expect(outcomesOf(await guess(4, 6))).toEqual([{ birth_date: 'mismatch' }])
    for (const day of [5, 6]) await guess(day, day)
    expect((await guess(7, 7)).status).toBe(403)
    const again = (await reviewOf(police, code))!
    expect(again).not.toBe(review)
    expect(await done(city, police, again, 'revoke', { conclusion: '反复试探' })).toBe('revoked')
    expect(await permitsOf(police, code)).toMatchObject([{ status: 'revoked' }])
  })

  test('WZ-26-3 many guesses in one call get no answer at all', async () => {
    const code = 'WZ-V-BULK'
    await permitted(await withheldEntry(code))
    const [victim] = people as [Resident]
    const days = Array.from({ length: 28 }, (_, i) => `1990-01-${String(i + 1).padStart(2, '0')}`)
    const cut = await verify(
      code,
      [...days, victim.birthDate].map((birth_date) => ({ key: victim.residentId, values: { birth_date } })),
    )
    await expectRefused(city, civilSteward, cut, { clauses: ['PF-91'] })
    expect(cut.body.results).toBeUndefined()
    expect(await permitsOf(civilSteward, code)).toMatchObject([{ status: 'cutOff' }])
  })

  test('WZ-26-3 sweeping is cut off: numbers of one series, one name on many people, numbers of nobody; also over many matters', async () => {
    const [known] = people as [Resident]
    const series = 'WZ-V-SERIES'
    await permitted(await withheldEntry(series))
    const asked = Array.from({ length: 6 }, (_, n) => ({
      key: neighbour(known.residentId, n),
      values: { name: '张三' },
    }))
    expect((await verify(series, asked.slice(0, 5))).status).toBe(200)
    const sixth = await verify(series, asked.slice(5), { matter: 'DB-2' })
    await expectRefused(city, civilSteward, sixth, { clauses: ['PF-91'] })
    expect(sixth.body.detail).toContain('neighbouringKeys')

    const name = 'WZ-V-NAME'
    await permitted(await withheldEntry(name))
    const others = people
      .filter((p) => p.name !== '欧阳某某')
      .map((p) => ({ key: p.residentId, values: { name: '欧阳某某' } }))
    expect((await verify(name, others.slice(0, 20))).status).toBe(200)
    const swept = await verify(name, others.slice(20, 21), { matter: 'DB-2' })
    await expectRefused(city, civilSteward, swept, { clauses: ['PF-91'] })
    expect(swept.body.detail).toContain('keysPerFailedValue')

    const nobody = 'WZ-V-NOBODY'
    await permitted(await withheldEntry(nobody))
    let refused: Answer | undefined
    let answered = 0
    for (let n = 0; n < 60 && refused === undefined; n++) {
      const key = `6403021950${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}${String(n).padStart(3, '0')}0`
      const answer = await verify(nobody, [{ key, values: { name: `某${n}` } }], { matter: `DB-${n}` })
      if (answer.status === 200) answered++
      else refused = answer
    }
    expect(answered).toBe(50)
    await expectRefused(city, civilSteward, refused!, { clauses: ['PF-91'] })
    expect(refused!.body.detail).toContain('keysNotFound')
  })

  test('WZ-26-3 two hundred households honestly verified are not cut off, slips of the pen included', async () => {
    const code = 'WZ-V-HONEST'
    await permitted(await withheldEntry(code))
    for (let h = 0; h < 200; h++) {
      const household = people.slice(2 * h, 2 * h + 2)
      const pairs = household.map((p, i) => ({
        key: p.residentId,
        values: {
          name: h % 20 === 0 && i === 0 ? `${p.name}甲` : p.name,
          birth_date: p.birthDate,
          village_code: p.villageCode,
        },
      }))
      const matter = `DB-2026-${String(h).padStart(4, '0')}`
      const outcomes = outcomesOf(await verify(code, pairs, { matter }))
      expect(outcomes[1]).toEqual({ name: 'match', birth_date: 'match', village_code: 'match' })
      // The clerk looks at the form again.
      if (h % 20 === 0)
        await verify(code, [{ key: household[0]!.residentId, values: { name: household[0]!.name } }], { matter })
    }
    expect(await permitsOf(civilSteward, code)).toMatchObject([{ status: 'active', budget: { used: 1210 } }])
  })

  test('WZ-26-3 calls at the same time are all counted: of what may be guessed three times, three are answered', async () => {
    const code = 'WZ-V-TOGETHER'
    await permitted(await withheldEntry(code))
    const [victim] = people as [Resident]
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        verify(code, [{ key: victim.residentId, values: { birth_date: `1911-02-${10 + n}` } }], { matter: `DB-${n}` }),
      ),
    )
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 200, 200, ...Array<number>(9).fill(403)])
    const used = (await permitsOf(civilSteward, code))[0]!.budget.used
    expect(used).toBe(4)
  })

  test('WZ-46-0 while the access of an agency is suspended it verifies nothing; after it the permit holds again', async () => {
    const code = 'WZ-V-SUSPENDED'
    await permitted(await withheldEntry(code))
    const [one] = people as [Resident]
    const pair = [{ key: one.residentId, values: { name: one.name } }]
    const user = { type: 'organization', id: await organizationId(city, civilSteward) } as const
    const notice = { ground: 'platformSecurity', facts: '密钥外泄', evidence: ['日志'], correction: '更换密钥' }
    const caseId = await opened(city, police, 'access.suspension', user, notice)
    await expectRefused(city, civilSteward, await verify(code, pair), { clauses: ['WZ-46-0'] })
    await done(city, civilSteward, caseId, 'reportCorrection', { measures: '已更换', evidence: ['登记截图'] })
    await done(city, police, caseId, 'acceptCorrection', { opinion: '改正到位' })
    expect(outcomesOf(await verify(code, pair))).toEqual([{ name: 'match' }])
  })

  test('WZ-26-3 with the dataset goes its permit and what was counted', async () => {
    const code = 'WZ-V-SEALED'
    const id = await withheldEntry(code)
    await permitted(id)
    const [one] = people as [Resident]
    const pair = [{ key: one.residentId, values: { name: one.name } }]
    expect((await verify(code, pair)).status).toBe(200)
    await opened(city, police, 'data.sealing', { type: 'catalogEntry', id }, { reason: '核查' })
    await expectRefused(city, civilSteward, await verify(code, pair), { clauses: ['PF-50'] })
  })
})
