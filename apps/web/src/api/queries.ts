import type { CivilDate, HolidayNotice } from '@fadu/domain'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { request, withQuery, type Performed } from './client.ts'
import { paged, pagedResult, pageSize } from './paged.ts'
import type {
  Account,
  AccountNotice,
  Application,
  ApplicationDetail,
  ApplicationKey,
  AskedRequest,
  AuditQuestion,
  CaseComments,
  CaseDocuments,
  CaseSummary,
  CaseView,
  CatalogFilter,
  CatalogFound,
  CatalogImport,
  CatalogImportDetail,
  Clause,
  Cockpit,
  Dataset,
  DatasetLine,
  DatedValue,
  Difference,
  Disclosure,
  DutyLine,
  Entry,
  EntryGrading,
  EntryVersion,
  Evidence,
  FaultyRow,
  Grant,
  GrantDetail,
  GrantUsage,
  Happening,
  ImportKind,
  InformationSystem,
  InformationSystemView,
  ListedSuggestion,
  Matrix,
  Notification,
  Organization,
  OrganizationCounts,
  OrganizationFilter,
  Overview,
  OwnAccessQuestion,
  Pack,
  Page,
  PersonQuestion,
  Preview,
  Procedure,
  Proof,
  QualityRun,
  QuarantinedRows,
  RecordedBatch,
  Regime,
  Sharing,
  SuggestionState,
  SupervisedClock,
  Territory,
  ToldAccess,
  Upload,
  UploadState,
  VerificationPermit,
  Worklist,
} from './types.ts'

/** Regulations change with the server; what authorities add to them, such as instruments, while it runs. */
const forAMinute = { staleTime: 60_000 }
const asLongAsThePage = { staleTime: Infinity, gcTime: Infinity }

export const territoriesQuery = queryOptions({
  queryKey: ['territories'],
  queryFn: async () => (await request<Page<Territory>>('/api/v1/territories')).items,
  ...asLongAsThePage,
})

/** So many that the days of the calendar strip are whole on most desks; what is due first comes first. */
const owedAtOnce = 200

export const worklistQuery = infiniteQueryOptions({
  queryKey: ['worklist'],
  queryFn: ({ pageParam }) =>
    request<Worklist>(withQuery('/api/v1/worklist', { limit: owedAtOnce, cursor: pageParam })),
  ...paged,
})

/** The notices by which the server counts working days. */
export const noticesQuery = queryOptions({
  queryKey: ['law', 'notices'],
  queryFn: async () => (await request<{ readonly items: readonly HolidayNotice[] }>('/api/v1/law/notices')).items,
  ...forAMinute,
})

/** A lane of the desk shows the last few; more are asked for. */
const happenedAtOnce = 8

/** What others did that concerns my organisation, newest first. */
export const happeningsQuery = infiniteQueryOptions({
  queryKey: ['happenings'],
  queryFn: ({ pageParam }) =>
    request<Page<Happening>>(withQuery('/api/v1/happenings', { limit: happenedAtOnce, cursor: pageParam })),
  ...paged,
})

export type Openness = 'open' | 'closed' | 'all'

export const casesQuery = (openness: Openness) =>
  infiniteQueryOptions({
    queryKey: ['cases', openness],
    queryFn: ({ pageParam }) => {
      const open = openness === 'all' ? undefined : String(openness === 'open')
      return request<Page<CaseSummary>>(withQuery('/api/v1/cases', { open, limit: pageSize, cursor: pageParam }))
    },
    ...paged,
  })

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: () => request<CaseView>(`/api/v1/cases/${encodeURIComponent(id)}`) })

export const caseCommentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'comments'],
    queryFn: () => request<CaseComments>(`/api/v1/cases/${encodeURIComponent(id)}/comments`),
  })

export const caseDocumentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'documents'],
    queryFn: () => request<CaseDocuments>(`/api/v1/cases/${encodeURIComponent(id)}/documents`),
  })

export const entriesQuery = (filter: CatalogFilter) =>
  infiniteQueryOptions({
    queryKey: ['entries', filter],
    queryFn: ({ pageParam }) =>
      request<CatalogFound>(withQuery('/api/v1/catalog-entries', { ...filter, limit: pageSize, cursor: pageParam })),
    ...paged,
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
    queryFn: () => request<Dataset>(datasetPath(code)),
  })

/** Address of a dataset; what belongs to it lies below. */
export const datasetPath = (code: string): string => `/api/v1/datasets/${encodeURIComponent(code)}`

export const batchesQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['batches', code],
    queryFn: ({ pageParam }) =>
      request<Page<RecordedBatch>>(withQuery(`${datasetPath(code)}/batches`, { limit: pageSize, cursor: pageParam })),
    ...paged,
  })

const underWay: ReadonlySet<UploadState> = new Set(['uploading', 'received', 'checking', 'storing'])

/** Whether an upload goes on by itself. */
export const isUnderWay = ({ state }: Upload): boolean => underWay.has(state)

