import { useState, type ReactElement, type ReactNode } from 'react'
import { Link, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { exportPath, exportQuery } from '../../api/data-queries.ts'
import type { ExportRecord } from '../../api/data-types.ts'
import { entryQuery } from '../../api/queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { resourceOfOrganization, useMay } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ExportProgress, ExportSeal, ExportStateTag } from './export-table.tsx'

/** One export: what was asked for under which grant, and its course until its file is gone. */
export function ExportPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/exports/$id' })
  const { data: item, isPending, error, refetch } = useQuery(exportQuery(id))
  const [done, setDone] = useState<Performed<unknown>>()
  return (
    <Page
      title={item === undefined ? t.exports.one : `${t.exports.one} · ${item.dataset.name}`}
      trail={<Link to="/exports">{t.exports.title}</Link>}
      lead={
        item !== undefined && (
          <>
            <ExportStateTag state={item.state} />
            <Link to="/grants/$id" params={{ id: item.grant }}>
              {t.exports.toGrant}
            </Link>
            <Link to="/catalog/$id" params={{ id: item.dataset.entry }}>
              {t.grants.toEntry}
            </Link>
          </>
        )
      }
    >
      {done !== undefined && <DoneNote done={done} />}
      {isPending && <RowsSkeleton rows={8} />}
      {error !== null && <FaultView asked={t.exports.one} fault={error} onRetry={() => void refetch()} />}
      {item !== undefined && (
        <>
          <Course item={item} />
          <Asked item={item} />
          <Discard item={item} onDone={setDone} />
        </>
      )}
    </Page>
  )
}

interface ItemProps {
  readonly item: ExportRecord
}

function Course({ item }: ItemProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { rows, bytes, finishedAt, firstFetchedAt, approval, problem } = item
  const count = (n: number): string => n.toLocaleString(language)
  return (
    <Section title={t.exports.course}>
      <ExportProgress item={item} />
      <dl className="facts">
        <Fact name={t.exports.asked}>{sayInstant(item.createdAt, language)}</Fact>
        {finishedAt !== null && <Fact name={t.exports.finished}>{sayInstant(finishedAt, language)}</Fact>}
        {problem !== null && (
          <Fact name={t.exports.problem}>
            {t.exports.problems[problem]} <code>{problem}</code>
          </Fact>
        )}
        <Fact name={t.exports.rows}>
          {t.exports.done(count(rows.done), count(rows.total))}
          {rows.withheld > 0 && (
            <>
              {t.sentenceComma}
              {t.exports.withheld(count(rows.withheld))}
            </>
          )}
        </Fact>
        {bytes !== null && <Fact name={t.exports.size}>{t.papers.size(bytes)}</Fact>}
        <Fact name={t.exports.fetched}>
          {firstFetchedAt === null
            ? t.exports.notFetched
            : `${sayInstant(firstFetchedAt, language)} · ${item.application.name}`}
        </Fact>
        <Fact name={t.exports.goes}>{sayInstant(item.expiresAt, language)}</Fact>
        {approval !== null && (
          <>
            <Fact name={t.exports.approval}>{sayInstant(approval.approvedAt, language)}</Fact>
            <Fact name={t.exports.approvalNumber}>
              <code>{approval.id}</code>
            </Fact>
          </>
        )}
        <Fact name={t.exports.proof}>
          <ExportSeal item={item} />
        </Fact>
      </dl>
    </Section>
  )
}

function Asked({ item }: ItemProps): ReactElement {
  const t = useText()
  const entry = useQuery(entryQuery(item.dataset.entry))
  const nameOf = (code: string): string | undefined => entry.data?.items.find((i) => i.code === code)?.name
  return (
    <Section title={t.exports.what}>
      <dl className="facts">
        <Fact name={t.exports.applicant}>
          {item.applicant.name} · {item.application.name}
        </Fact>
        <Fact name={t.exports.provider}>{item.provider.name}</Fact>
        <Fact name={t.exports.dataset}>
          {item.dataset.name} <code>{item.dataset.code}</code>
        </Fact>
        <Fact name={t.grants.purposes}>{item.purpose}</Fact>
        <Fact name={t.grants.matter}>{item.matter === '' ? '—' : item.matter}</Fact>
        <Fact name={t.grants.fields}>
          {item.fields.map((code) => (
            <span key={code} className="under">
              {nameOf(code)} <code>{code}</code>
            </span>
          ))}
        </Fact>
        <Fact name={t.exports.format}>{t.exports.formats[item.format]}</Fact>
      </dl>
    </Section>
  )
}

interface DiscardProps extends ItemProps {
  readonly onDone: (done: Performed<unknown>) => void
}

/** For whom the rules let end it, while there is something to end. */
function Discard({ item, onDone }: DiscardProps): ReactElement | null {
  const t = useText()
  const { organization } = useSession()
  const isOurs = item.applicant.id === organization.id
  const { may } = useMay(['export.discard'], isOurs ? resourceOfOrganization(organization) : undefined)
  if (item.state === 'expired' || item.state === 'discarded' || !may('export.discard')) return null
  return (
    <Fold summary={t.exports.discard}>
      {() => (
        <>
          <p className="prose">{t.exports.discardWhat}</p>
          <ActButton label={t.exports.discard} act={{ path: exportPath(item.id), method: 'DELETE' }} onDone={onDone} />
        </>
      )}
    </Fold>
  )
}

interface FactProps {
  readonly name: string
  readonly children: ReactNode
}

function Fact({ name, children }: FactProps): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
