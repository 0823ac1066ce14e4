export { clearSpool } from './pipeline/prepare-batch.ts'
export {
  createJobRunner,
  createUploads,
  openUploadFiles,
  uploadRoutes,
  type JobRunner,
  type Uploads,
} from './jobs/index.ts'
export { createQuarantine, type Quarantine } from './quarantine/quarantine.ts'
export { quarantineRoutes } from './quarantine/quarantine-routes.ts'
export { aggregateRoutes } from './routes.ts'
export { plainAppend } from './batch-options.ts'
export { datasetCode } from './schemas.ts'
export { createAggregateService, datasetFacts, type AggregateService, type BatchSample } from './service.ts'
export {
  correctionContribution,
  correctionRoutes,
  createApplyCorrection,
  createCorrectionService,
  type AppliedCorrection,
  type CorrectionService,
} from './corrections/index.ts'
export { dropStaging, openStaging, stageRows, storeDerived, type Staging } from './store-derived.ts'
export { forgetBatches } from './forget.ts'
