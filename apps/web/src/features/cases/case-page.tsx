import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import {
  applicationsQuery,
  caseCommentsQuery,
  caseQuery,
  casesQuery,
  entryQuery,
  organizationsQuery,
  procedureQuery,
  regimeQuery,
} from '../../api/queries.ts'
import type { CaseOpened, CaseView, Clock, EnteredForm, Procedure, Regime, TimelineEntry } from '../../api/types.ts'
import { ActTimeline, type TimelineAct } from '../../components/act-timeline/act-timeline.tsx'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { ClockTag } from '../../components/clock-tag/clock-tag.tsx'
import { StateDiagram } from '../../components/state-diagram/state-diagram.tsx'
import { sayDay, sayInstant, dayOfInstant, today } from '../../lib/dates.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { sharingCasesField } from '../../shared/form-choices.ts'
import { FormAnswers } from '../../shared/form-answers.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ActionList } from './action-list.tsx'
import { CommentForm, CommentText } from './comments.tsx'
import { Documents } from './documents.tsx'

/** One page for every procedure: where the case stands, what was done, what I can do now and what I cannot. */
export function CasePage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/cases/$id' })
  const found = useQuery(caseQuery(id))
  if (found.isPending) {
    return (
      <Page title={t.cases.one}>
        <RowsSkeleton rows={6} />
      </Page>
    )
  }
  if (found.isError) {
    return (
      <Page title={t.cases.one} trail={<Link to="/cases">{t.rail.cases}</Link>}>
        <FaultView asked={t.cases.one} fault={found.error} onRetry={() => void found.refetch()} />
      </Page>
    )
  }
  return <CaseSheet key={id} item={found.data} />
}

interface CaseSheetProps {
  readonly item: CaseView
}

function CaseSheet({ item }: CaseSheetProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const regime = useQuery(regimeQuery(item.territory))
  const [done, setDone] = useState<Performed<CaseOpened> | undefined>(undefined)
  return (
    <Page
      title={`${item.title} · ${item.subject.name}`}
      trail={<Link to="/cases">{t.rail.cases}</Link>}
      lead={
        <>
          <strong>{item.stateTitle}</strong>
          {item.owner !== null && <span>{t.cases.liesWith(item.owner.name)}</span>}
          <span className="quiet">{t.cases.opened(sayDay(dayOfInstant(item.openedAt), language, today()))}</span>
          {item.draft && <span className="mark">{t.cases.underDraft}</span>}
        </>
      }
    >
      <dl className="parties">
        {item.parties.map((party) => (
          <div key={party.party}>
            <dt>{party.label}</dt>
            <dd>{party.organization.name}</dd>
          </div>
        ))}
        <div>
          <dt>{t.subjects[item.subject.type] ?? t.cases.subject}</dt>
          <dd>
            <SubjectName item={item} />
          </dd>
        </div>
      </dl>
      <Cause item={item} />
      <Clocks item={item} />
      {done !== undefined && <DoneNote done={done} />}
      <div className="case">
        <Section title={t.cases.way}>
          <StateDiagram states={item.states} way={wayTaken(item)} />
        </Section>
        <div className="case-middle">
          <Section title={t.cases.acts}>
            <Timeline item={item} regime={regime.data} />
            <CommentForm caseId={item.id} />
          </Section>
          <Documents caseId={item.id} />
          <Entered item={item} regime={regime.data} />
        </div>
        <div className="case-acts">
          {regime.isError && (
            <FaultView asked={t.cases.canDo} fault={regime.error} onRetry={() => void regime.refetch()} />
          )}
          {regime.data !== undefined && (
            <ActionList
              item={item}
              regime={regime.data}
              onDone={(performed) => {
                setDone(performed)
                window.scrollTo({ top: 0 })
              }}
            />
          )}
        </div>
      </div>
    </Page>
  )
}

/** The alert for which the case was opened, where one was the cause. */
function Cause({ item }: CaseSheetProps): ReactElement | null {
  const t = useText()
  const { language } = useLanguage()
  const { cause } = item
  if (cause === null) return null
  const signal = t.watch.signals[cause.signal] ?? cause.signal
  return <p className="note">{t.watch.causeOf(signal, sayInstant(cause.openedAt, language))}</p>
}

function SubjectName({ item }: CaseSheetProps): ReactElement {
  const { type, id, name } = item.subject
  if (type !== 'catalogEntry') return <>{name}</>
  return (
    <Link to="/catalog/$id" params={{ id }}>
      {name}
    </Link>
  )
}

