import { readFile } from 'node:fs/promises'
import { openCheckpoint, toHex, type NoteVerifier } from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import type { Tx } from '../db/open-database.ts'
import { signaturesNeeded } from '../log/log-signers.ts'
import { recomputeRoots } from '../log/recompute-root.ts'
import { noteIn } from '../log/seen-log.ts'
import { BackupError } from './backup-fault.ts'

/** What a checkpoint kept elsewhere says of the restored log. */
export interface WitnessedLog {
  readonly size: number
  /** Entries that the checkpoint covers and the backup does not have: from the first to before the last. */
  readonly missing: { readonly from: number; readonly to: number } | undefined
}

/** A checkpoint that was kept elsewhere, of this installation. */
export interface KeptCheckpoint {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Reads a checkpoint as the platform serves it, or what a server keeps of the log in its data folder.
 *
 * @throws {BackupError} `BACKUP_CHECKPOINT_INVALID`
 */
export async function readKeptCheckpoint(
  path: string,
  installation: string,
  verifiers: readonly NoteVerifier[],
): Promise<KeptCheckpoint> {
  try {
    return await openOwnCheckpoint(noteIn(await readFile(path, 'utf8')), installation, verifiers)
  } catch (cause) {
    throw new BackupError({ code: 'BACKUP_CHECKPOINT_INVALID', path }, { cause })
  }
}

/** Opens a checkpoint that this installation signed. @throws {LogError} */
export async function openOwnCheckpoint(
  note: string,
  installation: string,
  verifiers: readonly NoteVerifier[],
): Promise<KeptCheckpoint> {
  const required = signaturesNeeded(verifiers)
  return (await openCheckpoint(note, { origin: `fadu/${installation}`, verifiers, required })).checkpoint
}

/**
 * The entries themselves give the root that was signed last, and those that somebody kept elsewhere, as far as they reach.
 *
 * @returns What the longest of those that were kept says; undefined where there is none.
 * @throws {BackupError} `BACKUP_LOG_ALTERED`, `BACKUP_LOG_FORKED`
 */
export async function checkRestoredLog(
  tx: Tx,
  { size, root }: { readonly size: number; readonly root: string | null },
  kept: readonly KeptCheckpoint[],
): Promise<WitnessedLog | undefined> {
  const covered = kept.filter((checkpoint) => checkpoint.size <= size)
  const roots = await recomputeRoots(tx, sm3Hash, [size, ...covered.map((checkpoint) => checkpoint.size)])
  const computed = hexOf(roots.get(size))
  if (root !== null && computed !== root) {
    throw new BackupError({ code: 'BACKUP_LOG_ALTERED', size, expected: root, computed })
  }
  for (const checkpoint of covered) {
    const [witnessed, ours] = [toHex(checkpoint.root), hexOf(roots.get(checkpoint.size))]
    if (ours !== witnessed) {
      throw new BackupError({ code: 'BACKUP_LOG_FORKED', size: checkpoint.size, witnessed, computed: ours })
    }
  }
  if (kept.length === 0) return undefined
  const longest = Math.max(...kept.map((checkpoint) => checkpoint.size))
  return { size: longest, missing: longest <= size ? undefined : { from: size, to: longest } }
}

function hexOf(root: Uint8Array | undefined): string {
  return root === undefined ? '' : toHex(root)
}
