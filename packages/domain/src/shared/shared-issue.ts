/** Faults of dates, counts and identifiers; thrown by the functions of this folder inside a `CodedError`. */
export type SharedIssue =
  | { readonly code: 'CAL_DATE_MALFORMED'; readonly input: string }
  /** A date or an instant beyond what the platform counts with; `first` and `last` are both still supported. */
  | { readonly code: 'CAL_DATE_OUT_OF_RANGE'; readonly input: string; readonly first: string; readonly last: string }
  | { readonly code: 'CAL_COUNT_INVALID'; readonly input: string; readonly least: number | null }
  | { readonly code: 'ID_CLAUSE_MALFORMED'; readonly input: string }
  | { readonly code: 'ID_PACK_MALFORMED'; readonly input: string }
  | { readonly code: 'ID_TERRITORY_MALFORMED'; readonly input: string }
  | { readonly code: 'ID_ORGANIZATION_MALFORMED'; readonly input: string }
