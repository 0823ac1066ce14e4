import { SourceFault } from './source-fault.ts'

/** Longest time in which a source must be open, ms. */
export const openingMs = 45_000
/** A source that sends nothing for this long has broken off, ms. */
export const silenceMs = 60_000

/**
 * Waits for something of a source, but not for ever.
 *
 * @throws {SourceFault} `unreachable` when the time is over.
 */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SourceFault('unreachable')), limitMs)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}

/** The same bytes; ends with a fault when the source falls silent half way. */
export async function* neverSilent(bytes: AsyncIterable<Uint8Array>, limitMs = silenceMs): AsyncIterable<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await within(chunks.next(), limitMs)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    // Not waited for: a source that fell silent does not answer to being closed either.
    void chunks.return?.().catch(() => undefined)
  }
}
