import type { KeyAlgorithm } from '../../api/types.ts'

/** A public key as it is registered. */
export interface PublicKey {
  readonly algorithm: KeyAlgorithm
  readonly publicKey: Readonly<Record<string, string>>
}

export const keyFaults = [
  'empty',
  'privateKey',
  'certificate',
  'otherAlgorithm',
  'pemBroken',
  'jsonBroken',
  'jwkIncomplete',
  'unknown',
] as const
/** Why a text is no public key that can be registered. */
export type KeyFault = (typeof keyFaults)[number]

export type KeyReading = { readonly key: PublicKey } | { readonly fault: KeyFault }

interface Curve {
  readonly algorithm: KeyAlgorithm
  readonly kty: 'OKP' | 'EC'
  readonly crv: string
  /** What stands before the point in a SubjectPublicKeyInfo: RFC 8410 §4, RFC 5480 §2, GB/T 35276-2017 §7. */
  readonly prefix: string
}

const curves: readonly Curve[] = [
  { algorithm: 'EdDSA', kty: 'OKP', crv: 'Ed25519', prefix: '302a300506032b6570032100' },
  { algorithm: 'ES256', kty: 'EC', crv: 'P-256', prefix: '3059301306072a8648ce3d020106082a8648ce3d03010703420004' },
  { algorithm: 'SM2', kty: 'EC', crv: 'SM2', prefix: '3059301306072a8648ce3d020106082a811ccf5501822d03420004' },
]
const coordinateBytes = 32

/**
 * Reads a public key that was pasted: PEM (`BEGIN PUBLIC KEY`) or JWK. Which of the three algorithms it is follows from the key.
 * A private key is recognised, so that it goes no further than this page. Whether the point lies on its curve is for the server.
 */
export function readPublicKey(text: string): KeyReading {
  const pasted = text.trim()
  if (pasted === '') return { fault: 'empty' }
  if (pasted.startsWith('{')) return readJwk(pasted)
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pasted)) return { fault: 'privateKey' }
  if (pasted.includes('-----BEGIN CERTIFICATE')) return { fault: 'certificate' }
  if (pasted.includes('-----BEGIN RSA PUBLIC KEY')) return { fault: 'otherAlgorithm' }
  const body = /-----BEGIN PUBLIC KEY-----([\s\S]*?)-----END PUBLIC KEY-----/.exec(pasted)?.[1]
  if (body !== undefined) return readPem(body)
  return { fault: pasted.startsWith('-----BEGIN') ? 'pemBroken' : 'unknown' }
}

function readPem(body: string): KeyReading {
  const der = bytesOf(body.replaceAll(/\s/g, ''))
  if (der === undefined) return { fault: 'pemBroken' }
  const hex = Array.from(der, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const curve = curves.find(({ prefix }) => hex.startsWith(prefix))
  if (curve === undefined) return { fault: hex.startsWith('30') ? 'otherAlgorithm' : 'pemBroken' }
  const point = der.slice(curve.prefix.length / 2)
  const coordinates = curve.kty === 'OKP' ? 1 : 2
  if (point.length !== coordinates * coordinateBytes) return { fault: 'pemBroken' }
  const [x, y] = [point.slice(0, coordinateBytes), point.slice(coordinateBytes)].map(base64url)
  return { key: keyOf(curve, x!, y!) }
}

function readJwk(text: string): KeyReading {
  let jwk: Readonly<Record<string, unknown>>
  try {
    jwk = JSON.parse(text) as typeof jwk
  } catch {
    return { fault: 'jsonBroken' }
  }
  const { kty, crv, x, y } = jwk
  if ('d' in jwk || 'k' in jwk) return { fault: 'privateKey' }
  if (typeof kty !== 'string') return { fault: 'jwkIncomplete' }
  const curve = curves.find((known) => known.kty === kty && known.crv === crv)
  if (curve === undefined) return { fault: 'otherAlgorithm' }
  if (!isCoordinate(x) || (curve.kty === 'EC' && !isCoordinate(y))) return { fault: 'jwkIncomplete' }
  return { key: keyOf(curve, x, isCoordinate(y) ? y : '') }
}

function keyOf({ algorithm, kty, crv }: Curve, x: string, y: string): PublicKey {
  return { algorithm, publicKey: kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x } }
}

/** 32 bytes as base64url without padding. */
function isCoordinate(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch {
    return undefined
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
