// What can be wrong with a log, a proof or a note: a stable code with its evidence as plain JSON data.
// Roots, hashes and key ids are lower-case hexadecimal, so that an issue can be stored, compared and printed as it is.

export type ProofFault = 'too-short' | 'too-long' | 'hash-size'

export type NoteFault =
  | 'too-large'
  | 'not-unicode'
  | 'control-character'
  | 'text-without-newline'
  | 'no-blank-line'
  | 'no-signatures'
  | 'no-final-newline'
  | 'too-many-signatures'
  | 'signature-line'
  | 'key-name'
  | 'key-id'
  | 'signature-base64'
  | 'signature-too-short'

export type CheckpointFault =
  | 'not-unicode'
  | 'control-character'
  | 'no-final-newline'
  | 'too-few-lines'
  | 'empty-line'
  | 'size'
  | 'size-too-large'
  | 'root'

export type VerifierKeyFault = 'form' | 'key-name' | 'key-id' | 'base64' | 'algorithm' | 'key-id-mismatch'

export type UnsupportedJson =
  | 'undefined'
  | 'function'
  | 'symbol'
  | 'bigint'
  | 'number-not-finite'
  | 'lone-surrogate'
  | 'not-plain-object'
  | 'too-deep'

/** Name and key id (8 hexadecimal digits) of a note signature; together they say which key made it. */
export interface KeyRef {
  readonly name: string
  readonly keyId: string
}

export type LogIssue =
  | {
      readonly code: 'LOG_ROOT_MISMATCH'
      readonly size: number
      readonly expected: string
      readonly computed: string
    }
  | {
      readonly code: 'LOG_PROOF_MALFORMED'
      readonly fault: ProofFault
      /** Number of hashes in the proof as received. */
      readonly hashes: number
      readonly oldSize?: number
      readonly index?: number
      readonly size: number
    }
  | { readonly code: 'LOG_TREE_SHRANK'; readonly oldSize: number; readonly newSize: number }
  | { readonly code: 'LOG_INDEX_OUT_OF_RANGE'; readonly index: number; readonly size: number }
  | { readonly code: 'LOG_SIZE_INVALID'; readonly size: number }
  | { readonly code: 'LOG_HASH_SIZE'; readonly bytes: number; readonly expectedBytes: number }
  | { readonly code: 'LOG_RANGE_MALFORMED'; readonly size: number; readonly hashes: number }
  | {
      readonly code: 'LOG_TILE_MALFORMED'
      readonly level: number
      readonly index: number
      readonly width: number
      readonly bytes: number
    }
  | { readonly code: 'LOG_TILE_PATH_MALFORMED'; readonly input: string }
  | {
      readonly code: 'LOG_EDGE_MISMATCH'
      readonly size: number
      readonly level: number
      readonly bytes: number
      readonly expectedBytes: number
    }
  | { readonly code: 'LOG_NOTE_MALFORMED'; readonly fault: NoteFault; readonly input: string }
  | { readonly code: 'LOG_NOTE_NOT_VERIFIED'; readonly unverified: readonly KeyRef[] }
  | { readonly code: 'LOG_SIGNATURE_INVALID'; readonly name: string; readonly keyId: string }
  | { readonly code: 'LOG_SIGNATURES_MISSING'; readonly required: number; readonly verified: readonly KeyRef[] }
  | { readonly code: 'LOG_VERIFIER_AMBIGUOUS'; readonly name: string; readonly keyId: string }
  | { readonly code: 'LOG_VERIFIER_KEY_MALFORMED'; readonly fault: VerifierKeyFault; readonly input: string }
  | { readonly code: 'LOG_CHECKPOINT_MALFORMED'; readonly fault: CheckpointFault; readonly input: string }
  | { readonly code: 'LOG_ORIGIN_MISMATCH'; readonly expected: string; readonly origin: string }
  | { readonly code: 'LOG_ORIGIN_NOT_SIGNED'; readonly origin: string; readonly verified: readonly KeyRef[] }
  | { readonly code: 'LOG_HEAD_BEFORE_START'; readonly size: number; readonly start: number }
  | { readonly code: 'LOG_COUNT_MISMATCH'; readonly expected: number; readonly counted: number }
  | { readonly code: 'LOG_ENTRY_NOT_CANONICAL'; readonly index: number }
  | { readonly code: 'LOG_JSON_UNSUPPORTED'; readonly pointer: string; readonly found: UnsupportedJson }
  | { readonly code: 'LOG_JSON_NOT_CANONICAL'; readonly canonical: string | null }
  | { readonly code: 'LOG_COMMITMENT_MISMATCH'; readonly expected: string; readonly computed: string }
  | { readonly code: 'LOG_SALT_SIZE'; readonly bytes: number; readonly minBytes: number; readonly maxBytes: number }
  | { readonly code: 'LOG_ENCODING_MALFORMED'; readonly encoding: 'base64' | 'hex' | 'utf-8'; readonly at: number }
  | {
      readonly code: 'LOG_SELF_TEST_FAILED'
      readonly test: string
      readonly expected: string
      readonly computed: string
    }

export type LogIssueCode = LogIssue['code']
export type IssueOf<Code extends LogIssueCode> = Extract<LogIssue, { readonly code: Code }>

/**
 * A promise of the log that did not hold, or an input that is not of its form. `issue` is the evidence as plain JSON data;
 * the message repeats it for machines' logs and is not text for readers (see `logIssueZhCN`, `logIssueEn`).
 */
export class LogError extends Error {
  readonly code: LogIssueCode
  readonly issue: LogIssue

  constructor(issue: LogIssue, options?: ErrorOptions) {
    super(JSON.stringify(issue), options)
    this.name = 'LogError'
    this.code = issue.code
    this.issue = issue
  }
}

/** The tree is not the one that was promised. Both roots are kept: the mismatch itself is evidence. */
export class RootMismatch extends LogError {
  /** Tree size the two roots are for. */
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly expected: string
  /** Lower-case hexadecimal. */
  readonly computed: string

  constructor(evidence: Omit<IssueOf<'LOG_ROOT_MISMATCH'>, 'code'>) {
    super({ code: 'LOG_ROOT_MISMATCH', ...evidence })
    this.name = 'RootMismatch'
    this.size = evidence.size
    this.expected = evidence.expected
    this.computed = evidence.computed
  }
}

/** A proof that cannot belong to the sizes it is said to be for, whatever its hashes are. */
export class ProofMalformed extends LogError {
  readonly fault: ProofFault

  constructor(evidence: Omit<IssueOf<'LOG_PROOF_MALFORMED'>, 'code'>) {
    super({ code: 'LOG_PROOF_MALFORMED', ...evidence })
    this.name = 'ProofMalformed'
    this.fault = evidence.fault
  }
}
