import {
  blockBytes,
  chunkBlocks,
  chunkOf,
  referenceBlocks,
  rowBlocks,
  valueBlocks,
  type BlockFunction,
  type Chunk,
  type RowPlace,
} from './blocks.ts'

/**
 * Marks of an export. None changes a value: they are choices where a file leaves a choice, made by the key of the export.
 * Everything can be chosen again from the key alone, so nothing is kept of what was chosen.
 */
export interface MarkKeys {
  /** Order, quotation marks, signs and what is withheld. */
  readonly choices: BlockFunction
  /** References of rows; another key than that of the choices, since references are shown. */
  readonly references: BlockFunction
}

/** Choices for a row. */
export interface RowMarks {
  /** Rows of a chunk stand in ascending order of it. */
  readonly order: number
  /** Taken modulo the number of columns: the one whose cell stands in quotation marks without need. */
  readonly quoted: number
  /** 0 to 999; below the share of the grant (in thousandths) the row is withheld. */
  readonly lot: number
}

export function rowMarks({ choices }: MarkKeys, places: readonly RowPlace[]): readonly RowMarks[] {
  const drawn = choices(rowBlocks(places))
  const view = new DataView(drawn.buffer, drawn.byteOffset)
  return places.map((_, i) => {
    const at = i * blockBytes
    return {
      order: view.getUint32(at) * 2 ** 16 + view.getUint16(at + 4),
      quoted: view.getUint32(at + 6),
      lot: Math.floor((view.getUint32(at + 10) / 2 ** 32) * 1000),
    }
  })
}

/** Chunks of a file stand in ascending order of it. */
export function chunkOrder({ choices }: MarkKeys, chunks: readonly Chunk[]): readonly number[] {
  const drawn = choices(chunkBlocks(chunks))
  const view = new DataView(drawn.buffer, drawn.byteOffset)
  return chunks.map((_, i) => view.getUint32(i * blockBytes) * 2 ** 16 + view.getUint16(i * blockBytes + 4))
}

/** A row and its marks in the order in which an export has them. */
export function inFileOrder<T extends RowPlace>(
  keys: MarkKeys,
  rows: readonly T[],
): readonly { readonly row: T; readonly marks: RowMarks }[] {
  const marks = rowMarks(keys, rows)
  const ranks = ranksOf(keys, rows)
  return rows
    .map((row, i) => ({ row, marks: marks[i]!, rank: ranks[i]! }))
    .toSorted((a, b) => a.rank - b.rank || a.marks.order - b.marks.order)
}

/** Order of the chunk of each row. */
function ranksOf(keys: MarkKeys, rows: readonly RowPlace[]): readonly number[] {
  const known = new Map<string, number>()
  let last: (Chunk & { readonly rank: number }) | undefined
  return rows.map((row) => {
    const { batch, chunk } = chunkOf(row)
    // Rows of a chunk come together.
    if (last?.batch === batch && last.chunk === chunk) return last.rank
    const name = `${batch}:${chunk}`
    const rank = known.get(name) ?? chunkOrder(keys, [{ batch, chunk }])[0]!
    known.set(name, rank)
    last = { batch, chunk, rank }
    return rank
  })
}

/** The two signs that may stand for a hidden character. The first is the one of `mask()`. */
export const maskSigns = ['*', '＊'] as const

/**
 * Which sign stands in a masked value: the same in equal values of one export, so that what was equal stays equal.
 *
 * @param masked - As `mask()` gives it.
 */
export function signsOf({ choices }: MarkKeys, masked: readonly string[]): readonly (0 | 1)[] {
  const drawn = choices(valueBlocks(masked))
  return masked.map((_, i) => (drawn[i * blockBytes + 15]! & 1) as 0 | 1)
}

export function withSign(masked: string, sign: 0 | 1): string {
  return sign === 0 ? masked : masked.replaceAll(maskSigns[0], maskSigns[1])
}

/** A masked value as `mask()` gave it. */
export function withoutSign(masked: string): string {
  return masked.replaceAll(maskSigns[1], maskSigns[0])
}

/** References of rows: 16 bytes each, told apart from chance by whoever has the key, telling nothing to anybody else. */
export function rowReferences({ references }: MarkKeys, places: readonly RowPlace[]): readonly string[] {
  const made = references(referenceBlocks(places))
  return places.map((_, i) => toText(made, i * blockBytes))
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const charactersOfReference = 26
export const referencePattern = /^[0-9a-hjkmnp-tv-z]{26}$/

/** Two characters for ten bits. */
const pairs = Array.from({ length: 1024 }, (_, i) => digits[i >> 5]! + digits[i & 31]!)

/** 128 bits in 26 characters, the last of which carries three. No letter is taken for a digit, and case does not matter. */
function toText(bytes: Uint8Array, at: number): string {
  let text = ''
  let held = 0
  let bits = 0
  for (let i = 0; i < blockBytes; i++) {
    held = (held << 8) | bytes[at + i]!
    bits += 8
    if (bits < 10) continue
    bits -= 10
    text += pairs[(held >>> bits) & 1023]
    held &= (1 << bits) - 1
  }
  return text + pairs[(held << (10 - bits)) & 1023]!
}

/** Bytes of references that are written as such, one after the other. */
export function referenceBytes(texts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(texts.length * blockBytes)
  texts.forEach((text, i) => {
    let held = 0
    let bits = 0
    let at = i * blockBytes
    for (let c = 0; c < charactersOfReference; c++) {
      held = (held << 5) | digits.indexOf(text[c]!)
      bits += 5
      if (bits < 8) continue
      bits -= 8
      if (at < (i + 1) * blockBytes) bytes[at++] = (held >>> bits) & 255
      held &= (1 << bits) - 1
    }
  })
  return bytes
}
