export { disclosureOfRecords } from './disclose.ts'
export { personRoutes } from './routes.ts'
export { createPersonService, type PersonService } from './service.ts'
