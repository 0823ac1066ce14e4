export { createCatalogExport, type CatalogExport } from './export-catalog.ts'
export { createOutlineReader, type GradesOf, type OutlineReader } from './outline.ts'
export { catalogImportRoutes } from './routes.ts'
export { createImportService, type ImportService } from './service.ts'
