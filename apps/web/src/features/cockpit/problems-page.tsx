import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { problemsQuery } from '../../api/data-queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { useSession } from '../../shared/session.ts'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { RecordsPage } from './records-page.tsx'

/** Problems of data in a territory: what they are about, and who answers for it. */
export function ProblemsPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { organization } = useSession()
  const search = useSearch({ from: '/cockpit/problems' })
  const territory = search.territory ?? organization.territory
  const words = useRegimeWords(territory)
  const records = useInfiniteQuery(problemsQuery({ ...search, territory }))
  return (
    <RecordsPage title={t.cockpit.problems.title} lead={t.cockpit.problems.lead} records={records}>
      {(items) => (
        <ul className="rows">
          {items.map((item) => (
            <li key={item.case} className="row">
              <div className="row-main">
                <Link to="/cases/$id" params={{ id: item.case }} className="row-title">
                  {words.procedure(item.procedure)} · {item.dataset.name}
                </Link>
                <div className="row-sub">
                  <span>{item.source.name}</span>
                  <span>{sayInstant(item.openedAt, language)}</span>
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </RecordsPage>
  )
}
