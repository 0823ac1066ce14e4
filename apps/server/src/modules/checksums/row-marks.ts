import { encodeUtf8 } from '@fadu/audit-log'
import { createDataKey, createRowDigester, sm3 } from '@fadu/smcrypto'
import type { StoredValues } from '../../platform/release/stored-values.ts'

/** The checksum of one row. A row that did not open when it was taken has a mark that no row has. */
export interface MarkedRow {
  readonly line: number
  readonly mark: Uint8Array
}

/** Where rows differ from their checksums, by line. */
export interface Differences {
  readonly altered: readonly number[]
  readonly missing: readonly number[]
  readonly added: readonly number[]
}

/** Bytes of a mark: half of HMAC-SM3. Whoever has no key hits one by chance once in 2^128. */
export const markBytes = 16
const lineBytes = 8
const rowBytes = lineBytes + markBytes

/** Marks of rows by their place and all their values. */
export type MarkRow = (datasetId: string, batch: number, row: StoredValues) => MarkedRow

/** @param secret - 32 bytes, of this use alone: it does not change when the key of a dataset does. */
export function createMarkRow(secret: Uint8Array): MarkRow {
  const digester = createRowDigester(createDataKey(secret, 1))
  return (datasetId, batch, { line, values }) => {
    if (values === undefined) return { line, mark: new Uint8Array(markBytes) }
    const items = [...values].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const mark = digester.digest(encodeUtf8(JSON.stringify([datasetId, batch, line, items]))).subarray(0, markBytes)
    return { line, mark }
  }
}

export function packMarks(rows: readonly MarkedRow[]): Uint8Array {
  const packed = new Uint8Array(rows.length * rowBytes)
  const view = new DataView(packed.buffer)
  rows.forEach(({ line, mark }, i) => {
    view.setBigInt64(i * rowBytes, BigInt(line))
    packed.set(mark, i * rowBytes + lineBytes)
  })
  return packed
}

/** @returns Undefined when the bytes are no marks: they were cut or written by somebody else. */
export function unpackMarks(packed: Uint8Array): readonly MarkedRow[] | undefined {
  if (packed.length % rowBytes !== 0) return undefined
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  return Array.from({ length: packed.length / rowBytes }, (_, i) => ({
    line: Number(view.getBigInt64(i * rowBytes)),
    mark: packed.subarray(i * rowBytes + lineBytes, (i + 1) * rowBytes),
  }))
}

/** A page of checksums: marks of the lines behind `from`, up to `to`; of all behind it on the last page. */
export interface MarkPage {
  readonly from: number
  readonly to: number | null
  readonly marks: Uint8Array
}

/** The checksum over the pages so far: each stands on the one before. */
export function chained(chain: Uint8Array, { from, to, marks }: MarkPage): Uint8Array {
  const head = encodeUtf8(`${from}:${to ?? ''}:`)
  const all = new Uint8Array(chain.length + head.length + marks.length)
  all.set(chain)
  all.set(head, chain.length)
  all.set(marks, chain.length + head.length)
  return sm3(all)
}

/**
 * Compares the rows of a page with their checksums.
 *
 * @param found - As they stand now.
 * @param erased - Lines that a lawful deletion took away.
 */
export function differencesOf(
  kept: readonly MarkedRow[],
  found: readonly MarkedRow[],
  erased: ReadonlySet<number>,
): Differences {
  const now = new Map(found.map((row) => [row.line, row.mark]))
  const before = new Set(kept.map((row) => row.line))
  return {
    altered: kept.filter(({ line, mark }) => now.has(line) && !isMarkOf(mark, now.get(line)!)).map(({ line }) => line),
    missing: kept.filter(({ line }) => !now.has(line) && !erased.has(line)).map(({ line }) => line),
    added: found.filter(({ line }) => !before.has(line)).map(({ line }) => line),
  }
}

/** A row that did not open has no values that could be those of its mark. */
function isMarkOf(kept: Uint8Array, now: Uint8Array): boolean {
  return now.some((byte) => byte !== 0) && kept.every((byte, i) => byte === now[i])
}
