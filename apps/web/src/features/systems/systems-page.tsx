import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { systemsQuery } from '../../api/queries.ts'
import type { InformationSystem } from '../../api/types.ts'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { SystemForm } from './system-form.tsx'

/** The register of information systems. */
export function SystemsPage(): ReactElement {
  const t = useText()
  const { account, organization } = useSession()
  const filter = useSearch({ from: '/systems' })
  const navigate = useNavigate()
  const systems = useInfiniteQuery(systemsQuery(filter))
  const items = itemsOf(systems.data)
  const registers = account.roles.includes('steward') && organization.kinds.includes('agency')
  return (
    <Page title={t.systems.title} lead={t.systems.lead}>
      {registers && (
        <div className="sheet">
          <Fold summary={t.systems.register}>
            {() => (
              <SystemForm system={undefined} onSaved={(id) => void navigate({ to: '/systems/$id', params: { id } })} />
            )}
          </Fold>
        </div>
      )}
      <PagedList
        asked={t.systems.title}
        query={systems}
        shown={items.length}
        empty={
          <Empty title={t.systems.none}>
            <p>{t.systems.noneWhy}</p>
          </Empty>
        }
        sheet
      >
        <SystemTable items={items} />
      </PagedList>
    </Page>
  )
}

interface SystemTableProps {
  readonly items: readonly InformationSystem[]
}

function SystemTable({ items }: SystemTableProps): ReactElement {
  const t = useText()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.systems.fields.name}</th>
            <th scope="col">{t.duties.columns.organization}</th>
            <th scope="col">{t.systems.fields.department}</th>
            <th scope="col">{t.systems.fields.protectionLevel}</th>
            <th scope="col">{t.systems.status}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((system) => (
            <tr key={system.id}>
              <td>
                <Link to="/systems/$id" params={{ id: system.id }} className="row-title">
                  {system.name}
                </Link>
                <code className="under">{system.code}</code>
              </td>
              <td data-label={t.duties.columns.organization}>{system.organization.name}</td>
              <td data-label={t.systems.fields.department}>{system.department}</td>
              <td data-label={t.systems.fields.protectionLevel}>
                {system.protectionLevel === null ? '—' : t.systems.level(system.protectionLevel)}
              </td>
              <td data-label={t.systems.status}>
                <span className="tag">{t.systems.statuses[system.status]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
