export { watchRoutes } from './routes.ts'
export { createWatcher, type Watcher } from './watcher.ts'
export { alertOfCase, createAlertRisks, type AlertCause, type AlertRisks } from './risks.ts'
export { createWatchService, type WatchService } from './service.ts'
