import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ApiFault, request, withQuery, type Performed } from './client.ts'
import type {
  Application,
  CaseSummary,
  CaseView,
  Clause,
  Dataset,
  DutyLine,
  Entry,
  EntryState,
  EntrySummary,
  Evidence,
  Grant,
  Matrix,
  Notification,
  Organization,
  Pack,
  Page,
  Preview,
  Procedure,
  Proof,
  Regime,
  Session,
  SupervisedClock,
  Territory,
} from './types.ts'

const pageSize = 50
/** Regulations change with the server; what authorities add to them, such as instruments, while it runs. */
const forAMinute = { staleTime: 60_000 }
const asLongAsThePage = { staleTime: Infinity, gcTime: Infinity }

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await request<Session>('/api/v1/session')
    } catch (fault) {
      if (fault instanceof ApiFault && fault.status === 401) return null
      throw fault
    }
  },
  staleTime: 60_000,
})

export const territoriesQuery = queryOptions({
  queryKey: ['territories'],
  queryFn: async () => (await request<Page<Territory>>('/api/v1/territories')).items,
  ...asLongAsThePage,
})

export const worklistQuery = queryOptions({
  queryKey: ['worklist'],
  queryFn: () =>
    request<{ readonly today: string; readonly items: readonly CaseSummary[] }>('/api/v1/worklist?limit=200'),
})

export type Openness = 'open' | 'closed' | 'all'

export const casesQuery = (openness: Openness) =>
  infiniteQueryOptions({
    queryKey: ['cases', openness],
    queryFn: ({ pageParam }) => {
      const open = openness === 'all' ? undefined : String(openness === 'open')
      return request<Page<CaseSummary>>(withQuery('/api/v1/cases', { open, limit: pageSize, cursor: pageParam }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: () => request<CaseView>(`/api/v1/cases/${encodeURIComponent(id)}`) })

export const entriesQuery = (filter: {
  readonly q?: string | undefined
  readonly state?: EntryState | undefined
  readonly territory?: string | undefined
}) =>
  infiniteQueryOptions({
    queryKey: ['entries', filter],
    queryFn: ({ pageParam }) =>
      request<Page<EntrySummary>>(
        withQuery('/api/v1/catalog-entries', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['entry', id],
    queryFn: () => request<Entry>(`/api/v1/catalog-entries/${encodeURIComponent(id)}`),
  })

export const datasetQuery = (code: string) =>
  queryOptions({
    queryKey: ['dataset', code],
    queryFn: () => request<Dataset>(`/api/v1/datasets/${encodeURIComponent(code)}`),
  })

/** Each reading is recorded, so it is asked for by hand and never again on its own. */
export const readPreview = (code: string): Promise<Preview> =>
  request<Preview>(`/api/v1/datasets/${encodeURIComponent(code)}/preview`)

export const grantsQuery = infiniteQueryOptions({
  queryKey: ['grants'],
  queryFn: ({ pageParam }) => request<Page<Grant>>(withQuery('/api/v1/grants', { limit: pageSize, cursor: pageParam })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
})

export const applicationsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['applications', organization],
    queryFn: async () => (await request<Page<Application>>(`/api/v1/organizations/${organization}/applications`)).items,
  })

export const regimeQuery = (territory: string) =>
  queryOptions({
    queryKey: ['regime', territory],
    queryFn: () => request<Regime>(`/api/v1/law/regimes/${territory}`),
    ...forAMinute,
  })

export const procedureQuery = (territory: string, name: string) =>
  queryOptions({
    queryKey: ['regime', territory, 'procedure', name],
    queryFn: () => request<Procedure>(`/api/v1/law/regimes/${territory}/procedures/${encodeURIComponent(name)}`),
    ...forAMinute,
  })

/** All organisations of a territory: a choice among them is not paged. */
export const organizationsQuery = (territory: string) =>
  queryOptions({
    queryKey: ['organizations', territory],
    queryFn: async (): Promise<readonly Organization[]> => {
      const found: Organization[] = []
      let cursor: string | undefined
      do {
        const page = await request<Page<Organization>>(
          withQuery('/api/v1/organizations', { territory, limit: 200, cursor }),
        )
        found.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return found
    },
    ...forAMinute,
  })

/** What binds and proves each clause changes with the server. */
export const matrixQuery = queryOptions({
  queryKey: ['law', 'matrix'],
  queryFn: () => request<Matrix>('/api/v1/law/matrix'),
  ...asLongAsThePage,
})

export const dutiesQuery = (territory: string) =>
  queryOptions({
    queryKey: ['duties', territory],
    queryFn: async () =>
      (await request<{ readonly items: readonly DutyLine[] }>(`/api/v1/territories/${territory}/duties`)).items,
  })

/** What my organisation was told, unread first. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam }) =>
    request<Page<Notification>>(withQuery('/api/v1/notifications', { limit: pageSize, cursor: pageParam })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
})

export type ClockPhase = 'overdue' | 'warning'

export const supervisedQuery = (phase: ClockPhase, territory: string) =>
  infiniteQueryOptions({
    queryKey: ['supervision', phase, territory],
    queryFn: ({ pageParam }) =>
      request<Page<SupervisedClock>>(
        withQuery('/api/v1/supervision/clocks', { phase, territory, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const packsQuery = queryOptions({
  queryKey: ['law', 'packs'],
  queryFn: async () => (await request<Page<Pack>>('/api/v1/law/packs')).items,
  ...asLongAsThePage,
})

export const clausesQuery = (pack: string) =>
  queryOptions({
    queryKey: ['law', 'clauses', pack],
    queryFn: async () => (await request<Page<Clause>>(`/api/v1/law/packs/${encodeURIComponent(pack)}/clauses`)).items,
    ...asLongAsThePage,
  })

export const auditQuery = (kind: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['audit', kind ?? 'any'],
    queryFn: ({ pageParam }) =>
      request<Performed<Page<Evidence>>>(
        withQuery('/api/v1/audit/entries', { kind, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.result.next ?? undefined,
    // Each reading of the evidence is itself recorded.
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })

export const evidenceQuery = (entry: string) =>
  queryOptions({
    queryKey: ['evidence', entry],
    queryFn: () => request<Evidence>(`/api/v1/evidence/${encodeURIComponent(entry)}`),
    ...asLongAsThePage,
  })

export const readProof = (entry: string): Promise<Proof> =>
  request<Proof>(`/log/entries/${encodeURIComponent(entry)}/proof`)
export const readVerifierKeys = (): Promise<string> => request<string>('/log/keys')
