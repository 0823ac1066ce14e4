import type { SeededRandom } from '../seeded-random.ts'
import { deliver, type Delivered, type Mode } from './deliver.ts'
import { nextDelivery, type Residents, type Stock } from './residents.ts'
import { until, type Steadfast } from './steadfast.ts'

/** What goes on at the server while it is killed, and what must be true of it. */
export interface Work {
  /** Goes on in rounds until told to end, and finishes the one that is under way. */
  run(isOver: () => boolean): Promise<void>
  /** Files that were told to be stored, in this order. */
  readonly stored: readonly Delivered[]
  /** Files that were told to be refused since the key was replaced meanwhile; their rows came with another. */
  readonly refused: readonly Delivered[]
  /** Keys that took the place of another. */
  rotations(): number
  /** Who is current, and who will be when the file under way is stored. */
  truth(): { readonly now: Residents; readonly next: Residents }
}

export interface KeyState {
  readonly version: number
  readonly oldest: number
  readonly rotation: { readonly state: string; readonly resealed: number; readonly tampered: readonly string[] } | null
}

export async function keyStateOf(security: Steadfast, dataset: string): Promise<KeyState> {
  const { datasets } = (await security.ask('GET', '/api/v1/keys')).body as {
    datasets: (KeyState & { code: string })[]
  }
  return datasets.find((d) => d.code === dataset)!
}

const rounds = ['aggregate', 'aggregate', 'rotate', 'both'] as const
const modes = ['snapshot', 'append', 'upsert'] as const
const mostFilesBeside = 8

export function createWork(p: {
  readonly dataset: string
  readonly steward: Steadfast
  readonly security: Steadfast
  readonly stock: Stock
  readonly random: SeededRandom
}): Work {
  const { dataset, steward, security, random } = p
  const stored: Delivered[] = []
  const refused: Delivered[] = []
  let now: Residents = new Map()
  let next: Residents = now
  let rotations = 0

  const aggregate = async (mode: Mode): Promise<void> => {
    const delivery = nextDelivery(now, mode, p.stock, random)
    next = delivery.after
    for (;;) {
      const name = `round-${stored.length + refused.length}.csv`
      const delivered = await deliver(steward, { dataset, name, random, ...delivery })
      if (delivered.state === 'stored') {
        stored.push(delivered)
        now = next
        return
      }
      if (delivered.problem?.code !== 'KEY_CHANGED') throw new Error(JSON.stringify(delivered))
      refused.push(delivered)
    }
  }
  const rotate = async (): Promise<void> => {
    const { version } = await keyStateOf(security, dataset)
    const headers = { 'idempotency-key': `rotate-${version}` }
    await security.ask('POST', `/api/v1/keys/datasets/${dataset}/rotation`, { headers })
    await until(`replacing key ${version}`, 50, async () => {
      const state = await keyStateOf(security, dataset)
      if (state.rotation?.state === 'halted') throw new Error(JSON.stringify(state))
      const isDone = state.rotation?.state === 'done' && state.version === version + 1
      return isDone ? { done: state } : { seen: state }
    })
    rotations++
  }

  /** File after file while a key is replaced; not without end, or the rows grow faster than they are sealed again. */
  const both = async (): Promise<void> => {
    let isRotating = true
    const files = async (): Promise<void> => {
      for (let file = 0; file === 0 || (isRotating && file < mostFilesBeside); file++) await aggregate('append')
    }
    await Promise.all([rotate().finally(() => (isRotating = false)), files()])
  }

  return {
    stored,
    refused,
    rotations: () => rotations,
    truth: () => ({ now, next }),
    run: async (isOver) => {
      // The first snapshot takes the place of those whom the founding brought: they stay as superseded rows.
      await aggregate('snapshot')
      while (!isOver()) {
        const round = rounds[random.below(rounds.length)]!
        if (round === 'aggregate') await aggregate(modes[random.below(modes.length)]!)
        else if (round === 'rotate') await rotate()
        else await both()
      }
    },
  }
}
