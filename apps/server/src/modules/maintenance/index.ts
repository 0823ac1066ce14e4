export { createMaintenanceCalendar } from './calendar.ts'
export { maintenanceRoutes } from './routes.ts'
export { createMaintenanceService, type MaintenanceService } from './service.ts'
