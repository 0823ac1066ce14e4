export {
  categoriesOf,
  categoryNamesEn,
  categoryNamesZhCN,
  createTableScan,
  detectColumn,
  detectedFrom,
  detectedIn,
  detectorCategories,
  isDetectorCategory,
  limits,
  quasiIdentifierSets,
  readHeader,
  scanTable,
} from './detect/index.ts'
export type {
  Ages,
  Candidate,
  ColumnFinding,
  ColumnHeading,
  DetectorCategory,
  HeaderReading,
  Limits,
  MinorsFinding,
  QuasiIdentifierFinding,
  QuasiIdentifierSet,
  ScanOptions,
  TableFinding,
  TableInput,
  TableScan,
  Trait,
} from './detect/index.ts'
export {
  changedRules,
  checkRuleSet,
  describeCategoryZhCN,
  describeGroundZhCN,
  grades,
  regradingNeed,
  suggestGrades,
} from './grading/index.ts'
export type {
  CategoryNode,
  EntryToGrade,
  Finding,
  Grade,
  GradeGround,
  GradingRule,
  ItemGrade,
  ItemToGrade,
  RegradingNeed,
  RuleCondition,
  RuleSet,
  RuleSetCheck,
  RuleSetFault,
  SuggestedGrades,
} from './grading/index.ts'
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
