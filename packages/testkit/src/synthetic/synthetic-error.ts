export type SyntheticFault =
  /** An argument breaks the contract of a generator. */
  | { readonly code: 'SYNTHETIC_ARGUMENT'; readonly argument: string; readonly expected: string }
  /** More rows were asked for than there are distinct identifiers of the kind. */
  | { readonly code: 'SYNTHETIC_EXHAUSTED'; readonly identifier: string; readonly where: string }
  /** A line of a divisions file is not what it should be; line 1 is the header. */
  | { readonly code: 'DIVISIONS_MALFORMED'; readonly line: number; readonly expected: string }

/** Thrown by the generators; test and seed code has nothing to recover. */
export class SyntheticError extends Error {
  override readonly name = 'SyntheticError'
  readonly fault: SyntheticFault

  constructor(fault: SyntheticFault) {
    super(JSON.stringify(fault))
    this.fault = fault
  }
}
