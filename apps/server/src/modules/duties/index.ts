export { dutyRoutes } from './routes.ts'
export { createDutyService, type DutyService } from './service.ts'
