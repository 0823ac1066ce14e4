import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { notificationsQuery } from '../../api/queries.ts'
import type { CivilDate } from '@fadu/domain'
import type { Notification } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useAct } from '../../shared/use-act.ts'
import { useLanguage, useText } from '../../text/text.tsx'

/** What my organisation was told about deadlines, comments and documents of its cases, unread first. Reading it ends no duty. */
export function NotificationsPage(): ReactElement {
  const t = useText()
  const told = useInfiniteQuery(notificationsQuery)
  const items = itemsOf(told.data)
  return (
    <Page title={t.told.title} lead={t.told.lead}>
      <PagedList
        asked={t.told.title}
        query={told}
        shown={items.length}
        empty={<Empty title={t.told.none}>{t.told.noneWhy}</Empty>}
        sheet
      >
        <ul className="rows">
          {items.map((item) => (
            <NotificationRow key={item.id} item={item} />
          ))}
        </ul>
      </PagedList>
    </Page>
  )
}

interface NotificationRowProps {
  readonly item: Notification
}

function NotificationRow({ item }: NotificationRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  const words = useRegimeWords(item.territory)
  const read = useAct()
  const day = (date: CivilDate): string => sayDay(date, language, today())
  const isLate = item.kind === 'overdue' || item.kind === 'escalated'
  return (
    <li className={`row ${item.readAt === null ? 'row-unread' : ''}`}>
      <div className="row-main">
        <span className={`mark ${isLate ? 'mark-refused' : 'mark-near'}`}>{t.told.kinds[item.kind]}</span>{' '}
        <Link to="/cases/$id" params={{ id: item.case }} className="row-title">
          {words.procedure(item.procedure)}
          {item.period !== null && ` · ${words.period(item.period)}`}
        </Link>
        <div className="row-sub">
          {item.by !== null && <span>{t.told.putBy(item.by.name)}</span>}
          {item.owner !== null && <span>{t.cases.liesWith(item.owner.name)}</span>}
          {item.due !== null && (
            <span>{item.from === null ? t.clock.due(day(item.due)) : t.told.moved(day(item.from), day(item.due))}</span>
          )}
          {item.papers.length > 0 && <span lang="zh-CN">{item.papers.join(t.sentenceComma)}</span>}
          {item.provisional && <span className="mark">{t.clock.provisional}</span>}
          {item.basis !== null && item.basis !== 'law' && <span className="mark">{t.standing[item.basis]}</span>}
          <ClauseChips clauses={item.cites.map(book.clause)} />
          <time dateTime={item.at}>{sayInstant(item.at, language)}</time>
        </div>
        {read.error !== null && <FaultView asked={t.told.markRead} fault={read.error} />}
      </div>
      <div className="row-end">
        {item.readAt === null ? (
          <Button
            size="small"
            loading={read.isPending}
            onClick={() => read.mutate({ path: `/api/v1/notifications/${item.id}/read` })}
          >
            {t.told.markRead}
          </Button>
        ) : (
          <span className="quiet">{t.told.read}</span>
        )}
      </div>
    </li>
  )
}
