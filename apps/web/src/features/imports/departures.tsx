import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { CatalogImportDetail } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { useText } from '../../text/text.tsx'

export interface DeparturesProps {
  readonly departures: CatalogImportDetail['departures']
}

/** A file whose columns are not those of the one template is not taken; which ones differ is said, each with its clause. */
export function Departures({ departures }: DeparturesProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const clauses = [...new Set(departures.flatMap((d) => d.cites))].map(book.clause)
  return (
    <section className="refusal" role="alert" aria-label={t.imports.states.departing}>
      <h2>
        {t.imports.states.departing} <ClauseChips clauses={clauses} />
      </h2>
      <p className="refusal-detail">{t.imports.departingWhy}</p>
      <ul className="grounds">
        {departures.map((d) => (
          <li key={`${d.sheet} ${d.column} ${d.departure}`}>
            <strong>{d.column === '' ? d.sheet : t.imports.columnOf(d.sheet, d.column)}</strong>{' '}
            {t.imports.departures[d.departure]}
          </li>
        ))}
      </ul>
      <div className="refusal-next">
        <Link className="button" to="/catalog/import">
          {t.imports.again}
        </Link>
      </div>
    </section>
  )
}
