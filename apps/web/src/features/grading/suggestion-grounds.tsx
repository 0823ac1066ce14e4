import type { ReactElement } from 'react'
import type { ItemCategory, Suggestion } from '../../api/types.ts'
import { LockGlyph } from '../../components/sealed-value/sealed-value.tsx'
import { useText } from '../../text/text.tsx'

export interface SuggestionGroundsProps {
  readonly suggestion: Suggestion
}

/** Why the rules suggest a grade: which of them, and what in the data or its description they rest on. Values are masked. */
export function SuggestionGrounds({ suggestion }: SuggestionGroundsProps): ReactElement {
  const t = useText()
  return (
    <div className="grading-grounds">
      <ul>
        {suggestion.grounds.map((ground) => (
          <li key={`${ground.rule} ${ground.reason}`} lang="zh-CN">
            {ground.reason}
          </li>
        ))}
      </ul>
      {suggestion.evidence.map((found) => (
        <p key={found.category}>
          <span>{t.item.categories[found.category as ItemCategory] ?? found.category}</span>{' '}
          {found.evidence.map((text) => (
            <span key={text} className="sealed">
              <LockGlyph />
              <span className="visually-hidden">{t.sealed.masked}</span>
              {text.replaceAll('*', '•')}
            </span>
          ))}
        </p>
      ))}
      <p className="quiet">
        {t.grading.origins[suggestion.origin]}
        {t.sentenceComma}
        {t.grading.confidence(Math.round(suggestion.confidence * 100))}
        {t.sentenceComma}
        {t.grading.ruleSet(suggestion.ruleSet)}
      </p>
    </div>
  )
}
