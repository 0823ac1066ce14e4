import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import {
  canonicalize,
  decodeUtf8,
  encodeUtf8,
  openNote,
  signNote,
  toHex,
  type NoteSigner,
  type NoteVerifier,
} from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import { BackupError } from './backup-fault.ts'

/** First line of what is signed; the second is the SM3 of the manifest, the third its SHA-256. */
export const backupHeading = 'fadu/backup/1'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const whole = z.number().int().nonnegative()

/**
 * A piece of a table's rows, sealed: the number of the file that holds it, where it begins there, how many bytes it has there,
 * how many the rows have, its name (a keyed digest of the rows), and the SM3 of its sealed bytes.
 */
const piece = z.tuple([whole, whole, whole, whole, hex, hex])

const table = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  rows: whole,
  /** How the table is made, where no migration makes it: the tables of datasets. */
  definition: z
    .strictObject({
      columns: z.array(z.string()),
      constraints: z.array(z.strictObject({ name: z.string(), text: z.string() })),
      indexes: z.array(z.string()),
    })
    .optional(),
  pieces: z.array(piece),
})

const manifest = z.strictObject({
  format: z.literal(backupHeading),
  id: z.uuid(),
  installation: z.uuid(),
  /** Fingerprint of the key store. */
  keys: z.string(),
  /** Versions of the key-encryption key that are needed to open this backup, and to read what is sealed in it. */
  keks: z.array(whole),
  takenAt: z.iso.datetime(),
  engine: z.enum(['pglite', 'postgres']),
  /** The backup that this one goes on from; null when it rests on none. */
  base: z.uuid().nullable(),
  migration: z.strictObject({ number: whole, checksums: z.array(z.string()) }),
  log: z.strictObject({ size: whole, root: hex.nullable(), pending: whole, checkpoint: z.string().nullable() }),
  /** Files in which the pieces are, this backup's own first, each with the key of its pieces, wrapped. */
  files: z.array(z.strictObject({ backup: z.uuid(), bytes: whole, key: z.string() })).min(1),
  tables: z.array(table),
  sequences: z.array(
    z.strictObject({ table: z.string(), column: z.string(), last: z.number().int(), isCalled: z.boolean() }),
  ),
})

export type Manifest = z.infer<typeof manifest>
export type Piece = Manifest['tables'][number]['pieces'][number]
export type TableDefinition = NonNullable<Manifest['tables'][number]['definition']>

/** Names within the folder of a backup. */
export const backupFiles = { manifest: 'manifest.json', note: 'manifest.note', data: 'data' } as const

/** File of the pieces that a backup has beside its own: that of an earlier one, in the same folder of backups. */
export function dataFileOf(path: string, own: string, backup: string): string {
  return join(backup === own ? path : join(dirname(path), backup), backupFiles.data)
}

/** Text and signature of something that an installation says of itself. */
export interface Signed {
  readonly text: string
  readonly note: string
}

/** Canonical JSON with a signed note of its digests, by the keys of the evidence log. */
export async function signText(heading: string, value: unknown, signers: readonly NoteSigner[]): Promise<Signed> {
  const text = canonicalize(value)
  return { text, note: await signNote(noteText(heading, encodeUtf8(text)), signers) }
}

/** Whether these bytes are what one of the verifiers' keys signed. */
export async function isSigned(
  heading: string,
  bytes: Uint8Array,
  note: string,
  verifiers: readonly NoteVerifier[],
): Promise<boolean> {
  try {
    return (await openNote(note, verifiers)).text === noteText(heading, bytes)
  } catch {
    // Malformed, of other keys, or with a signature that does not fit: in each case nobody vouches for it.
    return false
  }
}

function noteText(heading: string, bytes: Uint8Array): string {
  return `${heading}\n${toHex(sm3(bytes))}\n${createHash('sha256').update(bytes).digest('hex')}\n`
}

/** What a manifest says before anybody vouches for it: only to find out whose it is. @throws {BackupError} `BACKUP_NOT_FOUND`, `BACKUP_MANIFEST_ALTERED` */
export async function readManifest(path: string): Promise<{ readonly manifest: Manifest; readonly bytes: Uint8Array }> {
  const bytes = await readFile(join(path, backupFiles.manifest)).catch((cause: unknown) => {
    throw new BackupError({ code: 'BACKUP_NOT_FOUND', path }, { cause })
  })
  try {
    return { manifest: manifest.parse(JSON.parse(decodeUtf8(bytes))), bytes }
  } catch (cause) {
    throw new BackupError({ code: 'BACKUP_MANIFEST_ALTERED', path }, { cause })
  }
}

/**
 * The manifest of a backup, signed by the installation whose keys these are.
 *
 * @throws {BackupError} `BACKUP_NOT_FOUND`, `BACKUP_MANIFEST_ALTERED`
 */
export async function openManifest(
  path: string,
  verifiersOf: (installation: string) => Promise<readonly NoteVerifier[]>,
): Promise<Manifest> {
  const { manifest: found, bytes } = await readManifest(path)
  const note = await readFile(join(path, backupFiles.note), 'utf8').catch(() => '')
  if (await isSigned(backupHeading, bytes, note, await verifiersOf(found.installation))) return found
  throw new BackupError({ code: 'BACKUP_MANIFEST_ALTERED', path })
}
