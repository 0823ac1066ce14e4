import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { happeningsQuery } from '../../api/queries.ts'
import type { Happening } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Section } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useSession } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'

/** What others did in my cases and with data that I provide or was granted, newest first. */
export function JustHappened(): ReactElement {
  const t = useText()
  const happened = useInfiniteQuery(happeningsQuery)
  const items = itemsOf(happened.data)
  return (
    <Section title={t.desk.happened}>
      <PagedList
        asked={t.desk.happened}
        query={happened}
        shown={items.length}
        empty={<Empty title={t.desk.nothingHappened}>{t.desk.nothingHappenedWhy}</Empty>}
        skeletonRows={3}
        quietEnd
      >
        <ul className="rows">
          {items.map((item) => (
            <HappeningRow key={item.id} item={item} />
          ))}
        </ul>
      </PagedList>
    </Section>
  )
}

interface HappeningRowProps {
  readonly item: Happening
}

function HappeningRow({ item }: HappeningRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  const own = useSession().organization.territory
  const words = useRegimeWords(item.case?.territory ?? own)
  const done =
    item.case === null
      ? t.desk.batchCame
      : words.act(item.case.procedure, item.action.slice(item.action.lastIndexOf('.') + 1))
  return (
    <li className="row">
      <div className="row-main">
        {item.case !== null && (
          <Link to="/cases/$id" params={{ id: item.case.id }} className="row-title">
            {item.case.title} · {item.case.subject.name}
          </Link>
        )}
        {item.batch !== null && (
          <Link to="/catalog/$id" params={{ id: item.batch.entry }} className="row-title">
            {t.desk.batch(item.batch.name, item.batch.number)}
          </Link>
        )}
        <div className="row-sub">
          <span>{item.by?.name ?? t.cases.bySystem}</span>
          <span>
            {done} {item.kind === 'refusal' && <span className="mark mark-refused">{t.refused}</span>}
          </span>
          <time dateTime={item.at}>{sayInstant(item.at, language)}</time>
        </div>
      </div>
      <div className="row-end">
        <ClauseChips clauses={book.clausesOf(item.cites.length > 0 ? item.cites : item.grounds)} />
        {item.case !== null && item.receipt !== null && (
          <Link to="/proof/$entry" params={{ entry: item.receipt }} className="seal-link">
            {t.seal}
          </Link>
        )}
      </div>
    </li>
  )
}
