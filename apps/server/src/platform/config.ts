import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { AdministratorFactor } from './auth/authenticate.ts'
import { isLoopback, parseAllowedHosts, type AllowedHosts } from './allowed-hosts.ts'
import { defaultConnectionLimits, type ConnectionLimits } from './http/connections.ts'
import { defaultRateLimits, type LimitName, type RateLimits } from './http/rate-limits.ts'

/** Settings from the environment. Everything has a default that works on a laptop. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Folder of keys, embedded database and demo accounts. */
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  /** Whether an empty installation is filled with the demonstration city. */
  readonly seed: 'demo' | 'none'
  readonly logLevel: string
  /** Whether administrators must have a second factor; a demonstration only offers it. */
  readonly administratorFactor: AdministratorFactor
  /** Hosts that rows may be fetched from by schedule; none unless the operator names them. */
  readonly pullHosts: AllowedHosts
  /** PEM; with them the server speaks TLS itself. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Proxies in front; none unless the operator names them. */
  readonly trustedProxies: AllowedHosts | undefined
  /** How often whom may ask. */
  readonly limits: RateLimits
  /** What a connection may take. */
  readonly connections: ConnectionLimits
  /** Where backups go and how often; none unless the operator names a folder. */
  readonly backups: BackupConfig | undefined
  /** Where spans are told of; nowhere unless the operator names a receiver. */
  readonly telemetry: TelemetryConfig | undefined
}

export interface TelemetryConfig {
  /** Where OTLP over HTTP is taken, whole. */
  readonly endpoint: string
  /** Of all traces, how many are told of: 0 to 1. */
  readonly ratio: number
  /** Spans that wait at most, and how long, ms, where it is not as usual. */
  readonly mostWaiting?: number
  readonly everyMs?: number
}

export interface BackupConfig {
  readonly folder: string
  /** Undefined: none by schedule. */
  readonly everyMs: number | undefined
  readonly drillEveryMs: number | undefined
}

export type ConfigFault = {
  readonly code: 'CONFIG_INVALID'
  readonly variable: string
  readonly given: string
  readonly expected: string
}

export class ConfigError extends Error {
  readonly fault: ConfigFault
  constructor(fault: ConfigFault) {
    super(`${fault.variable}=「${fault.given}」: ${fault.expected}`)
    this.name = 'ConfigError'
    this.fault = fault
  }
}

/** How what a connection may take is called in the environment, and within what it makes sense. */
const connectionSettings: Readonly<
  Record<keyof ConnectionLimits, { readonly variable: string; readonly least: number; readonly most: number }>
> = {
  headerBytes: { variable: 'FADU_HTTP_HEADER_BYTES', least: 4096, most: 1024 * 1024 },
  headersSeconds: { variable: 'FADU_HTTP_HEADERS_SECONDS', least: 1, most: 600 },
  contentSeconds: { variable: 'FADU_HTTP_CONTENT_SECONDS', least: 1, most: 3600 },
  requestSeconds: { variable: 'FADU_HTTP_REQUEST_SECONDS', least: 10, most: 86_400 },
  keepAliveSeconds: { variable: 'FADU_HTTP_KEEP_ALIVE_SECONDS', least: 1, most: 3600 },
  requestsPerConnection: { variable: 'FADU_HTTP_REQUESTS_PER_CONNECTION', least: 1, most: 1_000_000_000 },
}

