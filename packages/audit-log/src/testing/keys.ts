import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import vectors from '../../vectors/notes.json' with { type: 'json' }
import { noteKeyId, signatureTypes } from '../note.ts'
import type { NoteSigner, NoteVerifier, VerifierKey } from '../note.ts'
import { sha256 } from './hashes.ts'

// The DER that PKCS #8 and SubjectPublicKeyInfo put before a bare Ed25519 key, RFC 8410.
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** An Ed25519 key of RFC 8032 §7.1 under a name, as signer and verifier. */
export function testKey(name: string, seed = 0): NoteSigner & NoteVerifier & { readonly publicKey: Uint8Array } {
  const der = Buffer.concat([privatePrefix, Buffer.from(vectors.seeds[seed] as string, 'hex')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(publicPrefix.length))
  return {
    ...verifierOf({ name, keyId: noteKeyId(sha256, name, signatureTypes.ed25519, publicKey), publicKey }),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  }
}

export function verifierOf(key: Pick<VerifierKey, 'name' | 'keyId' | 'publicKey'>): NoteVerifier {
  const der = Buffer.concat([publicPrefix, key.publicKey])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return {
    name: key.name,
    keyId: key.keyId,
    algorithm: 'ed25519',
    verify: (message, signature) => verify(null, message, publicKey, signature),
  }
}
