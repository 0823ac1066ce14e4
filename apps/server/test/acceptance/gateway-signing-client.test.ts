import { spawn } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AnswerUnproven, createClient, FaduProblem, FaduRefusal, type SignerCredentials } from '@fadu/sdk'
import { engines, openCity, type City } from '../support/city.ts'
import { opensslSm2 } from '../support/openssl-sm2.ts'
import { addResidents, grantInWuzhong } from '../support/share.ts'
import { thumbprint } from '../support/signing.ts'

/** The SDK against a listening server: it signs what it sends and believes only what is signed. */
describe.each(engines)('the client that signs, on %s', (engine) => {
  let city: City
  let baseUrl: string
  let known: string
  let id: string
  let privateKey: never
  const sm2 = opensslSm2()
  const request = () => ({ purpose: '最低生活保障审核', matter: 'JZ-9', item: 'resident_id', values: [known] })

  beforeAll(async () => {
    city = await openCity(engine)
    await grantInWuzhong(city)
    known = (await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 47))[0]!.residentId
    const application = city.demo.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
    id = application.id
    privateKey = application.privateKey as never
    const steward = await city.as('wuzhong.civil.steward')
    await steward.send('PUT', `/api/v1/applications/${id}/signatures`, { demanded: true })
    await steward.send('POST', `/api/v1/applications/${id}/keys`, { key: { algorithm: 'SM2', publicKey: sm2.jwk } })
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    baseUrl = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`
  })
  afterAll(() => city.close())

  const answerKeys = async () =>
    (await createClient({ baseUrl }).get('/gw/v1/keys' as never)) as unknown as { keys: never[] }

  test('NB-11-2 signs with the key of the application, or where the key lies, and takes only proven answers', async () => {
    const { keys } = await answerKeys()
    const signing = { signCalls: true, answerKeys: keys }
    const held = createClient({ baseUrl }).asApplication({ id, privateKey }, signing)
    const first = await held.lookup('WZ-RESIDENTS', request())
    expect(first.rows).toHaveLength(1)
    const elsewhere: SignerCredentials = {
      id,
      signer: { algorithm: 'SM2', keyId: thumbprint(sm2.jwk), sign: (message) => sm2.sign(message) },
    }
    const second = await createClient({ baseUrl }).asApplication(elsewhere, signing).lookup('WZ-RESIDENTS', request())
    expect(second.rows).toEqual(first.rows)
    const steward = await city.as('wuzhong.civil.steward')
    const record = await steward.get(`/api/v1/evidence/${second.receipt}`)
    expect(JSON.parse(record.body.body as string).actor.signature).toMatchObject({
      keyid: thumbprint(sm2.jwk),
      alg: 'sm2-sm3',
    })
  })

  test('a client that does not sign is told what is needed; a refusal keeps its grounds and its receipt', async () => {
    const unsigned = createClient({ baseUrl }).asApplication({ id, privateKey })
    const told = await unsigned.lookup('WZ-RESIDENTS', request()).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(FaduProblem)
    expect(told).toMatchObject({ status: 401, code: 'SIGNATURE_REQUIRED' })
    const signed = createClient({ baseUrl }).asApplication({ id, privateKey }, { signCalls: true })
    const refused = await signed
      .lookup('WZ-RESIDENTS', { ...request(), purpose: '别的' })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(FaduRefusal)
    expect((refused as FaduRefusal).grounds.length).toBeGreaterThan(0)
    expect((refused as FaduRefusal).receipt).toBeDefined()
  })

  test('NB-11-2 the example for curl and openssl signs a call as it is printed in docs/gateway.md', async () => {
    const manual = await readFile(new URL('../../../../docs/gateway.md', import.meta.url), 'utf8')
    const [, printed = ''] = /```sh\n(url=[\s\S]*?)```/.exec(manual) ?? []
    expect(printed).toContain('openssl pkeyutl -sign')
    const host = new URL(baseUrl).host
    const script = printed.replaceAll('https://data.example.gov.cn', baseUrl).replaceAll('data.example.gov.cn', host)
    const token = await city.anonymous.send('POST', '/gw/v1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await city.assertion('wuzhong.civil.assistance'),
    })
    const folder = await mkdtemp(join(tmpdir(), 'fadu-signing-'))
    try {
      const key = createPrivateKey({ key: privateKey, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' })
      await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 })
      const env = { ...process.env, BEARER: token.body.access_token as string, KEYID: thumbprint(privateKey) }
      const shell = spawn('sh', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
      const answer = JSON.parse(await text(shell.stdout)) as { receipt: string }
      const record = await (await city.as('wuzhong.civil.steward')).get(`/api/v1/evidence/${answer.receipt}`)
      const { actor } = JSON.parse(record.body.body as string) as { actor: { signature: { keyid: string } } }
      expect(actor.signature.keyid).toBe(thumbprint(privateKey))
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('NB-11-2 an answer that is not proven is not taken: unsigned, altered, of another call, by another key', async () => {
    const { keys } = await answerKeys()
    const through = (change: (response: Response) => Promise<Response> | Response) =>
      createClient({
        baseUrl,
        retry: { attempts: 1 },
        fetch: async (input, init) => {
          const response = await fetch(input, init)
          return new URL(response.url).pathname.endsWith('/lookup') ? change(response) : response
        },
      }).asApplication({ id, privateKey }, { signCalls: true, answerKeys: keys })
    const rebuilt = async (response: Response, more: Record<string, string | undefined>, status = response.status) => {
      const headers = new Headers(response.headers)
      for (const [name, value] of Object.entries(more)) {
        if (value === undefined) headers.delete(name)
        else headers.set(name, value)
      }
      return new Response(await response.arrayBuffer(), { status, headers })
    }
    let earlier: Headers | undefined
    const faulty: Record<string, readonly [AnswerUnproven['fault'], (response: Response) => Promise<Response>]> = {
      unsigned: ['unsigned', (r) => rebuilt(r, { signature: undefined, 'signature-input': undefined })],
      'another status': ['signature', (r) => rebuilt(r, {}, 201)],
      'another receipt': ['signature', (r) => rebuilt(r, { 'fadu-receipt': id })],
      'of another call': [
        'signature',
        async (r) =>
          rebuilt(r, {
            signature: earlier!.get('signature')!,
            'signature-input': earlier!.get('signature-input')!,
          }),
      ],
    }
    await through((r) => ((earlier = r.headers), r)).lookup('WZ-RESIDENTS', request())
    for (const [what, [fault, change]] of Object.entries(faulty)) {
      const refused = await through(change)
        .lookup('WZ-RESIDENTS', request())
        .catch((error: unknown) => error)
      expect(refused, what).toBeInstanceOf(AnswerUnproven)
      expect((refused as AnswerUnproven).fault, what).toBe(fault)
    }
    const strangers = createClient({ baseUrl }).asApplication({ id, privateKey }, { signCalls: true, answerKeys: [] })
    const refused = await strangers.lookup('WZ-RESIDENTS', request()).catch((error: unknown) => error)
    expect((refused as AnswerUnproven).fault).toBe('key')
  })
})
