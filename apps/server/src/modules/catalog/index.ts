export { catalogContribution } from './effects.ts'
export { entryFacts, entryResource, readEntry, readItems, toEntry, type Entry } from './entry.ts'
export { catalogRoutes } from './routes.ts'
export { createCatalogService, type CatalogService } from './service.ts'
