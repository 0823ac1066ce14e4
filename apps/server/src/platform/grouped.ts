import { sqlState } from './db/connection.ts'

interface Waiting<I, O> {
  readonly item: I
  readonly resolve: (output: O) => void
  readonly reject: (error: unknown) => void
}

/** SQLSTATE class of values that the database cannot take, such as text that holds NUL. */
const unfitValue = '22'

export interface GroupedOptions<I, O> {
  /** Items done in one round at most. */
  readonly most: number
  /** Does a round. @returns One output for each item, in their order. */
  readonly run: (items: readonly I[]) => Promise<readonly O[]>
  /**
   * Set for questions: a round that fails by a value in it is asked again one by one, so that a fault is its sender's alone.
   * Never for writes, which might then be done twice.
   */
  readonly alone?: true
}

/**
 * Work that arrives while a round of it is under way shares the next: one trip to the database for many calls. Nothing waits
 * for company; a round begins as soon as the one before has ended.
 *
 * INVARIANT (a question is asked after it arrived): whoever comes while a round is under way is never answered by that round,
 * so an answer is at least as new as the call.
 */
export function createGrouped<I, O>({ most, run, alone }: GroupedOptions<I, O>): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = []
  let running = false

  const round = async (group: readonly Waiting<I, O>[]): Promise<void> => {
    try {
      const outputs = await run(group.map((g) => g.item))
      group.forEach((waiting, i) => waiting.resolve(outputs[i]!))
    } catch (error) {
      const separable = alone === true && group.length > 1 && sqlState(error)?.startsWith(unfitValue) === true
      if (separable) for (const waiting of group) await round([waiting])
      else for (const waiting of group) waiting.reject(error)
    }
  }
  const drain = async (): Promise<void> => {
    while (queue.length > 0) await round(queue.splice(0, most))
    running = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (running) return
      running = true
      // Whatever the sockets have brought in this turn of the event loop comes along.
      setImmediate(() => void drain())
    })
}
