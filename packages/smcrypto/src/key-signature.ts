// Signatures by the signing keys of a key store over what it seals: whoever has the public keys of the log sees that a backup of
// keys is whole and whose it is, without opening it.
import { toHex } from './bytes.ts'
import { SmcryptoError } from './errors.ts'
import { SIGNING_KEY_NAMES } from './key-store.ts'
import type { KeyStore } from './key-store.ts'
import { createNoteVerifier, type NoteAlgorithm } from './note-key.ts'

export interface KeySignature {
  readonly algorithm: NoteAlgorithm
  /** Hexadecimal: 65 bytes (0x04, x, y) for sm2, 32 bytes for ed25519. */
  readonly publicKey: string
  /** Hexadecimal. */
  readonly signature: string
}

/** One signature by each of the newest signing keys. */
export async function signByLogKeys(store: KeyStore, bytes: Uint8Array): Promise<readonly KeySignature[]> {
  const signers = await Promise.all(SIGNING_KEY_NAMES.map((name) => store.signingKey(name)))
  return signers.map((signer) => ({
    algorithm: signer.algorithm,
    publicKey: toHex(signer.publicKey),
    signature: toHex(signer.sign(bytes)),
  }))
}

/** Whether every signature is of these bytes and there is one at least. Whose keys they are is for the caller to compare. */
export function areSignedByTheirKeys(bytes: Uint8Array, signatures: readonly KeySignature[]): boolean {
  return signatures.length > 0 && signatures.every((one) => isSignedByItsKey(bytes, one))
}

function isSignedByItsKey(bytes: Uint8Array, { algorithm, publicKey, signature }: KeySignature): boolean {
  try {
    const { verify } = createNoteVerifier('key-backup', algorithm, Buffer.from(publicKey, 'hex'))
    return verify(bytes, Buffer.from(signature, 'hex'))
  } catch (error) {
    // No key at all.
    if (error instanceof SmcryptoError) return false
    throw error
  }
}

/** Undefined for what is no list of signatures. */
export function parseKeySignatures(value: unknown): readonly KeySignature[] | undefined {
  if (!Array.isArray(value) || value.length > 8) return undefined
  const isHex = (text: unknown): boolean => typeof text === 'string' && /^([0-9a-f]{2}){1,256}$/.test(text)
  const isOne = ({ algorithm, publicKey, signature }: Partial<KeySignature>): boolean =>
    (algorithm === 'sm2' || algorithm === 'ed25519') && isHex(publicKey) && isHex(signature)
  const isList = value.every((one) => typeof one === 'object' && one !== null && isOne(one as KeySignature))
  if (!isList) return undefined
  return (value as KeySignature[]).map(({ algorithm, publicKey, signature }) => ({ algorithm, publicKey, signature }))
}
