/** Why a backup was not taken, or not restored, or a recovered database not put to use. Nothing is half done then. */
export type BackupFault =
  /** No backup at this place, or one that was never finished. */
  | { readonly code: 'BACKUP_NOT_FOUND'; readonly path: string }
  /** The manifest is not the one that the installation signed. */
  | { readonly code: 'BACKUP_MANIFEST_ALTERED'; readonly path: string }
  /** A piece of data is not there, is cut off, or is not the one that the manifest names. */
  | { readonly code: 'BACKUP_DATA_ALTERED'; readonly path: string; readonly table: string; readonly at: number }
  /** A backup rests on an earlier one whose data is not beside it. */
  | { readonly code: 'BACKUP_BASE_MISSING'; readonly path: string }
  | { readonly code: 'BACKUP_FOREIGN'; readonly installation: string }
  | { readonly code: 'BACKUP_KEK_MISSING'; readonly version: number }
  | { readonly code: 'BACKUP_NEWER'; readonly found: number; readonly known: number }
  | { readonly code: 'BACKUP_MIGRATION_CHANGED'; readonly migration: string }
  | { readonly code: 'BACKUP_TARGET_NOT_EMPTY'; readonly found: string }
  /** Tables that no migration and no dataset accounts for would be left out. */
  | { readonly code: 'BACKUP_TABLE_UNKNOWN'; readonly tables: readonly string[] }
  | { readonly code: 'BACKUP_TABLE_MISSING'; readonly tables: readonly string[] }
  | {
      readonly code: 'BACKUP_ROWS_DIFFER'
      readonly table: string
      readonly expected: number
      readonly found: number
    }
  /** The entries do not give the root that was signed last. */
  | {
      readonly code: 'BACKUP_LOG_ALTERED'
      readonly size: number
      readonly expected: string
      readonly computed: string
    }
  /** The log and a checkpoint kept elsewhere contradict each other. */
  | {
      readonly code: 'BACKUP_LOG_FORKED'
      readonly size: number
      readonly witnessed: string
      readonly computed: string
    }
  | { readonly code: 'BACKUP_CHECKPOINT_INVALID'; readonly path: string }
  /** What was destroyed since is not known: the signed list is not beside the backup, or is older than it. */
  | { readonly code: 'BACKUP_DESTROYED_LIST'; readonly path: string; readonly fault: 'missing' | 'altered' | 'older' }
  /** PostgreSQL still recovers, or waits at the end of it to be told to go on. */
  | { readonly code: 'RECOVERY_UNDER_WAY' }
  /** There is no platform in the database that was recovered. */
  | { readonly code: 'RECOVERY_TARGET_EMPTY' }
  /** Somebody else is connected to the database that was recovered. */
  | { readonly code: 'RECOVERY_IN_USE'; readonly sessions: number }
  /** Another process takes a backup of this installation. */
  | { readonly code: 'BACKUP_UNDER_WAY' }
  | { readonly code: 'KEY_BACKUP_INVALID'; readonly path: string; readonly fault: 'format' | 'passphrase' }
  /** A signature does not fit, or is not by the keys that are trusted. */
  | { readonly code: 'KEY_BACKUP_UNSIGNED'; readonly path: string }
  /** A server did not take a share; what it said of it. */
  | { readonly code: 'KEY_SHARE_REFUSED'; readonly url: string; readonly answer: string; readonly detail: string }
  | { readonly code: 'KEY_BACKUP_PASSPHRASE_SHORT'; readonly least: number }
  | { readonly code: 'KEY_BACKUP_EXISTS'; readonly path: string }

export class BackupError extends Error {
  readonly fault: BackupFault

  constructor(fault: BackupFault, options?: ErrorOptions) {
    super(`${fault.code} ${JSON.stringify(fault)}`, options)
    this.name = 'BackupError'
    this.fault = fault
  }
}
