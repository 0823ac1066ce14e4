import { useState, type ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import type { ApprovalKind } from '../../api/keeping-types.ts'
import {
  backupsQuery,
  bundlesQuery,
  logKeysQuery,
  operationApprovalsQuery,
  retentionOrdersQuery,
} from '../../api/keeping-queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { resourceOfOrganization, useMay, useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { waitingFor, type Waiting } from './waiting.ts'

/** What nobody does alone: what I may agree to, and what waits for somebody else, with the reason. */
export function ApprovalsPage(): ReactElement {
  const t = useText()
  const [done, setDone] = useState<Performed<unknown>>()
  const { items, isPending, fault } = useWaiting()
  const mine = items.filter((item) => item.closed === undefined)
  const others = items.filter((item) => item.closed !== undefined)
  return (
    <Page title={t.approvals.title} lead={t.approvals.lead}>
      {done !== undefined && <DoneNote done={done} />}
      {fault !== null && (
        <>
          <FaultView asked={t.approvals.title} fault={fault} />
          <p className="quiet">{t.approvals.partly}</p>
        </>
      )}
      <Section title={t.approvals.mine}>
        {isPending && <RowsSkeleton rows={2} />}
        {!isPending && mine.length === 0 && <Empty title={t.approvals.none}>{t.approvals.noneWhy}</Empty>}
        <ul className="rows" aria-live="polite">
          {mine.map((item) => (
            <WaitingRow key={`${item.kind} ${item.id}`} item={item}>
              <ActButton primary label={t.approvals.agree} act={{ path: item.path }} onDone={setDone} />
            </WaitingRow>
          ))}
        </ul>
      </Section>
      {others.length > 0 && (
        <Section title={t.approvals.others}>
          <ul className="rows">
            {others.map((item) => (
              <WaitingRow key={`${item.kind} ${item.id}`} item={item}>
                <span className="quiet">
                  {item.closed === 'own' ? t.approvals.ownAsk : t.approvals.whoAgrees[item.kind]}
                </span>
              </WaitingRow>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

/** The act by which each kind of request is agreed to. */
const agreements: Readonly<Record<ApprovalKind, string>> = {
  operation: 'operation.approve',
  bundle: 'audit.approveBundle',
  backup: 'backup.approve',
  logKey: 'log.revokeKey',
  retention: 'retention.agree',
}
const onPlatform = [agreements.bundle, agreements.backup, agreements.logKey, agreements.retention]
const readings = ['audit.listBundles', 'backup.read', 'key.read', 'retention.read']

/** Asks for what the rules let one read: of one's own organisation, and of the platform. */
function useWaiting(): { readonly items: readonly Waiting[]; readonly isPending: boolean; readonly fault: unknown } {
  const t = useText()
  const session = useSession()
  const platform = useMayOnPlatform([...onPlatform, ...readings])
  const own = useMay([agreements.operation], resourceOfOrganization(session.organization))
  const operations = useQuery(operationApprovalsQuery)
  const bundles = useQuery({ ...bundlesQuery, enabled: platform.may('audit.listBundles') })
  const backups = useInfiniteQuery({ ...backupsQuery, enabled: platform.may('backup.read') })
  const logKeys = useQuery({ ...logKeysQuery, enabled: platform.may('key.read') })
  const retention = useInfiniteQuery({ ...retentionOrdersQuery, enabled: platform.may('retention.read') })
  const mayAgree = (kind: ApprovalKind): boolean => (kind === 'operation' ? own : platform).may(agreements[kind])
  const asked = {
    operations: operations.data ?? [],
    bundles: bundles.data ?? [],
    backups: itemsOf(backups.data),
    logKeys: logKeys.data ?? [],
    retention: itemsOf(retention.data),
  }
  return {
    items: platform.isPending || own.isPending ? [] : waitingFor({ account: session.account, mayAgree }, asked, t),
    isPending:
      platform.isPending ||
      own.isPending ||
      operations.isLoading ||
      bundles.isLoading ||
      backups.isLoading ||
      logKeys.isLoading ||
      retention.isLoading,
    fault: operations.error ?? bundles.error ?? backups.error ?? logKeys.error ?? retention.error,
  }
}

interface WaitingRowProps {
  readonly item: Waiting
  readonly children: ReactElement
}

function WaitingRow({ item, children }: WaitingRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">{t.approvals.kinds[item.kind]}</span>
        <p className="break">{item.what}</p>
        {item.askedAt !== undefined && (
          <div className="row-sub">
            <time dateTime={item.askedAt}>{t.approvals.askedAt(sayInstant(item.askedAt, language))}</time>
          </div>
        )}
      </div>
      <div className="row-end">{children}</div>
    </li>
  )
}
