import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, clausesOf, done, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { askExport } from '../support/exports.ts'
import { addResidents, lookup, openShareRequest } from '../support/share.ts'
import { nodeSigner, sendSigned, signByHand, type HandSigner } from '../support/signing.ts'

const civil = 'wuzhong.civil.steward'
const police = 'wuzhong.police.approver'
const application = 'wuzhong.civil.assistance'
const url = '/gw/v1/datasets/WZ-RESIDENTS/lookup'

/** A grant may demand that each call under it is signed: of this grant, whatever its application does elsewhere. */
describe.each(engines)('grants that demand signatures on %s', (engine) => {
  let city: City
  let number: string
  let signer: HandSigner

  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    number = (await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 4712))[0]!.residentId
    signer = nodeSigner(city.demo.applications.find((a) => a.key === application)!.privateKey)
  })
  afterAll(() => city.close())

  let purposes = 0
  const granted = async (request: Record<string, unknown>, approval: Record<string, unknown>) => {
    const purpose = `签名核验之${++purposes}`
    const asked = await openShareRequest(city, civil, 'WZ-RESIDENTS', application, {
      purposes: [purpose],
      items: ['resident_id', 'name'],
      mode: 'both',
      ...request,
    })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const caseId = asked.body.result.case as string
    await done(city, police, caseId, 'approve', approval)
    const grants = (await (await city.as(civil)).get('/api/v1/grants?limit=200')).body.items
    return {
      purpose,
      ...(grants as { id: string; case: string; signedCalls: boolean }[]).find((g) => g.case === caseId)!,
    }
  }
  const plain = async (purpose: string, at: City = city): Promise<Answer> =>
    lookup(await at.asApplication(application), 'WZ-RESIDENTS', [number], { purpose, fields: ['name'] })
  const bearer = async (at: City): Promise<string> => {
    const token = await at.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await at.assertion(application),
    })
    return `Bearer ${token.body.access_token as string}`
  }
  const signed = async (purpose: string, at: City = city) => {
    const body = { purpose, matter: 'JZ-1', item: 'resident_id', values: [number], fields: ['name'] }
    return sendSigned(at, signByHand(at, signer, { url, body, authorization: await bearer(at) }))
  }
  const expectNeedsSignature = (answer: Answer): void => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(403)
    expect(clausesOf(answer)).toContain('PF-106')
    expect(JSON.stringify(answer.body.needed)).toContain('RFC 9421')
    expect(answer.body.receipt).toBeDefined()
  }

  test('PF-106 an approval demands signatures: an unsigned call is refused and told what is needed, a signed one is answered with one', async () => {
    const bound = await granted({}, { signedCalls: true })
    expect(bound.signedCalls).toBe(true)
    expectNeedsSignature(await plain(bound.purpose))
    const answer = await signed(bound.purpose)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.rows).toHaveLength(1)
    expect(String(answer.headers['signature-input'])).toContain('"signature";req;key="sig"')
    const evidence = await (await city.as('platform.audit')).get(`/api/v1/evidence/${answer.body.receipt as string}`)
    expect(JSON.parse(evidence.body.body as string).actor.signature.keyid).toBe(signer.keyid)
    // It is a term of this grant: under another the application calls as it likes.
    const free = await granted({}, {})
    expect(free.signedCalls).toBe(false)
    expect((await plain(free.purpose)).status).toBe(200)
  })

  test('PF-106 a request may ask for it, and the approval settles it', async () => {
    expect((await granted({ signedCalls: true }, {})).signedCalls).toBe(true)
    expect((await granted({ signedCalls: true }, { signedCalls: false })).signedCalls).toBe(false)
    const wrong = await openShareRequest(city, civil, 'WZ-RESIDENTS', application, { signedCalls: 'yes' })
    expect(wrong.status, JSON.stringify(wrong.body)).toBeGreaterThanOrEqual(400)
    expect(wrong.status).toBeLessThan(500)
  })

  test('PF-106 an export is asked for and fetched by signed calls alone', async () => {
    const bound = await granted({}, { signedCalls: true })
    const client = await city.asApplication(application)
    const asked = await askExport(client, 'WZ-RESIDENTS', { purpose: bound.purpose, fields: ['name'] })
    expectNeedsSignature(asked)
    const body = { purpose: bound.purpose, matter: 'JZ-1', format: 'csv', fields: ['name'] }
    const exports = '/gw/v1/datasets/WZ-RESIDENTS/exports'
    const begun = await sendSigned(
      city,
      signByHand(city, signer, { url: exports, body, authorization: await bearer(city) }),
    )
    expect(begun.status, JSON.stringify(begun.body)).toBe(201)
    await city.services.exportRunner.idle()
    const file = `${exports}/${begun.body.result.id as string}/file`
    expectNeedsSignature(await client.get(file))
    const fetched = await sendSigned(
      city,
      signByHand(city, signer, { method: 'GET', url: file, authorization: await bearer(city) }),
    )
    expect(fetched.status, fetched.text).toBe(200)
  })

  test('PF-106 a change of the grant sets it and lifts it from the next call on, in every process', async () => {
    const grant = await granted({}, {})
    const other = engine === 'postgres' ? await city.beside() : city
    expect((await plain(grant.purpose, other)).status).toBe(200)
    const amend = async (form: Record<string, unknown>): Promise<void> => {
      const subject = { type: 'dataGrant', id: grant.id } as never
      const reason = { duty: '最低生活保障审核确认', legalBasis: '社会救助暂行办法第十一条', volumePerDay: 10 }
      const change = await opened(city, 'wuzhong.civil.approver', 'grant.amendment', subject, reason)
      const answered = await act(city, police, change, 'approve', form)
      expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    }
    await amend({ signedCalls: true })
    expectNeedsSignature(await plain(grant.purpose, other))
    expectNeedsSignature(await plain(grant.purpose))
    expect((await signed(grant.purpose, other)).status).toBe(200)
    await amend({ signedCalls: false })
    expect((await plain(grant.purpose, other)).status).toBe(200)
    const detail = (await (await city.as(police)).get(`/api/v1/grants/${grant.id}`)).body
    expect((detail.changes as { terms: { signedCalls: boolean } }[]).map((c) => c.terms.signedCalls)).toEqual([
      false,
      true,
      false,
    ])
    if (other !== city) await other.close()
  })
})
