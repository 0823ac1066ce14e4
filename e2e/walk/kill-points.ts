import { setTimeout as after } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

/**
 * When the server is killed: before the request is sent, so many milliseconds after it was sent, or after the server
 * answered, with the answer lost on its way: the act is done and its sender does not know.
 */
export type KillPoint = 'before' | 'answer-lost' | number

export interface Killer {
  /** Give this to the client. */
  readonly fetch: typeof globalThis.fetch
  /** The next request that is what the step is about is hit. */
  arm(step: string, point: KillPoint): void
  /** Resolves when the server is up again after the last kill. */
  isUp(): Promise<void>
  /** Resolves when a kill that was still to come has come, and the server is up again. */
  settled(): Promise<void>
  /** `step point` of every kill so far. */
  readonly kills: readonly string[]
  /** Requests that were answered at the point where the server was killed some milliseconds after they were sent. */
  readonly answered: readonly string[]
}

export function createKiller(server: ServerProcess): Killer {
  const kills: string[] = []
  const answered: string[] = []
  let armed: { readonly step: string; readonly point: KillPoint } | undefined
  let up = Promise.resolve()
  let coming = Promise.resolve()

  const kill = (step: string, point: KillPoint): Promise<void> => {
    kills.push(`${step} ${point}`)
    const down = server.kill()
    up = down.then(() => server.restart())
    return down
  }

  return {
    kills,
    answered,
    isUp: () => up,
    settled: async () => {
      await coming
      await up
    },
    arm: (step, point) => {
      armed = { step, point }
    },
    fetch: async (input, init) => {
      const request = input as Request
      if (armed === undefined || isPreparation(request)) return fetch(request, init)
      const { step, point } = armed
      armed = undefined
      if (point === 'before') await kill(step, point)
      if (typeof point === 'number') coming = after(point).then(() => kill(step, point))
      const response = await fetch(request, init)
      const body = await response.arrayBuffer()
      if (point === 'answer-lost') {
        await kill(step, point)
        throw new TypeError('the answer was lost on its way')
      }
      if (typeof point === 'number') answered.push(step)
      return new Response(body, { status: response.status, headers: response.headers })
    },
  }
}

/** Signing in, fetching a token and looking something up first are not what a step is about. */
function isPreparation({ method, url }: Request): boolean {
  const { pathname } = new URL(url)
  if (method === 'GET') return pathname === '/api/v1/catalog-entries' || pathname.startsWith('/api/v1/law/')
  return pathname === '/api/v1/session' || pathname === '/gw/v1/token'
}
