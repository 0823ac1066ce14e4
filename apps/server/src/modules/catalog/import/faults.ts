import type { ClauseId } from '@fadu/domain'

/** What is wrong, or missing still, in one place of a file. Never the value that stands there. */
export interface ImportFault {
  /** An error keeps the entry out; a warning says what is needed before it can be submitted for review. */
  readonly severity: 'error' | 'warning'
  readonly sheet: string
  /** Row of the sheet or line of the file. */
  readonly line: number
  /** Name of the column; empty where the whole row is meant. */
  readonly column: string
  readonly fault: ImportFaultCode
  readonly cites: readonly ClauseId[]
  /** What would be accepted, in the words of the regime. */
  readonly options?: readonly string[]
  /** What would make it lawful, where a rule refused it. */
  readonly needed?: { readonly text: string; readonly textEn: string }
}

export type ImportFaultCode =
  | 'missing'
  | 'wrongType'
  | 'notAnOption'
  | 'basisForm'
  | 'basisUnknown'
  | 'basisNotInForce'
  | 'basisRank'
  | 'tooLong'
  | 'codeForm'
  | 'twice'
  | 'contradiction'
  | 'entryUnknown'
  | 'codeTaken'
  | 'underReview'
  | 'needsChange'
  | 'forbidden'
  | 'errorValue'
  | 'imprecise'
  | 'formulaValue'
  | 'mergedCells'
  | 'controlCharacters'
  | 'tooManyItems'
  | 'invalid'

/** A column that the file has and the template has not, or the other way round. */
export interface Departure {
  readonly sheet: string
  /** Empty where the sheet itself is missing. */
  readonly column: string
  readonly departure: 'missing' | 'unknown'
  readonly cites: readonly ClauseId[]
}
