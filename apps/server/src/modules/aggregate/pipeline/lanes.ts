import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { carriedBuffers } from '@fadu/smcrypto'
import type { Block, BlockConfig, BlockResult, SampleFinding } from './block-config.ts'
import type { BlockMemory } from './block-memory.ts'
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
  /** Rows that were written down: their memory takes the next. */
  done(rows: Uint8Array<ArrayBuffer>): void
  close(): void
}

/**
 * Opens lanes for one batch. A thread takes longer to start than a few thousand rows take to seal, so threads come only
 * after those.
 *
 * @param threads - With 0 the caller's own thread does all, and others wait while it works on a block.
 * @param memory - Where the blocks come from and go back to.
 * @param configure - Called once for each lane: the key in it is handed over and not shared.
 */
export function openLanes(threads: number, memory: BlockMemory, configure: () => BlockConfig): Lanes {
  const spares: ArrayBuffer[] = []
  const withSpare = (block: Block): Block => {
    const spare = spares.pop()
    return spare === undefined ? block : { ...block, spare }
  }
  const first = ownLane(createBlockSealer(configure()), memory, withSpare)
  let opened: readonly (Lane & { close(): void })[] | undefined
  return {
    first,
    others: () => {
      if (threads === 0) return [first]
      opened ??= Array.from({ length: threads }, () => openThreadLane(configure(), memory, withSpare))
      return opened
    },
    done: (rows) => {
      if (rows.buffer.byteLength > 0) spares.push(rows.buffer)
    },
    close: () => opened?.forEach((lane) => lane.close()),
  }
}

type WithSpare = (block: Block) => Block

function ownLane(sealer: ReturnType<typeof createBlockSealer>, memory: BlockMemory, withSpare: WithSpare): Lane {
  return {
    process: async (block) => {
      await setImmediate()
      const result = sealer.process(withSpare(block))
      if (memory.owns(block.bytes)) memory.giveBack(block.bytes.buffer)
      return result
    },
    finding: () => Promise.resolve(sealer.finding()),
  }
}

/** What a thread is asked and answers, by the number of the question. */
export type LaneQuestion =
  | { readonly id: number; readonly ask: 'open'; readonly config: BlockConfig }
  | {
      readonly id: number
      readonly ask: 'process'
      readonly block: Block & { readonly bytes: Uint8Array<ArrayBuffer> }
    }
  | { readonly id: number; readonly ask: 'finding' }
export type LaneAnswer =
  | { readonly id: number; readonly answer: unknown; readonly used?: ArrayBuffer }
  | { readonly id: number; readonly failed: string }

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

function openThreadLane(config: BlockConfig, memory: BlockMemory, withSpare: WithSpare): Lane & { close(): void } {
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
    if ('failed' in message) return asked?.reject(new Error(message.failed))
    if (message.used !== undefined) memory.giveBack(message.used)
    asked?.resolve(message.answer as never)
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
      const bytes = memory.owns(block.bytes) ? block.bytes : copyInto(memory, block.bytes)
      const given = { ...withSpare(block), bytes }
      return ask<BlockResult>({ ask: 'process', block: given }, [bytes.buffer, ...(given.spare ? [given.spare] : [])])
    },
    finding: () => ask<SampleFinding>({ ask: 'finding' }, []),
    close: () => void worker.terminate(),
  }
}

function copyInto(memory: BlockMemory, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = memory.take(bytes.length)
  copy.set(bytes)
  return copy
}
