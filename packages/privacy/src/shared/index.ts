export { PrivacyArgumentError } from './argument-error.ts'
export { describeIssue } from './issue-text.ts'
export type { IssueText } from './issue-text.ts'
