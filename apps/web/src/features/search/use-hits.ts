import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { request, withQuery } from '../../api/client.ts'
import type { OpenFound } from '../../api/public-types.ts'
import type { CaseSummary, CatalogFound, Organization, Page } from '../../api/types.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { useSession } from '../../shared/session.ts'
import { isOffice } from '../../shared/who.ts'
import { useText } from '../../text/text.tsx'
import { clausesFor, isNamedBy, labelOf, partAround } from './clause-hits.ts'

export type HitKind = 'entries' | 'cases' | 'clauses' | 'organizations'

export interface Hit {
  readonly kind: HitKind
  readonly href: string
  readonly title: string
  readonly under: string
}

export interface Hits {
  /** Those of one kind stand together. */
  readonly hits: readonly Hit[]
  readonly isPending: boolean
  /** Something could not be asked. */
  readonly isError: boolean
}

/** Of each kind. */
const most = 5

const kept = { placeholderData: keepPreviousData }
const seek = <T>(path: string, q: string, more: Readonly<Record<string, string>> = {}) =>
  queryOptions({
    queryKey: ['seek', path, q],
    queryFn: () => request<T>(withQuery(path, { ...more, q, limit: most })),
  })

/** What is found of each kind that the reader may see: entries, own cases, clauses, organisations. */
export function useHits(q: string): Hits {
  const t = useText()
  const book = useLawBook()
  const isInOffice = isOffice(useSession())
  const asks = q !== ''
  const entries = useQuery({
    ...seek<CatalogFound>('/api/v1/catalog-entries', q),
    ...kept,
    enabled: asks && isInOffice,
  })
  const open = useQuery({
    ...seek<OpenFound>('/api/v1/public/open-entries', q),
    ...kept,
    enabled: asks && !isInOffice,
  })
  const cases = useQuery({ ...seek<Page<CaseSummary>>('/api/v1/cases', q), ...kept, enabled: asks })
  const organizations = useQuery({
    ...seek<Page<Organization>>('/api/v1/organizations', q, { below: 'true' }),
    ...kept,
    enabled: asks && isInOffice,
  })
  if (!asks) return { hits: [], isPending: false, isError: false }
  const asked = [isInOffice ? entries : open, cases, ...(isInOffice ? [organizations] : [])]
  const found = isInOffice ? entries : open
  const foundClauses = clausesFor(q, book.all, most)
  const clauses = foundClauses.map((clause) => ({
    kind: 'clauses' as const,
    href: `/law/clauses/${encodeURIComponent(clause.id)}`,
    title: `${labelOf(clause)} · ${clause.id}`,
    under: partAround(clause.text ?? '', q),
  }))
  const isNamed = foundClauses[0] !== undefined && isNamedBy(q, foundClauses[0])
  const others = [
    ...(found.data?.items ?? []).map((entry) => ({
      kind: 'entries' as const,
      href: `${isInOffice ? '/catalog' : '/open'}/${entry.id}`,
      title: entry.name,
      under: `${entry.provider.name} · ${entry.code}`,
    })),
    ...(cases.data?.items ?? []).map((item) => ({
      kind: 'cases' as const,
      href: `/cases/${item.id}`,
      title: `${item.title} · ${item.subject.name}`,
      under: item.owner === null ? item.stateTitle : `${item.stateTitle} · ${t.cases.liesWith(item.owner.name)}`,
    })),
  ]
  const offices = (isInOffice ? (organizations.data?.items ?? []) : []).map((organization) => ({
    kind: 'organizations' as const,
    href: `/organizations/${organization.id}`,
    title: organization.name,
    under: organization.code,
  }))
  return {
    // Whoever writes the number of a clause wants the clause.
    hits: isNamed ? [...clauses, ...others, ...offices] : [...others, ...clauses, ...offices],
    isPending: !book.isRead || asked.some((query) => query.isPending || query.isPlaceholderData),
    isError: asked.some((query) => query.isError),
  }
}
