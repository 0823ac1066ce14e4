import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../auth/principal.ts'
import { Problem } from '../problem/index.ts'
import { clientAddress } from './client-address.ts'
import type { AllowedHosts } from '../allowed-hosts.ts'
import type { Metrics } from './metrics.ts'
import { createTokenBuckets, type RateLimit } from './token-bucket.ts'

/**
 * Whose requests are counted together: those of an application, of an account, of an address that shows no credential
 * (`visitor`), and of an address that seeks one or shows one that is not good (`entry`).
 */
export type LimitName = 'application' | 'account' | 'visitor' | 'entry'

/** A limit that is missing is not kept. They are of this process: several share nothing. */
export type RateLimits = Readonly<Partial<Record<LimitName, RateLimit>>>

export const noLimits: RateLimits = {}

/**
 * Sane for a city: an application 300 a second with bursts of 3,000, which is a third of the city's peak; a person what no page
 * asks; an office behind one address its visitors, and a sign-in a second.
 */
export const defaultRateLimits: RateLimits = {
  application: { requests: 3000, seconds: 10 },
  account: { requests: 1000, seconds: 10 },
  visitor: { requests: 1000, seconds: 10 },
  entry: { requests: 60, seconds: 60 },
}

/** Acts by which a credential is sought. */
const entryActions: ReadonlySet<string> = new Set(['session.open', 'token.issue', 'key.unlock'])

export interface RateLimiter {
  /** Before anything of a request is read. */
  arrived(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: { action: string | undefined; isAnonymous: boolean },
  ): void
  /** After it is known who asks. */
  known(request: FastifyRequest, reply: FastifyReply, principal: Principal): void
  /** A credential was shown that is not good. */
  unknown(request: FastifyRequest, reply: FastifyReply): void
}

/** Every method ends the request with `RATE_LIMITED` where its bucket is empty, and tells of the bucket in the answer. */
export function createRateLimiter(deps: {
  readonly limits: RateLimits
  readonly trustedProxies: AllowedHosts
  readonly metrics: Metrics
  readonly now: () => Date
}): RateLimiter {
  const { limits, trustedProxies, metrics, now } = deps
  const kept = new Map(
    Object.entries(limits).map(([name, limit]) => [
      name,
      { buckets: createTokenBuckets(limit), policy: `"${name}";q=${limit.requests};w=${limit.seconds}` },
    ]),
  )

  const take = (name: LimitName, key: string, request: FastifyRequest, reply: FastifyReply): void => {
    const limit = kept.get(name)
    if (limit === undefined) return
    const { allowed, remaining, fullInMs, retryInMs } = limit.buckets.take(key, now().getTime())
    // draft-ietf-httpapi-ratelimit-headers-10: what the policy is, and how much of it is left until it is whole again.
    void reply.header('ratelimit-policy', limit.policy)
    void reply.header('ratelimit', `"${name}";r=${remaining};t=${Math.ceil((allowed ? fullInMs : retryInMs) / 1000)}`)
    if (allowed) return
    metrics.limited.labels({ policy: name }).inc()
    // Which application it is helps its operator; an address or a person is nobody's business here.
    request.log.info({ policy: name, ...(name === 'application' ? { application: key } : {}) }, 'limited')
    throw new Problem({ code: 'RATE_LIMITED', policy: name, retrySeconds: Math.ceil(retryInMs / 1000) })
  }

  return {
    arrived: (request, reply, { action, isAnonymous }) => {
      const name = entryActions.has(action ?? '') ? 'entry' : isAnonymous ? 'visitor' : undefined
      if (name !== undefined) take(name, clientAddress(request, trustedProxies), request, reply)
    },
    known: (request, reply, principal) => {
      if (principal.type === 'Application') take('application', principal.id, request, reply)
      else if (principal.type === 'Account') take('account', principal.id, request, reply)
    },
    unknown: (request, reply) => take('entry', clientAddress(request, trustedProxies), request, reply),
  }
}
