import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lawTerritoriesQuery, openEntryQuery } from '../../api/public-queries.ts'
import type { OpenEntryDetail } from '../../api/public-types.ts'
import { regimeQuery } from '../../api/queries.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { dayOfInstant, sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useVisitor } from '../../shared/session.ts'
import { isOffice } from '../../shared/who.ts'
import { Statements } from '../../shared/statements.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { requestsAbout } from './public-requests.ts'

/** One entry that is open: what it is, of whom, on which clauses, and what can be asked about it. */
export function OpenEntryPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/open/$id' })
  const entry = useQuery(openEntryQuery(id))
  if (entry.data !== undefined) return <Sheet entry={entry.data} />
  return (
    <Page title={t.open.entry} trail={<Link to="/open">{t.rail.open}</Link>}>
      {entry.isError ? (
        <FaultView asked={t.open.entry} fault={entry.error} onRetry={() => void entry.refetch()} />
      ) : (
        <RowsSkeleton rows={6} />
      )}
    </Page>
  )
}

interface EntryProps {
  readonly entry: OpenEntryDetail
}

function Sheet({ entry }: EntryProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const territories = useQuery(lawTerritoriesQuery)
  const where = territories.data?.find(({ code }) => code === entry.territory)?.name ?? entry.territory
  return (
    <Page
      title={entry.name}
      trail={<Link to="/open">{t.rail.open}</Link>}
      lead={
        <>
          <span className="tag tag-ink">{t.choices[`openAttribute.${entry.openAttribute}`]}</span>
          <span>{entry.provider.name}</span>
          <span>{where}</span>
          <code>{entry.code}</code>
        </>
      }
    >
      <Section
        title={t.open.facts}
        aside={
          <span className="quiet">
            {t.open.version(entry.version, sayDay(dayOfInstant(entry.publishedAt), language, today()))}
          </span>
        }
      >
        <Facts entry={entry} />
      </Section>
      <Section title={t.entry.items} aside={<span className="quiet">{t.more.all(entry.items.length)}</span>}>
        <ul className="what-items">
          {entry.items.map((item) => (
            <li key={item.code}>
              <strong>{item.name}</strong>
              <span className="quiet">{t.item.types[item.type]}</span>
              {item.codeList !== null && <span className="quiet">{item.codeList}</span>}
              {item.meaning !== null && <p>{item.meaning}</p>}
            </li>
          ))}
        </ul>
      </Section>
      <Asking entry={entry} />
      <Section title={t.open.machines}>
        <p>{t.open.machinesWhat}</p>
        <ul className="ways">
          <li>
            <a href={`/catalog.jsonld?territory=${entry.territory}`} target="_blank" rel="noopener">
              {t.open.dcat(where)}
            </a>
          </li>
          <li>
            <a href={`/api/v1/public/open-entries/${entry.id}`} target="_blank" rel="noopener">
              {t.open.json}
            </a>
          </li>
        </ul>
      </Section>
    </Page>
  )
}

/** What the provider states under the regime's own words, and how the open catalog describes it. */
function Facts({ entry }: EntryProps): ReactElement {
  const t = useText()
  const { listing } = entry
  const listed =
    listing === null
      ? []
      : ([
          ['openingBody', listing.openingBody],
          ['dataFormat', listing.dataFormat],
          ['dataType', listing.dataType],
        ] as const)
  return (
    <dl className="facts">
      <Statements statements={entry.statements} />
      {listed.map(([name, value]) => (
        <div key={name}>
          <dt>{t.open.listed[name]}</dt>
          <dd>{t.open.formats[value] ?? value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a person can ask about it; who is nobody yet is led to sign in. Offices ask for data in their own catalog. */
function Asking({ entry }: EntryProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  const visitor = useVisitor()
  const regime = useQuery(regimeQuery(entry.territory))
  const requests = regime.data === undefined ? [] : requestsAbout(entry.openAttribute, regime.data)
  if (requests.length === 0 || (visitor !== null && isOffice(visitor))) return null
  return (
    <Section title={t.open.asking}>
      {visitor === null && <p className="quiet">{t.open.needsSignIn}</p>}
      <ul className="askings">
        {requests.map(({ name, title, cites }, i) => (
          <li key={name}>
            <Link
              to="/procedures/$name"
              params={{ name }}
              search={{ entry: entry.id }}
              className={i === 0 ? 'button button-primary' : 'button'}
            >
              {t.open.requests[name] ?? title}
            </Link>
            <ClauseChips clauses={cites.map(book.clause)} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
