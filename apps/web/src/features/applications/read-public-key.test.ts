import { beforeAll, describe, expect, test } from 'vitest'
import { readPublicKey } from './read-public-key.ts'

type Format = 'spki' | 'pkcs8'

let ed25519: CryptoKeyPair
let p256: CryptoKeyPair
let rsa: CryptoKeyPair
beforeAll(async () => {
  const { subtle } = crypto
  const uses = ['sign', 'verify'] as const
  ed25519 = await subtle.generateKey('Ed25519', true, uses)
  p256 = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, uses)
  const publicExponent = new Uint8Array([1, 0, 1])
  rsa = await subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent, hash: 'SHA-256' },
    true,
    uses,
  )
})

async function pem(key: CryptoKey, format: Format = 'spki'): Promise<string> {
  const der = new Uint8Array(await crypto.subtle.exportKey(format, key))
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g)!
  const label = format === 'spki' ? 'PUBLIC KEY' : 'PRIVATE KEY'
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')
}

async function jwk({ publicKey }: CryptoKeyPair): Promise<Record<string, string>> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { kty: kty!, crv: crv!, x: x!, ...(y === undefined ? {} : { y }) }
}

/** `openssl ecparam -name SM2 -genkey | openssl ec -pubout`. */
const sm2Pem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEPvIa7/0Mo04k0MQ5Bqz3tp39J1YH
W7MQMOyoEoKqvQl56XGtoL0IJgPJ1kmp/3L39tgcnYBHdl1J3DyBFbghMg==
-----END PUBLIC KEY-----`

describe('a pasted public key', () => {
  test('is the same key as PEM and as JWK', async () => {
    for (const [algorithm, pair] of [
      ['EdDSA', ed25519],
      ['ES256', p256],
    ] as const) {
      const publicKey = await jwk(pair)
      const read = readPublicKey(`\n${await pem(pair.publicKey)}`)
      expect(read).toEqual({ key: { algorithm, publicKey } })
      expect(readPublicKey(JSON.stringify({ ...publicKey, kid: 'one', use: 'sig' }))).toEqual(read)
    }
  })

  test('of SM2 is known by its curve', () => {
    const read = readPublicKey(sm2Pem)
    expect(read).toMatchObject({ key: { algorithm: 'SM2', publicKey: { kty: 'EC', crv: 'SM2' } } })
    expect(readPublicKey(JSON.stringify('key' in read ? read.key.publicKey : {}))).toEqual(read)
  })

  test('that is private goes no further', async () => {
    const pkcs8 = await pem(ed25519.privateKey, 'pkcs8')
    for (const text of [
      pkcs8,
      '-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----',
      JSON.stringify(await crypto.subtle.exportKey('jwk', p256.privateKey)),
      `${pkcs8}\n${await pem(ed25519.publicKey)}`,
    ])
      expect(readPublicKey(text)).toEqual({ fault: 'privateKey' })
  })

  test('that cannot be taken says why', async () => {
    const { x } = await jwk(ed25519)
    const whole = await pem(ed25519.publicKey)
    for (const [text, fault] of [
      ['  ', 'empty'],
      ['ssh-ed25519 AAAA', 'unknown'],
      ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'certificate'],
      [await pem(rsa.publicKey), 'otherAlgorithm'],
      ['-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----', 'otherAlgorithm'],
      [JSON.stringify({ kty: 'EC', crv: 'secp256k1', x, y: x }), 'otherAlgorithm'],
      [whole.replace(/-----END[^]*/, ''), 'pemBroken'],
      [whole.replace(/.{8}\n-----END/, '\n-----END'), 'pemBroken'],
      ['-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----', 'pemBroken'],
      ['{"kty":', 'jsonBroken'],
      ['{}', 'jwkIncomplete'],
      [JSON.stringify({ kty: 'EC', crv: 'P-256', x }), 'jwkIncomplete'],
      [JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'short' }), 'jwkIncomplete'],
    ] as const)
      expect(readPublicKey(text), text).toEqual({ fault })
  })
})
