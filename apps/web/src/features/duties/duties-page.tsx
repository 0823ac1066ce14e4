import { useState, type ReactElement } from 'react'
import { Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { dutiesQuery } from '../../api/queries.ts'
import type { DutyLine } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useText } from '../../text/text.tsx'
import { AssignDuties } from './assign-duties.tsx'
import { DutyGroup } from './duty-group.tsx'
import { countDuties, groupDuties, wants, type DutyView, type DutyFilter } from './duty-lines.ts'

const views: readonly DutyView[] = ['duty', 'organization']
const filters: readonly DutyFilter[] = ['all', 'gap', 'overdue']

/** The register of duties of a territory: who owes which, what is missing, what is late. */
export function DutiesPage(): ReactElement {
  const t = useText()
  const own = useSession().organization.territory
  const [territory, setTerritory] = useState(own)
  const [view, setView] = useState<DutyView>('duty')
  const [filter, setFilter] = useState<DutyFilter>('all')
  const duties = useQuery(dutiesQuery(territory))
  const lines = duties.data ?? []
  return (
    <Page
      title={t.rail.duties}
      lead={t.duties.lead}
      actions={<AssignDuties territory={territory} gaps={countDuties(lines).gaps} />}
    >
      <div className="filters">
        <TerritorySelect value={territory} onChange={setTerritory} />
        <Radio.Group
          aria-label={t.duties.view}
          optionType="button"
          value={view}
          options={views.map((value) => ({ value, label: t.duties.views[value] }))}
          onChange={(e) => setView(e.target.value as DutyView)}
        />
        <Radio.Group
          aria-label={t.duties.filter}
          optionType="button"
          value={filter}
          options={filters.map((value) => ({ value, label: t.duties.filters[value] }))}
          onChange={(e) => setFilter(e.target.value as DutyFilter)}
        />
      </div>
      {duties.isPending && <RowsSkeleton rows={6} />}
      {duties.isError && <FaultView asked={t.rail.duties} fault={duties.error} onRetry={() => void duties.refetch()} />}
      {duties.isSuccess && lines.length === 0 && <Empty title={t.duties.none}>{t.duties.noneWhy}</Empty>}
      {lines.length > 0 && <Register lines={lines.filter((line) => wants(filter, line))} all={lines} view={view} />}
    </Page>
  )
}

interface RegisterProps {
  readonly lines: readonly DutyLine[]
  readonly all: readonly DutyLine[]
  readonly view: DutyView
}

function Register({ lines, all, view }: RegisterProps): ReactElement {
  const t = useText()
  const { gaps, overdue } = countDuties(all)
  const groups = groupDuties(lines, view)
  return (
    <>
      <p className="duty-count" role="status">
        {t.duties.count(all.length, gaps, overdue)}
      </p>
      {groups.length === 0 && <Empty title={t.duties.noneSuch} />}
      {groups.length > 0 && (
        <div className="sheet">
          {groups.map((group, i) => (
            <DutyGroup key={group.key} group={group} view={view} startsOpen={i === 0} />
          ))}
        </div>
      )}
    </>
  )
}
