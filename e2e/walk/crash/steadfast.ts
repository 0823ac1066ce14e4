import { setTimeout as after } from 'node:timers/promises'
import type { DemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'

/** A person who asks until there is an answer, while the server is killed and started again. */
export interface Steadfast {
  ask(method: string, path: string, more?: Asked): Promise<Answer>
}

export interface Asked {
  /** Sent as JSON. */
  readonly json?: unknown
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export async function signIn(url: string, accounts: DemoAccounts, login: string): Promise<Steadfast> {
  const visitor = steadfast(url, {})
  const { body } = await visitor.ask('POST', '/api/v1/session', { json: { login, password: accounts.password } })
  return steadfast(url, { authorization: `Bearer ${(body as { token: string }).token}` })
}

const patienceMs = 480_000

/**
 * Asks again and again until there is something. Longer than any server that is killed all the time needs: what has not come
 * by then never comes.
 *
 * @throws {Error} What was waited for, and what was last seen of it.
 */
export async function until<T>(
  what: string,
  everyMs: number,
  ask: () => Promise<{ readonly done: T } | { readonly seen: unknown }>,
): Promise<T> {
  const began = performance.now()
  for (;;) {
    const answer = await ask()
    if ('done' in answer) return answer.done
    if (performance.now() - began > patienceMs) throw new Error(`${what} never ended: ${JSON.stringify(answer.seen)}`)
    await after(everyMs)
  }
}

/** What is not answered, or answered with 503, is sent again; 409 is an answer. @throws {Error} for any other refusal. */
function steadfast(url: string, identity: Readonly<Record<string, string>>): Steadfast {
  return {
    ask: async (method, path, { json, bytes, headers } = {}) => {
      const body = json === undefined ? bytes : JSON.stringify(json)
      const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' }
      const request = { method, headers: { ...identity, ...type, ...headers }, ...(body === undefined ? {} : { body }) }
      return until(`${method} ${path}`, 50, async () => {
        const answer = await fetch(url + path, request)
          .then(async (response) => ({ response, text: await response.text() }))
          .catch(() => undefined)
        if (answer === undefined) return { seen: 'no answer' }
        const { response, text } = answer
        if (response.status === 503) return { seen: text }
        if (!response.ok && response.status !== 409) throw new Error(`${method} ${path}: ${response.status} ${text}`)
        const isJson = response.headers.get('content-type')?.includes('json') === true
        return { done: { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text } }
      })
    },
  }
}
