import type { ReactElement, ReactNode } from 'react'
import type { Performed } from '../api/client.ts'
import { clauseOfGround, ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'

export interface DoneNoteProps {
  readonly done: Pick<Performed<unknown>, 'act'>
  readonly children?: ReactNode
}

/** Says that an act was done, under which clauses, and where it is recorded. */
export function DoneNote({ done, children }: DoneNoteProps): ReactElement {
  const t = useText()
  const grounds = [...new Map(done.act.grounds.map((g) => [g.clause, g])).values()]
  return (
    <div className="done" role="status">
      <strong>{t.done}</strong>
      <ClauseChips clauses={grounds.map(clauseOfGround)} />
      <a className="seal-link" href={`/proof/${done.act.receipt}`}>
        {t.seal}
      </a>
      {children}
    </div>
  )
}
