import { identifierOf, type SignatureInput } from '@fadu/http-signatures'
import type { KeyAlgorithm } from '../../platform/auth/application-keys.ts'
import { Problem } from '../../platform/problem/index.ts'

/** Marks a signature as made for the gateway; others, of proxies for one, are not looked at. */
export const gatewayTag = 'fadu-gateway'
/** Longest life of a signature, seconds. */
export const signatureSeconds = 300
/** How far the clock of a caller may be ahead, seconds. */
export const clockSkewSeconds = 60

/** Names of RFC 9421 §6.2; `sm2-sm3` is a name of this platform: none is registered (ADR 0026). */
export const signatureAlgorithms: Readonly<Record<KeyAlgorithm, string>> = {
  EdDSA: 'ed25519',
  ES256: 'ecdsa-p256-sha256',
  SM2: 'sm2-sm3',
}

/** What every signed call says of its signature. */
export interface CallParams {
  readonly created: number
  readonly expires: number
  readonly nonce: string
  readonly alg: string
  readonly keyid: string
}

const everyCall = ['@method', '@authority', 'authorization'] as const
const parameters = ['created', 'expires', 'nonce', 'keyid', 'alg'] as const

/** What a caller is told to sign, in words of the standard; also the value of Accept-Signature when a call was not signed. */
export const needed =
  'sig=("@method" "@target-uri" "@authority" "authorization" "content-digest");created;expires;nonce;keyid;alg;' +
  `tag="${gatewayTag}"`

/**
 * The signature made for the gateway among those of a call.
 *
 * @throws {Problem} `SIGNATURE_MALFORMED` when none or several are.
 */
export function forGateway(inputs: readonly SignatureInput[]): SignatureInput {
  const ours = inputs.filter((input) => input.params.tag === gatewayTag)
  if (ours.length === 1) return ours[0]!
  throw malformed('signature-input', `exactly one member with tag="${gatewayTag}"; there are ${ours.length}`)
}

/**
 * Checks what a signature covers and for how long it is good.
 *
 * @param hasContent - Whether the call has content: its digest is then covered.
 * @throws {Problem} `SIGNATURE_INCOMPLETE`, `SIGNATURE_EXPIRED`, `SIGNATURE_MALFORMED`
 */
export function requireSufficient(input: SignatureInput, hasContent: boolean, now: Date): CallParams {
  // By the whole identifier: `"@method";req` is not the method of this message.
  const covered = new Set(input.components.map(identifierOf))
  const covers = (name: string): boolean => covered.has(`"${name}"`)
  const target = covers('@target-uri') || (covers('@path') && covers('@query')) ? [] : ['@target-uri']
  const missing = [
    ...everyCall.filter((name) => !covers(name)),
    ...target,
    ...(hasContent && !covers('content-digest') ? ['content-digest'] : []),
    ...parameters.filter((name) => input.params[name] === undefined).map((name) => `;${name}`),
  ]
  if (missing.length > 0) throw new Problem({ code: 'SIGNATURE_INCOMPLETE', missing })
  const params = input.params as CallParams
  if (!/^[\x21-\x7e]{8,200}$/.test(params.nonce))
    throw malformed('signature-input', 'a nonce of 8 to 200 visible characters')
  requireTimely(params, Math.floor(now.getTime() / 1000))
  return params
}

function requireTimely({ created, expires }: CallParams, now: number): void {
  const life = expires - created
  const fault =
    life <= 0 || life > signatureSeconds
      ? `«expires» lies 1 to ${signatureSeconds} s after «created»`
      : created > now + clockSkewSeconds
        ? '«created» lies ahead of the clock of the platform'
        : expires < now
          ? '«expires» is over'
          : undefined
  if (fault !== undefined) throw new Problem({ code: 'SIGNATURE_EXPIRED', fault })
}

export function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'SIGNATURE_MALFORMED', field, expected })
}
