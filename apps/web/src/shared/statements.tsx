import type { ReactElement } from 'react'
import type { PublicStatement } from '../api/public-types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import { useLawBook } from './law-book.ts'

export interface StatementsProps {
  readonly statements: readonly PublicStatement[]
}

/** What the public is told, in the words of the regime, each with the clauses that ask for it: lines of a list of facts. */
export function Statements({ statements }: StatementsProps): readonly ReactElement[] {
  const t = useText()
  const book = useLawBook()
  return statements.map(({ name, label, value, cites }) => (
    <div key={name}>
      <dt>
        {label} <ClauseChips clauses={cites.map(book.clause)} />
      </dt>
      <dd>{t.choices[value] ?? value}</dd>
    </div>
  ))
}
