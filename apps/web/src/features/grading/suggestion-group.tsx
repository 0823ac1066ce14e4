import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { Button, Checkbox } from 'antd'
import { Link } from '@tanstack/react-router'
import type { ListedSuggestion } from '../../api/types.ts'
import { GradeTag } from '../../components/grade-tag/grade-tag.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import { DecisionForm, type GradeDecision } from './decision-form.tsx'
import { SuggestionGrounds } from './suggestion-grounds.tsx'
import { useGradeDecision } from './use-grade-decision.ts'

export interface SuggestionGroupProps {
  /** All of one entry. */
  readonly suggestions: readonly ListedSuggestion[]
  readonly mayDecide: boolean
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (suggestion: string, on: boolean) => void
}

/** What is suggested for one entry. A published entry is not regraded behind its readers' backs: it is updated first. */
export function SuggestionGroup({ suggestions, mayDecide, chosen, onChoose }: SuggestionGroupProps): ReactElement {
  const t = useText()
  const { entry } = suggestions[0]!
  const isPending = suggestions.some((s) => s.state === 'pending')
  return (
    <Section
      title={entry.name}
      aside={
        <span className="quiet">
          {entry.provider} ·{' '}
          <Link to="/catalog/$id" params={{ id: entry.id }}>
            {t.draft.toEntry}
          </Link>
        </span>
      }
    >
      {mayDecide && isPending && !entry.open && (
        <p className="note">
          {t.grading.closed}
          <Link to="/procedures/$name" params={{ name: 'catalog.change' }} search={{ entry: entry.id }}>
            {t.entry.update}
          </Link>
        </p>
      )}
      <ul className="suggestions">
        {suggestions.map((suggestion) => (
          <SuggestionRow
            key={suggestion.id}
            suggestion={suggestion}
            mayDecide={mayDecide && entry.open && suggestion.state === 'pending'}
            isChosen={chosen.has(suggestion.id)}
            onChoose={(on) => onChoose(suggestion.id, on)}
          />
        ))}
      </ul>
    </Section>
  )
}

interface SuggestionRowProps {
  readonly suggestion: ListedSuggestion
  readonly mayDecide: boolean
  readonly isChosen: boolean
  readonly onChoose: (on: boolean) => void
}

function SuggestionRow({ suggestion, mayDecide, isChosen, onChoose }: SuggestionRowProps): ReactElement {
  const t = useText()
  const [asked, setAsked] = useState<'keep' | 'set' | undefined>(undefined)
  const decide = useGradeDecision()
  const name = suggestion.item?.name ?? t.grading.wholeEntry
  const send = (decision: GradeDecision): void => decide.decide([{ suggestion: suggestion.id, ...decision }])
  const keys = (event: KeyboardEvent<HTMLLIElement>): void => {
    // Keys of the row itself; what is typed into its fields is text.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const act = mayDecide ? keyActs[event.key] : undefined
    if (act !== undefined) act()
    else if (!moved(event)) return
    event.preventDefault()
  }
  const keyActs: Readonly<Record<string, () => void>> = {
    a: () => send({ decision: 'accept' }),
    k: () => setAsked('keep'),
    s: () => setAsked('set'),
    ' ': () => onChoose(!isChosen),
  }
  return (
    <li className="suggestion" tabIndex={0} onKeyDown={keys} aria-label={t.grading.rowLabel(name, suggestion.grade)}>
      <div className="suggestion-head">
        {mayDecide && (
          <Checkbox
            aria-label={t.grading.choose(name)}
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        )}
        <strong>{name}</strong>
        {suggestion.item !== null && <code>{suggestion.item.code}</code>}
        <span className="grade-change">
          {suggestion.presentGrade !== null && <GradeTag grade={suggestion.presentGrade} />}
          <span aria-hidden="true">→</span>
          <span className="quiet">{t.grading.suggested}</span>
          <GradeTag grade={suggestion.grade} />
        </span>
        {suggestion.state !== 'pending' && <span className="tag">{t.grading.states[suggestion.state]}</span>}
        {mayDecide && (
          <span className="suggestion-acts">
            <Button size="small" type="primary" loading={decide.isPending} onClick={() => send({ decision: 'accept' })}>
              {t.grading.decisions.accept}
            </Button>
            <Button size="small" aria-expanded={asked === 'keep'} onClick={() => setAsked('keep')}>
              {t.grading.decisions.keep}
            </Button>
            <Button size="small" aria-expanded={asked === 'set'} onClick={() => setAsked('set')}>
              {t.grading.decisions.set}
            </Button>
          </span>
        )}
      </div>
      <SuggestionGrounds suggestion={suggestion} />
      {suggestion.reason !== null && <p>{t.grading.saidReason(suggestion.decidedBy ?? '', suggestion.reason)}</p>}
      {asked !== undefined && (
        <DecisionForm
          key={asked}
          decision={asked}
          suggested={suggestion.grade}
          present={suggestion.presentGrade ?? undefined}
          loading={decide.isPending}
          onDecide={send}
          onCancel={() => setAsked(undefined)}
        />
      )}
      {decide.error !== null && <FaultView asked={t.grading.title} fault={decide.error} />}
    </li>
  )
}

/** Up and down go from one suggestion to the next, also into the next entry. */
function moved(event: KeyboardEvent<HTMLLIElement>): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return false
  const rows = [...document.querySelectorAll<HTMLElement>('.suggestion')]
  rows[rows.indexOf(event.currentTarget) + step]?.focus()
  return true
}
