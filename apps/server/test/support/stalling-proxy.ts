import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** A way to a server on this machine that can be made to keep its connections and forward nothing. */
export interface StallingProxy {
  readonly port: number
  /** Connections that were made so far, and bytes that came from clients, forwarded or not. */
  readonly seen: { connections: number; bytes: number }
  stall(): void
  /** Forwards again, also what came meanwhile. */
  resume(): void
  close(): Promise<void>
}

export async function startStallingProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<StallingProxy> {
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
    from.on('data', (data) => forward(() => void (to.writable && to.write(data))))
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    from.on('error', () => to.destroy())
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
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
