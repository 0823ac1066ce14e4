export type { Brand } from './brand.ts'
export { CodedError, issueText } from './coded-error.ts'
export type { Coded, IssueText } from './coded-error.ts'
export type { SharedIssue } from './shared-issue.ts'
export {
  addDays,
  addMonths,
  addYears,
  civil,
  compareDates,
  dayOfWeek,
  daysBetween,
  fromDayNumber,
  isCivilDate,
  toDayNumber,
  yearOf,
} from './civil-date.ts'
export type { CivilDate, Weekday } from './civil-date.ts'
export {
  civilDateOf,
  endOfCivilDay,
  firstSupportedDay,
  lastSupportedDay,
  requireSupported,
  shanghaiTimeOf,
} from './shanghai-time.ts'
export { leastPieces, passwordFault, passwordLength, piecesOf } from './password-strength.ts'
export type { PasswordFault } from './password-strength.ts'
export { wholeNumber, workingDays } from './day-counts.ts'
export type { WorkingDays } from './day-counts.ts'
export { isClauseId, parseClauseId, parseOrganizationId, parsePackId, parseTerritoryCode } from './ids.ts'
export type { ClauseId, OrganizationId, PackId, TerritoryCode } from './ids.ts'
export { sharedEn } from './shared.en.ts'
export { sharedZhCN } from './shared.zh-cn.ts'
