import type { IssueText } from '../shared/index.ts'
import type { CreditCodeIssue } from './credit-code.ts'
import type { MobileNumberIssue } from './mobile-number.ts'
import type { ResidentIdIssue } from './resident-id.ts'

/** Everything that the checks of this folder can report. */
export type IdentifierIssue = ResidentIdIssue | CreditCodeIssue | MobileNumberIssue

export type IdentifierIssueText = IssueText<IdentifierIssue>
