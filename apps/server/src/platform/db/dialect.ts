import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type Transaction,
  type TransactionSettings,
} from 'kysely'
import type { ConnectionPool, DbConnection } from './connection.ts'

/** Kysely's side of one of our connections. */
class FaduConnection implements DatabaseConnection {
  readonly raw: DbConnection

  constructor(raw: DbConnection) {
    this.raw = raw
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affected } = await this.raw.query(query.sql, query.parameters)
    return { rows: rows as R[], numAffectedRows: BigInt(affected) }
  }

  // eslint-disable-next-line require-yield -- part of Kysely's interface; rows are streamed by COPY and keyset pages instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are read by keyset pages, not by cursors')
  }
}

/** What is done at the end of every transaction, in it; when it fails, the transaction is rolled back. */
export interface TransactionEnd {
  beforeCommit: ((execute: (query: CompiledQuery) => Promise<QueryResult<unknown>>) => Promise<void>) | undefined
}

class FaduDriver implements Driver {
  readonly #pool: ConnectionPool
  readonly #end: TransactionEnd

  constructor(pool: ConnectionPool, end: TransactionEnd) {
    this.#pool = pool
    this.#end = end
  }

  init(): Promise<void> {
    return Promise.resolve()
  }
  async acquireConnection(): Promise<FaduConnection> {
    return new FaduConnection(await this.#pool.acquire())
  }
  async beginTransaction(connection: FaduConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`))
  }
  async commitTransaction(connection: FaduConnection): Promise<void> {
    await this.#end.beforeCommit?.((query) => connection.executeQuery(query))
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }
  async rollbackTransaction(connection: FaduConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
  async savepoint(connection: FaduConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint ${name}`))
  }
  async rollbackToSavepoint(connection: FaduConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint ${name}`))
  }
  async releaseSavepoint(connection: FaduConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint ${name}`))
  }
  async releaseConnection(connection: FaduConnection): Promise<void> {
    await this.#pool.release(connection.raw)
  }
  async destroy(): Promise<void> {
    await this.#pool.close()
  }
}

/** One dialect for both engines: the SQL is PostgreSQL's in either case. */
export function faduDialect(pool: ConnectionPool, end: TransactionEnd): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new FaduDriver(pool, end),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** The connection under a transaction, for what Kysely has no word for: scripts and COPY. */
export function rawConnection<T>(
  tx: Pick<Transaction<unknown>, 'getExecutor'>,
  use: (connection: DbConnection) => Promise<T>,
): Promise<T> {
  return tx.getExecutor().provideConnection((connection) => use((connection as unknown as FaduConnection).raw))
}

/** What follows in this transaction grows with the data. */
export function unhurried(tx: Pick<Transaction<unknown>, 'getExecutor'>): Promise<void> {
  return rawConnection(tx, (connection) => connection.unhurried())
}
