export { witnessRoutes } from './routes.ts'
export { createWitnessService, readWitnessed, type WitnessService } from './service.ts'
