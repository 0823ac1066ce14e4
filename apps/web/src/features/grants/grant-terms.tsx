import type { ReactElement, ReactNode } from 'react'
import type { Grant, GrantDetail } from '../../api/types.ts'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { useItemNames } from '../../shared/item-names.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface GrantStatusProps {
  readonly status: Grant['status']
}

export function GrantStatus({ status }: GrantStatusProps): ReactElement {
  const t = useText()
  return <span className={`tag tag-${status === 'active' ? 'ink' : 'refused'}`}>{t.grants.statuses[status]}</span>
}

export interface GrantTermsProps {
  readonly grant: Grant
  /** Terms that only its own page knows. */
  readonly detail?: GrantDetail | undefined
}

/** Who may read what, for which purpose, how much, until when. */
export function GrantTerms({ grant, detail }: GrantTermsProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  // A list of grants does not ask for every entry.
  const nameOf = useItemNames(grant.entry.id, detail !== undefined)
  const spent = (most: number, taken: number | undefined): ReactNode =>
    taken === undefined ? most : t.grants.takenOf(taken, most)
  return (
    <dl className="facts">
      <Term name={t.grants.applicant}>
        {grant.applicant.name} · {grant.application.name}
      </Term>
      <Term name={t.grants.purposes}>{grant.purposes.join(t.listComma)}</Term>
      <Term name={t.grants.fields}>
        {grant.fields.map((field) => (
          <span key={field} className="nowrap">
            {nameOf(field)} <code>{field}</code>{' '}
          </span>
        ))}
      </Term>
      <Term name={t.grants.modes}>{grant.modes.map((mode) => t.grants.modeNames[mode]).join(t.listComma)}</Term>
      {grant.quotaPerDay !== null && (
        <Term name={t.grants.quotaPerDay}>{spent(grant.quotaPerDay, detail?.taken.today)}</Term>
      )}
      {grant.quotaTotal !== null && (
        <Term name={t.grants.quotaTotal}>{spent(grant.quotaTotal, detail?.taken.total)}</Term>
      )}
      {grant.signedCalls && <Term name={t.grants.signedCalls}>{t.grants.signedCallsWhy}</Term>}
      <Term name={t.grants.until}>{sayDay(grant.validUntil, language, today())}</Term>
      <Term name={t.grants.delivered}>
        {grant.deliveredAt === null ? t.grants.notDelivered : sayInstant(grant.deliveredAt, language)}
      </Term>
      {detail !== undefined && <DetailTerms detail={detail} nameOf={nameOf} />}
    </dl>
  )
}

interface DetailTermsProps {
  readonly detail: GrantDetail
  readonly nameOf: (code: string) => string | undefined
}

function DetailTerms({ detail, nameOf }: DetailTermsProps): ReactElement {
  const t = useText()
  const masks = Object.entries(detail.masks)
  return (
    <>
      <Term name={t.grants.matter}>{detail.matterRequired ? t.grants.matterRequired : t.grants.matterFree}</Term>
      {masks.length > 0 && (
        <Term name={t.grants.masks}>
          {masks.map(([item, { kind }]) => (
            <span key={item} className="nowrap">
              {nameOf(item)} <code>{item}</code> {t.grants.maskKinds[kind]}{' '}
            </span>
          ))}
        </Term>
      )}
      {detail.rowFilter.length > 0 && (
        <Term name={t.grants.rowFilter}>
          {detail.rowFilter.map(({ item, values, from, to }) => (
            <span key={item} className="nowrap">
              {nameOf(item)} <code>{item}</code> {values?.join(t.listComma) ?? `${from ?? '…'} — ${to ?? '…'}`}{' '}
            </span>
          ))}
        </Term>
      )}
    </>
  )
}

export interface TermProps {
  readonly name: string
  readonly children: ReactNode
}

/** One line of terms: what it is called, and what it says. */
export function Term({ name, children }: TermProps): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
