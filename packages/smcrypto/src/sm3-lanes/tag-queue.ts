// HMAC-SM3 of many messages, four at a time. Messages wait until there are enough of them; their tags are then put where the
// caller wants them.
import { hmacSm3 } from '../hmac-sm3.ts'
import { SM3_BLOCK_BYTES, SM3_BYTES, sm3 } from '../sm3.ts'
import { createFourStates, FREE_AT, LANES } from './compress-four.ts'
import type { FourStates } from './compress-four.ts'

/** Words of a digest. */
const WORDS = SM3_BYTES / 4
/** Messages that wait at most. */
const MOST_WAITING = 256
/** Bytes of messages that wait at most; what is longer is tagged at once. */
const MESSAGE_BYTES = 128 * 1024
/** Longest message that waits, in bytes. */
export const LONGEST_WAITING = 8 * 1024

/** A key, and the two states of SM3 after its padded block (RFC 2104 §4): of a message two blocks fewer are compressed. */
export interface TagKey {
  readonly raw: Uint8Array
  readonly inner: Int32Array
  readonly outer: Int32Array
}

/** Tags of one thread's messages, under any number of keys. */
export interface TagQueue {
  readonly bytes: Uint8Array
  key(raw: Uint8Array): TagKey
  /** Where in `bytes` a message of up to so many bytes is to be written; what waits is tagged first if there is no room. */
  place(most: number, target: Uint8Array): number
  /** Takes the message that was written there; its tag of 32 bytes will be put at `to`. */
  add(key: TagKey, length: number, to: number): void
  /** Puts all tags that wait in place. The target of every message since the last call MUST be the same memory. */
  settle(target: Uint8Array): void
}

/** GB/T 32905-2016 §4.1: the initial value. */
const initial = Int32Array.of(
  ...[0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e],
)

const outersAt = FREE_AT
const messagesAt = outersAt + MOST_WAITING * SM3_BLOCK_BYTES
const messagesEnd = messagesAt + MESSAGE_BYTES

export function createTagQueue(): TagQueue {
  const four = createFourStates()
  return four === undefined ? createPlainQueue() : createLaneQueue(four)
}

let queueOfThread: TagQueue | undefined

/**
 * One for all of a thread that work synchronously: each would hold memory of its own.
 * INVARIANT (empty between two calls): whoever has placed a message settles before returning, also when it fails.
 */
export function tagQueueOfThread(): TagQueue {
  return (queueOfThread ??= createTagQueue())
}

/** Where there are no vectors: one after the other. */
export function createPlainQueue(): TagQueue {
  const bytes = new Uint8Array(MESSAGE_BYTES)
  const none = new Int32Array(0)
  let waiting: { readonly key: TagKey; readonly at: number; readonly length: number; readonly to: number }[] = []
  let end = 0
  const settle = (target: Uint8Array): void => {
    for (const { key, at, length, to } of waiting) target.set(hmacSm3(key.raw, bytes.subarray(at, at + length)), to)
    waiting = []
    end = 0
  }
  return {
    bytes,
    key: (raw) => ({ raw, inner: none, outer: none }),
    place: (most, target) => {
      if (end + most > bytes.length) settle(target)
      return end
    },
    add: (key, length, to) => {
      waiting.push({ key, at: end, length, to })
      end += length
    },
    settle,
  }
}

