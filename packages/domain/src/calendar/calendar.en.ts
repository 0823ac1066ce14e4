import type { IssueText } from '../shared/index.ts'
import type { CalendarIssue, Expected } from './calendar-issue.ts'

export const calendarEn: IssueText<CalendarIssue> = {
  CAL_YEAR_NOT_PUBLISHED: (i) =>
    `There is no holiday notice for ${i.year} (on file: ${i.published.join(', ') || 'none'}). Its days are taken by weekday for now; the date is provisional and is counted again when the notice is entered`,
  CAL_YEAR_END_OPEN: (i) =>
    `The holiday notice for ${i.nextYear} is not on file and may move days from ${i.from} on; the date is provisional and is counted again when the notice is entered`,
  CAL_NOTICE_MALFORMED: (i) => `${i.file}: “${i.field === '' ? 'file' : i.field}” should be ${expected[i.expected]}`,
  CAL_NOTICE_YEAR_MISMATCH: (i) => `${i.file}: the year inside is ${i.year}; name the file ${i.year}.json`,
  CAL_NOTICE_DATE_MALFORMED: (i) =>
    `${i.file}: day ${i.at + 1}, “${i.input}”, is not a date of the calendar; write it as 2025-03-01`,
  CAL_NOTICE_DATE_OUTSIDE: (i) =>
    `${i.file}: day ${i.at + 1}, “${i.date}”, is neither in the year nor in the last days of the year before (from “${i.earliest}” on); check the year`,
  CAL_NOTICE_DATE_TWICE: (i) => `${i.file}: “${i.date}” is named again as day ${i.at + 1}; keep one`,
  CAL_NOTICE_WITHOUT_PAPER: (i) =>
    `${i.file}: ${i.days} days are named without the paper they come from; add it to papers, or name no days for a year not published yet`,
  CAL_NOTICE_WITHOUT_DAYS: (i) =>
    `${i.file}: a paper is given but no days; complete days, or leave papers empty for a year not published yet`,
  CAL_NOTICE_TWICE: (i) => `There are two notices for ${i.year}; merge them into one, the choice is not made by itself`,
  CAL_RANGE_REVERSED: (i) => `“${i.from}” is after “${i.to}”; there are no working days to count between them`,
  CAL_PERIOD_INVALID: (i) =>
    `A period of “${i.length}” (${i.unit}) cannot be counted; give a positive whole number, or 0 working days for “at once”`,
}

const expected: Readonly<Record<Expected, string>> = {
  object: 'an object',
  year: 'a year from 2000 to 2100',
  listOfTexts: 'a list of texts, none of them blank',
  listOfDays: 'a list of days',
  text: 'a text',
  boolean: 'true or false',
}
