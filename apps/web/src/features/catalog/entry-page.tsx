import type { ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { casesQuery, entryQuery, gradingQuery, regimeQuery } from '../../api/queries.ts'
import type { CaseSummary, Entry, Session } from '../../api/types.ts'
import { sayInstant, today } from '../../lib/dates.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { FormAnswers } from '../../shared/form-answers.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { oversees } from '../../shared/who.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { DatasetSection } from './dataset-section.tsx'
import { EntryStateTag } from './entry-state-tag.tsx'
import { ItemTable } from './item-table.tsx'
import { LineageSection } from './lineage-section.tsx'
import { RevisionSection } from './revision-section.tsx'
import { PreparationLine } from './preparation-line.tsx'
import { SecrecyLine } from './secrecy-line.tsx'
import { SubmitForReview } from './submit-for-review.tsx'
import { UsageSection } from './usage-section.tsx'
import { VersionsSection } from './versions-section.tsx'

/** What an entry says of its data, the data itself as far as the law shows it, and what is under way about it. */
export function EntryPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/catalog/$id' })
  const entry = useQuery(entryQuery(id))
  if (entry.isPending) {
    return (
      <Page title={t.entry.one}>
        <RowsSkeleton rows={6} />
      </Page>
    )
  }
  if (entry.isError) {
    return (
      <Page title={t.entry.one} trail={<Link to="/catalog">{t.rail.catalog}</Link>}>
        <FaultView asked={t.entry.one} fault={entry.error} onRetry={() => void entry.refetch()} />
      </Page>
    )
  }
  return <EntrySheet entry={entry.data} />
}

interface EntrySheetProps {
  readonly entry: Entry
}

function EntrySheet({ entry }: EntrySheetProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const session = useSession()
  const regime = useQuery(regimeQuery(entry.territory))
  const cases = useInfiniteQuery(casesQuery('open'))
  // Asking for what is surely refused would only leave a refusal on record.
  const grading = useQuery({ ...gradingQuery(entry.id), enabled: isMine(entry, session) || oversees(session) })
  const about = itemsOf(cases.data).filter((c) => c.subject.id === entry.id)
  const fields = regime.data?.forms.find((f) => f.name === 'catalog-entry')?.fields ?? []
  return (
    <Page
      title={entry.name}
      trail={<Link to="/catalog">{t.rail.catalog}</Link>}
      lead={
        <>
          <code>{entry.code}</code>
          <span>{entry.provider.name}</span>
          <EntryStateTag state={entry.state} />
          {entry.publishedVersion !== null && <span>{t.versions.number(entry.publishedVersion)}</span>}
          {entry.publishedAt !== null && (
            <span className="quiet">{t.entry.publishedAt(sayInstant(entry.publishedAt, language))}</span>
          )}
        </>
      }
      actions={<EntryActions entry={entry} session={session} about={about} />}
    >
      {entry.state === 'draft' && isMine(entry, session) && <SubmitForReview entry={entry} />}
      {entry.state === 'withdrawn' && <Withdrawn entry={entry} />}
      {regime.data !== undefined && entry.state === 'published' && (
        <>
          <SecrecyLine entry={entry} regime={regime.data} isMine={isMine(entry, session)} />
          <PreparationLine entry={entry} regime={regime.data} isMine={isMine(entry, session)} />
        </>
      )}
      {entry.revision !== null && (
        <RevisionSection entry={entry} revision={entry.revision} isMine={isMine(entry, session)} />
      )}
      {about.length > 0 && (
        <Section title={t.entry.underWay}>
          <ul className="rows">
            {about.map((item) => (
              <CaseRow key={item.id} item={item} today={today()} shows="owner" />
            ))}
          </ul>
        </Section>
      )}
      <div className="entry">
        <Section title={t.entry.facts}>
          {regime.isPending ? (
            <RowsSkeleton />
          ) : (
            <FormAnswers fields={fields} values={entry.fields} instruments={regime.data?.instruments ?? []} />
          )}
        </Section>
        <div>
          <Section title={t.entry.items} aside={<span className="quiet">{t.entry.itemCount(entry.items.length)}</span>}>
            {entry.items.length === 0 ? (
              <Empty title={t.entry.noItems} />
            ) : (
              <ItemTable items={entry.items} grading={grading.data} />
            )}
          </Section>
          {entry.dataset === null ? (
            <Section title={t.dataset.title}>
              <Empty title={t.dataset.none}>
                <p>{t.dataset.noneWhy}</p>
              </Empty>
            </Section>
          ) : (
            <DatasetSection
              code={entry.dataset.code}
              isProvider={isMine(entry, session)}
              instead={mayAsk(entry, session) ? <AskLink entry={entry} label={t.share.begin} /> : null}
            />
          )}
          {entry.publishedVersion !== null && seesWays(session) && <LineageSection entry={entry.id} />}
          {entry.publishedVersion !== null && seesUse(entry, session) && <UsageSection entry={entry.id} />}
          {entry.publishedVersion !== null && <VersionsSection entry={entry.id} />}
        </div>
      </div>
    </Page>
  )
}

