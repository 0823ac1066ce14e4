import { createHash, createPrivateKey, randomUUID, sign, type JsonWebKey } from 'node:crypto'
import type { Answer, City } from './city.ts'
import type { OpensslSm2 } from './openssl-sm2.ts'

/** A caller that signs by hand: the signature base is written here, line by line, and not by the platform's own code. */
export interface HandSigner {
  readonly keyid: string
  readonly alg: string
  sign(base: Uint8Array): Buffer
}

export function thumbprint(jwk: { crv?: string; kty?: string; x?: string; y?: string }): string {
  const { crv, kty, x, y } = jwk
  const text = y === undefined ? { crv, kty, x } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(text)).digest('base64url')
}

export function nodeSigner(jwk: JsonWebKey): HandSigner {
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return jwk.kty === 'OKP'
    ? { keyid: thumbprint(jwk), alg: 'ed25519', sign: (base) => sign(null, base, key) }
    : {
        keyid: thumbprint(jwk),
        alg: 'ecdsa-p256-sha256',
        sign: (base) => sign('sha256', base, { key, dsaEncoding: 'ieee-p1363' }),
      }
}

export function sm2Signer({ jwk, sign: make }: OpensslSm2): HandSigner {
  return { keyid: thumbprint(jwk), alg: 'sm2-sm3', sign: (base) => make(base) }
}

export interface HandCall {
  readonly method?: 'POST' | 'GET' | 'DELETE'
  readonly url: string
  readonly body?: unknown
  readonly authorization: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface HandChange {
  readonly components?: readonly string[]
  readonly params?: Readonly<Record<string, string | number | undefined>>
  readonly label?: string
  /** What is sent instead, after it was signed. */
  readonly sent?: Readonly<Record<string, string | undefined>>
  readonly sentBody?: string
  readonly sentUrl?: string
}

const host = 'data.example:8080'

/** Headers of a call, signed; what `change` says is done otherwise than it should be. */
export function signByHand(city: City, signer: HandSigner, call: HandCall, change: HandChange = {}) {
  const { method = 'POST', url, body, authorization, headers = {} } = call
  const text = body === undefined ? undefined : JSON.stringify(body)
  const digest = (content: string): string => `sha-256=:${createHash('sha256').update(content).digest('base64')}:`
  const fields: Record<string, string> = {
    host,
    authorization,
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-digest': digest(text) }),
    ...headers,
  }
  const values: Record<string, string> = {
    ...fields,
    '@method': method,
    '@target-uri': `http://${host}${url}`,
    '@authority': host,
    '@path': url.split('?')[0]!,
    '@query': url.includes('?') ? url.slice(url.indexOf('?')) : '?',
  }
  const usual = [
    '@method',
    '@target-uri',
    '@authority',
    'authorization',
    ...(text === undefined ? [] : ['content-digest']),
  ]
  const { components = usual, label = 'sig' } = change
  const now = Math.floor(city.now().getTime() / 1000)
  const params = {
    created: now,
    expires: now + 60,
    nonce: randomUUID(),
    keyid: signer.keyid,
    alg: signer.alg,
    tag: 'fadu-gateway',
    ...change.params,
  }
  const written = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`)
    .join('')
  const inner = `(${components.map((c) => `"${c}"`).join(' ')})${written}`
  const base = [...components.map((c) => `"${c}": ${values[c] ?? ''}`), `"@signature-params": ${inner}`].join('\n')
  const signature = signer.sign(Buffer.from(base)).toString('base64')
  const sent: Record<string, string | undefined> = {
    ...fields,
    'signature-input': `${label}=${inner}`,
    signature: `${label}=:${signature}:`,
    ...change.sent,
  }
  return { method, url: change.sentUrl ?? url, headers: sent, body: change.sentBody ?? text, base, signature, params }
}

/** Sends what `signByHand` made. */
export async function sendSigned(
  city: City,
  { method, url, headers, body }: ReturnType<typeof signByHand>,
): Promise<Answer & { readonly text: string }> {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >
  const response = await city.app.inject({
    method,
    url,
    headers: given,
    ...(body === undefined ? {} : { payload: body }),
  })
  const isJson = String(response.headers['content-type'] ?? '').includes('json')
  return {
    status: response.statusCode,
    headers: response.headers,
    body: isJson ? response.json() : undefined,
    text: response.body,
  }
}
