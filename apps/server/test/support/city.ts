import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { inject } from 'vitest'
import { loadLaw, type Law } from '@fadu/law-files'
import { createApp, type AppOptions } from '../../src/create-app.ts'
import { parseAllowedHosts } from '../../src/platform/allowed-hosts.ts'
import type { DatabasePatience } from '../../src/platform/db/open-database.ts'
import type { RouteFact } from '../../src/platform/http/create-http.ts'
import type { App } from '../../src/platform/http/http-types.ts'
import { startPlatform, type StartedPlatform } from '../../src/platform/start.ts'
import { readDemoAccounts, type DemoAccounts } from '../../src/seed/demo-accounts.ts'
import type { Services } from '../../src/services.ts'
import { copyFolder, databaseUrl, execute, seed } from './global-setup.ts'

export const engines = ['pglite', 'postgres'] as const
export type Engine = (typeof engines)[number]

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  // Tests read bodies by hand; what they expect of them is what they assert.
  readonly body: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface Client {
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  send(
    method: 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

/** A seeded city of its own, driven through its HTTP API, with a clock that can be moved. */
export interface City {
  readonly app: App
  readonly routes: readonly RouteFact[]
  /** Keys, spool and, on the embedded engine, the database. */
  readonly dataFolder: string
  readonly services: Services
  readonly demo: DemoAccounts
  readonly anonymous: Client
  /** Signs in as an account of the demonstration. */
  as(login: string): Promise<Client>
  /** A client with a bearer of an application of the demonstration. */
  asApplication(key: string): Promise<Client>
  assertion(key: string, claims?: Record<string, unknown>): Promise<string>
  /** Moves the clock of the platform. */
  travel(ms: number): void
  /** Sets the clock of the platform: `2026-03-02T09:00:00+08:00`. */
  travelTo(instant: string): void
  now(): Date
  /** Stops the platform and starts it again on the same data, at the time where its clock stands; the old handle is spent. */
  restart(options?: CityOptions): Promise<City>
  /** A second server on the same PostgreSQL and keys, which shares nothing else with the first; closing it leaves the data. */
  beside(): Promise<City>
  /** Stops it without removing its data: what follows when a restart fails. */
  stop(): Promise<void>
  close(): Promise<void>
}

export interface CityOptions {
  /** The law it runs; the packs that ship with the platform when not said. */
  readonly packsFolder?: string
  /** How it is reached; on this machine alone when not said. */
  readonly transport?: NonNullable<AppOptions['transport']>
  /** Limits on requests; none when not said. */
  readonly limits?: NonNullable<AppOptions['limits']>
  /** What a connection may take; the defaults when not said. */
  readonly connections?: NonNullable<AppOptions['connections']>
  /** Whether administrators must have a second factor; offered when not said. */
  readonly administratorFactor?: NonNullable<AppOptions['administratorFactor']>
  /** Folder of the web pages; none when not said. */
  readonly webFolder?: string
  /** How long its database is waited for. */
  readonly patience?: Partial<DatabasePatience>
  /** An installation of its own, with other keys and ids than the cities that are copies of one seed; takes some seconds. */
  readonly founded?: boolean
  /** Its structured log; none when not said. */
  readonly logger?: NonNullable<AppOptions['logger']>
  /** Where its backups go and how often. */
  readonly backups?: NonNullable<Parameters<typeof startPlatform>[0]['backups']>
  /** Where it tells of spans; nowhere when not said. */
  readonly telemetry?: NonNullable<Parameters<typeof startPlatform>[0]['telemetry']>
  /** Has custodians open its keys, where they are split. */
  readonly unlock?: NonNullable<Parameters<typeof startPlatform>[1]['unlock']>
  /** Another way to its PostgreSQL, such as through a proxy. */
  readonly reach?: (databaseUrl: string) => string
}

/** Where a city keeps itself while it is stopped. */
export interface CityGround {
  readonly dataFolder: string
  readonly url: string | undefined
  remove(): Promise<void>
}

export async function openCity(engine: Engine, options: CityOptions = {}): Promise<City> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-city-'))
  const name = `city_${randomUUID().replaceAll('-', '')}`
  const base = inject('postgresUrl')
  const { founded = false } = options
  if (!founded) await copyFolder(join(inject('goldenFolder'), engine), dataFolder)
  if (engine === 'postgres') await execute(base, `create database ${name}${founded ? '' : ' template golden'}`)
  const url = engine === 'postgres' ? databaseUrl(base, name) : undefined
  if (founded) await seed(dataFolder, url)
  const remove = async (): Promise<void> => {
    if (engine === 'postgres') await execute(base, `drop database if exists ${name} with (force)`)
    await rm(dataFolder, { recursive: true, force: true })
  }
  return startCity({ dataFolder, url, remove }, options, 0)
}

// Reading the law takes longer than most tests do; it is never changed by whoever runs on it.
let shipped: Promise<Law> | undefined
const shippedLaw = (): Promise<Law> => (shipped ??= loadLaw())

/** Starts a city where one lies, such as where a backup was restored. */
export async function startCity(ground: CityGround, options: CityOptions, startOffset: number): Promise<City> {
  const { dataFolder } = ground
  const url = ground.url === undefined ? undefined : (options.reach?.(ground.url) ?? ground.url)
  let offset = startOffset
  const now = (): Date => new Date(Date.now() + offset)
  const platform: StartedPlatform = await startPlatform(
    {
      dataFolder,
      databaseUrl: url,
      pullHosts: parseAllowedHosts(['127.0.0.1', 'agency.test']),
      ...(options.backups === undefined ? {} : { backups: options.backups }),
      telemetry: options.telemetry,
    },
    {
      now,
      onProgress: () => undefined,
      ...(options.patience === undefined ? {} : { patience: options.patience }),
      ...(options.unlock === undefined ? {} : { unlock: options.unlock }),
      ...(options.packsFolder === undefined ? { law: await shippedLaw() } : { packsFolder: options.packsFolder }),
    },
  )
  const { app, routes } = await createApp(platform.services, {
    now,
    ...(options.transport === undefined ? {} : { transport: options.transport }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    ...(options.administratorFactor === undefined ? {} : { administratorFactor: options.administratorFactor }),
    ...(options.webFolder === undefined ? {} : { webFolder: options.webFolder }),
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  })
  const demo = (await readDemoAccounts(dataFolder))!

  const client = (credentials: Record<string, string>): Client => {
    const request = async (
      method: string,
      path: string,
      body: unknown,
      headers: Record<string, string>,
    ): Promise<Answer> => {
      const payload =
        body === undefined
          ? {}
          : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      const response = await app.inject({
        method: method as 'GET',
        url: path,
        headers: { ...type, ...credentials, ...headers },
        ...payload,
      })
      const isJson = /\bjson\b/.test(String(response.headers['content-type'] ?? ''))
      return { status: response.statusCode, headers: response.headers, body: isJson ? response.json() : response.body }
    }
    return {
      get: (path, headers = {}) => request('GET', path, undefined, headers),
      send: (method, path, body, headers = {}) => request(method, path, body, headers),
    }
  }
  const stop = async (): Promise<void> => {
    await app.close()
    await platform.close()
  }
  const anonymous = client({})
  const sessions = new Map<string, Client>()

  const assertion = async (key: string, claims: Record<string, unknown> = {}): Promise<string> => {
    const application = demo.applications.find((a) => a.key === key)!
    const issued = Math.floor(now().getTime() / 1000)
    const standard = {
      iss: application.id,
      sub: application.id,
      aud: 'fadu-gateway',
      iat: issued,
      exp: issued + 60,
      jti: randomUUID(),
    }
    return new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(await importJWK(application.privateKey, 'EdDSA'))
  }

  return {
    app,
    routes,
    dataFolder,
    services: platform.services,
    demo,
    anonymous,
    as: async (login) => {
      const known = sessions.get(login)
      if (known !== undefined) return known
      const opened = await anonymous.send('POST', '/api/v1/session', { login, password: demo.password })
      if (opened.status !== 201) throw new Error(`cannot sign in as ${login}: ${JSON.stringify(opened.body)}`)
      const signedIn = client({ authorization: `Bearer ${opened.body.token as string}` })
      sessions.set(login, signedIn)
      return signedIn
    },
    asApplication: async (key) => {
      const token = await anonymous.send('POST', '/gw/v1/token', {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(key),
      })
      if (token.status !== 200) throw new Error(`no token for ${key}: ${JSON.stringify(token.body)}`)
      return client({ authorization: `Bearer ${token.body.access_token as string}` })
    },
    assertion,
    travel: (ms) => {
      offset += ms
      sessions.clear()
    },
    travelTo: (instant) => {
      offset = Date.parse(instant) - Date.now()
      sessions.clear()
    },
    now,
    restart: async (again = {}) => {
      await stop()
      return startCity(ground, again, offset)
    },
    beside: () => {
      if (ground.url === undefined) throw new Error('the embedded engine has one process')
      return startCity({ ...ground, remove: () => Promise.resolve() }, options, offset)
    },
    stop,
    close: async () => {
      await stop()
      await ground.remove()
    },
  }
}
