export { cockpitRoutes } from './cockpit/routes.ts'
export { statisticRoutes } from './routes.ts'
export { createStatisticService, type StatisticService } from './service.ts'
