/** Why a clock could not be started or an entry not be made; returned, since a caller can meet them in ordinary use. */
export type ClockIssue =
  | { readonly code: 'CLK_PERIOD_UNNAMED' }
  | { readonly code: 'CLK_LENGTH_INVALID'; readonly unit: string; readonly length: number }
  | { readonly code: 'CLK_WARN_DAYS_INVALID'; readonly warnDays: number }
  /** A clock that claims to be law, or a draft on trial, has to name the clause. */
  | { readonly code: 'CLK_CITE_MISSING'; readonly period: string; readonly basis: string }
  | { readonly code: 'CLK_NOT_STARTED' }
  | { readonly code: 'CLK_ALREADY_STARTED'; readonly on: string }
  | { readonly code: 'CLK_ALREADY_STOPPED'; readonly on: string; readonly by: string }
  | { readonly code: 'CLK_ENTRY_OUT_OF_ORDER'; readonly on: string; readonly last: string }
  | { readonly code: 'CLK_DATE_UNSUPPORTED'; readonly on: string; readonly first: string; readonly last: string }
  | { readonly code: 'CLK_ALREADY_SUSPENDED'; readonly since: string }
  | { readonly code: 'CLK_NOT_SUSPENDED'; readonly on: string }
  | { readonly code: 'CLK_EXTENSION_INVALID'; readonly by: number }
  | { readonly code: 'CLK_REASON_MISSING'; readonly entry: 'suspended' | 'extended' }
  | { readonly code: 'CLK_STOP_UNNAMED' }
  /** A deadline in hours was to be suspended or resumed. */
  | { readonly code: 'CLK_HOURS_RUN_ON'; readonly period: string }
