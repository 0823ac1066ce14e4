import { fileURLToPath, pathToFileURL } from 'node:url'
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import type { Server } from 'node:net'
import { pino } from 'pino'
import { createApp } from './create-app.ts'
import { createLockedApp, type LockedAppOptions } from './create-locked-app.ts'
import { startSweeper } from './modules/cases/index.ts'
import { startRunner } from './modules/process/index.ts'
import { parseAllowedHosts } from './platform/allowed-hosts.ts'
import { readConfig, type Config } from './platform/config.ts'
import type { Transport } from './platform/http/create-http.ts'
import type { LockedKeys, OpenKeys } from './platform/keys/found-keys.ts'
import { startSequencer } from './platform/log/evidence-log.ts'
import type { LogKeeper } from './platform/log/log-keeper.ts'
import { SeenLogError } from './platform/log/seen-log.ts'
import { startPlatform, type StartedPlatform } from './platform/start.ts'
import type { JobKind } from './platform/telemetry/span-attributes.ts'
import { tracedPass } from './platform/telemetry/traced.ts'
import { repeatUntilStopped } from './platform/repeat-until-stopped.ts'
import { describeEndFault, describeStartFault } from './platform/start-faults.ts'
import { readDemoAccounts } from './seed/demo-accounts.ts'
import { seedIfEmpty } from './seed/seed-if-empty.ts'

const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url))
const sequencerEveryMs = 250
/** How late a deadline may be told of, and how old the calendar of an act may be. */
const sweepEveryMs = 30_000
/** How long a source that is due may wait for a free process. */
const pullEveryMs = 5_000
/** How long a platform that is due may wait for a free process. */
const callEveryMs = 5_000
/** How late a rotation begins, and how long a key that another process destroyed may stay in memory without a call. */
const keyJobsEveryMs = 5_000
/** How long a batch is without checksums, and how late a comparison begins. */
const checksumJobsEveryMs = 5_000
/** How late a backup begins that was agreed to, and how late what was destroyed stands in the list beside the backups. */
const backupJobsEveryMs = 5_000
/** How long a server may go on over a database that was put back to an earlier moment. */
const keepLogEveryMs = 1000
/** How late an alert is opened or closed, and how old the numbers of what is watched may be. */
const watchEveryMs = 30_000
/** Between days of an order that is carried out; others are served in between. */
const retentionEveryMs = 5_000
const runEveryMs = 5000
/** Requests under way get this long to finish when the process is asked to stop. */
const stopWithinMs = 15_000

