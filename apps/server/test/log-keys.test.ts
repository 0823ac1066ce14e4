import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addFileSigningKeys } from '@fadu/smcrypto'
import { parseNote, toHex } from '@fadu/audit-log'
import { foundIn, sourceOf } from './support/backups.ts'
import { clausesOf } from './support/cases.ts'
import { engines, openCity, type Answer, type City } from './support/city.ts'

describe.each(engines)('signing keys of the log on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const ask = async (login: string, version: number, from: number): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/keys/log/${version}/revocation`, { from })
  const agree = async (login: string, version: number): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/keys/log/${version}/revocation/approval`)
  /** Ids of the keys that signed the newest checkpoint. */
  const signedBy = async (): Promise<readonly string[]> => {
    await city.services.log.integrate()
    const note = (await city.anonymous.get('/log/checkpoint')).body as string
    return parseNote(note)
      .signatures.map((signature) => toHex(signature.keyId))
      .toSorted()
  }
  const keysOf = async (): Promise<readonly string[]> => {
    const { body } = await city.anonymous.get('/log/keys')
    return (body as string).trim().split('\n')
  }
  const idsOf = (keys: readonly string[]): readonly string[] => keys.map((key) => key.split('+')[1]!).toSorted()

  test('PF-126 the only keys cannot be revoked; new ones sign beside them until they are', async () => {
    await city.services.log.integrate()
    const alone = await ask('platform.security', 1, 0)
    expect(alone).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } })
    const before = await keysOf()
    await addFileSigningKeys(join(city.dataFolder, 'keys'))
    city = await city.restart()
    const after = await keysOf()
    expect(after.slice(0, 2)).toEqual(before)
    expect(after).toHaveLength(4)
    expect((await ask('platform.security', 1, Number.MAX_SAFE_INTEGER)).status).toBe(400)
    expect(await signedBy()).toEqual(idsOf(after))
  })

  test('PF-126 two administrators revoke keys; the statement is in the log, and no later checkpoint bears them', async () => {
    const [keys, size] = [await keysOf(), (await city.services.log.integrate()) ?? 0]
    const notHers = await ask('platform.audit', 1, size)
    expect([notHers.status, clausesOf(notHers)]).toEqual([403, ['PF-126']])
    const asked = await ask('platform.security', 1, 3)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const { body: session } = await (await city.as('platform.security')).get('/api/v1/session')
    const askedBy = session.account.id as string
    expect(asked.body.result).toEqual({ version: 1, keys: keys.slice(0, 2), state: 'asked', from: 3, askedBy })
    // One person has no effect, and cannot be both.
    expect((await ask('platform.security', 1, 0)).status).toBe(409)
    for (const login of ['platform.security', 'platform.system']) expect((await agree(login, 1)).status).toBe(403)
    expect(await signedBy()).toEqual(idsOf(keys))

    const agreed = await agree('platform.audit', 1)
    expect(agreed.status, JSON.stringify(agreed.body)).toBe(200)
    expect(await signedBy()).toEqual(idsOf(keys.slice(2)))
    expect((await agree('platform.audit', 1)).status).toBe(409)
    expect((await ask('platform.security', 2, 0)).status).toBe(409)
    expect((await agree('platform.audit', 3)).status).toBe(404)

    const row = await city.services.db
      .selectFrom('log_entry')
      .select('body')
      .where('id', '=', agreed.body.act.receipt as string)
      .executeTakeFirstOrThrow()
    // What `fadu log verify` looks for.
    expect(JSON.parse(row.body)).toMatchObject({
      ...{ kind: 'act', action: 'log.revokeKey', outcome: 'done' },
      detail: { keys: keys.slice(0, 2), from: 3 },
    })
    const shown = await (await city.as('platform.system')).get('/api/v1/keys/log')
    expect((shown.body.items as { state: string }[]).map((item) => item.state)).toEqual(['revoked', 'signs'])
    expect(await keysOf()).toEqual(keys)

    // Checkpoints of before bear the earlier keys alone, those of between both, the newest the later ones: all are sound.
    expect(await foundIn(city.services.db, await sourceOf(city, engine))).toEqual([])

    // A restart keeps to it.
    city = await city.restart()
    await (await city.as('platform.security')).get('/api/v1/keys')
    expect(await signedBy()).toEqual(idsOf(keys.slice(2)))
  })
})
