import { FaduUnreachable, retrySecondsOf, toAnswerError } from './errors.ts'

export interface RetryPolicy {
  /** Attempts in all, the first included; 1 never repeats. */
  readonly attempts: number
  /** Wait before the second attempt, doubled for each further one, ± a quarter. */
  readonly firstWaitMs: number
  /** Longest wait, also when the server asks for more. */
  readonly longestWaitMs: number
}

export const defaultRetry: RetryPolicy = { attempts: 4, firstWaitMs: 200, longestWaitMs: 5_000 }

export interface TransportOptions {
  readonly retry: RetryPolicy
  /** Time for one attempt, with its whole answer. */
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch
}

/**
 * `repeatable` MUST be true only where doing it twice is as good as once: a reading, or a write with an idempotency key.
 * Otherwise it is repeated only when the server itself says that it did nothing (429, 503).
 */
export interface Sending {
  /** Makes the request anew for each attempt: a body can be read once. */
  readonly make: () => Request | Promise<Request>
  readonly repeatable: boolean
}

export type Send = (sending: Sending) => Promise<Response>

/**
 * Sends and answers only with success; the answer is read whole before it is handed on, so that a connection that breaks
 * in the middle counts as a fault of this attempt.
 *
 * @throws {FaduRefusal | FaduProblem} for an answer that is not of success, {FaduUnreachable} when none came.
 */
export function createSend({ retry, timeoutMs, fetch }: TransportOptions): Send {
  return async ({ make, repeatable }) => {
    for (let attempt = 1; ; attempt++) {
      const last = attempt >= retry.attempts
      const request = await make()
      const outcome = await attemptOnce(request, timeoutMs, fetch)
      if (outcome.kind === 'answer' && outcome.response.ok) return outcome.response
      if (request.signal.aborted) throw request.signal.reason
      if (outcome.kind === 'fault') {
        if (last || !repeatable) throw new FaduUnreachable(attempt, outcome.cause)
        await wait(waitMs(retry, attempt, undefined))
        continue
      }
      const { response } = outcome
      const after = response.headers.get('retry-after')
      if (last || !mayRepeatAfter(response, repeatable))
        throw toAnswerError(response.status, await response.text(), after)
      await wait(waitMs(retry, attempt, retrySecondsOf(after)))
    }
  }
}

type Outcome =
  { readonly kind: 'answer'; readonly response: Response } | { readonly kind: 'fault'; readonly cause: unknown }

async function attemptOnce(request: Request, timeoutMs: number, fetch: typeof globalThis.fetch): Promise<Outcome> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
    const response = await fetch(request, { signal })
    const body = response.status === 204 ? null : await response.arrayBuffer()
    await requireWhole(body, response.headers.get('content-digest'))
    const { status, statusText, headers } = response
    return { kind: 'answer', response: new Response(body, { status, statusText, headers }) }
  } catch (cause) {
    return { kind: 'fault', cause }
  }
}

/** An answer of the gateway says what it was when it left (RFC 9530); one that is another now did not arrive. */
async function requireWhole(body: ArrayBuffer | null, digest: string | null): Promise<void> {
  const [, said] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(digest ?? '') ?? []
  if (said === undefined) return
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', body ?? new ArrayBuffer(0)))
  if (btoa(String.fromCharCode(...found)) !== said) throw new Error('the answer is not what its Content-Digest says')
}

/** A proxy's 503 may come after the server did its work; the platform's own problem document says that nothing was done. */
function mayRepeatAfter(response: Response, repeatable: boolean): boolean {
  if (response.status !== 503 && response.status !== 429) return false
  return repeatable || (response.headers.get('content-type') ?? '').startsWith('application/problem+json')
}

function waitMs(retry: RetryPolicy, attempt: number, asked: number | undefined): number {
  const backOff = retry.firstWaitMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
  return Math.min(retry.longestWaitMs, Math.max(backOff, (asked ?? 0) * 1000))
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