/** Starts the server of one process and keeps it until it is asked to stop. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const now = (): Date => new Date()
  const logger = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: false }))

  const transport = transportOf(config)
  const platform = await startPlatform(config, {
    now,
    onProgress: say,
    unlock: (locked, { db, law }) => {
      const { limits, connections } = config
      return waitForCustodians(locked, config, { db, law, logger, now, limits, connections, ...transport }, say)
    },
  })
  try {
    await seedIfEmpty(platform, config, { now, onProgress: say })
    const onFault =
      (what: string) =>
      (error: unknown): void =>
        logger.error({ fault: error instanceof Error ? error.name : 'unknown' }, what)
    const { services } = platform
    const { telemetry } = services
    /** A pass again and again, its result told and its fault named. */
    const sweeping = <T>(
      job: JobKind,
      pass: (signal: AbortSignal) => Promise<T>,
      everyMs: number,
      failed: string,
      tell: (result: T) => void,
    ): (() => Promise<void>) => {
      const told = tracedPass(job, pass, telemetry)
      return repeatUntilStopped((signal) => told(signal).then(tell, onFault(failed)), everyMs)
    }
    const sweeper = { sweepOnce: tracedPass('clocks', services.sweeper.sweepOnce, telemetry) }
    const runNext = tracedPass('processing', services.processing.runNext, telemetry)
    /** What goes on beside the requests, in the order in which it is stopped. */
    const stops = [
      startRunner({ runNext }, runEveryMs, {
        onRun: (job) => logger.info({ job }, 'processing job run'),
        onFault: onFault('run of a processing job broke off'),
      }),
      startSweeper(sweeper, sweepEveryMs, {
        onSwept: ({ uncountable, ...counts }) => {
          if (Object.values(counts).some((n) => n > 0)) logger.info(counts, 'clocks swept')
          if (uncountable.length > 0) logger.error({ clocks: uncountable }, 'clocks that cannot be counted')
        },
        onFault: onFault('sweep of the clocks failed'),
      }),
      sweeping('regrading', services.regrading.regradeOnce, sweepEveryMs, 'regrading failed', (result) => {
        if (result.seen > 0) logger.info(result, 'entries regraded')
      }),
      sweeping('updates', services.updates.sweepOnce, sweepEveryMs, 'sweep of the updates failed', (missed) => {
        if (missed > 0) logger.info({ missed }, 'updates overdue')
      }),
      sweeping(
        'qualityRules',
        services.qualitySweeper.sweepOnce,
        sweepEveryMs,
        'run of the quality rules failed',
        (datasets) => {
          if (datasets > 0) logger.info({ datasets }, 'quality rules run')
        },
      ),
      sweeping(
        'grantReviews',
        services.reviewSweeper.sweepOnce,
        sweepEveryMs,
        'review of the uses of grants failed',
        (opened) => {
          if (opened > 0) logger.info({ opened }, 'uses of grants to be reviewed')
        },
      ),
      sweeping('contracts', services.contractSweeper.sweepOnce, sweepEveryMs, 'ending of contracts failed', (ended) => {
        if (ended > 0) logger.info({ ended }, 'contracts ended')
      }),
      sweeping('sources', services.puller.pullDue, pullEveryMs, 'fetching of sources failed', (pulled) => {
        if (pulled === undefined) return
        const { source, batches, problem } = pulled
        if (problem === undefined) logger.info({ source, batches: batches.length }, 'source fetched')
        else logger.warn({ source, fault: problem.code }, 'source could not be fetched')
      }),
      sweeping('links', services.linkCaller.callDue, callEveryMs, 'exchange with other platforms failed', (called) => {
        if (called === undefined) return
        const { link, heard, told, fault } = called
        if (fault !== undefined) logger.warn({ link, fault: fault.code }, 'exchange with another platform failed')
        else if (heard + told > 0) logger.info({ link, heard, told }, 'exchanged with another platform')
      }),
      sweeping('keys', services.keyJobs.work, keyJobsEveryMs, 'replacing of keys failed', (result) => {
        if (result.resealed > 0 || result.ended > 0) logger.info(result, 'keys replaced')
      }),
      sweeping(
        'checksums',
        services.checksumJobs.work,
        checksumJobsEveryMs,
        'comparison with checksums failed',
        (result) => {
          if (result.found > 0) logger.warn(result, 'stored values are not as they were received')
          else if (result.compared > 0) logger.info(result, 'stored values compared')
        },
      ),
      sweeping('backups', services.backupJobs.work, backupJobsEveryMs, 'backups failed', (result) => {
        if (result.failed > 0) logger.error(result, 'a backup or a restore drill failed')
        else if (result.taken + result.drilled > 0) logger.info(result, 'backups')
      }),
      sweeping('watching', services.watcher.watchOnce, watchEveryMs, 'watching failed', (result) => {
        if (result.opened + result.escalated > 0) logger.warn(result, 'alerts opened or escalated')
        else if (result.closed > 0) logger.info(result, 'alerts closed')
      }),
      sweeping(
        'retention',
        services.retentionKeeper.passOnce,
        retentionEveryMs,
        'removal after the term failed',
        (result) => {
          if (result === undefined) return
          if (result.left > 0) logger.error(result, 'records over their term are not as the log says and were left')
          else if (result.removed > 0) logger.info(result, 'removed after their term')
        },
      ),
      // What the others did until then is still taken into the tree.
      startSequencer(services.log, sequencerEveryMs, {
        onGrown: (size) => services.metrics.logSize.set(size),
        onFault: onFault('sequencer pass failed'),
      }),
      // Last: what was signed at the end has been seen as well.
      keepingLog(services.logKeeper, onFault('keeping what was seen of the log failed'), (error) => {
        process.stderr.write(`${describeEndFault(error, config)}\n`)
        // Whatever is still under way belongs to another log: nothing of it is finished.
        process.exit(1)
      }),
    ]
    let stopping = false
    const { app } = await createApp(services, {
      logger,
      now,
      limits: config.limits,
      connections: config.connections,
      administratorFactor: config.administratorFactor,
      ...transport,
      isStopping: () => stopping,
      ...(existsSync(webFolder) ? { webFolder } : {}),
    })
    await app.listen({ host: config.host, port: config.port })

    let asked = false
    const stop = (signal: string): void => {
      if (asked) return
      asked = true
      stopping = true
      say(`${signal}: 正在完成未了的请求 / finishing what was begun …`)
      const giveUp = setTimeout(() => process.exit(1), stopWithinMs)
      giveUp.unref()
      void app
        .close()
        .then(async () => {
          for (const stopOne of stops) await stopOne()
        })
        .then(platform.close)
        .then(
          () => process.exit(0),
          (error: unknown) => {
            process.stderr.write(`${describeEndFault(error, config)}\n`)
            process.exit(1)
          },
        )
    }
    process.on('SIGTERM', () => stop('SIGTERM'))
    process.on('SIGINT', () => stop('SIGINT'))
    await announce(say, app.server.address(), config, platform.engine)
  } catch (error) {
    await platform.close()
    throw error
  }
}

