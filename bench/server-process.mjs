// A server in a process of its own, so that its memory and its processor time are its own. `serve` runs there, `forkServer` here.
import { Buffer } from 'node:buffer'
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { clearInterval, setInterval } from 'node:timers'
import { fileURLToPath } from 'node:url'
import { createApp } from '../apps/server/dist/create-app.js'
import { startSequencer } from '../apps/server/dist/platform/log/evidence-log.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const watchEveryMs = 20

/**
 * Founds the demonstration city, small, lets `prepare` make the datasets of the measurement, and serves until told to stop.
 *
 * @param databaseUrl - PostgreSQL; empty for the embedded engine.
 */
export async function serve({ dataFolder, databaseUrl, prepare }) {
  const now = () => new Date()
  const quiet = { now, onProgress: () => undefined }
  const platform = await startPlatform({ dataFolder, databaseUrl: databaseUrl || undefined }, quiet)
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: { residents: 10, enterprises: 10 } })
  await prepare(platform.services, now)
  const { app } = await createApp(platform.services, { now })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const stopSequencer = startSequencer(platform.services.log, 250, { onGrown: () => undefined, onFault: console.error })
  const load = watchLoad()
  process.on('message', async (message) => {
    if (message === 'load') {
      process.send(load.sinceLastAsked())
      return
    }
    load.stop()
    await app.close()
    await stopSequencer()
    await platform.close()
    process.disconnect()
  })
  // The measuring process is gone: nothing is left behind.
  process.on('disconnect', () => process.exit())
  process.send({ port: app.server.address().port })
}

/** Gives a dataset of the demonstration another layout; what it held is forgotten. */
export async function layOut({ db, aggregate }, store, { code, layout, now }) {
  const { dataset, entry } = await aggregate.find(code)
  await db.deleteFrom('batch').where('dataset_id', '=', dataset.id).execute()
  await db.transaction().execute((tx) => store.follow(tx, entry, layout, now()))
}

/** The only batch of a dataset, of rows that are put straight into its table. */
export async function noteBatch({ db }, { id }, rows) {
  await db
    .insertInto('batch')
    .values({
      id: randomUUID(),
      dataset_id: id,
      number: 1,
      content_hash: Buffer.alloc(32),
      file_name: 'bench.csv',
      mode: 'append',
      received: rows,
      stored: rows,
      quarantined: 0,
      superseded: 0,
      created_at: new Date(),
    })
    .execute()
  await db.updateTable('dataset').set({ row_count: rows, next_batch: 2 }).where('id', '=', id).execute()
}

/** What this process takes: most memory, longest time in which it answered nobody. */
function watchLoad() {
  let peak = 0
  let late = 0
  let beat = performance.now()
  const pulse = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
    late = Math.max(late, performance.now() - beat - watchEveryMs)
    beat = performance.now()
  }, watchEveryMs)
  return {
    sinceLastAsked() {
      const { user, system } = process.cpuUsage()
      const load = { peak, late, idle: process.memoryUsage.rss(), cpu: (user + system) / 1e6 }
      peak = late = 0
      return load
    },
    stop: () => clearInterval(pulse),
  }
}

/**
 * Starts a bench file as a server: it is called with `serve` and the arguments. FADU_BENCH_NODE_ARGS goes to it, for example
 * --cpu-prof.
 */
export async function forkServer(benchUrl, args) {
  const server = fork(fileURLToPath(benchUrl), ['serve', ...args], {
    execArgv: (process.env.FADU_BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean),
  })
  const [{ port }] = await once(server, 'message')
  return {
    port,
    /** Bytes of memory at most (`peak`) and now (`idle`), processor seconds since it started, longest silence in ms. */
    async load() {
      server.send('load')
      const [load] = await once(server, 'message')
      return load
    },
    async stop() {
      server.send('stop')
      await once(server, 'exit')
    },
  }
}
