export { watchRoutes } from './routes.ts'
export { createWatcher, type Watcher } from './watcher.ts'
export { createWatchService, type WatchService } from './service.ts'
