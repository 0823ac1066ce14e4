import { useEffect, useState, type ReactElement } from 'react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { backupsQuery, signalsQuery } from '../../api/keeping-queries.ts'
import type { BackupRun, Signal } from '../../api/keeping-types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { OrderBackup } from './order-backup.tsx'

/** When the platform was last backed up and when a backup last restored, and the acts of those who may ask and agree. */
export function BackupsPage(): ReactElement {
  const t = useText()
  const [done, setDone] = useState<Performed<unknown>>()
  const runs = useInfiniteQuery(backupsQuery)
  const items = itemsOf(runs.data)
  const { may, isPending } = useMayOnPlatform(['backup.order', 'backup.drill'])
  return (
    <Page title={t.backups.title} lead={t.backups.lead}>
      {done !== undefined && <DoneNote done={done} />}
      {runs.isPending && <RowsSkeleton rows={6} />}
      {runs.isError && <FaultView asked={t.backups.title} fault={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && (
        <>
          <dl className="figures">
            <LastRun title={t.backups.lastBackup} run={lastDone(items, 'backup')} signal="backupAgeHours" />
            <LastRun title={t.backups.lastDrill} run={lastDone(items, 'drill')} signal="drillAgeDays" />
          </dl>
          <Waiting items={items} onDone={setDone} />
          <Section title={t.backups.order}>
            {may('backup.order') && <OrderBackup onDone={setDone} />}
            {!isPending && !may('backup.order') && <p className="quiet">{t.backups.whoOrders}</p>}
            {may('backup.drill') && (
              <>
                <ActButton label={t.backups.drill} act={{ path: '/api/v1/backups/drills' }} onDone={setDone} />
                <p className="field-help">{t.backups.drillHelp}</p>
              </>
            )}
          </Section>
          <Section title={t.backups.history}>
            {items.length === 0 && <Empty title={t.backups.none}>{t.backups.noneWhy}</Empty>}
            {items.length > 0 && (
              <>
                <RunTable items={items} />
                <MorePages query={runs} shown={items.length} />
              </>
            )}
          </Section>
        </>
      )}
    </Page>
  )
}

function lastDone(items: readonly BackupRun[], kind: BackupRun['kind']): BackupRun | undefined {
  return items.find((run) => run.kind === kind && run.state === 'done')
}

interface LastRunProps {
  readonly title: string
  readonly run: BackupRun | undefined
  /** The age that is watched. */
  readonly signal: Signal
}

function LastRun({ title, run, signal }: LastRunProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  const client = useQueryClient()
  const watched = useQuery(signalsQuery).data?.find((s) => s.signal === signal)
  const endedAt = run?.endedAt
  // Its age is measured by the server: with another run there is another one.
  useEffect(() => void client.invalidateQueries({ queryKey: signalsQuery.queryKey }), [client, endedAt])
  return (
    <div className="sheet">
      <dt>{title}</dt>
      <dd>{run === undefined || run.endedAt === null ? t.backups.never : sayInstant(run.endedAt, language)}</dd>
      {watched !== undefined && (
        <dd className="figure-note">
          <span>
            {t.backups.age} {t.watch.amount(signal, watched.measured)}
            {t.sentenceComma}
            {t.backups.limit} {t.watch.amount(signal, watched.most)}
          </span>
          <span className={`tag ${watched.measured > watched.most ? 'tag-refused' : 'tag-proven'}`}>
            {watched.measured > watched.most ? t.watch.over : t.watch.within}
          </span>
          <ClauseChips clauses={watched.cites.map(book.clause)} />
        </dd>
      )}
    </div>
  )
}

interface WaitingProps {
  readonly items: readonly BackupRun[]
  readonly onDone: (done: Performed<unknown>) => void
}

function Waiting({ items, onDone }: WaitingProps): ReactElement | null {
  const t = useText()
  const { language } = useLanguage()
  const session = useSession()
  const { may, isPending } = useMayOnPlatform(['backup.approve'])
  const waiting = items.filter((run) => run.state === 'asked')
  if (waiting.length === 0 || isPending) return null
  const agrees = may('backup.approve')
  return (
    <Section title={t.backups.waiting}>
      <ul className="rows">
        {waiting.map((run) => (
          <li key={run.id} className="row">
            <div className="row-main">
              <span className="row-title">{run.full ? t.backups.extents.full : t.backups.extents.further}</span>
              <div className="row-sub">
                <time dateTime={run.askedAt}>{t.backups.askedAt(sayInstant(run.askedAt, language))}</time>
              </div>
            </div>
            <div className="row-end">
              {run.askedBy === session.account.id || !agrees ? (
                <span className="quiet">
                  {run.askedBy === session.account.id ? t.backups.ownAsk : t.backups.whoApproves}
                </span>
              ) : (
                <ActButton
                  primary
                  label={t.backups.approve}
                  act={{ path: `/api/v1/backups/${run.id}/approval` }}
                  onDone={onDone}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface RunTableProps {
  readonly items: readonly BackupRun[]
}

const stateTags = { asked: 'grey', approved: 'ink', done: 'proven', failed: 'refused' } as const

function RunTable({ items }: RunTableProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.backups.kind}</th>
            <th scope="col">{t.backups.state}</th>
            <th scope="col">{t.backups.ended}</th>
            <th scope="col">{t.backups.covered}</th>
            <th scope="col">{t.backups.proof}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                {t.backups.kinds[run.kind]}
                <span className="under quiet">{run.bySchedule ? t.backups.bySchedule : t.backups.byAct}</span>
              </th>
              <td data-label={t.backups.state}>
                <div>
                  <span className={`tag tag-${stateTags[run.state]}`}>
                    {(run.kind === 'drill' ? t.backups.drillStates : t.backups.states)[run.state]}
                  </span>
                  {run.fault !== null && (
                    <span className="under">
                      {t.backups.fault} <code>{run.fault}</code>
                    </span>
                  )}
                </div>
              </td>
              <td data-label={t.backups.ended}>{run.endedAt === null ? '—' : sayInstant(run.endedAt, language)}</td>
              <td data-label={t.backups.covered}>
                <Covered run={run} />
              </td>
              <td data-label={t.backups.proof}>
                {run.receipt === null ? (
                  '—'
                ) : (
                  <Link to="/proof/$entry" params={{ entry: run.receipt }} className="seal-link">
                    {t.seal}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CoveredProps {
  readonly run: BackupRun
}

function Covered({ run }: CoveredProps): ReactElement {
  const t = useText()
  const said = [
    ...(run.kind === 'backup' ? [run.full ? t.backups.extents.full : t.backups.extents.further] : []),
    ...(run.rows === null ? [] : [t.backups.rows(run.rows)]),
    ...(run.bytes === null ? [] : [t.backups.size(run.bytes)]),
    ...(run.logSize === null ? [] : [t.backups.entries(run.logSize)]),
  ]
  return (
    <div>
      {said.join(t.listComma)}
      {run.backup !== null && <code className="under break">{run.backup}</code>}
    </div>
  )
}
