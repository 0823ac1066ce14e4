import { Worker } from 'node:worker_threads'
import { copyHeader, copyTrailer, sniffCopy } from './copy-format.ts'
import { DatabaseError, type ConnectionPool, type DbConnection, type QueryOutcome } from './connection.ts'

export interface PgliteOptions {
  /** Folder of the database; created when missing. */
  readonly dataDir: string
  /** Longest a statement may run, ms. PGlite ignores `statement_timeout`, so the limit is kept here. */
  readonly statementTimeoutMs: number
  /** Longest a caller waits for the one session, ms. */
  readonly acquireTimeoutMs: number
}

/** About 8 MiB: PGlite takes a COPY as one blob in memory, so a long one is sent in parts. */
const copyPartBytes = 8 * 1024 * 1024
/** Pages of a table in one COPY out of it, for the same reason: 8 MiB, and what of its values is stored apart. */
const copyOutPages = 1024

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** A statement refused by the database, with the fields that the `pg` driver also gives. */
class PgliteQueryError extends Error {
  readonly code: string | undefined
  readonly constraint: string | undefined

  constructor(fault: { message: string; code?: string; constraint?: string }) {
    super(fault.message)
    this.name = 'PgliteQueryError'
    this.code = fault.code
    this.constraint = fault.constraint
  }
}

/** The thread that holds the database. After `kill` it is of no use; open another. */
class PgliteThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #dead: Error | undefined

  constructor(dataDir: string) {
    this.#worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { dataDir } })
    this.#worker.on('message', (m: { id: number; ok: boolean; value?: unknown; error?: { message: string } }) => {
      const waiting = this.#pending.get(m.id)
      this.#pending.delete(m.id)
      if (m.ok) waiting?.resolve(m.value)
      else waiting?.reject(new PgliteQueryError(m.error!))
    })
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#die(new DatabaseError({ code: 'DB_CONNECTION_LOST' })))
  }

  get isDead(): boolean {
    return this.#dead !== undefined
  }

  ask(message: Record<string, unknown>): Promise<unknown> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead)
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ ...message, id })
    })
  }

  async kill(reason: Error): Promise<void> {
    this.#die(reason)
    await this.#worker.terminate()
  }

  #die(error: Error): void {
    this.#dead ??= error
    for (const waiting of this.#pending.values()) waiting.reject(this.#dead)
    this.#pending.clear()
  }
}

/**
 * Embedded PostgreSQL behind the same pool interface as the real one. PGlite has exactly one session, so the pool hands
 * out one connection at a time, in the order of asking.
 */
export class PglitePool implements ConnectionPool {
  readonly engine = 'pglite'
  readonly #options: PgliteOptions
  readonly #queue: { grant: () => void }[] = []
  #thread: PgliteThread | undefined
  #held = false
  #closed = false

  private constructor(options: PgliteOptions) {
    this.#options = options
  }

  static async open(options: PgliteOptions): Promise<PglitePool> {
    const pool = new PglitePool(options)
    await pool.#openThread()
    return pool
  }

  async acquire(): Promise<DbConnection> {
    if (this.#closed) throw new DatabaseError({ code: 'DB_CONNECTION_LOST' })
    if (this.#held) await this.#wait()
    this.#held = true
    try {
      if (this.#thread === undefined || this.#thread.isDead) await this.#openThread()
      return this.#connect(this.#thread!)
    } catch (error) {
      this.#handOver()
      throw error
    }
  }

  release(): Promise<void> {
    this.#handOver()
    return Promise.resolve()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    if (this.#held) await this.#wait()
    this.#closed = true
    await this.#thread?.ask({ kind: 'close' }).catch(() => undefined)
    await this.#thread?.kill(new DatabaseError({ code: 'DB_CONNECTION_LOST' }))
  }

  #wait(): Promise<void> {
    const { acquireTimeoutMs } = this.#options
    return new Promise((resolve, reject) => {
      const place = {
        grant: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(place), 1)
        reject(new DatabaseError({ code: 'DB_BUSY', waitedMs: acquireTimeoutMs }))
      }, acquireTimeoutMs)
      this.#queue.push(place)
    })
  }

  /** INVARIANT (one session): `#held` stays true while the session passes from one caller to the next. */
  #handOver(): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#held = false
    else next.grant()
  }

