import type { IssueText } from '../shared/index.ts'
import type { ClockIssue } from './clock-issue.ts'

export const clockEn: IssueText<ClockIssue> = {
  CLK_PERIOD_UNNAMED: () => 'The period has no name and so no value in a pack; name it, for example share.reply',
  CLK_LENGTH_INVALID: (i) =>
    `A period of “${i.length}” (${i.unit}) cannot be counted; give a positive whole number, or 0 working days for “at once”`,
  CLK_WARN_DAYS_INVALID: (i) =>
    `“${i.warnDays}” is no number of days to warn before; give a whole number of at least 0`,
  CLK_CITE_MISSING: (i) =>
    `“${i.period}” is marked as ${i.basis} but cites no clause; name the clause, or mark it as policy`,
  CLK_NOT_STARTED: () => 'The clock has not started, so there is nothing to record; enter the day of the event first',
  CLK_ALREADY_STARTED: (i) => `The clock started on ${i.on} and does not start twice; a new count is a new clock`,
  CLK_ALREADY_STOPPED: (i) => `The clock was stopped on ${i.on} by “${i.by}”; nothing is recorded after that`,
  CLK_ENTRY_OUT_OF_ORDER: (i) =>
    `${i.on} is before the last entry (${i.last}); entries are added at the end and not inserted`,
  CLK_DATE_UNSUPPORTED: (i) =>
    `“${i.on}” is not a day that can be counted with (${i.first} to ${i.last}); check the date`,
  CLK_ALREADY_SUSPENDED: (i) => `The clock has been suspended since ${i.since}; resume it before suspending it again`,
  CLK_NOT_SUSPENDED: (i) => `The clock is not suspended and cannot be resumed on ${i.on}`,
  CLK_EXTENSION_INVALID: (i) => `A period cannot be extended by “${i.by}”; give a positive whole number`,
  CLK_REASON_MISSING: (i) => `A clock is ${i.entry} only with a reason; state it`,
  CLK_STOP_UNNAMED: () => 'State the act that stops the clock, for example approve',
  CLK_HOURS_RUN_ON: (i) => `“${i.period}” is counted in hours without a break; it is neither suspended nor resumed`,
}
