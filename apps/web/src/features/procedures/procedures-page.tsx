import { useDeferredValue, useState, type ReactElement } from 'react'
import { Input, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { regimeQuery } from '../../api/queries.ts'
import type { Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { stagePlace } from '../../shared/stages.ts'
import { useText } from '../../text/text.tsx'
import { mayOpen } from './may-open.ts'

const whose = ['all', 'mine'] as const

/** Everything that can be begun under the law of my territory, by the stage of the life of data to which it belongs. */
export function ProceduresPage(): ReactElement {
  const t = useText()
  const session = useSession()
  const regime = useQuery(regimeQuery(session.organization.territory))
  const [choice, setChoice] = useState<(typeof whose)[number]>('all')
  const [sought, setSought] = useState('')
  const wanted = useDeferredValue(sought.trim())
  const listed = regime.data?.procedures.filter((p) => choice === 'all' || mayOpen(p.opener, session))
  const found = listed?.filter((p) => p.title.includes(wanted) || p.name.includes(wanted)) ?? []
  return (
    <Page
      title={t.rail.procedures}
      lead={
        <>
          <span>{t.procedures.lead}</span>
          {regime.data?.draft === true && <span className="mark">{t.cases.underDraft}</span>}
        </>
      }
    >
      <div className="filters" role="search">
        <Input
          className="search"
          type="search"
          allowClear
          aria-label={t.procedures.search}
          placeholder={t.procedures.search}
          value={sought}
          onChange={(e) => setSought(e.target.value)}
        />
        <Radio.Group
          aria-label={t.procedures.which}
          optionType="button"
          value={choice}
          options={whose.map((value) => ({ value, label: t.procedures.whose[value] }))}
          onChange={(e) => setChoice(e.target.value as typeof choice)}
        />
        {listed !== undefined && (
          <span className="quiet" role="status">
            {t.procedures.found(found.length)}
          </span>
        )}
      </div>
      {listed === undefined && !regime.isError && <RowsSkeleton rows={8} />}
      {regime.isError && (
        <FaultView asked={t.rail.procedures} fault={regime.error} onRetry={() => void regime.refetch()} />
      )}
      {listed !== undefined && found.length === 0 && (
        <Empty title={wanted === '' ? t.procedures.noneMine : t.procedures.none(wanted)} />
      )}
      <Groups procedures={found.filter((p) => !p.duty)} />
      <Duties procedures={found.filter((p) => p.duty)} />
    </Page>
  )
}

type Listed = Regime['procedures'][number]

interface GroupsProps {
  readonly procedures: readonly Listed[]
}

function Groups({ procedures }: GroupsProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const stageOf = (procedure: Listed): string | undefined => book.stageOf(procedure.cites)
  const stages = [...new Set(procedures.map(stageOf))].toSorted((a, b) => stagePlace(a) - stagePlace(b))
  return (
    <div className="procedure-groups">
      {stages.map((stage) => (
        <Section key={stage ?? ''} title={stage === undefined ? t.procedures.others : (t.stages[stage] ?? stage)}>
          <Listing procedures={procedures.filter((procedure) => stageOf(procedure) === stage)} />
        </Section>
      ))}
    </div>
  )
}

/** Duties have a course of their own and a register in which they are assigned; here they can be read. */
function Duties({ procedures }: GroupsProps): ReactElement | null {
  const t = useText()
  if (procedures.length === 0) return null
  return (
    <div className="sheet">
      <Fold summary={<strong>{t.procedures.duties(procedures.length)}</strong>}>
        {() => <Listing procedures={procedures} />}
      </Fold>
    </div>
  )
}

function Listing({ procedures }: GroupsProps): ReactElement {
  const book = useLawBook()
  return (
    <ul className="procedures">
      {procedures.map(({ name, title, cites }) => (
        <li key={name}>
          <Link to="/procedures/$name" params={{ name }} className="row-title" lang="zh-CN">
            {title}
          </Link>
          <ClauseChips clauses={cites.map(book.clause)} />
        </li>
      ))}
    </ul>
  )
}
