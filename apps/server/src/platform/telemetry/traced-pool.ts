import type { Context } from '@opentelemetry/api'
import type { ConnectionPool, DbConnection, QueryOutcome } from '../db/connection.ts'
import { evidenceOfEntries, evidenceTables, notEvidence } from '../log/evidence-tables.ts'
import type { SpanAttributes } from './span-attributes.ts'
import type { OpenSpan, Telemetry } from './telemetry.ts'

/** A shorter wait for a connection is no wait, ms. */
const shortWaitMs = 1

/** A pool that tells of waits, transactions and statements: by what is done to which table, never by their text or values. */
export class TracedPool implements ConnectionPool {
  readonly #pool: ConnectionPool
  readonly #telemetry: Telemetry

  constructor(pool: ConnectionPool, telemetry: Telemetry) {
    this.#pool = pool
    this.#telemetry = telemetry
  }

  get engine(): ConnectionPool['engine'] {
    return this.#pool.engine
  }

  async acquire(): Promise<DbConnection> {
    const since = new Date()
    try {
      return new TracedConnection(await this.#pool.acquire(), this.#telemetry)
    } finally {
      if (Date.now() - since.getTime() > shortWaitMs && this.#telemetry.here() !== undefined)
        this.#telemetry.open('connection.wait', {}, { since }).end()
    }
  }

  async release(connection: DbConnection): Promise<void> {
    if (!(connection instanceof TracedConnection)) return this.#pool.release(connection)
    connection.endTransaction('failed')
    await this.#pool.release(connection.inner)
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}

class TracedConnection implements DbConnection {
  readonly inner: DbConnection
  readonly #telemetry: Telemetry
  #transaction: OpenSpan | undefined

  constructor(inner: DbConnection, telemetry: Telemetry) {
    this.inner = inner
    this.#telemetry = telemetry
  }

  endTransaction(outcome: 'done' | 'rolledBack' | 'failed'): void {
    this.#transaction?.set({ 'fadu.outcome': outcome })
    this.#transaction?.end()
    this.#transaction = undefined
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<QueryOutcome> {
    const word = firstWord(sql)
    switch (word) {
      case 'begin':
        if (this.#telemetry.here() !== undefined) this.#transaction = this.#telemetry.open('transaction', postgresql)
        return this.inner.query(sql, parameters)
      case 'commit': {
        const outcome = await this.inner.query(sql, parameters)
        this.endTransaction('done')
        return outcome
      }
      case 'rollback': {
        const outcome = await this.inner.query(sql, parameters)
        if (!/\bto\b/i.test(sql)) this.endTransaction('rolledBack')
        return outcome
      }
      case 'savepoint':
      case 'release':
        return this.inner.query(sql, parameters)
    }
    return this.#told(
      () => statementSaid(word, sql),
      () => this.inner.query(sql, parameters),
    )
  }

  script(sql: string): Promise<void> {
    return this.#told(
      () => ({ ...postgresql, 'db.operation.name': 'other' }),
      () => this.inner.script(sql),
    )
  }

  unhurried(): Promise<void> {
    return this.inner.unhurried()
  }

  copyIn(...given: Parameters<DbConnection['copyIn']>): Promise<number> {
    return this.#told(
      () => copySaid(given[0]),
      () => this.inner.copyIn(...given),
    )
  }

  copyOut(...given: Parameters<DbConnection['copyOut']>): Promise<number> {
    return this.#told(
      () => copySaid(given[0]),
      () => this.inner.copyOut(...given),
    )
  }

  /** Statements beside anything that is told of are not told of either. */
  async #told<T>(said: () => SpanAttributes, work: () => Promise<T>): Promise<T> {
    const below: Context | undefined = this.#transaction?.context ?? this.#telemetry.here()
    if (below === undefined) return work()
    const span = this.#telemetry.open('statement', said(), { below })
    try {
      return await work()
    } catch (error) {
      span.fail(error)
      throw error
    } finally {
      span.end()
    }
  }
}

const postgresql = { 'db.system.name': 'postgresql' } as const

const tables = new Set([evidenceTables, evidenceOfEntries, notEvidence].flatMap((named) => Object.keys(named)))
const datasetTable = /^ds_[0-9a-f]{32}$/

/** Words before the tables that a statement is about, and the names that follow them. */
const named = /\b(?:from|into|update|join|table)\s+"?([a-z][a-z0-9_]*)/gi
/** Long statements name their table early. */
const lookedAt = 4000

function tableOf(sql: string): string | undefined {
  for (const [, name] of sql.slice(0, lookedAt).matchAll(named)) {
    if (datasetTable.test(name!)) return 'dataset rows'
    if (tables.has(name!)) return name
  }
  return undefined
}

const operations = new Set(['select', 'insert', 'update', 'delete', 'with', 'set', 'lock'])

function firstWord(sql: string): string {
  return /^\s*([a-z]+)/i.exec(sql)?.[1]?.toLowerCase() ?? ''
}

function statementSaid(word: string, sql: string): SpanAttributes {
  const operation = (operations.has(word) ? word : 'other') as NonNullable<SpanAttributes['db.operation.name']>
  return { ...postgresql, 'db.operation.name': operation, 'db.collection.name': tableOf(sql) }
}

function copySaid(into: string): SpanAttributes {
  return { ...postgresql, 'db.operation.name': 'copy', 'db.collection.name': tableOf(`table ${into}`) }
}
