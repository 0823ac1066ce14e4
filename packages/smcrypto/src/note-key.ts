// Keys in the shape that signed notes (C2SP signed-note) are made and checked with: a name beside an algorithm and its
// key.
import { encodeName } from './bytes.ts'
import { createEd25519Signer, createEd25519Verifier } from './ed25519.ts'
import { createSm2Signer, createSm2Verifier } from './sm2.ts'

export type NoteAlgorithm = 'sm2' | 'ed25519'

/** Checks signatures under one public key. */
export interface NoteVerifier {
  /** The key's name in notes, such as the log's origin. */
  readonly name: string
  readonly algorithm: NoteAlgorithm
  /** 65 bytes (0x04, x, y) for sm2, 32 bytes for ed25519. */
  readonly publicKey: Uint8Array
  /** @returns Whether the signature is of exactly these bytes; a malformed one is false. */
  verify(bytes: Uint8Array, signature: Uint8Array): boolean
}

/** Makes signatures too: DER for sm2 (default user id), 64 bytes for ed25519. */
export interface NoteSigner extends NoteVerifier {
  sign(bytes: Uint8Array): Uint8Array
}

/** @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`, `TEXT_INVALID` for the name */
export function createSm2NoteSigner(name: string, privateKey: Uint8Array): NoteSigner {
  encodeName(name, 'signerName')
  return { name, algorithm: 'sm2', ...createSm2Signer(privateKey) }
}

/** @throws {SmcryptoError} `KEY_LENGTH`, `TEXT_INVALID` for the name */
export function createEd25519NoteSigner(name: string, privateKey: Uint8Array): NoteSigner {
  encodeName(name, 'signerName')
  return { name, algorithm: 'ed25519', ...createEd25519Signer(privateKey) }
}

/** @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`, `KEY_LENGTH`, `TEXT_INVALID` for the name */
export function createNoteVerifier(name: string, algorithm: NoteAlgorithm, publicKey: Uint8Array): NoteVerifier {
  encodeName(name, 'signerName')
  const verifier = algorithm === 'sm2' ? createSm2Verifier(publicKey) : createEd25519Verifier(publicKey)
  return { name, algorithm, ...verifier }
}

/** The same key under another name, such as a key of the key store under a log's origin. */
export function renameSigner(signer: NoteSigner, name: string): NoteSigner {
  encodeName(name, 'signerName')
  return { ...signer, name }
}
