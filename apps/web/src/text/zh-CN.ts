import type { DayKind, PasswordFault } from '@fadu/domain'
import type { CockpitWindow } from '../features/cockpit/cockpit-windows.ts'
import type { SignerFault } from '../features/console/load-signer.ts'
import type { KeyFault } from '../features/applications/read-public-key.ts'
import type {
  Account,
  AccountNotice,
  Application,
  BatchMode,
  CatalogFacet,
  CatalogImport,
  Change,
  ClauseStatus,
  Entry,
  EntryState,
  EntryVersion,
  FieldMaskKind,
  Freshness,
  GrantChangeKind,
  ImportFault,
  ImportKind,
  ItemCategory,
  ItemInput,
  KeyAlgorithm,
  KeyRevocationReason,
  Notification,
  SharedItem,
  Standing,
  Suggestion,
  SuggestionState,
  SystemInput,
  UploadMode,
  UploadState,
  UseCounts,
  VerificationPermit,
} from '../api/types.ts'
import type { ExportSide } from '../api/data-queries.ts'
import type { ExportFormat, ExportState, MappingKind, UpdatePhase } from '../api/data-types.ts'
import type { OpenFacet } from '../api/public-types.ts'
import type {
  ApprovalKind,
  BackupRun,
  DatasetKey,
  LinkExchange,
  LogKey,
  PlatformLink,
  RetentionHold,
  RetentionKind,
  RetentionOrder,
  Signal,
} from '../api/keeping-types.ts'

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

type Named<K extends string> = Readonly<Record<K, string>>
/** Words for names that come from the server; one that is not here is shown as it came. */
type Words = Readonly<Record<string, string>>

/** The six figures of the cockpit. */
type CockpitCard = 'coverage' | 'freshness' | 'response' | 'quality' | 'refusals' | 'traffic'

