import { createHash, createPublicKey, generateKeyPairSync, verify, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRawSm2Verifier, sm2PublicKeyFromJwk } from '@fadu/smcrypto'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { opensslSm2 } from '../support/openssl-sm2.ts'
import { addResidents, entryId, grantInWuzhong } from '../support/share.ts'
import { nodeSigner, sendSigned, signByHand, sm2Signer, type HandChange, type HandSigner } from '../support/signing.ts'

const key = 'wuzhong.civil.assistance'
const url = '/gw/v1/datasets/WZ-RESIDENTS/lookup'
const minute = 60_000

/** Malformed Signature-Input fields, each with its fault; a faulty one is refused before anything is read. */
const malformedFields = JSON.parse(
  readFileSync(new URL('../fixtures/signature-input-faults.json', import.meta.url), 'utf8'),
) as readonly (readonly [fault: string, field: string])[]

describe.each(engines)('signed calls on %s', (engine) => {
  let city: City
  let application: string
  let signer: HandSigner
  let authorization: string
  let known: string
  const sm2 = opensslSm2()
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  beforeAll(async () => {
    city = await openCity(engine)
    const registered = city.demo.applications.find((a) => a.key === key)!
    application = registered.id
    signer = nodeSigner(registered.privateKey)
    await grantInWuzhong(city)
    known = (await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 43))[0]!.residentId
    const { kty, crv, x, y } = p256.publicKey.export({ format: 'jwk' })
    for (const sent of [
      { algorithm: 'SM2', publicKey: sm2.jwk },
      { algorithm: 'ES256', publicKey: { kty, crv, x, y } },
    ]) {
      const added = await (
        await city.as('wuzhong.civil.steward')
      ).send('POST', `/api/v1/applications/${application}/keys`, { key: sent })
      expect(added.status, JSON.stringify(added.body)).toBe(201)
    }
  })
  beforeEach(async () => {
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion(key),
    })
    authorization = `Bearer ${token.body.access_token as string}`
  })
  afterAll(() => city.close())

  const question = () => ({ purpose: '最低生活保障审核', matter: 'JZ-2026-0007', item: 'resident_id', values: [known] })
  const signed = (change: HandChange = {}, by = signer, headers: Record<string, string> = {}) =>
    sendSigned(city, signByHand(city, by, { url, body: question(), authorization, headers }, change))
  const plain = (headers: Record<string, string> = {}): Promise<Answer> =>
    city.anonymous.send('POST', url, question(), { authorization, ...headers })
  const demand = async (demanded: boolean, login = 'wuzhong.data.approver'): Promise<Answer> =>
    (await city.as(login)).send('PUT', `/api/v1/applications/${application}/signatures`, { demanded })
  const evidenceOf = async (receipt: string): Promise<Record<string, unknown>> =>
    JSON.parse((await (await city.as('wuzhong.civil.steward')).get(`/api/v1/evidence/${receipt}`)).body.body as string)
  const accesses = async (): Promise<number> => {
    const { db } = city.services
    const { n } = await db
      .selectFrom('log_entry')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('kind', '=', 'access')
      .executeTakeFirstOrThrow()
    return Number(n)
  }

  test('NB-11-2 a signed call is answered, and its record proves who asked: key, signature and what was signed', async () => {
    for (const by of [signer, sm2Signer(sm2), nodeSigner(p256.privateKey.export({ format: 'jwk' }))]) {
      const call = signByHand(city, by, { url, body: question(), authorization })
      const answer = await sendSigned(city, call)
      expect(answer.status, `${by.alg}: ${JSON.stringify(answer.body)}`).toBe(200)
      expect(answer.body.rows).toHaveLength(1)
      const record = await evidenceOf(answer.body.receipt as string)
      const base = createHash('sha256').update(call.base).digest('hex')
      expect(record['actor']).toMatchObject({
        type: 'Application',
        id: application,
        signature: { keyid: by.keyid, alg: by.alg, base, value: call.signature },
      })
      expect(JSON.stringify(record)).not.toContain(known)
      expect(JSON.stringify(record)).not.toContain(authorization.slice(7))
    }
  })

  test('NB-11-2 what was signed can be shown when its bearer is over, and fits the record and the registered key', async () => {
    const call = signByHand(city, signer, { url, body: question(), authorization })
    const { receipt } = (await sendSigned(city, call)).body as { receipt: string }
    const path = `/api/v1/evidence/${receipt}/signature`
    const early = await (await city.as('wuzhong.civil.steward')).get(path)
    expect(early.body, 'a bearer that is good is not shown').toMatchObject({ status: 409, code: 'STATE_CONFLICT' })
    city.travel(11 * minute)
    const shown = await (await city.as('wuzhong.civil.steward')).get(path)
    expect(shown.status, JSON.stringify(shown.body)).toBe(200)
    expect(shown.body).toMatchObject({
      keyid: signer.keyid,
      algorithm: 'EdDSA',
      base: call.base,
      signature: call.signature,
    })
    const publicKey = createPublicKey({ key: shown.body.publicKey as JsonWebKey, format: 'jwk' })
    const { base, signature } = shown.body as { base: string; signature: string }
    expect(verify(null, Buffer.from(base), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
    const audit = await (await city.as('platform.audit')).get(path)
    expect(audit.status).toBe(200)
    const foreign = await (await city.as('ningbo.market.steward')).get(path)
    expect(foreign.status).toBe(403)
    const stored = await city.services.db.selectFrom('call_signature').select('base').execute()
    for (const row of stored) expect(Buffer.from(row.base).includes('Bearer')).toBe(false)
  })

  test('NB-11-2 where signatures are demanded an unsigned call is refused before anything is read, and told what to sign', async () => {
    expect((await plain()).status).toBe(200)
    expect((await demand(true)).body.result, 'by the authority').toMatchObject({ signedCalls: true })
    const before = await accesses()
    for (const refused of [
      await plain(),
      await city.anonymous.send('POST', url, '{"', { authorization }),
      await city.anonymous.send('POST', '/gw/v1/datasets/WZ-RESIDENTS/query', {}, { authorization }),
      await city.anonymous.get('/gw/v1/datasets/WZ-RESIDENTS/exports/01990000-0000-7000-8000-000000000003', {
        authorization,
      }),
    ]) {
      expect(refused.body).toMatchObject({ status: 401, code: 'SIGNATURE_REQUIRED' })
      expect(refused.body.detail).toContain('"@target-uri"')
      expect(refused.headers['accept-signature']).toContain('tag="fadu-gateway"')
    }
    expect(await accesses()).toBe(before)
    const { items } = (
      await (await city.as('platform.audit')).get('/api/v1/audit/entries?kind=refusal&action=data.lookup&limit=1')
    ).body.result as { items: readonly { body: string }[] }
    expect(JSON.parse(items[0]!.body)).toMatchObject({ reason: 'SIGNATURE_REQUIRED', actor: { id: application } })
    const answer = await signed()
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.headers['signature'], 'and the answer is signed without being asked').toBeDefined()
    const own = await demand(false, 'wuzhong.civil.steward')
    expect(own.status, 'the application’s own steward cannot lift it').toBe(403)
    expect((await demand(false)).status).toBe(200)
    expect((await plain()).status).toBe(200)
    expect((await demand(true, 'wuzhong.civil.steward')).status, 'but may ask it of itself').toBe(200)
    expect((await demand(true, 'wuzhong.police.steward')).status, 'and nobody else’s steward may').toBe(403)
    expect((await demand(false)).status).toBe(200)
  })

  test('NB-11-2 a signature that proves nothing is refused by a code that says what is needed, and nothing is read', async () => {
    const before = await accesses()
    const now = Math.floor(city.now().getTime() / 1000)
    const stranger = nodeSigner(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
    const call = () => signByHand(city, signer, { url, body: question(), authorization })
    const text = JSON.stringify(question())
    const other = text.replace(known, '11010519491231002X')
    const all = ['@method', '@target-uri', '@authority', 'authorization', 'content-digest']
    const without = (name: string): HandChange => ({ components: all.filter((c) => c !== name) })
    const cases: readonly (readonly [what: string, () => Promise<Answer>, code: string, detail?: string])[] = [
      ['an unknown key', () => signed({}, stranger), 'SIGNATURE_KEY_UNKNOWN'],
      ['a key under another algorithm', () => signed({ params: { alg: 'sm2-sm3' } }), 'SIGNATURE_KEY_UNKNOWN'],
      ['an unknown algorithm', () => signed({ params: { alg: 'hmac-sha256' } }), 'SIGNATURE_KEY_UNKNOWN'],
      [
        'another key of the application',
        () => signed({ params: { keyid: sm2Signer(sm2).keyid, alg: 'sm2-sm3' } }),
        'SIGNATURE_WRONG',
      ],
      ['expired', () => signed({ params: { created: now - 120, expires: now - 60 } }), 'SIGNATURE_EXPIRED'],
      ['made ahead of time', () => signed({ params: { created: now + 600, expires: now + 660 } }), 'SIGNATURE_EXPIRED'],
      ['good for too long', () => signed({ params: { created: now, expires: now + 301 } }), 'SIGNATURE_EXPIRED'],
      ['over before it began', () => signed({ params: { expires: now - 1 } }), 'SIGNATURE_EXPIRED'],
      ['no key', () => signed({ params: { keyid: undefined } }), 'SIGNATURE_INCOMPLETE', ';keyid'],
      ['no algorithm', () => signed({ params: { alg: undefined } }), 'SIGNATURE_INCOMPLETE', ';alg'],
      ['no nonce', () => signed({ params: { nonce: undefined } }), 'SIGNATURE_INCOMPLETE', ';nonce'],
      ['no time', () => signed({ params: { created: undefined } }), 'SIGNATURE_INCOMPLETE', ';created'],
      ['no end', () => signed({ params: { expires: undefined } }), 'SIGNATURE_INCOMPLETE', ';expires'],
      ['no method', () => signed(without('@method')), 'SIGNATURE_INCOMPLETE', '@method'],
      ['no target', () => signed(without('@target-uri')), 'SIGNATURE_INCOMPLETE', '@target-uri'],
      [
        'a path without its query',
        () => signed({ components: [...without('@target-uri').components!, '@path'] }),
        'SIGNATURE_INCOMPLETE',
        '@target-uri',
      ],
      ['no host', () => signed(without('@authority')), 'SIGNATURE_INCOMPLETE', '@authority'],
      ['no bearer', () => signed(without('authorization')), 'SIGNATURE_INCOMPLETE', 'authorization'],
      ['no content', () => signed(without('content-digest')), 'SIGNATURE_INCOMPLETE', 'content-digest'],
      ['nothing', () => signed({ components: [] }), 'SIGNATURE_INCOMPLETE', '@method'],
      ['another content', () => signed({ sentBody: other }), 'SIGNATURE_CONTENT_ALTERED'],
      [
        'another digest',
        () =>
          signed({
            sent: { 'content-digest': `sha-256=:${createHash('sha256').update(other).digest('base64')}:` },
            sentBody: other,
          }),
        'SIGNATURE_WRONG',
      ],
      ['another address', () => signed({ sentUrl: url.replace('WZ-RESIDENTS', 'WZ-ENTERPRISES') }), 'SIGNATURE_WRONG'],
      ['a query added', () => signed({ sentUrl: `${url}?x=1` }), 'SIGNATURE_WRONG'],
      ['another host', () => signed({ sent: { host: 'elsewhere.example' } }), 'SIGNATURE_WRONG'],
      [
        'a signature of another call',
        () => signed({ sent: { signature: `sig=:${call().signature}:` } }),
        'SIGNATURE_WRONG',
      ],
      [
        'a signature of zeros',
        () => signed({ sent: { signature: `sig=:${Buffer.alloc(64).toString('base64')}:` } }),
        'SIGNATURE_WRONG',
      ],
      [
        'zeros of SM2',
        () => signed({ sent: { signature: `sig=:${Buffer.alloc(64).toString('base64')}:` } }, sm2Signer(sm2)),
        'SIGNATURE_WRONG',
      ],
      ['half a signature', () => signed({ sent: { signature: 'sig=:AAAA:' } }), 'SIGNATURE_WRONG'],
      ['an empty signature', () => signed({ sent: { signature: 'sig=::' } }), 'SIGNATURE_WRONG'],
    ]
    for (const [what, send, code, detail = ''] of cases) {
      const refused = await send()
      expect(refused.status, `${what}: ${JSON.stringify(refused.body)}`).toBe(401)
      expect(refused.body.code, what).toBe(code)
      expect(refused.body.detail, what).toContain(detail)
      expect(JSON.stringify(refused.body), what).not.toContain(known)
    }
    expect(await accesses()).toBe(before)
  })

  test('NB-11-2 a nonce is taken once, also when calls arrive together, and belongs to its application', async () => {
    const call = signByHand(city, signer, { url, body: question(), authorization })
    const answers = await Promise.all(Array.from({ length: 6 }, () => sendSigned(city, call)))
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 401, 401, 401, 401, 401])
    for (const a of answers) if (a.status !== 200) expect(a.body.code).toBe('SIGNATURE_REPLAYED')
    const again = await sendSigned(city, call)
    expect(again.body.code).toBe('SIGNATURE_REPLAYED')
    const fresh = await signed({ params: { nonce: call.params.nonce } })
    expect(fresh.body.code, 'signed anew with the same nonce').toBe('SIGNATURE_REPLAYED')
  })

  test('NB-11-2 a revoked key signs nothing any more; path and query may stand for the target', async () => {
    const own = opensslSm2()
    const steward = await city.as('wuzhong.civil.steward')
    const { id } = (
      await steward.send('POST', `/api/v1/applications/${application}/keys`, {
        key: { algorithm: 'SM2', publicKey: own.jwk },
      })
    ).body.result as { id: string }
    const parts = { components: ['@method', '@path', '@query', '@authority', 'authorization', 'content-digest'] }
    expect((await signed(parts, sm2Signer(own))).status).toBe(200)
    await steward.send('DELETE', `/api/v1/applications/${application}/keys/${id}`)
    expect((await signed(parts, sm2Signer(own))).body.code).toBe('SIGNATURE_KEY_UNKNOWN')
  })

  test('NB-11-2 the platform signs the answer: status, content, receipt and the signature of the request', async () => {
    const keys = ((await city.anonymous.get('/gw/v1/keys')).body as { keys: (JsonWebKey & { kid: string })[] }).keys
    expect(keys.map((k) => k.crv)).toEqual(['SM2', 'Ed25519'])
    for (const by of [signer, sm2Signer(sm2)]) {
      const wish = { 'accept-signature': 'mine=("@status" "content-digest");created;nonce="n-1";tag="fadu-gateway"' }
      const call = signByHand(city, by, { url, body: question(), authorization, headers: wish })
      const answer = await sendSigned(city, call)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.headers['fadu-receipt']).toBe(answer.body.receipt)
      const digest = `sha-256=:${createHash('sha256').update(answer.text).digest('base64')}:`
      expect(answer.headers['content-digest']).toBe(digest)
      const [, inner = ''] = /^mine=(.*)$/.exec(String(answer.headers['signature-input'])) ?? []
      const [, value = ''] = /^mine=:(.*):$/.exec(String(answer.headers['signature'])) ?? []
      const base = [
        '"@status": 200',
        `"content-digest": ${digest}`,
        `"content-type": ${String(answer.headers['content-type'])}`,
        `"fadu-receipt": ${answer.body.receipt as string}`,
        `"signature";req;key="sig": :${call.signature}:`,
        `"@signature-params": ${inner}`,
      ].join('\n')
      expect(inner).toContain('nonce="n-1"')
      const named = keys.find((k) => inner.includes(`keyid="${k.kid}"`))!
      expect(named.crv).toBe(by === signer ? 'Ed25519' : 'SM2')
      const isSigned =
        named.crv === 'Ed25519'
          ? verify(
              null,
              Buffer.from(base),
              createPublicKey({ key: named, format: 'jwk' }),
              Buffer.from(value, 'base64'),
            )
          : createRawSm2Verifier(sm2PublicKeyFromJwk(named)).verify(Buffer.from(base), Buffer.from(value, 'base64'))
      expect(isSigned, base).toBe(true)
    }
  })

  test('a refusal is signed like an answer, and an unsigned call may ask for a signed one', async () => {
    const wish = { 'accept-signature': 'sig=()' }
    const refused = await sendSigned(
      city,
      signByHand(city, signer, { url, body: { ...question(), purpose: '别的目的' }, authorization, headers: wish }),
    )
    expect(refused.status).toBe(403)
    expect(String(refused.headers['signature-input'])).toContain('"@status" "content-digest"')
    expect(refused.headers['fadu-receipt']).toBe(refused.body.receipt)
    const unsigned = await plain(wish)
    expect(unsigned.status).toBe(200)
    expect(String(unsigned.headers['signature-input'])).toContain('"@method";req "@target-uri";req "@authority";req')
    expect((await plain()).headers['signature']).toBeUndefined()
  })

  test('NB-11-2 what an answer cannot be asked for is refused by name', async () => {
    for (const field of [
      'sig',
      'sig=("x-none")',
      'sig=("@method")',
      'sig=("signature";req;key="sig")',
      'sig=();alg="rsa-pss-sha512"',
      'sig=();keyid="nobody"',
      'sig=();tag="other"',
      'sig=();what',
      'sig=();expires',
      'sig=();x=1',
      'a=(), b=()',
      '',
      '(',
    ]) {
      const refused = await plain({ 'accept-signature': field })
      expect(refused.status, `${field}: ${JSON.stringify(refused.body)}`).toBe(400)
      expect(refused.body.code, field).toBe('SIGNATURE_MALFORMED')
    }
  })

  test('NB-11-2 malformed signature fields: every one is a clear 400, nothing is read', async () => {
    const before = await accesses()
    expect(malformedFields.length).toBeGreaterThanOrEqual(40)
    const { base: _base, ...good } = signByHand(city, signer, { url, body: question(), authorization })
    for (const [fault, field] of malformedFields) {
      const input = field
        .replaceAll('KEYID', signer.keyid)
        .replaceAll('NOW', String(good.params.created))
        .replaceAll('END', String(good.params.expires))
      const refused = await signed({ sent: { 'signature-input': input } })
      expect(refused.status, `${fault}: ${JSON.stringify(refused.body)}`).toBe(400)
      expect(refused.body.code, fault).toBe('SIGNATURE_MALFORMED')
      expect(refused.body.detail.length, fault).toBeGreaterThan(10)
    }
    for (const signature of [
      undefined,
      '',
      'sig',
      'sig="text"',
      'sig=(:AAAA:)',
      'other=:AAAA:',
      'sig=:*:',
      'sig=:AAAA',
      'sig=:AAAA:,',
      '王=:AAAA:',
    ]) {
      const refused = await signed({ sent: { signature } })
      expect(refused.body, `${signature}`).toMatchObject({ status: 400, code: 'SIGNATURE_MALFORMED' })
    }
    for (const digest of ['x', 'sha-256=1', 'md5=:AAAA:', 'sha-256=:*:', 'sha-256=(:AAAA:)']) {
      const refused = await signed({}, signer, { 'content-digest': digest })
      expect(refused.body, digest).toMatchObject({ status: 400, code: 'SIGNATURE_MALFORMED' })
    }
    expect(await accesses()).toBe(before)
  })

  test('NB-11-2 exports are asked for, followed and discarded under signatures, and their records say so', async () => {
    expect(await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS')).toBeDefined()
    await demand(true)
    const call = (method: 'GET' | 'DELETE', path: string) =>
      sendSigned(city, signByHand(city, signer, { method, url: path, authorization }))
    const path = '/gw/v1/datasets/WZ-RESIDENTS/exports'
    const body = { purpose: '最低生活保障审核', matter: 'JZ-1', format: 'csv' }
    const asked = await sendSigned(city, signByHand(city, signer, { url: path, body, authorization }))
    // The grant of this city is for single calls: the refusal carries the signature all the same.
    expect(asked.status, JSON.stringify(asked.body)).toBe(403)
    const record = await evidenceOf(asked.body.receipt as string)
    expect(record).toMatchObject({ outcome: 'refused', actor: { signature: { keyid: signer.keyid } } })
    const none = '01990000-0000-7000-8000-000000000003'
    expect((await call('GET', `${path}/${none}`)).status).toBe(404)
    expect((await call('DELETE', `${path}/${none}`)).status).toBe(404)
    await demand(false)
  })
})
