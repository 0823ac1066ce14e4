/** A fault of a pack, found when it is loaded: where it stands and what was expected instead. */
export interface PackIssue {
  readonly code: PackIssueCode
  readonly file: string
  /** 1-based; 0 when the fault is of the file or the pack as a whole. */
  readonly line: number
  /** What was found and what was expected, for the person who writes law. */
  readonly message: string
}

export type PackIssueCode =
  | 'PACK_FILE_MISSING'
  | 'PACK_FILE_UNKNOWN'
  | 'PACK_NAME_DUPLICATE'
  | 'PACK_YAML_MALFORMED'
  | 'PACK_FIELD_INVALID'
  | 'PACK_CSV_MALFORMED'
  | 'PACK_CLAUSE_UNKNOWN'
  | 'PACK_CLAUSE_DUPLICATE'
  | 'PACK_POLICY_MALFORMED'
  | 'PACK_POLICY_ID'
  | 'PACK_PROCEDURE_UNSOUND'
  | 'PACK_PERIOD_UNKNOWN'
  | 'PACK_FORM_UNKNOWN'
  | 'PACK_BASE_MISSING'
  | 'PACK_TERM_MISSING'
  | 'PACK_COMPOSITION_UNSETTLED'
  | 'PACK_CASE_FAILS'

/** Thrown when law cannot be loaded; the platform does not start on law it does not understand. */
export class PackError extends Error {
  readonly issues: readonly PackIssue[]

  constructor(issues: readonly PackIssue[]) {
    super(issues.map((i) => `${i.file}${i.line > 0 ? `:${i.line}` : ''} ${i.code}: ${i.message}`).join('\n'))
    this.name = 'PackError'
    this.issues = issues
  }
}
