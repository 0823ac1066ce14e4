import type { ReactElement } from 'react'
import type { CivilDate, DayKind, DayStatus } from '@fadu/domain'
import { sayDay } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface CalendarStripProps {
  /** Whole weeks, Monday first. */
  readonly weeks: readonly (readonly DayStatus[])[]
  readonly today: CivilDate
  /** How many cases are due, by day. */
  readonly due: ReadonlyMap<CivilDate, number>
  /** The day whose cases are open, and where they stand. */
  readonly chosen: CivilDate | null
  readonly opens: string
  readonly onChoose: (day: CivilDate) => void
}

const kinds: readonly DayKind[] = ['workday', 'weekend', 'holiday', 'makeUpDay']

/** Working days, weekends, holidays and worked weekends, each told in words too, with what is due on each day. */
export function CalendarStrip({ weeks, today, due, chosen, opens, onChoose }: CalendarStripProps): ReactElement {
  const t = useText()
  const days = weeks.flat()
  const shown = kinds.filter((kind) => days.some((day) => day.kind === kind))
  return (
    <div className="strip">
      <ol className="strip-weeks">
        {weeks.map((week) => (
          <li key={week[0]!.date}>
            <ol className="strip-week">
              {week.map((day) => (
                <li key={day.date}>
                  <Day
                    day={day}
                    today={today}
                    due={due.get(day.date) ?? 0}
                    chosen={day.date === chosen}
                    opens={opens}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <p className="strip-legend" aria-hidden="true">
        {shown.map((kind) => (
          <span key={kind}>
            <span className={`strip-key strip-${kind}`} /> {t.strip.kinds[kind]}
          </span>
        ))}
        {days.some((day) => day.provisional) && (
          <span>
            <span className="strip-key strip-provisional" /> {t.strip.provisional}
          </span>
        )}
      </p>
    </div>
  )
}

interface DayProps extends Pick<CalendarStripProps, 'today' | 'opens' | 'onChoose'> {
  readonly day: DayStatus
  readonly due: number
  readonly chosen: boolean
}

function Day({ day, today, due, chosen, opens, onChoose }: DayProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { date, kind, name } = day
  const isToday = date === today
  const classes = [
    'strip-day',
    `strip-${kind}`,
    day.provisional && 'strip-provisional',
    isToday && 'strip-today',
    date < today && 'strip-past',
  ]
  const said = [
    sayDay(date, language, today),
    ...(isToday ? [t.strip.today] : []),
    name === undefined ? t.strip.kinds[kind] : t.strip.named(t.strip.kinds[kind], name),
    ...(day.provisional ? [t.strip.provisional] : []),
    ...(due > 0 ? [t.strip.dueOn(due)] : []),
  ].join(t.listComma)
  const face = (
    <>
      <span className="visually-hidden">{said}</span>
      <span aria-hidden="true" className="strip-face">
        <span className="strip-number">{dayNumber(date)}</span>
        <span className="strip-kind">{isToday ? t.strip.today : t.strip.marks[kind]}</span>
        <span className="strip-due">{due > 0 ? t.strip.due(due) : ''}</span>
      </span>
    </>
  )
  const className = classes.filter(Boolean).join(' ')
  if (due === 0) return <div className={className}>{face}</div>
  return (
    <button
      type="button"
      className={className}
      aria-expanded={chosen}
      aria-controls={chosen ? opens : undefined}
      onClick={() => onChoose(date)}
    >
      {face}
    </button>
  )
}

/** The month stands at its first day alone: 12/1. */
function dayNumber(date: CivilDate): string {
  const [, month, day] = date.split('-').map(Number) as [number, number, number]
  return day === 1 ? `${month}/1` : String(day)
}
