import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ApiFault, request, withQuery, type Performed } from './client.ts'
import type {
  Application,
  CatalogFilter,
  CatalogFound,
  CatalogImport,
  CatalogImportDetail,
  CaseSummary,
  CaseView,
  Clause,
  Dataset,
  Difference,
  DutyLine,
  Entry,
  EntryGrading,
  EntryVersion,
  Evidence,
  Grant,
  ImportKind,
  InformationSystem,
  InformationSystemView,
  ListedSuggestion,
  Matrix,
  Notification,
  Organization,
  Overview,
  Pack,
  Page,
  Preview,
  Procedure,
  Proof,
  Regime,
  Session,
  Sharing,
  SuggestionState,
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

export const entriesQuery = (filter: CatalogFilter) =>
  infiniteQueryOptions({
    queryKey: ['entries', filter],
    queryFn: ({ pageParam }) =>
      request<CatalogFound>(withQuery('/api/v1/catalog-entries', { ...filter, limit: pageSize, cursor: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['entry', id],
    queryFn: () => request<Entry>(`/api/v1/catalog-entries/${encodeURIComponent(id)}`),
  })

/** Newest first. */
export const versionsQuery = (entry: string) =>
  queryOptions({
    queryKey: ['entry', entry, 'versions'],
    queryFn: async () =>
      (await request<{ readonly items: readonly EntryVersion[] }>(`/api/v1/catalog-entries/${entry}/versions`)).items,
  })

/** What made one version into another: neither changes any more. */
export const differenceQuery = (entry: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['difference', entry, from, to],
    queryFn: () => request<Difference>(`/api/v1/catalog-entries/${entry}/versions/${from}/difference/${to}`),
    ...asLongAsThePage,
  })

export const datasetQuery = (code: string) =>
  queryOptions({
    queryKey: ['dataset', code],
    queryFn: () => request<Dataset>(`/api/v1/datasets/${encodeURIComponent(code)}`),
  })

/** Grades of what its agency works on, with what was suggested and decided. */
export const gradingQuery = (entry: string) =>
  queryOptions({
    queryKey: ['grading', entry],
    queryFn: () => request<EntryGrading>(`/api/v1/catalog-entries/${entry}/grading`),
  })

export const suggestionsQuery = (territory: string, state: SuggestionState) =>
  infiniteQueryOptions({
    queryKey: ['grading', 'suggestions', territory, state],
    queryFn: ({ pageParam }) =>
      request<Page<ListedSuggestion>>(
        withQuery('/api/v1/grading-suggestions', { territory, state, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const overviewQuery = (territory: string) =>
  queryOptions({
    queryKey: ['overview', territory],
    queryFn: () => request<Overview>(withQuery('/api/v1/statistics/overview', { territory })),
  })

export interface SystemFilter {
  readonly territory?: string
  readonly organization?: string
  readonly status?: InformationSystem['status']
}

export const systemsQuery = (filter: SystemFilter) =>
  infiniteQueryOptions({
    queryKey: ['systems', filter],
    queryFn: ({ pageParam }) =>
      request<Page<InformationSystem>>(
        withQuery('/api/v1/information-systems', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const systemQuery = (id: string) =>
  queryOptions({
    queryKey: ['systems', 'one', id],
    queryFn: () => request<InformationSystemView>(`/api/v1/information-systems/${encodeURIComponent(id)}`),
  })

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async () =>
    (await request<{ readonly items: readonly CatalogImport[] }>('/api/v1/catalog-imports?limit=20')).items,
})

const askedWhileReadingMs = 400

/** An import with a page of what it would do; asked again and again while the file is being read. */
export const importQuery = (id: string, kind: ImportKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, kind ?? 'all'],
    queryFn: ({ pageParam }) =>
      request<CatalogImportDetail>(
        withQuery(`/api/v1/catalog-imports/${id}`, { kind, limit: pageSize, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.rows.next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.state === 'reading' ? askedWhileReadingMs : false),
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

/** What the own organisation has to answer, and the data it shares and opens. */
export const sharingQuery = queryOptions({
  queryKey: ['sharing'],
  queryFn: () => request<Sharing>('/api/v1/sharing?limit=200'),
})

export const grantQuery = (id: string) =>
  queryOptions({ queryKey: ['grants', id], queryFn: () => request<Grant>(`/api/v1/grants/${id}`) })

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
