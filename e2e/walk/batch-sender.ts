import { setTimeout as after } from 'node:timers/promises'
import type { DemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { ServerProcess } from './server-process.ts'

export interface Delivery {
  readonly id: string
  readonly name: string
  readonly state: string
  /** Number of the batch that it became. */
  readonly batch: number
  readonly rows: { readonly seen: number }
}

export interface BatchSender {
  /** Sends a file in parts and follows its job to the end, while the server is killed and started again. */
  deliver(p: {
    readonly mode: 'append' | 'upsert' | 'snapshot'
    readonly rows: ReadonlyMap<string, string>
    readonly name: string
    readonly mostKills: number
  }): Promise<Delivery>
  kills(): number
  /** In which state the job was seen last before a kill, and how often. */
  moments(): Readonly<Record<string, number>>
}

interface Job {
  readonly id: string
  readonly state: string
  readonly batch: number | null
  readonly rows: { readonly seen: number }
  readonly problem: { readonly code: string } | null
}

const ended = new Set(['stored', 'refused', 'failed', 'cancelled'])
/** Kills of one delivery at most, so that there are many deliveries. */
const mostKillsOfOne = 3

export async function createSender(
  server: ServerProcess,
  accounts: DemoAccounts,
  p: { readonly login: string; readonly dataset: string; readonly random: SeededRandom },
): Promise<BatchSender> {
  const { random } = p
  const moments: Record<string, number> = {}
  let kills = 0
  /** How long the parts of a delivery take on this machine: measured on the first one, which is left in peace. */
  let usual: { readonly sendMs: number; readonly jobMs: number } | undefined
  const session = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: p.login, password: accounts.password }),
  })
  const { token } = (await session.json()) as { token: string }
  const authorization = `Bearer ${token}`

  /** Sends until there is an answer; what is refused for want of a connection is sent again. */
  const ask = async (method: string, path: string, more: RequestInit = {}): Promise<Response> => {
    for (;;) {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        ...more,
        headers: { authorization, ...(more.headers as Record<string, string> | undefined) },
      })
        .then(async (response) => {
          const body = await response.arrayBuffer()
          const { status, headers } = response
          return new Response([204, 304].includes(status) ? null : body, { status, headers })
        })
        .catch(() => undefined)
      if (answer !== undefined && answer.status !== 503) {
        const isExpected = answer.ok || answer.status === 409
        if (!isExpected) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
        return answer
      }
      await after(50)
    }
  }
  const jobOf = async (id: string): Promise<Job> => (await (await ask('GET', `/api/v1/uploads/${id}`)).json()) as Job

  return {
    kills: () => kills,
    moments: () => moments,
    deliver: async ({ mode, rows, name, mostKills }) => {
      const lines = [...rows].map(([code, title]) => `${code},${title},村级,640302000000`)
      const content = Buffer.from(['区划代码,名称,级别,上级代码', ...lines, ''].join('\n'))
      const begun = await ask('POST', `/api/v1/datasets/${p.dataset}/uploads`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': `begin-${name}` },
        body: JSON.stringify({ fileName: name, bytes: content.length, mode, confirmRemoval: true }),
      })
      const { id } = ((await begun.json()) as { result: { id: string } }).result

      let isOver = false
      let seen = 'uploading'
      let whole: (() => void) | undefined
      const isWhole = new Promise<void>((resolve) => (whole = resolve))
      const began = performance.now()
      let sentAt = began
      const killing = (async () => {
        if (usual === undefined) return
        const { sendMs, jobMs } = usual
        const planned = Math.min(mostKills, 1 + random.below(mostKillsOfOne))
        for (let i = 0; i < planned; i++) {
          const whileSending = random.below(3) === 0
          const moment = random.below(1_000) / 1_000
          if (!whileSending) await isWhole
          await after(moment * (whileSending ? sendMs : jobMs * 1.2))
          if (isOver && i > 0) return
          kills++
          moments[seen] = (moments[seen] ?? 0) + 1
          await server.kill()
          await server.restart()
        }
      })()
      const sending = (async () => {
        const part = 1 + Math.floor(content.length / (1 + random.below(6)))
        for (;;) {
          const head = await ask('HEAD', `/api/v1/uploads/${id}`)
          const offset = Number(head.headers.get('upload-offset'))
          if (offset >= content.length) break
          await ask('PATCH', `/api/v1/uploads/${id}`, {
            headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
            body: content.subarray(offset, offset + part),
          })
        }
        sentAt = performance.now()
        whole?.()
        for (;;) {
          const job = await jobOf(id)
          seen = job.state
          if (ended.has(job.state)) return job
          await after(15)
        }
      })()
      const job = await sending.finally(() => (isOver = true))
      usual ??= { sendMs: sentAt - began, jobMs: performance.now() - sentAt }
      await killing
      // Once more after the last kill: what was told stays true.
      const told = await jobOf(id)
      if (told.state !== job.state || told.batch !== job.batch)
        throw new Error(`${name}: what was told is no longer true`)
      return { id, name, state: job.state, batch: job.batch ?? -1, rows: job.rows }
    },
  }
}
