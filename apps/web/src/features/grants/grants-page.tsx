import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { grantsQuery } from '../../api/queries.ts'
import type { Grant } from '../../api/types.ts'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { SharingSections } from './sharing-sections.tsx'

/** Who may read what, for which purpose, until when. */
export function GrantsPage(): ReactElement {
  const t = useText()
  const grants = useInfiniteQuery(grantsQuery)
  const items = grants.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t.rail.grants} lead={t.grants.lead}>
      <SharingSections />
      {grants.isPending && <RowsSkeleton />}
      {grants.isError && <FaultView asked={t.rail.grants} fault={grants.error} onRetry={() => void grants.refetch()} />}
      {grants.isSuccess && items.length === 0 && (
        <Empty title={t.grants.none}>
          <p>{t.grants.noneWhy}</p>
          <Link to="/catalog">{t.desk.toCatalog}</Link>
        </Empty>
      )}
      {items.length > 0 && (
        <>
          <ul className="grants">
            {items.map((grant) => (
              <GrantCard key={grant.id} grant={grant} />
            ))}
          </ul>
          <More
            hasMore={grants.hasNextPage}
            loading={grants.isFetchingNextPage}
            shown={items.length}
            onMore={() => void grants.fetchNextPage()}
          />
        </>
      )}
    </Page>
  )
}

interface GrantCardProps {
  readonly grant: Grant
}

function GrantCard({ grant }: GrantCardProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const me = useSession().organization.id
  return (
    <li className="sheet grant">
      <header>
        <Link to="/catalog/$id" params={{ id: grant.entry.id }} className="row-title">
          {grant.entry.name}
        </Link>
        <span className={`tag tag-${grant.status === 'active' ? 'ink' : 'refused'}`}>
          {t.grants.statuses[grant.status]}
        </span>
        <span className="quiet">{grant.applicant.id === me ? t.grants.received : t.grants.given}</span>
      </header>
      <dl className="facts">
        <div>
          <dt>{t.grants.applicant}</dt>
          <dd>
            {grant.applicant.name} · {grant.application.name}
          </dd>
        </div>
        <div>
          <dt>{t.grants.purposes}</dt>
          <dd>{grant.purposes.join(t.listComma)}</dd>
        </div>
        <div>
          <dt>{t.grants.fields}</dt>
          <dd>
            {grant.fields.map((field) => (
              <code key={field}>{field}</code>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t.grants.modes}</dt>
          <dd>{grant.modes.map((mode) => t.grants.modeNames[mode]).join(t.listComma)}</dd>
        </div>
        {grant.quotaPerDay !== null && (
          <div>
            <dt>{t.grants.quotaPerDay}</dt>
            <dd>{grant.quotaPerDay}</dd>
          </div>
        )}
        {grant.quotaTotal !== null && (
          <div>
            <dt>{t.grants.quotaTotal}</dt>
            <dd>{grant.quotaTotal}</dd>
          </div>
        )}
        <div>
          <dt>{t.grants.until}</dt>
          <dd>{sayDay(grant.validUntil, language, today())}</dd>
        </div>
        <div>
          <dt>{t.grants.delivered}</dt>
          <dd>{grant.deliveredAt === null ? t.grants.notDelivered : sayInstant(grant.deliveredAt, language)}</dd>
        </div>
      </dl>
      <Link to="/cases/$id" params={{ id: grant.case }}>
        {t.grants.toCase}
      </Link>
    </li>
  )
}
