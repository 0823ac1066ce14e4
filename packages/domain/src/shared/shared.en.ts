import type { IssueText } from './coded-error.ts'
import type { SharedIssue } from './shared-issue.ts'

export const sharedEn: IssueText<SharedIssue> = {
  CAL_DATE_MALFORMED: (i) => `“${i.input}” is not a date of the calendar; write it as 2025-03-01`,
  CAL_DATE_OUT_OF_RANGE: (i) =>
    `“${i.input}” is beyond the days that can be counted (${i.first} to ${i.last}); check the year`,
  CAL_COUNT_INVALID: (i) =>
    `“${i.input}” cannot be counted with; give a whole number${i.least === null ? '' : ` of at least ${i.least}`}`,
  ID_CLAUSE_MALFORMED: (i) => `“${i.input}” is not a clause id; write it as NB-15-2 or WZ-45-1-10`,
  ID_PACK_MALFORMED: (i) =>
    `“${i.input}” is not a pack id; use lower-case letters, digits and hyphens, as in ningbo-2020`,
  ID_TERRITORY_MALFORMED: (i) => `“${i.input}” is not a division code; give 6, 9 or 12 digits, as in 330200`,
  ID_ORGANIZATION_MALFORMED: (i) =>
    `“${i.input}” is not an organisation id; use up to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit`,
}
