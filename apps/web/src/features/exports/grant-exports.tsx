import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { exportsQuery } from '../../api/data-queries.ts'
import { Empty, Section } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useText } from '../../text/text.tsx'
import { ExportTable } from './export-table.tsx'

export interface GrantExportsProps {
  readonly grant: string
}

/** The files that were asked for under one grant. */
export function GrantExports({ grant }: GrantExportsProps): ReactElement {
  const t = useText()
  const exports = useInfiniteQuery(exportsQuery({ grant }))
  const items = itemsOf(exports.data)
  const toList = (
    <Link to="/exports" search={{ grant }}>
      {t.exports.ofOneGrant}
    </Link>
  )
  return (
    <Section title={t.exports.title} aside={items.length > 0 && toList}>
      <PagedList
        asked={t.exports.title}
        query={exports}
        shown={items.length}
        empty={<Empty title={t.exports.none}>{t.exports.noneWhy}</Empty>}
        skeletonRows={2}
        quietEnd
      >
        <ExportTable items={items} />
      </PagedList>
    </Section>
  )
}
