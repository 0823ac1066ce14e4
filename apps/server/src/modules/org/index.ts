export {
  approverOf,
  authorityOf,
  governmentOf,
  organizationResource,
  readOrganization,
  territoryResource,
  type Organization,
} from './resources.ts'
export { orgRoutes, person } from './routes.ts'
export { createOrgService, type OrgService } from './service.ts'
export { createOneTimeCodes, rewrapSecrets } from './one-time-codes.ts'
export { createOwnAccount, type OwnAccount } from './own-account.ts'
export { createSessions, revokeSessions, type Sessions } from './sessions.ts'
