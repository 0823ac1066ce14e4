import { CodedError } from '@fadu/domain'
import type { Law } from '@fadu/law-files'
import { describeCoded } from '../coded-text.ts'
import { parseClockQuery, type ClockQueryFault } from '../law/clock-query.ts'
import { dueDateOf, PeriodUnknown, type ClockAnswer } from '../law/due-dates.ts'
import { linesOf, overlong } from '../lines.ts'
import type { Input, Output } from './output.ts'

/** A question needs some two hundred characters; more than this is no question. */
const longestLine = 10_000

type Answer = ClockAnswer | { readonly error: ClockQueryFault }

/**
 * Answers questions for due dates, one JSON answer a line in the order of the questions. One that cannot be answered is
 * answered with what is wrong with it; the others do not suffer.
 *
 * @returns 0 when every question was answered, 1 when one was not.
 */
export async function answerClockQueries(
  law: Pick<Law, 'book' | 'calendar'>,
  input: Input,
  output: Output,
): Promise<number> {
  let code = 0
  for await (const line of linesOf(input, longestLine)) {
    const answer = line === overlong ? tooLong : answerTo(law, line)
    if ('error' in answer) code = 1
    output.out(JSON.stringify(answer))
    await output.drained?.()
  }
  return code
}

const tooLong: Answer = {
  error: {
    code: 'LINE_TOO_LONG',
    message: `一行不得超过 ${longestLine} 个字符 / a line has at most ${longestLine} characters`,
  },
}

function answerTo(law: Pick<Law, 'book' | 'calendar'>, line: string): Answer {
  const parsed = parseClockQuery(line)
  if (!parsed.ok) return { error: parsed.fault }
  try {
    return dueDateOf(law, parsed.query)
  } catch (error) {
    const fault = faultOf(error)
    if (fault === undefined) throw error
    return { error: fault }
  }
}

function faultOf(error: unknown): ClockQueryFault | undefined {
  if (error instanceof PeriodUnknown) {
    const message = `该地区没有期限「${error.period}」，现有 ${error.known.join('、')} / no such period in days`
    return { code: error.code, field: 'period', message }
  }
  // The count leaves the years that can be counted; what is wrong is the day it starts from.
  if (error instanceof CodedError) return { field: 'from', ...describeCoded(error) }
  return undefined
}
