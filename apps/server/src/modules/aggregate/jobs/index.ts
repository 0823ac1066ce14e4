export { createJobRunner, type JobRunner } from './runner.ts'
export { openUploadFiles, type UploadFiles } from './upload-files.ts'
export { uploadRoutes } from './upload-routes.ts'
export { createUploads, type Uploads } from './uploads.ts'
