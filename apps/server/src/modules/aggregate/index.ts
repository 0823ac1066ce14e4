export { clearSpool } from './prepare-batch.ts'
export { aggregateRoutes } from './routes.ts'
export { createAggregateService, datasetFacts, type AggregateService, type BatchSample } from './service.ts'
