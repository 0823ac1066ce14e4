import { setTimeout as after } from 'node:timers/promises'
import type { Database, World } from '../world/world.ts'
import type { Fault, Scene } from './fault.ts'

const needsPostgres = ({ database }: World): string | undefined =>
  database === undefined ? 'the embedded engine has no server of its own' : undefined

function onPostgres(name: string, inject: (database: Database, scene: Scene) => Promise<void>): Fault {
  return { name, cannot: needsPostgres, inject: (scene) => inject(scene.world.database!, scene) }
}

export const postgresKilled = onPostgres('kill -9 of PostgreSQL', async (database, { random }) => {
  await database.primary().kill()
  await after(random.below(1_500))
  await database.primary().start()
})

export const postgresSilent = onPostgres('PostgreSQL stopped (SIGSTOP)', async (database, { random }) => {
  await database.primary().freeze()
  await after(500 + random.below(5_000))
  await database.primary().thaw()
})

/** In the full form longer than a statement and a connection are waited for: connections are given up, the circuit opens. */
export const wayStalled = onPostgres('way to PostgreSQL without a word', async ({ way }, { random, isFull }) => {
  way.stall()
  await after(500 + random.below(isFull && random.below(3) === 0 ? 60_000 : 5_000))
  way.resume()
})

export const wayCut = onPostgres('connections to PostgreSQL cut', async ({ way }, { random }) => {
  for (let left = 1 + random.below(5); left > 0; left--) {
    way.cut()
    await after(random.below(400))
  }
})

export const databaseSlow = onPostgres('PostgreSQL slow (20 to 320 ms a message)', async ({ way }, { random }) => {
  way.delay(10 + random.below(150))
  await after(2_000 + random.below(4_000))
  way.delay(0)
})

/** A standby to which each commit waits, made while work goes on; the primary dies, the standby takes its place. */
export const failOver = onPostgres('fail-over to a synchronous standby', async (database, { random }) => {
  const primary = database.primary()
  const standby = await primary.addStandby(database.nextFolder())
  await after(500 + random.below(2_000))
  await primary.kill()
  await after(random.below(500))
  await standby.promote()
  database.follow(standby)
  database.way.cut()
  await primary.remove()
})

/** The last block is taken; whoever writes is told that the disk is full. It is free again before anybody asks. */
export const diskFull: Fault = {
  name: 'disk under the database full',
  cannot: ({ disk }) => (disk.canBeFilled ? undefined : 'a disk of its own wants the right to mount one (root, Linux)'),
  inject: async ({ world: { disk, database, servers }, random }) => {
    await disk.fill()
    await after(1_000 + random.below(4_000))
    await disk.free()
    // PostgreSQL that could not write its log has ended, as it should.
    if (database !== undefined) return database.primary().start()
    for (const server of servers) {
      await server.kill()
      await server.restart()
    }
  },
}
