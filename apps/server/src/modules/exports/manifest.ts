import { createHash } from 'node:crypto'
import { canonicalize, encodeUtf8, signNote, toHex, type NoteSigner } from '@fadu/audit-log'
import { falseAccusation } from '@fadu/privacy'
import { sm3 } from '@fadu/smcrypto'
import type { ExportRow } from './export-row.ts'
import { markScheme } from './mark-keys.ts'
import { referenceColumn } from './writing/marked-rows.ts'

/** First line of what is signed; the second is the SM3 of the manifest, the third its SHA-256. */
export const exportNoteHeading = 'fadu/export/1'

export interface SignedManifest {
  /** Canonical JSON, so that its bytes are what the digests are of. */
  readonly manifest: string
  /** C2SP signed note of the two digests, by the keys of the evidence log. */
  readonly note: string
}

/** What a file is, under which grant it was made, and what was done to it: signed, so that it stands without the platform. */
export async function signManifest(job: ExportRow, signers: readonly NoteSigner[]): Promise<SignedManifest> {
  const manifest = canonicalize({
    format: exportNoteHeading,
    export: job.id,
    dataset: job.dataset_code,
    entryVersion: job.entry_version,
    upToBatch: job.up_to_batch,
    grant: job.grant_id,
    application: job.application_id,
    organization: job.organization_id,
    purpose: job.purpose,
    matter: job.matter,
    fields: job.fields,
    masked: job.masked,
    conditions: (job.conditions as readonly { readonly item: string }[]).map((c) => c.item),
    file: {
      format: job.format,
      rows: Number(job.rows_done),
      bytes: Number(job.bytes),
      sm3: toHex(new Uint8Array(job.sm3!)),
      sha256: toHex(new Uint8Array(job.sha256!)),
      formulaSafe: job.format === 'csv',
    },
    marks: {
      scheme: markScheme,
      referenceColumn,
      rowOrder: 'keyed',
      withheldRows: Number(job.rows_withheld),
      withheldPerMille: job.withheld_per_mille,
      falseAccusation,
    },
    receipt: job.receipt,
    createdAt: job.finished_at!.toISOString(),
    expiresAt: job.expires_at.toISOString(),
  })
  const bytes = encodeUtf8(manifest)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const note = await signNote(`${exportNoteHeading}\n${toHex(sm3(bytes))}\n${sha256}\n`, signers)
  return { manifest, note }
}
