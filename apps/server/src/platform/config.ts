import { resolve } from 'node:path'
import { parseAllowedHosts, type AllowedHosts } from './allowed-hosts.ts'

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
  /** Hosts that rows may be fetched from by schedule; none unless the operator names them. */
  readonly pullHosts: AllowedHosts
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

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** @throws {ConfigError} naming the variable, what was given and what was expected. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const fail = (variable: string, expected: string): never => {
    throw new ConfigError({
      code: 'CONFIG_INVALID',
      variable,
      given: variable === 'DATABASE_URL' ? '(hidden)' : (env[variable] ?? ''),
      expected,
    })
  }
  const port = Number(env['PORT'] || '8080')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail('PORT', 'a number from 0 to 65535 / 应为 0 到 65535 的整数')
  const databaseUrl = env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL']
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/./.test(databaseUrl)) {
    fail('DATABASE_URL', 'postgres://user:password@host:5432/database')
  }
  const seed = env['FADU_SEED'] ?? 'demo'
  if (seed !== 'demo' && seed !== 'none') fail('FADU_SEED', 'demo or none')
  const logLevel = env['FADU_LOG_LEVEL'] ?? 'info'
  if (!levels.includes(logLevel)) fail('FADU_LOG_LEVEL', levels.join(', '))
  let pullHosts: AllowedHosts
  try {
    pullHosts = parseAllowedHosts(
      (env['FADU_PULL_HOSTS'] ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
  } catch {
    return fail(
      'FADU_PULL_HOSTS',
      'names, addresses and networks, e.g. db.example.cn,10.1.0.0/16 / 主机名、地址和网段，逗号分隔',
    )
  }
  return {
    host: env['HOST'] || '127.0.0.1',
    port,
    dataFolder: resolve(env['FADU_DATA'] || '.fadu'),
    databaseUrl,
    seed: seed as Config['seed'],
    logLevel,
    pullHosts,
  }
}
