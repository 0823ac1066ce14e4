// Shamir's secret sharing ("How to share a secret", CACM 22, 1979), byte by byte over GF(2^8) with the polynomial
// x^8 + x^4 + x^3 + x + 1 of FIPS 197 §4.2. Multiplication looks nothing up and branches on nothing: a table would be
// read at places that depend on the secret.
import { randomBytes } from 'node:crypto'
import { SmcryptoError } from './errors.ts'
import type { SharingFault } from './errors.ts'

/** Fewest shares that give the secret: with one, each holder has it alone. */
export const LEAST_THRESHOLD = 2
/** Shares are points at 1 to 255; 0 is the secret. */
export const MOST_SHARES = 255

/** One share: the values at `index` of polynomials whose values at 0 are the secret. */
export interface SharePoint {
  /** 1 to 255. */
  readonly index: number
  /** As long as the secret. */
  readonly value: Uint8Array
}

export interface Sharing {
  /** How many shares give the secret, 2 to `shares`. */
  readonly threshold: number
  /** How many are made, up to 255. */
  readonly shares: number
}

/**
 * Splits a secret. Fewer shares than the threshold tell nothing but its length; any `threshold` of them give it back.
 *
 * @param random - Where the other coefficients come from; for tests.
 * @throws {SmcryptoError} `SHARING_INVALID`
 */
export function splitSecret(
  secret: Uint8Array,
  { threshold, shares }: Sharing,
  random: (bytes: number) => Uint8Array = randomBytes,
): readonly SharePoint[] {
  requireSharing(secret, threshold, shares)
  const higher = Array.from({ length: threshold - 1 }, () => random(secret.length))
  // The highest coefficient first, the secret last (Horner). Zero is a coefficient like any other: k − 1 shares leave every
  // secret equally likely only if none is left out.
  const coefficients = [...higher, secret]
  const points = Array.from({ length: shares }, (_, i) => ({ index: i + 1, value: valueAt(coefficients, i + 1) }))
  for (const coefficient of higher) coefficient.fill(0)
  return points
}

/**
 * Joins shares: the values at 0 of the polynomials through them (Lagrange). All that are given are used; with fewer than the
 * threshold, or with a wrong one, the result is another secret and nothing here notices.
 *
 * @throws {SmcryptoError} `SHARING_INVALID` none given, an index twice or out of range, values of different lengths.
 */
export function joinShares(points: readonly SharePoint[]): Uint8Array {
  requirePoints(points)
  const secret = new Uint8Array(points[0]!.value.length)
  for (const { index, value } of points) {
    let weight = 1
    for (const other of points) {
      if (other.index !== index) weight = times(weight, times(other.index, inverse(other.index ^ index)))
    }
    for (let i = 0; i < secret.length; i++) secret[i] = secret[i]! ^ times(value[i]!, weight)
  }
  return secret
}

function valueAt(coefficients: readonly Uint8Array[], x: number): Uint8Array {
  const value = new Uint8Array(coefficients[0]!.length)
  for (const coefficient of coefficients) {
    for (let i = 0; i < value.length; i++) value[i] = times(value[i]!, x) ^ coefficient[i]!
  }
  return value
}

/** Product in GF(2^8): eight steps, each the same whatever the bits are. */
export function times(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((b >>> bit) & 1)
    shifted = ((shifted << 1) ^ (0x11b & -(shifted >>> 7))) & 0xff
  }
  return product
}

/** a^254, by Fermat: the multiplicative group has 255 elements. Of 0 it is 0. */
export function inverse(a: number): number {
  let power = a
  let product = 1
  // 254 = 2 + 4 + … + 128
  for (let bit = 1; bit < 8; bit++) {
    power = times(power, power)
    product = times(product, power)
  }
  return product
}

function requireSharing(secret: Uint8Array, threshold: number, shares: number): void {
  if (secret.length === 0) throw refused('secret')
  if (!Number.isInteger(shares) || shares > MOST_SHARES) throw refused('shares')
  if (!Number.isInteger(threshold) || threshold < LEAST_THRESHOLD || threshold > shares) throw refused('threshold')
}

function requirePoints(points: readonly SharePoint[]): void {
  const [first] = points
  if (first === undefined) throw refused('shares')
  const indexes = new Set(points.map((point) => point.index))
  const isPlace = (index: number): boolean => Number.isInteger(index) && index >= 1 && index <= MOST_SHARES
  if (indexes.size !== points.length || ![...indexes].every(isPlace)) throw refused('index')
  if (points.some((point) => point.value.length !== first.value.length)) throw refused('length')
}

function refused(reason: SharingFault): SmcryptoError {
  return new SmcryptoError({ code: 'SHARING_INVALID', reason })
}
