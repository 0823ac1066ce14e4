export { createHolds, type Holds } from './holds.ts'
export { createRetentionKeeper, type RetentionKeeper } from './keeper.ts'
export { retentionRoutes } from './routes.ts'
export { createRetentionService, type RetentionService } from './service.ts'
