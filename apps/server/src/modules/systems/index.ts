export { systemRoutes } from './routes.ts'
export { createSystemService, type SystemService } from './service.ts'
export { projectContribution } from './project-acceptance.ts'