export interface Text {
  readonly product: string
  readonly loading: string
  readonly listComma: string
  readonly sentenceComma: string
  readonly done: string
  readonly refused: string
  /** The mark that leads to the record and its proof. */
  readonly seal: string
  readonly clausePending: string
  readonly grade: (grade: number) => string
  readonly units: (length: number, unit: string) => string
  readonly standing: Named<Standing>
  readonly rail: Named<
    | 'desk'
    | 'procedures'
    | 'cases'
    | 'ownData'
    | 'collection'
    | 'open'
    | 'catalog'
    | 'cockpit'
    | 'grading'
    | 'systems'
    | 'overview'
    | 'grants'
    | 'exports'
    | 'quality'
    | 'duties'
    | 'supervision'
    | 'law'
    | 'organizations'
    | 'audit'
    | 'log'
    | 'approvals'
    | 'watch'
    | 'backups'
    | 'retention'
    | 'keys'
    | 'links'
    | 'maintenance'
  >
  readonly frame: Named<
    'skip' | 'menu' | 'rail' | 'signOut' | 'otherLanguage' | 'languageNow' | 'dark' | 'theme' | 'close'
  >
  readonly first: Named<'heading' | 'what' | 'how' | 'city' | 'cityWhat' | 'demoAccounts' | 'password'> & {
    readonly demo: Named<
      'policeApprover' | 'policeSteward' | 'civilSteward' | 'labourSteward' | 'yinzhouApprover' | 'audit'
    >
  }
  /** Around what anybody may read. */
  readonly publicFrame: Named<'links' | 'foot' | 'api'>
  /** The open catalog. */
  readonly open: Named<
    | 'lead'
    | 'search'
    | 'searchHelp'
    | 'none'
    | 'noneWhy'
    | 'showAll'
    | 'any'
    | 'entry'
    | 'facts'
    | 'asking'
    | 'needsSignIn'
    | 'machines'
    | 'machinesWhat'
    | 'json'
  > & {
    readonly facets: Named<OpenFacet>
    readonly listed: Named<'openingBody' | 'dataFormat' | 'dataType'>
    readonly formats: Words
    /** What is asked for, as a verb, by procedure. */
    readonly requests: Words
    readonly choice: (label: string, count: number) => string
    readonly updated: (often: string) => string
    readonly version: (version: number, day: string) => string
    readonly dcat: (territory: string) => string
  }
  /** The one search of the bar. */
  readonly seek: Named<'title' | 'what' | 'found' | 'hint' | 'how' | 'incomplete' | 'shortcuts' | 'notWhileTyping'> & {
    readonly kinds: Named<'entries' | 'cases' | 'clauses' | 'organizations'>
    readonly keys: Named<'search' | 'shortcuts' | 'choose' | 'open' | 'close' | 'move'>
    readonly none: (sought: string) => string
    readonly count: (n: number) => string
  }
  readonly signIn: Named<'title' | 'login' | 'password' | 'show' | 'totp' | 'totpHelp' | 'submit'>
  readonly desk: Named<
    | 'title'
    | 'owed'
    | 'awaited'
    | 'nothingOwed'
    | 'nothingOwedWhy'
    | 'nothingAwaited'
    | 'toCatalog'
    | 'toProcedures'
    | 'coming'
    | 'happened'
    | 'nothingHappened'
    | 'nothingHappenedWhy'
    | 'batchCame'
  > & {
    readonly batch: (dataset: string, number: number) => string
    readonly count: (all: number, overdue: number) => string
    readonly dueOn: (day: string) => string
    readonly countedThrough: (day: string) => string
  }
  readonly strip: Named<'today' | 'provisional'> & {
    readonly kinds: Readonly<Record<DayKind, string>>
    /** The same in the space of a day. */
    readonly marks: Readonly<Record<DayKind, string>>
    readonly named: (kind: string, holiday: string) => string
    readonly due: (n: number) => string
    readonly dueOn: (n: number) => string
  }
  readonly cases: Named<
    | 'lead'
    | 'which'
    | 'none'
    | 'noneWhy'
    | 'one'
    | 'underDraft'
    | 'subject'
    | 'way'
    | 'acts'
    | 'noActs'
    | 'asked'
    | 'entered'
    | 'canDo'
    | 'cannotDo'
    | 'nothingToDo'
    | 'closed'
    | 'movesByItself'
    | 'fromEntry'
    | 'bySystem'
  > & {
    readonly openness: Named<'open' | 'closed' | 'all'>
    readonly liesWith: (organization: string) => string
    readonly opened: (day: string) => string
    readonly ledTo: (state: string) => string
    readonly basis: (basis: string) => string
    readonly whoMay: (party: string, role: string) => string
    readonly confirm: (act: string) => string
    readonly endedClocks: (n: number) => string
  }
  readonly papers: {
    readonly comment: string
    readonly commentHelp: string
    readonly send: string
    readonly withdraw: string
    readonly withdrawConfirm: string
    readonly withdrawn: (who: string, when: string) => string
    readonly documents: string
    readonly noDocuments: string
    readonly addDocument: string
    readonly addHelp: string
    readonly size: (bytes: number) => string
    readonly preview: string
    readonly download: string
    readonly downloadOf: (name: string) => string
    readonly withdrawDocumentConfirm: string
  }
  readonly states: Named<'here' | 'passed' | 'end' | 'ended'>
  readonly clock: Named<'today' | 'provisional' | 'showCount' | 'hideCount'> & {
    readonly due: (day: string) => string
    readonly left: (days: number) => string
    readonly leftHours: (hours: number) => string
    readonly overdue: (serverText: string) => string
    readonly suspended: (serverText: string) => string
    readonly finished: (serverText: string) => string
    readonly reading: (reading: string) => string
  }
  readonly refusal: Named<'title' | 'grounds' | 'needed' | 'recorded'> & { readonly asked: (what: string) => string }
  readonly fault: Named<'unreachable' | 'unknown' | 'retry' | 'page'> & { readonly title: (asked: string) => string }
  readonly notFound: Named<'title' | 'what' | 'back'>
  readonly more: Named<'load'> & { readonly shown: (n: number) => string; readonly all: (n: number) => string }
  readonly form: Named<
    | 'required'
    | 'yes'
    | 'no'
    | 'choose'
    | 'nothingToChoose'
    | 'onePerLine'
    | 'leastItems'
    | 'instrument'
    | 'provision'
    | 'cancel'
  > & { readonly fillIn: (labels: string) => string; readonly otherInstrument: (title: string) => string }
  /** Rows of a form. */
  readonly rows: Named<'number' | 'add' | 'remove' | 'pasteHere'> & {
    readonly position: (n: number) => string
    readonly removeNumber: (n: number) => string
    readonly cell: (row: number, column: string) => string
    readonly count: (n: number, most: number) => string
    readonly unread: (n: number) => string
    readonly unreadCell: (line: number, column: string, text: string) => string
  }
  /** Published data that offers what was to be collected again. */
  readonly sharedItems: Named<'title'> & {
    readonly because: Named<SharedItem['because']>
    readonly wanted: (row: number, name: string) => string
  }
  readonly catalog: Named<
    | 'lead'
    | 'search'
    | 'searchHelp'
    | 'narrow'
    | 'chosen'
    | 'lift'
    | 'liftOne'
    | 'clearSought'
    | 'none'
    | 'noneWhy'
    | 'unset'
    | 'draft'
    | 'matchedItems'
    | 'exportAll'
  > & {
    readonly facets: Named<CatalogFacet>
    readonly freshness: Named<Freshness>
    readonly formats: Named<'xlsx' | 'csv'>
    readonly filter: (facet: string, value: string) => string
    readonly allValues: (n: number) => string
    readonly noneWith: (sought: string) => string
    readonly liftBrings: (filter: string, n: number) => string
    readonly updated: (often: string) => string
  }
  readonly grading: Named<
    | 'title'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'state'
    | 'keys'
    | 'closed'
    | 'wholeEntry'
    | 'suggested'
    | 'reason'
    | 'reasonHelp'
    | 'origin'
    | 'suggestions'
    | 'noSuggestion'
    | 'records'
    | 'noRecord'
  > & {
    readonly states: Named<SuggestionState>
    readonly origins: Named<Suggestion['origin']>
    readonly decisions: Named<'accept' | 'keep' | 'set'>
    readonly confidence: (percent: number) => string
    readonly ruleSet: (name: string) => string
    readonly rowLabel: (item: string, grade: number) => string
    readonly choose: (item: string) => string
    readonly acceptChosen: (n: number) => string
    readonly decided: (n: number) => string
    readonly saidReason: (by: string, reason: string) => string
    readonly pending: (grade: number) => string
    readonly of: (item: string) => string
  }
  readonly overview: Named<'title' | 'lead' | 'byAgency'> & {
    readonly figures: Named<'agencies' | 'systems' | 'entries' | 'datasets' | 'rows' | 'batches' | 'published' | 'late'>
    readonly on: (day: string) => string
  }
  /** How a territory stands, for those who oversee it. */
  readonly cockpit: Named<
    | 'title'
    | 'lead'
    | 'window'
    | 'nothing'
    | 'noAnswers'
    | 'inTheLog'
    | 'noAgencies'
    | 'noAgenciesWhy'
    | 'overdue'
    | 'refusals'
    | 'noRefusals'
    | 'traffic'
    | 'noCalls'
    | 'byDay'
    | 'noRecords'
  > & {
    readonly on: (from: string, to: string) => string
    readonly windows: Readonly<Record<CockpitWindow, string>>
    readonly figures: Named<CockpitCard>
    /** Behind the main number of a card. */
    readonly units: Named<CockpitCard>
    /** What the line of a card is of. */
    readonly trends: Named<CockpitCard>
    readonly parts: Named<
      | 'agencies'
      | 'published'
      | 'late'
      | 'never'
      | 'irregular'
      | 'answered'
      | 'inTime'
      | 'answeredLate'
      | 'unanswered'
      | 'scored'
      | 'problems'
      | 'rows'
      | 'refused'
    >
    readonly columns: Named<
      'overdue' | 'clauses' | 'clause' | 'text' | 'refusals' | 'day' | 'calls' | 'rows' | 'refused' | 'score'
    >
    readonly total: (count: number) => string
    readonly workingDays: (days: number) => string
    readonly ninth: (days: number) => string
    readonly compared: (of: string, now: string, before: string) => string
    readonly line: (of: string, points: string) => string
    readonly until: (day: string, value: string) => string
    readonly busiest: (day: string, calls: number, refused: number) => string
    readonly answers: Named<'title' | 'lead' | 'leadInTime' | 'leadLate'>
    readonly problems: Named<'title' | 'lead'>
    readonly datasets: Named<'title' | 'lead'>
  }
  /** The register of information systems. */
  /** Heads what can be done on a page, but by others. */
  readonly notForMe: string
  readonly organizations: Named<
    | 'title'
    | 'lead'
    | 'search'
    | 'kind'
    | 'all'
    | 'none'
    | 'noneWhy'
    | 'one'
    | 'own'
    | 'register'
    | 'registered'
    | 'codeHelp'
    | 'accounts'
    | 'noAccounts'
    | 'applications'
    | 'noApplications'
  > & {
    readonly fields: Named<'name' | 'code' | 'territory' | 'kinds'>
    readonly kinds: Words
    /** Lifts the filter that it names. */
    readonly publishes: Readonly<Record<'true' | 'false', string>>
    readonly counted: (label: string, count: number) => string
  }
  readonly accounts: Named<
    | 'name'
    | 'roles'
    | 'noRoles'
    | 'factor'
    | 'status'
    | 'change'
    | 'create'
    | 'loginHelp'
    | 'next'
    | 'assign'
    | 'rolesHelp'
    | 'sessionsEnded'
    | 'reset'
    | 'resetWhat'
    | 'close'
    | 'closeWhat'
  > & {
    readonly factors: Named<Account['secondFactor']>
    readonly statuses: Named<Account['status']>
    readonly of: (name: string) => string
    readonly changeOf: (login: string) => string
    readonly passwordOnce: (login: string) => string
  }
  readonly applications: Named<
    | 'one'
    | 'name'
    | 'register'
    | 'use'
    | 'status'
    | 'signatures'
    | 'number'
    | 'suspend'
    | 'resume'
    | 'demand'
    | 'lift'
    | 'keys'
    | 'keyId'
    | 'algorithm'
    | 'since'
    | 'until'
    | 'inForce'
    | 'revoked'
    | 'revoke'
    | 'revokeNow'
    | 'revokeWhat'
    | 'reason'
    | 'addKey'
    | 'publicKey'
    | 'publicKeyHelp'
    | 'userId'
    | 'userIdHelp'
    | 'grants'
    | 'noGrants'
  > & {
    readonly statuses: Named<Application['status']>
    readonly statusWhat: Named<Application['status']>
    readonly signed: Named<'demanded' | 'demandedWhat' | 'freeWhat'>
    readonly algorithms: Named<KeyAlgorithm>
    readonly reasons: Named<KeyRevocationReason>
    readonly keyFaults: Named<KeyFault>
    readonly recognised: (algorithm: KeyAlgorithm) => string
    readonly grantUntil: (day: string) => string
  }
  readonly periodsPage: Named<
    | 'title'
    | 'lead'
    | 'shown'
    | 'none'
    | 'history'
    | 'value'
    | 'from'
    | 'source'
    | 'clauses'
    | 'always'
    | 'inNotice'
    | 'set'
    | 'newValue'
    | 'fromHelp'
    | 'limits'
    | 'limitsWhat'
  > & {
    readonly shownKinds: Named<'policy' | 'all'>
    readonly setBy: (organization: string, instant: string) => string
    readonly now: (value: string) => string
  }
  readonly systems: Named<
    | 'title'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'one'
    | 'register'
    | 'amend'
    | 'save'
    | 'status'
    | 'registered'
    | 'entries'
    | 'noEntries'
    | 'schemaChanges'
    | 'noSchemaChanges'
    | 'changeSchema'
    | 'changedOn'
    | 'description'
  > & {
    readonly fields: Named<keyof SystemInput>
    readonly fundings: Named<SystemInput['funding']>
    readonly statuses: Named<'active' | 'closed'>
    readonly level: (level: number) => string
    readonly task: (entry: string) => string
  }
  readonly files: Named<'choose'>
  readonly outline: Named<'title' | 'drop' | 'dropHelp'> & {
    readonly found: (items: number, rows: number) => string
    readonly codeLike: (names: string) => string
  }
  readonly imports: Named<
    | 'begin'
    | 'title'
    | 'lead'
    | 'drop'
    | 'dropHelp'
    | 'template'
    | 'before'
    | 'none'
    | 'again'
    | 'departingWhy'
    | 'nothingToDo'
    | 'discard'
    | 'filter'
    | 'anyKind'
    | 'noRows'
  > & {
    readonly states: Named<CatalogImport['state']>
    readonly kinds: Named<ImportKind>
    readonly severities: Named<ImportFault['severity']>
    readonly departures: Named<'missing' | 'unknown'>
    readonly notes: Words
    readonly progress: (done: number, total: number) => string
    readonly outcome: (created: number, changed: number, unchanged: number) => string
    readonly skipped: (n: number) => string
    readonly refusedNote: (n: number) => string
    readonly warnings: (n: number) => string
    readonly applyAll: (n: number) => string
    readonly applyValid: (n: number) => string
    readonly kindCount: (kind: string, n: number) => string
    readonly columnOf: (sheet: string, column: string) => string
    readonly line: (n: number) => string
    readonly place: (line: number, column: string) => string
    readonly options: (options: string) => string
    readonly differences: (n: number) => string
  }
  readonly entryStates: Named<EntryState>
  readonly diff: Named<'same' | 'order' | 'was' | 'is'> & {
    readonly kinds: Named<Change['kind']>
    readonly item: Readonly<Record<Change['kind'], (name: string) => string>>
  }
  readonly versions: Named<'title' | 'none' | 'standing' | 'toCase' | 'compare' | 'from' | 'to'> & {
    readonly number: (n: number) => string
    readonly origins: Named<EntryVersion['origin']>
  }
  readonly revision: Named<'title' | 'edit' | 'toCase'> & { readonly begun: (at: string, base: number) => string }
  readonly secrecy: Named<Entry['secrecy'] | 'begin'> & {
    readonly by: (organization: string, reviewer: string, at: string) => string
  }
  readonly preparation: Named<'missing' | 'recorded' | 'begin'> & {
    readonly by: (organization: string, at: string) => string
  }
  readonly entry: Named<
    | 'one'
    | 'facts'
    | 'items'
    | 'noItems'
    | 'underWay'
    | 'edit'
    | 'submit'
    | 'draftNote'
    | 'update'
    | 'retire'
    | 'withdrawn'
    | 'successor'
  > & {
    readonly itemCount: (n: number) => string
    readonly publishedAt: (at: string) => string
  }
  readonly item: Named<
    | 'name'
    | 'code'
    | 'codeHelp'
    | 'type'
    | 'maxLength'
    | 'grade'
    | 'identifier'
    | 'notIdentifier'
    | 'stored'
    | 'sealed'
    | 'plain'
    | 'mask'
    | 'nullable'
    | 'never'
    | 'add'
    | 'remove'
    | 'meaning'
    | 'codeList'
    | 'codeListHelp'
    | 'category'
    | 'noCategory'
  > & {
    readonly categories: Named<ItemCategory>
    readonly position: (n: number) => string
    readonly removeNumber: (n: number) => string
    readonly types: Named<ItemInput['type']>
    readonly identifiers: Named<NonNullable<ItemInput['identifier']>>
    readonly masks: Named<ItemInput['mask']>
  }
  readonly sealed: Named<'masked'> & { readonly why: (grade: number) => string }
  readonly dataset: Named<
    | 'title'
    | 'none'
    | 'noneWhy'
    | 'noBatches'
    | 'batch'
    | 'at'
    | 'received'
    | 'stored'
    | 'quarantined'
    | 'hash'
    | 'preview'
    | 'look'
    | 'lookIsRecorded'
    | 'shownUnder'
    | 'blank'
    | 'toWork'
    | 'batches'
    | 'mode'
  > & {
    readonly rows: (n: number) => string
    readonly modes: Named<BatchMode>
    readonly corrects: (batch: number) => string
    readonly toQuarantine: (batch: number, rows: number) => string
  }
  readonly uploads: Named<'title' | 'drop' | 'dropHelp' | 'toQuarantine' | 'report' | 'cancel' | 'repeat' | 'goOn'> & {
    readonly modeHelp: Named<UploadMode>
    readonly states: Named<UploadState>
    readonly sent: (bytes: number, of: number) => string
    readonly rows: (good: number, quarantined: number) => string
    readonly pace: (rowsPerSecond: number, secondsLeft: number | null) => string
    readonly otherFile: (fileName: string) => string
    /** By the code of a fault, and by what exactly is wrong. */
    readonly faults: Words
  }
  readonly quarantine: Named<'lead' | 'asFile' | 'none' | 'correct' | 'lookIsRecorded' | 'bring'> & {
    readonly title: (batch: number) => string
    readonly brought: (batch: number, rows: number) => string
    readonly settled: (batch: number) => string
    readonly correctLine: (line: number) => string
  }
  readonly quality: Named<'title' | 'run' | 'none' | 'latest' | 'rule' | 'checked' | 'broken' | 'scores'> & {
    readonly said: (score: number | null, rows: number, brokenRows: number) => string
  }
  readonly lineage: Named<
    | 'title'
    | 'from'
    | 'to'
    | 'noSource'
    | 'noProduct'
    | 'system'
    | 'entry'
    | 'release'
    | 'fields'
    | 'fieldFrom'
    | 'fieldTo'
    | 'how'
    | 'unseen'
    | 'more'
  > & {
    readonly kinds: Named<MappingKind>
    readonly steps: (n: number) => string
    readonly hidden: (n: number) => string
    readonly fieldCount: (n: number) => string
  }
  readonly usage: Named<'title' | 'none'>
  readonly qualityPage: Named<'title' | 'lead' | 'problems' | 'noProblems' | 'noProblemsWhy' | 'updates'> & {
    readonly phases: Named<UpdatePhase>
    readonly noUpdates: Named<UpdatePhase>
    readonly due: (day: string) => string
    readonly lastBatch: (instant: string) => string
  }
  readonly announcements: Named<'received' | 'noneReceived' | 'issued' | 'acknowledge' | 'acknowledged'> & {
    readonly corrected: (provider: string, dataset: string) => string
    readonly own: (dataset: string) => string
    readonly readBefore: (accesses: number, instant: string) => string
    readonly allAcknowledged: (n: number) => string
    readonly waitsFor: (organizations: string) => string
  }
  readonly draft: Named<
    | 'newTitle'
    | 'lead'
    | 'form'
    | 'what'
    | 'code'
    | 'codeHelp'
    | 'name'
    | 'save'
    | 'toEntry'
    | 'resubmitInCase'
    | 'submitRevision'
    | 'takeOver'
    | 'mergedCleanly'
  > & {
    readonly mergedBoth: (labels: string) => string
    readonly editTitle: (name: string) => string
    readonly saved: (version: number) => string
    readonly stillMissing: (labels: string) => string
  }
  readonly share: Named<'begin' | 'beginAnother' | 'lead' | 'submit' | 'noApplication'> & {
    readonly title: (entry: string) => string
  }
  readonly grants: Named<
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'received'
    | 'given'
    | 'applicant'
    | 'purposes'
    | 'fields'
    | 'toAnswer'
    | 'provided'
    | 'modes'
    | 'quotaPerDay'
    | 'quotaTotal'
    | 'signedCalls'
    | 'signedCallsWhy'
    | 'until'
    | 'delivered'
    | 'notDelivered'
    | 'toCase'
    | 'toEntry'
    | 'toUse'
    | 'toChange'
    | 'one'
    | 'terms'
    | 'matter'
    | 'matterRequired'
    | 'matterFree'
    | 'masks'
    | 'rowFilter'
    | 'changes'
    | 'use'
    | 'period'
    | 'byItem'
    | 'byDay'
    | 'byMatter'
    | 'lastUse'
    | 'neverUsed'
    | 'refusals'
    | 'reviews'
    | 'noReview'
    | 'reviewOpen'
    | 'reviewClosed'
  > & {
    readonly counts: Named<keyof UseCounts>
    readonly maskKinds: Named<FieldMaskKind>
    readonly changeKinds: Named<GrantChangeKind>
    readonly lastDays: (days: number) => string
    readonly takenOf: (taken: number, most: number) => string
    readonly dayCounts: (calls: number, rows: number) => string
    readonly mattersShown: (shown: number, all: number) => string
    readonly refusedCalls: (calls: number) => string
    readonly review: (since: string, through: string) => string
    readonly statuses: Named<'active' | 'suspended' | 'revoked'>
    readonly modeNames: Named<'interface' | 'batch'>
    readonly standing: (n: number) => string
  }
  readonly collection: Named<
    'title' | 'lead' | 'one' | 'none' | 'noneWhy' | 'draft' | 'grounds' | 'items' | 'notice' | 'noNotice' | 'json'
  > & {
    readonly since: (day: string) => string
    readonly published: (day: string) => string
  }
  readonly permits: Named<'title' | 'what' | 'keys' | 'items' | 'budget' | 'limits'> & {
    readonly statuses: Named<VerificationPermit['status']>
    readonly perDayAndMatter: (perDay: number, perMatter: number) => string
  }
  readonly exports: Named<
    | 'title'
    | 'one'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'noneSo'
    | 'side'
    | 'state'
    | 'anyState'
    | 'datasetCode'
    | 'ofOneGrant'
    | 'toAll'
    | 'dataset'
    | 'parties'
    | 'application'
    | 'applicant'
    | 'provider'
    | 'rows'
    | 'size'
    | 'format'
    | 'asked'
    | 'finished'
    | 'fetched'
    | 'notFetched'
    | 'goes'
    | 'approval'
    | 'approvalNumber'
    | 'problem'
    | 'grant'
    | 'toGrant'
    | 'proof'
    | 'course'
    | 'what'
    | 'discard'
    | 'discardWhat'
  > & {
    readonly sides: Named<ExportSide>
    readonly states: Named<ExportState>
    readonly formats: Named<ExportFormat>
    readonly problems: Words
    readonly done: (done: string, total: string) => string
    readonly withheld: (rows: string) => string
    readonly goesAt: (instant: string) => string
  }
  readonly console: Named<
    | 'title'
    | 'what'
    | 'chooseKey'
    | 'keyHelp'
    | 'noKey'
    | 'forgetKey'
    | 'notRegistered'
    | 'noIdentifier'
    | 'item'
    | 'identifier'
    | 'real'
    | 'matterHelp'
    | 'matterFree'
    | 'fieldsHelp'
    | 'send'
    | 'asked'
    | 'answer'
    | 'permitted'
    | 'receipt'
    | 'filtered'
    | 'noRow'
    | 'value'
    | 'shown'
    | 'clear'
    | 'byCommand'
    | 'commandWhat'
  > & {
    readonly keyFaults: Named<SignerFault>
    readonly keyReady: (application: string) => string
    readonly purposeHelp: (purposes: string) => string
    readonly maskedByGrade: (grade: number) => string
    readonly maskedByGrant: (how: string) => string
  }
  readonly law: Named<'lead' | 'search' | 'article' | 'deadline' | 'executable' | 'neighbours'> & {
    readonly standings: Named<Standing>
    readonly executables: Words
    readonly inForce: (day: string) => string
    readonly clauseCount: (n: number) => string
    readonly noneFound: (sought: string) => string
    readonly articleNumber: (article: string) => string
    readonly before: (clause: string) => string
    readonly after: (clause: string) => string
  }
  /** How the platform keeps the clauses. */
  readonly matrix: Named<
    | 'title'
    | 'lead'
    | 'counts'
    | 'pack'
    | 'anyPack'
    | 'status'
    | 'anyStatus'
    | 'stage'
    | 'anyStage'
    | 'clauses'
    | 'executable'
    | 'none'
    | 'noneWhy'
    | 'kept'
    | 'bindings'
    | 'noBindings'
    | 'missing'
    | 'acceptance'
    | 'proofs'
    | 'noProofs'
    | 'toClause'
  > & {
    readonly statuses: Named<ClauseStatus>
    readonly statusHelp: Named<ClauseStatus>
    readonly kinds: Words
    readonly found: (n: number) => string
    readonly waitsFor: (what: string) => string
  }
  readonly procedures: Named<
    | 'lead'
    | 'search'
    | 'others'
    | 'course'
    | 'opening'
    | 'parties'
    | 'begin'
    | 'submit'
    | 'namedInForm'
    | 'setInNotice'
    | 'otherwise'
    | 'or'
    | 'closed'
    | 'notBuilt'
    | 'pickAnother'
    | 'entryNumber'
    | 'entryNumberHelp'
    | 'which'
    | 'noneMine'
  > & {
    readonly partyRules: Words
    readonly whose: Named<'all' | 'mine'>
    readonly found: (n: number) => string
    readonly none: (sought: string) => string
    readonly duties: (n: number) => string
    readonly opener: (party: string, role: string) => string
    readonly notYou: (account: string) => string
    readonly elsewhere: (territory: string) => string
    readonly owes: (party: string) => string
    readonly actor: (party: string, role: string) => string
    readonly suspends: (period: string) => string
    readonly movesOn: (state: string) => string
    readonly withForm: (form: string) => string
    readonly basis: (ranks: string) => string
    readonly when: (conditions: string) => string
    readonly condition: (fact: string, values: string) => string
    readonly isIt: (fact: string, so: boolean) => string
    readonly closedWithOffer: (offer: string) => string
  }
  readonly duties: Named<
    | 'lead'
    | 'view'
    | 'filter'
    | 'none'
    | 'noneWhy'
    | 'noneSuch'
    | 'state'
    | 'due'
    | 'noDue'
    | 'file'
    | 'toFile'
    | 'gap'
    | 'isOverdue'
    | 'assign'
  > & {
    readonly views: Named<'duty' | 'organization'>
    readonly columns: Named<'duty' | 'organization'>
    readonly filters: Named<'all' | 'gap' | 'overdue'>
    readonly count: (all: number, gaps: number, overdue: number) => string
    readonly lines: (n: number) => string
    readonly gaps: (n: number) => string
    readonly overdue: (n: number) => string
    readonly assigned: (n: number) => string
  }
  /** Notifications. */
  readonly account: Named<
    | 'title'
    | 'lead'
    | 'password'
    | 'oldPassword'
    | 'newPassword'
    | 'strength'
    | 'change'
    | 'factor'
    | 'demanded'
    | 'noFactor'
    | 'enrol'
    | 'scan'
    | 'confirm'
    | 'hasFactor'
    | 'remove'
    | 'notices'
    | 'noNotices'
  > & {
    readonly rule: (least: number, most: number) => string
    readonly faults: Readonly<Record<PasswordFault, string>>
    readonly ended: (sessions: number) => string
    readonly news: (count: number) => string
    readonly kinds: Readonly<Record<AccountNotice['kind'], string>>
  }
  readonly told: Named<'title' | 'lead' | 'none' | 'noneWhy' | 'markRead' | 'read'> & {
    readonly kinds: Named<Notification['kind']>
    readonly putBy: (organization: string) => string
    readonly bell: (unread: string) => string
    readonly moved: (from: string, to: string) => string
  }
  readonly supervision: Named<'lead' | 'phase' | 'everybody'> & {
    readonly phases: Named<'overdue' | 'warning'>
    readonly none: Named<'overdue' | 'warning'>
  }
  readonly due: Named<
    'title' | 'lead' | 'territory' | 'what' | 'period' | 'days' | 'from' | 'fromHelp' | 'count' | 'result'
  >
  readonly audit: Named<
    | 'lead'
    | 'kind'
    | 'anyKind'
    | 'recorded'
    | 'none'
    | 'at'
    | 'action'
    | 'actor'
    | 'outcome'
    | 'grounds'
    | 'proof'
    | 'mode'
    | 'search'
    | 'decision'
    | 'anyDecision'
    | 'identifier'
    | 'value'
    | 'reason'
    | 'matter'
    | 'unkeyed'
    | 'unkeyedTag'
    | 'personLead'
  > & {
    readonly by: Named<
      | 'clause'
      | 'action'
      | 'dataset'
      | 'entry'
      | 'case'
      | 'grant'
      | 'organization'
      | 'account'
      | 'application'
      | 'from'
      | 'until'
    >
    readonly decisions: Named<'permit' | 'refusal'>
    readonly modes: Named<'entries' | 'person'>
    readonly identifiers: Named<'residentId' | 'creditCode'>
    readonly kinds: Named<'act' | 'refusal' | 'access' | 'key' | 'session' | 'system'>
    readonly actors: Words
    readonly outcomes: Words
  }
  readonly ownData: Named<
    | 'lead'
    | 'requests'
    | 'noRequests'
    | 'begin'
    | 'number'
    | 'numberHelp'
    | 'disclosed'
    | 'noneDisclosed'
    | 'ended'
    | 'view'
    | 'record'
    | 'noRows'
    | 'noValue'
    | 'close'
    | 'accesses'
    | 'accessesLead'
    | 'notProven'
    | 'ask'
    | 'noAccesses'
    | 'masked'
    | 'platform'
    | 'evidence'
    | 'comma'
  > & {
    readonly until: (day: string) => string
    readonly rows: (count: number) => string
    readonly download: Named<'csv' | 'json'>
    readonly columns: Named<'at' | 'who' | 'purpose' | 'data'>
  }
  readonly proof: Named<
    | 'title'
    | 'lead'
    | 'outcome'
    | 'verified'
    | 'failed'
    | 'partly'
    | 'root'
    | 'path'
    | 'origin'
    | 'record'
    | 'notYours'
    | 'noRecord'
    | 'checkpoint'
    | 'limits'
  > & {
    readonly steps: Named<'content' | 'inclusion' | 'size' | 'signature'>
    readonly outcomes: Named<'holds' | 'fails' | 'unchecked'>
    readonly place: (index: number, size: number) => string
    readonly hashes: (n: number) => string
  }
  readonly watch: Named<
    | 'title'
    | 'lead'
    | 'open'
    | 'none'
    | 'noneWhy'
    | 'closed'
    | 'noneClosed'
    | 'measured'
    | 'now'
    | 'limit'
    | 'grounds'
    | 'needed'
    | 'within'
    | 'over'
    | 'escalated'
    | 'taken'
    | 'takenByMe'
    | 'take'
    | 'note'
    | 'noteHelp'
    | 'whoTakes'
    | 'closesItself'
    | 'openRisk'
    | 'responsible'
    | 'responsibleHelp'
    | 'riskStands'
    | 'riskGone'
  > & {
    readonly signals: Words & Named<Signal>
    /** A number with its unit. */
    readonly amount: (signal: string, n: number) => string
    readonly went: (measured: string, most: string) => string
    readonly toDo: (needed: string) => string
    readonly since: (instant: string) => string
    readonly until: (instant: string) => string
    readonly riskOf: (name: string) => string
    readonly causeOf: (signal: string, instant: string) => string
  }
  readonly backups: Named<
    | 'title'
    | 'lead'
    | 'lastBackup'
    | 'lastDrill'
    | 'never'
    | 'age'
    | 'limit'
    | 'order'
    | 'orderHelp'
    | 'extent'
    | 'whoOrders'
    | 'drill'
    | 'drillHelp'
    | 'waiting'
    | 'approve'
    | 'ownAsk'
    | 'whoApproves'
    | 'history'
    | 'none'
    | 'noneWhy'
    | 'kind'
    | 'state'
    | 'ended'
    | 'covered'
    | 'fault'
    | 'proof'
    | 'bySchedule'
    | 'byAct'
  > & {
    readonly kinds: Named<BackupRun['kind']>
    readonly states: Named<BackupRun['state']>
    readonly drillStates: Named<BackupRun['state']>
    readonly extents: Named<'full' | 'further'>
    readonly rows: (n: number) => string
    readonly entries: (n: number) => string
    readonly size: (bytes: number) => string
    readonly askedAt: (instant: string) => string
  }
  readonly retention: Named<
    | 'title'
    | 'lead'
    | 'register'
    | 'kind'
    | 'term'
    | 'oldest'
    | 'over'
    | 'held'
    | 'nothingThere'
    | 'nothingOver'
    | 'nothingHeld'
    | 'staysForGood'
    | 'order'
    | 'before'
    | 'preview'
    | 'goes'
    | 'stays'
    | 'mind'
    | 'nothingGoes'
    | 'shownWhenRemoved'
    | 'noUndo'
    | 'needsSecond'
    | 'comparedBefore'
    | 'oneAtATime'
    | 'orders'
    | 'noOrders'
    | 'noOrdersWhy'
    | 'begins'
    | 'waits'
    | 'entries'
    | 'noEntries'
    | 'at'
    | 'what'
    | 'removed'
    | 'proof'
    | 'termGrew'
    | 'agree'
    | 'ownAsk'
    | 'whoAgrees'
    | 'holds'
    | 'noHolds'
    | 'noHoldsWhy'
    | 'lift'
    | 'place'
    | 'scope'
    | 'reason'
    | 'reasonHelp'
    | 'matter'
  > & {
    readonly kinds: Named<RetentionKind>
    readonly kindsWhat: Named<RetentionKind>
    /** By table; one that was added since has its own name. */
    readonly tables: Readonly<Record<string, string>>
    readonly states: Named<RetentionOrder['state']>
    readonly scopes: Named<RetentionHold['scope']>
    readonly scopeHelp: Named<RetentionHold['scope']>
    readonly scopeNamed: Named<'dataset' | 'grant' | 'organization'>
    readonly heldBy: Named<'act' | 'case'>
    readonly days: (n: number) => string
    readonly overBy: (days: number) => string
    readonly records: (n: number, more: boolean) => string
    readonly scoped: (scope: string, name: string) => string
    readonly beforeHelp: (day: string) => string
    readonly ofBefore: (day: string) => string
    readonly orderOf: (kind: string, day: string) => string
    readonly askedBy: (name: string, instant: string) => string
    readonly agreedBy: (name: string, instant: string) => string
    readonly endedAt: (instant: string) => string
    readonly reached: (day: string, rest: number) => string
    readonly left: (faults: number) => string
    readonly keptOf: (things: number) => string
    readonly why: (reason: string, matter: string) => string
    readonly placedBy: (name: string, instant: string) => string
  }
  readonly keys: Named<
    | 'title'
    | 'lead'
    | 'kek'
    | 'kekWhat'
    | 'newest'
    | 'used'
    | 'rewrap'
    | 'rewrapHelp'
    | 'behind'
    | 'whoReplaces'
    | 'datasets'
    | 'datasetsWhat'
    | 'noDatasets'
    | 'dataset'
    | 'version'
    | 'age'
    | 'custody'
    | 'rotation'
    | 'rotate'
    | 'goOn'
    | 'tampered'
    | 'overAge'
    | 'log'
    | 'logWhat'
    | 'verifierKeys'
    | 'state'
    | 'askRevocation'
    | 'askRevocationHelp'
    | 'from'
    | 'fromHelp'
    | 'theOnlyOne'
    | 'agree'
    | 'ownAsk'
    | 'whoAgrees'
    | 'answers'
    | 'answersWhat'
    | 'generation'
    | 'signs'
    | 'renew'
    | 'renewHelp'
    | 'revoke'
    | 'revokeFrom'
    | 'revokeFromHelp'
    | 'founded'
    | 'signsNow'
  > & {
    readonly versionOf: (n: number) => string
    readonly wraps: (version: number, keys: number) => string
    readonly rewrapped: (keys: number, secrets: number) => string
    readonly versions: (oldest: number, newest: number) => string
    readonly days: (n: number) => string
    readonly custodies: Named<DatasetKey['custody']>
    readonly rotations: Named<'running' | 'halted' | 'done' | 'ended'>
    readonly resealed: (done: number, rows: number) => string
    readonly logStates: Named<LogKey['state']>
    readonly revokedFrom: (entry: number) => string
    readonly generationOf: (n: number) => string
    readonly period: (from: string, until: string) => string
    readonly disbelieved: (instant: string) => string
  }
  readonly unlock: Named<
    | 'title'
    | 'what'
    | 'share'
    | 'shareHelp'
    | 'handIn'
    | 'handedIn'
    | 'opened'
    | 'openedWhat'
    | 'progress'
    | 'eachProcess'
    | 'unreachable'
  > & {
    readonly wanted: (left: number, threshold: number) => string
    readonly forgets: (instant: string) => string
  }
  readonly approvals: Named<
    'title' | 'lead' | 'mine' | 'none' | 'noneWhy' | 'others' | 'agree' | 'ownAsk' | 'open' | 'partly'
  > & {
    readonly kinds: Named<ApprovalKind>
    readonly whoAgrees: Named<ApprovalKind>
    readonly askedAt: (instant: string) => string
    readonly operation: (dataset: string, rows: number, items: number, purpose: string) => string
    readonly bundle: (entries: number, recipient: string, matter: string, opensRows: boolean) => string
    readonly backup: (full: boolean) => string
    readonly logKey: (version: number, from: number) => string
    readonly retention: (kind: string, before: string) => string
  }
  readonly log: Named<
    | 'title'
    | 'lead'
    | 'toLog'
    | 'newest'
    | 'cosigned'
    | 'noCheckpoint'
    | 'noCosigned'
    | 'size'
    | 'root'
    | 'origin'
    | 'readAt'
    | 'signature'
    | 'signedBy'
    | 'note'
    | 'witnesses'
    | 'witnessesWhat'
    | 'noWitnesses'
    | 'witness'
    | 'organization'
    | 'countersigned'
    | 'signedAt'
    | 'notYet'
    | 'register'
    | 'territory'
    | 'key'
    | 'keyHelp'
    | 'end'
    | 'whoRegisters'
    | 'check'
    | 'checkWhat'
    | 'run'
    | 'whoChecks'
    | 'nothingFound'
    | 'found'
    | 'table'
    | 'record'
    | 'finding'
  > & {
    readonly signatures: Named<'holds' | 'fails' | 'unchecked'>
    readonly entries: (n: number) => string
    readonly behind: (n: number) => string
    readonly checked: (rows: number, size: number, checkpoints: number) => string
    readonly notCovered: (n: number) => string
    /** @param number - Of the entry that says so; null while it waits for the tree. */
    readonly removed: (day: string, accesses: number, signatures: number, number: number | null) => string
    readonly findings: (n: number, shown: number) => string
    readonly founds: Named<'altered' | 'missing' | 'added' | 'unplaced'>
  }
  readonly maintenance: Named<
    | 'title'
    | 'lead'
    | 'gateway'
    | 'announced'
    | 'none'
    | 'noneWhy'
    | 'announce'
    | 'begins'
    | 'beginsHelp'
    | 'ends'
    | 'notice'
    | 'noticeHelp'
    | 'end'
    | 'whoAnnounces'
  > & {
    readonly states: Named<'open' | 'closed'>
    readonly period: (from: string, until: string) => string
  }
  readonly links: Named<
    | 'title'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'lastExchange'
    | 'never'
    | 'heard'
    | 'waiting'
    | 'nextCall'
    | 'fault'
    | 'address'
    | 'log'
    | 'keys'
    | 'suspend'
    | 'resume'
    | 'end'
    | 'call'
    | 'exchanges'
    | 'noExchanges'
    | 'whoSets'
    | 'endWhat'
  > & {
    readonly relations: Named<PlatformLink['relation']>
    readonly states: Named<PlatformLink['state']>
    readonly calls: Named<PlatformLink['calls']>
    readonly heardCounts: (entries: number, grants: number) => string
    readonly changes: (n: number) => string
    readonly failures: (n: number) => string
    readonly directions: Named<LinkExchange['direction']>
    readonly brought: (entries: number, grants: number, withdrawn: number) => string
  }
  /** What a case can be about. */
  readonly subjects: Words & Named<'catalogEntry' | 'dataGrant' | 'organization' | 'territory'>
  /** Stages of the life of data, as clauses name them. */
  readonly stages: Words
  /** What conditions of procedures ask, and values that no regime has a word for. */
  readonly facts: Words
  readonly factValues: Words
  readonly roles: Words
  readonly ranks: Words
  readonly periods: Words
  /** Limits of the platform: what is counted. */
  readonly limits: Words
  readonly choices: Words
  readonly faults: Words
  /** Acts as verbs, by procedure and name or by name alone. */
  readonly acts: Words
}

