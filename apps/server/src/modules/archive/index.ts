export { archiveRoutes } from './routes.ts'
export { archiveContribution, createArchiveService, type ArchiveService } from './service.ts'
