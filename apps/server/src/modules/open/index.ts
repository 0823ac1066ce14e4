export { openContribution } from './effects.ts'
export { openRoutes } from './routes.ts'
export { createOpenCatalogService, type OpenCatalogService } from './service.ts'
