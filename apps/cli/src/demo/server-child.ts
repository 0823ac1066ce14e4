import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const serverMain = fileURLToPath(new URL('../../../server/dist/main.js', import.meta.url))

/** A server process started here, on loopback. */
export interface ServerChild {
  readonly url: string
  readonly pid: number
  /** The end of what it said on its error stream. */
  said(): string
  /** Waits until it ends, whatever ends it. @returns its exit code; null when a signal ended it. */
  ended(): Promise<number | null>
  /** Asks it to stop and waits; a server that does not is ended after a while. */
  stop(): Promise<void>
  /** Ends it at once, as a power cut would end its process. */
  kill(): Promise<void>
}

/** The server ended before it answered. Holds what it said on its error stream, which never names a secret. */
export class ServerDidNotStart extends Error {
  readonly code = 'SERVER_DID_NOT_START'
  readonly said: string

  constructor(said: string) {
    super(`SERVER_DID_NOT_START ${said}`)
    this.name = 'ServerDidNotStart'
    this.said = said
  }
}

const startWithinMs = 180_000
const stopWithinMs = 20_000
const pollMs = 25

/**
 * Starts a server of the built program and waits until it is ready to serve.
 *
 * @param p.withinMs - How long it may take; three minutes when not said.
 * @throws {ServerDidNotStart}
 */
export async function startServerChild(p: {
  readonly dataFolder: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  readonly withinMs?: number
}): Promise<ServerChild> {
  const { withinMs = startWithinMs } = p
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [serverMain], {
    env: {
      ...inherited,
      HOST: '127.0.0.1',
      PORT: String(p.port),
      FADU_DATA: p.dataFolder,
      FADU_LOG_LEVEL: 'silent',
      ...p.env,
    },
    // Its output names the demonstration's password; nobody needs to see that here.
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)))
  const url = `http://127.0.0.1:${p.port}`
  const deadline = Date.now() + withinMs
  while (!(await answers(url, '/readyz'))) {
    if (hasEnded(child)) throw new ServerDidNotStart(said.trim())
    if (Date.now() > deadline) {
      await end(child, 'SIGKILL')
      throw new ServerDidNotStart(`no answer within ${withinMs / 1000} s`)
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  return {
    url,
    pid: child.pid!,
    said: () => said,
    ended: async () => {
      if (!hasEnded(child)) await once(child, 'exit')
      return child.exitCode
    },
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** Whether something at this address answers with success. */
export async function answers(url: string, path: '/healthz' | '/readyz'): Promise<boolean> {
  try {
    const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    // Nothing listens, or it does not speak HTTP: no answer.
    return false
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const hard = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(hard)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