const unitsZh: Words = { workingDay: '个工作日', calendarDay: '日', hour: '小时', month: '个月', year: '年' }

/** Units of what is watched. */
const amountsZh: Words = {
  clocksOverdue: '个',
  evidenceFaults: '处',
  quarantineRows: '行',
  quarantineRowsPerDay: '行',
  unusualReads: '件',
  keyAgeDays: '天',
  backupAgeHours: '小时',
  drillAgeDays: '天',
  sequencerLagSeconds: '秒',
  jobsFailedPerDay: '次',
}

export const zhCN: Text = {
  product: '法度',
  loading: '正在载入',
  listComma: '、',
  sentenceComma: '；',
  done: '已办理',
  refused: '被拒绝',
  seal: '存证',
  clausePending: '条款，正在读取',
  grade: (grade) => `${grade} 级`,
  units: (length, unit) => (length === 0 ? '立即' : `${length} ${unitsZh[unit] ?? unit}`),
  standing: { law: '规定', draft: '草案', policy: '政策' },
  rail: {
    desk: '工作台',
    procedures: '办理事项',
    cases: '事项',
    ownData: '我的数据',
    open: '开放目录',
    collection: '收集公示',
    catalog: '目录',
    grading: '分级',
    systems: '信息系统',
    cockpit: '驾驶舱',
    overview: '概览',
    grants: '授权',
    exports: '批量导出',
    quality: '质量',
    duties: '职责台账',
    supervision: '期限监督',
    law: '法规',
    organizations: '单位账号',
    audit: '审计',
    log: '日志和见证',
    approvals: '复核',
    watch: '告警',
    backups: '备份',
    retention: '记录保存期限',
    keys: '密钥',
    links: '平台对接',
    maintenance: '停机维护',
  },
  frame: {
    skip: '跳到正文',
    menu: '打开导航',
    rail: '主导航',
    signOut: '退出',
    otherLanguage: 'English',
    languageNow: '（现用中文）',
    dark: '深色',
    theme: '主题',
    close: '关闭',
  },
  first: {
    heading: '依法运行的公共数据平台',
    what: '法度把现行规定变成可以执行的规则：公共数据的编目、共享、开放，每一步都由条款决定，按工作日计时，并写入无法悄悄改动的记录。',
    how: '准许的写明依据，拒绝的写明条款和怎样才合法。',
    city: '演示城市',
    cityWhat: '宁波市（含鄞州区）和吴忠市。行政区划是真实数据；居民、企业均为合成数据，不对应任何真实的人或者单位。',
    demoAccounts: '演示账号',
    password:
      '所有演示账号使用同一个密码，首次启动时生成：见启动服务的终端，或者数据目录中的 demo-accounts.json。选一个账号填入登录名：',
    demo: {
      policeApprover: '吴忠市公安局 · 审批负责人：有一件共享申请已经逾期',
      policeSteward: '吴忠市公安局 · 数据管理员：可以预览脱敏的户籍数据',
      civilSteward: '吴忠市民政局 · 数据管理员：有一件补正、一条目录待修改',
      labourSteward: '吴忠市人力资源和社会保障局 · 数据管理员：正在等待答复',
      yinzhouApprover: '鄞州区公共数据主管部门 · 审批负责人：待审定的目录和申请',
      audit: '平台运维中心 · 审计管理员：查阅存证，核验证明',
    },
  },
  publicFrame: {
    links: '公开查阅',
    foot: '开放目录、收集公示、法规和期限计算向任何人公开，不用登录。提出申请、查阅与本人有关的数据，请先登录。',
    api: '接口文档（OpenAPI）',
  },
  open: {
    lead: '向社会开放的公共数据：是什么、由谁提供、多久更新一次、依据哪一条开放。',
    search: '搜索开放的数据',
    searchHelp: '名称、提供单位、主题或者数据项里的词，例如 养老 机构',
    none: '没有找到',
    noneWhy: '换一个说法，少写几个词，或者放宽下面的范围。只列出现在开放的数据；没有开放的和已经撤回的不在其中。',
    showAll: '查看全部',
    any: '全部',
    entry: '开放的数据',
    facts: '基本情况',
    asking: '可以办理',
    needsSignIn: '办理时需要登录，登录后回到这里选定的事项。',
    machines: '供程序读取',
    machinesWhat: '以下地址不用登录，内容与本页相同。',
    json: '本条目（JSON）',
    facets: { territory: '地区', category: '主题', provider: '提供单位', openAttribute: '开放方式' },
    listed: { openingBody: '开放主体', dataFormat: '数据格式', dataType: '数据类型' },
    formats: { csv: 'CSV', json: 'JSON', jsonLines: 'JSON Lines', xml: 'XML', xlsx: 'XLSX', parquet: 'Parquet' },
    requests: {
      'open.request': '申请开放',
      'develop.use': '登记开发利用',
      'open.withdrawal': '要求中止、撤回开放',
    },
    choice: (label, count) => `${label}（${count}）`,
    updated: (often) => `${often}更新`,
    version: (version, day) => `第 ${version} 版 · ${day}发布`,
    dcat: (territory) => `${territory}的开放目录（DCAT，JSON-LD）`,
  },
  seek: {
    title: '搜索',
    what: '搜索目录、事项、条款、单位',
    found: '搜索结果',
    hint: '写名称、编码、条款号或者事项编号的开头',
    how: '↑ ↓ 选择，Enter 打开，Esc 关闭',
    incomplete: '有一部分没有取到，请稍后再试',
    shortcuts: '快捷键',
    notWhileTyping: '正在输入文字时，快捷键不起作用。',
    kinds: { entries: '目录条目', cases: '事项', clauses: '条款', organizations: '单位' },
    keys: {
      search: '打开搜索',
      shortcuts: '列出快捷键',
      choose: '在搜索结果中上下移动',
      open: '打开选中的结果',
      close: '关闭对话框',
      move: '移到下一个、上一个控件',
    },
    none: (sought) => `没有与「${sought}」相符的结果`,
    count: (n) => `共 ${n} 个结果`,
  },
  signIn: {
    title: '登录',
    login: '登录名',
    password: '密码',
    show: '显示密码',
    totp: '动态验证码',
    totpHelp: '此账号启用了动态验证码：请输入验证器上的 6 位数字',
    submit: '登录',
  },
  desk: {
    title: '工作台',
    owed: '我要办',
    awaited: '我在等',
    nothingOwed: '没有待办事项',
    nothingOwedWhy: '别的单位向本单位提出申请，或者目录等待本单位审定时，会按到期日排在这里。',
    nothingAwaited: '没有正在等待别的单位办理的事项',
    toCatalog: '到目录查找数据',
    toProcedures: '查看可以提出的事项',
    count: (all, overdue) => `共 ${all} 件${overdue > 0 ? `，其中逾期 ${overdue} 件` : ''}`,
    coming: '近 15 个工作日',
    happened: '刚发生',
    nothingHappened: '近 30 天没有新情况',
    nothingHappenedWhy: '别的单位办理了本单位的事项，本单位提供或者获准使用的数据归集了新批次，都会排在这里。',
    batchCame: '归集入库',
    batch: (dataset, number) => `${dataset} · 第 ${number} 批`,
    dueOn: (day) => `${day}届满的事项`,
    countedThrough: (day) => `待办较多，届满日只统计到${day}。`,
  },
  strip: {
    today: '今天',
    provisional: '放假安排尚未公布，暂定',
    kinds: { workday: '工作日', weekend: '周末', holiday: '放假', makeUpDay: '调休上班' },
    marks: { workday: '', weekend: '周末', holiday: '休', makeUpDay: '调休' },
    named: (kind, holiday) => `${kind}（${holiday}）`,
    due: (n) => `${n} 件`,
    dueOn: (n) => `${n} 件届满`,
  },
  cases: {
    lead: '本单位作为一方的全部事项，新的在前',
    which: '筛选事项',
    none: '没有这样的事项',
    noneWhy: '提出共享申请，或者提交目录审定，就会产生事项。',
    one: '事项',
    underDraft: '依征求意见稿试行',
    subject: '事项对象',
    way: '进程',
    acts: '办理经过',
    noActs: '还没有办理记录',
    asked: '申请内容',
    entered: '办理中填报的内容',
    canDo: '现在可以办理',
    cannotDo: '现在不能办理',
    nothingToDo: '这一步不由您办理；下面写明由谁办理。',
    closed: '事项已经办结。',
    movesByItself: '这一步没有要办理的手续，条件具备时自动进入下一步，例如数据首次提供。',
    fromEntry: '内容取自目录条目，提交前请先修改条目。',
    bySystem: '平台',
    openness: { open: '办理中', closed: '已办结', all: '全部' },
    liesWith: (organization) => `现由${organization}办理`,
    opened: (day) => `${day}提出`,
    ledTo: (state) => `进入「${state}」`,
    basis: (basis) => `依据：${basis}`,
    whoMay: (party, role) => `由${party}的${role}办理`,
    confirm: (act) => `确认${act}`,
    endedClocks: (n) => `已终止的期限 ${n} 项`,
  },
  papers: {
    comment: '留言',
    commentHelp: '不超过 2000 字；留言不改变进程和期限，不能修改，只能撤回。事项的其他各方会收到通知。',
    send: '提交留言',
    withdraw: '撤回',
    withdrawConfirm: '撤回之后，别人看不到内容，但仍列明由谁、何时撤回。',
    withdrawn: (who, when) => `已由${who}于${when}撤回`,
    documents: '材料',
    noDocuments: '还没有材料',
    addDocument: '提交材料',
    addHelp:
      'PDF、PNG、JPEG、DOCX、XLSX、OFD、TXT，每份不超过 20 MB；加密留存，每次下载、预览都留痕。其他各方会收到通知。',
    size: (bytes) => (bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`),
    preview: '预览',
    download: '下载',
    downloadOf: (name) => `下载 ${name}`,
    withdrawDocumentConfirm: '撤回之后不再提供下载，但仍列明由谁、何时撤回。',
  },
  states: { here: '现处于此', passed: '已经过', end: '终点', ended: '已办结' },
  clock: {
    today: '今日届满',
    provisional: '暂定',
    showCount: '怎么算的',
    hideCount: '收起计算',
    due: (day) => `${day}届满`,
    left: (days) => `剩 ${days} 个工作日`,
    leftHours: (hours) => (hours === 0 ? '剩不足 1 小时' : `剩 ${hours} 小时`),
    overdue: (text) => text.replace('，仍应办理', ''),
    suspended: (text) => text,
    finished: (text) => text,
    reading: (reading) => `读法：${reading}`,
  },
  refusal: {
    title: '不予办理',
    grounds: '依据的条款',
    needed: '怎样才合法',
    recorded: '行为未生效，这次拒绝已经记录。',
    asked: (what) => `您要办理的是：${what}`,
  },
  fault: {
    unreachable: '连不上服务。请检查网络，稍后再试；没有提交成功的内容不会生效。',
    unknown: '平台没有按约定答复。请稍后再试；仍不行的，请告知运维人员。',
    retry: '重试',
    page: '这一页',
    title: (asked) => `「${asked}」没有成功`,
  },
  notFound: { title: '没有这一页', what: '地址可能写错了，或者内容已经移走。', back: '回到工作台' },
  more: { load: '加载更多', shown: (n) => `已显示 ${n} 条`, all: (n) => `共 ${n} 条` },
  form: {
    required: '必填',
    yes: '是',
    no: '否',
    choose: '请选择',
    nothingToChoose: '没有可以选择的内容',
    onePerLine: '每行写一项',
    leastItems: '只选履行职责必需的数据项',
    instrument: '依据的文件',
    provision: '条款，例如 第十条第二款',
    cancel: '取消',
    fillIn: (labels) => `还没有填写：${labels}`,
    otherInstrument: (title) => `${title}（不在依据库中）`,
  },
  rows: {
    number: '序号',
    add: '添加一行',
    remove: '删除',
    pasteHere: '从电子表格复制后粘贴到这里',
    position: (n) => `第 ${n} 行`,
    removeNumber: (n) => `删除第 ${n} 行`,
    cell: (row, column) => `第 ${row} 行 ${column}`,
    count: (n, most) => `已有 ${n} 行，最多 ${most} 行`,
    unread: (n) => `粘贴的内容中有 ${n} 格没有读懂，已留空：`,
    unreadCell: (line, column, text) => `第 ${line} 行「${column}」的「${text}」`,
  },
  sharedItems: {
    title: '这些数据已经编目，可以申请共享',
    because: { sameName: '名称相同', synonym: '说法不同，含义相同', codeList: '代码集相同' },
    wanted: (row, name) => `第 ${row} 行「${name}」：`,
  },
  catalog: {
    lead: '本地区各单位的公共数据目录',
    search: '查找数据：名称、单位、数据项、主题、信息系统',
    searchHelp: '也可以输入代码、拼音或者拼音首字母，例如 hjrk；几个词之间用空格隔开',
    narrow: '筛选',
    chosen: '正在使用的筛选条件',
    lift: '去掉这个条件',
    liftOne: '没有同时符合全部条件的条目。去掉其中一个条件后：',
    clearSought: '清除查找的词',
    none: '没有找到目录条目',
    noneWhy: '换一个说法再找。未发布的条目只有编制单位和审定部门可以看到。',
    unset: '未填写',
    draft: '编制新条目',
    matchedItems: '数据项：',
    exportAll: '导出目录',
    facets: {
      category: '主题',
      provider: '提供单位',
      level: '层级',
      shareAttribute: '共享属性',
      openAttribute: '开放属性',
      grade: '分级',
      freshness: '更新情况',
      state: '状态',
    },
    freshness: { current: '按期更新', late: '逾期未更新', never: '尚未归集', irregular: '不定期更新' },
    formats: { xlsx: 'Excel 工作簿', csv: 'CSV 表格' },
    filter: (facet, value) => `${facet}：${value}`,
    allValues: (n) => `显示全部 ${n} 个`,
    noneWith: (sought) => `没有找到含「${sought}」的目录条目`,
    liftBrings: (filter, n) => `去掉「${filter}」，有 ${n} 条`,
    updated: (often) => `${often}更新，`,
  },
  grading: {
    title: '分级审核',
    lead: '按分类分级规则给出的建议和依据；由人决定，机器不改人已经作出的决定',
    none: '没有这样的建议',
    noneWhy: '编制、修改条目或者归集数据时，平台按规则检查数据项；建议的分级高于现有分级的，会列在这里。',
    state: '建议的状态',
    keys: '键盘：↑ ↓ 移动，A 采纳，K 保留原分级，S 另定，空格选中',
    closed: '条目已经发布，分级随目录更新变更：',
    wholeEntry: '整个条目',
    suggested: '建议',
    reason: '理由',
    reasonHelp: '低于建议的分级，应当说明理由',
    origin: '分级依据',
    suggestions: '规则的建议',
    noSuggestion: '规则没有提出建议',
    records: '分级的变化',
    noRecord: '没有变化',
    states: { pending: '待决定', accepted: '已采纳', kept: '保留原分级', overruled: '另定', lapsed: '已失效' },
    origins: { description: '依据数据项的描述', sample: '依据数据抽样', rules: '依据规则的新版本' },
    decisions: { accept: '采纳', keep: '保留原分级', set: '另定分级' },
    confidence: (percent) => `把握 ${percent}%`,
    ruleSet: (name) => `规则 ${name}`,
    rowLabel: (item, grade) => `${item}，建议 ${grade} 级`,
    choose: (item) => `选中「${item}」`,
    acceptChosen: (n) => `采纳选中的 ${n} 项`,
    decided: (n) => `已决定 ${n} 项`,
    saidReason: (by, reason) => `${by}：${reason}`,
    pending: (grade) => `建议 ${grade} 级`,
    of: (item) => `「${item}」的分级依据`,
  },
  overview: {
    title: '数据资源概览',
    lead: '单位、信息系统、目录和数据的数量；点数字查看名单',
    byAgency: '各单位',
    figures: {
      agencies: '公共管理和服务机构',
      systems: '信息系统',
      entries: '目录条目',
      datasets: '数据集',
      rows: '数据行数',
      batches: '归集批次',
      published: '已发布',
      late: '逾期未更新',
    },
    on: (day) => `截至${day}；点数字查看名单`,
  },
  cockpit: {
    title: '驾驶舱',
    lead: '目录、归集、共享、质量和期限的情况；点数字查看记录',
    on: (from, to) => `${from}至${to}；点数字查看记录，走势与之前同样长的时段比较`,
    window: '时段',
    windows: { 30: '近 30 日', 90: '近 90 日', 365: '近 365 日' },
    figures: {
      coverage: '目录覆盖',
      freshness: '归集时效',
      response: '共享答复',
      quality: '数据质量',
      refusals: '不予办理',
      traffic: '网关调用',
    },
    units: {
      coverage: '家单位有已发布的目录',
      freshness: '个条目按期更新',
      response: '答复时间的中位数',
      quality: '平均得分（满分 100）',
      refusals: '次',
      traffic: '次',
    },
    trends: {
      coverage: '有已发布目录的单位',
      freshness: '未按期更新',
      response: '答复工作日中位数',
      quality: '平均得分',
      refusals: '不予办理',
      traffic: '调用',
    },
    parts: {
      agencies: '机构总数',
      published: '已发布条目',
      late: '逾期未更新',
      never: '尚未归集',
      irregular: '未定更新周期',
      answered: '已答复',
      inTime: '按期答复',
      answeredLate: '逾期答复',
      unanswered: '逾期未答复',
      scored: '有评分的数据集',
      problems: '未办结的数据问题',
      rows: '提供数据行数',
      refused: '不予提供',
    },
    columns: {
      overdue: '逾期',
      clauses: '期限依据',
      clause: '条款',
      text: '条文',
      refusals: '次数',
      day: '日期',
      calls: '调用',
      rows: '行数',
      refused: '不予提供',
      score: '得分',
    },
    nothing: '无',
    total: (count) => `共 ${count.toLocaleString('zh-CN')} 项`,
    workingDays: (days) => `${days} 个工作日`,
    ninth: (days) => `九成在 ${days} 个工作日内答复`,
    noAnswers: '这一时段没有答复过共享申请',
    inTheLog: '逐条记录在证据日志中，由审计管理员查阅',
    compared: (of, now, before) => `${of}：本期 ${now}，上期 ${before}`,
    line: (of, points) => `${of}走势：${points}`,
    until: (day, value) => `至${day} ${value}`,
    noAgencies: '这一地区没有公共管理和服务机构',
    noAgenciesWhy: '登记单位后，这里显示其目录、归集和办理情况；可以换一个地区查看。',
    overdue: '各单位逾期',
    refusals: '按条款统计的不予办理',
    noRefusals: '这一时段没有不予办理的事项',
    traffic: '网关逐日调用',
    noCalls: '这一时段没有调用',
    busiest: (day, calls, refused) => `最多的一日是${day}：调用 ${calls} 次，不予提供 ${refused} 次`,
    byDay: '逐日数字',
    noRecords: '没有记录',
    answers: {
      title: '已答复的共享申请',
      lead: '所选时段内答复的共享申请',
      leadInTime: '所选时段内按期答复的共享申请',
      leadLate: '所选时段内逾期答复的共享申请',
    },
    problems: { title: '数据问题', lead: '本地区正在处理的数据问题' },
    datasets: { title: '数据集', lead: '本地区的数据集：数据量、更新情况和质量得分' },
  },
  notForMe: '这里不由您办理的',
  organizations: {
    title: '单位、账号和应用',
    lead: '所选地区及其下级地区已登记的单位',
    search: '按名称或者代码查找单位',
    kind: '单位类别',
    all: '全部',
    none: '没有找到单位',
    noneWhy: '换一个地区、类别或者说法再找；还没有登记的单位，由系统管理员登记。',
    one: '单位',
    publishes: { true: '只看已发布目录的 ×', false: '只看未发布目录的 ×' },
    own: '本单位',
    register: '登记单位',
    registered: '登记内容',
    codeHelp: '单位的代码，全平台不重复；登记后不能修改',
    accounts: '账号',
    noAccounts: '还没有账号',
    applications: '应用',
    noApplications: '还没有登记应用',
    fields: { name: '单位名称', code: '单位代码', territory: '地区', kinds: '类别' },
    kinds: {
      authority: '公共数据主管部门',
      agency: '公共管理和服务机构',
      supervisor: '监督机构',
      government: '人民政府',
      contractor: '服务提供方',
      developer: '公共数据开发主体',
      platformOperator: '平台运维单位',
      person: '自然人、法人或者非法人组织',
    },
    counted: (label, count) => `${label}（${count}）`,
  },
  accounts: {
    name: '姓名',
    roles: '角色',
    noRoles: '没有角色，不能办理事项',
    factor: '第二验证方式',
    status: '状态',
    change: '变更',
    create: '开立账号',
    loginHelp: '登录名全平台不重复，开立后不能修改',
    next: '请当面或者另行告知本人，本人登录后在「我的账号」修改。账号现在没有角色，由安全管理员分配。',
    assign: '分配角色',
    rolesHelp: '平台三员分立：选定其中一个，其他角色随之取消。变更后，该账号的会话全部退出，并告知本人。',
    sessionsEnded: '该账号的会话已全部退出',
    reset: '清除第二验证方式',
    resetWhat: '本人的设备遗失时办理。该账号的会话全部退出，本人重新登记；不能为自己办理。',
    close: '注销账号',
    closeWhat: '本人离开单位或者不再办理时注销。会话立即退出，不能恢复；办过的事项和记录都保留。',
    factors: { confirmed: '已登记', none: '未登记' },
    statuses: { active: '使用中', closed: '已注销' },
    of: (name) => `账号：${name}`,
    changeOf: (login) => `变更 ${login}`,
    passwordOnce: (login) => `${login} 的初始密码，只显示这一次：`,
  },
  applications: {
    one: '应用',
    name: '应用名称',
    register: '登记应用',
    use: '使用情况',
    status: '状态',
    signatures: '调用签名',
    number: '应用编号',
    suspend: '停用应用',
    resume: '恢复应用',
    demand: '要求签名',
    lift: '不再要求签名',
    keys: '公钥',
    keyId: '密钥标识',
    algorithm: '算法',
    since: '登记时间',
    until: '有效情况',
    inForce: '有效',
    revoked: '已吊销',
    revoke: '吊销',
    revokeNow: '确认吊销',
    revokeWhat: '吊销后，用它签名的请求不再受理，也不能重新登记；以前用它签名的仍可核验。',
    reason: '吊销原因',
    addKey: '登记公钥',
    publicKey: '公钥',
    publicKeyHelp: '粘贴 PEM（BEGIN PUBLIC KEY）或者 JWK；支持 Ed25519、P-256、SM2。私钥由本单位自己保管，不要粘贴。',
    userId: 'SM2 用户标识',
    userIdHelp: '签名时所用的用户标识；不填的，按 1234567812345678',
    grants: '取得的授权',
    noGrants: '还没有授权；申请共享时选择这个应用。',
    statuses: { active: '使用中', suspended: '已停用' },
    statusWhat: { active: '可以凭密钥取得令牌，按授权调用', suspended: '不能调用；已有的令牌也随即无效' },
    signed: {
      demanded: '须签名',
      demandedWhat: '每次调用都须签名，没有签名的不予受理',
      freeWhat: '不要求每次调用都签名；授权另有要求的，从其要求',
    },
    algorithms: { EdDSA: 'Ed25519', ES256: 'P-256（ES256）', SM2: 'SM2' },
    reasons: { compromised: '私钥泄露或者可能泄露', superseded: '已更换为新的密钥', unused: '不再使用' },
    keyFaults: {
      empty: '没有填写',
      privateKey: '这是私钥，没有发送。请从这里删除，改为粘贴公钥；私钥如果已经给过别人，请更换密钥。',
      certificate: '这是证书。请从证书中导出公钥（openssl x509 -pubkey -noout），再粘贴。',
      otherAlgorithm: '不支持这种算法或者曲线；请使用 Ed25519、P-256 或者 SM2 的密钥。',
      pemBroken: 'PEM 不完整：须从 BEGIN PUBLIC KEY 一行到 END PUBLIC KEY 一行，中间没有缺少内容。',
      jsonBroken: '以 { 开头，但不是有效的 JSON；请粘贴完整的 JWK。',
      jwkIncomplete: 'JWK 不完整：须有 kty、crv、x，P-256 和 SM2 还须有 y，各为 43 个字符。',
      unknown: '看不出是公钥；请粘贴 PEM（以 -----BEGIN PUBLIC KEY----- 开头）或者 JWK（以 { 开头）。',
    },
    recognised: (algorithm) =>
      `识别为 ${algorithm === 'EdDSA' ? 'Ed25519' : algorithm === 'ES256' ? 'P-256' : 'SM2'} 公钥`,
    grantUntil: (day) => `至${day}`,
  },
  periodsPage: {
    title: '期限参数',
    lead: '条款没有规定的期限，是运行政策，由本级主管部门设定；条款规定的，从其规定',
    shown: '显示哪些期限',
    none: '没有这样的期限',
    history: '依据和历次设定',
    value: '期限',
    from: '起始日',
    source: '由谁规定',
    clauses: '条款',
    always: '一直如此',
    inNotice: '由每次的通知写明',
    set: '设定期限',
    newValue: '新的期限',
    fromHelp: '这一天以后开始的计时按新的期限；正在计时的不变',
    shownKinds: { policy: '运行政策', all: '全部期限' },
    limits: '限值',
    limitsWhat: '条文没有规定数字的上限，由平台规则设定；超过的，按所列办法办理。',
    setBy: (organization, instant) => `${organization}，${instant}`,
    now: (value) => `现为 ${value}，单位不变`,
  },
  systems: {
    title: '信息系统',
    lead: '各单位登记的信息系统；数据库结构变化的，登记后更新目录',
    none: '还没有登记信息系统',
    noneWhy: '由使用或者管理系统的单位登记。',
    one: '信息系统',
    register: '登记信息系统',
    amend: '变更登记',
    save: '保存登记',
    status: '状态',
    registered: '登记内容',
    entries: '产生的目录条目',
    noEntries: '还没有条目写明来自这个系统',
    schemaChanges: '数据库结构变化',
    noSchemaChanges: '没有登记过变化',
    changeSchema: '登记结构变化',
    changedOn: '变化生效之日',
    description: '变化的内容',
    fields: {
      code: '系统编码',
      name: '系统名称',
      funding: '经费来源',
      department: '主管部门',
      operator: '运维单位',
      protectionLevel: '等级保护级别',
      liveOn: '上线日期',
      databases: '数据库种类',
      project: '来源项目',
    },
    fundings: {
      fiscalNew: '财政资金新建',
      fiscalUpgrade: '财政资金升级改造',
      purchasedService: '财政资金购买服务',
      other: '其他资金',
    },
    statuses: { active: '使用中', closed: '已停用' },
    level: (level) => `${level} 级`,
    task: (entry) => `更新「${entry}」`,
  },
  files: { choose: '选择文件' },
  outline: {
    title: '从数据文件生成数据项',
    drop: '把数据文件拖到这里',
    dropHelp: 'Excel 工作簿或者 CSV；只读取列名、类型和长度，文件不保存',
    found: (items, rows) => `看了 ${rows} 行，得到 ${items} 个数据项，已列在下面，请核对。`,
    codeLike: (names) => `取值很少、可能采用代码集的：${names}。`,
  },
  imports: {
    begin: '导入目录',
    title: '导入目录',
    lead: '上传以后先核对：新增、修改哪些条目，哪里不合规定；确认以后才写入',
    drop: '把目录文件拖到这里',
    dropHelp: '按统一模板填写的 Excel 工作簿（.xlsx）或者 CSV 文件',
    template: '下载模板',
    before: '以前的导入',
    none: '还没有导入过',
    again: '重新上传',
    departingWhy: '目录按统一的模板编制。以下各列与模板不一致，改正后重新上传；没有写入任何内容。',
    nothingToDo: '文件与目录一致，没有需要写入的内容。',
    discard: '放弃这次导入',
    filter: '按结果筛选',
    anyKind: '全部',
    noRows: '没有这样的条目',
    states: {
      reading: '正在读取',
      ready: '待确认',
      departing: '与统一模板不一致',
      failed: '没有读成',
      applied: '已写入',
      discarded: '已放弃',
    },
    kinds: { new: '新增', changed: '修改', unchanged: '不变', refused: '有错误' },
    severities: { error: '错误', warning: '提示' },
    departures: { missing: '缺少', unknown: '模板中没有' },
    notes: {
      macros: '文件中有宏，没有执行',
      externalLinks: '文件中有外部链接，没有读取',
      hiddenSheet: '跳过了隐藏的工作表：',
    },
    progress: (done, total) => `已核对 ${done} 条，共 ${total} 条`,
    outcome: (created, changed, unchanged) => `新增 ${created} 条，修改 ${changed} 条，不变 ${unchanged} 条`,
    skipped: (n) => `跳过 ${n} 条`,
    refusedNote: (n) => `${n} 条有错误，不会写入。可以先写入其余各条，或者改正文件后重新上传。`,
    warnings: (n) => `报审之前还要补齐 ${n} 处`,
    applyAll: (n) => `写入全部 ${n} 条`,
    applyValid: (n) => `只写入没有错误的 ${n} 条`,
    kindCount: (kind, n) => `${kind} ${n}`,
    columnOf: (sheet, column) => `${sheet}「${column}」`,
    line: (n) => `第 ${n} 行`,
    place: (line, column) => `第 ${line} 行${column === '' ? '' : `「${column}」`}：`,
    options: (options) => `（可以填写：${options}）`,
    differences: (n) => `${n} 处不同`,
  },
  entryStates: {
    draft: '草稿',
    submitted: '待审定',
    amending: '修改中',
    approved: '待发布',
    published: '已发布',
    withdrawn: '已撤回',
  },
  diff: {
    same: '内容没有差别',
    order: '数据项的次序有调整',
    was: '原：',
    is: '新：',
    kinds: { added: '新增', removed: '删除', changed: '修改' },
    item: {
      added: (name) => `新增数据项「${name}」`,
      removed: (name) => `删除数据项「${name}」`,
      changed: (name) => `修改数据项「${name}」`,
    },
  },
  versions: {
    title: '版本',
    none: '还没有发布过',
    standing: '现行',
    toCase: '查看事项',
    compare: '比较两个版本',
    from: '从哪个版本',
    to: '到哪个版本',
    number: (n) => `第 ${n} 版`,
    origins: { review: '审定后发布', decision: '依决定变更' },
  },
  revision: {
    title: '正在修订',
    edit: '编写修订稿',
    toCase: '查看更新事项',
    begun: (at, base) => `${at}起在第 ${base} 版的基础上修订。修订稿审定发布以前，现行版本照常使用。`,
  },
  secrecy: {
    unreviewed: '现行版本还没有经过保密审查，不能共享或者开放',
    cleared: '保密审查：可以共享、开放',
    restricted: '保密审查：不得共享、开放',
    begin: '登记保密审查',
    by: (organization, reviewer, at) => `${organization} ${reviewer}，${at}`,
  },
  preparation: {
    missing: '现行版本还没有登记清洗、脱敏等处理记录，不能共享或者开放',
    recorded: '已登记数据处理记录',
    begin: '登记处理记录',
    by: (organization, at) => `${organization}，${at}`,
  },
  entry: {
    one: '目录条目',
    facts: '条目信息',
    items: '数据项',
    noItems: '还没有数据项',
    underWay: '正在办理',
    edit: '修改条目',
    submit: '提交审定',
    draftNote: '这是草稿，只有本单位和审定部门可以看到。内容齐备后提交审定。',
    update: '更新条目',
    retire: '废止条目',
    withdrawn: '这个条目已经撤回，不再使用。',
    successor: '由此条目接替：',
    itemCount: (n) => `${n} 项`,
    publishedAt: (at) => `${at}发布`,
  },
  item: {
    name: '名称',
    code: '代码',
    codeHelp: '小写字母开头',
    type: '类型',
    maxLength: '最大长度',
    grade: '分级',
    identifier: '标识',
    notIdentifier: '不是标识',
    stored: '存储',
    sealed: '密封',
    plain: '明文',
    mask: '脱敏方式',
    nullable: '可以为空',
    never: '不得为空',
    meaning: '含义',
    codeList: '代码集',
    codeListHelp: '标准编号，例如 GB/T 2261.1',
    category: '敏感类别',
    noCategory: '不属于敏感类别',
    categories: {
      residentId: '公民身份号码',
      passport: '护照号码',
      travelPermit: '通行证号码',
      otherDocument: '其他证件号码',
      creditCode: '统一社会信用代码',
      organizationCode: '组织机构代码',
      licence: '许可证照号码',
      mobileNumber: '手机号码',
      landlineNumber: '固定电话',
      bankCard: '银行卡号',
      plateNumber: '车牌号码',
      personName: '姓名',
      address: '地址',
      email: '电子邮箱',
      ipAddress: 'IP 地址',
      macAddress: 'MAC 地址',
      birthDate: '出生日期',
      coordinates: '地理坐标',
      medical: '医疗健康',
      biometric: '生物识别',
      religion: '宗教信仰',
      minor: '未成年人信息',
    },
    add: '添加数据项',
    remove: '删除',
    position: (n) => `第 ${n} 项`,
    removeNumber: (n) => `删除第 ${n} 项`,
    types: { text: '文本', integer: '整数', decimal: '小数', date: '日期', boolean: '是否' },
    identifiers: { residentId: '公民身份号码', creditCode: '统一社会信用代码', other: '其他标识' },
    masks: {
      none: '不脱敏',
      'resident-id': '身份号码',
      'credit-code': '信用代码',
      phone: '电话号码',
      name: '姓名',
      address: '地址',
      date: '日期',
    },
  },
  sealed: {
    masked: '已脱敏：',
    why: (grade) => `这一项为 ${grade} 级，预览时脱敏。原值只向取得授权、且授权写明此项的应用提供。`,
  },
  dataset: {
    title: '数据',
    none: '还没有数据集',
    noneWhy: '条目发布后建立数据集，由提供单位按批次归集数据。',
    noBatches: '还没有归集批次',
    batch: '批次',
    at: '归集时间',
    received: '收到行数',
    stored: '入库行数',
    quarantined: '隔离行数',
    hash: '内容摘要',
    preview: '数据预览',
    look: '预览前 20 行',
    lookIsRecorded: '每次预览都会留痕',
    shownUnder: '预览依据',
    blank: '空',
    toWork: '归集、隔离和质量',
    batches: '归集批次',
    mode: '方式',
    rows: (n) => `${n.toLocaleString('zh-CN')} 行`,
    modes: { append: '追加', upsert: '按主键更新', snapshot: '全量快照', correction: '更正', deletion: '删除' },
    corrects: (batch) => `补正第 ${batch} 批`,
    toQuarantine: (batch, rows) => `第 ${batch} 批隔离的 ${rows} 行`,
  },
  uploads: {
    title: '归集数据',
    drop: '把数据文件拖到这里',
    dropHelp: 'CSV、XLSX、JSON Lines 或 Parquet；表头写数据项的代码或名称。中断后可以续传，入库前不改变任何数据。',
    toQuarantine: '查看隔离行',
    report: '查看未通过的行',
    cancel: '取消',
    repeat: '重新处理',
    goOn: '继续上传',
    modeHelp: {
      append: '文件中的每一行都作为新行入库',
      upsert: '主键相同的行更新，其余新增；库中其他行不变',
      snapshot: '文件就是全部数据；库中而文件没有的行作为已移除',
    },
    states: {
      uploading: '上传中',
      received: '等待处理',
      checking: '校验中',
      storing: '入库中',
      stored: '已入库',
      refused: '未入库',
      failed: '处理失败',
      cancelled: '已取消',
    },
    sent: (bytes, of) => `已上传 ${megabytes(bytes)}，共 ${megabytes(of)}`,
    rows: (good, quarantined) =>
      `通过 ${good.toLocaleString('zh-CN')} 行${quarantined > 0 ? `，隔离 ${quarantined.toLocaleString('zh-CN')} 行` : ''}`,
    pace: (rowsPerSecond, secondsLeft) =>
      `每秒 ${rowsPerSecond.toLocaleString('zh-CN')} 行${secondsLeft === null ? '' : `，约剩 ${secondsLeft} 秒`}`,
    otherFile: (fileName) => `请选择原来的文件“${fileName}”`,
    faults: {
      missing: '缺少必填的值',
      tooLong: '超过规定长度',
      notAnInteger: '不是整数',
      notADecimal: '不是数字',
      notADate: '不是有效日期（形如 2026-01-31）',
      notABoolean: '不是“是”或“否”',
      identifierInvalid: '证件号码不正确',
      notInCodeList: '不在代码表中',
      columnCount: '列数与表头不一致',
      repeatedHeader: '重复的表头',
      jsonMalformed: '不是有效的 JSON',
      jsonNotAnObject: '不是 JSON 对象',
      jsonNested: '含有嵌套的内容',
      jsonDuplicateKey: '同一数据项写了两次',
      unknownItem: '目录中没有这个数据项',
      cellError: '单元格是错误值',
      imprecise: '数字的末位在表格中已经丢失',
      duplicateKey: '主键与本文件前面的行重复',
      keyMissing: '缺少主键',
      NUL: '含有空字符',
      RESIDENT_ID_LENGTH: '身份证号不是 18 位',
      RESIDENT_ID_CHARACTER: '身份证号含有不允许的字符',
      RESIDENT_ID_CHECK_CHARACTER: '身份证号校验码不符',
      RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE: '身份证号中的出生日期不存在',
      RESIDENT_ID_BIRTH_DATE_IN_FUTURE: '身份证号中的出生日期在今天以后',
      RESIDENT_ID_DIVISION_UNKNOWN: '身份证号中的行政区划不存在',
      RESIDENT_ID_FOREIGN_RESIDENT: '是外国人永久居留身份证号',
      RESIDENT_ID_OLD_FORM: '是 15 位旧身份证号',
      RESIDENT_ID_SPREADSHEET_NUMBER: '身份证号被表格改成了数字，末位已经丢失',
      CREDIT_CODE_LENGTH: '统一社会信用代码不是 18 位',
      CREDIT_CODE_CHARACTER: '统一社会信用代码含有不允许的字符',
      CREDIT_CODE_CHECK_CHARACTER: '统一社会信用代码校验码不符',
      CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER: '统一社会信用代码中的主体标识码校验码不符',
      CREDIT_CODE_DIVISION_UNKNOWN: '统一社会信用代码中的行政区划不存在',
      CREDIT_CODE_OLD_FORM: '是旧的组织机构代码',
      CREDIT_CODE_SPREADSHEET_NUMBER: '统一社会信用代码被表格改成了数字',
    },
  },
  quarantine: {
    lead: '没有通过校验、没有入库的行；由归集单位补正后作为新的批次入库',
    asFile: '导出（遮掩）',
    none: '这一批没有隔离的行',
    correct: '补正',
    lookIsRecorded: '打开后显示收到的整行，并留痕',
    bring: '补正入库',
    title: (batch) => `第 ${batch} 批的隔离行`,
    brought: (batch, rows) => `已作为第 ${batch} 批入库 ${rows} 行`,
    settled: (batch) => `已由第 ${batch} 批补正`,
    correctLine: (line) => `补正第 ${line} 行`,
  },
  quality: {
    title: '数据质量',
    run: '按规则检查',
    none: '还没有检查过；质量规则由数源单位制定，归集时和定期运行。',
    latest: '最近一次检查',
    rule: '规则',
    checked: '检查',
    broken: '不合规则',
    scores: '历次得分',
    said: (score, rows, brokenRows) =>
      `${score === null ? '没有可检查的内容' : `得分 ${score.toFixed(1)}`}，${rows.toLocaleString('zh-CN')} 行中 ${brokenRows.toLocaleString('zh-CN')} 行不合规则`,
  },
  lineage: {
    title: '来源和去向',
    from: '来源',
    to: '去向',
    noSource: '没有登记来源的信息系统，也不由别的数据加工而成',
    noProduct: '还没有由此加工的数据，也没有共享出去',
    system: '信息系统',
    entry: '目录条目',
    release: '共享',
    fields: '各数据项的来源和去向',
    fieldFrom: '由数据项',
    fieldTo: '到数据项',
    how: '怎样得到',
    unseen: '您无权查看的条目',
    more: '更远的来源和去向，在上面各条目中查看。',
    kinds: {
      copied: '取用',
      grouped: '分组',
      summed: '求和',
      counted: '计数',
      joined: '关联',
      filtered: '筛选',
    },
    steps: (n) => `，经 ${n} 步`,
    hidden: (n) => `另有 ${n} 个条目您无权查看`,
    fieldCount: (n) => `各数据项的来源和去向（${n}）`,
  },
  usage: { title: '谁在使用', none: '还没有授权；共享申请经同意后，在这里看到谁用了多少。' },
  qualityPage: {
    title: '数据质量',
    lead: '待处理的质量问题、逾期未更新的数据，以及数据更正的通告',
    problems: '未办结的质量问题',
    noProblems: '没有未办结的质量问题',
    noProblemsWhy: '使用单位提出异议，或者质量规则发现问题时，会列在这里。',
    updates: '数据更新',
    phases: { overdue: '逾期未更新', all: '全部' },
    noUpdates: { overdue: '没有逾期未更新的条目', all: '没有约定更新周期的条目' },
    due: (day) => `应于${day}前更新`,
    lastBatch: (instant) => `上次归集 ${instant}`,
  },
  announcements: {
    received: '收到的更正通告',
    noneReceived: '没有收到更正通告：本单位取用过的数据，没有更正过。',
    issued: '本单位数据的更正通告',
    acknowledge: '确认已更正',
    acknowledged: '已确认',
    corrected: (provider, dataset) => `${provider}更正了${dataset}`,
    own: (dataset) => `更正 · ${dataset}`,
    readBefore: (accesses, instant) => `更正前本单位取用 ${accesses} 次，最近一次 ${instant}`,
    allAcknowledged: (n) => `${n} 个单位均已确认`,
    waitsFor: (organizations) => `待确认：${organizations}`,
  },
  draft: {
    newTitle: '编制新条目',
    lead: '先保存草稿；必填内容齐备后提交审定。',
    form: '目录条目草稿',
    what: '代码与名称',
    code: '目录代码',
    submitRevision: '修订稿已经保存，请在更新事项中提交审定。',
    takeOver: '取得最新内容，并入我的修改',
    mergedCleanly: '已经取得最新内容，您的修改都在其中。请核对后再保存。',
    mergedBoth: (labels) => `已经取得最新内容，您的修改都在其中。双方都改过的，暂以您的为准，请逐项核对：${labels}`,
    codeHelp: '大写字母、数字和连字符，3 至 61 位；保存后不能修改',
    name: '名称',
    save: '保存草稿',
    toEntry: '查看条目',
    resubmitInCase: '修改已经保存。请到「工作台」的审定事项中再次提交。',
    editTitle: (name) => `修改：${name}`,
    saved: (version) => `草稿已保存为第 ${version} 版`,
    stillMissing: (labels) => `提交审定前还要填写：${labels}`,
  },
  share: {
    begin: '申请共享',
    beginAnother: '再次申请共享',
    lead: '申请提交后由提供单位或者主管部门依当地规定答复，期限自收到之日起算。',
    submit: '提交申请',
    noApplication: '本单位还没有登记可用的应用。数据只向登记的应用提供，请先由数据管理员登记应用。',
    title: (entry) => `申请共享：${entry}`,
  },
  grants: {
    lead: '本单位取得的，以及以本单位数据为内容的共享授权',
    none: '还没有共享授权',
    noneWhy: '共享申请经同意后产生授权；授权写明应用、数据项、目的和期限。',
    toAnswer: '待答复、待提供的申请',
    provided: '本单位共享、开放的数据',
    standing: (n) => `有效授权 ${n} 项`,
    received: '本单位取得',
    given: '本单位提供',
    applicant: '使用单位和应用',
    purposes: '使用目的',
    fields: '数据项',
    modes: '获取方式',
    modeNames: { interface: '接口调用', batch: '批量数据' },
    quotaPerDay: '每日额度（行）',
    quotaTotal: '累计额度（行）',
    signedCalls: '调用须签名',
    signedCallsWhy: '每次调用以应用的密钥签名，应答由平台签名',
    until: '有效期至',
    delivered: '首次提供',
    notDelivered: '尚未调用',
    toCase: '查看申请事项',
    statuses: { active: '有效', suspended: '已中止', revoked: '已撤销' },
    toEntry: '查看目录条目',
    toUse: '条件和使用情况',
    toChange: '查看事项',
    one: '共享授权',
    terms: '授权条件',
    matter: '办理事项编号',
    matterRequired: '每次调用都要提供',
    matterFree: '不要求',
    masks: '脱敏',
    rowFilter: '数据范围',
    changes: '变更经过',
    use: '使用情况',
    period: '统计时段',
    byItem: '各数据项的使用情况',
    byDay: '各日提供的数据',
    byMatter: '各办理事项的使用情况',
    lastUse: '最近一次',
    neverUsed: '从未使用',
    refusals: '被拒绝的调用',
    reviews: '使用情况核查',
    noReview: '没有发起过核查。',
    reviewOpen: '办理中',
    reviewClosed: '已办结',
    counts: {
      calls: '调用次数',
      asked: '查询的标识数',
      missed: '查无结果',
      rows: '提供的行数',
      offHoursRows: '其中非工作时间',
    },
    maskKinds: {
      full: '全部遮盖',
      partial: '部分遮盖',
      pseudonym: '假名',
      band: '取区间',
      month: '只到月份',
      year: '只到年份',
      district: '只到县（市、区）',
      surname: '只留姓氏',
    },
    changeKinds: {
      issued: '产生授权',
      amended: '变更条件',
      renewed: '延长期限',
      reduced: '交回部分数据项',
      suspended: '中止',
      restored: '恢复',
      ended: '终止',
    },
    lastDays: (days) => `近 ${days} 天`,
    takenOf: (taken, most) => `${most}（已用 ${taken}）`,
    dayCounts: (calls, rows) => `${calls} 次 · ${rows} 行`,
    mattersShown: (shown, all) => `只列出最近的 ${shown} 个，共 ${all} 个事项`,
    refusedCalls: (calls) => `${calls} 次调用被拒绝，依据`,
    review: (since, through) => `${since}至${through}的使用情况不符合应用场景`,
  },
  collection: {
    title: '收集公示',
    lead: '各单位向社会收集哪些数据、依据哪一条、为什么必要、怎样收集。',
    one: '收集方案',
    none: '本地区没有在用的收集方案',
    noneWhy: '收集方案备案、公示后列在这里；已经停止的不列。',
    draft: '草案试行',
    grounds: '依据、范围和程序',
    items: '收集的内容',
    notice: '告知',
    noNotice: '还没有公布告知。',
    json: '本方案（JSON）',
    since: (day) => `${day}起`,
    published: (day) => `${day}公布`,
  },
  permits: {
    title: '核实、比对许可',
    what: '不予共享的数据，经提供单位配合，只答所称内容是否相符，不提供数据本身。有穷举、差分迹象的，即时停止并转核查。',
    keys: '凭以查找的数据项',
    items: '核实的数据项',
    budget: '核实次数',
    limits: '次数限制',
    perDayAndMatter: (perDay, perMatter) => `每日 ${perDay} 次，每个事项 ${perMatter} 次`,
    statuses: {
      active: '有效',
      suspended: '已中止',
      cutOff: '已停止（疑似穷举）',
      expired: '已到期',
      revoked: '已撤销',
    },
  },
  exports: {
    title: '批量导出',
    one: '批量导出',
    lead: '应用依授权申请的整批文件：谁申请、凭哪项授权、办什么事，写到哪里，何时删除。这里只有经过，没有数据；文件由申请的应用经网关下载。',
    none: '还没有批量导出',
    noneWhy: '授权的获取方式包含批量数据的，应用可以经网关申请批量导出，申请后列在这里。',
    noneSo: '没有符合条件的批量导出',
    side: '哪些单位的',
    sides: { both: '本单位的', received: '本单位取得', provided: '本单位提供', supervised: '辖区内' },
    state: '状态',
    anyState: '全部状态',
    states: {
      waiting: '等待写入',
      writing: '正在写入',
      ready: '可以下载',
      failed: '没有写成',
      expired: '到期删除',
      discarded: '提前删除',
    },
    datasetCode: '数据集代码',
    ofOneGrant: '只列一项授权的批量导出',
    toAll: '显示全部',
    dataset: '数据集',
    parties: '使用单位和应用',
    application: '应用',
    applicant: '使用单位',
    provider: '提供单位',
    rows: '行数',
    size: '文件大小',
    format: '文件格式',
    formats: { csv: 'CSV', jsonl: 'JSON Lines', xlsx: 'XLSX', parquet: 'Parquet' },
    asked: '申请时间',
    finished: '写成时间',
    fetched: '首次下载',
    notFetched: '尚未下载',
    goes: '删除期限',
    approval: '第二人同意',
    approvalNumber: '同意编号',
    problem: '原因',
    problems: {
      ACT_FORBIDDEN: '写入时授权已不准许',
      AUTH_TOKEN_INVALID: '应用已停用',
      EXPORT_OUTDATED: '申请之后授权的范围、脱敏有变更',
      INTERNAL: '平台故障，故障已记录；请由应用重新申请',
    },
    grant: '授权',
    toGrant: '查看授权',
    proof: '记录',
    course: '经过',
    what: '申请的内容',
    discard: '提前删除',
    discardWhat:
      '平台上的文件立即删除，不能恢复；仍需要的，由应用重新申请。已经下载的文件不在平台上，由本单位自行删除；已经计入额度的行数不退回。',
    done: (done, total) => `已写入 ${done} 行，共 ${total} 行`,
    withheld: (rows) => `留出 ${rows} 行`,
    goesAt: (instant) => `${instant} 删除`,
  },
  console: {
    title: '试用网关',
    what: '以应用的身份、在本授权之下，向数据网关提出一次真实的查询：由网关裁决，计入额度和使用情况，写入记录。应用的私钥由您从本机选择，只在本页签名，不上传、不保存，离开本页即不再有。',
    chooseKey: '选择应用的私钥文件',
    keyHelp: 'JWK 或者 PEM（BEGIN PRIVATE KEY），Ed25519 或者 P-256；演示城市用数据目录中的 demo-accounts.json',
    noKey: '还没有选择私钥文件',
    forgetKey: '从本页清除',
    notRegistered: '没有登记',
    noIdentifier: '授权的数据项中没有可以据以查询的标识；请由应用按条件查询。',
    item: '按哪一项查询',
    identifier: '标识',
    real: '查询真实数据须为办理真实事项',
    matterHelp: '授权要求写明；没有写的，网关不予受理',
    matterFree: '本授权不要求',
    fieldsHelp: '都不选，即为授权的全部数据项',
    send: '向网关查询',
    asked: '向网关查询',
    answer: '网关的应答',
    permitted: '准许',
    receipt: '凭证',
    filtered: '本授权只及于部分数据，范围以外的与查无结果相同。',
    noRow: '查无结果。这次查询同样已经记录。',
    value: '值',
    shown: '怎样提供',
    clear: '原值',
    byCommand: '用命令行作同样的查询',
    commandWhat: '私钥文件仍在您的机器上。浏览器不能签名的密钥（SM2）用这一条命令。',
    keyFaults: {
      empty: '文件是空的。',
      publicKey: '这是公钥或者证书；签名须用与它成对的私钥。',
      encrypted: '这个私钥文件有口令保护。请先在本机解开（openssl pkcs8），或者用命令行。',
      sec1: '这是 SEC 1 格式。请先转换：openssl pkcs8 -topk8 -nocrypt -in 原文件 -out 新文件。',
      sm2: '浏览器的密码接口（WebCrypto）不支持 SM2，不能在本页签名。请用下面的命令 fadu gw lookup。',
      otherAlgorithm: '不支持这种算法或者曲线；本页可以用 Ed25519 或者 P-256 的私钥签名。',
      otherApplication: '文件里没有这个应用的私钥。',
      broken: '文件不完整，或者私钥和公钥不成对。',
      unknown: '看不出是私钥；请选择 JWK 或者 PEM 文件。',
      insecure:
        '本页不是经 HTTPS（或者 localhost）打开的，浏览器不提供密码接口，不能签名。请改用 HTTPS 地址，或者用命令行。',
      notHere: '这个浏览器不能用这种算法签名。请更新浏览器，或者用下面的命令 fadu gw lookup。',
    },
    keyReady: (application) => `${application}的私钥已就绪：`,
    purposeHelp: (purposes) => `授权的目的：${purposes}。写成别的，看网关怎样拒绝。`,
    maskedByGrade: (grade) => `按 ${grade} 级脱敏`,
    maskedByGrant: (how) => `按授权脱敏：${how}`,
  },
  law: {
    lead: '平台按这些规定运行；每一处准许、拒绝和期限都可以追到条款',
    search: '在条文中查找',
    article: '所在条',
    deadline: '期限',
    executable: '平台怎样执行',
    neighbours: '前后条款',
    standings: { law: '现行有效', draft: '征求意见稿，试行', policy: '平台自定规则' },
    executables: { yes: '由规则、表单、程序或者期限执行', evidence: '留存证据，由人判断', no: '不由平台执行' },
    inForce: (day) => `${day} 起施行`,
    clauseCount: (n) => `${n} 款`,
    noneFound: (sought) => `条文中没有「${sought}」`,
    articleNumber: (article) => (/^\d+$/.test(article) ? `第 ${article} 条` : article),
    before: (clause) => `← 上一款 ${clause}`,
    after: (clause) => `下一款 ${clause} →`,
  },
  matrix: {
    title: '条款落实一览',
    lead: '每一款规定由平台的什么落实、还缺什么、哪些测试证明；没有落实的同样列出',
    counts: '各法规的落实情况',
    pack: '法规',
    anyPack: '全部法规',
    status: '落实情况',
    anyStatus: '全部情况',
    stage: '环节',
    anyStage: '全部环节',
    clauses: '条款',
    executable: '可执行',
    none: '没有这样的条款',
    noneWhy: '去掉一个筛选条件再看。',
    kept: '平台怎样落实',
    bindings: '由什么落实',
    noBindings: '平台还没有落实这一款',
    missing: '还缺什么',
    acceptance: '验收标准',
    proofs: '证明的测试',
    noProofs: '还没有测试证明这一款',
    toClause: '查看这一款',
    statuses: { proven: '已证明', bound: '已落实', pending: '待建成', unbound: '未落实', declaratory: '宣示' },
    statusHelp: {
      proven: '有测试在运行的平台上证明',
      bound: '已由规则、表单、程序等落实，尚无测试证明',
      pending: '已写入，但所需的功能还没有建成，相应行为会被拒绝',
      unbound: '平台还没有任何落实',
      declaratory: '宣示性条款，不要求平台做什么',
    },
    kinds: {
      pack: '法规本身',
      rule: '规则',
      field: '表单项',
      period: '期限数值',
      procedure: '程序',
      act: '办理步骤',
      clock: '时钟',
      duty: '职责',
      guard: '平台内建',
      term: '用语',
    },
    found: (n) => `${n} 款`,
    waitsFor: (what) => `待建成：${what}`,
  },
  procedures: {
    lead: '本地区现行规定下可以提出的事项；各地规定不同，事项也不同',
    search: '按名称查找',
    others: '其他',
    course: '怎样办理',
    opening: '提出后',
    parties: '各方',
    begin: '提出',
    submit: '提出',
    namedInForm: '由申请表指明的单位',
    setInNotice: '期限由通知载明',
    otherwise: '其他情形',
    or: '或者',
    closed: '不能提出',
    notBuilt: '平台尚未建成，办到这一步会被拒绝',
    pickAnother: '另选对象',
    entryNumber: '目录条目编号',
    entryNumberHelp: '由数据提供单位告知，形如 019a3c1e-…；内部目录不向公众开放检索',
    which: '筛选事项',
    noneMine: '没有您可以提出的事项',
    whose: { all: '全部', mine: '我可以提出的' },
    partyRules: {
      agency: '提出的公共管理和服务机构',
      authority: '提出的主管部门',
      supervisor: '提出的监督机构',
      government: '提出的人民政府',
      contractor: '提出的服务提供方',
      developer: '提出的开发主体',
      person: '提出的自然人、法人或者非法人组织',
      organization: '事项所指的单位',
      'entry.provider': '目录条目的提供单位',
      'grant.applicant': '取得授权的单位',
      'territory.authority': '当地主管部门',
      'territory.superiorAuthority': '上一级主管部门',
      'territory.government': '当地人民政府',
    },
    found: (n) => `共 ${n} 项`,
    none: (sought) => `没有名称含「${sought}」的事项`,
    duties: (n) => `职责 ${n} 项，由主管部门在职责台账中布置`,
    opener: (party, role) => `由${party}的${role}提出`,
    notYou: (account) => `您的账号（${account}）不在其列，不能提出这一事项。`,
    elsewhere: (territory) => `这一对象属于${territory}，依当地规定办理。`,
    owes: (party) => `由${party}办理`,
    actor: (party, role) => `${party} · ${role}`,
    suspends: (period) => `其间「${period}」中止计算`,
    movesOn: (state) => `条件具备时自动进入「${state}」`,
    withForm: (form) => `填写：${form}`,
    basis: (ranks) => `须有依据：${ranks}`,
    when: (conditions) => `${conditions}的`,
    condition: (fact, values) => `${fact}为${values}`,
    isIt: (fact, so) => `${so ? '' : '不'}是${fact}`,
    closedWithOffer: (offer) => `不能提出，可以改为「${offer}」`,
  },
  duties: {
    lead: '各单位依规定应当履行的职责：是否布置、进展和期限',
    view: '排列方式',
    filter: '筛选',
    none: '当地规定没有要求单位设立台账的职责',
    noneWhy: '法规包写明职责后，会按单位列在这里。',
    noneSuch: '没有这样的职责',
    state: '进展',
    due: '期限',
    noDue: '无期限',
    file: '台账',
    toFile: '查看台账',
    gap: '未布置',
    isOverdue: '逾期',
    assign: '布置全部职责',
    views: { duty: '按职责', organization: '按单位' },
    columns: { duty: '职责', organization: '单位' },
    filters: { all: '全部', gap: '未布置', overdue: '逾期' },
    count: (all, gaps, overdue) => `应当履行 ${all} 项：未布置 ${gaps} 项，逾期 ${overdue} 项`,
    lines: (n) => `${n} 项`,
    gaps: (n) => `未布置 ${n}`,
    overdue: (n) => `逾期 ${n}`,
    assigned: (n) => `已布置 ${n} 项`,
  },
  account: {
    title: '我的账号',
    lead: '本人的密码、第二验证方式，以及账号变动的通知',
    password: '修改密码',
    oldPassword: '原密码',
    newPassword: '新密码',
    rule: (least, most) => `${least} 至 ${most} 个字符，种类不限；一句别人猜不到的话就很好`,
    strength: '强度',
    faults: {
      tooShort: '还不够长',
      tooLong: '太长了',
      guessable: '容易被猜到：由常用词、姓名、年份、键盘顺序或者重复组成',
    },
    change: '修改密码',
    ended: (sessions) => `其他会话已退出（${sessions} 个）`,
    factor: '第二验证方式',
    demanded: '平台三员须有第二验证方式：登记之前，不能办理其他事项。',
    noFactor: '还没有登记。登记之后，登录时除密码外还要输入验证器上的动态验证码。',
    enrol: '登记验证器',
    scan: '用验证器扫描，或者输入下面的密钥，再输入验证器显示的六位数字。',
    confirm: '确认登记',
    hasFactor: '已登记验证器。更换设备的，先撤除，再登记；设备遗失的，请安全管理员清除。',
    remove: '撤除验证器',
    notices: '账号变动',
    noNotices: '没有变动',
    news: (count) => `${count} 项变动`,
    kinds: {
      passwordChanged: '密码已修改',
      factorConfirmed: '登记了验证器',
      factorRemoved: '撤除了验证器',
      factorReset: '安全管理员清除了验证器',
      rolesChanged: '角色已调整',
    },
  },
  told: {
    title: '通知',
    lead: '期限将满、逾期和重新计算，以及事项其他各方留言、提交材料的通知；读过不等于办过',
    none: '没有通知',
    noneWhy: '本单位承办的事项期限将满、逾期，或者因放假安排重新计算时，以及其他各方留言、提交材料时，会通知到这里。',
    markRead: '标为已读',
    read: '已读',
    kinds: {
      warning: '期限将满',
      overdue: '逾期',
      escalated: '下级逾期',
      redated: '期限变动',
      comment: '留言',
      document: '材料',
    },
    putBy: (organization) => `${organization}提出`,
    bell: (unread) => (unread === '0' ? '通知，没有未读' : `通知，${unread} 条未读`),
    moved: (from, to) => `由${from}改为${to}届满`,
  },
  supervision: {
    lead: '本地区未办结事项的期限；逾期不免除办理义务',
    phase: '期限情况',
    everybody: '查看全部',
    phases: { overdue: '逾期', warning: '将满' },
    none: { overdue: '没有逾期的事项', warning: '没有期限将满的事项' },
  },
  due: {
    title: '期限计算',
    lead: '按当地规定和国务院放假通知逐日计算；结果与办理事项时所用的相同。',
    territory: '地区',
    what: '按什么计算',
    period: '规定的期限',
    days: '工作日数',
    from: '起算日',
    fromHelp: '当日不计入',
    count: '计算',
    result: '期限届满',
  },
  ownData: {
    lead: '与本人有关的申请、各单位向本人提供的数据，以及谁查询过本人的数据',
    requests: '我的申请',
    noRequests: '还没有与本人数据有关的申请',
    begin: '申请查阅、复制本人的数据',
    number: '本人的号码',
    numberHelp: '公民身份号码或者统一社会信用代码，与提供单位核实的一致；只用于比对，不存储、不记录，离开本页即清除',
    disclosed: '向我提供的数据',
    noneDisclosed: '申请经提供单位同意后，数据在这里查阅、下载',
    until: (day) => `可查阅至 ${day}`,
    ended: '查阅期已满或者数据已封存，需要的重新申请',
    view: '查看',
    download: { csv: '下载 CSV', json: '下载 JSON' },
    record: '本人的数据',
    rows: (count) => `现有 ${count} 条，这次查阅已记录`,
    noRows: '现在没有有关本人的数据，这次查阅已记录',
    noValue: '（无）',
    close: '收起',
    accesses: '谁查询过我的数据',
    accessesLead:
      '按号码查询本人数据的记录，新的在前；整批读取的不按人列出。依规定推迟告知的，期满后显示；这次查阅也会留痕。',
    notProven: '先申请查阅本人的数据：提供单位核实号码之后，可以在这里查看谁查询过',
    ask: '查看记录',
    noAccesses: '没有查询记录',
    masked: '依规定推迟告知',
    platform: '平台',
    evidence: '访问记录',
    comma: '、',
    columns: { at: '时间', who: '查询单位和应用', purpose: '目的和事项', data: '数据' },
  },
  audit: {
    lead: '全部存证，新的在前；查阅本身也留痕',
    mode: '检索方式',
    search: '检索',
    decision: '判定',
    anyDecision: '准许和拒绝',
    identifier: '号码种类',
    value: '被查询人的号码',
    reason: '查阅理由',
    matter: '事项编号',
    unkeyed: '包括非按号码的访问',
    unkeyedTag: '非按号码',
    personLead: '查谁查询过某人：号码只用于比对，不存储、不记录；理由、事项编号和这次查阅均留痕。',
    by: {
      clause: '条款编号',
      action: '行为，如 data.lookup',
      dataset: '数据集代码',
      entry: '目录条目代码',
      case: '事项编号（id）',
      grant: '授权（id）',
      organization: '行为单位（id）',
      account: '人员（id）',
      application: '应用（id）',
      from: '自',
      until: '至',
    },
    decisions: { permit: '准许', refusal: '拒绝' },
    modes: { entries: '按对象、单位、条款', person: '按被查询人' },
    identifiers: { residentId: '公民身份号码', creditCode: '统一社会信用代码' },
    kind: '种类',
    anyKind: '全部种类',
    recorded: '这次查阅已记录',
    none: '没有这样的记录',
    at: '时间',
    action: '行为',
    actor: '行为人',
    outcome: '结果',
    grounds: '依据',
    proof: '证明',
    kinds: { act: '办理', refusal: '拒绝', access: '数据提供', key: '密钥', session: '会话', system: '系统' },
    actors: { Account: '人员', Application: '应用', Visitor: '未登录', System: '平台' },
    outcomes: { done: '已生效', refused: '被拒绝', released: '已提供' },
  },
  proof: {
    title: '存证核验',
    lead: '由您的浏览器计算，不依赖服务器的说法',
    outcome: '核验结果',
    verified: '已验证',
    failed: '核验不通过',
    partly: '部分核验',
    root: '检查点的根',
    path: '证明路径',
    origin: '日志',
    record: '记录内容',
    notYours: '这条记录的内容由行为所属单位和审计管理员查阅；它在日志中的位置任何人都可以核验。',
    noRecord: '没有取得记录内容，因此没有核验内容摘要。',
    checkpoint: '检查点原文',
    limits:
      '验证签名所用的公钥取自本站。要确认日志从未改写，请与监督机构保存的检查点比对，或者用 fadu log verify 离线核验。',
    steps: {
      content: '记录内容的 SM3 摘要与日志中的叶子一致',
      inclusion: '证明路径算出的根与检查点的根一致',
      size: '证明所用的树大小与检查点一致',
      signature: '检查点有日志的 SM2 签名',
    },
    outcomes: { holds: '成立', fails: '不成立', unchecked: '未核验' },
    place: (index, size) => `日志第 ${index + 1} 条，检查点覆盖 ${size} 条`,
    hashes: (n) => `${n} 个摘要`,
  },
  watch: {
    title: '告警',
    lead: '平台对自身的监测：超过限值的自动告警，回到限值之内自动关闭',
    open: '未关闭的告警',
    none: '没有未关闭的告警',
    noneWhy: '各项监测都在限值之内。',
    closed: '已关闭的告警',
    noneClosed: '还没有关闭过告警。',
    measured: '监测项',
    now: '当前',
    limit: '限值',
    grounds: '依据',
    needed: '超过时',
    within: '限值之内',
    over: '超过限值',
    escalated: '无人受理，已升级',
    taken: '已受理',
    takenByMe: '由我受理',
    take: '受理',
    note: '处置措施',
    noteHelp: '写明正在怎样处置，与受理一并存证',
    whoTakes: '由系统管理员或者安全管理员受理',
    closesItself: '监测值回到限值之内即自动关闭。',
    openRisk: '立风险事项',
    responsible: '责任单位',
    responsibleHelp: '由该单位补救并确认消除；按其所在地法规的程序办理',
    riskOf: (name) => `${name}的风险事项`,
    riskStands: '风险未消除',
    riskGone: '风险已消除',
    causeOf: (signal, instant) => `由平台告警立件：${signal}（${instant}）`,
    signals: {
      clocksOverdue: '逾期未办结的期限',
      evidenceFaults: '证据或者存储值与记录不符',
      quarantineRows: '待处理的问题数据',
      quarantineRowsPerDay: '二十四小时内新增的问题数据',
      unusualReads: '待核查的异常取数、核实',
      keyAgeDays: '使用最久的数据密钥',
      backupAgeHours: '距上次备份',
      drillAgeDays: '距上次通过的恢复演练',
      sequencerLagSeconds: '存证进入日志的延迟',
      jobsFailedPerDay: '二十四小时内失败的上传',
    },
    amount: (signal, n) => `${n.toLocaleString('zh-CN', { maximumFractionDigits: 1 })} ${amountsZh[signal] ?? ''}`,
    went: (measured, most) => `告警时 ${measured}，限值 ${most}`,
    toDo: (needed) => `应办：${needed}`,
    since: (instant) => `${instant} 告警`,
    until: (instant) => `${instant} 关闭`,
  },
  backups: {
    title: '备份',
    lead: '备份和恢复演练：由一名管理员发起、另一名管理员同意；演练结果留作证据',
    lastBackup: '上次备份',
    lastDrill: '上次通过的恢复演练',
    never: '还没有过',
    age: '已过',
    limit: '限值',
    order: '发起备份',
    orderHelp: '经安全管理员同意后数秒内开始，写入备份目录。',
    extent: '备份范围',
    whoOrders: '由系统管理员发起，经安全管理员同意后备份',
    drill: '立即恢复演练',
    drillHelp: '把最新的备份另行恢复并核对，完成即删除；没有数据离开平台。',
    waiting: '待同意的备份',
    approve: '同意备份',
    ownAsk: '由您发起，须由另一名管理员同意',
    whoApproves: '由安全管理员同意',
    history: '备份和演练记录',
    none: '还没有备份',
    noneWhy: '按计划的备份由部署时设置的备份目录和间隔决定；也可以在这里发起。',
    kind: '种类',
    state: '结果',
    ended: '完成时间',
    covered: '内容',
    fault: '原因',
    proof: '证据',
    bySchedule: '按计划',
    byAct: '人工发起',
    kinds: { backup: '备份', drill: '恢复演练' },
    states: { asked: '待同意', approved: '进行中', done: '已完成', failed: '未成功' },
    drillStates: { asked: '待同意', approved: '进行中', done: '备份完整，可以恢复', failed: '未通过' },
    extents: { full: '全量', further: '在上次备份之上续备' },
    rows: (n) => `${n.toLocaleString('zh-CN')} 行`,
    entries: (n) => `日志至第 ${n.toLocaleString('zh-CN')} 条`,
    size: megabytes,
    askedAt: (instant) => `${instant} 发起`,
  },
  retention: {
    title: '记录保存期限',
    lead: '哪些记录保存多久、哪些已经期满；期满的由一人提出、另一人同意后清除，每次清除都存证',
    register: '保存期限',
    kind: '记录种类',
    term: '至少保存',
    oldest: '现存最早',
    over: '保存期满',
    held: '暂缓清除',
    nothingThere: '没有记录',
    nothingOver: '没有期满的',
    nothingHeld: '没有暂缓的',
    staysForGood: '存证条目、日志树、检查点和其他证据记录不在此列，永久保存，不清除。',
    order: '提出清除',
    before: '清除哪一天以前的',
    preview: '清除的内容',
    goes: '将清除',
    stays: '将保留',
    mind: '请注意',
    nothingGoes: '没有可以清除的',
    shownWhenRemoved: '签名随所属的查询清除或者保留，清除时逐日核对',
    noUndo: '清除之后不能恢复；清除的天数、数量和条款永久存证。',
    needsSecond: '提出之后并不清除，须由安全管理员同意；提出的人不能同意。',
    comparedBefore: '清除之前逐日与日志比对，有一条不符的，当日全部保留。',
    oneAtATime: '这一种类已有未办结的清除，办结之后可以再提出。',
    orders: '清除记录',
    noOrders: '还没有提出过清除',
    noOrdersWhy: '期满的记录由审计管理员提出、安全管理员同意之后清除；没有自动清除。',
    begins: '数秒内开始',
    waits: '全部记录暂缓清除，终止暂缓之后才继续',
    entries: '存证',
    noEntries: '还没有存证。',
    at: '时间',
    what: '事项',
    removed: '清除',
    proof: '证据',
    termGrew: '保存期限已经延长，未满的不清除',
    agree: '同意清除',
    ownAsk: '由您提出，须由另一人同意',
    whoAgrees: '由安全管理员同意',
    holds: '暂缓清除',
    noHolds: '没有暂缓清除的',
    noHoldsWhy:
      '因调查、争议需要的记录，由审计管理员暂缓清除。有未办结事项的数据和授权，其记录自动保留，不必在此办理。',
    lift: '终止暂缓',
    place: '办理暂缓',
    scope: '范围',
    reason: '事由',
    reasonHelp: '为什么这些记录期满之后仍需保留；与暂缓一并存证，不要写个人信息',
    matter: '事项编号',
    kinds: { useRecords: '数据使用记录的明细', systemLogs: '系统日志' },
    kindsWhat: {
      useRecords: '以哪些键查询了数据（只存摘要）、签名调用的签名；清除之后不能再按被查询人查询当日',
      systemLogs: '已结束的会话、对重复请求的答复、账号变动的告知',
    },
    tables: {
      access_key: '查询所用的键',
      call_signature: '调用的签名',
      session: '已结束的会话',
      idempotent_answer: '对重复请求的答复',
      account_notice: '账号变动的告知',
    },
    states: { asked: '待同意', agreed: '清除中', ended: '已办结' },
    scopes: { dataset: '数据集', grant: '授权', organization: '单位', platform: '全部记录' },
    scopeHelp: {
      dataset: '保留对这一数据集的全部使用记录。',
      grant: '保留凭这一授权的全部使用记录。',
      organization: '保留这一单位及其账号、应用的全部记录。',
      platform: '保留平台的全部记录：终止之前不清除任何记录。',
    },
    scopeNamed: { dataset: '数据集编码', grant: '授权编号', organization: '统一社会信用代码' },
    heldBy: { act: '因调查、争议暂缓', case: '有未办结的事项' },
    days: (n) => `${n.toLocaleString('zh-CN')} 日`,
    overBy: (days) => `期满已 ${days.toLocaleString('zh-CN')} 日`,
    records: (n, more) => `${n.toLocaleString('zh-CN')} 条${more ? '以上' : ''}`,
    scoped: (scope, name) => `${scope}：${name}`,
    beforeHelp: (day) => `不含当日；最晚 ${day}，之后的保存期未满。`,
    ofBefore: (day) => `${day}以前的`,
    orderOf: (kind, day) => `${kind}，${day}以前的`,
    askedBy: (name, instant) => `${name} ${instant} 提出`,
    agreedBy: (name, instant) => `${name} ${instant} 同意`,
    endedAt: (instant) => `${instant} 办结`,
    reached: (day, rest) => `已办到${day}，还有 ${rest.toLocaleString('zh-CN')} 天`,
    left: (faults) => `${faults.toLocaleString('zh-CN')} 条与日志不符，当日全部保留`,
    keptOf: (things) => `另有 ${things.toLocaleString('zh-CN')} 项的记录暂缓`,
    why: (reason, matter) => `${reason}（事项 ${matter}）`,
    placedBy: (name, instant) => `${name}自 ${instant} 起暂缓`,
  },
  keys: {
    title: '密钥',
    lead: '各级密钥的版本、使用时间和更换进度；本页从不显示密钥',
    kek: '密钥加密密钥',
    kekWhat: '包裹数据集密钥、动态验证码的秘密和数据源的口令；新版本由运维人员在服务器上添加（fadu keys add-kek）。',
    newest: '最新版本',
    used: '在用',
    rewrap: '全部以最新版本重新包裹',
    rewrapHelp: '一次完成，数据不必重新加密。',
    behind: '有密钥仍由旧版本包裹',
    whoReplaces: '由安全管理员办理',
    datasets: '数据集密钥',
    datasetsWhat: '每个数据集一把，加密其数据和问题数据。更换时查询照常，旧密钥在最后一行换完之后销毁。',
    noDatasets: '还没有数据集。',
    dataset: '数据集',
    version: '版本',
    age: '已使用',
    custody: '状态',
    rotation: '更换进度',
    rotate: '更换密钥',
    goOn: '继续更换',
    tampered: '打不开的行',
    overAge: '超过使用期限',
    log: '日志签名密钥',
    logWhat: '为存证日志的检查点签名。新版本由运维人员添加（fadu keys add-log-key），公布之后再吊销旧的。',
    verifierKeys: '验证公钥',
    state: '状态',
    askRevocation: '提出吊销',
    askRevocationHelp: '由安全管理员提出，经审计管理员同意后吊销；同意之后检查点不再由它签名。',
    from: '从第几条起不再可信',
    fromHelp: '这一版本从日志的这一条起不再可信；之前的仍可验证。',
    theOnlyOne: '只有这一个版本，先添加新的才能吊销',
    agree: '同意吊销',
    ownAsk: '由您提出，须由审计管理员同意',
    whoAgrees: '由审计管理员同意',
    answers: '网关应答密钥',
    answersWhat: '为网关的应答签名，对方据此确认数据出自本平台。旧密钥一直公布，所签的应答长期可验证。',
    generation: '代次',
    signs: '签名期间',
    renew: '换用新密钥',
    renewHelp: '下一次应答起使用新密钥；只有不再签名的才能吊销。',
    revoke: '吊销',
    revokeFrom: '从何时起不再可信',
    revokeFromHelp: '不填写的，自现在起',
    founded: '平台建立时',
    signsNow: '现在',
    versionOf: (n) => `第 ${n} 版`,
    wraps: (version, keys) => `第 ${version} 版包裹 ${keys} 把数据集密钥`,
    rewrapped: (keys, secrets) => `重新包裹了 ${keys} 把数据集密钥、${secrets} 项秘密`,
    versions: (oldest, newest) => `第 ${oldest} 至 ${newest} 版`,
    days: (n) => (n < 1 ? '不到 1 天' : `${Math.floor(n).toLocaleString('zh-CN')} 天`),
    custodies: { active: '使用中', sealedOff: '已封存', destroyed: '密钥已销毁' },
    rotations: { running: '正在更换', halted: '已停下', done: '已换完', ended: '已结束' },
    resealed: (done, rows) => `${done.toLocaleString('zh-CN')} / ${rows.toLocaleString('zh-CN')} 行`,
    logStates: { signs: '签名中', asked: '待同意吊销', revoked: '已吊销' },
    revokedFrom: (entry) => `从第 ${entry.toLocaleString('zh-CN')} 条起`,
    generationOf: (n) => `第 ${n} 代`,
    period: (from, until) => `${from} 至 ${until}`,
    disbelieved: (instant) => `${instant} 起不再可信`,
  },
  unlock: {
    title: '平台已锁定',
    what: '主密钥由多名保管人分持。这个进程启动后，须有足够的保管人交入份额，数据才能打开；在此之前不提供任何服务。',
    share: '密钥份额',
    shareHelp: '24 个五字母的词，按发给您的顺序，以空格分开；交入后即从本页清除，不再显示、不存储、不记录',
    handIn: '交入份额',
    handedIn: '已收到您的份额',
    opened: '密钥已打开',
    openedWhat: '平台正在启动，完成后本页自动转到登录。',
    progress: '交入进度',
    eachProcess: '每个服务器进程分别解锁。谁在何时交入由存证日志记录，份额本身不记录。',
    unreachable: '连不上服务，正在重试。',
    wanted: (left, threshold) => `需要 ${threshold} 名保管人，还差 ${left} 名`,
    forgets: (instant) => `${instant} 仍未交齐的，已交入的份额将被忘记`,
  },
  approvals: {
    title: '复核',
    lead: '一个人不能单独办成的事：由一人提出、另一人同意',
    mine: '等我同意',
    none: '没有等您同意的事',
    noneWhy: '有人提出需要第二人同意的操作时，会出现在这里。',
    others: '等别人同意',
    agree: '同意',
    ownAsk: '由您提出，须由另一人同意',
    open: '查看',
    partly: '部分内容没有读到，下面的清单可能不全。',
    kinds: {
      operation: '大批量取数',
      bundle: '证据提取包',
      backup: '备份',
      logKey: '吊销日志签名密钥',
      retention: '清除期满的记录',
    },
    whoAgrees: {
      operation: '由本单位的审批负责人同意',
      bundle: '由安全管理员同意',
      backup: '由安全管理员同意',
      logKey: '由审计管理员同意',
      retention: '由安全管理员同意',
    },
    askedAt: (instant) => `${instant} 提出`,
    operation: (dataset, rows, items, purpose) =>
      `${dataset}：${items === 0 ? '全部数据项' : `${items} 个数据项`}，不超过 ${rows.toLocaleString('zh-CN')} 行，用于「${purpose}」`,
    bundle: (entries, recipient, matter, opensRows) =>
      `${entries.toLocaleString('zh-CN')} 条存证${opensRows ? '及其所涉证据行' : ''}，交「${recipient}」，事项 ${matter}`,
    backup: (full) => (full ? '全量备份到备份目录' : '在上次备份之上续备到备份目录'),
    retention: (kind, before) => `${kind}，${before} 以前的；清除之后不能恢复`,
    logKey: (version, from) => `第 ${version} 版签名密钥从日志第 ${from.toLocaleString('zh-CN')} 条起不再可信`,
  },
  log: {
    title: '日志和见证',
    lead: '存证日志现在有多大、由谁签名、谁会签过；证据与日志是否一致',
    toLog: '日志和见证',
    newest: '最新检查点',
    cosigned: '最新会签的检查点',
    noCheckpoint: '日志还没有检查点。',
    noCosigned: '还没有见证方会签过。',
    size: '覆盖',
    root: '根',
    origin: '日志',
    readAt: '读取于',
    signature: '日志的 SM2 签名',
    signedBy: '签名',
    note: '检查点原文',
    witnesses: '见证方',
    witnessesWhat: '监督机构保存并会签检查点：日志被改写或者对不同的人给出不同的日志，会签就对不上。',
    noWitnesses: '还没有登记见证方。监督机构用 fadu witness init 生成公钥，由安全管理员登记。',
    witness: '见证方',
    organization: '单位',
    countersigned: '会签至',
    signedAt: '会签时间',
    notYet: '还没有会签',
    register: '登记见证方',
    territory: '单位所在地区',
    key: '见证公钥',
    keyHelp: 'fadu witness init 显示的一行',
    end: '终止',
    whoRegisters: '由安全管理员登记和终止',
    check: '比对证据与日志',
    checkWhat: '逐条比对全部证据与日志的承诺，指出改动、缺失和多出的记录。内嵌数据库在比对期间不答复其他请求。',
    run: '开始比对',
    whoChecks: '由审计管理员办理',
    nothingFound: '证据与日志一致',
    found: '证据与日志不一致',
    table: '表',
    record: '记录',
    finding: '结果',
    signatures: { holds: '已由本浏览器核验', fails: '核验不通过', unchecked: '未核验' },
    entries: (n) => `${n.toLocaleString('zh-CN')} 条`,
    behind: (n) => (n === 0 ? '与最新检查点一致' : `落后 ${n.toLocaleString('zh-CN')} 条`),
    checked: (rows, size, checkpoints) =>
      `比对了 ${rows.toLocaleString('zh-CN')} 行证据、${size.toLocaleString('zh-CN')} 条日志、${checkpoints.toLocaleString('zh-CN')} 个检查点`,
    notCovered: (n) => `${n.toLocaleString('zh-CN')} 条不在比对范围内`,
    removed: (day, accesses, signatures, number) =>
      `${day} 的 ${accesses.toLocaleString('zh-CN')} 次查询的键、${signatures.toLocaleString('zh-CN')} 个签名已保存期满清除，见${number === null ? '待计入日志的记录' : `第 ${number} 条记录`}`,
    findings: (n, shown) => `共 ${n.toLocaleString('zh-CN')} 处${shown < n ? `，列出前 ${shown} 处` : ''}`,
    founds: { altered: '被改动', missing: '缺失', added: '多出', unplaced: '不在日志中' },
  },
  maintenance: {
    title: '停机维护',
    lead: '网关对外关闭的时间，事先向所有调用方公告',
    gateway: '网关',
    announced: '已公告的维护',
    none: '没有已公告的维护',
    noneWhy: '公告之后，调用方从状态接口和应答头知道何时关闭、何时恢复。',
    announce: '公告维护',
    begins: '开始',
    beginsHelp: '不填写的，立即开始',
    ends: '结束',
    notice: '事由和影响',
    noticeHelp: '写明为何维护、对调用方有何影响',
    end: '结束或者撤回',
    whoAnnounces: '由系统管理员公告和结束',
    states: { open: '对外开放', closed: '维护中，已关闭' },
    period: (from, until) => `${from} 至 ${until}`,
  },
  links: {
    title: '平台对接',
    lead: '与上级、下级平台交换目录和授权的元数据：现在是否通、上次何时、为何停下',
    none: '没有对接其他平台',
    noneWhy: '主机由运维人员放行，对接由本级主管部门的审批负责人登记。',
    lastExchange: '上次交换',
    never: '还没有过',
    heard: '已收到',
    waiting: '待告知',
    nextCall: '下次呼叫',
    fault: '上次故障',
    address: '地址',
    log: '对方的日志',
    keys: '核对所用公钥',
    suspend: '中止',
    resume: '恢复',
    end: '终止对接',
    call: '立即呼叫',
    exchanges: '交换记录',
    noExchanges: '还没有交换过内容。',
    whoSets: '由本级主管部门的审批负责人办理；安全管理员可以中止',
    endWhat: '终止后不能恢复，从对方收到的内容随之删除。',
    relations: { upper: '上级平台', lower: '下级平台' },
    states: { active: '运行中', suspended: '已中止', stopped: '已停止：对方所告不可信', ended: '已终止' },
    calls: { none: '由对方呼叫', pull: '本平台询问', both: '本平台询问并送达' },
    heardCounts: (entries, grants) => `${entries} 条目录、${grants} 项授权`,
    changes: (n) => `${n} 处变更`,
    failures: (n) => `连续失败 ${n} 次`,
    directions: { heard: '收到', told: '告知' },
    brought: (entries, grants, withdrawn) => `目录 ${entries}、授权 ${grants}、撤回 ${withdrawn}`,
  },
  subjects: { catalogEntry: '目录条目', dataGrant: '数据授权', organization: '单位', territory: '地区' },
  stages: {
    catalog: '目录',
    classify: '分类分级',
    collect: '收集',
    aggregate: '归集',
    quality: '数据质量',
    share: '共享',
    open: '开放',
    rights: '权益',
    develop: '开发利用',
    use: '使用',
    process: '加工处理',
    transmit: '传输',
    store: '存储',
    emergency: '应急',
    archive: '归档',
    destroy: '销毁',
    outsourcing: '委托服务',
    incident: '安全事件',
    'security-management': '安全管理',
    supervision: '监督',
    platform: '平台',
    general: '总则',
  },
  facts: {
    'entry.shareAttribute': '共享属性',
    'entry.openAttribute': '开放属性',
    'entry.state': '目录状态',
    'grant.status': '授权状态',
    'entry.grade': '数据分级',
    'organization.agency': '公共管理和服务机构',
    'organization.contractor': '服务提供方',
    'organization.developer': '开发主体',
    'territory.level': '地区层级',
  },
  factValues: {
    'level.region': '省级',
    'level.city': '市级',
    'level.county': '县级',
    'shareAttribute.unset': '未填写',
    'openAttribute.unset': '未填写',
    'status.active': '有效',
    'status.suspended': '已中止',
    'status.expired': '已到期',
    'status.revoked': '已终止',
    'state.draft': '草稿',
    'state.submitted': '待审定',
    'state.amending': '修改中',
    'state.approved': '待发布',
    'state.published': '已发布',
    'state.withdrawn': '已撤回',
  },
  roles: {
    steward: '数据管理员',
    approver: '审批负责人',
    securityOfficer: '安全负责人',
    inspector: '检查人员',
    person: '本人',
    systemAdmin: '系统管理员',
    securityAdmin: '安全管理员',
    auditAdmin: '审计管理员',
  },
  ranks: {
    constitution: '宪法',
    law: '法律',
    administrativeRegulation: '行政法规',
    localRegulation: '地方性法规',
    departmentalRule: '部门规章',
    localRule: '地方政府规章',
    centralPolicy: '党中央、国务院政策文件',
    nationalProvision: '国家有关规定',
    normativeDocument: '规范性文件',
    negativeList: '负面清单',
    policy: '平台政策',
  },
  periods: {
    'catalog.review': '目录审定',
    'catalog.amendment': '目录修改',
    'catalog.publication': '目录发布',
    'share.reply': '共享申请答复',
    'share.delivery': '数据提供',
  },
  limits: {
    'verification.perDay': '一项许可一日的核实次数',
    'verification.perMatter': '一个事项的核实次数',
    'verification.mattersPerDay': '一项许可一日的事项数',
    'verification.days': '核实情况的统计天数',
    'verification.valuesPerKey': '同一个人同一项试过的不同的值',
    'verification.keysPerFailedValue': '同一个不符的值试过的人数',
    'verification.neighbouringKeys': '同一地区同日出生的核实人数',
    'verification.keysNotFound': '查无此人的次数',
    'sensitiveOperation.rowsAlone': '一人可以办理的取数行数',
    'sensitiveOperation.approvalDays': '第二人同意的有效天数',
    'sensitiveOperation.usualFactor': '列为异常的倍数',
    'sensitiveOperation.usualDays': '平常数量的统计天数',
    'sensitiveOperation.dayBegins': '工作时间开始（时）',
    'sensitiveOperation.dayEnds': '工作时间结束（时）',
    'watch.clocksOverdue': '告警：逾期的期限（个）',
    'watch.evidenceFaults': '告警：证据不一致（处）',
    'watch.quarantineRows': '告警：待处理的问题数据（行）',
    'watch.quarantineRowsPerDay': '告警：一日新增的问题数据（行）',
    'watch.unusualReads': '告警：待核查的异常取数（件）',
    'watch.keyAgeDays': '告警：密钥使用天数',
    'watch.backupAgeHours': '告警：距上次备份（小时）',
    'watch.drillAgeDays': '告警：距上次恢复演练（天）',
    'watch.sequencerLagSeconds': '告警：存证进入日志的延迟（秒）',
    'watch.jobsFailedPerDay': '告警：一日失败的上传（次）',
    'watch.escalateHours': '告警无人受理即升级（小时）',
    'caseComment.perDay': '一个单位在一件事项中一日的留言（条）',
    'caseDocument.perCase': '一件事项的材料（份）',
    'caseDocument.perDay': '一个单位在一件事项中一日提交的材料（份）',
    'evidenceBundle.entries': '一次提取的存证条数',
    'evidenceBundle.days': '提取证据的同意有效天数',
    'recordDisclosure.days': '本人查阅数据的有效天数',
    'recordDisclosure.proofDays': '本人号码核实的有效天数',
    'accessTold.delayDays': '推迟告知本人的天数',
    'retention.useRecordDays': '数据使用记录的保存天数',
    'retention.systemLogDays': '系统日志的保存天数',
  },
  choices: {
    realTime: '实时',
    daily: '每日',
    weekly: '每周',
    monthly: '每月',
    quarterly: '每季度',
    yearly: '每年',
    irregular: '不定期',
    interface: '接口',
    batch: '批量',
    'shareAttribute.unconditional': '无条件共享',
    'shareAttribute.conditional': '有条件（受限）共享',
    'shareAttribute.none': '不予共享',
    'openAttribute.unconditional': '无条件开放',
    'openAttribute.conditional': '有条件（受限）开放',
    'openAttribute.none': '不予开放',
  },
  faults: {
    missing: '没有填写',
    wrongType: '格式不符',
    tooManyRows: '行数太多',
    notAnOption: '不在可选范围内',
    unknown: '表单没有这一项',
    excluded: '写明的内容为规定所禁止',
    basisUnknown: '依据不在依据库中',
    basisNotInForce: '依据现在不具有效力',
    basisRank: '依据的层级不够',
    notYet: '是尚未到来的日子',
    outOfRange: '超出可设的范围',
  },
  acts: {
    'case.comment': '留言',
    'case.withdrawComment': '撤回留言',
    'document.add': '提交材料',
    'document.withdraw': '撤回材料',
    'document.read': '下载材料',
    open: '提出',
    approve: '同意',
    refuse: '拒绝',
    withdraw: '撤回',
    abandon: '放弃',
    accept: '审核通过',
    acceptCorrection: '认可改正',
    acceptRectification: '认可整改',
    acceptService: '数据服务核验通过',
    acknowledge: '签收',
    activate: '签订协议',
    adjust: '年度调整',
    admit: '准予入场',
    agree: '协商一致',
    amend: '修改',
    answer: '答复',
    appeal: '申请复核',
    askSupplement: '通知补正',
    assess: '评估',
    cancel: '取消',
    change: '变更',
    changed: '确认已变更',
    check: '检查',
    clear: '清除数据',
    close: '办结',
    closeWithoutFindings: '未发现问题，办结',
    comment: '提出意见',
    complete: '办理完毕',
    conclude: '处理完毕',
    confirm: '确认',
    connect: '完成对接',
    consent: '同意',
    coordinate: '组织协商',
    correct: '更正',
    decide: '作出决定',
    delete: '删除',
    dismiss: '投诉不属实',
    dispose: '处置',
    end: '终止',
    endResponse: '结束应急响应',
    evaluate: '评估',
    exempt: '依法免除，说明理由',
    expire: '期满',
    feedBack: '反馈',
    finish: '处理完毕',
    flag: '标记风险',
    forward: '转交办理',
    handOver: '移交',
    handle: '依法处理',
    issueOpinion: '提出整改意见',
    load: '归集',
    notAgreed: '协商不成',
    orderStop: '责令中止',
    propose: '提出督查督办建议',
    provide: '提供',
    publish: '公布',
    publishByCyberspace: '网信部门通报',
    publishByPolice: '公安机关通报',
    publishNotice: '发布告知',
    receive: '接收',
    record: '填写履行情况',
    recordComplaint: '登记投诉',
    recordCopy: '登记副本',
    destroy: '确认销毁',
    recordExchange: '登记数据交换',
    recordFindings: '登记发现的问题',
    recordReceipt: '登记回执',
    recordSign: '登记标识',
    refer: '移送',
    refreshed: '确认已更新',
    reject: '不予认可',
    rejectCorrection: '改正不合格',
    rejectRectification: '整改不合格',
    release: '放行',
    remedy: '报告补救情况',
    remove: '移出',
    renew: '更新登记',
    reopen: '重新办理',
    replace: '以新版本代替',
    reply: '答复',
    report: '报告',
    reportCorrection: '报告改正情况',
    reportOwnCorrection: '报告本单位改正情况',
    reportRectification: '报告整改情况',
    request: '提出需求',
    respond: '回应',
    restart: '恢复处理',
    restore: '恢复',
    return: '退回',
    explain: '说明',
    resubmit: '再次提交',
    retire: '撤除',
    returnForAmendment: '退回修改',
    returnForProcessing: '退回处理',
    review: '审查',
    revise: '修订',
    revoke: '撤销',
    sendBack: '退回重办',
    setConditions: '设定条件',
    settle: '协商解决',
    share: '共享',
    sign: '签署',
    signLost: '登记标识缺失',
    start: '启动',
    submit: '提交',
    supervise: '登记监督情况',
    supplement: '补充',
    supply: '提供数据',
    suspend: '中止',
    switchOver: '并入统一通道',
    urge: '督促',
    'project.acceptance.accept': '核验通过',
    'open.withdrawal.accept': '接受处理结果',
    'open.withdrawal.withdraw': '撤回已开放的数据',
    'develop.levelTwo.agree': '签订协议',
    'grant.renewal.approve': '同意延期',
    'grant.renewal.refuse': '不予延期',
    'grant.amendment.approve': '同意变更',
    'grant.amendment.refuse': '不予变更',
    'grant.suspension.reject': '改正不合格',
    'grant.suspension.end': '终止授权',
    'grant.review.askExplanation': '请申请单位说明',
    'grant.review.explain': '说明',
    'grant.review.accept': '符合应用场景',
    'grant.review.acceptByAuthority': '符合应用场景（主管部门）',
    'grant.review.suspend': '中止授权',
    'grant.review.suspendByAuthority': '中止授权（主管部门）',
    'grant.review.restoreByAuthority': '恢复授权（主管部门）',
    'grant.review.end': '终止授权',
    'link.review.conclude': '作出结论',
    'grant.read': '查看数据授权',
    'grant.usage': '查看使用情况',
    'sharing.own': '查看待答复的申请',
    'sharing.supervise': '查看辖区内的申请',
    'data.return.agree': '同意回流',
    'data.return.refuse': '不予回流',
    'quality.commission.admit': '准予接入',
    'performance.assessment.assess': '考核',
    'storage.location.close': '停用',
    'database.register.close': '停用',
    'platform.registration.close': '关停',
    'data.destruction.complete': '完成销毁',
    'verification.notice.complete': '完成校核',
    'open.request.conclude': '签订协议并开放',
    'open.request.sign': '签署安全承诺书',
    'subject.objection.confirm': '数据无误',
    'subject.objection.forward': '转提供单位校核',
    'shareAttribute.dispute.report': '报请政府决定',
    'shareAttribute.objection.report': '报请政府决定',
    'storage.binding.release': '解除登记',
    'supervision.circular.publish': '印发通报',
    'catalog.review.open': '提交审定',
    'catalog.review.approve': '审定通过',
    'catalog.review.publish': '发布',
    'catalog.review.returnForAmendment': '退回修改',
    'catalog.review.resubmit': '再次提交',
    'catalog.review.withdraw': '撤回',
    'catalog.change.open': '提出目录更新',
    'catalog.change.reopen': '开始修订',
    'catalog.change.submit': '提交审定',
    'catalog.change.approve': '审定通过',
    'catalog.change.resubmit': '再次提交',
    'secrecy.review.open': '提出保密审查',
    'secrecy.review.conclude': '登记审查结论',
    'data.preparation.open': '登记处理记录',
    'share.request.open': '提出共享申请',
    'share.request.askSupplement': '通知补正',
    'share.request.supplement': '提交补正',
    'share.request.approve': '同意共享',
    'share.request.refuse': '不予共享',
    'share.request.withdraw': '撤回申请',
    'session.open': '登录',
    'session.own': '管理自己的会话',
    'account.create': '开立账号',
    'account.close': '注销账号',
    'account.assignRoles': '分配角色',
    'account.resetFactor': '清除遗失的验证方式',
    'application.register': '登记应用',
    'application.suspend': '停用或者恢复应用',
    'application.addKey': '登记应用的新密钥',
    'application.revokeKey': '吊销应用的密钥',
    'application.demandSignatures': '要求应用对每次调用签名',
    'application.liftSignatures': '不再要求应用签名',
    'organization.register': '登记单位',
    'audit.read': '查阅存证',
    'record.list': '查阅向本人提供的数据清单',
    'record.read': '本人查阅、复制自己的数据',
    'access.readOwn': '本人查阅谁查询过',
    'access.show': '向本人告知查询',
    'access.reveal': '向本人告知查询的单位和目的',
    'audit.readPerson': '查阅涉及特定人的访问记录',
    'audit.askBundle': '申请制作证据提取包',
    'audit.approveBundle': '同意制作证据提取包',
    'audit.listBundles': '查看证据提取包',
    'audit.makeBundle': '制作证据提取包',
    'catalogEntry.draft': '编制目录条目',
    'catalogEntry.amend': '修改目录条目',
    'catalogEntry.read': '查阅目录条目',
    'catalogEntry.import': '导入目录',
    'catalogImport.prepare': '上传目录文件',
    'catalogImport.read': '查看目录导入',
    'catalogImport.discard': '放弃目录导入',
    'catalog.outline': '从数据文件生成数据项',
    'grading.read': '查看分级依据',
    'grading.list': '查看分级建议',
    'grading.decide': '决定分级',
    'gradingRules.read': '查看分级规则',
    'gradingRules.enter': '录入分级规则',
    'informationSystem.register': '登记信息系统',
    'informationSystem.amend': '变更信息系统登记',
    'informationSystem.close': '登记信息系统停用',
    'informationSystem.changeSchema': '登记数据库结构变化',
    'informationSystem.list': '查看信息系统',
    'informationSystem.read': '查看信息系统',
    'statistic.read': '查看数据资源概览',
    'dataset.aggregate': '归集数据',
    'upload.begin': '开始上传',
    'upload.cancel': '取消上传',
    'upload.repeat': '重做上传',
    'upload.read': '查看上传',
    'quarantine.read': '查看隔离行',
    'dataset.preview': '预览数据',
    'dataset.inspect': '查看数据集',
    'data.lookup': '查询数据',
    'data.export': '批量导出数据',
    'export.read': '查看批量导出',
    'export.discard': '删除批量导出',
    'trace.run': '比对外泄文件',
    'log.check': '比对证据与日志',
    'log.registerWitness': '登记日志见证方',
    'log.endWitness': '终止日志见证方',
    'log.askKeyRevocation': '提出吊销日志签名密钥',
    'log.revokeKey': '同意吊销日志签名密钥',
    'log.cosign': '会签日志检查点',
    'evidence.rows': '承诺证据记录',
    'evidence.begin': '开始承诺既有证据',
    'platform.restore': '恢复备份',
    'platform.recover': '数据库恢复后投入使用',
    'platform.history': '数据库恢复、切换后接续',
    'key.unlock': '交入密钥份额',
    'answerKey.renew': '更换网关的应答密钥',
    'answerKey.revoke': '吊销网关的应答密钥',
    'backup.order': '发起备份',
    'backup.approve': '同意备份',
    'backup.drill': '恢复演练',
    'backup.read': '查看备份和恢复演练',
    'retention.read': '查看记录保存期限',
    'retention.order': '提出清除期满的记录',
    'retention.agree': '同意清除期满的记录',
    'retention.hold': '暂缓清除记录',
    'retention.lift': '终止暂缓清除',
    'retention.remove': '清除期满的记录',
    'retention.end': '办结清除',
    'watch.read': '查看告警',
    'watch.acknowledge': '受理告警',
    'maintenance.announce': '公告网关维护',
    'maintenance.end': '结束网关维护',
    'link.set': '登记平台对接',
    'link.suspend': '中止平台对接',
    'link.read': '查看平台对接',
    'link.exchange': '与其他平台交换',
    'link.tell': '告知其他平台目录条目',
    'foreignEntry.read': '查看外平台目录条目',
    'data.verify': '核实、比对数据',
    'verification.list': '查看核实许可',
    'operation.list': '查看第二人同意',
    'operation.askApproval': '申请第二人同意',
    'operation.approve': '作为第二人同意',
    'operation.watch': '查看敏感操作清单',
    'operation.review': '逐日查看敏感操作',
    'data.query': '按条件查询数据',
    'data.changes': '读取数据变化',
    'token.issue': '换取令牌',
    'case.act': '办理事项',
    'case.read': '查阅事项',
    'case.list': '查阅事项清单',
    'case.open': '提出事项',
    'correction.prepare': '准备更正内容',
    'correction.list': '查看更正',
    'correction.look': '查看待更正的数据值',
    'value.history': '查看数据值的历史版本',
    'value.overwrite': '改写、删除数据值',
    'announcement.list': '查看更正通告',
    'announcement.acknowledge': '确认更正通告',
    'qualityRules.enter': '制定质量规则',
    'quality.run': '检查数据质量',
    'quality.read': '查看数据质量',
    'quality.own': '查看本单位的数据质量任务',
    'quality.supervise': '查看辖区的数据质量',
    'recovery.plan': '登记备份方案',
    'recovery.backup': '登记备份',
    'recovery.test': '登记恢复演练',
    'recovery.read': '查看备份和恢复记录',
    'recovery.supervise': '查看辖区的备份和恢复记录',
    'update.list': '查看本单位数据的更新期限',
    'update.supervise': '查看辖区数据的更新期限',
    'duty.read': '查阅职责台账',
    'duty.assign': '布置职责',
    'notification.list': '查看通知',
    'notification.read': '标为已读',
    'supervision.clocks': '查看逾期和临期事项',
    'calendar.enterNotice': '录入放假通知',
    'instrument.enter': '登记依据文件',
    'instrument.repeal': '登记依据文件的废止',
    'policyValue.set': '设定政策期限',
    'worklist.read': '查阅待办清单',
    'grant.list': '查阅授权',
    'evidence.read': '查阅记录',
    'catalog.list': '查找目录',
    'organization.read': '查阅单位',
    'account.read': '查阅账号',
    'application.read': '查阅应用',
    'territory.read': '查阅地区',
  },
}
