import { join } from 'node:path'
import type { Regime, TerritoryCode } from '@fadu/domain'
import type { Law } from '@fadu/law-files'
import { sm3Hash } from '@fadu/smcrypto'
import {
  correctionContribution,
  createAggregateService,
  createApplyCorrection,
  createCorrectionService,
  type AggregateService,
  type CorrectionService,
  createJobRunner,
  createQuarantine,
  createUploads,
  openUploadFiles,
  type JobRunner,
  type Quarantine,
  type Uploads,
} from './modules/aggregate/index.ts'
import { archiveContribution, createArchiveService, type ArchiveService } from './modules/archive/index.ts'
import {
  createAuditService,
  createBundleService,
  createEvidenceCheck,
  createMakeBundle,
  type AuditService,
  type BundleService,
  type EvidenceCheck,
} from './modules/audit/index.ts'
import { createWitnessService, readWitnessed, type WitnessService } from './modules/witnesses/index.ts'
import { createNoticeService, type NoticeService } from './modules/calendar/index.ts'
import {
  createCaseRuntime,
  createCaseService,
  createSweeper,
  ownSubjects,
  type CaseRuntime,
  type CaseService,
  type Sweeper,
} from './modules/cases/index.ts'
import {
  catalogContribution,
  createCatalogExport,
  createCatalogSearch,
  createCatalogService,
  createImportService,
  createOutlineReader,
  type CatalogExport,
  type CatalogSearch,
  type CatalogService,
  type ImportService,
  type OutlineReader,
} from './modules/catalog/index.ts'
import { collectContribution, createPublicPlans, type PublicPlans } from './modules/collect/index.ts'
import {
  contractorContribution,
  createContractSweeper,
  isContractorOnly,
  requireReviewed,
  type ContractSweeper,
} from './modules/contractors/index.ts'
import {
  createKeyJobs,
  createKeyService,
  createLogKeys,
  type KeyJobs,
  type KeyService,
  type LogKeys,
} from './modules/keys/index.ts'
import { createDestroyService, destroyContribution, type DestroyService } from './modules/destroy/index.ts'
import {
  batchStored,
  createComparison,
  createDatabaseService,
  databaseContribution,
  type Comparison,
  type DatabaseService,
} from './modules/databases/index.ts'
import { createDutyService, type DutyService } from './modules/duties/index.ts'
import {
  createGradingRules,
  createGradingService,
  gradeSample,
  createRegrading,
  gradingContribution,
  gradingWatch,
  outlineGrades,
  type GradingService,
  type Regrading,
} from './modules/grading/index.ts'
import {
  createExportRunner,
  createExportOverview,
  createExportService,
  createMarkKeys,
  createTraceService,
  openExportFiles,
  withdrawExports,
  type ExportOverview,
  type ExportRunner,
  type ExportService,
  type TraceService,
} from './modules/exports/index.ts'
import {
  createChecksumJobs,
  createChecksumService,
  createMarkRow,
  type ChecksumJobs,
  type ChecksumService,
} from './modules/checksums/index.ts'
import { disclosureContribution } from './modules/disclosure/index.ts'
import { createGatewayService, type GatewayService } from './modules/gateway/index.ts'
import {
  createLinkCaller,
  createLinkKey,
  createLinkService,
  createListener,
  createTeller,
  type LinkCaller,
  type LinkKey,
  type LinkService,
  type Listener,
  type Teller,
} from './modules/link/index.ts'
import {
  createLawAdditions,
  createLawService,
  createOpenCases,
  type LawService,
  type OpenCases,
} from './modules/law/index.ts'
import { createOpenCatalogService, openContribution, type OpenCatalogService } from './modules/open/index.ts'
import {
  createPuller,
  createSourceService,
  rewrapSourceSecrets,
  type Puller,
  type SourceService,
} from './modules/sources/index.ts'
import {
  createCommentService,
  createDocumentService,
  rewrapDocumentKeys,
  type CommentService,
  type DocumentService,
} from './modules/papers/index.ts'
import {
  createApprovals,
  createListOperations,
  type Approvals,
  type ListOperations,
} from './modules/operations/index.ts'
import {
  createOneTimeCodes,
  createOrgService,
  createOwnAccount,
  createSessions,
  rewrapSecrets,
  type OrgService,
  type OwnAccount,
  type Sessions,
} from './modules/org/index.ts'
import {
  announce,
  createAgencyTasks,
  createAnnouncements,
  createProblems,
  createQualityRules,
  createQualitySweeper,
  createUpdateMonitor,
  qualityContribution,
  openProblems,
  rulesAtAggregation,
  type AgencyTasks,
  type Announcements,
  type Problems,
  type QualityRules,
  type QualitySweeper,
  type UpdateMonitor,
} from './modules/quality/index.ts'
import { createPersonService, disclosureOfRecords, type PersonService } from './modules/persons/index.ts'
import { createProcessService, processContribution, type ProcessService } from './modules/process/index.ts'
import {
  createReviewSweeper,
  createShareService,
  createSharingOverview,
  shareContribution,
  type ReviewSweeper,
  type ShareService,
  type SharingOverview,
} from './modules/share/index.ts'
import {
  createMaintenanceCalendar,
  createMaintenanceService,
  type MaintenanceService,
} from './modules/maintenance/index.ts'
import { createAnswerKeys, createSignatures, type AnswerKeys, type Signatures } from './modules/signatures/index.ts'
import { createStatisticService, type StatisticService } from './modules/statistics/index.ts'
import { codeListWatch, createCodeValues, standardsContribution } from './modules/standards/index.ts'
import {
  createHappenings,
  createSuperviseService,
  type Happenings,
  type SuperviseService,
} from './modules/supervise/index.ts'
import { createBackupJobs, createBackupService, type BackupJobs, type BackupService } from './modules/backups/index.ts'
import { forgetAll } from './forget-all.ts'
import type { BackupConfig } from './platform/config.ts'
import type { Migration } from './platform/db/migrate.ts'
import { createRestoreAside } from './restore-aside.ts'
import { parseAllowedHosts, type AllowedHosts } from './platform/allowed-hosts.ts'
import {
  countingOf,
  createRecoveryService,
  recoveryContribution,
  type RecoveryService,
} from './modules/recovery/index.ts'
import { createSystemService, projectContribution, type SystemService } from './modules/systems/index.ts'
import {
  createCounters,
  createListPermits,
  createVerifyService,
  verifyContribution,
  type ListPermits,
  type VerifyService,
} from './modules/verify/index.ts'
import { createActs, type Acts } from './platform/acts/acts.ts'
import type { Db, OpenDatabase } from './platform/db/open-database.ts'
import type { MaintenanceCalendar } from './platform/http/maintenance.ts'
import {
  createHolds,
  createRetentionKeeper,
  createRetentionService,
  type Holds,
  type RetentionKeeper,
  type RetentionService,
} from './modules/retention/index.ts'
import {
  alertOfCase,
  createAlertRisks,
  createWatcher,
  createWatchService,
  type AlertRisks,
  type Watcher,
  type WatchService,
} from './modules/watch/index.ts'
import { createMetrics, type Metrics } from './platform/http/metrics.ts'
import type { Installation } from './platform/installation.ts'
import { openCalendarSource, type CalendarSource } from './platform/law/calendar-source.ts'
import { createGate, type Gate } from './platform/law/gate.ts'
import { createStandingTexts } from './platform/law/pack-archive.ts'
import { createAccessTracer } from './platform/log/access-keys.ts'
import { createAccessRecorder } from './platform/log/access-recorder.ts'
import { createEvidenceLog, type EvidenceLog } from './platform/log/evidence-log.ts'
import { createLogKeeper, type LogKeeper } from './platform/log/log-keeper.ts'
import { logSigners, logVerifier, noteVerifiers } from './platform/log/log-signers.ts'
import { createCompareRows } from './platform/release/compare-rows.ts'
import { createDatasetStore, type DatasetStore } from './platform/release/dataset-store.ts'
import { createBatchExports } from './platform/release/export-batch.ts'
import { createExportRows } from './platform/release/export-rows.ts'
import { createPseudonyms } from './platform/release/pseudonyms.ts'
import { createRowReader } from './platform/release/read-rows.ts'
import { createRelease, type Release } from './platform/release/release.ts'
import type { Telemetry } from './platform/telemetry/telemetry.ts'
import { tracedActs, tracedGate, tracedLog, tracedRelease } from './platform/telemetry/traced.ts'
import { readTerritoryTree, type TerritoryTree } from './platform/territory/territory-tree.ts'

