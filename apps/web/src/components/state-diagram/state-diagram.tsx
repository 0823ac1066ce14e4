import type { ReactElement, ReactNode } from 'react'
import { useText } from '../../text/text.tsx'

export interface DiagramState {
  readonly name: string
  readonly title: string
  readonly final: boolean
  /** What is done there: for a course that is read before it is begun. */
  readonly detail?: ReactNode
}

export interface StateDiagramProps {
  readonly states: readonly DiagramState[]
  /** Names of the states in the order in which the case was in them; the last is where it is. Empty before it begins. */
  readonly way: readonly string[]
}

/**
 * The states of a procedure with the way taken. What was passed is numbered, where it stands is filled, ends are square.
 * Ends come last, however the procedure lists them, so that a long course still reads downwards.
 */
export function StateDiagram({ states, way }: StateDiagramProps): ReactElement {
  const t = useText()
  const current = way.at(-1)
  return (
    <ol className="states">
      {endsLast(states).map((state) => {
        const visits = way.flatMap((name, i) => (name === state.name ? [i + 1] : []))
        const standing = state.name === current ? 'current' : visits.length > 0 ? 'passed' : 'ahead'
        return (
          <li
            key={state.name}
            className={`state state-${standing}${state.final ? ' state-final' : ''}`}
            aria-current={standing === 'current' ? 'step' : undefined}
          >
            <span className="state-dot" aria-hidden="true">
              {visits.at(-1) ?? ''}
            </span>
            <span className="state-title">{state.title}</span>
            <span className="state-note">{note(standing, state.final)}</span>
            {state.detail !== undefined && <div className="state-detail">{state.detail}</div>}
          </li>
        )
      })}
    </ol>
  )

  function note(standing: 'current' | 'passed' | 'ahead', final: boolean): string {
    if (standing === 'current') return final ? t.states.ended : t.states.here
    if (standing === 'passed') return t.states.passed
    return final ? t.states.end : ''
  }
}

function endsLast(states: readonly DiagramState[]): readonly DiagramState[] {
  return [...states.filter((s) => !s.final), ...states.filter((s) => s.final)]
}
