import { createHmac, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  formatSignature,
  formatSignatureInput,
  parseSignatureInputs,
  parseSignatures,
  signatureBase,
  type Message,
  type RequestMessage,
  type ResponseMessage,
} from './index.ts'

// Public keys, the shared secret and messages of RFC 9421 appendix B.1 and B.2: published, nothing is protected by them.
const p256 = createPublicKey(`-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`)
const ed25519 = createPublicKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' },
  format: 'jwk',
})
const rsaPss = createPublicKey({
  // prettier-ignore
  key: Buffer.from('MIIBIDALBgkqhkiG9w0BAQoDggEPADCCAQoCggEBAK+LZpt69tFnfz26rz9bNvkBLb6bkWlfGKuNII1EfMtkY8WunaRthlx2z37zLPHLfi4dRh+OcdvEcN0cud5pvqAF48kPOjpw5GeTfJWG4IA+Dt8OjOqQLy5IZPeQJ3U64n2yBTzVPDzzDuzsqxQB6oA7M54zxZkzrQhHDdmdRaVoHIcLmCzy/lqJKpbXddZ6qs4vmyfXL0igA2HVAADeVlLc3aYsui204EsT+6HIlOE59IOSOmg2SewPC86NCksmWKAOPOZqnDtBlQHVcPZauGjk/b+nfp2+G5zZEFZJS0N31QLyZvsXQzqfSwjQjePFdqZwzpBVevlPZ1eaMnOlyNsCAwEAAQ==', 'base64'),
  format: 'der',
  type: 'spki',
})
const secret = Buffer.from(
  'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
  'base64',
)

const request: RequestMessage = {
  method: 'POST',
  targetUri: 'https://example.com/foo?param=Value&Pet=dog',
  fields: {
    host: 'example.com',
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'content-length': '18',
  },
}
const response: ResponseMessage = {
  status: 200,
  fields: {
    date: 'Tue, 20 Apr 2021 02:07:56 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
    'content-length': '23',
  },
}

type Check = (base: Uint8Array, signature: Uint8Array) => boolean
const byEd25519: Check = (base, signature) => verify(null, base, ed25519, signature)
const byP256: Check = (base, signature) => verify('sha256', base, { key: p256, dsaEncoding: 'ieee-p1363' }, signature)
const byRsaPss: Check = (base, signature) => verify('sha512', base, pss(rsaPss), signature)
const byHmac: Check = (base, signature) =>
  createHmac('sha256', secret).update(base).digest().equals(Buffer.from(signature))
const pss = (key: KeyObject) => ({ key, padding: 6, saltLength: 64 })

const certificate =
  ':MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:'
const proxied: RequestMessage = {
  ...request,
  targetUri: 'https://service.internal.example/foo?param=Value&Pet=dog',
  fields: { 'client-cert': certificate },
}

const vectors: readonly (readonly [what: string, Message, input: string, signature: string, Check])[] = [
  [
    'B.2.1 nothing covered, rsa-pss-sha512',
    request,
    'sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
    'sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:',
    byRsaPss,
  ],
  [
    'B.2.2 selected components, rsa-pss-sha512',
    request,
    'sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
    'sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:',
    byRsaPss,
  ],
  [
    'B.2.3 full coverage, rsa-pss-sha512',
    request,
    'sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    'sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:',
    byRsaPss,
  ],
  [
    'B.2.4 an answer, ecdsa-p256-sha256',
    response,
    'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    'sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:',
    byP256,
  ],
  [
    'B.2.5 hmac-sha256',
    request,
    'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    'sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:',
    byHmac,
  ],
  [
    'B.2.6 ed25519',
    request,
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    byEd25519,
  ],
  [
    'B.3 behind a proxy that ends TLS, ecdsa-p256-sha256',
    proxied,
    'ttrp=("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256"',
    'ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==:',
    byP256,
  ],
]

const baseOf = (message: Message, input: string): Uint8Array => signatureBase(message, parseSignatureInputs(input)[0]!)

describe('the vectors of RFC 9421, appendix B', () => {
  test.each(vectors)('%s', (_, message, input, signature, check) => {
    const [parsed] = parseSignatureInputs(input)
    expect(formatSignatureInput(parsed!)).toBe(input)
    const value = parseSignatures(signature).get(parsed!.label)!
    expect(formatSignature(parsed!.label, value)).toBe(signature)
    const base = baseOf(message, input)
    expect(check(base, value)).toBe(true)
    const altered = Uint8Array.from(base)
    altered[base.length - 1]! ^= 1
    expect(check(altered, value)).toBe(false)
  })

  test('B.2.2 the base is that of the text, line by line', () => {
    expect(Buffer.from(baseOf(request, vectors[1]![2])).toString()).toBe(
      [
        '"@authority": example.com',
        '"content-digest": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
        '"@query-param";name="Pet": dog',
        '"@signature-params": ("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
      ].join('\n'),
    )
  })
})

describe('B.4 what may change on the way and what may not', () => {
  const input = 'transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519"'
  const signature = parseSignatures(
    'transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:',
  ).get('transform')!
  const demo: RequestMessage = {
    method: 'GET',
    targetUri: 'https://example.org/demo?name1=Value1&Name2=value2',
    fields: { date: 'Fri, 15 Jul 2022 14:24:55 GMT', accept: ['application/json', '*/*'] },
  }
  test.each<[string, Partial<RequestMessage>, boolean]>([
    ['as it was signed', {}, true],
    [
      'a parameter more, a language',
      {
        targetUri: `${demo.targetUri}&param=added`,
        fields: { ...demo.fields, 'accept-language': 'en-US,en;q=0.5' },
      },
      true,
    ],
    ['fields joined, another gone', { fields: { accept: 'application/json, */*' } }, true],
    ['another method and host', { method: 'POST', targetUri: 'https://example.com/demo' }, false],
    ['fields in another order', { fields: { accept: ['*/*', 'application/json'] } }, false],
  ])('%s', (_, change, isValid) => {
    expect(byEd25519(baseOf({ ...demo, ...change }, input), signature)).toBe(isValid)
  })
})
