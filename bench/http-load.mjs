// Load over HTTP by autocannon, in a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const autocannon = fileURLToPath(new URL('../node_modules/autocannon/autocannon.js', import.meta.url))

/**
 * The same POST again and again.
 *
 * @returns Requests in all and per second, latencies in ms (50th and 99th percentile).
 * @throws when one is refused or fails: a fast refusal is no answer.
 */
export async function loadHttp(url, { headers = {}, body, connections, seconds }) {
  const args = ['-c', String(connections), '-d', String(seconds), '-j', '-m', 'POST', '-b', JSON.stringify(body)]
  for (const [name, value] of Object.entries({ 'content-type': 'application/json', ...headers }))
    args.push('-H', `${name}=${value}`)
  const child = spawn(process.execPath, [autocannon, ...args, url], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  await once(child, 'close')
  const { requests, latency, non2xx, errors } = JSON.parse(text)
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`)
  return { total: requests.total, perSecond: Math.round(requests.average), p50: latency.p50, p99: latency.p99 }
}