  async #openThread(): Promise<void> {
    const thread = new PgliteThread(this.#options.dataDir)
    try {
      await thread.ask({ kind: 'open' })
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      await thread.kill(new DatabaseError({ code: 'DB_CONNECTION_LOST' }))
      throw new DatabaseError({ code: 'DB_FOLDER_CORRUPT', folder: this.#options.dataDir, why }, { cause })
    }
    this.#thread = thread
  }

  #connect(thread: PgliteThread): DbConnection {
    const limited = (message: Record<string, unknown>): Promise<unknown> => this.#withLimit(thread, message)
    return {
      query: async (sql, parameters) => (await limited({ kind: 'query', sql, parameters })) as QueryOutcome,
      script: async (sql) => {
        await limited({ kind: 'script', sql })
      },
      // Kept in mind only: the limit of a thread that may hang is that of every statement.
      unhurried: async () => {
        await limited({ kind: 'script', sql: 'set local statement_timeout = 0' })
      },
      copyIn: async (table, columns, lines) => {
        const { isBinary, options, first, rest } = await sniffCopy(lines)
        if (first === undefined) return 0
        const sql = `copy ${table} (${columns.join(', ')}) from '/dev/blob'${options}`
        const parts = isBinary ? wholeRows(first, rest, copyPartBytes) : wholeLines(joined(first, rest), copyPartBytes)
        let rows = 0
        for await (const part of parts) {
          rows += (await limited({ kind: 'copyIn', sql, chunks: part })) as number
        }
        return rows
      },
      copyOut: async (table, columns, take) => {
        const named = columns.join(', ')
        const pages = await limited({
          kind: 'query',
          sql: `select pg_relation_size('${table}') / current_setting('block_size')::bigint as pages`,
          parameters: [],
        })
        const { pages: most } = (pages as QueryOutcome).rows[0] as { pages: number }
        let rows = 0
        for (let page = 0; page < most; page += copyOutPages) {
          const within = `ctid >= '(${page},0)' and ctid < '(${page + copyOutPages},0)'`
          const sql = `copy (select ${named} from ${table} where ${within}) to '/dev/blob' with (format binary)`
          const part = (await limited({ kind: 'copyOut', sql })) as { rows: number; bytes: Uint8Array }
          rows += part.rows
          const end = part.bytes.length - copyTrailer.length
          if (end > copyHeader.length) await take(part.bytes.subarray(copyHeader.length, end))
        }
        return rows
      },
    }
  }

  /** A statement over its limit costs the thread: the open transaction is lost, which is what a time-out means. */
  async #withLimit(thread: PgliteThread, message: Record<string, unknown>): Promise<unknown> {
    const limitMs = this.#options.statementTimeoutMs
    const timer = setTimeout(() => void thread.kill(new DatabaseError({ code: 'DB_QUERY_TIMEOUT', limitMs })), limitMs)
    try {
      return await thread.ask(message)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield first
  yield* rest
}

/** Parts of the binary format, each with header and trailer of its own; pieces are whole rows, the last is the trailer. */
async function* wholeRows(
  header: Uint8Array,
  pieces: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<readonly Uint8Array[]> {
  let part: Uint8Array[] = []
  let bytes = 0
  for await (const piece of pieces) {
    if (piece.byteLength === copyTrailer.length && piece[0] === 0xff && piece[1] === 0xff) break
    part.push(piece)
    bytes += piece.byteLength
    if (bytes < size) continue
    yield [header, ...part, copyTrailer]
    part = []
    bytes = 0
  }
  if (part.length > 0) yield [header, ...part, copyTrailer]
}

/** Parts of at least `size` bytes that end with a line: a row is never cut in two. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>, size: number): AsyncIterable<readonly Uint8Array[]> {
  let part: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    const end = bytes + chunk.byteLength < size ? -1 : chunk.lastIndexOf(0x0a) + 1
    if (end <= 0) {
      part.push(chunk)
      bytes += chunk.byteLength
      continue
    }
    yield [...part, chunk.subarray(0, end)]
    part = [chunk.subarray(end)]
    bytes = chunk.byteLength - end
  }
  if (bytes > 0) yield part
}
