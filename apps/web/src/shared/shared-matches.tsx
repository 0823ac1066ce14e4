import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { SharedItem } from '../api/types.ts'
import { useText } from '../text/text.tsx'

export interface SharedMatchesProps {
  readonly matches: readonly SharedItem[]
}

/** Published data that offers what was to be collected again, each with the way to ask for it. */
export function SharedMatches({ matches }: SharedMatchesProps): ReactElement {
  const t = useText()
  return (
    <>
      <h3>{t.sharedItems.title}</h3>
      <ul className="rows">
        {matches.map((match) => (
          <li key={`${match.row} ${match.entry.id} ${match.item}`} className="row">
            <div className="row-main">
              <span>{t.sharedItems.wanted(match.row, match.wanted)}</span>{' '}
              <Link to="/catalog/$id" params={{ id: match.entry.id }} className="row-title">
                {match.entry.name} · {match.item}
              </Link>
              <div className="row-sub">
                <span>{match.agency}</span>
                <span>{t.sharedItems.because[match.because]}</span>
              </div>
            </div>
            <Link className="button" to="/catalog/$id/request" params={{ id: match.entry.id }}>
              {t.share.begin}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
