// As much of WebAssembly's binary format as one function over vectors needs (WebAssembly Core Specification 2.0, §5). Code
// is a list of bytes, and every helper puts the code of its operands before its own instruction, so that a formula reads
// like one.

export type Code = readonly number[]

/** A number that grows by seven bits a byte (LEB128, unsigned). */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

/** The same for what may be negative. */
function signedVarint(value: number): number[] {
  const isLast = value >= -0x40 && value < 0x40
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedVarint(value >> 7)]
}

function vector(items: readonly Code[]): number[] {
  return [...varint(items.length), ...items.flat()]
}

function section(id: number, content: Code): number[] {
  return [id, ...varint(content.length), ...content]
}

const ofVectors = (instruction: number): number[] => [0xfd, ...varint(instruction)]
const joined =
  (instruction: number) =>
  (first: Code, ...rest: readonly Code[]): Code =>
    rest.reduce((left, right) => [...left, ...right, ...ofVectors(instruction)], first)

export const get = (local: number): Code => [0x20, ...varint(local)]
export const set = (local: number, value: Code): Code => [...value, 0x21, ...varint(local)]
const number = (value: number): Code => [0x41, ...signedVarint(value)]

/** Four 32-bit numbers at once: sum modulo 2^32, and the operations on bits. */
export const add = joined(0xae)
export const and = joined(0x4e)
export const or = joined(0x50)
export const xor = joined(0x51)
/** Of each bit the one of `whereSet` where the mask has a 1, else that of `elsewhere`. */
export const choose = (mask: Code, whereSet: Code, elsewhere: Code): Code => [
  ...whereSet,
  ...elsewhere,
  ...mask,
  ...ofVectors(0x52),
]
/** Turns the 32 bits of each number of a local to the left. */
export function turnLeft(local: number, bits: number): Code {
  if (bits % 32 === 0) return get(local)
  const left = [...get(local), ...number(bits % 32), ...ofVectors(0xab)]
  const right = [...get(local), ...number(32 - (bits % 32)), ...ofVectors(0xad)]
  return or(left, right)
}

/** 16 bytes of two vectors, by their place among the 32. */
export const shuffle = (first: Code, second: Code, places: readonly number[]): Code => [
  ...first,
  ...second,
  ...ofVectors(0x0d),
  ...places,
]
/** 16 bytes of the memory, at the place a local names and so many further. */
export const load = (place: number, further: number): Code => [...get(place), ...ofVectors(0x00), 4, ...varint(further)]
/** The same at a place that is known beforehand. */
export const loadAt = (place: number): Code => [...number(0), ...ofVectors(0x00), 4, ...varint(place)]
export const storeAt = (place: number, value: Code): Code => [
  ...number(0),
  ...value,
  ...ofVectors(0x0b),
  4,
  ...varint(place),
]
/** One 32-bit number of the memory, four times. */
export const loadFourfold = (place: number): Code => [...number(0), ...ofVectors(0x09), 2, ...varint(place)]

const i32 = 0x7f
const v128 = 0x7b

/** A module that exports `memory` of so many pages of 64 KiB and one function `run` of 32-bit parameters without result. */
export function moduleOf(p: {
  readonly pages: number
  readonly parameters: number
  readonly vectors: number
  readonly body: Code
}): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...vector(Array.from({ length: p.parameters }, () => [i32])), ...vector([])]
  const named = (name: string, kind: number): number[] => [name.length, ...Buffer.from(name, 'latin1'), kind, 0]
  const code = [...vector([[...varint(p.vectors), v128]]), ...p.body, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([type])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0, ...varint(p.pages)]])),
    ...section(7, vector([named('memory', 2), named('run', 0)])),
    ...section(10, vector([[...varint(code.length), ...code]])),
  ])
}
