import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { addFileKek, shareText, type KeyShare } from '@fadu/smcrypto'
import { engines, openCity, type City } from './support/city.ts'
import { splitKeys, whileLocked } from './support/custodians.ts'

interface Said {
  readonly actor: { readonly type: string; readonly id: string }
  readonly outcome: string
  readonly reason?: string
  readonly detail: Readonly<Record<string, unknown>>
}

async function unlockEntries(city: City): Promise<readonly Said[]> {
  const rows = await city.services.db
    .selectFrom('log_entry')
    .select('body')
    .where('action', '=', 'key.unlock')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(({ body }) => JSON.parse(body) as Said)
}

describe.each(engines)('a platform whose keys are split among custodians on %s', (engine) => {
  test('PF-125 serves nothing until two of three have handed in, names a wrong share, and records who and when', async () => {
    const founded = await openCity(engine)
    const shares = await splitKeys(founded.dataFolder)
    const old = shares
    const again = await splitKeys(founded.dataFolder, shares)
    const lines: string[] = []
    const written = new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) })
    const unlock = whileLocked(
      founded.now,
      async ({ app, handIn }) => {
        const ask = (method: 'GET' | 'POST', url: string) =>
          app.inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) })
        expect((await ask('GET', '/healthz')).statusCode).toBe(200)
        expect(await ask('GET', '/readyz').then((r) => [r.statusCode, r.json()])).toEqual([503, { status: 'locked' }])
        for (const [method, url] of [
          ['GET', '/api/v1/session'],
          ['POST', '/api/v1/session'],
          ['POST', '/gw/v1/token'],
          ['GET', '/log/checkpoint'],
          ['POST', '/api/v1/keys/rewrapping'],
          ['GET', '/api/v1/backups'],
          ['GET', '/nothing/is/here'],
        ] as const) {
          const answer = await ask(method, url)
          expect([answer.statusCode, answer.json().code], url).toEqual([503, 'KEYS_LOCKED'])
          // The server that takes the port over must find no connection in use.
          expect(answer.headers.connection, url).toBe('close')
          expect(answer.json().grounds[0].clause).toBe('PF-125')
          expect(answer.json().needed).not.toEqual([])
        }

        const malformed = await handIn('BABAB babab')
        expect(malformed).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
        expect(malformed.body['fields']).toEqual([{ field: 'body.share', fault: '24 words of five letters' }])
        expect(await handIn(old[0]!)).toMatchObject({ status: 422, body: { code: 'KEY_SHARE_FOREIGN' } })
        const wrong: KeyShare = { ...again[1]!, index: 3 }
        expect(await handIn(wrong)).toMatchObject({ status: 422, body: { code: 'KEY_SHARE_WRONG' } })

        expect(await handIn(again[0]!)).toMatchObject({
          status: 200,
          body: { state: 'locked', handedIn: 1, threshold: 2 },
        })
        expect(await handIn(again[0]!)).toMatchObject({ status: 200, body: { handedIn: 1 } })
        const state = await ask('GET', '/api/v1/keys/unlock')
        expect(state.json()).toMatchObject({ state: 'locked', handedIn: 1 })
        expect(await handIn(again[2]!)).toEqual({ status: 200, body: { state: 'unlocked' } })
      },
      { logger: pino({ level: 'trace' }, written) },
    )
    const city = await founded.restart({ unlock })

    const said = await unlockEntries(city)
    const keyId = again[0]!.keyId
    const nobody = { type: 'Visitor', id: 'visitor' }
    expect(said.map(({ actor, outcome, reason, detail }) => [actor, outcome, reason, detail['custodian']])).toEqual([
      [nobody, 'refused', 'KEY_SHARE_FOREIGN', undefined],
      [nobody, 'refused', 'KEY_SHARE_WRONG', 'wuzhong.c'],
      [{ type: 'Custodian', id: `${keyId}/1` }, 'done', undefined, 'wuzhong.a'],
      [{ type: 'Custodian', id: `${keyId}/1` }, 'done', undefined, 'wuzhong.a'],
      [{ type: 'Custodian', id: `${keyId}/3` }, 'done', undefined, 'wuzhong.c'],
    ])
    expect(said.map(({ detail }) => detail['state'])).toEqual(['locked', 'locked', 'locked', 'locked', 'unlocked'])

    // What was sealed before opens, and what is sealed now.
    const application = await city.asApplication('wuzhong.civil.assistance')
    expect((await application.get('/api/v1/keys')).status).toBe(403)
    const rewrapped = await (await city.as('platform.security')).send('POST', '/api/v1/keys/rewrapping')
    expect(rewrapped.status, JSON.stringify(rewrapped.body)).toBe(200)
    expect((await city.anonymous.get('/api/v1/keys/unlock')).body).toEqual({ state: 'unlocked' })
    const late = await city.anonymous.send('POST', '/api/v1/keys/unlock', { share: shareText(again[1]!) })
    expect(late).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } })

    // INVARIANT (no share leaves memory): not in the evidence, the log, or the folder.
    const everywhere = [
      ...(await city.services.db.selectFrom('log_entry').select('body').execute()).map((row) => row.body),
      ...lines,
      ...(await Promise.all(
        (await readdir(join(city.dataFolder, 'keys'))).map((name) =>
          readFile(join(city.dataFolder, 'keys', name), 'utf8'),
        ),
      )),
    ].join('\n')
    expect(lines.length).toBeGreaterThan(5)
    for (const share of [...old, ...again]) {
      expect(everywhere).not.toContain(shareText(share).slice(24, 60))
      expect(everywhere).not.toContain(Buffer.from(share.value).toString('base64'))
      expect(everywhere).not.toContain(Buffer.from(share.value).toString('hex'))
    }
    await city.close()
  })

  test('PF-125 shows a browser the page where shares are handed in, and programs the refusal; nothing comes from elsewhere', async () => {
    const founded = await openCity(engine)
    const shares = await splitKeys(founded.dataFolder)
    const webFolder = await mkdtemp(join(tmpdir(), 'fadu-pages-'))
    await mkdir(join(webFolder, 'assets'))
    await writeFile(join(webFolder, 'index.html'), '<style nonce="{{nonce}}"></style>')
    await writeFile(join(webFolder, 'assets', 'page.0a1b.js'), 'export {}')
    const unlock = whileLocked(
      founded.now,
      async ({ app, handIn }) => {
        const open = (url: string, accept: string) => app.inject({ method: 'GET', url, headers: { accept } })
        const page = await open('/keys', 'text/html,*/*;q=0.8')
        expect([page.statusCode, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
        const [, nonce] = /nonce="([^"]+)"/.exec(page.body)!
        const policy = page.headers['content-security-policy'] as string
        expect(policy).toContain(`'nonce-${nonce!}'`)
        expect(policy).toContain("script-src 'self'")
        expect(policy).not.toContain('unsafe')
        expect((await open('/assets/page.0a1b.js', '*/*')).statusCode).toBe(200)
        for (const [url, accept] of [
          ['/keys', 'application/json'],
          ['/api/v1/session', 'text/html'],
          ['/log/checkpoint', 'text/html'],
          ['/link/v1/key', 'text/html'],
        ] as const)
          expect((await open(url, accept)).json().code, url).toBe('KEYS_LOCKED')
        await handIn(shares[0]!)
        await handIn(shares[1]!)
      },
      { webFolder },
    )
    await (await founded.restart({ unlock })).close()
    await rm(webFolder, { recursive: true })
  })

  test('PF-125 forgets shares after a while, and takes those of a new splitting only', async () => {
    const founded = await openCity(engine)
    const shares = await splitKeys(founded.dataFolder)
    const unlock = whileLocked(founded.now, async ({ handIn }) => {
      expect(await handIn(shares[0]!)).toMatchObject({ body: { handedIn: 1 } })
      founded.travel(16 * 60 * 1000)
      expect(await handIn(shares[1]!)).toMatchObject({ body: { state: 'locked', handedIn: 1 } })
      // Meanwhile the operator has the keys split anew: what is here is worth nothing.
      const again = await splitKeys(founded.dataFolder, shares)
      expect(await handIn(shares[2]!)).toMatchObject({ status: 422, body: { code: 'KEY_SHARE_FOREIGN' } })
      expect(await handIn(again[1]!)).toMatchObject({ body: { state: 'locked', handedIn: 1 } })
      expect(await handIn(again[2]!)).toMatchObject({ body: { state: 'unlocked' } })
    })
    const city = await founded.restart({ unlock })
    const said = await unlockEntries(city)
    expect(said.filter(({ reason }) => reason === 'KEYS_LOCKED')).toHaveLength(1)
    await city.close()
  })

  test('PF-125 without anybody to ask does not start, and says why', async () => {
    const founded = await openCity(engine)
    await addFileKek(join(founded.dataFolder, 'keys'))
    await splitKeys(founded.dataFolder)
    await expect(founded.restart()).rejects.toMatchObject({ issue: { code: 'KEYSTORE_LOCKED' } })
  })
})
