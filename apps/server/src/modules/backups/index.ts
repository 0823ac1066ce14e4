export { createBackupJobs, type BackupJobs } from './jobs.ts'
export { backupRoutes } from './routes.ts'
export { createBackupService, type BackupService } from './service.ts'
