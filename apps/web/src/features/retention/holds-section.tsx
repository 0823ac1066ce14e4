import type { ReactElement } from 'react'
import type { Performed } from '../../api/client.ts'
import type { RetentionHold } from '../../api/keeping-types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { sayHeld } from './due-counts.tsx'
import { PlaceHold } from './place-hold.tsx'

export interface HoldsSectionProps {
  readonly holds: readonly RetentionHold[]
  readonly mayPlace: boolean
  readonly mayLift: boolean
  readonly onDone: (done: Performed<unknown>) => void
}

/** What is kept beyond its term by an act: by whom, since when, for what. */
export function HoldsSection({ holds, mayPlace, mayLift, onDone }: HoldsSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <Section title={t.retention.holds}>
      {holds.length === 0 && <Empty title={t.retention.noHolds}>{t.retention.noHoldsWhy}</Empty>}
      <ul className="rows" aria-live="polite">
        {holds.map((hold) => (
          <li key={hold.id} className="row">
            <div className="row-main">
              <span className="row-title">{sayHeld(t, hold)}</span>
              <p className="break">{t.retention.why(hold.reason, hold.matter)}</p>
              <div className="row-sub">
                <time dateTime={hold.placedAt}>
                  {t.retention.placedBy(hold.placedBy.name, sayInstant(hold.placedAt, language))}
                </time>
              </div>
            </div>
            {mayLift && (
              <div className="row-end">
                <ActButton
                  small
                  label={t.retention.lift}
                  act={{ path: `/api/v1/retention/holds/${hold.id}/end` }}
                  onDone={onDone}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {mayPlace && <Fold summary={<strong>{t.retention.place}</strong>}>{() => <PlaceHold onDone={onDone} />}</Fold>}
    </Section>
  )
}
