export { shareContribution } from './effects.ts'
export { grantFacts, noGrant, quotaFor, type GrantRow, type Taken } from './grants.ts'
export { shareRoutes } from './routes.ts'
export { createShareService, type ShareService } from './service.ts'
