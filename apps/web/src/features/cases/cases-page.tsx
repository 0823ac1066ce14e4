import { useState, type ReactElement } from 'react'
import { Radio } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { casesQuery, type Openness } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { BeginLink } from '../../shared/begin-link.tsx'
import { CaseRow } from '../../shared/case-row.tsx'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useText } from '../../text/text.tsx'

const choices: readonly Openness[] = ['open', 'closed', 'all']

/** Every case that my organisation is party to, newest first. */
export function CasesPage(): ReactElement {
  const t = useText()
  const [openness, setOpenness] = useState<Openness>('open')
  const cases = useInfiniteQuery(casesQuery(openness))
  const items = itemsOf(cases.data)
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
      <PagedList
        asked={t.rail.cases}
        query={cases}
        shown={items.length}
        empty={
          <Empty title={t.cases.none}>
            <p>{t.cases.noneWhy}</p>
            <BeginLink />
          </Empty>
        }
        sheet
      >
        <ul className="rows">
          {items.map((item) => (
            <CaseRow key={item.id} item={item} today={today()} shows="owner" />
          ))}
        </ul>
      </PagedList>
    </Page>
  )
}
