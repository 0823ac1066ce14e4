import { createHash } from 'node:crypto'
import {
  componentsFrom,
  formatSignature,
  formatSignatureInput,
  identifierOf,
  parseAcceptSignature,
  signatureBase,
  type Fields,
  type RequestMessage,
} from '@fadu/http-signatures'
import type { AnswerKey } from './answer-keys.ts'
import { gatewayTag, malformed } from './policy.ts'

/** How the answer to a call is to be signed. */
export interface AnswerWish {
  readonly label: string
  readonly key: AnswerKey
  readonly nonce?: string
  readonly request: RequestMessage
  /** Label of the signature of the request, which the answer then binds itself to. */
  readonly bound?: string
}

/** What an answer can be asked to cover, beside the request. */
const offered = ['@status', 'content-digest', 'content-type', 'content-range', 'repr-digest', 'fadu-receipt']
/** What the signature of an answer says of itself when it is asked for by name. */
const told = ['created', 'keyid', 'alg']
const offeredOfRequest = ['@method', '@target-uri', '@authority', 'content-digest']

/**
 * What the caller asked for by Accept-Signature (RFC 9421 §5.1). What it cannot have is refused, never left out in silence.
 *
 * @param like - Algorithm of the request's own signature; chosen where the caller names none.
 * @throws {Problem} `SIGNATURE_MALFORMED`
 */
export function wishOf(
  field: string,
  call: { readonly request: RequestMessage; readonly bound?: string; readonly like?: string },
  keys: readonly AnswerKey[],
): AnswerWish {
  const asked = parseAcceptSignature(field)
  const [wish] = asked
  if (wish === undefined || asked.length > 1) throw malformed('accept-signature', 'one member')
  const { label, components, params } = wish
  const unknown = wish.asked.find((name) => !told.includes(name))
  if (unknown !== undefined) throw malformed('accept-signature', `parameters that answers have; «${unknown}» is none`)
  if (params.tag !== undefined && params.tag !== gatewayTag) throw malformed('accept-signature', `tag="${gatewayTag}"`)
  const possible = new Set([
    ...offered.map((name) => `"${name}"`),
    ...offeredOfRequest.map((name) => `"${name}";req`),
    ...(call.bound === undefined ? [] : [`"signature";req;key="${call.bound}"`]),
  ])
  const impossible = components.map(identifierOf).find((name) => !possible.has(name))
  if (impossible !== undefined)
    throw malformed('accept-signature', `components that answers have; ${impossible} is none`)
  const key = keyFor(keys, params, call.like)
  if (key === undefined) throw malformed('accept-signature', `alg and keyid of a key of /gw/v1/keys`)
  const { nonce } = params
  return { ...defaultWish(call, key), label, ...(nonce === undefined ? {} : { nonce }) }
}

/** How the answer to a signed call is signed when its sender asks for nothing else. */
export function wishFor(
  call: { readonly request: RequestMessage; readonly bound: string; readonly like: string },
  keys: readonly AnswerKey[],
): AnswerWish {
  return defaultWish(call, keyFor(keys, {}, call.like)!)
}

function defaultWish(call: { readonly request: RequestMessage; readonly bound?: string }, key: AnswerKey): AnswerWish {
  const { request, bound } = call
  return { label: 'sig', key, request, ...(bound === undefined ? {} : { bound }) }
}

/** A caller of SM2 is answered by SM2, every other by Ed25519. */
function keyFor(
  keys: readonly AnswerKey[],
  wanted: { readonly alg?: string; readonly keyid?: string },
  like = 'ed25519',
): AnswerKey | undefined {
  const alg = wanted.alg ?? (wanted.keyid === undefined ? (like === 'sm2-sm3' ? like : 'ed25519') : undefined)
  return keys.find((key) => (alg ?? key.alg) === key.alg && (wanted.keyid ?? key.keyid) === key.keyid)
}

/** Signature fields of an answer: its status, its digest, its receipt and the request it answers are covered. */
export function signAnswer(
  wish: AnswerWish,
  answer: { readonly status: number; readonly fields: Fields },
  at: Date,
): { readonly 'signature-input': string; readonly signature: string } {
  const { label, key, request, bound, nonce } = wish
  const has = (name: string): boolean => answer.fields[name] !== undefined
  const ofRequest = bound === undefined ? offeredOfRequest.filter((name) => isThere(request, name)) : []
  const input = {
    label,
    components: componentsFrom([
      ...offered.filter((name) => name.startsWith('@') || has(name)),
      ...(bound === undefined ? [] : [`"signature";req;key="${bound}"`]),
      ...ofRequest.map((name) => `"${name}";req`),
    ]),
    params: {
      created: Math.floor(at.getTime() / 1000),
      ...(nonce === undefined ? {} : { nonce }),
      keyid: key.keyid,
      alg: key.alg,
      tag: gatewayTag,
    },
  }
  const base = signatureBase({ ...answer, request }, input)
  return { 'signature-input': formatSignatureInput(input), signature: formatSignature(label, key.sign(base)) }
}

function isThere({ fields }: RequestMessage, name: string): boolean {
  return name.startsWith('@') || fields[name] !== undefined
}

/** SHA-256, hexadecimal: how the evidence names a signature base. */
export function digestOf(base: Uint8Array): string {
  return createHash('sha256').update(base).digest('hex')
}
