import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import type { SecrecyLineProps } from './secrecy-line.tsx'

const procedure = 'data.preparation'

/** Whether the processing of the version in use was recorded, where the regime asks for that before data is shared or opened. */
export function PreparationLine({ entry, regime, isMine }: SecrecyLineProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  const { language } = useLanguage()
  const asked = regime.procedures.find((p) => p.name === procedure)
  if (asked === undefined || entry.publishedVersion === null) return null
  const record = entry.preparations.find((p) => p.version === entry.publishedVersion)
  return (
    <p className={`note${entry.prepared ? '' : ' note-near'}`}>
      <strong>{entry.prepared ? t.preparation.recorded : t.preparation.missing}</strong>
      <ClauseChips clauses={asked.cites.map(book.clause)} />
      {record !== undefined && (
        <span className="quiet">{t.preparation.by(record.organization, sayInstant(record.at, language))}</span>
      )}
      {isMine && !entry.prepared && entry.state === 'published' && (
        <Link to="/procedures/$name" params={{ name: procedure }} search={{ entry: entry.id }}>
          {t.preparation.begin}
        </Link>
      )}
    </p>
  )
}
