import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { carriedBuffers } from '@fadu/smcrypto'
import type { Block, BlockConfig, BlockResult, SampleFinding } from './block-config.ts'
import { createBlockSealer } from './seal-block.ts'

/** Where the blocks of one batch are checked and sealed. Blocks of one lane are taken in order. */
export interface Lane {
  process(block: Block): Promise<BlockResult>
  finding(): Promise<SampleFinding>
}

export interface Lanes {
  /** In the caller's own thread; what is sampled goes here, in order. A small batch needs no other. */
  readonly first: Lane
  /** The lanes for the rest, opened when they are first asked for. Never empty. */
  others(): readonly Lane[]
  close(): void
}

/**
 * Opens lanes for one batch. A thread takes longer to start than a few thousand rows take to seal, so threads come only
 * after those.
 *
 * @param threads - With 0 the caller's own thread does all, and others wait while it works on a block.
 * @param configure - Called once for each lane: the key in it is handed over and not shared.
 */
export function openLanes(threads: number, configure: () => BlockConfig): Lanes {
  const first = ownLane(createBlockSealer(configure()))
  let opened: readonly (Lane & { close(): void })[] | undefined
  return {
    first,
    others: () => {
      if (threads === 0) return [first]
      opened ??= Array.from({ length: threads }, () => openThreadLane(configure()))
      return opened
    },
    close: () => opened?.forEach((lane) => lane.close()),
  }
}

function ownLane(sealer: ReturnType<typeof createBlockSealer>): Lane {
  return {
    process: async (block) => {
      await setImmediate()
      return sealer.process(block)
    },
    finding: () => Promise.resolve(sealer.finding()),
  }
}

/** What a thread is asked and answers, by the number of the question. */
export type LaneQuestion =
  | { readonly id: number; readonly ask: 'open'; readonly config: BlockConfig }
  | { readonly id: number; readonly ask: 'process'; readonly block: Block }
  | { readonly id: number; readonly ask: 'finding' }
export type LaneAnswer =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failed: string }

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

function openThreadLane(config: BlockConfig): Lane & { close(): void } {
  const worker = new Worker(new URL('./block-thread.js', import.meta.url), {
    // A thread keeps one block and what it makes of it; what piles up beyond is a fault.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
  })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let next = 1
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (message: LaneAnswer) => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if ('failed' in message) asked?.reject(new Error(message.failed))
    else asked?.resolve(message.answer as never)
  })
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => fail(new Error('the thread that seals rows has ended')))
  const ask = <T>(question: WithoutId<LaneQuestion>, transfer: ArrayBuffer[]): Promise<T> => {
    const id = next++
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...question, id }, transfer)
    })
  }
  // The key is transferred: no copy of it stays behind in this thread's lane.
  const opened = ask({ ask: 'open', config }, carriedBuffers(config.key))
  opened.catch(() => undefined)
  return {
    process: async (block) => {
      await opened
      const bytes = new Uint8Array(block.bytes)
      return ask<BlockResult>({ ask: 'process', block: { ...block, bytes } }, [bytes.buffer])
    },
    finding: () => ask<SampleFinding>({ ask: 'finding' }, []),
    close: () => void worker.terminate(),
  }
}