function createLaneQueue({ bytes, words, compress }: FourStates): TagQueue {
  const ats = new Int32Array(MOST_WAITING)
  const blocks = new Int32Array(MOST_WAITING)
  const tos = new Float64Array(MOST_WAITING)
  const keys: TagKey[] = []
  let count = 0
  let end = messagesAt
  for (let i = 0; i < MOST_WAITING; i++) {
    const at = outersAt + i * SM3_BLOCK_BYTES
    pad(bytes, at + SM3_BYTES, at + SM3_BLOCK_BYTES, SM3_BLOCK_BYTES + SM3_BYTES)
  }

  const setState = (lane: number, state: Int32Array): void => {
    for (let word = 0; word < WORDS; word++) words[word * LANES + lane] = state[word]!
  }
  const writeDigest = (lane: number, to: Uint8Array, at: number): void => {
    for (let word = 0, i = at; word < WORDS; word++) {
      const value = words[word * LANES + lane]!
      to[i++] = value >> 24
      to[i++] = value >> 16
      to[i++] = value >> 8
      to[i++] = value
    }
  }

  const lanes = new Int32Array(LANES)
  const ends = new Int32Array(LANES)
  const jobs = new Int32Array(LANES)
  /** A lane that is done takes the next message; one for which there is none compresses what does not matter. */
  const innerDigests = (): void => {
    let next = 0
    let open = 0
    const take = (lane: number): void => {
      jobs[lane] = next < count ? next : -1
      lanes[lane] = messagesAt
      ends[lane] = -1
      if (next >= count) return
      lanes[lane] = ats[next]!
      ends[lane] = ats[next]! + blocks[next]! * SM3_BLOCK_BYTES
      setState(lane, keys[next]!.inner)
      next++
      open++
    }
    for (let lane = 0; lane < LANES; lane++) take(lane)
    while (open > 0) {
      compress(lanes[0]!, lanes[1]!, lanes[2]!, lanes[3]!)
      for (let lane = 0; lane < LANES; lane++) {
        if (jobs[lane]! < 0) continue
        lanes[lane]! += SM3_BLOCK_BYTES
        if (lanes[lane] !== ends[lane]) continue
        writeDigest(lane, bytes, outersAt + jobs[lane]! * SM3_BLOCK_BYTES)
        open--
        take(lane)
      }
    }
  }
  const outerDigests = (target: Uint8Array): void => {
    for (let first = 0; first < count; first += LANES) {
      const most = Math.min(LANES, count - first)
      for (let lane = 0; lane < most; lane++) setState(lane, keys[first + lane]!.outer)
      const at = outersAt + first * SM3_BLOCK_BYTES
      compress(at, at + SM3_BLOCK_BYTES, at + 2 * SM3_BLOCK_BYTES, at + 3 * SM3_BLOCK_BYTES)
      for (let lane = 0; lane < most; lane++) writeDigest(lane, target, tos[first + lane]!)
    }
  }
  const settle = (target: Uint8Array): void => {
    if (count === 0) return
    innerDigests()
    outerDigests(target)
    count = 0
    keys.length = 0
    end = messagesAt
  }
  const afterBlock = (block: Uint8Array, mask: number): Int32Array => {
    for (let i = 0; i < SM3_BLOCK_BYTES; i++) bytes[outersAt + i] = (block[i] ?? 0) ^ mask
    setState(0, initial)
    compress(outersAt, outersAt, outersAt, outersAt)
    const state = Int32Array.from(initial, (_, word) => words[word * LANES]!)
    pad(bytes, outersAt + SM3_BYTES, outersAt + SM3_BLOCK_BYTES, SM3_BLOCK_BYTES + SM3_BYTES)
    return state
  }

  return {
    bytes,
    key: (raw) => {
      if (count > 0) throw new Error('a key is prepared before messages wait')
      const block = raw.length > SM3_BLOCK_BYTES ? sm3(raw) : raw
      return { raw, inner: afterBlock(block, 0x36), outer: afterBlock(block, 0x5c) }
    },
    place: (most, target) => {
      if (count === MOST_WAITING || end + most + 2 * SM3_BLOCK_BYTES > messagesEnd) settle(target)
      return end
    },
    add: (key, length, to) => {
      const whole = (length + 8) >> 6
      const close = end + (whole + 1) * SM3_BLOCK_BYTES
      pad(bytes, end + length, close, SM3_BLOCK_BYTES + length)
      ats[count] = end
      blocks[count] = whole + 1
      tos[count] = to
      keys[count++] = key
      end = close
    },
    settle,
  }
}

/** §5.2: a one, zeros, and the number of bits of the message, of which so many bytes went before the end. */
function pad(bytes: Uint8Array, from: number, to: number, messageBytes: number): void {
  bytes[from] = 0x80
  for (let i = from + 1; i < to - 4; i++) bytes[i] = 0
  const bits = messageBytes * 8
  bytes[to - 4] = bits >> 24
  bytes[to - 3] = bits >> 16
  bytes[to - 2] = bits >> 8
  bytes[to - 1] = bits
}
