import type { ReactElement } from 'react'
import type { CivilDate } from '@fadu/domain'
import type { Clock } from '../../api/types.ts'
import { sayDay, sayInstant } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface ClockTagProps {
  readonly clock: Clock
  /** Day to compare with; passed in so that examples and tests do not age. */
  readonly today: CivilDate
}

/** What is left of a duty in working days, the due day as people say it, and whether a law, a draft or a policy sets it. */
export function ClockTag({ clock, today }: ClockTagProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const tone = toneOf(clock)
  return (
    <span className={`clock clock-${tone}`}>
      <strong>
        <span className="clock-mark" aria-hidden="true" />
        {headline()}
      </strong>
      {clock.due !== null && clock.state === 'running' && (
        <span className="clock-due">
          {t.clock.due(clock.dueAt === null ? sayDay(clock.due, language, today) : sayInstant(clock.dueAt, language))}
        </span>
      )}
      {clock.provisional && <span className="mark">{t.clock.provisional}</span>}
      {clock.basis !== 'law' && <span className="mark">{t.standing[clock.basis]}</span>}
    </span>
  )

  function headline(): string {
    if (clock.state === 'suspended') return t.clock.suspended(clock.text)
    if (clock.state === 'finished') return t.clock.finished(clock.text)
    if (clock.phase === 'overdue') return t.clock.overdue(clock.text)
    if (clock.dueAt !== null && clock.left !== null) return t.clock.leftHours(clock.left)
    if (clock.left === 0 || clock.left === null) return t.clock.today
    return t.clock.left(clock.left)
  }
}

function toneOf(clock: Clock): 'calm' | 'near' | 'overdue' | 'rests' | 'ended' {
  if (clock.state === 'suspended') return 'rests'
  if (clock.state === 'finished') return 'ended'
  if (clock.phase === 'overdue') return 'overdue'
  return clock.phase === 'warning' || clock.left === 0 ? 'near' : 'calm'
}
