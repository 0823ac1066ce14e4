import type { ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { alertsQuery, signalsQuery } from '../../api/keeping-queries.ts'
import type { WatchAlert, WatchSignal } from '../../api/keeping-types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { OpenRisk, RiskLink } from './open-risk.tsx'
import { TakeAlert } from './take-alert.tsx'

/** What the platform watches of itself: what is out of bounds first, then everything with its limit, then what is over. */
export function WatchPage(): ReactElement {
  const t = useText()
  const signals = useQuery(signalsQuery)
  return (
    <Page title={t.watch.title} lead={t.watch.lead}>
      <OpenAlerts signals={signals.data ?? []} />
      <Section title={t.watch.measured}>
        {signals.isPending && <RowsSkeleton rows={8} />}
        {signals.isError && (
          <FaultView asked={t.watch.measured} fault={signals.error} onRetry={() => void signals.refetch()} />
        )}
        {signals.data !== undefined && <SignalTable signals={signals.data} />}
      </Section>
      <ClosedAlerts />
    </Page>
  )
}

interface SignalsProps {
  readonly signals: readonly WatchSignal[]
}

function OpenAlerts({ signals }: SignalsProps): ReactElement {
  const t = useText()
  const alerts = useInfiniteQuery(alertsQuery(true))
  const items = itemsOf(alerts.data)
  return (
    <Section title={t.watch.open}>
      {alerts.isPending && <RowsSkeleton rows={2} />}
      {alerts.isError && <FaultView asked={t.watch.open} fault={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.isSuccess && items.length === 0 && <Empty title={t.watch.none}>{t.watch.noneWhy}</Empty>}
      <ul className="rows" aria-live="polite">
        {items.map((alert) => (
          <OpenAlert key={alert.id} alert={alert} signal={signals.find((s) => s.signal === alert.signal)} />
        ))}
      </ul>
      {items.length > 0 && <p className="quiet">{t.watch.closesItself}</p>}
    </Section>
  )
}

interface OpenAlertProps {
  readonly alert: WatchAlert
  /** As it is now; absent while it is on its way. */
  readonly signal: WatchSignal | undefined
}

function OpenAlert({ alert, signal }: OpenAlertProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const { may, isPending } = useMayOnPlatform(['watch.acknowledge', 'watch.openRisk'])
  const takes = may('watch.acknowledge')
  return (
    <li className="row alert-row">
      <div className="row-main">
        <AlertHead alert={alert} />
        {signal !== undefined && (
          <div className="row-sub">
            <span>
              {t.watch.now} {t.watch.amount(signal.signal, signal.measured)}
            </span>
            <span>{t.watch.toDo(signal.needed)}</span>
            <ClauseChips clauses={signal.cites.map(book.clause)} />
          </div>
        )}
        {alert.acknowledgedAt !== null && <Taken alert={alert} />}
        {alert.acknowledgedAt === null && takes && <TakeAlert alert={alert} />}
        {alert.risk === null && may('watch.openRisk') && <OpenRisk alert={alert} />}
      </div>
      {alert.acknowledgedAt === null && !isPending && !takes && <span className="quiet">{t.watch.whoTakes}</span>}
    </li>
  )
}

interface AlertProps {
  readonly alert: WatchAlert
}

function AlertHead({ alert }: AlertProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <>
      {alert.escalatedAt !== null && <span className="mark mark-refused">{t.watch.escalated}</span>}{' '}
      <span className="row-title">{t.watch.signals[alert.signal] ?? alert.signal}</span>
      <div className="row-sub">
        <span>
          {t.watch.went(t.watch.amount(alert.signal, alert.measured), t.watch.amount(alert.signal, alert.most))}
        </span>
        <time dateTime={alert.openedAt}>{t.watch.since(sayInstant(alert.openedAt, language))}</time>
        {alert.closedAt !== null && (
          <time dateTime={alert.closedAt}>{t.watch.until(sayInstant(alert.closedAt, language))}</time>
        )}
      </div>
      {alert.risk !== null && <RiskLink risk={alert.risk} />}
    </>
  )
}

function Taken({ alert }: AlertProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const isMine = alert.acknowledgedBy === useSession().account.id
  return (
    <div className="alert-taken">
      <span className="tag tag-proven">{isMine ? t.watch.takenByMe : t.watch.taken}</span>{' '}
      {alert.acknowledgedAt !== null && (
        <time className="quiet" dateTime={alert.acknowledgedAt}>
          {sayInstant(alert.acknowledgedAt, language)}
        </time>
      )}
      <p>{alert.note}</p>
    </div>
  )
}

function SignalTable({ signals }: SignalsProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.watch.measured}</th>
            <th scope="col">{t.watch.now}</th>
            <th scope="col">{t.watch.limit}</th>
            <th scope="col">{t.watch.grounds}</th>
            <th scope="col">{t.watch.needed}</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((s) => (
            <tr key={s.signal}>
              <th scope="row">{t.watch.signals[s.signal]}</th>
              <td data-label={t.watch.now}>
                <span>
                  {t.watch.amount(s.signal, s.measured)}{' '}
                  {s.measured > s.most && <span className="tag tag-refused">{t.watch.over}</span>}
                </span>
              </td>
              <td data-label={t.watch.limit}>{t.watch.amount(s.signal, s.most)}</td>
              <td data-label={t.watch.grounds}>
                <ClauseChips clauses={s.cites.map(book.clause)} />
              </td>
              <td data-label={t.watch.needed}>{s.needed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ClosedAlerts(): ReactElement {
  const t = useText()
  const alerts = useInfiniteQuery(alertsQuery(false))
  const items = itemsOf(alerts.data)
  return (
    <Section title={t.watch.closed}>
      <PagedList
        asked={t.watch.closed}
        query={alerts}
        shown={items.length}
        empty={<p className="quiet">{t.watch.noneClosed}</p>}
        skeletonRows={2}
      >
        <ul className="rows">
          {items.map((alert) => (
            <li key={alert.id} className="row">
              <div className="row-main">
                <AlertHead alert={alert} />
                {alert.acknowledgedAt !== null && <Taken alert={alert} />}
              </div>
            </li>
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}
