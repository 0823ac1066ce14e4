export { createApplyCorrection, type AppliedCorrection, type ApplyCorrection } from './apply.ts'
export { correctionContribution } from './effects.ts'
export { correctionRoutes } from './routes.ts'
export { createCorrectionService, type CorrectionService } from './service.ts'
