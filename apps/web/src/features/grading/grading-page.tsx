import { useState, type ReactElement } from 'react'
import { Button, Radio } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { suggestionsQuery } from '../../api/queries.ts'
import type { ListedSuggestion, SuggestionState } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useText } from '../../text/text.tsx'
import { SuggestionGroup } from './suggestion-group.tsx'
import { useGradeDecision } from './use-grade-decision.ts'

const shownStates: readonly SuggestionState[] = ['pending', 'accepted', 'kept', 'overruled']

/** Grades that the rules suggest, with their evidence, for people to decide. */
export function GradingPage(): ReactElement {
  const t = useText()
  const { organization, account } = useSession()
  const { state = 'pending' } = useSearch({ from: '/grading' })
  const navigate = useNavigate({ from: '/grading' })
  const [territory, setTerritory] = useState(organization.territory)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<Performed<readonly unknown[]> | undefined>(undefined)
  const suggestions = useInfiniteQuery(suggestionsQuery(territory, state))
  const items = itemsOf(suggestions.data)
  const batch = useGradeDecision((performed) => {
    setDone(performed)
    setChosen(new Set())
  })
  const isSteward = account.roles.includes('steward')
  const picked = items.filter((s) => chosen.has(s.id) && s.state === 'pending')
  return (
    <Page title={t.grading.title} lead={t.grading.lead}>
      <div className="filters">
        <TerritorySelect value={territory} onChange={setTerritory} />
        <Radio.Group
          aria-label={t.grading.state}
          optionType="button"
          value={state}
          options={shownStates.map((value) => ({ value, label: t.grading.states[value] }))}
          onChange={(event) =>
            void navigate({ search: { state: event.target.value as SuggestionState }, replace: true })
          }
        />
        {picked.length > 0 && (
          <Button
            type="primary"
            loading={batch.isPending}
            onClick={() => batch.decide(picked.map((s) => ({ suggestion: s.id, decision: 'accept' })))}
          >
            {t.grading.acceptChosen(picked.length)}
          </Button>
        )}
        {isSteward && state === 'pending' && items.length > 0 && <span className="quiet">{t.grading.keys}</span>}
      </div>
      {done !== undefined && <DoneNote done={done}>{t.grading.decided(done.result.length)}</DoneNote>}
      {batch.error !== null && <FaultView asked={t.grading.decisions.accept} fault={batch.error} />}
      {suggestions.isPending && <RowsSkeleton rows={6} />}
      {suggestions.isError && (
        <FaultView asked={t.grading.title} fault={suggestions.error} onRetry={() => void suggestions.refetch()} />
      )}
      {suggestions.isSuccess && items.length === 0 && (
        <Empty title={t.grading.none}>
          <p>{t.grading.noneWhy}</p>
        </Empty>
      )}
      {byEntry(items).map((group) => (
        <SuggestionGroup
          key={group[0]!.entry.id}
          suggestions={group}
          mayDecide={isSteward && group[0]!.entry.provider === organization.name}
          chosen={chosen}
          onChoose={(id, on) => setChosen(on ? new Set([...chosen, id]) : new Set([...chosen].filter((c) => c !== id)))}
        />
      ))}
      <MorePages query={suggestions} shown={items.length} quietEnd />
    </Page>
  )
}

function byEntry(items: readonly ListedSuggestion[]): readonly (readonly ListedSuggestion[])[] {
  const entries = [...new Set(items.map((item) => item.entry.id))]
  return entries.map((id) => items.filter((item) => item.entry.id === id))
}
