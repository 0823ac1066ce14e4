import type { HolidayCalendar } from '../calendar/index.ts'
import type { LawBook, PackIssue } from '../regulation/index.ts'
import { runCase } from './run-case.ts'

/** Tells the cases of every pack; one issue for each that the law decides otherwise than its writer expects. */
export function checkCases(book: LawBook, calendar: HolidayCalendar): readonly PackIssue[] {
  return book.packs.flatMap((pack) =>
    pack.cases.flatMap((one): readonly PackIssue[] => {
      const result = runCase(book.regimeOfPack(pack), calendar, one)
      if (result.ok) return []
      return [{ code: 'PACK_CASE_FAILS', file: one.file, line: one.line, message: `${one.name}: ${result.difference}` }]
    }),
  )
}
