import type { ReactElement } from 'react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { entriesQuery } from '../../api/queries.ts'
import type { CatalogFilter, CatalogFound } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { SearchBox } from '../../shared/search-box.tsx'
import { useSession } from '../../shared/session.ts'
import { useNarrow } from '../../shared/use-narrow.ts'
import { useText } from '../../text/text.tsx'
import { chosenFacets, withPart, type CatalogSearch } from './catalog-search.ts'
import { ChosenFilters, NothingFound } from './chosen-filters.tsx'
import { EntryResults } from './entry-results.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FacetList } from './facet-list.tsx'

/** What data there is: one box that finds while one types, and facets that narrow. The address holds all of it. */
export function CatalogPage(): ReactElement {
  const t = useText()
  const session = useSession()
  const search = useSearch({ from: '/catalog' })
  const navigate = useNavigate({ from: '/catalog' })
  const change = (part: keyof CatalogFilter, value: string | undefined): void =>
    void navigate({ search: (old) => withPart(old, part, value), replace: true, resetScroll: false })
  const found = useInfiniteQuery({ ...entriesQuery(search), placeholderData: keepPreviousData })
  const first = found.data?.pages[0]
  const drafts = session.account.roles.includes('steward') && session.organization.kinds.includes('agency')
  return (
    <Page
      title={t.rail.catalog}
      lead={t.catalog.lead}
      actions={
        <>
          <ExportMenu search={search} />
          {drafts && (
            <>
              <Link className="button" to="/catalog/import">
                {t.imports.begin}
              </Link>
              <Link className="button button-primary" to="/catalog/new">
                {t.catalog.draft}
              </Link>
            </>
          )}
        </>
      }
    >
      <SearchBox
        label={t.catalog.search}
        help={t.catalog.searchHelp}
        sought={search.q ?? ''}
        onSeek={(q) => change('q', q)}
      />
      {found.isPending && <RowsSkeleton rows={6} />}
      {found.isError && <FaultView asked={t.rail.catalog} fault={found.error} onRetry={() => void found.refetch()} />}
      {first !== undefined && !found.isError && (
        <div className="catalog" aria-busy={found.isPlaceholderData}>
          <Facets found={first} search={search} onChange={change} />
          <div>
            <p className="found">
              <strong role="status">{t.more.all(first.total)}</strong>
              <ChosenFilters chosen={chosenFacets(search, first.facets)} onLift={(part) => change(part, undefined)} />
            </p>
            {first.total === 0 ? (
              <NothingFound
                chosen={chosenFacets(search, first.facets)}
                sought={search.q}
                onLift={(part) => change(part, undefined)}
              />
            ) : (
              <div className="sheet">
                <EntryResults items={itemsOf(found.data)} sought={search.q ?? ''} />
                <MorePages
                  query={found}
                  shown={found.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0}
                  quietEnd
                />
              </div>
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

interface FacetsProps {
  readonly found: CatalogFound
  readonly search: CatalogSearch
  readonly onChange: (part: keyof CatalogFilter, value: string | undefined) => void
}

/** Beside the results where there is room; folded away above them on a phone. */
function Facets({ found, search, onChange }: FacetsProps): ReactElement {
  const t = useText()
  const isNarrow = useNarrow()
  const list = (
    <FacetList
      facets={found.facets}
      search={search}
      onToggle={(facet, value) => onChange(facet, search[facet] === value ? undefined : value)}
    />
  )
  return isNarrow ? <Fold summary={t.catalog.narrow}>{() => list}</Fold> : list
}
