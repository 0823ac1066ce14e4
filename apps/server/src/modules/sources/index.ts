export { createPuller, type Puller, type PullOutcome } from './puller.ts'
export { sourceRoutes } from './routes.ts'
export { createSourceService, type SourceService } from './service.ts'
export { rewrapSourceSecrets } from './sources.ts'
