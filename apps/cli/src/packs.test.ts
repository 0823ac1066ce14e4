import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packsFolder } from '@fadu/law-files'
import { startJsonServer } from './testing/json-server.ts'
import { fadu } from './testing/run-fadu.ts'

const wuzhong = 'wuzhong-draft-2024'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-packs-'))
  await cp(packsFolder, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(folder, wuzhong, file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
}

/** Three days to reply instead of five: sound law, but not what the cases say. */
const shorten = (): Promise<void> => change('values/share.yaml', 'value: 5', 'value: 3')

describe('pack lint', () => {
  test('law whose cases fail is not sound', async () => {
    await shorten()
    const { code, out } = await fadu('pack', 'lint', folder)
    expect(code).toBe(1)
    expect(out).toMatch(/wuzhong-draft-2024\/cases\/share-request\.yaml:\d+ PACK_CASE_FAILS: /)
    expect(out).toContain('due share.reply: expected')
  })

  test('a case of another pack is not held against the pack that is checked', async () => {
    await shorten()
    const { code, out } = await fadu('pack', 'lint', join(folder, 'yinzhou-2023'), '--json')
    expect(JSON.parse(out)).toMatchObject({ ok: true, packs: ['yinzhou-2023'], issues: [] })
    expect(code).toBe(0)
  })

  test('what the platform cannot do yet is noted with the acts that need it, and is no fault', async () => {
    const effect = 'open.withdraw'
    await change('procedures/catalog-review.yaml', 'effects: [entry.publish]', `effects: [entry.publish, ${effect}]`)
    const noted = await fadu('pack', 'lint', join(folder, wuzhong), '--json')
    const { ok, pending } = JSON.parse(noted.out)
    expect(ok).toBe(false) // a case of the pack names the effects it expects
    expect(pending).toContainEqual(
      expect.objectContaining({
        kind: 'effect',
        name: effect,
        where: expect.arrayContaining([`${wuzhong}: catalog.review/publish`]) as string[],
      }),
    )
    await rm(join(folder, wuzhong, 'cases'), { recursive: true })
    const sound = await fadu('pack', 'lint', join(folder, wuzhong))
    expect(sound.code).toBe(0)
    expect(sound.out).toContain(`待建 pending effect ${effect}`)
  })

  test('a missing calendar is a fault', async () => {
    await rm(join(folder, 'calendar'), { recursive: true })
    expect(await fadu('pack', 'lint', folder)).toMatchObject({ code: 1 })
  })
})

describe('pack cases', () => {
  test('each case is told on a line of its own', async () => {
    const { code, out } = await fadu('pack', 'cases', join(folder, wuzhong))
    expect(code).toBe(0)
    const lines = out.split('\n')
    expect(lines.length).toBeGreaterThan(40)
    expect(lines.slice(0, -1).every((line) => line.startsWith(`相符 ok   ${wuzhong}/cases/`))).toBe(true)
    expect(lines.at(-1)).toBe(`案例 cases ${lines.length - 1}，相符 hold ${lines.length - 1}，不符 fail 0`)
  })

  test('one that does not hold says what differs, and ends with 1', async () => {
    await shorten()
    const { code, out } = await fadu('pack', 'cases', join(folder, wuzhong))
    expect(code).toBe(1)
    expect(out).toContain('不符 FAIL')
    expect(out).toMatch(/due share\.reply: expected 2026-\d\d-\d\d, found 2026-\d\d-\d\d/)
    const json = JSON.parse((await fadu('pack', 'cases', folder, '--json')).out)
    expect(json.ok).toBe(false)
    const failed = json.cases.filter((c: { ok: boolean }) => !c.ok)
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.every((c: { pack: string; difference: string }) => c.pack === wuzhong && c.difference !== '')).toBe(
      true,
    )
    expect(new Set(json.cases.map((c: { pack: string }) => c.pack)).size).toBeGreaterThan(2)
  })

  test('under faulty law no case is told', async () => {
    await change('values/share.yaml', 'WZ-26-2', 'WZ-99-9')
    const { code, out, err } = await fadu('pack', 'cases', folder)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('PACK_CLAUSE_UNKNOWN')
  })
})

describe('pack diff', () => {
  test('what changed, for whom, and whose clocks it affects', async () => {
    await shorten()
    const { code, out } = await fadu('pack', 'diff', wuzhong, join(folder, wuzhong))
    expect(code).toBe(0)
    expect(out).toContain('期限 period share.reply：修改 changed；涉及 concerns data provider')
    expect(out).toContain('running clocks affected：share.reply 5 workingDay (draft) → 3 workingDay (draft)')
    expect(out.split('\n').at(-1)).toBe('1 处不同 differences')
    const json = JSON.parse((await fadu('pack', 'diff', wuzhong, join(folder, wuzhong), '--json')).out)
    expect(json.differences).toHaveLength(1)
    expect(json.affectedPeriods).toMatchObject([{ name: 'share.reply', before: { length: 5 }, after: { length: 3 } }])
    expect(json).not.toHaveProperty('openCases')
  })

  test('the same text does not differ; names are looked up among the packs given', async () => {
    await shorten()
    const same = await fadu('pack', 'diff', wuzhong, wuzhong, '--packs', folder)
    expect(same).toMatchObject({ code: 0 })
    expect(same.out.split('\n').at(-1)).toBe('没有不同 no differences')
  })

  test('what is no pack is said together with those there are', async () => {
    const { code, err } = await fadu('pack', 'diff', wuzhong, 'wuzhong-1999')
    expect(code).toBe(2)
    expect(err).toContain('wuzhong-1999')
    expect(err).toContain(wuzhong)
    expect(await fadu('pack', 'diff', wuzhong)).toMatchObject({ code: 2 })
  })

  test('a server is asked which of its open cases would be due on another day', async () => {
    await shorten()
    const item = { case: 'c-1', territory: '640300000000', period: 'share.reply', owner: '水务局' }
    const server = await startJsonServer({
      '/api/v1/session': { body: { token: 'secret-token', expiresAt: '2026-01-01T00:00:00Z' } },
      '/api/v1/law/diff/open-cases': {
        body: {
          clocks: 3,
          moved: 2,
          earlier: 2,
          later: 0,
          items: [{ ...item, due: '2026-02-14', would: '2026-02-12' }],
        },
      },
    })
    await writeFile(join(folder, 'password'), 'correct horse\n')
    const signIn = ['--url', server.url, '--login', 'a.system', '--password-file', join(folder, 'password')]
    const { code, out } = await fadu('pack', 'diff', wuzhong, join(folder, wuzhong), ...signIn)
    await server.stop()
    expect(code).toBe(0)
    expect(out).toContain('would move 2')
    expect(out).toContain('c-1 share.reply（水务局，640300000000）：2026-02-14 → 2026-02-12')
    expect(out).toContain('其余 1 件')
    expect(out).not.toContain('correct horse')
    expect(server.received.at(-1)).toMatchObject({
      path: '/api/v1/law/diff/open-cases',
      authorization: 'Bearer secret-token',
      body: { pack: wuzhong, periods: [{ name: 'share.reply', length: 3 }] },
    })
  })

  test('a server is not asked where only the unit changed or nothing did', async () => {
    await change('values/share.yaml', 'workingDay', 'calendarDay')
    const server = await startJsonServer({})
    const { code, out } = await fadu('pack', 'diff', wuzhong, join(folder, wuzhong), '--url', server.url, '--json')
    await server.stop()
    expect(code).toBe(0)
    expect(JSON.parse(out).openCases).toMatchObject({ moved: 0, notAsked: ['share.reply'] })
    expect(server.received).toEqual([])
  })
})
