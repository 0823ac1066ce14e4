import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { FoundEntry, Freshness } from '../../api/types.ts'
import { GradeTag } from '../../components/grade-tag/grade-tag.tsx'
import { Highlighted } from '../../shared/highlighted.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useText } from '../../text/text.tsx'
import { EntryStateTag } from './entry-state-tag.tsx'

export interface EntryResultsProps {
  readonly items: readonly FoundEntry[]
  readonly sought: string
}

/** Found entries, best first: what each is, whose, how sensitive, who may have it, and in which items the words were found. */
export function EntryResults({ items, sought }: EntryResultsProps): ReactElement {
  return (
    <ol className="results">
      {items.map((entry) => (
        <EntryResult key={entry.id} entry={entry} sought={sought} />
      ))}
    </ol>
  )
}

interface EntryResultProps {
  readonly entry: FoundEntry
  readonly sought: string
}

function EntryResult({ entry, sought }: EntryResultProps): ReactElement {
  const t = useText()
  const words = useRegimeWords(entry.territory)
  const attribute = (kind: 'shareAttribute' | 'openAttribute', value: string | null): string =>
    value === null ? t.catalog.unset : words.term(`${kind}.${value}`, t.choices[`${kind}.${value}`] ?? value)
  return (
    <li className="result">
      <div className="result-head">
        <Link to="/catalog/$id" params={{ id: entry.id }} className="row-title">
          <Highlighted text={entry.name} sought={sought} />
        </Link>
        {entry.state !== 'published' && <EntryStateTag state={entry.state} />}
        {entry.grade !== null && <GradeTag grade={entry.grade} />}
      </div>
      <div className="row-sub">
        <span>
          <Highlighted text={entry.provider.name} sought={sought} />
        </span>
        <code>
          <Highlighted text={entry.code} sought={sought} />
        </code>
        {entry.category !== null && <span>{entry.category}</span>}
      </div>
      <div className="result-facts">
        <span>{attribute('shareAttribute', entry.shareAttribute)}</span>
        <span>{attribute('openAttribute', entry.openAttribute)}</span>
        <FreshnessMark freshness={entry.freshness} cycle={entry.updateCycle} />
      </div>
      {entry.matchedItems.length > 0 && (
        <p className="result-items">
          {t.catalog.matchedItems}
          {entry.matchedItems.map((name, i) => (
            <span key={name}>
              {i > 0 && t.listComma}
              <Highlighted text={name} sought={sought} />
            </span>
          ))}
        </p>
      )}
    </li>
  )
}

export interface FreshnessMarkProps {
  readonly freshness: Freshness
  readonly cycle: string | null
}

/** Whether data came when its cycle says; late data is said in words, not by a colour alone. */
export function FreshnessMark({ freshness, cycle }: FreshnessMarkProps): ReactElement {
  const t = useText()
  const often = cycle === null ? '' : (t.choices[cycle] ?? cycle)
  return (
    <span className={freshness === 'late' ? 'fresh-late' : ''}>
      {often !== '' && freshness !== 'irregular' ? t.catalog.updated(often) : ''}
      {t.catalog.freshness[freshness]}
    </span>
  )
}
