import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { grantsQuery } from '../../api/queries.ts'
import type { Grant } from '../../api/types.ts'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { GrantStatus, GrantTerms } from './grant-terms.tsx'
import { PermitsSection } from './permits-section.tsx'
import { SharingSections } from './sharing-sections.tsx'

/** Who may read what, for which purpose, until when. */
export function GrantsPage(): ReactElement {
  const t = useText()
  const grants = useInfiniteQuery(grantsQuery)
  const items = itemsOf(grants.data)
  return (
    <Page title={t.rail.grants} lead={t.grants.lead}>
      <SharingSections />
      <PagedList
        asked={t.rail.grants}
        query={grants}
        shown={items.length}
        empty={
          <Empty title={t.grants.none}>
            <p>{t.grants.noneWhy}</p>
            <Link to="/catalog">{t.desk.toCatalog}</Link>
          </Empty>
        }
      >
        <ul className="grants">
          {items.map((grant) => (
            <GrantCard key={grant.id} grant={grant} />
          ))}
        </ul>
      </PagedList>
      <PermitsSection />
    </Page>
  )
}

interface GrantCardProps {
  readonly grant: Grant
}

function GrantCard({ grant }: GrantCardProps): ReactElement {
  const t = useText()
  const me = useSession().organization.id
  return (
    <li className="sheet grant">
      <header>
        <Link to="/grants/$id" params={{ id: grant.id }} className="row-title">
          {grant.entry.name}
        </Link>
        <GrantStatus status={grant.status} />
        <span className="quiet">{grant.applicant.id === me ? t.grants.received : t.grants.given}</span>
      </header>
      <GrantTerms grant={grant} />
      <Link to="/grants/$id" params={{ id: grant.id }}>
        {t.grants.toUse}
      </Link>
    </li>
  )
}
