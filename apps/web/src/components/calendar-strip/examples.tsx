import { civil, createCalendar, type CivilDate, type HolidayNotice } from '@fadu/domain'
import { CalendarStrip, type CalendarStripProps } from './calendar-strip.tsx'
import type { Example } from '../example.ts'
import { stripWeeks } from './strip-days.ts'

const springFestival = ['15', '16', '17', '18', '19', '20', '21', '22', '23']

/** The Spring Festival of 2026 as its notice has it: nine days off for two worked Saturdays. */
export const notice2026: HolidayNotice = {
  year: 2026,
  papers: ['https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm'],
  days: [
    { name: '春节', date: civil('2026-02-14'), isOffDay: false },
    ...springFestival.map((day) => ({ name: '春节', date: civil(`2026-02-${day}`), isOffDay: true })),
    { name: '春节', date: civil('2026-02-28'), isOffDay: false },
  ],
}
const calendar = createCalendar([notice2026])

const show = (day: string, changed: Partial<CalendarStripProps>) => {
  const today = civil(day)
  return (
    <CalendarStrip
      weeks={stripWeeks(today, calendar)}
      today={today}
      due={new Map()}
      chosen={null}
      opens="due-cases"
      onChoose={() => undefined}
      {...changed}
    />
  )
}

export const examples: readonly Example[] = [
  { name: 'nothing due', node: show('2026-04-14', {}) },
  {
    name: 'over a holiday, with a worked Saturday on which two cases are due',
    node: show('2026-02-11', { due: new Map<CivilDate, number>([[civil('2026-02-14'), 2]]) }),
  },
  {
    name: 'a day that is open',
    node: show('2026-04-14', {
      due: new Map<CivilDate, number>([[civil('2026-04-17'), 1]]),
      chosen: civil('2026-04-17'),
    }),
  },
  { name: 'into a year without a notice', node: show('2026-12-21', {}) },
]
