import { decodeUtf8, encodeUtf8 } from '@fadu/audit-log'
import type { DatasetKeys } from './dataset-keys.ts'

export type StoredValue = string | boolean | null

/** Which row a line of a correction is about: named as it stands, or by an identifier. */
export type CorrectionTarget =
  { readonly batch: number; readonly line: number } | { readonly item: string; readonly value: string }

/** One line of a prepared correction. Holds personal values: sealed wherever it is kept. */
export interface CorrectionLine {
  readonly target: CorrectionTarget
  /** New value of each item that changes. */
  readonly values: Readonly<Record<string, StoredValue>>
}

const placeOf = (correction: string, line: number): string => `correction/${correction}:${line}`

export function sealCorrectionLine(
  { sealer }: DatasetKeys,
  correction: string,
  line: number,
  content: CorrectionLine,
): Uint8Array {
  return sealer.seal(placeOf(correction, line), encodeUtf8(JSON.stringify(content)))
}

/** @throws {EnvelopeTampered} unless it was sealed for this dataset and this line. */
export function openCorrectionLine(
  { sealer }: DatasetKeys,
  correction: string,
  line: number,
  sealed: Uint8Array,
): CorrectionLine {
  return JSON.parse(decodeUtf8(sealer.open(placeOf(correction, line), sealed))) as CorrectionLine
}

export function isPlace(target: CorrectionTarget): target is { readonly batch: number; readonly line: number } {
  return 'batch' in target
}
