import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openCheckpoint, parseCheckpoint, parseNote } from '@fadu/audit-log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundWitness, readSigned, WitnessFault, witnessOnce } from '../../../cli/src/verify/witness.ts'
import { witnessVerifier } from '../../src/platform/log/witness-keys.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { logVerifiers } from '../support/log-verifiers.ts'
import { foundAfter } from '../support/tampering.ts'
import { sm3Hash } from '@fadu/smcrypto'

const security = 'platform.security'

/** A supervisor countersigns the log, and a log that is not the one it signed is refused: PF-111. */
describe.each(engines)('witnesses of the log on %s', (engine) => {
  /** Two databases restored from one backup: the same keys, and the same log until then. */
  let city: City
  let restored: City
  let folder: string
  let key: string

  beforeAll(async () => {
    city = await openCity(engine)
    restored = await openCity(engine)
    folder = await mkdtemp(join(tmpdir(), 'fadu-witness-'))
    await Promise.all([city, restored].map((c) => c.services.log.integrate()))
    const logKeys = ((await city.anonymous.get('/log/keys')).body as string).trim().split('\n')
    key = await foundWitness(join(folder, 'w'), { name: 'supervisor.example/w1', logKeys })
  })
  afterAll(async () => {
    await city.close()
    await restored.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** What a witness asks, given to the running platform. */
  const over =
    (of: City): typeof fetch =>
    async (input, init) => {
      const response = await of.app.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: new URL(input instanceof Request ? input.url : input).pathname,
        headers: (init?.headers ?? {}) as Record<string, string>,
        ...(init?.body === undefined ? {} : { payload: init.body as string }),
      })
      return new Response(new Uint8Array(response.rawPayload), { status: response.statusCode })
    }
  const look = (of: City) =>
    witnessOnce(join(folder, 'w'), { url: 'http://log.test', now: () => city.now(), fetch: over(of) })
  const supervisor = async (): Promise<string> => {
    const { id } = await city.services.db
      .selectFrom('organization')
      .select('id')
      .where(sql<boolean>`kinds @> array['supervisor']`)
      .orderBy('code')
      .limit(1)
      .executeTakeFirstOrThrow()
    return id
  }
  const register = async (login: string) =>
    (await city.as(login)).send('POST', '/api/v1/log/witnesses', { organization: await supervisor(), key })
  const entries = async (of: City, count: number, name: string): Promise<void> => {
    const body = { kind: 'system', action: name, actor: { type: 'System', id: 'system' }, grounds: [], outcome: 'done' }
    await of.services.log.appendAll(
      of.services.db,
      Array.from({ length: count }, () => ({ at: of.now(), body: body as never })),
    )
    await of.services.log.integrate()
  }

  test('PF-111 a signature of nobody registered is refused and says what is needed', async () => {
    await expect(look(city)).rejects.toThrow(WitnessFault)
    const note = (await city.anonymous.get('/log/checkpoint')).body as string
    const answer = await city.anonymous.send('POST', '/log/cosignatures', { note })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 'COSIGNATURE_INVALID' })
    expect(answer.body.detail).toContain('没有已登记的见证方')
    expect((await city.anonymous.get('/log/checkpoint/cosigned')).status).toBe(404)
  })

  test('PF-111 a witness is registered by the security administrator, once, and named to anyone', async () => {
    expect((await register('platform.audit')).status).toBe(403)
    const done = await register(security)
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect((await register(security)).body).toMatchObject({ code: 'DUPLICATE' })
    const { items } = (await city.anonymous.get('/log/witnesses')).body as { items: { name: string; key: string }[] }
    expect(items).toMatchObject([{ name: 'supervisor.example/w1', key }])
  })

  test('PF-111 a log that goes on is countersigned, and its countersignature is served and verified by its key', async () => {
    const first = await look(city)
    expect(first).toMatchObject({ kind: 'signed' })
    await entries(city, 300, 'test.more')
    const second = await look(city)
    expect(second).toMatchObject({ kind: 'signed', from: first.size })
    expect(second.size).toBeGreaterThan(first.size + 299)
    const note = (await city.anonymous.get('/log/checkpoint/cosigned')).body as string
    const { origin } = parseCheckpoint(parseNote(note).text)
    const verifiers = [...(await logVerifiers(city)), witnessVerifier(key)!]
    const { checkpoint, verified } = await openCheckpoint(note, { origin, verifiers })
    expect(checkpoint.size).toBe(second.size)
    expect(verified.map((v) => v.name)).toContain('supervisor.example/w1')
  })

  test('PF-111 a countersignature that was changed in the database is named by the check', async () => {
    await city.services.log.integrate()
    const note = (await city.anonymous.get('/log/checkpoint')).body as string
    const { origin } = parseCheckpoint(parseNote(note).text)
    const deps = { hash: sm3Hash, origin, verifiers: await logVerifiers(city), witnessVerifier }
    expect(await foundAfter(city, deps, () => Promise.resolve())).toEqual([])
    const row = await city.services.db.selectFrom('log_cosignature').selectAll().executeTakeFirstOrThrow()
    const line = row.line.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')).replace(/(.)(.)(=*)$/, 'A$2$3')
    const found = await foundAfter(city, deps, async (tx) => {
      await tx.updateTable('log_cosignature').set({ line }).where('tree_size', '=', row.tree_size).execute()
    })
    expect(found).toEqual([`log_cosignature ${row.tree_size}/${row.witness_id} altered`])
  })

  test('PF-111 a log that was rolled back is refused, and both notes are kept', async () => {
    const before = await readSigned(join(folder, 'w'))
    const refused = await look(restored)
    expect(refused).toMatchObject({ kind: 'refused', fault: 'rolledBack', from: before!.size })
    if (refused.kind !== 'refused') throw new Error('not refused')
    const proof = JSON.parse(await readFile(refused.proof, 'utf8')) as { signed: { note: string }; offered: string }
    expect(proof.signed.note).toBe(before!.note)
    expect(proof.offered).toBe((await restored.anonymous.get('/log/checkpoint')).body)
    expect(await readSigned(join(folder, 'w'))).toEqual(before)
  })

  test('PF-111 a log that went on otherwise is refused however large it is, and the right one is signed again', async () => {
    const before = await readSigned(join(folder, 'w'))
    await entries(restored, 700, 'test.other')
    const refused = await look(restored)
    expect(refused).toMatchObject({ kind: 'refused', fault: 'forked', from: before!.size })
    expect((await readdir(join(folder, 'w'))).filter((name) => name.startsWith('refused-'))).toHaveLength(2)
    // What the other log shows as its own, this one never signed.
    const answer = await city.anonymous.send('POST', '/log/cosignatures', {
      note: (await restored.anonymous.get('/log/checkpoint')).body as string,
    })
    expect(answer.body).toMatchObject({ code: 'COSIGNATURE_INVALID' })
    expect(answer.body.detail).toContain('没有签署过这个检查点')
    expect(await look(city)).toMatchObject({ kind: 'signed', from: before!.size })
  })

  test('PF-111 a key that is over countersigns no more; what it signed stands', async () => {
    const { items } = (await city.anonymous.get('/log/witnesses')).body as { items: { id: string }[] }
    const ended = await (await city.as(security)).send('POST', `/api/v1/log/witnesses/${items[0]!.id}/end`)
    expect(ended.status, JSON.stringify(ended.body)).toBe(200)
    await expect(look(city)).rejects.toThrow(WitnessFault)
    expect((await city.anonymous.get('/log/checkpoint/cosigned')).status).toBe(200)
  })
})
