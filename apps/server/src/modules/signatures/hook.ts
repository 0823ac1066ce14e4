import { createHash, timingSafeEqual, type Hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseDigests, SignatureError, type RequestMessage, type SignatureFault } from '@fadu/http-signatures'
import type { Acts } from '../../platform/acts/acts.ts'
import type { AllowedHosts } from '../../platform/allowed-hosts.ts'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import { createDesk } from '../../platform/http/create-http.ts'
import type { App } from '../../platform/http/http-types.ts'
import { requireEncrypted } from '../../platform/http/transport.ts'
import { Problem } from '../../platform/problem/index.ts'
import { signAnswer, wishFor, wishOf, type AnswerWish } from './answer.ts'
import type { AnswerKeys } from './key-periods.ts'
import { malformed, needed } from './policy.ts'
import type { Signatures, VerifiedCall } from './service.ts'

/** What is known of a call that is signed, or whose answer is to be. */
interface SignedCall {
  /** Digests of the content as it is read, with what they should come to. */
  readonly digests: readonly { readonly algorithm: string; readonly said: Uint8Array; readonly hash: Hash }[]
  readonly wish: AnswerWish | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    signedCall: SignedCall | undefined
  }
}

/**
 * Signed calls to the gateway and signed answers (RFC 9421), in front of its routes: who asks is settled before anything is
 * parsed. A call without signature fields passes with a look at two of its headers.
 */
export function signedCalls(
  app: App,
  deps: {
    readonly signatures: Signatures
    readonly answerKeys: AnswerKeys
    readonly acts: Acts
    readonly trustedProxies: AllowedHosts
    readonly now: () => Date
  },
): void {
  const { signatures, now } = deps
  app.decorateRequest('signedCall', undefined)

  app.addHook('onRequest', (request, reply, done) => {
    const { principal } = request.desk
    if (principal.type !== 'Application' || request.routeOptions.url?.startsWith('/gw/') !== true) return done()
    const { headers } = request
    const isSigned = headers['signature-input'] !== undefined || headers['signature'] !== undefined
    if (!isSigned && !principal.signedCalls && headers['accept-signature'] === undefined) return done()
    settle(request, reply, principal, isSigned).then(
      () => done(),
      (error: unknown) => done(error as Error),
    )
  })

  const settle = async (
    request: FastifyRequest,
    reply: FastifyReply,
    principal: ApplicationPrincipal,
    isSigned: boolean,
  ): Promise<void> => {
    try {
      if (!isSigned && principal.signedCalls) {
        // RFC 9421 §5: told in the standard's own way too.
        void reply.header('accept-signature', needed)
        throw new Problem({ code: 'SIGNATURE_REQUIRED', needed })
      }
      const message = messageOf(request, deps.trustedProxies)
      const verified = isSigned ? await signatures.verify(principal, message, hasContent(request)) : undefined
      request.signedCall = { digests: digestsOf(message), wish: await wishOfCall(message, verified) }
      if (verified !== undefined)
        actAs(request, { ...principal, signed: { as: principal, signature: verified.signature } })
    } catch (error) {
      throw await refusalOf(request, principal, error)
    }
  }

  const wishOfCall = async (
    message: RequestMessage,
    verified: VerifiedCall | undefined,
  ): Promise<AnswerWish | undefined> => {
    const field = message.fields['accept-signature']
    const bound = verified === undefined ? {} : { bound: verified.label, like: verified.signature.alg }
    if (field === undefined && verified === undefined) return undefined
    const keys = await deps.answerKeys.signing()
    if (field !== undefined) return wishOf(String(field), { request: message, ...bound }, keys)
    // Whoever signs wants neither side to deny it; whether it had to is settled later, by its grant.
    return wishFor({ request: message, bound: verified!.label, like: verified!.signature.alg }, keys)
  }

  /** The same desk for the same application, of which it is now also known what it signed. */
  const actAs = (request: FastifyRequest, principal: ApplicationPrincipal): void => {
    const { asked } = request.desk
    request.desk = createDesk(deps.acts, principal, request)
    if (asked) request.desk.note()
  }

  const refusalOf = async (
    request: FastifyRequest,
    principal: ApplicationPrincipal,
    error: unknown,
  ): Promise<unknown> => {
    const problem = error instanceof SignatureError ? problemOf(error.fault) : error
    if (problem instanceof Problem)
      await signatures.recordRefusal(principal, request.routeOptions.config.action!, problem.reason.code)
    return problem
  }

  app.addHook('preParsing', (request, _reply, payload, done) => {
    for (const { hash } of request.signedCall?.digests ?? [])
      payload.on('data', (part: Buffer) => void hash.update(part))
    done(null, payload)
  })

  app.addHook('preValidation', (request, _reply, done) => {
    const { principal } = request.desk
    const altered = request.signedCall?.digests.find(({ said, hash }) => !isSame(hash.digest(), said))
    if (altered === undefined || principal.type !== 'Application') return done()
    const problem = new Problem({ code: 'SIGNATURE_CONTENT_ALTERED', algorithm: altered.algorithm })
    refusalOf(request, principal, problem).then((refusal) => done(refusal as Error), done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const wish = request.signedCall?.wish
    if (wish !== undefined) {
      const receipt = receiptIn(payload)
      if (receipt !== undefined) void reply.header('fadu-receipt', receipt)
      const fields = reply.getHeaders() as Record<string, string>
      void reply.headers(signAnswer(wish, { status: reply.statusCode, fields }, now()))
    }
    done(null, payload)
  })
}

/** The request as its sender saw it; behind a proxy that ends TLS its scheme is that of the proxy (RFC 9421 §2.2.4). */
function messageOf(request: FastifyRequest, trustedProxies: AllowedHosts): RequestMessage {
  const scheme = requireEncrypted(request, trustedProxies, []) === 'loopback' ? 'http' : 'https'
  const { headers, raw, method } = request
  return { method, targetUri: `${scheme}://${headers.host ?? ''}${raw.url ?? ''}`, fields: headers }
}

function hasContent({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

const hashes: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }

/** @throws {Problem} `SIGNATURE_MALFORMED` for a digest that nobody here can check. */
function digestsOf({ fields }: RequestMessage): SignedCall['digests'] {
  const field = fields['content-digest']
  if (field === undefined) return []
  const known = [...parseDigests(String(field), 'content-digest')].flatMap(([algorithm, said]) => {
    const name = hashes[algorithm]
    return name === undefined ? [] : [{ algorithm, said, hash: createHash(name) }]
  })
  if (known.length === 0) throw malformed('content-digest', 'sha-256 or sha-512')
  return known
}

function isSame(found: Buffer, said: Uint8Array): boolean {
  return found.length === said.length && timingSafeEqual(found, said)
}

function problemOf(fault: SignatureFault): Problem {
  if (fault.code === 'FIELD_MALFORMED') return malformed(fault.field, `a field as its standard has it: ${fault.why}`)
  const { component } = fault
  return fault.code === 'COMPONENT_ABSENT'
    ? malformed('signature-input', `components that the call has; ${component} is none`)
    : malformed('signature-input', `components as RFC 9421 has them; ${component}: ${fault.why}`)
}

/** Of an answer or a refusal that has one. */
function receiptIn(payload: unknown): string | undefined {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return undefined
  const { receipt, act } = JSON.parse(payload) as { receipt?: unknown; act?: { receipt?: unknown } }
  const found = receipt ?? act?.receipt
  return typeof found === 'string' ? found : undefined
}