/** Settings in which a password may stand. */
const hidden = new Set(['DATABASE_URL', 'FADU_OTLP_ENDPOINT'])

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** @throws {ConfigError} naming the variable, what was given and what was expected. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const fail = (variable: string, expected: string): never => {
    throw new ConfigError({
      code: 'CONFIG_INVALID',
      variable,
      given: hidden.has(variable) ? '(hidden)' : (env[variable] ?? ''),
      expected,
    })
  }
  const port = Number(env['PORT'] || '8080')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail('PORT', 'a number from 0 to 65535 / 应为 0 到 65535 的整数')
  const databaseUrl = databaseUrlOf(env)
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/./.test(databaseUrl)) {
    fail('DATABASE_URL', 'postgres://user:password@host:5432/database')
  }
  const seed = env['FADU_SEED'] ?? 'demo'
  if (seed !== 'demo' && seed !== 'none') fail('FADU_SEED', 'demo or none')
  const administratorFactor = env['FADU_ADMINISTRATOR_FACTOR'] || (seed === 'demo' ? 'offered' : 'demanded')
  if (administratorFactor !== 'demanded' && administratorFactor !== 'offered')
    fail('FADU_ADMINISTRATOR_FACTOR', 'demanded or offered')
  const logLevel = env['FADU_LOG_LEVEL'] ?? 'info'
  if (!levels.includes(logLevel)) fail('FADU_LOG_LEVEL', levels.join(', '))
  const hostsIn = (variable: string): AllowedHosts => {
    const parts = (env[variable] ?? '').split(',').map((part) => part.trim())
    try {
      return parseAllowedHosts(parts.filter((part) => part !== ''))
    } catch {
      const expected = 'names, addresses and networks, e.g. db.example.cn,10.1.0.0/16 / 主机名、地址和网段，逗号分隔'
      return fail(variable, expected)
    }
  }
  const pemIn = (variable: string): string | undefined => {
    const file = env[variable]
    if (file === undefined || file === '') return undefined
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return fail(variable, 'a file that can be read / 应为可以读取的文件')
    }
  }
  const cert = pemIn('FADU_TLS_CERT')
  const key = pemIn('FADU_TLS_KEY')
  if ((cert === undefined) !== (key === undefined)) {
    fail(
      cert === undefined ? 'FADU_TLS_CERT' : 'FADU_TLS_KEY',
      'FADU_TLS_CERT and FADU_TLS_KEY together / 证书和私钥须同时设置',
    )
  }
  const tls = cert === undefined || key === undefined ? undefined : { cert, key }
  if (tls !== undefined) {
    try {
      createSecureContext({ ...tls, minVersion: 'TLSv1.2' })
    } catch {
      fail('FADU_TLS_CERT', 'a PEM certificate that fits the key in FADU_TLS_KEY / 应为 PEM 格式、与私钥相配的证书')
    }
  }
  const limitIn = (name: LimitName): RateLimits => {
    const variable = `FADU_LIMIT_${name.toUpperCase()}`
    const given = env[variable] ?? ''
    if (given === '') return { [name]: defaultRateLimits[name] }
    if (given === 'off') return {}
    const [, requests, seconds] = /^([1-9]\d{0,6})\/([1-9]\d{0,3})$/.exec(given) ?? []
    if (seconds === undefined)
      return fail(variable, 'requests/seconds such as 3000/10, or off / 应为 请求数/秒数，如 3000/10，或者 off')
    return { [name]: { requests: Number(requests), seconds: Number(seconds) } }
  }
  const limits = { ...limitIn('application'), ...limitIn('account'), ...limitIn('visitor'), ...limitIn('entry') }
  const connectionIn = (name: keyof ConnectionLimits): number => {
    const { variable, least, most } = connectionSettings[name]
    const given = env[variable] ?? ''
    if (given === '') return defaultConnectionLimits[name]
    const value = Number(given)
    const isFit = /^\d+$/.test(given) && value >= least && value <= most
    return isFit ? value : fail(variable, `a whole number from ${least} to ${most} / 应为 ${least} 到 ${most} 的整数`)
  }
  const names = Object.keys(connectionSettings) as (keyof ConnectionLimits)[]
  const connections = Object.fromEntries(names.map((name) => [name, connectionIn(name)])) as unknown as ConnectionLimits
  if (connections.requestSeconds < connections.headersSeconds)
    fail('FADU_HTTP_REQUEST_SECONDS', 'not less than FADU_HTTP_HEADERS_SECONDS / 不得小于 FADU_HTTP_HEADERS_SECONDS')
  const hourMs = 60 * 60 * 1000
  const everyIn = (variable: string, unitMs: number, otherwise: number): number | undefined => {
    const given = env[variable] ?? ''
    if (given === 'off') return undefined
    if (given !== '' && !/^[1-9]\d{0,3}$/.test(given))
      fail(variable, 'a whole number from 1, or off / 应为 1 以上的整数，或者 off')
    return (given === '' ? otherwise : Number(given)) * unitMs
  }
  const everyMs = everyIn('FADU_BACKUP_EVERY_HOURS', hourMs, 24)
  const drillEveryMs = everyIn('FADU_DRILL_EVERY_DAYS', 24 * hourMs, 7)
  const backupFolder = env['FADU_BACKUP_DIR'] ?? ''
  const trustedProxies = (env['FADU_TRUSTED_PROXIES'] ?? '') === '' ? undefined : hostsIn('FADU_TRUSTED_PROXIES')
  const telemetryIn = (): TelemetryConfig | undefined => {
    const variable = 'FADU_OTLP_ENDPOINT'
    const given = env[variable] ?? ''
    if (given === '') return undefined
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (
      url === undefined ||
      !/^https?:$/.test(url.protocol) ||
      url.username + url.password + url.search + url.hash !== ''
    )
      return fail(
        variable,
        'an address such as https://collector.example.cn:4318, without user, password and question mark / 应为 https://collector.example.cn:4318 这样的地址，不含用户名、口令和查询参数',
      )
    if (url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
      return fail(variable, 'https, since the receiver is not on this machine / 接收端不在本机的，应为 https')
    const ratio = env['FADU_OTLP_RATIO'] || '1'
    if (!/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(ratio))
      fail('FADU_OTLP_RATIO', 'a number from 0 to 1 / 应为 0 到 1 的数')
    // As the standard has it for an endpoint of all signals.
    url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`
    return { endpoint: url.href, ratio: Number(ratio) }
  }
  const host = env['HOST'] || '127.0.0.1'
  if (!isLoopback(host) && tls === undefined && trustedProxies === undefined) {
    fail(
      'HOST',
      'this would serve plain HTTP beyond this machine: set FADU_TLS_CERT and FADU_TLS_KEY, or name the proxy with TLS in FADU_TRUSTED_PROXIES / ' +
        '将以明文 HTTP 对外服务：请设置 FADU_TLS_CERT、FADU_TLS_KEY，或者在 FADU_TRUSTED_PROXIES 中列出前面带 TLS 的代理',
    )
  }
  return {
    host,
    port,
    dataFolder: dataFolderOf(env),
    databaseUrl,
    seed: seed as Config['seed'],
    logLevel,
    administratorFactor: administratorFactor as AdministratorFactor,
    pullHosts: hostsIn('FADU_PULL_HOSTS'),
    tls,
    trustedProxies,
    limits,
    connections,
    backups: backupFolder === '' ? undefined : { folder: resolve(backupFolder), everyMs, drillEveryMs },
    telemetry: telemetryIn(),
  }
}

/** Where data and keys lie, for the server and for the programs beside it. */
export function dataFolderOf(env: Readonly<Record<string, string | undefined>>): string {
  return resolve(env['FADU_DATA'] || '.fadu')
}

/** Undefined for the embedded engine. */
export function databaseUrlOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL']
}
