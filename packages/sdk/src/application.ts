import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose'

/** An application of an agency, as it identifies itself to the gateway. */
export interface ApplicationCredentials {
  /** Id under which it is registered. */
  readonly id: string
  /** Private key as JWK: Ed25519 (signs EdDSA) or P-256 (signs ES256). It stays here; the platform knows the public part. */
  readonly privateKey: JWK
}

/**
 * A key that is used where it lies: in a hardware module, in a service, or one of SM2, for which the web platform has nothing
 * (`@fadu/smcrypto` has: `createRawSm2Signer`).
 */
export interface ApplicationSigner {
  readonly algorithm: 'EdDSA' | 'ES256' | 'SM2'
  /** `keyId` of `GET /api/v1/applications/:id/keys`: the thumbprint of the public key (RFC 7638, SHA-256). */
  readonly keyId: string
  /** @returns 64 bytes: of ES256 and SM2 r and s, 32 bytes each. */
  readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

/** An application whose key this program does not hold. */
export interface SignerCredentials {
  readonly id: string
  readonly signer: ApplicationSigner
}

/** The key is of no kind that the gateway takes. Names the kind, never the key. */
export class CredentialsInvalid extends Error {
  readonly code = 'CREDENTIALS_INVALID'
  readonly given: string

  constructor(given: string) {
    super(`CREDENTIALS_INVALID: a private Ed25519 or P-256 key is needed, this is ${given}`)
    this.name = 'CredentialsInvalid'
    this.given = given
  }
}

const audience = 'fadu-gateway'
/** Life of an assertion, seconds; the gateway takes 300 at most. Short: it is used at once. */
const assertionSeconds = 120

/**
 * A signed assertion (RFC 7523): issuer and subject are the application, the id is new each time, since the gateway takes
 * each only once.
 *
 * @throws {CredentialsInvalid}
 */
export async function clientAssertion(
  credentials: ApplicationCredentials | SignerCredentials,
  now: Date,
): Promise<string> {
  const { id } = credentials
  const { algorithm, sign } = await signerOf(credentials)
  const iat = Math.floor(now.getTime() / 1000)
  const claims = { iss: id, sub: id, aud: audience, iat, exp: iat + assertionSeconds, jti: crypto.randomUUID() }
  const said = [{ alg: algorithm, typ: 'JWT' }, claims].map((part) => text(JSON.stringify(part))).join('.')
  const signature = await sign(new TextEncoder().encode(said))
  return `${said}.${text(String.fromCharCode(...signature))}`
}

/** Name of a key in signatures: the thumbprint of its public part (RFC 7638, SHA-256), also of one of SM2. */
export function keyIdOf(key: Readonly<Record<string, unknown>>): Promise<string> {
  return calculateJwkThumbprint(key)
}

/** @throws {CredentialsInvalid} */
export async function signerOf(credentials: ApplicationCredentials | SignerCredentials): Promise<ApplicationSigner> {
  if ('signer' in credentials) return credentials.signer
  const { privateKey } = credentials
  const algorithm = algorithmOf(privateKey)
  const key = (await importJWK(privateKey, algorithm)) as CryptoKey
  const how = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' }
  return {
    algorithm,
    keyId: await keyIdOf({ ...privateKey }),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(how, key, Uint8Array.from(message))),
  }
}

/** base64url of ASCII or of bytes as characters. */
function text(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function algorithmOf(key: JWK): 'EdDSA' | 'ES256' {
  const { kty, crv, d } = key
  if (d === undefined) throw new CredentialsInvalid('a public key')
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA'
  if (kty === 'EC' && crv === 'P-256') return 'ES256'
  throw new CredentialsInvalid(`${kty ?? 'no kty'} ${crv ?? ''}`.trim())
}

export interface IssuedToken {
  readonly token: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Tokens are fetched anew this long before they expire, so that none expires on its way. */
const renewBeforeMs = 30_000

export interface TokenCache {
  get(): Promise<string>
  /** The token was not accepted; the next `get` fetches another. */
  forget(token: string): void
}

/** Keeps one token and, while one is being fetched, lets every caller wait for that one. */
export function createTokenCache(issue: () => Promise<IssuedToken>, now: () => number): TokenCache {
  let known: IssuedToken | undefined
  let fetching: Promise<IssuedToken> | undefined

  const fetchNew = async (): Promise<IssuedToken> => {
    known = await issue()
    return known
  }

  return {
    get: async () => {
      if (known !== undefined && known.expiresAt - renewBeforeMs > now()) return known.token
      fetching ??= fetchNew().finally(() => (fetching = undefined))
      return (await fetching).token
    },
    forget: (token) => {
      if (known?.token === token) known = undefined
    },
  }
}
