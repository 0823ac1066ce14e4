import type { FastifyBaseLogger } from 'fastify'
import { archiveRoutes } from './modules/archive/index.ts'
import { aggregateRoutes, correctionRoutes, quarantineRoutes, uploadRoutes } from './modules/aggregate/index.ts'
import { auditBundleRoutes, auditRoutes, auditSearchRoutes } from './modules/audit/index.ts'
import { backupRoutes } from './modules/backups/index.ts'
import { retentionRoutes } from './modules/retention/index.ts'
import { commentRoutes, documentRoutes } from './modules/papers/index.ts'
import { watchRoutes } from './modules/watch/index.ts'
import { witnessRoutes } from './modules/witnesses/index.ts'
import { calendarRoutes } from './modules/calendar/index.ts'
import { caseRoutes } from './modules/cases/index.ts'
import { catalogImportRoutes, catalogRoutes } from './modules/catalog/index.ts'
import { collectRoutes } from './modules/collect/index.ts'
import { destroyRoutes } from './modules/destroy/index.ts'
import { databaseRoutes } from './modules/databases/index.ts'
import { dutyRoutes } from './modules/duties/index.ts'
import { exportOverviewRoutes, exportRoutes, traceRoutes } from './modules/exports/index.ts'
import { gatewayRoutes } from './modules/gateway/index.ts'
import { gradingRoutes } from './modules/grading/index.ts'
import { checksumRoutes } from './modules/checksums/index.ts'
import { keyRoutes, logKeyRoutes, unlockRoutes } from './modules/keys/index.ts'
import { lawRoutes, matrixRoutes } from './modules/law/index.ts'
import { exchangeRoutes, linkRoutes } from './modules/link/index.ts'
import { lineageRoutes } from './modules/lineage/index.ts'
import { maintenanceRoutes } from './modules/maintenance/index.ts'
import { personRoutes } from './modules/persons/index.ts'
import { openRoutes } from './modules/open/index.ts'
import { operationRoutes } from './modules/operations/index.ts'
import { orgRoutes } from './modules/org/index.ts'
import { announcementRoutes, qualityRegisterRoutes, qualityRuleRoutes, updateRoutes } from './modules/quality/index.ts'
import { recoveryRoutes } from './modules/recovery/index.ts'
import { sourceRoutes } from './modules/sources/index.ts'
import { processRoutes } from './modules/process/index.ts'
import { shareRoutes } from './modules/share/index.ts'
import { cockpitRoutes, statisticRoutes } from './modules/statistics/index.ts'
import { signatureRoutes, signedCalls } from './modules/signatures/index.ts'
import { standardRoutes } from './modules/standards/index.ts'
import { superviseRoutes } from './modules/supervise/index.ts'
import { systemRoutes } from './modules/systems/index.ts'
import { verifyRoutes } from './modules/verify/index.ts'
import { createAuthenticator, sessionCookieOf, type AdministratorFactor } from './platform/auth/authenticate.ts'
import { parseAllowedHosts } from './platform/allowed-hosts.ts'
import { createHttp, type RouteFact, type Transport } from './platform/http/create-http.ts'
import { transportGrounds } from './platform/http/transport.ts'
import type { App } from './platform/http/http-types.ts'
import type { ConnectionLimits } from './platform/http/connections.ts'
import type { RateLimits } from './platform/http/rate-limits.ts'
import { platformRoutes } from './platform/http/platform-routes.ts'
import { webRoutes } from './platform/http/web-routes.ts'
import type { Services } from './services.ts'

export interface AppOptions {
  readonly logger?: FastifyBaseLogger
  /** How the server is reached; on this machine alone when not said. */
  readonly transport?: Omit<Transport, 'grounds'>
  /** Limits on requests; none when not said. */
  readonly limits?: RateLimits
  /** What a connection may take; the defaults when not said. */
  readonly connections?: ConnectionLimits
  readonly now: () => Date
  readonly isStopping?: () => boolean
  /** Whether administrators must have a second factor; offered to them when not said. */
  readonly administratorFactor?: AdministratorFactor
  /** Folder of the built web pages; without it only the API is served. */
  readonly webFolder?: string
}

const onThisMachine: Omit<Transport, 'grounds'> = { trustedProxies: parseAllowedHosts([]) }

