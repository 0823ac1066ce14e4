import {
  emptyRoot,
  encodeUtf8,
  fromHex,
  leafHash,
  LogError,
  openCheckpoint,
  parseVerifierKey,
  toHex,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
  type LogHash,
  type NoteVerifier,
} from '@fadu/audit-log'
import { createEd25519Verifier, createSm2Verifier } from '@fadu/smcrypto'
import { keyIdDigest, signaturesNeeded } from '../../platform/log/log-signers.ts'
import { exchangePage, type ExchangeAnswer, type ExchangePage } from './exchange-page.ts'
import { LinkFault } from './link-fault.ts'
import type { Heard, Link } from './links.ts'

/** The action under which an exchange stands in the log of whoever tells. */
export const exchangeAction = 'link.exchange'

export interface VerifiedAnswer {
  readonly page: ExchangePage
  /** Entry of the other's log that records the exchange. */
  readonly receipt: string
  readonly head: { readonly size: number; readonly root: Uint8Array }
}

/** @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` */
export function toVerifier(line: string): NoteVerifier {
  const { name, keyId, algorithm, publicKey } = parseVerifierKey(line, keyIdDigest)
  const { verify } = algorithm === 'ed25519' ? createEd25519Verifier(publicKey) : createSm2Verifier(publicKey)
  return { name, keyId, algorithm, verify }
}

/**
 * Whether what was told is what the other's log says it told: the checkpoint is signed by every pinned key, its tree extends the
 * one that was seen before, the record of the exchange is in it, and that record has the digest of the page.
 *
 * @param seen - How far the other was heard when it was asked.
 * @throws {LinkFault} `signature`, `forked`, `altered`; `stale` for an exchange from before, `overtaken` for one that is not the next.
 */
export async function verifyAnswer(
  hash: LogHash,
  link: Pick<Link, 'origin' | 'verifierKeys' | 'clientId'>,
  seen: Heard,
  answer: ExchangeAnswer,
): Promise<VerifiedAnswer> {
  const { size, root } = await openSigned(link, answer.checkpoint)
  faultUnless('forked', () => {
    const older = { size: seen.size, root: seen.root ?? emptyRoot(hash) }
    verifyConsistency(hash, older, { size, root }, answer.consistency.map(fromHex))
  })
  faultUnless('altered', () => {
    const leaf = { leafHash: leafHash(hash, encodeUtf8(answer.record)), index: answer.leafIndex, size }
    verifyInclusion(hash, leaf, answer.path.map(fromHex), root)
  })
  if (answer.leafIndex < seen.size) throw new LinkFault('stale')
  const { id, digest } = readRecord(answer.record)
  if (digest !== toHex(hash.digest(encodeUtf8(answer.page)))) throw new LinkFault('altered')
  const page = readPage(answer.page)
  if (page.to !== link.clientId) throw new LinkFault('altered')
  if (page.after !== seen.change) throw new LinkFault('overtaken')
  return { page, receipt: id, head: { size, root } }
}

async function openSigned(link: Pick<Link, 'origin' | 'verifierKeys'>, note: string): Promise<Checkpoint> {
  try {
    const verifiers = link.verifierKeys.map(toVerifier)
    const required = signaturesNeeded(verifiers)
    return (await openCheckpoint(note, { origin: link.origin, verifiers, required })).checkpoint
  } catch (error) {
    if (error instanceof LogError) throw new LinkFault('signature', error)
    throw error
  }
}

function faultUnless(kind: 'forked' | 'altered', proven: () => void): void {
  try {
    proven()
  } catch (error) {
    if (error instanceof LogError) throw new LinkFault(kind, error)
    throw error
  }
}

/** A record that is in the log but is none of an exchange proves nothing. */
function readRecord(body: string): { readonly id: string; readonly digest: string } {
  const said = parsed(body) as {
    readonly id?: unknown
    readonly action?: unknown
    readonly outcome?: unknown
    readonly detail?: { readonly digest?: unknown }
  }
  const digest = said.detail?.digest
  if (said.action !== exchangeAction || said.outcome !== 'released') throw new LinkFault('altered')
  if (typeof said.id !== 'string' || typeof digest !== 'string') throw new LinkFault('altered')
  return { id: said.id, digest }
}

/** What is proven and cannot be read is another version of the exchange, or nonsense. */
function readPage(text: string): ExchangePage {
  const page = exchangePage.safeParse(parsed(text))
  if (!page.success) throw new LinkFault('broken')
  return page.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LinkFault('altered', error)
  }
}