interface WithdrawnProps {
  readonly entry: Entry
}

/** Out of use; what took its place is named where something did. */
function Withdrawn({ entry }: WithdrawnProps): ReactElement {
  const t = useText()
  const { successor } = entry
  return (
    <p className="note">
      {t.entry.withdrawn}
      {successor !== null && (
        <>
          {t.entry.successor}
          <Link to="/catalog/$id" params={{ id: successor.id }}>
            {successor.name}
          </Link>
        </>
      )}
    </p>
  )
}

interface EntryActionsProps {
  readonly entry: Entry
  readonly session: Session
  readonly about: readonly CaseSummary[]
}

function EntryActions({ entry, session, about }: EntryActionsProps): ReactElement | null {
  const t = useText()
  const mine = isMine(entry, session)
  const isSteward = session.account.roles.includes('steward')
  if (mine && isSteward && (entry.state === 'draft' || entry.state === 'amending')) {
    return (
      <Link className="button" to="/catalog/$id/edit" params={{ id: entry.id }}>
        {t.entry.edit}
      </Link>
    )
  }
  if (mine && isSteward && entry.state === 'published' && entry.revision === null) {
    return (
      <>
        <Link
          className="button"
          to="/procedures/$name"
          params={{ name: 'catalog.withdrawal' }}
          search={{ entry: entry.id }}
        >
          {t.entry.retire}
        </Link>
        <Link
          className="button"
          to="/procedures/$name"
          params={{ name: 'catalog.change' }}
          search={{ entry: entry.id }}
        >
          {t.entry.update}
        </Link>
      </>
    )
  }
  const asked = about.find((c) => c.procedure === 'share.request')
  if (!mayAsk(entry, session)) return null
  return <AskLink entry={entry} label={asked === undefined ? t.share.begin : t.share.beginAnother} />
}

interface AskLinkProps {
  readonly entry: Entry
  readonly label: string
}

function AskLink({ entry, label }: AskLinkProps): ReactElement {
  return (
    <Link className="button button-primary" to="/catalog/$id/request" params={{ id: entry.id }}>
      {label}
    </Link>
  )
}

/** Whom the form would serve; whether the law permits the request is decided when it is made. */
function mayAsk(entry: Entry, session: Session): boolean {
  const isStewardOfAgency = session.account.roles.includes('steward') && session.organization.kinds.includes('agency')
  return isStewardOfAgency && !isMine(entry, session) && entry.state === 'published'
}

/** A contractor sees what its contract names, and not what lies around it. */
function seesWays({ organization: { kinds } }: Session): boolean {
  return kinds.includes('agency') || !kinds.includes('contractor')
}

/** To whom use is told; asking for what is surely refused would only leave a refusal on record. */
function seesUse(entry: Entry, session: Session): boolean {
  const { kinds } = session.organization
  return isMine(entry, session) || kinds.includes('authority') || kinds.includes('supervisor')
}

function isMine(entry: Entry, session: Session): boolean {
  return entry.provider.id === session.organization.id
}
