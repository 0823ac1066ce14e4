import type { CivilDate, LawBook } from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { decisionRoutes } from './decision-routes.ts'
import { instrumentRoutes } from './instrument-routes.ts'
import { openCaseRoutes } from './open-case-routes.ts'
import type { OpenCases } from './open-cases.ts'
import { regimeRoutes } from './regime-routes.ts'
import type { LawService } from './service.ts'
import { textRoutes } from './text-routes.ts'

/** The regulations as people read them, what follows from them for a territory, and what its authority adds. */
export function lawRoutes(
  app: App,
  deps: {
    readonly book: LawBook
    readonly law: LawService
    readonly openCases: OpenCases
    readonly calendar: CalendarSource
    readonly territories: () => TerritoryTree
    readonly today: () => CivilDate
    /** Effects that the platform can carry out. */
    readonly effects: ReadonlySet<string>
  },
): void {
  textRoutes(app, deps)
  regimeRoutes(app, deps)
  instrumentRoutes(app, deps)
  decisionRoutes(app, deps)
  openCaseRoutes(app, deps)
}
