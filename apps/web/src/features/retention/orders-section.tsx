import { useEffect, type ReactElement } from 'react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { daysBetween } from '@fadu/domain'
import type { Performed } from '../../api/client.ts'
import { retentionRemovalsQuery } from '../../api/keeping-queries.ts'
import type { RetentionOrder, RetentionRemoval } from '../../api/keeping-types.ts'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { sayAction } from '../../shared/act-names.ts'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Section } from '../../shared/page.tsx'
import { itemsOf, PagedList, type PagedQuery } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { RecordCounts } from './due-counts.tsx'

export interface OrdersSectionProps {
  readonly query: PagedQuery
  readonly orders: readonly RetentionOrder[]
  /** Whether everything is held, so that what was agreed to waits. */
  readonly waits: boolean
  /** Whether the rules let the reader be the second person. */
  readonly agrees: boolean
  readonly onDone: (done: Performed<unknown>) => void
}

/** Orders, newest first: those that wait for a second person, the one that is carried out, and those that ended, with their entries. */
export function OrdersSection({ query, orders, waits, agrees, onDone }: OrdersSectionProps): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const ended = orders.filter((order) => order.state === 'ended').length
  // What was over its term is gone.
  useEffect(() => void client.invalidateQueries({ queryKey: ['retention', 'due'] }), [client, ended])
  return (
    <Section title={t.retention.orders}>
      <PagedList
        asked={t.retention.orders}
        query={query}
        shown={orders.length}
        empty={<Empty title={t.retention.noOrders}>{t.retention.noOrdersWhy}</Empty>}
      >
        <ul className="rows" aria-live="polite">
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} waits={waits} agrees={agrees} onDone={onDone} />
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}

const stateTags = { asked: 'grey', agreed: 'ink', ended: 'proven' } as const

interface OrderRowProps {
  readonly order: RetentionOrder
  readonly waits: boolean
  readonly agrees: boolean
  readonly onDone: (done: Performed<unknown>) => void
}

function OrderRow({ order, waits, agrees, onDone }: OrderRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const session = useSession()
  const { state, askedBy, agreedBy, agreedAt, endedAt, through } = order
  const isOwn = askedBy.id === session.account.id
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">
          {t.retention.orderOf(t.retention.kinds[order.kind], sayDay(order.before, language, today()))}
        </span>{' '}
        <span className={`tag tag-${stateTags[state]}`}>{t.retention.states[state]}</span>
        <div className="row-sub">
          <time dateTime={order.askedAt}>{t.retention.askedBy(askedBy.name, sayInstant(order.askedAt, language))}</time>
          {agreedBy !== null && agreedAt !== null && (
            <time dateTime={agreedAt}>{t.retention.agreedBy(agreedBy.name, sayInstant(agreedAt, language))}</time>
          )}
          {endedAt !== null && <time dateTime={endedAt}>{t.retention.endedAt(sayInstant(endedAt, language))}</time>}
        </div>
        {state === 'agreed' && (
          <p role="status">
            {waits
              ? t.retention.waits
              : through === null
                ? t.retention.begins
                : t.retention.reached(sayDay(through, language, today()), daysBetween(through, order.before) - 1)}
          </p>
        )}
        {state !== 'asked' && (
          <Fold key={state} summary={t.retention.entries} startsOpen={state === 'agreed'}>
            {() => <Removals order={order} />}
          </Fold>
        )}
      </div>
      {state === 'asked' && (
        <div className="row-end">
          {isOwn || !agrees ? (
            <span className="quiet">{isOwn ? t.retention.ownAsk : t.retention.whoAgrees}</span>
          ) : (
            <ActButton
              primary
              label={t.retention.agree}
              act={{ path: `/api/v1/retention/orders/${order.id}/approval` }}
              onDone={onDone}
            />
          )}
        </div>
      )}
    </li>
  )
}

/** What the log says of an order, each with the way to its proof. */
function Removals({ order }: { readonly order: RetentionOrder }): ReactElement {
  const t = useText()
  const query = useInfiniteQuery(retentionRemovalsQuery(order.id, order.state))
  const items = itemsOf(query.data)
  return (
    <PagedList
      asked={t.retention.entries}
      query={query}
      shown={items.length}
      skeletonRows={2}
      quietEnd
      empty={<p className="quiet">{t.retention.noEntries}</p>}
    >
      <div className="table-scroll">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t.retention.at}</th>
              <th scope="col">{t.retention.what}</th>
              <th scope="col">{t.retention.removed}</th>
              <th scope="col">{t.retention.proof}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <RemovalRow key={item.entry} item={item} />
            ))}
          </tbody>
        </table>
      </div>
    </PagedList>
  )
}

function RemovalRow({ item }: { readonly item: RetentionRemoval }): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <tr>
      <td data-label={t.retention.at}>{sayInstant(item.at, language)}</td>
      <td data-label={t.retention.what}>
        <div>
          {sayAction(t, item.action)}
          {item.day !== null && <span className="under">{sayDay(item.day, language, today())}</span>}
          {item.outcome === 'refused' && (
            <span className="under">
              {item.faults > 0 ? t.retention.left(item.faults) : t.retention.termGrew}
              {item.reason !== null && <code> {item.reason}</code>}
            </span>
          )}
        </div>
      </td>
      <td data-label={t.retention.removed}>
        <div>
          <RecordCounts records={item.removed} none="—" />
          {item.held > 0 && <span className="under quiet">{t.retention.keptOf(item.held)}</span>}
        </div>
      </td>
      <td data-label={t.retention.proof}>
        <Link to="/proof/$entry" params={{ entry: item.entry }} className="seal-link">
          {t.seal}
        </Link>
      </td>
    </tr>
  )
}
