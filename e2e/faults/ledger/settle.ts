import { execFile } from 'node:child_process'
import { setTimeout as after } from 'node:timers/promises'
import { promisify } from 'node:util'
import { civilDateOf } from '@fadu/domain'
import type { TreeHead } from '@fadu/audit-log'
import { createClient, type FaduClient } from '@fadu/sdk'
import { verifyLog } from '../../../apps/cli/src/verify/verify-log.ts'
import { headOf } from '../../walk/crash/whole-log.ts'
import { dataset } from '../driver/driver.ts'
import { checkLogProgram, type World } from '../world/world.ts'
import { compareLedger } from './compare.ts'
import type { Finding, FoundEntry, Ledger } from './ledger.ts'
import { readFound } from './read-found.ts'

const dayMs = 24 * 3600_000
/** So late that every clock that was opened is due, those of a server whose clock ran ahead too. */
const laterMs = 150 * dayMs
/** What has not come after so long never comes. */
const patienceMs = 240_000
const rounds = 3

export interface Settled {
  readonly findings: readonly Finding[]
  /** What `fadu log verify` speaks against. */
  readonly problems: readonly unknown[]
  /** What `fadu log fsck` finds. */
  readonly fsck: readonly string[]
  readonly entries: number
  readonly clocksTold: number
}

/**
 * Ends a run: lets the jobs finish, lets the time of all clocks come, verifies the log, stops the servers, and compares what
 * was acknowledged with what is there.
 *
 * @param heads - Checkpoints that were seen on the way; the log must continue them.
 */
export async function settle(world: World, ledger: Ledger, heads: readonly TreeHead[]): Promise<Settled> {
  const { servers, accounts, databaseUrl } = world
  const { url, dataFolder } = servers[0]!
  const as = (login: string): Promise<FaduClient> =>
    createClient({ baseUrl: url }).signIn({ login, password: accounts.password })
  await jobsEnd(await as('wuzhong.police.steward'), ledger)
  for (const server of servers) await server.shiftClock(laterMs)
  const today = civilDateOf(new Date(Date.now() + laterMs))
  for (let round = 1; ; round++) {
    for (const server of servers) await server.stop()
    // A server that starts looks at the clocks at once.
    for (const server of servers) await server.restart()
    await logRests(url, round)
    const entries: FoundEntry[] = []
    const verified = await verifyLog(await as('platform.audit'), {
      earlier: heads,
      onPage: (bodies) => {
        for (const body of bodies) entries.push(JSON.parse(body) as FoundEntry)
        return Promise.resolve()
      },
    })
    for (const server of servers) await server.stop()
    const found = await readFound({ url: databaseUrl, folder: dataFolder, dataset, entries })
    const findings = compareLedger(ledger, found, today)
    // A slow machine may not have looked at all clocks yet.
    if (round < rounds && findings.some((f) => f.kind === 'missed')) continue
    return {
      findings,
      problems: verified.problems,
      fsck: await checkLog(databaseUrl, dataFolder),
      entries: verified.size,
      clocksTold: found.clocks.filter((c) => c.told > 0).length,
    }
  }
}

/** Waits until every job that was left is at its end; what is not after a long time is told by the comparison. */
async function jobsEnd(steward: FaduClient, ledger: Ledger): Promise<void> {
  const ended = ['stored', 'refused', 'failed', 'cancelled']
  const began = performance.now()
  for (const { job } of ledger.jobs.values()) {
    while (job !== undefined && performance.now() - began < patienceMs) {
      const { state } = await steward.get('/api/v1/uploads/{id}', { params: { path: { id: job } } })
      if (ended.includes(state)) break
      await after(200)
    }
  }
}

/** Waits until the log has not grown for some seconds, longer in each round. */
async function logRests(url: string, round: number): Promise<void> {
  let before = -1
  const began = performance.now()
  for (;;) {
    if (performance.now() - began > patienceMs * round)
      throw new Error(`the log does not come to rest: ${before} entries`)
    await after(4_000 * round)
    const { size } = await headOf(url)
    if (size === before) return
    before = size
  }
}

/** @returns What the program that `fadu log fsck` runs found; empty when nothing. */
async function checkLog(databaseUrl: string | undefined, dataFolder: string): Promise<readonly string[]> {
  const { DATABASE_URL: _, ...inherited } = process.env
  const env = {
    ...inherited,
    FADU_DATA: dataFolder,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  }
  const ended = await promisify(execFile)(process.execPath, [checkLogProgram], { env, maxBuffer: 1e8 }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  return ended.code === 0 ? [] : [...ended.stdout.split('\n').slice(0, 20), ended.stderr]
}
