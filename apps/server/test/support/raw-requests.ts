import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'

/** Requests as they go over the wire, which no client of HTTP would send. */

/** What a server made of what was sent on one connection. */
export interface RawOutcome {
  /** Answers, the interim ones left out. */
  readonly answers: readonly { readonly status: number; readonly headers: string; readonly body: string }[]
  readonly closedAfterMs: number
}

/** Files of a folder of fixtures by their names, with `{{placeholders}}` filled in. */
export async function readRequests(
  folder: string,
  values: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Buffer>> {
  const at = new URL(`../fixtures/${folder}/`, import.meta.url)
  const files = (await readdir(at)).filter((file) => file.endsWith('.http')).toSorted()
  const read = files.map(async (file): Promise<[string, Buffer]> => {
    // Octets, not text: some of them are no UTF-8.
    const text = (await readFile(new URL(file, at))).toString('latin1')
    const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]!)
    return [file.slice(0, -'.http'.length), Buffer.from(filled, 'latin1')]
  })
  return new Map(await Promise.all(read))
}

/** Sends octets and waits until the server closes the connection. @throws {Error} when it does not within `patienceMs`. */
export function sendRaw(port: number, octets: Buffer, patienceMs: number): Promise<RawOutcome> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const received: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(octets))
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`still open after ${patienceMs} ms: ${Buffer.concat(received).toString().slice(0, 300)}`))
    }, patienceMs)
    socket.on('data', (data) => received.push(data))
    // A server that closes with content unread resets the connection.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      const closedAfterMs = Math.round(performance.now() - begun)
      resolve({ answers: answersIn(Buffer.concat(received).toString('utf8')), closedAfterMs })
    })
  })
}

function answersIn(text: string): RawOutcome['answers'] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((part) => part !== '' && !part.startsWith('HTTP/1.1 100 '))
    .map((part) => {
      const end = part.indexOf('\r\n\r\n')
      const headers = end < 0 ? part : part.slice(0, end)
      return { status: Number(part.slice(9, 12)), headers, body: end < 0 ? '' : part.slice(end + 4) }
    })
}