/**
 * Every clock of the case with the law behind it and, when asked, the count day by day. Of clocks that have ended the last
 * stands open while no other runs; a duty that comes again each year leaves many.
 */
function Clocks({ item }: CaseSheetProps): ReactElement | null {
  const t = useText()
  if (item.clocks.length === 0) return null
  const lines = item.clocks.map((clock, i) => ({ clock, key: i, lines: item.derivations[i]?.lines ?? [] }))
  const live = lines.filter(({ clock }) => clock.state !== 'finished')
  const shown = live.length > 0 ? live : lines.slice(-1)
  const ended = lines.filter((line) => !shown.includes(line))
  const show = ({ key, clock, lines: count }: (typeof lines)[number]): ReactElement => (
    <ClockLine key={key} territory={item.territory} clock={clock} lines={count} />
  )
  return (
    <div className="clocks">
      {shown.map(show)}
      {ended.length > 0 && <Fold summary={t.cases.endedClocks(ended.length)}>{() => ended.map(show)}</Fold>}
    </div>
  )
}

interface ClockLineProps {
  readonly territory: string
  readonly clock: Clock
  readonly lines: readonly string[]
}

function ClockLine({ territory, clock, lines }: ClockLineProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const words = useRegimeWords(territory)
  const [open, setOpen] = useState(false)
  return (
    <div className="clock-line">
      <div>
        <span className="quiet">{words.period(clock.period)}</span>
        <ClockTag clock={clock} today={today()} />
        <ClauseChips clauses={clock.cites.map(book.clause)} />
        {clock.reading !== null && (
          <span className="quiet" lang="zh-CN">
            {t.clock.reading(clock.reading)}
          </span>
        )}
        {lines.length > 0 && (
          <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t.clock.hideCount : t.clock.showCount}
          </Button>
        )}
      </div>
      {open && <CountLines lines={lines} />}
    </div>
  )
}

export interface CountLinesProps {
  readonly lines: readonly string[]
}

export function CountLines({ lines }: CountLinesProps): ReactElement {
  return (
    <ol className="count" lang="zh-CN">
      {lines.map((line, i) => (
        <li key={i}>{line}</li>
      ))}
    </ol>
  )
}

interface WithRegimeProps extends CaseSheetProps {
  readonly regime: Regime | undefined
}

function Timeline({ item, regime }: WithRegimeProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const words = useRegimeWords(item.territory)
  const procedure = useQuery({ ...procedureQuery(item.territory, item.procedure), retry: false }).data
  const comments = useQuery(caseCommentsQuery(item.id)).data?.items ?? []
  const titleOf = (name: unknown): string | undefined => item.states.find((s) => s.name === name)?.title
  const acts = item.timeline.map((entry): TimelineAct => {
    const { state, to, basis } = entry.detail as {
      state?: string
      to?: string
      basis?: { instrument: string; provision: string }
    }
    const led = titleOf(to ?? state)
    const instrument = regime?.instruments.find((i) => i.id === basis?.instrument)?.title ?? basis?.instrument
    const said = [
      led === undefined ? '' : t.cases.ledTo(led),
      basis === undefined ? '' : t.cases.basis(`${instrument ?? ''} ${basis.provision}`),
    ]
    const line = said.filter((part) => part !== '').join(t.sentenceComma)
    const comment = entry.action === 'case.comment' ? comments.find((c) => c.id === entry.detail['comment']) : undefined
    const detail = comment === undefined ? line : <CommentText caseId={item.id} comment={comment} />
    return {
      receipt: entry.receipt,
      at: entry.at,
      title: t.acts[entry.action] ?? words.act(item.procedure, entry.action.slice(entry.action.lastIndexOf('.') + 1)),
      by: [entry.organization ?? t.cases.bySystem, comment?.author].filter((name) => name !== undefined).join(' '),
      refused: entry.outcome === 'refused',
      clauses: book.clausesOf(entry.grounds.flatMap((rule) => clausesOfStep(rule, entry, { regime, procedure }))),
      ...(detail === '' ? {} : { detail }),
    }
  })
  return <ActTimeline acts={acts} />
}

/**
 * The record names the rule that settled an act; where that is a step of a procedure, its clauses are those of the act and of
 * the way it led, and the procedure's where these have none.
 */
