import { dayArgument, daysArgument, territoryArgument, UsageError } from '../usage.ts'

/** A question for a due date. Exactly one of `period` and `days` is given. */
export interface ClockQuery {
  /** Division code, twelve digits. */
  readonly territory: string
  /** Day of the event, which is not counted. */
  readonly from: string
  readonly period?: string
  /** Working days. */
  readonly days?: number
}

/** Why a line of questions cannot be answered. */
export interface ClockQueryFault {
  readonly code: string
  readonly field?: string
  readonly message: string
}

export type ClockQueryResult =
  { readonly ok: true; readonly query: ClockQuery } | { readonly ok: false; readonly fault: ClockQueryFault }

const fields = ['territory', 'from', 'period', 'days'] as const

/** Reads one question as it stands on a line of JSON Lines. */
export function parseClockQuery(line: string): ClockQueryResult {
  let input: unknown
  try {
    input = JSON.parse(line)
  } catch {
    return malformed(undefined, '这一行不是有效的 JSON / this line is not JSON')
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return malformed(undefined, '每行应为一个对象 / each line is an object: {"territory", "from", "period" or "days"}')
  return readQuery(input as Readonly<Record<string, unknown>>)
}

function readQuery(input: Readonly<Record<string, unknown>>): ClockQueryResult {
  const unknown = Object.keys(input).find((name) => !(fields as readonly string[]).includes(name))
  if (unknown !== undefined)
    return malformed(unknown, `没有字段「${unknown}」，可用 ${fields.join('、')} / no such field`)
  const { territory, from, period, days } = input
  if ((period === undefined) === (days === undefined))
    return malformed('period', 'period 和 days 给且只给一个 / give either period or days')
  if (period !== undefined && (typeof period !== 'string' || period === ''))
    return malformed('period', 'period 应为期限名，如 share.reply / the name of a period')
  if (days !== undefined && typeof days !== 'number') return malformed('days', 'days 应为整数 / a whole number')
  return (
    faultOf('territory', territory, territoryArgument) ??
    faultOf('from', from, dayArgument) ??
    (days === undefined ? undefined : faultOf('days', String(days), daysArgument)) ?? {
      ok: true,
      query: {
        territory: territory as string,
        from: from as string,
        ...(period === undefined ? { days: days as number } : { period }),
      },
    }
  )
}

/** The same rules as for arguments, told of a field. */
function faultOf(field: string, value: unknown, parse: (text: string) => unknown): ClockQueryResult | undefined {
  if (typeof value !== 'string') return malformed(field, `需要文字字段 ${field} / a text is needed`)
  try {
    parse(value)
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return malformed(field, error.message)
    throw error
  }
}

function malformed(field: string | undefined, message: string): ClockQueryResult {
  return { ok: false, fault: { code: 'QUERY_MALFORMED', ...(field === undefined ? {} : { field }), message } }
}
