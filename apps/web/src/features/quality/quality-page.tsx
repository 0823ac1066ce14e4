import { useState, type ReactElement } from 'react'
import { Radio } from 'antd'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { problemsQuery, updatesQuery } from '../../api/data-queries.ts'
import type { DataProblem, EntryUpdate, UpdatePhase } from '../../api/data-types.ts'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { Empty, Page, Section } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { oversees } from '../../shared/who.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { Announcements } from './announcements.tsx'

/** What is wrong with data and what is late: an agency sees its own, those who oversee a territory see all of it. */
export function QualityPage(): ReactElement {
  const t = useText()
  const session = useSession()
  const [chosen, setChosen] = useState(session.organization.territory)
  const territory = oversees(session) ? chosen : undefined
  return (
    <Page title={t.qualityPage.title} lead={t.qualityPage.lead}>
      {territory !== undefined && (
        <div className="filters">
          <TerritorySelect value={territory} onChange={setChosen} />
        </div>
      )}
      <Announcements />
      <Problems territory={territory} />
      <Updates territory={territory} />
    </Page>
  )
}

interface WhoseProps {
  /** Absent: those of the reader's own organisation. */
  readonly territory: string | undefined
}

function Problems({ territory }: WhoseProps): ReactElement {
  const t = useText()
  const problems = useInfiniteQuery(problemsQuery({ ...(territory === undefined ? {} : { territory }), open: 'true' }))
  const items = itemsOf(problems.data)
  return (
    <Section title={t.qualityPage.problems}>
      <PagedList
        asked={t.qualityPage.problems}
        query={problems}
        shown={items.length}
        empty={<Empty title={t.qualityPage.noProblems}>{t.qualityPage.noProblemsWhy}</Empty>}
        skeletonRows={2}
      >
        <ul className="rows">
          {items.map((problem) => (
            <ProblemRow key={problem.case} problem={problem} />
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}

interface ProblemRowProps {
  readonly problem: DataProblem
}

function ProblemRow({ problem }: ProblemRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const words = useRegimeWords(useSession().organization.territory)
  const { dataset, items, responsible, source } = problem
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: problem.case }} className="row-title">
          {words.procedure(problem.procedure)} · {dataset.name}
        </Link>
        <div className="row-sub">
          <span>{source.name}</span>
          {items.length > 0 && <code>{items.join(t.listComma)}</code>}
          <span>{responsible.department ?? responsible.stewards.join(t.listComma)}</span>
        </div>
      </div>
      <time className="row-end" dateTime={problem.openedAt}>
        {sayInstant(problem.openedAt, language)}
      </time>
    </li>
  )
}

const phases: readonly UpdatePhase[] = ['overdue', 'all']

function Updates({ territory }: WhoseProps): ReactElement {
  const t = useText()
  const [phase, setPhase] = useState<UpdatePhase>('overdue')
  const updates = useInfiniteQuery(updatesQuery(territory, phase))
  const items = itemsOf(updates.data)
  const choose = (
    <Radio.Group
      aria-label={t.qualityPage.updates}
      optionType="button"
      value={phase}
      options={phases.map((value) => ({ value, label: t.qualityPage.phases[value] }))}
      onChange={(e) => setPhase(e.target.value as UpdatePhase)}
    />
  )
  return (
    <Section title={t.qualityPage.updates} aside={choose}>
      <PagedList
        asked={t.qualityPage.updates}
        query={updates}
        shown={items.length}
        empty={<Empty title={t.qualityPage.noUpdates[phase]} />}
        skeletonRows={3}
      >
        <ul className="rows">
          {items.map((update) => (
            <UpdateRow key={update.entry.id} update={update} />
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}

interface UpdateRowProps {
  readonly update: EntryUpdate
}

function UpdateRow({ update }: UpdateRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { entry, provider, cycle, due, lastBatchAt, overdue } = update
  return (
    <li className={`row${overdue ? ' row-overdue' : ''}`}>
      <div className="row-main">
        <Link to="/catalog/$id" params={{ id: entry.id }} className="row-title">
          {entry.name}
        </Link>
        <div className="row-sub">
          <span>{provider.name}</span>
          <span>{t.choices[cycle] ?? cycle}</span>
          <span>
            {lastBatchAt === null
              ? t.catalog.freshness.never
              : t.qualityPage.lastBatch(sayInstant(lastBatchAt, language))}
          </span>
        </div>
      </div>
      <div className="row-end">
        {overdue && <span className="tag tag-refused">{t.qualityPage.phases.overdue}</span>}
        <span>{t.qualityPage.due(sayDay(due, language, today()))}</span>
      </div>
    </li>
  )
}
