/**
 * A keyed permutation of 16-byte blocks (SM4 under a key of one export), over as many blocks as are given. Passed in, so that
 * this package needs no cipher. To who has no key its results are as good as drawn by lot: all bounds of this folder rest on it.
 */
export type BlockFunction = (blocks: Uint8Array) => Uint8Array

export const blockBytes = 16

/** Where a version of a row stands in its dataset. Batch and line are integers >= 0, below 2^32 and 2^48. */
export interface RowPlace {
  readonly batch: number
  readonly line: number
}

/** Rows of a batch whose lines agree in all but the lowest bits stand together in a file: they are read together. */
const chunkLines = 2048

export interface Chunk {
  readonly batch: number
  /** Lines from `chunk * 2048` on. */
  readonly chunk: number
}

export function chunkOf({ batch, line }: RowPlace): Chunk {
  return { batch, chunk: Math.floor(line / chunkLines) }
}

/** Lines of a chunk: from the first on, and before the second. */
export function linesOf({ chunk }: Chunk): readonly [number, number] {
  return [chunk * chunkLines, (chunk + 1) * chunkLines]
}

/** First byte of a block: blocks of different uses never meet. */
const uses = { row: 1, chunk: 2, value: 3, reference: 4 } as const

export function rowBlocks(places: readonly RowPlace[]): Uint8Array {
  return numbered(
    uses.row,
    places,
    (p) => p.batch,
    (p) => p.line,
  )
}

export function chunkBlocks(chunks: readonly Chunk[]): Uint8Array {
  return numbered(
    uses.chunk,
    chunks,
    (c) => c.batch,
    (c) => c.chunk,
  )
}

export function referenceBlocks(places: readonly RowPlace[]): Uint8Array {
  return numbered(
    uses.reference,
    places,
    (p) => p.batch,
    (p) => p.line,
  )
}

/** The place that a reference names; undefined unless its block was made by `referenceBlocks`, which chance misses by 2^-48. */
export function referencePlace(blocks: Uint8Array, index: number): RowPlace | undefined {
  const at = index * blockBytes
  const view = new DataView(blocks.buffer, blocks.byteOffset)
  const isReference = blocks[at] === uses.reference && blocks[at + 1] === 0 && view.getUint32(at + 12) === 0
  if (!isReference) return undefined
  return { batch: view.getUint32(at + 2), line: view.getUint16(at + 6) * 2 ** 32 + view.getUint32(at + 8) }
}

/** Texts by 64 bits of theirs: two that met would only share a mark. */
export function valueBlocks(texts: readonly string[]): Uint8Array {
  const blocks = new Uint8Array(texts.length * blockBytes)
  const view = new DataView(blocks.buffer)
  texts.forEach((text, i) => {
    let low = 0x811c9dc5
    let high = 0x9e3779b9
    for (let c = 0; c < text.length; c++) {
      const unit = text.charCodeAt(c)
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ (unit + (low >>> 15)), 0x85ebca6b)
    }
    blocks[i * blockBytes] = uses.value
    view.setInt32(i * blockBytes + 2, low)
    view.setInt32(i * blockBytes + 6, high)
  })
  return blocks
}

function numbered<T>(use: number, things: readonly T[], batch: (t: T) => number, line: (t: T) => number): Uint8Array {
  const blocks = new Uint8Array(things.length * blockBytes)
  const view = new DataView(blocks.buffer)
  for (let i = 0; i < things.length; i++) {
    const at = i * blockBytes
    const number = line(things[i]!)
    blocks[at] = use
    view.setUint32(at + 2, batch(things[i]!))
    view.setUint16(at + 6, Math.floor(number / 2 ** 32))
    view.setUint32(at + 8, number % 2 ** 32)
  }
  return blocks
}
