import type { Ground, Needed, PasswordFault, RefusalReason } from '@fadu/domain'
import type { TableIssue } from '@fadu/tables'

/** A fault of a request, found before or beside the law: what is wrong and where. Text is in problem.zh-cn.ts and problem.en.ts. */
export type ProblemReason =
  | { readonly code: 'REQUEST_MALFORMED'; readonly faults: readonly FieldProblem[] }
  | { readonly code: 'REQUEST_TOO_LARGE'; readonly maxBytes: number }
  | { readonly code: 'REQUEST_HEADERS_TOO_LARGE'; readonly maxBytes: number }
  | { readonly code: 'REQUEST_TIMEOUT'; readonly seconds: number }
  | { readonly code: 'REQUEST_MEDIA_TYPE'; readonly accepted: string }
  | { readonly code: 'NOT_FOUND'; readonly what: string }
  | { readonly code: 'ROUTE_UNKNOWN' }
  | { readonly code: 'AUTH_REQUIRED' }
  | { readonly code: 'AUTH_SESSION_INVALID' }
  | { readonly code: 'AUTH_TOKEN_INVALID' }
  | { readonly code: 'AUTH_CREDENTIALS_WRONG' }
  | { readonly code: 'AUTH_LOCKED'; readonly until: string }
  | { readonly code: 'AUTH_TOTP_REQUIRED' }
  | { readonly code: 'AUTH_TOTP_WRONG' }
  /** Of a password that is to be set: which rule it does not keep. */
  | { readonly code: 'PASSWORD_UNFIT'; readonly field: string; readonly fault: PasswordFault }
  | { readonly code: 'AUTH_ASSERTION_INVALID'; readonly fault: string }
  | { readonly code: 'AUTH_ORIGIN' }
  /** What has to be signed, as Accept-Signature writes it. */
  | { readonly code: 'SIGNATURE_REQUIRED'; readonly needed: string }
  | { readonly code: 'SIGNATURE_MALFORMED'; readonly field: string; readonly expected: string }
  /** Components, and parameters with a semicolon in front. */
  | { readonly code: 'SIGNATURE_INCOMPLETE'; readonly missing: readonly string[] }
  | { readonly code: 'SIGNATURE_EXPIRED'; readonly fault: string }
  | { readonly code: 'SIGNATURE_KEY_UNKNOWN' }
  | { readonly code: 'SIGNATURE_WRONG' }
  | { readonly code: 'SIGNATURE_REPLAYED' }
  | { readonly code: 'SIGNATURE_CONTENT_ALTERED'; readonly algorithm: string }
  /** What does not fit: the key, the note, its checkpoint, a signature, or that no registered witness signed. */
  | { readonly code: 'COSIGNATURE_INVALID'; readonly fault: 'key' | 'note' | 'checkpoint' | 'signature' | 'witness' }
  | { readonly code: 'IDEMPOTENCY_KEY_REUSED' }
  | {
      readonly code: 'VERSION_CONFLICT'
      readonly current: number
      readonly given: number
      /** Who changed what since, oldest first; fields by what they are called. */
      readonly changes?: readonly { readonly by: string; readonly at: string; readonly changed: readonly string[] }[]
    }
  | { readonly code: 'STATE_CONFLICT'; readonly what: string; readonly state: string }
  | { readonly code: 'DUPLICATE'; readonly field: string }
  | { readonly code: 'ROLES_NOT_SEPARATED' }
  | { readonly code: 'CSV_MALFORMED'; readonly line: number; readonly fault: string }
  | { readonly code: 'CSV_COLUMNS'; readonly missing: readonly string[]; readonly unknown: readonly string[] }
  | { readonly code: 'CSV_ENCODING' }
  | { readonly code: 'BATCH_EMPTY' }
  | {
      readonly code: 'BATCH_KEY'
      readonly fault: 'none' | 'unknown' | 'sealed'
      readonly items: readonly string[]
    }
  | {
      readonly code: 'BATCH_QUARANTINE_EXCEEDED'
      readonly received: number
      readonly quarantined: number
      readonly most: number
    }
  | {
      readonly code: 'SNAPSHOT_REMOVES_MORE'
      readonly dataset: string
      readonly current: number
      readonly removed: number
      /** Share of the current rows that may go. */
      readonly most: number
    }
  | { readonly code: 'QUARANTINE_SETTLED'; readonly batch: number; readonly lines: readonly number[] }
  | {
      readonly code: 'CONTENT_HASH_MISMATCH'
      readonly algorithm: string
      readonly declared: string
      readonly found: string
    }
  | { readonly code: 'UPLOAD_OFFSET'; readonly offset: number }
  | { readonly code: 'UPLOAD_TOO_LONG'; readonly declared: number }
  | { readonly code: 'UPLOAD_QUOTA'; readonly open: number; readonly mostOpen: number; readonly mostBytes: number }
  | { readonly code: 'UPLOAD_ELSEWHERE' }
  | { readonly code: 'UPLOAD_LOST' }
  | { readonly code: 'UPLOAD_EXPIRED' }
  | { readonly code: 'UPLOAD_SENDER_GONE' }
  | { readonly code: 'STORAGE_FULL' }
  | { readonly code: 'EXPORT_QUOTA'; readonly open: number; readonly most: number }
  | { readonly code: 'EXPORT_GONE'; readonly state: string }
  | { readonly code: 'EXPORT_OUTDATED' }
  | { readonly code: 'EXPORT_ELSEWHERE' }
  | { readonly code: 'RANGE_UNSATISFIABLE'; readonly size: number }
  | { readonly code: 'TABLE_UNREADABLE'; readonly issue: TableIssue }
  | { readonly code: 'IMPORT_HAS_ERRORS'; readonly refused: number; readonly codes: readonly string[] }
  | { readonly code: 'IMPORT_OUTDATED'; readonly codes: readonly string[] }
  | { readonly code: 'REVISION_OPEN'; readonly case: string }
  | { readonly code: 'REVISION_MISSING' }
  | { readonly code: 'LAYOUT_CHANGED'; readonly dataset: string }
  | { readonly code: 'DATASET_CHANGED'; readonly dataset: string }
  | { readonly code: 'KEY_CHANGED'; readonly dataset: string }
  | {
      readonly code: 'LAYOUT_STORED'
      readonly dataset: string
      readonly rows: number
      readonly change: 'type' | 'sealing'
      readonly items: readonly string[]
    }
  | {
      readonly code: 'ITEM_REMOVED'
      readonly dataset: string
      readonly items: readonly string[]
      readonly version: number
    }
  | {
      readonly code: 'BATCH_UNDECLARED_IDENTIFIER'
      readonly column: string
      readonly kind: string
      /** Masked examples. */
      readonly evidence?: readonly string[]
    }
  | { readonly code: 'BATCH_FORMAT'; readonly declared: string; readonly found: string }
  /** Ending of its name, and the type of its content; null when it is nothing that is taken. */
  | { readonly code: 'DOCUMENT_TYPE'; readonly named: string; readonly found: string | null }
  | {
      readonly code: 'BATCH_RULE_BROKEN'
      readonly rules: readonly string[]
      readonly rows: number
      readonly line: number
    }
  | { readonly code: 'CORRECTION_OUTDATED'; readonly dataset: string }
  | { readonly code: 'CORRECTION_UNRESOLVED'; readonly line: number; readonly found: number }
  | { readonly code: 'SOURCE_HOST_CLOSED'; readonly host: string }
  | { readonly code: 'SOURCE_ACCOUNT_CLOSED' }
  | { readonly code: 'SOURCE_REFUSED'; readonly reason: string; readonly receipt: string }
  | { readonly code: 'SOURCE_FAILED'; readonly host: string; readonly fault: SourceFaultKind }
  | { readonly code: 'LINK_FAULT'; readonly fault: LinkFaultKind }
  | { readonly code: 'DATA_TAMPERED'; readonly dataset: string; readonly row: string }
  | { readonly code: 'BUSY'; readonly retrySeconds: number }
  | { readonly code: 'RATE_LIMITED'; readonly policy: string; readonly retrySeconds: number }
  | {
      readonly code: 'MAINTENANCE'
      readonly notice: string
      readonly until: string
      readonly retrySeconds: number
    }
  | { readonly code: 'MAINTENANCE_OVERLAPS'; readonly begins: string; readonly ends: string }
  | { readonly code: 'BACKUP_NOT_CONFIGURED' }
  /** Which splitting the share is of; it is not the one in force. */
  | { readonly code: 'KEY_SHARE_FOREIGN'; readonly keyId: string }
  /** Number of the custodian whose share it says it is; it is not theirs. */
  | { readonly code: 'KEY_SHARE_WRONG'; readonly index: number }
  | { readonly code: 'KEYS_UNUSABLE'; readonly fault: string }
  | { readonly code: 'CURSOR_INVALID' }
  | { readonly code: 'LAW_TEXT_UNREADABLE'; readonly pack: string; readonly version: string }
  | { readonly code: 'INTERNAL'; readonly incident: string }

