import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret, TOTP } from 'otpauth'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import type { ApplicationCredentials } from '@fadu/sdk'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const screenshots = fileURLToPath(new URL('./screenshots/', import.meta.url))
const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const startWithinMs = 240_000

export interface City {
  readonly origin: string
  readonly password: string
  /** Applications of the demonstration with their keys. */
  readonly applications: readonly (ApplicationCredentials & { readonly key: string })[]
  readonly dataFolder: string
  /** Stops the server and starts it again on the same data and port, after something was done to the folder. */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export interface CityOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Days that the city has stood without anybody doing anything: it is founded by a clock that is behind, then started by the right one. */
  readonly foundedDaysAgo?: number
  /** What was done in the city on the day of its founding. */
  readonly thatDay?: (city: Pick<City, 'origin' | 'password'>) => Promise<void>
}

/** A fresh demonstration city: the built server with the built pages, on a free port and an empty data folder. */
export async function startCity({ env = {}, foundedDaysAgo = 0, thatDay }: CityOptions = {}): Promise<City> {
  const main = join(repository, 'apps/server/dist/main.js')
  for (const built of [main, join(repository, 'apps/web/dist/index.html')]) {
    if (!existsSync(built))
      throw new Error(`${built} is missing: run «npx tsc -b» and «npm run build -w @fadu/web» first`)
  }
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-browser-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const start = async (more: Readonly<Record<string, string>> = {}): Promise<ChildProcess> => {
    const server = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'] ?? '', FADU_DATA: dataFolder, PORT: String(port), ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    server.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    server.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    await answers(origin, server, said)
    return server
  }
  let server = await start(foundedDaysAgo === 0 ? {} : clockBehind(foundedDaysAgo))
  const restart: City['restart'] = async (meanwhile) => {
    await ended(server)
    await meanwhile?.()
    server = await start()
  }
  const { password, applications } = JSON.parse(await readFile(join(dataFolder, 'demo-accounts.json'), 'utf8')) as Pick<
    City,
    'password' | 'applications'
  >
  await thatDay?.({ origin, password })
  if (foundedDaysAgo > 0) await restart()
  return {
    origin,
    password,
    applications,
    dataFolder,
    restart,
    stop: async () => {
      await ended(server)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A process whose clock is behind, and goes on from there. */
function clockBehind(days: number): Readonly<Record<string, string>> {
  const clock = new URL('./clock-behind.mjs', import.meta.url).href
  return { NODE_OPTIONS: `--import=${clock}`, CLOCK_BEHIND_MS: String(days * 86_400_000) }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
}

async function answers(origin: string, server: ChildProcess, said: readonly string[]): Promise<void> {
  const until = Date.now() + startWithinMs
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${said.join('')}`)
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return
    } catch {
      // Not listening yet: the city is being founded.
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  server.kill('SIGTERM')
  throw new Error(`the server did not answer within ${startWithinMs} ms:\n${said.join('')}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

export interface Desk {
  readonly page: Page
  /** Faults that any page reported: scripts, blocked resources; answers of 401 to 422 are part of the work. */
  readonly faults: readonly string[]
  /** Requests that went anywhere but to the server. */
  readonly strangers: readonly string[]
  /** @throws Error when a page reported a fault or asked a stranger: no story ends well with either. */
  close(): Promise<void>
}

export interface DeskOptions {
  readonly theme?: 'light' | 'dark'
  readonly language?: 'zh-CN' | 'en'
  readonly width?: number
  /** Faults that the story brings about itself. */
  readonly provokes?: RegExp
}

/** A browser of somebody who was never here, at the first page. */
export async function openDesk(city: City, options: DeskOptions = {}): Promise<Desk> {
  if (!existsSync(chromiumPath))
    throw new Error(`${chromiumPath} is missing: apt-get install -y chromium fonts-noto-cjk`)
  const { theme = 'light', language = 'zh-CN', width = 1280, provokes } = options
  const profile = await mkdtemp(join(tmpdir(), 'fadu-profile-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    viewport: { width, height: 860 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const faults: string[] = []
  const strangers: string[] = []
  const page = context.pages()[0] ?? (await context.newPage())
  const answered = /the server responded with a status of 4(01|03|04|09|22) /
  context.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !answered.test(text) && provokes?.test(text) !== true) faults.push(text)
  })
  context.on('weberror', (fault) => faults.push(fault.error().message))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== city.origin && url.protocol !== 'data:') strangers.push(request.url())
  })
  page.setDefaultTimeout(30_000)
  await page.addInitScript(
    `localStorage.setItem('fadu.theme', '${theme}'); localStorage.setItem('fadu.language', '${language}')`,
  )
  await page.goto(`${city.origin}/`)
  return {
    page,
    faults,
    strangers,
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
      if (faults.length > 0) throw new Error(`a page reported:\n${faults.join('\n')}`)
      if (strangers.length > 0) throw new Error(`a page asked strangers:\n${strangers.join('\n')}`)
    },
  }
}

export async function signIn(desk: Desk, city: City, login: string): Promise<void> {
  const { page } = desk
  await page.getByRole('textbox', { name: '登录名' }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(city.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '工作台' }).waitFor()
}

/** A request past the pages, for what a story needs done before. */
export function post({ origin }: Pick<City, 'origin'>, path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

export async function tokenOf(city: Pick<City, 'origin' | 'password'>, login: string): Promise<string> {
  const answer = await post(city, '/api/v1/session', { login, password: city.password })
  return ((await answer.json()) as { token: string }).token
}

/** Requests past the pages, as somebody. @throws Error for every answer that is not a success. */
export interface Calls {
  get<T>(path: string): Promise<T>
  text(path: string): Promise<string>
  /** Text is sent as CSV. */
  post<T>(path: string, body: unknown): Promise<{ readonly result: T }>
}

export async function callsOf(city: City, login: string): Promise<Calls> {
  const headers = { authorization: `Bearer ${await tokenOf(city, login)}` }
  const text = async (path: string, init: RequestInit): Promise<string> => {
    const answer = await fetch(city.origin + path, init)
    const said = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${said}`)
    return said
  }
  return {
    get: async <T>(path: string) => JSON.parse(await text(path, { headers })) as T,
    text: (path) => text(path, { headers }),
    post: async <T>(path: string, body: unknown) => {
      const [type, content] = typeof body === 'string' ? ['text/csv', body] : ['application/json', JSON.stringify(body)]
      const said = await text(path, { method: 'POST', headers: { ...headers, 'content-type': type }, body: content })
      return JSON.parse(said) as { result: T }
    },
  }
}

/** A device of one-time codes, as its holder enrols it. @throws Error when it is not confirmed. */
export async function enrolDevice(city: City, login: string): Promise<TOTP> {
  const token = await tokenOf(city, login)
  const enrolled = (await (await post(city, '/api/v1/session/totp', undefined, token)).json()) as {
    result: { secret: string }
  }
  const totp = new TOTP({ secret: Secret.fromBase32(enrolled.result.secret) })
  const confirmed = await post(city, '/api/v1/session/totp/confirmation', { code: totp.generate() }, token)
  if (confirmed.status !== 200) throw new Error(`the device of ${login} is not confirmed: ${confirmed.status}`)
  return totp
}

export async function openCatalog(desk: Desk): Promise<void> {
  await desk.page.getByRole('link', { name: '目录', exact: true }).click()
  await desk.page.getByRole('searchbox').waitFor()
}

export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true })
  await page.waitForLoadState('networkidle')
  await page.evaluate('window.scrollTo(0, 0)')
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
}
