export {
  checkMobileNumber,
  checkResidentId,
  checkUnifiedSocialCreditCode,
  creditCodeCheckCharacter,
  identifierIssuesEn,
  identifierIssuesZhCN,
  normalizeCreditCode,
  normalizeMobileNumber,
  normalizeResidentId,
  organizationCodeCheckCharacter,
  residentIdCheckCharacter,
} from './identifiers/index.ts'
export type {
  CreditCodeCheck,
  CreditCodeIssue,
  IdentifierIssue,
  IdentifierIssueText,
  MobileNumberCheck,
  MobileNumberIssue,
  ResidentIdCheck,
  ResidentIdIssue,
} from './identifiers/index.ts'
export { compoundSurnames, defaultMaskFor, defaultMasks, mask } from './masking/index.ts'
export type { MaskCategory, MaskRule } from './masking/index.ts'
export { describeIssue, PrivacyArgumentError } from './shared/index.ts'
export type { IssueText } from './shared/index.ts'
