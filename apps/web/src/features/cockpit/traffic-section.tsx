import type { ReactElement } from 'react'
import type { Cockpit, TrafficDay } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { Fold } from '../../shared/fold.tsx'
import { Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface TrafficSectionProps {
  readonly traffic: Cockpit['traffic']
}

/** Calls of the gateway day by day: a bar for each day, and the numbers in a table. */
export function TrafficSection({ traffic }: TrafficSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { days } = traffic
  const busiest = days.reduce(
    (most, day) => (day.calls + day.refused > most.calls + most.refused ? day : most),
    days[0]!,
  )
  const most = busiest.calls + busiest.refused
  return (
    <Section title={t.cockpit.traffic}>
      {most === 0 ? (
        <p className="quiet">{t.cockpit.noCalls}</p>
      ) : (
        <>
          <p className="quiet">
            {t.cockpit.busiest(sayDay(busiest.day, language, today()), busiest.calls, busiest.refused)}
          </p>
          <Bars days={days} most={most} />
        </>
      )}
      <Fold summary={t.cockpit.byDay}>{() => <DayTable days={days} />}</Fold>
    </Section>
  )
}

interface DaysProps {
  readonly days: readonly TrafficDay[]
}

const height = 80
const step = 10

/** The table below says the same, so that a screen reader is spared the bars. */
function Bars({ days, most }: DaysProps & { readonly most: number }): ReactElement {
  const tall = (count: number): number => (count / most) * height
  return (
    <svg
      className="day-bars"
      aria-hidden="true"
      viewBox={`0 0 ${days.length * step} ${height}`}
      preserveAspectRatio="none"
    >
      {days.map(({ day, calls, refused }, i) => (
        <g key={day}>
          <rect x={i * step + 1} y={height - tall(calls)} width={step - 2} height={tall(calls)} />
          <rect
            className="day-refused"
            x={i * step + 1}
            y={height - tall(calls + refused)}
            width={step - 2}
            height={tall(refused)}
          />
        </g>
      ))}
    </svg>
  )
}

function DayTable({ days }: DaysProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const columns = ['calls', 'rows', 'refused'] as const
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.cockpit.columns.day}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="number">
                {t.cockpit.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{sayDay(day.day, language, today())}</th>
              {columns.map((column) => (
                <td key={column} className="number">
                  {day[column].toLocaleString(language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
