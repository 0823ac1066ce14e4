export {
  authorityOf,
  governmentOf,
  organizationResource,
  readOrganization,
  territoryResource,
  type Organization,
} from './resources.ts'
export { orgRoutes, person } from './routes.ts'
export { createOrgService, type OrgService } from './service.ts'
export { createSessions, revokeSessions, rewrapSecrets, type Sessions } from './sessions.ts'
