export { createApprovals, type Approvals, type Taking } from './approvals.ts'
export { createListOperations, type ListOperations } from './operations.ts'
export { operationRoutes } from './routes.ts'
