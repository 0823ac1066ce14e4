// The auditor's side: an exported log checked as a stream against a signed checkpoint, offline, with a few hashes in memory.
import { equalBytes, toHex } from './bytes.ts'
import { parseCanonical } from './canonical-json.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { OpenedCheckpoint } from './checkpoint.ts'
import { appendToRange, assertRange, emptyRange, rangeRoot } from './compact-range.ts'
import type { CompactRange } from './compact-range.ts'
import { leafHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'
import type { KeyRef, LogIssue } from './issues.ts'
import type { NoteVerifier } from './note.ts'
import type { TreeHead } from './verify.ts'

export interface LogVerifierOptions {
  /** The log expected; a checkpoint of another one is a problem. */
  readonly origin: string
  /** Number of different known keys that must have signed the checkpoint, the log's own included; all verifiers when left out. */
  readonly required?: number
  /** Heads verified before, such as last month's: the log must still have their roots at their sizes. */
  readonly earlier?: readonly TreeHead[]
  /** Where an earlier audit stopped; the first entry pushed then has the index `start.size`. From the beginning when left out. */
  readonly start?: CompactRange
  /** Also require each entry to be canonical JSON (RFC 8785). Off when left out. */
  readonly canonicalEntries?: boolean
}

/** What an audit found. Plain data. */
export interface AuditReport {
  /** True only when there are no problems: the export is the log that the checkpoint commits to, whole and in order. */
  readonly ok: boolean
  /** Entries counted, those before `start` included. */
  readonly size: number
  /** Root computed from the entries, lower-case hexadecimal. */
  readonly root: string
  /** Known keys that signed the checkpoint; empty when it was not accepted. */
  readonly verified: readonly KeyRef[]
  /** In the order found; of each kind the first. */
  readonly problems: readonly LogIssue[]
}

/** Takes the entries of a log one by one. */
export interface LogVerifier {
  /** The next entry, in the order of the log, as the bytes that were recorded. */
  push(entry: Uint8Array): void
  /** Where the check stands; can be stored and given as `start` to go on later. */
  range(): CompactRange
  /** Compares what was pushed with a signed checkpoint. Problems are reported, not thrown. */
  finish(checkpoint: string, verifiers: readonly NoteVerifier[]): Promise<AuditReport>
}

/**
 * A verifier of an exported log that keeps one hash for each 1 bit of the number of entries, whatever their number.
 *
 * It proves that the entries are those the checkpoint commits to. It cannot know about entries that were never recorded, nor
 * whether others were shown another checkpoint: compare checkpoints with them, or ask for witnesses' signatures.
 *
 * @throws {LogError} `LOG_RANGE_MALFORMED`, `LOG_HASH_SIZE`, `LOG_SIZE_INVALID` for a `start` that cannot be;
 *   `LOG_HEAD_BEFORE_START` when an earlier head is smaller than `start`, so that it could not be compared
 */
export function createLogVerifier(hash: LogHash, options: LogVerifierOptions): LogVerifier {
  const earlier = (options.earlier ?? []).toSorted((a, b) => a.size - b.size)
  let range = options.start ?? emptyRange
  let passed = 0
  let changed: LogIssue | undefined
  let notCanonical: LogIssue | undefined
  const passHeads = (): void => {
    for (let head = earlier[passed]; head?.size === range.size; head = earlier[++passed]) {
      changed ??= difference(head, rangeRoot(hash, range))
    }
  }
  assertRange(range)
  assertNoneBefore(earlier, range.size)
  passHeads()

  return {
    push(entry) {
      if (options.canonicalEntries === true) notCanonical ??= canonicalProblem(entry, range.size)
      range = appendToRange(hash, range, leafHash(hash, entry))
      passHeads()
    },
    range: () => range,
    async finish(checkpoint, verifiers) {
      const { size } = range
      const root = rangeRoot(hash, range)
      const missing = earlier[passed]
      const shrank = missing && ({ code: 'LOG_TREE_SHRANK', oldSize: missing.size, newSize: size } as const)
      const opened = await tryOpen(checkpoint, { ...options, verifiers })
      const problems = [notCanonical, changed, shrank, compare(opened, size, root)].filter((p) => p !== undefined)
      const verified = 'checkpoint' in opened ? opened.verified : []
      return { ok: problems.length === 0, size, root: toHex(root), verified, problems }
    },
  }
}

/**
 * Checks a whole exported log: `createLogVerifier`, every entry pushed, `finish`.
 * @param entries - The entries in the order of the log; what the iterable throws, passes.
 */
export async function auditExport(
  hash: LogHash,
  entries: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  p: LogVerifierOptions & { readonly checkpoint: string; readonly verifiers: readonly NoteVerifier[] },
): Promise<AuditReport> {
  const verifier = createLogVerifier(hash, p)
  for await (const entry of entries) verifier.push(entry)
  return verifier.finish(p.checkpoint, p.verifiers)
}

function assertNoneBefore(heads: readonly TreeHead[], start: number): void {
  const before = heads.find((head) => head.size < start)
  if (before !== undefined) throw new LogError({ code: 'LOG_HEAD_BEFORE_START', size: before.size, start })
}

function compare(opened: OpenedCheckpoint | LogIssue, size: number, root: Uint8Array): LogIssue | undefined {
  if (!('checkpoint' in opened)) return opened
  const { checkpoint } = opened
  if (checkpoint.size === size) return difference(checkpoint, root)
  return { code: 'LOG_COUNT_MISMATCH', expected: checkpoint.size, counted: size }
}

function difference(head: TreeHead, root: Uint8Array): LogIssue | undefined {
  if (equalBytes(head.root, root)) return undefined
  return { code: 'LOG_ROOT_MISMATCH', size: head.size, expected: toHex(head.root), computed: toHex(root) }
}

async function tryOpen(
  checkpoint: string,
  p: Parameters<typeof openCheckpoint>[1],
): Promise<OpenedCheckpoint | LogIssue> {
  try {
    return await openCheckpoint(checkpoint, p)
  } catch (error) {
    if (error instanceof LogError) return error.issue
    throw error
  }
}

function canonicalProblem(entry: Uint8Array, index: number): LogIssue | undefined {
  try {
    parseCanonical(entry)
    return undefined
  } catch (error) {
    if (error instanceof LogError) return { code: 'LOG_ENTRY_NOT_CANONICAL', index }
    throw error
  }
}
