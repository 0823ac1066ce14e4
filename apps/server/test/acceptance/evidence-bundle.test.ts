import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../../cli/src/main.ts'
import { makeKeys } from '../../../cli/src/testing/small-log.ts'
import { verifyBundle } from '../../../cli/src/verify/verify-bundle.ts'
import { foundWitness, witnessOnce } from '../../../cli/src/verify/witness.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, grantInWuzhong, lookup } from '../support/share.ts'
import { checkDeps, foundAfter } from '../support/tampering.ts'

const auditor = 'platform.audit'
const security = 'platform.security'
const dataset = 'WZ-RESIDENTS'
const about = { recipient: '市网信办检查组', reason: '专项检查', matter: 'JC-2026-0002' }

/** An inspector takes evidence along and verifies it without the platform: PF-118. */
describe.each(engines)('bundles of evidence on %s', (engine) => {
  let city: City
  let folder: string
  let keys: string[]
  let caseId: string
  let receipt: string

  beforeAll(async () => {
    city = await openCity(engine)
    folder = await mkdtemp(join(tmpdir(), 'fadu-bundle-'))
    keys = ((await city.anonymous.get('/log/keys')).body as string).trim().split('\n')
    const residents = await addResidents(city, 'wuzhong.police.steward', dataset, 5)
    caseId = await grantInWuzhong(city)
    const machine = await city.asApplication('wuzhong.civil.assistance')
    const done = await lookup(machine, dataset, [residents[0]!.residentId])
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    receipt = done.body.receipt as string
    await city.services.log.integrate()
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = async (more: Record<string, unknown>, login = auditor): Promise<Answer> =>
    (await city.as(login)).send('POST', '/api/v1/audit/bundles', { ...about, ...more })
  const approve = async (id: string, login = security): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/audit/bundles/${id}/approval`)
  const take = async (id: string, login = auditor): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/audit/bundles/${id}/file`)
  /** Asked for, agreed to and made. */
  const made = async (more: Record<string, unknown>): Promise<{ readonly file: string; readonly id: string }> => {
    const asked = await ask(more)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const id = asked.body.result.id as string
    expect((await approve(id)).status).toBe(200)
    const { status, body } = await take(id)
    expect(status, JSON.stringify(body)).toBe(200)
    const file = join(folder, `${id}.jsonl`)
    await writeFile(file, body as string)
    return { file, id }
  }
  const verified = (file: string, witnesses?: readonly string[]) =>
    verifyBundle(file, { keys, ...(witnesses === undefined ? {} : { witnesses }) })
  /** What is told of the bundle after its lines were changed. */
  const problemsAfter = async (file: string, change: (lines: string[]) => string[]): Promise<string[]> => {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const spoilt = join(folder, 'spoilt.jsonl')
    await writeFile(
      spoilt,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    )
    const report = await verified(spoilt)
    expect(report.ok).toBe(false)
    return report.problems.map((p) => `${p.what} ${p.name} ${p.found}`)
  }

  test('PF-118 a bundle is asked for by the audit administrator and agreed to by the security administrator; without that it is refused', async () => {
    for (const login of [security, 'platform.system', 'wuzhong.data.approver']) {
      await expectRefused(city, login, await ask({ entries: [receipt] }, login), { clauses: ['PF-118'] })
    }
    const asked = await ask({ entries: [receipt] })
    expect(asked.body.result).toMatchObject({ entries: 1, state: 'asked', ...about })
    const id = asked.body.result.id as string
    await expectRefused(city, auditor, await take(id), { clauses: ['PF-118'] })
    for (const login of [auditor, 'platform.system']) {
      await expectRefused(city, login, await approve(id, login), { clauses: ['PF-118'] })
    }
    expect((await approve(id)).body.result).toMatchObject({ state: 'approved', approvedBy: expect.any(String) })
    expect((await approve(id)).status).toBe(409)
    for (const login of [security, 'wuzhong.police.steward']) {
      await expectRefused(city, login, await take(id, login), { clauses: ['PF-118'] })
    }
    const taken = await take(id)
    expect(taken.status).toBe(200)
    expect(taken.headers['content-type']).toBe('application/jsonl')
    const list = await (await city.as(security)).get('/api/v1/audit/bundles')
    expect((list.body.items as { id: string }[]).map((b) => b.id)).toContain(id)
    await expectRefused(
      city,
      'platform.system',
      await (await city.as('platform.system')).get('/api/v1/audit/bundles'),
      {
        clauses: ['PF-118'],
      },
    )
  })

  test('PF-118 after the days of the approval it is refused', async () => {
    const { id } = await made({ entries: [receipt] })
    const before = city.now().getTime()
    city.travel(8 * 24 * 3600 * 1000)
    await expectRefused(city, auditor, await take(id), { clauses: ['PF-118'] })
    city.travel(before - city.now().getTime())
  })

  test('PF-118 a bundle verifies offline with keys from elsewhere, and with no others', async () => {
    const { file, id } = await made({ search: { case: caseId }, opensRows: true })
    const report = await verified(file)
    expect(report).toMatchObject({ ok: true, bundle: id, recipient: about.recipient, problems: [], witnessed: null })
    expect(report.entries).toBeGreaterThan(2)
    expect(report.rows).toBeGreaterThan(1)
    expect(report.signatures.length).toBe(2)
    const others = makeKeys().map((k) => k.vkey)
    expect((await verifyBundle(file, { keys: others })).problems).toMatchObject([
      { what: 'manifest', found: 'unproven' },
    ])
    expect((await verifyBundle(file, { keys, witnesses: [] })).ok).toBe(true)
  })

  test('PF-118 every entry that was altered, is missing or was put in is named', async () => {
    const { file } = await made({ search: { case: caseId }, opensRows: true })
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const id = (line: number): string => (JSON.parse(lines[line]!) as { entry: string }).entry
    expect(await problemsAfter(file, (l) => l.with(3, l[3]!.replace('outcome', 'outcomf')))).toEqual([
      `entry ${id(3)} altered`,
    ])
    expect(await problemsAfter(file, (l) => l.toSpliced(2, 2))).toEqual([
      `entry ${id(2)} missing`,
      `entry ${id(3)} missing`,
    ])
    expect(await problemsAfter(file, (l) => l.with(4, 'nothing'))).toEqual([`entry ${id(4)} altered`])
    expect(await problemsAfter(file, (l) => [...l, l[2]!])).toEqual([`line ${lines.length + 1} added`])
    expect(await problemsAfter(file, (l) => [l[0]!.replace('检查组', '调查组'), ...l.slice(1)])).toEqual([
      'manifest manifest altered',
    ])
    expect(await problemsAfter(file, (l) => [l[0]!, '{}', ...l.slice(2)])).toEqual(['manifest manifest unproven'])
    expect(await problemsAfter(file, (l) => l.slice(0, 1))).toEqual(['manifest manifest unproven'])
    // Any one byte of an entry's line.
    for (let at = 0; at < lines[2]!.length; at += 97) {
      const line = lines[2]!
      const other = line[at] === 'x' ? 'y' : 'x'
      expect(await problemsAfter(file, (l) => l.with(2, line.slice(0, at) + other + line.slice(at + 1)))).toEqual([
        `entry ${id(2)} altered`,
      ])
    }
  })

  test('PF-118 an entry altered in the database before it is taken is not proven by the log, and a row is not opened', async () => {
    const { db } = city.services
    const asked = await ask({ search: { case: caseId }, opensRows: true })
    const bundle = asked.body.result.id as string
    expect((await approve(bundle)).status).toBe(200)
    const { body } = await db.selectFrom('log_entry').select('body').where('id', '=', receipt).executeTakeFirstOrThrow()
    const put = (text: string) => db.updateTable('log_entry').set({ body: text }).where('id', '=', receipt).execute()
    await put(body.replace('最低生活保障审核', '最低生活保障复核'))
    const taken = await take(bundle)
    await put(body)
    const file = join(folder, 'forged.jsonl')
    await writeFile(file, taken.body as string)
    const report = await verified(file)
    expect(report.problems).toEqual([{ what: 'entry', name: receipt, found: 'unproven' }])
    const grant = await db.selectFrom('data_grant').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow()
    const opened = (text: string): string[] =>
      text
        .trimEnd()
        .split('\n')
        .slice(2)
        .flatMap((line) =>
          ((JSON.parse(line) as { opened?: { table: string; key: string }[] }).opened ?? []).map(
            (o) => `${o.table}/${o.key}`,
          ),
        )
    expect(opened(taken.body as string)).toContain(`data_grant/${grant.id}`)
    // Beside the platform, and taken back: the row is not what its entry says while it stands so.
    const set = (until: string) => sql`update data_grant set valid_until = ${until}::date where id = ${grant.id}::uuid`
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await set('2098-01-01').execute(tx)
    })
    const without = await take(bundle)
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await set(String(grant.valid_until)).execute(tx)
    })
    expect(opened(without.body as string)).not.toContain(`data_grant/${grant.id}`)
  })

  test('PF-118 without opensRows no salt and no row goes along; never one that holds a secret', async () => {
    const { file } = await made({ search: { case: caseId } })
    expect(await readFile(file, 'utf8')).not.toContain('"salt"')
    const { file: accounts } = await made({ search: { kind: 'system', action: 'evidence.begin' }, opensRows: true })
    const text = await readFile(accounts, 'utf8')
    expect(text).not.toContain('argon2')
    expect(text).not.toContain('password_hash')
    expect((await verified(accounts)).ok).toBe(true)
  })

  test('PF-118 the log of a bundle continues what a witness countersigned', async () => {
    const supervisor = await city.services.db
      .selectFrom('organization')
      .select('id')
      .where(sql<boolean>`kinds @> array['supervisor']`)
      .limit(1)
      .executeTakeFirstOrThrow()
    const key = await foundWitness(join(folder, 'w'), { name: 'supervisor.example/w2', logKeys: keys })
    const registered = await (
      await city.as(security)
    ).send('POST', '/api/v1/log/witnesses', { organization: supervisor.id, key })
    expect(registered.status).toBe(201)
    const over: typeof fetch = async (input, init) => {
      const response = await city.app.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: new URL(input instanceof Request ? input.url : input).pathname,
        headers: (init?.headers ?? {}) as Record<string, string>,
        ...(init?.body === undefined ? {} : { payload: init.body as string }),
      })
      return new Response(new Uint8Array(response.rawPayload), { status: response.statusCode })
    }
    const signed = await witnessOnce(join(folder, 'w'), { url: 'http://log.test', now: () => city.now(), fetch: over })
    const { file } = await made({ entries: [receipt] })
    const report = await verified(file, [key])
    expect(report).toMatchObject({ ok: true, witnessed: { size: signed.size, by: ['supervisor.example/w2'] } })
    expect(report.treeSize).toBeGreaterThanOrEqual(signed.size)
    const other = await foundWitness(join(folder, 'v'), { name: 'supervisor.example/v', logKeys: keys })
    expect((await verified(file, [other])).problems).toMatchObject([{ what: 'cosigned', found: 'unproven' }])
  })

  test('PF-118 the command says what does not fit, and ends with 1', async () => {
    const { file, id } = await made({ entries: [receipt] })
    const lines: string[] = []
    const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
    const run = (name: string, ...more: string[]) =>
      main(['node', 'fadu', 'log', 'verify-bundle', name, ...more], output)
    const pinned = keys.flatMap((k) => ['--key', k])
    expect(await run(file, ...pinned)).toBe(0)
    expect(lines.join('\n')).toContain(id)
    await writeFile(file, (await readFile(file, 'utf8')).replace('data.lookup', 'data.lookin'))
    lines.length = 0
    expect(await run(file, ...pinned)).toBe(1)
    expect(lines.join('\n')).toContain(`被改动 altered：entry ${receipt}`)
    expect(await run(file)).toBe(2)
  })

  test('PF-118 what is asked, agreed to and made is on record, with the digest of the file; the evidence stays consistent', async () => {
    const { id } = await made({ entries: [receipt] })
    const found = await (await city.as(auditor)).get('/api/v1/audit/entries?kind=act&action=audit.makeBundle&limit=1')
    const [last] = found.body.result.items as { body: string }[]
    expect(JSON.parse(last!.body)).toMatchObject({
      subject: { type: 'EvidenceBundle', id },
      clauses: ['PF-118'],
      detail: { sm3: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    await city.services.log.integrate()
    const deps = await checkDeps(city)
    expect(
      (await foundAfter(city, deps, () => Promise.resolve())).filter((f) => !f.startsWith('log_cosignature')),
    ).toEqual([])
  })

  test('PF-118 what cannot be chosen is told', async () => {
    expect((await ask({})).body.fields).toMatchObject([{ field: 'body.entries' }])
    expect((await ask({ entries: [receipt], search: {} })).body.fields).toMatchObject([{ field: 'body.entries' }])
    const unknown = '01990000-0000-7000-8000-000000000001'
    expect((await ask({ entries: [receipt, unknown] })).body.fields).toMatchObject([{ field: 'body.entries.1' }])
    expect((await ask({ search: { clause: 'PF-13' } })).body.fields).toMatchObject([{ field: 'body.clause' }])
    expect((await ask({ search: { action: 'nothing.like' } })).status).toBe(404)
    const many = Array.from({ length: 5001 }, (_, i) => `01990000-0000-7000-8000-${String(i).padStart(12, '0')}`)
    await expectRefused(city, auditor, await ask({ entries: many }), {
      clauses: ['PF-118'],
      code: 'ACT_LIMIT_EXCEEDED',
    })
    expect((await approve(unknown)).status).toBe(404)
    expect((await take(unknown)).status).toBe(404)
  })
})
