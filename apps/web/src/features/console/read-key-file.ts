export const keyFileFaults = [
  'empty',
  'publicKey',
  'encrypted',
  'sec1',
  'sm2',
  'otherAlgorithm',
  'otherApplication',
  'broken',
  'unknown',
] as const
/** Why a file holds no private key that this page can sign with. */
export type KeyFileFault = (typeof keyFileFaults)[number]

export type SigningAlgorithm = 'EdDSA' | 'ES256'

export interface PrivateJwk {
  readonly kty: string
  readonly crv: string
  readonly x: string
  /** Of P-256. */
  readonly y?: string
  readonly d: string
}

/** A private key as it stands in the file, and what it signs with. */
export type PrivateKeyFile =
  | { readonly algorithm: SigningAlgorithm; readonly jwk: PrivateJwk }
  | { readonly algorithm: SigningAlgorithm; readonly pkcs8: Uint8Array<ArrayBuffer> }
  | { readonly fault: KeyFileFault }

/** Object identifiers as they stand in PKCS #8: RFC 8410 §3, RFC 5480 §2.1.1.1, GB/T 35276-2017. */
const oids = {
  ed25519: '06032b6570',
  p256: '06082a8648ce3d030107',
  sm2: '06082a811ccf5501822d',
} as const

/**
 * Reads the file with the private key of an application: JWK, PEM (`BEGIN PRIVATE KEY`), or the accounts of a demonstration,
 * which hold a key for each of its applications.
 *
 * @param application - Id under which the application is registered.
 */
export function readKeyFile(text: string, application: string): PrivateKeyFile {
  const content = text.trim()
  if (content === '') return { fault: 'empty' }
  if (content.startsWith('{')) return readJson(content, application)
  if (content.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')) return { fault: 'encrypted' }
  if (content.includes('-----BEGIN EC PRIVATE KEY-----')) return { fault: 'sec1' }
  if (/-----BEGIN (PUBLIC KEY|CERTIFICATE)-----/.test(content)) return { fault: 'publicKey' }
  const body = /-----BEGIN PRIVATE KEY-----([\s\S]*?)-----END PRIVATE KEY-----/.exec(content)?.[1]
  if (body !== undefined) return readPkcs8(body.replaceAll(/\s/g, ''))
  return { fault: content.startsWith('-----BEGIN') ? 'broken' : 'unknown' }
}

function readPkcs8(base64: string): PrivateKeyFile {
  let pkcs8: Uint8Array<ArrayBuffer>
  try {
    pkcs8 = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch {
    return { fault: 'broken' }
  }
  const hex = Array.from(pkcs8, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hex.includes(oids.sm2)) return { fault: 'sm2' }
  if (hex.includes(oids.p256)) return { algorithm: 'ES256', pkcs8 }
  if (hex.includes(oids.ed25519)) return { algorithm: 'EdDSA', pkcs8 }
  return { fault: 'otherAlgorithm' }
}

function readJson(content: string, application: string): PrivateKeyFile {
  let read: Readonly<Record<string, unknown>>
  try {
    read = JSON.parse(content) as typeof read
  } catch {
    return { fault: 'broken' }
  }
  if (!Array.isArray(read['applications'])) return readJwk(read)
  const own = (read['applications'] as readonly Readonly<Record<string, unknown>>[]).find((a) => a.id === application)
  if (own === undefined) return { fault: 'otherApplication' }
  return readJwk((own['privateKey'] ?? {}) as Readonly<Record<string, unknown>>)
}

function readJwk(jwk: Readonly<Record<string, unknown>>): PrivateKeyFile {
  const { kty, crv, x, y, d } = jwk
  if (typeof kty !== 'string') return { fault: 'unknown' }
  if (crv === 'SM2') return { fault: 'sm2' }
  const algorithm = kty === 'OKP' && crv === 'Ed25519' ? 'EdDSA' : kty === 'EC' && crv === 'P-256' ? 'ES256' : undefined
  if (algorithm === undefined) return { fault: 'otherAlgorithm' }
  if (d === undefined) return { fault: 'publicKey' }
  const parts = algorithm === 'EdDSA' ? [x, d] : [x, y, d]
  if (!parts.every((part) => typeof part === 'string')) return { fault: 'broken' }
  // What else stands beside a key, such as what it may be used for, is not taken over: this page signs and nothing else.
  const key = algorithm === 'EdDSA' ? { kty, crv, x, d } : { kty, crv, x, y, d }
  return { algorithm, jwk: key as PrivateJwk }
}
