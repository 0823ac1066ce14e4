import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import { accountNoticesQuery } from '../../api/queries.ts'
import { sessionQuery } from '../../api/session-query.ts'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { FactorForm } from './factor-form.tsx'
import { PasswordForm } from './password-form.tsx'

/** The own account: its password, its second factor, and what its holder was told about both. */
export function AccountPage(): ReactElement {
  const t = useText()
  const { secondFactor } = useSession()
  return (
    <Page title={t.account.title} lead={t.account.lead}>
      {secondFactor === 'demanded' && (
        <p className="sign-in-fault" role="alert">
          {t.account.demanded}
        </p>
      )}
      <Section title={t.account.factor}>
        <FactorForm />
      </Section>
      <Section title={t.account.password}>
        <PasswordForm />
      </Section>
      <Section title={t.account.notices}>
        <Notices />
      </Section>
    </Page>
  )
}

function Notices(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { unreadNotices } = useSession()
  const client = useQueryClient()
  const told = useInfiniteQuery(accountNoticesQuery)
  const markRead = useMutation({
    mutationFn: () => request('/api/v1/session/notices/read', { method: 'POST' }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      await client.invalidateQueries({ queryKey: accountNoticesQuery.queryKey })
    },
  })
  const items = itemsOf(told.data)
  return (
    <>
      {told.isPending && <RowsSkeleton />}
      {told.isError && <FaultView asked={t.account.notices} fault={told.error} onRetry={() => void told.refetch()} />}
      {told.isSuccess && items.length === 0 && <p className="quiet">{t.account.noNotices}</p>}
      {unreadNotices > 0 && (
        <Button size="small" loading={markRead.isPending} onClick={() => markRead.mutate()}>
          {t.told.markRead}
        </Button>
      )}
      {items.length > 0 && (
        <div className="sheet">
          <ul className="rows">
            {items.map(({ id, kind, at, readAt }) => (
              <li key={id} className={`row ${readAt === null ? 'row-unread' : ''}`}>
                <div className="row-main">
                  {t.account.kinds[kind]}
                  <div className="row-sub">
                    <time dateTime={at}>{sayInstant(at, language)}</time>
                  </div>
                </div>
              </li>
            ))}
          </ul>
          <MorePages query={told} shown={items.length} />
        </div>
      )}
    </>
  )
}
