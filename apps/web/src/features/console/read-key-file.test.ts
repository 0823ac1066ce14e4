import { beforeAll, describe, expect, test } from 'vitest'
import { loadSigner } from './load-signer.ts'
import { readKeyFile } from './read-key-file.ts'

const own = '0191c0de-0000-7000-8000-000000000001'
const { subtle } = crypto
const p256Of = { name: 'ECDSA', namedCurve: 'P-256' }
const uses = ['sign', 'verify'] as const

let ed25519: CryptoKeyPair
let p256: CryptoKeyPair
let p384: CryptoKeyPair
let rsa: CryptoKeyPair
beforeAll(async () => {
  ed25519 = await subtle.generateKey('Ed25519', true, uses)
  p256 = await subtle.generateKey(p256Of, true, uses)
  p384 = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, uses)
  const publicExponent = new Uint8Array([1, 0, 1])
  rsa = await subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent, hash: 'SHA-256' },
    true,
    uses,
  )
})

const armoured = (der: Uint8Array, label = 'PRIVATE KEY'): string => {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g)!
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')
}
const pem = async (pair: CryptoKeyPair): Promise<string> =>
  armoured(new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)))
const publicPem = async (pair: CryptoKeyPair): Promise<string> =>
  armoured(new Uint8Array(await subtle.exportKey('spki', pair.publicKey)), 'PUBLIC KEY')
const jwk = async ({ privateKey }: CryptoKeyPair): Promise<string> =>
  JSON.stringify(await subtle.exportKey('jwk', privateKey))
/** Begins as PKCS #8 of SM2 does: version, `id-ecPublicKey`, the curve. */
const sm2Pem = armoured(
  Uint8Array.from('308187020100301306072a8648ce3d020106082a811ccf5501822d'.match(/../g)!, (byte) => parseInt(byte, 16)),
)

describe('a file with the key of an application', () => {
  test.each([
    ['Ed25519 as JWK', () => jwk(ed25519), () => ed25519, 'EdDSA'],
    ['Ed25519 as PEM', () => pem(ed25519), () => ed25519, 'EdDSA'],
    ['P-256 as JWK', () => jwk(p256), () => p256, 'ES256'],
    ['P-256 as PEM', () => pem(p256), () => p256, 'ES256'],
  ] as const)('%s signs what its public key verifies', async (_, text, pair, algorithm) => {
    const loaded = await loadSigner(new Blob([await text()]), own)
    if ('fault' in loaded) throw new Error(loaded.fault)
    expect(loaded.algorithm).toBe(algorithm)
    const message = new TextEncoder().encode('an assertion')
    const signature = Uint8Array.from(await loaded.signer.sign(message))
    const how = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' }
    const { publicKey } = pair()
    expect(await subtle.verify(how, publicKey, signature, message)).toBe(true)
    expect(await subtle.verify(how, publicKey, signature, new TextEncoder().encode('another'))).toBe(false)
  })

  test('is found among the applications of a demonstration by its number, and no other is taken', async () => {
    const privateKey = JSON.parse(await jwk(ed25519)) as object
    const file = (id: string): string => JSON.stringify({ password: 'x', applications: [{ id, privateKey }] })
    expect(readKeyFile(file(own), own)).toMatchObject({ algorithm: 'EdDSA' })
    expect(readKeyFile(file('another'), own)).toEqual({ fault: 'otherApplication' })
  })

  const unusable: readonly (readonly [string, () => string | Promise<string>, string])[] = [
    ['nothing', () => '  \n', 'empty'],
    ['a public key', () => publicPem(p256), 'publicKey'],
    ['a public JWK', async () => JSON.stringify(await subtle.exportKey('jwk', ed25519.publicKey)), 'publicKey'],
    ['a key behind a passphrase', () => armoured(new Uint8Array(9), 'ENCRYPTED PRIVATE KEY'), 'encrypted'],
    ['SEC 1', () => armoured(new Uint8Array(9), 'EC PRIVATE KEY'), 'sec1'],
    ['SM2 as JWK', () => JSON.stringify({ kty: 'EC', crv: 'SM2', x: 'x', y: 'y', d: 'd' }), 'sm2'],
    ['SM2 as PEM', () => sm2Pem, 'sm2'],
    ['RSA', () => pem(rsa), 'otherAlgorithm'],
    ['P-384', () => jwk(p384), 'otherAlgorithm'],
    ['half a PEM', async () => (await pem(ed25519)).slice(0, 40), 'broken'],
    ['half a JWK', async () => (await jwk(ed25519)).slice(0, 40), 'broken'],
    ['a JWK without its point', () => JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: 'd' }), 'broken'],
    ['other JSON', () => '{"a":1}', 'unknown'],
    ['another text', () => 'hello', 'unknown'],
  ]
  test.each(unusable)('that holds %s says so', async (_, text, fault) => {
    expect(readKeyFile(await text(), own)).toEqual({ fault })
  })

  test('whose parts do not belong together signs nothing', async () => {
    const other = await subtle.generateKey('Ed25519', true, uses)
    const { x } = await subtle.exportKey('jwk', other.publicKey)
    const mixed = JSON.stringify({ ...(JSON.parse(await jwk(ed25519)) as object), x })
    expect(await loadSigner(new Blob([mixed]), own)).toEqual({ fault: 'broken' })
  })
})
