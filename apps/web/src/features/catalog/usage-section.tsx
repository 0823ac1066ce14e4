import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { entryUsageQuery } from '../../api/data-queries.ts'
import type { EntryUse } from '../../api/data-types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { Section } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface UsageSectionProps {
  readonly entry: string
}

/** Who uses the data of an entry, under which grant and how much: told to its provider and to those who oversee it. */
export function UsageSection({ entry }: UsageSectionProps): ReactElement {
  const t = useText()
  const usage = useInfiniteQuery(entryUsageQuery(entry))
  const uses = itemsOf(usage.data)
  return (
    <Section title={t.usage.title}>
      <PagedList
        asked={t.usage.title}
        query={usage}
        shown={uses.length}
        empty={<p className="quiet">{t.usage.none}</p>}
        skeletonRows={2}
      >
        <table className="table table-cards" aria-label={t.usage.title}>
          <thead>
            <tr>
              <th scope="col">{t.grants.applicant}</th>
              <th scope="col">{t.grants.purposes}</th>
              <th scope="col" className="number">
                {t.grants.counts.calls}
              </th>
              <th scope="col" className="number">
                {t.grants.counts.rows}
              </th>
              <th scope="col">{t.grants.lastUse}</th>
            </tr>
          </thead>
          <tbody>
            {uses.map((use) => (
              <UseRow key={use.grant} use={use} />
            ))}
          </tbody>
        </table>
      </PagedList>
    </Section>
  )
}

interface UseRowProps {
  readonly use: EntryUse
}

function UseRow({ use }: UseRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <tr>
      <th scope="row">
        <Link to="/grants/$id" params={{ id: use.grant }}>
          {use.applicant.name} · {use.application.name}
        </Link>
      </th>
      <td data-label={t.grants.purposes}>{use.purposes.join(t.listComma)}</td>
      <td className="number" data-label={t.grants.counts.calls}>
        {use.calls.toLocaleString(language)}
      </td>
      <td className="number" data-label={t.grants.counts.rows}>
        {use.rows.toLocaleString(language)}
      </td>
      <td data-label={t.grants.lastUse}>
        {use.lastDay === null ? (
          <span className="tag tag-near">{t.grants.neverUsed}</span>
        ) : (
          sayDay(use.lastDay, language, today())
        )}
      </td>
    </tr>
  )
}
