import { readFile } from 'node:fs/promises'
import type { Outcome } from '../driver/asking.ts'
import type { Fault } from './fault.ts'

/** What a surge showed. Times in ms, memory in MiB. */
export interface SurgeSeen {
  readonly accepted: number
  readonly deferred: number
  readonly silences: number
  readonly p99OfAccepted: number
  readonly memoryBefore: number
  readonly memoryAfter: number
}

const connections = 120
/** Many times what the limit of the world lets through (`applicationLimit`), however slow the machine. */
const requests = 1_200

/** Far more than ten times what the driver asks, of one server, by all at once and without a pause. */
export function surge(tell: (seen: SurgeSeen) => void): Fault {
  return {
    name: 'more than ten times the load',
    inject: async ({ world, driver, random }) => {
      const server = world.servers[random.below(world.servers.length)]!
      const memoryBefore = await memoryOf(server.pid)
      const took: number[] = []
      const seen = { accepted: 0, deferred: 0, silences: 0 }
      const count = (outcome: Outcome, ms: number): void => {
        if (outcome.kind === 'silence') seen.silences++
        else if (outcome.status < 300) {
          seen.accepted++
          took.push(ms)
        } else if (outcome.status === 429 || outcome.status === 503) seen.deferred++
      }
      let left = requests
      const asking = async (): Promise<void> => {
        while (left-- > 0) {
          const began = performance.now()
          count(await driver.lookUp(server), performance.now() - began)
        }
      }
      await Promise.all(Array.from({ length: connections }, asking))
      took.sort((a, b) => a - b)
      const p99OfAccepted = Math.round(took[Math.floor(took.length * 0.99)] ?? 0)
      tell({ ...seen, p99OfAccepted, memoryBefore, memoryAfter: await memoryOf(server.pid) })
    },
  }
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024)
}
