import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { clauseStatuses, entryStates, type ClauseStatus, type EntryState } from '../api/types.ts'
import { Frame } from './frame.tsx'
import type { MatrixSearch } from '../features/law/matrix-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageFault } from './page-fault.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage, errorComponent: PageFault })

export interface CatalogSearch {
  readonly q?: string
  readonly state?: EntryState
}

const textOf = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
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
    component: lazyRouteComponent(() => import('../features/desk/desk-page.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases',
    component: lazyRouteComponent(() => import('../features/cases/cases-page.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('../features/cases/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/procedures',
    component: lazyRouteComponent(() => import('../features/procedures/procedures-page.tsx'), 'ProceduresPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/procedures/$name',
    component: lazyRouteComponent(() => import('../features/procedures/procedure-page.tsx'), 'ProcedurePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/duties',
    component: lazyRouteComponent(() => import('../features/duties/duties-page.tsx'), 'DutiesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notifications',
    component: lazyRouteComponent(() => import('../features/supervise/notifications-page.tsx'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/supervision',
    component: lazyRouteComponent(() => import('../features/supervise/clocks-page.tsx'), 'ClocksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog',
    component: lazyRouteComponent(() => import('../features/catalog/catalog-page.tsx'), 'CatalogPage'),
    validateSearch: (search: Record<string, unknown>): CatalogSearch => ({
      ...(typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {}),
      ...(entryStates.some((s) => s === search['state']) ? { state: search['state'] as EntryState } : {}),
    }),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/new',
    component: lazyRouteComponent(() => import('../features/catalog/draft-page.tsx'), 'NewEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id',
    component: lazyRouteComponent(() => import('../features/catalog/entry-page.tsx'), 'EntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id/edit',
    component: lazyRouteComponent(() => import('../features/catalog/draft-page.tsx'), 'EditEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/catalog/$id/request',
    component: lazyRouteComponent(() => import('../features/catalog/share-request-page.tsx'), 'ShareRequestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/grants',
    component: lazyRouteComponent(() => import('../features/grants/grants-page.tsx'), 'GrantsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law',
    component: lazyRouteComponent(() => import('../features/law/law-page.tsx'), 'LawPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/matrix',
    component: lazyRouteComponent(() => import('../features/law/matrix-page.tsx'), 'MatrixPage'),
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
    component: lazyRouteComponent(() => import('../features/law/pack-page.tsx'), 'PackPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/clauses/$clause',
    component: lazyRouteComponent(() => import('../features/law/clause-page.tsx'), 'ClausePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/law/due-dates',
    component: lazyRouteComponent(() => import('../features/law/due-date-page.tsx'), 'DueDatePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/proof/$entry',
    component: lazyRouteComponent(() => import('../features/audit/proof-page.tsx'), 'ProofPage'),
  }),
] as const

export function createAppRouter() {
  return createRouter({ routeTree: root.addChildren(routes), defaultPreload: 'intent', scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
