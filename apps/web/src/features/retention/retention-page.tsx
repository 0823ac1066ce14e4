import { useState, type ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { retentionOrdersQuery, retentionQuery } from '../../api/keeping-queries.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { NotForMe } from '../../shared/not-for-me.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf } from '../../shared/paged-list.tsx'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { HoldsSection } from './holds-section.tsx'
import { OrderRemoval } from './order-removal.tsx'
import { OrdersSection } from './orders-section.tsx'
import { TermsTable } from './terms-table.tsx'

/** What is kept for how long and what is over its term, and the acts of those who remove it together or hold it. */
export function RetentionPage(): ReactElement {
  const t = useText()
  const [done, setDone] = useState<Performed<unknown>>()
  const register = useQuery(retentionQuery)
  const orders = useInfiniteQuery({ ...retentionOrdersQuery, enabled: register.isSuccess })
  const { may, refused } = useMayOnPlatform(['retention.order', 'retention.agree', 'retention.hold', 'retention.lift'])
  return (
    <Page title={t.retention.title} lead={t.retention.lead}>
      {done !== undefined && <DoneNote done={done} />}
      {register.isPending && <RowsSkeleton rows={6} />}
      {register.isError && (
        <FaultView asked={t.retention.title} fault={register.error} onRetry={() => void register.refetch()} />
      )}
      {register.isSuccess && (
        <>
          <Section title={t.retention.register}>
            <TermsTable terms={register.data.terms} />
            <p className="quiet">{t.retention.staysForGood}</p>
          </Section>
          {may('retention.order') && (
            <Section title={t.retention.order}>
              <OrderRemoval terms={register.data.terms} orders={itemsOf(orders.data)} onDone={setDone} />
            </Section>
          )}
          <OrdersSection
            query={orders}
            orders={itemsOf(orders.data)}
            waits={register.data.holds.some((hold) => hold.scope === 'platform')}
            agrees={may('retention.agree')}
            onDone={setDone}
          />
          <HoldsSection
            holds={register.data.holds}
            mayPlace={may('retention.hold')}
            mayLift={may('retention.lift')}
            onDone={setDone}
          />
          <NotForMe refused={refused} />
        </>
      )}
    </Page>
  )
}
