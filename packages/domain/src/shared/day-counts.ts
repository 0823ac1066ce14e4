import type { Brand } from './brand.ts'
import { CodedError } from './coded-error.ts'
import type { SharedIssue } from './shared-issue.ts'

/** A number of working days, integer >= 0; not calendar days. */
export type WorkingDays = Brand<number, 'WorkingDays'>

/** @throws {CodedError} `CAL_COUNT_INVALID` when `n` is negative or not whole. */
export function workingDays(n: number): WorkingDays {
  return wholeNumber(n, 0) as WorkingDays
}

/** Checks a count before it reaches the arithmetic: half a day would shift every date after it without a sign. */
export function wholeNumber(n: number, least: number | null = null): number {
  if (!Number.isSafeInteger(n) || (least !== null && n < least)) {
    throw new CodedError<SharedIssue>({ code: 'CAL_COUNT_INVALID', input: String(n), least })
  }
  return n
}
