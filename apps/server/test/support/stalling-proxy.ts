import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'

/** A way to a server on this machine that can be made to keep its connections and forward nothing. */
export interface StallingProxy {
  readonly port: number
  /** Connections that were made so far, and bytes that came from clients, forwarded or not. */
  readonly seen: { connections: number; bytes: number }
  stall(): void
  /** Forwards again, also what came meanwhile. */
  resume(): void
  /** Holds every piece back for so long before it is forwarded; 0 for not at all. */
  delay(ms: number): void
  /** Ends all connections. */
  cut(): void
  /** Where connections that are made from now on lead. */
  lead(to: Target): void
  close(): Promise<void>
}

export interface Target {
  readonly host: string
  readonly port: number
}

export async function startStallingProxy(first: Target): Promise<StallingProxy> {
  let target = first
  let delayMs = 0
  const seen = { connections: 0, bytes: 0 }
  const sockets = new Set<Socket>()
  const held: (() => void)[] = []
  let isStalled = false
  const forward = (write: () => void): void => {
    if (isStalled) held.push(write)
    else write()
  }
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from)
    let late = 0
    let order = Promise.resolve()
    from.on('data', (data) => {
      const write = (): void => forward(() => void (to.writable && to.write(data)))
      if (delayMs === 0 && late === 0) return write()
      // What comes after a piece that is held back waits behind it.
      late++
      const until = performance.now() + delayMs
      order = order.then(() => after(Math.max(0, until - performance.now()))).then(write)
      void order.then(() => late--)
    })
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    from.on('error', () => to.destroy())
  }
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    seen.connections++
    client.on('data', (data) => (seen.bytes += data.length))
    const upstream = connect(target)
    pass(client, upstream)
    pass(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    stall: () => (isStalled = true),
    resume: () => {
      isStalled = false
      for (const write of held.splice(0)) write()
    },
    delay: (ms) => (delayMs = ms),
    cut,
    lead: (to) => (target = to),
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
