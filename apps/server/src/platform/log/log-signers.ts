import { createHash } from 'node:crypto'
import {
  formatVerifierKey,
  noteKeyId,
  signatureTypes,
  type LogHash,
  type NoteAlgorithm,
  type NoteSigner,
} from '@fadu/audit-log'
import { sm3Hash, type KeyStore } from '@fadu/smcrypto'

const sha256: LogHash = {
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

/** The log's own signers, SM2 and Ed25519, under its origin as their name. */
export async function logSigners(
  keyStore: KeyStore,
  origin: string,
): Promise<{ readonly signers: readonly NoteSigner[]; readonly verifierKeys: readonly string[] }> {
  const keys = await Promise.all(
    logKeys.map(async ({ store, algorithm }) => {
      const key = await keyStore.signingKey(store)
      const keyId = noteKeyId(keyIdDigest(algorithm), origin, signatureTypes[algorithm], key.publicKey)
      return {
        signer: { name: origin, keyId, algorithm, sign: (message: Uint8Array) => key.sign(message) },
        verifierKey: formatVerifierKey({ name: origin, keyId, algorithm, publicKey: key.publicKey }),
      }
    }),
  )
  return { signers: keys.map((k) => k.signer), verifierKeys: keys.map((k) => k.verifierKey) }
}
