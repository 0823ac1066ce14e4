import type { ReactElement, ReactNode } from 'react'
import { sayInstant } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ClauseChips, type ClauseRef } from '../clause-chip/clause-chip.tsx'

export interface TimelineAct {
  readonly receipt: string
  readonly at: string
  /** What was done, as a verb. */
  readonly title: string
  readonly by: string
  readonly refused: boolean
  readonly clauses: readonly ClauseRef[]
  /** What came of it, such as the state it led to. */
  readonly detail?: ReactNode
}

export interface ActTimelineProps {
  readonly acts: readonly TimelineAct[]
}

/** The acts of a case in their order, each with who, when, under which clauses, and the seal that leads to its record. */
export function ActTimeline({ acts }: ActTimelineProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  if (acts.length === 0) return <p className="quiet">{t.cases.noActs}</p>
  return (
    <ol className="timeline">
      {acts.map((act) => (
        <li key={act.receipt} className={act.refused ? 'timeline-refused' : ''}>
          <div className="timeline-head">
            <strong>{act.title}</strong>
            {act.refused && <span className="mark mark-refused">{t.refused}</span>}
            <span className="quiet">{act.by}</span>
            <time className="quiet" dateTime={act.at}>
              {sayInstant(act.at, language)}
            </time>
          </div>
          {act.detail !== undefined && <div className="timeline-detail">{act.detail}</div>}
          <div className="timeline-foot">
            <ClauseChips clauses={act.clauses} />
            <a className="seal-link" href={`/proof/${act.receipt}`}>
              {t.seal}
            </a>
          </div>
        </li>
      ))}
    </ol>
  )
}
