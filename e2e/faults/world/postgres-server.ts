import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import pg from 'pg'
import { putFile, startPostmaster, takeBaseBackup, type PostgresPrograms } from '@fadu/testkit/postgres'
import { freePort } from '../../../apps/cli/src/demo/server-child.ts'

/** A PostgreSQL that can be killed, silenced, and followed by a standby. */
export interface PostgresServer {
  readonly port: number
  /** Starts it on what lies in its folder; again and again until it stands, since a full disk or a dying sibling may be in the way. */
  start(): Promise<void>
  isUp(): boolean
  /** SIGKILL to the postmaster; its sessions end by themselves. */
  kill(): Promise<void>
  /** SIGSTOP to every process of it: connections stay, nobody answers. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Asks something as superuser. */
  ask<R extends pg.QueryResultRow>(sql: string, database?: string): Promise<readonly R[]>
  /** Copies it while it works, starts the copy as its synchronous standby, and waits until each commit waits for it. */
  addStandby(data: string): Promise<PostgresServer>
  /** Ends the recovery of a standby. */
  promote(): Promise<void>
  /** Stops it for good and removes its folder. */
  remove(): Promise<void>
}

/** As in production but for the size of what is kept: a small disk is to be filled in a moment. */
const settings = [
  'max_connections=120',
  'max_wal_size=96MB',
  'wal_keep_size=64MB',
  'max_wal_senders=4',
  'hot_standby=on',
]
const standbyName = 'follower'
const patienceMs = 240_000

export async function createPostgres(programs: PostgresPrograms, data: string): Promise<PostgresServer> {
  await programs.init(data)
  const server = serverOn(programs, data, await freePort(), [])
  await server.start()
  return server
}

function serverOn(programs: PostgresPrograms, data: string, port: number, own: readonly string[]): PostgresServer {
  let child: ChildProcess | undefined
  const isUp = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || !isUp()) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const signalAll = async (signal: NodeJS.Signals): Promise<void> => {
    const { pid } = child!
    for (const one of [pid!, ...(await childrenOf(pid!))]) signalOne(one, signal)
  }
  const ask = async <R extends pg.QueryResultRow>(sql: string, database = 'postgres'): Promise<readonly R[]> =>
    asSuperuser(port, database, async (client) => (await client.query<R>(sql)).rows)

  return {
    port,
    isUp,
    ask,
    kill: () => end('SIGKILL'),
    start: () =>
      eventually('PostgreSQL starts', async () => {
        if (!isUp()) child = await startPostmaster(programs, { data, port, settings: [...settings, ...own] })
        await ask('select 1')
        return true
      }),
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    promote: async () => {
      await ask('select pg_promote(true, 120)')
    },
    addStandby: async (copy) => {
      await asSuperuser(port, 'postgres', async (client) => {
        await takeBaseBackup(programs, client, { data, to: copy, waitForArchive: false })
        await putFile(programs, join(copy, 'standby.signal'), '')
      })
      const conninfo = `host=127.0.0.1 port=${port} user=fadu application_name=${standbyName}`
      const standby = serverOn(programs, copy, await freePort(), [`primary_conninfo=${conninfo}`])
      await standby.start()
      await ask(`alter system set synchronous_standby_names = '${standbyName}'`)
      await ask('select pg_reload_conf()')
      await eventually('the standby is synchronous', async () => {
        const [found] = await ask<{ state: string }>('select sync_state as state from pg_stat_replication')
        return found?.state === 'sync'
      })
      return standby
    },
    remove: async () => {
      if (isUp()) await signalAll('SIGCONT')
      await end('SIGINT')
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Tries until it is so. @throws {Error} what it waited for and why the last attempt failed. */
export async function eventually(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const began = performance.now()
  for (;;) {
    const outcome = await attempt().catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    )
    if (outcome === true) return
    if (performance.now() - began > patienceMs) throw new Error(`never came: ${what}`, { cause: outcome })
    await after(200)
  }
}

async function asSuperuser<T>(port: number, database: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: `postgres://fadu@127.0.0.1:${port}/${database}`,
    connectionTimeoutMillis: 10_000,
    query_timeout: patienceMs,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended in between.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** From /proc: PostgreSQL's processes do not share a group that could be signalled. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(
    all.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    }),
  )
  return all.flatMap((name, i) => (parents[i] === pid ? [Number(name)] : []))
}
