import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Entry, Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface SecrecyLineProps {
  readonly entry: Entry
  readonly regime: Regime
  /** May begin the review. */
  readonly isMine: boolean
}

const procedure = 'secrecy.review'

/** Whether the version in use was reviewed for secrecy, where the regime asks for that before data is shared or opened. */
export function SecrecyLine({ entry, regime, isMine }: SecrecyLineProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  const { language } = useLanguage()
  const asked = regime.procedures.find((p) => p.name === procedure)
  if (asked === undefined || entry.publishedVersion === null) return null
  const review = entry.secrecyReviews.find((r) => r.version === entry.publishedVersion)
  return (
    <p className={`note${entry.secrecy === 'cleared' ? '' : ' note-near'}`}>
      <strong>{t.secrecy[entry.secrecy]}</strong>
      <ClauseChips clauses={asked.cites.map(book.clause)} />
      {review !== undefined && (
        <span className="quiet">
          {t.secrecy.by(review.organization, review.reviewer, sayInstant(review.at, language))}
        </span>
      )}
      {isMine && entry.secrecy === 'unreviewed' && entry.state === 'published' && (
        <Link to="/procedures/$name" params={{ name: procedure }} search={{ entry: entry.id }}>
          {t.secrecy.begin}
        </Link>
      )}
    </p>
  )
}
