import { useId, type ReactElement } from 'react'
import { Button } from 'antd'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { openEntriesQuery } from '../../api/public-queries.ts'
import { openFacets, type OpenEntry, type OpenFacet, type OpenFound } from '../../api/public-types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Highlighted } from '../../shared/highlighted.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { SearchBox } from '../../shared/search-box.tsx'
import { useText } from '../../text/text.tsx'

/** What data is open to everybody: words, and what narrows. The address holds all of it. */
export function OpenPage(): ReactElement {
  const t = useText()
  const search = useSearch({ from: '/open' })
  const navigate = useNavigate({ from: '/open' })
  const change = (part: 'q' | OpenFacet, value: string): void =>
    void navigate({
      search: (old) => ({ ...old, [part]: value === '' ? undefined : value }),
      replace: true,
      resetScroll: false,
    })
  const found = useInfiniteQuery({ ...openEntriesQuery(search), placeholderData: keepPreviousData })
  const first = found.data?.pages[0]
  const items = itemsOf(found.data)
  return (
    <Page title={t.rail.open} lead={t.open.lead}>
      <SearchBox
        label={t.open.search}
        help={t.open.searchHelp}
        sought={search.q ?? ''}
        onSeek={(q) => change('q', q)}
      />
      {found.isPending && <RowsSkeleton rows={6} />}
      {found.isError && <FaultView asked={t.rail.open} fault={found.error} onRetry={() => void found.refetch()} />}
      {first !== undefined && !found.isError && (
        <div aria-busy={found.isPlaceholderData}>
          <div className="narrowing" role="group" aria-label={t.catalog.narrow}>
            {openFacets.map((facet) => (
              <Narrowing
                key={facet}
                facet={facet}
                values={first.facets[facet]}
                chosen={search[facet]}
                onChoose={(value) => change(facet, value)}
              />
            ))}
          </div>
          <p className="found">
            <strong role="status">{t.more.all(first.total)}</strong>
          </p>
          {items.length === 0 ? (
            <Empty title={t.open.none}>
              <p>{t.open.noneWhy}</p>
              <Button onClick={() => void navigate({ search: {}, replace: true })}>{t.open.showAll}</Button>
            </Empty>
          ) : (
            <div className="sheet">
              <ol className="results">
                {items.map((entry) => (
                  <Result key={entry.id} entry={entry} sought={search.q ?? ''} />
                ))}
              </ol>
              <MorePages query={found} shown={items.length} quietEnd />
            </div>
          )}
        </div>
      )}
    </Page>
  )
}

interface NarrowingProps {
  readonly facet: OpenFacet
  readonly values: OpenFound['facets'][OpenFacet]
  readonly chosen: string | undefined
  readonly onChoose: (value: string) => void
}

/** The browser's own list: a phone shows it large. */
function Narrowing({ facet, values, chosen, onChoose }: NarrowingProps): ReactElement {
  const t = useText()
  const id = useId()
  const isListed = chosen === undefined || values.some(({ value }) => value === chosen)
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t.open.facets[facet]}
      </label>
      <select id={id} className="input" value={chosen ?? ''} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{t.open.any}</option>
        {!isListed && <option value={chosen}>{t.open.none}</option>}
        {values.map(({ value, label, count }) => (
          <option key={value} value={value}>
            {t.open.choice(facet === 'openAttribute' ? (t.choices[`openAttribute.${value}`] ?? label) : label, count)}
          </option>
        ))}
      </select>
    </div>
  )
}

interface ResultProps {
  readonly entry: OpenEntry
  readonly sought: string
}

function Result({ entry, sought }: ResultProps): ReactElement {
  const t = useText()
  const { name, provider, category, business, openAttribute, updateCycle } = entry
  return (
    <li className="result">
      <div className="result-head">
        <Link to="/open/$id" params={{ id: entry.id }} className="row-title">
          <Highlighted text={name} sought={sought} />
        </Link>
        <span className="tag tag-ink">{t.choices[`openAttribute.${openAttribute}`]}</span>
      </div>
      <div className="row-sub">
        <span>
          <Highlighted text={provider.name} sought={sought} />
        </span>
        {category !== null && (
          <span>
            <Highlighted text={category} sought={sought} />
          </span>
        )}
        {updateCycle !== null && <span>{t.open.updated(t.choices[updateCycle] ?? updateCycle)}</span>}
      </div>
      {business !== null && (
        <p className="quiet">
          <Highlighted text={business} sought={sought} />
        </p>
      )}
    </li>
  )
}
