import { createCosignatureVerifier, LogError, parseWitnessKey, type NoteVerifier } from '@fadu/audit-log'
import { createEd25519Verifier } from '@fadu/smcrypto'
import { sha256 } from './log-signers.ts'

/** The verifier of a witness by its key as text; undefined when that is no key of a witness. */
export function witnessVerifier(text: string): NoteVerifier | undefined {
  try {
    const key = parseWitnessKey(sha256, text)
    return createCosignatureVerifier(key, createEd25519Verifier(key.publicKey).verify)
  } catch (error) {
    if (error instanceof LogError) return undefined
    throw error
  }
}
