import { createHash } from 'node:crypto'
import {
  formatVerifierKey,
  noteKeyId,
  parseVerifierKey,
  signatureTypes,
  type LogHash,
  type NoteAlgorithm,
  type NoteSigner,
  type NoteVerifier,
} from '@fadu/audit-log'
import { createNoteVerifier, sm3Hash, type KeyStore } from '@fadu/smcrypto'
import type { Db, Tx } from '../db/open-database.ts'

export const sha256: LogHash = {
  name: 'SHA-256',
  size: 32,
  digest: (...parts) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return new Uint8Array(hash.digest())
  },
}

/** Key ids are digests; each algorithm brings its own, as signed notes ask for SHA-256 with Ed25519. */
export function keyIdDigest(algorithm: NoteAlgorithm): LogHash {
  return algorithm === 'ed25519' ? sha256 : sm3Hash
}

const logKeys = [
  { store: 'audit-log-sm2', algorithm: 'sm2-sm3' },
  { store: 'audit-log-ed25519', algorithm: 'ed25519' },
] as const

/** A key of the log, with its version in the key store and as it is published. */
export interface LogSigner extends NoteSigner {
  readonly version: number
  readonly verifierKey: string
}

/**
 * The log's own signers, SM2 and Ed25519, under its origin as their name. All versions sign until they are revoked: whoever knows
 * only the earlier keys goes on verifying.
 */
export async function logSigners(
  keyStore: KeyStore,
  origin: string,
): Promise<{ readonly signers: readonly LogSigner[]; readonly verifierKeys: readonly string[] }> {
  const versions = Array.from({ length: await keyStore.signingVersions() }, (_, i) => i + 1)
  const signers = await Promise.all(
    versions.flatMap((version) => logKeys.map((key) => signerOf(keyStore, origin, version, key))),
  )
  return { signers, verifierKeys: signers.map((signer) => signer.verifierKey) }
}

async function signerOf(
  keyStore: KeyStore,
  origin: string,
  version: number,
  { store, algorithm }: (typeof logKeys)[number],
): Promise<LogSigner> {
  const key = await keyStore.signingKey(store, version)
  const keyId = noteKeyId(keyIdDigest(algorithm), origin, signatureTypes[algorithm], key.publicKey)
  const verifierKey = formatVerifierKey({ name: origin, keyId, algorithm, publicKey: key.publicKey })
  return { name: origin, keyId, algorithm, version, verifierKey, sign: (message) => key.sign(message) }
}

/** Those of the signers whose version was not revoked; as new as the call, so that every process keeps to it. */
export async function standingSigners(tx: Db | Tx, signers: readonly LogSigner[]): Promise<readonly LogSigner[]> {
  const rows = await tx.selectFrom('log_key_revocation').select('version').where('agreed_at', 'is not', null).execute()
  const revoked = new Set(rows.map((row) => row.version))
  return signers.filter((signer) => !revoked.has(signer.version))
}

/** The verifier of a key of the log, as it is published. @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` */
export function logVerifier(line: string): NoteVerifier {
  const { name, keyId, algorithm, publicKey } = parseVerifierKey(line.trim(), keyIdDigest)
  const { verify } = createNoteVerifier(name, algorithm === 'ed25519' ? 'ed25519' : 'sm2', publicKey)
  return { name, keyId, algorithm, verify }
}

/**
 * How many of these keys must have signed: one of each algorithm. Keys have versions, and what an earlier one signed is older than
 * the later ones.
 */
export function signaturesNeeded(verifiers: readonly NoteVerifier[]): number {
  return new Set(verifiers.map((verifier) => verifier.algorithm)).size
}

/** Verifiers of these keys, as `logSigners` gives them or as somebody kept them. @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` */
export function noteVerifiers(verifierKeys: readonly string[]): readonly NoteVerifier[] {
  return verifierKeys.map(logVerifier)
}
