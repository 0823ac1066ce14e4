// The compression function of SM3 over four messages at once, one in each lane of a vector register. OpenSSL computes one
// message at a time, and a call of it costs as much as two blocks. The module is made here, at the first use, from the text
// of the standard; no compiled file lies in the repository.
import {
  add,
  choose,
  get,
  load,
  loadAt,
  loadFourfold,
  moduleOf,
  set,
  shuffle,
  storeAt,
  turnLeft,
  xor,
} from './wasm-code.ts'
import type { Code } from './wasm-code.ts'

/** Messages that are worked on at once. */
export const LANES = 4

const ROUNDS = 64
const pages = 4
const wordsAt = (word: number): number => word * 16
/** Where the constants T_j lie, each already turned by its round. */
const constantsAt = wordsAt(8)
/** From here on the memory is the caller's. */
export const FREE_AT = constantsAt + ROUNDS * 4

/** Four states of SM3 and the means to put a block into each. */
export interface FourStates {
  /** All memory; the caller's begins at `FREE_AT`. */
  readonly bytes: Uint8Array
  /** Word i of lane l stands at 4 · i + l, as a number. */
  readonly words: Int32Array
  /** Compresses a block of 64 bytes into the state of each lane: lane l takes the one at the l-th place. */
  compress(first: number, second: number, third: number, fourth: number): void
}

// Numbers of the locals: four parameters (places of the blocks), then vectors.
const states = [4, 5, 6, 7, 8, 9, 10, 11] as const
const scheduleFrom = 12
const turnedA = 28
const sum = 29
const spare = [30, 31, 32, 33, 34, 35, 36, 37] as const
const vectors = 34

/** The word W_j; sixteen are kept. */
const w = (j: number): number => scheduleFrom + (j % 16)

// GB/T 32905-2016 §4: constants, boolean functions, permutations.
const constantOf = (j: number): number => (j < 16 ? 0x79cc4519 : 0x7a879d8a)
const ff = (j: number, [x, y, z]: readonly [number, number, number]): Code =>
  j < 16 ? xor(get(x), get(y), get(z)) : choose(xor(get(x), get(y)), get(z), get(x)) // the majority
const gg = (j: number, [x, y, z]: readonly [number, number, number]): Code =>
  j < 16 ? xor(get(x), get(y), get(z)) : choose(get(x), get(y), get(z))
const p0 = (local: number): Code => xor(get(local), turnLeft(local, 9), turnLeft(local, 17))
const p1 = (local: number): Code => xor(get(local), turnLeft(local, 15), turnLeft(local, 23))

/** §5.3.2: the words that follow the sixteen of the block. */
function expand(j: number): Code {
  return [
    ...set(sum, xor(get(w(j - 16)), get(w(j - 9)), turnLeft(w(j - 3), 15))),
    ...set(w(j), xor(p1(sum), turnLeft(w(j - 13), 7), get(w(j - 6)))),
  ]
}

type Registers = readonly [number, number, number, number, number, number, number, number]

/** §5.3.3: one round. Registers are renamed and not copied. */
function round(j: number, [a, b, c, d, e, f, g, h]: Registers): Code {
  return [
    ...set(turnedA, turnLeft(a, 12)),
    ...set(sum, add(get(turnedA), get(e), loadFourfold(constantsAt + 4 * j))),
    ...set(sum, turnLeft(sum, 7)), // SS1
    ...set(d, add(ff(j, [a, b, c]), get(d), xor(get(sum), get(turnedA)), xor(get(w(j)), get(w(j + 4))))), // TT1
    ...set(h, add(gg(j, [e, f, g]), get(h), get(sum), get(w(j)))), // TT2
    ...set(h, p0(h)),
    ...set(b, turnLeft(b, 9)),
    ...set(f, turnLeft(f, 19)),
  ]
}

const renamed = ([a, b, c, d, e, f, g, h]: Registers): Registers => [d, a, b, c, h, e, f, g]

// Four vectors of bytes, one of each lane, become four of words, one of each place: rows become columns.
const lowWords = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
const highWords = lowWords.map((place) => place + 8)
const lowHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]
const highHalves = lowHalves.map((place) => place + 8)
const bytesOfWordsReversed = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]

function loadWords(from: number): Code {
  const [l0, l1, l2, l3, low01, high01, low23, high23] = spare
  const reversed = (local: number): Code => shuffle(get(local), get(local), bytesOfWordsReversed)
  return [
    ...[l0, l1, l2, l3].flatMap((local, lane) => set(local, load(lane, from * 4))),
    ...set(low01, shuffle(get(l0), get(l1), lowWords)),
    ...set(high01, shuffle(get(l0), get(l1), highWords)),
    ...set(low23, shuffle(get(l2), get(l3), lowWords)),
    ...set(high23, shuffle(get(l2), get(l3), highWords)),
    ...set(w(from), shuffle(get(low01), get(low23), lowHalves)),
    ...set(w(from + 1), shuffle(get(low01), get(low23), highHalves)),
    ...set(w(from + 2), shuffle(get(high01), get(high23), lowHalves)),
    ...set(w(from + 3), shuffle(get(high01), get(high23), highHalves)),
    ...[0, 1, 2, 3].flatMap((i) => set(w(from + i), reversed(w(from + i)))),
  ]
}

function compression(): Code {
  const code: number[] = [
    ...states.flatMap((local, word) => set(local, loadAt(wordsAt(word)))),
    ...[0, 4, 8, 12].flatMap(loadWords),
  ]
  let registers: Registers = states
  for (let j = 0; j < ROUNDS; j++) {
    if (j + 4 >= 16) code.push(...expand(j + 4))
    code.push(...round(j, registers))
    registers = renamed(registers)
  }
  const result = registers.flatMap((local, word) => storeAt(wordsAt(word), xor(get(local), loadAt(wordsAt(word)))))
  return [...code, ...result]
}

/** What of the engine's `WebAssembly` is used; Node has it without types. */
interface Engine {
  validate(bytes: Uint8Array): boolean
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly run: FourStates['compress'] }
  }
}

let compiled: object | undefined

/** Undefined where the machine has no vectors that WebAssembly could use. */
export function createFourStates(): FourStates | undefined {
  const engine = (globalThis as unknown as { readonly WebAssembly?: Engine }).WebAssembly
  if (engine === undefined) return undefined
  if (compiled === undefined) {
    const bytes = moduleOf({ pages, parameters: LANES, vectors, body: compression() })
    if (!engine.validate(bytes)) return undefined
    compiled = new engine.Module(bytes)
  }
  const { memory, run } = new engine.Instance(compiled).exports
  const words = new Int32Array(memory.buffer)
  for (let j = 0; j < ROUNDS; j++) {
    const constant = constantOf(j)
    words[constantsAt / 4 + j] = (constant << (j % 32)) | (j % 32 === 0 ? 0 : constant >>> (32 - (j % 32)))
  }
  return { bytes: new Uint8Array(memory.buffer), words, compress: run }
}
