import type { SeededRandom } from '../../walk/seeded-random.ts'
import type { Driver } from '../driver/driver.ts'
import type { World } from '../world/world.ts'

/** What a fault may reach. */
export interface Scene {
  readonly world: World
  readonly driver: Driver
  readonly random: SeededRandom
  /** Whether there is time for faults that outlast the patience of the platform. */
  readonly isFull: boolean
}

/** Something that goes wrong while work goes on. It ends when what it broke stands again. */
export interface Fault {
  /** As the table of results names it. */
  readonly name: string
  /** @returns Why it cannot be had here; undefined when it can. */
  cannot?(world: World): string | undefined
  inject(scene: Scene): Promise<void>
}
