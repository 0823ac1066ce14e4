// C2SP tlog-checkpoint: the note text that says which tree a log stands for. https://c2sp.org/tlog-checkpoint
import { fromBase64, hasLoneSurrogate, toBase64 } from './bytes.ts'
import { assertHash, assertSize, HASH_SIZE } from './hash.ts'
import { LogError } from './issues.ts'
import type { CheckpointFault } from './issues.ts'
import { hasControlCharacter, openNote } from './note.ts'
import type { NoteVerifier, OpenedNote } from './note.ts'

export interface Checkpoint {
  /** Which log: a unique name, by custom its address without scheme; not empty. */
  readonly origin: string
  /** Leaves in the tree. */
  readonly size: number
  /** Root of the tree at that size, 32 bytes. */
  readonly root: Uint8Array
  /** Further lines, not empty each. No verifier looks at them; best left out. */
  readonly extensions?: readonly string[]
}

/**
 * The text of a checkpoint, to be signed with `signNote`. Whoever signs must never have signed a tree that this one does not continue.
 * @throws {LogError} `LOG_CHECKPOINT_MALFORMED`, `LOG_SIZE_INVALID`, `LOG_HASH_SIZE`
 */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  assertSize(size)
  assertHash(root)
  for (const line of [origin, ...extensions]) {
    if (line === '') throw malformed('empty-line', origin)
    if (hasLoneSurrogate(line)) throw malformed('not-unicode', origin)
    if (hasControlCharacter(line)) throw malformed('control-character', line)
  }
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('')
}

/**
 * Reads the text of a checkpoint: of an opened note, never of an unverified one.
 * @throws {LogError} `LOG_CHECKPOINT_MALFORMED` with the fault
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (hasLoneSurrogate(text)) throw malformed('not-unicode', text)
  if (!text.endsWith('\n')) throw malformed('no-final-newline', text)
  const lines = text.slice(0, -1).split('\n')
  if (lines.some(hasControlCharacter)) throw malformed('control-character', text)
  if (lines.includes('')) throw malformed('empty-line', text)
  const [origin, size, root, ...extensions] = lines
  if (origin === undefined || size === undefined || root === undefined) throw malformed('too-few-lines', text)
  const head = { origin, size: parseSize(size), root: parseRoot(root) }
  return extensions.length === 0 ? head : { ...head, extensions }
}

function parseSize(line: string): number {
  if (!/^(?:0|[1-9][0-9]*)$/.test(line)) throw malformed('size', line)
  const size = Number(line)
  if (!Number.isSafeInteger(size)) throw malformed('size-too-large', line)
  return size
}

function parseRoot(line: string): Uint8Array {
  const root = tryBase64(line)
  if (root?.length !== HASH_SIZE) throw malformed('root', line)
  return root
}

function tryBase64(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text)
  } catch (error) {
    if (error instanceof LogError) return undefined
    throw error
  }
}

export interface OpenedCheckpoint extends Omit<OpenedNote, 'text'> {
  readonly checkpoint: Checkpoint
}

/**
 * Opens a signed checkpoint of the log named `origin`.
 *
 * The log's own signature is always required: one by a key with the name of the origin. Signatures of witnesses alone do
 * not make a checkpoint.
 *
 * @param p.verifiers - Known keys, of the log and of its witnesses.
 * @param p.required - Number of different known keys that must have signed, the log's included; all of them when left out.
 * @throws {LogError} what `openNote` and `parseCheckpoint` throw; `LOG_ORIGIN_MISMATCH` when it is of another log;
 *   `LOG_ORIGIN_NOT_SIGNED`; `LOG_SIGNATURES_MISSING`
 */
export async function openCheckpoint(
  note: string,
  p: { readonly origin: string; readonly verifiers: readonly NoteVerifier[]; readonly required?: number },
): Promise<OpenedCheckpoint> {
  const { text, verified, unverified } = await openNote(note, p.verifiers)
  const checkpoint = parseCheckpoint(text)
  const required = p.required ?? p.verifiers.length
  if (checkpoint.origin !== p.origin) {
    throw new LogError({ code: 'LOG_ORIGIN_MISMATCH', expected: p.origin, origin: checkpoint.origin })
  }
  if (!verified.some((key) => key.name === p.origin)) {
    throw new LogError({ code: 'LOG_ORIGIN_NOT_SIGNED', origin: p.origin, verified })
  }
  if (!(verified.length >= required)) throw new LogError({ code: 'LOG_SIGNATURES_MISSING', required, verified })
  return { checkpoint, verified, unverified }
}

function malformed(fault: CheckpointFault, input: string): LogError {
  return new LogError({ code: 'LOG_CHECKPOINT_MALFORMED', fault, input: input.slice(0, 200) })
}
