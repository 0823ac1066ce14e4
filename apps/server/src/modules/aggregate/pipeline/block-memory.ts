/**
 * Memory that goes round between the reader of a file, the threads and the spool. Memory of a block that was new each time
 * would be a megabyte for a thousand rows, and the engine would search all objects of the server for what it may free.
 */
export interface BlockMemory {
  /** At least so many bytes; what is in them is left over from somebody else. */
  take(bytes: number): Uint8Array<ArrayBuffer>
  /** Memory that nobody looks at any more. */
  giveBack(memory: ArrayBuffer): void
  /** Whether bytes are in memory of its own, which may be handed to a thread as it is. */
  owns(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer>
}

/** More than are ever under way; what comes beyond is left to the engine. */
const mostKept = 16
const usualBytes = 160 * 1024

export function createBlockMemory(): BlockMemory {
  const own = new WeakSet<object>()
  const kept: ArrayBuffer[] = []
  return {
    take: (bytes) => {
      const at = kept.findIndex((memory) => memory.byteLength >= bytes)
      const memory = at < 0 ? new ArrayBuffer(Math.max(bytes, usualBytes)) : kept.splice(at, 1)[0]!
      own.add(memory)
      return new Uint8Array(memory, 0, bytes)
    },
    giveBack: (memory) => {
      if (kept.length < mostKept && memory.byteLength > 0) kept.push(memory)
    },
    owns: (bytes): bytes is Uint8Array<ArrayBuffer> => own.has(bytes.buffer),
  }
}
