// The door of @fadu/audit-log. What is not listed here may change without notice.
export { HASH_SIZE, emptyRoot, leafHash, nodeHash } from './hash.ts'
export type { LogHash } from './hash.ts'

export { canonicalBytes, canonicalize, parseCanonical } from './canonical-json.ts'

export { TILE_HEIGHT, TILE_WIDTH, parseTilePath, perfectRoot, tilePath } from './tiles.ts'
export type { Tile, TileCoordinate } from './tiles.ts'

// Writer
export { appendLeaves, emptyEdge, rangeOfEdge } from './append.ts'
export type { Appended, LogEdge } from './append.ts'

// Rehashing
export { createRehash } from './rehash.ts'
export type { Rehash } from './rehash.ts'

// Reader
export { consistencyProof, inclusionProof, readEdge, rootAt } from './reader.ts'
export type { TileReader } from './reader.ts'

// Verifier
export { rootFromInclusion, verifyConsistency, verifyInclusion } from './verify.ts'
export type { LeafAt, TreeHead } from './verify.ts'
export { appendToRange, assertRange, emptyRange, rangeRoot } from './compact-range.ts'
export type { CompactRange } from './compact-range.ts'
export { auditExport, createLogVerifier } from './audit.ts'
export type { AuditReport, LogVerifier, LogVerifierOptions } from './audit.ts'

// Checkpoints
export { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
export type { Checkpoint, OpenedCheckpoint } from './checkpoint.ts'
export {
  MAX_NOTE_LENGTH,
  MAX_NOTE_SIGNATURES,
  cosignNote,
  formatVerifierKey,
  noteKeyId,
  openNote,
  parseNote,
  parseVerifierKey,
  signNote,
  signatureTypes,
} from './note.ts'
export type {
  NoteAlgorithm,
  NoteSignature,
  NoteSigner,
  NoteVerifier,
  OpenedNote,
  ParsedNote,
  VerifierKey,
} from './note.ts'

// Witnesses
export {
  cosignatureSeconds,
  createCosignatureVerifier,
  createCosigner,
  formatWitnessKey,
  parseWitnessKey,
  witnessKey,
} from './cosignature.ts'
export type { WitnessKey } from './cosignature.ts'

// Commitments
export { MAX_SALT_SIZE, MIN_SALT_SIZE, commitment, verifyCommitment } from './commitment.ts'

export { concatBytes, decodeUtf8, encodeUtf8, equalBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
export { logSelfTest } from './self-test.ts'

export { LogError, ProofMalformed, RootMismatch } from './issues.ts'
export type {
  CheckpointFault,
  IssueOf,
  KeyRef,
  LogIssue,
  LogIssueCode,
  NoteFault,
  ProofFault,
  UnsupportedJson,
  VerifierKeyFault,
} from './issues.ts'
export { describeLogIssue, logIssueEn, logIssueZhCN } from './issue-text.ts'
export type { LogIssueText } from './issue-text.ts'
