import { createEd25519Signer, createRawSm2Signer, sm2PublicKey, sm2PublicKeyToJwk, type KeyStore } from '@fadu/smcrypto'
import { keyIdOf, type KeyAlgorithm } from '../../platform/auth/application-keys.ts'
import { signatureAlgorithms } from './policy.ts'

/** A key under which the gateway signs answers. */
export interface AnswerKey {
  /** Thumbprint of its public key. */
  readonly keyid: string
  /** As RFC 9421 names it. */
  readonly alg: string
  readonly jwk: Readonly<Record<string, string>>
  sign(message: Uint8Array): Uint8Array
}

/** Keys of a generation, SM2 and Ed25519. */
export type AnswerKeyring = (generation: number) => Promise<readonly AnswerKey[]>

/**
 * The keys of the gateway, derived in the key store for this use alone: the log's keys sign notes and nothing else (ADR 0026).
 * Those of one generation are the same in every process, for as long as the installation lives.
 */
export function createAnswerKeyring(keyStore: KeyStore): AnswerKeyring {
  const known = new Map<number, Promise<readonly AnswerKey[]>>()
  return (generation) => {
    const made = known.get(generation) ?? deriveKeys(keyStore, generation)
    known.set(generation, made)
    return made
  }
}

async function deriveKeys(keyStore: KeyStore, generation: number): Promise<readonly AnswerKey[]> {
  // The first were made when there was one generation.
  const name = generation === 1 ? 'gateway-answers' : `gateway-answers/${generation}`
  const ed25519 = createEd25519Signer(await keyStore.secret(`${name}/ed25519`))
  const sm2 = createRawSm2Signer(await sm2Scalar(keyStore, `${name}/sm2`))
  const x = Buffer.from(ed25519.publicKey).toString('base64url')
  return [
    answerKey('SM2', { ...sm2PublicKeyToJwk(sm2.publicKey) }, (message) => sm2.sign(message)),
    answerKey('EdDSA', { kty: 'OKP', crv: 'Ed25519', x }, (message) => ed25519.sign(message)),
  ]
}

function answerKey(algorithm: KeyAlgorithm, jwk: Readonly<Record<string, string>>, sign: AnswerKey['sign']): AnswerKey {
  const keyid = keyIdOf(jwk)
  return { keyid, alg: signatureAlgorithms[algorithm], jwk: { ...jwk, kid: keyid, alg: algorithm, use: 'sig' }, sign }
}

/** One in 2^32 secrets is no private key of the curve; the next is then taken. */
async function sm2Scalar(keyStore: KeyStore, name: string): Promise<Uint8Array> {
  for (let attempt = 0; ; attempt++) {
    const secret = await keyStore.secret(`${name}/${attempt}`)
    if (isScalar(secret)) return secret
  }
}

function isScalar(secret: Uint8Array): boolean {
  try {
    sm2PublicKey(secret)
    return true
  } catch {
    return false // Out of range, the only thing that 32 bytes can be.
  }
}
