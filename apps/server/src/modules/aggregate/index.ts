export { clearSpool } from './prepare-batch.ts'
export { aggregateRoutes, datasetCode } from './routes.ts'
export { createAggregateService, datasetFacts, type AggregateService, type BatchSample } from './service.ts'
export { dropStaging, openStaging, stageRows, storeDerived, type Staging } from './store-derived.ts'
