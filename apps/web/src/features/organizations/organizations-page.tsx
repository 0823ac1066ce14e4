import type { ReactElement } from 'react'
import { Button, Select } from 'antd'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { foundOrganizationsQuery, organizationCountsQuery, territoriesQuery } from '../../api/queries.ts'
import { organizationKinds, type Organization, type OrganizationFilter } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { SearchBox } from '../../shared/search-box.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { resourceOfTerritory, useMay } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { useOrganizationWords } from './organization-words.ts'
import { RegisterForm } from './register-form.tsx'

/** Organisations of a territory and those below it: found by name or code, counted by kind. The address holds the question. */
export function OrganizationsPage(): ReactElement {
  const t = useText()
  const { organization } = useSession()
  const search = useSearch({ from: '/organizations' })
  const navigate = useNavigate({ from: '/organizations' })
  const territory = search.territory ?? organization.territory
  const filter: OrganizationFilter = { ...search, territory, below: 'true' }
  const change = (part: Partial<Parts>): void =>
    void navigate({ search: (old) => given({ ...old, ...part }), replace: true, resetScroll: false })
  return (
    <Page
      title={t.organizations.title}
      lead={t.organizations.lead}
      actions={
        <Link className="button" to="/organizations/$id" params={{ id: organization.id }}>
          {t.organizations.own}
        </Link>
      }
    >
      <SearchBox label={t.organizations.search} sought={search.q ?? ''} onSeek={(q) => change({ q })} />
      <div className="filters">
        <TerritorySelect all value={territory} onChange={(code) => change({ territory: code })} />
        <KindSelect filter={filter} onChange={(kind) => change({ kind })} />
        {filter.publishes !== undefined && (
          <Button onClick={() => change({ publishes: undefined })}>
            {t.organizations.publishes[filter.publishes]}
          </Button>
        )}
      </div>
      <Registration territory={territory} />
      <Found filter={filter} />
    </Page>
  )
}

type Parts = { readonly [K in keyof OrganizationFilter]: OrganizationFilter[K] | undefined }

/** What is asked, without what is blank. */
function given(parts: Parts): OrganizationFilter {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''))
}

interface KindSelectProps {
  readonly filter: OrganizationFilter
  readonly onChange: (kind: OrganizationFilter['kind'] | undefined) => void
}

/** Kinds with how many organisations there are of each. */
function KindSelect({ filter, onChange }: KindSelectProps): ReactElement {
  const t = useText()
  const words = useOrganizationWords(filter.territory!)
  const { data } = useQuery({ ...organizationCountsQuery(filter), placeholderData: keepPreviousData })
  // Not counted yet is not none.
  const counted = (label: string, count: number | undefined): string =>
    count === undefined ? label : t.organizations.counted(label, count)
  const options = organizationKinds
    .filter((kind) => data?.kinds[kind] !== undefined || kind === filter.kind)
    .map((kind) => ({
      value: kind,
      label: counted(words.kind(kind), data?.kinds[kind]),
    }))
  return (
    <Select
      aria-label={t.organizations.kind}
      className="short"
      value={filter.kind ?? ''}
      options={[{ value: '', label: counted(t.organizations.all, data?.total) }, ...options]}
      onChange={(chosen) => onChange(organizationKinds.find((kind) => kind === chosen))}
    />
  )
}

interface RegistrationProps {
  readonly territory: string
}

const ofNoKind = { kinds: [] }

function Registration({ territory }: RegistrationProps): ReactElement | null {
  const t = useText()
  const navigate = useNavigate()
  const { data } = useQuery(territoriesQuery)
  const here = data?.find(({ code }) => code === territory)
  const { may } = useMay(
    ['organization.register'],
    here === undefined ? undefined : resourceOfTerritory(here),
    ofNoKind,
  )
  if (!may('organization.register')) return null
  return (
    <div className="sheet">
      <Fold summary={t.organizations.register}>
        {() => (
          <RegisterForm
            key={territory}
            territory={territory}
            onDone={(id) => void navigate({ to: '/organizations/$id', params: { id } })}
          />
        )}
      </Fold>
    </div>
  )
}

interface FoundProps {
  readonly filter: OrganizationFilter
}

function Found({ filter }: FoundProps): ReactElement {
  const t = useText()
  const found = useInfiniteQuery({ ...foundOrganizationsQuery(filter), placeholderData: keepPreviousData })
  const items = itemsOf(found.data)
  if (found.isPending) return <RowsSkeleton rows={6} />
  if (found.isError)
    return <FaultView asked={t.organizations.title} fault={found.error} onRetry={() => void found.refetch()} />
  if (items.length === 0)
    return (
      <Empty title={t.organizations.none}>
        <p>{t.organizations.noneWhy}</p>
      </Empty>
    )
  return (
    <div className="sheet" aria-busy={found.isPlaceholderData}>
      <OrganizationTable items={items} territory={filter.territory!} />
      <MorePages query={found} shown={items.length} />
    </div>
  )
}

interface OrganizationTableProps {
  readonly items: readonly Organization[]
  /** Whose words name the kinds. */
  readonly territory: string
}

function OrganizationTable({ items, territory }: OrganizationTableProps): ReactElement {
  const t = useText()
  const words = useOrganizationWords(territory)
  const { data: territories } = useQuery(territoriesQuery)
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.organizations.fields.name}</th>
            <th scope="col">{t.organizations.fields.kinds}</th>
            <th scope="col">{t.organizations.fields.territory}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((organization) => (
            <tr key={organization.id}>
              <td>
                <Link to="/organizations/$id" params={{ id: organization.id }} className="row-title">
                  {organization.name}
                </Link>
                <code className="under">{organization.code}</code>
              </td>
              <td data-label={t.organizations.fields.kinds}>{organization.kinds.map(words.kind).join(t.listComma)}</td>
              <td data-label={t.organizations.fields.territory}>
                {territories?.find(({ code }) => code === organization.territory)?.name ?? organization.territory}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
