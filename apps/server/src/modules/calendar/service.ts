import type { HolidayNotice } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import { platformResource } from '../../platform/law/gate.ts'

export interface NoticeView {
  readonly year: number
  readonly papers: readonly string[]
  readonly origin: 'pack' | 'entered'
  readonly enteredAt: string
  readonly days: readonly { readonly date: string; readonly name: string; readonly isOffDay: boolean }[]
}

/** The State Council's holiday notices: one calendar for every territory. */
export interface NoticeService {
  list(): readonly NoticeView[]
  /** Enters the notice of a year in place of the one that holds. Open cases are counted again by the next sweep. */
  enter(account: string, notice: HolidayNotice): Act<ActFacts, { readonly year: number; readonly replaced: boolean }>
  /** Takes up what was entered; call it when the act is done. */
  takeUp(): Promise<void>
}

export function createNoticeService(deps: {
  readonly calendar: CalendarSource
  readonly now: () => Date
}): NoticeService {
  const { calendar, now } = deps
  return {
    list: () =>
      calendar.now().notices.map(({ year, papers, origin, enteredAt, days }) => ({
        year,
        papers,
        origin,
        enteredAt: enteredAt.toISOString(),
        days: days.map(({ date, name, isOffDay }) => ({ date, name, isOffDay })),
      })),
    enter: (account, notice) => ({
      action: 'calendar.enterNotice',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: async (tx) => {
        const { year, papers, days } = notice
        const row = await tx
          .insertInto('holiday_notice')
          .values({
            year,
            content: JSON.stringify({ year, papers, days }),
            origin: 'entered',
            entered_by: account,
            entered_at: now(),
          })
          .onConflict((c) =>
            c.column('year').doUpdateSet((eb) => ({
              content: eb.ref('excluded.content'),
              origin: eb.ref('excluded.origin'),
              entered_by: eb.ref('excluded.entered_by'),
              entered_at: eb.ref('excluded.entered_at'),
              revision: eb('holiday_notice.revision', '+', 1),
            })),
          )
          .returning('revision')
          .executeTakeFirstOrThrow()
        return { year, replaced: row.revision > 1 }
      },
      // The whole notice stands in the record: a later one of the same year replaces it in the table.
      trace: (_, { year, replaced }) => ({
        subject: { type: 'HolidayNotice', id: String(year) },
        detail: { year, replaced, papers: notice.papers, days: notice.days },
      }),
    }),
    takeUp: async () => {
      await calendar.refresh()
    },
  }
}
