import {
  canonicalBytes,
  encodeUtf8,
  fromHex,
  leafHash,
  openCheckpoint,
  parseCanonical,
  toHex,
  verifyInclusion,
  type KeyRef,
} from '@fadu/audit-log'
import type { FaduClient } from '@fadu/sdk'
import { treeHash, trustKeys, type TrustedKeys } from './verifier-keys.ts'

/** What was shown about one entry of the evidence log, by arithmetic on this machine. */
export interface ReceiptVerified {
  readonly receipt: string
  /** What the entry says; undefined when only its hash was at hand. */
  readonly body: Readonly<Record<string, unknown>> | undefined
  readonly leafIndex: number
  readonly leafHash: string
  readonly treeSize: number
  /** Root that the audit path leads to and the checkpoint signs, hexadecimal. */
  readonly root: string
  readonly path: number
  readonly origin: string
  /** Keys whose signatures on the checkpoint are valid. */
  readonly signatures: readonly (KeyRef & { readonly algorithm: string })[]
  readonly keysFrom: TrustedKeys['from']
}

/** The proof is of another entry than the one asked for, or says another hash than its body has. */
export class ReceiptMismatch extends Error {
  readonly code = 'RECEIPT_MISMATCH'
  readonly what: 'entry' | 'leafHash' | 'treeSize'
  readonly expected: string
  readonly found: string

  constructor(evidence: { what: ReceiptMismatch['what']; expected: string; found: string }) {
    super(`RECEIPT_MISMATCH ${evidence.what}: expected ${evidence.expected}, found ${evidence.found}`)
    this.name = 'ReceiptMismatch'
    this.what = evidence.what
    this.expected = evidence.expected
    this.found = evidence.found
  }
}

/**
 * Verifies that an entry is in the log: body → leaf hash → audit path → root → signatures of the checkpoint. The server
 * delivers the parts; nothing of it is believed.
 *
 * @param p.reader - May read the entry's body; without one only the hash that the server names is proven.
 * @param p.keys - Verifier keys pinned by the caller; without any they are fetched from the server, and the answer says so.
 * @throws {ReceiptMismatch}, {RootMismatch}, {ProofMalformed}, {LogError} with the evidence
 */
export async function verifyReceipt(
  fadu: FaduClient,
  receipt: string,
  p: { readonly reader?: FaduClient; readonly keys?: readonly string[] } = {},
): Promise<ReceiptVerified> {
  const text = await p.reader?.get('/api/v1/evidence/{id}', { params: { path: { id: receipt } } })
  const proof = await fadu.get('/log/entries/{id}/proof', { params: { path: { id: receipt } } })
  const keys = await keysFor(fadu, p.keys)
  same('entry', receipt, proof.entry)
  const leaf = text === undefined ? fromHex(proof.leafHash) : leafHash(treeHash, encodeUtf8(text.body))
  same('leafHash', toHex(leaf), proof.leafHash)
  const { checkpoint, verified } = await openCheckpoint(proof.checkpoint, keys)
  same('treeSize', String(checkpoint.size), String(proof.treeSize))
  const at = { leafHash: leaf, index: proof.leafIndex, size: checkpoint.size }
  verifyInclusion(treeHash, at, proof.path.map(fromHex), checkpoint.root)
  return {
    receipt,
    body: text === undefined ? undefined : bodyOf(text.body, receipt),
    leafIndex: proof.leafIndex,
    leafHash: toHex(leaf),
    treeSize: checkpoint.size,
    root: toHex(checkpoint.root),
    path: proof.path.length,
    origin: checkpoint.origin,
    signatures: verified.map((key) => ({ ...key, algorithm: algorithmOf(keys, key) })),
    keysFrom: keys.from,
  }
}

/** Pinned keys, or those that the server names for itself. */
export async function keysFor(fadu: FaduClient, pinned: readonly string[] | undefined): Promise<TrustedKeys> {
  if (pinned !== undefined && pinned.length > 0) return trustKeys(pinned, 'pinned')
  const lines = await fadu.get('/log/keys', { parseAs: 'text' })
  return trustKeys(lines.split('\n'), 'server')
}

/** The entry names itself: a proof of another body would not do. */
function bodyOf(text: string, receipt: string): Readonly<Record<string, unknown>> {
  const body = parseCanonical(canonicalBytes(JSON.parse(text))) as Readonly<Record<string, unknown>>
  same('entry', receipt, String(body['id']))
  return body
}

function algorithmOf({ verifiers }: TrustedKeys, key: KeyRef): string {
  return verifiers.find((v) => v.name === key.name && toHex(v.keyId) === key.keyId)?.algorithm ?? 'unknown'
}

function same(what: ReceiptMismatch['what'], expected: string, found: string): void {
  if (expected !== found) throw new ReceiptMismatch({ what, expected, found })
}