/** Builds the HTTP application; the caller listens or injects. */
export async function createApp(
  services: Services,
  options: AppOptions,
): Promise<{ readonly app: App; readonly routes: readonly RouteFact[] }> {
  const { db, law, acts, log, territories, metrics, tokenSecret } = services
  const { now, transport = onThisMachine } = options
  // The session cookie never travels in clear where the platform is reached from elsewhere.
  const secureCookie = transport !== onThisMachine
  const sessionCookie = { name: sessionCookieOf(secureCookie), secure: secureCookie }
  const { administratorFactor = 'offered' } = options
  const authenticator = createAuthenticator({ db, tokenSecret, administratorFactor, now })
  const { app, routes } = await createHttp({
    acts,
    authenticator,
    actions: law.book.actions,
    metrics,
    maintenance: services.maintenanceCalendar,
    telemetry: services.telemetry,
    now,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    sessionCookie: sessionCookie.name,
    transport: { ...transport, grounds: transportGrounds(law.book) },
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  })

  backupRoutes(app, { backups: services.backups })
  retentionRoutes(app, { retention: services.retention, holds: services.holds })
  watchRoutes(app, { watch: services.watch, alertRisks: services.alertRisks })
  maintenanceRoutes(app, { maintenance: services.maintenance })
  const { answerKeys } = services
  signedCalls(app, { signatures: services.signatures, answerKeys, acts, trustedProxies: transport.trustedProxies, now })
  platformRoutes(app, { db, metrics, isStopping: options.isStopping ?? (() => false) })
  matrixRoutes(app, { book: law.book, proofs: law.proofs })
  lawRoutes(app, {
    book: law.book,
    law: services.legislation,
    openCases: services.openCases,
    calendar: services.calendar,
    territories,
    today: services.gate.today,
    effects: services.runtime.effects,
  })
  orgRoutes(app, {
    db,
    org: services.org,
    sessions: services.sessions,
    gate: services.gate,
    ownAccount: services.ownAccount,
    territories,
    sessionCookie,
  })
  catalogRoutes(app, { catalog: services.catalog, search: services.search, territories })
  catalogImportRoutes(app, {
    imports: services.imports,
    exports: services.exports,
    outline: services.outline,
    territories,
    spoolFolder: services.spoolFolder,
  })
  recoveryRoutes(app, { db, recovery: services.recovery, territories })
  systemRoutes(app, { systems: services.systems, territories })
  statisticRoutes(app, { statistics: services.statistics, territories })
  cockpitRoutes(app, { statistics: services.statistics, territories, decide: services.gate.decide })
  caseRoutes(app, {
    db,
    runtime: services.runtime,
    cases: services.cases,
    openAnnouncements: services.announcements.openFor,
  })
  commentRoutes(app, { comments: services.comments })
  documentRoutes(app, { documents: services.documents })
  collectRoutes(app, { plans: services.publicPlans })
  standardRoutes(app, { db, territories, regimeFor: services.gate.regimeFor, today: services.gate.today })
  openRoutes(app, { db, openCatalog: services.openCatalog, territories })
  gradingRoutes(app, { grading: services.grading, territories })
  archiveRoutes(app, { archive: services.archive })
  checksumRoutes(app, { checksums: services.checksums })
  keyRoutes(app, { keys: services.keys })
  unlockRoutes(app, undefined)
  logKeyRoutes(app, { logKeys: services.logKeys })
  destroyRoutes(app, { destroy: services.destroy })
  dutyRoutes(app, { duties: services.duties, territories })
  aggregateRoutes(app, { aggregate: services.aggregate, release: services.release })
  correctionRoutes(app, { aggregate: services.aggregate, corrections: services.corrections })
  personRoutes(app, { persons: services.persons })
  announcementRoutes(app, { db, announcements: services.announcements })
  qualityRuleRoutes(app, { aggregate: services.aggregate, rules: services.qualityRules })
  qualityRegisterRoutes(app, {
    db,
    gate: services.gate,
    territories,
    tasks: services.agencyTasks,
    problems: services.problems,
  })
  updateRoutes(app, { db, updates: services.updates, territories })
  linkRoutes(app, { db, links: services.links, territories, now })
  exchangeRoutes(app, {
    db,
    gate: services.gate,
    teller: services.teller,
    listener: services.listener,
    key: services.linkKey,
    verifierKeys: services.verifierKeys,
    territories,
  })
  sourceRoutes(app, { sources: services.sources, aggregate: services.aggregate })
  uploadRoutes(app, { db, aggregate: services.aggregate, uploads: services.uploads, runner: services.jobs })
  quarantineRoutes(app, { aggregate: services.aggregate, quarantine: services.quarantine })
  databaseRoutes(app, {
    db,
    databases: services.databases,
    comparison: services.comparison,
    territories,
  })
  lineageRoutes(app, { db, gate: services.gate, territories })
  processRoutes(app, { processing: services.processing, territories })
  shareRoutes(app, {
    db,
    share: services.share,
    overview: services.sharing,
    territories,
    today: services.gate.today,
  })
  operationRoutes(app, {
    db,
    gate: services.gate,
    datasets: services.datasets,
    operations: services.operations,
    approvals: services.approvals,
  })
  verifyRoutes(app, { db, verification: services.verification, permits: services.permits })
  signatureRoutes(app, { answerKeys })
  gatewayRoutes(app, { db, gateway: services.gateway, tokenSecret, now })
  exportRoutes(app, { exports: services.batchExports, runner: services.exportRunner })
  exportOverviewRoutes(app, {
    db,
    overview: services.exportOverview,
    exports: services.batchExports,
    grant: services.share.grant,
    territories,
  })
  traceRoutes(app, { trace: services.trace, spoolFolder: services.spoolFolder })
  auditRoutes(app, {
    db,
    audit: services.audit,
    check: services.evidenceCheck,
    log,
    verifierKeys: services.verifierKeys,
    signatures: services.signatures,
  })
  auditSearchRoutes(app, { audit: services.audit })
  auditBundleRoutes(app, { bundles: services.bundles })
  witnessRoutes(app, { witnesses: services.witnesses })
  calendarRoutes(app, { notices: services.notices })
  superviseRoutes(app, { db, supervise: services.supervise, happenings: services.happenings, territories })
  if (options.webFolder !== undefined) await webRoutes(app, options.webFolder)
  await app.ready()
  return { app, routes }
}
