import fc from 'fast-check'
import { sm2 as library } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import {
  SM2_DEFAULT_USER_ID,
  createSm2Signer,
  createSm2Verifier,
  generateSm2KeyPair,
  sm2PublicKey,
  sm2PublicKeyFromSpki,
  sm2PublicKeyToDer,
  sm2PublicKeyToPem,
  sm2Sign,
  sm2Verify,
  sm3,
} from './index.ts'
import { rawFromDer } from './sm2-encoding.ts'
import { flipped, hex, hexOf, utf8 } from './test-support/bytes.ts'
import { openssl, opensslOutput, opensslVersion } from './test-support/openssl.ts'

// GB/T 32918.5-2017 A.2
const official = {
  privateKey: hex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  publicKey: hex(
    '04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: utf8('message digest'),
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  e: 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  k: 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n,
  x1: 0x04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73n,
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/** DER of two INTEGERs given by their content bytes, however wrong these are. */
function der(r: string, s: string): Uint8Array {
  const body = [r, s].map((content) => `02${(content.length / 2).toString(16).padStart(2, '0')}${content}`).join('')
  return hex(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`)
}

function digits(value: bigint): string {
  const plain = value.toString(16)
  const even = plain.length % 2 === 0 ? plain : `0${plain}`
  return even[0]! >= '8' ? `00${even}` : even
}

const good = der(`00${official.r}`, `00${official.s}`)

describe('the example of GB/T 32918.5-2017 A.2', () => {
  test('the public key follows from the private key', () => {
    expect(hexOf(sm2PublicKey(official.privateKey))).toBe(hexOf(official.publicKey))
  })

  test('Z and e are those of the standard', () => {
    const z = library.getZ(hexOf(official.publicKey), SM2_DEFAULT_USER_ID)
    expect(hexOf(z)).toBe(official.z)
    expect(hexOf(sm3(z, official.message))).toBe(official.e)
  })

  test('its signature is accepted, however often it is asked', () => {
    const verifier = createSm2Verifier(official.publicKey)
    for (let i = 0; i < 4; i++) expect(verifier.verify(official.message, good)).toBe(true)
    expect(sm2Verify(official.publicKey, official.message, good)).toBe(true)
  })

  test('the library makes that signature from the nonce of the example', () => {
    const pointPool = [{ k: official.k, x1: official.x1 }]
    const signature = library.doSignature(hex(official.e), hexOf(official.privateKey), { pointPool, der: true })
    expect(signature).toBe(hexOf(good))
  })
})

test('what is signed verifies under the same key, message and user id and under no other', () => {
  const pairs = [generateSm2KeyPair(), generateSm2KeyPair()] as const
  const someId = fc.oneof(fc.constant(SM2_DEFAULT_USER_ID), fc.string({ unit: 'grapheme', maxLength: 20, size: 'max' }))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), someId, fc.nat(), (message, userId, bit) => {
      const signature = sm2Sign(pairs[0].privateKey, message, { userId })
      expect(sm2Verify(pairs[0].publicKey, message, signature, { userId })).toBe(true)
      expect(sm2Verify(pairs[1].publicKey, message, signature, { userId })).toBe(false)
      expect(sm2Verify(pairs[0].publicKey, message, signature, { userId: `${userId}x` })).toBe(false)
      const other = message.length === 0 ? utf8('x') : flipped(message, bit % (message.length * 8))
      expect(sm2Verify(pairs[0].publicKey, other, signature, { userId })).toBe(false)
    }),
    { numRuns: 8 },
  )
})

test('a signature with any bit turned over is refused', () => {
  const verifier = createSm2Verifier(official.publicKey)
  for (let bit = 0; bit < good.length * 8; bit++) {
    expect(verifier.verify(official.message, flipped(good, bit)), `bit ${bit}`).toBe(false)
  }
})

const n = digits(order)
const r = `00${official.r}`
const s = `00${official.s}`
const badSignatures: readonly { readonly why: string; readonly signature: Uint8Array }[] = [
  { why: 'empty', signature: new Uint8Array(0) },
  { why: 'raw r and s without DER', signature: hex(official.r + official.s) },
  { why: 'r is zero', signature: der('00', s) },
  { why: 's is zero', signature: der(r, '00') },
  { why: 'r is n', signature: der(n, s) },
  { why: 's is n', signature: der(r, n) },
  { why: 'r is r + n, 257 bits', signature: der(digits(BigInt(`0x${official.r}`) + order), s) },
  { why: 's is s + n, 257 bits', signature: der(r, digits(BigInt(`0x${official.s}`) + order)) },
  { why: 'r + s is n', signature: der(digits(order - 5n), '05') },
  { why: 'r is negative', signature: der(official.r, s) },
  { why: 'r is padded with a second zero', signature: der(`00${r}`, s) },
  { why: 'r has no content', signature: der('', s) },
  { why: 'a byte follows the sequence', signature: hex(`${hexOf(good)}00`) },
  { why: 'a byte follows s within the sequence', signature: hex(`3047${hexOf(good).slice(4)}00`) },
  { why: 'the last byte is missing', signature: good.subarray(0, good.length - 1) },
  { why: 'the sequence length is in long form', signature: hex(`308146${hexOf(good).slice(4)}`) },
  { why: 'the sequence length is indefinite', signature: hex(`3080${hexOf(good).slice(4)}0000`) },
  { why: 'the sequence is a set', signature: hex(`31${hexOf(good).slice(2)}`) },
  { why: 's is an octet string', signature: hex(hexOf(good).replace(`0221${s}`, `0421${s}`)) },
  { why: 'there is a third integer', signature: hex(`3049${hexOf(good).slice(4)}020101`) },
]

test.each(badSignatures)('is refused, without an error: $why', ({ signature }) => {
  expect(sm2Verify(official.publicKey, official.message, signature)).toBe(false)
})

test('strict DER gives back r and s of whatever the library encodes', () => {
  const scalar = fc.bigInt({ min: 1n, max: order - 1n })
  fc.assert(
    fc.property(fc.oneof(scalar, fc.bigInt(1n, 300n)), scalar, (a, b) => {
      const raw = rawFromDer(der(digits(a), digits(b)))
      expect(hexOf(raw!)).toBe(a.toString(16).padStart(64, '0') + b.toString(16).padStart(64, '0'))
    }),
  )
})

test.each([
  { why: 'r is padded', signature: hex('30070202000502 0105') },
  { why: 's is padded', signature: hex('30070201050202 0005') },
  { why: 'a byte follows s within the sequence', signature: hex('300702010502010500') },
  { why: 's runs past the end', signature: hex('3006020105020205') },
  { why: 'r is negative', signature: hex('3006020185020105') },
])('no second encoding of small r and s is read: $why', ({ signature }) => {
  expect(rawFromDer(signature)).toBeUndefined()
})

const badPublicKeys: readonly { readonly why: string; readonly key: Uint8Array; readonly reason: string }[] = [
  { why: 'empty', key: new Uint8Array(0), reason: 'length' },
  { why: 'without its first byte', key: official.publicKey.subarray(1), reason: 'length' },
  { why: 'compressed', key: hex(`03${hexOf(official.publicKey).slice(2, 66)}`), reason: 'length' },
  { why: 'in hybrid form', key: hex(`07${hexOf(official.publicKey).slice(2)}`), reason: 'form' },
  { why: 'infinity written as zeros', key: hex(`04${'00'.repeat(64)}`), reason: 'not-on-curve' },
  { why: 'with a bit of y turned over', key: flipped(official.publicKey, 64 * 8), reason: 'not-on-curve' },
  { why: 'with coordinates of p and above', key: hex(`04${'ff'.repeat(64)}`), reason: 'not-on-curve' },
]

test.each(badPublicKeys)('a public key is refused: $why', ({ key, reason }) => {
  const refusal = expect.objectContaining({ issue: { code: 'SM2_PUBLIC_KEY_INVALID', reason } })
  expect(() => sm2Verify(key, official.message, good)).toThrow(refusal)
  expect(() => sm2PublicKeyToPem(key)).toThrow(refusal)
})

const badPrivateKeys = [
  { why: 'of 31 bytes', key: new Uint8Array(31).fill(1), reason: 'length' },
  { why: 'zero', key: new Uint8Array(32), reason: 'range' },
  { why: 'n - 1, for which 1 + d has no inverse', key: hex((order - 1n).toString(16)), reason: 'range' },
  { why: 'n', key: hex(order.toString(16)), reason: 'range' },
  { why: 'above n', key: new Uint8Array(32).fill(0xff), reason: 'range' },
]

test.each(badPrivateKeys)('a private key is refused, and not shown: $why', ({ key, reason }) => {
  const refusal = expect.objectContaining({ issue: { code: 'SM2_PRIVATE_KEY_INVALID', reason } })
  expect(() => sm2Sign(key, official.message)).toThrow(refusal)
  expect(() => sm2PublicKey(key)).toThrow(refusal)
})

test('the least and the greatest private key sign', () => {
  for (const d of [1n, order - 2n]) {
    const signer = createSm2Signer(hex(d.toString(16).padStart(64, '0')))
    expect(signer.verify(official.message, signer.sign(official.message))).toBe(true)
  }
})

test('a user id is refused when its bits do not fit 16 bits or it has no UTF-8', () => {
  const withId = (userId: string) => () => sm2Sign(official.privateKey, official.message, { userId })
  expect(withId('市'.repeat(2731))).toThrow('SM2_USER_ID_INVALID')
  expect(withId('\ud800')).toThrow('SM2_USER_ID_INVALID')
  expect(withId('a'.repeat(8191))).not.toThrow()
})

test('a public key comes back from DER and PEM, and nothing else is taken for one', () => {
  expect(hexOf(sm2PublicKeyFromSpki(sm2PublicKeyToDer(official.publicKey)))).toBe(hexOf(official.publicKey))
  expect(hexOf(sm2PublicKeyFromSpki(sm2PublicKeyToPem(official.publicKey)))).toBe(hexOf(official.publicKey))
  const p256 = hexOf(sm2PublicKeyToDer(official.publicKey)).replace('06082a811ccf5501822d', '06082a8648ce3d030107')
  for (const other of [hex(p256), new Uint8Array(0), '', sm2PublicKeyToPem(official.publicKey).slice(0, 90)]) {
    expect(() => sm2PublicKeyFromSpki(other)).toThrow('SM2_PUBLIC_KEY_INVALID')
  }
})

describe.skipIf(opensslVersion === undefined)('judged by openssl', () => {
  const messages = [utf8('a'), utf8('宁波市公共数据管理条例'), new Uint8Array(5000).fill(0xa5)]
  const ids = [SM2_DEFAULT_USER_ID, 'fadu@ningbo']
  const cases = messages.map((message, i) => ({ message, userId: ids[i % ids.length]! }))
  const rules = (userId: string) => ['-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${userId}`]

  test.each(cases)(
    'openssl accepts our signature with id $userId and refuses another message',
    ({ message, userId }) => {
      const { privateKey, publicKey } = generateSm2KeyPair()
      const files = { pem: sm2PublicKeyToPem(publicKey), message, signature: sm2Sign(privateKey, message, { userId }) }
      const args = ['pkeyutl', '-verify', '-pubin', '-inkey', '@pem', '-in', '@message', '-sigfile', '@signature']
      expect(openssl([...args, ...rules(userId)], files)).toMatchObject({ ok: true })
      expect(openssl([...args, ...rules(userId)], { ...files, message: flipped(message, 0) })).toMatchObject({
        ok: false,
      })
      expect(openssl([...args, ...rules('other')], files)).toMatchObject({ ok: false })
    },
  )

  test.each(cases)('we accept the signature of openssl with id $userId', ({ message, userId }) => {
    const key = opensslOutput(['genpkey', '-algorithm', 'SM2', '-outform', 'DER'])
    const spki = opensslOutput(['pkey', '-inform', 'DER', '-in', '@key', '-pubout', '-outform', 'DER'], { key })
    const publicKey = sm2PublicKeyFromSpki(spki)
    const args = ['pkeyutl', '-sign', '-keyform', 'DER', '-inkey', '@key', '-in', '@message']
    const signature = opensslOutput([...args, ...rules(userId)], { key, message })
    expect(sm2Verify(publicKey, message, signature, { userId })).toBe(true)
    expect(sm2Verify(publicKey, flipped(message, 0), signature, { userId })).toBe(false)
  })

  test('openssl derives the same public key and writes the same SPKI', () => {
    const key = opensslOutput(['genpkey', '-algorithm', 'SM2', '-outform', 'DER'])
    const pem = opensslOutput(['pkey', '-inform', 'DER', '-in', '@key', '-pubout'], { key }).toString('utf8')
    const scalarAt = key.indexOf(Buffer.from('0201010420', 'hex')) + 5 // RFC 5915 §3: version 1, OCTET STRING of 32
    expect(sm2PublicKeyToPem(sm2PublicKey(key.subarray(scalarAt, scalarAt + 32)))).toBe(pem)
  })
})
