import type { ReactElement } from 'react'
import type {
  Procedure,
  ProcedureAction,
  ProcedureClock,
  ProcedureRoute,
  ProcedureState,
  Regime,
  RegimeForm,
} from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { StateDiagram } from '../../components/state-diagram/state-diagram.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useText } from '../../text/text.tsx'
import { sayConditions } from './say-conditions.ts'

export interface CourseProps {
  readonly procedure: Procedure
  readonly regime: Regime
}

/** The course of a procedure as it stands in a territory: where it begins, who owes what, by when, and where each act leads. */
export function Course({ procedure, regime }: CourseProps): ReactElement {
  const t = useText()
  const states = procedure.states.map((state) => ({
    ...state,
    ...(state.final ? {} : { detail: <StateDetail state={state} procedure={procedure} regime={regime} /> }),
  }))
  return (
    <>
      <h3>{t.procedures.opening}</h3>
      <Routes routes={procedure.opens.course} form={procedure.opens.form} procedure={procedure} regime={regime} />
      <StateDiagram states={states} way={[]} />
    </>
  )
}

interface StateDetailProps extends CourseProps {
  readonly state: ProcedureState
}

function StateDetail({ state, procedure, regime }: StateDetailProps): ReactElement {
  const t = useText()
  const words = useRegimeWords(regime.territory)
  const owner = procedure.parties.find((p) => p.name === state.owner)?.label
  return (
    <>
      {owner !== undefined && <p>{t.procedures.owes(owner)}</p>}
      {state.clock !== null && <ClockNote clock={state.clock} />}
      {state.suspends !== null && <p className="quiet">{t.procedures.suspends(words.period(state.suspends))}</p>}
      {state.leaves !== null && <p className="quiet">{t.procedures.movesOn(titleOf(procedure, state.leaves.to))}</p>}
      {state.actions.length > 0 && (
        <ul className="course-acts">
          {state.actions.map((action) => (
            <Act key={action.name} action={action} procedure={procedure} regime={regime} />
          ))}
        </ul>
      )}
    </>
  )
}

interface ClockNoteProps {
  readonly clock: ProcedureClock
}

function ClockNote({ clock }: ClockNoteProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const { value } = clock
  const isSetInNotice = clock.lengthField !== null || value?.entered === true
  const length = isSetInNotice ? t.procedures.setInNotice : value === null ? '' : t.units(value.length, value.unit)
  const cites = [...new Set([...clock.cites, ...(value?.cites ?? [])])]
  return (
    <p className="course-clock">
      <strong>{length}</strong> <ClauseChips clauses={cites.map(book.clause)} />
      {value !== null && value.basis !== 'law' && <span className="mark">{t.standing[value.basis]}</span>}
      {typeof value?.reading === 'string' && <span className="quiet">{t.clock.reading(value.reading)}</span>}
    </p>
  )
}

interface ActProps extends CourseProps {
  readonly action: ProcedureAction
}

function Act({ action, procedure, regime }: ActProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const words = useRegimeWords(regime.territory)
  const by = procedure.parties.find((p) => p.name === action.by)?.label ?? action.by
  const form = regime.forms.find((f) => f.name === action.form)
  return (
    <li>
      <strong>{words.act(procedure.name, action.name)}</strong>{' '}
      <span className="quiet">{t.procedures.actor(by, action.role.label)}</span>{' '}
      <ClauseChips clauses={action.cites.map(book.clause)} />
      <Routes routes={action.routes} form={action.form} procedure={procedure} regime={regime} />
      {form !== undefined && <span className="quiet">{t.procedures.withForm(form.title)}</span>}
      {action.basis !== null && (
        <p className="quiet">
          {t.procedures.basis(action.basis.ranks.map((rank) => rank.label).join(t.listComma))}{' '}
          <ClauseChips clauses={action.basis.cites.map(book.clause)} />
        </p>
      )}
    </li>
  )
}

interface RoutesProps extends CourseProps {
  readonly routes: readonly ProcedureRoute[]
  /** Name of the form of the act, whose fields decide where it leads. */
  readonly form: string | null
}

function Routes({ routes, form, procedure, regime }: RoutesProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const asked = regime.forms.find((f) => f.name === form)
  return (
    <ul className="routes">
      {routes.map((route, i) => (
        <li key={i}>
          <When route={route} isOnly={routes.length === 1} form={asked} regime={regime} />
          {route.to !== null && (
            <>
              <span aria-hidden="true">→ </span>
              <span>{t.cases.ledTo(titleOf(procedure, route.to))}</span>{' '}
              <ClauseChips clauses={route.cites.map(book.clause)} />
            </>
          )}
          {route.refuses !== null && <Closed refuses={route.refuses} />}
          {route.effects.map((effect) => (
            <span key={effect.name} className="route-effect">
              {effect.text ?? effect.name}
              {!effect.built && <span className="mark mark-near">{t.procedures.notBuilt}</span>}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

interface WhenProps {
  readonly route: ProcedureRoute
  readonly isOnly: boolean
  readonly form: RegimeForm | undefined
  readonly regime: Regime
}

function When({ route, isOnly, form, regime }: WhenProps): ReactElement | null {
  const t = useText()
  if (route.when === null) return isOnly ? null : <span>{t.procedures.otherwise} </span>
  return <span>{t.procedures.when(sayConditions(t, regime, form, route.when))} </span>
}

interface ClosedProps {
  readonly refuses: NonNullable<ProcedureRoute['refuses']>
}

function Closed({ refuses }: ClosedProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  return (
    <span>
      {refuses.offer === null ? t.procedures.closed : t.procedures.closedWithOffer(refuses.offer.label)}{' '}
      <ClauseChips clauses={refuses.cites.map(book.clause)} />
    </span>
  )
}

function titleOf(procedure: Procedure, state: string): string {
  return procedure.states.find((s) => s.name === state)?.title ?? state
}
