import type { ReactElement } from 'react'
import { Link, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { grantQuery } from '../../api/queries.ts'
import type { GrantDetail } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { GrantConsole } from '../console/grant-console.tsx'
import { GrantExports } from '../exports/grant-exports.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { GrantStatus, GrantTerms } from './grant-terms.tsx'
import { GrantUse } from './grant-use.tsx'

/** One grant: its terms, how they changed, and what became of the data. */
export function GrantPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/grants/$id' })
  const own = useSession().organization.id
  const { data: grant, isPending, error, refetch } = useQuery(grantQuery(id))
  return (
    <Page
      title={grant?.entry.name ?? t.grants.one}
      trail={<Link to="/grants">{t.rail.grants}</Link>}
      lead={
        grant !== undefined && (
          <>
            <GrantStatus status={grant.status} />
            <Link to="/catalog/$id" params={{ id: grant.entry.id }}>
              {t.grants.toEntry}
            </Link>
            <Link to="/cases/$id" params={{ id: grant.case }}>
              {t.grants.toCase}
            </Link>
          </>
        )
      }
    >
      {isPending && <RowsSkeleton rows={6} />}
      {error !== null && <FaultView asked={t.grants.one} fault={error} onRetry={() => void refetch()} />}
      {grant !== undefined && (
        <>
          <Section title={t.grants.terms}>
            <GrantTerms grant={grant} detail={grant} />
          </Section>
          {grant.applicant.id === own && grant.modes.includes('interface') && <GrantConsole grant={grant} />}
          <GrantUse grant={grant} />
          {grant.modes.includes('batch') && <GrantExports grant={grant.id} />}
          <Changes grant={grant} />
        </>
      )}
    </Page>
  )
}

interface ChangesProps {
  readonly grant: GrantDetail
}

function Changes({ grant }: ChangesProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <Section title={t.grants.changes}>
      <ul className="rows">
        {grant.changes.map(({ kind, case: id, at }) => (
          <li key={`${at}${kind}`} className="row">
            <div className="row-main">
              <span className="row-title">{t.grants.changeKinds[kind]}</span>
              <div className="row-sub">
                <span>{sayInstant(at, language)}</span>
                <Link to="/cases/$id" params={{ id }}>
                  {t.grants.toChange}
                </Link>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
