import type { ReactElement } from 'react'
import { Button, Radio, Select } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { exportSides, exportsQuery, type ExportSide, type ExportsFilter } from '../../api/data-queries.ts'
import { exportStates, type ExportState } from '../../api/data-types.ts'
import { territoriesQuery } from '../../api/queries.ts'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { SearchBox } from '../../shared/search-box.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { resourceOfTerritory, useMay } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { ExportTable } from './export-table.tsx'

/** Files under grants, for whose application asked, whose data it is, and who supervises. The address holds the question. */
export function ExportsPage(): ReactElement {
  const t = useText()
  const search = useSearch({ from: '/exports' })
  const navigate = useNavigate({ from: '/exports' })
  const { supervises, isPending } = useSupervision()
  const ask = (next: ExportsFilter): void => void navigate({ search: next, replace: true, resetScroll: false })
  const side = search.side ?? (supervises ? 'supervised' : 'both')
  return (
    <Page title={t.exports.title} lead={t.exports.lead}>
      {isPending ? (
        <RowsSkeleton rows={6} />
      ) : (
        <>
          <Filters filter={{ ...search, side }} supervises={supervises} onAsk={ask} />
          <List filter={{ ...search, side }} />
        </>
      )}
    </Page>
  )
}

/** Whether the rules let one read what is released in the own territory. */
function useSupervision(): { readonly supervises: boolean; readonly isPending: boolean } {
  const own = useSession().organization.territory
  const territories = useQuery(territoriesQuery)
  const here = territories.data?.find(({ code }) => code === own)
  const { may, isPending } = useMay(['sharing.supervise'], here === undefined ? undefined : resourceOfTerritory(here))
  return { supervises: may('sharing.supervise'), isPending: territories.isPending || (here !== undefined && isPending) }
}

interface FiltersProps {
  readonly filter: ExportsFilter & { readonly side: ExportSide }
  readonly supervises: boolean
  readonly onAsk: (filter: ExportsFilter) => void
}

function Filters({ filter, supervises, onAsk }: FiltersProps): ReactElement {
  const t = useText()
  const own = useSession().organization.territory
  const { grant, territory, ...ofAll } = filter
  const without = ({ dataset: _, state: __, ...rest }: ExportsFilter): ExportsFilter => rest
  const sought = (dataset: string): ExportsFilter => {
    const { dataset: _, ...rest } = filter
    return dataset === '' ? rest : { ...rest, dataset: dataset.toUpperCase() }
  }
  const inState = (state: ExportState | 'any'): ExportsFilter => {
    const { state: _, ...rest } = filter
    return state === 'any' ? rest : { ...rest, state }
  }
  const isNarrow = grant !== undefined || filter.dataset !== undefined || filter.state !== undefined
  return (
    <>
      {grant === undefined && (
        <SearchBox
          label={t.exports.datasetCode}
          sought={filter.dataset ?? ''}
          onSeek={(dataset) => onAsk(sought(dataset))}
        />
      )}
      <div className="filters">
        {grant === undefined ? (
          <Radio.Group
            aria-label={t.exports.side}
            optionType="button"
            value={filter.side}
            options={exportSides
              .filter((side) => side !== 'supervised' || supervises)
              .map((side) => ({ value: side, label: t.exports.sides[side] }))}
            onChange={(event) => onAsk({ ...ofAll, side: event.target.value as ExportSide })}
          />
        ) : (
          <strong>{t.exports.ofOneGrant}</strong>
        )}
        {grant === undefined && filter.side === 'supervised' && (
          <TerritorySelect value={territory ?? own} onChange={(code) => onAsk({ ...ofAll, territory: code })} />
        )}
        <Select<ExportState | 'any'>
          aria-label={t.exports.state}
          className="short"
          value={filter.state ?? 'any'}
          options={[
            { value: 'any', label: t.exports.anyState },
            ...exportStates.map((state) => ({ value: state, label: t.exports.states[state] })),
          ]}
          onChange={(state) => onAsk(inState(state))}
        />
        {isNarrow && <Button onClick={() => onAsk(without(ofAll))}>{t.exports.toAll}</Button>}
      </div>
    </>
  )
}

interface ListProps {
  readonly filter: ExportsFilter
}

function List({ filter }: ListProps): ReactElement {
  const t = useText()
  const exports = useInfiniteQuery(exportsQuery(filter))
  const items = itemsOf(exports.data)
  const isNarrow = filter.state !== undefined || filter.dataset !== undefined
  return (
    <PagedList
      asked={t.exports.title}
      query={exports}
      shown={items.length}
      empty={isNarrow ? <Empty title={t.exports.noneSo} /> : <Empty title={t.exports.none}>{t.exports.noneWhy}</Empty>}
      sheet
    >
      <ExportTable items={items} />
    </PagedList>
  )
}
