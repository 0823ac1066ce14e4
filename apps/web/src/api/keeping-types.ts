import type { CivilDate } from '@fadu/domain'

/** Shapes of the HTTP API for those who keep the platform; see apps/server/openapi.json. */

export const signals = [
  'clocksOverdue',
  'evidenceFaults',
  'quarantineRows',
  'quarantineRowsPerDay',
  'unusualReads',
  'keyAgeDays',
  'backupAgeHours',
  'drillAgeDays',
  'sequencerLagSeconds',
  'jobsFailedPerDay',
] as const
export type Signal = (typeof signals)[number]

export interface WatchSignal {
  readonly signal: Signal
  readonly measured: number
  readonly most: number
  readonly cites: readonly string[]
  /** What is to be done when it is over its limit, in the language that was asked for. */
  readonly needed: string
}

export interface WatchAlert {
  readonly id: string
  /** One that is watched no more has no word of its own. */
  readonly signal: string
  /** When it was opened. */
  readonly measured: number
  readonly most: number
  readonly openedAt: string
  readonly escalatedAt: string | null
  readonly acknowledgedAt: string | null
  readonly acknowledgedBy: string | null
  readonly note: string | null
  readonly closedAt: string | null
  readonly risk: AlertRisk | null
}

/** The case that an alert led to. */
export interface AlertRisk {
  readonly case: string
  /** Whether the risk stands. */
  readonly open: boolean
  readonly organization: { readonly id: string; readonly name: string }
}

export interface BackupRun {
  readonly id: string
  readonly kind: 'backup' | 'drill'
  readonly state: 'asked' | 'approved' | 'done' | 'failed'
  readonly full: boolean
  readonly bySchedule: boolean
  readonly askedBy: string | null
  readonly askedAt: string
  readonly approvedAt: string | null
  readonly endedAt: string | null
  readonly backup: string | null
  readonly base: string | null
  readonly rows: number | null
  readonly bytes: number | null
  readonly logSize: number | null
  /** Code of what went wrong. */
  readonly fault: string | null
  readonly receipt: string | null
}

export type RetentionKind = 'useRecords' | 'systemLogs'

export interface RetentionTerm {
  readonly kind: RetentionKind
  readonly days: number
  readonly cites: readonly string[]
  /** How the text was read, in Chinese. */
  readonly reading: string | null
  /** What is of an earlier day is over its term. */
  readonly dueBefore: CivilDate
}

/** Somebody with an account. */
export interface AccountName {
  readonly id: string
  readonly name: string
}

export interface RetentionHold {
  readonly id: string
  readonly scope: 'dataset' | 'grant' | 'organization' | 'platform'
  /** Null for the whole platform. */
  readonly name: string | null
  readonly reason: string
  readonly matter: string
  readonly placedBy: AccountName
  readonly placedAt: string
}

export interface RetentionHeld {
  readonly scope: RetentionHold['scope']
  readonly id: string | null
  readonly name: string | null
  /** By an act, or since a case about it is open. */
  readonly by: 'act' | 'case'
}

/** What an order would come to. */
export interface RetentionDue {
  readonly kind: RetentionKind
  readonly before: CivilDate
  readonly oldest: CivilDate | null
  readonly records: readonly {
    readonly table: string
    readonly n: number
    /** Null where it shows only when they are removed. */
    readonly held: number | null
    readonly more: boolean
  }[]
  readonly held: readonly RetentionHeld[]
}

export interface RetentionOrder {
  readonly id: string
  readonly kind: RetentionKind
  readonly before: CivilDate
  readonly state: 'asked' | 'agreed' | 'ended'
  readonly askedBy: AccountName
  readonly askedAt: string
  readonly agreedBy: AccountName | null
  readonly agreedAt: string | null
  readonly endedAt: string | null
  /** Day up to which it was carried out. */
  readonly through: CivilDate | null
}

/** What the log says of an order: a day or part that was removed or left, or its end. */
export interface RetentionRemoval {
  readonly entry: string
  readonly action: string
  readonly at: string
  readonly outcome: 'done' | 'refused'
  readonly reason: string | null
  readonly day: CivilDate | null
  readonly removed: readonly { readonly table: string; readonly n: number }[]
  readonly held: number
  readonly faults: number
}

export interface DatasetKey {
  readonly code: string
  readonly custody: 'active' | 'sealedOff' | 'destroyed'
  readonly version: number
  /** Rows are sealed under versions from this one on. */
  readonly oldest: number
  readonly since: string | null
  readonly rotation: {
    readonly state: 'running' | 'halted' | 'done' | 'ended'
    readonly resealed: number
    readonly rows: number
    readonly tampered: readonly string[]
  } | null
}

