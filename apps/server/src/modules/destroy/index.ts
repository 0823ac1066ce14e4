export { destroyContribution, type Forget } from './effects.ts'
export { destroyRoutes } from './routes.ts'
export { createDestroyService, type DestroyService } from './service.ts'
export { replayDestruction, type Replayed } from './replay.ts'
