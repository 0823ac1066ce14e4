// How long a browser on a slow line and a slow machine takes until the first page and the desk can be used.
// Usage: npm run build && node bench/first-page.mjs [runs=5]
// CHROMIUM names the browser; /usr/bin/chromium when it does not. The demonstration city is founded on the embedded engine.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createApp } from '../apps/server/dist/create-app.js'
import { startSequencer } from '../apps/server/dist/platform/log/evidence-log.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const runs = Number(process.argv[2] ?? 5)
const webFolder = fileURLToPath(new URL('../apps/web/dist/', import.meta.url))
/** A quarter of this machine's processor; a line as DevTools calls «Fast 3G». */
const slowdown = 4
const line = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }
const goalMs = 2000

const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
const now = () => new Date()
const platform = await startPlatform({ dataFolder }, { now, onProgress: () => undefined })
await seedIfEmpty(
  platform,
  { seed: 'demo', dataFolder },
  { now, onProgress: () => undefined, size: { residents: 100, enterprises: 100 } },
)
const { app } = await createApp(platform.services, { now, webFolder })
await app.listen({ host: '127.0.0.1', port: 0 })
const stopSequencer = startSequencer(platform.services.log, 250, { onGrown: () => undefined, onFault: console.error })
const origin = `http://localhost:${app.server.address().port}`
const { password } = await readDemoAccounts(dataFolder)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})

/** Milliseconds since the address was asked for, and bytes over the line, until what is waited for can be used. */
const measure = async (context, url, usable) => {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', line)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator(usable).first().waitFor()
  // The thread is free: what is asked of the page now is answered between two tasks.
  const ms = await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))',
  )
  const paint = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`)
  await page.close()
  return { ms, paint, bytes }
}

const signedIn = async (context) => {
  const answer = await context.request.post(`${origin}/api/v1/session`, {
    data: { login: 'wuzhong.police.approver', password },
    headers: { origin },
  })
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`)
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const pages = [
  { name: 'sign-in, nothing kept', path: '/', usable: '.sign-in button[type=submit]' },
  { name: 'desk, nothing kept', path: '/desk', usable: '.row-title', prepare: signedIn },
  {
    name: 'desk, files kept',
    path: '/desk',
    usable: '.row-title',
    prepare: async (context) => {
      await signedIn(context)
      await measure(context, `${origin}/desk`, '.row-title')
    },
  },
]

console.log(
  `${cpus().length} processors, load ${loadavg()[0].toFixed(1)}, ${runs} runs; processor / ${slowdown}, 1.6 Mbit/s, 150 ms`,
)
for (const { name, path, usable, prepare } of pages) {
  const measured = []
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } })
    await prepare?.(context)
    measured.push(await measure(context, origin + path, usable))
    await context.close()
  }
  const of = (key) => Math.round(median(measured.map((m) => m[key])))
  const ms = of('ms')
  const kept = ms < goalMs ? 'kept' : 'missed'
  console.log(
    `${name}: usable after ${ms} ms (goal ${goalMs} ms ${kept}; first paint ${of('paint')} ms; ${Math.round(of('bytes') / 1000)} kB)`,
  )
}

await browser.close()
await app.close()
await stopSequencer()
await platform.close()
await rm(dataFolder, { recursive: true, force: true })
