import type { ReactElement, ReactNode } from 'react'
import type { Cockpit, Figure, Trend } from '../../api/types.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { FigureLink } from '../overview/figure-link.tsx'
import { TrendLine } from './trend-line.tsx'

export interface FigureCardsProps {
  readonly cockpit: Cockpit
}

/** Six figures with their trend. */
export function FigureCards({ cockpit }: FigureCardsProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { coverage, freshness, response, quality, refusals, traffic } = cockpit
  const say = (value: number | null): string => (value === null ? '—' : value.toLocaleString(language))
  const { parts } = t.cockpit
  return (
    <ul className="cockpit-cards">
      <Card
        name="coverage"
        main={<FigureLink figure={coverage.covered} />}
        parts={[
          [parts.agencies, coverage.agencies],
          [parts.published, coverage.published],
        ]}
        trend={coverage.trend}
      />
      <Card
        name="freshness"
        main={<FigureLink figure={freshness.current} />}
        parts={[
          [parts.late, freshness.late],
          [parts.never, freshness.never],
          [parts.irregular, freshness.irregular],
        ]}
        trend={freshness.trend}
      />
      <Card
        name="response"
        main={
          <FigureLink figure={response.answered}>
            {response.median === null ? '—' : t.cockpit.workingDays(response.median)}
          </FigureLink>
        }
        note={response.ninth === null ? t.cockpit.noAnswers : t.cockpit.ninth(response.ninth)}
        parts={[
          [parts.answered, response.answered],
          [parts.inTime, response.inTime],
          [parts.answeredLate, response.late],
          [parts.unanswered, response.overdue],
        ]}
        trend={response.trend}
      />
      <Card
        name="quality"
        main={<FigureLink figure={quality.scored}>{say(quality.trend.now)}</FigureLink>}
        parts={[
          [parts.scored, quality.scored],
          [parts.problems, quality.problems],
        ]}
        trend={quality.trend}
      />
      <Card name="refusals" main={say(refusals.total.count)} note={t.cockpit.inTheLog} trend={refusals.trend} />
      <Card
        name="traffic"
        main={say(traffic.calls.count)}
        parts={[
          [parts.rows, traffic.rows],
          [parts.refused, traffic.refused],
        ]}
        note={t.cockpit.inTheLog}
        trend={traffic.trend}
      />
    </ul>
  )
}

interface CardProps {
  readonly name: 'coverage' | 'freshness' | 'response' | 'quality' | 'refusals' | 'traffic'
  readonly main: ReactNode
  readonly note?: string
  readonly parts?: readonly (readonly [label: string, figure: Figure])[]
  readonly trend: Trend
}

function Card({ name, main, note, parts = [], trend }: CardProps): ReactElement {
  const t = useText()
  return (
    <li className="sheet">
      <h2>{t.cockpit.figures[name]}</h2>
      <p className="cockpit-main">
        <strong>{main}</strong> <span className="quiet">{t.cockpit.units[name]}</span>
      </p>
      {parts.length > 0 && (
        <dl className="cockpit-parts">
          {parts.map(([label, figure]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <FigureLink figure={figure} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {note !== undefined && <p className="quiet">{note}</p>}
      <TrendLine of={t.cockpit.trends[name]} trend={trend} />
    </li>
  )
}
