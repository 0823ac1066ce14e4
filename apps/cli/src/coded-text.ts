import {
  calendarEn,
  calendarZhCN,
  issueText,
  sharedEn,
  sharedZhCN,
  type CalendarIssue,
  type Coded,
  type IssueText,
  type SharedIssue,
} from '@fadu/domain'

type Counted = CalendarIssue | SharedIssue

const zhCN: IssueText<Counted> = { ...sharedZhCN, ...calendarZhCN }
const en: IssueText<Counted> = { ...sharedEn, ...calendarEn }

/** A thrown `CodedError`, whatever its issue. */
interface Thrown {
  readonly issue: Coded
  readonly message: string
}

/** Why something cannot be counted, with its code, in both languages; its evidence where the code has no text. */
export function describeCoded({ issue, message }: Thrown): { readonly code: string; readonly message: string } {
  const { code } = issue
  if (!Object.hasOwn(zhCN, code)) return { code, message }
  return { code, message: `${issueText(zhCN, issue as Counted)} / ${issueText(en, issue as Counted)}` }
}
