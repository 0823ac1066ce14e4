import { setTimeout } from 'node:timers/promises'

/**
 * Does a piece of background work at once and then every so often.
 *
 * @param work - Reports its own faults; ends soon after the signal.
 * @returns Stops it and waits for what is under way.
 */
export function repeatUntilStopped(work: (signal: AbortSignal) => Promise<void>, everyMs: number): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await work(signal)
      // Being asked to stop is the one way in which the pause fails.
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return async () => {
    stopping.abort()
    await running
  }
}
