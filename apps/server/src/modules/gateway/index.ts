export { firstDelivery } from './delivery.ts'
export { gatewayRoutes, rowConditionShape } from './routes.ts'
export { createGatewayService, type GatewayService } from './service.ts'
