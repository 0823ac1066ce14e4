import {
  componentsFrom,
  formatDigest,
  formatSignature,
  formatSignatureInput,
  identifierOf,
  parseSignatureInputs,
  parseSignatures,
  signatureBase,
  type Fields,
  type RequestMessage,
} from '@fadu/http-signatures'
import { importJWK, type CryptoKey, type JWK } from 'jose'
import type { ApplicationSigner } from './application.ts'

/** How the calls of an application are proven, and what its answers must prove. */
export interface SigningOptions {
  /** Signs every call to the gateway (RFC 9421). */
  readonly signCalls?: boolean
  /**
   * Ed25519 keys of the gateway, from `GET /gw/v1/keys`, as they were obtained by a way that is trusted. With them every answer of
   * success must be signed by one, over its status, its digest and the signature of the call.
   */
  readonly answerKeys?: readonly JWK[]
}

/** The answer is not proven to be the platform's. What it holds must not be used. */
export class AnswerUnproven extends Error {
  readonly code = 'ANSWER_UNPROVEN'
  readonly fault: 'unsigned' | 'key' | 'coverage' | 'signature'

  constructor(fault: AnswerUnproven['fault']) {
    super(`ANSWER_UNPROVEN: ${fault}`)
    this.name = 'AnswerUnproven'
    this.fault = fault
  }
}

const label = 'sig'
const tag = 'fadu-gateway'
/** Life of a signature, seconds; the gateway takes 300 at most. */
const signatureSeconds = 60
const algorithms = { EdDSA: 'ed25519', ES256: 'ecdsa-p256-sha256', SM2: 'sm2-sm3' } as const

/** A request on its way, and what of it an answer can be bound to. */
export interface SignedRequest {
  readonly request: Request
  readonly message: RequestMessage
}

/** Signs a request whose bearer is set: method, target, host, bearer and the digest of its content, with a fresh nonce. */
export async function signRequest(
  unsigned: Request,
  signer: ApplicationSigner,
  { answerKeys }: SigningOptions,
  now: Date,
): Promise<SignedRequest> {
  const request = new Request(unsigned)
  const content = await request.clone().arrayBuffer()
  const hasContent = content.byteLength > 0
  if (hasContent) request.headers.set('content-digest', formatDigest('sha-256', await sha256(content)))
  // Ed25519 is asked for: it is what can be checked wherever this runs.
  if (answerKeys !== undefined) request.headers.set('accept-signature', `${label}=();alg="ed25519";tag="${tag}"`)
  const created = Math.floor(now.getTime() / 1000)
  const covered = ['@method', '@target-uri', '@authority', 'authorization', ...(hasContent ? ['content-digest'] : [])]
  const input = {
    label,
    components: componentsFrom(covered),
    params: {
      created,
      expires: created + signatureSeconds,
      nonce: crypto.randomUUID(),
      keyid: signer.keyId,
      alg: algorithms[signer.algorithm],
      tag,
    },
  }
  const signature = await signer.sign(signatureBase(messageOf(request), input))
  request.headers.set('signature-input', formatSignatureInput(input))
  request.headers.set('signature', formatSignature(label, signature))
  return { request, message: messageOf(request) }
}

/**
 * Checks that an answer is one of the platform to this very call. That its content fits its digest is checked where it is read.
 *
 * @throws {AnswerUnproven}
 */
export async function requireProven(response: Response, request: RequestMessage, keys: readonly JWK[]): Promise<void> {
  const fields: Fields = Object.fromEntries(response.headers)
  const input = parseSignatureInputs(String(fields['signature-input'] ?? '')).find((one) => one.params.tag === tag)
  const signature = parseSignatures(String(fields['signature'] ?? '')).get(input?.label ?? '')
  if (input === undefined || signature === undefined) throw new AnswerUnproven('unsigned')
  const covered = new Set(input.components.map(identifierOf))
  const digest = ['"content-digest"', '"repr-digest"'].some((name) => covered.has(name))
  const bound = covered.has(`"signature";req;key="${label}"`)
  if (!covered.has('"@status"') || !digest || !bound) throw new AnswerUnproven('coverage')
  const jwk = keys.find((key) => key.kid === input.params.keyid && key.crv === 'Ed25519')
  if (jwk === undefined || input.params.alg !== 'ed25519') throw new AnswerUnproven('key')
  const key = (await importJWK(jwk, 'EdDSA')) as CryptoKey
  const base = signatureBase({ status: response.status, fields, request }, input)
  const isSigned = await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(base))
  if (!isSigned) throw new AnswerUnproven('signature')
}

function messageOf(request: Request): RequestMessage {
  const { method, url, headers } = request
  return { method, targetUri: url, fields: Object.fromEntries(headers) }
}

async function sha256(content: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', content))
}
