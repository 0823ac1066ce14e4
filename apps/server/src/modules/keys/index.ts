export { createKeyService, type KeyService } from './service.ts'
export { createKeyJobs, type KeyJobs } from './jobs.ts'
export { keyRoutes } from './routes.ts'
