import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { watchBackend, type Backend } from './backend-watch.ts'
import { copyHeader, copyTrailer, sniffCopy } from './copy-format.ts'
import { createStatementNames, type StatementNames } from './statement-names.ts'
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

type WatchedBackend = Omit<Backend, 'pid'> & { readonly isDirect: boolean }

class PostgresConnection implements DbConnection {
  readonly client: pg.PoolClient
  readonly #answerWithinMs: number
  readonly #backend: WatchedBackend
  readonly #names: StatementNames
  #isUnhurried = false

  constructor(client: pg.PoolClient, answerWithinMs: number, backend: WatchedBackend, names: StatementNames) {
    this.client = client
    this.#answerWithinMs = answerWithinMs
    this.#backend = backend
    this.#names = names
  }

  async query(sql: string, parameters: readonly unknown[]): ReturnType<DbConnection['query']> {
    // What a pooler puts between has sessions that know no names of others.
    const name = this.#backend.isDirect ? this.#names.nameOf(sql) : undefined
    const isInTransaction = this.client.getTransactionStatus() === 'T'
    try {
      return await this.#ask({ text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) })
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error
      this.#names.renew(sql)
      if (isInTransaction) throw new DatabaseError({ code: 'DB_PLAN_OUTDATED' }, { cause: error })
      return await this.#ask({ text: sql, values: [...parameters] })
    }
  }

  async #ask(question: pg.QueryConfig): ReturnType<DbConnection['query']> {
    const result = await this.#answered(this.client.query<Record<string, unknown>>(question))
    return { rows: result.rows, affected: result.rowCount ?? 0 }
  }

  async script(sql: string): Promise<void> {
    await this.#answered(this.client.query(sql))
  }

  async unhurried(): Promise<void> {
    await this.script('set local statement_timeout = 0')
    this.#isUnhurried = true
  }

  /** The server breaks off a statement that takes too long; that the server itself is silent is found out here. */
  async #answered<T>(asked: Promise<T>): Promise<T> {
    const done = this.#isUnhurried ? this.#watched(() => true, this.#giveUp) : this.#limited()
    try {
      return await asked
    } catch (cause) {
      return asLostConnection(cause)
    } finally {
      done()
    }
  }

  readonly #giveUp = (): void => void this.client.end()

  #limited(): () => void {
    const timer = setTimeout(this.#giveUp, this.#answerWithinMs)
    return () => clearTimeout(timer)
  }

  #watched(isOwed: () => boolean, onLost: () => void): () => void {
    const { isDirect, ...backend } = this.#backend
    const { processID } = this.client as { processID?: number | null }
    return watchBackend({ ...backend, pid: isDirect ? (processID ?? undefined) : undefined }, isOwed, onLost)
  }

  async copyIn(table: string, columns: readonly string[], rows: AsyncIterable<Uint8Array>): Promise<number> {
    const { options, first, rest } = await sniffCopy(rows)
    const stream = this.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin${options}`))
    const lost = new AbortController()
    const done = this.#watched(
      // All was handed over, or more than the way to the server takes: then it is not the source that is waited for.
      () => stream.writableEnded || stream.writableNeedDrain,
      () => {
        this.#giveUp()
        lost.abort()
      },
    )
    try {
      await pipeline(Readable.from(joined(first, rest), { objectMode: false }), stream, { signal: lost.signal })
      return stream.rowCount
    } catch (cause) {
      throw lost.signal.aborted ? new DatabaseError({ code: 'DB_CONNECTION_LOST' }, { cause }) : cause
    } finally {
      done()
    }
  }

  async copyOut(
    table: string,
    columns: readonly string[],
    take: (piece: Uint8Array) => Promise<void>,
  ): Promise<number> {
    const stream = this.client.query(copyTo(`copy ${table} (${columns.join(', ')}) to stdout with (format binary)`))
    let isTaking = false
    const done = this.#watched(
      () => !isTaking,
      () => {
        this.#giveUp()
        stream.destroy(new DatabaseError({ code: 'DB_CONNECTION_LOST' }))
      },
    )
    let toSkip = copyHeader.length
    // The last bytes are held back: they may be the trailer.
    let held: Uint8Array = new Uint8Array(0)
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        const skipped = Math.min(toSkip, chunk.length)
        toSkip -= skipped
        const bytes = Buffer.concat([held, chunk.subarray(skipped)])
        const end = Math.max(0, bytes.length - copyTrailer.length)
        held = bytes.subarray(end)
        isTaking = true
        if (end > 0) await take(bytes.subarray(0, end))
        isTaking = false
      }
      return stream.rowCount
    } finally {
      done()
    }
  }
}

const ignore = (): void => undefined

/** A statement that has a name gives other columns than when it was named: a table was changed. The server says so in words only. */
function isOutdatedPlan(error: unknown): boolean {
  return (
    sqlState(error) === '0A000' && error instanceof Error && error.message.startsWith('cached plan must not change')
  )
}

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
  readonly #backend: WatchedBackend
  readonly #names = createStatementNames()

  private constructor(pool: pg.Pool, options: PostgresOptions, isDirect: boolean) {
    this.#pool = pool
    const { url, silenceMs } = options
    const everyMs = options.statementTimeoutMs + silenceMs
    this.#backend = { url, isDirect, everyMs, answerWithinMs: silenceMs }
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
    let isDirect: boolean
    try {
      const client = await pool.connect()
      const { rows } = await client
        .query<{ version: string; name: string; pid: number }>(
          `select current_setting('server_version_num') as version, current_setting('server_version') as name,
            pg_backend_pid() as pid`,
        )
        .finally(() => client.release())
      // A pooler between has sessions of its own, and this connection none for certain.
      isDirect = rows[0]!.pid === (client as { processID?: number | null }).processID
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
    return new PostgresPool(pool, options, isDirect)
  }

  async acquire(): Promise<DbConnection> {
    try {
      const client = await this.#pool.connect()
      // A connection that breaks while it is used fails what it was used for; without a listener it would end the process.
      client.on('error', ignore)
      return new PostgresConnection(client, this.#answerWithinMs, this.#backend, this.#names)
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
