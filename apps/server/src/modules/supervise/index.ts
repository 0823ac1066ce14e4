export { isLate } from './late.ts'
export { superviseRoutes } from './routes.ts'
export { createSuperviseService, type SuperviseService } from './service.ts'
