import { useState, type ReactElement } from 'react'
import { Radio } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { casesQuery, type Openness } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { BeginLink } from '../../shared/begin-link.tsx'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

const choices: readonly Openness[] = ['open', 'closed', 'all']

/** Every case that my organisation is party to, newest first. */
export function CasesPage(): ReactElement {
  const t = useText()
  const [openness, setOpenness] = useState<Openness>('open')
  const cases = useInfiniteQuery(casesQuery(openness))
  const items = cases.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t.rail.cases} lead={t.cases.lead}>
      <div className="filters">
        <Radio.Group
          aria-label={t.cases.which}
          optionType="button"
          value={openness}
          options={choices.map((value) => ({ value, label: t.cases.openness[value] }))}
          onChange={(e) => setOpenness(e.target.value as Openness)}
        />
      </div>
      {cases.isPending && <RowsSkeleton />}
      {cases.isError && <FaultView asked={t.rail.cases} fault={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && items.length === 0 && (
        <Empty title={t.cases.none}>
          <p>{t.cases.noneWhy}</p>
          <BeginLink />
        </Empty>
      )}
      {items.length > 0 && (
        <div className="sheet">
          <ul className="rows">
            {items.map((item) => (
              <CaseRow key={item.id} item={item} today={today()} shows="owner" />
            ))}
          </ul>
          <More
            hasMore={cases.hasNextPage}
            loading={cases.isFetchingNextPage}
            shown={items.length}
            onMore={() => void cases.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}
