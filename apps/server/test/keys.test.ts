import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { sql } from 'kysely'
import { addFileKek } from '@fadu/smcrypto'
import { clausesOf } from './support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from './support/city.ts'
import { addResidents, grantInWuzhong, lookup } from './support/share.ts'

const code = 'WZ-RESIDENTS'

/** Key versions, their replacement while lookups go on, and wrapping under a new key-encryption key. */
describe.each(engines)('keys on %s', (engine) => {
  let city: City
  let application: Client
  let residents: readonly { readonly residentId: string; readonly name: string }[]

  beforeAll(async () => {
    city = await openCity(engine)
    residents = await addResidents(city, 'wuzhong.police.steward', code, 91)
    await grantInWuzhong(city)
    application = await city.asApplication('wuzhong.civil.assistance')
  })
  afterAll(() => city.close())

  const ask = (): Promise<Answer> =>
    lookup(
      application,
      code,
      residents.map((r) => r.residentId),
    )
  const security = (): Promise<Client> => city.as('platform.security')
  const rotate = async (): Promise<Answer> => (await security()).send('POST', `/api/v1/keys/datasets/${code}/rotation`)
  const stateOf = async () => {
    const view = await (await security()).get('/api/v1/keys')
    expect(view.status, JSON.stringify(view.body)).toBe(200)
    return (view.body.datasets as { code: string }[]).find((d) => d.code === code) as unknown as {
      version: number
      oldest: number
      rotation: { state: string; resealed: number; tampered: string[] } | null
    }
  }
  const finish = async (): Promise<void> => {
    for (let i = 0; i < 100; i++) if ((await city.services.keyJobs.rotateOnce()) === undefined) return
    throw new Error('the rotation does not end')
  }
  const versionsOf = async () => {
    const { dataset } = await city.services.aggregate.find(code)
    const { rows } = await sql<{ version: string; n: number }>`
      select encode(substring(sealed from 2 for 4), 'hex') as version, count(*)::integer as n
      from ${sql.table(dataset.table)} group by 1 order by 1`.execute(city.services.db)
    return rows
  }

  test('PF-54 a key is replaced page by page; whoever looks up in between finds every row, and the old key is erased at the end', async () => {
    const notHers = await (await city.as('platform.system')).send('POST', `/api/v1/keys/datasets/${code}/rotation`)
    expect(notHers.status).toBe(403)
    expect(clausesOf(notHers)).toContain('PF-54')
    const before = await ask()
    expect(before.body.rows).toHaveLength(3)
    const { dataset: old } = await city.services.aggregate.find(code)
    const begun = await rotate()
    expect(begun.status, JSON.stringify(begun.body)).toBe(202)
    expect(begun.body.result).toEqual({ dataset: code, version: 2 })
    expect(await stateOf()).toMatchObject({ version: 2, oldest: 1, rotation: { state: 'running', resealed: 0 } })
    expect((await rotate()).body.code).toBe('STATE_CONFLICT')
    expect((await ask()).body.rows).toEqual(before.body.rows)
    // What is received meanwhile is sealed under the new key.
    const more = await addResidents(city, 'wuzhong.police.steward', code, 92)
    expect((await city.services.keyJobs.rotateOnce())!.resealed).toBeGreaterThan(0)
    expect((await ask()).body.rows).toEqual(before.body.rows)
    expect((await lookup(application, code, [more[0]!.residentId])).body.rows).toHaveLength(1)
    await finish()
    expect(await stateOf()).toMatchObject({ version: 2, oldest: 2, rotation: { state: 'done', tampered: [] } })
    expect((await ask()).body.rows).toEqual(before.body.rows)
    expect((await versionsOf()).map((v) => v.version)).toEqual(['00000002'])
    const keys = await city.services.db
      .selectFrom('dataset_key')
      .select(['version', 'state', 'wrapped_key'])
      .where('dataset_id', '=', old.id)
      .orderBy('version')
      .execute()
    expect(keys).toMatchObject([
      { version: 1, state: 'retired', wrapped_key: null },
      { version: 2, state: 'current' },
    ])
    // Quarantine moves too.
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from quarantine_row q join batch b on b.id = q.batch_id
      where b.dataset_id = ${old.id} and substring(q.sealed from 2 for 4) <> '\\x00000002'::bytea`.execute(
      city.services.db,
    )
    expect(rows[0]!.n).toBe(0)
  })

  test('a lookup whose entry is published with other items before its rows are read gives nothing; the next one is answered', async () => {
    const { datasets, db } = city.services
    const { keyringOf } = datasets
    const publishing: typeof keyringOf = async (tx, dataset) => {
      Object.assign(datasets, { keyringOf })
      await sql`update dataset set layout_version = layout_version + 1 where code = ${code}`.execute(db)
      return keyringOf(tx, dataset)
    }
    Object.assign(datasets, { keyringOf: publishing })
    const refused = await ask()
    expect(refused.status, JSON.stringify(refused.body)).toBe(409)
    expect(refused.body).toMatchObject({ code: 'DATASET_CHANGED' })
    expect((await ask()).body.rows).toHaveLength(3)
  })

  test('a file that was read under the old key is refused when the key was replaced meanwhile', async () => {
    const { dataset } = await city.services.aggregate.find(code)
    const header = '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识'
    const row = '11010519491231002X,某某,男,1990-01-01,汉族,640302001001,某村,某路1号,,H1,合成'
    const prepared = await city.services.aggregate.prepare(dataset, chunks(`${header}\n${row}\n`))
    expect((await rotate()).status).toBe(202)
    const session = await (await city.as('wuzhong.police.steward')).get('/api/v1/session')
    const principal = {
      type: 'Account' as const,
      id: session.body.account.id as string,
      name: '经办人',
      organization: session.body.organization,
      roles: ['steward'],
    }
    await expect(
      city.services.acts.perform(
        principal as never,
        city.services.aggregate.store(code, { ...prepared, fileName: 'x.csv' }),
      ),
    ).rejects.toMatchObject({ reason: { code: 'KEY_CHANGED' } })
    await prepared.batch.discard()
    await finish()
    expect(await stateOf()).toMatchObject({ rotation: { state: 'done' } })
  })

  test('a row that was tampered with stops neither lookups of others nor the job: it is named, recorded, and the old key stays for it', async () => {
    const { dataset } = await city.services.aggregate.find(code)
    const { db } = city.services
    const { rows: victims } = await sql<{ batch: number; line: string; sealed: Uint8Array }>`
      select batch, line, sealed from ${sql.table(dataset.table)} order by batch, line limit 1`.execute(db)
    const victim = victims[0]!
    const spoilt = Buffer.from(victim.sealed)
    spoilt[30] = spoilt[30]! ^ 1
    const write = (bytes: Uint8Array) =>
      sql`update ${sql.table(dataset.table)} set sealed = ${Buffer.from(bytes)}
        where batch = ${victim.batch} and line = ${victim.line}`.execute(db)
    await write(spoilt)
    expect((await rotate()).status).toBe(202)
    await finish()
    const place = `${victim.batch}:${victim.line}`
    const halted = await stateOf()
    expect(halted).toMatchObject({ rotation: { state: 'halted', tampered: [place] } })
    expect(halted.oldest).toBe(halted.version - 1)
    expect((await ask()).body.rows).toHaveLength(3)
    const recorded = await db.selectFrom('log_entry').select('body').where('action', '=', 'key.rotate').execute()
    expect(recorded.map((r) => JSON.parse(r.body)).filter((b) => b.detail?.row === place)).toHaveLength(1)
    // Put right from a backup, the same rotation goes on and ends.
    await write(victim.sealed)
    expect((await rotate()).body.result).toEqual({ dataset: code, version: halted.version })
    await finish()
    expect(await stateOf()).toMatchObject({ oldest: halted.version, rotation: { state: 'done', tampered: [] } })
  })

  test('several processes share the work of a rotation without doing a page twice, and a restart goes on where it was', async () => {
    expect((await rotate()).status).toBe(202)
    await city.services.keyJobs.rotateOnce()
    const { rotation } = await stateOf()
    city = await city.restart()
    application = await city.asApplication('wuzhong.civil.assistance')
    expect((await stateOf()).rotation).toEqual(rotation)
    const signal = new AbortController().signal
    const [one, two] = await Promise.all([city.services.keyJobs.work(signal), city.services.keyJobs.work(signal)])
    await finish()
    const ended = await stateOf()
    expect(ended.rotation!.state).toBe('done')
    const { dataset } = await city.services.aggregate.find(code)
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from ${sql.table(dataset.table)}) + (select count(*) from quarantine_row q
        join batch b on b.id = q.batch_id where b.dataset_id = ${dataset.id}) as n`.execute(city.services.db)
    expect(ended.rotation!.resealed).toBe(Number(rows[0]!.n))
    expect(one.resealed + two.resealed + rotation!.resealed).toBe(Number(rows[0]!.n))
    expect((await ask()).body.rows).toHaveLength(3)
  })

  test('PF-54 keys are wrapped again by a new key-encryption key while the platform runs; sign-in with one-time codes goes on', async () => {
    const login = 'wuzhong.civil.steward'
    const enrolled = await (await city.as(login)).send('POST', '/api/v1/session/totp')
    const totp = new TOTP({ secret: Secret.fromBase32(enrolled.body.result.secret as string) })
    const codeNow = (): string => totp.generate({ timestamp: city.now().getTime() })
    const confirmed = await (
      await city.as(login)
    ).send('POST', '/api/v1/session/totp/confirmation', { code: codeNow() })
    expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200)

    await addFileKek(join(city.dataFolder, 'keys'))
    const done = await (await security()).send('POST', '/api/v1/keys/rewrapping')
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect(done.body.result).toMatchObject({ kek: 2, secrets: 1 })
    const view = await (await security()).get('/api/v1/keys')
    expect(view.body.kek).toEqual({ newest: 2, used: [{ version: 2, keys: done.body.result.datasetKeys }] })
    expect((await ask()).body.rows).toHaveLength(3)
    city = await city.restart()
    application = await city.asApplication('wuzhong.civil.assistance')
    expect((await ask()).body.rows).toHaveLength(3)
    city.travel(60_000)
    const signedIn = await city.anonymous.send('POST', '/api/v1/session', {
      login,
      password: city.demo.password,
      totp: codeNow(),
    })
    expect(signedIn.status, JSON.stringify(signedIn.body)).toBe(201)
    const again = await (await security()).send('POST', '/api/v1/keys/rewrapping')
    expect(again.body.result).toEqual({ kek: 2, datasetKeys: 0, secrets: 0 })
    // Without that key the platform says so at the start, and changes nothing.
    const [key, aside] = [join(city.dataFolder, 'keys', 'kek-2.json'), join(city.dataFolder, 'kek-2.aside')]
    await copyFile(key, aside)
    await rm(key)
    await expect(city.restart()).rejects.toMatchObject({ fault: { code: 'KEYS_KEK_MISSING', version: 2 } })
    await copyFile(aside, key)
    await chmod(key, 0o600)
    city = await city.restart()
  })
})

async function* chunks(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text)
}
