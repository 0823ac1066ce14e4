import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { applicationsQuery, caseQuery, entryQuery, regimeQuery } from '../../api/queries.ts'
import type { CaseOpened, CaseView, Clock, Regime } from '../../api/types.ts'
import { ActTimeline, type TimelineAct } from '../../components/act-timeline/act-timeline.tsx'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { ClockTag } from '../../components/clock-tag/clock-tag.tsx'
import { StateDiagram } from '../../components/state-diagram/state-diagram.tsx'
import { sayDay, dayOfInstant, today } from '../../lib/dates.ts'
import { sayAction } from '../../shared/act-names.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { FormAnswers } from '../../shared/form-answers.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ActionList } from './action-list.tsx'

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
          <dt>{t.cases.subject}</dt>
          <dd>
            <Link to="/catalog/$id" params={{ id: item.subject.id }}>
              {item.subject.name}
            </Link>
          </dd>
        </div>
      </dl>
      <Clocks item={item} />
      {done !== undefined && <DoneNote done={done} />}
      <div className="case">
        <Section title={t.cases.way}>
          <StateDiagram states={item.states} way={wayTaken(item)} />
        </Section>
        <div className="case-middle">
          <Section title={t.cases.acts}>
            <Timeline item={item} regime={regime.data} />
          </Section>
          {Object.keys(item.form).length > 0 && <Asked item={item} regime={regime.data} />}
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

/** Every clock of the case with the law behind it and, when asked, the count day by day. */
function Clocks({ item }: CaseSheetProps): ReactElement | null {
  if (item.clocks.length === 0) return null
  return (
    <div className="clocks">
      {item.clocks.map((clock, i) => (
        <ClockLine key={`${clock.period}-${i}`} clock={clock} lines={item.derivations[i]?.lines ?? []} />
      ))}
    </div>
  )
}

interface ClockLineProps {
  readonly clock: Clock
  readonly lines: readonly string[]
}

function ClockLine({ clock, lines }: ClockLineProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const [open, setOpen] = useState(false)
  return (
    <div className="clock-line">
      <div>
        <span className="quiet">{t.periods[clock.period] ?? clock.period}</span>
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
    const detail = said.filter((part) => part !== '').join(t.sentenceComma)
    return {
      receipt: entry.receipt,
      at: entry.at,
      title: sayAction(t, entry.action),
      by: entry.organization ?? t.cases.bySystem,
      refused: entry.outcome === 'refused',
      clauses: book.clausesOf(entry.grounds.flatMap((rule) => clausesOfRule(rule, regime))),
      ...(detail === '' ? {} : { detail }),
    }
  })
  return <ActTimeline acts={acts} />
}

/** The record names the rule that settled an act; where that is a step of a procedure, its clauses are the procedure's. */
function clausesOfRule(rule: string, regime: Regime | undefined): readonly string[] {
  const procedure = regime?.procedures.find((p) => rule.startsWith(`${p.name}/`))
  return procedure?.cites ?? [rule]
}

/** The form with which the case was opened. */
function Asked({ item, regime }: WithRegimeProps): ReactElement {
  const t = useText()
  const entry = useQuery({ ...entryQuery(item.subject.id), retry: false })
  const me = useSession().organization.id
  const isApplicant = item.parties.some((p) => p.party === 'applicant' && p.organization.id === me)
  const applications = useQuery({ ...applicationsQuery(me), enabled: isApplicant })
  const form = item.procedure === 'share.request' ? 'share-request' : 'catalog-entry'
  const names = Object.fromEntries([
    ...(entry.data?.items ?? []).map((i) => [i.code, i.name]),
    ...(applications.data ?? []).map((a) => [a.id, a.name]),
  ]) as Readonly<Record<string, string>>
  return (
    <Section title={t.cases.asked}>
      <FormAnswers
        fields={regime?.forms.find((f) => f.name === form)?.fields ?? []}
        values={item.form}
        instruments={regime?.instruments ?? []}
        names={names}
      />
    </Section>
  )
}

/** The states a case went through, read from its acts; an event outside of them, such as a first delivery, leaves only its result. */
export function wayTaken(item: Pick<CaseView, 'state' | 'timeline'>): readonly string[] {
  const way = item.timeline
    .filter((entry) => entry.outcome !== 'refused')
    .map((entry) => entry.detail['to'] ?? entry.detail['state'])
    .filter((name) => typeof name === 'string')
  return way.at(-1) === item.state ? way : [...way, item.state]
}
