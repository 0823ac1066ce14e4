import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { permitsQuery } from '../../api/queries.ts'
import type { VerificationPermit } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useItemNames } from '../../shared/item-names.ts'
import { Section } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { Term } from './grant-terms.tsx'

/** Permits to have claims compared with data that is not shared (WZ-26-3); nothing where there is none. */
export function PermitsSection(): ReactElement | null {
  const t = useText()
  const permits = useInfiniteQuery(permitsQuery)
  const items = itemsOf(permits.data)
  if (permits.isError)
    return <FaultView asked={t.permits.title} fault={permits.error} onRetry={() => void permits.refetch()} />
  if (items.length === 0) return null
  return (
    <Section title={t.permits.title}>
      <p className="prose">{t.permits.what}</p>
      <ul className="grants">
        {items.map((permit) => (
          <PermitRow key={permit.id} permit={permit} />
        ))}
      </ul>
      <MorePages query={permits} shown={items.length} quietEnd />
    </Section>
  )
}

interface PermitRowProps {
  readonly permit: VerificationPermit
}

function PermitRow({ permit }: PermitRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const me = useSession().organization.id
  const nameOf = useItemNames(permit.entry.id)
  const { total, perDay, perMatter, used } = permit.budget
  const items = (codes: readonly string[]): readonly ReactElement[] =>
    codes.map((code) => (
      <span key={code} className="nowrap">
        {nameOf(code)} <code>{code}</code>{' '}
      </span>
    ))
  return (
    <li className="grant">
      <header>
        <Link to="/catalog/$id" params={{ id: permit.entry.id }} className="row-title">
          {permit.entry.name}
        </Link>
        <span className={`tag tag-${permit.status === 'active' ? 'ink' : 'refused'}`}>
          {t.permits.statuses[permit.status]}
        </span>
        <span className="quiet">{permit.applicant.id === me ? t.grants.received : t.grants.given}</span>
      </header>
      <dl className="facts">
        <Term name={t.grants.applicant}>
          {permit.applicant.name} · {permit.application.name}
        </Term>
        <Term name={t.grants.purposes}>{permit.purposes.join(t.listComma)}</Term>
        <Term name={t.permits.keys}>{items(permit.keys)}</Term>
        <Term name={t.permits.items}>{items(permit.items)}</Term>
        <Term name={t.permits.budget}>{t.grants.takenOf(used, total)}</Term>
        <Term name={t.permits.limits}>{t.permits.perDayAndMatter(perDay, perMatter)}</Term>
        <Term name={t.grants.until}>{sayDay(permit.validUntil, language, today())}</Term>
      </dl>
      <Link to="/cases/$id" params={{ id: permit.case }}>
        {t.grants.toCase}
      </Link>
    </li>
  )
}
