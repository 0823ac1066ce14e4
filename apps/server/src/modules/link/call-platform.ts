import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { faultOf } from '../sources/index.ts'
import { exchangeAnswer, maxAnswerBytes, type ExchangeAnswer } from './exchange-page.ts'
import { LinkFault } from './link-fault.ts'
import type { LinkKey } from './link-key.ts'
import type { Heard, Link } from './links.ts'
import type { Asked } from './tell.ts'

/** Longest time for one call and its answer, ms. */
const callMs = 30_000
/** Life of an assertion, seconds. */
const assertionSeconds = 60
/** Audience of assertions, which the other's gateway asks for. */
const audience = 'fadu-gateway'

const token = z.object({ access_token: z.string().min(1).max(4000) })
const position = z.object({ after: z.number().int().min(0), from: z.number().int().min(0) })

/** What one platform asks of another, under one token. */
export interface OtherPlatform {
  changes(heard: Heard): Promise<ExchangeAnswer>
  /** How far it has heard us. */
  position(): Promise<Asked>
  bring(answer: ExchangeAnswer): Promise<void>
}

/**
 * Signs on at another platform.
 *
 * @param traceparent - What it is called for (W3C Trace Context), so that a call can be followed from one platform to the other.
 * @throws {LinkFault} as do all calls: `unreachable`, `tls`, `denied`, `unavailable`, `broken`.
 */
export async function callPlatform(
  link: Pick<Link, 'baseUrl' | 'clientId'>,
  key: LinkKey,
  now: Date,
  signal: AbortSignal,
  traceparent: string | undefined,
): Promise<OtherPlatform> {
  const base = link.baseUrl.endsWith('/') ? link.baseUrl : `${link.baseUrl}/`

  const call = async <T>(path: string, shape: z.ZodType<T>, init: RequestInit = {}): Promise<T> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(callMs)])
    try {
      // A redirection would lead to a host that nobody opened.
      const headers = { ...init.headers, ...(traceparent === undefined ? {} : { traceparent }) }
      const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'error', signal: limit })
      if (!response.ok) {
        await response.body?.cancel()
        throw new LinkFault(response.status === 429 || response.status >= 500 ? 'unavailable' : 'denied')
      }
      const read = shape.safeParse(JSON.parse(await readLimited(response)))
      if (!read.success) throw new LinkFault('broken')
      return read.data
    } catch (error) {
      throw networkFault(error)
    }
  }
  const posted = (body: unknown, more: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: JSON.stringify(body),
  })

  const { access_token: bearer } = await call(
    'gw/v1/token',
    token,
    posted({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(link.clientId!, key, now),
    }),
  )
  const headers = { authorization: `Bearer ${bearer}` }
  return {
    changes: ({ change, size }) => call(`link/v1/changes?after=${change}&from=${size}`, exchangeAnswer, { headers }),
    position: () => call('link/v1/position', position, { headers }),
    bring: async (answer) => {
      await call('link/v1/changes', z.unknown(), posted(answer, headers))
    },
  }
}

/** RFC 7523; issuer and subject are we as the other knows us. */
function assertion(clientId: string, key: LinkKey, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000)
  const claims = { iss: clientId, sub: clientId, aud: audience, iat, exp: iat + assertionSeconds, jti: randomUUID() }
  const said = [{ alg: 'EdDSA', typ: 'JWT', kid: key.keyId }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${said}.${Buffer.from(key.sign(Buffer.from(said))).toString('base64url')}`
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new LinkFault('broken')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function networkFault(error: unknown): LinkFault {
  if (error instanceof LinkFault) return error
  if (error instanceof SyntaxError) return new LinkFault('broken', error)
  if ((error as { name?: unknown } | null)?.name === 'TimeoutError') return new LinkFault('unreachable', error)
  const { kind } = faultOf(error)
  return new LinkFault(kind === 'tls' || kind === 'unreachable' ? kind : 'broken', error)
}
