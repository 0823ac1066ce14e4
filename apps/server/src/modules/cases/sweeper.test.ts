import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startSweeper, type SweepResult } from './sweeper.ts'

const nothing: SweepResult = { recounted: 0, redated: 0, warned: 0, overdue: 0, uncountable: [] }
const hour = 3_600_000

test('a sweep that fails is reported and the next one comes all the same', async () => {
  const faults: unknown[] = []
  const swept: SweepResult[] = []
  let n = 0
  const sweepOnce = (): Promise<SweepResult> =>
    n++ === 0 ? Promise.reject(new Error('the first')) : Promise.resolve(nothing)
  const stop = startSweeper({ sweepOnce }, 1, {
    onSwept: (result) => swept.push(result),
    onFault: (error) => faults.push(error),
  })
  while (swept.length < 20) await setTimeout(1)
  await stop()
  const after = n
  await setTimeout(20)
  expect(n, 'nothing is swept after the end').toBe(after)
  expect(faults).toEqual([new Error('the first')])
})

test('whoever stops it in a pause does not wait for the pause, and a sweep under way is asked to end', async () => {
  let signalled: AbortSignal | undefined
  const resting = startSweeper({ sweepOnce: () => Promise.resolve(nothing) }, hour, {
    onSwept: () => undefined,
    onFault: () => undefined,
  })
  await setTimeout(5)
  await resting()
  const busy = startSweeper(
    {
      sweepOnce: async (signal) => {
        signalled = signal
        while (signal?.aborted !== true) await setTimeout(1)
        return nothing
      },
    },
    hour,
    { onSwept: () => undefined, onFault: () => undefined },
  )
  await setTimeout(5)
  await busy()
  expect(signalled?.aborted).toBe(true)
})
