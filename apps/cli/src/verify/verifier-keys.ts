import { createHash } from 'node:crypto'
import {
  createCosignatureVerifier,
  parseVerifierKey,
  parseWitnessKey,
  type LogHash,
  type NoteAlgorithm,
  type NoteVerifier,
} from '@fadu/audit-log'
import { createEd25519Verifier, createSm2Verifier, sm3Hash } from '@fadu/smcrypto'

/** Hash of the log's tree. */
export const treeHash: LogHash = sm3Hash

const sha256: LogHash = {
  name: 'sha256',
  size: 32,
  digest: (...parts) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return new Uint8Array(hash.digest())
  },
}

/** Key ids are digests: SHA-256 with Ed25519, as signed notes ask, SM3 with SM2. */
export function keyIdDigest(algorithm: NoteAlgorithm): LogHash {
  return algorithm === 'ed25519' ? sha256 : sm3Hash
}

/** The keys a verifier trusts, and where they came from: keys fetched from the server prove only that it agrees with itself. */
export interface TrustedKeys {
  readonly origin: string
  readonly verifiers: readonly NoteVerifier[]
  readonly from: 'pinned' | 'server'
  /** How many must have signed: one of each algorithm. Keys have versions, and an earlier checkpoint bears earlier ones. */
  readonly required: number
}

/** Keys of more than one log, or none: nothing could be told from them. */
export class KeysInvalid extends Error {
  readonly code = 'KEYS_INVALID'
  readonly names: readonly string[]

  constructor(names: readonly string[]) {
    super(`KEYS_INVALID: keys of one log are needed, given are ${names.length === 0 ? 'none' : names.join(', ')}`)
    this.name = 'KeysInvalid'
    this.names = names
  }
}

/**
 * Reads verifier keys, one or more of the same log, whose name is the log's origin.
 *
 * @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED`, {KeysInvalid}
 */
export function trustKeys(lines: readonly string[], from: TrustedKeys['from']): TrustedKeys {
  const verifiers = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))].map(toVerifier)
  const names = [...new Set(verifiers.map((v) => v.name))]
  const [origin] = names
  if (origin === undefined || names.length > 1) throw new KeysInvalid(names)
  const required = new Set(verifiers.map((verifier) => verifier.algorithm)).size
  return { origin, verifiers, from, required }
}

/** Verifiers of witnesses by their keys as text. @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` */
export function witnessVerifiers(lines: readonly string[]): readonly NoteVerifier[] {
  return lines.map((line) => {
    const key = parseWitnessKey(sha256, line.trim())
    return createCosignatureVerifier(key, createEd25519Verifier(key.publicKey).verify)
  })
}

function toVerifier(line: string): NoteVerifier {
  const { name, keyId, algorithm, publicKey } = parseVerifierKey(line, keyIdDigest)
  const { verify } = algorithm === 'ed25519' ? createEd25519Verifier(publicKey) : createSm2Verifier(publicKey)
  return { name, keyId, algorithm, verify }
}
