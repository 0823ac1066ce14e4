import { decodeUtf8 } from '@fadu/audit-log'
import type { SealedRow } from '@fadu/smcrypto'

/** What is sealed of a row, by the codes of its items: texts, and booleans as such. */
export type SealedValues = Readonly<Record<string, string | boolean | null>>

/** Where a row stands, and what is sealed of it; nothing in rows from before the first sealed item. */
export interface SealedPlace {
  readonly batch: number
  readonly line: number | string
  readonly sealed?: Uint8Array | null
}

/** Opens envelopes by the names of their rows. @throws {EnvelopeTampered} for the first that does not open. */
export type OpenRows = (rows: readonly SealedRow[]) => readonly Uint8Array[]

/** By what the envelope of a row is bound to it. */
export function rowIdOf({ batch, line }: Pick<SealedPlace, 'batch' | 'line'>): string {
  return `${batch}:${line}`
}

/** Opens what is sealed of rows, all in one call: of a row of which nothing is, nothing. @throws {EnvelopeTampered} */
export function openSealed(openRows: OpenRows, rows: readonly SealedPlace[]): readonly SealedValues[] {
  const sealed = rows.flatMap((row) => (row.sealed ? [{ rowId: rowIdOf(row), envelope: row.sealed }] : []))
  const plaintexts = sealed.length === 0 ? [] : openRows(sealed)
  let next = 0
  return rows.map((row) => (row.sealed ? parse(plaintexts[next++]!) : nothingSealed))
}

const nothingSealed: SealedValues = {}

function parse(plaintext: Uint8Array): SealedValues {
  return JSON.parse(decodeUtf8(plaintext)) as SealedValues
}
