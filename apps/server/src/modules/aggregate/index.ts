export { clearSpool } from './pipeline/prepare-batch.ts'
export { aggregateRoutes, datasetCode } from './routes.ts'
export { createAggregateService, datasetFacts, type AggregateService, type BatchSample } from './service.ts'
