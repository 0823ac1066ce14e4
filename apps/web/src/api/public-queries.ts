import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { request, withQuery } from './client.ts'
import { paged, pageSize } from './paged.ts'
import type { CollectionPlan, CollectionPlanLine, OpenEntryDetail, OpenFilter, OpenFound } from './public-types.ts'
import type { Page, Territory } from './types.ts'

/** Every territory whose law can be read here, also without signing in. */
export const lawTerritoriesQuery = queryOptions({
  queryKey: ['public', 'territories'],
  queryFn: async () => (await request<Page<Territory>>('/api/v1/public/territories')).items,
  staleTime: Infinity,
  gcTime: Infinity,
})

export const openEntriesQuery = (filter: OpenFilter) =>
  infiniteQueryOptions({
    queryKey: ['public', 'entries', filter],
    queryFn: ({ pageParam }) =>
      request<OpenFound>(withQuery('/api/v1/public/open-entries', { ...filter, limit: pageSize, cursor: pageParam })),
    ...paged,
  })

export const openEntryQuery = (id: string) =>
  queryOptions({
    queryKey: ['public', 'entry', id],
    queryFn: () => request<OpenEntryDetail>(`/api/v1/public/open-entries/${encodeURIComponent(id)}`),
  })

/** Plans that stand in a territory and below it, newest first. */
export const collectionPlansQuery = (territory: string) =>
  infiniteQueryOptions({
    queryKey: ['public', 'collection', territory],
    queryFn: ({ pageParam }) =>
      request<Page<CollectionPlanLine>>(
        withQuery('/api/v1/public/collection-plans', { territory, limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
  })

export const collectionPlanQuery = (id: string) =>
  queryOptions({
    queryKey: ['public', 'collection-plan', id],
    queryFn: () => request<CollectionPlan>(`/api/v1/public/collection-plans/${encodeURIComponent(id)}`),
  })