/** Files on their way into a dataset, and those of before; asked for again while one is under way. */
export const uploadsQuery = (code: string) =>
  queryOptions({
    queryKey: ['uploads', code],
    queryFn: async () => (await request<Page<Upload>>(withQuery(`${datasetPath(code)}/uploads`, { limit: 20 }))).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? askedWhileUnderWayMs : false),
  })

export const uploadReportQuery = (id: string) =>
  queryOptions({
    queryKey: ['uploads', id, 'report'],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly FaultyRow[] }>(
          withQuery(`/api/v1/uploads/${id}/report`, { limit: 100 }),
        )
      ).items,
  })

/** Rows of a batch that did not pass, without their values; pages go on after a line. */
export const quarantineQuery = (code: string, batch: number) =>
  infiniteQueryOptions({
    queryKey: ['quarantine', code, batch],
    queryFn: ({ pageParam }) => readQuarantine(code, batch, { after: pageParam, limit: pageSize, values: 'none' }),
    initialPageParam: 0,
    getNextPageParam: ({ items }) => (items.length < pageSize ? undefined : items.at(-1)!.line),
  })

export const quarantinePath = (code: string, batch: number): string =>
  `${datasetPath(code)}/batches/${batch}/quarantine`

/** With values each reading is recorded, so it is asked for by hand and never again on its own. */
export const readQuarantine = (
  code: string,
  batch: number,
  query: { readonly after: number; readonly limit: number; readonly values: 'none' | 'masked' | 'full' },
): Promise<QuarantinedRows> => request<QuarantinedRows>(withQuery(quarantinePath(code, batch), query))

export const qualityRunsQuery = (code: string) =>
  queryOptions({
    queryKey: ['quality-runs', code],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly QualityRun[] }>(
          withQuery(`${datasetPath(code)}/quality-runs`, { limit: 30 }),
        )
      ).items,
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
    ...paged,
  })

export const overviewQuery = (territory: string) =>
  queryOptions({
    queryKey: ['overview', territory],
    queryFn: () => request<Overview>(withQuery('/api/v1/statistics/overview', { territory })),
  })

export const cockpitQuery = (territory: string, days: number) =>
  queryOptions({
    queryKey: ['cockpit', 'figures', territory, days],
    queryFn: () => request<Cockpit>(withQuery('/api/v1/statistics/cockpit', { territory, days })),
  })

/** Which of the requests that were answered, by the day of the answer. */
export interface AnswersFilter {
  readonly territory?: string
  readonly answeredFrom?: string
  readonly answeredTo?: string
  readonly late?: 'true' | 'false'
}

export const answersQuery = (filter: AnswersFilter) =>
  infiniteQueryOptions({
    queryKey: ['cockpit', 'answers', filter],
    queryFn: ({ pageParam }) =>
      request<Page<AskedRequest>>(
        withQuery('/api/v1/supervision/sharing', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
  })

export interface DatasetsFilter {
  readonly territory?: string
  readonly provider?: string
  readonly scored?: 'true'
}

export const datasetLinesQuery = (filter: DatasetsFilter) =>
  infiniteQueryOptions({
    queryKey: ['cockpit', 'datasets', filter],
    queryFn: ({ pageParam }) =>
      request<Page<DatasetLine>>(
        withQuery('/api/v1/statistics/datasets', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
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
    ...paged,
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
/** A file of a city takes minutes: often enough to see it move. */
const askedWhileUnderWayMs = 1000

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
export const readPreview = (code: string): Promise<Preview> => request<Preview>(`${datasetPath(code)}/preview`)

export const grantsQuery = infiniteQueryOptions({
  queryKey: ['grants'],
  queryFn: ({ pageParam }) => request<Page<Grant>>(withQuery('/api/v1/grants', { limit: pageSize, cursor: pageParam })),
  ...paged,
})

/** Permits to verify that the own organisation got or gave, newest first. */
export const permitsQuery = infiniteQueryOptions({
  queryKey: ['permits'],
  queryFn: ({ pageParam }) =>
    request<Page<VerificationPermit>>(
      withQuery('/api/v1/verification-permits', { limit: pageSize, cursor: pageParam }),
    ),
  ...paged,
})

/** What the own organisation has to answer, and the data it shares and opens. */
export const sharingQuery = queryOptions({
  queryKey: ['sharing'],
  queryFn: () => request<Sharing>('/api/v1/sharing?limit=200'),
})

/** What an application was granted, newest first; an application has a handful. */
export const grantsOfApplicationQuery = (application: string) =>
  queryOptions({
    queryKey: ['grants', 'of', application],
    queryFn: async () => (await request<Page<Grant>>(withQuery('/api/v1/grants', { application, limit: 200 }))).items,
  })

export const grantQuery = (id: string) =>
  queryOptions({ queryKey: ['grants', id], queryFn: () => request<GrantDetail>(`/api/v1/grants/${id}`) })

/** Counted anew each time it is asked for: calls go on all day. */
export const grantUsageQuery = (id: string, from: CivilDate, to: CivilDate) =>
  queryOptions({
    queryKey: ['grants', id, 'usage', from, to],
    queryFn: () => request<GrantUsage>(withQuery(`/api/v1/grants/${id}/usage`, { from, to })),
  })

export const applicationsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['applications', organization],
    queryFn: async () => (await request<Page<Application>>(`/api/v1/organizations/${organization}/applications`)).items,
  })

export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['applications', 'one', id],
    queryFn: () => request<ApplicationDetail>(applicationPath(id)),
  })

/** Address of an application; its keys lie below. */
export const applicationPath = (id: string): string => `/api/v1/applications/${encodeURIComponent(id)}`

export const applicationKeysQuery = (id: string) =>
  queryOptions({
    queryKey: ['applications', 'one', id, 'keys'],
    queryFn: async () =>
      (await request<{ readonly items: readonly ApplicationKey[] }>(`${applicationPath(id)}/keys`)).items,
  })

export const foundOrganizationsQuery = (filter: OrganizationFilter) =>
  infiniteQueryOptions({
    queryKey: ['organizations', 'found', filter],
    queryFn: ({ pageParam }) =>
      request<Page<Organization>>(
        withQuery('/api/v1/organizations', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
  })

export const organizationCountsQuery = ({ territory, below, q }: OrganizationFilter) =>
  queryOptions({
    queryKey: ['organizations', 'counts', territory, below, q],
    queryFn: () => request<OrganizationCounts>(withQuery('/api/v1/organizations/counts', { territory, below, q })),
  })

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organizations', 'one', id],
    queryFn: () => request<Organization>(`/api/v1/organizations/${encodeURIComponent(id)}`),
  })

export const accountsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['accounts', organization],
    queryFn: async () =>
      (await request<{ readonly items: readonly Account[] }>(`/api/v1/organizations/${organization}/accounts`)).items,
  })

