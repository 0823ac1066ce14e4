import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import {
  clauseStatuses,
  importKinds,
  organizationKinds,
  suggestionStates,
  type ClauseStatus,
  type ImportKind,
  type OrganizationFilter,
  type SuggestionState,
} from '../api/types.ts'
import { exportSides, type ExportsFilter, type ProblemsFilter } from '../api/data-queries.ts'
import { exportStates } from '../api/data-types.ts'
import type { AnswersFilter, ClocksFilter, DatasetsFilter, SystemFilter } from '../api/queries.ts'
import { readCatalogSearch } from '../features/catalog/catalog-search.ts'
import { cockpitWindows } from '../features/cockpit/cockpit-windows.ts'
import { readOpenSearch } from '../features/open/open-search.ts'
import { textOf } from '../lib/address.ts'
import { RowsSkeleton } from '../shared/page.tsx'
import { Frame } from './frame.tsx'
import { lazyPage } from './lazy-page.ts'
import type { MatrixSearch } from '../features/law/matrix-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageFault } from './page-fault.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage, errorComponent: PageFault })

export interface GradingSearch {
  readonly state?: SuggestionState
}

export interface ImportSearch {
  /** Rows of one kind only. */
  readonly kind?: ImportKind
}

export interface PeriodsSearch {
  /** Whose periods. */
  readonly territory?: string
}

export interface ProcedureSearch {
  /** Catalog entry that it is to be about. */
  readonly entry?: string
}

/** What may be said yes or no to; an address reads the words as such. */
const flagOf = (search: Record<string, unknown>, name: string): 'true' | 'false' | undefined => {
  const value = String(search[name])
  return value === 'true' || value === 'false' ? value : undefined
}