/** Why a source of an agency could not be fetched; `interrupted` when the process that fetched it ended. */
export type SourceFaultKind =
  'unreachable' | 'denied' | 'hostKey' | 'tls' | 'notThere' | 'columns' | 'broken' | 'interrupted'

/** Why an exchange with another platform did not come about. After the last four the link is stopped. */
export type LinkFaultKind =
  | 'unreachable'
  | 'tls'
  | 'denied'
  | 'unavailable'
  | 'broken'
  | 'overtaken'
  | 'stale'
  | 'signature'
  | 'forked'
  | 'altered'
  | 'outOfRemit'

export interface FieldProblem {
  /** JSON pointer-like path: `body.items.0.code`, `query.limit`, `params.id`. */
  readonly field: string
  readonly expected: string
}

const statuses: Readonly<Record<ProblemReason['code'], number>> = {
  REQUEST_MALFORMED: 400,
  REQUEST_TOO_LARGE: 413,
  REQUEST_HEADERS_TOO_LARGE: 431,
  REQUEST_TIMEOUT: 408,
  REQUEST_MEDIA_TYPE: 415,
  NOT_FOUND: 404,
  ROUTE_UNKNOWN: 404,
  AUTH_REQUIRED: 401,
  AUTH_SESSION_INVALID: 401,
  AUTH_TOKEN_INVALID: 401,
  AUTH_CREDENTIALS_WRONG: 401,
  AUTH_LOCKED: 423,
  AUTH_TOTP_REQUIRED: 401,
  AUTH_TOTP_WRONG: 401,
  PASSWORD_UNFIT: 422,
  AUTH_ASSERTION_INVALID: 401,
  AUTH_ORIGIN: 403,
  SIGNATURE_REQUIRED: 401,
  SIGNATURE_MALFORMED: 400,
  SIGNATURE_INCOMPLETE: 401,
  SIGNATURE_EXPIRED: 401,
  SIGNATURE_KEY_UNKNOWN: 401,
  SIGNATURE_WRONG: 401,
  SIGNATURE_REPLAYED: 401,
  SIGNATURE_CONTENT_ALTERED: 401,
  COSIGNATURE_INVALID: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  VERSION_CONFLICT: 409,
  STATE_CONFLICT: 409,
  DUPLICATE: 409,
  ROLES_NOT_SEPARATED: 422,
  CSV_MALFORMED: 422,
  CSV_COLUMNS: 422,
  CSV_ENCODING: 422,
  BATCH_EMPTY: 422,
  BATCH_KEY: 422,
  BATCH_QUARANTINE_EXCEEDED: 422,
  SNAPSHOT_REMOVES_MORE: 409,
  QUARANTINE_SETTLED: 409,
  CONTENT_HASH_MISMATCH: 422,
  UPLOAD_OFFSET: 409,
  UPLOAD_TOO_LONG: 413,
  UPLOAD_QUOTA: 429,
  UPLOAD_ELSEWHERE: 421,
  UPLOAD_LOST: 410,
  UPLOAD_EXPIRED: 410,
  UPLOAD_SENDER_GONE: 403,
  STORAGE_FULL: 507,
  EXPORT_QUOTA: 429,
  EXPORT_GONE: 410,
  EXPORT_OUTDATED: 409,
  EXPORT_ELSEWHERE: 421,
  RANGE_UNSATISFIABLE: 416,
  TABLE_UNREADABLE: 422,
  IMPORT_HAS_ERRORS: 422,
  IMPORT_OUTDATED: 409,
  REVISION_OPEN: 409,
  REVISION_MISSING: 409,
  LAYOUT_CHANGED: 409,
  DATASET_CHANGED: 409,
  KEY_CHANGED: 409,
  LAYOUT_STORED: 409,
  ITEM_REMOVED: 409,
  BATCH_UNDECLARED_IDENTIFIER: 422,
  BATCH_FORMAT: 422,
  DOCUMENT_TYPE: 415,
  BATCH_RULE_BROKEN: 422,
  CORRECTION_OUTDATED: 409,
  CORRECTION_UNRESOLVED: 409,
  SOURCE_HOST_CLOSED: 422,
  SOURCE_ACCOUNT_CLOSED: 422,
  SOURCE_REFUSED: 422,
  SOURCE_FAILED: 422,
  LINK_FAULT: 422,
  DATA_TAMPERED: 500,
  BUSY: 503,
  RATE_LIMITED: 429,
  MAINTENANCE: 503,
  MAINTENANCE_OVERLAPS: 409,
  BACKUP_NOT_CONFIGURED: 409,
  KEY_SHARE_FOREIGN: 422,
  KEY_SHARE_WRONG: 422,
  KEYS_UNUSABLE: 503,
  CURSOR_INVALID: 400,
  LAW_TEXT_UNREADABLE: 500,
  INTERNAL: 500,
}

