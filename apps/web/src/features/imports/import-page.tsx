import { useState, type ReactElement } from 'react'
import { Button, Progress } from 'antd'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { importQuery } from '../../api/queries.ts'
import { importKinds, type CatalogImportDetail, type ImportKind, type ImportOutcome } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { MorePages } from '../../shared/paged-list.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { Departures } from './departures.tsx'
import { ImportRows } from './import-rows.tsx'

/** One uploaded catalog: how far it is read, what it would do entry by entry, and what was done. */
export function ImportPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { id } = useParams({ from: '/catalog/import/$id' })
  const { kind } = useSearch({ from: '/catalog/import/$id' })
  const found = useInfiniteQuery({ ...importQuery(id, kind), placeholderData: keepPreviousData })
  const detail = found.data?.pages[0]
  const [done, setDone] = useState<Performed<ImportOutcome> | undefined>(undefined)
  return (
    <Page
      title={detail?.fileName ?? t.imports.title}
      trail={<Link to="/catalog/import">{t.imports.title}</Link>}
      lead={
        detail !== undefined && (
          <>
            <span className="tag">{t.imports.states[detail.state]}</span>
            <span>{sayInstant(detail.createdAt, language)}</span>
          </>
        )
      }
    >
      {found.isPending && <RowsSkeleton rows={6} />}
      {found.isError && <FaultView asked={t.imports.title} fault={found.error} onRetry={() => void found.refetch()} />}
      {detail !== undefined && (
        <>
          {done !== undefined && <DoneNote done={done} />}
          <Standing detail={detail} />
          {detail.notes.map((note) => (
            <p key={`${note.note} ${note.sheet ?? ''}`} className="note">
              {t.imports.notes[note.note] ?? note.note}
              {note.sheet !== undefined && ` ${note.sheet}`}
            </p>
          ))}
          {detail.state === 'ready' && <Decide detail={detail} onApplied={setDone} />}
          {(detail.state === 'ready' || detail.state === 'applied') && (
            <>
              <KindFilter detail={detail} kind={kind} />
              <div className="sheet">
                <ImportRows rows={found.data?.pages.flatMap((page) => page.rows.items) ?? []} />
                <MorePages
                  query={found}
                  shown={found.data?.pages.reduce((sum, page) => sum + page.rows.items.length, 0) ?? 0}
                />
              </div>
            </>
          )}
        </>
      )}
    </Page>
  )
}

interface DetailProps {
  readonly detail: CatalogImportDetail
}

/** Where it stands: being read, read in vain, not as the template, done. */
function Standing({ detail }: DetailProps): ReactElement | null {
  const t = useText()
  const { done, total } = detail.progress
  switch (detail.state) {
    case 'reading':
      return (
        <div className="sheet" role="status">
          <p>{t.imports.progress(done, total)}</p>
          <Progress
            percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
            aria-label={t.imports.states.reading}
          />
        </div>
      )
    case 'failed':
      return (
        <section className="fault" role="alert">
          <h2>{t.imports.states.failed}</h2>
          <p>{detail.fault?.text ?? t.fault.unknown}</p>
          <Link to="/catalog/import">{t.imports.again}</Link>
        </section>
      )
    case 'departing':
      return <Departures departures={detail.departures} />
    case 'discarded':
      return (
        <Empty title={t.imports.states.discarded}>
          <Link to="/catalog/import">{t.imports.again}</Link>
        </Empty>
      )
    case 'applied':
      return detail.outcome === null ? null : <Outcome outcome={detail.outcome} />
    case 'ready':
      return null
  }
}

interface OutcomeProps {
  readonly outcome: ImportOutcome
}

function Outcome({ outcome }: OutcomeProps): ReactElement {
  const t = useText()
  return (
    <div className="note">
      <strong>{t.imports.outcome(outcome.created, outcome.changed, outcome.unchanged)}</strong>
      {outcome.skipped.length > 0 && <span>{t.imports.skipped(outcome.skipped.length)}</span>}
    </div>
  )
}

interface DecideProps extends DetailProps {
  readonly onApplied: (done: Performed<ImportOutcome>) => void
}

/** What can be done with a catalog that was read. What is wrong in it is put right in the file and uploaded again. */
function Decide({ detail, onApplied }: DecideProps): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const apply = useAct<ImportOutcome>(onApplied)
  const discard = useAct<unknown>(() => void navigate({ to: '/catalog/import' }))
  const { counts } = detail
  const good = counts.new + counts.changed
  const path = `/api/v1/catalog-imports/${detail.id}`
  const mode = counts.refused === 0 ? 'all' : 'valid'
  return (
    <div className="decide">
      {counts.refused > 0 && <p className="note note-near">{t.imports.refusedNote(counts.refused)}</p>}
      {good === 0 && counts.refused === 0 && <p className="note">{t.imports.nothingToDo}</p>}
      {apply.error !== null && <FaultView asked={t.imports.title} fault={apply.error} />}
      {discard.error !== null && <FaultView asked={t.imports.discard} fault={discard.error} />}
      <div className="action-foot">
        <Button
          type="primary"
          disabled={good === 0}
          loading={apply.isPending}
          onClick={() => apply.mutate({ path: `${path}/apply`, body: { mode } })}
        >
          {mode === 'all' ? t.imports.applyAll(good) : t.imports.applyValid(good)}
        </Button>
        <Button loading={discard.isPending} onClick={() => discard.mutate({ path: `${path}/discard`, body: {} })}>
          {t.imports.discard}
        </Button>
      </div>
    </div>
  )
}

interface KindFilterProps extends DetailProps {
  readonly kind: ImportKind | undefined
}

function KindFilter({ detail, kind }: KindFilterProps): ReactElement {
  const t = useText()
  const navigate = useNavigate({ from: '/catalog/import/$id' })
  const all = importKinds.reduce((sum, k) => sum + detail.counts[k], 0)
  const choose = (chosen: ImportKind | undefined): void =>
    void navigate({ search: chosen === undefined ? {} : { kind: chosen }, replace: true, resetScroll: false })
  return (
    <div className="kinds" role="group" aria-label={t.imports.filter}>
      <Button
        type={kind === undefined ? 'primary' : 'default'}
        aria-pressed={kind === undefined}
        onClick={() => choose(undefined)}
      >
        {t.imports.kindCount(t.imports.anyKind, all)}
      </Button>
      {importKinds.map((k) => (
        <Button
          key={k}
          type={kind === k ? 'primary' : 'default'}
          aria-pressed={kind === k}
          disabled={detail.counts[k] === 0}
          onClick={() => choose(k)}
        >
          {t.imports.kindCount(t.imports.kinds[k], detail.counts[k])}
        </Button>
      ))}
    </div>
  )
}
