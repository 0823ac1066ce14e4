import { useEffect, useState, type ReactElement } from 'react'
import { Input, Select } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { entriesQuery, regimeQuery } from '../../api/queries.ts'
import { entryStates, type EntryState, type EntrySummary } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { EntryStateTag } from './entry-state-tag.tsx'

const typingPauseMs = 250

/** What data there is: one search box, one filter, the rest by paging. */
export function CatalogPage(): ReactElement {
  const t = useText()
  const session = useSession()
  const search = useSearch({ from: '/catalog' })
  const navigate = useNavigate({ from: '/catalog' })
  const [typed, setTyped] = useState(search.q ?? '')
  useEffect(() => {
    const later = setTimeout(() => {
      const q = typed.trim()
      if (q !== (search.q ?? ''))
        void navigate({
          search: (old) => ({ ...(old.state === undefined ? {} : { state: old.state }), ...(q === '' ? {} : { q }) }),
          replace: true,
        })
    }, typingPauseMs)
    return () => clearTimeout(later)
  }, [typed, search.q, navigate])

  const entries = useInfiniteQuery(entriesQuery(search))
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  const drafts = session.account.roles.includes('steward') && session.organization.kinds.includes('agency')
  return (
    <Page
      title={t.rail.catalog}
      lead={t.catalog.lead}
      actions={
        drafts && (
          <Link className="button" to="/catalog/new">
            {t.catalog.draft}
          </Link>
        )
      }
    >
      <div className="filters" role="search">
        <Input
          className="search"
          type="search"
          allowClear
          aria-label={t.catalog.search}
          placeholder={t.catalog.search}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
        />
        <Select
          aria-label={t.catalog.state}
          className="short"
          value={search.state ?? ''}
          options={[
            { value: '', label: t.catalog.anyState },
            ...entryStates.map((state) => ({ value: state, label: t.entryStates[state] })),
          ]}
          onChange={(state: '' | EntryState) =>
            void navigate({
              search: (old) => ({ ...(old.q === undefined ? {} : { q: old.q }), ...(state === '' ? {} : { state }) }),
              replace: true,
            })
          }
        />
      </div>
      {entries.isPending && <RowsSkeleton rows={6} />}
      {entries.isError && (
        <FaultView asked={t.rail.catalog} fault={entries.error} onRetry={() => void entries.refetch()} />
      )}
      {entries.isSuccess && items.length === 0 && (
        <Empty title={t.catalog.none}>
          <p>{t.catalog.noneWhy}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <div className="sheet">
          <EntryTable items={items} />
          <More
            hasMore={entries.hasNextPage}
            loading={entries.isFetchingNextPage}
            shown={items.length}
            onMore={() => void entries.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}

interface EntryTableProps {
  readonly items: readonly EntrySummary[]
}

function EntryTable({ items }: EntryTableProps): ReactElement {
  const t = useText()
  const regime = useQuery(regimeQuery(useSession().organization.territory))
  const sayShare = (attribute: string | null): string => {
    if (attribute === null) return t.catalog.unset
    const term = `shareAttribute.${attribute}`
    return regime.data?.terms[term] ?? t.choices[term] ?? attribute
  }
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.catalog.name}</th>
            <th scope="col">{t.catalog.provider}</th>
            <th scope="col">{t.catalog.share}</th>
            <th scope="col">{t.catalog.state}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <tr key={entry.id}>
              <td>
                <Link to="/catalog/$id" params={{ id: entry.id }} className="row-title">
                  {entry.name}
                </Link>
                <code className="under">{entry.code}</code>
              </td>
              <td data-label={t.catalog.provider}>{entry.provider.name}</td>
              <td data-label={t.catalog.share}>{sayShare(entry.shareAttribute)}</td>
              <td data-label={t.catalog.state}>
                <EntryStateTag state={entry.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
