import type { PlatformServer } from '../world/world.ts'

/** One request, as it may have to be sent again. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD'
  readonly path: string
  readonly json?: unknown
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly body: unknown }
  /** No answer, or not the whole of one: what became of it is not known. */
  | { readonly kind: 'silence' }

/** Longer than any patience of the platform itself: it answers, if it lives. */
const answerWithinMs = 90_000

/** Sends it once. */
export async function askOnce(server: PlatformServer, bearer: string | undefined, asked: Asked): Promise<Outcome> {
  const { method, path, json, bytes, headers } = asked
  const body = json === undefined ? bytes : JSON.stringify(json)
  try {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const text = await response.text()
    // The answer to HEAD names the type of a body that does not come.
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true
    return {
      kind: 'answer',
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    }
  } catch {
    return { kind: 'silence' }
  }
}
