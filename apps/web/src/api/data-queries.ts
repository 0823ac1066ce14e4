import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { request, withQuery } from './client.ts'
import type {
  DataProblem,
  EntryUpdate,
  EntryUse,
  ExportRecord,
  ExportState,
  IssuedAnnouncement,
  Lineage,
  ReceivedAnnouncement,
  UpdatePhase,
} from './data-types.ts'
import { paged, pageSize } from './paged.ts'
import type { Page } from './types.ts'

const entryPath = (id: string): string => `/api/v1/catalog-entries/${encodeURIComponent(id)}`

/** Three steps up and down: what is farther is seen from the entries on the way. */
export const lineageQuery = (entry: string) =>
  queryOptions({
    queryKey: ['entry', entry, 'lineage'],
    queryFn: () => request<Lineage>(`${entryPath(entry)}/lineage?depth=3`),
  })

export const entryUsageQuery = (entry: string) =>
  infiniteQueryOptions({
    queryKey: ['grants', 'entry', entry],
    queryFn: ({ pageParam }) =>
      request<Page<EntryUse>>(withQuery(`${entryPath(entry)}/usage`, { limit: pageSize, cursor: pageParam })),
    ...paged,
  })

/** Whose exports: of the own organisation's applications, of its data, both, or of data of a territory that one oversees. */
export const exportSides = ['both', 'received', 'provided', 'supervised'] as const
export type ExportSide = (typeof exportSides)[number]

export interface ExportsFilter {
  readonly side?: ExportSide
  readonly state?: ExportState
  /** Code. */
  readonly dataset?: string
  /** All of one grant, from whichever side. */
  readonly grant?: string
  /** With those below it; where one oversees. */
  readonly territory?: string
}

const askedWhileWrittenMs = 2_000

/** Whether it changes by itself within moments. */
const isBeingMade = ({ state }: ExportRecord): boolean => state === 'waiting' || state === 'writing'

/** Newest first; asked again while a file is written, and not otherwise. */
export const exportsQuery = ({ side = 'both', state, dataset, grant, territory }: ExportsFilter) =>
  infiniteQueryOptions({
    queryKey: ['exports', { side, state, dataset, grant, territory }],
    queryFn: ({ pageParam }) => {
      const asked = { state, dataset, limit: pageSize, cursor: pageParam }
      if (grant === undefined && side === 'supervised')
        return request<Page<ExportRecord>>(withQuery('/api/v1/supervision/exports', { ...asked, territory }))
      const of = grant === undefined ? { side: side === 'both' ? undefined : side } : { grant }
      return request<Page<ExportRecord>>(withQuery('/api/v1/exports', { ...asked, ...of }))
    },
    ...paged,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some(isBeingMade)) === true ? askedWhileWrittenMs : false,
  })

export const exportPath = (id: string): string => `/api/v1/exports/${encodeURIComponent(id)}`

export const exportQuery = (id: string) =>
  queryOptions({
    queryKey: ['exports', id],
    queryFn: () => request<ExportRecord>(exportPath(id)),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isBeingMade(data) ? askedWhileWrittenMs : false),
  })

export interface ProblemsFilter {
  /** With those below it; problems of the reader's own organisation where none is named. */
  readonly territory?: string
  readonly open?: 'true' | 'false'
}

export const problemsQuery = (filter: ProblemsFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'problems', filter],
    queryFn: ({ pageParam }) =>
      request<Page<DataProblem>>(
        withQuery(filter.territory === undefined ? '/api/v1/problems' : '/api/v1/supervision/problems', {
          ...filter,
          limit: pageSize,
          cursor: pageParam,
        }),
      ),
    ...paged,
  })

/** By the day on which an entry is to be updated next; of whom, as with problems. */
export const updatesQuery = (territory: string | undefined, phase: UpdatePhase) =>
  infiniteQueryOptions({
    queryKey: ['entries', 'updates', territory, phase],
    queryFn: ({ pageParam }) =>
      request<Page<EntryUpdate>>(
        withQuery(territory === undefined ? '/api/v1/updates' : '/api/v1/supervision/updates', {
          territory,
          phase,
          limit: pageSize,
          cursor: pageParam,
        }),
      ),
    ...paged,
  })

/** Those not acknowledged come first. */
export const announcementsQuery = infiniteQueryOptions({
  queryKey: ['announcements', 'received'],
  queryFn: ({ pageParam }) =>
    request<Page<ReceivedAnnouncement>>(withQuery('/api/v1/announcements', { limit: pageSize, cursor: pageParam })),
  ...paged,
})

export const issuedAnnouncementsQuery = infiniteQueryOptions({
  queryKey: ['announcements', 'issued'],
  queryFn: ({ pageParam }) =>
    request<Page<IssuedAnnouncement>>(
      withQuery('/api/v1/announcements/issued', { limit: pageSize, cursor: pageParam }),
    ),
  ...paged,
})
