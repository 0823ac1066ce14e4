import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { entryStates, type EntryState } from '../api/types.ts'
import { Frame } from './frame.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageFault } from './page-fault.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage, errorComponent: PageFault })

export interface CatalogSearch {
  readonly q?: string
  readonly state?: EntryState
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
