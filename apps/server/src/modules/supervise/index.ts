export { createHappenings, type Happenings } from './happenings.ts'
export { superviseRoutes } from './routes.ts'
export { createSuperviseService, type SuperviseService } from './service.ts'