/** What an address asks for, without what is blank. */
const asked = <T extends object>(parts: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T

export interface CollectionSearch {
  readonly territory?: string
}

export interface CockpitSearch {
  readonly territory?: string
  readonly days?: number
}

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told to go elsewhere
      throw redirect({ to: '/desk', replace: true })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk',
    component: lazyPage(() => import('../features/desk/desk-page.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: lazyPage(() => import('../features/account/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases',
    component: lazyPage(() => import('../features/cases/cases-page.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$id',
    component: lazyPage(() => import('../features/cases/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/procedures',
    component: lazyPage(() => import('../features/procedures/procedures-page.tsx'), 'ProceduresPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/procedures/$name',
    component: lazyPage(() => import('../features/procedures/procedure-page.tsx'), 'ProcedurePage'),
    validateSearch: (search: Record<string, unknown>): ProcedureSearch => {
      const entry = textOf(search, 'entry')
      return entry === undefined ? {} : { entry }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/duties',
    component: lazyPage(() => import('../features/duties/duties-page.tsx'), 'DutiesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notifications',
    component: lazyPage(() => import('../features/supervise/notifications-page.tsx'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/supervision',
    component: lazyPage(() => import('../features/supervise/clocks-page.tsx'), 'ClocksPage'),
    validateSearch: (search: Record<string, unknown>): ClocksFilter =>
      asked<ClocksFilter>({
        phase: (['overdue', 'warning'] as const).find((phase) => phase === search['phase']),
        territory: textOf(search, 'territory'),
        owner: textOf(search, 'owner'),
        period: textOf(search, 'period'),
      }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/open',
    component: lazyPage(() => import('../features/open/open-page.tsx'), 'OpenPage'),
    validateSearch: readOpenSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/open/$id',
    component: lazyPage(() => import('../features/open/open-entry-page.tsx'), 'OpenEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/collection',
    component: lazyPage(() => import('../features/collection/plans-page.tsx'), 'PlansPage'),
    validateSearch: (search: Record<string, unknown>): CollectionSearch =>
      asked<CollectionSearch>({ territory: textOf(search, 'territory') }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/collection/$id',
    component: lazyPage(() => import('../features/collection/plan-page.tsx'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog',
    component: lazyPage(() => import('../features/catalog/catalog-page.tsx'), 'CatalogPage'),
    validateSearch: readCatalogSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/new',
    component: lazyPage(() => import('../features/catalog/draft-page.tsx'), 'NewEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/import',
    component: lazyPage(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/import/$id',
    component: lazyPage(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
    validateSearch: (search: Record<string, unknown>): ImportSearch => {
      const kind = importKinds.find((k) => k === search['kind'])
      return kind === undefined ? {} : { kind }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id',
    component: lazyPage(() => import('../features/catalog/entry-page.tsx'), 'EntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id/edit',
    component: lazyPage(() => import('../features/catalog/draft-page.tsx'), 'EditEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id/request',
    component: lazyPage(() => import('../features/catalog/share-request-page.tsx'), 'ShareRequestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/grading',
    component: lazyPage(() => import('../features/grading/grading-page.tsx'), 'GradingPage'),
    validateSearch: (search: Record<string, unknown>): GradingSearch => {
      const state = suggestionStates.find((s) => s === search['state'])
      return state === undefined ? {} : { state }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cockpit',
    component: lazyPage(() => import('../features/cockpit/cockpit-page.tsx'), 'CockpitPage'),
    validateSearch: (search: Record<string, unknown>): CockpitSearch =>
      asked<CockpitSearch>({
        territory: textOf(search, 'territory'),
        days: cockpitWindows.find((days) => days === Number(search['days'])),
      }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cockpit/answers',
    component: lazyPage(() => import('../features/cockpit/answers-page.tsx'), 'AnswersPage'),
    validateSearch: (search: Record<string, unknown>): AnswersFilter =>
      asked<AnswersFilter>({
        territory: textOf(search, 'territory'),
        answeredFrom: textOf(search, 'answeredFrom'),
        answeredTo: textOf(search, 'answeredTo'),
        late: flagOf(search, 'late'),
      }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cockpit/problems',
    component: lazyPage(() => import('../features/cockpit/problems-page.tsx'), 'ProblemsPage'),
    validateSearch: (search: Record<string, unknown>): ProblemsFilter =>
      asked<ProblemsFilter>({ territory: textOf(search, 'territory'), open: flagOf(search, 'open') }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cockpit/datasets',
    component: lazyPage(() => import('../features/cockpit/datasets-page.tsx'), 'DatasetsPage'),
    validateSearch: (search: Record<string, unknown>): DatasetsFilter =>
      asked<DatasetsFilter>({
        territory: textOf(search, 'territory'),
        provider: textOf(search, 'provider'),
        scored: flagOf(search, 'scored') === 'true' ? 'true' : undefined,
      }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/overview',
    component: lazyPage(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/systems',
    component: lazyPage(() => import('../features/systems/systems-page.tsx'), 'SystemsPage'),
    validateSearch: (search: Record<string, unknown>): SystemFilter => {
      const [territory, organization] = [textOf(search, 'territory'), textOf(search, 'organization')]
      const status = (['active', 'closed'] as const).find((s) => s === search['status'])
      return {
        ...(territory === undefined ? {} : { territory }),
        ...(organization === undefined ? {} : { organization }),
        ...(status === undefined ? {} : { status }),
      }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/systems/$id',
    component: lazyPage(() => import('../features/systems/system-page.tsx'), 'SystemPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/datasets/$code',
    component: lazyPage(() => import('../features/datasets/dataset-page.tsx'), 'DatasetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/datasets/$code/batches/$number/quarantine',
    component: lazyPage(() => import('../features/datasets/quarantine-page.tsx'), 'QuarantinePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quality',
    component: lazyPage(() => import('../features/quality/quality-page.tsx'), 'QualityPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/grants',
    component: lazyPage(() => import('../features/grants/grants-page.tsx'), 'GrantsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/grants/$id',
    component: lazyPage(() => import('../features/grants/grant-page.tsx'), 'GrantPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/exports',
    component: lazyPage(() => import('../features/exports/exports-page.tsx'), 'ExportsPage'),
    validateSearch: (search: Record<string, unknown>): ExportsFilter =>
      asked<ExportsFilter>({
        side: exportSides.find((side) => side === search['side']),
        state: exportStates.find((state) => state === search['state']),
        dataset: textOf(search, 'dataset'),
        grant: textOf(search, 'grant'),
        territory: textOf(search, 'territory'),
      }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/exports/$id',
    component: lazyPage(() => import('../features/exports/export-page.tsx'), 'ExportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law',
    component: lazyPage(() => import('../features/law/law-page.tsx'), 'LawPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/matrix',
    component: lazyPage(() => import('../features/law/matrix-page.tsx'), 'MatrixPage'),
    validateSearch: (search: Record<string, unknown>): MatrixSearch => {
      const [pack, stage] = [textOf(search, 'pack'), textOf(search, 'stage')]
      return {
        ...(pack === undefined ? {} : { pack }),
        ...(clauseStatuses.some((s) => s === search['status']) ? { status: search['status'] as ClauseStatus } : {}),
        ...(stage === undefined ? {} : { stage }),
      }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/packs/$pack',
    component: lazyPage(() => import('../features/law/pack-page.tsx'), 'PackPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/clauses/$clause',
    component: lazyPage(() => import('../features/law/clause-page.tsx'), 'ClausePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/due-dates',
    component: lazyPage(() => import('../features/law/due-date-page.tsx'), 'DueDatePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/own-data',
    component: lazyPage(() => import('../features/person/own-data-page.tsx'), 'OwnDataPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/periods',
    component: lazyPage(() => import('../features/law/periods-page.tsx'), 'PeriodsPage'),
    validateSearch: (search: Record<string, unknown>): PeriodsSearch => {
      const territory = textOf(search, 'territory')
      return territory === undefined ? {} : { territory }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/organizations',
    component: lazyPage(() => import('../features/organizations/organizations-page.tsx'), 'OrganizationsPage'),
    validateSearch: (search: Record<string, unknown>): OrganizationFilter => {
      const [territory, q] = [textOf(search, 'territory'), textOf(search, 'q')]
      const kind = organizationKinds.find((k) => k === search['kind'])
      const publishes = flagOf(search, 'publishes')
      return {
        ...(territory === undefined ? {} : { territory }),
        ...(kind === undefined ? {} : { kind }),
        ...(publishes === undefined ? {} : { publishes }),
        ...(q === undefined ? {} : { q }),
      }
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/organizations/$id',
    component: lazyPage(() => import('../features/organizations/organization-page.tsx'), 'OrganizationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/applications/$id',
    component: lazyPage(() => import('../features/applications/application-page.tsx'), 'ApplicationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyPage(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals',
    component: lazyPage(() => import('../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/watch',
    component: lazyPage(() => import('../features/watch/watch-page.tsx'), 'WatchPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/backups',
    component: lazyPage(() => import('../features/backups/backups-page.tsx'), 'BackupsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/retention',
    component: lazyPage(() => import('../features/retention/retention-page.tsx'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/keys',
    component: lazyPage(() => import('../features/keys/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/links',
    component: lazyPage(() => import('../features/links/links-page.tsx'), 'LinksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/maintenance',
    component: lazyPage(() => import('../features/maintenance/maintenance-page.tsx'), 'MaintenancePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit/log',
    component: lazyPage(() => import('../features/audit/log-page.tsx'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/proof/$entry',
    component: lazyPage(() => import('../features/audit/proof-page.tsx'), 'ProofPage'),
  }),
] as const

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    defaultPendingComponent: RowsSkeleton,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
