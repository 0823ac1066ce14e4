import { chunkOf, referencePlace, type BlockFunction, type RowPlace } from './blocks.ts'
import type { Count } from './evidence.ts'
import {
  chunkOrder,
  maskSigns,
  referenceBytes,
  referencePattern,
  rowMarks,
  signsOf,
  withoutSign,
  type MarkKeys,
} from './marks.ts'

/** A row of a leaked file that was recognised, in the order of the file. */
export interface SeenRow {
  readonly place: RowPlace
  /** Position, among the columns of the export, of the only cell that stands in quotation marks without need. */
  readonly quoted?: number | undefined
}

/** How often chance takes 16 bytes for a reference: the 48 bits of a block that are fixed. */
const referenceChance = 2 ** -48

/** References of the file, each counted once, as the key of an export reads them. */
export function readReferences(
  openReferences: BlockFunction,
  texts: readonly string[],
): { readonly count: Count; readonly places: ReadonlyMap<string, RowPlace> } {
  const written = [...new Set(texts.filter((text) => referencePattern.test(text)))]
  const opened = openReferences(referenceBytes(written))
  const places = new Map<string, RowPlace>()
  written.forEach((text, i) => {
    const place = referencePlace(opened, i)
    if (place !== undefined) places.set(text, place)
  })
  const count = { kind: 'reference', trials: written.length, hits: places.size, chance: referenceChance } as const
  return { count, places }
}

/** Masked values of the file, each counted once, by the sign that stands in them. */
export function countSigns(keys: MarkKeys, masked: readonly string[]): Count {
  const seen = new Map<string, 0 | 1>()
  for (const text of masked) {
    const has = maskSigns.map((sign) => text.includes(sign))
    // One that has both signs was put together by somebody else.
    if (has[0] !== has[1]) seen.set(withoutSign(text), has[1] === true ? 1 : 0)
  }
  const values = [...seen.keys()]
  const chosen = signsOf(keys, values)
  const hits = values.filter((value, i) => seen.get(value) === chosen[i]).length
  return { kind: 'sign', trials: values.length, hits, chance: 1 / 2 }
}

/** Columns of the export in which a cell without need of quotation marks may stand in them. */
export function countQuotations(keys: MarkKeys, rows: readonly SeenRow[], columns: number): Count {
  const seen = distinct(rows).filter((row) => row.quoted !== undefined)
  const marks = rowMarks(
    keys,
    seen.map((row) => row.place),
  )
  const hits = seen.filter((row, i) => marks[i]!.quoted % columns === row.quoted).length
  return { kind: 'quotation', trials: columns > 1 ? seen.length : 0, hits, chance: 1 / Math.max(2, columns) }
}

/**
 * Neighbours in the file, pair by pair, that stand in the order of the export.
 *
 * INVARIANT (fair bet): a row is in one pair only, and a chunk in one pair of different chunks only, so that for an export
 * that is not involved every pair is a coin of its own.
 */
export function countOrder(keys: MarkKeys, seen: readonly SeenRow[]): Count {
  const rows = distinct(seen).map((row) => row.place)
  const marks = rowMarks(keys, rows)
  const chunks = rows.map(chunkOf)
  const orders = chunkOrder(keys, chunks)
  const used = new Set<string>()
  let trials = 0
  let hits = 0
  for (let i = 0; i + 1 < rows.length; i++) {
    const [a, b] = [chunks[i]!, chunks[i + 1]!]
    const [nameA, nameB] = [`${a.batch}:${a.chunk}`, `${b.batch}:${b.chunk}`]
    if (nameA !== nameB) {
      if (used.has(nameA) || used.has(nameB)) continue
      used.add(nameA).add(nameB)
    }
    const ascends = nameA === nameB ? marks[i]!.order < marks[i + 1]!.order : orders[i]! < orders[i + 1]!
    trials++
    if (ascends) hits++
    i++ // the second of this pair is not the first of the next
  }
  return { kind: 'order', trials, hits, chance: 1 / 2 }
}

/** Rows of the file that this export does not withhold. */
export function countWithheld(keys: MarkKeys, seen: readonly SeenRow[], perMille: number): Count {
  const rows = distinct(seen)
  const marks = rowMarks(
    keys,
    rows.map((row) => row.place),
  )
  const hits = marks.filter((m) => m.lot >= perMille).length
  const chance = 1 - perMille / 1000
  return perMille === 0
    ? { kind: 'withheld', trials: 0, hits: 0, chance: 1 / 2 }
    : { kind: 'withheld', trials: rows.length, hits, chance }
}

/** The first sight of each row: one that was copied twice says nothing twice. */
function distinct(rows: readonly SeenRow[]): readonly SeenRow[] {
  const known = new Set<string>()
  return rows.filter(({ place }) => {
    const name = `${place.batch}:${place.line}`
    if (known.has(name)) return false
    known.add(name)
    return true
  })
}
