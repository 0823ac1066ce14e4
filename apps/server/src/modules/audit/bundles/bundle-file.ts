import { createHash } from 'node:crypto'
import { encodeUtf8, signNote, toHex, type NoteSigner } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import type { OpenedRow } from '../../../platform/log/open-rows.ts'

/** First line of what is signed; the second is the SM3 of the manifest, the third its SHA-256. */
export const bundleFormat = 'fadu/evidence-bundle/1'

/** An entry with its place in the log. */
export interface BundledEntry {
  readonly entry: string
  readonly leafIndex: number
  /** Canonical JSON; its bytes are the leaf. */
  readonly body: string
  /** Audit path under the checkpoint of the bundle, sibling first, hexadecimal. */
  readonly path: readonly string[]
  /** Rows that the entry commits to and that still stand as it says. */
  readonly opened?: readonly OpenedRow[]
  /** Commitments that are not opened: of rows that changed since, were deleted, or hold a secret. */
  readonly kept?: number
}

/** What the bundle is, beside its entries. */
export interface BundleHead {
  readonly bundle: string
  readonly origin: string
  readonly madeAt: string
  readonly recipient: string
  readonly reason: string
  readonly matter: string
  /** Signed note over the tree in which every entry of the bundle is proven. */
  readonly checkpoint: string
  /** The newest checkpoint that witnesses countersigned; null when there is none. */
  readonly cosigned: string | null
  /** That the tree of the checkpoint continues the countersigned one, hexadecimal. */
  readonly consistency: readonly string[]
  /** Keys of log and witnesses, to be compared with what the inspector has from elsewhere; never to be trusted from here. */
  readonly keys: readonly string[]
  readonly witnesses: readonly string[]
}

/**
 * A bundle as JSON Lines: the manifest, which lists every entry with the digest of its line; the signed note over the manifest; and the
 * entries. So whatever is changed, left out or put in is named, without any server.
 */
export async function bundleFile(
  head: BundleHead,
  entries: readonly BundledEntry[],
  signers: readonly NoteSigner[],
): Promise<Uint8Array> {
  const lines = entries.map((entry) => JSON.stringify(entry))
  const listed = entries.map(({ entry, leafIndex }, i) => ({
    entry,
    leafIndex,
    sm3: toHex(sm3(encodeUtf8(lines[i]!))),
  }))
  const manifest = JSON.stringify({ format: bundleFormat, ...head, entries: listed })
  const bytes = encodeUtf8(manifest)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const note = await signNote(`${bundleFormat}\n${toHex(sm3(bytes))}\n${sha256}\n`, signers)
  return encodeUtf8([manifest, JSON.stringify({ note }), ...lines].map((line) => `${line}\n`).join(''))
}
