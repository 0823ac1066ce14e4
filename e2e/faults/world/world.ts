import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackPostgres } from '@fadu/testkit/postgres'
import { readDemoAccounts, type DemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'
import { startStallingProxy, type StallingProxy } from '../../../apps/server/test/support/stalling-proxy.ts'
import { startServerProcess, type ServerProcess } from '../../walk/server-process.ts'
import { createPostgres, type PostgresServer } from './postgres-server.ts'
import { openSmallDisk, type SmallDisk } from './small-disk.ts'

/** A server of the platform whose clock can be set. */
export interface PlatformServer extends ServerProcess {
  /** Sets its clock forward (or back) from now on, ms. */
  shiftClock(ms: number): Promise<void>
}

/** Server processes of the built program on one database. */
export interface World {
  readonly servers: readonly PlatformServer[]
  readonly accounts: DemoAccounts
  /** As the servers reach it; undefined for the embedded engine. */
  readonly databaseUrl: string | undefined
  /** The disk under the database. */
  readonly disk: SmallDisk
  /** Undefined for the embedded engine. */
  readonly database: Database | undefined
  remove(): Promise<void>
}

export interface Database {
  /** The PostgreSQL that is written to at the moment. */
  primary(): PostgresServer
  /** The way from the servers to it. */
  readonly way: StallingProxy
  /** From now on the servers are led to this one. */
  follow(next: PostgresServer): void
  /** A folder on the small disk that nobody has used. */
  nextFolder(): string
}

/** A file of this name is refused whenever it is to be stored, without a reason that the platform knows. */
const poison = `
  create function refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
  create trigger refuse_poison before insert on batch
    for each row when (new.file_name like 'poison-%') execute function refuse_poison()`
/** Requests in seconds: above what the driver asks of a server, and low enough to be gone beyond on any machine. */
const applicationLimit = '200/10'
/** A laden machine takes its time to found a city. */
const startWithinMs = 900_000
const diskMegabytes = 900
const preload = new URL('./shift-clock.mjs', import.meta.url).href

/** @param count - Server processes: 2 to 4. */
export function openPostgresWorld(count: number): Promise<World> {
  return opened(async (home, atEnd) => {
    const programs = await unpackPostgres(home)
    const disk = await openSmallDisk(join(home, 'disk'), diskMegabytes)
    atEnd(disk.remove)
    await programs.own(disk.folder)
    let folders = 0
    const nextFolder = (): string => join(disk.folder, `data-${folders++}`)
    let primary = await createPostgres(programs, nextFolder())
    atEnd(() => primary.remove())
    await primary.ask('create database fadu')
    const way = await startStallingProxy({ host: '127.0.0.1', port: primary.port })
    atEnd(way.close)
    const databaseUrl = `postgres://fadu@127.0.0.1:${way.port}/fadu`
    const servers: PlatformServer[] = []
    for (let i = 0; i < count; i++) {
      const seeded = servers[0]?.dataFolder
      const server = await startPlatformServer(home, { seeded, env: { DATABASE_URL: databaseUrl } })
      servers.push(server)
      atEnd(() => server.remove())
    }
    await primary.ask(poison, 'fadu')
    return {
      servers,
      accounts: await readDemoAccounts(servers[0]!.dataFolder),
      databaseUrl,
      disk,
      database: {
        way,
        primary: () => primary,
        nextFolder,
        follow: (next) => {
          primary = next
          way.lead({ host: '127.0.0.1', port: next.port })
        },
      },
    }
  })
}

/** One server on the embedded engine, its folder on a small disk. */
export function openEmbeddedWorld(): Promise<World> {
  return opened(async (home, atEnd) => {
    const disk = await openSmallDisk(join(home, 'disk'), diskMegabytes)
    atEnd(disk.remove)
    const server = await startPlatformServer(home, { within: disk.folder, env: {} })
    atEnd(() => server.remove())
    const accounts = await readDemoAccounts(server.dataFolder)
    return { servers: [server], accounts, databaseUrl: undefined, disk, database: undefined }
  })
}

/** Whatever was begun is ended with the world, or when it does not come about. */
async function opened(
  build: (home: string, atEnd: (end: () => Promise<void>) => void) => Promise<Omit<World, 'remove'>>,
): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'fadu-faults-'))
  const ends = [() => rm(home, { recursive: true, force: true })]
  const remove = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    return { ...(await build(home, (end) => ends.push(end))), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function startPlatformServer(
  home: string,
  p: {
    readonly seeded?: string | undefined
    readonly within?: string
    readonly env: Readonly<Record<string, string>>
  },
): Promise<PlatformServer> {
  const clock = join(await mkdtemp(join(home, 'clock-')), 'shift')
  const server = await startServerProcess({
    ...(p.seeded === undefined ? {} : { seeded: p.seeded }),
    ...(p.within === undefined ? {} : { within: p.within }),
    withinMs: startWithinMs,
    env: {
      ...p.env,
      FADU_LIMIT_APPLICATION: applicationLimit,
      FADU_LOG_LEVEL: 'error',
      FADU_DEBUG: '1',
      NODE_OPTIONS: `--import=${preload}`,
      FADU_FAULTS_CLOCK: clock,
    },
  })
  return Object.create(server, {
    shiftClock: {
      value: async (ms: number) => {
        await writeFile(`${clock}.new`, String(ms))
        await rename(`${clock}.new`, clock)
      },
    },
  }) as PlatformServer
}

/** Runs the program that the command line runs to check a log against its database. */
export const checkLogProgram = fileURLToPath(new URL('../../../apps/server/dist/check-log.js', import.meta.url))
