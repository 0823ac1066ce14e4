import { parseVerifierKey, type NoteVerifier } from '@fadu/audit-log'
import { createNoteVerifier } from '@fadu/smcrypto'
import { keyIdDigest } from '../../src/platform/log/log-signers.ts'
import type { City } from './city.ts'

/** Verifiers of the log's checkpoints, made from what the platform publishes. */
export async function logVerifiers(city: City): Promise<readonly NoteVerifier[]> {
  const keys = (await city.anonymous.get('/log/keys')).body as string
  return keys
    .trim()
    .split('\n')
    .map((text) => {
      const key = parseVerifierKey(text, keyIdDigest)
      const { verify } = createNoteVerifier(key.name, key.algorithm === 'ed25519' ? 'ed25519' : 'sm2', key.publicKey)
      return { name: key.name, keyId: key.keyId, algorithm: key.algorithm, verify }
    })
}
