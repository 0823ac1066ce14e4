import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseCheckpoint, parseNote } from '@fadu/audit-log'
import { createClient, type FaduClient } from '@fadu/sdk'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { answers, ServerDidNotStart } from '../../apps/cli/src/demo/server-child.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { makeDatabase, type KeptDatabase, type TemporaryDatabase } from './temporary-database.ts'

/** A server looks every second; a loaded machine gets more. */
const endsWithinMs = 20_000

let database: TemporaryDatabase
let kept: KeptDatabase | undefined
let server: ServerProcess

beforeAll(async () => {
  database = await makeDatabase(inject('walkPostgresUrl'))
  server = await startServerProcess({ env: { DATABASE_URL: database.url } })
})
afterAll(async () => {
  await server.remove()
  await kept?.drop()
  await database.drop()
})

/** Entries of the log that the server has seen. */
async function seen(): Promise<number> {
  const { note } = JSON.parse(await readFile(join(server.dataFolder, 'log-seen.json'), 'utf8')) as { note: string }
  return parseCheckpoint(parseNote(note).text).size
}

/** Entries up to the newest checkpoint. */
async function signed(): Promise<number> {
  const response = await fetch(`${server.url}/log/checkpoint`)
  return parseCheckpoint(parseNote(await response.text()).text).size
}

/** How many entries it says that it has seen, and how many the database holds, in both languages. */
function told(said: string) {
  const path = join(server.dataFolder, 'log-seen.json').replaceAll('.', '\\.')
  const zh = new RegExp(`本服务器见过证据日志 (\\d+) 条（${path}），数据库中只有 (\\d+) 条`).exec(said)
  const en = new RegExp(`has seen (\\d+) entries of the evidence log \\(${path}\\), the database holds (\\d+)`).exec(
    said,
  )
  const numbers = (found: RegExpExecArray | null) => ({ seen: Number(found?.[1]), found: Number(found?.[2]) })
  return { zh: numbers(zh), en: numbers(en) }
}

test('PF-131 a running server whose database is put back to an earlier moment ends itself, says what is missing, and does not start on it', async () => {
  const accounts = await readDemoAccounts(server.dataFolder)
  const signIn = (): Promise<FaduClient> =>
    createClient({ baseUrl: server.url }).signIn({ login: 'wuzhong.police.steward', password: accounts.password })
  const steward = await signIn()
  let acts = 0
  const act = async (): Promise<void> => {
    acts++
    await steward.post('/api/v1/information-systems', {
      body: { code: `WZ-S${acts}`, name: `户政管理系统 ${acts}`, funding: 'other', department: '户政科' },
    })
  }

  kept = await database.keep()
  const before = await signed()
  // It goes on where its sessions were ended and nothing is missing.
  for (let turn = 0; turn < 3; turn++) await act()
  await expect.poll(seen, { timeout: 10_000 }).toBeGreaterThanOrEqual(before + 3)
  expect(await answers(server.url, '/readyz')).toBe(true)

  const ended = server.ended()
  await kept.putBack()
  const code = await Promise.race([
    ended,
    new Promise((resolve) => setTimeout(resolve, endsWithinMs, 'still running').unref()),
  ])
  expect(code, server.said()).toBe(1)
  const was = await seen()
  const { zh, en } = told(server.said())
  expect(zh).toEqual(en)
  expect(zh.seen).toBe(was)
  // What waited to be signed in the copy may have been signed again.
  expect(zh.found).toBeGreaterThanOrEqual(before)
  expect(zh.found).toBeLessThan(was)
  expect(server.said()).toMatch(/^运行中止：/)
  for (const said of ['fadu ended: ', 'fadu restore point-in-time']) expect(server.said()).toContain(said)
  await expect(act()).rejects.toThrow()

  const fault: unknown = await server.restart().catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(ServerDidNotStart)
  expect(told((fault as ServerDidNotStart).said).zh).toMatchObject({ seen: was })
  expect(await seen()).toBe(was)
})