/** Everything the platform can do, put together once. HTTP, seed and tests stand on the same services. */
export interface Services {
  readonly db: Db
  readonly law: Law
  readonly calendar: CalendarSource
  readonly gate: Gate
  readonly acts: Acts
  readonly log: EvidenceLog
  readonly logKeeper: LogKeeper
  readonly verifierKeys: readonly string[]
  readonly release: Release
  readonly org: OrgService
  readonly sessions: Sessions
  readonly ownAccount: OwnAccount
  readonly catalog: CatalogService
  readonly search: CatalogSearch
  readonly imports: ImportService
  readonly exports: CatalogExport
  readonly outline: OutlineReader
  /** Where uploaded files wait while they are read. */
  readonly spoolFolder: string
  readonly systems: SystemService
  readonly recovery: RecoveryService
  readonly statistics: StatisticService
  readonly runtime: CaseRuntime
  readonly cases: CaseService
  readonly publicPlans: PublicPlans
  readonly openCatalog: OpenCatalogService
  readonly grading: GradingService
  readonly regrading: Regrading
  readonly duties: DutyService
  readonly datasets: DatasetStore
  readonly destroy: DestroyService
  readonly archive: ArchiveService
  readonly keys: KeyService
  readonly keyJobs: KeyJobs
  readonly logKeys: LogKeys
  readonly backups: BackupService
  readonly backupJobs: BackupJobs
  readonly watch: WatchService
  readonly comments: CommentService
  readonly documents: DocumentService
  readonly watcher: Watcher
  readonly retention: RetentionService
  readonly retentionKeeper: RetentionKeeper
  readonly holds: Holds
  readonly alertRisks: AlertRisks
  readonly maintenance: MaintenanceService
  readonly maintenanceCalendar: MaintenanceCalendar
  readonly checksums: ChecksumService
  readonly checksumJobs: ChecksumJobs
  readonly aggregate: AggregateService
  readonly corrections: CorrectionService
  /** What people may know of their own data. */
  readonly persons: PersonService
  readonly announcements: Announcements
  readonly updates: UpdateMonitor
  readonly agencyTasks: (organization: string) => Promise<AgencyTasks>
  readonly problems: Problems
  readonly qualityRules: QualityRules
  readonly qualitySweeper: QualitySweeper
  readonly contractSweeper: ContractSweeper
  readonly links: LinkService
  /** Under which this platform calls others. */
  readonly linkKey: LinkKey
  readonly teller: Teller
  readonly listener: Listener
  readonly linkCaller: LinkCaller
  readonly sources: SourceService
  readonly puller: Puller
  readonly quarantine: Quarantine
  readonly uploads: Uploads
  readonly jobs: JobRunner
  readonly share: ShareService
  readonly verification: VerifyService
  readonly permits: ListPermits
  readonly approvals: Approvals
  readonly operations: ListOperations
  readonly sharing: SharingOverview
  readonly reviewSweeper: ReviewSweeper
  readonly processing: ProcessService
  readonly databases: DatabaseService
  readonly comparison: Comparison
  readonly gateway: GatewayService
  /** Signed calls of applications, and the keys of signed answers. */
  readonly signatures: Signatures
  readonly answerKeys: AnswerKeys
  /** Files of the gateway. */
  readonly batchExports: ExportService
  readonly exportOverview: ExportOverview
  readonly exportRunner: ExportRunner
  readonly trace: TraceService
  readonly audit: AuditService
  readonly evidenceCheck: EvidenceCheck
  readonly bundles: BundleService
  readonly witnesses: WitnessService
  readonly legislation: LawService
  readonly openCases: OpenCases
  readonly notices: NoticeService
  readonly supervise: SuperviseService
  readonly happenings: Happenings
  readonly sweeper: Sweeper
  readonly metrics: Metrics
  /** Undefined where the operator has named no receiver of spans. */
  readonly telemetry: Telemetry | undefined
  readonly tokenSecret: Uint8Array
  readonly territories: () => TerritoryTree
  /** Reads the tree of territories again, after the seed has made it. */
  reloadTerritories(): Promise<void>
}

