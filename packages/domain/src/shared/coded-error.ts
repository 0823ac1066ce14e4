/** What every issue has: a stable code. The other fields of an issue are its evidence. */
export interface Coded {
  readonly code: string
}

/** One sentence for each code of a union of issues. A language that lacks a code does not compile. */
export type IssueText<Issue extends Coded> = {
  readonly [Code in Issue['code']]: (issue: Extract<Issue, { readonly code: Code }>) => string
}

/** The sentence for one issue. */
export function issueText<Issue extends Coded>(texts: IssueText<Issue>, issue: Issue): string {
  const text = texts[issue.code as Issue['code']] as (issue: Issue) => string
  return text(issue)
}

/**
 * A broken promise of the caller, thrown. What a user can meet in ordinary use is returned as an issue instead.
 * The message is for logs; what people read comes from an `IssueText`.
 */
export class CodedError<Issue extends Coded = Coded> extends Error {
  readonly code: Issue['code']
  readonly issue: Issue

  constructor(issue: Issue) {
    super(JSON.stringify(issue))
    this.name = 'CodedError'
    this.code = issue.code
    this.issue = issue
  }
}
