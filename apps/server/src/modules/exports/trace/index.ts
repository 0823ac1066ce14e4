export { traceRoutes } from './routes.ts'
export { createTraceService, type TraceService } from './trace-service.ts'
