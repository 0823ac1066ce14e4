import type { ReactElement } from 'react'
import type { GradedItem } from '../../api/types.ts'
import { GradeTag } from '../../components/grade-tag/grade-tag.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { SidePanel } from '../../shared/side-panel.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { SuggestionGrounds } from '../grading/suggestion-grounds.tsx'

export interface GradingDrawerProps {
  readonly item: GradedItem | undefined
  readonly onClose: () => void
}

/** Where the grade of an item comes from: what the rules suggest on which evidence, and who gave which grade when. */
export function GradingDrawer({ item, onClose }: GradingDrawerProps): ReactElement {
  const t = useText()
  return (
    <SidePanel side="right" open={item !== undefined} onClose={onClose} title={t.grading.of(item?.name ?? '')}>
      {item !== undefined && <Grading item={item} />}
    </SidePanel>
  )
}

interface GradingProps {
  readonly item: GradedItem
}

function Grading({ item }: GradingProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <>
      <h3>{t.grading.suggestions}</h3>
      {item.suggestions.length === 0 && <p className="quiet">{t.grading.noSuggestion}</p>}
      <ul className="suggestions">
        {item.suggestions.map((suggestion) => (
          <li key={suggestion.id} className="suggestion">
            <div className="suggestion-head">
              <GradeTag grade={suggestion.grade} />
              <span className="tag">{t.grading.states[suggestion.state]}</span>
              <time className="quiet">{sayInstant(suggestion.madeAt, language)}</time>
            </div>
            <SuggestionGrounds suggestion={suggestion} />
            {suggestion.reason !== null && <p>{t.grading.saidReason(suggestion.decidedBy ?? '', suggestion.reason)}</p>}
          </li>
        ))}
      </ul>
      <h3>{t.grading.records}</h3>
      {item.records.length === 0 && <p className="quiet">{t.grading.noRecord}</p>}
      <ol className="rows">
        {item.records.map((record) => (
          <li key={record.givenAt} className="row">
            <div className="row-main">
              <GradeTag grade={record.grade} />
              <div className="row-sub">
                {record.givenBy !== null && <span>{record.givenBy}</span>}
                <time dateTime={record.givenAt}>{sayInstant(record.givenAt, language)}</time>
                <span>{t.grading.ruleSet(record.ruleSet)}</span>
              </div>
              {record.reason !== null && <p>{record.reason}</p>}
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
