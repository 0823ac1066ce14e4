import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { announcementsQuery, issuedAnnouncementsQuery } from '../../api/data-queries.ts'
import type { IssuedAnnouncement, ReceivedAnnouncement } from '../../api/data-types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Section } from '../../shared/page.tsx'
import { itemsOf, MorePages, PagedList } from '../../shared/paged-list.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

/** Corrections of values: those that my organisation received before, and those of its own data that others received. */
export function Announcements(): ReactElement {
  return (
    <>
      <Received />
      <Issued />
    </>
  )
}

function Received(): ReactElement {
  const t = useText()
  const told = useInfiniteQuery(announcementsQuery)
  const items = itemsOf(told.data)
  return (
    <Section title={t.announcements.received}>
      <PagedList
        asked={t.announcements.received}
        query={told}
        shown={items.length}
        empty={<p className="quiet">{t.announcements.noneReceived}</p>}
        skeletonRows={2}
      >
        <ul className="rows">
          {items.map((item) => (
            <ReceivedRow key={item.id} item={item} />
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}

interface ReceivedRowProps {
  readonly item: ReceivedAnnouncement
}

function ReceivedRow({ item }: ReceivedRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <li className={`row ${item.acknowledgedAt === null ? 'row-unread' : ''}`}>
      <div className="row-main">
        <strong className="row-title">{t.announcements.corrected(item.provider.name, item.dataset.name)}</strong>
        <div className="row-sub">
          {item.items.length > 0 && <code>{item.items.join(t.listComma)}</code>}
          <span>{t.announcements.readBefore(item.accesses, sayInstant(item.lastAccessAt, language))}</span>
          <time dateTime={item.at}>{sayInstant(item.at, language)}</time>
        </div>
      </div>
      <div className="row-end">
        {item.acknowledgedAt === null ? (
          <ActButton
            small
            label={t.announcements.acknowledge}
            act={{ path: `/api/v1/announcements/${item.id}/acknowledge` }}
          />
        ) : (
          <span className="quiet">{t.announcements.acknowledged}</span>
        )}
      </div>
    </li>
  )
}

function Issued(): ReactElement | null {
  const t = useText()
  const issued = useInfiniteQuery(issuedAnnouncementsQuery)
  const items = itemsOf(issued.data)
  if (issued.isError) {
    return <FaultView asked={t.announcements.issued} fault={issued.error} onRetry={() => void issued.refetch()} />
  }
  // Most agencies never corrected anything that somebody else had received.
  if (items.length === 0) return null
  return (
    <Section title={t.announcements.issued}>
      <ul className="rows">
        {items.map((item) => (
          <IssuedRow key={item.id} item={item} />
        ))}
      </ul>
      <MorePages query={issued} shown={items.length} />
    </Section>
  )
}

interface IssuedRowProps {
  readonly item: IssuedAnnouncement
}

function IssuedRow({ item }: IssuedRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const waiting = item.recipients.filter((recipient) => recipient.acknowledgedAt === null)
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: item.case }} className="row-title">
          {t.announcements.own(item.dataset.name)}
        </Link>
        <div className="row-sub">
          {item.items.length > 0 && <code>{item.items.join(t.listComma)}</code>}
          <span>
            {waiting.length === 0
              ? t.announcements.allAcknowledged(item.recipients.length)
              : t.announcements.waitsFor(waiting.map(({ organization }) => organization.name).join(t.listComma))}
          </span>
        </div>
      </div>
      <time className="row-end" dateTime={item.at}>
        {sayInstant(item.at, language)}
      </time>
    </li>
  )
}