export async function createServices(deps: {
  readonly db: Db
  readonly engine: OpenDatabase['engine']
  readonly law: Law
  readonly installation: Installation
  readonly dataFolder: string
  /** Hosts that the platform may call: for rows by schedule, and other platforms; none when not said. */
  readonly pullHosts?: AllowedHosts
  /** By whom it is told what every transaction ends with; absent where it was told before. */
  readonly beforeCommit?: OpenDatabase['beforeCommit']
  /** Where backups go; none when not said. */
  readonly backups?: {
    readonly settings: BackupConfig
    readonly databaseUrl: string | undefined
    readonly migrations: readonly Migration[]
  }
  /** Who is told what goes on; nobody when not said. */
  readonly telemetry?: Telemetry | undefined
  readonly now: () => Date
}): Promise<Services> {
  const { db, law, installation, telemetry, now } = deps
  const { keyStore } = installation
  const origin = `fadu/${installation.id}`
  const { signers, verifierKeys } = await logSigners(keyStore, origin)
  const log = tracedLog(createEvidenceLog({ db, hash: sm3Hash, origin, signers, now }), telemetry)
  deps.beforeCommit?.(log.keepRest)
  const logKeeper = createLogKeeper({ db, log, now, engine: deps.engine, dataFolder: deps.dataFolder })
  const calendar = await openCalendarSource({ db, shipped: law.notices, now })
  let tree = await readTerritoryTree(db)
  const territories = (): TerritoryTree => tree

  const metrics = createMetrics()
  const gate = tracedGate(createGate({ law, texts: createStandingTexts(law.book), territories, now }), telemetry)
  const requestSecret = await keyStore.secret('idempotent-request')
  const acts = tracedActs(createActs({ db, gate, log, requestSecret }), telemetry)
  const recorder = createAccessRecorder({ db, log, telemetry })
  const datasets = createDatasetStore({ keyStore })
  const onReleased = (action: string, rows: number): void => metrics.released.labels({ mode: action }).inc(rows)
  const tracer = createAccessTracer(await keyStore.secret('access-trace'))
  const release = tracedRelease(
    createRelease({ db, gate, datasets, log, recorder, tracer, onReleased, telemetry }),
    telemetry,
  )
  const rules = createGradingRules({ gate, territories })
  const register = { territories, regimeFor: gate.regimeFor, today: gate.today }
  const watch = codeListWatch(register, gradingWatch({ rules, today: gate.today, now }))
  const reader = createRowReader(datasets)
  const sampled = gradeSample({ rules, today: gate.today, now })
  const inside = { gate, datasets, territories, log, reader }
  const additions = createLawAdditions({ territories })
  const contributions = [
    ownSubjects(territories),
    catalogContribution({ datasets, territories, watch }),
    verifyContribution,
    shareContribution({ territories, today: gate.today }),
    correctionContribution(
      createApplyCorrection({
        datasets,
        tracer,
        corrected: async (tx, applied, at) => {
          await announce(tx, log, { ...applied, received: applied.superseded }, at)
        },
      }),
    ),
    qualityContribution(log),
    processContribution({ ...inside, sampled }),
    databaseContribution,
    gradingContribution({ rules }),
    projectContribution,
    contractorContribution,
    disclosureContribution,
    disclosureOfRecords({ datasets, tracer }),
    recoveryContribution((tx) => countingOf({ db: tx, gate, calendar, additions })),
    collectContribution({ territories }),
    openContribution,
    standardsContribution(register),
    archiveContribution,
    destroyContribution({
      datasets,
      log,
      territories,
      runtime: () => runtime,
      forget: forgetAll,
      rowsDeleted: withdrawExports,
    }),
  ]
  const runtime: CaseRuntime = createCaseRuntime({ gate, calendar, territories, contributions, log, additions })
  const imports = createImportService({ db, gate, additions, territories, watch, now })
  const spoolFolder = join(deps.dataFolder, 'spool')
  const qualityRules = createQualityRules({
    db,
    gate,
    datasets,
    load: async (tx, code) => {
      const { dataset, facts } = await aggregate.load(tx, code)
      return { ...facts, dataset }
    },
    problems: (tx, dataset, done) => openProblems(tx, { gate, runtime }, dataset, done),
  })
  const codeValues = createCodeValues({ db, ...register })
  const aggregate = createAggregateService({
    db,
    datasets,
    territories,
    spoolFolder,
    // What follows from a batch, in the transaction that stores it.
    sampled: async (tx, sample) => {
      await sampled(tx, sample)
      await batchStored(tx, runtime, sample.entry)
    },
    ruled: rulesAtAggregation({ datasets, rules: qualityRules }),
    codeValues,
    now,
  })
  const updates = createUpdateMonitor({ db, log, gate, territories })
  const uploadFiles = await openUploadFiles(deps.dataFolder)
  const jobs = createJobRunner({ db, acts, aggregate, files: uploadFiles, telemetry, now })
  const search = createCatalogSearch({ db, territories, today: gate.today, regimeFor: gate.regimeFor })
  const pseudonyms = createPseudonyms(await keyStore.secret('pseudonym'))
  const gateway = createGatewayService({ db, gate, datasets, release, runtime, pseudonyms, territories })

  const markKeys = createMarkKeys(await keyStore.secret('export-marks'))
  const batches = createBatchExports({ db, gate, datasets, log, onReleased })
  const files = await openExportFiles(deps.dataFolder)
  const inExports = { db, gate, datasets, territories, pseudonyms, batches, files, markKeys, log, keyStore, now }
  const approvals = createApprovals({ db, gate })
  const compareRows = createCompareRows({ db, gate, datasets, reader, log, tracer, onReleased })
  const markRow = createMarkRow(await keyStore.secret('stored-values'))
  const counters = createCounters(createAccessTracer(await keyStore.secret('verification-count')))

  const codes = createOneTimeCodes({ keyStore, now })
  const regimesOfPacks = law.book.packs.map((pack) => law.book.regimeOfPack(pack))
  const regimes = (): readonly Regime[] => regimesOfPacks
  const cases = createCaseService({ db, runtime, gate, calendar, causeOf: (id) => alertOfCase(db, id) })
  const hosts = deps.pullHosts ?? parseAllowedHosts([])
  const linkKey = await createLinkKey(keyStore)
  const inLinks = { db, gate, log, hash: sm3Hash, runtime, territories, now }
  const teller = createTeller(inLinks)
  const listener = createListener(inLinks)
  return {
    db,
    law,
    calendar,
    gate,
    acts,
    log,
    logKeeper,
    verifierKeys,
    release,
    org: createOrgService({
      db,
      territories,
      mayHaveAccount: async (tx, { id, kinds, territory }) => {
        if (isContractorOnly(kinds)) await requireReviewed(tx, gate.regimeFor(territory), { contractor: id })
      },
      regimeOfPlatform: () => gate.regimeFor(undefined),
      now,
    }),
    sessions: createSessions({ db, acts, codes, now }),
    ownAccount: createOwnAccount({ db, codes, now }),
    signatures: await createSignatures({ db, log, keyStore, now }),
    answerKeys: createAnswerKeys({ db, keyStore, now }),
    search,
    imports,
    exports: createCatalogExport({ db, imports, territories }),
    outline: createOutlineReader({ today: gate.today, gradesOf: outlineGrades({ db, rules, today: gate.today }) }),
    spoolFolder,
    recovery: createRecoveryService({ db, gate, calendar, additions, territories }),
    systems: createSystemService({ db, gate, acts, runtime, territories }),
    statistics: createStatisticService({ db, search, calendar, territories, today: gate.today, now }),
    catalog: createCatalogService({ db, gate, territories, watch, now }),
    runtime,
    cases,
    comments: createCommentService({ db, gate, runtime }),
    documents: createDocumentService({ db, gate, runtime, keyStore }),
    publicPlans: createPublicPlans({ db, gate, territories }),
    openCatalog: createOpenCatalogService({
      db,
      territories,
      regimeFor: (territory) => gate.regimeFor(territory as TerritoryCode),
      today: gate.today,
    }),
    grading: createGradingService({ db, gate, rules, additions, territories }),
    regrading: createRegrading({ db, gate, log, runtime, rules, territories }),
    duties: createDutyService({ db, gate, acts, runtime }),
    aggregate,
    corrections: createCorrectionService({ db, datasets, release, gate, load: aggregate.load, now }),
    persons: createPersonService({ db, gate, aggregate, release, tracer, today: gate.today }),
    announcements: createAnnouncements({ db, now }),
    updates,
    agencyTasks: createAgencyTasks({ db, calendar, updates, now }),
    problems: createProblems(db),
    qualityRules,
    contractSweeper: createContractSweeper({ db, gate, log, runtime }),
    qualitySweeper: createQualitySweeper({ db, gate, log, datasets, rules: qualityRules, runtime }),
    links: createLinkService({ hosts, territories, origin, now }),
    linkKey,
    teller,
    listener,
    linkCaller: createLinkCaller({ db, gate, territories, hosts, key: linkKey, teller, listener, telemetry, now }),
    sources: createSourceService({ db, aggregate, keyStore, hosts, now }),
    puller: createPuller({ db, acts, aggregate, keyStore, hosts, now }),
    quarantine: createQuarantine({ db, release }),
    uploads: createUploads({ db, aggregate, files: uploadFiles, now, onReceived: () => jobs.wake() }),
    jobs,
    datasets,
    destroy: createDestroyService({ db, datasets, territories }),
    archive: createArchiveService({
      db,
      datasets,
      exportRows: createExportRows({ db, gate, datasets, log, onReleased }),
      requireSecondApproval: approvals.requireSecondApproval,
      territories,
      signers,
      verifierKeys,
      now,
    }),
    keys: createKeyService({
      db,
      datasets,
      keyStore,
      rewrapSecrets: async (tx) =>
        (await rewrapSecrets(tx, keyStore)) +
        (await rewrapSourceSecrets(tx, keyStore)) +
        (await rewrapDocumentKeys(tx, keyStore)),
      now,
    }),
    keyJobs: createKeyJobs({ db, datasets, log, now }),
    logKeys: createLogKeys({ db, signers, now }),
    backups: createBackupService({ db, settings: deps.backups?.settings, now }),
    backupJobs: createBackupJobs({
      source: {
        db,
        engine: deps.engine,
        keyStore,
        migrations: deps.backups?.migrations ?? [],
        signers,
        verifiers: noteVerifiers(verifierKeys),
        now,
      },
      settings: deps.backups?.settings,
      dataFolder: deps.dataFolder,
      requireSeen: logKeeper.keep,
      log,
      restoreAside: async (path) => {
        const { dataFolder } = deps
        const databaseUrl = deps.backups?.databaseUrl
        const { rows, log: restored } = await createRestoreAside({ db, dataFolder, keyStore, databaseUrl, now })(path)
        return { rows, logSize: restored.size }
      },
      measure: ({ backup, drill, drillPassed }) => {
        metrics.backupTaken.set((backup?.getTime() ?? 0) / 1000)
        metrics.drillPassedAt.set((drill?.getTime() ?? 0) / 1000)
        metrics.drillPassed.set(drillPassed ? 1 : 0)
      },
    }),
    watch: createWatchService({ db, gate }),
    retention: createRetentionService({ db, gate, regimes }),
    retentionKeeper: createRetentionKeeper({ db, gate, regimes, log, hash: sm3Hash }),
    holds: createHolds({ db, now }),
    alertRisks: createAlertRisks({ gate, runtime }),
    watcher: createWatcher({
      db,
      gate,
      log,
      tell: (measured, limits) => {
        for (const [signal, value] of Object.entries(measured)) metrics.watched.labels({ signal }).set(value)
        for (const [signal, most] of Object.entries(limits)) metrics.watchLimit.labels({ signal }).set(most)
      },
    }),
    maintenance: createMaintenanceService({ db, now }),
    maintenanceCalendar: createMaintenanceCalendar({ db, now }),
    checksums: createChecksumService({ db, find: aggregate.find, now }),
    checksumJobs: createChecksumJobs({ db, datasets, log, markRow, now }),
    verification: createVerifyService({ gate, datasets, compareRows, counters, runtime, territories }),
    approvals,
    operations: createListOperations({ gate, calendar }),
    permits: createListPermits({ db, today: gate.today }),
    share: createShareService({ db, today: gate.today }),
    sharing: createSharingOverview({ db, cases, today: gate.today }),
    reviewSweeper: createReviewSweeper({ db, gate, calendar, runtime, territories }),
    processing: createProcessService({ ...inside, db, runtime, now }),
    gateway,
    batchExports: createExportService({
      ...inExports,
      runtime,
      additions,
      signers,
      requireSecondApproval: approvals.requireSecondApproval,
    }),
    exportOverview: createExportOverview({ db, now }),
    exportRunner: createExportRunner({ ...inExports, telemetry }),
    trace: createTraceService(inExports),
    databases: createDatabaseService({ db, gate, gateway }),
    comparison: createComparison({ ...inside, db, runtime, now }),
    audit: createAuditService({ db, log, hash: sm3Hash, book: law.book, tracer }),
    evidenceCheck: createEvidenceCheck({
      db,
      log,
      hash: sm3Hash,
      origin,
      verifiers: verifierKeys.map(logVerifier),
      now,
    }),
    bundles: createBundleService({
      db,
      gate,
      makeBundle: createMakeBundle({ log, hash: sm3Hash, origin, signers, verifierKeys }),
      witnessed: readWitnessed,
    }),
    witnesses: createWitnessService({ db, now }),
    legislation: createLawService({ db, book: law.book, gate, additions, territories }),
    openCases: createOpenCases({ db, book: law.book, calendar, territories, now }),
    notices: createNoticeService({ calendar, now }),
    supervise: createSuperviseService({ db, calendar, territories, now }),
    happenings: createHappenings({ db, cases, now }),
    sweeper: createSweeper({ db, log, calendar, territories, now }),
    metrics,
    telemetry,
    tokenSecret: await keyStore.secret('application-token'),
    territories,
    reloadTerritories: async () => {
      tree = await readTerritoryTree(db)
    },
  }
}
