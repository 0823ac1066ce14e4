import type { ReactElement } from 'react'
import type { Trend } from '../../api/types.ts'
import { sayDay } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { trendPath } from './trend-path.ts'

export interface TrendLineProps {
  /** What the line is of. */
  readonly of: string
  readonly trend: Trend
}

const size = { width: 120, height: 28 }

/** A line of our own, and what it shows in words: read by a screen reader in place of the line, and the comparison by everybody. */
export function TrendLine({ of, trend }: TrendLineProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const say = (value: number | null): string => (value === null ? t.cockpit.nothing : value.toLocaleString(language))
  const year = trend.points.at(-1)?.to
  const told = trend.points.map(({ to, value }) => t.cockpit.until(sayDay(to, language, year ?? to), say(value)))
  const values = trend.points.map(({ value }) => value)
  return (
    <div className="trend">
      {values.some((value) => value !== null) && (
        <svg
          role="img"
          aria-label={t.cockpit.line(of, told.join(t.sentenceComma))}
          viewBox={`0 -2 ${size.width} ${size.height + 4}`}
          preserveAspectRatio="none"
        >
          <path d={trendPath(values, size)} />
        </svg>
      )}
      <p className="quiet">{t.cockpit.compared(of, say(trend.now), say(trend.before))}</p>
    </div>
  )
}
