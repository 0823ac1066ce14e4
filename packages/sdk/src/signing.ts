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
   * success must be signed by one within its period, over its status, its digest and the signature of the call. A function is
   * asked when an answer bears a key that is not among those it gave before: the gateway's keys are renewed.
   */
  readonly answerKeys?: readonly AnswerKey[] | (() => Promise<readonly AnswerKey[]>)
}

/** A key of the gateway with its period, as `GET /gw/v1/keys` gives it. A bound that is missing or null is open. */
export interface AnswerKey extends JWK {
  readonly signsFrom?: string | null
  readonly signsUntil?: string | null
  /** What it signed from then on proves nothing. */
  readonly revokedFrom?: string | null
}

/** The answer is not proven to be the platform's. What it holds must not be used. */
export class AnswerUnproven extends Error {
  readonly code = 'ANSWER_UNPROVEN'
  readonly fault: 'unsigned' | 'key' | 'coverage' | 'signature' | 'period' | 'revoked'

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
export async function requireProven(
  response: Response,
  request: RequestMessage,
  answerKeys: NonNullable<SigningOptions['answerKeys']>,
): Promise<void> {
  const fields: Fields = Object.fromEntries(response.headers)
  const input = parseSignatureInputs(String(fields['signature-input'] ?? '')).find((one) => one.params.tag === tag)
  const signature = parseSignatures(String(fields['signature'] ?? '')).get(input?.label ?? '')
  if (input === undefined || signature === undefined) throw new AnswerUnproven('unsigned')
  const covered = new Set(input.components.map(identifierOf))
  const digest = ['"content-digest"', '"repr-digest"'].some((name) => covered.has(name))
  const bound = covered.has(`"signature";req;key="${label}"`)
  if (!covered.has('"@status"') || !digest || !bound) throw new AnswerUnproven('coverage')
  const { keyid, alg, created } = input.params
  const jwk = typeof keyid === 'string' ? await keyNamed(keyid, answerKeys) : undefined
  if (jwk === undefined || alg !== 'ed25519') throw new AnswerUnproven('key')
  requireInPeriod(jwk, created, createdOf(request))
  const key = (await importJWK(jwk, 'EdDSA')) as CryptoKey
  const base = signatureBase({ status: response.status, fields, request }, input)
  const isSigned = await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(base))
  if (!isSigned) throw new AnswerUnproven('signature')
}

/** Keys that functions gave, until they are asked again. */
const given = new WeakMap<() => Promise<readonly AnswerKey[]>, readonly AnswerKey[]>()

async function keyNamed(
  keyid: string,
  answerKeys: NonNullable<SigningOptions['answerKeys']>,
): Promise<AnswerKey | undefined> {
  const named = (keys: readonly AnswerKey[]): AnswerKey | undefined =>
    keys.find((key) => key.kid === keyid && key.crv === 'Ed25519')
  if (typeof answerKeys !== 'function') return named(answerKeys)
  const known = named(given.get(answerKeys) ?? [])
  if (known !== undefined) return known
  const keys = await answerKeys()
  given.set(answerKeys, keys)
  return named(keys)
}

/**
 * A key signs within its period. When an answer says that it was signed is its own word: one that lies before the call would let
 * whoever has an old key put itself into that key's period.
 */
function requireInPeriod(key: AnswerKey, created: unknown, sent: number): void {
  if (typeof created !== 'number' || created < sent - skewSeconds) throw new AnswerUnproven('period')
  const seconds = (instant: string | null | undefined): number | undefined =>
    instant === undefined || instant === null ? undefined : Date.parse(instant) / 1000
  const from = seconds(key.signsFrom)
  const until = seconds(key.signsUntil)
  const revoked = seconds(key.revokedFrom)
  if (revoked !== undefined && created >= Math.floor(revoked)) throw new AnswerUnproven('revoked')
  if (from !== undefined && created < from - skewSeconds) throw new AnswerUnproven('period')
  if (until !== undefined && created > until) throw new AnswerUnproven('period')
}

/** How far clocks may differ, as the gateway has it. */
const skewSeconds = 60

function createdOf({ fields }: RequestMessage): number {
  const [own] = parseSignatureInputs(String(fields['signature-input'] ?? ''))
  return own?.params.created ?? 0
}

function messageOf(request: Request): RequestMessage {
  const { method, url, headers } = request
  return { method, targetUri: url, fields: Object.fromEntries(headers) }
}

async function sha256(content: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', content))
}
