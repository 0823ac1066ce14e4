import { createEd25519Signer, type KeyStore } from '@fadu/smcrypto'
import { keyIdOf } from '../../platform/auth/application-keys.ts'

/** The key under which this platform calls others, derived in the key store for this use alone; it is in no database. */
export interface LinkKey {
  readonly keyId: string
  /** What the other platform registers for us. */
  readonly publicKey: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  sign(message: Uint8Array): Uint8Array
}

export async function createLinkKey(keyStore: KeyStore): Promise<LinkKey> {
  const signer = createEd25519Signer(await keyStore.secret('platform-link/ed25519'))
  const publicKey = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const
  return { keyId: keyIdOf(publicKey), publicKey, sign: (message) => signer.sign(message) }
}
