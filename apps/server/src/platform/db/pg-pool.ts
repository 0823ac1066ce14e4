import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { sniffCopy } from './copy-format.ts'
import { DatabaseError, sqlState, type ConnectionPool, type DbConnection } from './connection.ts'

export interface PostgresOptions {
  readonly url: string
  readonly maxConnections: number
  /** Longest a statement may run, ms; kept by the server. */
  readonly statementTimeoutMs: number
  /** How much longer than that an answer may take before its connection is given up, ms. */
  readonly silenceMs: number
  readonly acquireTimeoutMs: number
}

const oldestServer = 150_000
/** After so long without a word the system asks whether the other end of an idle connection is still there, ms. */
const keepAliveMs = 30_000

/** Days stay text (a `Date` would shift them by the server's time zone); 64-bit integers become numbers while they fit. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, Number],
])
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    (format !== 'binary' ? parsers.get(oid) : undefined) ??
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

class PostgresConnection implements DbConnection {
  readonly client: pg.PoolClient
  #answerWithinMs: number | undefined

  constructor(client: pg.PoolClient, answerWithinMs: number) {
    this.client = client
    this.#answerWithinMs = answerWithinMs
  }

  async query(sql: string, parameters: readonly unknown[]): ReturnType<DbConnection['query']> {
    const asked = this.client.query<Record<string, unknown>>(sql, [...parameters])
    const result = await this.#answered(asked)
    return { rows: result.rows, affected: result.rowCount ?? 0 }
  }

  async script(sql: string): Promise<void> {
    await this.#answered(this.client.query(sql))
  }

  async unhurried(): Promise<void> {
    await this.script('set local statement_timeout = 0')
    this.#answerWithinMs = undefined
  }

  /** The server breaks off a statement that takes too long; that the server itself is silent is found out here. */
  async #answered<T>(asked: Promise<T>): Promise<T> {
    const limit = this.#answerWithinMs
    const timer = limit === undefined ? undefined : setTimeout(() => void this.client.end(), limit)
    try {
      return await asked
    } catch (cause) {
      return asLostConnection(cause)
    } finally {
      clearTimeout(timer)
    }
  }

  async copyIn(table: string, columns: readonly string[], rows: AsyncIterable<Uint8Array>): Promise<number> {
    const { options, first, rest } = await sniffCopy(rows)
    const stream = this.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin${options}`))
    await pipeline(Readable.from(joined(first, rest), { objectMode: false }), stream)
    return stream.rowCount
  }
}

const ignore = (): void => undefined

async function* joined(first: Uint8Array | undefined, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (first !== undefined) yield first
  yield* rest
}

/** A failure that the server did not give a SQLSTATE to is not of the statement but of the way to it. */
function asLostConnection(cause: unknown): never {
  if (sqlState(cause) !== undefined) throw cause
  throw new DatabaseError({ code: 'DB_CONNECTION_LOST' }, { cause })
}

/** PostgreSQL 15 or later, by connection string. */
export class PostgresPool implements ConnectionPool {
  readonly engine = 'postgres'
  readonly #pool: pg.Pool
  readonly #acquireTimeoutMs: number
  readonly #answerWithinMs: number

  private constructor(pool: pg.Pool, options: PostgresOptions) {
    this.#pool = pool
    this.#acquireTimeoutMs = options.acquireTimeoutMs
    this.#answerWithinMs = options.statementTimeoutMs + options.silenceMs
  }

  static async open(options: PostgresOptions): Promise<PostgresPool> {
    const pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections,
      connectionTimeoutMillis: options.acquireTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      application_name: 'fadu',
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
      types,
    })
    // An idle connection that breaks is replaced by the pool; without a listener its error would end the process.
    pool.on('error', () => undefined)
    try {
      const { rows } = await pool.query<{ version: string; name: string }>(
        `select current_setting('server_version_num') as version, current_setting('server_version') as name`,
      )
      if (Number(rows[0]!.version) < oldestServer) {
        throw new DatabaseError({ code: 'DB_TOO_OLD', version: rows[0]!.name, needed: '15' })
      }
    } catch (cause) {
      await pool.end()
      if (cause instanceof DatabaseError) throw cause
      const { hostname, port, pathname } = new URL(options.url)
      const why =
        cause instanceof Error ? cause.message || ((cause as { code?: string }).code ?? 'no answer') : String(cause)
      throw new DatabaseError(
        { code: 'DB_UNREACHABLE', where: `${hostname}:${port || '5432'}${pathname}`, why },
        { cause },
      )
    }
    return new PostgresPool(pool, options)
  }

  async acquire(): Promise<DbConnection> {
    try {
      const client = await this.#pool.connect()
      // A connection that breaks while it is used fails what it was used for; without a listener it would end the process.
      client.on('error', ignore)
      return new PostgresConnection(client, this.#answerWithinMs)
    } catch (cause) {
      const waited = cause instanceof Error && cause.message.includes('timeout')
      const fault = waited
        ? ({ code: 'DB_BUSY', waitedMs: this.#acquireTimeoutMs } as const)
        : ({ code: 'DB_CONNECTION_LOST' } as const)
      throw new DatabaseError(fault, { cause })
    }
  }

  release(connection: DbConnection): Promise<void> {
    const { client } = connection as PostgresConnection
    client.off('error', ignore)
    client.release()
    return Promise.resolve()
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}
