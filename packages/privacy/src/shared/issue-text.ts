/** Display texts of a family of issues, one function per code, so that a new code without a text does not compile. */
export type IssueText<Issue extends { readonly code: string }> = {
  readonly [Code in Issue['code']]: (issue: Extract<Issue, { readonly code: Code }>) => string
}

/**
 * The display text of one issue.
 *
 * @param texts - One language's texts, for example `identifierIssuesZhCN`.
 * @returns One sentence; it never holds the value that was checked, because the issue does not.
 */
export function describeIssue<Issue extends { readonly code: string }>(texts: IssueText<Issue>, issue: Issue): string {
  const text = texts[issue.code as Issue['code']] as (issue: Issue) => string
  return text(issue)
}