export const periodQuery = (territory: string, name: string) =>
  queryOptions({
    queryKey: ['regime', territory, 'period', name],
    queryFn: () =>
      request<{ readonly values: readonly DatedValue[] }>(
        `/api/v1/law/regimes/${territory}/periods/${encodeURIComponent(name)}`,
      ),
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

/** What I was told about my own account, newest first. */
export const accountNoticesQuery = infiniteQueryOptions({
  queryKey: ['accountNotices'],
  queryFn: ({ pageParam }) =>
    request<Page<AccountNotice>>(withQuery('/api/v1/session/notices', { limit: pageSize, cursor: pageParam })),
  ...paged,
})

/** What my organisation was told, unread first. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam }) =>
    request<Page<Notification>>(withQuery('/api/v1/notifications', { limit: pageSize, cursor: pageParam })),
  ...paged,
})

export type ClockPhase = 'overdue' | 'warning'

export interface ClocksFilter {
  readonly phase?: ClockPhase
  readonly territory?: string
  /** Only what this organisation owes. */
  readonly owner?: string
  /** Only clocks of this period. */
  readonly period?: string
}

export const supervisedQuery = (filter: ClocksFilter) =>
  infiniteQueryOptions({
    queryKey: ['supervision', filter],
    queryFn: ({ pageParam }) =>
      request<Page<SupervisedClock>>(
        withQuery('/api/v1/supervision/clocks', { ...filter, limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
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

export const auditQuery = (question: AuditQuestion) =>
  infiniteQueryOptions({
    queryKey: ['audit', question],
    queryFn: ({ pageParam }) =>
      request<Performed<Page<Evidence>>>(
        withQuery('/api/v1/audit/entries', { ...question, limit: pageSize, cursor: pageParam }),
      ),
    ...pagedResult,
    // Each reading of the evidence is itself recorded.
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })

/** @param times - Tells one search from the next; the value looked for stands in no key of the cache. */
export const personSearchQuery = (question: PersonQuestion | undefined, times: number) =>
  infiniteQueryOptions({
    queryKey: ['personSearch', times],
    queryFn: ({ pageParam }) =>
      request<Performed<Page<Evidence>>>('/api/v1/audit/person-searches', {
        method: 'POST',
        body: { ...question, limit: pageSize, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    enabled: question !== undefined,
    ...pagedResult,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

export const disclosuresQuery = infiniteQueryOptions({
  queryKey: ['disclosures'],
  queryFn: ({ pageParam }) =>
    request<Page<Disclosure>>(withQuery('/api/v1/persons/self/disclosures', { limit: pageSize, cursor: pageParam })),
  ...paged,
})

/** @param times - How often it was asked: each time is on record, so none is answered from memory. */
export const ownAccessesQuery = (question: OwnAccessQuestion | undefined, times: number) =>
  infiniteQueryOptions({
    // The number is no part of the key: keys are told where queries are looked at.
    queryKey: ['ownAccesses', times],
    queryFn: ({ pageParam }) =>
      request<Performed<Page<ToldAccess>>>('/api/v1/persons/self/accesses', {
        method: 'POST',
        body: { ...question, limit: pageSize, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    enabled: question !== undefined,
    ...pagedResult,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
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
