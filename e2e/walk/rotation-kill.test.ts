import { setTimeout as after } from 'node:timers/promises'
import { afterEach, expect, inject, test } from 'vitest'
import { readDemoAccounts, type DemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

/** How often the server is killed while a key is replaced; ROTATION_KILLS sets another number. */
const kills = Number(process.env['ROTATION_KILLS'] ?? 4)
const code = 'WZ-RESIDENTS'

let server: ServerProcess | undefined
afterEach(() => server?.remove())

interface Rotation {
  readonly version: number
  readonly oldest: number
  readonly rotation: { readonly state: string; readonly resealed: number } | null
}

async function ask<T>(path: string, token: string, method = 'GET'): Promise<T> {
  const answer = await fetch(server!.url + path, { method, headers: { authorization: `Bearer ${token}` } })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
  return JSON.parse(text) as T
}

async function signIn(accounts: DemoAccounts, login: string): Promise<string> {
  const answer = await fetch(`${server!.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: accounts.password }),
  })
  return ((await answer.json()) as { token: string }).token
}

async function stateOf(token: string): Promise<Rotation> {
  const { datasets } = await ask<{ datasets: (Rotation & { code: string })[] }>('/api/v1/keys', token)
  return datasets.find((d) => d.code === code)!
}

test(`killed ${kills} times while keys are replaced, the server goes on: every page once, every row opens, the old keys go`, async () => {
  server = await startServerProcess({ seeded: inject('seededFolder') })
  const accounts = await readDemoAccounts(server.dataFolder)
  let security = await signIn(accounts, 'platform.security')
  const steward = await signIn(accounts, 'wuzhong.police.steward')
  const preview = () => ask<{ rows: unknown[] }>(`/api/v1/datasets/${code}/preview`, steward)
  const shown = (await preview()).rows
  const { rows } = await ask<{ rows: number }>(`/api/v1/datasets/${code}`, steward)
  let killed = 0
  let midway = 0
  for (let turn = 0; killed < kills; turn++) {
    const before = await stateOf(security)
    if (before.rotation?.state !== 'running') {
      await ask(`/api/v1/keys/datasets/${code}/rotation`, security, 'POST')
    }
    const begun = await stateOf(security)
    // Any moment: before a page, in one, between two.
    await after(Math.floor(((turn * 7919) % 997) * 2))
    await server.kill()
    killed++
    await server.restart()
    security = await signIn(accounts, 'platform.security')
    const found = await stateOf(security)
    expect(found.version).toBe(begun.version)
    expect(found.rotation!.resealed).toBeGreaterThanOrEqual(begun.rotation!.resealed)
    if (found.rotation!.state === 'running' && found.rotation!.resealed > 0) midway++
    expect((await preview()).rows).toEqual(shown)
  }
  const deadline = Date.now() + 300_000
  for (;;) {
    const { rotation, version, oldest } = await stateOf(security)
    if (rotation!.state === 'done') {
      expect(oldest).toBe(version)
      // A page that was under way when the server died was rolled back whole: none was counted twice.
      expect(rotation!.resealed).toBe(rows)
      break
    }
    expect(rotation!.state).toBe('running')
    if (Date.now() > deadline) throw new Error('the rotation does not end')
    await after(200)
  }
  expect((await preview()).rows).toEqual(shown)
  expect(midway, 'a kill in the middle of a rotation').toBeGreaterThan(0)
})
