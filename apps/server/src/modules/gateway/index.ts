export { gatewayRoutes } from './routes.ts'
export { createGatewayService, type GatewayService } from './service.ts'
