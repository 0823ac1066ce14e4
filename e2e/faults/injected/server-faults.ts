import { setTimeout as after } from 'node:timers/promises'
import type { PlatformServer } from '../world/world.ts'
import type { Fault, Scene } from './fault.ts'

const dayMs = 24 * 3600_000

function anyServer({ world, random }: Scene): PlatformServer {
  return world.servers[random.below(world.servers.length)]!
}

export const serverKilled: Fault = {
  name: 'kill -9 of a server process',
  inject: async (scene) => {
    const server = anyServer(scene)
    await server.kill()
    await after(scene.random.below(1_500))
    await server.restart()
  },
}

/** Started again while its clock is wrong, it looks at every clock of every case with it. */
function clockJump(name: string, days: (scene: Scene) => number): Fault {
  return {
    name,
    inject: async (scene) => {
      const server = anyServer(scene)
      await server.shiftClock(days(scene) * dayMs)
      await after(scene.random.below(2_000))
      await server.kill()
      await server.restart()
      await after(1_000 + scene.random.below(3_000))
      await server.shiftClock(0)
    },
  }
}

export const clockForward = clockJump(
  'clock of a server 10 to 39 days ahead, and right again',
  ({ random }) => 10 + random.below(30),
)
export const clockBack = clockJump(
  'clock of a server 1 to 9 days behind, and right again',
  ({ random }) => -1 - random.below(9),
)

/** The database refuses to store it, at every attempt and for no reason that the platform knows. */
export const poisonJob: Fault = {
  name: 'job that fails at every attempt',
  cannot: ({ database }) =>
    database === undefined ? 'the embedded engine takes no statement from outside' : undefined,
  inject: async (scene) => {
    const server = anyServer(scene)
    await scene.driver.leaveFile(server, 'poison')
    // What comes behind it in the same line must be done all the same.
    await scene.driver.leaveFile(server)
  },
}
