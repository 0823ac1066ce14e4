import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  SM2_DEFAULT_USER_ID,
  SmcryptoError,
  createRawSm2Signer,
  createRawSm2Verifier,
  generateSm2Jwk,
  sm2PrivateKeyFromJwk,
  sm2PublicKeyFromJwk,
  sm2PublicKeyToDer,
  sm2PublicKeyToJwk,
  sm2Sign,
  sm2Verify,
} from './index.ts'
import { derFromRaw, rawFromDer } from './sm2-encoding.ts'
import { flipped, hexOf, utf8 } from './test-support/bytes.ts'
import { openssl, opensslVersion } from './test-support/openssl.ts'

const issueOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    if (error instanceof SmcryptoError) return error.issue
    throw error
  }
  throw new Error('nothing was refused')
}

describe('keys as JWK', () => {
  test('come back as they were', () => {
    const jwk = generateSm2Jwk()
    const { d: _d, ...open } = jwk
    expect(sm2PublicKeyToJwk(sm2PublicKeyFromJwk(jwk))).toEqual(open)
    expect(Buffer.from(sm2PrivateKeyFromJwk(jwk)).toString('base64url')).toBe(jwk.d)
  })

  const good = generateSm2Jwk()
  const other = generateSm2Jwk()
  test.each([
    ['of another curve', { ...good, crv: 'P-256' }, 'jwk'],
    ['of another kind', { ...good, kty: 'OKP' }, 'jwk'],
    ['without y', { ...good, y: undefined }, 'jwk'],
    ['with a short x', { ...good, x: good.x.slice(2) }, 'jwk'],
    ['with padding', { ...good, x: `${good.x}=` }, 'jwk'],
    ['with stray bits', { ...good, x: `${good.x.slice(0, 42)}${good.x[42] === 'B' ? 'C' : 'B'}` }, undefined],
    ['with a point that is not of the curve', { ...good, y: other.y }, 'not-on-curve'],
    ['with the point zero', { ...good, x: 'A'.repeat(43), y: 'A'.repeat(43) }, 'not-on-curve'],
  ])('%s are refused', (_, jwk, reason) => {
    const issue = issueOf(() => sm2PublicKeyFromJwk(jwk))
    expect(issue).toMatchObject({ code: 'SM2_PUBLIC_KEY_INVALID', ...(reason === undefined ? {} : { reason }) })
  })

  test('a private part of another key is refused', () => {
    const issue = issueOf(() => sm2PrivateKeyFromJwk({ ...good, d: other.d }))
    expect(issue).toEqual({ code: 'SM2_PRIVATE_KEY_INVALID', reason: 'jwk' })
  })
})

describe('signatures of 64 bytes', () => {
  test('are the same pair of numbers as in DER, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
        expect(hexOf(rawFromDer(derFromRaw(raw)!)!)).toBe(hexOf(raw))
      }),
    )
    const numbers = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
    fc.assert(
      fc.property(numbers, numbers, (r, s) => {
        const raw = Buffer.from([r, s].map((n) => n.toString(16).padStart(64, '0')).join(''), 'hex')
        expect(hexOf(rawFromDer(derFromRaw(raw)!)!)).toBe(raw.toString('hex'))
      }),
    )
  })

  test('of any other length are none, and none is valid when one bit differs', () => {
    const jwk = generateSm2Jwk()
    const signer = createRawSm2Signer(sm2PrivateKeyFromJwk(jwk))
    const message = utf8('"@method": POST')
    const signature = signer.sign(message)
    expect(signature).toHaveLength(64)
    expect(signer.verify(message, signature)).toBe(true)
    for (const length of [0, 1, 63, 65, 72]) expect(signer.verify(message, new Uint8Array(length))).toBe(false)
    expect(signer.verify(message, new Uint8Array(64))).toBe(false)
    for (let bit = 0; bit < 512; bit += 7) expect(signer.verify(message, flipped(signature, bit))).toBe(false)
    expect(sm2Verify(signer.publicKey, message, derFromRaw(signature)!)).toBe(true)
  })

  test.skipIf(opensslVersion === undefined)('are judged by openssl, in both directions', () => {
    const jwk = generateSm2Jwk()
    const publicKey = sm2PublicKeyFromJwk(jwk)
    const message = utf8('signed base')
    const signature = createRawSm2Signer(sm2PrivateKeyFromJwk(jwk)).sign(message)
    const run = openssl(
      // prettier-ignore
      ['pkeyutl', '-verify', '-pubin', '-inkey', '@key.der', '-keyform', 'DER', '-rawin', '-digest', 'sm3', '-in', '@message',
        '-sigfile', '@signature', '-pkeyopt', `distid:${SM2_DEFAULT_USER_ID}`],
      { 'key.der': sm2PublicKeyToDer(publicKey), message, signature: derFromRaw(signature)! },
    )
    expect(run.stdout.toString(), run.stderr).toContain('Signature Verified Successfully')
    const ours = rawFromDer(sm2Sign(sm2PrivateKeyFromJwk(jwk), message, { userId: '另一个标识' }))!
    expect(createRawSm2Verifier(publicKey, { userId: '另一个标识' }).verify(message, ours)).toBe(true)
    expect(createRawSm2Verifier(publicKey).verify(message, ours)).toBe(false)
  })
})
