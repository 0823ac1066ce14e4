export { shareContribution } from './effects.ts'
export { shareRoutes } from './routes.ts'
export { createShareService, type ShareService } from './service.ts'
