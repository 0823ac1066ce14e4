import { afterEach, expect, inject, test } from 'vitest'
import { everyStep, walkWhileKilled } from './killed-walk.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

let server: ServerProcess | undefined
afterEach(() => server?.remove())

test('killed in every step, the server comes back on its folder and the walk goes on: nothing doubled, nothing lost', async () => {
  server = await startServerProcess({ seeded: inject('seededFolder') })
  await walkWhileKilled(server, everyStep())
})

test('the lock of a killed server does not keep the next one out; that of a living one does', async () => {
  server = await startServerProcess({ seeded: inject('seededFolder') })
  expect(await server.hasLock()).toBe(true)
  await expect(server.startSecond()).rejects.toMatchObject({ code: 'SERVER_DID_NOT_START' })
  await server.kill()
  expect(await server.hasLock()).toBe(true)
  await server.restart()
})
