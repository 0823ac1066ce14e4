/** Why a day, and every date counted across it, is not final yet. */
export type ProvisionalReason =
  /** No notice was issued for the year; its days are taken by weekday alone. */
  | { readonly code: 'CAL_YEAR_NOT_PUBLISHED'; readonly year: number; readonly published: readonly number[] }
  /** The notice for `nextYear` is not known and may still move days at the end of `year`. */
  | { readonly code: 'CAL_YEAR_END_OPEN'; readonly year: number; readonly nextYear: number; readonly from: string }

export type ProvisionalCode = ProvisionalReason['code']

/** What a field of a notice file should hold. */
export type Expected = 'object' | 'year' | 'listOfTexts' | 'listOfDays' | 'text' | 'boolean'

/** Faults of a yearly notice file. `at` is the position in `days`, from 0. */
export type NoticeIssue =
  | {
      readonly code: 'CAL_NOTICE_MALFORMED'
      readonly file: string
      readonly field: string
      readonly expected: Expected
    }
  | { readonly code: 'CAL_NOTICE_YEAR_MISMATCH'; readonly file: string; readonly year: number }
  | { readonly code: 'CAL_NOTICE_DATE_MALFORMED'; readonly file: string; readonly at: number; readonly input: string }
  /** Neither in the year nor among the days of the December before that a notice may name, from `earliest` on. */
  | {
      readonly code: 'CAL_NOTICE_DATE_OUTSIDE'
      readonly file: string
      readonly at: number
      readonly date: string
      readonly earliest: string
    }
  | { readonly code: 'CAL_NOTICE_DATE_TWICE'; readonly file: string; readonly at: number; readonly date: string }
  /** Days without a paper rest on nothing: either the source is missing or somebody guessed. */
  | { readonly code: 'CAL_NOTICE_WITHOUT_PAPER'; readonly file: string; readonly days: number }
  | { readonly code: 'CAL_NOTICE_WITHOUT_DAYS'; readonly file: string }

/** Broken promises of a caller of the calendar; thrown inside a `CodedError`. */
export type CalendarFault =
  | { readonly code: 'CAL_NOTICE_TWICE'; readonly year: number }
  | { readonly code: 'CAL_RANGE_REVERSED'; readonly from: string; readonly to: string }
  | { readonly code: 'CAL_PERIOD_INVALID'; readonly unit: string; readonly length: number }

export type CalendarIssue = ProvisionalReason | NoticeIssue | CalendarFault
