import type { NoteVerifier } from '@fadu/audit-log'
import { stat } from 'node:fs/promises'
import { BackupError } from './backup-fault.ts'
import { dataFileOf, openManifest, type Manifest, type Piece } from './manifest.ts'
import { PieceFiles } from './pieces.ts'

export interface BackupChecked {
  readonly manifest: Manifest
  readonly pieces: number
  readonly bytes: number
}

/**
 * Checks a backup without its keys and without a database: the signature of the manifest, and every piece of every table against
 * it, those in earlier backups too.
 *
 * @throws {BackupError} `BACKUP_NOT_FOUND`, `BACKUP_MANIFEST_ALTERED`, `BACKUP_BASE_MISSING`, `BACKUP_DATA_ALTERED`
 */
export async function verifyBackup(
  path: string,
  verifiersOf: (installation: string) => Promise<readonly NoteVerifier[]>,
): Promise<BackupChecked> {
  const manifest = await openManifest(path, verifiersOf)
  await requireFiles(path, manifest)
  const files = pieceFilesOf(path, manifest)
  let bytes = 0
  const seen = new Set<string>()
  try {
    for (const table of manifest.tables) {
      for (const piece of table.pieces) {
        if (seen.has(piece[4])) continue
        seen.add(piece[4])
        await readPiece(files, path, manifest, table.name, piece)
        bytes += piece[2]
      }
    }
  } finally {
    await files.close()
  }
  return { manifest, pieces: seen.size, bytes }
}

export function pieceFilesOf(path: string, manifest: Manifest): PieceFiles {
  return new PieceFiles((file) => dataFileOf(path, manifest.id, manifest.files[file]!.backup))
}

/** @throws {BackupError} `BACKUP_DATA_ALTERED` */
export async function readPiece(
  files: PieceFiles,
  path: string,
  manifest: Manifest,
  table: string,
  piece: Piece,
): Promise<Uint8Array> {
  const sealed = await files.read(piece)
  if (sealed !== undefined) return sealed
  const file = dataFileOf(path, manifest.id, manifest.files[piece[0]]!.backup)
  throw new BackupError({ code: 'BACKUP_DATA_ALTERED', path: file, table, at: piece[1] })
}

/** Every file is there and as long as it was; a byte added behind what is known is an alteration too. */
export async function requireFiles(path: string, manifest: Manifest): Promise<void> {
  for (const { backup, bytes } of manifest.files) {
    const file = dataFileOf(path, manifest.id, backup)
    const found = await stat(file).catch(() => undefined)
    if (found?.size === bytes) continue
    if (found === undefined && backup !== manifest.id)
      throw new BackupError({ code: 'BACKUP_BASE_MISSING', path: file })
    throw new BackupError({ code: 'BACKUP_DATA_ALTERED', path: file, table: '', at: Math.min(found?.size ?? 0, bytes) })
  }
}
