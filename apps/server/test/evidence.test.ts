import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogVerifier, encodeUtf8, parseCheckpoint, parseNote, verifyConsistency } from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import { engines, openCity, type City } from './support/city.ts'
import { logVerifiers } from './support/log-verifiers.ts'

describe.each(engines)('evidence on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
  })
  afterAll(() => city.close())

  const headOf = (note: string) => parseCheckpoint(parseNote(note).text)

  test('the whole log, read by the audit administrator, leads to the signed root; one changed byte does not', async () => {
    await city.services.log.integrate()
    const note = (await city.anonymous.get('/log/checkpoint')).body as string
    const { size } = headOf(note)
    const auditor = await city.as('platform.audit')
    const bodies: string[] = []
    while (bodies.length < size) {
      const page = (await auditor.get(`/api/v1/audit/leaves?from=${bodies.length}&limit=1000`)).body.result
        .bodies as string[]
      bodies.push(...page)
    }
    const check = async (entries: readonly string[]) => {
      const verifier = createLogVerifier(sm3Hash, { origin: headOf(note).origin, canonicalEntries: true })
      for (const body of entries.slice(0, size)) verifier.push(encodeUtf8(body))
      return verifier.finish(note, await logVerifiers(city))
    }
    expect(await check(bodies)).toMatchObject({ ok: true, size })
    const changed = bodies.with(3, bodies[3]!.replace('"outcome"', '"outcomf"'))
    expect(await check(changed)).toMatchObject({ ok: false })
    expect(await check(bodies.toSpliced(5, 1))).toMatchObject({ ok: false })
  })

  test('a later checkpoint extends the earlier one', async () => {
    const older = headOf((await city.anonymous.get('/log/checkpoint')).body as string)
    await (
      await city.as('wuzhong.civil.steward')
    ).send('POST', '/api/v1/catalog-entries', { code: 'LOG-1', name: '条目' })
    await city.services.log.integrate()
    const newer = headOf((await city.anonymous.get('/log/checkpoint')).body as string)
    expect(newer.size).toBeGreaterThan(older.size)
    const proof = await city.services.log.consistency(older.size, newer.size)
    expect(() => verifyConsistency(sm3Hash, older, newer, proof)).not.toThrow()
    expect(() => verifyConsistency(sm3Hash, { ...older, root: newer.root }, newer, proof)).toThrow()
  })

  test('entries written by many at once all come into the tree, once each, whoever integrates', async () => {
    const { log, db } = city.services
    const now = new Date()
    const body = (i: number) =>
      ({
        kind: 'system',
        action: `test.${i}`,
        actor: { type: 'System', id: 'system' },
        grounds: [],
        outcome: 'done',
      }) as const
    const written = await Promise.all(Array.from({ length: 60 }, (_, i) => log.append(db, now, body(i))))
    await Promise.all([log.integrate(), log.integrate(), log.integrate()])
    await log.integrate()
    const leaves = await db
      .selectFrom('log_leaf')
      .select(['leaf_index', 'entry_id'])
      .where(
        'entry_id',
        'in',
        written.map((w) => w.id),
      )
      .execute()
    expect(new Set(leaves.map((l) => l.leaf_index)).size).toBe(60)
    const { n } = await db
      .selectFrom('log_pending')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(0)
  })

  test('reading evidence is itself recorded', async () => {
    const auditor = await city.as('platform.audit')
    const first = await auditor.get('/api/v1/audit/entries?kind=refusal')
    expect(first.status).toBe(200)
    const again = await auditor.get('/api/v1/audit/entries?action=audit.read&limit=1')
    expect(JSON.parse(again.body.result.items[0].body as string)).toMatchObject({
      action: 'audit.read',
      detail: { kind: 'refusal' },
    })
  })
})
