import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { procedureQuery, regimeQuery, territoriesQuery } from '../../api/queries.ts'
import type { Procedure, Regime, Session } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { useNamedEntry } from '../../shared/named-entry.ts'
import { OpeningForm } from '../../shared/opening-form.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { Course } from './course.tsx'
import { mayOpen } from './may-open.ts'
import { SubjectPicker, type PickedSubject } from './subject-picker.tsx'

/** One procedure: before it is begun, who decides, by when, and what may be asked; then its opening on a subject. */
export function ProcedurePage(): ReactElement {
  const t = useText()
  const book = useLawBook()
  const { name } = useParams({ from: '/procedures/$name' })
  const session = useSession()
  const [picked, setSubject] = useState<PickedSubject | undefined>(undefined)
  const { entry: named } = useSearch({ from: '/procedures/$name' })
  const entry = useNamedEntry(named ?? '', named !== undefined && picked === undefined)
  const subject = picked ?? entry.data
  // What is asked of another territory is governed by the law there.
  const territory = subject?.territory ?? session.organization.territory
  const regime = useQuery(regimeQuery(territory))
  const procedure = useQuery(procedureQuery(territory, name))
  const fault = regime.error ?? procedure.error ?? entry.error
  const isReady = regime.data !== undefined && procedure.data !== undefined && !entry.isLoading
  return (
    <Page
      title={procedure.data?.title ?? name}
      trail={<Link to="/procedures">{t.rail.procedures}</Link>}
      lead={
        procedure.data !== undefined && (
          <>
            <ClauseChips clauses={procedure.data.cites.map(book.clause)} />
            {regime.data?.draft === true && <span className="mark">{t.cases.underDraft}</span>}
          </>
        )
      }
    >
      {fault !== null && <FaultView asked={procedure.data?.title ?? name} fault={fault} />}
      {fault !== null && subject !== undefined && (
        <Button onClick={() => setSubject(undefined)}>{t.procedures.pickAnother}</Button>
      )}
      {fault === null && !isReady && <RowsSkeleton rows={6} />}
      {isReady && (
        <div className="procedure">
          <div>
            <Parties procedure={procedure.data} />
            <Begin
              key={territory}
              procedure={procedure.data}
              regime={regime.data}
              session={session}
              subject={subject}
              onPick={setSubject}
            />
          </div>
          <Section title={t.procedures.course}>
            <Course procedure={procedure.data} regime={regime.data} />
          </Section>
        </div>
      )}
    </Page>
  )
}

interface PartiesProps {
  readonly procedure: Procedure
}

function Parties({ procedure }: PartiesProps): ReactElement {
  const t = useText()
  return (
    <Section title={t.procedures.parties}>
      <dl className="facts">
        {procedure.parties.map(({ name, label, is }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{is.startsWith('form.') ? t.procedures.namedInForm : (t.procedures.partyRules[is] ?? is)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

interface BeginProps {
  readonly procedure: Procedure
  readonly regime: Regime
  readonly session: Session
  readonly subject: PickedSubject | undefined
  readonly onPick: (subject: PickedSubject | undefined) => void
}

function Begin({ procedure, regime, session, subject, onPick }: BeginProps): ReactElement {
  const t = useText()
  const { opens } = procedure
  const who = procedure.parties.find((p) => p.name === opens.by)
  const opener = t.procedures.opener(who?.label ?? opens.by, opens.role.label)
  if (!mayOpen({ is: who?.is ?? '', role: opens.role.name }, session)) {
    return (
      <Section title={t.procedures.begin}>
        <p>{opener}</p>
        <p className="quiet">{t.procedures.notYou(session.account.name)}</p>
      </Section>
    )
  }
  const form = regime.forms.find((f) => f.name === opens.form)
  return (
    <>
      <Section title={t.procedures.begin}>
        <p className="quiet">{opener}</p>
        <SubjectPicker procedure={procedure} picked={subject} onPick={onPick} />
        <Elsewhere subject={subject} own={session.organization.territory} />
      </Section>
      {subject !== undefined && (
        <OpeningForm
          key={subject.id}
          procedure={procedure}
          form={form}
          subject={{ type: procedure.subject, id: subject.id, territory: subject.territory }}
          regime={regime}
          submit={t.procedures.submit}
        />
      )}
    </>
  )
}

interface ElsewhereProps {
  readonly subject: PickedSubject | undefined
  readonly own: string
}

/** Says when the law of another territory governs. */
function Elsewhere({ subject, own }: ElsewhereProps): ReactElement | null {
  const t = useText()
  const territories = useQuery(territoriesQuery)
  if (subject === undefined || subject.territory === own) return null
  const name = territories.data?.find((x) => x.code === subject.territory)?.name ?? subject.territory
  return <p className="note">{t.procedures.elsewhere(name)}</p>
}
