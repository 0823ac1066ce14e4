import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadSigner } from './load-signer.ts'
import { readKeyFile } from './read-key-file.ts'

const own = '0191c0de-0000-7000-8000-000000000001'
const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (pair: typeof ed25519, type: 'pkcs8' | 'sec1' = 'pkcs8'): string =>
  pair.privateKey.export({ format: 'pem', type: type as 'pkcs8' }) as string
const jwk = (pair: typeof ed25519): string => JSON.stringify(pair.privateKey.export({ format: 'jwk' }))

describe('a file with the key of an application', () => {
  test.each([
    ['Ed25519 as JWK', jwk(ed25519), ed25519, 'EdDSA'],
    ['Ed25519 as PEM', pem(ed25519), ed25519, 'EdDSA'],
    ['P-256 as JWK', jwk(p256), p256, 'ES256'],
    ['P-256 as PEM', pem(p256), p256, 'ES256'],
  ] as const)('%s signs what its public key verifies', async (_, text, { publicKey }, algorithm) => {
    const loaded = await loadSigner(new Blob([text]), own)
    if ('fault' in loaded) throw new Error(loaded.fault)
    expect(loaded.algorithm).toBe(algorithm)
    const message = new TextEncoder().encode('an assertion')
    const signature = Uint8Array.from(await loaded.signer.sign(message))
    const kind = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', namedCurve: 'P-256' }
    const how = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' }
    const { subtle } = webcrypto
    const key = await subtle.importKey('jwk', publicKey.export({ format: 'jwk' }), kind, false, ['verify'])
    expect(await subtle.verify(how, key, signature, message)).toBe(true)
    expect(await subtle.verify(how, key, signature, new TextEncoder().encode('another'))).toBe(false)
  })

  test('is found among the applications of a demonstration by its number, and no other is taken', () => {
    const privateKey = JSON.parse(jwk(ed25519)) as object
    const file = (id: string): string => JSON.stringify({ password: 'x', applications: [{ id, privateKey }] })
    expect(readKeyFile(file(own), own)).toMatchObject({ algorithm: 'EdDSA' })
    expect(readKeyFile(file('another'), own)).toEqual({ fault: 'otherApplication' })
  })

  test.each([
    ['nothing', '  \n', 'empty'],
    ['a public key', p256.publicKey.export({ format: 'pem', type: 'spki' }) as string, 'publicKey'],
    ['a public JWK', JSON.stringify(ed25519.publicKey.export({ format: 'jwk' })), 'publicKey'],
    [
      'a key behind a passphrase',
      p256.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' }) as string,
      'encrypted',
    ],
    ['SEC 1', pem(p256, 'sec1'), 'sec1'],
    ['SM2 as JWK', JSON.stringify({ kty: 'EC', crv: 'SM2', x: 'x', y: 'y', d: 'd' }), 'sm2'],
    ['SM2 as PEM', pem(generateKeyPairSync('ec', { namedCurve: 'SM2' })), 'sm2'],
    ['RSA', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }) as typeof ed25519), 'otherAlgorithm'],
    ['P-384', jwk(generateKeyPairSync('ec', { namedCurve: 'P-384' })), 'otherAlgorithm'],
    ['half a PEM', pem(ed25519).slice(0, 40), 'broken'],
    ['half a JWK', jwk(ed25519).slice(0, 40), 'broken'],
    ['a JWK without its point', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: 'd' }), 'broken'],
    ['other JSON', '{"a":1}', 'unknown'],
    ['another text', 'hello', 'unknown'],
  ] as const)('that holds %s says so', (_, text, fault) => {
    expect(readKeyFile(text, own)).toEqual({ fault })
  })

  test('whose parts do not belong together signs nothing', async () => {
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const mixed = JSON.stringify({ ...(JSON.parse(jwk(ed25519)) as object), x })
    expect(await loadSigner(new Blob([mixed]), own)).toEqual({ fault: 'broken' })
  })
})
