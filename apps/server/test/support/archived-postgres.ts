import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import pg from 'pg'
import { putFile, startPostmaster, takeBaseBackup, unpackPostgres, type PostgresPrograms } from '@fadu/testkit/postgres'

/** A PostgreSQL of its own that archives its write-ahead log, so that it can be recovered to a moment between. */
export interface ArchivedPostgres {
  readonly url: string
  /** A base backup, taken while it works. */
  takeBase(): Promise<void>
  /** The clock of PostgreSQL, by which a target is named. */
  clock(): Promise<string>
  /** Stops it once everything was archived, and starts the base backup: it recovers to the target and pauses there. */
  recoverTo(target: string): Promise<void>
  /** Ends the pause: the recovery ends, and PostgreSQL goes on by a timeline of its own. */
  goOn(): Promise<void>
  connect(): Promise<pg.Client>
  remove(): Promise<void>
}

const settings = ['fsync=off', 'full_page_writes=on', 'max_connections=60', 'hot_standby=on']

export async function startArchivedPostgres(): Promise<ArchivedPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'fadu-archived-'))
  const programs = await unpackPostgres(home)
  const [data, archive, base] = ['data', 'archive', 'base'].map((name) => join(home, name)) as [string, string, string]
  await programs.init(data)
  await mkdir(archive, { mode: 0o700 })
  await programs.own(archive)
  const archiving = ['archive_mode=on', `archive_command=test ! -f ${archive}/%f && cp %p ${archive}/%f`]
  const port = await freePort()
  let server = await startPostmaster(programs, { data, port, settings: [...settings, ...archiving] })
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGINT')
    await gone
  }
  const connectTo = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: `postgres://fadu@127.0.0.1:${port}/${database}` })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const ask = async <R extends pg.QueryResultRow>(sql: string): Promise<readonly R[]> => {
    const client = await connectTo('postgres')
    try {
      return (await client.query<R>(sql)).rows
    } finally {
      await client.end()
    }
  }
  await ask('create database fadu')
  return {
    url: `postgres://fadu@127.0.0.1:${port}/fadu`,
    connect: () => connectTo('fadu'),
    takeBase: async () => {
      const client = await connectTo('postgres')
      try {
        await takeBaseBackup(programs, client, { data, to: base, waitForArchive: true })
      } finally {
        await client.end()
      }
    },
    clock: async () => (await ask<{ at: string }>('select clock_timestamp()::text as at'))[0]!.at,
    recoverTo: async (target) => {
      await archiveAll(ask)
      await stop()
      await recoverySignal(programs, base)
      server = await startPostmaster(programs, {
        ...{ data: base, port },
        settings: [...settings, `restore_command=cp ${archive}/%f %p`, `recovery_target_time=${target}`],
      })
      await until(async () => {
        const [state] = await ask<{ paused: string }>('select pg_get_wal_replay_pause_state() as paused')
        return state?.paused === 'paused'
      })
    },
    goOn: async () => {
      await ask('select pg_wal_replay_resume()')
      await until(async () => {
        const [state] = await ask<{ recovering: boolean }>('select pg_is_in_recovery() as recovering')
        return state?.recovering === false
      })
    },
    remove: async () => {
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

const recoverySignal = (programs: PostgresPrograms, base: string): Promise<void> =>
  putFile(programs, join(base, 'recovery.signal'), '')

async function archiveAll(ask: (sql: string) => Promise<readonly pg.QueryResultRow[]>): Promise<void> {
  const [last] = await ask('select pg_walfile_name(pg_switch_wal()) as name')
  await until(async () => {
    const [archiver] = await ask('select last_archived_wal as name from pg_stat_archiver')
    return String(archiver?.['name']) >= String(last!['name'])
  })
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await isSo().catch(() => false)) return
    await after(100)
  }
  throw new Error('it never came')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
