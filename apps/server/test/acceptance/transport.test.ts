import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllowedHosts } from '../../src/platform/allowed-hosts.ts'
import { readConfig } from '../../src/platform/config.ts'
import { contentDigest } from '../../src/platform/http/transport.ts'
import { addResidents, grantInWuzhong, lookup } from '../support/share.ts'
import { engines, openCity, type City } from '../support/city.ts'

/** A certificate for this test alone. */
async function certificate(): Promise<{ readonly cert: string; readonly key: string; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert]
  await promisify(execFile)(process.env['OPENSSL_BIN'] ?? 'openssl', [...request, ...subject])
  return { cert, key, folder }
}

describe.each(engines)('the channel on %s', (engine) => {
  let city: City
  let pem: Awaited<ReturnType<typeof certificate>>
  beforeAll(async () => {
    pem = await certificate()
    const tls = { cert: await readFile(pem.cert, 'utf8'), key: await readFile(pem.key, 'utf8') }
    city = await openCity(engine, { transport: { tls, trustedProxies: parseAllowedHosts(['10.9.0.2']) } })
  })
  afterAll(async () => {
    await city.close()
    await rm(pem.folder, { recursive: true, force: true })
  })

  const from = (remoteAddress: string, headers: Record<string, string> = {}, url = '/api/v1/law/packs') =>
    city.app.inject({ method: 'GET', url, remoteAddress, headers })

  test('NB-12 a request in clear from elsewhere is refused with its clause before anything of it is read', async () => {
    const plain = await from('203.0.113.9', { authorization: 'Bearer fs_anything' })
    expect(plain.statusCode).toBe(403)
    const clauses = (plain.json().grounds as { clause: string }[]).map((g) => g.clause)
    expect(clauses).toEqual(expect.arrayContaining(['NB-12', 'PF-93']))
    expect(plain.json().needed[0].text).toContain('HTTPS')
    // Whoever is no trusted proxy is not believed.
    expect((await from('203.0.113.9', { 'x-forwarded-proto': 'https' })).statusCode).toBe(403)
    expect((await from('127.0.0.1', { 'x-forwarded-proto': 'https' })).statusCode).toBe(403)
    expect((await from('10.9.0.2', { 'x-forwarded-proto': 'http' })).statusCode).toBe(403)
    // What a monitor asks holds no data.
    expect((await from('203.0.113.9', {}, '/healthz')).statusCode).toBe(200)
  })

  test('NB-12 a trusted proxy that has TLS in front is served, and this machine itself; browsers are told to stay with TLS', async () => {
    const proxied = await from('10.9.0.2', { 'x-forwarded-proto': 'https' })
    expect(proxied.statusCode).toBe(200)
    expect(proxied.headers['strict-transport-security']).toContain('max-age=')
    const local = await from('127.0.0.1')
    expect(local.statusCode).toBe(200)
    expect(local.headers['strict-transport-security']).toBeUndefined()
    const signedIn = await city.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: 'wuzhong.civil.steward', password: city.demo.password },
    })
    expect(signedIn.headers['set-cookie']).toMatch(/; Secure/)
  })

  test('NB-12 the server speaks TLS itself, from 1.2 on', async () => {
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = city.app.server.address() as AddressInfo
    const ask = (more: object = {}): Promise<{ status: number; protocol: string | null }> =>
      new Promise((resolve, reject) => {
        const asked = httpsRequest(
          { host: '127.0.0.1', servername: 'localhost', port, path: '/api/v1/law/packs', ca: trusted, ...more },
          (answer) => {
            const socket = answer.socket as TLSSocket
            const protocol = socket.getProtocol()
            answer.resume().on('end', () => resolve({ status: answer.statusCode!, protocol }))
          },
        )
        asked.on('error', reject).end()
      })
    const trusted = await readFile(pem.cert, 'utf8')
    expect(await ask()).toEqual({ status: 200, protocol: 'TLSv1.3' })
    expect(await ask({ maxVersion: 'TLSv1.2' })).toEqual({ status: 200, protocol: 'TLSv1.2' })
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }
    await expect(ask(old)).rejects.toThrow(/alert|protocol|version/i)
    await expect(fetch(`http://127.0.0.1:${port}/api/v1/law/packs`)).rejects.toThrow()
  })

  test('NB-12 an answer of the gateway carries a digest of what it was when it left', async () => {
    await grantInWuzhong(city)
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 3)
    const answer = await lookup(await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', [
      resident!.residentId,
    ])
    expect(answer.status).toBe(200)
    expect(answer.headers['content-digest']).toBe(contentDigest(JSON.stringify(answer.body)))
  })

  test('NB-12 a start that would serve in clear beyond this machine is refused and says what is missing', () => {
    expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/FADU_TLS_CERT.*FADU_TRUSTED_PROXIES/)
    expect(() => readConfig({ HOST: '10.0.0.5', FADU_TLS_CERT: pem.cert })).toThrow(/FADU_TLS_KEY/)
    expect(() => readConfig({ FADU_TLS_CERT: pem.key, FADU_TLS_KEY: pem.key })).toThrow(/FADU_TLS_CERT/)
    expect(readConfig({ HOST: '0.0.0.0', FADU_TLS_CERT: pem.cert, FADU_TLS_KEY: pem.key }).tls).toBeDefined()
    expect(readConfig({ HOST: '0.0.0.0', FADU_TRUSTED_PROXIES: '10.9.0.2' }).trustedProxies?.has('10.9.0.2')).toBe(true)
    for (const host of ['127.0.0.1', 'localhost', '::1']) expect(readConfig({ HOST: host }).tls).toBeUndefined()
  })
})