function clausesOfStep(
  rule: string,
  entry: TimelineEntry,
  { regime, procedure }: { readonly regime: Regime | undefined; readonly procedure: Procedure | undefined },
): readonly string[] {
  const [name, act] = rule.split('/')
  const listed = regime?.procedures.find((p) => p.name === name)
  if (listed === undefined) return [rule]
  const { from, to, state } = entry.detail
  const states = procedure?.states ?? []
  const action = states.find((s) => s.name === from)?.actions.find((a) => a.name === act)
  const routes = act === 'open' ? procedure?.opens.course : action?.routes
  const cites = [...(action?.cites ?? []), ...(routes?.find((r) => r.to === (to ?? state))?.cites ?? [])]
  return cites.length > 0 ? cites : listed.cites
}

/** What was entered: with the opening, and with each act since. */
function Entered({ item, regime }: WithRegimeProps): ReactElement | null {
  const t = useText()
  const { language } = useLanguage()
  const words = useRegimeWords(item.territory)
  // A case that runs on under an older text may know forms that today's course has not; its fields are then named as stored.
  const procedure = useQuery({ ...procedureQuery(item.territory, item.procedure), retry: false }).data
  const formOf = (act: EnteredForm['act']): string | undefined =>
    procedure?.states.flatMap((s) => s.actions).find((a) => a.name === act)?.form ?? undefined
  const names = useNames(item, regime, procedure)
  const answers = (form: string | null | undefined, values: Readonly<Record<string, unknown>>): ReactElement => (
    <FormAnswers
      fields={regime?.forms.find((f) => f.name === form)?.fields ?? []}
      values={values}
      instruments={regime?.instruments ?? []}
      names={names}
    />
  )
  const isEmpty = Object.keys(item.form).length === 0
  if (isEmpty && item.entries.length === 0) return null
  return (
    <>
      {!isEmpty && <Section title={t.cases.asked}>{answers(procedure?.opens.form, item.form)}</Section>}
      {item.entries.length > 0 && (
        <Section title={t.cases.entered}>
          {item.entries.map((entry, i) => (
            <Fold
              key={entry.at}
              startsOpen={i === item.entries.length - 1}
              summary={
                <>
                  <strong>{words.act(item.procedure, entry.act)}</strong>{' '}
                  <span className="quiet">
                    {entry.organization.name} {sayInstant(entry.at, language)}
                  </span>
                </>
              }
            >
              {() => answers(formOf(entry.act), entry.form)}
            </Fold>
          ))}
        </Section>
      )}
    </>
  )
}

/** Names for what forms hold as ids: items of the entry, organisations, own applications. */
function useNames(
  item: CaseView,
  regime: Regime | undefined,
  procedure: Procedure | undefined,
): Readonly<Record<string, string>> {
  const me = useSession().organization.id
  const forms = [procedure?.opens.form, ...(procedure?.states ?? []).flatMap((s) => s.actions.map((a) => a.form))]
  const fields = regime?.forms.filter((f) => forms.includes(f.name)).flatMap((f) => f.fields) ?? []
  const isEntry = item.subject.type === 'catalogEntry'
  const entry = useQuery({ ...entryQuery(item.subject.id), retry: false, enabled: isEntry })
  const isApplicant = item.parties.some((p) => p.party === 'applicant' && p.organization.id === me)
  const applications = useQuery({ ...applicationsQuery(me), enabled: isApplicant })
  const namesCases = fields.some((f) => f.columns?.some((c) => c.name === sharingCasesField))
  const cases = useInfiniteQuery({ ...casesQuery('closed'), enabled: namesCases })
  const namesOffices = fields.some((f) => f.type === 'organization')
  const organizations = useQuery({ ...organizationsQuery(item.territory), enabled: namesOffices })
  return Object.fromEntries([
    ...(entry.data?.items ?? []).map((i) => [i.code, i.name]),
    ...(applications.data ?? []).map((a) => [a.id, a.name]),
    ...(organizations.data ?? []).map((o) => [o.id, o.name]),
    ...(cases.data?.pages ?? []).flatMap((page) => page.items.map((c) => [c.id, `${c.title} · ${c.subject.name}`])),
    ...item.parties.map((p) => [p.organization.id, p.organization.name]),
  ]) as Readonly<Record<string, string>>
}

/** The states a case went through, read from its acts; an event outside of them, such as a first delivery, leaves only its result. */
export function wayTaken(item: Pick<CaseView, 'state' | 'timeline'>): readonly string[] {
  const way = item.timeline
    .filter((entry) => entry.outcome !== 'refused')
    .map((entry) => entry.detail['to'] ?? entry.detail['state'])
    .filter((name) => typeof name === 'string')
  return way.at(-1) === item.state ? way : [...way, item.state]
}
