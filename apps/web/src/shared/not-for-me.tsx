import type { ReactElement } from 'react'
import { ClauseChip } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import { sayAction } from './act-names.ts'
import { useLawBook } from './law-book.ts'
import { Section } from './page.tsx'
import type { Permissions } from './use-may.ts'

export interface NotForMeProps {
  readonly refused: Permissions['refused']
}

/** What can be done here but not by the reader: who does it, and under which clause. */
export function NotForMe({ refused }: NotForMeProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  if (refused.length === 0) return null
  return (
    <Section title={t.notForMe}>
      <ul className="closed">
        {refused.map(({ act, needed }) => (
          <li key={act}>
            <strong>{sayAction(t, act)}</strong>
            {[...new Map(needed.map((need) => [`${need.clause} ${need.text}`, need])).values()].map((need) => (
              <span key={`${need.clause} ${need.text}`}>
                <ClauseChip clause={book.clause(need.clause)} /> {need.text}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
