export { recoveryContribution } from './duty.ts'
export { recoveryRoutes } from './routes.ts'
export { countingOf, createRecoveryService, type RecoveryService } from './service.ts'
