import { toHex } from '@fadu/audit-log'
import type { Selectable } from 'kysely'
import type { BatchMode, BatchTable } from '../../platform/db/tables.ts'

export interface BatchView {
  readonly id: string
  readonly number: number
  readonly fileName: string
  readonly mode: BatchMode
  readonly format: string
  readonly key: readonly string[]
  readonly received: number
  readonly stored: number
  readonly quarantined: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Rows of earlier batches that it replaced or removed. */
  readonly superseded: number
  readonly sender: { readonly type: 'Account' | 'Application'; readonly id: string } | null
  /** Number of the batch whose quarantined rows it brought corrected. */
  readonly corrects: number | null
  /** SM3 of the bytes received, hexadecimal. */
  readonly contentHash: string
  readonly at: string
  /** True when these bytes had been stored before and nothing was added. */
  readonly repeated: boolean
}

export type BatchRow = Omit<Selectable<BatchTable>, 'corrects'> & { readonly corrects_number: number | null }

export function toBatch(row: BatchRow, repeated: boolean): BatchView {
  return {
    id: row.id,
    number: row.number,
    fileName: row.file_name,
    mode: row.mode,
    format: row.format,
    key: row.key_items,
    received: row.received,
    stored: row.stored,
    quarantined: row.quarantined,
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    unchanged: row.unchanged,
    superseded: row.superseded,
    sender: row.principal_type === null ? null : { type: row.principal_type, id: row.principal_id! },
    corrects: row.corrects_number,
    contentHash: toHex(new Uint8Array(row.content_hash)),
    at: row.created_at.toISOString(),
    repeated,
  }
}
