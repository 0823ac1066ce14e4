import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { CivilDate } from '@fadu/domain'
import type { CaseSummary, Clock } from '../api/types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { ClockTag } from '../components/clock-tag/clock-tag.tsx'
import { useText } from '../text/text.tsx'
import { useLawBook } from './law-book.ts'

export interface CaseRowProps {
  readonly item: CaseSummary
  readonly today: CivilDate
  /** Whether the reader owes the next act, or wants to know with whom it lies. */
  readonly shows: 'clock' | 'owner'
}

export function CaseRow({ item, today, shows }: CaseRowProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const clock = tellingClock(item.clocks)
  const isOverdue = clock?.phase === 'overdue'
  return (
    <li className={`row${isOverdue ? ' row-overdue' : ''}`}>
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: item.id }} className="row-title">
          {item.title} · {item.subject.name}
        </Link>
        <div className="row-sub">
          <span>{item.stateTitle}</span>
          {shows === 'owner' && item.owner !== null && <span>{t.cases.liesWith(item.owner.name)}</span>}
          {item.draft && clock === undefined && <span className="mark">{t.standing.draft}</span>}
        </div>
      </div>
      <div className="row-end">
        {clock !== undefined && <ClockTag clock={clock} today={today} />}
        {clock !== undefined && <ClauseChips clauses={clock.cites.map(book.clause)} />}
      </div>
    </li>
  )
}

/** The clock that says how a case stands: one that runs, else one that rests, else the last that ended. */
export function tellingClock(clocks: readonly Clock[]): Clock | undefined {
  return clocks.find((c) => c.state === 'running') ?? clocks.find((c) => c.state === 'suspended') ?? clocks.at(-1)
}