/** Looks again and again whether the database still holds what was seen of its log; once more when it is stopped. */
function keepingLog(
  { keep }: LogKeeper,
  onFault: (error: unknown) => void,
  onLost: (error: SeenLogError) => void,
): () => Promise<void> {
  const pass = (): Promise<void> =>
    keep().catch((error: unknown) => (error instanceof SeenLogError ? onLost(error) : onFault(error)))
  const stop = repeatUntilStopped(pass, keepLogEveryMs)
  return async () => {
    await stop()
    await pass()
  }
}

/** How the server is reached, as the operator set it; on this machine alone when nothing was set. */
function transportOf({ tls, trustedProxies }: Config): { readonly transport?: Omit<Transport, 'grounds'> } {
  if (tls === undefined && trustedProxies === undefined) return {}
  return {
    transport: {
      trustedProxies: trustedProxies ?? parseAllowedHosts([]),
      ...(tls === undefined ? {} : { tls }),
    },
  }
}

/** Serves nothing but the shares of custodians, on the same port, until the keys are open. */
async function waitForCustodians(
  locked: LockedKeys,
  { host, port }: Config,
  options: LockedAppOptions,
  say: (line: string) => void,
): Promise<OpenKeys> {
  const { app, opened, forget } = await createLockedApp(locked, {
    ...options,
    ...(existsSync(webFolder) ? { webFolder } : {}),
  })
  const stopped = new AbortController()
  const stop = (): void => stopped.abort()
  const signals = ['SIGTERM', 'SIGINT'] as const
  for (const signal of signals) process.once(signal, stop)
  try {
    await app.listen({ host, port })
    const { threshold, custodians } = locked.split
    say(`已锁定：需要 ${custodians.length} 名保管人中的 ${threshold} 名交入密钥份额（fadu keys unlock）`)
    say(`locked: ${threshold} of ${custodians.length} custodians are to hand in their shares (fadu keys unlock)`)
    const asked = once(stopped.signal, 'abort').then(() => {
      throw new StoppedWhileLocked()
    })
    return await Promise.race([opened, asked])
  } finally {
    for (const signal of signals) process.off(signal, stop)
    forget()
    await app.close()
  }
}

/** Asked to stop before the keys were open: nothing was begun. */
class StoppedWhileLocked extends Error {}

async function announce(
  say: (line: string) => void,
  address: ReturnType<Server['address']>,
  { dataFolder, tls }: Config,
  engine: StartedPlatform['engine'],
): Promise<void> {
  const { address: host, port } = address as { address: string; port: number }
  const shown = host === '127.0.0.1' || host === '::1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  say('')
  say(`法度 Fadu  ${tls === undefined ? 'http' : 'https'}://${shown}:${port}`)
  say(`  数据 data    ${dataFolder} (${engine === 'pglite' ? '内嵌 embedded PGlite' : 'PostgreSQL'})`)
  const demo = await readDemoAccounts(dataFolder)
  if (demo !== undefined) {
    say(`  演示账号 demo accounts (密码 password: ${demo.password})`)
    for (const account of demo.accounts)
      say(`    ${account.login.padEnd(28)} ${account.organization} · ${account.name}`)
  }
  say('')
}

/** Exit codes: 0 stopped as asked, 1 could not start or stop cleanly. */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.env).catch((error: unknown) => {
    if (error instanceof StoppedWhileLocked) process.exit(0)
    process.stderr.write(`${describeStartFault(error, undefined)}\n`)
    process.exit(1)
  })
}
