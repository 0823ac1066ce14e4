export { parseHolidayNotice, yearEndFrom } from './holiday-notice.ts'
export type { HolidayNotice, HolidayNoticeResult, NamedDay } from './holiday-notice.ts'
export { createCalendar } from './holiday-calendar.ts'
export { calendarFingerprint } from './calendar-fingerprint.ts'
export type { DayKind, DayRange, DayStatus, HolidayCalendar } from './holiday-calendar.ts'
export { addWorkingDays, nextWorkingDay, rollForward, workingDaysBetween } from './working-days.ts'
export type { CountedDate } from './working-days.ts'
export { calendarEnd } from './period.ts'
export type { DayUnit, Period } from './period.ts'
export { deriveDueDate, deriveDueInstant, dueDate } from './due-date.ts'
export type { DueDateDerivation, DueDateInput, DueInstant } from './due-date.ts'
export { countedSteps, stepFor, stepsToDue } from './day-steps.ts'
export type { CountedStepsInput, DayStep, StepPart, StepsToDueInput } from './day-steps.ts'
export type {
  CalendarFault,
  CalendarIssue,
  Expected,
  NoticeIssue,
  ProvisionalCode,
  ProvisionalReason,
} from './calendar-issue.ts'
export { calendarEn } from './calendar.en.ts'
export {
  calendarZhCN,
  describeDateZhCN,
  describeDayZhCN,
  describeDueDateZhCN,
  describeDueZhCN,
  describePapersZhCN,
  describePeriodZhCN,
  describeReasonsZhCN,
  describeStepZhCN,
  describeUnitZhCN,
} from './calendar.zh-cn.ts'