export interface Keys {
  readonly kek: {
    readonly newest: number
    readonly used: readonly { readonly version: number; readonly keys: number }[]
  }
  readonly datasets: readonly DatasetKey[]
}

export interface Rewrapped {
  readonly kek: number
  readonly datasetKeys: number
  readonly secrets: number
}

export interface LogKey {
  readonly version: number
  readonly keys: readonly string[]
  readonly state: 'signs' | 'asked' | 'revoked'
  readonly from: number | null
  readonly askedBy: string | null
}

export interface AnswerKey {
  readonly kid: string
  readonly crv: 'SM2' | 'Ed25519'
  readonly generation: number
  /** Null: since the platform was founded. */
  readonly signsFrom: string | null
  /** Null: it signs now. */
  readonly signsUntil: string | null
  readonly revokedFrom: string | null
}

export type KeyLock =
  | {
      readonly state: 'locked'
      readonly threshold: number
      readonly handedIn: number
      readonly forgetsAt: string | null
    }
  | { readonly state: 'unlocked' }

export interface OperationApproval {
  readonly id: string
  readonly operation: string
  readonly dataset: string
  /** Empty: all of them. */
  readonly items: readonly string[]
  readonly rows: number
  readonly purpose: string
  /** `Account:…` or `Application:…`. */
  readonly askedBy: string
  readonly askedAt: string
  readonly state: 'asked' | 'approved' | 'used' | 'expired'
  readonly approvedBy: string | null
  readonly validUntil: string | null
}

/** What a second person agrees to. */
export type ApprovalKind = 'operation' | 'bundle' | 'backup' | 'logKey' | 'retention'

export interface EvidenceBundle {
  readonly id: string
  readonly entries: number
  readonly opensRows: boolean
  readonly recipient: string
  readonly reason: string
  readonly matter: string
  readonly state: 'asked' | 'approved' | 'expired'
  readonly askedBy: string
  readonly askedAt: string
  readonly validUntil: string | null
}

export interface LogWitness {
  readonly id: string
  readonly name: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly key: string
  readonly registeredAt: string
  /** Size of the largest tree that it countersigned. */
  readonly size: number | null
  readonly signedAt: string | null
}

export interface EvidenceCheckResult {
  readonly ok: boolean
  readonly size: number
  readonly root: string
  readonly pending: number
  readonly checkpoints: number
  readonly rows: number
  readonly notCovered: number
  readonly findings: number
  readonly named: readonly {
    readonly table: string
    readonly key: string
    readonly found: 'altered' | 'missing' | 'added' | 'unplaced'
  }[]
  /** What is gone since it was removed after its term, by the entry that says so. */
  readonly removed: readonly {
    readonly entry: string
    readonly number: number | null
    readonly clauses: readonly string[]
    readonly day: string
    readonly accesses: number
    readonly signatures: number
  }[]
  readonly receipt: string
}

export interface MaintenanceWindow {
  readonly id: string
  readonly begins: string
  readonly ends: string
  readonly notice: string
}

export interface GatewayStatus {
  readonly gateway: 'open' | 'closed'
  readonly maintenance: readonly MaintenanceWindow[]
}

export interface PlatformLink {
  readonly id: string
  readonly territory: string
  readonly name: string
  readonly relation: 'upper' | 'lower'
  readonly otherTerritory: string
  readonly application: string
  readonly clientId: string | null
  readonly baseUrl: string
  readonly calls: 'none' | 'pull' | 'both'
  readonly origin: string
  readonly verifierKeys: readonly string[]
  readonly everySeconds: number
  readonly state: 'active' | 'suspended' | 'stopped' | 'ended'
  readonly version: number
  readonly lastExchangeAt: string | null
  readonly heard: {
    readonly change: number
    readonly logSize: number
    readonly at: string | null
    readonly secondsAgo: number | null
    readonly entries: number
    readonly grants: number
  }
  readonly told: { readonly change: number; readonly at: string | null; readonly waiting: number }
  readonly failures: number
  readonly lastFault: { readonly code: string; readonly detail: string; readonly at: string } | null
  readonly nextCallAt: string | null
}

export interface LinkExchange {
  readonly id: string
  readonly direction: 'heard' | 'told'
  readonly way: 'pull' | 'push'
  readonly at: string
  readonly entries: number
  readonly grants: number
  readonly withdrawn: number
  readonly fault: { readonly code: string; readonly detail: string } | null
}