const refusalStatuses: Partial<Record<RefusalReason['code'], number>> = {
  ACT_NOT_OFFERED: 409,
  ACT_ALREADY_USED: 409,
  ACT_FORM_INCOMPLETE: 422,
  ACT_BASIS_MISSING: 422,
  ACT_BASIS_UNKNOWN: 422,
  ACT_BASIS_NOT_IN_FORCE: 422,
  ACT_BASIS_RANK: 422,
  ACT_PARTY_VACANT: 409,
  ACT_PERIOD_FIXED: 409,
  ACT_GRADE_UNDECIDED: 422,
  ACT_GRADE_BELOW_ITEMS: 422,
  ACT_GRADE_REASON_MISSING: 422,
  ACT_IDENTIFIER_MISSING: 422,
  ACT_OUTCOME_MISSING: 422,
  ACT_STANDARD_EXISTS: 409,
  ACT_CODE_LIST_UNKNOWN: 422,
  KEYS_LOCKED: 503,
}

/** Ends a request with a problem document (RFC 9457). Carries data; the text is made where it is sent. */
export class Problem extends Error {
  readonly reason: ProblemReason

  constructor(reason: ProblemReason) {
    super(reason.code)
    this.name = 'Problem'
    this.reason = reason
  }

  get status(): number {
    return statuses[this.reason.code]
  }
}

/** An act or a reading refused by the law in force. It had no effect and has been recorded when this reaches the client. */
export class Refused extends Error {
  readonly reason: RefusalReason
  readonly grounds: readonly Ground[]
  readonly needed: readonly Needed[]
  /** Id of the evidence entry that records the refusal. */
  receipt: string | undefined

  constructor(refusal: { reason: RefusalReason; grounds: readonly Ground[]; needed: readonly Needed[] }) {
    super(refusal.reason.code)
    this.name = 'Refused'
    this.reason = refusal.reason
    this.grounds = refusal.grounds
    this.needed = refusal.needed
  }

  get status(): number {
    return refusalStatuses[this.reason.code] ?? 403
  }
}

export function notFound(what: string): Problem {
  return new Problem({ code: 'NOT_FOUND', what })
}
